"""Where a docx has its words: the elements that hold them, told apart only where edits are made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple

from lxml import etree

from ...draft import Edit
from ..package import parse_checked
from .folding import FOLDED, Folded
from .names import W_T

TEXT = ""
"""The slot of a piece that is an element's text; any other slot is an attribute's name."""
LINK = "@"
"""The slot of a piece that is the target of a hyperlink, which stands in the relationships of its part."""
WHOLE = "*"
"""The slot of a piece that is an element by itself: a tab, a break, a symbol."""

IN_FOLD = "#"
"""How the slot of a piece begins that is a text in the folded part; its index there follows."""

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

    def moved(self, by: int) -> Block:
        """The same pieces where they start ``by`` characters later."""
        return self._replace(start=self.start + by)


@dataclass
class Pieces:
    """Stretches of the text, in order, and the piece of the file that holds each."""

    spans: list[Span] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def layered(copies: Iterable[list[Block]]) -> list[list[Block]]:
    """Copies of stretches of one text, in as few lists as can be so that in none of these two lie over another."""
    layers: list[list[Block]] = []
    for copy in sorted(filter(None, copies), key=lambda copy: copy[0].start):
        layer = next((layer for layer in layers if _end(layer[-1]) <= copy[0].start), None)
        if layer is None:
            layers.append(list(copy))
        else:
            layer += copy
    return layers


def _end(block: Block) -> int:
    return block.start + sum(block.lengths)


def pieces_of(blocks: Iterable[Block], folded: Folded | None = None) -> Pieces:
    """The pieces of some blocks, also of texts that are folded."""
    found = Pieces()
    for block in blocks:
        if folded is None or block.slot != TEXT:
            found.spans += block.spans()
            found.pieces += block.pieces()
            continue
        for node, (start, end) in zip(block.nodes, block.spans(), strict=True):
            number = node.get(FOLDED)
            if number is None:
                found.spans.append((start, end))
                found.pieces.append((node, TEXT))
                continue
            first, lengths = folded.texts(int(number), end - start)
            found.spans += pairwise(accumulate(lengths, initial=start))
            found.pieces += [(node, f"{IN_FOLD}{index}") for index in range(first, first + len(lengths))]
    return found


def unfold(folded: Folded, blocks: list[Block], numbers: Sequence[int], edits: Sequence[Edit], shown: str) -> None:
    """Give the runs that edits reach elements of their own, in the tree and in the blocks of these ``numbers``.

    What the other runs of a folded stretch say stays folded. Raises :class:`~..model.DamagedError`.
    """
    spans = sorted((edit.span.start, edit.span.end) for edit in edits)
    found: list[tuple[int, etree._Element, list[Span]]] = []
    for number in numbers:
        block = blocks[number]
        for node, (start, end) in zip(block.nodes, block.spans(), strict=True):
            if block.slot == TEXT and node.get(FOLDED) is not None:
                reached = [(max(a, start) - start, min(b, end) - start) for a, b in _between(spans, start, end)]
                found += [(number, node, reached)] if reached else []
    if not found:
        return
    made = parse_checked(folded.apart([(int(node.get(FOLDED, "")), reached) for _, node, reached in found]), shown)
    fresh: dict[int, dict[etree._Element, list[etree._Element]]] = {}
    for (number, node, _), unfolded in zip(found, list(made), strict=True):
        fresh.setdefault(number, {})[node] = [text for text in unfolded.iter(W_T) if text.text]
        _put(node, list(unfolded))
    for number, instead in fresh.items():
        nodes = [each for node in blocks[number].nodes for each in instead.get(node, (node,))]
        blocks[number] = blocks[number]._replace(nodes=nodes, lengths=[len(node.text or "") for node in nodes])


def _between(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Of stretches in order, those that reach into the one from ``start`` to ``end``."""
    for at in range(max(0, bisect_right(spans, (start, start)) - 1), len(spans)):
        if spans[at][0] >= end:
            return
        if spans[at][1] > start:
            yield spans[at]


def _put(node: etree._Element, instead: list[etree._Element]) -> None:
    parent = node.getparent()
    if parent is not None:
        instead[-1].tail = node.tail
        for element in instead:
            node.addprevious(element)
        parent.remove(node)
