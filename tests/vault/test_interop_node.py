"""Both ways with the age-encryption package of npm, which has the post-quantum recipients that Debian's age lacks."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bronwacht.vault import age

SIZES = [0, 1, 65_535, 65_536, 65_537, 1_000_000]
SCRIPT = Path(__file__).with_name("age_encryption.mjs")


def pattern(size: int) -> bytes:
    return hashlib.shake_128(b"bronwacht").digest(size)


@pytest.fixture
def node(node_modules: Path | None, wanting: Callable[[str], None]) -> Callable[..., bytes]:
    if node_modules is None:
        wanting("node and npm's age-encryption; set BRONWACHT_NODE_MODULES to its node_modules folder")

    def run(*arguments: str, stdin: bytes = b"") -> bytes:
        command = ["node", str(SCRIPT), str(node_modules), *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, check=True, timeout=60).stdout

    return run


@pytest.mark.parametrize("post_quantum", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_we_seal_and_node_opens(node: Callable[..., bytes], size: int, post_quantum: bool) -> None:
    keys = age.generate_identity(post_quantum=post_quantum)
    sealed = age.encrypt(pattern(size), recipients=[keys.recipient])
    assert node("decrypt", keys.identity, stdin=sealed) == pattern(size)


@pytest.mark.parametrize("post_quantum", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_node_seals_and_we_open(node: Callable[..., bytes], size: int, post_quantum: bool) -> None:
    keys = age.generate_identity(post_quantum=post_quantum)
    sealed = node("encrypt", keys.recipient, stdin=pattern(size))
    assert age.decrypt(sealed, identities=[keys.identity]) == pattern(size)


def test_node_derives_the_same_recipient(node: Callable[..., bytes]) -> None:
    keys = age.generate_identity()
    assert node("recipient", keys.identity).decode() == keys.recipient


def test_we_take_the_keys_that_node_makes(node: Callable[..., bytes]) -> None:
    identity = node("keygen").decode()
    sealed = age.encrypt(b"what was said", recipients=[age.recipient_of(identity)])
    assert node("decrypt", identity, stdin=sealed) == age.decrypt(sealed, identities=[identity]) == b"what was said"
