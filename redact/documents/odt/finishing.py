"""The final copy's package: the text, its styles and its pictures, and nothing of where they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from ..model import UnknownPartError
from ..package import write_package
from .cleaning import VERSION, Cleaner
from .concealed import Concealed
from .names import MEDIA_TYPE, NAMESPACES, q
from .opening import Parts
from .pictures import Pictures

_LEFT_OUT = re.compile(
    r"mimetype|(?:content|styles|meta|settings|VersionList)\.xml|manifest\.rdf|layout-cache"
    r"|META-INF/(?:manifest|documentsignatures)\.xml|Thumbnails/.*|Configurations2/.*|Versions/.*|Fonts/.*|Pictures/.*"
)
"""The parts that may be there: made anew, or left out; pictures that the text does not show are left out, too."""
_MANIFEST = {"manifest": NAMESPACES["manifest"]}


def finished(parts: Parts) -> bytes:
    """The final copy of a document in whose trees the edits are made; equal documents give equal bytes.

    Raises :class:`~..model.UnknownPartError` for anything of which nobody here knows what may be in it.
    """
    if not all(_LEFT_OUT.fullmatch(name) for name in parts.package.parts):
        raise UnknownPartError("holds an embedded object or another part of which nothing is known; take it out")
    pictures = Pictures(parts)
    cleaner = Cleaner(pictures.picture)
    made: dict[str, bytes] = {"mimetype": MEDIA_TYPE.encode()}
    made["content.xml"] = _xml(cleaner.build(parts.content, Concealed(parts.content, parts.styles)))
    if parts.styles is not None:
        made["styles.xml"] = _xml(cleaner.build(parts.styles, Concealed(parts.styles)))
    made |= pictures.parts
    made["META-INF/manifest.xml"] = _manifest(made, pictures.media_types)
    return write_package(made, stored=frozenset({"mimetype"}))


def repacked(parts: Parts) -> bytes:
    """The document with its trees as they are now, and every other part as it was."""
    made = dict(parts.package.parts)
    made["content.xml"] = _xml(parts.content)
    if parts.styles is not None:
        made["styles.xml"] = _xml(parts.styles)
    made = {"mimetype": made.get("mimetype", MEDIA_TYPE.encode())} | made
    return write_package(made, stored=frozenset({"mimetype"}))


def _manifest(made: Mapping[str, bytes], media_types: Mapping[str, str]) -> bytes:
    root = etree.Element(q("manifest:manifest"), {q("manifest:version"): VERSION}, _MANIFEST)
    listed = {"/": MEDIA_TYPE} | {name: media_types.get(name, "text/xml") for name in made if name != "mimetype"}
    for name, media_type in listed.items():
        entry = {q("manifest:full-path"): name, q("manifest:media-type"): media_type}
        etree.SubElement(root, q("manifest:file-entry"), entry)
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
