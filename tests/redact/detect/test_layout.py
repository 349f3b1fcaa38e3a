from __future__ import annotations

from bronwacht.redact.detect.layout import unwrapped
from hypothesis import given
from hypothesis import strategies as st

WRAPPED = "De verpleegkundige werkte al twaalf jaar op de afdeling en zag\nhoe het misging.\n"


def test_a_line_broken_within_a_sentence_is_read_on() -> None:
    assert unwrapped(WRAPPED) == WRAPPED.replace("zag\nhoe", "zag hoe")


def test_paragraphs_and_short_lines_stay() -> None:
    for text in ("Bron A\nbelt terug", "Zij zag hoe het misging op de afdeling en zweeg.\n\nDaarna vertrok ze."):
        assert unwrapped(text) == text


def test_every_space_is_a_space() -> None:
    assert unwrapped("a\u00a0b\u202fc\td\r\n") == "a b c d \n"


@given(st.text(alphabet="ab ,.\n\r", max_size=300))
def test_no_character_moves(text: str) -> None:
    read = unwrapped(text)
    assert len(read) == len(text)
    assert all(a == b or (a.isspace() and b == " ") for a, b in zip(text, read, strict=True))
