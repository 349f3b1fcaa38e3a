"""Forgetting a source: without its key, what is left of a record in old copies is noise.

The key also lies in old copies of the keyring, which the editors' keys of that time open. So a shredding is complete
only when every editor has a new key and has destroyed the old one: the *ratchet*. The keyring says who has not.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from .index import Record
from .log import Act
from .state import Change, Did, State
from .store import Snapshot
from .vault import Listing, Vault


def shred(vault: Vault, codename: str) -> None:
    """Forget a source; raises :class:`NoSuchSourceError`.

    1. Drop the record's line, and with it the only copy of its key.
    2. Ask every editor for a new key.
    3. Write the keyring; whatever lay in the record's places is overwritten with dummies in the same write.
    """

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        return _without(state, (state.keyring.find(codename),)), None  # 1, 2

    vault.change(change)  # 3


def expired(vault: Vault, today: datetime.date) -> tuple[Listing, ...]:
    """The sources that were to be kept until a day before ``today``, the oldest first."""
    return _listed(_expired(vault.keyring.records, today))


def last_quiet_day(vault: Vault, today: datetime.date) -> datetime.date:
    """The day of the last act before ``today``, by the log; of the first act where there is none, which may be today.

    What a clock that runs ahead has written itself, which is today, says nothing of whether it runs ahead.
    """
    days = [line.at.date() for line in vault.log()]
    return max((day for day in days if day < today), default=min(days))


def shred_expired(vault: Vault, today: datetime.date) -> tuple[Listing, ...]:
    """Shred all sources that :func:`expired` lists, in one write; what they were."""

    def change(state: State, _: Snapshot) -> tuple[Change | None, tuple[Record, ...]]:
        records = _expired(state.keyring.records, today)
        return _without(state, records) if records else None, records

    return _listed(vault.change(change))


def ask_ratchet(vault: Vault) -> None:
    """Ask every editor for a new key, without anything having been shredded."""

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        return Change((Did(Act.RATCHET_ASKED),), keyring=replace(state.keyring, ratchet_from=state.log.size)), None

    vault.change(change)


def unratcheted(vault: Vault) -> tuple[str, ...]:
    """The names of the editors who have no new key since the last shredding; it is complete when there are none."""
    return tuple(member.card.name for member in vault.keyring.unratcheted)


def _without(state: State, records: tuple[Record, ...]) -> Change:
    keyring = replace(state.keyring, ratchet_from=state.log.size)
    for record in records:
        keyring = keyring.without_record(record)
    return Change(tuple(Did(Act.SHREDDED, record.id) for record in records), keyring=keyring)


def _expired(records: tuple[Record, ...], today: datetime.date) -> tuple[Record, ...]:
    over = [(record.retain_until, record.codename, record) for record in records if record.retain_until]
    return tuple(record for until, _, record in sorted(over, key=lambda row: row[:2]) if until < today)


def _listed(records: tuple[Record, ...]) -> tuple[Listing, ...]:
    return tuple(Listing(r.codename, r.tags, r.retain_until, r.version) for r in records)
