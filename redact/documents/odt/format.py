"""OpenDocument text: what LibreOffice Writer saves, and what Google Docs and Word export as odt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ....collecting import uncollected
from ...draft import Action, Edit, Span
from ..edits import apply_edits, in_order
from ..faint import Faint
from ..model import (
    Content,
    DamagedError,
    DangerousError,
    Document,
    DocumentError,
    EmptyError,
    Leak,
    LeakKind,
    Suggestion,
)
from ..package import open_package
from ..pieces import fitted
from ..sweep import unseen
from ..verify import in_place, remaining
from .finishing import finished, repacked
from .hidden import hidden_texts
from .layout import lay_out
from .looks import faint
from .opening import Parts, open_parts
from .places import Layout, Piece, Slot, spans
from .reviewing import suggest
from .settling import settle
from .spoken import spoken
from .values import leads_out
from .writing import make, printable

MAX_ODT_BYTES = 100 << 20
"""A draft with many photographs; a zip of more is not read."""


class OdtFormat:
    """A :class:`~..model.Format`."""

    kinds: Mapping[str, str] = MappingProxyType({".odt": "odt"})
    max_bytes: int = MAX_ODT_BYTES

    def read(self, raw: bytes, shown: str) -> Content:
        """The text of the document and all that it holds besides."""
        layout = laid_out(open_parts(raw, shown), shown)
        if not layout.text.strip():
            raise EmptyError("{shown}: is empty; give a draft with text in it", shown=shown)
        return Content(layout.text, layout.published, layout.passages, layout.unread)

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The document with the edits made, in a package of its own."""
        parts = open_parts(document.raw, document.name)
        layout = laid_out(parts, document.name)
        make(layout, printable(edits))
        try:
            return finished(parts)
        except DocumentError as error:
            raise type(error)("{name}: {error}", name=document.name, error=error) from None

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Read ``written`` by the same reader and compare it word for word, then look for each stretch everywhere."""
        layout = laid_out(open_parts(document.raw, document.name), document.name)
        made = _as_made(layout, printable(edits))
        expected = apply_edits(document.published_text, made)
        try:
            read = laid_out(open_parts(written, "the final copy"), "the final copy")
        except DocumentError:
            return (Leak(LeakKind.CHANGED, 0),)
        if read.text != expected:
            return (Leak(LeakKind.CHANGED, _first_difference(read.text, expected)),)
        keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
        return (
            *in_place(document.text, made),
            *remaining(document.published_text, made, read.text, keeps),
            *unseen(document.text, made, read.text, self.swept(written, "the final copy")),
        )

    def swept(self, written: bytes, shown: str) -> Mapping[str, bytes]:
        """What of a final copy may hold somebody's words."""
        return spoken(open_package(written, shown).parts, shown)

    def faint(self, document: Document) -> Iterator[tuple[Span, Faint]]:
        """The words that nobody sees, as looks.py tells."""
        parts = open_parts(document.raw, document.name)
        yield from faint(parts, laid_out(parts, document.name))

    def review(self, document: Document, suggestions: Sequence[Suggestion]) -> bytes:
        """The document with every suggestion as a tracked change and a comment; nothing else of the file changes."""
        parts = open_parts(document.raw, document.name)
        suggest(parts, laid_out(parts, document.name), suggestions)
        return repacked(parts)

    def settled(self, raw: bytes, shown: str) -> tuple[bytes, tuple[Edit, ...]]:
        """A review copy as somebody left it, without what is still open, and the edits that this was."""
        parts = open_parts(raw, shown)
        try:
            edits = settle(parts)
        except DocumentError as error:
            raise type(error)("{shown}: {error}", shown=shown, error=error) from None
        return repacked(parts), edits


def laid_out(parts: Parts, shown: str) -> Layout:
    """Read a document; raises :class:`~..model.DocumentError` for one that makes no sense, or far too much of it."""
    try:
        with uncollected():
            return lay_out(parts, hidden_texts(parts))
    except RecursionError:
        raise DangerousError("{shown}: is nested deeper than any draft; save it again", shown=shown) from None
    except ValueError:
        raise DamagedError(
            "{shown}: is damaged (a number in it is none); save it again and retry", shown=shown
        ) from None


def _as_made(layout: Layout, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits as a final copy has them: a link whose target is none any more goes, and the target with it."""
    made = list(fitted(layout.text, edits, spans(layout.pieces_at(edits))))
    for piece in layout.entries:
        if not isinstance(piece, Piece) or piece.slot is not Slot.TARGET:
            continue
        inside = [edit for edit in made if piece.start <= edit.span.start and edit.span.end <= piece.end]
        shift = [replace(e, span=Span(e.span.start - piece.start, e.span.end - piece.start)) for e in inside]
        if inside and not leads_out(apply_edits(layout.text[piece.start : piece.end], shift)):
            made = [edit for edit in made if edit not in inside]
            made.append(replace(inside[0], span=Span(piece.start - 2, piece.end), replacement=""))
    return in_order(layout.text, made)


def _first_difference(text: str, expected: str) -> int:
    at = next(
        (i for i, (a, b) in enumerate(zip(text, expected, strict=False)) if a != b), min(len(text), len(expected))
    )
    return text.count("\n", 0, at) + 1
