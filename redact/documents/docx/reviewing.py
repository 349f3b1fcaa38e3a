"""The review copy of a docx: the file as it is, with each suggestion as a tracked change and a comment.

Fields and controls in which a tracked change stands become what they show (loosening.py), and a document that is
protected is so no more: nobody could decide. What a tracked change cannot say (another alternative text, another target
of a link, a symbol in a formula) gets the comment alone, which then tells what is to be replaced by what (alone.py).
Comments stand where Word lets them: those on a note at its mark in the text, those on a text box at the paragraph that
holds it, those on a header or footer at the beginning of the document; the signs of none stand between two notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lxml import etree

from ...draft import DetailType, Edit, Span
from ..alone import Places, told_line
from ..model import Suggestion
from ..package import write_package
from ..pieces import cuts
from .blocks import TEXT, WHOLE, Piece, Pieces
from .commenting import Comments, clear_notes, own_comments
from .folding import FOLDED
from .layout import Layout
from .loosening import loosen, unprotected
from .making import place
from .names import W_ENDNOTE, W_ENDNOTE_REF, W_FOOTNOTE, W_FOOTNOTE_REF, W_ID, W_P, W_PPR, W_R, W_TXBX, q
from .tracking import Stretch, Tracker

_START = datetime(2000, 1, 1, tzinfo=UTC)
"""Word wants a time; this one is no time at all, and tells suggestion and reason when a copy comes back."""
_NUMBER = re.compile(rb'w:id="(\d{1,9})"')
_NOTES = {q("w:footnotes"): (W_FOOTNOTE_REF, W_FOOTNOTE), q("w:endnotes"): (W_ENDNOTE_REF, W_ENDNOTE)}


def date_of(number: int, reason: DetailType) -> str:
    """The time that stands for a suggestion: a minute for each, a second for each reason."""
    moment = _START + timedelta(minutes=number, seconds=list(DetailType).index(reason))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def reason_of(date: str) -> DetailType | None:
    """The reason that a time stands for, None when it is no time of :func:`date_of`."""
    second = date[17:19]
    reasons = list(DetailType)
    return reasons[int(second)] if second.isdigit() and int(second) < len(reasons) else None


def review_copy(layout: Layout, suggestions: Sequence[Suggestion]) -> bytes:
    """Write the review copy; ``layout`` is used up. Raises :class:`~..edits.EditError`."""
    return _Review(layout, suggestions).write()


class _Review:
    def __init__(self, layout: Layout, suggestions: Sequence[Suggestion]) -> None:
        self.layout, self.parts = layout, layout.parts
        self.suggestions = sorted(suggestions, key=lambda suggestion: suggestion.edit.span)
        self.comments = Comments(self.parts)
        names = {story.part for story in layout.stories}
        used = (int(n) for name in names for n in _NUMBER.findall(self.parts.package.parts[name]))
        self.tracker = Tracker(1 + max(used, default=0))

    def write(self) -> bytes:
        placed = place(self.layout, [_numbered(s.edit, n) for n, s in enumerate(self.suggestions)])
        self.layout.unfold(placed)
        told = self._told(placed)  # before any change: it looks where the text stands
        for copies in self.layout.mirrors_at(placed):
            self._track(placed, copies)
        anchors = self._track(placed, self.layout.pieces_at(placed), self.layout.thin)
        for name in dict.fromkeys(story.part for story in self.layout.stories):
            loosen(self.parts.root(name))
        for number, suggestion in enumerate(self.suggestions):
            where = self._where(anchors[number]) if number in anchors else None
            if where is not None:
                lines = suggestion.comment.split("\n")
                if number in told:
                    lines += [*filter(None, [suggestion.alone]), *told[number]]
                self.comments.add(lines, self._date(number), *where)
        if any(self.parts.part(kind) for kind in ("footnotes", "endnotes")):
            clear_notes(
                self.parts.root(self.parts.main), {own.get(W_ID, "") for own in own_comments(self.comments.root)}
            )
        return write_package(self._package())

    def _told(self, placed: Sequence[Edit]) -> dict[int, list[str]]:
        """The lines that tell of what no tracked change can make, for each suggestion that has any."""
        held, found = self.layout.pieces_at(placed), dict[int, list[str]]()
        text, places = self.layout.text[: self.layout.published], None
        for cut in cuts(text, placed, held.spans):
            if trackable(held.pieces[cut.piece]):
                continue
            places = untracked(self.layout) if places is None else places
            start = held.spans[cut.piece][0]
            line = told_line(text, places, Span(start + cut.start, start + cut.end), cut.new)
            found.setdefault(int(cut.edit.details[0]), []).append(line)
        return found

    def _track(
        self,
        placed: Sequence[Edit],
        held: Pieces,
        thin: Sequence[tuple[int, etree._Element]] = (),
    ) -> dict[int, list[etree._Element]]:
        """Mark every stretch, from the last to the first; returns the elements of each suggestion, in order."""
        found: dict[int, list[etree._Element]] = {}
        for number, stretch, new in reversed(list(self._stretches(placed, held, thin))):
            marked = found.setdefault(number, [])
            if not trackable((stretch.node, stretch.slot)):
                marked.insert(0, stretch.node)
                continue
            change = self.tracker.delete(stretch, self._date(number))
            if new:
                marked.insert(0, self.tracker.insert(change, new, self._date(number)))
            marked.insert(0, change)
        return found

    def _stretches(
        self,
        placed: Sequence[Edit],
        held: Pieces,
        thin: Sequence[tuple[int, etree._Element]],
    ) -> Iterator[tuple[int, Stretch, str]]:
        text = self.layout.text[: self.layout.published]
        left = list(thin)
        for cut in cuts(text, placed, held.spans):
            at = held.spans[cut.piece][0] + cut.start
            while left and left[0][0] <= at:
                where, node = left.pop(0)
                if cut.edit.span.start < where:  # an optional hyphen within what goes
                    yield int(cut.edit.details[0]), Stretch(node, WHOLE, 0, 0), ""
            yield int(cut.edit.details[0]), Stretch(*held.pieces[cut.piece], cut.start, cut.end), cut.new

    def _date(self, number: int) -> str:
        return date_of(number, self.suggestions[number].edit.reason)

    def _where(self, marked: list[etree._Element]) -> tuple[etree._Element, etree._Element] | None:
        """Between which elements of one paragraph of the document itself a comment on these stands."""
        first = last = marked[0]
        body, root = self.parts.root(self.parts.main), first.getroottree().getroot()
        if root.tag in _NOTES:
            first = last = self._mark_of(first, *_NOTES[root.tag])
        elif root is not body:
            first = last = body
        boxed = _outermost_box(first)
        if boxed is not first:
            return (boxed, boxed)
        around = next(first.iterancestors(W_P), None)
        if around is None:
            near = _near(first)
            return (near, near) if near is not None else None
        return first, [node for node in (last, *marked) if next(node.iterancestors(W_P), None) is around][-1]

    def _mark_of(self, inside: etree._Element, kind: str, note: str) -> etree._Element:
        """Where the text has the mark of the note in which something stands."""
        number = next((above.get(W_ID) for above in inside.iterancestors(note)), None)
        body = self.parts.root(self.parts.main)
        return next((node for node in body.iter(kind) if node.get(W_ID) == number), body)

    def _package(self) -> dict[str, bytes]:
        changed = {story.part for story in self.layout.stories} | {self.comments.name}
        settings = self.parts.part("settings")
        if settings is not None and self.suggestions and unprotected(self.parts.root(settings)):
            changed.add(settings)
        written = {
            name: self.parts.serial(name) if name in changed else data
            for name, data in self.parts.package.parts.items()
        }
        return {**written, **self.comments.parts()}


def trackable(piece: Piece) -> bool:
    """Whether a tracked change can say that something of a piece goes: it stands in a run of text."""
    node, slot = piece
    parent = node.getparent()
    return slot in (TEXT, WHOLE) and parent is not None and (parent.tag == W_R or node.get(FOLDED) is not None)


def untracked(layout: Layout) -> Places:
    """The stretches of the published text of which no tracked change can say that they go."""
    return [
        span
        for block in layout.blocks
        for span, piece in zip(block.spans(), block.pieces(), strict=True)
        if not trackable(piece)
    ]


def _numbered(edit: Edit, number: int) -> Edit:
    return replace(edit, details=(str(number),))


def _outermost_box(node: etree._Element) -> etree._Element:
    """The text box that holds an element and is in no other, else the element."""
    return next(reversed(list(node.iterancestors(W_TXBX))), node)


def _near(node: etree._Element) -> etree._Element | None:
    """Something for a comment to stand at, in the first paragraph in or after an element that is in none."""
    for around in (node, *node.iterancestors()):
        paragraph = next(around.iter(W_P), None)
        if paragraph is not None:
            first = next((child for child in paragraph if child.tag != W_PPR), None)
            return first if first is not None else etree.SubElement(paragraph, W_R)
    return None
