"""What a PDF holds besides its pages: comments, fields, links, titles, properties, scripts, attachments.

Every object of the file is walked through, so that what nothing refers to any more is found too, and a key that nobody
here has heard of is data rather than overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from pathlib import PurePath
from types import MappingProxyType

import pikepdf
from lxml import etree

from ..docx.styles import built_in
from ..formats import format_by_suffix
from ..inside import words_in
from ..model import DocumentError, EmptyError, Place
from .expansion import bytes_of

Unopened = Callable[[], None]
MAX_DEPTH = 60
MAX_HIDDEN = 4 << 20
"""Characters; the engine would be busy for hours with more."""
MAX_ATTACHED = 8 << 20

_ORDER = (
    Place.COMMENT,
    Place.CONTROL,
    Place.ALT_TEXT,
    Place.LINK,
    Place.TITLE,
    Place.BOOKMARK,
    Place.PROPERTY,
    Place.DATA,
    Place.ATTACHMENT,
)
_PLACES: Mapping[str, Place] = MappingProxyType(
    {
        "/Contents": Place.COMMENT,
        "/RC": Place.COMMENT,
        "/Subj": Place.COMMENT,
        "/T": Place.COMMENT,
        "/V": Place.CONTROL,
        "/DV": Place.CONTROL,
        "/RV": Place.CONTROL,
        "/TU": Place.CONTROL,
        "/TM": Place.CONTROL,
        "/Opt": Place.CONTROL,
        "/CA": Place.CONTROL,
        "/URI": Place.LINK,
        "/Alt": Place.ALT_TEXT,
        "/ActualText": Place.ALT_TEXT,
        "/E": Place.ALT_TEXT,
        "/Title": Place.TITLE,
        "/P": Place.TITLE,
        "/Names": Place.BOOKMARK,
        "/Author": Place.PROPERTY,
        "/Subject": Place.PROPERTY,
        "/Keywords": Place.PROPERTY,
        "/Creator": Place.PROPERTY,
        "/Producer": Place.PROPERTY,
        "/F": Place.ATTACHMENT,
        "/UF": Place.ATTACHMENT,
        "/Desc": Place.ATTACHMENT,
    }
)
_WITHIN: ContextVar[bool] = ContextVar("_WITHIN", default=False)
"""Whether what is read is an attached file already: a PDF can hold itself as often as somebody likes."""
_NO_TEXT = frozenset(
    "/ID /CreationDate /ModDate /M /Registry /Ordering /CharSet /FontFamily /Lang /DA /DS /CheckSum /Panose /Limits "
    "/ByteRange /Cert /LastModified /Lookup".split()
)
"""Keys of marks, times, and fonts."""
_NO_WRITING = frozenset({"/Font", "/FontDescriptor", "/CMap", "/Sig"})
"""Fonts and signatures; what says how a file is locked (by the filter "Standard") is none either."""
_OWN_KEYS = frozenset(
    "/Title /Author /Subject /Keywords /Creator /Producer /CreationDate /ModDate /Trapped /Company /SourceModified "
    "/PTEX.Fullbanner /AAPL:Keywords /ContentTypeId".split()
)
_ESCAPED = re.compile(r"#([0-9A-Fa-f]{2})")
_NO_WORDS = re.compile(
    r"(?:uuid:|xmp\.[a-z]+:|adobe:docid:|D:\d{4}|\d{4}-\d\d-\d\dT|https?://ns\.|http://www\.w3\.org/)"
)


def hidden_texts(pdf: pikepdf.Pdf, shown: str, unread: Unopened = lambda: None) -> list[tuple[Place, str]]:
    """What an open PDF holds besides its pages, each text once, by place.

    ``unread`` is called for attached files that could not be opened.
    """
    found: dict[tuple[Place, str], None] = {}
    length = 0
    for place, text in _all(pdf, shown, unread):
        clean = "\n".join(line.strip() for line in re.split(r"[\r\n\x00]+", text) if line.strip())
        if (place, clean) in found or not any(map(str.isalnum, clean)) or _NO_WORDS.match(clean):
            continue
        length += len(clean)
        if length > MAX_HIDDEN:
            break
        found[place, clean] = None
    return sorted(found, key=lambda one: _ORDER.index(one[0]))


def has_pictures(pdf: pikepdf.Pdf) -> bool:
    """Whether there is a picture in the file."""
    return any(isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image" for found in pdf.objects)


def _all(pdf: pikepdf.Pdf, shown: str, unread: Unopened) -> Iterator[tuple[Place, str]]:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Type") == "/Metadata":
            yield from ((Place.PROPERTY, text) for text in _xml_texts(bytes_of(found)))
        else:
            yield from _walk(found, shown, unread)
    yield from _keys(pdf)


def _walk(root: pikepdf.Object, shown: str, unread: Unopened) -> Iterator[tuple[Place, str]]:
    """The strings of one object; what it refers to is another's."""
    todo: list[tuple[pikepdf.Object, Place, int]] = [(root, Place.DATA, 0)]
    while todo:
        found, place, depth = todo.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(found, pikepdf.String):
            text = str(found)
            if all(char.isprintable() or char.isspace() for char in text):
                yield place, text
        elif isinstance(found, pikepdf.Array):
            if len(found) and found[0] == pikepdf.Name.Indexed:  # a palette
                continue
            todo += [(one, place, depth + 1) for one in _direct(found)]
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            if found.get("/Type") in _NO_WRITING or found.get("/Filter") == "/Standard":
                yield from _signed(found)
                continue
            yield from _streams(found, shown, unread)
            for key in list(found.keys()):
                value = found[key]
                if key not in _NO_TEXT and not (isinstance(value, pikepdf.Object) and value.is_indirect):
                    todo.append((value, _place(found, key, place), depth + 1))


def _signed(found: pikepdf.Object) -> Iterator[tuple[Place, str]]:
    """Who signed, where and why; the signature itself is a number."""
    values = (found.get(key) for key in ("/Name", "/Reason", "/Location", "/ContactInfo"))
    yield from ((Place.PROPERTY, str(value)) for value in values if isinstance(value, pikepdf.String))


def _keys(pdf: pikepdf.Pdf) -> Iterator[tuple[Place, str]]:
    """Names that somebody gave where a PDF has keys: of properties, of places to lead to, of kinds of paragraphs."""
    tree = pdf.Root.get("/StructTreeRoot")
    kinds = tree.get("/RoleMap") if isinstance(tree, pikepdf.Dictionary) else None
    own = pdf.trailer.get("/Info"), pdf.Root.get("/Dests"), kinds
    for place, found in zip((Place.PROPERTY, Place.BOOKMARK, Place.PROPERTY), own, strict=True):
        for key in found.keys() if isinstance(found, pikepdf.Dictionary) else ():
            name = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), str(key)[1:])
            if key not in _OWN_KEYS and not built_in(name):
                yield place, name


def _direct(array: pikepdf.Array) -> list[pikepdf.Object]:
    return [one for one in array if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _place(owner: pikepdf.Object, key: str, outer: Place) -> Place:
    if key == "/T" and ("/FT" in owner or owner.get("/Subtype") == "/Widget" or "/Kids" in owner):
        return Place.CONTROL
    if key == "/F" and owner.get("/S") in ("/GoToR", "/Launch"):
        return Place.LINK
    return _PLACES.get(key, outer)


def _streams(owner: pikepdf.Object, shown: str, unread: Unopened) -> Iterator[tuple[Place, str]]:
    """The texts of streams that one key makes texts."""
    for key, place in (("/JS", Place.DATA), ("/RC", Place.COMMENT), ("/RV", Place.CONTROL)):
        value = owner.get(key)
        if isinstance(value, pikepdf.Stream):
            yield place, _decoded(bytes_of(value))
    form = owner.get("/XFA")
    for part in form if isinstance(form, pikepdf.Array) else [form]:
        if isinstance(part, pikepdf.Stream):
            yield from ((Place.CONTROL, text) for text in _xml_texts(bytes_of(part)))
    files = owner.get("/EF")
    if isinstance(files, pikepdf.Dictionary):
        name = str(owner.get("/UF", owner.get("/F", "")))
        for key in list(files.keys()):
            content = files[key]
            if isinstance(content, pikepdf.Stream):
                yield from _attached(name, bytes_of(content), shown, unread)


def _attached(name: str, data: bytes, shown: str, unread: Unopened) -> Iterator[tuple[Place, str]]:
    """The text of an attached file, when it is of a kind that can be read; of a PDF, one within another and no more."""
    suffix = PurePath(name).suffix.lower()
    known = format_by_suffix(suffix) if suffix != ".pdf" or not _WITHIN.get() else None
    if known is None or len(data) > MAX_ATTACHED:
        yield from ((Place.ATTACHMENT, text) for text in words_in(data, unread=unread))
        return
    before = _WITHIN.set(True)
    try:
        text = known.read(data, shown).text
    except DocumentError as error:
        if not isinstance(error, EmptyError) or suffix == ".pdf":  # whose pages may be pictures
            unread()
        return  # the final copy leaves it out whatever it is
    finally:
        _WITHIN.reset(before)
    yield Place.ATTACHMENT, text


def _decoded(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")


def _xml_texts(data: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data.strip(b"\x00 \r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        yield _decoded(data)
        return
    for element in root.iter() if root is not None else ():
        yield from (text for text in (element.text, element.tail) if text and text.strip())
        yield from (str(value) for value in element.attrib.values())
