"""Taking an export back into a vault, which may be another than it came from.

Everything is checked before anything is written, and written at once. Called by commands.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..said import said
from . import age
from .agreed import with_agreed
from .canonical import from_json
from .cards import Card
from .dossier import Keyring
from .errors import AgeError, ExportError, FingerprintError, FormError, NoMatchError, NotAnEditorError
from .export import ID_SIZE, INDEX
from .export_index import Index, Line, read_index
from .files import open_to_read
from .index import Attached, Record, sha256
from .keys import EditorKey
from .log import Act
from .padding import unpad
from .secret import Secret
from .source import DETAIL_TYPES, Source, read_source, types_of
from .state import Change, Did, Kept, State
from .store import MAX_SLOT, Snapshot
from .vault import Vault, check_labels

MAX_INDEX = 64 << 20
"""Bytes of an index: more than 300,000 files; stops one that was made to exhaust the memory."""


@dataclass(frozen=True)
class Found:
    """A source of an export, and the parts of what is attached to it, by the attached thing's id."""

    source: Source
    attached: dict[str, list[bytes]] = field(default_factory=dict, repr=False)


def import_export(vault: Vault, folder: Path, *, maker: str | None = None) -> int:
    """Put all sources of an export into a vault, or none; how many there were.

    1. The index opens with the editor's key.
    2. It is signed by an editor of the vault, present or not, or by somebody whose fingerprint is ``maker``.
    3. Every file is the one that the index knows, opens with the export's key, and can be read.
    4. No codename is taken, and none gives a source away.
    5. Every record gets a new key, and all are written with one entry in the log.

    Raises :class:`ExportError`, :class:`NotAnEditorError`, :class:`FingerprintError`, :class:`FormError`.
    """
    index, signer = read_index(_open_index(folder, vault.key))  # 1
    _check_signer(signer, vault.keyring, maker)  # 2
    found = list(read_sources(folder, index))  # 3
    for one in found:
        # Nobody can give a source of an older vault another codename, and what it was listed by is known.
        check_labels((one.source.codename, *one.source.tags), one.source, as_they_stand=True)

    def change(state: State, _: Snapshot) -> tuple[Change, int]:
        taken = {record.codename.casefold() for record in state.keyring.records}
        if any(one.source.codename.casefold() in taken for one in found):  # 4
            raise FormError(
                "a codename of the export is taken in this vault; it has been imported, or belongs elsewhere"
            )
        kept = tuple(_line(one, state.keyring.epoch) for one in found)  # 5
        return Change((Did(Act.IMPORTED, note=f"{len(kept)} sources, export of {index.made}"),), kept), len(kept)

    return vault.change(change)


def read_sources(folder: Path, index: Index) -> Iterator[Found]:
    """Open every file that an index names, and put together what belongs together; raises :class:`ExportError`."""
    identity, found = index.identity.reveal_text(), None
    for line in index.lines:
        plaintext = _open_file(folder, line, identity)
        if line.attached and found:
            found.attached.setdefault(line.attached, []).append(plaintext)
            continue
        if found:
            yield found
        found = Found(_read_source(plaintext, line))
    if found:
        yield found


def _open_index(folder: Path, key: EditorKey) -> bytes:
    sealed = _read(folder / INDEX, MAX_INDEX)
    try:
        return age.decrypt(sealed, identities=[key.identity.reveal_text()])
    except NoMatchError:
        raise NotAnEditorError("your key does not open this export; it was made for the editors of its day") from None
    except AgeError:
        raise ExportError("the export is damaged: its index was changed or cut off; use another copy") from None


def _check_signer(signer: Card, keyring: Keyring, maker: str | None) -> None:
    if maker is not None:
        if not signer.fingerprint.is_meant_by(maker):
            raise FingerprintError("the export was made by somebody with another fingerprint; do not use it")
    elif keyring.roster.key_of(signer.fingerprint.hex) is None:
        raise FingerprintError(
            "the export was made by somebody who is no editor of this vault; ask them for the eight words of their key,"
            " and give them with --from"
        )


def _open_file(folder: Path, line: Line, identity: str) -> bytes:
    sealed = _read(folder / line.file, MAX_SLOT)
    if sha256(sealed).hex() != line.sha256:
        raise ExportError("the export is damaged: a file is not the one that the index knows; use another copy")
    try:
        return age.decrypt(sealed, identities=[identity])
    except AgeError:
        raise ExportError("the export is damaged: a file does not open with its key; use another copy") from None


def _read_source(plaintext: bytes, line: Line) -> Source:
    fields = from_json(unpad(plaintext), said("a source of the export"), ExportError)
    source = read_source(fields)
    if source.codename != line.codename:
        raise ExportError("the export is damaged: a file is about another source than the index says")
    if not types_of(source) <= set(DETAIL_TYPES):
        raise ExportError("the export is damaged: a source in it is about a type of detail that there is not")
    return source


def _line(found: Found, epoch: int) -> Kept:
    things = [Attached(id_, _new_secret(), ()) for id_ in found.attached]
    record = Record(
        id=secrets.token_hex(ID_SIZE),
        codename=found.source.codename,
        place=0,
        identity=_new_secret(),
        version=1,
        sealed_sha256=b"",
        tags=found.source.tags,
        retain_until=found.source.retain_until,
        epoch=epoch,
        attached=tuple(things),
    )
    record = with_agreed(record, found.source)
    return Kept(record, found.source, attached={t.id: _seal_parts(found.attached[t.id], t.identity) for t in things})


def _seal_parts(parts: Sequence[bytes], identity: Secret) -> list[tuple[int, bytes]]:
    recipient = age.recipient_of(identity.reveal_text())
    return [(len(part), age.encrypt(part, recipients=[recipient])) for part in parts]


def _new_secret() -> Secret:
    return Secret(age.generate_identity().identity)


def _read(path: Path, limit: int) -> bytes:
    try:
        with open_to_read(path) as file:
            data = file.read(limit + 1)
    except OSError:
        raise ExportError("this is no export, or a file of it is missing; use another copy") from None
    if len(data) > limit:
        raise ExportError("a file of the export is far too large; refused")
    return data
