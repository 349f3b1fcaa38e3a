"""The files of a record that takes two editors: their keys, sealed to one that is split as the record's own key is.

In the record's line such a file has no key. It lies here, sealed to a *files' key*, whose public half lies beside it:
one editor alone can attach a file, and it takes two to open one, or to read its name. The files' key is not the
record's, since whoever was shown a record gives it another key when they edit it, and does not open its files for that.

Whoever attaches a file makes a files' key for it alone, and seals to none that they find in the line: an editor with a
changed program could have put one of theirs there, and would open alone whatever others attach. When two open the
files, all that are opened share a key again.

Pure: it reads and writes no vault; the operations are in ``two_person_acts``.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..said import said
from . import age
from .canonical import Fields, Json, to_base64
from .cards import Card
from .errors import AgeError, DamagedVaultError
from .index import sha256
from .secret import Secret
from .two_person import About, Halves, read_halves, split_for

MARK_SIZE = 16
"""Hex digits by which the keys of a record's files are told apart."""


@dataclass(frozen=True)
class Files:
    """The public half of a files' key, its halves by editor, the key of every file (its id) sealed to it.

    ``epoch`` is the keyring's when the files' own keys were last made.
    """

    recipient: str
    halves: Halves
    keys: Mapping[str, bytes] = field(repr=False)
    epoch: int

    @property
    def mark(self) -> str:
        """What tells it from others of the same record."""
        return sha256(self.recipient.encode()).hex()[:MARK_SIZE]

    def with_key(self, id_: str, identity: Secret) -> Files:
        """With one file more."""
        return replace(self, keys={**self.keys, id_: age.encrypt(identity.reveal(), recipients=[self.recipient])})

    def without(self, id_: str) -> Files:
        """Without the key of a file."""
        return replace(self, keys={other: sealed for other, sealed in self.keys.items() if other != id_})

    def open(self, identity: Secret) -> dict[str, Secret]:
        """The files' keys by id, with the files' key that two have joined; raises :class:`DamagedVaultError`."""
        try:
            opened = {
                id_: age.decrypt(sealed, identities=[identity.reveal_text()]) for id_, sealed in self.keys.items()
            }
        except AgeError:
            raise DamagedVaultError("the vault is damaged: the key of a file does not open") from None
        return {id_: Secret(text) for id_, text in opened.items()}

    def to_json(self) -> Json:
        """As it is stored."""
        keys: dict[str, Json] = {id_: to_base64(sealed) for id_, sealed in sorted(self.keys.items())}
        return {"recipient": self.recipient, "halves": self.halves.to_json(), "keys": keys, "epoch": self.epoch}


def read_files(value: Json) -> tuple[Files, ...]:
    """The inverse of :meth:`Files.to_json` for all of a record's; raises :class:`DamagedVaultError`.

    An older Bronwacht wrote one, by itself.
    """
    if isinstance(value, list):
        found = tuple(_read(one) for one in value)
        if len({files.mark for files in found}) != len(found) or not found:
            raise DamagedVaultError("the vault is damaged: two keys of a record's files are the same, or there is none")
        return found
    return (_read(value),)


def _read(value: Json) -> Files:
    fields = Fields(value, said("a record's files"))
    try:
        keys = {id_: base64.b64decode(text, validate=True) for id_, text in fields.mapping("keys").items()}
    except (binascii.Error, ValueError):
        raise fields.wrong("a key is not base64") from None
    files = Files(fields.text("recipient"), read_halves(fields.value("halves")), keys, fields.number("epoch"))
    fields.done()
    return files


def new_files(
    keys: Mapping[str, Secret],
    about: About,
    editors: Sequence[Card],
    breaker: Card | None,
    *,
    epoch: int,
    asker: Card | None = None,
) -> tuple[Files, bytes]:
    """A new files' key, split among ``editors``, for files with these ``keys``; what :func:`split_for` hands over."""
    pair = age.generate_identity()
    halves, handed = split_for(asker, Secret(pair.identity), about.files, editors, breaker)
    files = Files(pair.recipient, halves, {}, epoch)
    for id_, identity in keys.items():
        files = files.with_key(id_, identity)
    return files, handed
