"""What others have written reaches an editor's screen as text alone; the terminal stays in order."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import termios

import pytest
from bronwacht.vault import age, inbox
from bronwacht.vault.memory import Memory
from bronwacht.vault.source import Source
from bronwacht.vault.stores import open_store
from bronwacht.vault.vault import open_vault

from .conftest import Newsroom

STEERING = "x\x1b]52;c;ZXZpbA==\x07\nALARM: nobody" + "x" * 500


def test_the_codename_of_a_deposit_steers_no_terminal(stables: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    path, memory = stables.folder / "stables.vault", Memory(stables.folder / "state" / "bronwacht")
    card = inbox.deposit_card(open_vault(path, stables.keys["anna"], memory=memory).keyring)
    # Whoever has the card can seal whatever they like to it.
    monkeypatch.setattr(inbox, "check_labels", lambda *_: None)
    confirmed = inbox.ConfirmedDepositCard(card)
    inbox.deposit(open_store(path), confirmed, Source(name="Piet Quist", codename=STEERING), by="Rik")
    listed = stables.run("vault", "list", "stables.vault", who="anna")
    assert listed.code == 0
    (line,) = listed.err.splitlines()
    assert line.startswith("taken in: ")
    assert "\x1b" not in line
    assert "\a" not in line
    assert len(line) < 200


def test_a_sealed_share_steers_no_terminal(newsroom: Newsroom) -> None:
    recipient = newsroom.keys["bram"].card.recipient
    (newsroom.folder / "share.age").write_bytes(age.encrypt(b"one\x1b]52;c;ZXZpbA==\x07\ntwo", recipients=[recipient]))
    opened = newsroom.run("vault", "share", "open", "share.age", "--force", who="bram")
    assert opened.code == 0
    assert "\a" not in opened.out
    assert len(opened.out.splitlines()) == 2


def test_a_file_name_adds_no_line_to_a_message(newsroom: Newsroom) -> None:
    refused = newsroom.run("vault", "list", "no\nbronwacht: all is well\a", who="anna")
    assert refused.code == 3
    assert refused.line.startswith("bronwacht: cannot read the vault no")
    assert "\a" not in refused.line


def test_a_vault_may_lie_in_a_folder_whose_name_is_no_text(stables: Newsroom) -> None:
    folder = os.fsencode(stables.folder) + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102  # bytes
    os.rename(stables.folder / "stables.vault", os.fsdecode(folder + b"/stables.vault"))  # noqa: PTH104
    listed = stables.run("vault", "list", os.fsdecode(folder + b"/stables.vault"), who="anna")
    assert (listed.code, listed.out.split()[0]) == (0, stables.codename)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_command_that_is_ended_gives_the_terminal_back(stables: Newsroom, how: signal.Signals) -> None:
    leader, follower = os.openpty()
    started = ("setsid", "--ctty", "env", "--default-signal=HUP,TERM,QUIT")  # under nohup, HUP is ignored
    process = subprocess.Popen(
        [*started, sys.executable, "-m", "bronwacht", "vault", "list", "stables.vault", "--key", "anna.key"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=stables.folder,
        env=stables.environment,
    )
    screen = b""
    while b"Passphrase of" not in screen:
        assert select.select([leader], [], [], 60)[0]
        screen += os.read(leader, 1000)
    assert not termios.tcgetattr(follower)[3] & termios.ECHO
    process.send_signal(how)
    assert process.wait(timeout=60) == -how
    assert termios.tcgetattr(follower)[3] & termios.ECHO
    os.close(follower)
    os.close(leader)


def test_a_terminal_that_has_no_room_for_a_letter_is_told_what_to_do(stables: Newsroom) -> None:
    done = stables.run("vault", "log", "stables.vault", "--checkpoint", who="anna", env={"PYTHONIOENCODING": "latin-1"})
    assert (done.code, done.out) == (2, "")
    assert "UTF-8" in done.line
    assert "internal" not in done.line
