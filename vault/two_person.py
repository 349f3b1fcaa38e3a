"""Records that one editor cannot open: the record's own identity is split, two of as many halves as there are editors.

Each half is sealed to one editor's key and lies in the record's line of the keyring, where the identity would lie. To
open, an editor makes a *request*, with a motive; a second one opens their half and seals it to the first, who joins it
with their own. A half alone rebuilds nothing (``shares``), and lies in the clear nowhere but in the memory of the
command that handles it. When the record has been opened it gets another identity, so that one approval opens once.

What this cannot do: two editors who agree need no motive, whoever adds a source knows it, and what an editor was once
shown they may have copied. The expiry of a request is kept by this program, not by mathematics.

Pure: it reads and writes no vault; the operations are in ``two_person_acts``.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..said import said
from . import age
from .canonical import Fields, Json, from_json, to_base64, to_json
from .cards import Card
from .errors import (
    AgeError,
    DamagedVaultError,
    NeedsApprovalError,
    RequestError,
    ShareError,
    TooFewEditorsError,
)
from .keys import EditorKey
from .log import MAX_NOTE
from .secret import Secret
from .shares import MAX_SHARES, MIN_THRESHOLD, Share, combine, identity_of, read_words, secret_of, split

REQUEST_LIFE = datetime.timedelta(hours=72)
"""How long a request waits for approval, and an approval for its use: over a weekend."""

MIN_MOTIVE = 8
"""Characters: a motive that is shorter tells the second editor nothing."""

ONLY = ""
"""The mark of a record's only files' key, in what an older Bronwacht wrote."""

_REQUEST_SIZE = 4


@dataclass(frozen=True)
class Halves:
    """The sealed halves of one identity by editor (fingerprint in hex).

    ``whole`` is the identity sealed to the break-glass key, empty where there was none: that key is the work of several
    people already.
    """

    sealed: Mapping[str, bytes] = field(repr=False)
    whole: bytes = field(repr=False)

    def without(self, editor: str) -> Halves:
        """Without the half of an editor (fingerprint in hex)."""
        return replace(self, sealed={other: half for other, half in self.sealed.items() if other != editor})

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        halves: dict[str, Json] = {editor: to_base64(sealed) for editor, sealed in sorted(self.sealed.items())}
        return {"halves": halves, "whole": to_base64(self.whole)}


def read_halves(value: Json) -> Halves:
    """The inverse of :meth:`Halves.to_json`; raises :class:`DamagedVaultError`."""
    fields = Fields(value, said("a record's halves"))
    halves = Halves(
        {editor: _decode(text) for editor, text in fields.mapping("halves").items()}, _decode(fields.text("whole"))
    )
    fields.done()
    return halves


@dataclass(frozen=True)
class About:
    """Which record a half is of; it stands in the half, so that nobody is made to approve one for another.

    ``what`` is "record", or "files" for the key of what is attached to it.
    """

    vault: str
    record: str
    codename: str
    what: str = "record"

    @property
    def files(self) -> About:
        """The same of the record's files."""
        return replace(self, what="files")


def split_identity(identity: Secret, about: About, editors: Sequence[Card], breaker: Card | None) -> Halves:
    """As :func:`split_for`, for nobody in particular."""
    return split_for(None, identity, about, editors, breaker)[0]


def split_for(
    asker: Card | None, identity: Secret, about: About, editors: Sequence[Card], breaker: Card | None
) -> tuple[Halves, bytes]:
    """Split an identity among ``editors``; and another's half for an ``asker`` whose approval goes on, sealed to them.

    Raises :class:`TooFewEditorsError`.

    1. There are two at least, and no more than halves can be told apart.
    2. Any two halves rebuild the identity, and one does not.
    3. Each half is sealed to its editor alone, with what it is about.
    """
    if not MIN_THRESHOLD <= len(editors) <= MAX_SHARES:  # 1
        raise TooFewEditorsError(
            "a record for two people needs {min_threshold} to {max_shares} editors",
            min_threshold=MIN_THRESHOLD,
            max_shares=MAX_SHARES,
        )
    shares = split(secret_of(identity), threshold=MIN_THRESHOLD, count=len(editors))  # 2
    sealed = {
        card.fingerprint.hex: _seal(share.words, about, card) for card, share in zip(editors, shares, strict=True)
    }  # 3
    halves = Halves(sealed, _seal(identity, about, breaker) if breaker else b"")
    others = [share for card, share in zip(editors, shares, strict=True) if card != asker]
    return halves, hand_over(others[0], about, asker) if asker else b""


def own_half(halves: Halves, about: About, key: EditorKey) -> Share:
    """An editor's own half; raises :class:`NeedsApprovalError` where they have none, and for damage."""
    sealed = halves.sealed.get(key.card.fingerprint.hex)
    if sealed is None:
        raise NeedsApprovalError(
            "you have no half of this record yet: it was split before you became an editor; two who have one must open"
            " it, and then you will have one too"
        )
    return _read_half(_open(sealed, about, key))


def hand_over(half: Share, about: About, to: Card) -> bytes:
    """A half, sealed to the editor who asked for it."""
    return _seal(half.words, about, to)


def join(own: Share, untrusted_handed: bytes, about: About, key: EditorKey) -> Secret:
    """The identity, from an editor's own half and the one handed over; raises :class:`DamagedVaultError`."""
    other = _read_half(_open(untrusted_handed, about, key))
    try:
        return identity_of(combine([own, other]))
    except ShareError:
        raise DamagedVaultError("the half that was handed over does not fit; have another editor approve") from None


def whole_identity(halves: Halves, about: About, breaker: EditorKey) -> Secret:
    """The identity as break-glass opens it; raises :class:`NeedsApprovalError` where it was never given one."""
    if not halves.whole:
        raise NeedsApprovalError("the record was not split for these break-glass shares; it takes two editors")
    return _open(halves.whole, about, breaker)


@dataclass(frozen=True)
class Request:
    """An editor (``by``, fingerprint) asks to open a record, and why; ``handed`` is the half sealed to them.

    ``handed_files`` is what opens the record's files, sealed to them, by the marks of the files' keys; ``handed`` is
    used up before it.
    """

    id: str
    record: str
    by: str
    motive: str
    expires: datetime.datetime
    approver: str = ""
    handed: bytes = field(default=b"", repr=False)
    handed_files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def unapproved(self) -> Request:
        """The same, as if nobody had approved it yet."""
        return replace(self, approver="", handed=b"", handed_files={})

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "id": self.id,
            "record": self.record,
            "by": self.by,
            "motive": self.motive,
            "expires": self.expires.isoformat(),
            "approver": self.approver,
            "handed": to_base64(self.handed),
            "handed_files": {mark: to_base64(half) for mark, half in sorted(self.handed_files.items())},
        }


def new_request(record: str, by: str, motive: str, *, now: datetime.datetime) -> Request:
    """A request that nobody has approved yet; raises :class:`RequestError` for a motive that says nothing."""
    return Request(secrets.token_hex(_REQUEST_SIZE), record, by, check_motive(motive), now + REQUEST_LIFE)


def read_requests(value: Json) -> tuple[Request, ...]:
    """The inverse of a list of :meth:`Request.to_json`; raises :class:`DamagedVaultError`."""
    return Fields({"requests": value}, said("the requests")).each("requests", _read_request)


def standing(requests: Sequence[Request], *, now: datetime.datetime) -> tuple[Request, ...]:
    """Those that have not expired; the others are dropped with the next write, and the halves in them."""
    return tuple(request for request in requests if request.expires > now)


def check_motive(motive: str) -> str:
    """A motive as it may stand in the log; raises :class:`RequestError`."""
    text = " ".join(motive.split())
    if len(text) < MIN_MOTIVE or not text.isprintable():
        raise RequestError(
            "say why, in {min_motive} characters at least: a second editor and the log will read it",
            min_motive=MIN_MOTIVE,
        )
    # As it is stored, where quotes and backslashes take two.
    if len(to_json(text)) > MAX_NOTE:
        raise RequestError(
            "the motive is too long for the log: {limit} bytes at most; and no names in it", limit=MAX_NOTE - 2
        )
    return text


def _seal(secret: Secret, about: About, to: Card) -> bytes:
    document = to_json(
        {
            "bronwacht": "half",
            "format": 1,
            "vault": about.vault,
            "record": about.record,
            "codename": about.codename,
            "what": about.what,
            "secret": secret.reveal_text(),
        }
    )
    return age.encrypt(document, recipients=[to.recipient])


def _open(untrusted_sealed: bytes, about: About, key: EditorKey) -> Secret:
    try:
        document = age.decrypt(untrusted_sealed, identities=[key.identity.reveal_text()])
    except AgeError:
        raise DamagedVaultError("the vault is damaged: a half does not open with its editor's key") from None
    fields = from_json(document, said("a half"))
    fields.kind("half")
    found = About(fields.text("vault"), fields.text("record"), fields.text("codename"), fields.text("what"))
    secret = Secret(fields.text("secret"))
    fields.done()
    if found != about:
        raise DamagedVaultError("a half stands where that of another record belongs; nobody should approve this")
    return secret


def _read_half(words: Secret) -> Share:
    try:
        return read_words(words)
    except ShareError:
        raise DamagedVaultError("the vault is damaged: a half is malformed") from None


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise DamagedVaultError("the vault is damaged: a half is not base64") from None


def _read_request(fields: Fields) -> Request:
    expires = fields.time("expires")
    return Request(
        fields.digest("id", _REQUEST_SIZE).hex(),
        fields.text("record"),
        fields.text("by"),
        fields.text("motive"),
        expires,
        fields.text("approver"),
        _decode(fields.text("handed")),
        _read_handed(fields),
    )


def _read_handed(fields: Fields) -> Mapping[str, bytes]:
    if isinstance(fields.value("handed_files"), str):  # by an older Bronwacht, which knew of one files' key
        half = _decode(fields.text("handed_files"))
        return {ONLY: half} if half else {}
    return {mark: _decode(text) for mark, text in fields.mapping("handed_files").items()}
