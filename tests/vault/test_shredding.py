from __future__ import annotations

import datetime
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age, store
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.dossier import open_keyring
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import NoMatchError, NoSuchSourceError, NotAnEditorError
from bronwacht.vault.evidence import attach
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.quorum import read_shares, rebuild
from bronwacht.vault.quorum_acts import issue
from bronwacht.vault.secret import Secret
from bronwacht.vault.shredding import ask_ratchet, expired, last_quiet_day, shred, shred_expired, unratcheted
from bronwacht.vault.source import Source
from bronwacht.vault.store import Head, SqliteStore
from bronwacht.vault.two_person import hand_over, join, own_half
from bronwacht.vault.two_person_acts import add_for_two, approve, ask, find_pending, open_approved
from bronwacht.vault.two_person_lines import about_of, halves_of, takes_two
from bronwacht.vault.vault import Vault, open_vault
from bronwacht.vault.verify import verify

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


def test_the_journal_that_is_removed_after_a_shredding_holds_nothing(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite writes what was there into a file, and removes it: on a disk it could be undeleted."""
    vault, journals = shared_vault.open(), list[int]()
    path, write = shared_vault.path.with_name(f"{shared_vault.path.name}-journal"), store._SqliteTurn.write

    def kept_open(turn: store._SqliteTurn, head: Head, slots: dict[int, bytes], *, forget: bool = False) -> None:
        write(turn, head, slots, forget=forget)
        journals.append(os.open(path, os.O_RDONLY))

    monkeypatch.setattr(store._SqliteTurn, "write", kept_open)
    shred(vault, shared_vault.codename)
    (journal,) = journals
    held = os.pread(journal, 1 << 24, 0)
    os.close(journal)
    assert not path.exists()
    assert held and not any(held)


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
        old = open_keyring(snapshot.head.keyring, shared_vault.bram, snapshot.slots)
    annas, brams = new_editor("Anna"), new_editor("Bram")
    rotate(vault, annas, act=Act.RATCHETED)
    assert unratcheted(vault) == ("Bram",)
    theirs = shared_vault.open_as_bram()
    rotate(theirs, brams, act=Act.RATCHETED)
    assert unratcheted(theirs) == ()
    with SqliteStore(backup).snapshot() as snapshot:
        for key in (annas, brams):
            with pytest.raises(NotAnEditorError):
                open_keyring(snapshot.head.keyring, key, snapshot.slots)
    assert opened_in(backup, today_of(theirs, annas, brams)) == []
    assert len(opened_in(backup, [shared_vault.bram.identity, old.log.identity])) == 1 + len(old.log.places)


def today_of(vault: Vault, *keys: EditorKey) -> list[Secret]:
    """Every secret key that somebody finds in a vault who has all of these editors' keys, and these."""
    keyring = vault.keyring
    found = [key.identity for key in keys]
    found += [keyring.inbox, keyring.log.identity, *(key.identity for key in keyring.log.earlier)]
    found += [page.identity for page in keyring.pages]
    for record in keyring.records:
        found += [record.identity, *(thing.identity for thing in record.attached)]
        if takes_two(record):
            about = about_of(record, keyring)
            halves = [own_half(halves_of(record), about, key) for key in keys]
            handed = hand_over(halves[1], about, keys[0].card)
            found.append(join(halves[0], handed, about, keys[0]))
    return [key for key in found if key]


def opened_in(path: Path, keys: list[Secret]) -> list[bytes]:
    """What is read in a vault's file by trying every key on the keyring and on every slot."""
    opened = []
    for blob in blobs_of(path):
        try:
            opened.append(age.decrypt(blob, identities=[key.reveal_text() for key in keys]))
        except NoMatchError:
            continue
    return opened


def test_when_all_have_ratcheted_an_old_copy_opens_with_nothing_of_today(shared_vault: Shared, tmp_path: Path) -> None:
    """Records, keyring, log with motives, evidence, and a source that takes two; and today's vault is all there."""
    anna, bram, backup = shared_vault.open(), shared_vault.open_as_bram(), tmp_path / "backup"
    for_two, gone = add_for_two(anna, Source("Piet Quist")), anna.add(Source("Bo Zwart"))
    attach(anna, shared_vault.codename, io.BytesIO(b"beste Toos" * 9), "brief.txt")
    revoke(anna, add_carla(anna))
    approve(bram, find_pending(bram, ask(anna, for_two, "the lawyer asks for it").id))
    open_approved(anna, for_two)
    shutil.copy(shared_vault.path, backup)
    before, note = [(line.act, line.note) for line in anna.log()], anna.keyring.log.note
    shred(anna, gone)

    def readable(*keys: EditorKey) -> bytes:
        return b"".join(opened_in(backup, today_of(anna, *keys)))

    annas, brams = new_editor("Anna"), new_editor("Bram")
    rotate(anna, annas, act=Act.RATCHETED)
    assert unratcheted(anna) == ("Bram",)
    # Until then it is only too true that old copies open, the log and its motives with them.
    assert all(word in readable(annas, shared_vault.bram) for word in (b"the lawyer asks", b'"bronwacht":"keyring"'))
    rotate(bram, brams, act=Act.RATCHETED)
    assert unratcheted(bram) == () and bram.keyring.not_resealed == 0
    # All but the record that no single editor can give another key; the vault says so until two have opened it.
    assert [record.codename for record in bram.keyring.not_rekeyed] == [for_two]
    assert b"Quist" in readable(annas, brams) and b"lawyer" not in readable(annas, brams)
    approve(bram, find_pending(bram, ask(anna, for_two, "once more, for its key").id))
    assert open_approved(anna, for_two).name == "Piet Quist"
    assert bram.keyring.not_rekeyed == ()
    assert readable(annas, brams) == b""
    for key in (annas, brams):
        with pytest.raises(NotAnEditorError), SqliteStore(backup).snapshot() as snapshot:
            open_keyring(snapshot.head.keyring, key, snapshot.slots)
    # The log is the same log, by every act, by the checkpoint from before, and on a machine that has seen nothing.
    assert [(line.act, line.note) for line in bram.log()][: len(before)] == before
    assert verify(anna, against=note).compared == len(before)
    fresh = open_vault(shared_vault.path, brams, memory=Memory(tmp_path / "m"), founder=annas.card.fingerprint.words)
    assert verify(fresh).acts == len(anna.log())
    assert anna.show(shared_vault.codename).aliases == ("Rooie Toos",)


def test_break_glass_shares_are_issued_anew_before_it_is_complete(shared_vault: Shared, tmp_path: Path) -> None:
    def made() -> EditorKey:
        sheets: list[Secret] = []
        issue(vault, ["Daan", "Els"], 2, hand_over=lambda shares, _: sheets.extend(shares))
        return rebuild(read_shares(sheets, None), None)

    vault, backup = shared_vault.open(), tmp_path / "backup"
    old = made()
    shutil.copy(shared_vault.path, backup)
    shred(vault, shared_vault.codename)
    revoke(vault, "Bram", single_editor_i_accept_the_risk=True)
    annas = new_editor("Anna")
    rotate(vault, annas, act=Act.RATCHETED)
    assert unratcheted(vault) == (old.name,) and vault.keyring.not_resealed
    new = made()
    assert unratcheted(vault) == () and not vault.keyring.not_resealed
    assert opened_in(backup, today_of(vault, annas, new)) == []
    assert opened_in(backup, [old.identity])


def add_carla(vault: Vault) -> str:
    grant(vault, ConfirmedCard(new_editor("Carla").card))
    return "Carla"


def test_a_log_that_is_sealed_anew_is_whole_at_every_write(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In batches, between which others write, are killed, and get new keys."""
    monkeypatch.setattr("bronwacht.vault.rekeying.LOG_BATCH", 3)
    vault = shared_vault.open()
    for _ in range(7):
        vault.check("x")
    shred(vault, shared_vault.codename)
    revoke(vault, "Bram", single_editor_i_accept_the_risk=True)
    left: list[int] = []

    def killed(_: int) -> None:
        left.append(vault.keyring.not_resealed)
        if len(left) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(vault, new_editor("Anna"), told=killed)
    assert left[0] > left[1] > 0
    vault.check("y")
    verify(vault)
    rotate(vault, new_editor("Anna"))
    assert vault.keyring.not_resealed == 0
    found = verify(vault)
    assert found.acts == len(vault.log()) > 12


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


def test_how_late_it_is_the_log_says_at_least(shared_vault: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a machine whose clock runs ahead has just written is no witness for that clock."""
    vault = shared_vault.open()
    today = vault.log()[0].at.date()  # the vault was made before this test, perhaps before midnight
    assert last_quiet_day(vault, today) == today
    ahead = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=4000)
    clock = type("datetime", (datetime.datetime,), {"now": classmethod(lambda *_: ahead)})
    monkeypatch.setattr("bronwacht.vault.log.datetime.datetime", clock)
    vault.check("x")
    monkeypatch.undo()
    assert last_quiet_day(vault, ahead.date()) == today
