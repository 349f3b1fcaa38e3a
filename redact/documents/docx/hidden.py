"""What a docx holds besides its stories and never shows on paper: comments, properties, settings, data."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from lxml import etree

from ..fonts import is_known
from ..inside import words_in
from ..model import DocumentError, Place, Unread
from ..package import parse_xml
from .aside import aside, besides
from .layout import Layout
from .marks import ignorable
from .names import TYPES, W_AUTHOR, W_NAME, W_VAL, q
from .parts import Parts
from .styles import built_in

_WORD = re.compile(
    r"(?!(?:true|false|\{[0-9A-Fa-f-]{36}\}|[a-z]{2}-[A-Z]{2}|(?=\d*[A-F])[0-9A-F]{8}|\d{4}-\d\d-\d\dT[\d:.]+Z?)\Z)"
    r"(?s:.)*?(?:[^\W\d_]{2}|\d{4}|@)"
)
"""Something that could be words or a number of somebody: no switch, no id, no language, no time."""
_OWN_FILE = re.compile(r"Normal(?:\.dotm?)?|[\\/]\w{2,12}\.XSL")
"""What Word comes with: its template, its styles of references (/APA.XSL)."""
_ADDRESS = re.compile(r"https?://(?:schemas\.(?:openxmlformats|microsoft)\.(?:org|com)|www\.w3\.org|purl\.org)/\S*")
_MECHANICAL = frozenset({"Application", "AppVersion", "DocSecurity", "created", "modified", "Pages", "TotalTime"})
_PROPERTIES = ("core-properties", "extended-properties", "custom-properties")
_TELLING_SETTINGS = (
    *("attachedTemplate", "mailMerge", "schemaLibrary", "documentProtection", "writeProtection", "captions"),
    *("saveThroughXslt", "smartTagType", "attachedSchema"),
)
_DATA = {
    "chart": Unread.CHARTS,
    "chartEx": Unread.CHARTS,
    "diagramData": Unread.DIAGRAMS,
    "diagramDrawing": Unread.DIAGRAMS,
    "image": Unread.IMAGES,
    **dict.fromkeys(["video", "audio", "media"], Unread.MEDIA),
    **dict.fromkeys(["oleObject", "control", "subDocument"], Unread.FILES),
}
_OPENED = frozenset({"package", "aFChunk"})
"""Of these it is told where they could not be."""
_SEEN = frozenset(
    "officeDocument styles stylesWithEffects numbering settings webSettings fontTable theme footnotes endnotes header "
    "footer hyperlink image thumbnail comments core-properties extended-properties custom-properties "
    "printerSettings".split()
)
"""What the relationships of a docx lead to that is looked at elsewhere, or holds no words."""

_FONT = re.compile(
    r"""(?:\b|\s)(?:w:(?:ascii|hAnsi|cs|eastAsia|font)|typeface|(?<=<w:font )w:name|(?<=<w:altName )w:val"""
    r"""|(?<=<m:mathFont )m:val)\s*=\s*(["'])(.*?)\1"""
)
_NAMING = tuple(
    (mark, re.compile(mark + rb"[^<]*"))
    for mark in (b"<w:rFonts", b"<w:sym", b"<w:font", b"<w:altName", b"<m:mathFont", b"typeface")
)
"""What may name a font, as it stands in a file. There are thousands, of which few differ: told apart first."""
_RUNS = frozenset(map(q, ("w:t", "a:t")))
"""The elements whose texts make the words of a paragraph."""
_SOURCES = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_PERSON = f"{_SOURCES}Person"
_PARTS_OF_NAME = tuple(f"{_SOURCES}{part}" for part in ("First", "Middle", "Last"))
_URI, _OF_WORD = q("w:namespaceuri"), "urn:schemas-microsoft-com:"
_RSID, _INITIALS = q("w:rsid"), q("w:initials")
_DRAWN = re.compile(
    rb"\xd7\xcd\xc6\x9a|(?s:.{40}) EMF|\s*(?:\xef\xbb\xbf)?<(?:svg|\?xml[^>]*>\s*(?:<!--.*?-->\s*)?<svg)"
)
"""How drawings begin that hold words: Windows' own, and those of the web."""
_REVISIONS = tuple(
    q(f"w:{name}")
    for name in (
        "ins del moveFrom moveTo moveFromRangeStart moveToRangeStart cellIns cellDel cellMerge rPrChange pPrChange "
        "sectPrChange tblPrChange tblGridChange tblPrExChange trPrChange tcPrChange numberingChange"
    ).split()
)


def hidden(layout: Layout) -> Iterator[tuple[Place, str]]:
    """Every passage of the parts that no story has."""
    parts = layout.parts
    yield from _comments(parts)
    yield from _authors(layout)
    yield from _extensions(layout)
    yield from _settings(parts)
    yield from _styles(parts)
    yield from _fonts(parts)
    yield from _properties(parts)
    yield from _outside(layout)
    yield from _others(layout)
    yield from aside(parts)


def _comments(parts: Parts) -> Iterator[tuple[Place, str]]:
    name = parts.part("comments")
    if name is None:
        return
    for comment in parts.root(name).iter(q("w:comment")):
        author, initials = comment.get(W_AUTHOR, ""), comment.get(_INITIALS, "")
        paragraphs = ("".join(t.text or "" for t in p.iter(q("w:t"), q("w:delText"))) for p in comment.iter(q("w:p")))
        yield Place.COMMENT, "\n".join(line for line in [author, *paragraphs] if line.strip())
        if initials != "".join(word[0] for word in author.split()):
            yield Place.COMMENT, initials
    yield from ((place, text) for place, text in besides(name, parts.root(name)) if place is not Place.DELETED)


def _authors(layout: Layout) -> Iterator[tuple[Place, str]]:
    held, folded = layout.parts.package.parts, layout.parts.folded
    stories = (story for story in layout.stories if story.part in folded or b"author=" in held[story.part])
    nodes = (node for story in stories for node in story.root.iter(*_REVISIONS))
    names = (name for node in nodes for name in (node.get(W_AUTHOR, ""), _moved(node.get(W_NAME, ""))))
    yield from ((Place.PROPERTY, name) for name in dict.fromkeys(names) if name)


def _moved(name: str) -> str:
    """What somebody called a stretch that moved; Word numbers these."""
    return "" if re.fullmatch(r"move\d+", name) else name


def _extensions(layout: Layout) -> Iterator[tuple[Place, str]]:
    """What other programs wrote beside the elements of stories for themselves, by a prefix that Word ignores."""
    parts = layout.parts
    for name in dict.fromkeys(story.part for story in layout.stories):
        root = parts.root(name)
        foreign = ignorable(root)
        for prefix in (prefix for prefix, uri in root.nsmap.items() if prefix and uri in foreign):
            found = re.findall(
                rf"""\s{re.escape(prefix)}:[\w.-]+\s*=\s*(["'])(.*?)\1""".encode(), parts.package.parts[name]
            )
            values = (html.unescape(value.decode("utf-8", "replace")) for _, value in dict.fromkeys(found))
            yield from ((Place.DATA, value) for value in values if _says(value))


def _settings(parts: Parts) -> Iterator[tuple[Place, str]]:
    name = parts.part("settings")
    if name is None:
        return
    root = parts.root(name)
    for variable in root.iter(q("w:docVar")):
        yield Place.VARIABLE, f"{variable.get(W_NAME, '')} {variable.get(W_VAL, '')}".strip()
    for local in _TELLING_SETTINGS:
        for node in root.iter(q(f"w:{local}")):
            if not node.get(_URI, "").startswith(_OF_WORD):
                yield from ((Place.VARIABLE, words) for words in words_of(node))


def _styles(parts: Parts) -> Iterator[tuple[Place, str]]:
    """Names that somebody gave to styles and lists."""
    for kind, tags in (("styles", ("w:name", "w:aliases")), ("numbering", ("w:name",))):
        name = parts.part(kind)
        if name is not None:
            for node in parts.root(name).iter(*map(q, tags)):
                if not built_in(node.get(W_VAL, "")):
                    yield Place.PROPERTY, node.get(W_VAL, "")


def _fonts(parts: Parts) -> Iterator[tuple[Place, str]]:
    """Names of fonts that come with no program, as they stand in the file: most of a story may be folded."""
    tags: set[bytes] = set()
    for part, data in parts.package.parts.items():
        held = parts.folded[part].markup if part in parts.folded else data
        for mark, pattern in _NAMING if part.endswith(".xml") else ():
            if mark in held:
                tags.update(pattern.findall(held))
    found = (match[2] for tag in sorted(tags) for match in _FONT.finditer(tag.decode("utf-8", "replace")))
    for name in (name for value in dict.fromkeys(found) for name in html.unescape(value).split(";")):
        if not is_known(name) and _WORD.match(name):
            yield Place.PROPERTY, name


def _properties(parts: Parts) -> Iterator[tuple[Place, str]]:
    for rel in parts.rels(""):
        if rel.type in _PROPERTIES and rel.target in parts.package.parts:
            for node in parts.root(rel.target).iter(etree.Element):
                local = node.tag.rpartition("}")[2]
                if local not in _MECHANICAL:
                    place = Place.TITLE if local == "title" else Place.PROPERTY
                    said = (node.get("name", ""), node.get("linkTarget", ""), node.text or "")
                    yield from ((place, words) for words in said if _says(words))


def _outside(layout: Layout) -> Iterator[tuple[Place, str]]:
    """Addresses outside that no link of the text leads to: a template's, a linked picture's."""
    linked = {rel for link in layout.links for rel in link.rels}
    for name in ("", *layout.parts.package.parts):
        for rel in layout.parts.rels(name):
            if rel.external and (name, rel.id) not in linked:
                yield Place.LINK, rel.target


def _others(layout: Layout) -> Iterator[tuple[Place, str]]:
    """Every part that nothing above looks at: XML as its words, anything else as something that was not read."""
    parts = layout.parts
    seen, opened = {name for name in parts.package.parts if name == TYPES or name.endswith(".rels")}, set[str]()
    for name in ("", *parts.package.parts):
        for rel in parts.rels(name):
            if rel.type in _SEEN:
                seen.add(rel.target)
            elif rel.type in _OPENED:
                opened.add(rel.target)
            if kind := _DATA.get(rel.type):
                layout.unread.add(kind)
    for name, data in parts.package.parts.items():
        if name not in seen:
            unread = partial(layout.unread.add, Unread.FILES) if name in opened else _ignored
            yield from ((Place.DATA, words) for words in _dump(data, unread))
        elif _DRAWN.match(data):
            yield from ((Place.DATA, words) for words in words_in(data))


def _ignored() -> None:
    """Of a font or a printer's settings: no words."""


def _dump(data: bytes, unread: Callable[[], None]) -> Iterator[str]:
    start = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        with suppress(DocumentError):
            yield from words_of(parse_xml(data, ""))
            return
    yield from words_in(data, unread=unread)


def _says(text: str) -> bool:
    return bool(_WORD.match(text)) and not _ADDRESS.fullmatch(text) and not _OWN_FILE.fullmatch(text)


def words_of(root: etree._Element) -> Iterator[str]:
    """Every text and attribute's value in some XML that could be said by somebody; a paragraph of Word as one."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            yield from (text for text in (node.text or "",) if _WORD.match(text))
        elif node.tag == q("w:p"):
            yield from (text for text in ("".join(t.text or "" for t in node.iter(q("w:t"))),) if _WORD.match(text))
        elif node.tag == q("a:p"):
            yield from (text for text in ("".join(t.text or "" for t in node.iter(q("a:t"))),) if _WORD.match(text))
        elif node.tag == _PERSON:
            yield " ".join(part.text or "" for name in _PARTS_OF_NAME for part in node.iter(name))
        elif node.tag not in _RUNS:
            values = (str(value) for name, value in node.attrib.items() if not str(name).startswith(_RSID))
            for text in (*values, node.text or ""):
                if _says(text):
                    yield text
            if node.tail and _WORD.match(node.tail):
                yield node.tail
