import os

import pytest

from briefing.evidence.sourcetext import LIMIT, NoText, SourceText, source_text
from briefing.model import Source


def find(folder, *folders, file=None, name="report"):
    return source_text(name, Source(title="R", file=file), folder / "visit.toml", folders)


@pytest.fixture
def briefs(tmp_path):
    folder = tmp_path / "briefs"
    (folder / "sources").mkdir(parents=True)
    return folder


def test_the_text_beside_the_brief(briefs):
    (briefs / "sources" / "report.txt").write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    found = find(briefs)
    assert isinstance(found, SourceText)
    assert found.text == "\ufeffone\r\ntwo"  # as it is on disk, so that offsets are
    assert len(found.sha256) == 64


def test_the_file_that_the_source_names(briefs):
    (briefs / "texts").mkdir()
    (briefs / "texts" / "a.txt").write_text("words")
    assert isinstance(find(briefs, file="texts/a.txt"), SourceText)
    assert isinstance(find(briefs), NoText)


@pytest.mark.parametrize("place", ["visit/report.txt", "texts/a.txt", "a.txt", "report.txt"])
def test_the_places_in_a_folder_of_texts(briefs, tmp_path, place):
    other = tmp_path / "copies"
    (other / place).parent.mkdir(parents=True)
    (other / place).write_text("words")
    assert isinstance(find(briefs, other, file="texts/a.txt"), SourceText)
    missing = find(briefs, file="texts/a.txt")
    assert isinstance(missing, NoText)
    assert missing.missing


@pytest.mark.parametrize(
    "file", ["../secret.txt", "/etc/hostname", "sources/../../secret.txt", "link.txt", "folder/secret.txt"]
)
def test_no_path_leaves_its_folder(briefs, tmp_path, file):
    (tmp_path / "secret.txt").write_text("secret")
    (briefs / "link.txt").symlink_to(tmp_path / "secret.txt")
    (briefs / "folder").symlink_to(tmp_path)
    found = find(briefs, file=file)
    assert isinstance(found, NoText)
    assert not found.missing
    assert "leads out of" in found.reason


def test_a_link_within_the_folder_is_followed(briefs):
    (briefs / "real.txt").write_text("words")
    (briefs / "sources" / "report.txt").symlink_to(briefs / "real.txt")
    assert isinstance(find(briefs), SourceText)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x00\x01\x02", "NUL byte"),
        (b"\xff\xfea\x00", "UTF-16"),
        (b"caf\xe9", "not UTF-8: byte 0xE9 at offset 3"),
        (b" \n", "is empty"),
        (b"", "is empty"),
        (b'"' * 3000, "mostly quotation marks"),
        (("“‘" * 3000 + "’”" * 3000).encode(), "mostly quotation marks"),
        (b"x" * (LIMIT + 1), "is larger than 2 MB"),
    ],
)
def test_what_is_no_text_has_its_reason(briefs, data, reason):
    (briefs / "sources" / "report.txt").write_bytes(data)
    found = find(briefs)
    assert isinstance(found, NoText)
    assert reason in found.reason
    assert not found.missing


def test_a_pipe_a_device_and_a_folder_are_refused_at_once(briefs):
    path = briefs / "sources" / "report.txt"
    os.mkfifo(path)
    assert "not a regular file" in find(briefs).reason
    path.unlink()
    path.mkdir()
    assert "is a folder" in find(briefs).reason
    path.rmdir()
    path.symlink_to(path)
    assert isinstance(find(briefs), NoText)


@pytest.mark.parametrize("file", ["a\0b.txt", "\ud800.txt", "x" * 5000])
def test_impossible_paths_are_only_not_there(briefs, file):
    assert isinstance(find(briefs, file=file), NoText)
