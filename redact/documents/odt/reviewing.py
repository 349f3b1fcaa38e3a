"""A review copy: each suggestion a tracked deletion and insertion, and a comment that tells why.

OpenDocument keeps what is deleted apart (1.4 part 3, 5.5): in its place stands a mark, and a region at the start of the
text holds the words with their formatting. So the text of a review copy is that of the document with the edits made.

Where no word processor tracks changes (alternative texts, ruby, the text of shapes) there is the comment alone, beside
the text; it says what would be replaced by what, as :mod:`..alone` has it.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Mapping, Sequence

from lxml import etree

from ...draft import Edit, Span
from ..alone import Places, told_line
from ..model import Suggestion
from ..pieces import Cut, cuts
from .names import HREF, LINK, SPAN, STYLE_NAME, H, P
from .opening import Parts, body_of
from .places import Layout, Piece, Slot, spans
from .recording import Recorder, comment
from .regions import Regions
from .tracking import tracked, whole
from .values import leads_out
from .writing import by_piece, dissolve, make_cuts, paragraph_of, place, printable, spell

Parted = list[str | etree._Element]
RETARGETED = "url"
"""Behind its number, of a suggestion that replaces a link for its target."""


def suggest(parts: Parts, layout: Layout, suggestions: Sequence[Suggestion]) -> None:
    """Put the suggestions into the trees of which ``layout`` tells; raises :class:`~..edits.EditError`."""
    edits = printable([suggestion.edit for suggestion in suggestions])
    told = {id(edit): reason_line(suggestion) for edit, suggestion in zip(edits, suggestions, strict=True)}
    alone = {id(edit): suggestion.alone for edit, suggestion in zip(edits, suggestions, strict=True)}
    _Review(parts, layout, told, alone).put_in(by_piece(cuts(layout.text, edits, spans(layout.pieces))))


def reason_line(suggestion: Suggestion) -> str:
    """What a comment says: the reason's code in brackets, and what the suggestion tells."""
    code = f"[{suggestion.edit.reason.value}]"
    return suggestion.comment if suggestion.comment.startswith(code) else f"{code} {suggestion.comment}".rstrip()


class _Review:
    def __init__(self, parts: Parts, layout: Layout, told: Mapping[int, str], alone: Mapping[int, str]) -> None:
        self._layout, self._body, self._alone = layout, body_of(parts.content), alone
        self._told, self._numbers = told, {id_: number for number, id_ in enumerate(told, 1)}
        roots = [root for root in (parts.content, parts.styles) if root is not None]
        self._recorder, self._last = Recorder(roots), len(told)
        self._regions = [Regions(root) for root in roots]
        self._paragraphs: dict[etree._Element, None] = {}
        self._begun: set[int] = set()

    def put_in(self, made: Mapping[int, Sequence[Cut]]) -> None:
        """Suggest the cuts: within the text, then whole elements, then beside the text what is not tracked.

        In this order no step moves a place where a later one is to work.
        """
        pieces, beginnings = self._layout.pieces, _beginnings(made)
        self._apart = frozenset(index for index in made if self._stands_apart(index, made))
        untracked = [index for index in sorted(made) if not tracked(pieces[index])]
        places = spans([piece for piece in pieces if not tracked(piece)]) if untracked else ()
        units = self._units(made, untracked)
        apart = {index for inside in units.values() for index in inside} | set(untracked)
        for index in sorted(made, reverse=True):
            if index not in apart:
                self._cut(index, made[index], beginnings)
        for element, inside in units.items():
            self._replace(element, {index: made[index] for index in inside}, beginnings)
        for index in reversed(untracked):
            self._tell(pieces[index], made[index], places)
        for paragraph in self._paragraphs:
            spell(paragraph)

    def _units(self, made: Mapping[int, Sequence[Cut]], untracked: Sequence[int]) -> dict[etree._Element, list[int]]:
        """The elements that are replaced as one, and the pieces in each that are cut."""
        pieces = self._layout.pieces
        inside = [index for index in sorted(made) if index not in untracked]
        links = {pieces[index].node for index in inside if pieces[index].slot is Slot.TARGET}
        units: dict[etree._Element, list[int]] = {}
        for index in inside:
            piece = pieces[index]
            around = [piece.node, *piece.node.iterancestors()][1 if piece.slot is Slot.TAIL else 0 :]
            unit = next((element for element in around if element in links), whole(piece))
            if unit is not None:
                units.setdefault(unit, []).append(index)
        return units

    def _cut(self, index: int, made: Sequence[Cut], beginnings: frozenset[int]) -> None:
        piece = self._layout.pieces[index]
        text = self._layout.text[piece.start : piece.end]
        parts: Parted = []
        at = 0
        for cut in made:
            apart = index in self._apart or (cut is made[0] and cut.start > 0 and not _layered(piece))
            parts += [text[at : cut.start], *self._suggested(piece, cut, text[cut.start : cut.end], beginnings, apart)]
            at = cut.end
        parts.append(text[at:])
        self._touched(piece)
        if piece.slot is Slot.ELEMENT:
            place(piece.node, Slot.TAIL, [*parts, piece.node.tail or ""])
            dissolve(piece.node)
        else:
            place(piece.node, piece.slot, parts)

    def _suggested(self, piece: Piece, cut: Cut, old: str, beginnings: frozenset[int], apart: bool) -> Parted:
        why = self._why(cut.edit)
        around = _around(piece)
        parts: Parted = []
        if id(cut) in beginnings:
            parts.append(comment([self._told[id(cut.edit)]]))
        if apart:
            content, innermost = _deleted(around)
            innermost.text = old
            spell(content)
            parts += self._recorder.deletion(around[0], content, why, self._inserted(piece))
        else:
            begin, end = self._recorder.deletion_in_place(around[0], why, self._inserted(piece))
            parts += [begin, old, end]
        if cut.new:
            begin, end = self._recorder.insertion(around[0], why)
            parts += [begin, cut.new, end]
        return parts

    def _stands_apart(self, index: int, made: Mapping[int, Sequence[Cut]]) -> bool:
        """Whether text that is put back where a piece begins keeps its formatting.

        LibreOffice 7.4 lets the formatting of the text before run on into it, at a paragraph's start that of the text
        behind, and forgets one of two spans around it.
        Where that would be seen, the deleted text stays in its place between two marks, which LibreOffice reads though
        no standard knows it.
        """
        pieces = self._layout.pieces
        piece = pieces[index]
        paragraph, look = paragraph_of(piece), _look(piece)
        if _layered(piece):
            return False
        before = list(itertools.takewhile(lambda i: paragraph_of(pieces[i]) is paragraph, range(index - 1, -1, -1)))
        near = before[:1]
        if all(i in made for i in before):
            behind = itertools.takewhile(lambda i: paragraph_of(pieces[i]) is paragraph, range(index + 1, len(pieces)))
            near += behind
        return all(_look(pieces[i]) in ([], look) for i in near)

    def _replace(self, element: etree._Element, made: Mapping[int, Sequence[Cut]], beginnings: frozenset[int]) -> None:
        first = self._layout.pieces[min(made)]
        every = [cut for cuts_of in made.values() for cut in cuts_of]
        around = [element, *_around(Piece(0, 0, element, Slot.TAIL))]
        content, innermost = _deleted(around[1:])
        innermost.append(_copied(element))
        self._last += 1  # it is replaced by what it becomes, whatever edits that takes
        why = f"{self._told[id(every[0].edit)]}\n{self._last}"
        if any(self._layout.pieces[index].slot is Slot.TARGET for index in made):
            why = f"{why} {RETARGETED}"
        comments = [comment([self._told[id(cut.edit)]]) for cut in every if id(cut) in beginnings]
        deletion: list[etree._Element] = []
        if min(made) in self._apart:
            deletion += self._recorder.deletion(element, content, why, self._inserted(first))
        else:
            begin, close = self._recorder.deletion_in_place(element, why, self._inserted(first))
            deletion += [begin, _copied(element), close]
        make_cuts(self._layout.text, self._layout.pieces, made)
        self._paragraphs |= dict.fromkeys(up for up in element.iterancestors(P, H))
        for mark in (*comments, *deletion):
            element.addprevious(mark)
        if len(element) or element.text:
            start, end = self._recorder.insertion(element, why)
            element.addprevious(start)
            end.tail, element.tail = element.tail, None
            element.addnext(end)
            _plainer(element)
        else:
            dissolve(element)

    def _tell(self, piece: Piece, made: Sequence[Cut], places: Places) -> None:
        around = [up for up in piece.node.iterancestors() if up.tag in (P, H)]
        paragraph = around[-1] if around else next(self._body.iter(P, H), None)
        for cut in reversed(made):
            span = Span(piece.start + cut.start, piece.start + cut.end)
            said = [self._told[id(cut.edit)], self._alone[id(cut.edit)]]
            lines = [*filter(None, said), told_line(self._layout.text, places, span, cut.new)]
            if paragraph is not None:
                made_comment = comment(lines)
                made_comment.tail, paragraph.text = paragraph.text, None
                paragraph.insert(0, made_comment)
                self._paragraphs[paragraph] = None

    def _touched(self, piece: Piece) -> None:
        paragraph = paragraph_of(piece)
        if paragraph is not None:
            self._paragraphs[paragraph] = None

    def _why(self, edit: Edit) -> str:
        """What a change says of itself: the comment, and which suggestion it is of."""
        return f"{self._told[id(edit)]}\n{self._numbers[id(edit)]}"

    def _inserted(self, piece: Piece) -> etree._Element | None:
        """The region of somebody else's insertion in which a piece stands."""
        regions = next((r for r in self._regions if r.root in piece.node.iterancestors()), None)
        return None if regions is None else regions.around(piece.node, inside=piece.slot is Slot.TAIL)


def _beginnings(made: Mapping[int, Sequence[Cut]]) -> frozenset[int]:
    """The cuts that are the first of their edits."""
    firsts: dict[int, Cut] = {}
    for index in sorted(made):
        for cut in made[index]:
            firsts.setdefault(id(cut.edit), cut)
    return frozenset(map(id, firsts.values()))


def _around(piece: Piece) -> list[etree._Element]:
    """The elements around a piece, the nearest first."""
    up = list(piece.node.iterancestors())
    return [piece.node, *up] if piece.slot is Slot.TEXT else up


def _look(piece: Piece) -> list[tuple[str, list[tuple[str, str]]]]:
    """The spans and links around a piece."""
    up = _around(piece)
    upto = next((index for index, element in enumerate(up) if element.tag in (P, H)), len(up))
    return [(str(e.tag), sorted((str(k), str(v)) for k, v in e.items())) for e in up[:upto] if e.tag in (SPAN, LINK)]


def _layered(piece: Piece) -> bool:
    """Whether more than one span is around a piece."""
    return sum(tag == SPAN for tag, _ in _look(piece)) > 1


def _deleted(around: Sequence[etree._Element]) -> tuple[etree._Element, etree._Element]:
    """A paragraph for a deletion's region, formatted as the place from which it comes, and its innermost element."""
    upto = next((index for index, element in enumerate(around) if element.tag in (P, H)), len(around) - 1)
    style = around[upto].get(STYLE_NAME)
    content = innermost = etree.Element(P, {STYLE_NAME: style} if style else {})
    for element in reversed(around[:upto]):
        if element.tag in (SPAN, LINK):
            innermost = etree.SubElement(innermost, element.tag, {str(k): str(v) for k, v in element.items()})
    return content, innermost


def _copied(element: etree._Element) -> etree._Element:
    made = copy.deepcopy(element)
    made.tail = None
    return made


def _plainer(element: etree._Element) -> None:
    """What is put in the place of a field is text, and so is a link that leads nowhere any more."""
    if element.tag == LINK and leads_out(element.get(HREF, "")):
        return
    style = element.get(STYLE_NAME) if element.tag == LINK else None
    element.attrib.clear()
    element.tag = SPAN
    if style:
        element.set(STYLE_NAME, style)
