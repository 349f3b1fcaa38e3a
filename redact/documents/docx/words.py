"""What of a written docx could be words of somebody: all but the words of the format itself.

"Microsoft" stands in every namespace and "Georgia" is a font: a draft from which the one as an employer or the other as
a country was taken would look as if it still held them. So the words of the format are set aside, but only in parts of
which every tag is as the table of elements has it; any other part is handed over whole.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from ..model import UnknownPartError
from .names import NAMESPACES, REL, TYPES
from .rules import ATTRIBUTE, check, rules

_FREE = frozenset({"text", "css", "formula", "coordinate", "lang", "address", "sign"})
"""The kinds of values that are not from a closed list, or numbers."""
_ADDRESSES = frozenset(NAMESPACES.values()) | {"http://schemas.microsoft.com/office/word"}
"""What says of which kind a drawing is, and of which program a setting: "Microsoft" and "picture" stand in them."""
_TAG = re.compile(r"<[^<>]*>")
_PART = re.compile(
    r"/?(?:word/)?(?:document|styles|numbering|settings|footnotes|endnotes|header\d+|footer\d+|theme/theme1|media/image\d+)"
    r"\.(?:xml|png|jpeg|gif|bmp|tiff|webp)|rel\d+|rels|xml|png|jpeg|gif|bmp|tiff|webp|External"
)
_TYPE = re.compile(
    rf"application/(?:xml|vnd\.openxmlformats-[a-z-]+\.[a-z.-]+\+xml)|image/[a-z]+|{re.escape(REL)}[A-Za-z]+"
    rf"|{re.escape(NAMESPACES['ct'])}|{re.escape(NAMESPACES['pr'])}"
)


def said(parts: Mapping[str, bytes], shown: str) -> Mapping[str, bytes]:
    """The parts without the words of the format, for whoever looks for somebody's words in them."""
    return {_called(name, n): _said(name, data, shown) for n, (name, data) in enumerate(parts.items())}


def _called(name: str, number: int) -> str:
    """A part's name, where it is none that every final copy has."""
    plain = name.replace("_rels/", "").removesuffix(".rels")
    return str(number) if name == TYPES or not plain or _PART.fullmatch(plain) else name


def _said(name: str, data: bytes, shown: str) -> bytes:
    if name == TYPES or name.endswith(".rels"):
        values = (html.unescape(value) for _, value in ATTRIBUTE.findall(data.decode("utf-8", "replace")))
        return "\n".join(value for value in values if not (_PART.fullmatch(value) or _TYPE.fullmatch(value))).encode()
    if not name.endswith(".xml"):
        return data
    try:
        check(data, shown)
    except (UnknownPartError, UnicodeDecodeError):
        return data
    text = data.decode()
    return "\n".join([html.unescape(_TAG.sub("", text)), html.unescape(_TAG.sub(" ", text)), *_values(text)]).encode()


def _values(text: str) -> Iterator[str]:
    kept = rules().kept
    for tag in dict.fromkeys(_TAG.findall(text)):
        name, _, rest = tag[1:-1].rstrip("/").partition(" ")
        for attribute, value in ATTRIBUTE.findall(rest):
            kind = kept.get(name, {}).get(attribute)
            if kind in _FREE and value not in _ADDRESSES:
                yield html.unescape(value)
