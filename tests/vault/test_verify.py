from __future__ import annotations

import datetime
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault.canary import Alarm, acknowledge, alarms_in
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import DamagedVaultError, OlderVaultError, SignatureError, VaultError
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.quorum import read_certificate, read_shares, rebuild
from bronwacht.vault.quorum_acts import issue, recover
from bronwacht.vault.roster import BREAK_GLASS, Roster
from bronwacht.vault.secret import Secret
from bronwacht.vault.shredding import ask_ratchet, shred_expired
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did, State
from bronwacht.vault.store import Snapshot
from bronwacht.vault.vault import Vault, create, open_vault
from bronwacht.vault.verify import checkpoint_words, verify

if TYPE_CHECKING:
    from .conftest import Shared


def test_a_whole_vault_is_whole_and_verifying_writes_nothing(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    vault.show(shared_vault.codename)
    before = shared_vault.path.read_bytes()
    found = verify(vault)
    assert (found.records, found.for_two, found.acts, found.deposits, found.compared) == (1, 0, 3, 0, None)
    assert shared_vault.path.read_bytes() == before


@pytest.mark.parametrize("what", ["record", "entry", "dummy gone"])
def test_what_is_damaged_is_found(shared_vault: Shared, what: str) -> None:
    vault = shared_vault.open()
    vault.show(shared_vault.codename)
    keyring = vault.keyring
    place = keyring.records[0].place if what == "record" else keyring.log.places[0]
    dummy = next(place for place in range(33, 161) if place not in keyring.places)
    flip = f"UPDATE slots SET sealed = substr(sealed, 1, 3000) || x'00' || substr(sealed, 3002) WHERE place = {place}"
    with sqlite3.connect(shared_vault.path) as connection:
        connection.execute(f"DELETE FROM slots WHERE place = {dummy}" if what == "dummy gone" else flip)
    connection.close()
    with pytest.raises(DamagedVaultError):
        verify(vault)


def test_a_copy_that_came_over_with_holes_in_its_dummies_is_not_whole(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    with sqlite3.connect(shared_vault.path) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    whole = shared_vault.path.read_bytes()
    silent = 0
    for hole in range(pages // 4, pages - 12, pages // 8):  # zeros, as where a synced file has not been filled in yet
        holed = bytearray(whole)
        holed[hole * size : (hole + 12) * size] = bytes(12 * size)
        shared_vault.path.write_bytes(holed)
        with pytest.raises(DamagedVaultError) as caught:
            verify(vault)
        silent += "every source in it opens" in str(caught.value)
    assert silent


def test_an_index_that_says_other_things_than_the_record_is_found(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = shared_vault.open()
    from bronwacht.vault import vault as module

    honest = module.new_record

    def lying(*args: object, **kwargs: object) -> object:
        kept = honest(*args, **kwargs)  # type: ignore[arg-type]
        return replace(kept, record=replace(kept.record, tags=("another",)))

    monkeypatch.setattr(module, "new_record", lying)
    vault.add(Source("Bo", tags=("raad",)))
    with pytest.raises(DamagedVaultError, match="other things"):
        verify(vault)


def test_a_vault_is_compared_with_a_checkpoint_from_elsewhere(shared_vault: Shared, tmp_path: Path) -> None:
    vault = shared_vault.open()
    early = verify(vault).checkpoint
    vault.show(shared_vault.codename)
    late = verify(vault).checkpoint
    assert verify(vault, against=early).compared == 2
    assert verify(vault, against=late).compared == 3
    assert checkpoint_words(early) != checkpoint_words(late)
    # On a machine that has seen nothing, an old copy passes, and the newer checkpoint tells.
    old = tmp_path / "old"
    shutil.copy(shared_vault.path, old)
    vault.show(shared_vault.codename)
    newest = verify(vault).checkpoint
    fresh = open_vault(old, shared_vault.anna, memory=Memory(tmp_path / "m"))
    with pytest.raises(OlderVaultError, match=r"3 acts, 4 there.*a backup or a copy.*, or somebody put back"):
        verify(fresh, against=newest)
    fresh.show(shared_vault.codename)
    with pytest.raises(OlderVaultError, match="another past"):
        verify(fresh, against=newest)


def test_a_checkpoint_of_an_editor_who_left_still_counts(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    early = verify(vault).checkpoint
    rotate(vault, new_editor("Anna"))
    assert verify(vault, against=early).compared == 2


def test_a_checkpoint_of_another_vault_or_a_forged_one_is_refused(shared_vault: Shared, tmp_path: Path) -> None:
    vault = shared_vault.open()
    memory, anna = Memory(tmp_path / "m"), shared_vault.anna
    other = create(tmp_path / "o", "D", anna, [], memory=memory, single_editor_i_accept_the_risk=True)
    with pytest.raises(OlderVaultError, match="another vault"):
        verify(vault, against=verify(other).checkpoint)
    note = verify(vault).checkpoint
    with pytest.raises(SignatureError):
        verify(vault, against=note.replace("\n2\n", "\n3\n", 1))
    for bad in ("", "x", note[:100], note + "x"):
        with pytest.raises(VaultError):
            verify(vault, against=bad)


def rewrite(vault: Vault, other: Callable[[Roster], Roster], did: Did) -> None:
    """What a changed program writes."""

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        return Change((did,), keyring=replace(state.keyring, roster=other(state.keyring.roster))), None

    vault.change(change)


@pytest.mark.parametrize("since", [0, 1, 2, 99])
def test_whoever_came_by_no_act_is_found(shared_vault: Shared, carla: EditorKey, since: int) -> None:
    bram = shared_vault.open_as_bram()
    admit = lambda roster: roster.admit(ConfirmedCard(carla.card), bram.key, since)  # noqa: E731
    rewrite(bram, admit, Did(Act.CHECKED))
    with pytest.raises(DamagedVaultError, match="Carla"):
        verify(shared_vault.open())


def test_whoever_says_that_they_came_later_is_found(shared_vault: Shared) -> None:
    """With a key of tomorrow, one need never make a new one."""
    bram = shared_vault.open_as_bram()

    def later(roster: Roster) -> Roster:
        return replace(
            roster, members=tuple(replace(m, since=2) if m.card.name == "Bram" else m for m in roster.members)
        )

    rewrite(bram, later, Did(Act.CHECKED))
    with pytest.raises(DamagedVaultError, match="Bram"):
        verify(shared_vault.open())


def test_whoever_was_taken_out_and_is_back_is_found(shared_vault: Shared, carla: EditorKey) -> None:
    anna = shared_vault.open()
    grant(anna, ConfirmedCard(carla.card))
    revoke(anna, "Carla")
    assert verify(anna).acts == 4

    def back(roster: Roster) -> Roster:
        return replace(roster, members=tuple(replace(member, left=None) for member in roster.members))

    rewrite(shared_vault.open_as_bram(), back, Did(Act.CHECKED))
    with pytest.raises(DamagedVaultError, match="Carla"):
        verify(anna)


@pytest.mark.parametrize("acts", [0, 1, 2, 3])
def test_nobody_calls_a_shredding_complete_that_is_not(shared_vault: Shared, acts: int) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    for _ in range(2):
        anna.add(Source("Bo", retain_until=datetime.date(2020, 1, 1)))
    assert len(shred_expired(anna, datetime.date(2021, 1, 1))) == 2
    assert verify(anna).acts == 6
    bram.change(lambda state, _: (Change((Did(Act.CHECKED),), keyring=replace(state.keyring, ratchet_from=acts)), None))
    with pytest.raises(DamagedVaultError, match="shredding"):
        verify(anna)
    ask_ratchet(anna)
    assert verify(anna).acts == 8


def test_an_alarm_is_neither_taken_away_nor_raised_in_anothers_name(shared_vault: Shared) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    canary = anna.add(Source("Bo", canary=True))
    bram.show(canary)
    bram.show(canary)
    verify(anna)

    def write(alarms: list[Alarm]) -> None:
        sections = {"alarms": [alarm.to_json() for alarm in alarms]}
        bram.change(
            lambda state, _: (Change((Did(Act.CHECKED),), keyring=replace(state.keyring, sections=sections)), None)
        )

    (mine,) = alarms_in(bram.keyring)
    for forged in ([], [replace(mine, by=anna.key.card.fingerprint.hex)]):
        write(forged)
        with pytest.raises(DamagedVaultError, match="alarms"):
            verify(anna)
    write([mine])
    verify(anna)
    acknowledge(anna)
    verify(anna)
    bram.show(canary)
    verify(anna)


def test_break_glass_is_who_the_log_says(shared_vault: Shared) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    issue(anna, ["Els", "Finn"], 2, hand_over=lambda *_: None)
    verify(anna)
    bram.change(lambda state, _: (Change((Did(Act.CHECKED),), keyring=replace(state.keyring, breaker="")), None))
    with pytest.raises(DamagedVaultError, match="break-glass"):
        verify(anna)
    assert [member.card.name for member in anna.keyring.people] == ["Anna", "Bram"]
    issue(anna, ["Els", "Finn"], 2, hand_over=lambda *_: None)
    verify(anna)
    assert [card.name for card in anna.editors] == ["Anna", "Bram", BREAK_GLASS]


def test_all_that_editors_do_among_themselves_is_whole(shared_vault: Shared, carla: EditorKey) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    shares: list[Secret] = []
    for _ in range(2):
        issued = issue(anna, ["Els", "Finn"], 2, hand_over=lambda sheets, _: shares.extend(sheets))
    verify(anna)
    certificate = read_certificate(issued.certificate)
    breaker = rebuild(read_shares(shares[-2:], certificate), certificate)
    recover(shared_vault.path, breaker, carla, memory=shared_vault.memory("c"), founder=certificate.founder)
    rotate(bram, new_editor("Bram"))
    rotate(bram, new_editor("Bram"), act=Act.RATCHETED)
    revoke(anna, BREAK_GLASS)
    verify(anna)
    revoke(anna, "Carla")
    assert verify(bram).records == 1
