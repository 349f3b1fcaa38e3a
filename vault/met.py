"""Whose keys an editor has been told of: what their machine keeps of a roster, and who in it is new to them.

Each line of a roster also says with which entry of the log it came. That is the word of whoever wrote the line: an
editor with a changed program could let in a key of their own and date it before anybody looked, or take the departure
of one that was taken out away again. So it is not asked; what this machine has told is. Called by the commands that
tell, and by ``verify``. Pure.
"""

from __future__ import annotations

from .keys import EditorKey
from .memory import Met, Remembered, mark
from .roster import Member, Roster


def met_in(roster: Roster, key: EditorKey, before: Met | None = None) -> Met:
    """Everybody in a roster, for the memory of ``key``'s editor; whom they met ``before`` and who is not in it is gone.

    A restored copy has people vanish who had not left.
    """
    before = before or Met()
    there = frozenset(_mark(member, key) for member in roster.present)
    all_of_it = frozenset(_mark(member, key) for member in roster.members)
    return Met(there, (before.there | before.gone | all_of_it) - there)


def newcomers(roster: Roster, key: EditorKey, seen: Remembered) -> tuple[Member, ...]:
    """Who was let in by somebody else, and ``key``'s editor was never told of.

    A key in the place of its owner's last one is none.
    """
    mine = key.card.fingerprint.hex

    def is_new(member: Member) -> bool:
        if seen.met is None:  # by an older Bronwacht, which believed the roster
            return member.since >= seen.log.size
        return _mark(member, key) not in seen.met.there | seen.met.gone

    return tuple(
        member
        for member in roster.present
        if is_new(member) and mine not in (member.by, member.card.fingerprint.hex) and not roster.follows(member)
    )


def returned(roster: Roster, key: EditorKey, seen: Remembered) -> tuple[Member, ...]:
    """Whose keys count again, though ``key``'s editor knows that they did not; whoever let them in at first."""
    gone = seen.met.gone if seen.met else frozenset[str]()
    return tuple(member for member in roster.present if _mark(member, key) in gone)


def _mark(member: Member, key: EditorKey) -> str:
    return mark(key, "editor", bytes.fromhex(member.card.fingerprint.hex))
