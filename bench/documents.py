"""How fast documents are read and edited, beside lxml's bare parsing of the same XML, and how much memory that takes.

Each format has a maker of a document of about 200 pages and an entry in FORMATS; the rest is the same for all. Run as
`bench/documents.py [docx odt html ...]`. Each figure is the median of processes that do that work once, after a short
document of the kind for what is loaded at first: a program that is called for one draft never finds the memory as ten
drafts before it left it, and parsing takes half or twice the time by that alone.
"""

from __future__ import annotations

import io
import pickle
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from bronwacht.redact.documents import Document, Place
from bronwacht.redact.documents.eml.mail import mail_of
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.formats import format_by_kind
from bronwacht.redact.documents.html.encoding import own as page
from bronwacht.redact.documents.html.layout import layout_of
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from lxml import etree

WORDS = 100_000
EDITS = 400
ROUNDS = 7
SHORT = 600
"""Words of the short document."""
BAR = 1.5
MAX_MEGABYTES = 500


@dataclass(frozen=True)
class Sample:
    """A document as a file, and the XML (or HTML) in it that lxml parses for comparison."""

    raw: bytes
    xml: tuple[bytes, ...]


@runtime_checkable
class Spliced(Protocol):
    """A format that can make edits in the draft's own bytes."""

    def edited(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The draft, with every byte outside the edits as it was."""


def words(seed: int = 1) -> Iterator[str]:
    """Made-up words of Dutch length, so that nothing repeats that would not in a draft."""
    draw = random.Random(seed)
    while True:
        yield "".join(draw.choice("aeioubdgklmnprstvwz") for _ in range(draw.randint(2, 11)))


def docx(left: int = WORDS) -> Sample:
    """Paragraphs of some 60 words in runs of one to twelve, three in five with formatting of their own."""
    import docx as python_docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    draw, flow, made = random.Random(2), words(), python_docx.Document()
    body = made.element.body
    while left > 0:
        runs, count = [], 0
        while count < 60:
            size = draw.randint(1, 12)
            look = draw.choice(
                ["", "", "<w:b/><w:bCs/>", "<w:i/><w:iCs/>", '<w:color w:val="1F497D"/><w:sz w:val="22"/>']
            )
            text = " ".join(next(flow) for _ in range(size))
            runs.append(
                f'<w:r w:rsidR="00{draw.randrange(1 << 24):06X}" w:rsidRPr="00A77B3E"><w:rPr>'
                f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>{look}<w:lang w:val="nl-NL"/></w:rPr>'
                f'<w:t xml:space="preserve">{text} </w:t></w:r>'
            )
            count += size
        body.insert(
            len(body) - 1,
            parse_xml(
                f'<w:p {nsdecls("w")} w:rsidR="00{draw.randrange(1 << 24):06X}" w:rsidRDefault="00A77B3E"><w:pPr>'
                '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:jc w:val="both"/></w:pPr>'
                f"{''.join(runs)}</w:p>"
            ),
        )
        left -= count
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        return Sample(out.getvalue(), (archive.read("word/document.xml"),))


def odt(left: int = WORDS) -> Sample:
    """Paragraphs of some 60 words in spans of one to twelve, two in five plain, as LibreOffice writes them."""
    import odfdo

    draw, flow, made = random.Random(2), words(), odfdo.Document("text")
    made.body.clear()
    out = io.BytesIO()
    made.save(out)
    looks = ["", "", "T1", "T2", "T3"]
    paragraphs = []
    while left > 0:
        runs, count = [], 0
        while count < 60:
            size = draw.randint(1, 12)
            look, text = draw.choice(looks), " ".join(next(flow) for _ in range(size))
            runs.append(f'<text:span text:style-name="{look}">{text}</text:span> ' if look else f"{text} ")
            count += size
        paragraphs.append(f'<text:p text:style-name="P1">{"".join(runs).rstrip()}</text:p>')
        left -= count
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    before, _, _ = parts["content.xml"].decode().partition("<office:text")
    text = f"<office:text>{''.join(paragraphs)}</office:text></office:body></office:document-content>"
    parts["content.xml"] = (before + text).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return Sample(packed.getvalue(), (parts["content.xml"], parts["styles.xml"]))


def html(left: int = WORDS) -> Sample:
    """As Google Docs exports: paragraphs of some 60 words in spans of one to twelve, looks by class, wrapped links."""
    draw, flow = random.Random(2), words()
    rules = "".join(f".c{number}{{color:#000000;font-weight:{100 * number};font-size:11pt}}" for number in range(1, 8))
    parts = [f'<html><head><meta charset="utf-8"/><style type="text/css">{rules}</style></head><body class="c1">']
    while left > 0:
        parts.append(f'<p class="c{draw.randint(1, 3)}">')
        count = 0
        while count < 60:
            size = draw.randint(1, 12)
            text = " ".join(next(flow) for _ in range(size))
            parts.append(f'<span class="c{draw.randint(1, 7)} c4">{text} </span>')
            count += size
        if draw.random() < 0.1:
            target = f"https://www.google.com/url?q=https://example.org/{next(flow)}&amp;sa=D&amp;ust=16{count}"
            parts.append(f'<span class="c5"><a class="c6" href="{target}">{next(flow)}</a></span>')
        parts.append("</p>")
        left -= count
    raw = ("".join(parts) + "</body></html>").encode()
    return Sample(raw, (raw,))


def eml(left: int = WORDS) -> Sample:
    """The page as a mail: once as a page in quoted-printable, once as the plain text that says the same."""
    from email.message import EmailMessage
    from email.policy import SMTP

    page = html(left)
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "Concept"
    read = format_by_kind("html").read(page.raw, "html")
    made.set_content(read.text[: read.published])
    made.add_alternative(page.raw.decode(), subtype="html")
    return Sample(made.as_bytes(), page.xml)


FORMATS: dict[str, Callable[[int], Sample]] = {"docx": docx, "odt": odt, "html": html, "eml": eml}


def edited(kind: str, raw: bytes, made: list[Edit]) -> None:
    """Text out and edits in, without what a final copy takes besides (cleaning, checking, zipping)."""
    known = format_by_kind(kind)
    if kind == "docx":
        from bronwacht.redact.documents.docx.format import uncollected
        from bronwacht.redact.documents.docx.making import fit, make
        from bronwacht.redact.documents.docx.reading import read_layout

        with uncollected():
            layout = read_layout(raw, kind)
            make(layout, fit(layout, made)[0])
            layout.parts.serial(layout.parts.main)
    elif kind == "odt":
        from bronwacht.collecting import uncollected
        from bronwacht.redact.documents.odt.format import laid_out
        from bronwacht.redact.documents.odt.opening import open_parts
        from bronwacht.redact.documents.odt.writing import make as make_in

        with uncollected():
            parts = open_parts(raw, kind)
            make_in(laid_out(parts, kind), made)
    elif isinstance(known, Spliced):
        known.edited(document_of(known.read(raw, kind), raw, kind, kind), made)
    else:
        known.final(document_of(known.read(raw, kind), raw, kind, kind), made)


def edits(document: Document) -> list[Edit]:
    """Edits spread over the published text, each of a few words."""
    body = [passage.span.end for passage in document.passages if passage.place is Place.BODY]
    text = document.published_text[: max(body)]  # behind it come addresses, in which no word begins
    count = max(1, EDITS * len(text.split()) // WORDS)
    step = len(text) // count
    found, end = [], 0
    for number in range(count):
        start = text.find(" ", max(end, number * step)) + 1
        end = text.find(" ", start + 12)
        if not 0 < start < end:
            break
        span = Span(start, end)
        found.append(Edit((f"d{number}",), span, Action.REPLACE, "iets anders", DetailType.TRIP))
    return found


def forget() -> None:
    """Drop what was kept of files that were read: their edits would find it."""
    page.forget()
    layout_of.forget()
    mail_of.cache_clear()


def works(kind: str, sample: Sample) -> dict[str, Callable[[], object]]:
    """What is measured."""
    known = format_by_kind(kind)

    def read() -> Document:
        forget()
        return document_of(known.read(sample.raw, kind), sample.raw, kind, kind)

    made = edits(read())
    return {
        "parsing": lambda: [etree.fromstring(xml, etree.XMLParser(huge_tree=True)) for xml in sample.xml],
        "parsing as HTML": lambda: [etree.fromstring(xml, etree.HTMLParser(huge_tree=True)) for xml in sample.xml],
        "edited": lambda: (forget(), edited(kind, sample.raw, made)),
        "final": lambda: known.final(read(), made),
    }


def once(kind: str, work: str, folder: Path) -> None:
    """Do one work once, and print the seconds of processor time and the most memory in KB."""
    for name in ("short", "long"):
        sample = pickle.loads((folder / name).read_bytes())
        act = works(kind, sample)[work]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        act()
        took = time.process_time() - start
    print(took, max(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def measure(kind: str) -> None:
    """Print one format's figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = FORMATS[kind](WORDS)
        (folder / "long").write_bytes(pickle.dumps(sample))
        (folder / "short").write_bytes(pickle.dumps(FORMATS[kind](SHORT)))
        took: dict[str, list[float]] = defaultdict(list)
        peak = 0.0
        for _ in range(ROUNDS):  # by turns: whoever else works here does so to all
            for work in works(kind, sample):
                argv = [sys.executable, __file__, "--once", kind, work, name]
                said = subprocess.run(argv, check=True, capture_output=True, text=True).stdout.split()
                took[work].append(float(said[0]))
                peak = max(peak, float(said[1]) / 1024)
    parse, html_parse, both, whole = (statistics.median(took[work]) for work in took)
    size = sum(map(len, sample.xml)) / (1 << 20)
    as_html = f", {both / html_parse:.2f}x its parsing as HTML" if kind in ("html", "eml") else ""
    bar = "" if kind == "eml" else f" (bar {BAR})"
    print(
        f"{kind}: {size:.1f} MiB, parsing {parse * 1e3:.0f} ms; text out and edits in {both / parse:.2f}x{bar}{as_html}"
        f"; a final copy as a whole {whole / parse:.2f}x; peak {peak:.0f} MB (bar {MAX_MEGABYTES})"
    )


def main() -> None:
    """Measure the formats named, or all."""
    if sys.argv[1:2] == ["--once"]:
        once(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
        return
    for kind in sys.argv[1:] or FORMATS:
        measure(kind)


if __name__ == "__main__":
    main()
