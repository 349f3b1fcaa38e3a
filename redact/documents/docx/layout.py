"""A docx as text: what was read, and for every stretch of it the node of the file that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple

from lxml import etree

from ...draft import Edit
from ..model import Passage, Place, Unread
from ..pieces import touched
from .parts import Parts

TEXT = ""
"""The slot of a piece that is an element's text; any other slot is an attribute's name."""
LINK = "@"
"""The slot of a piece that is the target of a hyperlink, which stands in the relationships of its part."""
WHOLE = "*"
"""The slot of a piece that is an element by itself: a tab, a break, a symbol."""

SPACES = str.maketrans("\n\r\t", "   ")
"""Line ends in an element's text are no lines: Word shows spaces."""

Piece = tuple[etree._Element, str]
"""The element that holds a stretch, and in which slot."""

Span = tuple[int, int]


class Block(NamedTuple):
    """Pieces of one slot that follow without a gap: where the first starts, how long each is, and their elements.

    A draft has tens of thousands of pieces and few edits: only of the blocks that are edited are they told apart.
    """

    start: int
    lengths: Sequence[int]
    nodes: Sequence[etree._Element]
    slot: str

    def spans(self) -> Iterable[Span]:
        """The stretch of each piece."""
        return pairwise(accumulate(self.lengths, initial=self.start))

    def pieces(self) -> Iterable[Piece]:
        """Its pieces."""
        return zip(self.nodes, repeat(self.slot), strict=False)


@dataclass
class Pieces:
    """Stretches of the text, in order, and the piece of the file that holds each."""

    spans: list[Span] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Story:
    """One run of text that the final copy keeps: the body, a header, a note."""

    part: str
    root: etree._Element
    place: Place
    dropped: list[etree._Element] = field(default_factory=list)
    """Elements within runs that the final copy leaves out: what is hidden, and the insides of fields."""
    joined: list[etree._Element] = field(default_factory=list)
    """Paragraphs whose end was taken away by a tracked change."""


@dataclass
class Link:
    """A hyperlink's target outside, the elements that lead there, and the stretch of the text that is the target."""

    start: int
    end: int
    nodes: list[etree._Element] = field(default_factory=list)
    rels: set[tuple[str, str]] = field(default_factory=set)
    """The relationships that have this target, each with its part."""


@dataclass
class Layout:
    """All that a reading finds; ``blocks`` are the places of the published text, in order.

    A mirror is a second copy of a stretch (a text box written for older programs too): edits go there as well.
    ``thin`` are elements without characters of their own, by where they stand: an optional hyphen inside a name.
    """

    parts: Parts
    text: str = ""
    published: int = 0
    passages: list[Passage] = field(default_factory=list)
    unread: set[Unread] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    mirrors: Pieces = field(default_factory=Pieces)
    thin: list[tuple[int, etree._Element]] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @cached_property
    def pieces(self) -> Pieces:
        """The pieces of all the published text."""
        return pieces_of(self.blocks)

    def pieces_at(self, edits: Sequence[Edit]) -> Pieces:
        """The pieces where edits are to be made: of all blocks that any of them touches."""
        return pieces_of(self.blocks[n] for n in touched([block.start for block in self.blocks], edits))


def pieces_of(blocks: Iterable[Block]) -> Pieces:
    """The pieces of some blocks."""
    found = Pieces()
    for block in blocks:
        found.spans += block.spans()
        found.pieces += block.pieces()
    return found


class Builder:
    """Puts a text together, piece by piece, and notes passages."""

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self.at = 0
        self.gap = ""
        self.blocks: list[Block] = []
        self.passages: list[tuple[int, int, Place]] = []
        self._place: Place | None = None
        self._start = 0

    def add(self, text: str, node: etree._Element, slot: str, place: Place) -> None:
        """Add a piece, after the gap that is due."""
        if self.gap or place is not self._place:
            self.say("", place)
        self.chunks.append(text)
        self.blocks.append(Block(self.at, (len(text),), (node,), slot))
        self.at += len(text)

    def add_all(self, texts: list[str], nodes: list[etree._Element], place: Place) -> None:
        """Add pieces that are elements' texts, one after the other, at C's speed."""
        if self.gap or place is not self._place:
            self.say("", place)
        whole = "".join(texts)
        if "\n" in whole or "\t" in whole or "\r" in whole:
            whole = whole.translate(SPACES)
        self.blocks.append(Block(self.at, list(map(len, texts)), nodes, TEXT))
        self.chunks.append(whole)
        self.at += len(whole)

    def say(self, text: str, place: Place) -> None:
        """Add words that no edit can reach."""
        if place is not self._place:
            self.close()
        if self.gap:
            if self.at:
                self.chunks.append(self.gap)
                self.at += len(self.gap)
            self.gap = ""
        if self._place is None:
            self._place, self._start = place, self.at
        self.chunks.append(text)
        self.at += len(text)

    def close(self) -> None:
        """End the passage that is open; the next words begin another."""
        if self._place is not None and self.at > self._start:
            self.passages.append((self._start, self.at, self._place))
        self._place = None

    def text(self) -> str:
        """All of it."""
        return "".join(self.chunks)
