"""The index of an export: which file is which source, what each must be, and the key that opens them.

It is text that a person reads, and an age identity file at once: what is said stands in comments, and the one line
that is none is the key of all the other files. So ``age --identity`` takes the opened index as it is. Called by
``export`` and ``importing``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..said import printable, said
from .canonical import from_json, to_json
from .cards import Card, read_card_fields
from .errors import CardError, DamagedVaultError, ExportError, SignatureError
from .keys import EditorKey, value_after
from .secret import Secret
from .signing import read_signature

CONTEXT = "export"
_TITLE = "# Bronwacht export 1"
_SIGNED = "# signed "
_HEADS = ("# vault ", "# dossier ", "# made ")
_EXPLAINED = ("#", "# codename, file, SHA-256 of the file; what is attached to a source follows it:", "#")
_FILE = re.compile(r"(?:records|attached)/[0-9a-f]{32}\.age")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Line:
    """One file of an export: whose it is, where it lies in the folder, its SHA-256 in hex.

    ``attached`` is the id of the attached thing that it is a part of, in the order of the parts; empty for a record.
    """

    codename: str
    file: str
    sha256: str
    attached: str = ""


@dataclass(frozen=True)
class Index:
    """What an export holds; ``identity`` opens every file but the index itself."""

    vault: str
    dossier: str
    made: datetime.date
    identity: Secret
    lines: tuple[Line, ...] = field(repr=False)

    def signed_by(self, key: EditorKey) -> bytes:
        """The index as text, with an editor's signature and card at its end; the inverse is :func:`read_index`."""
        text = self._text()
        signature = key.signing.sign(text, context=CONTEXT)
        signed = to_json({"card": key.card.to_json(), "signature": dict(signature.to_json())})
        return text + _SIGNED.encode() + signed + b"\n"

    def _text(self) -> bytes:
        heads = (self.vault, self.dossier, self.made.isoformat())
        lines = [
            _TITLE,
            *(label + value for label, value in zip(_HEADS, heads, strict=True)),
            *_EXPLAINED,
            *(
                "\t".join(("#", printable(line.codename), line.file, line.sha256, line.attached)).rstrip("\t")
                for line in self.lines
            ),
            self.identity.reveal_text(),
        ]
        return "\n".join(lines).encode() + b"\n"


def read_index(untrusted_text: bytes) -> tuple[Index, Card]:
    """Check an index's signature and read it: the index, and the card of who signed it, who is yet to be trusted.

    Raises :class:`SignatureError`, :class:`ExportError`, or :class:`DamagedVaultError`.
    """
    untrusted, mark, signed = untrusted_text.rpartition(b"\n" + _SIGNED.encode())
    if not mark:
        raise ExportError("the export is damaged: its index is not signed")
    fields = from_json(signed, said("the export's index"))
    card, signature = fields.fields("card"), fields.fields("signature")
    try:
        signer = read_card_fields(card)
    except CardError:
        raise SignatureError("the export's index is signed with a card that is none") from None
    text = untrusted + b"\n"
    signer.key.verify(read_signature(signature), text, context=CONTEXT)
    for part in (card, signature, fields):
        part.done()
    try:
        return _read_text(text.decode()), signer
    except UnicodeDecodeError:
        raise ExportError("the export's index is not one that this Bronwacht can read; update it") from None


def _read_text(text: str) -> Index:
    lines = text.removesuffix("\n").split("\n")
    first = 1 + len(_HEADS) + len(_EXPLAINED)
    try:
        if lines[0] != _TITLE or tuple(lines[1 + len(_HEADS) : first]) != _EXPLAINED:
            raise ValueError
        vault, dossier, made = (value_after(line, label) for line, label in zip(lines[1:], _HEADS, strict=False))
        rows = tuple(_read_line(line) for line in lines[first:-1])
        index = Index(vault, dossier, datetime.date.fromisoformat(made), Secret(lines[-1]), rows)
    except (ValueError, IndexError):
        raise ExportError("the export's index is not one that this Bronwacht can read; update it") from None
    _check(index.lines)
    return index


def _read_line(line: str) -> Line:
    mark, codename, file, sha256, *attached = line.split("\t")
    if mark != "#" or len(attached) > 1 or not _FILE.fullmatch(file) or not _SHA256.fullmatch(sha256):
        raise ValueError
    if attached and not _ID.fullmatch(attached[0]):  # it goes into the vault's index as it is
        raise ValueError
    return Line(codename, file, sha256, *attached)


def _check(lines: Sequence[Line]) -> None:
    """A file stands there once, and what is attached follows its record."""
    seen: set[str] = set()
    for line in lines:
        new_name = line.codename.casefold() not in seen
        if line.file in seen or new_name != (not line.attached):
            raise DamagedVaultError("the export is damaged: its index says two things of one file or source")
        seen |= {line.file, line.codename.casefold()}
