"""What an editor's machine remembers of each vault: its founder, the log as it was last seen, who was in it, and where.

Without it, whoever can write the vault file could put back an old one, or one of their own making, or another of the
editor's vaults. The memory holds no secret, and is authenticated with the editor's own key: a forged memory is refused.
Of the log it keeps the frontier, from which the last checkpoint follows, and by which the log is known again without
hashing all of it. Of people and places it keeps marks that only that key can make.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import hmac
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import reason
from ..late import flush_folder
from ..said import Remark, said
from .canonical import Fields, Json, from_json, to_json
from .checkpoint import Checkpoint
from .errors import DamagedVaultError, StorageError, UnreachableError, UnrememberedError
from .files import OWNER_ONLY, OWNER_ONLY_FOLDER, flush
from .keys import EditorKey
from .merkle import Frontier

MAX_PLACES = 512
"""Addresses of vaults, and names of dossiers, that are remembered, the latest.

A copy that is looked at once need not be known for ever.
"""

_MAC_KEY_LABEL = b"bronwacht memory 1"
_MARK_SIZE = 32


@dataclass(frozen=True)
class Met:
    """Whose keys an editor has been told of, by their marks (:func:`mark`): those that count, and those that do not."""

    there: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Remembered:
    """One vault: the founder's fingerprint (hex), and its log as it was last seen.

    ``met`` is whom its editor has been told of; None in what an older Bronwacht wrote. ``restored`` is the number of
    the last act that was seen by which a copy was put back; -1 for none.
    """

    founder: str
    vault: str
    log: Frontier
    met: Met | None = None
    restored: int = -1

    @property
    def checkpoint(self) -> Checkpoint:
        """The last checkpoint that was seen."""
        return Checkpoint(self.vault, self.log.size, self.log.root)


@contextlib.contextmanager
def written_all_the_same(what: Remark) -> Iterator[None]:
    """For remembering what is written already: where that fails, :class:`UnrememberedError` says ``what`` is."""
    try:
        yield
    except StorageError as error:
        raise UnrememberedError("{error}; {what}", error=error, what=what) from None


class Memory:
    """The memory of one machine, a folder with a file for each editor who works on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, key: EditorKey) -> Mapping[str, Remembered]:
        """All that ``key``'s editor has seen here, by vault; raises :class:`DamagedVaultError` for a forged memory."""
        return self._read(key).vaults

    def vault_at(self, key: EditorKey, place: str) -> str | None:
        """The vault (its id) that ``key``'s editor has last seen at an address, or by a name: by its :func:`mark`."""
        return self._read(key).places.get(place)

    def _read(self, key: EditorKey) -> _Kept:
        path = self._path(key)
        try:
            untrusted = self._bytes(key)
        except OSError as error:
            raise UnreachableError("cannot read {path}: {reason}", path=path, reason=reason(error)) from None
        if untrusted is None:
            return _Kept({}, {})
        line, _, mac = untrusted.partition(b"\n")
        if not hmac.compare_digest(mac.strip(), _mac(key, line)):
            raise DamagedVaultError(
                "what this machine remembers of vaults was changed ({path}); compare fingerprints and checkpoints"
                " with the other editors, then delete that file",
                path=path,
            )
        fields = from_json(line, said("what this machine remembers of vaults"))
        vaults = dict(fields.each("vaults", _read_remembered))
        return _Kept(vaults, dict(fields.each("places", _read_place)) if fields.has("places") else {})

    def remember(self, key: EditorKey, item: Remembered) -> None:
        """Keep ``item`` unless a later log of its vault is known already; raises :class:`StorageError`.

        Whom its editor was told of stays as it was: only :meth:`meet` changes that.
        """

        def change(kept: _Kept) -> _Kept | None:
            before = kept.vaults.get(item.vault)
            return None if before and before.log.size >= item.log.size else kept.with_vault(item, before)

        self._change(key, change)

    def put_back(self, key: EditorKey, item: Remembered) -> None:
        """Keep ``item`` though a later log of its vault is known: an editor has said that the later one is lost."""
        self._change(key, lambda kept: kept.with_vault(item, kept.vaults.get(item.vault)))

    def meet(self, key: EditorKey, vault: str, met: Met) -> None:
        """Keep whom ``key``'s editor has now been told of in a vault; nothing of a vault that was never seen here."""

        def change(kept: _Kept) -> _Kept | None:
            before = kept.vaults.get(vault)
            if before is None or before.met == met:
                return None
            return replace(kept, vaults={**kept.vaults, vault: replace(before, met=met)})

        self._change(key, change)

    def place(self, key: EditorKey, place: str, vault: str) -> None:
        """Keep that the vault of this id lies at an address, or has a name, which is given by its :func:`mark`."""

        def change(kept: _Kept) -> _Kept | None:
            if kept.places.get(place) == vault:
                return None
            others = {other: its for other, its in kept.places.items() if other != place}
            return replace(kept, places=dict([*others.items(), (place, vault)][-MAX_PLACES:]))

        self._change(key, change)

    def _change(self, key: EditorKey, change: Callable[[_Kept], _Kept | None]) -> None:
        try:
            with self._locked():
                if changed := change(self._read(key)):
                    self._write(key, changed)
        except OSError as error:
            raise StorageError("cannot write {path}: {reason}", path=self._path(key), reason=reason(error)) from None

    def _write(self, key: EditorKey, kept: _Kept) -> None:
        line = to_json(
            {
                "vaults": [_remembered_to_json(item) for _, item in sorted(kept.vaults.items())],
                "places": [{"place": place, "vault": vault} for place, vault in kept.places.items()],
            }
        )
        # One name for all, under the lock: a process that is killed leaves nothing that piles up.
        part = self._folder / ".part"
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(line + b"\n" + _mac(key, line) + b"\n")
        flush(part)
        part.replace(self._path(key))
        flush_folder(self._folder)
        self._old_path(key).unlink(missing_ok=True)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        # The system drops the lock when the process ends, however it ends.
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _bytes(self, key: EditorKey) -> bytes | None:
        # Once more at the new place: another process may move it there in between.
        for path in (self._path(key), self._old_path(key), self._path(key)):
            with contextlib.suppress(FileNotFoundError):
                return path.read_bytes()
        return None

    def _path(self, key: EditorKey) -> Path:
        """Where it is, which only ``key`` can tell: a file whose name is known can be had deleted (``hot_journal``)."""
        return self._folder / f"{mark(key, 'memory', b'')}.json"

    def _old_path(self, key: EditorKey) -> Path:
        """Where an older Bronwacht had it: whoever has the card can tell."""
        return self._folder / f"{hashlib.sha256(key.card.fingerprint.digest).hexdigest()[:32]}.json"


def default_memory(environment: Mapping[str, str]) -> Memory:
    """The memory in the user's state folder (XDG Base Directory Specification); raises :class:`StorageError`."""
    state = environment.get("XDG_STATE_HOME")
    try:
        base = Path(state) if state and Path(state).is_absolute() else Path.home() / ".local" / "state"
    except RuntimeError:
        base = Path()
    # Beside whatever somebody works on, it would be another memory in every folder, and know no older vault.
    if not base.is_absolute():
        raise StorageError("there is no home folder in which to remember what vaults were; set XDG_STATE_HOME")
    return Memory(base / "bronwacht")


def mark(key: EditorKey, what: str, value: bytes) -> str:
    """What stands in a memory for somebody or some place: only ``key`` can tell what it is of."""
    return hmac.digest(_mac_key(key), what.encode() + b"\0" + value, "sha256").hex()[:_MARK_SIZE]


@dataclass(frozen=True)
class _Kept:
    """All that one file holds."""

    vaults: Mapping[str, Remembered]
    places: Mapping[str, str]

    def with_vault(self, item: Remembered, before: Remembered | None) -> _Kept:
        item = replace(item, met=before.met) if before else item
        return replace(self, vaults={**self.vaults, item.vault: item})


def _mac_key(key: EditorKey) -> bytes:
    return hmac.digest(key.signing.ed25519_seed.reveal(), _MAC_KEY_LABEL, "sha256")


def _mac(key: EditorKey, line: bytes) -> bytes:
    return hmac.digest(_mac_key(key), line, "sha256").hex().encode()


def _remembered_to_json(item: Remembered) -> Json:
    stored: dict[str, Json] = {
        "vault": item.vault,
        "founder": item.founder,
        "size": item.log.size,
        "subtrees": [node.hex() for node in item.log.subtrees],
        "last": item.log.last.hex(),
    }
    if item.met:
        stored["there"], stored["gone"] = [*sorted(item.met.there)], [*sorted(item.met.gone)]
    return stored | ({"restored": item.restored} if item.restored >= 0 else {})


def _read_place(fields: Fields) -> tuple[str, str]:
    return fields.text("place"), fields.text("vault")


def _read_remembered(fields: Fields) -> tuple[str, Remembered]:
    vault, founder = fields.text("vault"), fields.digest("founder").hex()
    try:
        subtrees = tuple(bytes.fromhex(node) for node in fields.texts("subtrees"))
        log = Frontier(fields.number("size"), subtrees, bytes.fromhex(fields.text("last")))
    except ValueError:
        raise fields.wrong("the log is malformed") from None
    met = Met(frozenset(fields.texts("there")), frozenset(fields.texts("gone"))) if fields.has("there") else None
    return vault, Remembered(founder, vault, log, met, fields.number("restored") if fields.has("restored") else -1)
