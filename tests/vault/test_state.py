"""What one change does to a vault as a whole, whatever operation asks for it."""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.dossier import open_record
from bronwacht.vault.editors import grant, revoke
from bronwacht.vault.errors import DamagedVaultError, NoMatchError
from bronwacht.vault.index import Attached
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import ENTRY_CONTEXT, Act, Entry
from bronwacht.vault.secret import Secret
from bronwacht.vault.shredding import shred
from bronwacht.vault.signing import sign_document
from bronwacht.vault.slots import TOUCHED
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did, Kept, State
from bronwacht.vault.store import Snapshot, SqliteStore
from bronwacht.vault.vault import Vault, new_record
from bronwacht.vault.verify import verify

if TYPE_CHECKING:
    from .conftest import Shared

SIZES = (4096, 4096, 65_536)


def slots_of(path: Path) -> dict[int, bytes]:
    with SqliteStore(path).snapshot() as snapshot:
        places = range(1, snapshot.last_place + 1)
        return dict(zip(places, snapshot.slots(places), strict=True))


def edit(vault: Vault, codename: str, role: str) -> None:
    def change(state: State, snapshot: Snapshot) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        (sealed,) = snapshot.slots([record.place])
        source = replace(open_record(sealed, record, state.keyring), role=role)
        return Change((Did(Act.EDITED, record.id),), (Kept(replace(record, version=record.version + 1), source),)), None

    vault.change(change)


def attach(vault: Vault, codename: str) -> Attached:
    """Three parts, as the age files that they are, beside a record that is not sealed anew."""
    identity = Secret(age.generate_identity().identity)
    recipient = age.recipient_of(identity.reveal_text())
    parts = [(size, age.encrypt(b"x" * size, recipients=[recipient])) for size in SIZES]
    thing = Attached(secrets.token_hex(16), identity, ())

    def change(state: State, _: Snapshot) -> tuple[Change, str]:
        record = state.keyring.find(codename)
        line = replace(record, attached=(*record.attached, thing))
        return Change((Did(Act.ATTACHED, record.id),), (Kept(line, attached={thing.id: parts}),)), thing.id

    wanted = vault.change(change)
    return next(thing for thing in vault.keyring.find(codename).attached if thing.id == wanted)


def test_what_was_there_before_an_edit_is_overwritten(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    before, old = slots_of(shared_vault.path), vault.keyring.records[0]
    edit(vault, shared_vault.codename, "portier")
    after, new = slots_of(shared_vault.path), vault.keyring.records[0]
    assert old.place != new.place and after[old.place] != before[old.place]
    assert len(after[old.place]) == len(before[old.place])
    changed = Counter(len(blob) for place, blob in after.items() if before[place] != blob)
    assert set(changed.values()) == {TOUCHED}
    with pytest.raises(NoMatchError):
        age.decrypt(after[old.place], identities=[old.identity.reveal_text()])
    assert vault.show(shared_vault.codename).role == "portier"


def test_a_record_that_grows_leaves_nothing_of_itself(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    for role in ("x" * 20_000, "kort", "x" * 300_000):
        old = slots_of(shared_vault.path)[vault.keyring.records[0].place]
        edit(vault, shared_vault.codename, role)
        assert old not in slots_of(shared_vault.path).values()
        assert vault.show(shared_vault.codename).role == role
    verify(vault)


def test_what_is_attached_is_placed_re_keyed_and_forgotten_with_its_record(shared_vault: Shared) -> None:
    vault, carla = shared_vault.open(), new_editor("Carla")
    grant(vault, ConfirmedCard(carla.card))
    thing = attach(vault, shared_vault.codename)
    assert len(thing.parts) == len(SIZES)
    slots = slots_of(shared_vault.path)
    for part, size in zip(thing.parts, SIZES, strict=True):
        assert age.decrypt(slots[part.place], identities=[thing.identity.reveal_text()]) == b"x" * size
    assert vault.show(shared_vault.codename)
    verify(vault)
    revoke(vault, "Carla")
    (again,) = vault.keyring.records[0].attached
    assert again.id == thing.id and again.identity != thing.identity
    new = slots_of(shared_vault.path)
    for part, size in zip(again.parts, SIZES, strict=True):
        with pytest.raises(NoMatchError):
            age.decrypt(new[part.place], identities=[thing.identity.reveal_text()])
        assert age.decrypt(new[part.place], identities=[again.identity.reveal_text()]) == b"x" * size
    shred(vault, shared_vault.codename)
    left = set(slots_of(shared_vault.path).values())
    assert not left & {new[part.place] for part in again.parts}
    verify(vault)


def test_a_second_attachment_leaves_the_first_where_it_is(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    first = attach(vault, shared_vault.codename)
    attach(vault, shared_vault.codename)
    record = vault.keyring.records[0]
    assert record.attached[0] == first
    assert len(set(record.places)) == 1 + 2 * len(SIZES)

    def detach(state: State, _: Snapshot) -> tuple[Change, None]:
        line = replace(state.keyring.records[0], attached=record.attached[1:])
        keyring = replace(state.keyring, ratchet_from=state.log.size)
        return Change((Did(Act.DETACHED, line.id),), (Kept(line),), keyring), None

    before = slots_of(shared_vault.path)
    vault.change(detach)
    after = slots_of(shared_vault.path)
    assert all(before[part.place] != after[part.place] for part in first.parts)
    assert all(before[part.place] == after[part.place] for part in record.attached[1].parts)
    verify(vault)


def test_an_attachment_that_was_changed_is_found(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    place = attach(vault, shared_vault.codename).parts[1].place
    with sqlite3.connect(shared_vault.path) as connection:
        connection.execute("UPDATE slots SET sealed = zeroblob(length(sealed)) WHERE place = ?", (place,))
    connection.close()
    with pytest.raises(DamagedVaultError, match="attached"):
        verify(vault)
    with pytest.raises(DamagedVaultError):
        revoke(vault, "Bram", single_editor_i_accept_the_risk=True)


def test_many_acts_and_records_are_one_write(shared_vault: Shared) -> None:
    vault = shared_vault.open()

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        kept = tuple(new_record(Source("Bo", codename=f"Vogel {n}"), state.keyring) for n in range(20))
        did = (*(Did(Act.ADDED, one.record.id) for one in kept), Did(Act.IMPORTED, note="twintig"))
        return Change(did, kept), None

    vault.change(change)
    assert len(vault.list()) == 21
    assert [(line.act, line.note) for line in vault.log()[-2:]] == [(Act.ADDED, ""), (Act.IMPORTED, "twintig")]
    assert vault.keyring.version == 3
    assert verify(vault).acts == 23


def test_nothing_to_change_writes_nothing(shared_vault: Shared) -> None:
    vault, before = shared_vault.open(), shared_vault.path.read_bytes()
    assert vault.change(lambda *_: (None, "result")) == "result"
    assert shared_vault.path.read_bytes() == before


@pytest.mark.parametrize("other", [{"act": "burnt"}, {"at": "2026-01-01T23:00:00+23:00"}, {"at": "2026-01-01"}])
def test_an_entry_that_nobody_can_read_is_refused(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch, other: dict[str, str]
) -> None:
    """Else `log`, `verify` and `backup` would refuse the vault for ever."""
    bram = shared_vault.open_as_bram()

    def sign(entry: Entry, key: EditorKey) -> bytes:
        body = entry.to_json() | (other if entry.act is Act.EXPORTED else {})
        return sign_document(body, key.signing, by=entry.by, context=ENTRY_CONTEXT)

    with monkeypatch.context() as changed_program:
        changed_program.setattr("bronwacht.vault.state.sign_entry", sign)
        bram.change(lambda state, _: (Change((Did(Act.EXPORTED), Did(Act.CHECKED))), None))
    with pytest.raises(DamagedVaultError, match="cannot be read"):
        shared_vault.open()
