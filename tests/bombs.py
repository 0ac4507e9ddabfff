"""Files made to cost time or memory: deep, huge and broken ones (safety.md, R2)."""

from collections.abc import Callable

HEAD = 'schema = 1\n[brief]\ntitle = "x"\n'
FIGURE = "[[topics.defence.figures]]\n"

_MILLION = 1_000_000


def _deep(opening: str, closing: str, middle: str = "1") -> list[str]:
    return [f"a = {opening * count}{middle}{closing * count}" for count in (65, 399, 5_000, 800_000)]


def _unclosed() -> list[str]:
    return ["a = " + sign * 2_000_000 for sign in ("[", "{", "[[", "{a=", '["', "{a=[", "]", "}")]


def _keys() -> list[str]:
    dots = ".".join(["a"] * 20_000)
    return [
        f"{dots} = 1",
        f"[{dots}]",
        f"[[{dots}]]",
        f"a = {{ {dots} = 1 }}",
        ".".join(['"b c"'] * 5_000) + " = 1",
        " . ".join(["a"] * 33) + " = 1",
        ".".join(["a"] * 999) + " = 1\n",
        "".join(f"b{number}{'.a' * 30} = 1\n" for number in range(70_000)),
        "".join(f"k{number} = 1\n" for number in range(400_000)),
        "".join(f"k{number} = 1\n" for number in range(45_000)),
        "a" * 4_900_000 + " = 1",
        "a" * 4_900_000,
        "a.b" * 1_000_000,
        "".join(f"[t{number}]\n" for number in range(400_000)),
        "".join(f"[t{number}]\n" for number in range(40_000)),
        "".join(f"[topics.t{number}]\ntitle = 1\n" for number in range(15_000)),
        "[[events]]\n" * 400_000,
        "[[events]]\n" * 30_000,
        '[[events]]\ndate = 2025\ntext = "x"\nsource = "y"\n' * 10_000,
        "".join(f'[[events]]\ndate = 2025\ntext = "x"\nsource = "y{number}"\n' for number in range(10_000)),
        "".join(f'[[events]]\ndate = 2025\ntxet{number} = "x"\n' for number in range(10_000)),
        "".join(f'[[people]]\nname = "x{number}"\nid = "same"\n' for number in range(10_000)),
        "\n".join(["[brief.a]"] * 40_000),
        "\n".join(["title = 1"] * 40_000),
    ]


def _numbers() -> list[str]:
    literals = [
        "9" * 4_000, "9" * 5_000, "9" * _MILLION, "-" + "9" * _MILLION, "0x" + "f" * _MILLION, "0o" + "7" * _MILLION,
        "0b" + "1" * _MILLION, "0." + "9" * _MILLION, "1e999999999", "1e-999999999", "1e99999999999999999999", "1e308",
        "1e9999", "1E+5000", "-1e99999", "9_" * 500_000 + "9", "1" + "0" * 40, "0." + "0" * 39 + "1", "0." + "0" * 41 + "1",
        "nan", "-inf", "2025-01-01T00:00:00." + "9" * 100_000, "0001-01-01", "9999-12-31T23:59:59-23:59",
    ]  # fmt: skip
    return [HEAD + FIGURE + f'label = "x"\nvalue = {literal}\n' for literal in literals]


def _formulas() -> list[str]:
    def figures(formulas: list[str]) -> str:
        return HEAD + "".join(
            f'{FIGURE}id = "f{number}"\nlabel = "x"\nformula = "{formula}"\n' for number, formula in enumerate(formulas)
        )

    base = f'{FIGURE}id = "f0"\nlabel = "x"\nvalue = {"9" * 40}\nscale = "trillion"\n'
    return [
        figures(["1", *(f"f{number} + f{number}" for number in range(60))]),
        figures(["1", *(f"f{number}" for number in range(3_000))]),
        figures([f"f{(number + 1) % 1000}" for number in range(1_000)]),
        HEAD + base + FIGURE + f'label = "y"\nformula = "{" * ".join(["f0"] * 100)}"\n',
        HEAD + base + FIGURE + f'label = "y"\nformula = "1 / {" / ".join(["f0"] * 100)}"\n',
        figures(["(" * 490 + "1"]),
        figures(["-" * 490 + "1"]),
        figures(["1 + " * 1_000_000]),
        figures(["9" * 480 + " * " + "9" * 10]),
        figures([" " * 1_000_000 + "1"]),
    ]


def _texts() -> list[str]:
    return [
        HEAD + 'bottom_line = "' + "x" * 4_900_000 + '"\n',
        HEAD + 'bottom_line = """' + "x\n\n" * 1_500_000 + '"""\n',
        HEAD + 'bottom_line = "' + "\\u202e" * 800_000 + '"\n',
        HEAD + "bottom_line = '" + "\u202e" * 1_500_000 + "'\n",
        HEAD + 'tags = ["' + '", "'.join(["x"] * 900_000) + '"]\n',
        HEAD + "tags = [" + "1, " * 30_000 + "]\n",
        HEAD + "tags = [" + "{}, " * 30_000 + "]\n",
        'a = """' + "x" * 4_900_000,
        "a = '''" + "'" * 4_900_000,
        'a = "' + "\\" * 4_900_000,
        'a = "' + '\\"' * 2_400_000,
        '"' * 4_900_000,
        "'" * 4_900_001,
        "\n" * 4_900_000,
        "#\n" * 2_400_000,
        " " * 4_900_000,
        "a = " + " " * 4_900_000 + "1",
        "\r" * 4_900_000,
        "\0" * 4_900_000,
        "=" * 4_900_000,
        "a = x " + "y " * 2_000_000,
        "a b " * 1_000_000,
        "a" * 2_000_000 + ":" + " ," * 1_000_000,
        HEAD + f'[sources.a]\ntitle = "x"\nurl = "http://{"a." * 1_000_000}"\nfile = "{"../" * 1_000_000}"\n',
        HEAD + f'kind = "{"x" * 1_000_000}"\nstatus = "{"draft" * 100_000}"\n{"y" * 190} = 1\n',
        HEAD + f'[topics."{"X" * 1_000_000}"]\ntitle = "x"\n',
        HEAD + f'"{"titel" * 200_000}" = "x"\n',
    ]


def _bytes() -> list[bytes]:
    return [b"\xff" * 4_900_000, b"a" * 4_900_000 + b"\xff", b"\xff\xfe" + "x".encode("utf-16-le") * 2_000_000, b""]


def bombs() -> list[Callable[[], bytes]]:
    """Makers of the files, so that only one at a time takes memory."""
    texts = [*_deep("[", "]"), *_deep("{a=", "}"), *_deep("[{a=", "}]"), *_unclosed(), *_keys(), *_numbers(), *_formulas(), *_texts()]
    return [*(lambda text=text: text.encode() for text in texts), *(lambda data=data: data for data in _bytes())]
