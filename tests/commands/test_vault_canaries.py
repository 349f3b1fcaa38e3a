"""A source's name typed at a prompt, and then looked for wherever a system keeps things, and by others."""

from __future__ import annotations

import ctypes
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Newsroom

NAME, ALIAS, CONTACT = "Zwaantje Quistwater-Ypma", "Zwaanoog", "zwaan.quistwater@example.org"
CANARIES = tuple(text.encode() for text in (NAME, "Quistwater", ALIAS, CONTACT))
QUESTIONS = "name|spellings|address|Employer|position|birth|story|established|Promised|Anything else|Tags|Destroy"
ANSWERS = {"name": NAME, "spellings": ALIAS, "address": CONTACT}
NOBODY = 65534
PR_SET_DUMPABLE = 4


class Screen:
    """A terminal at which a shell runs; what it showed."""

    def __init__(self, leader: int) -> None:
        self.leader, self.shown = leader, ""

    def wait_for(self, text: str) -> None:
        """Until it shows something that it has not shown when it was last waited for."""
        deadline = time.monotonic() + 60
        while text not in self.shown:
            assert time.monotonic() < deadline, self.shown
            if select.select([self.leader], [], [], 0.1)[0]:
                self.shown += os.read(self.leader, 65536).decode(errors="replace")
        self.shown = self.shown.partition(text)[2]

    def type(self, text: str) -> None:
        os.write(self.leader, text.encode() + b"\n")


@contextmanager
def shell(newsroom: Newsroom) -> Iterator[tuple[Screen, subprocess.Popen[bytes]]]:
    """An interactive shell that keeps a history, dumps cores, and puts temporary files into the folder."""
    leader, follower = os.openpty()
    (newsroom.folder / "tmp").mkdir()
    environment = newsroom.environment | {
        "HISTFILE": str(newsroom.folder / "history"),
        "HOME": str(newsroom.folder),
        "TMPDIR": str(newsroom.folder / "tmp"),
        "PS1": "ready> ",
        "PYTHONFAULTHANDLER": "1",
    }
    process = subprocess.Popen(
        ["setsid", "--ctty", "bash", "--norc", "-i"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=newsroom.folder,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
    )
    os.close(follower)
    try:
        yield Screen(leader), process
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def program_of(shell_id: int) -> int:
    """The process that the shell waits for: setsid became the shell itself."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == shell_id:
            return int(stat.parent.name)
    raise AssertionError("nothing runs in the shell")


def found_in(folder: Path) -> list[str]:
    """The files that hold a canary, or have it in their name."""
    hits = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if any(canary in content or canary in os.fsencode(path.name) for canary in CANARIES):
            hits.append(path.name)
    return hits


def typed(newsroom: Newsroom, screen: Screen, upto: str) -> None:
    """Begin to add a source, and answer until a question."""
    command = f"{sys.executable} -m bronwacht vault add stables.vault --key anna.key"
    screen.wait_for("ready> ")
    screen.type(command)
    screen.wait_for("Passphrase of anna.key: ")
    screen.type(newsroom.passphrases["anna"])
    for question in QUESTIONS.split("|"):
        screen.wait_for(question)
        if question == upto:
            return
        screen.type(ANSWERS.get(question, ""))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_name_that_is_typed_stands_nowhere(stables: Newsroom, wanting: Callable[[str], None]) -> None:
    """Not in arguments, environment, shell history, temporary files, or a core; nor in the vault when it is kept."""
    if not shutil.which("bash") or not shutil.which("setsid"):
        wanting("bash and setsid")
    with shell(stables) as (screen, process):
        typed(stables, screen, "Destroy")
        program = Path(f"/proc/{program_of(process.pid)}")
        seen = (program / "cmdline").read_bytes() + (program / "environ").read_bytes()
        assert b"bronwacht" in seen and not any(canary in seen for canary in CANARIES)
        assert found_in(stables.folder) == []
        # The kernel gives what belongs to a process that may not be read to root.
        assert (program / "mem").stat().st_uid == 0
        screen.type("")
        screen.wait_for("ready> ")
        screen.type("exit")
        process.wait(timeout=20)
    assert stables.run("vault", "list", "stables.vault", who="anna").out.count("\n") == 2
    history = (stables.folder / "history").read_text()
    assert "vault add stables.vault" in history
    assert found_in(stables.folder) == []
    assert list((stables.folder / "tmp").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("deadly", [signal.SIGQUIT, signal.SIGABRT, signal.SIGSEGV])
def test_a_program_that_dies_with_a_name_leaves_no_core_and_no_traceback(
    stables: Newsroom, wanting: Callable[[str], None], deadly: signal.Signals
) -> None:
    if not shutil.which("bash") or not shutil.which("setsid"):
        wanting("bash and setsid")
    before = (stables.folder / "stables.vault").read_bytes()
    with shell(stables) as (screen, process):
        typed(stables, screen, "Destroy")
        os.kill(program_of(process.pid), deadly)
        screen.wait_for("ready> ")
        assert not any(canary.decode() in screen.shown for canary in CANARIES)
        screen.type("exit")
        process.wait(timeout=20)
    assert found_in(stables.folder) == []
    assert not list(stables.folder.glob("core*"))
    assert (stables.folder / "stables.vault").read_bytes() == before


READS = """
import ctypes, os, signal, sys
pid, address = int(sys.argv[1]), int(sys.argv[2])
libc, said = ctypes.CDLL(None, use_errno=True), []
try:
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        said.append(memory.read(24) == b"Zwaantje Quistwater-Ypma")
except OSError:
    said.append(False)
class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
buffer = ctypes.create_string_buffer(24)
here, there = Vector(ctypes.addressof(buffer), 24), Vector(address, 24)
libc.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
said.append(buffer.raw == b"Zwaantje Quistwater-Ypma")
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
said.append(libc.ptrace(16, pid, None, None) == 0)
for name in ("environ", "maps", "fd"):
    try:
        os.listdir(f"/proc/{pid}/{name}") if name == "fd" else open(f"/proc/{pid}/{name}").read()
        said.append(True)
    except OSError:
        said.append(False)
print(*said)
"""


def asked_by_another(*, hardened: bool) -> list[bool]:
    """What another process of the same user, who is not root, gets of one that has the name in its memory.

    Reading /proc's mem, process_vm_readv, ptrace, the environment, the map, the open files.
    """
    from bronwacht.vault.process import harden

    reader, writer = os.pipe()
    target = os.fork()
    if target == 0:
        if not os.geteuid():
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            # Another user than the one who began: the kernel forbids it all until it is allowed again.
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        if hardened:
            harden()
        secret = ctypes.create_string_buffer(NAME.encode())
        os.write(writer, str(ctypes.addressof(secret)).encode())
        os.close(writer)
        signal.pause()
        os._exit(0)
    os.close(writer)
    address = os.read(reader, 100).decode()
    os.close(reader)
    drop = [] if os.geteuid() else ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    python = sys.executable if os.geteuid() else "/usr/bin/python3"
    try:
        done = subprocess.run(
            [*drop, python, "-c", READS, str(target), address], capture_output=True, text=True, check=True, cwd="/"
        )
    finally:
        os.kill(target, signal.SIGKILL)
        os.waitpid(target, 0)
    return [word == "True" for word in done.stdout.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_another_process_of_the_same_user_cannot_read_the_memory(wanting: Callable[[str], None]) -> None:
    if not os.geteuid() and not (shutil.which("setpriv") and Path("/usr/bin/python3").exists()):
        wanting("setpriv and the system's own Python")
    open_to_others = asked_by_another(hardened=False)
    if not any(open_to_others):
        wanting("a kernel that lets processes of one user read each other, to see that it does not after hardening")
    assert open_to_others[3:] == [True, True, True]
    assert asked_by_another(hardened=True) == [False] * 6
