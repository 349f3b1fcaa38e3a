"""A session of the desk on disk: an age file to the editors who may go on with it.

The desk gives bytes and takes bytes; here they are sealed and written, whole or not at all. No plaintext touches the
disk.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError, reason
from ..vault import age
from ..vault.errors import AgeError, StorageError
from ..vault.files import write_over
from ..vault.keys import EditorKey

MAX_BYTES = 64 << 20
"""Some hundred decisions take some ten kilobytes, and the draft is in it once; what is larger is no session."""


class SessionError(InputError):
    """The session cannot be read, is damaged, or was written by another desk meanwhile."""


class TakenError(SessionError):
    """Another desk has written the session since this one did."""


@dataclass
class SealedSession:
    """Where a session is kept, and for whom; ``saved`` is what was in it when it was opened, None for a new one."""

    path: Path
    recipients: tuple[str, ...]
    saved: bytes | None = field(default=None, repr=False)
    _written: tuple[int, int] | None = None

    @classmethod
    def open(cls, path: Path, key: EditorKey, others: Sequence[str] = ()) -> SealedSession:
        """The session at ``path``, or a new one for ``key`` and the recipients of ``others``.

        Raises :class:`SessionError`, and the errors of ``age`` for one that ``key`` does not open.
        """
        own = age.recipient_of(key.identity.reveal_text())
        try:
            written = _stamp(path)
            with path.open("rb") as file:
                sealed = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return cls(path, tuple(dict.fromkeys([own, *others])))
        except OSError as error:
            raise SessionError(
                "cannot read the session {name}: {reason}", name=path.name, reason=reason(error)
            ) from None
        if len(sealed) > MAX_BYTES:
            raise SessionError("{name} is far too large to be a session; name another with --session", name=path.name)
        known, saved = _parse(age.decrypt(sealed, identities=[key.identity.reveal_text()]))
        return cls(path, tuple(dict.fromkeys([*known, own, *others])), saved, written)

    def save(self, saved: bytes) -> None:
        """Seal ``saved`` and put it in place of what was there.

        Raises :class:`TakenError` when somebody else has written there since, and StorageError.
        """
        if _stamp(self.path) != self._written:
            raise TakenError("another desk writes this session; end one of the two, nothing was saved by this one")
        body = json.dumps(self.recipients).encode() + b"\n" + saved
        write_over(self.path, age.encrypt(body, recipients=self.recipients))
        self._written = _stamp(self.path)


def _parse(plaintext: bytes) -> tuple[list[str], bytes]:
    first, _, saved = plaintext.partition(b"\n")
    try:
        recipients = json.loads(first)
        if not isinstance(recipients, list) or not all(isinstance(each, str) for each in recipients):
            raise ValueError
        age.encrypt(b"", recipients=recipients)
    except (ValueError, RecursionError, AgeError):
        raise SessionError("the file opens, but is no session of the desk; name another with --session") from None
    return recipients, saved


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells one written file from the next: its inode and its time; None when there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError("cannot reach the session: {reason}", reason=reason(error)) from None
    return found.st_ino, found.st_mtime_ns
