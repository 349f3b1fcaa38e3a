"""A fresh package: parts with names, ids and types of their own, in an order of their own."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from lxml import etree

from ..images import clean
from ..model import DocumentError, UnknownPartError
from .names import NAMESPACES, REL, TYPES
from .parts import Parts

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_MAIN = "word/document.xml"
_SIGNATURES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
_NUMBERED = frozenset({"header", "footer"})


class Writer:
    """Collects the parts of a package."""

    def __init__(self, parts: Parts, shown: str) -> None:
        self._from, self._shown = parts, shown
        self._roots: dict[str, etree._Element] = {}
        self._kinds: dict[str, str] = {}
        self._media: dict[str, bytes] = {}
        self._images: dict[object, str] = {}
        self._rels: dict[str, dict[tuple[str, str, bool], str]] = {}

    def add(self, kind: str, root: etree._Element) -> str:
        """Add a part of a kind ("document", "header"); returns its name."""
        number = 1 + sum(other == kind for other in self._kinds.values()) if kind in _NUMBERED else ""
        name = "word/theme/theme1.xml" if kind == "theme" else f"word/{kind}{number}.xml"
        self._roots[name], self._kinds[name] = root, kind
        return name

    def relate(self, name: str, kind: str, target: str, *, external: bool = False) -> str:
        """Relate a part to another, or to an address outside; returns the id."""
        held = self._rels.setdefault(name, {})
        return held.setdefault((kind, target, external), f"rel{len(held) + 1}")

    def image(self, name: str, old: str, crop: tuple[float, float, float, float] | None) -> str:
        """Relate a part to a picture of the old package, cleaned and cropped; returns the id."""
        key = (old, crop)
        if key not in self._images:
            data = self._from.package.parts.get(old)
            if data is None:
                raise UnknownPartError("{shown}: holds a picture that is missing; take it out", shown=self._shown)
            try:
                cleaned = clean(data, crop)
            except DocumentError as error:
                raise type(error)("{shown}: {error}", shown=self._shown, error=error) from None
            fresh = f"word/media/image{len(self._media) + 1}.{_extension(cleaned)}"
            self._media[fresh] = cleaned
            self._images[key] = fresh
        return self.relate(name, "image", self._images[key])

    def package(self) -> Mapping[str, bytes]:
        """All parts by name, as bytes: first what the package says of itself, then the document."""
        written = {name: serialised(root) for name, root in self._roots.items()}
        made = {TYPES: self._types(), "_rels/.rels": _relationships({("officeDocument", _MAIN, False): "rel1"}, "")}
        for name, data in written.items():
            made[name] = data
            if name in self._rels:
                folder, _, base = name.rpartition("/")
                made[f"{folder}/_rels/{base}.rels"] = _relationships(self._rels[name], folder)
        return {**made, **self._media}

    def _types(self) -> bytes:
        extensions = sorted({name.rpartition(".")[2] for name in self._media})
        defaults = {"rels": _RELS_TYPE, "xml": "application/xml", **{e: f"image/{e}" for e in extensions}}
        lines = [f"<Default Extension={quoteattr(e)} ContentType={quoteattr(kind)}/>" for e, kind in defaults.items()]
        for name, kind in self._kinds.items():
            lines.append(f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(_type_of(kind))}/>")
        return f'{_HEAD}<Types xmlns="{NAMESPACES["ct"]}">{"".join(lines)}</Types>'.encode()


def serialised(root: etree._Element) -> bytes:
    """A tree that :func:`~.accepting.accept` has tidied as bytes, with the usual prefixes."""
    if any(_TOP.get(prefix or "") != uri for prefix, uri in root.nsmap.items()):
        root = _usual(root)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=False, with_tail=False)
    name = data[: data.index(b" ")]
    return b"".join((_HEAD.encode(), name, _ignorable(root), memoryview(data)[len(name) :]))


_TOP = {prefix: uri for prefix, uri in NAMESPACES.items() if prefix not in ("ct", "pr", "xml")}


def _usual(root: etree._Element) -> etree._Element:
    """The tree under a new root: on the way, every element gets the prefix that this declares. Slow, and rare."""
    fresh = etree.Element(root.tag, {str(name): str(value) for name, value in root.attrib.items()}, nsmap=_TOP)
    fresh.text = root.text
    fresh.extend(list(root))
    etree.cleanup_namespaces(fresh)
    return fresh


def _ignorable(root: etree._Element) -> bytes:
    """What says of Word 2010's effects that an older program may leave them out."""
    if "w14" not in root.nsmap:
        return b""
    declared = "" if "mc" in root.nsmap else f' xmlns:mc="{NAMESPACES["mc"]}"'
    return f'{declared} mc:Ignorable="w14"'.encode()


def _type_of(kind: str) -> str:
    if kind == "theme":
        return "application/vnd.openxmlformats-officedocument.theme+xml"
    return f"{_WORD}{'document.main' if kind == 'document' else kind}+xml"


def _relationships(held: Mapping[tuple[str, str, bool], str], folder: str) -> bytes:
    lines = []
    for (kind, target, external), number in held.items():
        shown = target if external else target.removeprefix(f"{folder}/") if folder else target
        mode = ' TargetMode="External"' if external else ""
        lines.append(
            f"<Relationship Id={quoteattr(number)} Type={quoteattr(REL + kind)} Target={quoteattr(shown)}{mode}/>"
        )
    return f'{_HEAD}<Relationships xmlns="{NAMESPACES["pr"]}">{"".join(lines)}</Relationships>'.encode()


def _extension(data: bytes) -> str:
    return next((name for start, name in _SIGNATURES.items() if data.startswith(start)), "webp")
