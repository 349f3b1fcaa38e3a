"""The real program, started beforehand: a process that has imported it forks for every command that it is to run.

Most of what a command that reads a draft costs is its start: a second for the modules, word lists and patterns, every
time the same. What it does with its arguments, files, descriptors, environment and terminal is tested as well in a fork
of a process that has done this once: ``python -m bronwacht`` runs there from its first line to its exit functions, in a
process, folder and environment of its own, and what one command does reaches no other.

What has no place here, and starts the program anew: its start (what it imports, from where, with which streams closed),
the walks through the documentation, what is traced, measured or killed in a batch, and what is to be the same with
another hash seed, which all forks share.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import importlib
import io
import json
import os
import random
import runpy
import select
import signal
import socket
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

PIPE = subprocess.PIPE
ROOM = 1 << 20
"""Bytes of one order: arguments, environment."""

ABOVE = 500
"""The socket stands here, beyond every descriptor that a command is told the number of."""

WARMED = """commands.scan commands.risk commands.redact commands.apply commands.desk commands.diff commands.check
    commands.vault redact.report redact.edits redact.links redact.documents.docx.format redact.documents.odt
    redact.desk.server vault.vault"""
"""Modules that commands import when they are called."""

CONTACTS = "\n\n020-5550123, iemand@voorbeeld.nl\n"
"""What has Presidio called in, which takes two seconds."""


class Program:
    """One run of the program, with as much of :class:`subprocess.Popen` as its tests use."""

    def __init__(self, parent: Parent, pid: int, pipes: Mapping[str, IO[Any]]) -> None:
        self._parent, self.pid = parent, pid
        self.returncode: int | None = None
        self.stdin, self.stdout, self.stderr = map(pipes.get, ("stdin", "stdout", "stderr"))

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self.stdin, self.stdout, self.stderr):
            if pipe:
                pipe.close()
        self.wait()

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        if self.returncode is None:
            self.returncode = self._parent.code_of(self.pid, 0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code once it has ended; minus the signal that ended it."""
        if self.returncode is None:
            self.returncode = self._parent.code_of(self.pid, timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("bronwacht", timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, given: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        """Write ``given``, read what it says, and wait for its end."""
        said: dict[str, Any] = {}

        def read(name: str, pipe: IO[Any]) -> None:
            # As Popen does: what was read ahead of a line that somebody took is not told again.
            text = isinstance(pipe, io.TextIOWrapper)
            raw = (pipe.buffer if text else pipe).raw.readall()  # type: ignore[attr-defined]
            said[name] = raw.decode().replace("\r\n", "\n") if text else raw

        outlets = {"out": self.stdout, "err": self.stderr}
        readers = [threading.Thread(target=read, args=each, daemon=True) for each in outlets.items() if each[1]]
        for reader in readers:
            reader.start()
        if self.stdin:
            try:
                self.stdin.write(given or type(given)())
                self.stdin.close()
            except BrokenPipeError:
                pass
        end = None if timeout is None else time.monotonic() + timeout
        for reader in readers:
            reader.join(None if end is None else max(0.0, end - time.monotonic()))
        self.wait(None if end is None else max(0.0, end - time.monotonic()))
        return said.get("out"), said.get("err")


class Parent:
    """The process that forks, and the socket on which it takes orders and tells what ended."""

    def __init__(self) -> None:
        self._ended: dict[int, int] = {}
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", __file__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                cwd="/",
            )

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def is_dead(self) -> bool:
        """Whether the process is there no more."""
        return self._process.poll() is not None

    def start(
        self,
        argv: Sequence[str],
        *,
        cwd: Path | str | None = None,
        env: Mapping[str, str] | None = None,
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
        text: bool = False,
        pass_fds: Sequence[int] = (),
        alone: bool = False,
        terminal: bool = False,
    ) -> Program:
        """Run ``bronwacht`` with ``argv``, as Popen would.

        ``alone`` in a session of its own, so without a terminal; with ``terminal`` its stdin is that session's.
        """
        env = dict(os.environ if env is None else env)
        assert not starts_otherwise(env), "what the interpreter reads when it starts is not read here"
        numbers, handed, pipes, ours = [0, 1, 2, *pass_fds], [], {}, []
        for number, (name, what) in enumerate((("stdin", stdin), ("stdout", stdout), ("stderr", stderr))):
            if what == PIPE:
                reader, writer = os.pipe()
                kept, given = (reader, writer) if number else (writer, reader)
                mode = ("r" if number else "w") + ("" if text else "b")
                pipes[name] = os.fdopen(kept, mode, encoding="utf-8" if text else None)
            else:
                given = (
                    os.open(os.devnull, os.O_RDWR)
                    if what == subprocess.DEVNULL
                    else os.dup(number if what is None else what)
                )
            handed.append(given)
            ours.append(given)
        order = {
            "argv": list(argv),
            "cwd": str(cwd or Path.cwd()),
            "env": env,
            "numbers": numbers,
            "alone": alone or terminal,
            "terminal": terminal,
        }
        socket.send_fds(self._control, [json.dumps(order).encode()], [*handed, *pass_fds])
        for descriptor in ours:
            os.close(descriptor)
        while "started" not in (told := self._told()):
            self._ended[told["ended"]] = told["code"]
        return Program(self, told["started"], pipes)

    def code_of(self, pid: int, timeout: float | None) -> int | None:
        """The exit code of a run, waited for as long as that; None where it has not ended."""
        end = None if timeout is None else time.monotonic() + timeout
        while pid not in self._ended:
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self._control], [], [], left)[0]:
                return None
            told = self._told()
            self._ended[told["ended"]] = told["code"]
        return self._ended[pid]

    def _told(self) -> dict[str, int]:
        raw = self._control.recv(ROOM)
        assert raw, "the process that runs the program beforehand has died"
        told: dict[str, int] = json.loads(raw)
        return told


def starts_otherwise(env: Mapping[str, str]) -> bool:
    """Whether Python would start otherwise in this environment than it did for the tests."""
    return any(env.get(name) != os.environ.get(name) for name in {*env, *os.environ} if name.startswith("PYTHON"))


_parents: dict[int, Parent] = {}


def parent() -> Parent:
    """The parent of this test process, started when it is first asked for, or when somebody killed the one before.

    It ends when the tests do.
    """
    known = _parents.get(os.getpid())
    if known is None or known.is_dead():
        _parents[os.getpid()] = Parent()
    return _parents[os.getpid()]


def start(argv: Sequence[str], **how: Any) -> Program:
    """Start ``bronwacht`` with ``argv``."""
    return parent().start(argv, **how)


def run(
    argv: Sequence[str],
    *,
    input: str | bytes | None = None,
    text: bool = False,
    timeout: float = 120,
    **how: Any,
) -> subprocess.CompletedProcess[Any]:
    """Run ``bronwacht`` to its end, with its output captured; without ``input`` its stdin is empty."""
    stdin = subprocess.DEVNULL if input is None else PIPE
    with start(argv, stdin=stdin, stdout=PIPE, stderr=PIPE, text=text, **how) as program:
        try:
            out, err = program.communicate(input, timeout)
        except subprocess.TimeoutExpired:
            program.kill()
            raise
    return subprocess.CompletedProcess(["bronwacht", *argv], program.wait(), out, err)


def _warm() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does before numpy is there
    from bronwacht.redact.draft import Draft, Lang
    from bronwacht.redact.pipeline import analyse, read
    from bronwacht.redact.risk import tables
    from bronwacht.redact.story import Story

    for name in WARMED.split():
        importlib.import_module(f"bronwacht.{name}")
    data = Path(importlib.import_module("bronwacht.commands").__path__[0]) / "data"
    for lang in Lang:
        text, story = (data / f"sample-{lang.value}.txt").read_text("utf-8"), Story()
        analyse(read(Draft(f"{text}{CONTACTS}", lang), story), story)
    tables.table_of.cache_clear()  # which they are is for the environment to say
    gc.freeze()


def _serve(control: socket.socket) -> None:
    """Fork for every order; returns in the child, which is then to run the program."""
    awake, wake = os.pipe()
    for descriptor in (awake, wake):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([control, awake], [], [])
        if awake in ready:
            os.read(awake, 4096)
            _tell_ended(control)
        if control not in ready:
            continue
        raw, descriptors, _, _ = socket.recv_fds(control, ROOM, 16)
        if not raw:
            os._exit(0)
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            return _become(json.loads(raw), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        control.send(json.dumps({"started": pid}).encode())


def _tell_ended(control: socket.socket) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        control.send(json.dumps({"ended": pid, "code": os.waitstatus_to_exitcode(status)}).encode())


def _become(order: dict[str, Any], descriptors: list[int]) -> None:
    """Take on what a process gets when it is started: descriptors, folder, environment, arguments, chance."""
    high = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, ABOVE) for descriptor in descriptors]
    os.closerange(0, ABOVE)
    for number, descriptor in zip(order["numbers"], high, strict=True):
        os.dup2(descriptor, number)
    os.closerange(ABOVE, ABOVE + 100)
    if order["alone"]:
        os.setsid()
    if order["terminal"]:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.argv = ["bronwacht", *order["argv"]]
    random.seed()
    sys.stdin = sys.__stdin__ = _stream(0, "r", "strict")  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(1, "w", "strict")  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "w", "backslashreplace")  # type: ignore[misc]


def _stream(number: int, mode: str, errors: str) -> io.TextIOWrapper:
    in_lines = number == 2 or os.isatty(number)
    raw = open(number, f"{mode}b", closefd=False)  # noqa: SIM115 (the program's own, to its end)
    return io.TextIOWrapper(raw, "utf-8", errors, line_buffering=mode == "w" and in_lines)


if __name__ == "__main__":
    os.dup2(int(sys.argv[1]), ABOVE, inheritable=False)
    os.close(int(sys.argv[1]))
    _warm()
    with socket.socket(fileno=ABOVE) as its_control:
        _serve(its_control)
        its_control.detach()
    # Here is the child alone. To free, one by one, what it shares with its parent would cost more than all it did.
    try:
        runpy.run_module("bronwacht", run_name="__main__", alter_sys=True)
    except SystemExit as done:
        if not isinstance(done.code, int | None):
            raise
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(done.code or 0)
