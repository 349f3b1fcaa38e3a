"""Tracked changes: each has a region that tells what it is and who made it; a deletion's text is in its region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from ..model import Place
from .names import (
    CHANGE,
    CHANGE_END,
    CHANGE_ID,
    CHANGE_START,
    CHANGES,
    DELETION,
    INSERTION,
    NAMESPACES,
    REGION,
    TEXT_ID,
    XML_ID,
    P,
    q,
)
from .plain import plain

AUTHOR = "Bronwacht"
_MARK = "*[self::t:change-start or self::t:change-end]"
_BEFORE = etree.XPath(f"preceding::{_MARK}", namespaces={"t": NAMESPACES["text"]})
_INSIDE = etree.XPath(f"descendant-or-self::{_MARK}", namespaces={"t": NAMESPACES["text"]})
INFO, CREATOR, DATE = q("office:change-info"), q("dc:creator"), q("dc:date")


class Regions:
    """The tracked changes of one part, by the names with which marks in the text refer to them."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._changes = {
            region.get(TEXT_ID) or region.get(XML_ID) or "": region
            for changes in root.iter(CHANGES)
            for region in changes.iter(REGION)
        }

    @property
    def has_insertions(self) -> bool:
        """Whether anybody inserted anything."""
        return any(region.find(INSERTION) is not None for region in self._changes.values())

    def of(self, mark: etree._Element) -> etree._Element | None:
        """The region of a mark in the text, None where there is none."""
        return self._changes.get(mark.get(CHANGE_ID, ""))

    def deletes(self, mark: etree._Element) -> bool:
        """Whether what stands between a mark and its end was deleted."""
        region = self.of(mark)
        return region is not None and region.find(DELETION) is not None

    def inserts(self, mark: etree._Element) -> bool:
        """Whether what stands between a mark and its end was inserted."""
        region = self.of(mark)
        return region is not None and region.find(INSERTION) is not None and region.find(DELETION) is None

    def around(self, node: etree._Element, *, inside: bool) -> etree._Element | None:
        """The region of the insertion in which a node stands, or its end where the text ``inside`` it counts, too."""
        if not self.has_insertions:
            return None
        while not isinstance(node.tag, str):  # behind a comment of XML's own, of which XPath says nothing
            before, parent = node.getprevious(), next(node.iterancestors())
            node, inside = (parent, False) if before is None else (before, True)
        marks = cast("list[etree._Element]", _BEFORE(node))
        marks += cast("list[etree._Element]", _INSIDE(node)) if inside else []
        still: dict[str, etree._Element] = {}
        for mark in marks:
            name = mark.get(CHANGE_ID, "")
            if mark.tag == CHANGE_START and self.inserts(mark):
                still[name] = mark
            else:
                still.pop(name, None)
        return self.of(next(reversed(still.values()))) if still else None

    def marked(self) -> list[Marked]:
        """The changes of which there are marks in the text, in its order."""
        marks: dict[str, list[etree._Element]] = {}
        for mark in self.root.iter(CHANGE, CHANGE_START, CHANGE_END):
            marks.setdefault(mark.get(CHANGE_ID, ""), []).append(mark)
        return [Marked(region, marks[name]) for name in marks if (region := self._changes.get(name)) is not None]


class Marked:
    """One change: its region, and its marks in the text."""

    def __init__(self, region: etree._Element, marks: list[etree._Element]) -> None:
        self.region, self.marks = region, marks
        change = region[0]
        if change.tag == DELETION and len(region) > 1 and _author(region[-1]) == AUTHOR:
            change = region[-1]  # somebody deleted what was suggested
        self.deletes = change.tag == DELETION
        self.author = _author(change)
        info = change.find(INFO)
        lines = [] if info is None else [line for line in map(plain, info.iterfind(P)) if line]
        self.why = lines[0] if lines else ""
        self.suggestion = "\n".join(lines)


def _author(change: etree._Element) -> str:
    return change.findtext(f"{INFO}/{CREATOR}") or ""


def texts(changes: etree._Element) -> Iterator[tuple[Place, str]]:
    """What tracked changes hold: deleted text, who changed, and what was said of it."""
    for region in changes.iter(REGION):
        for change in region:
            for part in change:
                if part.tag != INFO:
                    yield Place.DELETED, plain(part)
        for info in region.iter(INFO):
            yield Place.PROPERTY, plain(info)
