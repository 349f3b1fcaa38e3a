"""Who the editors are: cards that sign themselves, and a roster in which each editor was admitted by an earlier one.

A key that was taken out stays in the roster as one that counts no longer, and never comes back.

A card shows that its keys belong together, not whose they are. So no card is ever used as it came: only
:meth:`Card.confirm`, with the fingerprint that two people compared by telephone or in person, makes a
:class:`ConfirmedCard`, and only that can be admitted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..said import said
from . import age
from .canonical import Fields, Json, from_json, to_base64, to_json
from .errors import CardError, DamagedVaultError, EditorNameError, FingerprintError, KeyTextError, SignatureError
from .folding import fold
from .signing import (
    ED25519_KEY_SIZE,
    ML_DSA_44_KEY_SIZE,
    Signature,
    VerifyKey,
    read_signature,
)
from .words import digest_words

if TYPE_CHECKING:
    from .keys import EditorKey

CARD_CONTEXT = "card"
ADMISSION_CONTEXT, DEPARTURE_CONTEXT = "admission", "departure"

BEGIN, END = "-----BEGIN BRONWACHT EDITOR CARD-----", "-----END BRONWACHT EDITOR CARD-----"
CARD_LINE = 64
MAX_CARD_BYTES = 32 * 1024
"""A card takes about 12 KB; a file that is larger is not one."""

MAX_NAME = 100
BREAK_GLASS = "break-glass"
"""The name that the log and the roster show for the editor whom nobody is (``quorum``)."""

TOLD_APART = 3
"""Words of a fingerprint that tell two editors of one name apart."""

POST_QUANTUM_PREFIX = "age1pq1"


@dataclass(frozen=True)
class Fingerprint:
    """The SHA-256 of a card's name and keys."""

    digest: bytes

    @property
    def hex(self) -> str:
        """64 lower-case hex digits."""
        return self.digest.hex()

    @property
    def words(self) -> str:
        """Eight words to read aloud."""
        return " ".join(digest_words(self.digest))

    @property
    def grouped(self) -> str:
        """The hex digits in groups of four, to compare by eye."""
        return " ".join(textwrap.wrap(self.hex, 4))

    def is_meant_by(self, text: str) -> bool:
        """Whether ``text`` is the whole fingerprint: all hex digits, or all eight words."""
        return "".join(text.lower().split()) == self.hex or text.lower().split() == self.words.split()


def check_name(name: str) -> str:
    """An editor's name as it may be shown; raises :class:`EditorNameError` for one that hides something."""
    if not name.strip() or len(name) > MAX_NAME or name != name.strip():
        raise EditorNameError(
            "an editor's name has 1 to {max_name} characters, and no spaces around it", max_name=MAX_NAME
        )
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for char in name):
        raise EditorNameError("an editor's name has a character that cannot be seen")
    return name


def _as_read(name: str) -> str:
    """A name as the eye reads it: whatever its case, accents, blanks, and letters that only look alike."""
    return "".join(fold(name).text.split())


@dataclass(frozen=True)
class Card:
    """The public half of an editor's key: name, age recipient, signing keys, and their own signature over all.

    Whose signature differs is the same card: ML-DSA signs with fresh randomness each time that a key file is opened.
    """

    name: str
    recipient: str
    key: VerifyKey
    signature: Signature = field(compare=False)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """What two people compare."""
        return Fingerprint(hashlib.sha256(card_body(self.name, self.recipient, self.key)).digest())

    def confirm(self, fingerprint: str) -> ConfirmedCard:
        """Accept the card; ``fingerprint`` (hex or words) is what its owner said it is.

        Raises :class:`FingerprintError` when it is another one.
        """
        if not self.fingerprint.is_meant_by(fingerprint):
            raise FingerprintError(
                "the fingerprint is not that of the card; do not use the card, ask its owner for a new one"
            )
        return ConfirmedCard(self)

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "name": self.name,
            "recipient": self.recipient,
            "ed25519": to_base64(self.key.ed25519),
            "ml-dsa-44": to_base64(self.key.ml_dsa_44),
            "signature": dict(self.signature.to_json()),
        }

    def to_text(self) -> str:
        """A block of text that survives a mail or a chat; the inverse is :func:`read_card`."""
        body = to_base64(to_json({"bronwacht": "card", "format": 1, **self.to_json()}))
        return "\n".join([BEGIN, *textwrap.wrap(body, CARD_LINE), END]) + "\n"


@dataclass(frozen=True)
class ConfirmedCard:
    """A card whose fingerprint was compared out of band; made by :meth:`Card.confirm`."""

    card: Card


def card_body(name: str, recipient: str, key: VerifyKey) -> bytes:
    """The bytes that a card signs and that its fingerprint is taken of."""
    return b"bronwacht card 1\n" + to_json(
        {"name": name, "recipient": recipient, "ed25519": key.ed25519.hex(), "ml-dsa-44": key.ml_dsa_44.hex()}
    )


def read_card(text: str) -> Card:
    """Read a card's block, whatever stands around it; raises :class:`CardError`."""
    _, begin, rest = text.partition(BEGIN)
    block, end, _ = rest.partition(END)
    if not begin or not end:
        raise CardError("this is no editor card; a card is what `bronwacht keys show` prints")
    try:
        data = base64.b64decode("".join(block.split()), validate=True)
    except (binascii.Error, ValueError):
        raise CardError("the editor card is damaged; ask its owner to send it again") from None
    fields = from_json(data, said("the editor card"), CardError)
    fields.kind("card")
    card = read_card_fields(fields)
    fields.done()
    return card


def read_card_fields(fields: Fields) -> Card:
    """Read a card and check that it signs itself; raises :class:`CardError` or the error of ``fields``."""
    signature = fields.fields("signature")
    card = Card(
        _read_name(fields),
        fields.text("recipient"),
        VerifyKey(fields.data("ed25519", ED25519_KEY_SIZE), fields.data("ml-dsa-44", ML_DSA_44_KEY_SIZE)),
        read_signature(signature),
    )
    signature.done()
    _check_recipient(card.recipient)
    try:
        card.key.verify(card.signature, card_body(card.name, card.recipient, card.key), context=CARD_CONTEXT)
    except SignatureError:
        raise CardError("the editor card was changed since it was made; ask its owner to send it again") from None
    return card


def _read_name(fields: Fields) -> str:
    try:
        return check_name(fields.text("name"))
    except EditorNameError:
        raise CardError("the editor card has a name that hides something; do not use it") from None


def _check_recipient(recipient: str) -> None:
    if not recipient.startswith(POST_QUANTUM_PREFIX):
        raise CardError("the editor card has no post-quantum key; a copy of the vault could be read one day")
    try:
        age.encrypt(b"", recipients=[recipient])
    except KeyTextError:
        raise CardError("the editor card has a key that is not one; ask its owner to send it again") from None


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
        """Whether a key was put in the place of its owner's last one."""
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
