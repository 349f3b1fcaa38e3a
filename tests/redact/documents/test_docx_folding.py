"""The folded reading of a Word document beside that of its whole tree: the same text, edits, and bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents.docx.folding import FOLDED, fold
from bronwacht.redact.documents.docx.layout import Layout
from bronwacht.redact.documents.docx.making import fit, make
from bronwacht.redact.documents.docx.reading import read_layout
from bronwacht.redact.documents.model import DocumentError
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

NEW = ("", "X", "nieuw <woord> & meer", "a\tb\nc", " ruimte ", "tw  ee", "&amp;", "é")
WORDS = (
    "Anna",
    " op ",
    "",
    "é€😀",
    "a &amp; b",
    "&lt;",
    "&#233;&#x20AC;",
    "]]",
    "&gt;",
    '="00AB12CD"',
    "a\nb\tc",
    "  ",
)
ATTRIBUTES = ("", ' w:rsidR="00AB12CD"', ' w:rsidR="0012ABCD" w:rsidRPr="00F00F00"', ' w:rsidR="x&amp;y"')
LOOKS = (
    *("", "<w:rPr/>", "<w:rPr><w:b/><w:bCs/></w:rPr>", '<w:rPr><w:rFonts w:eastAsia="ＭＳ 明朝"/></w:rPr>'),
    *(
        '<w:rPr><w:rStyle w:val="Nadruk"/></w:rPr>',
        "<w:rPr><w:vanish/></w:rPr>",
        '<w:rPr><w:vanish w:val="0"/></w:rPr>',
    ),
    *('<w:rPr><w:color w:val="&amp;"/></w:rPr>', '<w:rPr><w14:ligatures w14:val="none"/></w:rPr>'),
    '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="Kees"><w:rPr/></w:rPrChange></w:rPr>',
)
INSIDE = ("", "", "", "<w:lastRenderedPageBreak/>", "<w:tab/>", "<w:br/>", "<w:softHyphen/>", "<w:footnoteReference/>")
BEHIND = (
    "",
    "",
    "",
    '<w:proofErr w:type="spellStart"/>',
    "\n ",
    '<w:bookmarkEnd w:id="1"/>',
    "<!-- Piet -->",
    "<?p q?>",
)
AROUND = (
    *("{}", "{}", "{}", '<w:ins w:id="1" w:author="Bob">{}</w:ins>', '<w:smartTag w:element="Persoon">{}</w:smartTag>'),
    *('<w:hyperlink r:id="l1">{}</w:hyperlink>', '<w:hyperlink w:anchor="Janssen">{}</w:hyperlink>'),
    '<w:del w:id="1" w:author="Bob">{}</w:del>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent><w:p>{0}</w:p></w:txbxContent>'
    "</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>{0}</w:p></w:txbxContent></v:textbox>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
)
TEXT = st.tuples(st.sampled_from(WORDS), st.sampled_from(["", ' xml:space="preserve"']))
PLAIN = st.tuples(
    *map(st.sampled_from, (ATTRIBUTES[:3], LOOKS[:4], INSIDE[:4], BEHIND[:4])), st.lists(TEXT, min_size=1)
)
ANY = st.tuples(*map(st.sampled_from, (ATTRIBUTES, LOOKS, INSIDE, BEHIND)), st.lists(TEXT, max_size=3))
RUNS = st.lists(st.one_of(PLAIN, PLAIN, PLAIN, ANY), max_size=6)
PARAGRAPHS = st.lists(st.lists(st.tuples(st.sampled_from(AROUND), RUNS), max_size=3), min_size=1, max_size=4)


def xml(paragraphs: Any) -> str:
    def run(attributes: str, look: str, inside: str, behind: str, texts: list[tuple[str, str]]) -> str:
        said = "".join(f"<w:t{space}>{text}</w:t>" for text, space in texts)
        return f"<w:r{attributes}>{look}{inside}{said}</w:r>{behind}"

    return "".join(
        f"<w:p>{''.join(around.replace('{}', runs).replace('{0}', runs) for around, runs in parts)}</w:p>"
        for parts in ([(around, "".join(run(*one) for one in runs)) for around, runs in each] for each in paragraphs)
    )


def both(raw: bytes) -> tuple[Layout, Layout]:
    return read_layout(raw, "draft.docx"), read_layout(raw, "draft.docx", folded=False)


def canonical(layout: Layout) -> bytes:
    root = etree.fromstring(layout.parts.serial(layout.parts.main))
    return bytes(etree.tostring(root, method="c14n", exclusive=True))


def edits(data: Any, text: str) -> list[Edit]:
    bounds = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return [
        Edit((f"d{n}",), Span(start, end), Action.REPLACE, data.draw(st.sampled_from(NEW)), DetailType.QUOTE)
        for n, (start, end) in enumerate(zip(bounds[::2], bounds[1::2], strict=False))
    ]


def same(folded: Layout, whole: Layout) -> bool:
    return (folded.text, folded.published, folded.passages, folded.unread) == (
        *(whole.text, whole.published, whole.passages, whole.unread),
    )


@given(st.data(), PARAGRAPHS, st.sampled_from(["<w:b/>", "<w:vanish/>"]))
@settings(max_examples=150, deadline=None)
def test_folded_or_not_is_the_same_to_readers_and_to_edits(word: Any, data: Any, paragraphs: Any, look: str) -> None:
    style = f'<w:style w:type="character" w:styleId="Nadruk"><w:name w:val="Emphasis"/><w:rPr>{look}</w:rPr></w:style>'
    parts = (word.part("styles", style),)
    raw = word.made(word.p("Begin") + xml(paragraphs), *parts, links={"l1": ("hyperlink", "https://bron.example/a")})
    folded, whole = both(raw)
    assert same(folded, whole)
    wanted = edits(data, whole.text[: whole.published])
    made, gone = fit(folded, wanted)
    assert (made, [(link.start, link.end) for link in gone]) == (
        fit(whole, wanted)[0],
        [(link.start, link.end) for link in fit(whole, wanted)[1]],
    )
    if data.draw(st.booleans()):
        folded.unfold(made)
    make(folded, made)
    make(whole, made)
    assert canonical(folded) == canonical(whole)


def test_runs_that_are_not_edited_stay_byte_by_byte(word: Any) -> None:
    runs = [
        '<w:r w:rsidR="00AB12CD"><w:rPr/><w:t>&#233;&#x9;&gt;</w:t></w:r>',
        '<w:r><w:t xml:space="preserve">op </w:t></w:r><w:proofErr w:type="gramEnd"/>',
        "<w:r><w:t>twee</w:t><w:t></w:t><w:t>in een</w:t></w:r>",
        '<w:r><w:rPr><w:b w:val="1"/></w:rPr><w:t>Anna</w:t></w:r>',
    ]
    raw = word.made(word.p("Begin") + f"<w:p>{''.join(runs)}</w:p>")
    layout = read_layout(raw, "x")
    assert "".join(runs).encode() in layout.parts.serial(layout.parts.main)
    at = layout.text.index("twee") + 1
    for new in ("x", "x\ny"):
        layout = read_layout(raw, "x")
        make(layout, fit(layout, [Edit(("d",), Span(at, at + 3), Action.REPLACE, new, DetailType.QUOTE)])[0])
        written = layout.parts.serial(layout.parts.main)
        assert b"twee" not in written
        assert "".join(runs[:2]).encode() in written
        assert runs[3].encode() in written


def test_plain_runs_are_folded_and_nothing_else(word: Any) -> None:
    runs = word.r("Anna ") + word.r("de ", "<w:b/>") + '<w:proofErr w:type="gramEnd"/>' + word.r("Vries")
    found = fold(read_layout(word.made(f"<w:p>{runs}</w:p>"), "x").parts.package.parts["word/document.xml"], "x")
    assert found is not None
    assert found[0].count(b"<w:t") == 1
    assert b">Anna de Vries</w:t>" in found[0]


UNUSUAL = {
    "a comment of XML": "<!-- Piet -->",
    "an instruction": "<?php echo?>",
    "a section of characters": "<![CDATA[Piet]]>",
    "a carriage return": "\r\n",
    "the mark of what is folded": f'<w:t {FOLDED}="0">Piet</w:t>',
    "that mark behind a sign in a value": f'<w:p><w:r><w:t w:rsidR=">" {FOLDED}="0">Piet</w:t></w:r></w:p>',
    "a name of a namespace with a character as a number": '<x:p xmlns:x="urn:mai&#110;"/>',
    "another meaning of w": '<w:p xmlns:w="urn:x"/>',
    "a second name of the namespace": '<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
}


@pytest.mark.parametrize("unusual", UNUSUAL.values(), ids=UNUSUAL)
def test_what_takes_judgement_is_left_to_the_parser(word: Any, unusual: str) -> None:
    raw = word.made(word.p("Anna") + unusual + word.p("Vries"))
    folded, whole = both(raw)
    assert not folded.parts.folded
    assert same(folded, whole)


def test_the_mark_of_what_is_folded_counts_in_no_other_part(word: Any) -> None:
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t {FOLDED}="0">Piet</w:t></w:r></w:p></w:footnote>'
    body = word.p("Anna") + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    folded, whole = both(word.made(body, word.part("footnotes", note)))
    assert not folded.parts.folded
    assert same(folded, whole)


def test_a_sign_in_a_value_of_the_root_is_left_to_the_parser(word: Any) -> None:
    raw = word.made(word.p("Anna"))
    data = read_layout(raw, "x").parts.package.parts["word/document.xml"]
    assert fold(data, "x") is not None
    assert fold(data.replace(b"<w:document ", b'<w:document w:x="a>b" '), "x") is None


def test_a_run_that_cannot_be_put_back_is_not_written(word: Any) -> None:
    found = fold(read_layout(word.made(word.p("Anna")), "x").parts.package.parts["word/document.xml"], "x")
    assert found is not None
    with pytest.raises(DocumentError, match=r"^x: "):
        found[1].whole(found[0].replace(b"<w:t", b"<x:t").replace(b"</w:t", b"</x:t"))


@pytest.mark.parametrize(
    "around", ["<w:p><w:r><w:t>{}</w:t ></w:r></w:p>", '<w:p><w:r><w:rPr><w:lang w:val="{}"/></w:rPr></w:r></w:p>']
)
def test_signs_beyond_number_are_read_as_fast_as_others(word: Any, around: str) -> None:
    folded, whole = both(
        word.made(word.p("Anna") + around.format(">" * 300_000))
    )  # by their square, this would take a minute
    assert same(folded, whole)


BROKEN = {
    "half a reference in each of two runs": ("&am", "p;"),
    "half a character in each of two runs": (b"\xc3", b"\xa9"),
    "a reference to nothing": ("&x;", ""),
    "a character of control": ("\x01", ""),
}


@pytest.mark.parametrize("halves", BROKEN.values(), ids=BROKEN)
def test_what_is_damaged_is_refused_folded_or_not(word: Any, halves: tuple[str | bytes, str | bytes]) -> None:
    first, second = (half.encode() if isinstance(half, str) else half for half in halves)
    raw = word.made(word.p("ANFANG").replace("</w:p>", word.r("SCHLUSS") + "</w:p>"))
    data = (
        read_layout(raw, "x")
        .parts.package.parts["word/document.xml"]
        .replace(b"ANFANG", first)
        .replace(b"SCHLUSS", second)
    )
    for folded in (True, False):
        with pytest.raises(DocumentError):
            read_layout(rezipped(raw, data), "draft.docx", folded=folded)


def rezipped(raw: bytes, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def test_a_long_draft_keeps_hardly_anything_unfolded(word: Any) -> None:
    body = "".join(f"<w:p>{''.join(word.r(f'woord{n} ') for n in range(9))}</w:p>" for _ in range(200))
    layout = read_layout(word.made(body), "x")
    assert sum(1 for _ in layout.parts.root(layout.parts.main).iter()) < 3 * 200 + 20


def test_the_zoo_is_the_same_folded_or_not(zoo: Any) -> None:
    compared = 0
    for animal in zoo.animals():
        if Path(animal.name).suffix == ".docx":
            folded, whole = both(animal.raw)
            assert same(folded, whole), animal.name
            compared += bool(folded.parts.folded)
    assert compared > 20


def test_what_fields_hide_is_apart_however_often_it_is_read(word: Any) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    raw = word.made(word.p("Begin") + f"<w:p>{begin}{word.r('Anna')}{end}{begin}{word.r('Vries')}{end}</w:p>")
    for _ in range(20):
        text = read_layout(raw, "x").text
        assert "Anna\n\nVries" in text


def test_hidden_words_begin_with_a_word_however_they_are_cut(word: Any) -> None:
    deleted = f'<w:del w:id="1" w:author="Bob">{word.r("  ")}{word.r("Anna")}</w:del>'
    folded, whole = both(word.made(word.p("Begin") + f"<w:p>{deleted}</w:p>"))
    assert same(folded, whole)
    assert "\n\nAnna" in whole.text
