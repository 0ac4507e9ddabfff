"""The one opener: web and mail addresses, parsed, written anew in plain ASCII, and shown before they open."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.records import record

MAX_LENGTH = 2083
"""The longest address, in characters: what every browser takes, and pydantic's limit too."""

_PORTS = {"http": 80, "https": 443}

_SAFE = "/%:@!$&()*+,;=~-._"
"""What stands unescaped after the host, beside letters and digits: RFC 3986's pchar and / without the apostrophe."""

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\Z")

_LIKE_A_NUMBER = re.compile(r"(.*\.)?(0x[0-9a-f]*|[0-9]+)\Z")
"""A host whose last part browsers read as part of an IPv4 address (WHATWG URL, "ends in a number")."""

_MAILBOX = re.compile(r"[A-Za-z0-9.!#$&*+/=?^_{|}~-]+@([^@]+)\Z")
"""RFC 5322's unquoted local part, without the quotation marks and the percent sign, and a host."""


class WrongLink(ValueError):
    """Why a text is not a link that may open, in words that follow it: "has no host"."""


class NoBrowser(ValueError):
    """Why no browser could be started, as a sentence."""


@record
class Link:
    """An address that may be opened: ASCII without a control character, a blank or a quotation mark.

    `host` is what decides where it leads, an internationalised one in punycode; `doubts` are the reasons to ask
    before it opens, as phrases: "its host has letters outside of ASCII".
    """

    url: str
    host: str
    doubts: tuple[str, ...] = ()


def link(text: str) -> Link | None:
    """The link that a text is, or None where it is none that may open."""
    try:
        return read_link(text)
    except WrongLink:
        return None


def read_link(text: str) -> Link:
    """The link that a text is: http, https or mailto. Raises WrongLink with the reason where it is none.

    What browsers would guess at is refused: blanks, backslashes, a missing //, numbers that only look like a host.
    """
    from urllib.parse import urlsplit

    if len(text) > MAX_LENGTH:
        raise WrongLink(f"is longer than {MAX_LENGTH} characters")
    if not text.isprintable() or "\\" in text or re.search(r"\s", text):
        raise WrongLink("holds a blank, a backslash or a control character")
    scheme = text.partition(":")[0].lower()
    if scheme == "mailto":
        return _mail(text)
    if scheme not in _PORTS:
        raise WrongLink("starts with none of https://, http:// and mailto:")
    if not text.lower().startswith(f"{scheme}://"):
        raise WrongLink(f"lacks the // after {scheme}:")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # a port that is no number, a bracket that is no IPv6 address
        raise WrongLink("has a host or a port that can't be read") from None
    host, doubts = _host(parts.hostname or "")
    user = parts.netloc.rpartition("@")[0]
    if user:
        doubts = ("it has a user name before the host", *doubts)
    authority = f"{_escape(user)}@{host}" if user else host
    if port is not None and port != _PORTS[scheme]:
        authority += f":{port}"
    query = "?" + _escape(parts.query, "?") if parts.query else ""
    fragment = "#" + _escape(parts.fragment, "?") if parts.fragment else ""
    return Link(f"{scheme}://{authority}{_escape(parts.path) or '/'}{query}{fragment}", host, doubts)


def _mail(text: str) -> Link:
    found = _MAILBOX.match(text[len("mailto:") :])
    if found is None or "?" in text:  # ?attach=FILE makes some mail programs attach it
        raise WrongLink("is not mailto: and one address")
    host, doubts = _host(found[1])
    mailbox = text[len("mailto:") : -len(found[1])]
    return Link(f"mailto:{mailbox}{host}", host, doubts)


def _host(name: str) -> tuple[str, tuple[str, ...]]:
    """A host as it is looked up, and the doubts about it."""
    if not name:
        raise WrongLink("has no host")
    if not name.isascii():
        return _host(".".join(map(_punycode, name.split("."))))
    name = name.lower()
    if ":" in name or _LIKE_A_NUMBER.match(name):
        from ipaddress import ip_address

        try:
            address = ip_address(name)
        except ValueError:
            raise WrongLink("has a number for a host that is no address") from None
        if "%" in name:
            raise WrongLink("has an address with a zone for a host")
        return (f"[{address}]" if address.version == 6 else str(address)), ("its host is a bare address",)
    doubts = ("its host has letters outside of ASCII",) if "xn--" in name else ()
    return _checked(name), doubts


def _checked(host: str) -> str:
    if not _HOST.match(host):
        raise WrongLink("has a host that can't be read")
    return host


def _punycode(label: str) -> str:
    """A part of a host in the form in which it is looked up (RFC 5891).

    Python's own codec is of 2003: it looks up strasse.de for straße.de. What IDNA would have to map first,
    such as full-width letters, is refused instead.
    """
    small = label.lower()
    if unicodedata.normalize("NFKC", small) != small or not all(
        character == "-" or unicodedata.category(character)[0] in "LMN" for character in small
    ):
        raise WrongLink("has a host that can't be read")
    return small if small.isascii() else "xn--" + small.encode("punycode").decode()


def _escape(text: str, also: str = "") -> str:
    from urllib.parse import quote

    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text), safe=_SAFE + also)


def open_link(link: Link, environment: Mapping[str, str] = os.environ) -> None:
    """Open a link in the user's browser, without waiting for it. Raises NoBrowser where none can be started.

    No shell and not the `webbrowser` module, which hands options such as --help to the browser and has
    patterns of its own (CVE-2026-4519): the URL is one whole argument after a command that the user has set.
    """
    for command in _browsers(environment):
        if _start([link.url if part == "%s" else part for part in command]):
            return
    raise NoBrowser("no browser could be started; set BROWSER to the command of one")


def open_path(path: Path) -> None:
    """Show a file in the program that the system has for its kind, without waiting for it. Raises NoBrowser."""
    command = ["open" if sys.platform == "darwin" else "xdg-open", str(path.absolute())]
    if not _start(command):
        raise NoBrowser(f"no program could be started to show {path.name}")


def _start(command: list[str]) -> bool:
    """Start a program and go on; gives back whether it could be started."""
    import subprocess
    from threading import Thread

    try:
        process = subprocess.Popen(  # without a shell, what it opens is one whole argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that Ctrl+C here doesn't end it
        )
    except OSError:
        return False
    Thread(target=process.wait, daemon=True).start()  # else it stays a zombie
    return True


def _browsers(environment: Mapping[str, str]) -> Iterator[list[str]]:
    """The commands to try, each with %s in the place of the link.

    In BROWSER stand one or more, parted by colons, each with an optional %s. One with %s inside of an argument
    would need a shell, and is passed over.
    """
    from shlex import split

    for entry in environment.get("BROWSER", "").split(os.pathsep):
        try:
            command = split(entry)
        except ValueError:  # a quotation mark that is never closed
            continue
        if command and all(part == "%s" or "%s" not in part for part in command):
            yield command if "%s" in command else [*command, "%s"]
    yield ["open" if sys.platform == "darwin" else "xdg-open", "%s"]
