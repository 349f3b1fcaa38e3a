"""Review copies of Word documents: LibreOffice accepts all or rejects all, and what comes back open is taken back."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import Document, Place, Reviewable, Suggestion, apply_edits
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.draft import Action, DetailType, Edit, Span

FORMAT = DocxFormat()
OTHER = 'w:id="90" w:author="Iemand" w:date="2024-01-01T00:00:00Z"'


def read(raw: bytes) -> Document:
    return document_of(FORMAT.read(raw, "draft.docx"), raw, "docx", "draft.docx")


def suggest(document: Document, *wanted: tuple[str, str], reason: DetailType = DetailType.AGE) -> list[Suggestion]:
    """A suggestion for the first published occurrence of each stretch."""
    found = []
    for number, (stretch, new) in enumerate(wanted):
        start = document.published_text.index(stretch)
        action = Action.REPLACE if new else Action.REMOVE
        edit = Edit((f"d{number}",), Span(start, start + len(stretch)), action, new, reason)
        found.append(Suggestion(edit, f"[{reason.value}] waarom\n{number}"))
    return found


def body_documents(word: Any) -> dict[str, tuple[bytes, list[tuple[str, str]]]]:
    """Documents with their text in the body, and what to suggest in each."""
    p, r, made = word.p, word.r, word.made
    bold, italic = r("Anna de ", "<w:b/>"), r("Vries", '<w:i/><w:color w:val="FF0000"/>')
    underlined = '<w:u w:val="single"/>'
    link = f'<w:hyperlink r:id="rId9">{r("haar pagina", underlined)}</w:hyperlink>'
    table = f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>{p('een cel')}</w:tc>"
    table += f"<w:tc>{p('twee cellen')}</w:tc></w:tr></w:tbl>"
    return {
        "one run": (made(p("De toen 31-jarige vrouw.")), [("31-jarige", "begin dertig")]),
        "removed": (made(p("De toen 31-jarige vrouw.")), [("31-jarige ", "")]),
        "over runs": (made(f"<w:p>{r('Met ')}{bold}{italic}{r(' erbij.')}</w:p>"), [("Anna de Vries", "een vrouw")]),
        "part of runs": (made(f"<w:p>{r('Met ')}{bold}{italic}{r(' erbij.')}</w:p>"), [("de Vr", "X")]),
        "two in one run": (made(p("een twee drie vier vijf")), [("twee", "2"), ("vier", "4")]),
        "touching": (made(p("een twee drie")), [("een ", "1 "), ("twee", "2")]),
        "all of it": (made(p("Voor") + p("Alles weg") + p("Na")), [("Alles weg", "")]),
        "tabs and breaks": (
            made("<w:p><w:r><w:t>voor</w:t><w:tab/><w:t>mid</w:t><w:br/><w:t>na</w:t></w:r></w:p>"),
            [("r\tmid\nn", "x\ty\nz")],
        ),
        "over a hyperlink": (
            made(
                f"<w:p>{r('zie ')}{link}{r(' nu')}</w:p>", links={"rId9": ("hyperlink", "https://voorbeeld.example/")}
            ),
            [("e haar pag", "X")],
        ),
        "in table cells": (made(p("Voor") + table + p("Na")), [("een", "1"), ("twee", "2")]),
        "over table cells": (made(p("Voor") + table + p("Na")), [("cel\ntwee", "X")]),
        "over paragraphs": (made(p("eerste regel") + p("tweede regel")), [("regel\n\ntweede", "X")]),
        "in an insertion": (
            made(f"<w:p>{r('Oud ')}<w:ins {OTHER}>{r('nieuw en anders')}</w:ins>{r(' einde')}</w:p>"),
            [("en", "X")],
        ),
        "over an insertion": (
            made(f"<w:p>{r('Oud ')}<w:ins {OTHER}>{r('nieuw en anders')}</w:ins>{r(' einde')}</w:p>"),
            [("anders ein", "X")],
        ),
        "beside a deletion": (
            made(f"<w:p>{r('Oud ')}<w:del {OTHER}><w:r><w:delText>weg</w:delText></w:r></w:del>{r(' einde')}</w:p>"),
            [("d  ein", "X")],
        ),
        "with others' comments": (
            made(
                f'<w:p><w:commentRangeStart w:id="3"/>{r("Tekst met")}<w:commentRangeEnd w:id="3"/><w:r>'
                f'<w:commentReference w:id="3"/></w:r>{r(" meer")}</w:p>',
                word.part("comments", f'<w:comment w:id="3" w:author="Iemand">{p("Klopt dit?")}</w:comment>'),
            ),
            [("met me", "zonder")],
        ),
    }


NAMES = (
    *("one run", "removed", "over runs", "part of runs", "two in one run", "touching", "all of it", "tabs and breaks"),
    *("over a hyperlink", "in table cells", "over table cells", "over paragraphs", "in an insertion"),
    *("over an insertion", "beside a deletion", "with others' comments"),
)


@pytest.fixture
def case(request: Any, word: Any) -> tuple[Document, list[Suggestion]]:
    raw, wanted = body_documents(word)[request.param]
    document = read(raw)
    return document, suggest(document, *wanted)


def looks(office: Any, path: Path, raw: bytes, *, accept: bool) -> Any:
    """The paragraphs and their formatting after LibreOffice accepted or rejected all."""
    path.write_bytes(raw)
    with office.open(path) as opened:
        opened.accept_all() if accept else opened.reject_all()
        return opened.portions()


@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_libreoffice_rejects_all_to_the_original(case: Any, office: Any, tmp_path: Path) -> None:
    document, suggestions = case
    review = FORMAT.review(document, suggestions)
    rejected = looks(office, tmp_path / "r.docx", review, accept=False)
    assert rejected == looks(office, tmp_path / "o.docx", document.raw, accept=False)


@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_libreoffice_accepts_all_to_the_edited(case: Any, office: Any, tmp_path: Path) -> None:
    document, suggestions = case
    path = tmp_path / "r.docx"
    path.write_bytes(FORMAT.review(document, suggestions))
    with office.open(path) as opened:
        assert {change["author"] for change in opened.changes()} >= {"Bronwacht"}
        comments = [comment["text"] for comment in opened.comments() if comment["author"] == "Bronwacht"]
        assert sorted(comments) == sorted(s.comment for s in suggestions)
        opened.accept_all()
        saved = read(opened.save(tmp_path / "a.docx").read_bytes())
    text = apply_edits(document.published_text, [edit for s in suggestions for edit in fitted(document, s.edit)])
    assert flowing(saved.published_text) == flowing(text)
    final = FORMAT.final(read(document.raw), [s.edit for s in suggestions])
    edited = looks(office, tmp_path / "f.docx", final, accept=True)
    assert without_links(looks(office, tmp_path / "r.docx", path.read_bytes(), accept=True)) == without_links(edited)


def fitted(document: Document, edit: Edit) -> list[Edit]:
    """An edit that runs over a break of paragraphs or cells keeps the break."""
    stretch, start = edit.span.of(document.text), edit.span.start
    over_break = "\n\n" in stretch or (document.place_of(edit.span) is Place.TABLE and "\n" in stretch)
    spans = [m.span() for m in re.finditer(r"[^\n]+", stretch)] if over_break else [(0, len(stretch))]
    return [
        replace(edit, span=Span(start + first, start + last), replacement="" if first else edit.replacement)
        for first, last in spans
    ]


def flowing(text: str) -> str:
    return re.sub(r"\n+", "\n", text).strip("\n")


def without_links(portions: Any) -> Any:
    """A final copy takes a hyperlink apart when its words are edited; a tracked change cannot, and its look stays."""
    joined: list[Any] = []
    for style, found in portions:
        line: list[Any] = []
        for text, look in found:
            look = {k: v for k, v in look.items() if k not in ("HyperLinkURL", "CharStyleName")}
            if line and line[-1][1] == look:
                line[-1][0] += text
            else:
                line.append([text, look])
        joined += [[style, line]] if line else []
    return joined


@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_what_is_open_is_taken_back(case: Any) -> None:
    document, suggestions = case
    review = FORMAT.review(document, suggestions)
    raw, edits = FORMAT.settled(review, "review.docx")
    back = read(raw)
    assert back.text == document.text
    assert [(edit.span, edit.replacement, edit.reason) for edit in edits] == [
        (s.edit.span, s.edit.replacement, s.edit.reason) for s in suggestions
    ]
    assert b"Bronwacht" not in b"".join(data for name, data in sorted(parts(raw).items()) if "omment" not in name)
    assert FORMAT.settled(raw, "x")[1] == ()


def parts(raw: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_libreoffice_accepted_is_text_and_what_it_saved_open_comes_back(
    word: Any, office: Any, tmp_path: Path
) -> None:
    document = read(word.made(word.p("De toen 31-jarige vrouw uit Assen.") + word.p("Een tweede zin over Assen.")))
    review = FORMAT.review(document, suggest(document, ("31-jarige", "dertiger"), ("tweede", "andere")))
    path = tmp_path / "r.docx"
    path.write_bytes(review)
    with office.open(path) as opened:
        again = opened.save(tmp_path / "again.docx").read_bytes()
        opened.accept_all()
        accepted = opened.save(tmp_path / "accepted.docx").read_bytes()
    raw, edits = FORMAT.settled(again, "again.docx")
    assert read(raw).published_text == document.published_text
    assert [(e.span.of(read(raw).text), e.replacement, e.reason) for e in edits] == [
        ("31-jarige", "dertiger", DetailType.AGE),
        ("tweede", "andere", DetailType.AGE),
    ]
    raw, edits = FORMAT.settled(accepted, "accepted.docx")
    assert edits == ()
    assert read(raw).published_text == "De toen dertiger vrouw uit Assen.\n\nEen andere zin over Assen."


def test_all_but_the_changes_is_byte_for_byte(word: Any) -> None:
    document = read(word.made(word.p("een twee"), word.part("styles", ""), extra={"docProps/x.bin": b"\x00\x01"}))
    before, after = parts(document.raw), parts(FORMAT.review(document, suggest(document, ("twee", "drie"))))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/bronwacht-comments.xml",
    }


def test_notes_headers_and_boxes_have_their_comment_where_word_allows_it(
    word: Any, office: Any, tmp_path: Path
) -> None:
    note = '<w:footnote w:id="2">' + word.p("noot van Jan") + "</w:footnote>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
    body = (
        word.p("Eerste")
        + f'<w:p>{word.r("Tekst")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        + word.box("kader Jan")
    )
    raw = word.made(
        body, word.part("footnotes", note), word.part("header", word.p("kop Jan"), root="hdr"), section=section
    )
    document = read(raw)
    wanted = suggest(document, ("noot van Jan", "noot"), ("kop Jan", "kop"), ("kader Jan", "kader"))
    review = FORMAT.review(document, wanted)
    held = parts(review)
    assert held["word/document.xml"].count(b"<w:commentReference ") == 3
    assert b"comment" not in held["word/footnotes1.xml"] + held["word/header1.xml"]
    inside = re.search(rb"<w:txbxContent>.*?</w:txbxContent>", held["word/document.xml"], re.S)
    assert inside is not None
    assert b"commentR" not in inside[0]
    assert held["word/document.xml"].count(b"<w:ins w:id=") == 2, "the two copies of the box"
    raw, edits = FORMAT.settled(review, "x")
    assert read(raw).text == document.text
    assert sorted(edit.replacement for edit in edits) == ["kader", "kop", "noot"]
    path = tmp_path / "r.docx"
    path.write_bytes(review)
    with office.open(path) as opened:
        opened.accept_all()
        text = read(opened.save(tmp_path / "a.docx").read_bytes()).text
    assert "Jan" not in text


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_keep_their_words_beside_comments(word: Any, office: Any, tmp_path: Path, kind: str) -> None:
    mark = f'<w:r><w:{kind}Reference w:id="{{}}"/></w:r>'
    notes = "".join(f'<w:{kind} w:id="{n}">{word.p(f"noot {n} van Jan {n}")}</w:{kind}>' for n in (2, 3, 4))
    body = f"<w:p>{word.r('Eerst Jan a')}{mark.format(2)}</w:p>{word.p('Dan Jan b')}<w:p>{mark.format(3)}</w:p>"
    body += f"<w:p>{word.r('Ook Jan c')}<w:hyperlink w:anchor='x'>{mark.format(4)}</w:hyperlink>{word.r('Jan d')}</w:p>"
    raw = word.made(body, word.part(f"{kind}s", notes))
    document = read(raw)
    wanted = suggest(document, *((f"Jan {end}", f"iemand {end}") for end in "abcd234"))
    review = FORMAT.review(document, wanted)
    assert FORMAT.read(FORMAT.settled(review, "x")[0], "x").text == document.text
    path = tmp_path / "r.docx"
    path.write_bytes(review)
    for accept in (False, True):
        with office.open(path) as opened:
            assert len(opened.comments()) == len(wanted)
            opened.accept_all() if accept else opened.reject_all()
            saved = read(opened.save(tmp_path / f"{accept}.docx").read_bytes())
        text = apply_edits(document.text, [s.edit for s in wanted]) if accept else document.text
        assert re.findall(r"(?:Jan|iemand) \w", saved.published_text) == re.findall(r"(?:Jan|iemand) \w", text)


def test_what_no_change_can_say_gets_a_comment_alone(word: Any) -> None:
    body = word.p("x") + word.picture('name="Picture 1" descr="Anna lacht"')
    document = read(word.made(body, word.image(word.png())))
    held = parts(FORMAT.review(document, suggest(document, ("Anna", "Iemand"), reason=DetailType.NAME)))
    assert b"[NAME] waarom" in held["word/bronwacht-comments.xml"]
    assert b"<w:del " not in held["word/document.xml"]
    assert b'descr="Anna lacht"' in held["word/document.xml"]


def test_new_words_alone_stay_when_their_deletion_was_accepted(word: Any) -> None:
    document = read(word.made(word.p("een twee drie")))
    review = FORMAT.review(document, suggest(document, ("twee", "2")))
    held = parts(review)
    accepted = re.sub(rb"<w:del .*?</w:del>", b"", held["word/document.xml"])
    again = repack({**held, "word/document.xml": accepted})
    raw, edits = FORMAT.settled(again, "x")
    assert edits == ()
    assert read(raw).text == "een 2 drie"


def repack(files: dict[str, bytes]) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_the_format_is_reviewable() -> None:
    assert isinstance(FORMAT, Reviewable)


def test_the_reason_is_known_when_the_comment_was_thrown_away(word: Any) -> None:
    document = read(word.made(word.p("een twee drie")))
    held = parts(FORMAT.review(document, suggest(document, ("twee", "2"), reason=DetailType.TRIP)))
    name = "word/bronwacht-comments.xml"
    held[name] = re.sub(rb"<w:comment .*</w:comment>", b"", held[name])
    assert [edit.reason for edit in FORMAT.settled(repack(held), "x")[1]] == [DetailType.TRIP]


def test_a_document_that_refers_to_nothing_gets_its_comment(word: Any) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word.made(word.p("De toen 31-jarige vrouw.")))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            if name != "word/_rels/document.xml.rels":
                new.writestr(name, old.read(name))
    document = read(out.getvalue())
    copy = FORMAT.review(document, suggest(document, ("31-jarige", "begin dertig")))
    raw, edits = FORMAT.settled(copy, "draft.docx")
    assert read(raw).published_text == document.published_text
    assert [edit.replacement for edit in edits] == ["begin dertig"]
