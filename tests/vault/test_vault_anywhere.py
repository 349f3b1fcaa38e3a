"""The vault's daily work, and the attacks on whoever keeps its bytes, in every store that there is."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bronwacht.vault.errors import DamagedVaultError, OlderVaultError, OtherVaultError, UnknownVaultError
from bronwacht.vault.keys import EditorKey, write_key
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source
from bronwacht.vault.store import Head, Store
from bronwacht.vault.stores import Address, open_store
from bronwacht.vault.vault import Vault, create, open_vault


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, here: Path, anna: EditorKey, bram: EditorKey) -> Address:
    """Where a vault of Anna and Bram lies."""
    there: Address = here / "v" if request.param == "sqlite" else request.getfixturevalue("server").address()
    create(there, "Stables", anna, [bram.card.confirm(bram.card.fingerprint.words)], memory=Memory(here / "anna"))
    return there


@pytest.fixture
def server_of(request: pytest.FixtureRequest, here: Path) -> Callable[[Address], Address]:
    """Another address in the same kind of store."""
    return lambda address: here / "w" if isinstance(address, Path) else request.getfixturevalue("server").address("two")


def opened(address: Address, key: EditorKey, here: Path) -> Vault:
    return open_vault(address, key, memory=Memory(here / key.name.lower()))


def everything(store: Store) -> tuple[Head, dict[int, bytes]]:
    with store.snapshot() as snapshot:
        places = range(1, snapshot.last_place + 1)
        return snapshot.head, dict(zip(places, snapshot.slots(places), strict=True))


def test_what_one_editor_keeps_the_other_reads(
    address: Address, anna: EditorKey, bram: EditorKey, here: Path, source: Source
) -> None:
    codename = opened(address, anna, here).add(source)
    with pytest.raises(UnknownVaultError):
        opened(address, bram, here)
    theirs = open_vault(address, bram, memory=Memory(here / "bram"), founder=anna.card.fingerprint.words)
    assert theirs.show(codename) == replace(source, codename=codename)
    assert theirs.check("Volgens Marijkes baas was het druk.")
    assert [line.codename for line in theirs.list()] == [codename]
    assert [line.act for line in opened(address, anna, here).log()] == [Act.CREATED, Act.ADDED, Act.READ, Act.CHECKED]


def test_an_older_state_is_refused(address: Address, anna: EditorKey, here: Path) -> None:
    vault = opened(address, anna, here)
    head, slots = everything(vault.store)
    vault.add(Source("Bo"))
    with vault.store.turn() as turn:
        turn.write(head, slots)
    with pytest.raises(OlderVaultError, match="older"):
        opened(address, anna, here)


def test_another_vault_in_its_place_is_refused(
    address: Address, anna: EditorKey, carla: EditorKey, here: Path, server_of: Callable[[Address], Address]
) -> None:
    """Both are Anna's, and both are sound; but Carla reads only one of them."""
    memory, other = Memory(here / "anna"), server_of(address)
    create(other, "Other", anna, [carla.card.confirm(carla.card.fingerprint.words)], memory=memory)
    head, slots = everything(open_store(address))
    theirs = everything(open_store(other))
    for store, (before, (new, blobs)) in (
        (open_store(address), (head, theirs)),
        (open_store(other), (theirs[0], (head, slots))),
    ):
        with store.turn() as turn:
            assert turn.head == before
            turn.write(new, blobs)
    for there, dossier in ((address, "Other"), (other, "Stables")):
        with pytest.raises(OtherVaultError, match=dossier) as refused:
            open_vault(there, anna, memory=memory)
        assert refused.value.founder_words == anna.card.fingerprint.words
    moved = open_vault(address, anna, memory=memory, founder=anna.card.fingerprint.words)
    assert moved.dossier == "Other"
    assert open_vault(address, anna, memory=memory).dossier == "Other"


def test_what_is_changed_behind_the_keyring_is_refused(address: Address, anna: EditorKey, here: Path) -> None:
    vault = opened(address, anna, here)
    codename = vault.add(Source("Bo"))
    place = vault.keyring.find(codename).place
    head, slots = everything(vault.store)
    flipped = slots[place][:-1] + bytes([slots[place][-1] ^ 1])
    with vault.store.turn() as turn:
        turn.write(head, {place: flipped})
    with pytest.raises(DamagedVaultError, match="record was changed"):
        opened(address, anna, here).show(codename)
    with vault.store.turn() as turn:
        turn.write(head, {max(slots) + 1: slots[place]})
    with pytest.raises(DamagedVaultError, match="slots"):
        opened(address, anna, here)


def add_many(address: Address, key: EditorKey, folder: Path, count: int) -> None:
    vault = Vault(open_store(address), key, Memory(folder))
    for _ in range(count):
        vault.add(Source("Bo"))
        vault.check("text")


def test_writers_at_once_lose_nothing(address: Address, anna: EditorKey, here: Path) -> None:
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=add_many, args=(address, anna, here / "anna", 4)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    vault = opened(address, anna, here)
    assert len(vault.list()) == 12
    assert [line.act for line in vault.log()].count(Act.CHECKED) == 12


def test_where_the_store_keeps_what_was_overwritten_shredding_says_so(
    address: Address, anna: EditorKey, here: Path
) -> None:
    codename = opened(address, anna, here).add(Source("Bo"))
    write_key(here / "anna.key", anna, Secret("wagen boomstam krijt lepel zomer fiets"), work_factor=4)
    reader, writer = os.pipe()
    os.write(writer, b"wagen boomstam krijt lepel zomer fiets\n")
    os.close(writer)
    argv = ["vault", "shred", str(address), codename, "--yes", "--key", "anna.key", "--passphrase-fd", str(reader)]
    # Its founder opens it on any machine, so that this one need not remember.
    done = subprocess.run(
        [sys.executable, "-m", "bronwacht", *argv],
        capture_output=True,
        text=True,
        check=True,
        cwd=here,
        pass_fds=[reader],
        env={**os.environ, "XDG_STATE_HOME": str(here / "state")},
    )
    os.close(reader)
    assert ("server keeps what was overwritten" in done.stderr) == (not open_store(address).overwrites)
    assert "shredding is not complete" in done.stderr
