"""What a file format is to the rest: a document, its errors, and the Protocol that each format's module fulfils.

A format never opens a file: it is given bytes and gives bytes. Files are opened in files.py alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from ...errors import InputError
from ..draft import DetailType, Edit, Span


class DocumentError(InputError):
    """A file cannot be read as a draft; the message names the file as the user typed it and says what to do next."""


class MissingError(DocumentError):
    """There is no such file, or it may not be opened."""


class EmptyError(DocumentError):
    """There is no text in it."""


class BinaryError(DocumentError):
    """It holds bytes that no text has."""


class TooLargeError(DocumentError):
    """It is larger than its format's limit."""


class EncodingError(DocumentError):
    """It is text, but not UTF-8."""


class UnsupportedError(DocumentError):
    """It is not of a kind that can be read: an unknown extension, a folder, a device."""


@dataclass(frozen=True)
class Document:
    """A file as it was read.

    ``text`` is what the engine works on, every offset counts its characters; ``raw`` the file's bytes. ``kind`` is the
    format ("txt", "md"), ``name`` the file's name as it may be shown, ``path`` where it stands (None: standard input).
    """

    text: str = field(repr=False)
    raw: bytes = field(repr=False)
    kind: str
    name: str
    path: Path | None = field(default=None, repr=False)


class LeakKind(StrEnum):
    """What is wrong with a written file."""

    STANDS = "stands"  # the stretch still stands where it was to be replaced
    ELSEWHERE = "elsewhere"  # a stretch that identifies stands at another place
    CHANGED = "changed"  # something outside the edits is not as it was


@dataclass(frozen=True)
class Leak:
    """One thing wrong with a written file: ``line`` counts from 1 in it, ``reason`` is the edit's."""

    kind: LeakKind
    line: int
    reason: DetailType | None = None


class Format(Protocol):
    """One file format.

    ``kinds`` maps each extension (lower case, with the dot) to a document's kind; ``max_bytes`` is the largest file.
    """

    kinds: Mapping[str, str]
    max_bytes: int

    def text(self, raw: bytes, shown: str) -> str:
        """The text of a file; raises :class:`DocumentError` with ``shown`` for its name."""

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The final copy: the document with ``edits`` made and nothing else of its past."""

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """What in ``written`` is not as ``edits`` say; ``kept`` are stretches of the document that stay on purpose."""
