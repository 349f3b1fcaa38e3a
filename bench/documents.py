"""How fast documents are read and edited, beside lxml's bare parsing of the same XML, and how much memory that takes.

Each format has a maker of a document of about 200 pages and an entry in FORMATS; the rest is the same for all. Run as
`bench/documents.py [docx odt html ...]`; each format is measured in a process of its own, for its own memory.
"""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bronwacht.redact.documents import Document
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.formats import format_by_kind
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from lxml import etree

WORDS = 100_000
EDITS = 400
ROUNDS = 7
BAR = 1.5
MAX_MEGABYTES = 500


@dataclass(frozen=True)
class Sample:
    """A document as a file, and the XML (or HTML) in it that lxml parses for comparison."""

    raw: bytes
    xml: tuple[bytes, ...]


def words(seed: int = 1) -> Iterator[str]:
    """Made-up words of Dutch length, so that nothing repeats that would not in a draft."""
    draw = random.Random(seed)
    while True:
        yield "".join(draw.choice("aeioubdgklmnprstvwz") for _ in range(draw.randint(2, 11)))


def docx() -> Sample:
    """Paragraphs of some 60 words in runs of one to twelve, three in five with formatting of their own."""
    import docx as python_docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    draw, flow, made = random.Random(2), words(), python_docx.Document()
    body, left = made.element.body, WORDS
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


FORMATS: dict[str, Callable[[], Sample]] = {"docx": docx}


def edits(document: Document) -> list[Edit]:
    """Edits spread over the published text, each of a few words."""
    text = document.published_text
    step = len(text) // EDITS
    found = []
    for number in range(EDITS):
        start = text.index(" ", number * step) + 1
        span = Span(start, text.index(" ", start + 12))
        found.append(Edit((f"d{number}",), span, Action.REPLACE, "iets anders", DetailType.TRIP))
    return found


def best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(kind: str) -> None:
    """Print one format's figures."""
    sample, known = FORMATS[kind](), format_by_kind(kind)
    document = document_of(known.read(sample.raw, kind), sample.raw, kind, kind)
    made = edits(document)
    parse = best(lambda: [etree.fromstring(xml, etree.XMLParser(huge_tree=True)) for xml in sample.xml])
    read = best(lambda: known.read(sample.raw, kind))
    final = best(lambda: known.final(document, made))
    both = best(lambda: known.final(document_of(known.read(sample.raw, kind), sample.raw, kind, kind), made))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(map(len, sample.xml)) / (1 << 20)
    print(
        f"{kind}: {size:.1f} MiB, parsing {parse * 1e3:.0f} ms; whole file: read {read / parse:.2f}x, "
        f"final {final / parse:.2f}x, read and final {both / parse:.2f}x; peak {peak:.0f} MB"
    )


def main() -> None:
    """Measure the formats named, or all."""
    kinds = sys.argv[1:] or list(FORMATS)
    if len(kinds) == 1:
        measure(kinds[0])
    else:
        for kind in kinds:
            subprocess.run([sys.executable, __file__, kind], check=True)


if __name__ == "__main__":
    main()
