"""The letters that number the lines of a list."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.enumerated import is_numbering, numbering
from bronwacht.redact.draft import DetailType, Draft, Lang, Span

LIST = "What gives her away:\n\na. The diploma.\n\nb. While she worked there.\n\nD. She alone.\n"


def test_letters_in_a_row_number_lines() -> None:
    assert [span.of(LIST) for span in numbering(LIST)] == ["a. ", "b. "]
    assert numbering("B. told us.\n\nX. told us, too.\n") == ()
    assert numbering("S. (31) told us.\n\nT. (40) told us, too.\n") == ()  # their initials
    assert numbering("A. told us.\n\nA. told us more.\n") == ()


@pytest.mark.parametrize(
    ("words", "numbers"), [("a. The", True), ("b.", True), ("a. The diploma", False), ("D", False)]
)
def test_what_is_nothing_but_a_number(words: str, numbers: bool) -> None:
    at = LIST.index(words)
    assert is_numbering(LIST, Lang.EN, Span(at, at + len(words))) is numbers


def test_no_letter_is_somebody_and_a_name_behind_one_is() -> None:
    text = (
        "Memo on the sources, 12 March.\n\nA. The chaplain parks her van behind the laundry.\n\nB. While she worked "
        "there, she copied the list.\n\nC. Sunil, a driver of 37, saw it.\n\nD. Her tremor.\n"
    )
    gone = [d.span.of(text) for d in read(Draft(text, Lang.EN)).details if d.type is DetailType.NAME]
    assert [name for name in gone if "Sunil" not in name] == []
    assert any("Sunil" in name for name in gone)
