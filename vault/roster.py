"""Who the editors are: a roster in which each editor was admitted by an earlier one, by a confirmed card.

A key that was taken out stays in the roster as one that counts no longer, and never comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from .canonical import Fields, Json, to_json
from .cards import Card, ConfirmedCard, read_card_fields
from .errors import DamagedVaultError, SignatureError
from .folding import fold
from .signing import (
    Signature,
    VerifyKey,
    read_signature,
)

if TYPE_CHECKING:
    from .keys import EditorKey

ADMISSION_CONTEXT, DEPARTURE_CONTEXT = "admission", "departure"

BREAK_GLASS = "break-glass"
"""The name that the log and the roster show for the editor whom nobody is (``quorum``)."""

TOLD_APART = 3
"""Words of a fingerprint that tell two editors of one name apart."""


def is_reserved(name: str) -> bool:
    """Whether a name reads as that of the editor whom nobody is."""
    return _as_read(name) == _as_read(BREAK_GLASS)


def _as_read(name: str) -> str:
    """A name as the eye reads it: whatever its case, accents, blanks, and letters that only look alike."""
    return "".join(fold(name).text.split())


@dataclass(frozen=True)
class Departure:
    """That an editor's key no longer counts: who said so (fingerprint in hex), and their signature."""

    by: str
    signature: Signature

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {"by": self.by, "signature": dict(self.signature.to_json())}


@dataclass(frozen=True)
class Member:
    """Who is or was an editor of one vault: a card, and the signature of the editor who admitted it.

    ``since`` is the number of the log's entry that says so; ``left`` is None for as long as the key counts.
    """

    card: Card
    by: str
    admission: Signature
    since: int = 0
    left: Departure | None = None

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "card": self.card.to_json(),
            "by": self.by,
            "admission": dict(self.admission.to_json()),
            "since": self.since,
            "left": [self.left.to_json()] if self.left else [],
        }


@dataclass(frozen=True)
class Roster:
    """Who is and who was an editor of one vault, in order of admission; the first founded it, and admitted themself.

    Whoever left stays in it: their card is a link of the chain, and verifies what they signed in the log.
    """

    vault: str
    members: tuple[Member, ...]

    @property
    def founder(self) -> Card:
        """The first link of the chain, whether or not its key still counts."""
        return self.members[0].card

    @property
    def present(self) -> tuple[Member, ...]:
        """The members whose keys count."""
        return tuple(member for member in self.members if not member.left)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards of all present editors."""
        return tuple(member.card for member in self.present)

    def member(self, fingerprint: str) -> Member | None:
        """Who is or was an editor under that fingerprint (hex)."""
        return next((member for member in self.members if member.card.fingerprint.hex == fingerprint), None)

    def key_of(self, fingerprint: str) -> VerifyKey | None:
        """The signing key of whoever is or was an editor under that fingerprint (hex); None for anybody else."""
        member = self.member(fingerprint)
        return member.card.key if member else None

    def present_key_of(self, fingerprint: str) -> VerifyKey | None:
        """The signing key of the present editor with that fingerprint (hex); None for anybody else."""
        member = self.member(fingerprint)
        return member.card.key if member and not member.left else None

    def called(self, fingerprint: str) -> str:
        """The name of whoever is or was an editor under that fingerprint (hex); empty for nobody.

        Where two present editors' names read the same, such as with a letter that only looks alike, the first words of
        the fingerprint tell them apart: who asks, and who has read, must not pass for somebody else.
        """
        member = self.member(fingerprint)
        if member is None:
            return ""
        alike = [other for other in self._alike.get(_as_read(member.card.name), ()) if other.card != member.card]
        if member.left or not alike:
            return member.card.name
        return f"{member.card.name} ({' '.join(member.card.fingerprint.words.split()[:TOLD_APART])})"

    def person(self, fingerprint: str) -> str:
        """The newest key (fingerprint in hex) of whoever has or had this one: whatever name they gave it."""
        while follower := self._followers.get(fingerprint):
            fingerprint = follower
        return fingerprint

    def follows(self, member: Member) -> bool:
        """Whether a key was put in the place of its owner's last one, under the same name.

        Under another it could be made to pass for somebody else's, or for break-glass.
        """
        last = self.member(member.by)
        return (
            self.in_its_owners_place(member)
            and last is not None
            and _as_read(last.card.name) == _as_read(member.card.name)
        )

    def in_its_owners_place(self, member: Member) -> bool:
        """Whether a key was put in the place of the one that let it in."""
        return self._followers.get(member.by) == member.card.fingerprint.hex

    @cached_property
    def _followers(self) -> Mapping[str, str]:
        """Of every key that took itself out, the one that it let in with the same act, which was its last."""
        replaced = {m.card.fingerprint.hex for m in self.members if m.left and m.left.by == m.card.fingerprint.hex}
        let_in = ((m.by, m.card.fingerprint.hex) for m in self.members)
        return {by: its_own for by, its_own in let_in if by in replaced and by != its_own}

    @cached_property
    def _alike(self) -> Mapping[str, list[Member]]:
        """The present members by their names as the eye reads them."""
        found: dict[str, list[Member]] = {}
        for member in self.present:
            found.setdefault(_as_read(member.card.name), []).append(member)
        return found

    def admit(self, confirmed: ConfirmedCard, by: EditorKey, since: int = 0) -> Roster:
        """A longer roster; ``by`` signs for having compared the fingerprint. ``since`` numbers the log's entry."""
        admission = by.signing.sign(
            _admission_body(self.vault, confirmed.card, by.card.fingerprint.hex), context=ADMISSION_CONTEXT
        )
        return Roster(self.vault, (*self.members, Member(confirmed.card, by.card.fingerprint.hex, admission, since)))

    def dismiss(self, card: Card, by: EditorKey) -> Roster:
        """The roster in which ``card`` counts no longer; ``by`` signs for it."""
        signature = by.signing.sign(
            _departure_body(self.vault, card, by.card.fingerprint.hex), context=DEPARTURE_CONTEXT
        )
        left = Departure(by.card.fingerprint.hex, signature)
        return Roster(self.vault, tuple(replace(m, left=left) if m.card == card else m for m in self.members))


def found_roster(vault: str, founder: EditorKey, others: Sequence[ConfirmedCard]) -> Roster:
    """A new vault's roster: its founder, and those whom the founder has confirmed."""
    roster = Roster(vault, ()).admit(ConfirmedCard(founder.card), founder)
    for confirmed in others:
        roster = roster.admit(confirmed, founder)
    return roster


def read_roster(vault: str, fields: Fields) -> Roster:
    """Read a roster and check its chain of admissions; raises :class:`DamagedVaultError` or :class:`SignatureError`.

    1. Every card signs itself, and none stands there twice.
    2. The founder is admitted by themself, everybody else by somebody who stands before them.
    3. Every admission is signed for this very vault and card.
    4. Every departure is signed so too, by somebody of the roster.
    5. Somebody is left.
    """
    members = fields.each("members", _read_member)  # 1
    keys: dict[str, VerifyKey] = {}
    for member in members:
        mine = member.card.fingerprint.hex
        if mine in keys:
            raise DamagedVaultError("the roster is damaged: an editor stands in it twice")
        key = keys.get(member.by) if keys else (member.card.key if member.by == mine else None)  # 2
        if key is None:
            raise SignatureError("the roster is damaged: an editor was admitted by somebody who is not one")
        key.verify(member.admission, _admission_body(vault, member.card, member.by), context=ADMISSION_CONTEXT)  # 3
        keys[mine] = member.card.key
    for member in members:
        _check_departure(vault, member, keys)  # 4
    roster = Roster(vault, members)
    if not roster.present:  # 5
        raise DamagedVaultError("the roster is damaged: it is empty")
    return roster


def _check_departure(vault: str, member: Member, keys: Mapping[str, VerifyKey]) -> None:
    if member.left is None:
        return
    key = keys.get(member.left.by)
    if key is None:
        raise SignatureError("the roster is damaged: an editor was dismissed by somebody who is not one")
    key.verify(member.left.signature, _departure_body(vault, member.card, member.left.by), context=DEPARTURE_CONTEXT)


def _read_member(fields: Fields) -> Member:
    card, admission = fields.fields("card"), fields.fields("admission")
    left = fields.each("left", _read_departure)
    member = Member(
        read_card_fields(card), fields.text("by"), read_signature(admission), fields.number("since"), *left[:1]
    )
    card.done()
    admission.done()
    return member


def _read_departure(fields: Fields) -> Departure:
    signature = fields.fields("signature")
    departure = Departure(fields.text("by"), read_signature(signature))
    signature.done()
    return departure


def _admission_body(vault: str, card: Card, by: str) -> bytes:
    return to_json({"vault": vault, "card": card.fingerprint.hex, "by": by})


def _departure_body(vault: str, card: Card, by: str) -> bytes:
    return to_json({"vault": vault, "left": card.fingerprint.hex, "by": by})
