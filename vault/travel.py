"""Leaving one's key behind: sealed to the other editors inside the vault, and wiped from the machine that travels.

What is sealed is the key file as it is, still under its passphrase. So it takes two to have it back: another editor,
who takes it out of the vault, and its owner, who alone knows the passphrase. Called by commands, which wipe the file::

    leave(vault, sealed_key_file)               # Anna, before she goes
    sealed = take_back(bram_vault, "Anna")      # Bram, when she is back
"""

from __future__ import annotations

from .dossier import Keyring
from .editors import find_editor
from .errors import AgeError, TravelError
from .keys import MAX_BYTES
from .left_behind import left_in, open_left, others_than, seal_for_others, with_left
from .log import Act
from .state import Change, Did, State
from .store import Snapshot
from .vault import Vault


def travelling(keyring: Keyring) -> tuple[str, ...]:
    """The names of the editors whose keys are left behind."""
    members = [keyring.roster.member(fingerprint) for fingerprint in sorted(left_in(keyring))]
    return tuple(member.card.name for member in members if member)


def leave(vault: Vault, sealed_key_file: bytes) -> tuple[str, ...]:
    """Leave the key file of the editor who works with the vault; the names of those who can give it back.

    1. There is somebody else to give it back.
    2. Seal the file, which stays under its passphrase, to the other editors and to break-glass.
    3. Write it, with an act in the log. The caller wipes the file only after that.

    Raises :class:`TravelError`.
    """
    if not 0 < len(sealed_key_file) <= MAX_BYTES:
        raise TravelError("that is no key file; name the one that `bronwacht keys new` wrote")

    def change(state: State, _: Snapshot) -> tuple[Change, tuple[str, ...]]:
        keyring, me = state.keyring, vault.key.card.fingerprint.hex
        people = others_than(me, keyring)
        if not people:  # 1
            raise TravelError("nobody else could give the key back; let another editor in first")
        left = {**left_in(keyring), me: seal_for_others(sealed_key_file, me, keyring)}  # 2
        did = Did(Act.TRAVELLED, subject=me)
        return Change((did,), keyring=with_left(keyring, left)), tuple(card.name for card in people)

    return vault.change(change)  # 3


def take_back(vault: Vault, who: str) -> bytes:
    """The key file of another editor who left it behind; it stays in the vault until :func:`drop`.

    Raises :class:`TravelError`, :class:`NoSuchEditorError`.
    """
    keyring = vault.keyring
    card = find_editor(keyring.roster, who)
    sealed = left_in(keyring).get(card.fingerprint.hex)
    if sealed is None:
        raise TravelError("that editor has left no key behind in this vault")
    if card == vault.key.card:
        raise TravelError("it takes another editor to give a key back")
    try:
        return open_left(sealed, vault.key)
    except AgeError:
        raise TravelError("the key was left before you became an editor; somebody who was one gives it back") from None


def drop(vault: Vault, who: str) -> None:
    """Take a key out that its owner has back, with an act in the log."""

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        card = find_editor(state.keyring.roster, who)
        left = dict(left_in(state.keyring))
        left.pop(card.fingerprint.hex, None)
        did = Did(Act.RETURNED, subject=card.fingerprint.hex)
        return Change((did,), keyring=with_left(state.keyring, left)), None

    vault.change(change)
