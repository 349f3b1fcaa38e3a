"""Leaving one's key behind: sealed to the other editors inside the vault, and wiped from the machine that travels.

What is sealed is the key file as it is, still under its passphrase. So it takes two to have it back: another editor,
who takes it out of the vault, and its owner, who alone knows the passphrase. Called by commands, which wipe the file::

    leave(vault, sealed_key_file)               # Anna, before she goes
    sealed = take_back(bram_vault, "Anna")      # Bram, when she is back
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace

from ..said import said
from . import age
from .canonical import Fields, Json, to_base64
from .dossier import Keyring
from .editors import find_editor
from .errors import AgeError, DamagedVaultError, TravelError
from .keys import MAX_BYTES
from .log import Act
from .state import Change, Did, State
from .store import Snapshot
from .vault import Vault

SECTION = "travel"
"""Where the keys that were left behind stand in a keyring, by their fingerprint."""


def travelling(keyring: Keyring) -> tuple[str, ...]:
    """The names of the editors whose keys are left behind."""
    members = [keyring.roster.member(fingerprint) for fingerprint in sorted(_left(keyring))]
    return tuple(member.card.name for member in members if member)


def leave(vault: Vault, sealed_key_file: bytes) -> tuple[str, ...]:
    """Leave the key file of the editor who works with the vault; the names of those who can give it back.

    1. There is somebody else to give it back.
    2. Seal the file, which stays under its passphrase, to the other editors and to break-glass.
    3. Write it, with an act in the log. The caller wipes the file only after that.

    Raises :class:`TravelError`.
    """
    if not 0 < len(sealed_key_file) <= MAX_BYTES:
        raise TravelError("that is no key file")

    def change(state: State, _: Snapshot) -> tuple[Change, tuple[str, ...]]:
        keyring, me = state.keyring, vault.key.card
        people = [member.card for member in keyring.people if member.card != me]
        if not people:  # 1
            raise TravelError("nobody else could give the key back; let another editor in first")
        breaker = keyring.roster.member(keyring.breaker)
        to = [*people, *([breaker.card] if breaker and not breaker.left else [])]
        sealed = age.encrypt(sealed_key_file, recipients=[card.recipient for card in to])  # 2
        left = {**_left(keyring), me.fingerprint.hex: to_base64(sealed)}
        did = Did(Act.TRAVELLED, subject=me.fingerprint.hex)
        return Change((did,), keyring=_with(keyring, left)), tuple(card.name for card in people)

    return vault.change(change)  # 3


def take_back(vault: Vault, who: str) -> bytes:
    """The key file of another editor who left it behind; it stays in the vault until :func:`drop`.

    Raises :class:`TravelError`, :class:`NoSuchEditorError`.
    """
    keyring = vault.keyring
    card = find_editor(keyring.roster, who)
    sealed = _left(keyring).get(card.fingerprint.hex)
    if sealed is None:
        raise TravelError("that editor has left no key behind in this vault")
    if card == vault.key.card:
        raise TravelError("it takes another editor to give a key back")
    try:
        return age.decrypt(base64.b64decode(sealed, validate=True), identities=[vault.key.identity.reveal_text()])
    except binascii.Error:
        raise DamagedVaultError("the vault is damaged: a key that was left behind is not base64") from None
    except AgeError:
        raise TravelError("the key was left before you became an editor; somebody who was one gives it back") from None


def drop(vault: Vault, who: str) -> None:
    """Take a key out that its owner has back, with an act in the log."""

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        card = find_editor(state.keyring.roster, who)
        left = dict(_left(state.keyring))
        left.pop(card.fingerprint.hex, None)
        did = Did(Act.RETURNED, subject=card.fingerprint.hex)
        return Change((did,), keyring=_with(state.keyring, left)), None

    vault.change(change)


def _left(keyring: Keyring) -> Mapping[str, str]:
    return Fields({SECTION: keyring.sections.get(SECTION, {})}, said("the keys left behind")).mapping(SECTION)


def _with(keyring: Keyring, left: Mapping[str, str]) -> Keyring:
    sections: dict[str, Json] = {name: value for name, value in keyring.sections.items() if name != SECTION}
    if left:
        sections[SECTION] = dict(left)
    return replace(keyring, sections=sections)
