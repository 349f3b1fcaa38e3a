from __future__ import annotations

import pytest
from bronwacht.redact.detect.layout import unwrapped
from hypothesis import given
from hypothesis import strategies as st

WRAPPED = "De verpleegkundige werkte al twaalf jaar op de afdeling en zag\nhoe het misging.\n"


def test_a_line_broken_within_a_sentence_is_read_on() -> None:
    assert unwrapped(WRAPPED) == WRAPPED.replace("zag\nhoe", "zag hoe")


def test_commas_that_open_a_quotation_are_its_marks() -> None:
    assert unwrapped("Zij zei: ,,Ik ging weg.'' Toen niet.") == "Zij zei:  „Ik ging weg.”  Toen niet."
    assert unwrapped("Het kostte 3,,5 euro.") == "Het kostte 3,,5 euro."


def test_paragraphs_and_short_lines_stay() -> None:
    for text in ("Bron A\nbelt terug", "Zij zag hoe het misging op de afdeling en zweeg.\n\nDaarna vertrok ze."):
        assert unwrapped(text) == text


def test_every_space_is_a_space() -> None:
    assert unwrapped("a\u00a0b\u202fc\td\r\n") == "a b c d \n"
    assert unwrapped("06\u20111234, Anne\u2010Lies, 06\u20121234, 1\u20132") == "06-1234, Anne-Lies, 06-1234, 1\u20132"


@pytest.mark.parametrize(
    ("length", "end", "read_on"), [(41, "x", True), (40, "x", False), (45, ".", False), (45, ",", True)]
)
def test_a_line_is_broken_by_its_length_and_its_end(length: int, end: str, read_on: bool) -> None:
    text = "Zij" + "x" * (length - 4) + end + "\nhoe het misging.\n\nKort."
    assert unwrapped(text) == (text.replace("\nhoe", " hoe") if read_on else text)


@given(st.text(alphabet="ab ,.\n\r", max_size=300))
def test_no_character_moves(text: str) -> None:
    read = unwrapped(text)
    assert len(read) == len(text)
    assert all(a == b or (a.isspace() and b == " ") for a, b in zip(text, read, strict=True))


def test_a_paragraph_that_a_program_broke_is_one_again_whatever_its_lines_begin_with() -> None:
    text = (
        "Op het kantoor van de stichting in Delft sprak zij vorige zomer met\n"
        "Henk, die toen nog de administratie deed en nu met pensioen is in\n"
        "Spanje. Daarna hoorde ze niets meer van hem."
    )
    assert unwrapped(text) == text.replace("\n", " ")


def test_a_list_of_long_items_stays_a_list() -> None:
    text = (
        "- gesproken met de oud-medewerkster van het archief, 44, in Zwolle\n"
        "- foto’s gezien\n"
        "- Belt morgen terug over de vergadering van de ondernemingsraad in mei"
    )
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "1. Helen Stoke (31), planning officer since 2018, off record\n2. Imran Yardley, intern in 2021, now at county",
        "[21:14] Marieke: ik durf het echt niet meer te zeggen, ja\n[21:15] Ik: wat is er dan gebeurd op die reis daar",
    ],
)
def test_items_and_turns_are_lines_whatever_their_length(text: str) -> None:
    assert unwrapped(text) == text
