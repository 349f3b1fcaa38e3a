"""Review copies: accepted they are the edited document, rejected the original, in LibreOffice and taken back by us."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from bronwacht.redact.documents import (
    DamagedError,
    Document,
    EditError,
    Format,
    Place,
    Reviewable,
    Suggestion,
    apply_edits,
)
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from bronwacht.redact.reviewed import review_copy
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from . import odt_made as made


def tracked(kind: str, name: str, content: str = "") -> str:
    return (
        f'<text:changed-region xml:id="{name}" text:id="{name}"><text:{kind}><office:change-info><dc:creator>Jan'
        f"</dc:creator><dc:date>2024-01-02T03:04:05</dc:date></office:change-info>{content}</text:{kind}>"
        "</text:changed-region>"
    )


NOTE = (
    '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
)
BOX = (
    '<draw:frame draw:style-name="fr1" text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm">'
    "<draw:text-box><text:p>In het vak staat Anna.</text:p></draw:text-box>"
    "<svg:title>Anna op de foto</svg:title></draw:frame>"
)
CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
BODY = f"""<text:h text:style-name="Heading_20_1" text:outline-level="1">Kop over Anna</text:h>
<text:p text:style-name="P1">Een <text:span text:style-name="T1">vette </text:span><text:span text:style-name="T2">en
schuine</text:span> zin<text:tab/>met tab<text:s text:c="3"/>en spaties</text:p>
<text:p>De <text:a xlink:type="simple" xlink:href="https://a.example/anna">link van Anna</text:a> en
<text:a xlink:type="simple" xlink:href="https://b.example/doel">het doel</text:a>.</text:p>
<text:p>Met een voetnoot{NOTE.format("footnote", "In de noot staat Anna.")} en een eindnoot
{NOTE.format("endnote", "Achteraan staat zij ook.")}.</text:p>
<table:table table:name="T"><table:table-column/><table:table-column/>
<table:table-row>{CELL.format("cel Anna")}{CELL.format("tweede")}</table:table-row></table:table>
<text:p>Bij het vak{BOX} en verder.</text:p>
<text:p>Van <text:sender-lastname text:fixed="true">Anna Visser</text:sender-lastname>, getekend.</text:p>
<text:list><text:list-item><text:p>punt een</text:p></text:list-item><text:list-item><text:p>punt twee</text:p>
</text:list-item></text:list>"""
PAGES = (
    "<style:header><text:p>Boven staat Anna.</text:p></style:header><style:footer><text:p>Pagina "
    '<text:page-number text:select-page="current">1</text:page-number> van Anna</text:p></style:footer>'
)
EDITS = {
    "heading": ("over Anna", "over iemand"),
    "across spans": ("vette en schuine", "lange"),
    "spans again": ("zin\tmet", "regel\n met"),
    "spaces": ("   en", " en  "),
    "in a link": ("van Anna", "van iemand"),
    "a whole link": ("het doel", "iets"),
    "footnote": ("noot staat Anna", "noot staat iemand"),
    "endnote": ("zij ook", "niemand"),
    "cell": ("cel Anna", "cel"),
    "whole cell": ("tweede", ""),
    "text box": ("vak staat Anna", "vak staat iemand"),
    "field": ("Anna Visser, get", "iemand, get"),
    "list": ("punt twee", ""),
    "header": ("Boven staat Anna", "Boven staat iemand"),
    "footer with its number": ("1 van Anna", "2"),
    "target": ("a.example/anna", "a.example/"),
    "alt text": ("Anna op", "Iemand op"),
}


def document() -> Document:
    return made.document(made.odt(BODY, pages=PAGES))


def chosen(text: str, names: Sequence[str] = tuple(EDITS)) -> list[Edit]:
    return [made.edit(text, *EDITS[name], DetailType.AGE) for name in names]


def review(read: Document, edits: Sequence[Edit]) -> bytes:
    return bytes(made.ODT.review(read, [Suggestion(edit, "dan blijven er meer over") for edit in edits]))


def opened_text(office: Any, raw: bytes, folder: Path, what: str = "") -> tuple[str, Any]:
    """What LibreOffice makes of a document: its text as saved again, and the looks of its body."""
    (folder / "in.odt").write_bytes(raw)
    with office.open(folder / "in.odt") as opened:
        if what:
            getattr(opened, f"{what}_all")()
        looks = opened.portions()
        saved = opened.save(folder / "out.odt").read_bytes()
    return made.document(saved).published_text, looks


def test_the_format_can_be_reviewed() -> None:
    assert isinstance(made.ODT, Reviewable)
    kinds: Format = made.ODT
    assert kinds.kinds == {".odt": "odt"}


@pytest.mark.parametrize("name", ["across spans", "a whole link", "field", "header", ""])
def test_libreoffice_rejects_and_accepts(office: Any, tmp_path: Path, name: str) -> None:
    read = document()
    edits = chosen(read.text, [name] if name else tuple(EDITS))
    copy = review(read, edits)
    original = opened_text(office, read.raw, tmp_path)
    assert opened_text(office, copy, tmp_path, "reject") == original
    inside = [edit for edit in edits if read.place_of(edit.span) is not Place.ALT_TEXT]
    edited = opened_text(office, made.ODT.final(read, inside), tmp_path)
    accepted = opened_text(office, copy, tmp_path, "accept")
    assert accepted[1] == edited[1]
    # LibreOffice counts pages itself: where the number stays a field, it may be another.
    assert accepted[0] == edited[0]


def test_each_suggestion_has_a_comment_and_its_reason(office: Any, tmp_path: Path) -> None:
    read = document()
    names = ["heading", "across spans", "footnote", "header"]
    path = tmp_path / "review.odt"
    path.write_bytes(review(read, chosen(read.text, names)))
    with office.open(path) as opened:
        comments, changes = opened.comments(), opened.changes()
    assert sorted(comment["text"] for comment in comments) == ["[AGE] dan blijven er meer over"] * len(names)
    assert {comment["author"] for comment in comments} == {"Bronwacht"}
    assert {change["author"] for change in changes} == {"Bronwacht"}
    assert {change["type"] for change in changes} == {"Insert", "Delete"}
    assert all(change["comment"].startswith("[AGE] ") for change in changes)


def test_a_comment_that_begins_with_the_code_is_not_given_it_twice() -> None:
    read = document()
    edit = chosen(read.text, ["heading"])[0]
    copy = made.ODT.review(read, [Suggestion(edit, "[AGE] omdat\nhet scheelt")])
    assert made.document(copy).text.count("[AGE]") == 2  # the comment, and the change's own


# What others did


OTHERS = {
    "in an insertion": (
        f"<text:tracked-changes>{tracked('insertion', 'c1')}</text:tracked-changes>"
        "<text:p>Zij <text:change-start text:change-id='c1'/>heet Anna toch"
        "<text:change-end text:change-id='c1'/> zo.</text:p>",
        ("Anna", "Bo"),
    ),
    "over the edge of an insertion": (
        f"<text:tracked-changes>{tracked('insertion', 'c1')}</text:tracked-changes>"
        "<text:p>Zij <text:change-start text:change-id='c1'/>heet Anna"
        "<text:change-end text:change-id='c1'/> toch.</text:p>",
        ("Anna toch", "Bo"),
    ),
    "over a deletion": (
        f"<text:tracked-changes>{tracked('deletion', 'c1', '<text:p>lieve </text:p>')}</text:tracked-changes>"
        "<text:p>Zij heet <text:change text:change-id='c1'/>Anna.</text:p>",
        ("heet Anna", "is Bo"),
    ),
    "beside a deletion": (
        f"<text:tracked-changes>{tracked('deletion', 'c1', '<text:p>lieve </text:p>')}</text:tracked-changes>"
        "<text:p>Zij heet <text:change text:change-id='c1'/>Anna.</text:p>",
        ("Anna", "Bo"),
    ),
    "with a comment": (
        "<text:p>Zij heet <office:annotation><dc:creator>Jan</dc:creator><dc:date>2024-01-02T03:04:05</dc:date>"
        "<text:p>[AGE] echt?</text:p></office:annotation>Anna.</text:p>",
        ("heet Anna", "is Bo"),
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_others_changed_is_theirs(office: Any, tmp_path: Path, name: str) -> None:
    body, (old, new) = OTHERS[name]
    read = made.document(made.odt(body))
    edits = [made.edit(read.text, old, new)]
    copy = review(read, edits)
    for what in ("accept", "reject"):
        expected = opened_text(office, read.raw, tmp_path, what)
        if what == "reject":
            assert opened_text(office, copy, tmp_path, what)[0] == expected[0]
        else:
            assert opened_text(office, copy, tmp_path, what)[0] == apply_edits(read.published_text, edits)
    raw, back = made.ODT.settled(copy, "review.odt")
    again = made.document(raw)
    assert again.text == read.text
    assert again.passages == read.passages
    assert [(edit.span, edit.replacement) for edit in back] == [(edits[0].span, edits[0].replacement)]


# Taken back


def test_all_open_is_taken_back() -> None:
    read = document()
    edits = chosen(read.text)
    raw, back = made.ODT.settled(review(read, edits), "review.odt")
    again = made.document(raw)
    assert again.text == read.text
    assert again.passages == read.passages
    assert apply_edits(again.published_text, back) == apply_edits(read.published_text, edits)
    assert {edit.reason for edit in back} == {DetailType.AGE}
    assert b"Bronwacht" not in b"".join(made.unzipped(raw).values())


def test_nothing_open_is_nothing_taken_back() -> None:
    read = document()
    raw, back = made.ODT.settled(read.raw, "draft.odt")
    assert back == ()
    assert made.document(raw).text == read.text


def test_all_open_is_taken_back_after_libreoffice(office: Any, tmp_path: Path) -> None:
    read = document()
    edits = chosen(read.text)
    (tmp_path / "review.odt").write_bytes(review(read, edits))
    saved = office.convert(tmp_path / "review.odt", tmp_path / "saved.odt").read_bytes()
    raw, back = made.ODT.settled(saved, "saved.odt")
    again = made.document(raw)
    assert again.published_text == read.published_text
    assert apply_edits(again.published_text, back) == apply_edits(read.published_text, edits)
    assert b"Bronwacht" not in b"".join(made.unzipped(raw).values())


def test_decisions_of_an_editor(office: Any, tmp_path: Path) -> None:
    """LibreOffice accepts the first, rejects the second, and leaves the third."""
    read = made.document(made.odt("<text:p>Anna is 31 en werkt hier.</text:p>"))
    pairs = [("Anna", "Zij"), ("31", "begin dertig"), ("hier", "ergens")]
    edits = [made.edit(read.text, old, new, DetailType.TRIP) for old, new in pairs]
    (tmp_path / "review.odt").write_bytes(review(read, edits))
    with office.open(tmp_path / "review.odt") as opened:
        opened.dispatch(".uno:GoToStartOfDoc")
        for what in ("Accept", "Accept", "Reject", "Reject"):
            opened.dispatch(".uno:NextTrackedChange")
            opened.dispatch(f".uno:{what}TrackedChange")
        left = opened.changes()
        saved = opened.save(tmp_path / "decided.odt").read_bytes()
    assert len(left) == 2
    raw, back = made.ODT.settled(saved, "decided.odt")
    again = made.document(raw)
    assert again.published_text == "Zij is 31 en werkt hier."
    assert [(edit.span.of(again.text), edit.replacement, edit.reason) for edit in back] == [
        ("hier", "ergens", DetailType.TRIP)
    ]


def test_an_insertion_whose_deletion_was_accepted_is_accepted() -> None:
    read = made.document(made.odt("<text:p>Zij heet Anna.</text:p>"))
    parts = made.unzipped(review(read, [made.edit(read.text, "Anna", "Bo")]))
    content = parts["content.xml"].decode()
    mark = content.partition("<text:change ")[2].partition("/>")[0]
    parts["content.xml"] = content.replace(f"<text:change {mark}/>", "").encode()
    raw, back = made.ODT.settled(made.zipped(parts), "review.odt")
    assert (made.document(raw).text, back) == ("Zij heet Bo.", ())


def test_a_deletion_whose_insertion_was_rejected_is_a_removal() -> None:
    read = made.document(made.odt("<text:p>Zij heet Anna.</text:p>"))
    parts = made.unzipped(review(read, [made.edit(read.text, "Anna", "Bo")]))
    before, start, rest = parts["content.xml"].decode().partition("<text:change-start ")
    after = rest.partition("<text:change-end ")[2].partition("/>")[2]
    assert start
    parts["content.xml"] = (before + after).encode()
    raw, back = made.ODT.settled(made.zipped(parts), "review.odt")
    assert made.document(raw).text == read.text
    assert [(edit.span.of(read.text), edit.action, edit.replacement) for edit in back] == [("Anna", Action.REMOVE, "")]


def test_edits_that_overlap_are_refused() -> None:
    read = document()
    edits = [made.edit(read.text, "over Anna", "x"), made.edit(read.text, "Anna", "y")]
    with pytest.raises(EditError):
        review(read, edits)


def test_what_stands_behind_a_comment_of_xml_beside_an_insertion_is_reviewed() -> None:
    inserted = '<text:change-start text:change-id="ct1"/>Nieuw<text:change-end text:change-id="ct1"/>'
    body = (
        f"<text:tracked-changes>{tracked('insertion', 'ct1')}</text:tracked-changes>"
        f"<text:p>{inserted} is<!-- Piet --> dat Karin belde.</text:p><text:p><!-- Piet -->Karin zei het.</text:p>"
    )
    read = made.document(made.odt(body))
    for nth in (0, 1):
        raw = review(read, [made.edit(read.text, "Karin", "iemand", nth=nth)])
        assert made.document(raw).text.count("iemand") == 1


PIECES = (
    '<text:p>Zij las <text:a xlink:type="simple" xlink:href="https://a.example/brief">het eerste</text:a>'
    '<text:a xlink:type="simple" xlink:href="https://a.example/brief"><text:span text:style-name="T1"> stuk</text:span>'
    '</text:a><text:a xlink:type="simple" xlink:href="https://a.example/brief"> van Anna</text:a> in de trein.</text:p>'
)


@pytest.mark.parametrize("words", ["trein", "stuk", "eerste stuk", "Anna in", "brief"])
def test_a_link_in_pieces_is_one_link(words: str) -> None:
    document = made.document(made.odt(PIECES))
    assert document.text.count("https://a.example/brief") == 1
    suggestions = [Suggestion(made.edit(document.text, words, "iets"), "[NAME] omdat")]
    back, found = made.ODT.settled(review_copy(document, suggestions), document.name)
    assert made.document(back).text == document.text
    assert apply_edits(document.text, found) == document.text.replace(words, "iets")


def test_links_side_by_side_that_differ_stay_two() -> None:
    other = PIECES.replace("brief", "ander", 1)
    assert [made.document(made.odt(other)).text.count(f"https://a.example/{w}") for w in ("ander", "brief")] == [1, 1]


def test_no_suggestions_change_nothing() -> None:
    read = document()
    assert made.document(review(read, [])).text == read.text


def test_suggestions_that_were_taken_apart_are_damage() -> None:
    read = made.document(made.odt("<text:p><text:span text:style-name='T1'>Zij</text:span>heet.</text:p>"))
    parts = made.unzipped(review(read, [made.edit(read.text, "heet", "is")]))
    content = parts["content.xml"].decode()
    assert content.count("<text:change-end") == 2
    parts["content.xml"] = (
        content.replace("heet<text:change-end", "<text:span>heet<text:change-end", 1)
        .replace("<text:change-start", "</text:span><text:change-start", 2)
        .replace("</text:span><text:change-start", "<text:change-start", 1)
        .encode()
    )
    with pytest.raises(DamagedError, match=r"^review\.odt: "):
        made.ODT.settled(made.zipped(parts), "review.odt")


# Whatever the formatting


STYLES = ("", "", "T1", "T2", "T3", "link", "field")
LAYERED = (*STYLES, "T1+T2")  # LibreOffice forgets one of two spans in whatever document, when they span a paragraph


def run(style: str, text: str, where: str) -> str:
    signs = {"&": "&amp;", "<": "&lt;", "\t": "<text:tab/>", "\n": "<text:line-break/>", " ": "<text:s/>"}
    inside = "".join(signs.get(char, char) for char in text)
    for name in filter(None, reversed(style.split("+"))):
        opened = {
            "link": f'text:a xlink:type="simple" xlink:href="https://a.example/{where}"',
            "field": 'text:sender-city text:fixed="true"',
        }.get(name, f'text:span text:style-name="{name}"')
        shown = "".join(text.split()) or "x" if name == "field" else inside
        inside = f"<{opened}>{shown}</{opened.split()[0]}>"
    return inside


def random_case(seed: int, paragraphs: int, styles: Sequence[str] = LAYERED) -> tuple[Document, list[Edit]]:
    chance = random.Random(seed)
    body = ["<text:p>kop</text:p>"]
    for n in range(paragraphs):
        runs = [
            run(chance.choice(styles), "".join(chance.choices("abc de  \t", k=chance.randint(1, 7))), f"{n}-{m}")
            for m in range(chance.randint(1, 6))
        ]
        body.append(f'<text:p text:style-name="{chance.choice(("P1", "Standard"))}">{"".join(runs)}</text:p>')
    read = made.document(made.odt("".join(body)))
    length = read.published_text.find("\n\nhttps://") % (len(read.published_text) + 1)
    cuts = sorted(chance.sample(range(length), k=min(length, paragraphs * 3) // 2 * 2))
    edits = [
        Edit(
            (f"d{a}",),
            Span(a, b),
            Action.REPLACE,
            "".join(chance.choices("xyz \t", k=chance.randint(0, 5))),
            DetailType.TRIP,
        )
        for a, b in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    return read, edits


def final_text(read: Document, edits: Sequence[Edit]) -> str:
    return str(made.document(made.ODT.final(read, edits)).text)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_libreoffice_over_any_formatting(office: Any, tmp_path: Path, seed: int) -> None:
    read, edits = random_case(seed, 6, STYLES)
    copy = review(read, edits)
    assert opened_text(office, copy, tmp_path, "reject") == opened_text(office, read.raw, tmp_path)
    assert opened_text(office, copy, tmp_path, "accept") == opened_text(office, made.ODT.final(read, edits), tmp_path)
    (tmp_path / "review.odt").write_bytes(copy)
    office.convert(tmp_path / "review.odt", tmp_path / "saved.odt")
    raw, back = made.ODT.settled((tmp_path / "saved.odt").read_bytes(), "saved.odt")
    again = made.document(raw)
    assert again.published_text == read.published_text
    assert final_text(again, back) == final_text(read, edits)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_taken_back_over_any_formatting(seed: int, paragraphs: int) -> None:
    read, edits = random_case(seed, paragraphs)
    raw, back = made.ODT.settled(review(read, edits), "review.odt")
    again = made.document(raw)
    assert again.text == read.text
    assert final_text(again, back) == final_text(read, edits)


# Documents that LibreOffice made


def test_what_libreoffice_makes_of_a_docx(office: Any, tmp_path: Path) -> None:
    made_docx = docx.Document()
    made_docx.add_heading("Kop over Anna", 1)
    paragraph = made_docx.add_paragraph("Zij heet ")
    paragraph.add_run("Anna").bold = True
    paragraph.add_run(" Visser.")
    made_docx.add_paragraph("punt van Anna", style="List Bullet")
    made_docx.add_table(2, 2).cell(0, 0).text = "cel van Anna"
    made_docx.sections[0].header.paragraphs[0].text = "Boven Anna"
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    made_docx.add_picture(out)
    made_docx.core_properties.author = "Anna de schrijver"
    made_docx.save(tmp_path / "a.docx")
    raw = office.convert(tmp_path / "a.docx", tmp_path / "a.odt").read_bytes()
    check_made(office, tmp_path, raw, 5)


def test_what_libreoffice_makes_of_a_page(office: Any, tmp_path: Path) -> None:
    page = (
        "<html><head><title>Over Anna</title></head><body><h1>Anna</h1><p>Zij heet <b>An</b>na, "
        "<a href='https://a.example/Anna'>zie Anna</a>.<table><tr><td>Anna<td>b</table><ol><li>Anna</ol></body></html>"
    )
    (tmp_path / "a.html").write_text(page)
    with office.open(tmp_path / "a.html") as opened:
        opened.office.order("save", opened.handle, str(tmp_path / "a.odt"), "writer8")
    check_made(office, tmp_path, (tmp_path / "a.odt").read_bytes(), 6)


def check_made(office: Any, folder: Path, raw: bytes, places: int) -> None:
    read = made.document(raw)
    assert read.published_text.count("Anna") == places
    edits = [made.edit(read.text, "Anna", "Bo", nth=n) for n in range(places)]
    written = made.ODT.final(read, edits)
    assert made.ODT.leaks(read, edits, written) == ()
    assert not any(b"Anna" in part for part in made.unzipped(written).values())
    text, looks = opened_text(office, written, folder)
    assert "Anna" not in text
    assert text.count("Bo") >= places
    before = opened_text(office, raw, folder)[1]
    for (style, _), (old, _) in zip(looks, before, strict=True):
        assert style == old or re.fullmatch(r"S\d+", style)  # a style that is not LibreOffice's own has a name of ours
