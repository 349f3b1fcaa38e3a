"""Regions of tracked changes and comments, written as Bronwacht's."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from .names import (
    ANNOTATION,
    CHANGE,
    CHANGE_END,
    CHANGE_ID,
    CHANGE_START,
    CHANGES,
    DELETION,
    INSERTION,
    REGION,
    TEXT_ID,
    XML_ID,
    P,
    q,
)
from .regions import AUTHOR, CREATOR, DATE, INFO
from .writing import spell

NO_TIME = "1970-01-01T00:00:00"
"""A date has to be there; when a suggestion was made is nobody's business."""
_STORIES = frozenset(
    [q("office:text")]
    + [q(f"style:{part}{which}") for part in ("header", "footer") for which in ("", "-left", "-first")]
)
_FORMS = q("office:forms")


class Recorder:
    """Adds tracked changes to the trees of one document; each story (the body, a header) keeps its own regions."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._taken = {value for root in roots for region in root.iter(REGION) for value in region.attrib.values()}
        self._last = 0

    def deletion(
        self, at: etree._Element, content: etree._Element, why: str, inside: etree._Element | None
    ) -> list[etree._Element]:
        """The mark of a deletion in the story of ``at``; ``inside`` is the region of an insertion in which it lies."""
        name, region = self._region(at)
        _change(region, DELETION, why).append(content)
        _undone(region, inside)
        return [etree.Element(CHANGE, {CHANGE_ID: name})]

    def deletion_in_place(
        self, at: etree._Element, why: str, inside: etree._Element | None
    ) -> tuple[etree._Element, etree._Element]:
        """The marks of the beginning and the end of a deletion whose text stays between them."""
        name, region = self._region(at)
        _change(region, DELETION, why)
        _undone(region, inside)
        return etree.Element(CHANGE_START, {CHANGE_ID: name}), etree.Element(CHANGE_END, {CHANGE_ID: name})

    def insertion(self, at: etree._Element, why: str) -> tuple[etree._Element, etree._Element]:
        """The marks of the beginning and the end of an insertion in the story of ``at``."""
        name, region = self._region(at)
        _change(region, INSERTION, why)
        return etree.Element(CHANGE_START, {CHANGE_ID: name}), etree.Element(CHANGE_END, {CHANGE_ID: name})

    def _region(self, at: etree._Element) -> tuple[str, etree._Element]:
        story = next(around for around in at.iterancestors() if around.tag in _STORIES)
        changes = story.find(CHANGES)
        if changes is None:
            changes = etree.Element(CHANGES)
            story.insert(1 if len(story) and story[0].tag == _FORMS else 0, changes)
        name = self._name()
        return name, etree.SubElement(changes, REGION, {XML_ID: name, TEXT_ID: name})

    def _name(self) -> str:
        while True:
            self._last += 1
            if f"bw{self._last}" not in self._taken:
                return f"bw{self._last}"


def _undone(region: etree._Element, inside: etree._Element | None) -> None:
    """Tell that a deletion undoes somebody else's insertion, as LibreOffice writes it."""
    insertion = None if inside is None else inside.find(INSERTION)
    if insertion is not None:
        region.append(copy.deepcopy(insertion))


def comment(lines: Sequence[str]) -> etree._Element:
    """A comment of Bronwacht's."""
    made = etree.Element(ANNOTATION)
    etree.SubElement(made, CREATOR).text = AUTHOR
    etree.SubElement(made, DATE).text = NO_TIME
    for line in lines:
        paragraph = etree.SubElement(made, P)
        paragraph.text = line
        spell(paragraph)
    return made


def _change(region: etree._Element, kind: str, why: str) -> etree._Element:
    change = etree.SubElement(region, kind)
    info = etree.SubElement(change, INFO)
    etree.SubElement(info, CREATOR).text = AUTHOR
    etree.SubElement(info, DATE).text = NO_TIME
    for line in why.split("\n"):
        etree.SubElement(info, P).text = line
    return change
