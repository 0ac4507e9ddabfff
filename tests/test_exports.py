"""What holds of every format: the same bytes, SAMPLE with each item, nothing read or made but what was asked for."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from briefing.export.blocks import Block
from briefing.export.formats import FORMATS
from briefing.export.page import Page, lay_out
from tests import faults
from tests.briefs import READING, brief_in
from tests.hostile import OWN, brief_of
from tests.terminal import ROOT, plain_environment, program

needs_strace = pytest.mark.skipif(not faults.usable(), reason="strace isn't here, or may not be used")


def blocks(page: Page) -> list[Block]:
    found: list[Block] = [*page.timeline, *page.questions, *page.people]
    for section in page.topics:
        found += [*section.figures, *section.quotes, *section.points]
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_whatever_the_zone_the_seed_and_the_place(name, tmp_path):
    made = []
    for zone, seed, home in (("UTC", "1", "a"), ("Asia/Kathmandu", "77", "b")):
        folder = tmp_path / home
        folder.mkdir()
        environment = plain_environment(
            TZ=zone, PYTHONHASHSEED=seed, HOME=str(folder), PYTHONPATH=str(ROOT), LC_ALL="C.UTF-8"
        )
        command = program("export", str(READING), "--to", name, "-o", str(folder / "out"))
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        made.append((folder / "out").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("name", FORMATS)
def test_a_sample_says_so_with_every_item(name):
    """Counted against the same brief that is none: for each item, and at least at head and foot."""
    brief = brief_in(READING)
    sample = replace(brief, head=replace(brief.head, sample=True))
    page = lay_out(sample)
    assert all("SAMPLE" in block.tags for block in blocks(page))
    if name == "json":
        assert page.sample
        return
    more = text_of(name, FORMATS[name].render(page)).count("SAMPLE")
    assert more >= len(blocks(page)) + 2


def text_of(name: str, data: bytes) -> str:
    """The text of a document, so far as it is needed here."""
    if name == "pdf":
        from io import BytesIO

        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    if name == "docx":
        import zipfile
        from io import BytesIO

        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = [package.read(part).decode() for part in package.namelist() if part.endswith(".xml")]
        return re.sub("<[^>]+>", "", "\n".join(parts))
    return data.decode()


@needs_strace
@pytest.mark.parametrize("name", FORMATS)
def test_no_text_of_a_brief_makes_an_export_open_a_file(name, tmp_path):
    (tmp_path / "secret.txt").write_text("HX-SECRET")
    (tmp_path / "hostile.toml").write_bytes(
        brief_of(" ".join(text[:200] for text in OWN.values() if "\x00" not in text))
    )
    log = tmp_path / "log"
    command = program("export", "hostile.toml", "--to", name, "-o", "out")
    environment = plain_environment(HOME=str(tmp_path), PYTHONPATH=str(ROOT), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        ["strace", "-f", "-s", "300", "-o", log, "-e", "trace=%file", *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in (0, 2), done.stderr
    assert done.returncode == 0 or "no font here has" in done.stderr
    opened = {path for path in re.findall(r'"((?:[^"\\]|\\.)*)"', log.read_text(errors="replace")) if path}
    own = (
        str(ROOT),
        str(tmp_path),
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        "/usr/",
        "/lib",
        "/bin",
        "/proc/self",
        "/proc/sys/vm/overcommit_memory",  # the C library asks when it gives memory back
    )
    others = {
        path
        for path in opened
        if path.startswith("/")
        and not path.startswith((*own, "/etc/ld.so", "/etc/localtime", "/etc/fonts", "/dev", "/sys"))
    }
    strange = {
        path
        for path in others
        if not path.startswith(("/tmp", "/var", "/root", "/home", "/opt", "/etc/mime")) and path not in ("/etc", "/usr")
    }
    assert not strange
    assert not {path for path in opened if re.search(r"passwd|secret|evil|HX", path)}
    assert b"HX-SECRET" not in (tmp_path / "out").read_bytes() if (tmp_path / "out").exists() else True


@needs_strace
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC"])
def test_a_killed_or_failing_export_leaves_the_old_file_or_the_new_one(fault, tmp_path):
    """All formats and faults: `python -m tests.faults`."""
    assert faults.export(tmp_path, "md")[0] == 0
    new = (tmp_path / "out.md").read_bytes()
    found = list(faults.runs(tmp_path, "md", (fault,)))
    assert len(found) > 5
    assert not [(run, wrong) for run in found if (wrong := run.wrong(new))]


@needs_strace
def test_an_export_is_on_the_disk_before_it_has_its_name(tmp_path):
    """Write, fsync, rename, fsync of the folder, in this order (safety.md, R11)."""
    order = [name for name in faults.calls(tmp_path, "md") if name in ("fsync", "rename", "renameat", "renameat2")]
    assert order[0] == "fsync"
    assert order[1].startswith("rename")
    assert order[2] == "fsync"


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="only root can mount a small disk")
@pytest.mark.parametrize("name", ["md", "pdf"])
def test_a_full_disk_is_told_and_leaves_the_old_file(name, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        (disk / "out").write_bytes(faults.OLD)
        command = program("export", str(READING), "--to", name, "-o", str(disk / "out"), "--force")
        done = subprocess.run(
            command,
            env=plain_environment(HOME=str(tmp_path), PYTHONPATH=str(ROOT)),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, (disk / "out").read_bytes()) == (2, faults.OLD), done.stderr
        assert "the disk is full" in done.stderr
        assert [path.name for path in disk.iterdir()] == ["out"]
    finally:
        subprocess.run(["umount", disk], check=False)


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o500)
    done = subprocess.run(
        program("export", str(READING), "-o", str(folder / "x.md")), capture_output=True, text=True, check=False
    )
    assert (done.returncode, "permission denied" in done.stderr) == (2, True)
