"""The parts of a final copy besides its stories: of each only what the look of the text takes."""

from __future__ import annotations

import copy

from lxml import etree

from .names import W_NAME, q
from .rules import rules

_COMPAT, _BLIP_FILL, _OWN = q("w:compat"), q("a:blipFill"), q("w:")


def minimal_settings(settings: etree._Element | None) -> etree._Element:
    """Fresh settings, with those of the old ones that are in the table."""
    fresh = etree.Element(q("w:settings"))
    if settings is not None:
        fresh.extend(copy.deepcopy(child) for child in settings if child.tag in rules().settings)
    for compat in fresh.iter(_COMPAT):
        etree.strip_elements(compat, *(node.tag for node in compat if not _is_words_own(node)), with_tail=False)
    return fresh


def _is_words_own(node: etree._Element) -> bool:
    """Whether a setting is one of the standard; those of a test version of Word are in namespaces of their own."""
    return not isinstance(node.tag, str) or node.tag.startswith(_OWN)


def nameless_lists(numbering: etree._Element) -> None:
    """Take the names that somebody gave to lists, in place."""
    etree.strip_elements(numbering, W_NAME, with_tail=False)


def nameless_theme(theme: etree._Element) -> None:
    """Take the names of a theme and of its colours and fonts, and the pictures of its backgrounds, in place."""
    for picture in list(theme.iter(_BLIP_FILL)):  # for slides: behind a page of Word's stands the colour alone
        plain = etree.Element(q("a:solidFill"))
        etree.SubElement(plain, q("a:schemeClr"), val="phClr")
        plain.tail = picture.tail
        above = picture.getparent()
        if above is not None:
            above.replace(picture, plain)
    for node in theme.iter(q("a:theme"), q("a:clrScheme"), q("a:fontScheme"), q("a:fmtScheme")):
        node.set("name", "Theme")
