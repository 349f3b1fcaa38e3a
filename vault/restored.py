"""Copies that an editor put back after a loss: what the keyring says of it until every editor has accepted it.

A machine that has seen a newer state refuses an older one, whoever put it back. Here stands what turns that refusal
into one that a person can answer: who did it, why, and from where on acts are lost. Pure; called by ``state``, which
refuses, and by ``restoring``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice

from ..said import said
from .canonical import Fields, Json
from .dossier import Keyring
from .errors import DamagedVaultError, OlderVaultError, RestoredVaultError
from .keys import EditorKey
from .log import Act, Entry
from .memory import Remembered
from .merkle import in_common

SECTION = "restored"
"""Where it stands in a keyring."""


@dataclass(frozen=True)
class Restored:
    """A copy that was put back: when (UTC), ``by`` whom (fingerprint in hex), and why.

    ``size`` is how many acts the copy had, ``lost`` how many more that editor's machine had seen, ``accepted`` by whom
    (fingerprints in hex).
    """

    at: datetime.datetime
    by: str
    motive: str
    size: int
    lost: int
    accepted: tuple[str, ...]

    def to_json(self) -> Json:
        """As it is stored."""
        return {
            "at": self.at.isoformat(),
            "by": self.by,
            "motive": self.motive,
            "size": self.size,
            "lost": self.lost,
            "accepted": list(self.accepted),
        }


def restored_in(keyring: Keyring) -> tuple[Restored, ...]:
    """What was put back and not every editor has accepted, the oldest first; raises :class:`DamagedVaultError`."""
    if SECTION not in keyring.sections:
        return ()
    return Fields({SECTION: keyring.sections[SECTION]}, said("what was restored")).each(SECTION, _read)


def check_restored(keyring: Keyring, entry: Callable[[int], Entry]) -> list[int]:
    """Check by the log, of which ``entry`` gives one, that whoever is said to have put a copy back has signed for it.

    Else an editor could put back an old copy in another's name. The numbers of those acts; raises
    :class:`DamagedVaultError`.
    """
    for one in restored_in(keyring):
        if one.size >= len(keyring.log.places):
            raise DamagedVaultError(_NOBODY)
        act = entry(one.size)
        if (act.act, act.by) != (Act.RESTORED, one.by):
            raise DamagedVaultError(_NOBODY)
    return [one.size for one in restored_in(keyring)]


_NOBODY = said("the vault is damaged: it says that somebody put it back who has not signed for that")


def unaccepted(keyring: Keyring, key: EditorKey) -> tuple[Restored, ...]:
    """Those that ``key``'s editor, by this key or an earlier one, has not accepted."""
    person = keyring.roster.person
    me = person(key.card.fingerprint.hex)
    return tuple(one for one in restored_in(keyring) if me not in map(person, one.accepted))


def with_restored(keyring: Keyring, restored: tuple[Restored, ...]) -> Keyring:
    """The keyring that says so; what all present editors have accepted is left out."""
    people = {member.card.fingerprint.hex for member in keyring.people}

    def open_to_somebody(one: Restored) -> bool:
        return bool(people.difference(map(keyring.roster.person, one.accepted)))

    sections = {name: value for name, value in keyring.sections.items() if name != SECTION}
    left = [one.to_json() for one in restored if open_to_somebody(one)]
    return replace(keyring, sections={**sections, SECTION: left} if left else sections)


def explained(
    refusal: OlderVaultError,
    keyring: Keyring,
    key: EditorKey,
    known: Remembered | None,
    leaves: Callable[[], Iterable[bytes]],
) -> OlderVaultError:
    """Why a machine refuses an older vault, where an editor has said so and ``key``'s has not accepted it.

    ``leaves`` opens the log, and gives the hashes of its entries.
    """
    waiting = unaccepted(keyring, key)
    mine = () if waiting or known is None else _own(keyring, key, known)
    if known is None or not (waiting or mine):
        return refusal
    one, lost = (waiting or mine)[-1], lost_since(known, leaves(), min(one.size for one in waiting or mine[-1:]))
    if mine:
        return RestoredVaultError(
            "you put this vault back from an older copy on {at:%Y-%m-%d} ({motive}), which this machine could not"
            " remember; acts that it has seen and that are not in it: {lost}. If it is so, go on with `bronwacht vault"
            " restore VAULT --accept --lost {lost}`",
            at=one.at,
            motive=one.motive,
            lost=lost,
        )
    member = keyring.roster.member(one.by)
    who = member.card.name if member else said("somebody")
    return RestoredVaultError(
        "{who} put this vault back from an older copy on {at:%Y-%m-%d} ({motive}); acts that this machine has seen and"
        " that are not in it: {lost}. Speak to {who} and to another editor; if it is so, go on with"
        " `bronwacht vault restore VAULT --accept --lost {lost}`",
        who=who,
        at=one.at,
        motive=one.motive,
        lost=lost,
    )


def _own(keyring: Keyring, key: EditorKey, known: Remembered) -> tuple[Restored, ...]:
    """Those that ``key``'s editor did, and this machine does not know of: it was stopped, or its disk full."""
    person = keyring.roster.person
    me = person(key.card.fingerprint.hex)
    return tuple(one for one in restored_in(keyring) if person(one.by) == me and one.size > known.restored)


def lost_since(known: Remembered, leaves: Iterable[bytes], size: int) -> int:
    """How many entries that a machine has seen are not among the first ``size`` of a log, as near as it can tell.

    Counting alone would not do: whoever goes on from an old copy can add acts until it has as many. See
    :func:`in_common` for how near that is.
    """
    return known.log.size - in_common(known.log, islice(leaves, size))


def _read(fields: Fields) -> Restored:
    motive, at = fields.text("motive"), fields.time("at")
    if not motive.isprintable():
        raise fields.wrong("the motive is malformed")
    by, size, lost, accepted = fields.text("by"), fields.number("size"), fields.number("lost"), fields.texts("accepted")
    return Restored(at, by, motive, size, lost, accepted)
