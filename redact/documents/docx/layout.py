"""A docx as text: what was read, and for every stretch of it the node of the file that holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ...draft import Edit
from ..model import Passage, Place, Unread
from ..pieces import touched
from .blocks import IN_FOLD, SPACES, TEXT, Block, Piece, Pieces, pieces_of, unfold
from .parts import Parts


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

    A mirror is a second copy of a stretch (a text box written for older programs too): edits go there as well. Of a box
    within a box there are more, so ``mirrors`` are layers, and in each of them no stretch lies over another.
    ``thin`` are elements without characters of their own, by where they stand: an optional hyphen inside a name.
    """

    parts: Parts
    text: str = ""
    published: int = 0
    passages: list[Passage] = field(default_factory=list)
    unread: set[Unread] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    mirrors: list[list[Block]] = field(default_factory=list)
    thin: list[tuple[int, etree._Element]] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)
    """Where a dropped capital ends, which is a paragraph of its own in the file."""
    stories: list[Story] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @cached_property
    def pieces(self) -> Pieces:
        """The pieces of all the published text."""
        return pieces_of(self.blocks)

    def pieces_at(self, edits: Sequence[Edit]) -> Pieces:
        """The pieces where edits are to be made: of all blocks that any of them touches."""
        return self._touched(self.blocks, edits)

    def mirrors_at(self, edits: Sequence[Edit]) -> list[Pieces]:
        """The pieces of second copies where edits are to be made, those of each layer by themselves."""
        return [self._touched(layer, edits) for layer in self.mirrors]

    def _touched(self, blocks: list[Block], edits: Sequence[Edit]) -> Pieces:
        numbers = touched([block.start for block in blocks], edits)
        return pieces_of((blocks[number] for number in numbers), self.parts.folded.get(self.parts.main))

    def say(self, piece: Piece, text: str) -> None:
        """Make a folded text say something else; see :meth:`~.folding.Folded.say`."""
        node, slot = piece
        self.parts.folded[self.parts.main].say(int(slot.removeprefix(IN_FOLD)), text)
        node.text = text  # whoever asks whether it is empty is told the truth, and none of what was there

    def unfold(self, edits: Sequence[Edit]) -> None:
        """Give the runs that edits reach elements of their own, if they have none yet."""
        folded = self.parts.folded.get(self.parts.main)
        if folded is None or not edits:
            return
        for blocks in (self.blocks, *self.mirrors):
            numbers = touched([block.start for block in blocks], edits)
            unfold(folded, blocks, numbers, edits, self.parts.shown)


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
