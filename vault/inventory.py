"""What a dossier holds and who can technically open it, for a lawyer: it opens no record and names no source.

Called by commands, which say it in words. It reads the keyring and the log, and lengths of what is sealed.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .agreed import agreed_in
from .dossier import Keyring
from .inbox_area import count_taken
from .index import Record
from .log import Act, Entry
from .quorum_acts import quorum_of
from .roster import Member
from .slots import INBOX, plain_size
from .state import State
from .store import Snapshot
from .travel import travelling
from .two_person_lines import halves_of, takes_two
from .vault import Vault, read_log
from .verify import checkpoint_words


@dataclass(frozen=True)
class Holding:
    """A source by its codename: nothing of who it is."""

    codename: str
    for_two: bool
    files: int
    publications: int
    promised: bool
    retain_until: datetime.date | None


@dataclass(frozen=True)
class Opener:
    """An editor, and how many sources their key opens alone, and with another's; how often they have read one.

    ``away``: their key is left behind in the vault. ``renewed``: it opens no copy from before the last shredding.
    """

    name: str
    fingerprint: str
    alone: int
    with_another: int
    readings: int
    away: bool
    renewed: bool


@dataclass(frozen=True)
class BreakGlass:
    """How many of which holders' shares open the vault, and when each holder last proved to have theirs."""

    threshold: int
    holders: Mapping[str, datetime.date | None]
    opens: int


@dataclass(frozen=True)
class Inventory:
    """All of it, on one day (UTC)."""

    dossier: str
    on: datetime.date
    checkpoint: str
    acts: int
    holdings: tuple[Holding, ...] = field(repr=False)
    file_bytes: int
    deposits: int
    openers: tuple[Opener, ...]
    left: tuple[str, ...]
    break_glass: BreakGlass | None
    exports: tuple[datetime.date, ...]
    shredded: int
    not_rekeyed: int

    @property
    def expired(self) -> int:
        """How many sources are past their retention date."""
        return sum(bool(one.retain_until and one.retain_until < self.on) for one in self.holdings)

    @property
    def undated(self) -> int:
        """How many have none."""
        return sum(one.retain_until is None for one in self.holdings)


def take_inventory(vault: Vault, *, today: datetime.date) -> Inventory:
    """Count what is held, and by whom it can be opened; nothing is written, and no record opened.

    1. The vault is checked as a whole, its log from the first entry on.
    2. The index says what there is, the halves of each record for two who has one.
    3. The log says who has read, what was exported, and what was shredded.
    """

    def look(state: State, snapshot: Snapshot) -> Inventory:
        keyring, entries = state.keyring, list(read_log(state.keyring, snapshot))
        return Inventory(
            dossier=keyring.dossier,
            on=today,
            checkpoint=checkpoint_words(keyring.log.note),
            acts=len(entries),
            holdings=tuple(sorted(map(_holding, keyring.records), key=lambda one: one.codename.casefold())),  # 2
            file_bytes=_file_bytes(keyring, snapshot),
            deposits=count_taken(snapshot.slots(INBOX)),
            openers=tuple(_opener(member, keyring, entries) for member in keyring.people),
            left=_left(keyring, entries),
            break_glass=_break_glass(keyring),
            exports=tuple(entry.at.date() for entry in entries if entry.act is Act.EXPORTED),  # 3
            shredded=sum(entry.act is Act.SHREDDED for entry in entries),
            not_rekeyed=len(keyring.not_rekeyed),
        )

    return vault.read(look, whole_log=True)  # 1


def _holding(record: Record) -> Holding:
    agreed = agreed_in(record)
    return Holding(
        codename=record.codename,
        for_two=takes_two(record),
        files=len(record.attached),
        publications=len(agreed.publications),
        promised=bool(agreed.promise),
        retain_until=record.retain_until,
    )


def _opener(member: Member, keyring: Keyring, entries: list[Entry]) -> Opener:
    mine = member.card.fingerprint.hex
    return Opener(
        name=member.card.name,
        fingerprint=member.card.fingerprint.words,
        alone=sum(not takes_two(record) for record in keyring.records),
        with_another=sum(mine in halves_of(record).sealed for record in keyring.records if takes_two(record)),
        readings=sum(entry.by == mine and entry.act is Act.READ for entry in entries),
        away=member.card.name in travelling(keyring),
        renewed=member not in keyring.unratcheted,
    )


def _left(keyring: Keyring, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Who is an editor no longer, each once: whoever only has another key now is one, break-glass never was."""
    nobody = {entry.subject for entry in entries if entry.act is Act.SHARED}
    present = {member.card.name.casefold() for member in keyring.people}
    gone = (m.card for m in keyring.roster.members if m.left and m.card.fingerprint.hex not in nobody)
    return tuple(dict.fromkeys(card.name for card in gone if card.name.casefold() not in present))


def _break_glass(keyring: Keyring) -> BreakGlass | None:
    quorum, breaker = quorum_of(keyring), keyring.roster.member(keyring.breaker)
    if quorum is None or breaker is None or breaker.left:
        return None
    opens = sum(not takes_two(record) or bool(halves_of(record).whole) for record in keyring.records)
    holders = {holder.name: holder.drilled.date() if holder.drilled else None for holder in quorum.holders}
    return BreakGlass(quorum.threshold, holders, opens)


def _file_bytes(keyring: Keyring, snapshot: Snapshot) -> int:
    """Bytes of all files as they are filled up, labels included."""
    places = {part.place for record in keyring.records for thing in record.attached for part in thing.parts}
    if not places:
        return 0
    counts = Counter({length: len(places.intersection(snapshot.places(length))) for length in snapshot.counts})
    return sum(plain_size(length) * count for length, count in counts.items())
