"""Writing a dossier as a folder of age files, which outlives this program; ``importing`` takes it back.

Whoever has an editor's key file opens an export with the ``age`` program alone, following the sheet that lies in it.
What is in it is what the vault held on that day: revoking a key, re-keying, or shredding does not reach it, so it
belongs in a safe. Anybody sees how many files there are, and how long, to within the sizes of ``padding``.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import random
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import reason
from ..late import flush_folder
from . import age
from .dossier import Keyring, check_record, open_record
from .errors import AgeError, DamagedVaultError, ExportError, OutputExistsError, StorageError
from .export_index import Index, Line
from .files import OWNER_ONLY, OWNER_ONLY_FOLDER, check_fresh, folder_part_of
from .index import Attached, Record, sha256
from .keys import EditorKey
from .log import Act
from .padding import pad, recipient_count, record_size
from .secret import Secret
from .state import Change, Did, State
from .store import Snapshot
from .vault import Vault
from .words import DATA

INDEX = "index.age"
SHEET, SCRIPT = "RECOVERY.txt", "open.mjs"
"""What a person reads, and what opens an export where ``age`` is too old."""

RECORDS, ATTACHED = "records", "attached"
ID_SIZE = 16


@dataclass(frozen=True)
class Exported:
    """How many sources were written, and the codenames of those that were not, since they take two people."""

    sources: int
    left_out: tuple[str, ...]


def export(vault: Vault, folder: Path, *, today: datetime.date, without_two_person: bool = False) -> Exported:
    """Write all sources of a dossier to a new folder that any of its editors can open.

    1. Refuse a folder that exists, and records that one editor alone may not open, unless they are to be left out.
    2. Log the export, and wait until it is on the disk: everything is about to be read.
    3. Make a key for the export, and seal every record, and what is attached to it, to that.
    4. Sign the index, which holds that key, and seal it to the present editors, hidden among dummies.
    5. Lay the sheet and the script beside it, and read everything back.
    6. Move the folder to its name, whole, flushed before and after.

    Raises :class:`OutputExistsError`, :class:`ExportError`, :class:`StorageError`; then there is no folder.
    """
    check_fresh(folder)  # 1
    _check_two_person(vault.keyring, allowed=without_two_person)
    with _new_folder(folder) as part:  # 6
        # Where there is no room for a folder, nothing was exported, and the log and the inventory must not say so.
        vault.change(lambda state, _: (Change((Did(Act.EXPORTED),)), None))  # 2

        def look(state: State, snapshot: Snapshot) -> Exported:
            keyring, writer = state.keyring, _Writer(part)
            _check_two_person(keyring, allowed=without_two_person)
            for record in keyring.records:
                if record.identity:
                    _write_record(writer, record, keyring, snapshot)  # 3
            index = Index(keyring.vault, keyring.dossier, today, writer.identity, tuple(writer.lines))
            _write(part / INDEX, _seal_index(index, keyring, vault.key))  # 4
            for name, text in sheets().items():
                _write(part / name, text)  # 5
            _read_back(part, index)
            return Exported(
                sources=sum(not line.attached for line in index.lines),
                left_out=tuple(record.codename for record in keyring.records if not record.identity),
            )

        return vault.read(look)


def sheets() -> Mapping[str, bytes]:
    """What lies in an export besides what is sealed, by name; it says nothing of the dossier."""
    return {SHEET: (DATA / "recovery.txt").read_bytes(), SCRIPT: (DATA / SCRIPT).read_bytes()}


class _Writer:
    """Seals files to the export's own key, into a folder, and keeps the lines of its index."""

    def __init__(self, folder: Path) -> None:
        pair = age.generate_identity()
        self.identity, self.lines = Secret(pair.identity), list[Line]()
        self._folder, self._recipient = folder, pair.recipient
        for name in (RECORDS, ATTACHED):
            (folder / name).mkdir(OWNER_ONLY_FOLDER)

    def add(self, plaintext: bytes, codename: str, *, attached: str = "") -> None:
        name = f"{ATTACHED if attached else RECORDS}/{secrets.token_hex(ID_SIZE)}.age"
        sealed = age.encrypt(plaintext, recipients=[self._recipient])
        _write(self._folder / name, sealed)
        self.lines.append(Line(codename, name, sha256(sealed).hex(), attached))


def _write_record(writer: _Writer, record: Record, keyring: Keyring, snapshot: Snapshot) -> None:
    (sealed,) = snapshot.slots([record.place])
    check_record(sealed, record)
    source = open_record(sealed, record, keyring)
    text = _for_a_screen(json.dumps(source.to_json(), ensure_ascii=False, indent=2)).encode()
    writer.add(pad(text, record_size(len(text))), record.codename)
    for thing in record.attached:
        for plaintext in _open_parts(thing, snapshot):
            writer.add(plaintext, record.codename, attached=thing.id)


def _for_a_screen(text: str) -> str:
    """JSON in which whatever would steer a terminal is escaped: `age` prints it as it is, and a depositor wrote it."""
    return "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char, ensure_ascii=True)[1:-1] for char in text
    )


def _open_parts(thing: Attached, snapshot: Snapshot) -> Iterator[bytes]:
    for part, sealed in zip(thing.parts, snapshot.slots(part.place for part in thing.parts), strict=True):
        if sha256(sealed) != part.sealed_sha256:
            raise DamagedVaultError("the vault is damaged: something attached to a record was changed")
        try:
            yield age.decrypt(sealed, identities=[thing.identity.reveal_text()])
        except AgeError:
            raise DamagedVaultError("the vault is damaged: something attached does not open with its own key") from None


def _seal_index(index: Index, keyring: Keyring, key: EditorKey) -> bytes:
    recipients = [member.card.recipient for member in keyring.roster.present]
    dummies = recipient_count(len(recipients)) - len(recipients)
    recipients += [age.generate_identity().recipient for _ in range(dummies)]
    random.SystemRandom().shuffle(recipients)
    return age.encrypt(index.signed_by(key), recipients=recipients)


def _check_two_person(keyring: Keyring, *, allowed: bool) -> None:
    count = sum(not record.identity for record in keyring.records)
    if count and not allowed:
        raise ExportError(
            "{count} of the sources take two people to open, and an export would need one; leave them out with"
            " --without-two-person, and keep the vault itself for those",
            count=count,
        )


def _read_back(folder: Path, index: Index) -> None:
    for line in index.lines:
        if sha256((folder / line.file).read_bytes()).hex() != line.sha256:
            raise StorageError("the disk did not keep what was written; nothing is left, try another one")


@contextlib.contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, its owner's alone, that gets its name when all went well, and is gone when not."""
    try:
        with folder_part_of(folder) as part:
            yield part
            os.sync()  # thousands of files: flushing each takes minutes
            if os.path.lexists(folder):
                raise OutputExistsError(
                    "{name}: exists already, and nothing is overwritten; choose another name", name=folder.name
                )
            part.rename(folder)
        flush_folder(folder.parent)
    except OSError as error:
        raise StorageError(
            "cannot write the export: {reason}; nothing is left, choose another place", reason=reason(error)
        ) from None


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "wb") as file:
        file.write(data)
