from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault.editors import rotate
from bronwacht.vault.errors import DamagedVaultError, OlderVaultError, SignatureError, VaultError
from bronwacht.vault.keys import new_editor
from bronwacht.vault.memory import Memory
from bronwacht.vault.source import Source
from bronwacht.vault.vault import create, open_vault
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
