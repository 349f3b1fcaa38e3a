"""Deposits that were taken in: what the keyring keeps of them, so that one that is put back is none.

Whoever can write to a vault, or keeps its older versions as a synced folder does, has every deposit that ever waited
there, sealed, and could lay it into the inbox again. It would be taken in as another source: one who was forgotten
since would be back. An age file cannot be changed into another that opens, so its digest is enough. Once the inbox has
another key, what was sealed to the last one does not open, and nothing of it is kept. Pure; called by ``inbox``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..said import said
from .canonical import Fields
from .dossier import Keyring
from .index import sha256

SECTION = "deposits"
"""Where it stands in a keyring."""

_DIGITS = 32
"""Hex digits of a digest: who finds two deposits with one, has made both, and only the first is taken in."""


def deposit_digest(untrusted_sealed: bytes) -> str:
    """What is kept of a deposit."""
    return sha256(untrusted_sealed).hex()[:_DIGITS]


def deposited_in(keyring: Keyring) -> frozenset[str]:
    """The digests of what was taken in since the inbox has its key; raises :class:`DamagedVaultError`."""
    if SECTION not in keyring.sections:
        return frozenset()
    return frozenset(Fields({SECTION: keyring.sections[SECTION]}, said("the deposits")).texts(SECTION))


def with_deposited(keyring: Keyring, digests: Iterable[str]) -> Keyring:
    """The keyring with these digests, all there are."""
    sections = {name: value for name, value in keyring.sections.items() if name != SECTION}
    if kept := sorted(digests):
        sections[SECTION] = [*kept]
    return replace(keyring, sections=sections)
