"""What the log says of clocks: each act has the time of the machine where it was done, which may have been wrong.

The order of acts is the log's own and cannot be changed; their times are the word of whoever did them. Called by the
commands, which tell where times cannot be right.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import pairwise

from .errors import DamagedVaultError
from .log import open_entry
from .state import State
from .store import Snapshot
from .vault import Logged

TOLERANCE = datetime.timedelta(hours=1)
"""By which the clocks of two machines may differ without anybody being told."""


def is_ahead(at: datetime.datetime, now: datetime.datetime) -> bool:
    """Whether a time (UTC) lies so far ahead of another that one of the two clocks was wrong."""
    return at - now > TOLERANCE


def last_act(state: State, snapshot: Snapshot) -> datetime.datetime:
    """When the last act was done, by the clock of the machine where it was."""
    return _at(state, snapshot, state.log.size - 1)


def times(state: State, snapshot: Snapshot, numbers: Collection[int]) -> Mapping[int, datetime.datetime]:
    """When acts of these numbers were done; without those that cannot be read, of a damaged log too."""
    found = dict[int, datetime.datetime]()
    for number in numbers:
        with suppress(DamagedVaultError):
            found[number] = _at(state, snapshot, number)
    return found


def turned_back(acts: Iterable[Logged]) -> Iterator[tuple[Logged, Logged]]:
    """The acts after which the next one, which comes with them, is of an earlier time."""
    return ((one, other) for one, other in pairwise(acts) if is_ahead(one.at, other.at))


def _at(state: State, snapshot: Snapshot, number: int) -> datetime.datetime:
    log, roster = state.keyring.log, state.keyring.roster
    if not 0 <= number < len(log.places):
        raise DamagedVaultError("the log is damaged: there is no such act in it")
    (sealed,) = snapshot.slots(log.places[number : number + 1])
    return open_entry(sealed, number, state.keyring.vault, log.identity_of(number), roster.key_of).at
