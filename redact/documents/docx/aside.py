"""What a docx says where nobody looks: names of parts, of themes and of styles, files within the file, the printer.

Called by hidden.py for what none of its own tables has; a final copy has nothing of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from .. import inside
from ..model import Place
from .found import Found
from .layout import Builder, Story
from .names import TYPES, q
from .parts import Parts
from .story import Reader
from .styles import built_in

_OWN_PART = re.compile(
    r"(?:word|docProps|customXml|_rels|xl|_xmlsignatures)?/?(?:_rels/)?(?:[a-z]+/)*(?:_rels/)?"
    r"(?:(?i:\[Content_Types\]|document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|theme|footnotes"
    r"|endnotes|comments(?:Extended|Extensible|Ids)?|people|header|footer|image|media|picture|thumbnail|core|app|custom"
    r"|item|itemProps|chart|colors|style|data|layout|quickStyle|drawing|oleObject|font|printerSettings|activeX|afchunk"
    r"|embeddings?|ink|hdphoto|recipientData|taskpanes|webextension|Microsoft_\w+|psmdcp|rId|bronwacht-comments|labelinfo|docMetadata)"
    r"[\d_]*)?(?:\.[A-Za-z0-9]{2,6})*"
)
"""What word processors call the parts of a document."""
_OWN_ID = re.compile(r"(?:[A-Za-z]{1,3}|docRId|rel|custom|rIdlink)?_?[0-9a-fA-F-]*")
_OWN_THEME = re.compile(
    r"(?:Office|Kantoor|Standaard|Default|Custom|Aangepast)?[- ]?(?:Theme|thema)?(?: ?\d.*)?|Larissa(?:-Design)?|\W*",
    re.I,
)
_STYLE_NAME = re.compile(rb"""<w:name\s+w:val\s*=\s*["']([^"'<>]*)["']""")
_FRAMES = q("w:frameset")
_VML_ALTS = ("alt", "title", q("o:title"))


def aside(parts: Parts) -> Iterator[tuple[Place, str]]:
    """Every passage of those places."""
    yield from _names(parts)
    yield from _themes(parts)
    yield from _styles(parts)
    yield from _numbering(parts)
    frames = parts.part("webSettings")
    for frame in parts.root(frames).iter(_FRAMES) if frames else ():
        yield from ((Place.DATA, text) for node in frame.iter() for text in map(str, node.attrib.values()))
    yield from ((Place.DATA, run) for name in _devices(parts) for run in inside.runs(parts.package.parts[name]))


def besides(part: str, root: etree._Element) -> Iterator[tuple[Place, str]]:
    """What a story that is not shown says in other ways than by its text: deletions, fields, alternative texts."""
    builder, found = Builder(), Found()
    Reader(Story(part, root, Place.DATA), builder, found, frozenset()).read(root)
    yield from found.hidden.passages
    yield from ((Place.ALT_TEXT, node.get(slot, "")) for node, slot in found.alts)


def _names(parts: Parts) -> Iterator[tuple[Place, str]]:
    """Names that somebody gave to parts and relationships, and what is written on the zip."""
    for name in parts.package.parts:
        if not _OWN_PART.fullmatch(name):
            yield Place.DATA, name
        if name != TYPES and not name.endswith(".rels"):
            numbers = (rel.id for rel in parts.rels(name))
            yield from ((Place.DATA, number) for number in numbers if not _OWN_ID.fullmatch(number))
    yield from ((Place.DATA, remark) for remark in parts.package.remarks)


def _themes(parts: Parts) -> Iterator[tuple[Place, str]]:
    name = parts.part("theme")
    if name is None:
        return
    root = parts.root(name)
    named = (root, *root.iter(q("a:clrScheme"), q("a:fontScheme"), q("a:fmtScheme")))
    for text in dict.fromkeys(node.get("name", "") for node in named):
        if not _OWN_THEME.fullmatch(text):
            yield Place.PROPERTY, text


def _styles(parts: Parts) -> Iterator[tuple[Place, str]]:
    """The names of the copy of the styles that Word 2010 keeps for itself."""
    name = parts.part("stylesWithEffects")
    found = _STYLE_NAME.findall(parts.package.parts[name]) if name else ()  # parsing it takes a tenth of a reading
    for text in (html.unescape(value.decode("utf-8", "replace")) for value in dict.fromkeys(found)):
        if not built_in(text):
            yield Place.PROPERTY, text


def _numbering(parts: Parts) -> Iterator[tuple[Place, str]]:
    """What pictures that stand before the items of a list are called."""
    name = parts.part("numbering")
    if name is None or b"numPicBullet" not in parts.package.parts[name]:
        return
    for bullet in parts.root(name).iter(q("w:numPicBullet")):
        for node in bullet.iter():
            yield from ((Place.ALT_TEXT, node.get(alt, "")) for alt in _VML_ALTS)


def _devices(parts: Parts) -> Iterator[str]:
    """The parts that hold a printer's settings: its name may be a person's."""
    for name in parts.package.parts:
        found = (rel.target for rel in parts.rels(name) if rel.type == "printerSettings")
        yield from (target for target in found if target in parts.package.parts)
