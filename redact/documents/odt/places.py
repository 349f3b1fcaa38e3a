"""Where the characters of a document's text stand in its trees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from ...draft import Edit
from ..model import Passage, Unread
from ..pieces import touched


class Slot(IntEnum):
    """Which part of its element a piece is."""

    TEXT = 0  # what stands before the first child
    TAIL = 1  # what stands behind the element
    ELEMENT = 2  # the element itself: spaces, a tab, a line break
    TARGET = 3  # the target of a link


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of the text, and where they stand."""

    start: int
    end: int
    node: etree._Element
    slot: Slot


class Stretch(NamedTuple):
    """Characters ``start`` to ``end`` of the text: those of a paragraph that has nothing in it but text and spans."""

    start: int
    end: int
    paragraph: etree._Element

    def pieces(self) -> Iterator[Piece]:
        """Where its characters stand; only as long as nothing in the paragraph is edited."""
        at = self.start
        for node, slot, text in _texts(self.paragraph):
            if text:
                yield Piece(at, at + len(text), node, slot)
                at += len(text)


@dataclass
class Layout:
    """What was read: ``text`` and the rest as :class:`~..model.Content` has them.

    ``entries`` are the places of the published text, in order.
    """

    text: str
    published: int
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...]
    entries: list[Piece | Stretch] = field(repr=False)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The pieces of all the published text."""
        return list(_pieces(self.entries))

    def pieces_at(self, edits: Sequence[Edit]) -> list[Piece]:
        """The pieces where edits are to be made: all that any of them touches, in order."""
        return list(_pieces([self.entries[n] for n in touched([entry.start for entry in self.entries], edits)]))


def spans(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The pieces as :func:`~..pieces.cuts` takes them."""
    return [(piece.start, piece.end) for piece in pieces]


def _texts(paragraph: etree._Element) -> Iterator[tuple[etree._Element, Slot, str | None]]:
    """The texts in a paragraph of text and spans, in order."""
    spans = list(paragraph)
    if not any(map(len, spans)):  # nearly always: no span is in another
        yield paragraph, Slot.TEXT, paragraph.text
        for span in spans:
            yield span, Slot.TEXT, span.text
            yield span, Slot.TAIL, span.tail
        return
    for event, node in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "start":
            yield node, Slot.TEXT, node.text
        elif node is not paragraph:
            yield node, Slot.TAIL, node.tail


def _pieces(entries: Sequence[Piece | Stretch]) -> Iterator[Piece]:
    for entry in entries:
        if isinstance(entry, Stretch):
            yield from entry.pieces()
        else:
            yield entry
