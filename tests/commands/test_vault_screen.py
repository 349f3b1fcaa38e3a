"""What others have written reaches an editor's screen as text alone: it can neither steer the terminal nor add lines."""

from __future__ import annotations

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
    monkeypatch.setattr(inbox, "check_label", lambda *_: None)
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
