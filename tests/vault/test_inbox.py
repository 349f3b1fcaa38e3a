from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age
from bronwacht.vault.editors import revoke, rotate
from bronwacht.vault.errors import CardError, DepositError, EditorNameError, FingerprintError, FormError
from bronwacht.vault.inbox import (
    ConfirmedDepositCard,
    deposit,
    deposit_card,
    discard,
    read_deposit_card,
    take_in,
)
from bronwacht.vault.keys import new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.matching import Finding, find_known
from bronwacht.vault.shredding import shred
from bronwacht.vault.slots import INBOX, INBOX_SIZE
from bronwacht.vault.source import KnownFact, Promise, Publication, Source, Told
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.vault import Vault
from bronwacht.vault.verify import verify
from bronwacht.vault.words import word_list
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from .conftest import Shared


def card_of(vault: Vault) -> ConfirmedDepositCard:
    card = deposit_card(vault.keyring)
    return card.confirm(card.fingerprint.words)


def inbox_of(path: Path) -> list[bytes]:
    with SqliteStore(path).snapshot() as snapshot:
        return list(snapshot.slots(INBOX))


def test_a_deposit_is_taken_in_by_an_editor(shared_vault: Shared, source: Source) -> None:
    vault, size = shared_vault.open(), shared_vault.path.stat().st_size
    codename = deposit(SqliteStore(shared_vault.path), card_of(vault), source, by="Rik")
    assert shared_vault.path.stat().st_size == size
    assert b"Marijke" not in shared_vault.path.read_bytes()
    assert verify(vault).deposits == 1
    brams = shared_vault.open_as_bram()
    arrived, unreadable = take_in(brams)
    assert [(one.codename, one.asked, one.by) for one in arrived] == [(codename, codename, "Rik")]
    assert (unreadable, verify(vault).deposits) == (0, 0)
    assert vault.show(codename) == replace(source, codename=codename)
    entry = vault.log()[-2]
    assert (entry.editor, entry.act, entry.codename, entry.note) == ("Bram", Act.DEPOSITED, codename, "Rik")
    assert "Rik" not in repr(arrived)


def test_taking_in_nothing_writes_nothing(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    before = shared_vault.path.read_bytes()
    assert take_in(vault) == ((), 0)
    assert discard(vault) == 0
    assert shared_vault.path.read_bytes() == before


def test_deposits_are_of_one_size_and_only_the_inbox_opens_them(shared_vault: Shared, source: Source) -> None:
    vault = shared_vault.open()
    deposit(SqliteStore(shared_vault.path), card_of(vault), Source("Bo"), by="Rik")
    deposit(SqliteStore(shared_vault.path), card_of(vault), replace(source, relation="x" * 9000), by="Rik")
    blobs = inbox_of(shared_vault.path)
    assert len({len(blob) for blob in blobs}) == 1
    assert len(set(blobs)) == 3
    with pytest.raises(age.NoMatchError):
        age.decrypt(blobs[0], identities=[shared_vault.anna.identity.reveal_text()])


def test_a_full_inbox_refuses_and_is_emptied_by_an_editor(shared_vault: Shared) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    names = [deposit(store, card_of(vault), Source("Bo"), by="Rik") for _ in INBOX]
    before = shared_vault.path.read_bytes()
    with pytest.raises(DepositError, match="full"):
        deposit(store, card_of(vault), Source("Bo"), by="Rik")
    assert shared_vault.path.read_bytes() == before
    arrived, _ = take_in(vault)
    assert [one.asked for one in arrived] == names
    assert len(vault.list()) == 1 + len(INBOX)
    deposit(store, card_of(vault), Source("Bo"), by="Rik")


def test_a_card_of_before_somebody_left_is_refused_and_what_was_deposited_with_it_is_kept(
    shared_vault: Shared,
) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    old = card_of(vault)
    codename = deposit(store, old, Source("Bo"), by="Rik")
    revoke(vault, "Bram", single_editor_i_accept_the_risk=True)
    assert codename in {listing.codename for listing in vault.list()}
    assert verify(vault).deposits == 0
    with pytest.raises(DepositError, match="no longer"):
        deposit(store, old, Source("Bo"), by="Rik")
    second = deposit(store, card_of(vault), Source("Bo"), by="Rik")
    rotate(vault, new_editor("Anna"))
    assert {codename, second} <= {listing.codename for listing in vault.list()}
    assert vault.show(second).name == "Bo"


def test_a_codename_that_is_taken_is_replaced_and_a_telling_label_left_out(shared_vault: Shared) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    taken = Source("Bo Zwart", codename=shared_vault.codename)
    deposit(store, card_of(vault), taken, by="Rik")
    with pytest.raises(FormError):
        deposit(store, card_of(vault), Source("Marijke Jansen", tags=("jansen",)), by="Rik")
    (one,), _ = take_in(vault)
    assert one.asked == shared_vault.codename
    assert one.codename not in ("", shared_vault.codename)


def test_a_client_that_checks_nothing_gives_nothing_away(shared_vault: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    with monkeypatch.context() as patched:
        patched.setattr("bronwacht.vault.inbox.check_labels", lambda *_: None)
        deposit(store, card_of(vault), Source("Marijke Jansen", codename="Jansen", tags=("marijke", "raad")), by="Rik")
    (one,), _ = take_in(vault)
    assert one.codename != "Jansen"
    assert vault.keyring.find(one.codename).tags == ("raad",)


HOSTILE = {
    "labels that tell together": Source("Annemarie Koolhaas", codename="anne", tags=("marie",)),
    "every codename for a name": Source("Bo", aliases=tuple(name.capitalize() for name in word_list("codenames"))),
    "a name of all spellings": Source(" ".join(["Müllern'süß"] * 24)),
    "an option for a codename": Source("Bo", codename="--help"),
    "a codename that reads as another's": Source("Bo", codename="MEREL\u0301"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_no_deposit_keeps_an_editor_from_the_vault(
    shared_vault: Shared, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    vault.add(Source("Jo", codename="Merel"))
    with monkeypatch.context() as patched:
        patched.setattr("bronwacht.vault.inbox.check_labels", lambda *_: None)
        patched.setattr("bronwacht.vault.inbox.MAX_THINGS", 1000)
        deposit(store, card_of(vault), HOSTILE[what], by="Rik")
        good = deposit(store, card_of(vault), Source("Jo"), by="Rik")
    arrived, unreadable = take_in(vault)
    assert len(arrived) + unreadable == 2
    assert good in {one.codename for one in arrived}
    for one in arrived:
        record = vault.keyring.find(one.codename)
        assert not find_known("\n".join([record.codename, *record.tags]), [vault.show(one.codename)])
        assert not record.codename.startswith(("-", "MEREL"))
    assert discard(vault) == unreadable


def put(vault: Vault, place: int, sealed: bytes) -> None:
    """What somebody does who can write to the vault, and has no key."""
    with vault.store.turn() as turn:
        turn.write(turn.head, {place: sealed})


def test_what_was_taken_in_and_is_put_back_is_no_other_source(shared_vault: Shared) -> None:
    """Else a source who was forgotten would be there again: a synced folder keeps every version of the file."""
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    for name in ("Bo", "Jo"):
        deposit(store, card_of(vault), Source(name), by="Rik")
    first, second, *_ = inbox_of(shared_vault.path)
    bo = take_in(vault)[0][0].codename
    shred(vault, bo)
    put(vault, 7, first)
    new = deposit(store, card_of(vault), Source("Mo"), by="Rik")
    arrived, unreadable = take_in(shared_vault.open_as_bram())
    assert ([one.codename for one in arrived], unreadable) == ([new], 1)
    assert discard(vault) == 1
    put(vault, 8, second)
    assert take_in(vault) == ((), 1)
    rotate(vault, new_editor("Anna"))
    assert take_in(vault) == ((), 1)
    assert "deposits" not in vault.keyring.sections


def test_a_deposit_with_very_many_labels_does_not_hold_up_everybody(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    many = Source("Bo", tags=tuple(f"{number:03x}" for number in range(1000)))
    busy = Source("Bo", contacts=tuple(f"a.{number:03x}@{number:x}.nl" for number in range(500)))
    for source in (many, busy):
        with pytest.raises(FormError, match="room for 8 tags"):
            deposit(store, card_of(vault), source, by="Rik")
    looks = [0]

    def counted(text: str, sources: Sequence[Source]) -> tuple[Finding, ...]:
        looks[0] += 1
        return find_known(text, sources)

    with monkeypatch.context() as patched:
        patched.setattr("bronwacht.vault.inbox.MAX_TAGS", 1000)
        patched.setattr("bronwacht.vault.inbox.MAX_THINGS", 1000)
        for source in (many, busy):
            deposit(store, card_of(vault), source, by="Rik")
    monkeypatch.setattr("bronwacht.vault.vault.find_known", counted)
    (one,), unreadable = take_in(vault)
    assert (unreadable, looks[0] < 32) == (1, True)  # twice for each label: as it stands, and in capitals
    assert vault.keyring.find(one.codename).tags == many.tags[:8]


def test_a_deposit_with_half_a_character_does_not_open(shared_vault: Shared) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    card = card_of(vault).card
    body = {
        "bronwacht": "deposit",
        "format": 1,
        "vault": card.vault,
        "by": "Rik",
        "source": Source("\ud800").to_json(),
    }
    sealed = age.encrypt(json.dumps(body).encode().ljust(INBOX_SIZE), recipients=[card.recipient])
    with store.turn() as turn:
        turn.write(turn.head, {INBOX[0]: sealed})
    assert take_in(vault) == ((), 1)
    assert discard(vault) == 1


@pytest.mark.parametrize(
    "odd",
    [
        Source("Bo", promise={"SHOE": Promise.NEVER}),
        Source("Bo", facts=(KnownFact("\x1b[2J", "wagen"),)),
        Source("Bo", publications=(Publication("stuk", None, {"SHOE": Told.EXACT}),)),
    ],
    ids=["promise", "fact", "publication"],
)
def test_a_deposit_about_no_type_of_detail_does_not_open(shared_vault: Shared, odd: Source) -> None:
    vault = shared_vault.open()
    deposit(SqliteStore(shared_vault.path), card_of(vault), odd, by="Rik")
    assert take_in(vault) == ((), 1)


def test_a_reporter_is_told_of_labels_that_tell_together(shared_vault: Shared) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    with pytest.raises(FormError):
        deposit(store, card_of(vault), Source("Annemarie Koolhaas", tags=("anne", "marie")), by="Rik")
    assert verify(vault).deposits == 0


def test_noise_is_left_until_it_is_discarded(shared_vault: Shared) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    other = replace(card_of(vault).card, vault="cd" * 16)
    length = len(inbox_of(shared_vault.path)[0])
    deposit(store, ConfirmedDepositCard(other), Source("Bo"), by="Rik")
    codename = deposit(store, card_of(vault), Source("Bo"), by="Rik")
    with sqlite3.connect(shared_vault.path) as connection:
        connection.execute("UPDATE slots SET sealed = zeroblob(?) WHERE place = 9", (length,))
    connection.close()
    (one,), unreadable = take_in(vault)
    assert (one.codename, unreadable, verify(vault).deposits) == (codename, 2, 2)
    assert discard(vault) == 2
    assert verify(vault).deposits == 0
    assert vault.log()[-1].act == Act.DISCARDED


def test_what_does_not_fit_or_has_no_name_is_refused(shared_vault: Shared) -> None:
    vault, store = shared_vault.open(), SqliteStore(shared_vault.path)
    before = shared_vault.path.read_bytes()
    with pytest.raises(FormError, match="room for"):
        deposit(store, card_of(vault), Source("Bo", relation="x" * 20_000), by="Rik")
    with pytest.raises(EditorNameError):
        deposit(store, card_of(vault), Source("Bo"), by="")
    assert shared_vault.path.read_bytes() == before


def test_a_card_is_read_back_from_a_mail_and_confirmed(shared_vault: Shared) -> None:
    card = deposit_card(shared_vault.open().keyring)
    assert read_deposit_card("Hi,\n" + card.to_text() + "\nbye") == card
    with pytest.raises(FingerprintError):
        card.confirm(shared_vault.anna.card.fingerprint.words)
    assert shared_vault.anna.identity.reveal_text() not in card.to_text()


@given(st.data())
def test_a_changed_card_is_another_or_none(data: st.DataObject) -> None:
    from bronwacht.vault.inbox import DepositCard

    card = DepositCard("ab" * 16, age.generate_identity().recipient)
    text = card.to_text()
    at = data.draw(st.integers(0, len(text) - 2))
    changed = text[:at] + data.draw(st.sampled_from("Ab9-\n")) + text[at + 1 :]
    try:
        other = read_deposit_card(changed)
    except CardError:
        return
    assert other == card or other.fingerprint != card.fingerprint
