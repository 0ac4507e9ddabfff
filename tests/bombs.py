"""Files made to cost time or memory: deep, huge and broken ones (safety.md, R2)."""

from collections.abc import Iterator

LARGEST = 4_900_000
"""Just below the largest file that is read, in bytes."""

HEAD = 'schema = 1\n[brief]\ntitle = "x"\n'
FIGURE = "[[topics.defence.figures]]\n"


def _deep(size: int) -> Iterator[str]:
    for opening, closing in (("[", "]"), ("{a=", "}"), ("[{a=", "}]")):
        for count in (65, 399, 5_000, size // 6):
            yield f"a = {opening * count}1{closing * count}"
    for sign in ("[", "{", "[[", "{a=", '["', "{a=[", "]", "}"):
        yield "a = " + sign * (size // len(sign))


def _long_keys(size: int) -> Iterator[str]:
    dots = ".".join(["a"] * (size // 2))
    yield f"{dots} = 1"
    yield f"[{dots}]"
    yield f"[[{dots}]]"
    yield f"a = {{ {dots} = 1 }}"
    yield ".".join(["a"] * 20_000) + " = 1"
    yield ".".join(['"b c"'] * (size // 6)) + " = 1"
    yield " . ".join(["a"] * 33) + " = 1"
    yield ".".join(["a"] * 999) + " = 1\n"
    yield "a" * size + " = 1"
    yield "a" * size
    yield "a.b" * (size // 3)
    yield HEAD + f'[topics."{"X" * size}"]\ntitle = "x"\n'
    yield HEAD + f'"{"titel" * (size // 5)}" = "x"\n'


def _many_keys(size: int) -> Iterator[str]:
    for count in (size // 12, size // 26, size // 51, size // 110):  # beyond the limit by far, and below it
        yield "".join(f"b{number}{'.a' * 30} = 1\n" for number in range(count // 30))
        yield "".join(f"k{number} = 1\n" for number in range(count))
        yield "".join(f"[t{number}]\n" for number in range(count))
        yield "".join(f"[topics.t{number}]\ntitle = 1\n" for number in range(count // 3))
        yield "[[events]]\n" * (count // 2)
    few = size // 490
    yield '[[events]]\ndate = 2025\ntext = "x"\nsource = "y"\n' * few
    yield "".join(f'[[events]]\ndate = 2025\ntext = "x"\nsource = "y{number}"\n' for number in range(few))
    yield "".join(f'[[events]]\ndate = 2025\ntxet{number} = "x"\n' for number in range(few))
    yield "".join(f'[[people]]\nname = "x{number}"\nid = "same"\n' for number in range(few))
    yield "\n".join(["[brief.a]"] * few)
    yield "\n".join(["title = 1"] * few)
    yield HEAD + 'tags = ["' + '", "'.join(["x"] * (size // 5)) + '"]\n'
    yield HEAD + "tags = [" + "1, " * (size // 100) + "]\n"
    yield HEAD + "tags = [" + "{}, " * (size // 160) + "]\n"


def _numbers(size: int) -> Iterator[str]:
    literals = [
        "9" * 4_000, "9" * 5_000, "9" * size, "-" + "9" * size, "0x" + "f" * size, "0o" + "7" * size, "0b" + "1" * size,
        "0." + "9" * size, "1e999999999", "1e-999999999", "1e99999999999999999999", "1e308", "1e9999", "1E+5000",
        "-1e99999", "9_" * (size // 2) + "9", "1" + "0" * 40, "0." + "0" * 39 + "1", "0." + "0" * 41 + "1", "nan",
        "-inf", "2025-01-01T00:00:00." + "9" * size, "0001-01-01", "9999-12-31T23:59:59-23:59",
    ]  # fmt: skip
    for literal in literals:
        yield HEAD + FIGURE + f'label = "x"\nvalue = {literal}\n'


def _formulas(size: int) -> Iterator[str]:
    def figures(*formulas: str) -> str:
        return HEAD + "".join(
            f'{FIGURE}id = "f{number}"\nlabel = "x"\nformula = "{formula}"\n' for number, formula in enumerate(formulas)
        )

    base = f'{FIGURE}id = "f0"\nlabel = "x"\nvalue = {"9" * 40}\nscale = "trillion"\n'
    few = size // 2_000
    yield figures("1", *(f"f{number} + f{number}" for number in range(60)))
    yield figures("1", *(f"f{number}" for number in range(few)))
    yield figures(*(f"f{(number + 1) % few}" for number in range(few)))
    yield HEAD + base + FIGURE + f'label = "y"\nformula = "{" * ".join(["f0"] * 100)}"\n'
    yield HEAD + base + FIGURE + f'label = "y"\nformula = "1 / {" / ".join(["f0"] * 100)}"\n'
    yield figures("(" * 490 + "1")
    yield figures("-" * 490 + "1")
    yield figures("9" * 480 + " * " + "9" * 10)
    yield figures("1 + " * (size // 4))
    yield figures(" " * size + "1")


def _long_texts(size: int) -> Iterator[str]:
    yield HEAD + 'bottom_line = "' + "x" * size + '"\n'
    yield HEAD + 'bottom_line = """' + "x\n\n" * (size // 3) + '"""\n'
    yield HEAD + 'bottom_line = "' + "\\u202e" * (size // 6) + '"\n'
    yield HEAD + "bottom_line = '" + "\u202e" * (size // 3) + "'\n"
    yield HEAD + "bottom_line = '" + "a\u200d" * (size // 4) + "'\n"
    yield HEAD + f'kind = "{"x" * (size // 2)}"\nstatus = "{"draft" * (size // 20)}"\n{"y" * 190} = 1\n'
    yield HEAD + f'[sources.a]\ntitle = "x"\nurl = "http://{"a." * (size // 4)}"\nfile = "{"../" * (size // 6)}"\n'
    yield HEAD + "[extra]\na" + " = {b" * 60 + " = 1" + "}" * 60


def _broken_texts(size: int) -> Iterator[str]:
    yield 'a = """' + "x" * size
    yield "a = '''" + "'" * size
    yield 'a = "' + "\\" * size
    yield 'a = "' + '\\"' * (size // 2)
    yield 'a = "\\' + "\n" * size
    for sign in ('"', "'", "\n", "#\n", " ", "\r", "\0", "=", "a = x ", "a b ", "\\", "é", "\u202e", '"a" '):
        yield sign * (size // len(sign.encode()))
    yield "a = " + " " * size + "1"
    yield "a = x " + "y " * (size // 2)
    yield "a" * (size // 2) + ":" + " ," * (size // 4)


def _broken_statements(size: int) -> Iterator[str]:
    """Files that are read on behind what is wrong with them."""
    keys = min(size // 12, 90_000)
    many = "".join(f"k{number} = 1\n" for number in range(keys))
    yield 'title = "x\n' * (size // 11)
    yield 'a = """\nb = 1\n' * (size // 14)
    yield 'k = \\"""\n' * 60 + "x" * (size - 600)
    yield 'k = \\"""\n' * 60 + "x\n" * (size // 2 - 300)
    yield "k = '''\n" + "\n" * (size - 20) + "[events]"
    yield 'a = "é\n' + "é\n" * (size // 3 - 20) + "[events]"
    yield many + "x"
    yield "x\n\n" * 40 + many
    yield many + "k1 = 1\n" * 60
    yield "k = 1\n" * min(size // 6, 90_000)
    yield 'brief = { title = "x" }\n' + 'brief.place = "y"\n' * min(size // 18, 50_000)
    yield 'brief = { title = "x" }\n' + 'brief.place = "y"\n' + "x" * (size - 60)
    yield "[events\n" * 45 + "[events.x]\n" * min(size // 11, 60_000)
    yield "[events\n" * 45 + "".join(f"[events.x{number}]\n" for number in range(min(size // 16, 60_000)))
    yield "[[events]]\n" * min(size // 11, 45_000) + "events = 1\n" * 60
    yield "a = {\n" + "b = 1,\n" * min(size // 7, 60_000)
    yield "a = [\n" * 45 + "1,\n" * min(size // 3, 60_000)
    yield 'a = ["' + '", "'.join(["x"] * min(size // 5, 90_000)) + "\n[events]"
    yield 'a = "\\q' + "x" * size + '"'
    yield ('a = "\\q' + "x" * (size // 50) + '"\n') * 50
    yield "a b\n" * 40 + "a = " + "[" * (size - 300)
    yield 'a = "\n' + ".".join(["a"] * (size // 2)) + " = 1"
    yield 'a = "\nb = 1e999999999999999999999999\nc = ' + "9" * size
    yield 'a = "\n' + '"b" ' * (size // 4)
    yield 'a = "\n' + "b = 1\n" * (size // 6)
    yield 'a = "\nb = [' + "1," * (size // 2)


def _bytes(size: int) -> Iterator[bytes]:
    yield b"\xff" * size
    yield b"a" * size + b"\xff"
    yield b"\xff\xfe" + "x".encode("utf-16-le") * (size // 2)
    yield b""


def bombs(size: int = LARGEST) -> Iterator[bytes]:
    """The files, one at a time, of at most about `size` bytes."""
    kinds = (_deep, _long_keys, _many_keys, _numbers, _formulas, _long_texts, _broken_texts, _broken_statements)
    for make in kinds:
        for text in make(size):
            yield text.encode()
    yield from _bytes(size)
