from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bronwacht.vault import age
from bronwacht.vault.canonical import from_json, to_json
from bronwacht.vault.checkpoint import Checkpoint
from bronwacht.vault.errors import DamagedVaultError, OlderVaultError, SignatureError, VaultError
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.log import (
    ENTRY_SIZE,
    Act,
    Entry,
    LogIndex,
    check_log,
    open_entry,
    read_log_index,
    seal_entry,
    short_note,
)
from bronwacht.vault.merkle import Frontier, leaf_hash, root_hash
from bronwacht.vault.secret import Secret

VAULT = "ab" * 16
IDENTITY = Secret(age.generate_identity().identity)
LEAVES = [leaf_hash(bytes([number])) for number in range(9)]


def entry_by(key: EditorKey) -> Entry:
    now = datetime.datetime(2024, 3, 9, 23, 1, tzinfo=datetime.UTC)
    return Entry(VAULT, 3, now, key.card.fingerprint.hex, Act.READ, "cd" * 16, bytes(32))


def read(sealed: bytes, key: EditorKey, number: int = 3, vault: str = VAULT) -> Entry:
    keys = {key.card.fingerprint.hex: key.signing.verify_key}
    return open_entry(sealed, number, vault, IDENTITY, keys.get)


def test_an_entry_is_read_back(anna: EditorKey) -> None:
    assert read(seal_entry(entry_by(anna), anna, IDENTITY), anna) == entry_by(anna)


def test_every_entry_has_the_same_length(anna: EditorKey) -> None:
    entries = [entry_by(anna), replace(entry_by(anna), record="", act=Act.CREATED, number=10**9)]
    assert len({len(seal_entry(entry, anna, IDENTITY)) for entry in entries}) == 1
    plaintext = age.decrypt(seal_entry(entries[1], anna, IDENTITY), identities=[IDENTITY.reveal_text()])
    assert len(plaintext) == ENTRY_SIZE


def test_an_entry_in_another_place_vault_or_name_is_refused(anna: EditorKey, bram: EditorKey) -> None:
    sealed = seal_entry(entry_by(anna), anna, IDENTITY)
    with pytest.raises(DamagedVaultError, match="wrong place"):
        read(sealed, anna, number=4)
    with pytest.raises(DamagedVaultError, match="wrong place"):
        read(sealed, anna, vault="cd" * 16)
    with pytest.raises(SignatureError):
        read(sealed, bram)
    with pytest.raises(SignatureError):
        read(seal_entry(entry_by(anna), bram, IDENTITY), anna)


def test_a_changed_or_foreign_entry_is_refused(anna: EditorKey) -> None:
    sealed = seal_entry(entry_by(anna), anna, IDENTITY)
    for position in range(0, len(sealed), 211):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(VaultError):
            read(bytes(changed), anna)
    with pytest.raises(DamagedVaultError, match="does not open"):
        read(age.encrypt(b"x", recipients=[age.generate_identity().recipient]), anna)


def at(size: int, leaves: list[bytes] = LEAVES) -> Checkpoint:
    return Checkpoint(VAULT, size, root_hash(leaves[:size]))


def seen(size: int) -> Frontier:
    return Frontier().extend(LEAVES[:size])


class Log:
    """Leaf hashes that can be read from a number on; it counts how many were."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves, self.read = leaves, 0

    def __call__(self, number: int) -> Iterator[bytes]:
        for leaf in self.leaves[number:]:
            self.read += 1
            yield leaf


def test_a_log_is_its_checkpoints_and_continues_what_was_seen() -> None:
    for remembered in [None, *(seen(size) for size in range(10))]:
        assert check_log(at(9), Log(LEAVES), remembered) == seen(9)


def test_only_what_is_new_is_read() -> None:
    for size, count in ((1, 9), (8, 2), (9, 1)):
        log = Log(LEAVES)
        check_log(at(9), log, seen(size))
        assert log.read == count


def test_a_changed_cut_or_longer_log_is_not_its_checkpoints() -> None:
    swapped = [LEAVES[1], LEAVES[0], *LEAVES[2:]]
    for leaves in (LEAVES[:8], [*LEAVES, LEAVES[0]], swapped, []):
        with pytest.raises(DamagedVaultError):
            check_log(at(9), Log(leaves), None)


@pytest.mark.parametrize("size", range(1, 10))
def test_what_is_new_is_checked_and_so_is_the_last_that_was_seen(size: int) -> None:
    for number in range(size - 1, 9):
        changed = [*LEAVES[:number], leaf_hash(b"other"), *LEAVES[number + 1 :]]
        with pytest.raises(DamagedVaultError):
            check_log(at(9), Log(changed), seen(size))
    for leaves in (LEAVES[:8], [*LEAVES, LEAVES[0]], []):
        with pytest.raises(DamagedVaultError):
            check_log(at(9), Log(leaves), seen(size))


def test_a_rollback_is_named_at_every_length() -> None:
    for size in range(1, 9):
        with pytest.raises(OlderVaultError, match="older"):
            check_log(at(size), Log(LEAVES[:size]), seen(9))


@pytest.mark.parametrize("length", [9, 10, 13, 16])
@pytest.mark.parametrize("common", range(9))
def test_a_fork_is_named_however_long_it_is(common: int, length: int) -> None:
    fork = [*LEAVES[:common], *(leaf_hash(b"other%d" % number) for number in range(length - common))]
    with pytest.raises(OlderVaultError, match="another past"):
        check_log(at(length, fork), Log(fork), seen(9))
    assert check_log(at(length, fork), Log(fork), seen(common)).root == root_hash(fork)


def test_a_fork_that_keeps_the_last_entry_that_was_seen_is_named() -> None:
    fork = [leaf_hash(b"other"), *LEAVES[1:]]
    with pytest.raises(OlderVaultError, match="another past"):
        check_log(at(9, fork), Log(fork), seen(9))


@pytest.mark.parametrize("note", ["x" * 158, '"' * 79, "\N{GRINNING FACE}" * 39, "\x01" * 26])
def test_the_longest_note_fits(anna: EditorKey, note: str) -> None:
    longest = max(Act, key=len)
    entry = replace(entry_by(anna), number=3, act=longest, subject="ab" * 32, note=note)
    assert short_note(note) == note
    assert short_note(note + note[:1]) == note
    assert read(seal_entry(entry, anna, IDENTITY), anna) == entry
    assert note not in repr(entry)


def test_entries_keep_the_key_that_the_log_had(anna: EditorKey) -> None:
    first = LogIndex(Secret("one"), (40, 41), "note")
    second = replace(first.with_new_key(), places=(40, 41, 42))
    third = second.with_new_key()
    keys = [third.identity_of(number) for number in range(5)]
    assert keys == [first.identity, first.identity, second.identity, third.identity, third.identity]
    fields = from_json(to_json(third.to_json()), "the log")
    assert read_log_index(fields) == third
