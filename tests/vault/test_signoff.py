"""Sign-offs: what is signed, and that nothing of it can be changed."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from bronwacht.vault.canonical import to_json
from bronwacht.vault.errors import CardError, InputError, LockedError, SignatureError, SignOffError, UnknownSignerError
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.signing import sign_document
from bronwacht.vault.signoff import (
    CONTEXT,
    MAX_BYTES,
    Digest,
    Pair,
    check_signers,
    digest_of,
    read_signers,
    read_signoff_file,
    read_signoffs,
    sign,
    signed_file,
)
from hypothesis import given, settings
from hypothesis import strategies as st

PAIR = Pair(Digest(bytes(32), 12), Digest(b"\x01" * 32, 34))
NOW = datetime.datetime(2026, 11, 26, 9, 30, 5, 123456, datetime.UTC)
ANNA, BRAM = new_editor("Anna"), new_editor("Bram")
SIGNED = signed_file([sign(PAIR, ANNA, NOW), sign(PAIR, BRAM, NOW)])


def test_it_says_who_signed_what_and_when() -> None:
    anna, bram = read_signoffs(SIGNED)
    assert (anna.pair, anna.name, anna.fingerprint) == (PAIR, "Anna", ANNA.card.fingerprint)
    assert bram.fingerprint == BRAM.card.fingerprint
    assert anna.date == datetime.datetime(2026, 11, 26, 9, 30, 5, tzinfo=datetime.UTC)
    assert len(SIGNED) < 20_000


def test_a_moment_elsewhere_is_told_in_utc() -> None:
    there = NOW.astimezone(datetime.timezone(datetime.timedelta(hours=5)))
    (signed,) = read_signoffs(signed_file([sign(PAIR, ANNA, there)]))
    assert signed.date.utcoffset() == datetime.timedelta(0) and signed.date == NOW.replace(microsecond=0)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SIGNED) * 8 - 1))
def test_no_bit_of_it_is_free(bit: int) -> None:
    changed = bytearray(SIGNED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises((SignatureError, SignOffError)):
        read_signoffs(bytes(changed))


def test_the_last_bits_of_base64_are_not_free_either() -> None:
    title, statement, signature, end = signed_file([sign(PAIR, ANNA, NOW)]).split(b"\n")
    for at in [
        *range(60),
        *range(len(signature) - 60, len(signature)),
        *(i for i, c in enumerate(signature) if c == 61),
    ]:
        for bit in range(8):
            for place in (at - 1, at):
                changed = bytearray(signature)
                changed[place] ^= 1 << bit
                with pytest.raises((SignatureError, SignOffError)):
                    read_signoffs(b"\n".join([title, statement, bytes(changed), end]))


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        SIGNED[:-1],
        SIGNED + b"\n",
        SIGNED + b"x",
        SIGNED.replace(b"signoff 1", b"signoff 2", 1),
        SIGNED.replace(b"\n", b"\r\n"),
        b"\n".join(SIGNED.split(b"\n")[:3]),
        b"\n".join([*SIGNED.split(b"\n")[:2], *SIGNED.split(b"\n")[3:]]),
        SIGNED.split(b"\n")[0] + b"\n",
        b"\xff\xfe" * 50,
        b"bronwacht signoff 1\n[]\n{}\n",
        b"bronwacht signoff 1\n" + b"[" * 100_000 + b"\n{}\n",
        SIGNED.ljust(MAX_BYTES + 1, b"\n"),
    ],
)
def test_what_is_no_sign_off_is_refused(untrusted: bytes) -> None:
    with pytest.raises((SignOffError, SignatureError)) as refused:
        read_signoffs(untrusted)
    assert isinstance(refused.value, InputError)


def test_one_statement_under_anothers_signature_is_refused() -> None:
    title, one, by_anna, two, by_bram, end = SIGNED.split(b"\n")
    for lines in ([one, by_bram], [two, by_anna]):
        with pytest.raises(SignatureError):
            read_signoffs(b"\n".join([title, *lines, end]))


def signed_by_hand(**changes: object) -> bytes:
    title, statement, _, end = signed_file([sign(PAIR, ANNA, NOW)]).split(b"\n")
    body = {**json.loads(statement), **changes}
    body = {name: value for name, value in body.items() if value is not None}
    document = sign_document(body, ANNA.signing, by=ANNA.card.fingerprint.hex, context=CONTEXT)
    return b"\n".join([title, document, end])


def test_what_is_signed_by_hand_and_right_is_read() -> None:
    assert read_signoffs(signed_by_hand())[0].pair == PAIR


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"bronwacht": "card"},
        {"more": 1},
        {"date": None},
        {"date": "yesterday"},
        {"date": "2026-11-26T09:30:05"},
        {"date": "2026-11-26T09:30:05+01:00"},
        {"report": {"sha256": "00" * 31, "size": 1}},
        {"report": {"sha256": "00" * 32, "size": -1}},
        {"final": {"sha256": "00" * 32, "size": 1, "name": "x"}},
        {"final": None},
        {"signer": None},
        {"signer": "Anna"},
    ],
)
def test_a_signed_statement_that_means_nothing_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(SignOffError):
        read_signoffs(signed_by_hand(**changes))


def test_a_name_that_hides_something_is_refused() -> None:
    signer = json.loads(SIGNED.split(b"\n")[1])["signer"]
    with pytest.raises(SignOffError):
        read_signoffs(signed_by_hand(signer={**signer, "name": "An\u202ena"}))


def test_another_name_with_the_same_keys_is_another_fingerprint() -> None:
    signer = json.loads(SIGNED.split(b"\n")[1])["signer"]
    with pytest.raises(SignatureError):
        read_signoffs(signed_by_hand(signer={**signer, "name": "Bram"}))


def test_a_signature_for_another_use_is_none() -> None:
    statement = SIGNED.split(b"\n")[1]
    body = json.loads(statement)
    document = sign_document(body, ANNA.signing, by=ANNA.card.fingerprint.hex, context="card")
    assert document.partition(b"\n")[0] == statement == to_json(body)
    with pytest.raises(SignatureError):
        read_signoffs(b"bronwacht signoff 1\n" + document + b"\n")


def test_who_may_sign_is_known_by_card(tmp_path: Path) -> None:
    signed = read_signoffs(SIGNED)
    cards = tmp_path / "cards"
    cards.write_text("The desk:\n" + ANNA.card.to_text() + "and\n" + BRAM.card.to_text() + "that is all\n")
    check_signers(signed, read_signers(cards))
    with pytest.raises(UnknownSignerError) as refused:
        check_signers(signed, [ANNA.card])
    assert isinstance(refused.value, LockedError)
    impostor = read_signoffs(signed_file([sign(PAIR, new_editor("Anna"), NOW)]))
    with pytest.raises(UnknownSignerError):
        check_signers(impostor, [ANNA.card])


def test_files_that_cannot_be_read_are_named_by_what_they_are(tmp_path: Path) -> None:
    for read in (read_signoff_file, read_signers):
        with pytest.raises(SignOffError, match="cannot read"):
            read(tmp_path / "none")
    with pytest.raises(SignOffError, match="cannot read the report"):
        digest_of(tmp_path, "the report")
    (tmp_path / "large").write_bytes(bytes(MAX_BYTES + 1))
    with pytest.raises(SignOffError, match="so large"):
        read_signoff_file(tmp_path / "large")
    (tmp_path / "text").write_text("Anna")
    with pytest.raises(CardError):
        read_signers(tmp_path / "text")


def test_a_digest_is_of_every_byte(tmp_path: Path) -> None:
    file = tmp_path / "final.txt"
    file.write_bytes(b"abc" * (1 << 19))
    before = digest_of(file, "the final copy")
    assert before.size == 3 << 19
    file.write_bytes(b"abc" * (1 << 19) + b"\n")
    assert digest_of(file, "the final copy") != before


def test_an_editors_key_stays_masked(anna: EditorKey) -> None:
    assert anna.signing.ed25519_seed.reveal() not in sign(PAIR, anna, NOW)
