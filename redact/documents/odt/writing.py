"""Edits made in a document's tree: all else stays as it is, white space is spelled as OpenDocument asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from ...draft import Edit
from ..pieces import Cut, cuts
from .names import BREAK, COUNT, DRAWN, HREF, NUMBERS, SPACES, SPAN, TAB, H, P, runs_on
from .places import Layout, Piece, Slot, spans
from .plain import collapses

_SPLIT = re.compile(r"(\t|\n| +)")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold; a replacement that somebody pasted may."""
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SIGN = {"\t": TAB, "\n": BREAK}


def make(layout: Layout, edits: Sequence[Edit]) -> None:
    """Make the edits in the tree of which ``layout`` tells; raises :class:`~..edits.EditError`."""
    pieces = layout.pieces_at(edits)
    make_cuts(layout.text, pieces, by_piece(cuts(layout.text, edits, spans(pieces))))


def by_piece(made: Iterable[Cut]) -> dict[int, list[Cut]]:
    """The cuts of each piece, by its number."""
    found: dict[int, list[Cut]] = {}
    for cut in made:
        found.setdefault(cut.piece, []).append(cut)
    return found


def make_cuts(text: str, pieces: Sequence[Piece], made: Mapping[int, Sequence[Cut]]) -> None:
    """Make the cuts of each piece."""
    signs: list[tuple[etree._Element, str]] = []
    paragraphs: dict[etree._Element, None] = {}
    for index, changes in made.items():
        piece = pieces[index]
        old = text[piece.start : piece.end]
        new = edited(old, changes)
        paragraph = None if piece.slot is not Slot.ELEMENT and _spaced_alike(old, new) else paragraph_of(piece)
        if paragraph is not None:
            paragraphs[paragraph] = None
        if piece.slot is Slot.ELEMENT:
            signs.append((piece.node, new))  # later: what stands behind it is a piece of its own
        else:
            put(piece, new)
            if piece.node.tag in NUMBERS and piece.slot is Slot.TEXT:  # else it would be counted again
                piece.node.tag = SPAN
                piece.node.attrib.clear()
    for sign, new in signs:
        sign.tail = new + (sign.tail or "")
        dissolve(sign)
    for paragraph in paragraphs:
        spell(paragraph)


def _spaced_alike(old: str, new: str) -> bool:
    """Whether the spaces of a piece, and those around it, are spelled as they should with ``new`` in its place."""
    starts, ends = new[:1] == " ", new[-1:] == " "
    return bool(new) and not collapses(new) and starts == (old[:1] == " ") and ends == (old[-1:] == " ")


def put(piece: Piece, new: str) -> None:
    """Write the text of a piece; not of one that is an element by itself."""
    if piece.slot is Slot.TEXT:
        piece.node.text = new
    elif piece.slot is Slot.TAIL:
        piece.node.tail = new
    else:
        piece.node.set(HREF, new)


def paragraph_of(piece: Piece) -> etree._Element | None:
    """The paragraph in which a piece stands, None for those that stand in none."""
    if piece.slot is Slot.TARGET:
        return None
    node = piece.node if piece.slot is Slot.TEXT else piece.node.getparent()
    while node is not None and node.tag not in (P, H):
        node = None if node.tag.startswith(DRAWN) else node.getparent()
    return node


def parent_of(element: etree._Element) -> etree._Element:
    """The element around one that is no root."""
    return next(element.iterancestors())


def dissolve(element: etree._Element) -> None:
    """Take an element out and leave what is in it and what stands behind it."""
    parent, before = parent_of(element), element.getprevious()
    at = parent.index(element)
    _follow(parent, before, element.text)
    last: etree._Element | None = before
    for child in list(element):
        parent.insert(at, child)
        last, at = child, at + 1
    tail, element.tail = element.tail, None
    parent.remove(element)
    _follow(parent, last, tail)


def _follow(parent: etree._Element, before: etree._Element | None, text: str | None) -> None:
    if not text:
        return
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def spell(paragraph: etree._Element) -> None:
    """Write every space that would be lost, every tab and line end of a paragraph's text as the element it has."""
    runs = list(_runs(paragraph))
    spaced = True
    for index, (node, slot) in enumerate(runs):
        if slot is Slot.ELEMENT:
            spaced = False
            continue
        text = (node.text if slot is Slot.TEXT else node.tail) or ""
        last = index == len(runs) - 1
        if text and not (collapses(text) or (spaced and text[0] == " ") or (last and text[-1] == " ")):
            spaced = text[-1] == " "
        elif text:
            parts, spaced = _spelled(text, spaced=spaced, last=last)
            place(node, slot, parts)


def _spelled(text: str, *, spaced: bool, last: bool) -> tuple[list[str | etree._Element], bool]:
    """A text as characters and elements, and whether it ends with a space that swallows the next one."""
    parts: list[str | etree._Element] = []
    pieces = [part for part in _SPLIT.split(text) if part]
    for index, part in enumerate(pieces):
        at_end = last and index == len(pieces) - 1
        if part in _SIGN:
            parts.append(etree.Element(_SIGN[part]))
            spaced = False
        elif part[0] == " ":
            plain = 0 if spaced or at_end else 1
            parts.append(" " * plain)
            if len(part) > plain:
                parts.append(etree.Element(SPACES, {COUNT: str(len(part) - plain)}))
            spaced = len(part) == plain
        else:
            parts.append(part)
            spaced = False
    return parts, spaced


def place(node: etree._Element, slot: Slot, parts: Iterable[str | etree._Element]) -> None:
    """Put characters and elements in the place of a text."""
    parent = node if slot is Slot.TEXT else parent_of(node)
    at = 0 if slot is Slot.TEXT else parent.index(node) + 1
    if slot is Slot.TEXT:
        node.text = ""
    else:
        node.tail = ""
    last: etree._Element | None = node if slot is Slot.TAIL else None
    for part in parts:
        if not isinstance(part, str):
            parent.insert(at, part)
            last, at = part, at + 1
        elif last is None:
            parent.text = (parent.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def _runs(element: etree._Element) -> Iterator[tuple[etree._Element, Slot]]:
    """The places of a paragraph's own text in order, and the elements that are text by themselves."""
    yield element, Slot.TEXT
    for child in element:
        if child.tag in (SPACES, TAB, BREAK):
            yield child, Slot.ELEMENT
        elif runs_on(child.tag):
            yield from _runs(child)
        yield child, Slot.TAIL


def edited(text: str, made: Sequence[Cut]) -> str:
    """The text of a piece with its cuts made."""
    parts, at = [], 0
    for cut in made:
        parts += [text[at : cut.start], cut.new]
        at = cut.end
    return "".join([*parts, text[at:]])


def printable(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits with replacements that a file can hold."""
    return tuple(replace(edit, replacement=_FORBIDDEN.sub("", _LINE_END.sub("\n", edit.replacement))) for edit in edits)
