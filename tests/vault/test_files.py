from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from bronwacht.vault.errors import OutputExistsError, StorageError
from bronwacht.vault.files import (
    build_fresh,
    build_unnamed,
    change,
    check_fresh,
    destroy,
    open_to_read,
    remove_left,
    write_fresh,
    write_over,
)


def test_the_file_is_whole_and_for_its_owner_alone(here: Path) -> None:
    os.umask(0)
    write_fresh(here / "key", b"sealed")
    assert (here / "key").read_bytes() == b"sealed"
    assert stat.S_IMODE((here / "key").stat().st_mode) == 0o600
    assert [path.name for path in here.iterdir()] == ["key"]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("missing/key", "^key: its folder does not exist; make the folder first$"),
        ("file/key", r"^key: cannot be written \(not a directory\); choose another place$"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_told_before_anything_is_asked(
    here: Path, place: str, says: str
) -> None:
    (here / "file").write_text("old")
    with pytest.raises(StorageError, match=says) as refused:
        check_fresh(here / place)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("there", ["file", "folder", "dangling link"])
def test_nothing_is_overwritten(here: Path, there: str) -> None:
    out = here / "key"
    {"file": lambda: out.write_text("old"), "folder": out.mkdir, "dangling link": lambda: out.symlink_to("nowhere")}[
        there
    ]()
    with pytest.raises(OutputExistsError):
        write_fresh(out, b"new")
    assert [path.name for path in here.iterdir()] == ["key"]
    if there == "file":
        assert out.read_text() == "old"


def test_a_name_that_is_taken_meanwhile_is_left_alone(here: Path) -> None:
    def fill(part: Path) -> None:
        part.write_bytes(b"new")
        (here / "key").write_bytes(b"theirs")

    with pytest.raises(OutputExistsError):
        build_fresh(here / "key", fill)
    assert (here / "key").read_bytes() == b"theirs"
    assert len(list(here.iterdir())) == 1


def test_a_failure_leaves_nothing(here: Path) -> None:
    def fill(part: Path) -> None:
        part.write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StorageError, match="no space left"):
        build_fresh(here / "key", fill)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_folder_that_is_none(here: Path, folder: str) -> None:
    (here / "file").write_text("")
    with pytest.raises(StorageError):
        write_fresh(here / folder / "key", b"sealed")


@pytest.mark.parametrize("answer", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_where_there_are_no_links_it_is_moved_and_still_overwrites_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr(os, "link", no_links)
    write_fresh(here / "key", b"sealed")
    assert (here / "key").read_bytes() == b"sealed"
    with pytest.raises(OutputExistsError):
        write_fresh(here / "key", b"other")
    assert (here / "key").read_bytes() == b"sealed"


def test_a_folder_that_cannot_be_flushed_is_no_failure(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a network share: what was asked for is done, and whoever read an error would do it again."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_fresh(here / "key", b"sealed")
    write_over(here / "key", b"sealed anew")
    assert (here / "key").read_bytes() == b"sealed anew"
    destroy(here / "key", b"sealed anew")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("put", [lambda key, other: key.symlink_to(other), lambda key, other: key.write_bytes(b"new")])
def test_what_took_the_place_of_a_key_is_not_destroyed(here: Path, put: Callable[[Path, Path], object]) -> None:
    (here / "other").write_bytes(b"somebody's notes")
    put(here / "key", here / "other")
    with pytest.raises(StorageError, match="has changed"):
        destroy(here / "key", b"sealed")
    assert (here / "other").read_bytes() == b"somebody's notes"
    assert (here / "key").exists()


def test_a_pipe_in_the_place_of_a_key_holds_up_nobody(here: Path) -> None:
    os.mkfifo(here / "key")
    with pytest.raises(StorageError):
        destroy(here / "key", b"sealed")


def test_a_key_behind_a_link_goes_and_the_link_too(here: Path) -> None:
    """As one on a stick that the editor has linked to; whoever keeps another name for it keeps nothing of use."""
    stick = here / "stick"
    stick.mkdir()
    (stick / "key").write_bytes(b"sealed")
    os.link(stick / "key", stick / "another name")
    (here / "key").symlink_to(stick / "key")
    destroy(here / "key", b"sealed")
    assert sorted(path.name for path in here.rglob("*")) == ["another name", "stick"]
    assert len(kept := (stick / "another name").read_bytes()) == len(b"sealed") and kept != b"sealed"


KILLED = """
import os, signal, sys
from pathlib import Path
from bronwacht.vault.files import build_unnamed
from bronwacht.vault.process import harden

def fill(file):
    file.write(b"plaintext" * 10000)
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)

harden()
build_unnamed(Path("evidence"), fill)
"""


def test_plaintext_has_no_name_until_it_is_whole(here: Path, wanting: Callable[[str], None]) -> None:
    try:
        os.close(os.open(here, os.O_TMPFILE | os.O_WRONLY))
    except (OSError, AttributeError):
        wanting("a file system with files that have no name")
    killed = subprocess.run([sys.executable, "-c", KILLED], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("nameless", [True, False])
def test_plaintext_is_written_whole_or_not_at_all(here: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    build_unnamed(here / "evidence", lambda file: file.write(b"whole"))
    assert (here / "evidence").read_bytes() == b"whole"
    assert stat.S_IMODE((here / "evidence").stat().st_mode) == 0o600
    with pytest.raises(OutputExistsError):
        build_unnamed(here / "evidence", lambda file: file.write(b"other"))

    def full(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StorageError, match="no space left"):
        build_unnamed(here / "other", full)

    def meanwhile(file: BinaryIO) -> None:
        (here / "third").write_bytes(b"theirs")
        file.write(b"ours")

    with pytest.raises(OutputExistsError):
        build_unnamed(here / "third", meanwhile)
    assert (here / "third").read_bytes() == b"theirs"
    assert sorted(path.name for path in here.iterdir()) == ["evidence", "third"]


def test_a_pipe_into_which_nobody_writes_is_empty_and_any_other_is_read(here: Path) -> None:
    os.mkfifo(here / "pipe")
    with open_to_read(here / "pipe") as nobody:
        assert nobody.read(10) == b""
    write = "import sys, time; f = open(sys.argv[1], 'wb'); time.sleep(0.3); f.write(b'sealed')"
    with subprocess.Popen([sys.executable, "-c", write, str(here / "pipe")]):
        # The one who writes waits for whoever reads: until it does, there is nobody.
        read = b""
        for _ in range(1000):
            with open_to_read(here / "pipe") as somebody:
                read += somebody.read()
            if read:
                break
            time.sleep(0.01)
        assert read == b"sealed"
    with pytest.raises(FileNotFoundError):
        open_to_read(here / "nothing")


_HALF = """
import sys
from pathlib import Path
from bronwacht.vault.files import build_fresh

def fill(part):
    part.write_bytes(b"half")
    part.with_name(part.name + "-journal").write_bytes(b"half")
    print(part.name, flush=True)
    sys.stdin.read()

build_fresh(Path(sys.argv[1]), fill)
"""


def test_what_somebody_left_who_was_killed_goes_when_the_next_writes_there(here: Path) -> None:
    (here / ".bronwacht-0123456789abcdef.part.txt").write_text("another's")
    with subprocess.Popen(
        [sys.executable, "-c", _HALF, str(here / "old")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        part = here / writer.stdout.readline().strip()
        write_fresh(here / "first", b"sealed")
        assert part.exists()  # somebody is at work on it
        writer.kill()
        writer.wait()
    assert part.exists()
    write_over(here / "first", b"sealed anew")
    names = {path.name for path in here.iterdir()}
    assert names == {"first", ".bronwacht-0123456789abcdef.part.txt"}


def test_a_link_with_such_a_name_is_left_alone(here: Path) -> None:
    (here / "notes").write_text("somebody's")
    (here / ".bronwacht-0123456789abcdef.part").symlink_to(here / "notes")
    remove_left(here)
    assert len(list(here.iterdir())) == 2
    assert (here / "notes").read_text() == "somebody's"


def test_of_several_who_add_to_one_file_at_once_nobody_is_lost(here: Path) -> None:
    path, lines = here / "list", [b"%d\n" % number for number in range(5)]
    path.write_bytes(b"")

    def add(line: bytes) -> None:
        def made() -> bytes:
            there = path.read_bytes()
            time.sleep(0.05)
            return there + line

        change(path, made)

    adding = [threading.Thread(target=add, args=(line,)) for line in lines]
    for each in adding:
        each.start()
    for each in adding:
        each.join()
    assert sorted(path.read_bytes().splitlines(keepends=True)) == lines
    assert [each.name for each in here.iterdir()] == ["list"]


def test_who_could_read_a_file_can_read_what_is_written_over_it(here: Path) -> None:
    (here / "shared").write_bytes(b"one")
    (here / "shared").chmod(0o640)
    write_over(here / "shared", b"two")
    assert stat.S_IMODE((here / "shared").stat().st_mode) == 0o640
    write_over(here / "new", b"two")
    assert stat.S_IMODE((here / "new").stat().st_mode) == 0o600


def test_a_change_that_comes_to_nothing_leaves_what_was_there(here: Path) -> None:
    (here / "kept").write_bytes(b"as it was")

    def refused() -> bytes:
        raise ValueError

    with pytest.raises(ValueError):
        change(here / "kept", refused)
    with pytest.raises(StorageError, match="no such file"):
        change(here / "gone", lambda: b"")
    assert {each.name: each.read_bytes() for each in here.iterdir()} == {"kept": b"as it was"}
