"""What an editor's machine remembers of each vault: its founder, and the log as it was last seen.

Without it, whoever can write the vault file could put back an old one, or one of their own making. The memory holds no
secret, and is authenticated with the editor's own key: a forged memory is refused. Of the log it keeps the frontier,
from which the last checkpoint follows, and by which the log is known again without hashing all of it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import reason
from ..late import flush_folder
from ..said import said
from .canonical import Fields, Json, from_json, to_json
from .checkpoint import Checkpoint
from .errors import DamagedVaultError, StorageError
from .files import OWNER_ONLY, flush
from .keys import EditorKey
from .merkle import Frontier

_MAC_KEY_LABEL = b"bronwacht memory 1"
_OWNER_ONLY_FOLDER = 0o700


@dataclass(frozen=True)
class Remembered:
    """One vault: the founder's fingerprint (hex), and its log as it was last seen."""

    founder: str
    vault: str
    log: Frontier

    @property
    def checkpoint(self) -> Checkpoint:
        """The last checkpoint that was seen."""
        return Checkpoint(self.vault, self.log.size, self.log.root)


class Memory:
    """The memory of one machine, a folder with a file for each editor who works on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, key: EditorKey) -> Mapping[str, Remembered]:
        """All that ``key``'s editor has seen here, by vault; raises :class:`DamagedVaultError` for a forged memory."""
        path = self._path(key)
        try:
            untrusted = path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StorageError("cannot read {path}: {reason}", path=path, reason=reason(error)) from None
        line, _, mac = untrusted.partition(b"\n")
        if not hmac.compare_digest(mac.strip(), _mac(key, line)):
            raise DamagedVaultError(
                "what this machine remembers of vaults was changed ({path}); compare fingerprints and checkpoints"
                " with the other editors, then delete that file",
                path=path,
            )
        fields = from_json(line, said("what this machine remembers of vaults"))
        return {item[0]: item[1] for item in fields.each("vaults", _read_remembered)}

    def remember(self, key: EditorKey, item: Remembered) -> None:
        """Keep ``item`` unless a later log of its vault is known already; raises :class:`StorageError`."""
        try:
            with self._locked():
                seen = dict(self.recall(key))
                before = seen.get(item.vault)
                if before and before.log.size >= item.log.size:
                    return
                seen[item.vault] = item
                self._write(key, seen)
        except OSError as error:
            raise StorageError("cannot write {path}: {reason}", path=self._path(key), reason=reason(error)) from None

    def put_back(self, key: EditorKey, item: Remembered) -> None:
        """Keep ``item`` though a later log of its vault is known: an editor has said that the later one is lost."""
        try:
            with self._locked():
                self._write(key, {**self.recall(key), item.vault: item})
        except OSError as error:
            raise StorageError("cannot write {path}: {reason}", path=self._path(key), reason=reason(error)) from None

    def _write(self, key: EditorKey, seen: Mapping[str, Remembered]) -> None:
        line = to_json({"vaults": [_remembered_to_json(item) for _, item in sorted(seen.items())]})
        # One name for all, under the lock: a process that is killed leaves nothing that piles up.
        part = self._folder / ".part"
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(line + b"\n" + _mac(key, line) + b"\n")
        flush(part)
        part.replace(self._path(key))
        flush_folder(self._folder)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(mode=_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        # The system drops the lock when the process ends, however it ends.
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, key: EditorKey) -> Path:
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


def _mac(key: EditorKey, line: bytes) -> bytes:
    mac_key = hmac.digest(key.signing.ed25519_seed.reveal(), _MAC_KEY_LABEL, "sha256")
    return hmac.digest(mac_key, line, "sha256").hex().encode()


def _remembered_to_json(item: Remembered) -> Json:
    return {
        "vault": item.vault,
        "founder": item.founder,
        "size": item.log.size,
        "subtrees": [node.hex() for node in item.log.subtrees],
        "last": item.log.last.hex(),
    }


def _read_remembered(fields: Fields) -> tuple[str, Remembered]:
    vault, founder = fields.text("vault"), fields.digest("founder").hex()
    try:
        subtrees = tuple(bytes.fromhex(node) for node in fields.texts("subtrees"))
        log = Frontier(fields.number("size"), subtrees, bytes.fromhex(fields.text("last")))
    except ValueError:
        raise fields.wrong("the log is not one") from None
    return vault, Remembered(founder, vault, log)
