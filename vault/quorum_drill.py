"""Drills: each holder of a share proves that they still have it, without saying a word of it.

An editor makes a *drill*, a dated random question that they sign; it goes to the holders by any way. A holder answers
with a signature by the key that their share makes (``shares``); the vault knows that key by the share's commitment.
Neither says anything about the share, and an answer is good for its own drill only.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from ..said import said
from .canonical import Fields, from_json, to_base64
from .errors import CertificateError, ForeignShareError, SignatureError, SpoiledShareError
from .keys import EditorKey
from .quorum import Given, Holder, Quorum
from .quorum_text import read_block, to_block
from .shares import commitment_of
from .signing import (
    ED25519_KEY_SIZE,
    ML_DSA_44_KEY_SIZE,
    VerifyKey,
    open_document,
    read_signature,
    sign_document,
)

DRILL_CONTEXT, ANSWER_CONTEXT = "drill", "drill answer"
NONCE_SIZE = 32

DRILL_LIFE = datetime.timedelta(days=31)
"""How long a drill can be answered: what a holder signed longer ago does not show that they have the share now."""

CLOCKS_APART = datetime.timedelta(minutes=10)
"""How far ahead another machine's clock may be."""


@dataclass(frozen=True)
class Drill:
    """A question: of which vault and issue, and when it was asked (UTC)."""

    vault: str
    issue: str
    at: datetime.datetime


def new_drill(vault: str, quorum: Quorum, key: EditorKey, *, now: datetime.datetime) -> str:
    """The drill's block of text, signed by ``key``; it is no secret, and changes nothing in the vault."""
    document = sign_document(
        {
            "bronwacht": "drill",
            "format": 1,
            "vault": vault,
            "issue": quorum.issue,
            "at": now.isoformat(),
            "nonce": secrets.token_hex(NONCE_SIZE),
        },
        key.signing,
        by=key.card.fingerprint.hex,
        context=DRILL_CONTEXT,
    )
    return to_block("drill", {"document": document.decode()})


def check_drill(untrusted_drill: str) -> None:
    """Check that it is a drill, before anybody types 33 words for it; raises :class:`CertificateError`."""
    _opened(untrusted_drill)


def answer_drill(untrusted_drill: str, given: Given) -> str:
    """The answer's block of text, made with a share; raises :class:`CertificateError`, :class:`ForeignShareError`.

    Whoever made the drill learns from it that the share is there, and nothing else.
    """
    document, drill = _opened(untrusted_drill)
    if given.vault not in ("", drill.vault) or given.issue not in ("", drill.issue):
        raise ForeignShareError("the drill is for another share than this one: of another vault, or a newer one")
    key = given.share.drill_key
    signature = key.sign(document.encode(), context=ANSWER_CONTEXT)
    return to_block(
        "drill answer",
        {
            "drill": document,
            "number": given.share.number,
            "ed25519": to_base64(key.verify_key.ed25519),
            "ml-dsa-44": to_base64(key.verify_key.ml_dsa_44),
            "signature": signature.to_json(),
        },
    )


def _opened(untrusted_drill: str) -> tuple[str, Drill]:
    """The drill, and the document that an answer signs."""
    block = read_block("drill", untrusted_drill, said("the drill"), CertificateError)
    document = block.text("document")
    block.done()
    return document, _read_drill(from_json(document.encode().partition(b"\n")[0], said("the drill"), CertificateError))


def check_answer(
    untrusted_answer: str,
    vault: str,
    quorum: Quorum,
    key_of: Callable[[str], VerifyKey | None],
    *,
    now: datetime.datetime,
) -> Holder:
    """Who has proved that they hold their share; raises a :class:`VaultError` for anything else.

    1. The drill that it answers was signed by an editor, for this vault and issue.
    2. It is not too old, and newer than the holder's last.
    3. The key is the one that the holder's share makes.
    4. It has signed that very drill.
    """
    what = said("the drill's answer")
    block = read_block("drill answer", untrusted_answer, what, CertificateError)
    document, number = block.text("drill").encode(), block.number("number")
    key = VerifyKey(block.data("ed25519", ED25519_KEY_SIZE), block.data("ml-dsa-44", ML_DSA_44_KEY_SIZE))
    signature_fields = block.fields("signature")
    signature = read_signature(signature_fields)
    signature_fields.done()
    block.done()
    drill = _read_drill(open_document(document, key_of, context=DRILL_CONTEXT, what=said("the drill"))[0])  # 1
    if (drill.vault, drill.issue) != (vault, quorum.issue):
        raise ForeignShareError(
            "the answer is to a drill of another vault, or of shares that were replaced; send the holder the drill that"
            " `bronwacht vault share drill` prints now"
        )
    holder = quorum.holder(number)
    if holder is None:
        raise ForeignShareError("the answer is of a share that was never issued")
    if not now - DRILL_LIFE <= drill.at <= now + CLOCKS_APART:  # 2
        raise CertificateError(
            "the drill is more than {days} days old, or from the future; make a new one", days=DRILL_LIFE.days
        )
    if holder.drilled and drill.at <= holder.drilled:
        raise CertificateError("{name} has answered that drill, or a newer one, already", name=holder.name)
    if commitment_of(key) != holder.commitment:  # 3
        raise SpoiledShareError(
            "what {name} holds is not the share that was issued; re-issue the shares", name=holder.name
        )
    try:
        key.verify(signature, document, context=ANSWER_CONTEXT)  # 4
    except SignatureError:
        raise SpoiledShareError(
            "the answer of {name} does not fit its drill; ask for it again", name=holder.name
        ) from None
    return holder


def _read_drill(fields: Fields) -> Drill:
    fields.kind("drill")
    drill = Drill(fields.text("vault"), fields.text("issue"), fields.time("at"))
    fields.digest("nonce", NONCE_SIZE)
    fields.done()
    return drill
