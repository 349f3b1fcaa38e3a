"""What a text document holds besides the text that is published: in attributes, properties, settings, older versions.

A final copy has nothing of it. The reader gives it behind the published text, so that detection looks there, too.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import cast

from lxml import etree

from ..docx.styles import built_in
from ..inside import runs, words_in
from ..model import DamagedError, DangerousError, DocumentError, Place
from ..package import Package
from . import values
from .names import ANNOTATION, HREF, LINK, NAMESPACES, attributes, elements, known_styles, local, q
from .opening import Parts, open_parts
from .plain import plain

_FORM = f"{{{NAMESPACES['form']}}}"
_MARKS = re.compile(r"bookmark|reference|index-mark|toc-mark")
_DECLARED = frozenset(map(q, ("text:variable-decl", "text:user-field-decl", "text:sequence-decl", "text:variable-set")))
_TITLES = frozenset(map(q, ("dc:title", "dc:subject")))
_REFERENCES = attributes("name") | attributes("font_name")
_DEFINED, _SHOWN_NAME, _NAMED = q("style:name"), q("style:display-name"), q("text:name")
_FONT_FACE, _NUMBERS = q("style:font-face"), f"{{{NAMESPACES['number']}}}"
_UNREAD = (q("number:text"), etree.Comment, etree.ProcessingInstruction)
_GENERATOR = q("meta:generator")
_LIST_LABEL = re.compile(r"ListLabel_20_\d+")  # of each level of a list that LibreOffice took from a docx
_LINKS = frozenset({LINK, q("draw:a")})
_PICTURE = re.compile(r"(?:\./)?(?:Pictures|ObjectReplacements)/(?:[0-9A-Fa-f]{16,}|\d+)\.\w{2,4}")
_KNOWN_PART = re.compile(
    r"mimetype|(?:content|styles|meta|settings|VersionList)\.xml|manifest\.rdf|layout-cache|META-INF/\w+\.xml"
    r"|Thumbnails/thumbnail\.png|Configurations2/.*|Versions/Version\d+|Object \d+(?:/.*)?|ObjectReplacements/.*"
)
_OBJECT = re.compile(r"(?:\./)?(?:Object \d+|ObjectReplacements/|Pictures/.*\.(?:svg|emf|wmf|pdf)\Z)")
_SIGNATURES = "META-INF/documentsignatures.xml"
_READ = re.compile(r"(?:content|styles)\.xml|META-INF/.*")
_OF_PACKAGE = re.compile(
    r"(?:content|styles|settings|meta)\.xml|http://docs\.oasis-open\.org/\S*|local-table|primary-[xyz]"
)
_CONFIG = f"{{{NAMESPACES['config']}}}"
_CODE = re.compile(r"[A-Za-z0-9+/=\s]{24,}|https?://\S+|[\dT:.-]+Z?")
_NAMING = frozenset({"name", "display-name", "label", "title", "about", "resource"})
_WORDY = re.compile(r"[^\W\d_]{2}")
_OPTION = re.compile(r"[a-z0-9-]*")
_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")
_NO_WORDS = re.compile(
    r"\W*[^\W\d_]?\W*|Outline|(?:[A-Za-z]{1,3}|ctrl|list|Table|Frame|Image|Section|Shape|Sect|Tabel|Kader|Afbeelding"
    r"|Sectie|Vorm|WWNum|ListLabel_20_|ref(?:Illustration|Drawing|Figure|Table|Text|Afbeelding|Tabel|Illustratie))_?\d+"
    r"(?:[._]?[A-Z]?\d*)*|Illustration|Drawing|Figure|Afbeelding|Tabel|Illustratie"
)
"""Names that programs make up: P12, Table1.A1, list3405, ct2, and of what is numbered."""
_OF_META = re.compile(r"Normal(?:\.dotm?)?|AppVersion|simple|onRequest")
"""Word's own template and property, and how an address of a template is followed."""
# Of every attribute but those that all paragraphs have: a library in C looks them up, and the first condition is what
# most elements meet, before the names of attributes are compared.
_ATTRIBUTES = etree.XPath(
    "//*[@*[2] or not(@t:style-name)]"
    "/@*[not(namespace-uri()=$text and (local-name()='style-name' or local-name()='c'))"
    " and not(namespace-uri()=$ooo)]",
    namespaces={"t": NAMESPACES["text"]},
    smart_strings=True,
)
_APART = {"text": NAMESPACES["text"], "ooo": NAMESPACES["officeooo"]}


def hidden_texts(parts: Parts) -> list[tuple[Place, str]]:
    """Everything with words in it that a final copy leaves out, other than what stands in the document's text."""
    found: list[tuple[Place, str]] = []
    for root in (parts.content, parts.styles):
        if root is not None:
            found += _of_attributes(root)
            found += ((Place.DATA, (text.text or "").strip()) for text in root.iter(*_UNREAD))
    for name in parts.package.parts:
        found += _of_part(parts.package, name)
    return found + [(Place.DATA, remark) for remark in parts.package.remarks]


def place_of(element: etree._Element) -> Place:
    """Where that stands which an element holds and a final copy leaves out."""
    tag = str(element.tag)
    name = local(tag)
    if tag == ANNOTATION or next(element.iterancestors(ANNOTATION), None) is not None:
        return Place.COMMENT
    if tag.startswith(_FORM) or name in ("forms", "control", "content-control", "list-item", "param"):
        return Place.CONTROL
    if _MARKS.search(name):
        return Place.BOOKMARK
    if tag in _DECLARED:
        return Place.VARIABLE
    return (
        Place.FIELD
        if tag in elements("unwrap") or name.endswith("-source") or name.startswith("hidden-")
        else Place.DATA
    )


def _of_attributes(root: etree._Element) -> Iterator[tuple[Place, str]]:
    found = cast("list[etree._ElementUnicodeResult]", _ATTRIBUTES(root, **_APART))
    for value in found:
        element, attribute, text = value.getparent(), str(value.attrname), str(value)
        if element is None:
            continue
        if not _WORDY.search(text) or _NO_WORDS.fullmatch(text) or values.says_nothing(text):
            continue
        if values.kept(attribute, text) or _is_reference(element, attribute, text):
            continue
        if attribute == HREF and (_PICTURE.fullmatch(text) or (element.tag in _LINKS and values.leads_out(text))):
            continue
        yield (Place.LINK if attribute == HREF else place_of(element)), _spoken(text)


def _is_reference(element: etree._Element, attribute: str, text: str) -> bool:
    if attribute == _DEFINED or attribute in (_SHOWN_NAME, _NAMED):
        plain = text.replace(" ", "_20_")
        known = plain in known_styles() or _LIST_LABEL.fullmatch(plain) or built_in(_spoken(text))
        return element.tag == _FONT_FACE or bool(known)
    return attribute in _REFERENCES or str(element.tag).startswith(_NUMBERS)


def _of_part(package: Package, name: str) -> Iterator[tuple[Place, str]]:
    if not _KNOWN_PART.fullmatch(name) and not _PICTURE.fullmatch(name):
        yield Place.DATA, name
    yield from ((Place.DATA, words) for words in _of_other_file(package, name))
    if name.startswith("Versions/"):
        yield from _of_version(package.parts[name])
    elif name == _SIGNATURES or (name.endswith((".xml", ".rdf")) and not _READ.fullmatch(name)):
        try:
            root = package.xml(name, name)
        except DamagedError:  # LibreOffice has empty parts; whatever it is, it goes
            return
        except DangerousError:
            if not _OBJECT.match(name):
                raise
            yield from ((Place.DATA, words) for words in words_in(package.parts[name]))  # an old formula's DTD
            return
        yield from _PARTS.get(name, _of_other)(root)


def _of_other_file(package: Package, name: str) -> Iterator[str]:
    """The words of an object of another program, and of the drawing that stands for one."""
    other = _OBJECT.match(name) or not (_KNOWN_PART.fullmatch(name) or _PICTURE.fullmatch(name))
    if other and not name.endswith((".xml", ".rdf", "mimetype")):
        yield from words_in(package.parts[name])


def _of_version(data: bytes) -> Iterator[tuple[Place, str]]:
    try:
        older = open_parts(data, "version")
    except DocumentError:  # it goes whatever it is; what can be read of it is read
        return
    yield Place.DATA, plain(older.content)


def _of_meta(root: etree._Element) -> Iterator[tuple[Place, str]]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag != _GENERATOR:
            place = Place.TITLE if element.tag in _TITLES else Place.PROPERTY
            texts = [element.text or "", *map(str, element.attrib.values())]
            said = (text.strip() for text in texts if _WORDY.search(text))
            yield from ((place, text) for text in said if not _OF_META.fullmatch(text))


def _of_settings(root: etree._Element) -> Iterator[tuple[Place, str]]:
    for item in root.iter(q("config:config-item")):
        kind, text = item.get(q("config:type")), (item.text or "").strip()
        if kind == "string" and not _OPTION.fullmatch(text):
            yield Place.DATA, text
        elif kind == "base64Binary":  # the printer, as its driver describes it
            with suppress(ValueError):
                yield from ((Place.DATA, run) for run in runs(base64.b64decode(text)))


def _of_other(root: etree._Element) -> Iterator[tuple[Place, str]]:
    yield Place.DATA, plain(root)
    for element in root.iter():
        for name, text in cast("list[tuple[str, str]]", element.items()):
            named = local(name) in _NAMING and not name.startswith(_CONFIG) and _WORDY.search(text)
            if " " in text.strip() or (named and not _NO_WORDS.fullmatch(text) and not _OF_PACKAGE.fullmatch(text)):
                yield Place.DATA, text


def _of_signature(root: etree._Element) -> Iterator[tuple[Place, str]]:
    """Who signed the document, and what they said; not the numbers that prove it."""
    for element in root.iter():
        text = (element.text or "").strip()
        if _WORDY.search(text) and not _CODE.fullmatch(text):
            yield Place.PROPERTY, text


_PARTS: Mapping[str, Callable[[etree._Element], Iterator[tuple[Place, str]]]] = MappingProxyType(
    {"meta.xml": _of_meta, "settings.xml": _of_settings, _SIGNATURES: _of_signature}
)


def _spoken(name: str) -> str:
    """A name as people see it: in a file, ``_20_`` is a space."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), name).strip()
