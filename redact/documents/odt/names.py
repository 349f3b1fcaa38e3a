"""The names of OpenDocument's elements and attributes, and what becomes of each: the tables of data/.

Everything in this package speaks of ``text:p``; :func:`q` gives the name by which lxml knows it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "office": f"{_OASIS}office:1.0",
        "text": f"{_OASIS}text:1.0",
        "table": f"{_OASIS}table:1.0",
        "draw": f"{_OASIS}drawing:1.0",
        "style": f"{_OASIS}style:1.0",
        "fo": f"{_OASIS}xsl-fo-compatible:1.0",
        "svg": f"{_OASIS}svg-compatible:1.0",
        "number": f"{_OASIS}datastyle:1.0",
        "form": f"{_OASIS}form:1.0",
        "script": f"{_OASIS}script:1.0",
        "meta": f"{_OASIS}meta:1.0",
        "config": f"{_OASIS}config:1.0",
        "manifest": f"{_OASIS}manifest:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xml": "http://www.w3.org/XML/1998/namespace",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
        "officeooo": "http://openoffice.org/2009/office",
        "drawooo": "http://openoffice.org/2010/draw",
        "css3t": "http://www.w3.org/TR/css3-text/",
    }
)
"""Prefixes as they are written by LibreOffice; a file may use others, but not for other namespaces."""

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def q(name: str) -> str:
    """``text:p`` as lxml spells it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def local(tag: str) -> str:
    """The part of a name that tells what kind of thing it is, without its namespace."""
    return tag.rpartition("}")[2]


@cache
def elements(fate: str) -> frozenset[str]:
    """The elements that a final copy is to ``keep``, ``unwrap`` or ``drop``."""
    return frozenset(map(q, _table("elements")[fate].split()))


@cache
def beside() -> frozenset[str]:
    """The elements in a paragraph whose text is none of the paragraph's."""
    return elements("drop") | {NOTE, RUBY_TEXT}


def runs_on(tag: object) -> bool:
    """Whether the text in an element that stands in a paragraph is the paragraph's own."""
    return isinstance(tag, str) and tag not in beside() and not tag.startswith(DRAWN)


@cache
def attributes(kind: str) -> frozenset[str]:
    """The attributes whose values are of that kind."""
    return frozenset(map(q, _table("attributes")[kind].split()))


@cache
def words(kind: str) -> frozenset[str]:
    """The words of which values of that kind are made."""
    return frozenset(_table("attributes")[kind].split())


@cache
def known_styles() -> frozenset[str]:
    """The names of the styles that every LibreOffice has."""
    return frozenset(_table("styles")["names"].split())


@cache
def _table(name: str) -> Mapping[str, str]:
    return tomllib.loads(files(__package__).joinpath(f"data/{name}.toml").read_text("utf-8"))


P, H, SPAN, LINK = q("text:p"), q("text:h"), q("text:span"), q("text:a")
SPACES, TAB, BREAK = q("text:s"), q("text:tab"), q("text:line-break")
COUNT, STYLE_NAME, HREF, DISPLAY = q("text:c"), q("text:style-name"), q("xlink:href"), q("text:display")
NOTE, NOTE_CLASS, RUBY_TEXT = q("text:note"), q("text:note-class"), q("text:ruby-text")
ANNOTATION, ANNOTATION_END = q("office:annotation"), q("office:annotation-end")
CHANGES, REGION = q("text:tracked-changes"), q("text:changed-region")
INSERTION, DELETION = q("text:insertion"), q("text:deletion")
CHANGE, CHANGE_START, CHANGE_END = q("text:change"), q("text:change-start"), q("text:change-end")
CHANGE_ID, TEXT_ID, XML_ID = q("text:change-id"), q("text:id"), q("xml:id")
TITLE, DESC = q("svg:title"), q("svg:desc")
DRAWN = f"{{{NAMESPACES['draw']}}}"
PAGE_TEXT = frozenset(q(f"style:{part}{which}") for part in ("header", "footer") for which in ("", "-left", "-first"))
NUMBERS = frozenset((q("text:page-number"), q("text:page-count")))
