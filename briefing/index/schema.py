"""The tables of an index, and the numbers by which its items are found in the order in which they are shown."""

from unicodedata import unidata_version

_TABLES_VERSION = 2

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
    findings INTEGER NOT NULL, changed INTEGER NOT NULL, items INTEGER NOT NULL, words TEXT NOT NULL, row BLOB NOT NULL
) STRICT;
CREATE INDEX briefs_by_date ON briefs (first);
CREATE INDEX briefs_by_title ON briefs (title, first);
CREATE INDEX briefs_by_findings ON briefs (findings DESC, first);
CREATE INDEX briefs_by_change ON briefs (changed DESC, first);
CREATE TABLE contents (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE figures (name TEXT, item INTEGER, PRIMARY KEY (name, item)) STRICT, WITHOUT ROWID;
CREATE INDEX figures_by_item ON figures (item);
CREATE TABLE amounts (
    item INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL, scale REAL NOT NULL, unit TEXT NOT NULL
) STRICT;
CREATE INDEX amounts_by_item ON amounts (item);
CREATE INDEX amounts_by_number ON amounts (low, unit, item);
CREATE INDEX amounts_by_size ON amounts (low * scale, unit, item);
CREATE INDEX ranges_by_number ON amounts (low, high, unit, item) WHERE low < high;
CREATE INDEX ranges_by_size ON amounts (low * scale, high * scale, unit, item) WHERE low < high;
CREATE TABLE terms (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4',
    tokenize = "ascii tokenchars '_%$&@#+=<>|~^*\\'"
);
CREATE VIRTUAL TABLE titles USING fts5 (
    text, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '_%$&@#+=<>|~^*\\'"
);
CREATE VIRTUAL TABLE about USING fts5 (
    source, tag, brief, status, content = '', detail = column, columnsize = 0,
    tokenize = "ascii tokenchars '_%$&@#+=<>|~^*\\'"
);
"""
"""`files` says what was read, `briefs` what stands in the list, `contents` the items' texts, `terms` all words;
`places` is where a file's records, and the texts of its sources, are looked for (`surroundings`).

`words` finds items by any of their words, `titles` by those of their main text, `about` finds briefs. They hold no
text and, but for `about`, no places of words: with places and a column for each kind of text, 10,000 briefs took
370 MB and 80 s instead of 110 MB and 20 s, and a common word of five letters 80 ms instead of 5. Phrases are tried on
the items found. The words are cut in Python (`folding`), so that the index and a plain search agree; SQLite's own
table of Unicode splits Devanagari words at their vowel signs.
"""

_DAY_BITS, _BRIEF_BITS, _ITEM_BITS = 22, 22, 18
"""Of an item's number, from the left; one bit more says whether it is no key item. 63 bits: SQLite's integers.

Days to the year 9999; four million briefs; more items than 5 MB of TOML can hold ([[people]] and name='a', 20 bytes).
"""

LAST = (1 << 63) - 1
"""The highest number that there is."""


def first_number(day: int, brief: int) -> int:
    """The lowest number of a brief's items: the newest brief has the lowest, one without a day (0) the highest."""
    return ((1 << _DAY_BITS) - 1 - day << _BRIEF_BITS | brief) << _ITEM_BITS + 1


def last_number(first: int) -> int:
    """The highest number that an item can have in the brief whose lowest is `first`."""
    return first | (1 << _ITEM_BITS + 1) - 1


def item_number(first: int, place: int, *, key: bool) -> int:
    """The number of the item at a place of its brief."""
    return first | place << 1 | (not key)


def first_of(number: int) -> int:
    """The lowest number of the brief that an item belongs to."""
    return number >> _ITEM_BITS + 1 << _ITEM_BITS + 1


def brief_of(number: int) -> int:
    """The id of the brief that an item belongs to."""
    return number >> _ITEM_BITS + 1 & (1 << _BRIEF_BITS) - 1


def place_of(number: int) -> int:
    """The place of an item in its brief."""
    return number >> 1 & (1 << _ITEM_BITS) - 1


def is_key(number: int) -> bool:
    """Whether an item is a key item."""
    return not number & 1


def numbers_from(day: int) -> tuple[int, int]:
    """The lowest and highest number of the items in briefs of a day or later."""
    return 0, first_number(day - 1, 0) - 1


def numbers_before(day: int) -> tuple[int, int]:
    """The lowest and highest number of the items in briefs before a day; those without a day aren't among them."""
    return first_number(day - 1, 0), first_number(0, 0) - 1
