"""What of a written text document could be words of somebody: all but the words of the format itself.

"master", "family" and "page" stand in every text document, and Georgia is a font: a draft from which somebody's degree,
Mr Page or a state was taken would look as if it still held them. Set aside is only what :mod:`.cleaning` writes:
elements that it keeps, with values that can hold no words; everything else is handed over as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from lxml import etree

from ..model import DocumentError
from ..package import parse_xml
from . import values
from .names import NAMESPACES, attributes, elements, known_styles, q

_NEUTRAL = re.compile(r"[SF]\d+|(?:Table|Section)\d+")
"""The names that a final copy gives."""
_PART = re.compile(
    r"mimetype|(?:content|styles)\.xml|META-INF/manifest\.xml|Pictures/\w+\.(?:png|jpe?g|gif|webp|tiff?|bmp|svg)"
)
_TYPE = re.compile(r"application/vnd\.oasis\.opendocument\.text|text/xml|image/[a-z+]+|/|\d\.\d")
_ROOTS = frozenset(
    map(q, ("office:document-content", "office:document-styles", "manifest:manifest", "manifest:file-entry"))
)
_REFERENCES = attributes("name") | attributes("font_name") | {q("style:display-name"), q("table:name"), q("text:name")}
_MANIFEST = f"{{{NAMESPACES['manifest']}}}"


def spoken(parts: Mapping[str, bytes], shown: str) -> Mapping[str, bytes]:
    """The parts without the words of the format, for whoever looks for somebody's words in them."""
    return {_called(name, n): _said(name, data, shown) for n, (name, data) in enumerate(parts.items())}


def _called(name: str, number: int) -> str:
    return str(number) if _PART.fullmatch(name) else name


def _said(name: str, data: bytes, shown: str) -> bytes:
    if name == "mimetype" and _TYPE.fullmatch(data.decode("ascii", "replace")):
        return b""
    if not name.endswith(".xml"):
        return data
    try:
        root = parse_xml(data, shown)
    except DocumentError:
        return data
    texts = list(cast("Iterator[str]", root.itertext()))
    return "\n".join(["".join(texts), " ".join(texts), *_values(root)]).encode()


def _values(root: etree._Element) -> Iterator[str]:
    """The names of elements that no final copy has, and the values of attributes that may hold words."""
    known = elements("keep") | _ROOTS
    found: dict[tuple[str, str], None] = {}  # few differ
    for node in root.iter():
        if not isinstance(node.tag, str):
            yield node.text or ""
            continue
        if node.tag not in known:
            yield str(node.tag)
        found |= dict.fromkeys(cast("list[tuple[str, str]]", node.items()))
    yield from (f"{name} {value}" for name, value in found if not _is_formats(name, value))


def _is_formats(name: str, value: str) -> bool:
    if name.startswith(_MANIFEST):
        return _TYPE.fullmatch(value) is not None or _PART.fullmatch(value) is not None
    if name in _REFERENCES:
        return _NEUTRAL.fullmatch(value) is not None or value in _shown_styles()
    if name == q("xlink:href"):
        return _PART.fullmatch(value) is not None
    return name == q("office:version") or values.kept(name, value)


@cache
def _shown_styles() -> frozenset[str]:
    return known_styles() | {name.replace("_20_", " ") for name in known_styles()}
