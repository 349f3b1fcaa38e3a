"""Edits in Word documents whatever runs their text is split into, and copies that never mix up their texts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape

from bronwacht.redact.documents import Document, apply_edits
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.model import Suggestion
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from hypothesis import given, settings
from hypothesis import strategies as st

FORMAT = DocxFormat()
LOOKS = ("", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>', '<w:sz w:val="30"/>')
LETTERS = st.text("abc é€😀<&>\"' ", min_size=1, max_size=9)
RUN = st.tuples(LETTERS, st.sampled_from(LOOKS), st.sampled_from(["", "", "<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>"]))
PARAGRAPHS = st.lists(st.lists(RUN, min_size=1, max_size=5), min_size=1, max_size=4)


def read(raw: bytes) -> Document:
    return document_of(FORMAT.read(raw, "draft.docx"), raw, "docx", "draft.docx")


def xml(paragraphs: list[list[tuple[str, str, str]]], wrap: str = "{}") -> str:
    def run(text: str, look: str, mark: str) -> str:
        return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t>{mark}</w:r>'

    return "".join(wrap.format(f"<w:p>{''.join(run(*one) for one in runs)}</w:p>") for runs in paragraphs)


@st.composite
def edits(draw: Any, text: str) -> list[Edit]:
    """Edits that do not overlap, each within a paragraph or over several."""
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    found = []
    for number, (start, end) in enumerate(zip(bounds[::2], bounds[1::2], strict=False)):
        new = draw(st.sampled_from(["", "X", "nieuw <woord>", "a\tb\nc"]))
        found.append(Edit((f"d{number}",), Span(start, end), Action.REPLACE, new, DetailType.QUOTE))
    return found


def flowing(text: str) -> str:
    return re.sub(r"\n+", "\n", text).strip("\n")


@given(st.data(), PARAGRAPHS)
@settings(max_examples=40, deadline=None)
def test_a_final_copy_says_what_the_edited_text_says(word: Any, data: Any, paragraphs: Any) -> None:
    document = read(word.made(word.p("Begin") + xml(paragraphs)))
    text = document.published_text
    made = [edit for edit in data.draw(edits(text)) if edit.span.start > 4]
    written = FORMAT.final(document, made)
    assert not [leak for leak in FORMAT.leaks(document, made, written) if leak.kind == "changed"]
    if not any("\n" in edit.span.of(text) for edit in made):
        assert flowing(read(written).text) == flowing(apply_edits(text, made))


@given(st.data(), PARAGRAPHS)
@settings(max_examples=40, deadline=None)
def test_a_review_copy_gives_back_the_text_and_the_edits(word: Any, data: Any, paragraphs: Any) -> None:
    document = read(word.made(word.p("Begin") + xml(paragraphs)))
    made = data.draw(edits(document.published_text))
    review = FORMAT.review(document, [Suggestion(edit, f"[QUOTE] {n}") for n, edit in enumerate(made)])
    raw, back = FORMAT.settled(review, "x")
    assert read(raw).text == document.text
    if not any("\n" in edit.span.of(document.text) for edit in made):
        assert [(edit.span, edit.replacement) for edit in back] == [(edit.span, edit.replacement) for edit in made]
    assert read(raw).published == document.published


@given(st.data(), st.lists(RUN.filter(lambda run: "br" not in run[2]), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_formatting_of_every_character_that_stays_is_its_own(word: Any, data: Any, runs: Any) -> None:
    document = read(word.made(word.p("Begin") + xml([runs])))
    text = document.published_text
    made = data.draw(edits(text.removeprefix("Begin")))
    made = [replace(edit, span=Span(edit.span.start + 5, edit.span.end + 5)) for edit in made if edit.span.start > 1]
    before = looks(word.contents(document.raw)["word/document.xml"].decode())
    after = looks(word.contents(FORMAT.final(document, made))["word/document.xml"].decode())
    flat = range(7, len(text))  # behind the gap
    assert len(before) == 5 + len(flat)
    gone = {place - 2 for place in flat if any(edit.span.start <= place < edit.span.end for edit in made)}
    kept = [look for place, look in enumerate(before) if place not in gone]
    stays = iter(after)
    assert all(look in stays for look in kept), "some character has another look than it had"
    assert len(after) == len(kept) + sum(len(edit.replacement) for edit in made)


def looks(document: str) -> list[tuple[str, str]]:
    """Every character with the formatting of its run, in order."""
    found = []
    for run in re.finditer(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>|<w:rPr/>)?(.*?)</w:r>", document, re.S):
        for text in re.finditer(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|noBreakHyphen)/>", run[2]):
            chars = re.findall(r"&\w+;|.", text[1], re.S) if text[1] is not None else [text[2]]
            found += [(char, run[1] or "") for char in chars]
    return found


@given(PARAGRAPHS, PARAGRAPHS)
@settings(max_examples=30, deadline=None)
def test_the_two_copies_of_a_box_are_one_text_when_they_say_the_same(word: Any, inside: Any, other: Any) -> None:
    def boxed(first: str, second: str) -> str:
        return word.box("\x01", "\x02").replace(word.p("\x01"), first).replace(word.p("\x02"), second)

    same = read(word.made(boxed(xml(inside), xml(inside))))
    alone = said(word, inside)
    assert same.text == f"VoorNa\n\n{alone}"
    assert same.published == len(same.text)
    if said(word, other) != alone:
        different = read(word.made(boxed(xml(inside), xml(other))))
        assert different.published == len(same.text)
        assert len(different.text) > len(same.text) or not said(word, other).strip()


def said(word: Any, paragraphs: Any) -> str:
    return read(word.made(word.p("Begin") + xml(paragraphs))).text.removeprefix("Begin\n\n")


def test_edits_go_to_both_copies_of_a_box(word: Any) -> None:
    document = read(word.made(word.box("Anna lacht")))
    start = document.text.index("Anna")
    edit = Edit(("d1",), Span(start, start + 4), Action.REPLACE, "Zij", DetailType.NAME)
    review = FORMAT.review(document, [Suggestion(edit, "[NAME] x")])
    assert word.contents(review)["word/document.xml"].count(b'<w:delText xml:space="preserve">Anna<') == 2


def test_a_tab_in_a_text_is_a_space_and_stays_one(word: Any) -> None:
    document = read(word.made(word.p("Begin") + word.p("een\ttwee Jan zei het")))
    text = document.published_text
    assert "een twee Jan" in text
    edit = Edit(("d1",), Span(text.index("Jan"), text.index("Jan") + 3), Action.REPLACE, "iemand", DetailType.NAME)
    written = FORMAT.final(document, [edit])
    assert not FORMAT.leaks(document, [edit], written)
    assert "een twee iemand zei het" in read(written).published_text


def test_a_header_to_which_a_note_alone_refers_is_in_no_copy(word: Any) -> None:
    header = word.part("header", word.p("oude kop"))
    note = (
        f'<w:footnote w:id="1"><w:p>{word.r("noot")}</w:p><w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
        "</w:sectPr></w:footnote>"
    )
    body = word.p("Begin") + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    document = read(word.made(body, header, word.part("footnotes", note)))
    assert "oude kop" not in document.published_text
    assert "oude kop" in document.text


def test_what_a_change_took_out_is_read_paragraph_by_paragraph(word: Any) -> None:
    def gone(text: str) -> str:
        change = 'w:id="1" w:author="x" w:date="2021-01-01T00:00:00Z"'
        return f"<w:p><w:del {change}><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"

    text = read(word.made(word.p("Begin") + gone("in Den Haag") + gone("Anna Visser"))).text
    assert "in Den Haag" in text
    assert "HaagAnna" not in text


def test_comments_of_xml_beside_the_document_are_read(word: Any) -> None:
    raw = word.made(word.p("Begin"))
    parts = word.contents(raw)
    body = parts["word/document.xml"] + b"<!-- van Karin de Wit -->"
    text = read(word.made(word.p("Begin"), extra={"word/document.xml": body})).text
    assert "van Karin de Wit" in text
