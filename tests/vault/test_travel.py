from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bronwacht.vault.editors import grant, rotate
from bronwacht.vault.errors import NoSuchEditorError, TravelError
from bronwacht.vault.keys import EditorKey, new_editor, open_key, seal_key
from bronwacht.vault.memory import Memory
from bronwacht.vault.secret import Secret
from bronwacht.vault.travel import drop, leave, take_back, travelling
from bronwacht.vault.vault import create, open_vault
from bronwacht.vault.verify import verify

from .conftest import Shared

PASSPHRASE = Secret("kast motregen vlinder zadel hooi kelder")


@pytest.fixture(scope="module")
def sealed(anna: EditorKey) -> bytes:
    return seal_key(anna, PASSPHRASE, work_factor=2)


def test_a_key_comes_back_by_another_editor_under_its_passphrase(shared_vault: Shared, sealed: bytes) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    assert leave(anna, sealed) == ("Bram",)
    assert travelling(bram.keyring) == ("Anna",)
    back = take_back(bram, "anna")
    assert back == sealed
    assert open_key(back, PASSPHRASE).card == anna.key.card
    assert travelling(bram.keyring) == ("Anna",)
    drop(bram, "Anna")
    assert travelling(bram.keyring) == ()
    acts = [(line.editor, line.act, line.subject) for line in bram.log()][-2:]
    assert acts == [("Anna", "travelled", "Anna"), ("Bram", "returned", "Anna")]
    verify(bram)


def test_neither_its_owner_nor_who_came_later_takes_it_out(
    shared_vault: Shared, sealed: bytes, carla: EditorKey
) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    with pytest.raises(TravelError, match="no key behind"):
        take_back(bram, "Anna")
    leave(anna, sealed)
    with pytest.raises(TravelError, match="another editor"):
        take_back(anna, "Anna")
    grant(bram, carla.card.confirm(carla.card.fingerprint.words))
    as_carla = open_vault(
        shared_vault.path, carla, memory=shared_vault.memory("carla"), founder=bram.key.card.fingerprint.words
    )
    with pytest.raises(TravelError, match="before you became"):
        take_back(as_carla, "Anna")
    with pytest.raises(NoSuchEditorError):
        take_back(bram, "Nobody")


def test_the_key_does_not_lie_open_in_the_vault(shared_vault: Shared, sealed: bytes) -> None:
    anna = shared_vault.open()
    leave(anna, sealed)
    assert sealed not in anna.keyring.to_json()
    assert not any(line in anna.keyring.to_json() for line in sealed.splitlines()[1:-1])


def test_who_is_alone_cannot_travel(tmp_path: Path, anna: EditorKey, sealed: bytes) -> None:
    vault = create(tmp_path / "v", "D", anna, [], memory=Memory(tmp_path / "m"), single_editor_i_accept_the_risk=True)
    with pytest.raises(TravelError, match="nobody else"):
        leave(vault, sealed)
    with pytest.raises(TravelError, match="no key file"):
        leave(vault, b"")


def test_sections_of_others_stay(shared_vault: Shared, sealed: bytes) -> None:
    anna = shared_vault.open()
    leave(anna, sealed)
    keyring = anna.keyring
    assert set(keyring.sections) == {"travel"}
    assert replace(keyring, sections={}).sections == {}


def test_a_key_comes_back_though_whoever_keeps_it_has_a_new_one(shared_vault: Shared, sealed: bytes) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    leave(anna, sealed)
    rotate(bram, new_editor("Bram"))
    rotate(bram, new_editor("Bram"))
    assert take_back(bram, "Anna") == sealed
    with pytest.raises(TravelError, match="another editor"):
        take_back(anna, "Anna")
    verify(bram)
