"""Text documents: what is read in which order, edits that run across formatting, and files that are refused."""

from __future__ import annotations

from pathlib import Path

import odfdo
import pytest
from bronwacht.errors import InputError
from bronwacht.redact.documents import (
    DamagedError,
    DangerousError,
    Document,
    EmptyError,
    LeakKind,
    Place,
    UnsupportedError,
    read_document,
    write_final,
)
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from . import odt_made as made

TEXT_NS = made.NAMESPACES["text"]


def read(body: str, **more: str) -> str:
    return str(made.document(made.odt(body, **more)).published_text)


def final(body: str, *edits: tuple[str, str]) -> str:
    document = made.document(made.odt(body))
    chosen = [made.edit(document.published_text, old, new) for old, new in edits]
    written = made.ODT.final(document, chosen)
    content = made.unzipped(written)["content.xml"]
    root = etree.fromstring(content)
    paragraphs = [etree.tostring(p).decode() for p in root.iter(f"{{{TEXT_NS}}}p")]
    shorter = [p.partition(">")[2].rpartition("</text:p>")[0] for p in paragraphs]
    return "\n".join(shorter)


# What is read


def test_who_made_a_comment_and_when_is_not_one_word() -> None:
    remark = "<office:annotation><dc:creator>Margriet</dc:creator><dc:date>2024-01-02T03:04:05</dc:date><text:p>Klopt?"
    text = made.document(made.odt(f"<text:p>Tekst{remark}</text:p></office:annotation>.</text:p>")).text
    assert "\nMargriet\nKlopt?" in text
    assert "2024" not in text


def test_the_template_of_word_is_not_read(tmp_path: Path) -> None:
    document = odfdo.Document("text")
    document.body.append(odfdo.Paragraph("Tekst."))
    document.meta.set_user_defined_metadata("AppVersion", "Normal.dotm")
    document.meta.set_user_defined_metadata("Bron", "Margriet")
    document.save(tmp_path / "word.odt")
    text = made.document((tmp_path / "word.odt").read_bytes()).text
    assert "Normal" not in text
    assert "AppVersion" not in text
    assert "Margriet" in text


def test_names_that_programs_give_are_not_read() -> None:
    names = ("Tabel1", "Sect1", "List_20_Bullet_20_2", "WWNum3")
    sections = "".join(f'<text:section text:name="{name}"><text:p>x</text:p></text:section>' for name in names)
    text = made.document(
        made.odt(f"{sections}<text:section text:name='Bron Margriet'><text:p>x</text:p></text:section>")
    ).text
    assert not [name for name in names if name.replace("_20_", " ") in text]
    assert "Bron Margriet" in text


def test_order_and_what_is_between() -> None:
    box = "<draw:frame><draw:text-box><text:p>vak</text:p></draw:text-box><svg:title>alt</svg:title></draw:frame>"
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>noot</text:p></text:note-body></text:note>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        f'<text:h text:outline-level="1">Kop</text:h><text:p>Een{note} en {box}twee</text:p>'
        f"<table:table><table:table-row>{cell.format('a')}{cell.format('b')}</table:table-row>"
        f"<table:table-row>{cell.format('c')}{cell.format('d')}</table:table-row></table:table>"
        "<text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list>"
        '<text:p>Zie <text:a xlink:href="https://a.example/">hier</text:a>.</text:p>'
    )
    pages = "<style:header><text:p>boven</text:p></style:header><style:footer><text:p>onder</text:p></style:footer>"
    document = made.document(made.odt(body, pages=pages))
    assert document.published_text == (
        "Kop\n\nEen en twee\n\nvak\n\na\nb\nc\nd\n\npunt\n\nZie hier.\n\nnoot\n\nboven\n\nonder\n\nalt\n\nhttps://a.example/"
    )
    places = [(passage.place, passage.span.of(document.text)) for passage in document.passages]
    assert places == [
        (Place.BODY, "Kop\n\nEen en twee"),
        (Place.TEXT_BOX, "vak"),
        (Place.TABLE, "a\nb\nc\nd"),
        (Place.BODY, "punt\n\nZie hier."),
        (Place.FOOTNOTE, "noot"),
        (Place.HEADER, "boven"),
        (Place.FOOTER, "onder"),
        (Place.ALT_TEXT, "alt"),
        (Place.LINK, "https://a.example/"),
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("  a \n\t b ", "a b "),
        ("a<text:s/>b", "a b"),
        ('a<text:s text:c="3"/> b', "a    b"),
        ("a<text:tab/>b<text:line-break/> c", "a\tb\n c"),
        ("a <text:span> b</text:span> c", "a b c"),
        ("<text:span> a</text:span>", "a"),
        ("a<text:soft-page-break/>b", "ab"),
        ("a<text:bookmark text:name='x'/>b", "ab"),
        ("a<!-- x -->b<?x y?>c", "abc"),
        ("a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>r</text:ruby-text></text:ruby>c", "abc\n\nr"),
        ("", ""),
    ],
)
def test_signs_and_white_space(inside: str, text: str) -> None:
    assert read(f"<text:p>voor</text:p><text:p>{inside}</text:p>") == f"voor\n\n{text}"


@pytest.mark.parametrize(
    "inside", ["  a \n\t b ", 'a<text:s text:c="3"/> b', "a <text:span> b</text:span> c", " a<text:tab/> b"]
)
def test_white_space_is_read_as_libreoffice_reads_it(office: object, tmp_path: Path, inside: str) -> None:
    raw = made.odt(f"<text:p>{inside}</text:p>")
    (tmp_path / "a.odt").write_bytes(raw)
    with office.open(tmp_path / "a.odt") as opened:  # type: ignore[attr-defined]
        assert opened.text() == made.document(raw).text.split("\n\n")[0]


def test_a_document_of_odfdo(tmp_path: Path) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Kop"))
    document.body.append(odfdo.Paragraph("Zij heet Anna\tVisser  en\nwoont hier."))
    note = odfdo.Paragraph("Met noot.")
    note.insert_note(after="noot", note_id="n1", citation="1", body="In de noot.")
    document.body.append(note)
    document.meta.title = "Over Anna"
    document.save(tmp_path / "draft.odt")
    read = read_document(tmp_path / "draft.odt")
    assert read.published_text.startswith("Kop\n\nZij heet Anna\tVisser  en\nwoont hier.\n\nMet noot.\n\nIn de noot.")
    assert "Over Anna" in read.text
    edit = made.edit(read.text, "Anna\tVisser  en\nwoont", "iemand woont")
    write_final(read, [edit], tmp_path / "final.odt")
    assert read_document(tmp_path / "final.odt").text.startswith("Kop\n\nZij heet iemand woont hier.")


# Edits


@pytest.mark.parametrize(
    ("inside", "edits", "outcome"),
    [
        ("Zij heet Anna.", [("Anna", "Bo")], "Zij heet Bo."),
        ("Zij <text:s/>heet", [("Zij  heet", "")], ""),
        ("Zij heet Anna hier", [("heet ", ""), ("Anna ", "")], "Zij hier"),
        ("Zij heet Anna hier", [("heet Anna", "")], 'Zij <text:s text:c="1"/>hier'),
        ("Zij heet", [("Zij", "")], '<text:s text:c="1"/>heet'),
        ("Zij heet", [("heet", "a  b\tc\nd")], 'Zij a <text:s text:c="1"/>b<text:tab/>c<text:line-break/>d'),
        ("Zij heet", [("heet", " ")], 'Zij<text:s text:c="2"/>'),
        ("a<text:tab/>b", [("\t", " ")], "a b"),
        ('a<text:s text:c="4"/>b', [("  ", "x")], 'ax <text:s text:c="1"/>b'),
        ("a &amp; b", [("&", "<")], "a &lt; b"),
    ],
)
def test_edits_in_plain_paragraphs(inside: str, edits: list[tuple[str, str]], outcome: str) -> None:
    assert final(f"<text:p>{inside}</text:p>", *edits) == outcome


def test_an_edit_takes_the_formatting_of_where_it_begins() -> None:
    inside = (
        'Zij <text:span text:style-name="T1">heet An</text:span><text:span text:style-name="T2">na</text:span> hier'
    )
    outcome = final(f"<text:p>{inside}</text:p>", ("Anna h", "Bo "))
    assert outcome == 'Zij <text:span text:style-name="S2">heet Bo </text:span><text:span text:style-name="S3"/>ier'


def test_an_edit_across_a_break_is_one_on_each_side() -> None:
    document = made.document(made.odt("<text:p>Zij heet Anna</text:p><text:p>Visser, toch</text:p>"))
    edit = made.edit(document.text, "Anna\n\nVisser", "Bo")
    written = made.ODT.final(document, [edit])
    assert made.document(written).text == "Zij heet Bo\n\n, toch"
    assert made.ODT.leaks(document, [edit], written) == ()


def test_what_a_file_cannot_hold_is_left_out_of_a_replacement() -> None:
    document = made.document(made.odt("<text:p>Zij heet Anna.</text:p>"))
    edit = made.edit(document.text, "Anna", "B\x00o\x1f\r\nx\ufffe")
    written = made.ODT.final(document, [edit])
    assert made.document(written).text == "Zij heet Bo\nx."
    assert made.ODT.leaks(document, [edit], written) == ()


def test_a_page_number_stays_one_unless_it_is_edited() -> None:
    body = "<text:p>Pagina <text:page-number text:select-page='current'>7</text:page-number></text:p>"
    assert "page-number" in final(body)
    assert final(body, ("7", "8")) == "Pagina <text:span>8</text:span>"


SPANS = st.lists(
    st.tuples(st.sampled_from(["", "T1", "T2", "link", "T1+T2"]), st.text("ab  \t\nç&<", min_size=1, max_size=6)),
    min_size=1,
    max_size=6,
)


def marked_up(runs: list[tuple[str, str]]) -> str:
    escaped = {"&": "&amp;", "<": "&lt;", "\t": "<text:tab/>", "\n": "<text:line-break/>", " ": "<text:s/>"}
    out = []
    for style, text in runs:
        inside = "".join(escaped.get(char, char) for char in text)
        for name in filter(None, reversed(style.split("+"))):
            opened = (
                'text:a xlink:href="https://a.example/"' if name == "link" else f'text:span text:style-name="{name}"'
            )
            inside = f"<{opened}>{inside}</{opened.split()[0]}>"
        out.append(inside)
    return f"<text:p>{''.join(out)}</text:p>"


@st.composite
def edited(draw: st.DrawFn) -> tuple[Document, list[Edit]]:
    paragraphs = draw(st.lists(SPANS, min_size=1, max_size=3))
    document = made.document(made.odt("<text:p>kop</text:p>" + "".join(map(marked_up, paragraphs))))
    length = len(document.published_text)
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return document, [
        Edit((f"d{n}",), span, Action.REPLACE, draw(st.text("xy  \t\n<&", max_size=4)), DetailType.GENDER)
        for n, span in enumerate(spans)
    ]


@settings(max_examples=120, deadline=None)
@given(edited())
def test_any_edits_over_any_formatting(case: tuple[Document, list[Edit]]) -> None:
    document, edits = case
    found = made.ODT.leaks(document, edits, made.ODT.final(document, edits))
    assert LeakKind.CHANGED not in [leak.kind for leak in found]


@settings(max_examples=60, deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=3))
def test_what_is_read_is_what_was_written(paragraphs: list[list[tuple[str, str]]]) -> None:
    text = read("<text:p>kop</text:p>" + "".join(map(marked_up, paragraphs)))
    assert text.startswith("kop\n\n" + "\n\n".join("".join(run for _, run in runs) for runs in paragraphs))


# The final copy


def test_formatting_outside_edits_is_what_it_was() -> None:
    inside = '<text:p text:style-name="P1">Zij <text:span text:style-name="T1">heet</text:span> Anna</text:p>'
    document = made.document(made.odt(inside))
    written = made.ODT.final(document, [made.edit(document.text, "Anna", "Bo")])
    before, after = (looks(raw) for raw in (document.raw, written))
    assert [(text.replace("Anna", "Bo"), look) for text, look in before] == after


def looks(raw: bytes) -> list[tuple[str, list[str]]]:
    """Each span's text with the properties of its style, whatever the style is called."""
    root = etree.fromstring(made.unzipped(raw)["content.xml"])
    style = f"{{{made.NAMESPACES['style']}}}"
    styles = {
        s.get(f"{style}name"): [etree.tostring(p).decode().partition(" xmlns")[0] + str(sorted(p.items())) for p in s]
        for s in root.iter(f"{style}style")
    }
    return [
        ("".join(e.itertext()), styles.get(e.get(f"{{{TEXT_NS}}}style-name"), []))
        for e in root.iter(f"{{{TEXT_NS}}}p", f"{{{TEXT_NS}}}span")
    ]


def test_lists_go_on_counting() -> None:
    lists = (
        '<text:list xml:id="Anna"><text:list-item><text:p>a</text:p></text:list-item></text:list>'
        '<text:list text:continue-list="Anna"><text:list-item><text:p>b</text:p></text:list-item></text:list>'
        '<text:list xml:id="Bo"><text:list-item><text:p>c</text:p></text:list-item></text:list>'
    )
    content = made.unzipped(made.ODT.final(made.document(made.odt(lists)), []))["content.xml"].decode()
    assert "Anna" not in content
    assert "Bo" not in content
    assert content.count("xml:id=") == 1
    first = content.partition('xml:id="')[2].partition('"')[0]
    assert f'text:continue-list="{first}"' in content


def test_a_list_that_was_pasted_twice_is_no_damage() -> None:
    """Its two names are equal then; to a parser that keeps them that is no XML, to a word processor a list."""
    pasted = '<text:list xml:id="list1"><text:list-item><text:p>Anna</text:p></text:list-item></text:list>'
    assert read(2 * pasted) == "Anna\n\nAnna"
    assert final(2 * pasted, ("Anna", "iemand")) == "iemand\nAnna"


def test_equal_documents_give_equal_bytes() -> None:
    document = made.document(made.odt("<text:p>Zij heet Anna.</text:p>"))
    assert made.ODT.final(document, []) == made.ODT.final(document, [])


def test_the_package_is_one_that_every_reader_knows() -> None:
    written = made.ODT.final(made.document(made.odt("<text:p>Zij heet Anna.</text:p>")), [])
    assert written[30:38] == b"mimetype"
    assert written[38:77] == made.MEDIA_TYPE.encode()
    assert b"1980" not in made.unzipped(written)["META-INF/manifest.xml"]


def test_a_final_copy_that_is_not_what_it_should_be() -> None:
    document = made.document(made.odt("<text:p>Zij heet Anna.</text:p>"))
    edit = made.edit(document.text, "Anna", "Bo")
    written = made.ODT.final(document, [edit])
    parts = made.unzipped(written)

    def leaks(**changed: bytes) -> list[LeakKind]:
        again = made.zipped({**parts, **{name.replace("_", "."): part for name, part in changed.items()}})
        return [leak.kind for leak in made.ODT.leaks(document, [edit], again)]

    assert leaks() == []
    assert leaks(content_xml=parts["content.xml"].replace(b"Zij", b"Hij")) == [LeakKind.CHANGED]
    assert leaks(
        content_xml=parts["content.xml"].replace(b"Zij", b"<text:hidden-text/>Zij<text:bookmark text:name='van Jan'/>")
    ) == [LeakKind.CHANGED]
    assert leaks(content_xml=b"<a") == [LeakKind.CHANGED]
    added = made.zipped({**parts, "Thumbnails/thumbnail.png": b"\x00A\x00n\x00n\x00a"})
    assert [leak.kind for leak in made.ODT.leaks(document, [edit], added)] == [LeakKind.UNSEEN]
    assert [leak.kind for leak in made.ODT.leaks(document, [edit], made.ODT.final(document, []))] == [LeakKind.CHANGED]


def test_a_stretch_that_stays_elsewhere_is_a_leak() -> None:
    document = made.document(made.odt("<text:p>Zij heet Anna.</text:p><text:p>Anna dus.</text:p>"))
    edit = made.edit(document.text, "Anna", "Bo")
    written = made.ODT.final(document, [edit])
    assert [leak.kind for leak in made.ODT.leaks(document, [edit], written)] == [LeakKind.ELSEWHERE]
    kept = made.edit(document.text, "Anna", "", nth=1).span
    assert made.ODT.leaks(document, [edit], written, [kept]) == ()


# What is refused


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"no zip at all", DamagedError),
        (made.zipped({"word/document.xml": "<a/>"}), DamagedError),
        (
            made.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            UnsupportedError,
        ),
        (made.zipped({"mimetype": made.MEDIA_TYPE, "content.xml": "<a/>"}), DamagedError),
        (made.zipped({"mimetype": made.MEDIA_TYPE, "content.xml": "<a"}), DamagedError),
        (
            made.zipped({"mimetype": made.MEDIA_TYPE, "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            DangerousError,
        ),
        (made.odt("<text:p/>"), EmptyError),
        (made.odt("<text:section>" * 240 + "<text:p>a</text:p>" + "</text:section>" * 240), DangerousError),
        (made.odt('<text:p>a<text:s text:c="100000000000"/></text:p>'), DamagedError),
        (made.odt('<text:p>a<text:s text:c="veel"/></text:p>'), DamagedError),
    ],
    ids=["no zip", "docx", "spreadsheet", "other root", "no XML", "entity", "empty", "nested", "spaces", "no number"],
)
def test_bad_files_are_refused_in_one_line(raw: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^draft\.odt: [^\n]+$") as refused:
        made.ODT.read(raw, "draft.odt")
    assert isinstance(refused.value, InputError)


def test_nothing_is_written_when_a_part_is_unknown(here: Path) -> None:
    Path("draft.odt").write_bytes(made.odt("<text:p>Anna</text:p>", parts={"secret.bin": b"x"}))
    with pytest.raises(InputError):
        write_final(read_document(Path("draft.odt")), [], Path("final.odt"))
    assert [path.name for path in Path().iterdir()] == ["draft.odt"]
