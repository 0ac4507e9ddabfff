"""The one door in and the one writer out."""

import errno
import fcntl
import multiprocessing
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import files
from briefing.files import Unreadable, Unwritable, read_bytes, write


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


# Reading


def make_folder(path: Path) -> None:
    path.mkdir()


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    # A socket's own path is short, and a temporary folder's may not be.
    here = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(f"/proc/self/fd/{here}/{path.name}")
    finally:
        os.close(here)


def make_link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def make_dangling_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def make_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # sparse: takes no room


def make_nothing(path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (make_nothing, "no such file"),
        (make_folder, "is a folder, not a file"),
        (make_pipe, "is not a regular file"),
        (make_socket, "is not a regular file"),
        (make_link_to_device, "is not a regular file"),
        (make_link_to_itself, "is a symbolic link that leads in a circle"),
        (make_dangling_link, "no such file"),
        (make_huge, "is larger than 5 MB"),
    ],
    ids=lambda case: getattr(case, "__name__", None),
)
def test_what_is_no_regular_file_is_refused_at_once(tmp_path, make, sentence):
    path = tmp_path / "x.toml"
    make(path)
    with pytest.raises(Unreadable) as refused:
        read_bytes(path)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 300, "file/below"])
def test_an_impossible_path_is_refused_in_words(tmp_path, name):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unreadable, match=r"no such file|its path is too long"):
        read_bytes(tmp_path / name)
    with pytest.raises(Unwritable, match=r"not a path that a file can have|its path is too long|no such file|folder"):
        write(tmp_path / name, b"", replace=True)


def test_a_link_to_a_regular_file_is_followed(tmp_path):
    (tmp_path / "there.toml").write_bytes(b"there")
    (tmp_path / "here.toml").symlink_to("there.toml")
    assert read_bytes(tmp_path / "here.toml") == b"there"


def test_the_limit_is_the_last_size_that_is_read(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_bytes(path, limit=5) == b"12345"
    with pytest.raises(Unreadable, match="larger than"):
        read_bytes(path, limit=4)


def test_a_file_that_hides_its_size_is_still_limited():
    with pytest.raises(Unreadable, match="larger than"):
        read_bytes(Path("/proc/self/status"), limit=100)  # says that it has 0 bytes


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    path = tmp_path / "x"
    path.touch(0o000)
    with pytest.raises(Unreadable, match="permission denied"):
        read_bytes(path)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE, 0])
def test_every_error_of_the_system_becomes_words(number):
    sentence = files.reason(OSError(number, os.strerror(number)))
    assert sentence
    assert sentence[0].islower()


# Writing


@settings(deadline=None, max_examples=30)
@given(old=st.none() | st.binary(max_size=300), new=st.binary(max_size=300))
def test_what_is_written_is_what_is_read(tmp_path_factory, old, new):
    path = tmp_path_factory.mktemp("w") / "x.toml"
    if old is not None:
        path.write_bytes(old)
    assert write(path, new, replace=True, expect=old) == path.resolve()
    assert read_bytes(path) == new
    assert left_over(path.parent) == []


def test_what_exists_is_not_replaced_unless_told(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    with pytest.raises(Unwritable, match=r"^exists already$"):
        write(path, b"new", replace=False)
    assert path.read_bytes() == b"old"
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(Unwritable, match=r"^exists already$"):
        write(tmp_path / "link", b"new", replace=False)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (b"other", "has changed since it was read"),
        (b"old and more", "has changed since it was read"),
        (None, "has been removed since it was read"),
    ],
)
def test_what_changed_meanwhile_is_not_overwritten(tmp_path, now, sentence):
    path = tmp_path / "x"
    if now is not None:
        path.write_bytes(now)
    with pytest.raises(Unwritable, match=sentence):
        write(path, b"new", replace=True, expect=b"old")
    assert (path.read_bytes() if path.exists() else None) == now
    assert left_over(tmp_path) == []


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "x"
    real = os.fsync

    def fsync(descriptor: int) -> None:
        path.write_bytes(b"theirs")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(Unwritable, match=r"^exists already$"):
        write(path, b"ours", replace=False)
    assert path.read_bytes() == b"theirs"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_the_mode_is_kept(tmp_path, mode):
    path = tmp_path / "x"
    path.touch()
    path.chmod(mode)
    write(path, b"new", replace=True)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path):
    (tmp_path / "plain").touch()
    write(tmp_path / "ours", b"", replace=False)
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_never_opens_to_another_group(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.touch()
    path.chmod(0o660)
    real = os.fstat

    def fchown(*_):
        raise PermissionError(errno.EPERM, "")

    def fstat(descriptor):
        found = list(real(descriptor))
        found[stat.ST_GID] += 1
        return os.stat_result(found)

    monkeypatch.setattr(os, "fchown", fchown)
    monkeypatch.setattr(os, "fstat", fstat)
    write(path, b"new", replace=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path):
    (tmp_path / "deep").mkdir()
    target = tmp_path / "deep" / "there.toml"
    target.write_bytes(b"old")
    link = tmp_path / "here.toml"
    link.symlink_to("deep/there.toml")
    assert write(link, b"new", replace=True) == target.resolve()
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (make_folder, "is a folder, not a file"),
        (make_pipe, "is not a regular file"),
        (make_link_to_device, "is not a regular file"),
        (make_link_to_itself, "is a symbolic link that leads in a circle"),
    ],
    ids=lambda case: getattr(case, "__name__", None),
)
def test_what_is_no_regular_file_is_never_replaced(tmp_path, make, sentence):
    path = tmp_path / "x"
    make(path)
    before = path.lstat()
    with pytest.raises(Unwritable) as refused:
        write(path, b"new", replace=True)
    assert str(refused.value) == sentence
    assert path.lstat() == before


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(Unwritable, match=rf"^no such folder: {tmp_path.resolve()}/gone$"):
        write(tmp_path / "gone" / "x", b"", replace=True)


def test_a_file_marked_read_only_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o444)
    if os.geteuid() == 0:  # root may write to everything, so say what the system tells everybody else
        monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with pytest.raises(Unwritable, match=r"^is read-only$"):
        write(path, b"new", replace=True)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("call", ["open", "fchmod", "fdopen", "replace", "fsync", "listdir"])
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EIO, "the disk reports an error"),
        (errno.EROFS, "its disk is read-only"),
        (errno.EACCES, "permission denied"),
    ],
)
def test_an_error_at_any_step_leaves_the_old_file(tmp_path, monkeypatch, call, number, sentence):
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(Unwritable) as refused:
            write(path, b"new", replace=True)
    assert str(refused.value) == sentence
    assert path.read_bytes() == b"old"
    assert left_over(tmp_path) == []


def test_an_interrupt_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write(path, b"new", replace=True)
    assert path.read_bytes() == b"old"
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(("number", "saved"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_folder_that_can_not_be_synced_is_no_error_but_a_broken_disk_is(tmp_path, monkeypatch, number, saved):
    path = tmp_path / "x"
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, "")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    if saved:
        write(path, b"new", replace=True)
    else:
        with pytest.raises(Unwritable, match="the disk reports an error"):
            write(path, b"new", replace=True)
    assert path.read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file(tmp_path):
    """A limit on the size of files fails a write half way, as a full disk does."""
    path = tmp_path / "x"
    path.write_bytes(b"old")
    program = (
        "import resource, signal; from pathlib import Path; from briefing.files import write, Unwritable\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        f"try: write(Path({str(path)!r}), b'n' * 1_000_000, replace=True)\n"
        "except Unwritable as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "file too large\n"
    assert path.read_bytes() == b"old"
    assert left_over(tmp_path) == []


def test_what_a_killed_writer_left_is_gone_after_the_next_save(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    program = (
        "import os, signal; from pathlib import Path; from briefing.files import write\n"
        "os.replace = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"write(Path({str(path)!r}), b'new', replace=True)"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    assert len(left_over(tmp_path)) == 1
    write(tmp_path / "another", b"", replace=True)
    assert left_over(tmp_path) == []


def append(path: Path, mark: bytes, times: int) -> None:
    """Add a mark to a file again and again, as a careful editor would: read, add, save if unchanged."""
    for _ in range(times):
        while True:
            before = read_bytes(path)
            try:
                write(path, before + mark, replace=True, expect=before)
                break
            except Unwritable as error:
                if str(error) != "has changed since it was read":
                    raise


def test_nothing_is_lost_among_four_writers(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=append, args=(path, mark, 25)) for mark in (b"a", b"b", b"c", b"d")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    assert sorted(path.read_bytes()) == sorted(b"abcd" * 25)
    assert left_over(tmp_path) == []


def test_a_folder_that_another_program_holds_makes_a_writer_give_up(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_PATIENCE", 0)
    holder = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX)
        with pytest.raises(Unwritable, match="another program is writing"):
            write(tmp_path / "x", b"", replace=True)
    finally:
        os.close(holder)
    write(tmp_path / "x", b"", replace=True)


def test_a_file_system_without_locks_is_written_to_all_the_same(tmp_path, monkeypatch):
    """There the files that others have in the making are left alone."""
    theirs = tmp_path / ".briefing-unfinished-theirs"
    theirs.touch()

    def flock(*_):
        raise OSError(errno.ENOLCK, "")

    monkeypatch.setattr(fcntl, "flock", flock)
    write(tmp_path / "x", b"new", replace=True)
    assert read_bytes(tmp_path / "x") == b"new"
    assert theirs.exists()
