"""The PDF: the same bytes everywhere, nothing of the draft in its metadata, and the draft's words never markup."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Lang, Reading
from bronwacht.redact.report import pdf, to_html, to_pdf
from bronwacht.redact.report.sheet import sheet
from bronwacht.redact.report.view import View
from bronwacht.redact.report.words import words_of

Analyse = Callable[..., Analysis]

ELSEWHERE = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("made", sys.argv[1])
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
from bronwacht.redact.report import to_pdf
print(hashlib.sha256(to_pdf(made._analysis())).hexdigest())
"""


def headings(analysis: Analysis, level: int) -> list[str]:
    """The headings of a level, as the typesetter sees them."""
    data = json.dumps(sheet(View(analysis, show_text=True), "1"))
    found = typst.query(pdf._template(), f"heading.where(level: {level})", sys_inputs={"data": data})
    return [_text(heading["body"]) for heading in json.loads(found)]


def _text(body: dict[str, object]) -> str:
    if "children" in body:
        return "".join(_text(child) for child in body["children"])  # type: ignore[attr-defined]
    return str(body.get("text", " "))


def readable(made: bytes) -> bytes:
    """The file with its streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join([made, *unpacked])


@pytest.mark.parametrize("lang", list(Lang))
def test_a_tagged_pdf_in_both_languages(analyse: Analyse, lang: Lang) -> None:
    made = to_pdf(analyse(lang))
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert f"/Lang({lang.value})".encode() in made


def test_the_same_bytes_in_another_place_and_process(analyse: Analyse, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(Path(__file__).with_name("conftest.py"))],
        cwd=tmp_path,
        env={"TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1700000000", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(to_pdf(analyse())).hexdigest()


def test_the_metadata_holds_nothing_of_the_draft(analyse: Analyse) -> None:
    analysis = analyse()
    made = readable(to_pdf(analysis))
    assert b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Herkenbaarheid van de bronnen<' in made
    # A heading is in the structure tree too, which is read aloud with the page.
    made = re.sub(rb"/Type/StructElem[^\n]*", b"", made)
    secrets = ("sample-nl", "Wierhaven", "Gdansk", str(Path.cwd()), str(Path.home()), "CreationDate", "ModDate")
    assert not [secret for secret in secrets if secret.encode() in made]


@pytest.mark.parametrize("lang", list(Lang))
def test_the_sections_are_those_of_the_html_in_the_same_order(analyse: Analyse, lang: Lang) -> None:
    analysis = analyse(lang)
    assert headings(analysis, 2) == re.findall("<h2>(.*?)</h2>", to_html(analysis))
    assert headings(analysis, 1) == [analysis.story.title]


def test_each_detail_has_the_id_that_a_what_if_takes(analyse: Analyse) -> None:
    pages = pypdfium2.PdfDocument(to_pdf(analyse(Lang.NL), show_text=False))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert "leeftijd d2 (publiek zichtbaar)" in text and "--without d4" in text


@pytest.mark.parametrize("lang", list(Lang))
def test_the_note_about_ids_does_not_go_on_in_the_line_of_the_legend(analyse: Analyse, lang: Lang) -> None:
    pages = pypdfium2.PdfDocument(to_pdf(analyse(lang)))
    lines = [line.strip() for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    words = words_of(lang)
    legend, note = words("sources.axis"), words("sources.ids")
    assert [line for line in lines if line.endswith(legend)]
    assert [line for line in lines if line and note.startswith(line)]


def test_words_of_the_draft_are_never_markup(analyse: Analyse) -> None:
    analysis = analyse()
    evil = '#panic("x") *b* $1$ = [ ] // @a <b> \\ "'
    draft = replace(
        analysis.reading.draft, text=analysis.reading.draft.text.replace("dienstreis naar Gdansk", evil[:22])
    )
    edits = (replace(analysis.edits[0], replacement=evil), *analysis.edits[1:])
    made = replace(
        analysis,
        reading=replace(analysis.reading, draft=draft),
        edits=edits,
        story=replace(analysis.story, title=evil),
    )
    assert headings(made, 1) == [evil]
    assert to_pdf(made).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("goed 😘 hoor", "goed [face throwing a kiss] hoor"),
        ("a\u202eb\u200bc\x07d", "abcd"),
        ("👍🏽", "[thumbs up sign]"),
    ],
)
def test_characters_without_a_picture(analyse: Analyse, words: str, shown: str) -> None:
    analysis = replace(analyse(), story=replace(analyse().story, title=words))
    assert sheet(View(analysis, show_text=True), "1")["title"] == shown
    assert b"pdfuaid" in to_pdf(analysis)


def test_a_script_that_no_font_has_does_not_keep_the_report_from_being_made(analyse: Analyse) -> None:
    analysis = replace(analyse(), story=replace(analyse().story, title="漢字"))
    assert to_pdf(analysis).startswith(b"%PDF")


def test_without_text_the_typesetter_is_not_told_any(analyse: Analyse) -> None:
    told = json.dumps(sheet(View(analyse(), show_text=False), "1"), ensure_ascii=False)
    assert not re.search("Gdansk|paardenmarkt|enige vrouw|Groningen", told)
    assert "geen tekst van de conceptversie" in told
    assert to_pdf(analyse(), show_text=False).startswith(b"%PDF")


def test_a_report_without_sources(analyse: Analyse) -> None:
    analysis = analyse()
    empty = Analysis(Reading(analysis.reading.draft, (), ()), analysis.story, Lang.EN, {}, {})
    assert to_pdf(empty).startswith(b"%PDF")


def test_a_failure_does_not_repeat_what_was_to_be_set(analyse: Analyse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_template", lambda: b"#panic(sys.inputs.data)")
    with pytest.raises(pdf.PdfError, match="use --html") as refused:
        to_pdf(analyse())
    assert "Gdansk" not in "".join(map(str, (refused.value, refused.value.__cause__)))
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_the_name_of_a_source_does_not_stand_alone_at_the_foot_of_a_page(analyse: Analyse) -> None:
    analysis = analyse(Lang.NL)
    introduced, alone = 0, []
    for long in range(0, 200, 8):  # a longer title pushes the sources down a line at a time
        story = replace(analysis.story, title="Zaak " * long or "Zaak")
        for page in pypdfium2.PdfDocument(to_pdf(replace(analysis, story=story))):
            lines = [line.strip() for line in page.get_textpage().get_text_range().splitlines() if line.strip()]
            lines = [
                line for line in lines if not line.startswith("Gemaakt met") and not re.fullmatch(r"\d+ van \d+", line)
            ]
            introduced += any(line.startswith("In de tekst:") for line in lines)
            alone += [line for line in lines[-1:] if line.startswith("In de tekst:")]
    assert introduced and not alone
