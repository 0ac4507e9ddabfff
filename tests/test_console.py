"""The one way out to a terminal or a pipe."""

import fcntl
import io
import json
import os
import pty
import struct
import sys
import termios

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import console
from briefing.console import OutputLost, Styled, abandon, columns, flush, out, out_bytes, out_json, out_text, say
from briefing.text import hidden


class Stream(io.TextIOWrapper):
    """A stream in memory that may say that it is a terminal."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def written(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()


class Full(Stream):
    """A stream whose disk is full."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")

    def flush(self) -> None:
        if not self.closed:
            raise OSError(28, "No space left on device")

    def close(self) -> None:
        """Forget what is held back."""


class Gone(Stream):
    """A pipe whose reader has gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def use(monkeypatch: pytest.MonkeyPatch, stream: Stream | None) -> Stream:
    """Put a stream in the place of standard output. A fixture can't: pytest puts its own there before each test."""
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


EVIL = "a\x1b]52;c;QQ==\x07b\u202ec\x9b31md\u200be\nf\rg\x00"


def test_what_would_act_is_shown(monkeypatch):
    stdout = use(monkeypatch, Stream())
    out(EVIL, Styled(EVIL, "1"))
    assert hidden(stdout.written().decode()[:-1]) == []


def test_a_line_stays_one_line(monkeypatch):
    stdout = use(monkeypatch, Stream())
    out("a\nb")
    assert stdout.written() == "a␊b\n".encode()
    out_text("a\nb\n")
    assert stdout.written() == "a␊b\na\nb\n".encode()


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_any_text_leaves_as_text_that_does_not_act(text):
    for encoding in ("utf-8", "ascii", "latin-1"):
        stream = Stream(encoding)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            console.prepare()
            out(text)
            out_text(text + "\n")
        lines = stream.written().decode(encoding).split("\n")
        assert all(hidden(line) == [] for line in lines)


@settings(deadline=None, max_examples=100)
@given(st.recursive(st.text() | st.integers(), lambda more: st.lists(more) | st.dictionaries(st.text(), more)))
def test_json_says_the_same_in_every_encoding_and_acts_on_no_terminal(data):
    for encoding in ("utf-8", "ascii", "latin-1"):
        stream = Stream(encoding)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            console.prepare()
            out_json(data)
        text = stream.written().decode(encoding)
        assert json.loads(text) == data
        assert all(hidden(line) == [] for line in text.split("\n"))


def test_json_keeps_letters_as_they_are(monkeypatch):
    stdout = use(monkeypatch, Stream())
    out_json({"a": "भारत 😀 \U000e0041"})
    assert "भारत 😀 \\udb40\\udc41" in stdout.written().decode()


@pytest.mark.parametrize(
    ("variable", "value", "written"),
    [
        ("TERM", "xterm", b"a\x1b[1;31mb\x1b[0m\x1b[4mc\x1b[0m\n"),
        ("TERM", "dumb", b"abc\n"),
        ("TERM", "", b"abc\n"),
        ("NO_COLOR", "1", b"a\x1b[1mb\x1b[0m\x1b[4mc\x1b[0m\n"),
        ("NO_COLOR", "", b"a\x1b[1;31mb\x1b[0m\x1b[4mc\x1b[0m\n"),
    ],
)
def test_a_style_shows_on_a_terminal_that_wants_it(monkeypatch, variable, value, written):
    terminal = use(monkeypatch, Stream(terminal=True))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(variable, value)
    out("a", Styled("b", "1;31"), Styled("", "1"), Styled("c", "4"))
    assert terminal.written() == written


def test_the_width_is_that_of_the_terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    use(monkeypatch, Stream())
    assert columns() is None
    use(monkeypatch, None)
    assert columns() is None
    use(monkeypatch, Stream(terminal=True))
    assert columns() == 80  # it has no size to tell
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 44, 0, 0))
        with os.fdopen(os.dup(theirs), "w") as terminal:
            monkeypatch.setattr(sys, "stdout", terminal)
            assert columns() == 44
            monkeypatch.setenv("TERM", "dumb")
            assert columns() is None
    finally:
        os.close(ours)
        os.close(theirs)


def test_no_style_goes_into_a_pipe(monkeypatch):
    stdout = use(monkeypatch, Stream())
    out("a", Styled("b", "1"))
    assert stdout.written() == b"ab\n"


def test_a_document_goes_into_a_pipe_byte_by_byte_and_to_a_terminal_made_visible(monkeypatch):
    data = b"\xff\x1b[31m\r\n"
    stdout = use(monkeypatch, Stream())
    out("first")
    out_bytes(data)
    assert stdout.written() == b"first\n" + data
    terminal = use(monkeypatch, Stream(terminal=True))
    out_bytes(data)
    assert terminal.written() == "�␛[31m␍\n".encode()


@pytest.mark.parametrize("write", [lambda: out("a"), lambda: out_json({}), lambda: out_bytes(b"a"), flush])
def test_a_full_disk_is_told_and_a_reader_that_left_is_not(monkeypatch, write):
    use(monkeypatch, Full())
    with pytest.raises(OutputLost, match=r"^cannot write to standard output: No space left on device$") as lost:
        write()
    assert not lost.value.closed


def test_a_reader_that_left_is_known(monkeypatch):
    use(monkeypatch, Gone())
    with pytest.raises(OutputLost) as lost:
        out("a")
    assert lost.value.closed


def test_a_closed_standard_output_is_told(monkeypatch):
    use(monkeypatch, None)
    for write in (lambda: out("a"), lambda: out_bytes(b"a"), lambda: out_json({})):
        with pytest.raises(OutputLost, match="it is closed"):
            write()
    flush()
    abandon(None)


@pytest.mark.parametrize("stream", [None, Full()], ids=["closed", "full"])
def test_narration_that_can_not_be_written_stops_nothing(monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    say("a")


def test_narration_is_shown_at_once_and_made_visible(monkeypatch):
    stream = Stream()
    monkeypatch.setattr(sys, "stderr", stream)
    say(EVIL)
    assert hidden(stream.buffer.getvalue().decode()[:-1]) == []
