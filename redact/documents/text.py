"""Plain text and Markdown: UTF-8, with or without a byte order mark, any line ending, kept as they are to the byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ..draft import Action, Edit, Span
from .edits import apply_edits, in_order
from .markdown import keep_markup
from .model import BinaryError, Content, Document, EmptyError, EncodingError, Leak, LeakKind
from .verify import remaining, stands

MAX_TEXT_BYTES = 8 << 20
"""More than a million words: not a draft, and more than detection could finish while somebody waits."""

_BOM = codecs.BOM_UTF8
_OTHER_UNICODE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Tabs, line ends, and page breaks are text; so is the vertical tab that word processors paste for a soft line break.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


class TextFormat:
    """A :class:`~.model.Format`; in Markdown, offsets count the characters of the source, marks included."""

    kinds: Mapping[str, str] = MappingProxyType({".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"})
    max_bytes: int = MAX_TEXT_BYTES

    def read(self, raw: bytes, shown: str) -> Content:
        """Decode ``raw`` strictly; the byte order mark is not part of the text."""
        if raw.startswith(_OTHER_UNICODE):
            raise EncodingError(f"{shown}: is UTF-16 text; save it as UTF-8 and try again")
        if _CONTROL.search(raw):
            raise BinaryError(f"{shown}: is not text (it holds control bytes); export the draft as plain text")
        try:
            text = raw.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError:
            raise EncodingError(f"{shown}: is not UTF-8 text; save it as UTF-8 and try again") from None
        if not text.strip():
            raise EmptyError(f"{shown}: is empty; give a draft with text in it")
        return Content(text)

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The edited text, encoded as the file was."""
        return _mark(document) + apply_edits(document.text, _fitting(document, edits)).encode("utf-8")

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Walk through ``written`` beside the original bytes, then look for each stretch everywhere."""
        made = _fitting(document, edits)
        changed = _changed(document, made, written)
        if changed is not None:
            return (Leak(LeakKind.CHANGED, written.count(b"\n", 0, changed) + 1),)
        standing = [e for e in made if stands(e.span.of(document.text), e.replacement)]
        keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
        text = written[len(_mark(document)) :].decode("utf-8")
        return (
            *(Leak(LeakKind.STANDS, document.text.count("\n", 0, e.span.start) + 1, e.reason) for e in standing),
            *remaining(document.text, made, text, keeps),
        )


def _mark(document: Document) -> bytes:
    return _BOM if document.raw.startswith(_BOM) else b""


def _fitting(document: Document, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    ordered = in_order(document.text, edits)
    return tuple(keep_markup(document.text, edit) for edit in ordered) if document.kind == "md" else ordered


def _changed(document: Document, made: Sequence[Edit], written: bytes) -> int | None:
    """The byte from where ``written`` is not the original bytes with ``made`` in their places, None when it is."""
    text, raw = document.text, document.raw
    at = from_raw = chars = 0
    end = len(_mark(document))
    for edit in made:
        end += len(text[chars : edit.span.start].encode())
        expected = raw[from_raw:end] + edit.replacement.encode()
        if written[at : at + len(expected)] != expected:
            return at
        end += len(edit.span.of(text).encode())
        at, from_raw, chars = at + len(expected), end, edit.span.end
    return None if written[at:] == raw[from_raw:] else at
