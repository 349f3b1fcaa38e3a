"""The parts of a final copy besides its stories: of each only what the look of the text takes."""

from __future__ import annotations

import copy

from lxml import etree

from .names import W_NAME, q
from .rules import rules


def minimal_settings(settings: etree._Element | None) -> etree._Element:
    """Fresh settings, with those of the old ones that are in the table."""
    fresh = etree.Element(q("w:settings"))
    if settings is not None:
        fresh.extend(copy.deepcopy(child) for child in settings if child.tag in rules().settings)
    return fresh


def nameless_lists(numbering: etree._Element) -> None:
    """Take the names that somebody gave to lists, in place."""
    etree.strip_elements(numbering, W_NAME, with_tail=False)


def nameless_theme(theme: etree._Element) -> None:
    """Take the names of a theme and of its colours and fonts, in place."""
    for node in theme.iter(q("a:theme"), q("a:clrScheme"), q("a:fontScheme"), q("a:fmtScheme")):
        node.set("name", "Theme")
