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
    LogKey,
    check_log,
    leaves_of,
    open_entry,
    read_log_index,
    seal_entry,
    short_note,
    sign_entry,
)
from bronwacht.vault.merkle import Frontier, leaf_hash, root_hash
from bronwacht.vault.secret import Secret

VAULT = "ab" * 16
IDENTITY = Secret(age.generate_identity().identity)
LEAVES = [leaf_hash(bytes([number])) for number in range(9)]


def entry_by(key: EditorKey) -> Entry:
    now = datetime.datetime(2024, 3, 9, 23, 1, tzinfo=datetime.UTC)
    return Entry(VAULT, 3, now, key.card.fingerprint.hex, Act.READ, "cd" * 16, bytes(32))


def seal(entry: Entry, key: EditorKey, identity: Secret = IDENTITY) -> bytes:
    return seal_entry(sign_entry(entry, key), identity)


def read(sealed: bytes, key: EditorKey, number: int = 3, vault: str = VAULT) -> Entry:
    keys = {key.card.fingerprint.hex: key.signing.verify_key}
    return open_entry(sealed, number, vault, IDENTITY, keys.get)


def test_an_entry_is_read_back(anna: EditorKey) -> None:
    assert read(seal(entry_by(anna), anna), anna) == entry_by(anna)


def test_every_entry_has_the_same_length(anna: EditorKey) -> None:
    entries = [entry_by(anna), replace(entry_by(anna), record="", act=Act.CREATED, number=10**9)]
    assert len({len(seal(entry, anna)) for entry in entries}) == 1
    plaintext = age.decrypt(seal(entries[1], anna), identities=[IDENTITY.reveal_text()])
    assert len(plaintext) == ENTRY_SIZE


def test_an_entry_in_another_place_vault_or_name_is_refused(anna: EditorKey, bram: EditorKey) -> None:
    sealed = seal(entry_by(anna), anna)
    with pytest.raises(DamagedVaultError, match="wrong place"):
        read(sealed, anna, number=4)
    with pytest.raises(DamagedVaultError, match="wrong place"):
        read(sealed, anna, vault="cd" * 16)
    with pytest.raises(SignatureError):
        read(sealed, bram)
    with pytest.raises(SignatureError):
        read(seal(entry_by(anna), bram), anna)


def test_a_changed_or_foreign_entry_is_refused(anna: EditorKey) -> None:
    sealed = seal(entry_by(anna), anna)
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
    with pytest.raises(OlderVaultError, match=r"another past.*take from that first"):
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
    assert read(seal(entry, anna), anna) == entry
    assert note not in repr(entry)


def test_entries_keep_the_key_that_the_log_had(anna: EditorKey) -> None:
    first = LogIndex(Secret("one"), (40, 41), "note")
    second = replace(first.with_new_key(), places=(40, 41, 42))
    third = second.with_new_key()
    keys = [third.identity_of(number) for number in range(5)]
    assert (first.made, second.made, third.made) == (0, 2, 3)
    assert keys == [first.identity, first.identity, second.identity, third.identity, third.identity]
    fields = from_json(to_json(third.to_json()), "the log")
    assert read_log_index(fields) == third


def test_what_is_sealed_anew_is_still_the_entry_that_the_tree_has(anna: EditorKey) -> None:
    other = Secret(age.generate_identity().identity)
    index = LogIndex(IDENTITY, (40,), "note")
    document = sign_entry(entry_by(anna), anna)
    (leaf,) = leaves_of(index, [seal_entry(document, IDENTITY)])
    assert list(leaves_of(replace(index, identity=other), [seal_entry(document, other)])) == [leaf]
    with pytest.raises(DamagedVaultError, match="does not open"):
        list(leaves_of(index, [seal_entry(document, other)]))
    # Nobody who guesses an entry can tell by its leaf that they have guessed right.
    assert leaf != leaf_hash(sign_entry(entry_by(anna), anna))


def test_keys_that_are_older_than_a_shredding_are_replaced_run_by_run() -> None:
    """Keys made at 0, 4 and 7; entries 0 to 9; a shredding at 6."""
    log = LogIndex(Secret("c"), tuple(range(40, 50)), "note", (LogKey(4, Secret("a"), 0), LogKey(7, Secret("b"), 4)), 7)
    assert log.stale(0) == range(0) and log.count_stale(0) == 0
    assert (log.stale(6), log.count_stale(6)) == (range(4), 7)
    half = log.resealed(range(3))
    assert [half.identity_of(n).reveal_text() for n in range(10)] == list("ccc" + "a" + "bbb" + "ccc")
    assert (half.stale(6), half.count_stale(6)) == (range(3, 4), 4)
    # Somebody gets another key in between: what is sealed anew from then on is so to that.
    turned = replace(half.with_new_key(), identity=Secret("d"))
    rest = turned.resealed(turned.stale(6))
    assert [rest.identity_of(n).reveal_text() for n in range(11)] == list("ccc" + "d" + "bbb" + "ccc" + "d")
    done = rest.resealed(rest.stale(6))
    assert [done.identity_of(n).reveal_text() for n in range(11)] == list("ccc" + "dddd" + "ccc" + "d")
    assert done.stale(6) == range(0) and done.count_stale(6) == 0
    assert log.resealed(range(4)).resealed(range(4, 7)).earlier == ()
    fields = from_json(to_json(done.to_json()), "the log")
    assert read_log_index(fields) == done
