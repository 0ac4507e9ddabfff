"""The one opener."""

import json
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.links import Link, NoBrowser, WrongLink, link, open_link, read_link

HOSTILE = Path(__file__).parents[2] / "shared" / "hostile" / "strings.json"

UNICODE = "its host has letters outside of ASCII"
ADDRESS = "its host is a bare address"
USER = "it has a user name before the host"

GOOD = [
    ("https://www.bbc.com/news", "https://www.bbc.com/news", ()),
    ("https://www.bbc.com", "https://www.bbc.com/", ()),
    ("HTTP://WWW.BBC.com:80/News?", "http://www.bbc.com/News", ()),
    ("https://a.example:8443/x", "https://a.example:8443/x", ()),
    ("https://a.example/a?b=1&c=2;d#e?f", "https://a.example/a?b=1&c=2;d#e?f", ()),
    ("https://a.example/%41%2f50%", "https://a.example/%41%2f50%25", ()),
    ("https://a.example/(x)[y]'z\"`|<>{}^", "https://a.example/(x)%5By%5D%27z%22%60%7C%3C%3E%7B%7D%5E", ()),
    ("https://a.example/भारत?q=é#ё", "https://a.example/%E0%A4%AD%E0%A4%BE%E0%A4%B0%E0%A4%A4?q=%C3%A9#%D1%91", ()),
    ("https://a.example/$(id)`id`;id&id|id", "https://a.example/$(id)%60id%60;id&id%7Cid", ()),
    ("https://a.example/--help", "https://a.example/--help", ()),
    ("https://a.example//b", "https://a.example//b", ()),
    ("https://straße.de/", "https://xn--strae-oqa.de/", (UNICODE,)),
    ("https://аpple.com/", "https://xn--pple-43d.com/", (UNICODE,)),
    ("https://МИД.РФ/", "https://xn--d1ahl.xn--p1ai/", (UNICODE,)),
    ("https://xn--pple-43d.com/", "https://xn--pple-43d.com/", (UNICODE,)),
    ("http://127.0.0.1:22/", "http://127.0.0.1:22/", (ADDRESS,)),
    ("http://[0:0::1]:8080/x", "http://[::1]:8080/x", (ADDRESS,)),
    ("https://bank.example@evil.example/", "https://bank.example@evil.example/", (USER,)),
    ("https://bank.example%2F@evil.example/", "https://bank.example%2F@evil.example/", (USER,)),
    ("https://me:secret@1.2.3.4/", "https://me:secret@1.2.3.4/", (USER, ADDRESS)),
    ("mailto:desk@ministry.example", "mailto:desk@ministry.example", ()),
    ("MAILTO:Desk@Ministry.example", "mailto:Desk@ministry.example", ()),
    ("mailto:desk@мид.рф", "mailto:desk@xn--d1ahl.xn--p1ai", (UNICODE,)),
]

BAD = [
    ("", "starts with none"),
    ("www.bbc.com", "starts with none"),
    ("//www.bbc.com/", "starts with none"),
    ("-P evil", "blank"),
    ("--remote-debugging-port=9222", "starts with none"),
    ("%action--incognito", "starts with none"),
    ("javascript:alert(1)", "starts with none"),
    ("java\nscript:alert(1)", "control character"),
    ("file:///etc/passwd", "starts with none"),
    ("data:text/html,x", "starts with none"),
    ("ftp://a.example/", "starts with none"),
    ("ms-word:ofe|u|https://a.example/", "starts with none"),
    ("https:www.bbc.com", "lacks the //"),
    ("https:/www.bbc.com", "lacks the //"),
    ("https:\\\\www.bbc.com", "backslash"),
    ("https://www.bbc.com\\@evil.example/", "backslash"),
    ("https://", "has no host"),
    ("https:///etc/passwd", "has no host"),
    ("https://@/", "has no host"),
    (" https://a.example/", "blank"),
    ("https://a.example/a b", "blank"),
    ("https://a.example/a\u00a0b", "blank"),
    ("https://a.example/\r\nX: y", "control character"),
    ("https://a.example\0.evil.example/", "control character"),
    ("https://a.example/\u202egnp.exe", "control character"),
    ("https://a.example/\x1b]52;c;QQ==\x07", "control character"),
    ("https://a..example/", "can't be read"),
    ("https://-a.example/", "can't be read"),
    ("https://a.example./", "can't be read"),
    ("https://a%2eexample/", "can't be read"),
    ("https://" + "a" * 64 + ".example/", "can't be read"),
    ("https://ａ.example/", "can't be read"),
    ("https://a。example/", "can't be read"),
    ("https://a\u200bb.example/", "control character"),
    ("https://☃.example/", "can't be read"),
    ("https://a.example:port/", "can't be read"),
    ("https://a.example:99999/", "can't be read"),
    ("https://[::1/", "can't be read"),
    ("http://0x7f000001/", "number for a host"),
    ("http://2130706433/", "number for a host"),
    ("http://0177.0.0.1/", "number for a host"),
    ("http://1.2.3/", "number for a host"),
    ("http://[fe80::1%eth0]/", "zone"),
    ("https://a.example/" + "x" * 2083, "longer than"),
    ("mailto:", "one address"),
    ("mailto:desk", "one address"),
    ("mailto:a@b.example,c@d.example", "one address"),
    ("mailto:desk@a.example?attach=/etc/passwd", "one address"),
    ("mailto:--help@a.example -x", "blank"),
    ("mailto:%22a%22@b.example", "one address"),
]


@pytest.mark.parametrize(("text", "url", "doubts"), GOOD)
def test_a_link_is_written_anew(text, url, doubts):
    found = read_link(text)
    assert (found.url, found.doubts) == (url, doubts)
    assert found.host in url
    assert read_link(url) == found


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_what_is_no_link_says_why(text, reason):
    with pytest.raises(WrongLink, match=reason):
        read_link(text)
    assert link(text) is None


def hostile_strings() -> list[str]:
    return [entry["payload"] for entry in json.loads(HOSTILE.read_text("utf-8"))] if HOSTILE.exists() else []


def is_safe(found: Link) -> bool:
    return re.fullmatch(r"(https?://|mailto:)[!#-&(-;=?-\[\]_a-z~]+", found.url) is not None and found.host in found.url


@pytest.mark.skipif(not HOSTILE.exists(), reason="the list of hostile strings is not beside the repository")
def test_no_hostile_string_becomes_a_link_that_acts():
    for text in hostile_strings():
        for each in (text, "https://" + text, "https://a.example/" + text, "mailto:" + text):
            found = link(each)
            assert found is None or is_safe(found), each


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(["", "https://", "http:", "HTTPS://a.example", "mailto:", "https://a.example/", "https://a@"]),
    st.text(max_size=40) | st.text("a.@:/?#[]%\\-0x1\u00e9\u0430", max_size=20),
)
@example("https://", "\u00c0.0")  # a host that ends like a number stays refused when its letters are rewritten
def test_any_text_is_a_safe_link_or_none(start, text):
    found = link(start + text)
    if found is not None:
        assert is_safe(found)
        assert link(found.url) == found


@pytest.fixture
def browser(tmp_path):
    """A command that records its arguments, and what it has recorded."""
    record = tmp_path / "record"
    command = tmp_path / "browser with blank"
    command.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\n"
        f"new = pathlib.Path({str(record)!r} + '.new')\n"
        f"new.write_text(repr(sys.argv[1:]))\nnew.rename({str(record)!r})\n"
    )
    command.chmod(0o755)

    def recorded() -> str:
        end = time.monotonic() + 20
        while not record.exists():
            assert time.monotonic() < end, "the browser never ran"
            time.sleep(0.01)
        return record.read_text()

    return f"'{command}'", recorded


URL = "https://a.example/$(id);x"


@pytest.mark.parametrize(
    ("setting", "arguments"),
    [
        ("{}", [URL]),
        ("{} %s", [URL]),
        ("{} --new-window %s --quiet", ["--new-window", URL, "--quiet"]),
        ("/nowhere/at-all:{}", [URL]),
        ("sh -c '{} %s':{}", [URL]),
        ("'unclosed:{}", [URL]),
        ("::{}:", [URL]),
    ],
)
def test_the_browser_gets_the_link_as_one_argument(browser, setting, arguments):
    command, recorded = browser
    open_link(Link(URL, "a.example"), {"BROWSER": setting.replace("{}", command)})
    assert recorded() == repr(arguments)


def test_without_a_browser_it_says_what_to_set(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoBrowser, match="set BROWSER"):
        open_link(Link(URL, "a.example"), {"BROWSER": "nowhere-at-all"})
