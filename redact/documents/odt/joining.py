"""Links that a word processor wrote in pieces, made one again.

LibreOffice writes a link once for each formatting of its words, and once more where something in it was changed. On the
page it is one; read by layout.py as several, its target would be told as often, and a review copy could not say which
of them were one before it.
"""

from __future__ import annotations

from lxml import etree

from .names import LINK
from .writing import parent_of


def join_links(root: etree._Element) -> None:
    """Make one link of those side by side in which nothing differs but the words."""
    for link in list(root.iter(LINK)):
        before = link.getprevious()
        if before is not None and before.tag == LINK and not before.tail and before.attrib == link.attrib:
            _join(before, link)


def _join(first: etree._Element, second: etree._Element) -> None:
    """Make one element of two that stand side by side, in the time that the second takes: a file may have thousands."""
    last = next(first.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + (second.text or "")
    else:
        first.text = (first.text or "") + (second.text or "")
    first.extend(list(second))
    first.tail, second.tail = second.tail, None
    parent_of(first).remove(second)
