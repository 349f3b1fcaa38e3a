"""Edits made in the trees of a docx: in the first run that a stretch touches, taken from all others."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from ...draft import Action, Edit, Span
from ..edits import apply_edits
from ..pieces import Cut, cuts, fitted
from .blocks import IN_FOLD, LINK, SPACES, TEXT, WHOLE, Piece
from .layout import Layout, Link
from .names import M_T, SPACE, W_BR, W_R, W_RPR, W_T, W_TAB

_LINES = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")
_NEVER = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold."""


def fit(layout: Layout, edits: Sequence[Edit]) -> tuple[tuple[Edit, ...], tuple[Link, ...]]:
    """The edits as they can be made in the file, and the hyperlinks that cannot stay.

    A hyperlink of which the words or the target are edited leads nowhere any more: its target goes as a whole.
    """
    made = place(layout, edits)
    gone = _broken(layout, made) if layout.links and made else ()
    spans = [Span(link.start, link.end) for link in gone]
    others = [edit for edit in made if not any(edit.span.overlaps(span) for span in spans)]
    removed = [_removal(span, made, edits) for span in spans]
    return tuple(sorted([*others, *removed], key=lambda edit: edit.span)), gone


def place(layout: Layout, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits as they can be made in the file, whatever becomes of hyperlinks."""
    made = fitted(layout.text[: layout.published], [_writable(edit) for edit in edits], layout.pieces_at(edits).spans)
    return tuple(part for edit in made for part in _parted(edit, layout.capitals)) if layout.capitals else made


def edited(layout: Layout, made: Sequence[Edit]) -> str:
    """The published text with ``made`` (as :func:`fit` gives them) made."""
    return apply_edits(layout.text[: layout.published], made)


def make(layout: Layout, made: Sequence[Edit]) -> None:
    """Make edits (as :func:`fit` gives them) in the trees, in every copy of text boxes; links are not looked at."""
    text = layout.text[: layout.published]
    found = [*_changes(layout, text, made)]
    if hard := [edit for change in found if change.takes_elements for edit in change.edits]:
        layout.unfold(hard)
        found = [*_changes(layout, text, made)]
    for change in found:
        if change.piece[1].startswith(IN_FOLD):
            layout.say(change.piece, change.said)
        else:
            for cut in reversed(change.cuts):
                _cut(change.piece, cut)
    for at, node in layout.thin:
        if any(edit.span.start < at < edit.span.end for edit in made):
            remove(node)


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of one piece, and what it says then."""

    piece: Piece
    cuts: list[Cut]
    said: str

    @property
    def takes_elements(self) -> bool:
        """Whether it takes more than other words in a folded text: a line or a tab, or nothing left of it."""
        return self.piece[1].startswith(IN_FOLD) and (not self.said or "\n" in self.said or "\t" in self.said)

    @property
    def edits(self) -> Iterator[Edit]:
        return (cut.edit for cut in self.cuts)


def _changes(layout: Layout, text: str, made: Sequence[Edit]) -> Iterator[_Change]:
    """The changes of each copy, the last first, so that what comes before keeps its place."""
    for held in (layout.pieces_at(made), *layout.mirrors_at(made)):
        by_piece: dict[int, list[Cut]] = {}
        for cut in cuts(text, made, held.spans):
            by_piece.setdefault(cut.piece, []).append(cut)
        for number in reversed(by_piece):
            changes, said = by_piece[number], text[slice(*held.spans[number])]
            for cut in reversed(changes):
                said = said[: cut.start] + cut.new + said[cut.end :]
            yield _Change(held.pieces[number], changes, said)


def remove(node: etree._Element) -> None:
    """Take an element out, and its run when nothing is left in that."""
    parent = node.getparent()
    if parent is None:
        return
    parent.remove(node)
    if parent.tag == W_R and all(child.tag == W_RPR for child in parent):
        above = parent.getparent()
        if above is not None:
            above.remove(parent)


def _writable(edit: Edit) -> Edit:
    new = _NEVER.sub("", _LINES.sub("\n", edit.replacement))
    return edit if new == edit.replacement else replace(edit, replacement=new)


def _parted(edit: Edit, capitals: Sequence[int]) -> Iterator[Edit]:
    """The edit, in two where it runs over the end of a dropped capital: as many of the new letters are set large."""
    for end in capitals[bisect_right(capitals, edit.span.start) : bisect_left(capitals, edit.span.end)]:
        large = end - edit.span.start
        new = edit.replacement
        yield replace(edit, span=Span(edit.span.start, end), replacement=new[:large])
        edit = replace(edit, span=Span(end, edit.span.end), replacement=new[large:])
    yield edit


def _removal(span: Span, made: Sequence[Edit], edits: Sequence[Edit]) -> Edit:
    """The edit by which a target goes: the one that touches it, or else the first of all."""
    cause = next((edit for edit in made if edit.span.overlaps(span)), edits[0])
    return replace(cause, span=span, replacement="", action=Action.REMOVE)


def _broken(layout: Layout, made: Sequence[Edit]) -> tuple[Link, ...]:
    held = layout.pieces_at(made)
    touched = {held.pieces[cut.piece][0] for cut in cuts(layout.text[: layout.published], made, held.spans)}
    return tuple(
        link
        for link in layout.links
        if any(edit.span.start < link.end and link.start < edit.span.end for edit in made)
        or any(leaf in touched for node in link.nodes for leaf in node.iter(W_T, W_TAB, W_BR, M_T))
    )


def _cut(piece: Piece, cut: Cut) -> None:
    node, slot = piece
    if slot == TEXT:
        text = (node.text or "").translate(SPACES)
        write(node, text[: cut.start] + cut.new + text[cut.end :])
    elif slot == WHOLE:
        if cut.new:
            fresh = etree.Element(W_T)
            node.addprevious(fresh)
            write(fresh, cut.new)
        remove(node)
    elif slot != LINK:
        value = node.get(slot, "")
        node.set(slot, value[: cut.start] + cut.new + value[cut.end :])


def write(node: etree._Element, text: str) -> None:
    """Make ``text`` what a text element says; line breaks and tabs become elements after it, no text takes it out."""
    if node.tag == M_T:
        node.text = text.replace("\n", " ").replace("\t", " ")
        return
    first, *rest = re.split(r"([\n\t])", text)
    last = node
    for part in rest:
        if part in ("\n", "\t"):
            fresh = etree.Element(W_BR if part == "\n" else W_TAB)
        elif part:
            fresh = etree.Element(node.tag)
            _say(fresh, part)
        else:
            continue
        last.addnext(fresh)
        last = fresh
    if first:
        _say(node, first)
    elif node.getparent() is not None:
        remove(node)


def _say(node: etree._Element, text: str) -> None:
    node.text = text
    if text != text.strip() or "  " in text:
        node.set(SPACE, "preserve")
