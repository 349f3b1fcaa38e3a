"""The format of Word documents as the rest of Bronwacht knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from ....collecting import uncollected
from ...draft import Action, Edit, Span
from ..faint import Faint
from ..model import Content, Document, DocumentError, EmptyError, Leak, LeakKind, Suggestion
from ..package import open_package
from ..sweep import unseen
from ..verify import in_place, remaining
from .final import final_copy
from .layout import Layout
from .looks import faint, may_be_faint
from .making import edited, fit
from .parts import open_parts
from .reading import bare, read_layout
from .reviewing import review_copy
from .settling import settle
from .words import said

MAX_DOCX_BYTES = 64 << 20
"""Photographs make drafts large; the limits on what comes out of the zip are those of package.py."""

_BREAKS = re.compile(r"\n+")


class DocxFormat:
    """A :class:`~..model.Format` and :class:`~..model.Reviewable`."""

    kinds: Mapping[str, str] = MappingProxyType({".docx": "docx"})
    max_bytes: int = MAX_DOCX_BYTES

    def __init__(self) -> None:
        self._kept: list[tuple[bytes, Layout]] = []
        """What was read last, for whoever writes it next: a large document is parsed once."""

    def read(self, raw: bytes, shown: str) -> Content:
        """Everything that a docx says, shown or not; raises :class:`~..model.DocumentError`."""
        with uncollected():
            layout = read_layout(raw, shown)
        self._kept[:] = [(raw, layout)]
        return Content(layout.text, layout.published, tuple(layout.passages), tuple(sorted(layout.unread)))

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """A fresh docx as final.py tells."""
        with uncollected():
            return final_copy(self._fresh(document), edits, document.name)

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Read ``written`` as any docx, compare its text, and look for each stretch in all of its parts."""
        layout = read_layout(document.raw, document.name)
        made, _ = fit(layout, edits)
        expected = edited(layout, made)
        try:
            read = read_layout(written, document.name, folded=False).text  # by the way that the text did not come
        except EmptyError:  # all was to go
            read = ""
        except DocumentError:
            return (Leak(LeakKind.CHANGED, 0),)
        if _flowing(read) != _flowing(expected):
            return (Leak(LeakKind.CHANGED, _line(read, expected)),)
        keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
        return (
            *in_place(document.text, made),
            *remaining(document.published_text, made, read, keeps),
            *unseen(document.text, made, read, self.swept(written, document.name)),
        )

    def swept(self, written: bytes, shown: str) -> Mapping[str, bytes]:
        """What of a final copy may hold somebody's words."""
        return said(open_package(written, shown).parts, shown)

    def faint(self, document: Document) -> Iterator[tuple[Span, Faint]]:
        """The words that nobody sees, as looks.py tells."""
        if may_be_faint(open_parts(document.raw, document.name)):
            yield from faint(read_layout(document.raw, document.name, folded=False))

    def review(self, document: Document, suggestions: Sequence[Suggestion]) -> bytes:
        """The same docx with tracked changes and comments, as reviewing.py tells."""
        return review_copy(self._fresh(document), suggestions)

    def settled(self, raw: bytes, shown: str) -> tuple[bytes, tuple[Edit, ...]]:
        """A review copy without what is still open in it, and the edits that that was."""
        return settle(open_parts(raw, shown))

    def _fresh(self, document: Document) -> Layout:
        """A layout that may be used up."""
        with suppress(IndexError):  # another thread may have taken it
            raw, layout = self._kept.pop()
            if raw is document.raw:
                return layout
        return read_layout(document.raw, document.name)


def _flowing(text: str) -> str:
    """The text with one break for several: a paragraph of which nothing is left leaves none behind.

    Nor does what stood before the items of a list, when only the numbers of its levels are left.
    """
    return "\n".join(line for line in _BREAKS.split(text) if line and not ("%" in line and bare(line)))


def _line(read: str, expected: str) -> int:
    """The line of ``read`` from which it differs."""
    same = next(
        (i for i, (a, b) in enumerate(zip(read, expected, strict=False)) if a != b), min(len(read), len(expected))
    )
    return read.count("\n", 0, same) + 1
