from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from bronwacht.vault import age
from bronwacht.vault.errors import (
    HeaderError,
    KeyFileError,
    LockedError,
    OutputExistsError,
    VaultError,
    WeakPassphraseError,
    WorkFactorError,
    WrongPassphraseError,
)
from bronwacht.vault.keys import MAX_BYTES, WORK_FACTOR, EditorKey, open_key, read_key_file, seal_key, write_key
from bronwacht.vault.secret import Secret

PASSPHRASE = Secret("wagen boomstam krijt lepel zomer fiets")
QUICK = 4


@pytest.fixture(scope="module")
def sealed(anna: EditorKey) -> bytes:
    return seal_key(anna, PASSPHRASE, work_factor=QUICK)


def test_a_key_is_read_back(anna: EditorKey, sealed: bytes) -> None:
    again = open_key(sealed, PASSPHRASE)
    assert again == anna
    assert again.card.fingerprint == anna.card.fingerprint
    assert again.card.key == anna.card.key


@pytest.mark.parametrize(("typed", "made"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_passphrase_opens_however_a_keyboard_spells_its_accents(anna: EditorKey, typed: str, made: str) -> None:
    text = "zomer café ventje straatje über"
    sealed = seal_key(anna, Secret(unicodedata.normalize(made, text)), work_factor=QUICK)
    assert open_key(sealed, Secret(unicodedata.normalize(typed, text))) == anna
    with pytest.raises(WrongPassphraseError):
        open_key(sealed, Secret("zomer cafe ventje straatje uber"))


def test_the_file_says_nothing_without_its_passphrase(anna: EditorKey, sealed: bytes) -> None:
    assert sealed.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")
    with pytest.raises(WrongPassphraseError) as refusal:
        open_key(sealed, Secret(PASSPHRASE.reveal_text() + "x"))
    assert isinstance(refusal.value, LockedError)
    assert "wagen" not in str(refusal.value)


def test_the_work_factor_is_18_unless_asked_otherwise(anna: EditorKey) -> None:
    assert WORK_FACTOR == 18
    header = seal_key(anna, PASSPHRASE).decode()
    assert open_key(header.encode(), PASSPHRASE) == anna
    assert b" 18\n" in _binary(header.encode())[:200]


def test_a_work_factor_above_20_is_refused_untried(sealed: bytes) -> None:
    binary = _binary(sealed).replace(b" 4\n", b" 21\n", 1)
    with pytest.raises(WorkFactorError):
        open_key(binary, PASSPHRASE)


def _binary(armored: bytes) -> bytes:
    import base64

    return base64.b64decode(b"".join(armored.split(b"\n")[1:-2]))


def test_every_flipped_bit_and_every_cut_of_a_key_file_is_refused(sealed: bytes) -> None:
    for position in range(0, len(sealed), 7):
        changed = bytearray(sealed)
        changed[position] ^= 1 << (position % 7)
        with pytest.raises(VaultError):
            open_key(bytes(changed), PASSPHRASE)
    for length in range(0, len(sealed) - 1, 13):
        with pytest.raises(VaultError):
            open_key(sealed[:length], PASSPHRASE)


@pytest.mark.parametrize(
    "plaintext",
    [
        b"",
        b"hello\n",
        b"# bronwacht key file 1\n",
        b'# bronwacht key file 2\n# name: "A"\n\n\nAGE-SECRET-KEY-PQ-1\n',
        b"\xff\xfe",
    ],
)
def test_another_age_file_under_the_passphrase_is_no_key_file(plaintext: bytes) -> None:
    foreign = age.encrypt(plaintext, passphrase=PASSPHRASE.reveal_text(), work_factor=QUICK)
    with pytest.raises(KeyFileError, match="no Bronwacht key file"):
        open_key(foreign, PASSPHRASE)


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ('# name: "Anna"', "# name: 7"),
        ('# name: "Anna"', "# naam: x"),
        ("AGE-SECRET-KEY-PQ-1", "AGE-SECRET-KEY-1"),
        ("# signing seed, ed25519: ", "# signing seed, ed25519: AAAA"),
        ("# signing seed, ml-dsa-44: ", "# signing seed, ml-dsa-44: %"),
    ],
)
def test_a_key_file_with_a_wrong_line_is_refused(sealed: bytes, find: str, put: str) -> None:
    text = age.decrypt(sealed, passphrase=PASSPHRASE.reveal_text()).decode()
    assert find in text
    changed = age.encrypt(text.replace(find, put).encode(), passphrase=PASSPHRASE.reveal_text(), work_factor=QUICK)
    with pytest.raises(KeyFileError) as refusal:
        open_key(changed, PASSPHRASE)
    assert "Anna" not in str(refusal.value)


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc"])
def test_a_weak_passphrase_is_refused(anna: EditorKey, weak: str) -> None:
    with pytest.raises(WeakPassphraseError) as refusal:
        seal_key(anna, Secret(weak), work_factor=QUICK)
    assert not weak or weak not in str(refusal.value)


@pytest.mark.parametrize("unseen", ["\ufeff{}", "{}\0", "{}\x1b[D", "{}\t", "\u00a0{}"])
def test_a_passphrase_that_nobody_could_type_is_refused(anna: EditorKey, unseen: str) -> None:
    passphrase = Secret(unseen.format(PASSPHRASE.reveal_text()))
    with pytest.raises(WeakPassphraseError, match="cannot be seen or typed") as refusal:
        seal_key(anna, passphrase, work_factor=QUICK)
    assert "wagen" not in str(refusal.value)


def test_a_passphrase_opens_though_its_file_begins_with_a_byte_order_mark(anna: EditorKey, sealed: bytes) -> None:
    assert open_key(sealed, Secret("\ufeff" + PASSPHRASE.reveal_text())) == anna


def test_writing_overwrites_nothing(here: Path, anna: EditorKey) -> None:
    (here / "a.key").write_text("theirs")
    with pytest.raises(OutputExistsError):
        write_key(here / "a.key", anna, PASSPHRASE, work_factor=QUICK)
    write_key(here / "b.key", anna, PASSPHRASE, work_factor=QUICK)
    assert open_key(read_key_file(here / "b.key"), PASSPHRASE) == anna
    assert (here / "a.key").read_text() == "theirs"
    assert (here / "b.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"hello", b"x" * (MAX_BYTES + 1), None, b"SQLite format 3\0"])
def test_what_is_no_key_file_is_refused_before_a_passphrase_is_asked(here: Path, content: bytes | None) -> None:
    if content is not None:
        (here / "a.key").write_bytes(content)
    with pytest.raises(KeyFileError):
        read_key_file(here / "a.key")
    with pytest.raises(KeyFileError):
        read_key_file(here)


def test_a_damaged_header_has_its_own_error(sealed: bytes) -> None:
    with pytest.raises((KeyFileError, HeaderError)):
        open_key(sealed.replace(b"-----BEGIN AGE", b"-----BEGIN EGA"), PASSPHRASE)


def test_the_stock_program_opens_a_key_file(here: Path, anna: EditorKey, wanting: Callable[[str], None]) -> None:
    """What keys/README tells a person to do when Bronwacht is gone."""
    if not shutil.which("age"):
        wanting("the age program")
    write_key(here / "a.key", anna, PASSPHRASE, work_factor=QUICK)
    leader, follower = os.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", "age", "--decrypt", "a.key"],
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=follower,
        close_fds=True,
    )
    os.close(follower)
    os.read(leader, 100)
    os.write(leader, PASSPHRASE.reveal() + b"\n")
    out, _ = process.communicate(timeout=20)
    assert anna.identity.reveal() in out.split()
