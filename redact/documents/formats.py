"""Which format a file is of; a new format is one module and one entry here.

A format's module is imported when a file of it turns up, so that a text file does not wait for a library of PDFs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from ..draft import Edit, Span
from .faint import Faint, Looks, joined
from .model import Document, Format, Leak, Marked

MODULES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".txt": ("text", "TextFormat"),
        ".text": ("text", "TextFormat"),
        ".md": ("markdown", "MarkdownFormat"),
        ".markdown": ("markdown", "MarkdownFormat"),
        ".docx": ("docx", "DocxFormat"),
        ".odt": ("odt", "OdtFormat"),
        ".html": ("html", "HtmlFormat"),
        ".htm": ("html", "HtmlFormat"),
        ".eml": ("eml", "EmlFormat"),
        ".pdf": ("pdf", "PdfFormat"),
    }
)
"""The module and class of each extension."""

STDIN_KIND = "txt"
"""What comes from standard input has no extension; plain text is what editors and pipes give."""

SUFFIXES = tuple(MODULES)


def format_by_suffix(suffix: str) -> Format | None:
    """The format of files with that extension (any case, with its dot), None when there is none."""
    found = MODULES.get(suffix.lower())
    return _format(*found) if found else None


def format_by_kind(kind: str) -> Format:
    """The format of a document of that kind; KeyError when there is none."""
    for suffix in SUFFIXES:
        if kind == suffix[1:]:
            return _format(*MODULES[suffix])
    raise KeyError(kind)


def leaks(written: bytes, edits: Sequence[Edit], original: Document, *, kept: Sequence[Span] = ()) -> tuple[Leak, ...]:
    """Everything in ``written`` that is not ``original`` with ``edits`` made; empty when it is clean.

    ``kept`` are stretches of the original text that stay on purpose, so that a stretch replaced elsewhere may stand
    there. What "gone" means is told in verify.py.
    """
    return format_by_kind(original.kind).leaks(original, edits, written, kept)


def faint_in(document: Document) -> tuple[tuple[Span, Faint], ...]:
    """Where the published text of a document has words that nobody sees, and why; none if its format has no looks."""
    known = format_by_kind(document.kind)
    return joined(document.text, known.faint(document)) if isinstance(known, Looks) else ()


def marks_in(document: Document) -> tuple[Span, ...]:
    """The stretches of the published text that are its format's marks, which no reader of a page sees."""
    known = format_by_kind(document.kind)
    return known.marks(document.published_text) if isinstance(known, Marked) else ()


def has_looks(path: Path) -> bool:
    """Whether :func:`faint_in` can tell anything of a file with that extension."""
    return isinstance(format_by_suffix(path.suffix), Looks)


@cache
def _format(module: str, name: str) -> Format:
    made: Format = getattr(import_module(f".{module}", __package__), name)()
    return made
