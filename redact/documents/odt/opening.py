"""A text document's package, opened: what it must have, and what it must not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ....said import Remark, said
from ..model import DamagedError, DangerousError, EncryptedError, UnsupportedError
from ..package import Package, open_package, parse_xml
from .names import MEDIA_TYPE, NAMESPACES, q

_TEXTS = frozenset((MEDIA_TYPE, f"{MEDIA_TYPE}-template", f"{MEDIA_TYPE}-web"))
"""Texts, templates of texts, and what LibreOffice saves of a page of the web."""
_PROGRAMS = ("basic/", "scripts/", "dialogs/")
"""Folders of programs; LibreOffice writes them only when there are any."""
_LONGEST = 40
"""Letters of the longest name of an element."""
_OLD_DOCTYPE = re.compile(rb'<!DOCTYPE manifest:manifest PUBLIC "[^"\[\]<>]*" "Manifest\.dtd"\s*>')
"""What OpenOffice.org 2 and 3 wrote at the head of their manifests: a reference, which is not followed."""
_LISTENERS = q("office:event-listeners")


@dataclass(frozen=True)
class Parts:
    """A text document: all parts as they are, and the trees of those that hold text (None: there is no such part)."""

    package: Package
    content: etree._Element
    styles: etree._Element | None


def open_parts(raw: bytes, shown: str) -> Parts:
    """Open a text document; raises :class:`~..model.DocumentError` with ``shown`` for its name."""
    package = open_package(raw, shown)
    parts = package.parts
    if "content.xml" not in parts:
        raise DamagedError(
            "{shown}: is no OpenDocument text (its content is missing); save it again as odt", shown=shown
        )
    media_type = parts.get("mimetype", MEDIA_TYPE.encode()).strip().decode("ascii", "replace")
    if media_type not in _TEXTS:
        raise UnsupportedError("{shown}: is another kind of OpenDocument, not a text; save it as odt", shown=shown)
    _check_encryption(package, shown)
    if any(name.lower().startswith(_PROGRAMS) for name in parts):
        raise _with_program(shown)
    content = package.xml("content.xml", shown)
    if content.tag != q("office:document-content") or content.find(f"{q('office:body')}/{q('office:text')}") is None:
        raise DamagedError(
            "{shown}: is no OpenDocument text (it has no body of text); save it again as odt", shown=shown
        )
    if b"script" in parts["content.xml"] or b"\0" in parts["content.xml"]:  # the name of all that is looked for
        _check_programs(content, shown)
    return Parts(package, content, package.xml("styles.xml", shown) if "styles.xml" in parts else None)


def body_of(content: etree._Element) -> etree._Element:
    """The element that holds the text."""
    return next(content.iter(q("office:text")))


def _check_encryption(package: Package, shown: str) -> None:
    manifest = package.parts.get("META-INF/manifest.xml")
    if manifest is None:
        return
    root = parse_xml(_OLD_DOCTYPE.sub(b"", manifest, count=1), shown)
    if next(root.iter(q("manifest:encryption-data"), q("manifest:keyinfo")), None) is not None:
        raise EncryptedError("{shown}: is encrypted; save it without a password", shown=shown)


def _check_programs(content: etree._Element, shown: str) -> None:
    # Event listeners by themselves run nothing of the file's, and a final copy leaves them out.
    scripts = content.find(q("office:scripts"))
    listed = [] if scripts is None else [part for part in scripts if part.tag != _LISTENERS]
    if listed or next(content.iter(q("text:script")), None) is not None:
        raise _with_program(shown)


def _with_program(shown: str) -> DangerousError:
    return DangerousError("{shown}: holds a program (macros or a script); save it without and try again", shown=shown)


def kind_of(element: etree._Element) -> str | Remark:
    """What an element is, for a message: its name without a namespace, cut to what a name of OpenDocument can be."""
    namespace, _, name = str(element.tag).rpartition("}")
    known = namespace[1:] in NAMESPACES.values() and len(name) <= _LONGEST
    return name if known else said("an element of another program")
