from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age
from bronwacht.vault.dossier import open_keyring
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import NoMatchError, NoSuchSourceError, NotAnEditorError
from bronwacht.vault.keys import new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.roster import ConfirmedCard
from bronwacht.vault.shredding import ask_ratchet, expired, shred, shred_expired, unratcheted
from bronwacht.vault.source import Source
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.vault import Vault

if TYPE_CHECKING:
    from .conftest import Shared

WINDOW = 64


def blobs_of(path: Path) -> Iterator[bytes]:
    with SqliteStore(path).snapshot() as snapshot:
        yield snapshot.head.keyring
        yield from (blob for blob in snapshot.slots(range(1, snapshot.last_place + 1)) if blob.startswith(b"age"))


def pieces(blob: bytes) -> set[bytes]:
    return {blob[at : at + WINDOW] for at in range(0, len(blob) - WINDOW, WINDOW)}


def test_after_a_shredding_no_byte_is_left_in_any_file(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    codename = vault.add(Source("Bo Zwart", codename="Bitterzoet-Morgenster"))
    record = vault.keyring.find(codename)
    with SqliteStore(shared_vault.path).snapshot() as snapshot:
        (sealed,), keyring = snapshot.slots([record.place]), snapshot.head.keyring
    shred(vault, codename.upper())
    files = [path.read_bytes() for path in shared_vault.folder.rglob("*") if path.is_file()]
    # A page of SQLite's cuts a blob somewhere, so that it is looked for in short pieces, at every place.
    gone = pieces(sealed) | pieces(keyring)
    for data in files:
        assert not {data[at : at + WINDOW] for at in range(len(data) - WINDOW)} & gone
        assert codename.encode() not in data
        assert record.identity.reveal() not in data
    with pytest.raises(NoSuchSourceError):
        vault.show(codename)
    for blob in blobs_of(shared_vault.path):
        with pytest.raises(NoMatchError):
            age.decrypt(blob, identities=[record.identity.reveal_text()])
    assert codename not in {listing.codename for listing in vault.list()}
    last = vault.log()[-1]
    assert (last.act, last.codename) == (Act.SHREDDED, "")


def test_a_shredding_looks_like_any_other_write(shared_vault: Shared) -> None:
    def slots() -> dict[int, bytes]:
        with SqliteStore(shared_vault.path).snapshot() as snapshot:
            places = range(1, snapshot.last_place + 1)
            return dict(zip(places, snapshot.slots(places), strict=True))

    vault, seen = shared_vault.open(), set()
    for act in (lambda: vault.list(), lambda: vault.check("x"), lambda: shred(vault, shared_vault.codename)):
        before = slots()
        act()
        seen.add(tuple(sorted(len(blob) for place, blob in slots().items() if before[place] != blob)))
    assert len(seen) == 2 and () in seen


def test_a_shredding_is_complete_when_every_key_is_new(shared_vault: Shared, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    vault = shared_vault.open()
    shutil.copy(shared_vault.path, backup)
    assert unratcheted(vault) == ()
    shred(vault, shared_vault.codename)
    assert unratcheted(vault) == ("Anna", "Bram")
    # Until then, it is only too true: today's keys open the old copy, and it opens the record.
    with SqliteStore(backup).snapshot() as snapshot:
        old = open_keyring(snapshot.head.keyring, shared_vault.bram)
    annas, brams = new_editor("Anna"), new_editor("Bram")
    rotate(vault, annas, act=Act.RATCHETED)
    assert unratcheted(vault) == ("Bram",)
    theirs = shared_vault.open_as_bram()
    rotate(theirs, brams, act=Act.RATCHETED)
    assert unratcheted(theirs) == ()
    with SqliteStore(backup).snapshot() as snapshot:
        for key in (annas, brams):
            with pytest.raises(NotAnEditorError):
                open_keyring(snapshot.head.keyring, key)
    today = theirs.keyring
    log = {old.log.places[number] for number in range(len(old.log.places))}
    with SqliteStore(backup).snapshot() as snapshot:
        others = [place for place in range(33, snapshot.last_place + 1) if place not in log]
        sealed = [snapshot.head.keyring, *snapshot.slots(others)]
    keys = [annas.identity, brams.identity, today.inbox, *(record.identity for record in today.records)]
    for blob in sealed:
        with pytest.raises(NoMatchError):
            age.decrypt(blob, identities=[key.reveal_text() for key in keys])


def test_whoever_came_after_a_shredding_has_nothing_to_ratchet(shared_vault: Shared) -> None:
    vault, carla = shared_vault.open(), new_editor("Carla")
    shred(vault, shared_vault.codename)
    grant(vault, ConfirmedCard(carla.card))
    assert unratcheted(vault) == ("Anna", "Bram")
    revoke(vault, "Bram")
    assert unratcheted(vault) == ("Anna",)


def test_a_ratchet_can_be_asked_for(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    ask_ratchet(vault)
    assert unratcheted(vault) == ("Anna", "Bram")
    assert vault.log()[-1].act == Act.RATCHET_ASKED


def kept_until(vault: Vault, year: int) -> str:
    return vault.add(Source("Bo", retain_until=datetime.date(year, 5, 1)))


def test_what_is_past_its_date_is_listed_and_shredded(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    later, sooner, _ = kept_until(vault, 2021), kept_until(vault, 2020), vault.add(Source("Bo"))
    on_the_day = datetime.date(2021, 5, 1)
    assert [listing.codename for listing in expired(vault, on_the_day)] == [sooner]
    day_after = on_the_day + datetime.timedelta(days=1)
    assert [listing.codename for listing in expired(vault, day_after)] == [sooner, later]
    assert len(vault.list()) == 4
    assert [listing.codename for listing in shred_expired(vault, day_after)] == [sooner, later]
    assert len(vault.list()) == 2
    assert expired(vault, day_after) == ()
    before = shared_vault.path.read_bytes()
    assert shred_expired(vault, day_after) == ()
    assert shared_vault.path.read_bytes() == before
    assert [line.act for line in vault.log()].count(Act.SHREDDED) == 2
