"""The text of a document in the order in which people read it, and where each of its characters stands in the file.

White space of the file is brought into OpenDocument's own form on the way (1.4 part 3, 6.1.2: a run is one space, at a
paragraph's start there is none), so that every piece of the text is what its place in the tree holds, to the character;
links that were written in pieces are one again (joining.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import cast

from lxml import etree

from ...draft import Span
from ..model import Passage, Place, Unread
from .concealed import Concealed
from .hidden import place_of
from .joining import join_links
from .names import (
    CHANGE_END,
    CHANGE_START,
    CHANGES,
    COUNT,
    DESC,
    DRAWN,
    HREF,
    LINK,
    NAMESPACES,
    NOTE,
    NOTE_CLASS,
    RUBY_TEXT,
    SPACES,
    SPAN,
    STYLE_NAME,
    TITLE,
    H,
    P,
    elements,
    q,
    runs_on,
)
from .opening import Parts, body_of
from .places import Layout, Piece, Slot, Stretch
from .plain import MAX_SPACES, SIGNS, collapses, plain
from .regions import Regions, texts
from .values import leads_out

_COVERED, _NOTE_BODY = q("table:covered-table-cell"), q("text:note-body")
_CELLS = frozenset({q("table:table-cell"), _COVERED})
_TABLE, _TEXT_BOX, _MASTERS = q("table:table"), q("draw:text-box"), q("office:master-styles")
_PAGE_TEXT: Mapping[str, Place] = {
    q(f"style:{name}{which}"): place
    for name, place in (("header", Place.HEADER), ("footer", Place.FOOTER))
    for which in ("", "-left", "-first")
}
_OBJECT = q("draw:object")
_SHOWN_OTHERWISE: Mapping[str, Unread] = {
    q("draw:image"): Unread.IMAGES,
    q("draw:object"): Unread.CHARTS,
    q("draw:object-ole"): Unread.CHARTS,
    q("draw:plugin"): Unread.MEDIA,
}
_RUN = re.compile(r"[ \t\r\n]+")
_BLANK = frozenset(("", " "))
_OTHER = etree.XPath(
    "//t:p/descendant::*[not(self::t:span)] | //t:h/descendant::*[not(self::t:span)]"
    " | //comment() | //processing-instruction()",
    namespaces={"t": NAMESPACES["text"]},
)
"""What stands in paragraphs besides text and spans: a library in C finds it, and it is little."""
_RUNNING = frozenset({Place.BODY, Place.TABLE, Place.INSERTED})
"""Places whose paragraphs are one passage; a note, a comment, a link is one by itself."""
_LINKED = q("draw:a")
MAX_DEPTH = 200
"""Elements inside one another: tables in tables in tables reach twenty; a thousand is there to exhaust a reader."""


def lay_out(parts: Parts, hidden: list[tuple[Place, str]]) -> Layout:
    """Read a document; ``hidden`` is what else it holds, besides what lies hidden in its text."""
    for root in (parts.content, parts.styles):
        if root is not None:
            join_links(root)
    reader = _Reader()
    reader.body(parts)
    return reader.result(hidden)


class _Reader:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._at = 0
        self._entries: list[Piece | Stretch] = []
        self._marks: list[tuple[int, Place]] = []
        self._gap = ""
        self._spaced = True
        self._started, self._place = False, Place.BODY
        self._notes: list[etree._Element] = []
        self._alts: list[etree._Element] = []
        self._links: list[etree._Element] = []
        self._hidden: list[tuple[Place, str]] = []
        self._unread: dict[Unread, None] = {}
        self._kept, self._dropped = elements("keep") | elements("unwrap"), elements("drop")
        self._special: dict[str, Callable[[etree._Element], None]] = {
            LINK: self._link,
            NOTE: self._notes.append,
            RUBY_TEXT: self._alts.append,
            CHANGE_START: self._change_starts,
            CHANGE_END: self._change_ends,
        }

    def body(self, parts: Parts) -> None:
        self._under(Concealed(parts.content, parts.styles), parts.content)
        self._blocks(body_of(parts.content), Place.BODY, 0)
        for note in self._notes:  # grows while a note's own notes are found
            place = Place.ENDNOTE if note.get(NOTE_CLASS) == "endnote" else Place.FOOTNOTE
            for body in note.iter(_NOTE_BODY):
                self._blocks(body, place, 0)
        masters = None if parts.styles is None else parts.styles.find(_MASTERS)
        if masters is not None:
            self._under(Concealed(parts.styles), masters)
            for page in masters:
                for part in page:
                    if part.tag in _PAGE_TEXT and self._concealed.hides(part):
                        self._hide(part)
                    elif part.tag in _PAGE_TEXT:
                        self._blocks(part, _PAGE_TEXT[part.tag], 0)
        self._behind()

    def result(self, hidden: list[tuple[Place, str]]) -> Layout:
        published = self._at
        self._gap = "\n\n"
        for place, text in dict.fromkeys([*self._hidden, *hidden]):
            if text:
                self._open(place)
                self._append(text)
        text = "".join(self._out)
        return Layout(text, published, _passages(text, self._marks), tuple(self._unread), self._entries)

    def _under(self, concealed: Concealed, root: etree._Element) -> None:
        self._concealed, self._regions = concealed, Regions(root)
        self._inserting, self._deleting = 0, 0
        self._holds_more = {
            up for node in cast("list[etree._Element]", _OTHER(root)) for up in node.iterancestors(P, H)
        }

    def _behind(self) -> None:
        self._gap = "\n\n"
        for alt in self._alts:
            self._open(Place.ALT_TEXT)
            self._piece(alt.text or "", alt, Slot.TEXT)
        for link in self._links:
            self._open(Place.LINK)
            self._piece(link.get(HREF, ""), link, Slot.TARGET)

    # Blocks: what holds paragraphs

    def _blocks(self, container: etree._Element, place: Place, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise RecursionError
        for child in container:
            tag = child.tag
            if tag in (P, H):
                self._paragraph(child, place, depth)
            elif not isinstance(tag, str):
                continue
            elif tag in self._special:
                self._special[tag](child)
            elif tag in self._dropped or tag == _COVERED or self._concealed.hides(child):
                self._hide(child)
            elif tag == _TABLE:
                self._blocks(child, Place.TABLE if place is Place.BODY else place, depth + 1)
                self._gap = "\n\n"
            elif tag in _CELLS:
                self._blocks(child, place, depth + 1)
                self._gap = "\n"
            elif tag.startswith(DRAWN):
                self._shape(child, place, depth + 1)
            else:
                self._blocks(child, place, depth + 1)

    def _paragraph(self, paragraph: etree._Element, place: Place, depth: int) -> None:
        if self._concealed.hides(paragraph):
            self._hide(paragraph)
            return
        self._place = place
        self._open(Place.INSERTED if self._inserting else place)
        if self._is_plain(paragraph):
            return
        frames: list[etree._Element] = []
        self._inline(paragraph, frames, depth)
        for frame in frames:
            self._shape(frame, place, depth + 1)

    def _is_plain(self, paragraph: etree._Element) -> bool:
        """Read a paragraph of nothing but text and spans at once, without a look at where each word of it stands."""
        if paragraph in self._holds_more or self._concealed.spans or self._deleting:
            return False
        text = str(etree.tostring(paragraph, method="text", encoding="unicode", with_tail=False))
        if text[:1] in _BLANK or collapses(text):
            return not text
        self._entries.append(Stretch(self._at, self._at + len(text), paragraph))
        self._append(text)
        return True

    def _shape(self, shape: etree._Element, place: Place, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise RecursionError
        if shape.tag in self._dropped:
            self._hide(shape)
            return
        if shape.tag in _SHOWN_OTHERWISE:
            self._unread[_SHOWN_OTHERWISE[shape.tag]] = None
        if shape.tag == _OBJECT and len(shape):  # a formula or another document, written where it is shown
            self._hide(shape)
            return
        if shape.tag == _LINKED:
            self._link(shape)
        inside = Place.TEXT_BOX if place in (Place.BODY, Place.TABLE) else place
        for child in shape:
            if child.tag in (TITLE, DESC):
                self._alts.append(child)
            elif child.tag in (P, H):
                self._paragraph(child, inside, depth)
            elif child.tag == _TEXT_BOX:
                self._blocks(child, inside, depth + 1)
            elif isinstance(child.tag, str):
                (self._shape if child.tag.startswith(DRAWN) else self._blocks_of)(child, inside, depth + 1)

    def _blocks_of(self, child: etree._Element, place: Place, depth: int) -> None:
        if child.tag in self._dropped:
            self._hide(child)
        else:
            self._blocks(child, place, depth)

    # Inline: what stands in a paragraph

    def _inline(self, element: etree._Element, frames: list[etree._Element], depth: int) -> None:
        if depth > MAX_DEPTH:
            raise RecursionError
        if element.text:
            self._written(element.text, element, Slot.TEXT)
        for child in element:
            tag = child.tag
            if tag == SPAN:
                if child.get(STYLE_NAME) in self._concealed.spans:
                    self._hide(child)
                else:
                    self._inline(child, frames, depth + 1)
            elif tag in SIGNS:
                self._sign(child)
            elif isinstance(tag, str):
                self._other(child, frames, depth)
            if child.tail:
                self._written(child.tail, child, Slot.TAIL)

    def _other(self, child: etree._Element, frames: list[etree._Element], depth: int) -> None:
        tag = child.tag
        if tag in self._special:
            self._special[tag](child)
        if tag.startswith(DRAWN):
            frames.append(child)
        elif tag in self._dropped:
            self._hide(child)
        elif runs_on(tag):
            self._inline(child, frames, depth + 1)

    def _sign(self, sign: etree._Element) -> None:
        count = _count(sign.get(COUNT) or "1") if sign.tag == SPACES else 1
        self._spaced = False
        self._piece(SIGNS[sign.tag] * count, sign, Slot.ELEMENT)

    def _written(self, text: str, node: etree._Element, slot: Slot) -> None:
        if self._spaced or collapses(text):
            collapsed = _RUN.sub(" ", text)
            text = collapsed[1:] if self._spaced and collapsed[:1] == " " else collapsed
            if slot is Slot.TEXT:
                node.text = text
            else:
                node.tail = text
        if text:
            self._spaced = text[-1] == " "
            self._piece(text, node, slot)

    # Marks, and what is behind the text

    def _link(self, link: etree._Element) -> None:
        if leads_out(link.get(HREF, "")):
            self._links.append(link)

    def _change_starts(self, mark: etree._Element) -> None:
        if self._regions.deletes(mark):
            self._deleting += 1
        elif self._regions.inserts(mark):
            self._inserting += 1
            self._marks.append((self._at, Place.INSERTED))

    def _change_ends(self, mark: etree._Element) -> None:
        if self._regions.deletes(mark):
            self._deleting = max(0, self._deleting - 1)
        elif self._regions.inserts(mark):
            self._inserting = max(0, self._inserting - 1)
            if not self._inserting:
                self._marks.append((self._at, self._place))

    def _hide(self, element: etree._Element) -> None:
        if element.tag == CHANGES:
            self._hidden += texts(element)
        else:
            self._hidden.append((place_of(element), plain(element)))

    # What is put out

    def _open(self, place: Place) -> None:
        if self._started:
            self._append(self._gap)
        self._started, self._spaced, self._gap = True, True, "\n\n"
        if not (self._marks and self._marks[-1][1] is place and place in _RUNNING):
            self._marks.append((self._at, place))

    def _piece(self, text: str, node: etree._Element, slot: Slot) -> None:
        if self._deleting:
            self._hidden.append((Place.DELETED, text))
        else:
            self._entries.append(Piece(self._at, self._at + len(text), node, slot))
            self._append(text)

    def _append(self, text: str) -> None:
        self._out.append(text)
        self._at += len(text)


def _count(number: str) -> int:
    """How many spaces an element stands for; raises ValueError for what no word processor writes."""
    count = int(number) if len(number) <= len(str(MAX_SPACES)) else MAX_SPACES + 1
    if not 0 <= count <= MAX_SPACES:
        raise ValueError
    return count


def _passages(text: str, marks: list[tuple[int, Place]]) -> tuple[Passage, ...]:
    """A passage for each stretch between marks that holds something; those of one place that follow are one."""
    found: list[Passage] = []
    ends = [at for at, _ in marks[1:]] + [len(text)]
    for (start, place), end in zip(marks, ends, strict=bool(marks)):
        stretch = text[start:end]
        if not stretch or stretch.isspace():
            continue
        start += len(stretch) - len(stretch.lstrip())
        end -= len(stretch) - len(stretch.rstrip())
        if found and found[-1].place is place and place in _RUNNING:
            found[-1] = Passage(Span(found[-1].span.start, end), place)
        else:
            found.append(Passage(Span(start, end), place))
    return tuple(found)
