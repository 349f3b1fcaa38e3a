"""Sign-offs: an editor's or lawyer's signature under a report and the final copy that it was read with.

A sign-off file is text: a title, then two lines for each who signed, the statement and its signature. A statement has
the SHA-256 and size of both files, when it was signed, and the signer's public keys, so that it can be checked without
any vault, years later. Whose keys they are is for whoever checks to know: by the signer's card, or their fingerprint.

Used by the command ``signoff`` alone. It never reads what the two files say.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import reason
from ..said import Remark, said
from .canonical import Fields, Json, from_json, to_base64, to_json
from .cards import BEGIN, END, Card, Fingerprint, card_body, check_name, read_card
from .errors import EditorNameError, SignatureError, SignOffError, UnknownSignerError
from .files import open_to_read
from .keys import EditorKey
from .signing import ED25519_KEY_SIZE, ML_DSA_44_KEY_SIZE, VerifyKey, read_signature, sign_document

CONTEXT = "signoff"
TITLE = b"bronwacht signoff 1"
WHAT = said("the sign-off")
MAX_BYTES = 1 << 20
"""Two lines take about 8 KB: a hundred people have signed by then; a file that is larger is not one."""
MAX_SIGNERS_BYTES = 4 << 20
"""A card takes about 12 KB; a file with more than some hundred of them is not one."""
_PIECE = 1 << 20


@dataclass(frozen=True)
class Digest:
    """The SHA-256 of a file, and its size in bytes."""

    sha256: bytes
    size: int

    def to_json(self) -> dict[str, Json]:
        """As it is signed."""
        return {"sha256": self.sha256.hex(), "size": self.size}


def digest_of(path: Path, what: Remark) -> Digest:
    """The digest of a file; raises :class:`SignOffError`, which names ``what`` it was to be."""
    found, size = hashlib.sha256(), 0
    try:
        with open_to_read(path) as file:
            while piece := file.read(_PIECE):
                found.update(piece)
                size += len(piece)
    except OSError as error:
        raise SignOffError("cannot read {what}: {reason}", what=what, reason=reason(error)) from None
    return Digest(found.digest(), size)


@dataclass(frozen=True)
class Pair:
    """What is signed: a report and a final copy."""

    report: Digest
    final: Digest


@dataclass(frozen=True)
class SignOff:
    """That ``name``, by the key of this fingerprint, signed for ``pair``; ``date`` is in UTC, to the second."""

    pair: Pair
    name: str
    fingerprint: Fingerprint
    date: datetime.datetime


def sign(pair: Pair, key: EditorKey, now: datetime.datetime) -> bytes:
    """The two lines of one sign-off."""
    card = key.card
    body: dict[str, Json] = {
        "bronwacht": "signoff",
        "format": 1,
        "report": pair.report.to_json(),
        "final": pair.final.to_json(),
        "date": now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "signer": {
            "name": card.name,
            "recipient": card.recipient,
            "ed25519": to_base64(card.key.ed25519),
            "ml-dsa-44": to_base64(card.key.ml_dsa_44),
        },
    }
    return sign_document(body, key.signing, by=card.fingerprint.hex, context=CONTEXT) + b"\n"


def signed_file(signed: Iterable[bytes]) -> bytes:
    """A sign-off file of what :func:`sign` gave for each."""
    return TITLE + b"\n" + b"".join(signed)


def read_signoffs(untrusted_file: bytes) -> tuple[SignOff, ...]:
    """Read a sign-off file and check each signature in it, in order; raises :class:`SignOffError` or SignatureError.

    1. It is as long as one can be, and has the title of one.
    2. Each statement is signed by the very keys that it shows, and the fingerprint under it is of those.
    3. Nothing is spelt in a second way, and it says nothing that this version does not know: not one bit is free.
    """
    title, *lines = untrusted_file.split(b"\n")
    if len(untrusted_file) > MAX_BYTES or title != TITLE or len(lines) < 3 or len(lines) % 2 == 0 or lines[-1]:  # 1
        raise SignOffError("this is no sign-off file; one is what `bronwacht signoff` writes")
    return tuple(_read(statement, signed) for statement, signed in zip(lines[:-1:2], lines[1::2], strict=True))


def _read(untrusted_statement: bytes, untrusted_signature: bytes) -> SignOff:
    fields, signed = (from_json(line, WHAT, SignOffError) for line in (untrusted_statement, untrusted_signature))
    name, fingerprint, key = _read_signer(fields.fields("signer"))
    signature = read_signature(signed)
    key.verify(signature, untrusted_statement, context=CONTEXT)  # 2
    # 3: base64 has bits that say nothing, and JSON has blanks
    if untrusted_signature != to_json({"by": fingerprint.hex, **signature.to_json()}):
        raise SignatureError("a sign-off is not under the fingerprint of who signed it, or not as it was written")
    fields.kind("signoff")
    pair = Pair(_read_digest(fields.fields("report")), _read_digest(fields.fields("final")))
    found = SignOff(pair, name, fingerprint, fields.time("date"))
    fields.done()
    return found


def _read_signer(fields: Fields) -> tuple[str, Fingerprint, VerifyKey]:
    name, recipient = fields.text("name"), fields.text("recipient")
    key = VerifyKey(fields.data("ed25519", ED25519_KEY_SIZE), fields.data("ml-dsa-44", ML_DSA_44_KEY_SIZE))
    fields.done()
    try:
        check_name(name)
    except EditorNameError:
        raise fields.wrong("its signer has a name that hides something") from None
    return name, Fingerprint(hashlib.sha256(card_body(name, recipient, key)).digest()), key


def _read_digest(fields: Fields) -> Digest:
    found = Digest(fields.digest("sha256"), fields.number("size"))
    fields.done()
    return found


def read_signoff_file(path: Path) -> bytes:
    """The bytes of a sign-off file, not yet checked; raises :class:`SignOffError`."""
    return _read_whole(path, MAX_BYTES, said("the sign-off file"))


def read_signers(path: Path) -> tuple[Card, ...]:
    """The cards in a file, whatever stands around them; raises :class:`SignOffError` or CardError."""
    rest, cards = (
        _read_whole(path, MAX_SIGNERS_BYTES, said("the signers' cards")).decode(errors="replace"),
        list[Card](),
    )
    while BEGIN in rest or not cards:
        cards.append(read_card(rest))
        rest = rest.partition(BEGIN)[2].partition(END)[2]
    return tuple(cards)


def _read_whole(path: Path, most: int, what: Remark) -> bytes:
    try:
        with open_to_read(path) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise SignOffError("cannot read {what}: {reason}", what=what, reason=reason(error)) from None
    if len(data) > most:
        raise SignOffError("{what} cannot be so large: this is another file", what=what)
    return data


def check_signers(signed: Sequence[SignOff], cards: Sequence[Card]) -> None:
    """Raise :class:`UnknownSignerError` where somebody signed who has none of these cards."""
    known = {card.fingerprint.hex for card in cards}
    if any(each.fingerprint.hex not in known for each in signed):
        raise UnknownSignerError("somebody signed whose card is not among the signers'; ask whose key it is")
