from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from bronwacht.vault.errors import PromptError
from bronwacht.vault.process import MAX_PASSPHRASE_BYTES, Terminal, read_passphrase

HARDENED = """
import ctypes, resource
from bronwacht.vault.process import harden
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 1
harden()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE), flush=True)
{then}
"""


def piped(data: bytes) -> int:
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return reader


def test_no_core_is_dumped_and_nobody_may_attach() -> None:
    code = HARDENED.format(then="import os; os.abort()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "0 (0, 0)"
    assert done.returncode == -6


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_memory_of_a_hardened_process_is_roots_alone() -> None:
    code = HARDENED.format(then="import time; time.sleep(20)")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        owner = Path(f"/proc/{process.pid}/mem").stat().st_uid
        process.kill()
    # The kernel gives what belongs to a process that is not dumpable to root, whoever runs it.
    assert owner == 0


@pytest.mark.parametrize(
    ("data", "passphrase"),
    [
        (b"six words\n", "six words"),
        (b"six words", "six words"),
        (b"a\r\nb", "a"),
        ("é ß\n".encode(), "é ß"),
        (b" a \n", " a "),
    ],
)
def test_the_first_line_of_the_descriptor_is_the_passphrase(data: bytes, passphrase: str) -> None:
    reader = piped(data)
    assert read_passphrase(reader).reveal_text() == passphrase
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(reader)


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfe\n", b"x" * (MAX_PASSPHRASE_BYTES + 5)])
def test_no_passphrase_is_said(data: bytes) -> None:
    with pytest.raises(PromptError) as refusal:
        read_passphrase(piped(data))
    assert "xxx" not in str(refusal.value)


@pytest.mark.parametrize("descriptor", [1, 2, 987, 10**20])
def test_a_descriptor_that_cannot_be_read_is_said(descriptor: int) -> None:
    with pytest.raises(PromptError, match="passphrase-fd"):
        read_passphrase(descriptor)


def test_what_follows_the_line_is_left_for_others() -> None:
    """The passphrase may come on stdin, with something else behind it."""
    reader = piped(b"one\ntwo\n")
    keep = os.dup(reader)
    read_passphrase(reader)
    assert os.read(keep, 10) == b"two\n"
    os.close(keep)


def test_without_a_terminal_nothing_falls_back_to_stdin() -> None:
    code = (
        "from bronwacht.vault.process import terminal\n"
        "from bronwacht.vault.errors import PromptError\n"
        "try:\n"
        "    with terminal('give it with --passphrase-fd N') as there: there.ask_hidden('? ')\n"
        "except PromptError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="passphrase\n",
        capture_output=True,
        text=True,
        check=True,
        start_new_session=True,
    )
    assert done.stdout.strip() == "there is no terminal to ask on; give it with --passphrase-fd N"


ASKS = """
import sys
from bronwacht.vault.process import terminal
with terminal("x") as there:
    there.tell("hello")
    secret = there.ask_hidden("Secret: ")
    plain = there.ask("Plain: ")
    again = there.ask_hidden("Again: ")
print(secret.reveal_text() == "hidden word", plain, again.reveal_text() == "two")
"""


ASKS_AGAIN = """
from bronwacht.vault.process import Terminal
print(Terminal(0).ask_hidden("Secret: ").reveal_text() == "hidden word")
"""


def test_the_terminal_hides_a_secret_and_shows_an_answer() -> None:
    leader, follower = os.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", sys.executable, "-c", ASKS], stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.close(follower)
    screen = b""
    for question, answer in ((b"Secret: ", b"hidden word\n"), (b"Plain: ", b" shown\n"), (b"Again: ", b"two\n")):
        while question not in screen:
            screen += os.read(leader, 1000)
        os.write(leader, answer)
    out, errors = process.communicate(timeout=20)
    screen += os.read(leader, 1000)
    os.close(leader)
    assert out.split() == [b"True", b"shown", b"True"], errors
    assert b"hello" in screen and b"shown" in screen
    assert b"hidden" not in screen and b"two" not in screen


def test_a_secret_stays_hidden_when_it_was_stopped_and_goes_on() -> None:
    """A shell gives its own terminal back to a program that it lets go on: one that shows what is typed."""
    leader, follower = os.openpty()
    process = subprocess.Popen([sys.executable, "-c", ASKS_AGAIN], stdin=follower, stdout=subprocess.PIPE)
    screen = b""
    while b"Secret: " not in screen:
        screen += os.read(leader, 1000)
    shown = termios.tcgetattr(follower)
    shown[3] |= termios.ECHO
    termios.tcsetattr(follower, termios.TCSANOW, shown)
    process.send_signal(signal.SIGCONT)
    screen = b""
    while b"Secret: " not in screen:
        assert select.select([leader], [], [], 10)[0]
        screen += os.read(leader, 1000)
    os.write(leader, b"hidden word\n")
    out, _ = process.communicate(timeout=20)
    screen = os.read(leader, 1000)
    for descriptor in (leader, follower):
        os.close(descriptor)
    assert out == b"True\n"
    assert b"hidden" not in screen


@pytest.mark.parametrize("question", ["ask", "ask_hidden"])
def test_what_is_typed_in_another_encoding_is_refused(question: str) -> None:
    """A sign in the place of each such letter would make two passphrases one, and a name one that no draft has."""
    leader, follower = os.openpty()
    code = f"from bronwacht.vault.process import Terminal\nprint(len(Terminal(0).{question}('? ')))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.close(follower)
    os.read(leader, 100)
    os.write(leader, b"Zo\xeb\n")
    out, errors = process.communicate(timeout=60)
    os.close(leader)
    assert out == b""
    assert b"PromptError: what was typed is not UTF-8" in errors


def test_what_is_asked_steers_no_terminal() -> None:
    leader, follower = os.openpty()
    Terminal(follower).tell("Type x\x1b]52;c;ZXZpbA==\x07 to forget\nit")
    shown = os.read(leader, 1000)
    assert b"\x1b" not in shown
    assert b"\x07" not in shown
    assert len(shown.splitlines()) == 2
    os.close(leader)
    os.close(follower)
