"""Words that a suggestion deleted put back where they stood, and words that it inserted taken out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..model import DamagedError
from .names import (
    CHANGE,
    CHANGE_END,
    CHANGE_ID,
    CHANGE_START,
    DELETION,
    HREF,
    INSERTION,
    LINK,
    SPAN,
    H,
    P,
    runs_on,
)
from .places import Slot
from .plain import sign
from .regions import Marked, Regions
from .writing import dissolve, parent_of


def put_back(marked: Marked, regions: Regions) -> list[etree._Element]:
    """Spans that hold a deletion's words where they stood, with the formatting they had."""
    first = marked.marks[0]
    hold = etree.Element(SPAN)
    if first.tag == CHANGE:
        _fill(hold, marked.region)
        _peel(hold, _up(first))
        placed, holds = _apart(hold)
        for element in placed:
            first.addprevious(element)
        if placed:
            _still_inserted(placed, marked, regions)
        return holds
    end = marked.marks[-1]
    if first.getparent() is not end.getparent() or end.tag != CHANGE_END:
        raise _taken_apart()
    hold.text, first.tail = first.tail, None
    for node in list(first.itersiblings()):
        if node is end:
            break
        hold.append(node)
    first.addnext(hold)
    return [hold]


def take_out(marked: Marked) -> tuple[str, list[str]]:
    """Take out what a change inserted; its text, and the targets of the links that it stood in or held."""
    first, end = marked.marks[0], marked.marks[-1]
    if first is end:  # somebody deleted it since, and that deletion goes with it
        return "", []
    text: list[str] = []
    links: list[str] = []
    entered: set[etree._Element] = set()
    beside: set[etree._Element] = set()
    outermost: list[etree._Element] = []
    emptied = list(_between(first, end))
    for node, slot in emptied:
        if slot is Slot.TEXT:
            if parent_of(node) not in entered:
                outermost.append(node)
            entered.add(node)
            if parent_of(node) in beside or not runs_on(node.tag):
                beside.add(node)
            text.append(sign(node))
        around = node if slot is Slot.TEXT else parent_of(node)
        written = (node.text if slot is Slot.TEXT else node.tail) or ""
        if written and around not in beside:
            text.append(written)
            links += [str(up.get(HREF)) for up in (around, *_up(around)) if up.tag == LINK]
    closed = {node for node, slot in emptied if slot is Slot.TAIL}
    for node, slot in emptied:
        if slot is Slot.TEXT:
            node.text = None
        else:
            node.tail = None
    for node in outermost:
        if node in closed:
            parent_of(node).remove(node)
    return "".join(text), links


def _taken_apart() -> DamagedError:
    return DamagedError("holds suggestions that another program has taken apart; make a new review copy")


def _between(first: etree._Element, end: etree._Element) -> Iterator[tuple[etree._Element, Slot]]:
    """The places of text from one mark to another, in order."""
    above = set(end.iterancestors())
    common = next((up for up in first.iterancestors() if up in above), None)
    if common is None:  # its two ends are not in one text any more
        raise _taken_apart()
    active = False
    for event, node in etree.iterwalk(common, events=("start", "end")):
        if node is end:
            return
        if event == "end" and (active or node is first):
            active = True
            yield node, Slot.TAIL
        elif active:
            yield node, Slot.TEXT


def _fill(hold: etree._Element, region: etree._Element) -> None:
    for paragraph in region.iterfind(f"{DELETION}/*"):
        if paragraph.tag in (P, H):
            hold.text = (hold.text or "") + (paragraph.text or "") if not len(hold) else hold.text
            hold.extend(list(paragraph))


def _peel(hold: etree._Element, around: list[etree._Element]) -> None:
    """Take off the spans and links that the place has already."""
    for outer in reversed([up for up in around if up.tag in (SPAN, LINK)]):
        only = hold[0] if len(hold) == 1 and not hold.text and not hold[0].tail else None
        if only is None or only.tag != outer.tag or only.attrib != outer.attrib:
            break
        dissolve(only)
    if any(up.tag == LINK for up in around):
        for link in list(hold.iter(LINK)):
            dissolve(link)


def _apart(hold: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """What a span holds, as elements to be placed, and the spans in them: none of those has a link in it."""
    placed: list[etree._Element] = []
    holds: list[etree._Element] = []

    def run() -> etree._Element:
        if not placed or placed[-1] is not (holds[-1] if holds else None):
            placed.append(etree.Element(SPAN))
            holds.append(placed[-1])
        return placed[-1]

    if hold.text:
        run().text = hold.text
    for child in list(hold):
        tail, child.tail = child.tail, None
        if child.tag == LINK:
            inner = etree.Element(SPAN)
            inner.text, child.text = child.text, None
            inner.extend(list(child))
            child.append(inner)
            placed.append(child)
            holds.append(inner)
        else:
            run().append(child)
        if tail:
            last = run()
            if len(last):
                last[-1].tail = tail
            else:
                last.text = tail
    return placed, holds


def _still_inserted(placed: list[etree._Element], marked: Marked, regions: Regions) -> None:
    """What came back may be somebody else's insertion: LibreOffice keeps that of a deletion within one."""
    insertion = marked.region.find(INSERTION)
    deletion = marked.region.find(DELETION)
    if insertion is None or deletion is None or regions.around(placed[0], inside=False) is not None:
        return
    marked.region.remove(deletion)
    name = marked.marks[0].get(CHANGE_ID, "")
    placed[0].addprevious(etree.Element(CHANGE_START, {CHANGE_ID: name}))
    placed[-1].addnext(etree.Element(CHANGE_END, {CHANGE_ID: name}))


def _up(node: etree._Element) -> list[etree._Element]:
    """The elements around one, up to its paragraph, the nearest first."""
    found = []
    for up in node.iterancestors():
        if up.tag in (P, H):
            break
        found.append(up)
    return found
