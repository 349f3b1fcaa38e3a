"""What elements of a story say in their attributes: names, targets, alternative texts, tags, choices."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from ..inside import runs, words_in
from ..model import Place
from .found import Found
from .names import (
    A_P,
    C_NV_PR,
    DOC_PR,
    R_ID,
    V_TEXTPATH,
    W_ANCHOR,
    W_BOOKMARK,
    W_FLD_DATA,
    W_HYPERLINK,
    W_NAME,
    W_P,
    W_R,
    W_T,
    W_VAL,
    q,
)

_VML, _A_TEXT = q("v:"), q("a:t")
_TABLE_ALTS = frozenset({q("w:tblCaption"), q("w:tblDescription")})
_PAST = q("w:tblPrChange")
_AUTOMATIC = re.compile(r"_(?:GoBack|(?:Toc|Ref|Hlk|Hlt|PictureBullets|Hlk)\d*|MON_\d+)|OLE_LINK\d+")
"""Names of bookmarks that Word gives by itself."""
_GENERIC = re.compile(
    r"(?:Picture|Image|Graphic|Shape|Text ?Box|Group|Rectangle|Frame|Object|Chart|Diagram|Drawing"
    r"|Afbeelding|Tekstvak|Vorm|Rechthoek|shape_|_x0000_[a-z]+|PowerPlusWaterMarkObject|vml)?\s*\d*|image\d*\.(?:png|jpe?g|gif|tiff?)"
)
"""Names of drawings that word processors give by themselves."""


def describe(node: etree._Element, tag: str, found: Found) -> None:
    """Note what an element says besides its text; ``tag`` is its tag."""
    hidden = found.hidden
    if tag == W_HYPERLINK:
        found.links.append(node)
        hidden.add(Place.LINK, node.get(q("w:tooltip"), ""))
        hidden.add(Place.LINK, node.get(q("w:docLocation"), ""))
        if node.get(R_ID) is None:  # else it is a part of the target
            hidden.add(Place.BOOKMARK, _telling(node.get(W_ANCHOR, "")))
        hidden.add(Place.LINK, _named_frame(node.get(q("w:tgtFrame"), "")))
    elif tag == W_BOOKMARK:
        hidden.add(Place.BOOKMARK, _telling(node.get(W_NAME, "")))
    elif tag == DOC_PR:
        found.alts += [(node, name) for name in ("title", "descr") if node.get(name, "").strip()]
        hidden.add(Place.ALT_TEXT, _named_by_hand(node.get("name", "")))
        _clicks(node, found)
    elif tag == A_P:  # pasted from a presentation
        hidden.add(Place.TEXT_BOX, "".join(text.text or "" for text in node.iter(_A_TEXT)))
    elif tag in C_NV_PR:
        _clicks(node, found)
        for name in ("name", "title", "descr"):
            hidden.add(Place.ALT_TEXT, _named_by_hand(node.get(name, "")))
    elif tag == W_FLD_DATA:
        for words in _packed(node.text or ""):
            hidden.add(Place.FIELD, words)
    elif tag == V_TEXTPATH:
        found.alts += [(node, "string")] if node.get("string", "").strip() else []
    elif tag == q("v:imagedata"):
        hidden.add(Place.ALT_TEXT, _named_by_hand(node.get(q("o:title"), "")))
    elif tag in _TABLE_ALTS and next(node.iterancestors(_PAST), None) is not None:
        hidden.add(Place.ALT_TEXT, node.get(W_VAL, ""))  # from before somebody changed the table
    elif tag in _TABLE_ALTS:
        found.alts += [(node, W_VAL)] if node.get(W_VAL, "").strip() else []
    elif tag.startswith(_VML):
        found.alts += [(node, name) for name in ("title", "alt") if node.get(name, "").strip()]
        hidden.add(Place.LINK, node.get("href", ""))
        hidden.add(Place.ALT_TEXT, _named_by_hand(node.get("id", "")))
    else:
        hidden.add(Place.CONTROL, " ".join(words_about(node)))


def _packed(data: str) -> Iterator[str]:
    """What programs for references keep with a field, in base64."""
    with suppress(binascii.Error, ValueError):
        held = base64.b64decode(data)
        yield from list(words_in(held)) or runs(held)


def _clicks(node: etree._Element, found: Found) -> None:
    """What appears when somebody points at a drawing that is a link; where it leads stands among the relationships."""
    for click in node:
        found.hidden.add(Place.LINK, click.get("tooltip", ""))


def words_about(node: etree._Element) -> Iterator[str]:
    """The values of the attributes of an element that describes, and of the elements in it: names, tags, choices.

    A smart tag and custom markup hold text too: of these, only themselves and their properties. How the text in an
    element looks is nobody's words.
    """
    describes = node.tag in _ABOUT_CONTENT
    inside = [node] if describes else list(_around_text(node))
    if describes:
        inside += [below for child in node if child.tag in _PROPERTIES for below in child.iter(etree.Element)]
    for element in inside:
        for name, value in element.attrib.items():
            local = str(name).rpartition("}")[2]
            if local not in _MECHANICAL and re.search(r"[^\W\d_]{2}|\d{4}|@", str(value)):
                yield str(value)


def _around_text(node: etree._Element) -> Iterator[etree._Element]:
    """An element and those in it that are no text nor in any."""
    walk = etree.iterwalk(node, events=("start",))
    for _, element in walk:
        if element.tag in _TEXT:
            walk.skip_subtree()
        elif isinstance(element.tag, str):
            yield element


_TEXT = frozenset({W_R, W_T, W_P, q("w:proofErr")})
_ABOUT_CONTENT = frozenset({q("w:smartTag"), q("w:customXml")})
_PROPERTIES = frozenset({q("w:smartTagPr"), q("w:customXmlPr")})
_MECHANICAL = frozenset(
    "id storeItemID prefixMappings rsidR rsidRPr colFirst colLast font lang ascii hAnsi cs eastAsia".split()
)


def _telling(name: str) -> str:
    return "" if _AUTOMATIC.fullmatch(name) else name


def _named_frame(name: str) -> str:
    return "" if name.startswith("_") else name


def _named_by_hand(name: str) -> str:
    return "" if _GENERIC.fullmatch(name) else name
