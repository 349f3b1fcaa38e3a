from __future__ import annotations

from bronwacht.redact.detect.lines import KINDS_OF_DRAFT, MAIL, TURNS, kind_of_draft, layout, mail, turns

LETTER = ["Van: Anna Bok", "Aan: Bram Wit", "Geachte heer Wit,", "Wij vragen u om antwoord.", "Met vriendelijke groet,"]


def test_the_head_and_the_signature_of_a_letter() -> None:
    lines = [*LETTER, "Anna Bok", "redactie"]
    assert [MAIL[kind] for kind in mail(lines)] == ["header"] * 2 + ["none"] * 2 + ["signature"] * 3


def test_a_long_line_after_a_greeting_is_no_signature() -> None:
    lines = [*LETTER, "P.S. Wij hebben dit ook aan de gemeente gevraagd, en aan de provincie."]
    assert MAIL[mail(lines)[-1]] == "none"


def test_van_begins_a_sentence_without_a_colon() -> None:
    assert MAIL[mail(["Van de vier melders sprak er een."])[0]] == "none"


def test_an_answer_follows_on_a_question_and_a_label_is_a_turn() -> None:
    lines = ["Wat zag u?", "Een man met een map.", "SPEAKER 1: I saw it.", "Daarna ging ze."]
    assert [TURNS[kind] for kind in turns(lines)] == ["question", "answer", "labelled", "prose"]


def test_notes_are_told_by_their_items() -> None:
    notes = ["- gebeld om 3u", "- komt uit Delft", "- wil niet met naam", "Dit is een zin die eindigt."]
    assert KINDS_OF_DRAFT[kind_of_draft([0] * 4, [layout(line) for line in notes])] == "notes"
    prose = ["Dit is een zin.", "En dit is er nog een."]
    assert KINDS_OF_DRAFT[kind_of_draft([0] * 2, [layout(line) for line in prose])] == "prose"
