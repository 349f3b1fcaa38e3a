"""Keys that were left behind in a keyring: sealed to the other editors, and anew when one of those gets a new key.

Pure, from keyring to keyring; called by the operations in ``travel`` and ``editors``.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace

from ..said import said
from . import age
from .canonical import Fields, Json, to_base64
from .cards import Card
from .dossier import Keyring
from .errors import AgeError, DamagedVaultError
from .keys import EditorKey

SECTION = "travel"
"""Where they stand in a keyring, by their fingerprint."""


def left_in(keyring: Keyring) -> Mapping[str, str]:
    """What was left behind: the sealed key file in base64, by the fingerprint of its key (hex)."""
    return Fields({SECTION: keyring.sections.get(SECTION, {})}, said("the keys left behind")).mapping(SECTION)


def with_left(keyring: Keyring, left: Mapping[str, str]) -> Keyring:
    """The keyring with these, and with no others."""
    sections: dict[str, Json] = {name: value for name, value in keyring.sections.items() if name != SECTION}
    if left:
        sections[SECTION] = dict(left)
    return replace(keyring, sections=sections)


def others_than(owner: str, keyring: Keyring) -> list[Card]:
    """The editors who can give a key back to its ``owner`` (fingerprint in hex): all others who are somebody."""
    return [member.card for member in keyring.people if member.card.fingerprint.hex != owner]


def seal_for_others(key_file: bytes, owner: str, keyring: Keyring) -> str:
    """A key file, which stays under its passphrase, sealed to all who can give it back, and to break-glass."""
    breaker = keyring.roster.member(keyring.breaker)
    to = [*others_than(owner, keyring), *([breaker.card] if breaker and not breaker.left else [])]
    return to_base64(age.encrypt(key_file, recipients=[card.recipient for card in to]))


def open_left(sealed: str, key: EditorKey) -> bytes:
    """The key file; raises :class:`AgeError` where it is not sealed to ``key``, :class:`DamagedVaultError`."""
    try:
        return age.decrypt(base64.b64decode(sealed, validate=True), identities=[key.identity.reveal_text()])
    except (binascii.Error, ValueError):
        raise DamagedVaultError("the vault is damaged: a key that was left behind is not base64") from None


def resealed(keyring: Keyring, old: EditorKey) -> Keyring:
    """The keyring in which what ``old`` opens is sealed to the editors who are in it now.

    Whoever is away counts on it: once an old key is destroyed, nobody could give back what was sealed to it.
    """
    left = dict(left_in(keyring))
    for owner, sealed in left.items():
        try:
            left[owner] = seal_for_others(open_left(sealed, old), owner, keyring)
        except AgeError:
            continue
    return with_left(keyring, left) if left else keyring
