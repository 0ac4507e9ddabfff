"""The tables of an index, and the numbers by which its items are found in the order in which they are shown."""

from unicodedata import unidata_version

_TABLES_VERSION = 5

VERSION = _TABLES_VERSION * 10**6 + int(unidata_version.replace(".", ""))
"""Of the tables and of what stands in them, folded as Unicode has it; an index of another version is built anew."""

APPLICATION = 0x62726965
"""Says in the file's header that it is one of ours: "brie"."""

TABLES = """
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE,
    mtime INTEGER NOT NULL, size INTEGER NOT NULL, inode INTEGER NOT NULL, ctime INTEGER NOT NULL,
    settled INTEGER NOT NULL, digest BLOB NOT NULL,
    surroundings BLOB NOT NULL DEFAULT x'', statuses BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX files_by_surroundings ON files (surroundings);
CREATE TABLE places (
    folder BLOB, name BLOB, file INTEGER, PRIMARY KEY (folder, name, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_by_file ON places (file);
CREATE TABLE briefs (
    id INTEGER PRIMARY KEY, first INTEGER NOT NULL, day INTEGER NOT NULL, title TEXT NOT NULL,
    findings INTEGER NOT NULL, changed INTEGER NOT NULL, items INTEGER NOT NULL, searched INTEGER NOT NULL,
    words TEXT NOT NULL, row BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX briefs_by_date ON briefs (first);
CREATE INDEX briefs_by_title ON briefs (title, first);
CREATE INDEX briefs_by_findings ON briefs (findings DESC, first);
CREATE INDEX briefs_by_change ON briefs (changed DESC, first);
CREATE TABLE contents (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE figures (name TEXT, item INTEGER, PRIMARY KEY (name, item)) STRICT, WITHOUT ROWID;
CREATE INDEX figures_by_item ON figures (item);
CREATE TABLE amounts (
    item INTEGER, low REAL, high REAL, scale REAL, unit TEXT, PRIMARY KEY (item, low, high, scale, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX amounts_by_unit ON amounts (unit, scale);
CREATE INDEX amounts_by_number ON amounts (low, unit, item);
CREATE INDEX amounts_by_size ON amounts (low * scale, unit, item);
CREATE INDEX ranges_by_number ON amounts (low, high, unit, item) WHERE low < high;
CREATE INDEX ranges_by_size ON amounts (low * scale, high * scale, unit, item) WHERE low < high;
CREATE TABLE terms (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4',
    tokenize = "ascii tokenchars '_%$&@#+=<>|~^*\\'"
);
INSERT INTO words (words, rank) VALUES ('hashsize', 8000000), ('automerge', 16);
CREATE VIRTUAL TABLE titles USING fts5 (
    text, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '_%$&@#+=<>|~^*\\'"
);
INSERT INTO titles (titles, rank) VALUES ('automerge', 16);
CREATE VIRTUAL TABLE pairs USING fts5 (
    text, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '_%$&@#+=<>|~^*\\'"
);
INSERT INTO pairs (pairs, rank) VALUES ('automerge', 16);
CREATE VIRTUAL TABLE about USING fts5 (
    source, tag, brief, status, content = '', detail = column, columnsize = 0, prefix = '1 2 3',
    tokenize = "ascii tokenchars '_%$&@#+=<>|~^*\\'"
);
"""
"""`files` says what was read, `briefs` what stands in the list (`items`, and with the bottom lines `searched`),
`contents` the texts of these, `terms` all words, and those of speakers' names once more (`folding.SPOKEN`);
`places` is where a file's records, and the texts of its sources, are looked for (`surroundings`).

`words` finds items by any of their words, `pairs` by words that stand beside each other, `titles` by those of their
main text; `about` finds briefs. They hold no text and, but for `about`, no places of words: with places and a column
for each kind of text, 10,000 briefs took three times the room and the time, and a common word of five letters 80 ms
instead of 5. The words are cut in Python (`folding`), so that the index and a plain search agree; SQLite's own table of
Unicode splits Devanagari words at their vowel signs.

Words stay in memory until there are 8 MB of them (hashsize), and pieces are put together when there are 16 of a size
(automerge): that saves 40 % of the time to write, and costs a search a tenth.
"""

_DAY_BITS, _DAY, _SLOT = 22, 32, 7
"""Of an item's number, from the left: its brief's day, up to the year 9999; and the bits of all items of that day.

The last seven of these are a slot. Each brief has one slot, or several side by side: an item takes two numbers, one as
a key item and one as another. So the numbers of a day lie close together, and with them the lists of the items that
hold a word, which name each by its distance from the one before: half the size of those where a brief's number was
made from its id, with room for the largest. A day has room for 33 million briefs.
"""

LAST = (1 << 63) - 1
"""The highest number that there is."""


def first_number(day: int) -> int:
    """The lowest number of a day: the newest day has the lowest, the briefs without one (0) come last."""
    return (1 << _DAY_BITS) - 1 - day << _DAY


def room(items: int) -> int:
    """How many numbers a brief with so many items takes."""
    return max(1, -(-2 * items >> _SLOT)) << _SLOT


def slots(first: int, items: int) -> range:
    """The slots of the brief that begins with a number, each by its lowest number."""
    return range(first, first + room(items), 1 << _SLOT)


def slot_of(number: int) -> int:
    """The slot of an item."""
    return number >> _SLOT << _SLOT


def last_of(slot: int) -> int:
    """The last number of a slot."""
    return slot + (1 << _SLOT) - 1


def item_number(first: int, place: int, *, key: bool) -> int:
    """The number of the item at a place of the brief that begins with a number."""
    return first + 2 * place + (not key)


def place_of(number: int, first: int) -> int:
    """The place of an item in the brief that begins with a number."""
    return number - first >> 1


def is_key(number: int) -> bool:
    """Whether an item is a key item."""
    return not number & 1


def numbers_from(day: int) -> tuple[int, int]:
    """The lowest and highest number of the items in briefs of a day or later."""
    return 0, first_number(day - 1) - 1


def numbers_before(day: int) -> tuple[int, int]:
    """The lowest and highest number of the items in briefs before a day; those without a day aren't among them."""
    return first_number(day - 1), first_number(0) - 1
