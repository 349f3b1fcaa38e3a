"""Who came and who left, what was shredded, shared and opened, by the keyring and by the log: they must say the same.

The keyring is rewritten with every write, by whoever writes; the log is only added to, and each act in it is signed.
Called by ``verify``, which opens all of it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .errors import DamagedVaultError
from .log import Act, Entry
from .roster import Member, Roster

_IN_THEIR_OWN_PLACE = frozenset({Act.ROTATED, Act.RATCHETED})
_COMINGS = frozenset({Act.CREATED, Act.GRANTED, Act.SHARED, Act.RECOVERED}) | _IN_THEIR_OWN_PLACE
_ASKING = frozenset({Act.SHREDDED, Act.DETACHED, Act.RATCHET_ASKED})
_LEAVINGS = frozenset({Act.REVOKED, Act.SHARED}) | _IN_THEIR_OWN_PLACE


def check_comings(roster: Roster, entries: Iterable[Entry]) -> None:
    """Check a roster by the acts of the log.

    1. Everybody came with the act that stands beside them, done by whoever signed for them.
    2. Whoever left did so by an act of whoever signed for that.
    3. Everybody of whom the log says that they were taken out, was.

    Raises :class:`DamagedVaultError`, which names whose line it is.
    """
    acts = {entry.number: entry for entry in entries if entry.act in _COMINGS | _LEAVINGS}
    for member in roster.members:
        if not _came(member, acts.get(member.since)):  # 1
            raise _wrong(member)
        if member.left and not any(_took_out(entry, member) for entry in acts.values()):  # 2
            raise _wrong(member)
    for entry in acts.values():
        out = roster.member(entry.subject) if entry.act in {Act.REVOKED} | _IN_THEIR_OWN_PLACE else None
        if out and not out.left:  # 3
            raise _wrong(out)


def check_ratchet(ratchet_from: int, entries: Sequence[Entry]) -> None:
    """Check by the acts of the log since which of them every editor is asked for a new key.

    Else a keyring could say that what was shredded opens nowhere any more. Raises :class:`DamagedVaultError`.
    """
    last = max((entry.number for entry in entries if entry.act in _ASKING), default=0)
    # Several that were shredded at once are as many acts, and the first of them counts.
    at_once = all(entry.act is Act.SHREDDED for entry in entries[ratchet_from:last])
    if ratchet_from > last or not at_once or (last and entries[ratchet_from].act not in _ASKING):
        raise DamagedVaultError(
            "the keyring says of shredding what the log does not: perhaps old copies still open what it calls gone; ask"
            " every editor for a new key with `bronwacht vault ratchet --ask`"
        )


def check_breaker(breaker: str, roster: Roster, entries: Iterable[Entry]) -> None:
    """Check by the acts of the log who (fingerprint in hex) stands for break-glass; raises :class:`DamagedVaultError`.

    Else nothing would be sealed to the shares that holders keep, or all of it to somebody who is none.
    """
    issued = [entry.subject for entry in entries if entry.act is Act.SHARED]
    last = roster.member(issued[-1]) if issued else None
    if breaker != (issued[-1] if issued else "") and not (last and last.left):
        raise DamagedVaultError(
            "the keyring says of break-glass what the log does not; issue new shares with `bronwacht vault share issue`"
        )


def check_alarms(alarms: Iterable[tuple[str, str]], entries: Iterable[Entry]) -> None:
    """Check by the acts of the log who (fingerprint in hex) raised which alarms (a record's id) that nobody has seen.

    Else whoever opened a canary could take the alarm away, or raise one in another's name. Raises
    :class:`DamagedVaultError`.
    """
    raised = set[tuple[str, str]]()
    for entry in entries:
        if entry.act is Act.CANARY_READ:
            raised.add((entry.by, entry.record))
        elif entry.act is Act.ALARM_SEEN:
            raised.discard((entry.subject, entry.record))
    if raised != set(alarms):
        raise DamagedVaultError(
            "the keyring says of alarms what the log does not: somebody took one away, or raised it in another's name;"
            " see `bronwacht vault log`"
        )


def _came(member: Member, entry: Entry | None) -> bool:
    its_own = member.card.fingerprint.hex
    if entry is None or entry.act not in _COMINGS:
        return False
    if entry.act is Act.CREATED:
        return member.by == entry.by
    if entry.act in _IN_THEIR_OWN_PLACE:
        return (entry.by, entry.subject) == (its_own, member.by)
    return (entry.by, entry.subject) == (member.by, its_own)


def _took_out(entry: Entry, member: Member) -> bool:
    its_own, by = member.card.fingerprint.hex, member.left.by if member.left else ""
    if entry.act in _IN_THEIR_OWN_PLACE:
        return entry.subject == its_own == by
    # New break-glass shares take the place of those in force, which the act does not name.
    return entry.by == by and (entry.subject == its_own if entry.act is Act.REVOKED else entry.act is Act.SHARED)


def _wrong(member: Member) -> DamagedVaultError:
    return DamagedVaultError(
        "the roster says of {name} what the log does not: somebody let that key in, or back, with a changed program;"
        " ask the other editors, and see `bronwacht vault log`",
        name=member.card.name,
    )
