"""The word lists: passphrases, fingerprints that can be read aloud, and codenames.

The passphrase list is the EFF's, 7,776 words of five dice each; the codenames are this project's own.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from functools import cache
from pathlib import Path

from .secret import Secret

DATA = Path(__file__).parent / "data"

PASSPHRASE_WORDS = 6
"""77.5 bits: with scrypt at work factor 18, out of reach of a rich attacker for the life of a source."""

FINGERPRINT_WORDS = 8
"""103 bits of a SHA-256: nobody can make a second card with the same words."""

CROWDED = 0.5
"""From this share of the codenames in use on, two are joined, so that a free one is found at once."""


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The words of ``data/name.txt``, comment lines left out."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def new_passphrase() -> Secret:
    """Six diceware words with spaces between them, drawn from the system's random source."""
    return Secret(" ".join(secrets.choice(word_list("diceware")) for _ in range(PASSPHRASE_WORDS)))


def digest_words(digest: bytes) -> tuple[str, ...]:
    """The first eight words of ``digest`` (at least 32 bytes, so that no word is likelier than another)."""
    words, number = word_list("diceware"), int.from_bytes(digest)
    return tuple(words[number // len(words) ** place % len(words)] for place in range(FINGERPRINT_WORDS))


def new_codename(taken: Collection[str]) -> str:
    """A random codename that is not among ``taken``, whatever the case."""
    used = {name.casefold() for name in taken}
    names = word_list("codenames")
    free = [name for name in names if name.casefold() not in used]
    if len(free) > len(names) * CROWDED:
        return secrets.choice(free)
    while (pair := f"{secrets.choice(names)}-{secrets.choice(names)}").casefold() in used:
        pass
    return pair
