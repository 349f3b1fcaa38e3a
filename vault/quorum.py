"""Break-glass: an editor whom nobody is, whose key a few of its holders rebuild together when all editors are lost.

Its key is made like any editor's, from one secret of 32 bytes: that secret *is* its post-quantum age identity, and its
signing seeds are derived from it. So it stands in the roster, is a recipient of every keyring, and can admit a new
editor, all by the rules for editors; and replacing it is admitting one and revoking another. The secret is split
(``shares``) and forgotten. The keyring keeps a commitment to each share. What holders and the vault's editors need to
tell a bad share from a good one without opening anything is the *certificate*: the commitments, signed by an editor.

Pure: it reads and writes no vault; the operations are in ``quorum_acts``.
"""

from __future__ import annotations

import datetime
import secrets
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..said import Remark, said
from .canonical import Fields, Json
from .cards import Card, check_name, read_card_fields
from .conventions import hkdf
from .errors import CertificateError, ForeignShareError, ShareError, SpoiledShareError, TooFewSharesError
from .keys import EditorKey
from .quorum_text import has_block, read_block, to_block
from .roster import BREAK_GLASS
from .secret import Secret
from .shares import (
    MIN_THRESHOLD,
    SECRET_SIZE,
    SHARE_WORDS,
    Share,
    claimed_number,
    combine,
    identity_of,
    read_words,
    split,
)
from .signing import SigningKey, VerifyKey, open_document, sign_document

MAX_HOLDERS = 7
"""More people than that are never all found again, and each is one more to lose a share."""

CERTIFICATE_CONTEXT = "share certificate"
_SHARE, _CERTIFICATE = "share", "share certificate"
_ISSUE_SIZE = 16
_WORDS_A_LINE = 3
_SEED = b"bronwacht break-glass 1 "


@dataclass(frozen=True)
class Holder:
    """Who holds share ``number``, its commitment, and when they last proved that they still do (UTC)."""

    number: int
    name: str
    commitment: bytes
    drilled: datetime.datetime | None = None


@dataclass(frozen=True)
class Quorum:
    """What the keyring knows of the shares: their issue and mark, how many open, who holds them, whose key they make.

    ``breaker`` is the fingerprint (hex) of the break-glass editor.
    """

    issue: str
    mark: int
    threshold: int
    issued: datetime.date
    breaker: str
    holders: tuple[Holder, ...]

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "issue": self.issue,
            "mark": self.mark,
            "threshold": self.threshold,
            "issued": self.issued.isoformat(),
            "breaker": self.breaker,
            "holders": [
                {
                    "number": holder.number,
                    "name": holder.name,
                    "commitment": holder.commitment.hex(),
                    "drilled": holder.drilled.isoformat() if holder.drilled else "",
                }
                for holder in self.holders
            ],
        }

    def holder(self, number: int) -> Holder | None:
        """The holder of share ``number``."""
        return next((holder for holder in self.holders if holder.number == number), None)

    def with_drill(self, number: int, at: datetime.datetime) -> Quorum:
        """The same, with the holder of ``number`` drilled ``at``."""
        return replace(self, holders=tuple(replace(h, drilled=at) if h.number == number else h for h in self.holders))


def read_quorum(fields: Fields) -> Quorum:
    """The inverse of :meth:`Quorum.to_json`."""
    issued = fields.date("issued")
    return Quorum(
        fields.digest("issue", _ISSUE_SIZE).hex(),
        fields.number("mark"),
        fields.number("threshold"),
        issued,
        fields.digest("breaker").hex(),
        fields.each("holders", _read_holder),
    )


@dataclass(frozen=True)
class Issue:
    """New shares, on their way to their holders, and the key that they make, on its way to be forgotten."""

    quorum: Quorum
    breaker: EditorKey
    shares: tuple[Share, ...]


def new_issue(names: Sequence[str], threshold: int, *, today: datetime.date) -> Issue:
    """Make a break-glass key and split it among ``names``; raises :class:`ShareError`, :class:`EditorNameError`.

    1. Refuse what would be no quorum, or could not be told apart.
    2. Make the secret, and the editor's key from it.
    3. Split it, and check that the shares do rebuild it.
    4. Commit to each share.
    """
    if not MIN_THRESHOLD <= threshold <= len(names) <= MAX_HOLDERS:  # 1
        raise ShareError(
            "shares go to at most {max_holders} holders, and at least {min_threshold} of them open",
            max_holders=MAX_HOLDERS,
            min_threshold=MIN_THRESHOLD,
        )
    if len({check_name(name).casefold() for name in names}) != len(names):
        raise ShareError("two holders have one name; a bad share could not be told from a good one by it")
    secret = Secret(secrets.token_bytes(SECRET_SIZE))  # 2
    breaker = breaker_of(secret)
    shares = split(secret, threshold=threshold, count=len(names))  # 3
    if combine(shares[-threshold:]) != secret:
        raise ShareError("the shares do not rebuild the key; nothing was written")
    secret.wipe()
    holders = tuple(Holder(s.number, name, s.commitment) for s, name in zip(shares, names, strict=True))  # 4
    issue = secrets.token_hex(_ISSUE_SIZE)
    return Issue(
        Quorum(issue, shares[0].mark, threshold, today, breaker.card.fingerprint.hex, holders), breaker, shares
    )


def breaker_of(secret: Secret) -> EditorKey:
    """The break-glass editor's key: the secret is its age identity, its signing seeds are derived from it."""
    seeds = [Secret(hkdf(secret.reveal(), salt=b"", info=_SEED + use)) for use in (b"ed25519", b"ml-dsa-44")]
    return EditorKey(BREAK_GLASS, identity_of(secret), SigningKey(*seeds))


@dataclass(frozen=True)
class Given:
    """A share as somebody gave it: ``vault`` and ``issue`` are empty where only its words were given."""

    share: Share
    vault: str = ""
    issue: str = ""


def share_sheet(share: Share, quorum: Quorum, vault: str) -> Secret:
    """The page that a holder keeps, sealed or on paper: what it is, the words, and the same as a block of text."""
    holder = quorum.holder(share.number)
    words = share.words.reveal_text().split()
    rows = [words[at : at + _WORDS_A_LINE] for at in range(0, SHARE_WORDS, _WORDS_A_LINE)]
    block = to_block(_SHARE, {"vault": vault, "issue": quorum.issue, "words": share.words.reveal_text()})
    lines = [
        str(said("BREAK-GLASS SHARE {number} OF {count}", number=share.number, count=len(quorum.holders))),
        str(said("holder  {name}", name=holder.name if holder else "")),
        str(said("vault   {vault}", vault=vault)),
        str(said("issued  {on}", on=quorum.issued.isoformat())),
        "",
        textwrap.fill(
            str(
                said(
                    "Any {threshold} of these shares together open the vault; fewer open nothing. Keep it where only"
                    " you come. Give it to nobody who asks for it alone. From time to time an editor sends you a drill:"
                    " answer it with `bronwacht vault share answer`, which shows that you have the share and not what"
                    " it says.",
                    threshold=quorum.threshold,
                )
            ),
            76,
        ),
        "",
        *(
            "  ".join(f"{_WORDS_A_LINE * row + place:2} {word:<10}" for place, word in enumerate(cells, 1)).rstrip()
            for row, cells in enumerate(rows)
        ),
        "",
        block,
    ]
    return Secret("\n".join(lines))


def read_given(untrusted_text: Secret, what: Remark) -> Given:
    """Read a share from its sheet, its block, or its words alone; raises :class:`ShareError`."""
    try:
        text = untrusted_text.reveal_text()
    except UnicodeDecodeError:
        raise ShareError("{what} is not text", what=what) from None
    if not has_block(_SHARE, text):
        return Given(read_words(_without_numbers(text), what))
    fields = read_block(_SHARE, text, what, ShareError)
    words = Secret(fields.text("words"))
    given = Given(read_words(words, what), fields.text("vault"), fields.text("issue"))
    fields.done()
    return given


@dataclass(frozen=True)
class Certificate:
    """What is known of the shares of a vault outside it, and the editor who signed for that; no secret.

    ``founder`` is the fingerprint (hex) of the vault's founder. The issuer's signature shows that nobody else wrote it;
    who the issuer is, only their fingerprint shows, compared out of band.
    """

    vault: str
    founder: str
    quorum: Quorum
    issuer: Card

    def check(self, given: Given) -> Holder:
        """Whose share it is; raises :class:`ForeignShareError` or :class:`SpoiledShareError`, which name it.

        1. It says that it is of this vault and issue, or says nothing.
        2. It bears the mark of this issue.
        3. It is the very share that was issued under its number.
        """
        share, holder = given.share, self.quorum.holder(given.share.number)
        if given.vault not in ("", self.vault):  # 1
            raise ForeignShareError("a share is one of another vault; ask its holder for the one of this vault")
        if given.issue not in ("", self.quorum.issue) or share.mark != self.quorum.mark:  # 2
            raise ForeignShareError(
                "a share is not of the issue of {issued}, of which this certificate is: one of the two was replaced, or"
                " is of another vault; look at the date on the sheet, and take the newest of both",
                issued=self.quorum.issued,
            )
        if holder is None or share.commitment != holder.commitment:  # 3
            whose = (
                said("the share of {name} (number {number})", name=holder.name, number=holder.number)
                if holder
                else said("a share")
            )
            raise SpoiledShareError("{whose} is spoiled: it is not the one that was issued; do without it", whose=whose)
        return holder


def certify(vault: str, founder: str, quorum: Quorum, key: EditorKey) -> str:
    """A certificate's block of text, signed by ``key``."""
    body: dict[str, Json] = {
        "bronwacht": _CERTIFICATE,
        "format": 1,
        "vault": vault,
        "founder": founder,
        "quorum": quorum.to_json(),
    }
    document = sign_document(body, key.signing, by=key.card.fingerprint.hex, context=CERTIFICATE_CONTEXT)
    return to_block(_CERTIFICATE, {"document": document.decode(), "issuer": key.card.to_json()})


def read_certificate(untrusted_text: str) -> Certificate:
    """The inverse of :func:`certify`; raises :class:`CertificateError` or another :class:`VaultError`."""
    what = said("the share certificate")
    block = read_block(_CERTIFICATE, untrusted_text, what, CertificateError)
    issuer_fields = block.fields("issuer")
    issuer, document = read_card_fields(issuer_fields), block.text("document")
    issuer_fields.done()
    block.done()

    def key_of(fingerprint: str) -> VerifyKey | None:
        return issuer.key if fingerprint == issuer.fingerprint.hex else None

    fields, _ = open_document(document.encode(), key_of, context=CERTIFICATE_CONTEXT, what=what)
    fields.kind(_CERTIFICATE)
    quorum_fields = fields.fields("quorum")
    certificate = Certificate(fields.text("vault"), fields.text("founder"), read_quorum(quorum_fields), issuer)
    quorum_fields.done()
    fields.done()
    return certificate


def read_shares(untrusted_texts: Sequence[Secret], certificate: Certificate | None) -> tuple[Given, ...]:
    """Read shares one by one, as :func:`read_given`; one that cannot be read is named as well as can be."""
    return tuple(
        read_given(text, _called(text, place, certificate)) for place, text in enumerate(untrusted_texts, start=1)
    )


def rebuild(given: Sequence[Given], certificate: Certificate | None) -> EditorKey:
    """The break-glass key from enough shares; raises a :class:`ShareError` that names the bad one.

    1. Every share is one that was issued, and none is there twice; told before anything is combined.
    2. There are enough of them.
    3. What they make is the key that the certificate speaks of.

    Without a certificate only 2 holds, and that they belong together; a vault still opens with the right key alone.
    """
    numbers = [one.share.number for one in given]
    if certificate:
        holders = [certificate.check(one) for one in given]  # 1
        twice = next((holder.name for holder in holders if numbers.count(holder.number) > 1), None)
        if twice:
            raise ShareError("the share of {twice} was given twice; give each once", twice=twice)
        if len(given) < certificate.quorum.threshold:  # 2
            raise TooFewSharesError(
                "too few shares: {count} were given, and it takes {threshold}",
                count=len(given),
                threshold=certificate.quorum.threshold,
            )
    elif len({(one.share.mark, one.share.threshold) for one in given}) > 1:
        raise ForeignShareError(
            "the shares are not of one vault and one issue; the share certificate tells which is not"
        )
    breaker = breaker_of(combine([one.share for one in given]))
    if certificate and breaker.card.fingerprint.hex != certificate.quorum.breaker:  # 3
        raise SpoiledShareError("the shares make another key than the one that was split; use another certificate")
    return breaker


def _read_holder(fields: Fields) -> Holder:
    at = fields.time("drilled") if fields.text("drilled") else None
    return Holder(fields.number("number"), fields.text("name"), fields.digest("commitment"), at)


def _called(untrusted_text: Secret, place: int, certificate: Certificate | None) -> Remark:
    """What to call a share that is being read: its place, and whose it says it is."""
    number = claimed_number(_without_numbers(untrusted_text.reveal().decode(errors="replace"))) if certificate else None
    holder = certificate.quorum.holder(number) if certificate and number else None
    if holder:
        return said("share {place} of those given, {name}'s by its number,", place=place, name=holder.name)
    return said("share {place} of those given", place=place)


def _without_numbers(text: str) -> Secret:
    """The words of a sheet that numbers them."""
    return Secret(" ".join(word for word in text.split() if not word.isdigit()))
