from __future__ import annotations

import errno
import hashlib
import os
import threading
from pathlib import Path

import pytest
from bronwacht.vault.checkpoint import Checkpoint
from bronwacht.vault.errors import DamagedVaultError, StorageError, UnrememberedError
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.memory import Memory, Remembered, default_memory
from bronwacht.vault.merkle import Frontier, leaf_hash
from bronwacht.vault.source import Source
from bronwacht.vault.vault import create, open_vault

from .conftest import Shared

FOUNDER = "ee" * 32


def seen(size: int, vault: str = "ab" * 16) -> Remembered:
    return Remembered(FOUNDER, vault, Frontier().extend(leaf_hash(bytes([number])) for number in range(size)))


def test_the_latest_is_kept_for_each_vault_and_editor(here: Path, anna: EditorKey, bram: EditorKey) -> None:
    memory = Memory(here / "memory")
    assert memory.recall(anna) == {}
    for size in (3, 5, 4):
        memory.remember(anna, seen(size))
    memory.remember(anna, seen(1, "cd" * 16))
    assert memory.recall(anna) == {"ab" * 16: seen(5), "cd" * 16: seen(1, "cd" * 16)}
    assert memory.recall(anna)["ab" * 16].checkpoint == Checkpoint("ab" * 16, 5, seen(5).log.root)
    assert memory.recall(bram) == {}


def test_it_is_the_owners_alone_and_names_nobody(here: Path, anna: EditorKey) -> None:
    Memory(here / "memory").remember(anna, seen(3))
    assert (here / "memory").stat().st_mode & 0o077 == 0
    for path in (here / "memory").glob("*.json"):
        assert path.stat().st_mode & 0o077 == 0
        assert "Anna" not in path.name + path.read_text()
        assert anna.card.fingerprint.hex not in path.name + path.read_text()


def test_where_it_is_only_the_key_tells(here: Path, anna: EditorKey) -> None:
    """Whoever keeps the folder of a vault could have a file deleted whose name they know."""
    memory = Memory(here)
    memory.remember(anna, seen(3))
    (path,) = here.glob("*.json")
    public = (anna.card.fingerprint.digest, anna.card.fingerprint.hex.encode(), anna.card.to_text().encode())
    assert path.stem not in {hashlib.sha256(known).hexdigest()[:32] for known in public}


def test_what_an_older_bronwacht_kept_is_gone_on_with(here: Path, anna: EditorKey) -> None:
    memory = Memory(here)
    memory.remember(anna, seen(5))
    memory._path(anna).rename(memory._old_path(anna))
    assert memory.recall(anna) == {"ab" * 16: seen(5)}
    memory.remember(anna, seen(4))
    assert memory.recall(anna) == {"ab" * 16: seen(5)}
    memory.remember(anna, seen(6))
    assert [*here.glob("*.json")] == [memory._path(anna)]
    assert memory.recall(anna) == {"ab" * 16: seen(6)}


def test_a_changed_or_foreign_memory_is_refused(here: Path, anna: EditorKey, bram: EditorKey) -> None:
    memory = Memory(here)
    memory.remember(anna, seen(9))
    path = memory._path(anna)
    good = path.read_bytes()
    for bad in (good.replace(b'"size":9', b'"size":1'), b"", b"{}", good[:-30], good.partition(b"\n")[0]):
        path.write_bytes(bad)
        with pytest.raises(DamagedVaultError, match="changed"):
            memory.recall(anna)
        with pytest.raises(DamagedVaultError):
            memory.remember(anna, seen(10))
    memory.remember(bram, seen(1))
    path.write_bytes(memory._path(bram).read_bytes())
    with pytest.raises(DamagedVaultError):
        memory.recall(anna)


def test_many_at_once_lose_nothing(here: Path, anna: EditorKey) -> None:
    memory = Memory(here)
    vaults = [f"{number:032x}" for number in range(8)]
    threads = [
        threading.Thread(target=lambda v=vault: [memory.remember(anna, seen(n, v)) for n in (1, 3, 2)])
        for vault in vaults
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {vault: item.checkpoint.size for vault, item in memory.recall(anna).items()} == dict.fromkeys(vaults, 3)
    assert not list(here.glob("*.part"))


def test_a_folder_that_cannot_be_made_is_named(here: Path, anna: EditorKey) -> None:
    (here / "file").write_text("")
    with pytest.raises(StorageError):
        Memory(here / "file" / "memory").remember(anna, seen(1))


def test_it_lies_in_the_users_state_folder(here: Path, anna: EditorKey, monkeypatch: pytest.MonkeyPatch) -> None:
    default_memory({"XDG_STATE_HOME": str(here)}).remember(anna, seen(1))
    assert list((here / "bronwacht").glob("*.json"))
    monkeypatch.setenv("HOME", str(here / "home"))
    default_memory({"XDG_STATE_HOME": "relative"}).remember(anna, seen(1))
    assert list((here / "home" / ".local" / "state" / "bronwacht").glob("*.json"))


@pytest.mark.parametrize("home", ["relative", None])
def test_without_a_home_it_is_asked_for(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the working folder: there is one for every place that somebody works in, and none knows an older vault."""
    if home:
        monkeypatch.setenv("HOME", home)
    else:
        monkeypatch.delenv("HOME")
        monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
    with pytest.raises(StorageError, match="set XDG_STATE_HOME"):
        default_memory({})


def test_what_cannot_be_remembered_is_in_the_vault_and_said_to_be(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever read "cannot write" alone would keep the source once more, under another codename."""
    vault = shared_vault.open()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Memory, "_write", full)
    with pytest.raises(StorageError, match=r"no space left.*the vault was written all the same"):
        vault.add(Source(name="Piet Quist"))
    monkeypatch.undo()
    assert len(shared_vault.open().list()) == 2


def test_a_vault_that_cannot_be_remembered_is_made_and_said_to_be(
    anna: EditorKey, bram: EditorKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Memory, "_write", full)
    memory, others = Memory(tmp_path / "memory"), [bram.card.confirm(bram.card.fingerprint.hex)]
    with pytest.raises(UnrememberedError, match=r"no space left.*the vault is made all the same"):
        create(tmp_path / "v", "Stables", anna, others, memory=memory)
    monkeypatch.undo()
    assert open_vault(tmp_path / "v", anna, memory=memory).list() == ()
