"""Words that a format is made of may be words of a draft: a source who is called White, a master's degree, Georgia."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import read_document, write_final
from bronwacht.redact.documents.formats import format_by_kind, leaks
from bronwacht.redact.documents.html.spoken import spoken
from bronwacht.redact.draft import Action, DetailType, Edit, Span

from . import odt_made, pdf_made

PAGE = (
    "<!DOCTYPE html><html><head><style>p.a{{color:white;font-family:Georgia,Arial}} b{{color:red!important}}</style>"
    "</head>"
    '<body><section><p class="a" style="color:white;text-align:justify"><strong>Ook</strong> {} zegt het.</p>'
    "<p>Meer staat er niet.</p></section></body></html>"
)
WORDS = ("White", "Georgia", "strong", "section", "justify", "important", "Brown", "Page", "Subject")
OF_ODT = ("Page", "master", "family", "document", "justify", "Paragraph", "Georgia", "Office")
STYLED = (
    '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties '
    'style:font-name="Georgia" fo:color="#ffffff"/><style:paragraph-properties fo:text-align="justify"/></style:style>'
)


def _without(document: Any, word: str) -> list[Edit]:
    at = document.published_text.index(word)
    reason = DetailType.NAME if word.istitle() else DetailType.EDUCATION
    return [Edit(("d1",), Span(at, at + len(word)), Action.REPLACE, "iemand", reason)]


def _written(path: Path, word: str) -> Path:
    document, out = read_document(path), path.with_name(f"final{path.suffix}")
    write_final(document, _without(document, word), out)
    assert "iemand" in read_document(out).text
    return out


@pytest.mark.parametrize("word", WORDS)
def test_a_page_from_which_a_word_of_its_format_goes_is_written(word: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.html"
    path.write_text(PAGE.format(word))
    _written(path, word)


@pytest.mark.parametrize("word", WORDS)
def test_a_mail_from_which_a_word_of_its_format_goes_is_written(word: str, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Klachten"
    mail.set_content(f"Ook {word} zegt het.\n\nMeer staat er niet.\n")
    mail.add_alternative(PAGE.format(word), subtype="html")
    path = tmp_path / "draft.eml"
    path.write_bytes(mail.as_bytes())
    _written(path, word)


@pytest.mark.parametrize("word", OF_ODT)
def test_a_text_document_from_which_a_word_of_its_format_goes_is_written(word: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.odt"
    body = f'<text:p text:style-name="P9">Ook {word} zegt het.</text:p><text:p>Meer staat er niet.</text:p>'
    path.write_bytes(odt_made.odt(body, automatic=STYLED))
    _written(path, word)


@pytest.mark.parametrize("word", ["Page", "Root", "Width", "Contents"])
@pytest.mark.parametrize("attached", [False, True])
def test_a_pdf_from_which_a_word_of_its_format_goes_is_written(word: str, attached: bool, tmp_path: Path) -> None:
    raw = pdf_made.saved(pdf_made.drawn(pdf_made.line(f"Ook {word} zegt het."), pdf_made.line("Meer staat er niet.")))
    path = tmp_path / "draft.pdf"
    if attached:
        mail = EmailMessage()
        mail["Subject"] = "Klachten"
        mail.set_content("Zie het stuk.\n")
        mail.add_attachment(raw, maintype="application", subtype="pdf", filename="a.pdf")
        path, raw = path.with_suffix(".eml"), mail.as_bytes()
    path.write_bytes(raw)
    document, out = read_document(path), path.with_name(f"final{path.suffix}")
    write_final(document, _without(document, word), out)
    assert out.exists()
    if not attached:
        behind = out.read_bytes() + b"% Ook Quirijntje zegt het.\n"
        assert leaks(behind, _without(document, word), document)


@pytest.mark.parametrize("suffix", [".html", ".odt", ".docx"])
def test_a_word_of_somebody_in_an_attribute_is_still_a_leak(suffix: str, tmp_path: Path, word: Any) -> None:
    """Where a final copy says more than it may, what it says is looked at."""
    path = tmp_path / f"draft{suffix}"
    body = "Ook Quirijntje zegt het."
    raw = {".html": PAGE.format("Quirijntje").encode(), ".odt": odt_made.odt(f"<text:p>{body}</text:p>")}
    path.write_bytes(raw.get(suffix) or word.made(word.p(body)))
    document = read_document(path)
    edits = _without(document, "Quirijntje")
    written = format_by_kind(suffix[1:]).final(document, edits)
    assert not leaks(written, edits, document)
    inside = {
        ".html": (b"<section>", b'<section data-x="Quirijntje">'),
        ".odt": (b"<text:p", b'<text:p text:id="Quirijntje"'),
        ".docx": (b"<w:p>", b'<w:p w:rsidR="Quirijntje">'),
    }
    assert leaks(_with(written, *inside[suffix], word), edits, document)


def _with(written: bytes, old: bytes, new: bytes, word: Any) -> bytes:
    if not written.startswith(b"PK"):
        return written.replace(old, new, 1)
    files = word.contents(written)
    return bytes(word.zipped({name: data.replace(old, new, 1) for name, data in files.items()}))


def test_what_somebody_wrote_into_a_page_stays_of_it() -> None:
    page = '<p style="color:white">Ook &lt;b&gt; <a href="https://voorbeeld.example/white">hier</a><img alt="Mr White">'
    said = spoken(page)
    assert "color" not in said
    assert said.count("hite") == 2
    assert "&lt;b&gt;" in said


@pytest.mark.parametrize("name", ["Microsoft", "Picture"])
def test_a_word_document_from_which_a_word_of_its_addresses_goes_is_written(
    name: str, tmp_path: Path, word: Any
) -> None:
    setting = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    settings = word.part("settings", f"<w:compat>{setting}</w:compat>")
    path = tmp_path / "draft.docx"
    drawing = word.picture('name="Picture 1"', embed="rId2")
    path.write_bytes(word.made(word.p(f"Zij werkt bij {name} in de stad.") + drawing, settings, word.image(word.png())))
    _written(path, name)
