"""What became of a draft's details: gone, left, left though taken out elsewhere, and what nobody accounts for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import odfdo
import pytest
from bronwacht.errors import LeakError, UsageError
from bronwacht.redact.documents import (
    Document,
    LeakKind,
    Passage,
    Place,
    Suggestion,
    format_by_kind,
    numbered,
    read_document,
)
from bronwacht.redact.draft import Action, Detail, DetailType, Draft, Edit, Lang, Reading, Span
from bronwacht.redact.reviewed import Reviewed, decisions, obstacle, refuse_other, review_copy
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

TEXT = (
    "The nurse, who was 31 at the time, worked in Rotterdam.\n\n"
    "“I called Marieke Quist that night,” she said.\n\n"
    "In Rotterdam nobody answered. Quist did not call back.\n"
)


def detail(id: str, type: DetailType, words: str, *, nth: int = 0) -> Detail:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Detail(id, Span(start, start + len(words)), type, 1.0)


READING = Reading(
    Draft(TEXT, Lang.EN),
    (
        detail("d1", DetailType.AGE, "31 at the time"),
        detail("d2", DetailType.PLACE, "Rotterdam"),
        detail("d3", DetailType.NAME, "Marieke Quist"),
    ),
    (),
)


def test_nothing_changed() -> None:
    told = decisions(READING, TEXT)
    assert (told.gone, told.left, told.twice, told.leaks) == ((), ("d1", "d2", "d3"), (), ())


def test_what_was_changed_is_gone() -> None:
    told = decisions(READING, TEXT.replace("31 at the time", "in her thirties"))
    assert (told.gone, told.left, told.leaks) == (("d1",), ("d2", "d3"), ())


def test_what_is_gone_and_stands_where_nothing_was_suggested_leaks() -> None:
    told = decisions(READING, TEXT.replace("worked in Rotterdam", "worked in a city"))
    assert told.gone == ("d2",)
    assert [(leak.kind, leak.line, leak.reason) for leak in told.leaks] == [(LeakKind.ELSEWHERE, 5, DetailType.PLACE)]


def test_it_may_stand_where_it_stays_on_purpose() -> None:
    at = TEXT.rindex("Rotterdam")
    told = decisions(READING, TEXT.replace("worked in Rotterdam", "worked in a city"), [Span(at, at + 9)])
    assert (told.gone, told.leaks) == (("d2",), ())


def test_what_was_left_at_another_place_is_told() -> None:
    twice = Reading(READING.draft, (*READING.details, detail("d4", DetailType.PLACE, "Rotterdam", nth=1)), ())
    told = decisions(twice, TEXT.replace("worked in Rotterdam", "worked in a city"))
    assert (told.gone, told.twice, told.leaks) == (("d2",), ("d4",), ())


def test_a_paragraph_taken_out_takes_its_details_along() -> None:
    told = decisions(READING, TEXT.replace("“I called Marieke Quist that night,” she said.\n\n", ""))
    assert told.gone == ("d3",)
    assert told.leaks == ()  # a surname by itself is not the stretch that was found


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 40), st.text(alphabet="xyz \n", max_size=12))
def test_no_detail_is_lost_sight_of(start: int, length: int, new: str) -> None:
    changed = TEXT[:start] + new + TEXT[start + length :]
    told = decisions(READING, changed)
    assert sorted((*told.gone, *told.left)) == ["d1", "d2", "d3"]
    for id in told.left:
        assert next(d for d in READING.details if d.id == id).span.of(TEXT) in changed


@pytest.mark.parametrize("text", ["", "Something else entirely."])
def test_another_text_has_none_of_them(text: str) -> None:
    assert decisions(READING, text).left == ()


def test_the_kind_of_place_is_told_in_the_text_as_it_is_published() -> None:
    text = TEXT + "\nhttps://paper.example/marieke-quist"
    at = text.index("https")
    document = Document(text, b"", "docx", "d", passages=(Passage(Span(at, len(text)), Place.LINK),))
    name = TEXT.index("Marieke Quist")
    removed = Edit(("s1",), Span(name, name + 14), Action.REMOVE, "", DetailType.NAME)
    published, passages = Reviewed(document, (removed,)).with_edits([removed])
    told = decisions(READING, published, passages=passages)
    assert [(leak.line, leak.place) for leak in told.leaks] == [(7, Place.LINK)]


def test_lines_are_numbered_with_what_the_page_does_not_show() -> None:
    lines = [(40, Place.LINK), (3, Place.BODY), (40, Place.LINK), (9, Place.ALT_TEXT)]
    assert str(numbered(lines)) == "3, 9 (alt text), 40 (address of a link)"


def copied(text: str) -> Reviewed:
    return Reviewed(Document(text, b"", "docx", "d"), ())


OTHER = (
    "The council met on Tuesday, and in the town of Delft nobody called the nurse. She did not say who was there that "
    "night, but at the time the alderman worked in another city, he said."
)


LONG = TEXT + (
    "\nThe hospital says that it looked into the complaints of three nurses, and that none of them asked to be heard."
    " The director, who left in May, wrote that he had always acted in good faith.\n"
)


def test_the_draft_of_another_is_refused() -> None:
    for other in (OTHER, ""):
        with pytest.raises(UsageError, match="hardly anything of the draft"):
            refuse_other(LONG, copied(other))


def test_its_own_draft_is_known_whatever_was_decided_and_moved_and_added() -> None:
    changed = LONG.replace("31 at the time", "young").replace("Rotterdam", "a city").replace("Quist", "someone")
    paragraphs = changed.split("\n\n")
    refuse_other(LONG, copied("\n\n".join([OTHER, *reversed(paragraphs), OTHER])))
    refuse_other(LONG.upper(), copied(changed))


def test_of_a_few_words_nothing_can_be_told() -> None:
    refuse_other("The nurse was 31.", copied("Somebody was young."))


# Review copies are read again before anybody gets them


def drafted(folder: Path, *, body: bool = True) -> Document:
    """A header with a picture that has an alternative text, and a paragraph unless the body is to have none."""
    word = docx.Document()
    word.add_paragraph("Two words.")
    run = word.sections[0].header.paragraphs[0].add_run()
    picture = io.BytesIO(PIXEL)
    run.add_picture(picture)
    run.element.xpath(".//wp:docPr")[0].set("descr", "The nurse from Rotterdam")
    if not body:
        for paragraph in word.element.body.xpath("w:p"):
            word.element.body.remove(paragraph)
    word.save(folder / "draft.docx")
    return read_document(folder / "draft.docx")


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def suggested(document: Document, words: str, new: str) -> Suggestion:
    start = document.published_text.index(words)
    edit = Edit(("d1",), Span(start, start + len(words)), Action.REPLACE, new, DetailType.PLACE)
    return Suggestion(edit, "[PLACE] why")


def test_an_alternative_text_in_a_header_is_suggested_at_the_beginning(tmp_path: Path) -> None:
    document = drafted(tmp_path)
    assert review_copy(document, [suggested(document, "Rotterdam", "a city")])


def test_what_no_comment_can_tell_is_refused_with_its_place_and_what_to_do(tmp_path: Path) -> None:
    document = drafted(tmp_path, body=False)
    with pytest.raises(LeakError, match=r"line 1 \(alt text\) .* bronwacht desk, or change these words") as caught:
        review_copy(document, [suggested(document, "Rotterdam", "a city")])
    assert "Rotterdam" not in str(caught.value)


def test_a_copy_that_would_be_accepted_as_something_else_is_withheld(tmp_path: Path, monkeypatch: Any) -> None:
    document = drafted(tmp_path)
    wanted = suggested(document, "Two", "Some")
    known = format_by_kind("docx")
    other = Suggestion(Edit(("d1",), wanted.edit.span, Action.REPLACE, "Few", DetailType.PLACE), "[PLACE] why")
    copy = known.review(document, [other])  # type: ignore[attr-defined]
    monkeypatch.setattr(type(known), "review", lambda *_: copy)
    with pytest.raises(LeakError, match="to accept all of it would not give the draft as edited"):
        review_copy(document, [wanted])


def test_a_link_that_goes_with_its_address_is_suggested(tmp_path: Path) -> None:
    text = odfdo.Document("text")
    text.body.clear()
    paragraph = odfdo.Paragraph("See ")
    paragraph.append(odfdo.Link("https://example.org/the-nurse", text="her page"))
    text.body.append(paragraph)
    text.save(tmp_path / "draft.odt")
    document = read_document(tmp_path / "draft.odt")
    whole = [suggested(document, "https://example.org/the-nurse", "[address withheld]")]
    assert review_copy(document, whole)
    assert review_copy(document, [suggested(document, "the-nurse", "the-man")])


def test_what_no_final_copy_can_be_made_of_is_told_before_anybody_decides(tmp_path: Path) -> None:
    assert obstacle(drafted(tmp_path)) is None
    word = docx.Document(str(tmp_path / "draft.docx"))
    word.element.body.insert(0, parse_xml(f'<w:p {nsdecls("w")}><w:r><w:object w:dxaOrig="1"/></w:r></w:p>'))
    word.save(str(tmp_path / "other.docx"))
    assert "take it out" in str(obstacle(read_document(tmp_path / "other.docx")))
