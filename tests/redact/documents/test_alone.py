"""What no tracked change can make is told in a comment: open while that stands, made or taken back with the rest."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import DamagedError, Document, Place, Suggestion, apply_edits, document_of
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.odt import OdtFormat
from bronwacht.redact.draft import Action, DetailType, Edit, Span

from . import odt_made as odt

FORMATS = {"docx": DocxFormat(), "odt": OdtFormat()}
PICTURES = [("Juriste", "De juriste uit Assen, Assen-Noord"), ("", "Assen op een kaart &quot;A&quot;&#10;twee  regels")]
LINK = "https://voorbeeld.example/juriste"
NOTE = "Verwijder de opmerking om het af te wijzen."
TOLD = re.compile(rb"\xe2\x80\x9c[^\xe2]*\xe2\x80\x9d \xe2\x86\x92 \xe2\x80\x9c[^\xe2]*\xe2\x80\x9d")


def drafted(kind: str, word: Any) -> Document:
    """Two pictures with alternative texts, a link, and words of the body."""
    if kind == "docx":
        pictures = "".join(word.picture(f'name="Picture 1" title="{t}" descr="{d}"') for t, d in PICTURES)
        link = f'<w:p>{word.r("Zie ")}<w:hyperlink r:id="rId9">{word.r("hier")}</w:hyperlink></w:p>'
        body = word.p("Een juriste uit Assen.") + pictures + link
        raw = word.made(body, word.image(word.png()), links={"rId9": ("hyperlink", LINK)})
    else:
        frame = '<draw:frame text:anchor-type="as-char" svg:width="1cm" svg:height="1cm">'
        frame += "<draw:text-box><text:p>x</text:p></draw:text-box>{}<svg:desc>{}</svg:desc></draw:frame>"
        frames = [frame.format(f"<svg:title>{title}</svg:title>" if title else "", desc) for title, desc in PICTURES]
        body = f"<text:p>Een juriste uit Assen.</text:p><text:p>{frames[0]}</text:p><text:p>{frames[1]}</text:p>"
        raw = odt.odt(f'{body}<text:p>Zie <text:a xlink:type="simple" xlink:href="{LINK}">hier</text:a>.</text:p>')
    return read(kind, raw)


def read(kind: str, raw: bytes) -> Document:
    return document_of(FORMATS[kind].read(raw, f"draft.{kind}"), raw, kind, f"draft.{kind}")


def edits_of(document: Document) -> list[Edit]:
    """An edit of each word of a place or a trade but for the first Assen of the pictures, which stays."""
    found = [m.span() for m in re.finditer(r"(?i)juriste|Assen", document.published_text)]
    pictured = [span for span in found if document.place_of(Span(*span)) is Place.ALT_TEXT]
    stays = next(span for span in pictured if document.text[slice(*span)] == "Assen")
    return [
        Edit((f"d{n}",), Span(*span), Action.REPLACE, f"{n}\N{LATIN SMALL LETTER E WITH DIAERESIS}", DetailType.TRIP)
        for n, span in enumerate(found)
        if span != stays
    ]


def reviewed(document: Document, edits: list[Edit]) -> bytes:
    return FORMATS[document.kind].review(document, [Suggestion(e, "[TRIP] waarom", NOTE) for e in edits])


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(params=["docx", "odt"])
def document(request: Any, word: Any) -> Document:
    return drafted(request.param, word)


def test_every_suggestion_is_open_and_comes_back(document: Document) -> None:
    edits = edits_of(document)
    assert len(edits) == 7
    raw, back = FORMATS[document.kind].settled(reviewed(document, edits), "review")
    assert read(document.kind, raw).published_text == document.published_text
    assert apply_edits(document.published_text, back) == apply_edits(document.published_text, edits)
    assert {edit.reason for edit in back} == {DetailType.TRIP}
    assert b"Bronwacht" not in b"".join(data for name, data in parts(raw).items() if "omments" not in name)


def test_the_comment_says_how_it_is_decided_on(document: Document) -> None:
    told = b"".join(parts(reviewed(document, edits_of(document))).values())
    tracked = (
        3 if document.kind == "odt" else 2
    )  # LibreOffice replaces a link as one; Word knows nothing of its address
    assert told.count(NOTE.encode()) == 7 - tracked
    assert len(TOLD.findall(re.sub(rb"<[^>]*>", b"", told))) == 7 - tracked
    assert told.count(b"(2/3)") == told.count(b"(3/3)") == 1, "the first stays"


def test_who_deletes_the_comment_rejects(document: Document) -> None:
    files = parts(reviewed(document, edits_of(document)))
    name = "content.xml" if document.kind == "odt" else "word/bronwacht-comments.xml"
    tag = b"office:annotation" if document.kind == "odt" else b"w:comment"
    comments = re.findall(rb"<%s .*?</%s>|<%s>.*?</%s>" % (tag, tag, tag, tag), files[name], re.DOTALL)
    for comment in comments:
        files[name] = files[name].replace(comment, b"", 1) if b"3/3" in comment else files[name]
    raw, back = FORMATS[document.kind].settled(repacked(files), "review")
    text = read(document.kind, raw).published_text
    assert text == document.published_text
    assert len(back) == 6
    assert "Assen op een kaart" in apply_edits(text, back)
    assert "Assen-Noord" not in apply_edits(text, back)


def test_what_somebody_wrote_by_hand_is_decided(document: Document) -> None:
    files = parts(reviewed(document, edits_of(document)))
    name = "content.xml" if document.kind == "odt" else "word/document.xml"
    files[name] = files[name].replace(b"Assen-Noord", b"een stad", 1)
    raw, back = FORMATS[document.kind].settled(repacked(files), "review")
    text = read(document.kind, raw).published_text
    assert "Assen op een kaart" not in apply_edits(text, back), "which of them is which nobody knows any more"
    assert "een stad" in apply_edits(text, back)


def test_better_words_may_be_written_into_the_comment(document: Document) -> None:
    files = parts(reviewed(document, edits_of(document)))
    name = "content.xml" if document.kind == "odt" else "word/bronwacht-comments.xml"
    old = re.search(rb"\xe2\x80\x9c(\d\xc3\xab)\xe2\x80\x9d \(3/3\)", files[name])
    assert old is not None
    files[name] = files[name].replace(old[0], b'"Drenthe" (3/3)')
    raw, back = FORMATS[document.kind].settled(repacked(files), "review")
    assert "Drenthe op een kaart" in apply_edits(read(document.kind, raw).published_text, back)


def test_a_comment_that_cannot_be_read_any_more_is_not_taken_for_decided(document: Document) -> None:
    files = parts(reviewed(document, edits_of(document)))
    name = "content.xml" if document.kind == "odt" else "word/bronwacht-comments.xml"
    files[name] = files[name].replace("“Assen” →".encode(), "Assen →".encode(), 1)
    with pytest.raises(DamagedError, match=r"^review\.x: .*delete the comment"):
        FORMATS[document.kind].settled(repacked(files), "review.x")


def test_libreoffice_keeps_what_is_open(document: Document, office: Any, tmp_path: Path) -> None:
    edits = edits_of(document)
    path = tmp_path / f"r.{document.kind}"
    path.write_bytes(reviewed(document, edits))
    with office.open(path) as opened:
        again = opened.save(tmp_path / f"again.{document.kind}").read_bytes()
        opened.accept_all()
        accepted = opened.save(tmp_path / f"accepted.{document.kind}").read_bytes()
    for raw in (again, accepted):
        settled, back = FORMATS[document.kind].settled(raw, "review")
        text = apply_edits(read(document.kind, settled).published_text, back)
        wanted = apply_edits(document.published_text, edits)
        if document.kind == "docx":
            wanted = wanted.replace("2\xeb\n\n", "", 1)  # LibreOffice drops the title of a picture
        assert text == wanted if document.kind == "odt" else re.split(r"\n+", text) == re.split(r"\n+", wanted)


def test_new_lines_and_quotes_and_spaces_come_back(document: Document) -> None:
    text = document.published_text
    start = text.index('"A"')
    edit = Edit(
        ("d1",), Span(start, len(text[:start]) + len('"A"\ntwee  re')), Action.REPLACE, ' “b”  c"', DetailType.AGE
    )
    _, back = FORMATS[document.kind].settled(reviewed(document, [edit]), "review")
    assert [(one.span, one.replacement) for one in back] == [(edit.span, edit.replacement)]
