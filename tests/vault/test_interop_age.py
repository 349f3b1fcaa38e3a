"""Both ways with Debian's age program: keys, passphrases asked on a terminal, and armor."""

from __future__ import annotations

import hashlib
import os
import pty
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bronwacht.vault import age

SIZES = [0, 1, 65_535, 65_536, 65_537, 1_000_000]
PASSPHRASE = "zes losse woorden uit één boek"
LOW_FACTOR = 10
PATIENCE = 60


def pattern(size: int) -> bytes:
    return hashlib.shake_128(b"bronwacht").digest(size)


@pytest.fixture(autouse=True)
def program(wanting: Callable[[str], None]) -> None:
    if not shutil.which("age"):
        wanting("the age program (Debian package age)")


def run(*arguments: str, stdin: bytes = b"") -> bytes:
    return subprocess.run(["age", *arguments], input=stdin, capture_output=True, check=True, timeout=PATIENCE).stdout


def run_with_passphrase(arguments: list[str], passphrase: str) -> int:
    """Run age on a terminal of its own, answer all that it asks, and return its exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", *arguments])
    said, deadline = b"", time.monotonic() + PATIENCE
    while time.monotonic() < deadline and select.select([terminal], [], [], PATIENCE)[0]:
        try:
            said += os.read(terminal, 4096)
        except OSError:  # Linux's way of saying that the other end is closed
            break
        if said.endswith(b": "):
            os.write(terminal, passphrase.encode() + b"\n")
            said = b""
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[age.KeyPair, str]:
    pair = age.generate_identity(post_quantum=False)
    file = tmp_path_factory.mktemp("keys") / "identity"
    file.write_text(f"# made for a test\n{pair.identity}\n")
    return pair, str(file)


@pytest.mark.parametrize("armor", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_we_seal_and_age_opens(keys: tuple[age.KeyPair, str], size: int, armor: bool) -> None:
    pair, file = keys
    sealed = age.encrypt(pattern(size), recipients=[pair.recipient], armor=armor)
    assert run("-d", "-i", file, stdin=sealed) == pattern(size)


@pytest.mark.parametrize("armor", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_age_seals_and_we_open(keys: tuple[age.KeyPair, str], size: int, armor: bool) -> None:
    pair, _ = keys
    sealed = run("-r", pair.recipient, *(["-a"] if armor else []), stdin=pattern(size))
    assert age.sniff(sealed).armored == armor
    assert age.decrypt(sealed, identities=[pair.identity]) == pattern(size)


def test_age_derives_the_same_recipient(keys: tuple[age.KeyPair, str]) -> None:
    pair, file = keys
    command = ["age-keygen", "-y", file]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip() == pair.recipient


@pytest.mark.parametrize("size", SIZES)
def test_we_seal_with_a_passphrase_and_age_opens(tmp_path: Path, size: int) -> None:
    sealed, opened = tmp_path / "sealed", tmp_path / "opened"
    sealed.write_bytes(age.encrypt(pattern(size), passphrase=PASSPHRASE, work_factor=LOW_FACTOR))
    assert run_with_passphrase(["-d", "-o", str(opened), str(sealed)], PASSPHRASE) == 0
    # age makes its output with the first byte, so of an empty plaintext there is no file.
    assert opened.exists() == (size > 0)
    assert size == 0 or opened.read_bytes() == pattern(size)


def test_age_opens_what_has_the_default_work_factor(tmp_path: Path) -> None:
    sealed, opened = tmp_path / "sealed", tmp_path / "opened"
    sealed.write_bytes(age.encrypt(b"what was said", passphrase=PASSPHRASE, armor=True))
    assert run_with_passphrase(["-d", "-o", str(opened), str(sealed)], "another") != 0
    assert not opened.exists()
    assert run_with_passphrase(["-d", "-o", str(opened), str(sealed)], PASSPHRASE) == 0
    assert opened.read_bytes() == b"what was said"


@pytest.mark.parametrize("size", [0, 65_537])
def test_age_seals_with_a_passphrase_and_we_open(tmp_path: Path, size: int) -> None:
    """Of two sizes: `age` stretches a passphrase for a second; what follows the header is as for a recipient."""
    plaintext, sealed = tmp_path / "plaintext", tmp_path / "sealed"
    plaintext.write_bytes(pattern(size))
    assert run_with_passphrase(["-p", "-o", str(sealed), str(plaintext)], PASSPHRASE) == 0
    assert age.sniff(sealed.read_bytes()).needs_passphrase
    assert age.decrypt(sealed.read_bytes(), passphrase=PASSPHRASE) == pattern(size)
