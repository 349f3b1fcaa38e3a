from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from bronwacht.vault import age
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.dossier import (
    Keyring,
    Record,
    open_keyring,
    open_record,
    seal_keyring,
    seal_record,
)
from bronwacht.vault.errors import (
    DamagedVaultError,
    NoSuchSourceError,
    NotAnEditorError,
    SignatureError,
    VaultError,
)
from bronwacht.vault.index import sha256
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.log import LogIndex
from bronwacht.vault.padding import KEYRING_FLOOR
from bronwacht.vault.pages import Lines, Page, Read, repack, seal_page
from bronwacht.vault.roster import found_roster
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source

VAULT = "ab" * 16


def record_of(number: int) -> Record:
    return Record(
        f"{number:032x}", f"Vogel {number}", 100 + number, Secret(age.generate_identity().identity), 1, bytes(32)
    )


def keyring_of(anna: EditorKey, *others: EditorKey, records: int = 2) -> Keyring:
    roster = found_roster(VAULT, anna, [ConfirmedCard(other.card) for other in others])
    log = LogIndex(Secret(age.generate_identity().identity), (40, 41, 42), "note")
    return Keyring(VAULT, "Stables", 3, roster, log, {5000: 64}, tuple(record_of(n) for n in range(1, records + 1)))


def paged(keyring: Keyring) -> tuple[Keyring, Read]:
    """The keyring with its lines sealed in pages, and what reads these."""
    places, slots, pages = itertools.count(500), dict[int, bytes](), list[Page]()
    packing = repack((), Lines(keyring.records), anew=True)
    for records, size in zip(packing.fresh, packing.sizes, strict=True):
        identity, blob = seal_page(records, keyring.vault, size)
        pages.append(Page(next(places), identity, sha256(blob), records))
        slots[pages[-1].place] = blob
    return replace(keyring, pages=tuple(pages)), lambda places: (slots[place] for place in places)


def nothing(places: Iterable[int]) -> Iterator[bytes]:
    assert not list(places)
    return iter(())


def test_every_editor_reads_it_back_and_nobody_else(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> None:
    keyring, read = paged(keyring_of(anna, bram))
    sealed = seal_keyring(keyring, bram)
    for editor in (anna, bram):
        assert open_keyring(sealed, editor, read) == keyring
        assert open_keyring(sealed, editor, nothing, keyring.pages) == keyring
    with pytest.raises(NotAnEditorError):
        open_keyring(sealed, carla, nothing)


def test_neither_editors_nor_records_are_counted_by_its_length(
    anna: EditorKey, bram: EditorKey, carla: EditorKey
) -> None:
    keyrings = [keyring_of(anna, bram), keyring_of(anna, bram, carla), keyring_of(anna, bram, records=60)]
    sealed = [seal_keyring(keyring, anna) for keyring in keyrings]
    assert len({len(blob) for blob in sealed}) == 1
    assert {blob.count(b"-> mlkem768x25519 ") for blob in sealed} == {8}
    assert len(age.decrypt(sealed[0], identities=[anna.identity.reveal_text()])) == KEYRING_FLOOR


def test_the_real_recipients_do_not_stand_in_a_fixed_place(anna: EditorKey, bram: EditorKey) -> None:
    keyring, places = keyring_of(anna, bram), set()
    for _ in range(12):
        header = seal_keyring(keyring, anna).split(b"\n---")[0]
        stanzas = header.split(b"\n-> ")[1:]
        for place, stanza in enumerate(stanzas):
            alone = b"age-encryption.org/v1\n-> " + stanza + b"\n--- " + b"A" * 43 + b"\n" + bytes(48)
            try:
                age.decrypt(alone, identities=[anna.identity.reveal_text()])
            except VaultError as error:
                # The MAC is wrong in any case; only with the right key does it come that far.
                if type(error).__name__ == "HeaderMacError":
                    places.add(place)
    assert len(places) > 2


def test_a_keyring_that_is_signed_by_a_stranger_is_refused(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> None:
    with pytest.raises(SignatureError):
        open_keyring(seal_keyring(keyring_of(anna, bram), carla), anna, nothing)


def test_a_keyring_for_me_in_which_i_am_no_editor_is_refused(
    anna: EditorKey, bram: EditorKey, carla: EditorKey
) -> None:
    """Anybody can seal something to a public key; Carla's vault must not pass for Anna's."""
    keyring = keyring_of(bram, carla)
    plaintext = age.decrypt(seal_keyring(keyring, bram), identities=[bram.identity.reveal_text()])
    with pytest.raises(NotAnEditorError):
        open_keyring(age.encrypt(plaintext, recipients=[anna.card.recipient]), anna, nothing)


def test_my_recipient_under_another_signing_key_is_not_me(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> None:
    impostor = EditorKey(anna.name, anna.identity, carla.signing)
    sealed = seal_keyring(keyring_of(bram, impostor), bram)
    with pytest.raises(NotAnEditorError):
        open_keyring(sealed, anna, nothing)


def test_lines_about_the_same_thing_are_refused(anna: EditorKey, bram: EditorKey) -> None:
    keyring = keyring_of(anna, bram)
    first, second = keyring.records
    for bad in (
        replace(second, codename=first.codename.upper()),
        replace(second, id=first.id),
        replace(second, place=first.place),
        replace(second, place=40),
        replace(second, place=500),
    ):
        twice, read = paged(replace(keyring, records=(first, bad)))
        with pytest.raises(DamagedVaultError, match="same thing"):
            open_keyring(seal_keyring(twice, anna), anna, read)


def test_what_counts_ahead_of_the_log_is_refused(anna: EditorKey, bram: EditorKey) -> None:
    """A record of an epoch to come would keep the key that a leaver knows; the highest number leaves no next one."""
    keyring, highest = keyring_of(anna, bram), (1 << 63) - 1
    first, second = keyring.records
    for bad in (
        replace(keyring, version=highest),
        replace(keyring, epoch=highest),
        replace(keyring, ratchet_from=4),
        replace(keyring, records=(first, replace(second, epoch=1))),
        replace(keyring, records=(first, replace(second, version=highest))),
    ):
        ahead, read = paged(bad)
        with pytest.raises(DamagedVaultError, match="more than there are acts"):
            open_keyring(seal_keyring(ahead, anna), anna, read)


def test_every_changed_byte_is_refused(anna: EditorKey, bram: EditorKey) -> None:
    sealed = seal_keyring(keyring_of(anna, bram), anna)
    for position in [*range(0, 13_500, 499), *range(13_500, len(sealed), 9_973), len(sealed) - 1]:
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(VaultError):
            open_keyring(bytes(changed), anna, nothing)


def sealed_record(source: Source, anna: EditorKey, bram: EditorKey) -> tuple[Keyring, Record, bytes]:
    import hashlib

    keyring = keyring_of(anna, bram)
    record = keyring.records[0]
    _, sealed = seal_record(source, record, VAULT, anna)
    record = replace(record, sealed_sha256=hashlib.sha256(sealed).digest())
    return keyring.with_record(record), record, sealed


def test_a_record_is_read_back_and_is_a_plain_age_file(source: Source, anna: EditorKey, bram: EditorKey) -> None:
    keyring, record, sealed = sealed_record(source, anna, bram)
    assert open_record(sealed, record, keyring) == source
    text = age.decrypt(sealed, identities=[record.identity.reveal_text()]).decode()
    assert source.name in text
    assert len(text.encode()) in (4096, 16384)


def test_another_version_record_or_vault_is_refused(source: Source, anna: EditorKey, bram: EditorKey) -> None:
    keyring, record, sealed = sealed_record(source, anna, bram)
    with pytest.raises(DamagedVaultError, match="place of another"):
        open_record(sealed, replace(record, version=2), keyring)
    with pytest.raises(DamagedVaultError, match="place of another"):
        open_record(sealed, replace(record, id="cd" * 16), keyring)
    with pytest.raises(DamagedVaultError, match="place of another"):
        open_record(sealed, record, replace(keyring, vault="cd" * 16))
    with pytest.raises(DamagedVaultError, match="own key"):
        open_record(sealed, replace(record, identity=Secret(age.generate_identity().identity)), keyring)
    with pytest.raises(DamagedVaultError, match="changed or swapped"):
        open_record(sealed, replace(record, sealed_sha256=bytes(32)), keyring)
    with pytest.raises(DamagedVaultError, match="changed or swapped"):
        open_record(sealed[:-1], record, keyring)


def test_records_of_usual_length_are_of_one_length(anna: EditorKey, bram: EditorKey) -> None:
    record = record_of(1)
    sources = [Source("Bo"), Source("Marijke van den Berg", relation="x" * 3000, aliases=("Toos",) * 20)]
    assert len({len(seal_record(source, record, VAULT, anna)[1]) for source in sources[1:]}) == 1


def test_a_codename_is_found_whatever_the_case(anna: EditorKey, bram: EditorKey) -> None:
    keyring = keyring_of(anna, bram)
    assert keyring.find("VOGEL 2").place == 102
    with pytest.raises(NoSuchSourceError):
        keyring.find("Vogel 3")


def test_the_state_covers_every_line_and_the_roster(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> None:
    keyring, _ = paged(keyring_of(anna, bram))
    longer = replace(keyring, roster=keyring.roster.admit(ConfirmedCard(carla.card), bram))
    other, _ = paged(keyring.with_record(replace(keyring.records[0], tags=("x",))))
    assert len({keyring.state, longer.state, other.state}) == 3
    assert replace(keyring, version=9, log=replace(keyring.log, note="later")).state == keyring.state
