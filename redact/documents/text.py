"""Plain text: UTF-8, with or without a byte order mark, any line ending, kept as they are to the byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ..draft import Action, Edit, Span
from .edits import apply_edits, in_order
from .model import BinaryError, Content, Document, EmptyError, EncodingError, Leak, LeakKind
from .sweep import unseen
from .verify import in_place, remaining

MAX_TEXT_BYTES = 8 << 20
"""More than a million words: not a draft, and more than detection could finish while somebody waits."""

_BOM = codecs.BOM_UTF8
_OTHER_UNICODE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Tabs, line ends, and page breaks are text; so is the vertical tab that word processors paste for a soft line break.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


class TextFormat:
    """A :class:`~.model.Format`; every character of the file is text."""

    kinds: Mapping[str, str] = MappingProxyType({".txt": "txt", ".text": "txt"})
    max_bytes: int = MAX_TEXT_BYTES

    def read(self, raw: bytes, shown: str) -> Content:
        """Decode ``raw`` strictly; the byte order mark is not part of the text."""
        return Content(not_empty(decoded(raw, shown), shown))

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The edited text, encoded as the file was."""
        return mark(document) + apply_edits(document.text, edits).encode("utf-8")

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Walk through ``written`` beside the original bytes, then look for each stretch everywhere."""
        made = in_order(document.text, edits)
        at = difference(expected(document.raw, document.text, made, len(mark(document))), written)
        if at is not None:
            return (Leak(LeakKind.CHANGED, written.count(b"\n", 0, at) + 1),)
        keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
        return left(document.text, made, written[len(mark(document)) :].decode("utf-8"), keeps)


def decoded(raw: bytes, shown: str) -> str:
    """The characters of a text; raises :class:`BinaryError` or :class:`EncodingError` for what is none."""
    if raw.startswith(_OTHER_UNICODE):
        raise EncodingError("{shown}: is UTF-16 text; save it as UTF-8 and try again", shown=shown)
    if _CONTROL.search(raw):
        raise BinaryError("{shown}: is not text (it holds control bytes); export the draft as plain text", shown=shown)
    try:
        return raw.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        raise EncodingError("{shown}: is not UTF-8 text; save it as UTF-8 and try again", shown=shown) from None


def not_empty(text: str, shown: str) -> str:
    """``text``; raises :class:`EmptyError` where there is nothing to read in it."""
    if not text.strip():
        raise EmptyError("{shown}: is empty; give a draft with text in it", shown=shown)
    return text


def mark(document: Document) -> bytes:
    """The byte order mark of a document, where it has one."""
    return _BOM if document.raw.startswith(_BOM) else b""


def expected(raw: bytes, text: str, made: Sequence[Edit], end: int = 0) -> bytes:
    """``raw``, which is ``text`` from byte ``end`` on, with ``made`` in their places."""
    parts, start, chars = [], 0, 0
    for edit in made:
        end += len(text[chars : edit.span.start].encode())
        parts += [raw[start:end], edit.replacement.encode()]
        end += len(edit.span.of(text).encode())
        start, chars = end, edit.span.end
    return b"".join([*parts, raw[start:]])


def difference(wanted: bytes, written: bytes) -> int | None:
    """The byte from where two files are not the same, None when they are."""
    if wanted == written:
        return None
    pairs = zip(wanted, written, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(wanted), len(written)))


def left(text: str, made: Sequence[Edit], written: str, keeps: Sequence[Span]) -> tuple[Leak, ...]:
    """What of the stretches of ``text`` that were to go still stands in ``written``, which is it with ``made``."""
    return (
        *in_place(text, made),
        *remaining(text, made, written, keeps),
        *unseen(text, made, written, {"": written.encode()}),
    )
