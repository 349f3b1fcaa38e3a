"""The process that holds secrets: nobody may look into it, and it asks only the person at the terminal.

Called by the commands before a key file is read. A prompt goes to the terminal itself and never falls back to stdin:
where a script has no terminal, it says so by passing a descriptor.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..said import Remark
from .errors import PromptError
from .secret import Secret

_PR_SET_DUMPABLE = 4
"""prctl(2): at 0, no core is written, and no process of the same user can attach or read the memory."""

MAX_PASSPHRASE_BYTES = 4096
TERMINAL = "/dev/tty"


def harden() -> None:
    """Write no core dumps, and let no other process of this user attach to or read this one."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def read_passphrase(descriptor: int) -> Secret:
    """The first line that can be read from an open descriptor, which is closed then; raises :class:`PromptError`."""
    if descriptor in (1, 2):
        raise PromptError("--passphrase-fd is a descriptor to read from; 1 and 2 are for output")
    buffer = bytearray()
    try:
        while b"\n" not in buffer and len(buffer) <= MAX_PASSPHRASE_BYTES:
            piece = os.read(descriptor, 1)
            if not piece:
                break
            buffer += piece
        if descriptor:
            os.close(descriptor)
    except (OSError, OverflowError):
        raise PromptError("--passphrase-fd is not an open descriptor; give it as in 3<passphrase-pipe") from None
    line = bytes(buffer.partition(b"\n")[0].removesuffix(b"\r"))
    buffer[:] = bytes(len(buffer))
    try:
        line.decode()
    except UnicodeDecodeError:
        raise PromptError("the passphrase is not UTF-8 text") from None
    if not line or len(line) > MAX_PASSPHRASE_BYTES:
        raise PromptError("the passphrase is empty, or far too long; send it alone, as one line")
    return Secret(line)


class Terminal:
    """The terminal that the person sits at, whatever stdin and stdout are."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._pending = bytearray()

    def tell(self, text: Remark) -> None:
        """Show a line on the terminal."""
        self._write(f"{text}\n")

    def ask(self, question: Remark) -> str:
        """Ask, and give the answer without spaces around it."""
        self._write(str(question))
        return self._line().strip()

    def ask_hidden(self, question: Remark) -> Secret:
        """Ask for a secret, which is not shown while it is typed; what was typed ahead is discarded."""
        before = termios.tcgetattr(self._descriptor)
        hidden = [*before[:3], before[3] & ~(termios.ECHO | termios.ECHONL), *before[4:]]

        def ask(*_: object) -> None:
            termios.tcsetattr(self._descriptor, termios.TCSAFLUSH, hidden)
            self._write(str(question))

        try:
            # Whoever stops it with ^Z gets the shell's terminal, which shows what is typed, and has it still after fg.
            with _handled(signal.SIGCONT, ask):
                ask()
                return Secret(self._line())
        finally:
            termios.tcsetattr(self._descriptor, termios.TCSAFLUSH, before)
            self._write("\n")

    def _write(self, text: str) -> None:
        # What is asked may hold a codename or a name, which another editor's program could have made steer the screen.
        shown = "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)
        os.write(self._descriptor, shown.encode(errors="replace"))

    def _line(self) -> str:
        while b"\n" not in self._pending:
            piece = os.read(self._descriptor, 1024)
            if not piece:
                raise PromptError("the terminal was closed before there was an answer; nothing was written")
            self._pending += piece
        line, _, rest = bytes(self._pending).partition(b"\n")
        self._pending[:] = rest
        try:
            return line.removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            # A sign in its place would be the same for all such letters, in a passphrase and in a name to look for.
            raise PromptError("what was typed is not UTF-8 text; set the terminal to UTF-8, and begin again") from None


@contextmanager
def _handled(number: signal.Signals, handler: Callable[..., None]) -> Iterator[None]:
    """Handle a signal so for a while; as before, where it is not for this thread to say."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


@contextmanager
def terminal(otherwise: Remark) -> Iterator[Terminal]:
    """Open the terminal; raises :class:`PromptError`, which says what to do ``otherwise``, where there is none."""
    try:
        descriptor = os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        raise PromptError("there is no terminal to ask on; {otherwise}", otherwise=otherwise) from None
    try:
        yield Terminal(descriptor)
    finally:
        os.close(descriptor)
