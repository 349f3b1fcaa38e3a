"""Tracked changes: each has a region that tells what it is and who made it; a deletion's text is in its region."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..model import Place
from .names import CHANGE_ID, CHANGES, DELETION, INSERTION, REGION, TEXT_ID, XML_ID, q
from .plain import plain

INFO, CREATOR, DATE = q("office:change-info"), q("dc:creator"), q("dc:date")


class Regions:
    """The tracked changes of one part, by the names with which marks in the text refer to them."""

    def __init__(self, root: etree._Element) -> None:
        self._changes = {
            region.get(TEXT_ID) or region.get(XML_ID) or "": region
            for changes in root.iter(CHANGES)
            for region in changes.iter(REGION)
        }

    def __iter__(self) -> Iterator[etree._Element]:
        return iter(self._changes.values())

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


def texts(changes: etree._Element) -> Iterator[tuple[Place, str]]:
    """What tracked changes hold: deleted text, who changed, and what was said of it."""
    for region in changes.iter(REGION):
        for change in region:
            for part in change:
                if part.tag != INFO:
                    yield Place.DELETED, plain(part)
        for info in region.iter(INFO):
            yield Place.PROPERTY, plain(info)
