"""Which format a file is of; a new format is one module and one entry here."""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import Edit, Span
from .model import Document, Format, Leak
from .text import TextFormat

FORMATS: tuple[Format, ...] = (TextFormat(),)
STDIN_KIND = "txt"
"""What comes from standard input has no extension; plain text is what editors and pipes give."""

SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.kinds)


def format_by_suffix(suffix: str) -> Format | None:
    """The format of files with that extension (any case, with its dot), None when there is none."""
    return next((known for known in FORMATS if suffix.lower() in known.kinds), None)


def format_by_kind(kind: str) -> Format:
    """The format of a document of that kind; KeyError when there is none."""
    for known in FORMATS:
        if kind in known.kinds.values():
            return known
    raise KeyError(kind)


def leaks(written: bytes, edits: Sequence[Edit], original: Document, *, kept: Sequence[Span] = ()) -> tuple[Leak, ...]:
    """Everything in ``written`` that is not ``original`` with ``edits`` made; empty when it is clean.

    ``kept`` are stretches of the original text that stay on purpose, so that a stretch replaced elsewhere may stand
    there. What "gone" means is told in verify.py.
    """
    return format_by_kind(original.kind).leaks(original, edits, written, kept)
