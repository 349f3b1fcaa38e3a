"""Cards of editors, which sign themselves: a name, what is sealed to them, and the keys that they sign with.

A card shows that its keys belong together, not whose they are. So no card is ever used as it came: only
:meth:`Card.confirm`, with the fingerprint that two people compared by telephone or in person, makes a
:class:`ConfirmedCard`, and only that can be admitted (:mod:`.roster`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import textwrap
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..said import said
from . import age
from .canonical import Fields, Json, from_json, to_base64, to_json
from .errors import CardError, EditorNameError, FingerprintError, KeyTextError, SignatureError
from .signing import (
    ED25519_KEY_SIZE,
    ML_DSA_44_KEY_SIZE,
    Signature,
    VerifyKey,
    read_signature,
)
from .words import digest_words

if TYPE_CHECKING:
    pass

CARD_CONTEXT = "card"

BEGIN, END = "-----BEGIN BRONWACHT EDITOR CARD-----", "-----END BRONWACHT EDITOR CARD-----"
CARD_LINE = 64
MAX_CARD_BYTES = 32 * 1024
"""A card takes about 12 KB; a file that is larger is not one."""

MAX_NAME = 100
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
        raise CardError("the editor card has a malformed key; ask its owner to send it again") from None
