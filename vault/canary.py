"""Canaries: sources who are nobody, and an alarm that every editor sees once somebody has opened one.

That a record is a canary stands in the record alone, so that no list, inventory, or raw keyring tells. Opening it is
logged as any reading, then as what it is, and the alarm stands in the keyring before anything is shown, until an editor
other than the one who opened it has acknowledged it. What this cannot do: notice somebody who opens records with
programs of their own, on a copy; docs/threat-model.md says so.

Pure but for :func:`acknowledge`; called by ``vault`` when it opens a record.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from ..said import said
from .canonical import Fields, Json
from .dossier import Keyring
from .errors import AlarmError
from .index import Record
from .keys import EditorKey
from .log import Act, this_second
from .state import Change, Did, State
from .store import Snapshot

SECTION = "alarms"
"""Where the alarms stand in a keyring."""

_Result = TypeVar("_Result")


class Changing(Protocol):
    """A vault, as far as it is needed here."""

    @property
    def key(self) -> EditorKey:
        """The key of the editor who works with it."""

    def change(self, operation: Callable[[State, Snapshot], tuple[Change | None, _Result]]) -> _Result:
        """As :meth:`Vault.change`."""


@dataclass(frozen=True)
class Alarm:
    """Who (fingerprint in hex) opened which canary (a record's id), and when for the first time (UTC)."""

    at: datetime.datetime
    by: str
    record: str

    def to_json(self) -> Json:
        """As it is stored."""
        return {"at": self.at.isoformat(), "by": self.by, "record": self.record}


def alarms_in(keyring: Keyring) -> tuple[Alarm, ...]:
    """The alarms that nobody has acknowledged, the oldest first; raises :class:`DamagedVaultError`."""
    if SECTION not in keyring.sections:
        return ()
    return Fields({SECTION: keyring.sections[SECTION]}, said("the alarms")).each(SECTION, _read)


def opened(state: State, record: Record, key: EditorKey) -> Change:
    """What is to be written when ``key``'s editor has opened a canary: the log's act, and the alarm, once."""
    me, alarms = key.card.fingerprint.hex, alarms_in(state.keyring)
    if not any((alarm.by, alarm.record) == (me, record.id) for alarm in alarms):
        now = this_second()
        alarms = (*alarms, Alarm(now, me, record.id))
    return Change((Did(Act.CANARY_READ, record.id),), keyring=_with(state.keyring, alarms))


def acknowledge(vault: Changing) -> int:
    """Take the alarms away that others raised, with an act in the log for each; how many. Raises :class:`AlarmError`.

    Whoever opened a canary cannot, nor can they under another key, or one of the same name.
    """

    def change(state: State, _: Snapshot) -> tuple[Change, int]:
        alarms = alarms_in(state.keyring)
        own = tuple(alarm for alarm in alarms if _is_mine(alarm, state.keyring, vault.key))
        others = [alarm for alarm in alarms if alarm not in own]
        if not others:
            raise AlarmError("there is no alarm, or it is about yourself: another editor acknowledges that")
        did = tuple(Did(Act.ALARM_SEEN, alarm.record, alarm.by) for alarm in others)
        return Change(did, keyring=_with(state.keyring, own)), len(others)

    return vault.change(change)


def _is_mine(alarm: Alarm, keyring: Keyring, key: EditorKey) -> bool:
    roster, me = keyring.roster, key.card.fingerprint.hex
    member = roster.member(alarm.by)
    return roster.person(alarm.by) == roster.person(me) or bool(member and member.card.name == key.name)


def _with(keyring: Keyring, alarms: tuple[Alarm, ...]) -> Keyring:
    sections = {name: value for name, value in keyring.sections.items() if name != SECTION}
    if alarms:
        sections[SECTION] = [alarm.to_json() for alarm in alarms]
    return replace(keyring, sections=sections)


def _read(fields: Fields) -> Alarm:
    return Alarm(fields.time("at"), fields.text("by"), fields.text("record"))
