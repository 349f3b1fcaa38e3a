"""Editors with a changed program who let somebody in, or back, and would have nobody told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from bronwacht.commands.pending import tell_pending
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import DamagedVaultError, EditorNameError, RosterChangeError
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.roster import BREAK_GLASS, Roster
from bronwacht.vault.state import Change, Did, State
from bronwacht.vault.vault import Vault, create

from .conftest import Shared

NEW, BACK = "new since you were last here: the key of ", "BACK: the key of "


def rewrite(vault: Vault, other: Callable[[Roster], Roster], signer: EditorKey | None = None) -> None:
    """What a changed program writes: another roster, under an act that says nothing of it."""

    def change(state: State, _: object) -> tuple[Change, None]:
        keyring = replace(state.keyring, roster=other(state.keyring.roster))
        return Change((Did(Act.CHECKED),), keyring=keyring, signer=signer), None

    vault.change(change)


@pytest.fixture
def told(shared_vault: Shared, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """What Anna is told when she opens the vault, as a command does."""

    def told() -> str:
        seen = shared_vault.memory().recall(shared_vault.anna)
        capsys.readouterr()
        tell_pending(shared_vault.open(), seen)
        return capsys.readouterr().err

    told()
    return told


@pytest.mark.parametrize("since", [0, 1, 10**6])
def test_whenever_the_roster_says_that_somebody_came_it_is_told_once(
    shared_vault: Shared, carla: EditorKey, told: Callable[[], str], since: int
) -> None:
    bram = shared_vault.open_as_bram()
    rewrite(bram, lambda roster: roster.admit(ConfirmedCard(carla.card), bram.key, since))
    assert told().startswith(f"{NEW}Carla, let in by Bram; its words: {carla.card.fingerprint.words}")
    assert told() == ""


def test_a_key_that_was_taken_out_does_not_come_back_unseen(
    shared_vault: Shared, carla: EditorKey, told: Callable[[], str]
) -> None:
    """Not even one that Anna herself had let in."""
    anna = shared_vault.open()
    grant(anna, ConfirmedCard(carla.card))
    assert told() == ""
    revoke(anna, "Carla")
    assert told() == ""
    bram = shared_vault.open_as_bram()
    rewrite(bram, lambda roster: replace(roster, members=tuple(replace(m, left=None) for m in roster.members)))
    assert told().startswith(f"{BACK}Carla, let in by Anna, counts again")
    assert told() == ""


def test_whoever_keeps_their_last_key_beside_a_new_one_is_told_of(
    shared_vault: Shared, told: Callable[[], str]
) -> None:
    """With two keys they would open alone what takes two."""
    bram, second = shared_vault.open_as_bram(), new_editor("Bram")
    rotate(bram, second)
    assert told() == ""
    rewrite(bram, lambda roster: replace(roster, members=tuple(replace(m, left=None) for m in roster.members)))
    assert f"{BACK}Bram" in told()


@pytest.mark.parametrize("name", ["break-glass", "Anna", "Daan"])
def test_a_key_of_another_name_in_the_place_of_ones_own_is_told_of(
    shared_vault: Shared, told: Callable[[], str], name: str
) -> None:
    bram, second = shared_vault.open_as_bram(), EditorKey(name)
    key = bram.key
    rewrite(bram, lambda roster: roster.admit(ConfirmedCard(second.card), key, 2).dismiss(key.card, key), second)
    assert told().startswith(f"{NEW}{name}")


def test_nobody_passes_for_break_glass_by_putting_it_in_the_place_of_their_own_key(shared_vault: Shared) -> None:
    """It is given whole what others get in halves."""
    bram, second = shared_vault.open_as_bram(), EditorKey(BREAK_GLASS)

    def change(state: State, _: object) -> tuple[Change, None]:
        roster = state.keyring.roster.admit(ConfirmedCard(second.card), bram.key, 2).dismiss(bram.key.card, bram.key)
        keyring = replace(state.keyring, roster=roster, breaker=second.card.fingerprint.hex)
        return Change((Did(Act.SHARED, subject=keyring.breaker),), keyring=keyring, signer=second), None

    bram.change(change)
    with pytest.raises(DamagedVaultError, match="break-glass"):
        shared_vault.open()


@pytest.mark.parametrize("name", ["break-glass", "Break-Glass", "brеak-glass"])  # the last with a Cyrillic letter
def test_nobody_is_let_in_under_the_name_of_break_glass(shared_vault: Shared, name: str) -> None:
    anna, key = shared_vault.open(), EditorKey(name)
    with pytest.raises(RosterChangeError, match="break-glass"):
        grant(anna, ConfirmedCard(key.card))
    with pytest.raises(RosterChangeError, match="break-glass"):
        rotate(anna, key)
    with pytest.raises(EditorNameError, match="break-glass"):
        create(shared_vault.folder / "new", "New", anna.key, [ConfirmedCard(key.card)], memory=shared_vault.memory())


def test_what_opens_the_vault_and_tells_nothing_does_not_use_it_up(
    shared_vault: Shared, carla: EditorKey, told: Callable[[], str]
) -> None:
    grant(shared_vault.open_as_bram(), ConfirmedCard(carla.card))
    shared_vault.open().list()
    assert told().startswith(f"{NEW}Carla")


def test_a_memory_of_before_believes_the_roster_once(
    shared_vault: Shared, carla: EditorKey, told: Callable[[], str]
) -> None:
    memory, vault = shared_vault.memory(), shared_vault.open().keyring.vault
    kept = memory._read(shared_vault.anna)
    memory._write(shared_vault.anna, replace(kept, vaults={vault: replace(kept.vaults[vault], met=None)}, places={}))
    bram = shared_vault.open_as_bram()
    grant(bram, ConfirmedCard(carla.card))
    assert told().startswith(f"{NEW}Carla")
    daan = new_editor("Daan")
    rewrite(bram, lambda roster: roster.admit(ConfirmedCard(daan.card), bram.key, 0))
    assert told().startswith(f"{NEW}Daan")


def test_it_says_of_nobody_who_they_are(shared_vault: Shared, told: Callable[[], str]) -> None:
    (path,) = shared_vault.memory()._folder.glob("*.json")
    text = path.read_text()
    assert '"there":["' in text
    assert '"places":[{' in text
    assert shared_vault.bram.card.fingerprint.hex[:32] not in text
    assert "stables" not in text


def test_the_first_time_there_is_nothing_to_tell(shared_vault: Shared, capsys: pytest.CaptureFixture[str]) -> None:
    opened = shared_vault.open_as_bram()
    tell_pending(opened, Memory(shared_vault.folder / "elsewhere").recall(shared_vault.bram))
    assert capsys.readouterr().err == ""
