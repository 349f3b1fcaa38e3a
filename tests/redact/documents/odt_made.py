"""Text documents written by hand for the tests of odt: what a test is about, in a package as LibreOffice has it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from bronwacht.redact.documents import Document
from bronwacht.redact.documents.odt import OdtFormat
from bronwacht.redact.documents.odt.names import MEDIA_TYPE, NAMESPACES
from bronwacht.redact.draft import Action, DetailType, Edit, Span

ODT = OdtFormat()
_XMLNS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items() if prefix != "xml")
AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Text_20_body">
 <style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style>
<style:style style:name="T7" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P7" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<style:style style:name="fr1" style:family="graphic" style:parent-style-name="Frame">
 <style:graphic-properties style:wrap="none"/></style:style>
"""
STYLES = """
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
 style:parent-style-name="Standard" style:class="text">
 <style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="1">
 <style:text-properties fo:font-size="150%"/></style:style>
<style:style style:name="Frame" style:family="graphic"/>
"""


def odt(
    body: str, *, automatic: str = "", styles: str = "", pages: str = "", parts: Mapping[str, str | bytes] = {}
) -> bytes:
    """A document with that content of ``office:text``; ``pages`` are headers and footers."""
    content = (
        f'<office:document-content {_XMLNS} office:version="1.3"><office:automatic-styles>{AUTOMATIC}{automatic}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    page = (
        '<style:page-layout style:name="pm1">'
        '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style>'
        '<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style>'
        "</style:page-layout>"
    )
    style = (
        f'<office:document-styles {_XMLNS} office:version="1.3"><office:styles>{STYLES}{styles}</office:styles>'
        f"<office:automatic-styles>{AUTOMATIC}{page}</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="pm1">{pages}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )
    every: dict[str, str | bytes] = {"mimetype": MEDIA_TYPE, "content.xml": content, "styles.xml": style, **parts}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in [("/", MEDIA_TYPE), *((name, "text/xml") for name in every if name != "mimetype")]
    )
    every.setdefault(
        "META-INF/manifest.xml", f'<manifest:manifest {_XMLNS} manifest:version="1.3">{entries}</manifest:manifest>'
    )
    return zipped(every)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of those parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def unzipped(raw: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def document(raw: bytes) -> Document:
    """The document, read."""
    content = ODT.read(raw, "draft.odt")
    return Document(content.text, raw, "odt", "draft.odt", None, content.published, content.passages, content.unread)


def edit(text: str, stretch: str, new: str, reason: DetailType = DetailType.NAME, nth: int = 0) -> Edit:
    """The edit of the ``nth`` place where ``stretch`` stands."""
    start = [match.start() for match in re.finditer(re.escape(stretch), text)][nth]
    return Edit((f"d{start}",), Span(start, start + len(stretch)), Action.REPLACE, new, reason)
