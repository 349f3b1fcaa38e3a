"""A session of the desk on disk: an age file to the editors who may go on with it, signed by who wrote it.

The desk gives bytes and takes bytes; here they are signed, sealed and written, whole or not at all. No plaintext
touches the disk. Anybody who has an editor's card can seal a file to it: what nobody signed is no session, and what
somebody else signed is told as theirs. An editor's key signs once, for a key of this run that signs each act: the one
that opens everything need not be at hand for as long as the page is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import InputError, LockedError, reason
from ..said import said
from ..vault import age
from ..vault.canonical import Fields, Json, from_json, to_base64, to_json
from ..vault.cards import Card, read_card_fields
from ..vault.errors import AgeError, NoMatchError, OutputExistsError, UnreachableError, VaultError
from ..vault.files import change, open_to_read, write_fresh
from ..vault.keys import EditorKey
from ..vault.signing import ED25519_KEY_SIZE, ML_DSA_44_KEY_SIZE, SigningKey, VerifyKey, read_signature

MAX_BYTES = 64 << 20
"""Some hundred decisions take some ten kilobytes, and the draft is in it once; what is larger is no session."""

CONTEXT, KEY_CONTEXT = "desk session", "key of a desk session"
WHAT = said("the session")


class SessionError(InputError):
    """The session cannot be read, is damaged, or was written by another desk meanwhile."""


class TakenError(SessionError):
    """Another desk has written the session since this one did."""


class NotOursError(SessionError, LockedError):
    """The session is whole, and sealed to other keys."""

    exit_code = LockedError.exit_code


@dataclass(frozen=True)
class Writer:
    """What signs the sessions of one run: a key of its own, and the editor's ``deed`` that it is theirs."""

    key: SigningKey = field(repr=False)
    deed: dict[str, Json]

    @classmethod
    def of(cls, editor: EditorKey) -> Writer:
        """For a run of ``editor``, whose own key is not needed afterwards."""
        key = SigningKey()
        public = key.verify_key
        signature = editor.signing.sign(_bytes_of(public), context=KEY_CONTEXT)
        deed: dict[str, Json] = {
            "card": editor.card.to_json(),
            "ed25519": to_base64(public.ed25519),
            "ml-dsa-44": to_base64(public.ml_dsa_44),
            "signature": dict(signature.to_json()),
        }
        return cls(key, deed)


@dataclass
class SealedSession:
    """Where a session is kept, and for whom.

    ``saved`` is what was in it when it was opened, None for a new one, and ``by`` who wrote that, None where it was the
    editor who opens it. The first of the ``recipients`` began it; every other one reads after them, and never sees what
    they decided before having decided alike: so whose turn it is goes by the key, and not by what somebody types.
    """

    path: Path
    recipients: tuple[str, ...]
    writer: Writer = field(repr=False)
    own: str
    saved: bytes | None = field(default=None, repr=False)
    by: Card | None = None
    _written: tuple[int, int] | None = None

    @property
    def is_for_others(self) -> bool:
        """Whether somebody reads after whoever began it."""
        return len(self.recipients) > 1

    @property
    def is_own(self) -> bool:
        """Whether the editor who opens it began it."""
        return self.recipients[0] == self.own

    @classmethod
    def open(cls, path: Path, key: EditorKey, others: Sequence[str] = ()) -> SealedSession:
        """The session at ``path``, or a new one for ``key`` and the recipients of ``others``.

        Raises :class:`SessionError`, and the errors of ``age`` for one that ``key`` does not open.
        """
        own, writer = age.recipient_of(key.identity.reveal_text()), Writer.of(key)
        try:
            written = _stamp(path)
            with open_to_read(path) as file:
                sealed = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return cls(path, tuple(dict.fromkeys([own, *others])), writer, own)
        except OSError as error:
            raise SessionError(
                "cannot read the session {name}: {reason}", name=path.name, reason=reason(error)
            ) from None
        if len(sealed) > MAX_BYTES:
            raise SessionError("{name} is far too large to be a session; name another with --session", name=path.name)
        try:
            known, by, saved = _parse(age.decrypt(sealed, identities=[key.identity.reveal_text()]))
        except NoMatchError:
            raise NotOursError(
                "{name} is another editor's session, and is not sealed to your key: ask them to name you with --for, or"
                " begin one of your own with --session FILE",
                name=path.name,
            ) from None
        except AgeError:
            raise SessionError(
                "the session {name} is damaged; take an older copy of it, or move it away to begin anew", name=path.name
            ) from None
        recipients = tuple(dict.fromkeys([*known, own, *others]))
        return cls(path, recipients, writer, own, saved, None if by == key.card else by, written)

    def without_others(self) -> SealedSession:
        """The same, sealed to nobody but the editor who began it."""
        return replace(self, recipients=(self.own,))

    def save(self, saved: bytes) -> None:
        """Sign and seal ``saved`` and put it in place of what was there.

        Raises :class:`TakenError` when somebody else has written there since, and StorageError.
        """
        self._check_ours()
        head = to_json({"recipients": list(self.recipients), **self.writer.deed})
        signature = self.writer.key.sign(head + b"\n" + saved, context=CONTEXT)
        body = b"\n".join((head, to_json(signature.to_json()), saved))
        sealed = age.encrypt(body, recipients=self.recipients)

        def made() -> bytes:
            self._check_ours()  # again, now that nobody else writes
            return sealed

        try:
            if self._written:
                change(self.path, made)
            else:
                write_fresh(self.path, sealed)
        except OutputExistsError:
            self._check_ours()
            raise
        self._written = _stamp(self.path)

    def _check_ours(self) -> None:
        if _stamp(self.path) != self._written:
            raise TakenError("another desk writes this session; end one of the two, nothing was saved by this one")


def _parse(plaintext: bytes) -> tuple[list[str], Card, bytes]:
    """For whom a session is, who wrote it, and what was saved; raises :class:`SessionError`."""
    head, _, rest = plaintext.partition(b"\n")
    signed, _, saved = rest.partition(b"\n")
    try:
        fields, signature = from_json(head, WHAT), from_json(signed, WHAT)
        recipients, (by, key) = list(fields.texts("recipients")), _read_deed(fields)
        key.verify(read_signature(signature), head + b"\n" + saved, context=CONTEXT)
        for each in (fields, signature):
            each.done()
        age.encrypt(b"", recipients=recipients)
    except (VaultError, AgeError):
        raise SessionError(
            "the file opens, but is no session of the desk that an editor signed with this Bronwacht; name another with"
            " --session"
        ) from None
    return recipients, by, saved


def _read_deed(fields: Fields) -> tuple[Card, VerifyKey]:
    card, signature = fields.fields("card"), fields.fields("signature")
    by = read_card_fields(card)
    key = VerifyKey(fields.data("ed25519", ED25519_KEY_SIZE), fields.data("ml-dsa-44", ML_DSA_44_KEY_SIZE))
    by.key.verify(read_signature(signature), _bytes_of(key), context=KEY_CONTEXT)
    for each in (card, signature):
        each.done()
    return by, key


def _bytes_of(key: VerifyKey) -> bytes:
    return key.ed25519 + key.ml_dsa_44


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells one written file from the next: its inode and its time; None when there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreachableError("cannot reach the session: {reason}", reason=reason(error)) from None
    return found.st_ino, found.st_mtime_ns
