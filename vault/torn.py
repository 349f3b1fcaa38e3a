"""A log of which some acts cannot be read any more: what is left of it, and which are gone.

Nobody needs a key to destroy an old act where it lies, and every command goes on without it, for none reads it. Reading
the log then fails as a whole, since its hash cannot be computed. But each act that is left is signed by who did it, and
bears its number: they are witnesses still. Called by ``vault log --damaged``.
"""

from __future__ import annotations

from collections.abc import Iterator

from .errors import VaultError
from .log import Entry, open_entry
from .state import State
from .store import Snapshot
from .vault import Logged, Vault, logged


def torn_log(vault: Vault) -> tuple[tuple[Logged, ...], tuple[int, ...]]:
    """The acts of the log that can be read, oldest first; and the numbers, from 1, of those that cannot.

    Nothing says that those which are left are in the log's hash: that is what ``Vault.log`` is for.
    """

    def look(state: State, snapshot: Snapshot) -> tuple[tuple[Logged, ...], tuple[int, ...]]:
        found = list(_entries(state, snapshot))
        read = tuple(logged(state.keyring, (entry for entry in found if entry)))
        return read, tuple(number for number, entry in enumerate(found, start=1) if entry is None)

    return vault.read(look)


def _entries(state: State, snapshot: Snapshot) -> Iterator[Entry | None]:
    keyring, log = state.keyring, state.keyring.log
    for number, place in enumerate(log.places):
        try:
            (sealed,) = snapshot.slots([place])
            yield open_entry(sealed, number, keyring.vault, log.identity_of(number), keyring.roster.key_of)
        except VaultError:
            yield None
