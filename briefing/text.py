"""Text as data: its visible form, its white space, and its folded form for comparing and finding."""

import re
import unicodedata
from functools import lru_cache
from typing import Any
from zlib import crc32

from briefing.records import record

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: needed in Persian, Indic scripts and emoji, so kept between letters."""

_HIDDEN_LETTERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # fillers and joiners that Unicode counts as letters or marks
    + "".join(map(chr, range(0xFE00, 0xFE0E)))  # variation selectors 1 to 14; 15 and 16 choose an emoji's form
) | frozenset(map(chr, range(0xE0100, 0xE01F0)))
"""Characters that show nothing although their category says that they would."""

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, direction and format characters, surrogates, private use, unassigned, line separators."""


@lru_cache(maxsize=4096)
def _is_hidden(character: str) -> bool:
    return character in _HIDDEN_LETTERS or unicodedata.category(character) in _HIDDEN_CATEGORIES


def is_hidden(text: str, index: int) -> bool:
    """Whether the character at `index` shows nothing or acts on a terminal instead of showing."""
    character = text[index]
    if not _is_hidden(character):
        return False
    if character in _JOINERS and 0 < index < len(text) - 1:
        before, after = (unicodedata.category(text[at])[0] for at in (index - 1, index + 1))
        return before not in "LMS" or after not in "LMS"
    return True


def hidden(text: str) -> list[int]:
    """The offsets of all characters that `visible` replaces."""
    if text.isascii() and text.isprintable():
        return []
    return [index for index in range(len(text)) if is_hidden(text, index)]


_LETTER = r"[^\W\d_]"


def first_hidden(text: str) -> int | None:
    """The offset of the first character that `visible` replaces, or None: quick on a long text that has none."""
    suspects = {character for character in set(text) if _is_hidden(character)}
    if not suspects:
        return None
    choices = [f"[{re.escape(''.join(suspects - set(_JOINERS)))}]"] if suspects - set(_JOINERS) else []
    if suspects & set(_JOINERS):  # most stand between two letters, and that is quicker seen here
        choices += [f"(?<!{_LETTER})[{_JOINERS}]", f"[{_JOINERS}](?!{_LETTER})"]
    found = re.finditer("|".join(choices), text)
    return next((one.start() for one in found if is_hidden(text, one.start())), None)


def visible(text: str, keep: str = "") -> str:
    """The text with every control, direction and invisible character in a visible form.

    C0 controls and DEL become their control picture, all others ⟨U+XXXX⟩, so that nothing vanishes
    and nothing acts. Characters in `keep` stay as they are.
    """
    if (text.isascii() and text.isprintable()) or not any(map(_is_hidden, set(text))):
        return text
    return "".join(
        _picture(character) if character not in keep and is_hidden(text, index) else character
        for index, character in enumerate(text)
    )


def json_text(data: Any, *, only_ascii: bool = False) -> str:
    """The data as JSON, in which all that is hidden stands as an escape of JSON's own: the data is the same."""
    from json import dumps

    lines = dumps(data, ensure_ascii=only_ascii, indent=2).split("\n")
    return "\n".join(line if first_hidden(line) is None else _json_escaped(line) for line in lines) + "\n"


def _json_escaped(line: str) -> str:
    from json import dumps

    places = set(hidden(line))
    return "".join(dumps(one)[1:-1] if at in places else one for at, one in enumerate(line))


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\u27e8U+{code:04X}\u27e9"


def width(text: str) -> int:
    """The cells that a text takes on a terminal, in its visible form: two for wide letters, none for marks."""
    text = visible(text)
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shown(text: str, limit: int = 40) -> str:
    """The visible form of a text on one line, cut with … where it is longer than `limit` characters."""
    line = one_line(text[: 2 * limit])
    return visible(line if len(line) <= limit and len(text) <= 2 * limit else line[: limit - 1] + "…")


_SPACE = re.compile(r"[ \t\r\n]+")
"""What folds to one blank. No-break and other wide spaces are the author's own and stay."""

_PARAGRAPH = re.compile(r"[ \t]*\r?\n[ \t]*\r?\n[ \t\r\n]*")


def one_line(text: str) -> str:
    """The text with each run of white space folded to one blank, none at the ends."""
    return _SPACE.sub(" ", text).strip(" ")


def paragraphs(text: str) -> str:
    """The text with white space folded, except that its paragraphs are parted by an empty line."""
    return "\n\n".join(filter(None, map(one_line, _PARAGRAPH.split(text))))


@record
class Folded:
    """A text in the form in which it is compared, and where each of its characters came from.

    `starts` has one entry more than `text` has characters: the offset in the original of each folded
    character, and the original's length at the end.
    """

    text: str
    starts: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the folded span `start` to `end` came from."""
        first, last = self.starts[start], self.starts[end - 1]
        while end < len(self.text) and self.starts[end] == last:
            end += 1  # one character folded into several: take it whole
        return first, self.starts[end]


_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\t\n\r\u00a0\u2007\u2009\u202f", " "),
        # Letters with a stroke or a hook have no decomposition in Unicode.
        "\u0142": "l", "\u0141": "l", "\u00f8": "o", "\u00d8": "o", "\u0111": "d", "\u0110": "d",
        "\u0131": "i", "\u0127": "h", "\u0126": "h", "\u0167": "t", "\u0166": "t",
    }
)  # fmt: skip
"""Typographic forms of one character: quotation marks, dashes, spaces, letters with a stroke."""

_LOOSE_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe0e\ufe0f]")
"""Accents that a reader leaves out when typing. Indic vowel signs aren't among them: they tell words apart."""


class _Folds(dict[int, str]):
    """What each character folds to, by its code: `str.translate` looks it up ten times as fast as a function."""

    def __missing__(self, code: int) -> str:
        """Fold a character that is met for the first time; texts have few, so the rest isn't kept."""
        piece = _LOOSE_MARKS.sub("", unicodedata.normalize("NFKD", chr(code).translate(_SAME)).casefold())
        piece = piece.translate(_SAME)
        if len(piece) != 1:
            _UNEVEN.add(chr(code))
        if len(self) < _MOST_FOLDS:
            self[code] = piece
        return piece


_MOST_FOLDS = 8192
_FOLDS = _Folds()
_UNEVEN: set[str] = set()
"""Those of the characters folded so far that fold to none, or to several."""


def folded(text: str) -> str:
    """The text without case, accents and typographic variants: that of `fold`, where the way back isn't wanted."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()
    return text.translate(_FOLDS)


def fold(text: str) -> Folded:
    """The text without case, accents and typographic variants, with the way back to the original."""
    form = folded(text)
    if text.isascii() or _UNEVEN.isdisjoint(text):
        return Folded(form, range(len(text) + 1))
    starts = [index for index, one in enumerate(text) for _ in _FOLDS[ord(one)]]
    starts.append(len(text))
    return Folded(form, tuple(starts))


_NAME_PART = re.compile("[a-z0-9]+")


def as_name(text: str) -> str:
    """The name nearest to a text: small letters, digits and underscores, a letter first.

    A text without a Latin letter or digit gets a name from its checksum, so that two texts have two names.
    """
    name = "_".join(_NAME_PART.findall(folded(text)))
    if not name:
        return f"n_{crc32(text.encode(errors='surrogatepass')):08x}"
    return name if name[0].isalpha() else f"n_{name}"
