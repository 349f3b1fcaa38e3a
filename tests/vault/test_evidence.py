from __future__ import annotations

import datetime
import errno
import hashlib
import io
import os
import sqlite3
from pathlib import Path

import pytest
from bronwacht.vault import evidence
from bronwacht.vault.editors import grant, revoke
from bronwacht.vault.errors import (
    DamagedVaultError,
    EvidenceError,
    StorageError,
    UnrememberedError,
)
from bronwacht.vault.evidence import MAX_NAME, PIECE, attach, attachments, detach, extract
from bronwacht.vault.export import export
from bronwacht.vault.importing import import_export
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.memory import Memory
from bronwacht.vault.padding import slot_count
from bronwacht.vault.shredding import shred, unratcheted
from bronwacht.vault.source import Source
from bronwacht.vault.vault import Vault, create
from bronwacht.vault.verify import verify
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Shared

NAME = "Signal met Marijke.txt"


def put(vault: Vault, codename: str, content: bytes, name: str = NAME) -> str:
    return attach(vault, codename, io.BytesIO(content), name).id


def got(vault: Vault, codename: str, id_: str) -> bytes:
    out = io.BytesIO()
    extract(vault, codename, id_, out)
    return out.getvalue()


@pytest.mark.parametrize("size", [1, 4096, 4097, 70_000, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_a_file_comes_back_byte_for_byte(shared_vault: Shared, size: int) -> None:
    vault, content = shared_vault.open(), bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    id_ = put(vault, shared_vault.codename, content)
    assert got(shared_vault.open_as_bram(), shared_vault.codename, id_[:8]) == content
    (listed,) = attachments(vault, shared_vault.codename)
    assert (listed.name, listed.size, listed.complete) == (NAME, size, True)
    assert listed.sha256 == hashlib.sha256(content).hexdigest()
    verify(vault)


def test_a_file_takes_several_writes_and_a_key_may_go_in_between(
    shared_vault: Shared, carla: EditorKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "BATCH", 1)
    vault, told = shared_vault.open(), []
    grant(vault, carla.card.confirm(carla.card.fingerprint.words))

    def meanwhile(written: int) -> None:
        told.append(written)
        if len(told) == 1:
            revoke(vault, "Carla")

    done = attach(vault, shared_vault.codename, io.BytesIO(b"x" * (2 * PIECE + 7)), NAME, told=meanwhile)
    assert told == [PIECE, 2 * PIECE, 2 * PIECE + 7]
    assert got(vault, shared_vault.codename, done.id) == b"x" * (2 * PIECE + 7)
    acts = [line.note for line in vault.log() if line.act == "attached"]
    assert acts == [f"{done.id[:8]}, not all of it yet"] * 2 + [done.id[:8]]
    assert not any("Marijke" in note for note in acts)


class Torn(io.RawIOBase):
    """A file that cannot be read to its end, in pieces that are no whole ones."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            raise OSError("gone")
        piece = min(size, self.left, 1000)
        self.left -= piece
        return b"x" * piece


def test_what_cannot_be_read_to_its_end_leaves_nothing(shared_vault: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "BATCH", 1)
    vault = shared_vault.open()
    with pytest.raises(OSError, match="gone"):
        attach(vault, shared_vault.codename, Torn(3 * PIECE + 100), NAME)  # type: ignore[arg-type]
    assert vault.keyring.find(shared_vault.codename).attached == ()
    verify(vault)


def test_a_file_that_is_all_there_stays_where_that_cannot_be_remembered(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says that the vault was written; whoever believed it would destroy the file itself."""
    vault, write = shared_vault.open(), Memory._write
    put(vault, shared_vault.codename, b"before")
    monkeypatch.setattr(Memory, "_write", no_room)
    with pytest.raises(UnrememberedError, match="written all the same"):
        put(vault, shared_vault.codename, b"to be kept")
    monkeypatch.setattr(Memory, "_write", write)
    _, kept = attachments(shared_vault.open(), shared_vault.codename)
    assert got(shared_vault.open(), shared_vault.codename, kept.id) == b"to be kept"


def test_a_file_that_is_half_there_goes_where_that_cannot_be_remembered(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "BATCH", 1)
    vault = shared_vault.open()
    with monkeypatch.context() as full:
        full.setattr(Memory, "_write", no_room)
        with pytest.raises(UnrememberedError):
            put(vault, shared_vault.codename, b"x" * (PIECE + 1))
    assert shared_vault.open().keyring.find(shared_vault.codename).attached == ()


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_one_that_was_killed_halfway_is_said_to_be_incomplete(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "BATCH", 1)
    monkeypatch.setattr(evidence, "_take_away", lambda *_: None)
    vault = shared_vault.open()
    with pytest.raises(OSError, match="gone"):
        attach(vault, shared_vault.codename, Torn(2 * PIECE + 100), NAME)  # type: ignore[arg-type]
    (half,) = attachments(vault, shared_vault.codename)
    assert not half.complete and not half.name
    with pytest.raises(EvidenceError, match="not complete"):
        got(vault, shared_vault.codename, half.id)
    detach(vault, shared_vault.codename, half.id)
    assert attachments(vault, shared_vault.codename) == ()


def test_reading_names_or_a_file_is_in_the_log_first(shared_vault: Shared) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    id_ = put(vault, codename, b"x")
    attachments(vault, codename)
    got(vault, codename, id_)
    notes = [line.note for line in vault.log() if line.act == "read" and line.codename == codename]
    assert notes == ["names of its evidence", f"evidence {id_[:8]}"]


def test_nothing_of_a_file_or_its_name_lies_in_the_vault(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    put(vault, shared_vault.codename, b"een heel herkenbare zin " * 500)
    raw = shared_vault.path.read_bytes()
    assert b"herkenbare" not in raw and b"Signal met" not in raw
    assert b"Signal met" not in vault.keyring.to_json()


def test_shredding_a_record_shreds_its_evidence(shared_vault: Shared) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    put(vault, codename, b"y" * (PIECE + 1))
    places = [part.place for thing in vault.keyring.find(codename).attached for part in thing.parts]
    before = dict(_slots(shared_vault.path))
    shred(vault, codename)
    after = dict(_slots(shared_vault.path))
    assert all(before[place] != after[place] for place in places)
    assert not set(vault.keyring.places).intersection(places)
    verify(vault)


def test_detaching_asks_for_a_ratchet(shared_vault: Shared) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    first, second = put(vault, codename, b"one"), put(vault, codename, b"two")
    detach(vault, codename, first)
    assert unratcheted(vault) == ("Anna", "Bram")
    assert got(vault, codename, second) == b"two"
    with pytest.raises(EvidenceError, match="no file of that id"):
        got(vault, codename, first)


def test_evidence_goes_into_an_export_and_back(
    shared_vault: Shared, tmp_path: Path, anna: EditorKey, bram: EditorKey
) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    content = b"z" * (PIECE + 9)
    id_ = put(vault, codename, content)
    export(vault, tmp_path / "out", today=datetime.date(2026, 1, 2))
    other = create(
        tmp_path / "v", "D", anna, [bram.card.confirm(bram.card.fingerprint.words)], memory=Memory(tmp_path / "m")
    )
    import_export(other, tmp_path / "out")
    assert got(other, codename, id_) == content


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("", b"x", "file's name"),
        ("a\nb", b"x", "file's name"),
        ("x" * (MAX_NAME + 1), b"x", "file's name"),
        (NAME, b"", "is empty"),
    ],
)
def test_what_makes_no_sense_is_refused(shared_vault: Shared, name: str, content: bytes, says: str) -> None:
    vault = shared_vault.open()
    before = shared_vault.path.read_bytes()
    with pytest.raises(EvidenceError, match=says):
        put(vault, shared_vault.codename, content, name)
    assert shared_vault.path.read_bytes() == before


def test_a_file_that_says_that_it_is_too_large_does_not_make_the_vault_as_large(
    shared_vault: Shared, here: Path
) -> None:
    before = shared_vault.path.read_bytes()
    with (here / "large").open("w+b") as file:
        file.truncate(evidence.MAX_FILE + 1)
        with pytest.raises(EvidenceError, match="larger than"):
            attach(shared_vault.open(), shared_vault.codename, file, "large")
    assert shared_vault.path.read_bytes() == before


def test_a_file_that_is_too_large_is_refused_and_taken_away(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MAX_FILE", PIECE + 10)
    monkeypatch.setattr(evidence, "BATCH", 1)
    vault = shared_vault.open()
    with pytest.raises(EvidenceError, match="larger than"):
        put(vault, shared_vault.codename, b"x" * (PIECE + 11))
    assert attachments(vault, shared_vault.codename) == ()


def test_a_changed_piece_is_refused(shared_vault: Shared) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    id_ = put(vault, codename, b"x" * (PIECE + 1))
    place = vault.keyring.find(codename).attached[0].parts[0].place
    with sqlite3.connect(shared_vault.path) as connection:
        connection.execute("UPDATE slots SET sealed = zeroblob(length(sealed)) WHERE place = ?", (place,))
    with pytest.raises((DamagedVaultError, StorageError)):
        got(vault, codename, id_)


def test_large_slots_have_fewer_dummies() -> None:
    assert [slot_count(n, PIECE) for n in (1, 16, 17, 200, 256, 259, 1000)] == [16, 16, 32, 256, 256, 272, 1024]
    assert slot_count(1, 4096) == 64


@settings(max_examples=8, deadline=None)
@given(content=st.binary(min_size=1, max_size=200))
def test_any_file_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    vault = create(
        folder / "v", "D", new_editor("A"), [], memory=Memory(folder / "m"), single_editor_i_accept_the_risk=True
    )
    codename = vault.add(Source("Piet Quist"))
    assert got(vault, codename, put(vault, codename, content)) == content


def _slots(path: Path) -> list[tuple[int, bytes]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT place, sealed FROM slots").fetchall()
