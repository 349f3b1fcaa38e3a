"""Characters that nobody sees: detection reads on over them, and counts in the text as it is."""

from __future__ import annotations

import re

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.parts import read_parts
from bronwacht.redact.draft import Draft, Lang, Span
from bronwacht.redact.people.hints import occurrences
from bronwacht.redact.unseen import seen_of
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = (
    "Theo Wagenvoort liet personeel zwijgen. Een stagiair van 19 klaagde. Tineke Visser zag het ook, en belde met de"
    " 34-jarige monteur uit Drachten. Zij is verpleegkundige, en te bereiken op 06-12345678 en t.visser@post.example."
)
UNSEEN = "\u00ad\u200b\u2060\u200e\u3164\ufffa\U000e0041\U000e0100"
"""The last two are a tag and a selector, in which marks of a text's maker are hidden."""


def told(text: str, **more: object) -> list[tuple[str, str]]:
    found = read(Draft(text, Lang.NL, **more))  # type: ignore[arg-type]
    kept = [("kept", name.span.of(text)) for name in found.kept]
    return [*((detail.type.value, detail.span.of(text)) for detail in found.details), *kept]


def without(text: str) -> str:
    return re.sub(f"[{UNSEEN}]", "", text)


@pytest.mark.parametrize("mark", UNSEEN)
def test_what_nobody_sees_within_a_word_hides_nothing(mark: str) -> None:
    broken = re.sub(r"(?<=\w{3})(?=\w{3})", mark, TEXT)
    assert broken != TEXT
    assert [(kind, without(words)) for kind, words in told(broken)] == told(TEXT)


@pytest.mark.parametrize("end", ["-\n", "-\r\n", "-\r", "\u2010\n", "\u00ad\n", "\u00ad\r\n", "\u00ad"])
def test_a_word_that_goes_on_in_the_next_line_is_one(end: str) -> None:
    broken = TEXT.replace("Tineke Visser", f"Tine{end}ke Vis{end}ser").replace(
        "verpleegkundige", f"verpleeg{end}kundige"
    )
    assert [(kind, words.replace(end, "")) for kind, words in told(broken)] == told(TEXT)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.sampled_from(UNSEEN)), max_size=12))
def test_wherever_it_stands(marks: list[tuple[int, str]]) -> None:
    broken = TEXT
    for place, mark in sorted(marks, reverse=True):
        broken = broken[:place] + mark + broken[place:]
    assert [(kind, without(words)) for kind, words in told(broken)] == told(TEXT)


def test_asides_and_the_body_are_where_they_were() -> None:
    seen = seen_of(
        Draft("De vr\u00adouw.\n\n\u200bTi\u00adneke", Lang.NL, asides=(Span(12, 20), Span(12, 13)), body=10)
    )
    assert seen and seen.draft.text == "De vrouw.\n\nTineke"
    assert [span.of(seen.draft.text) for span in seen.draft.asides] == ["Tineke"]
    assert seen.draft.body == 9
    assert seen_of(Draft("De vrouw.", Lang.NL)) is None


def test_the_words_of_a_story_file_are_found_over_them() -> None:
    text = "Een oud-\u00adstagi\u200bair klaagde."
    assert [span.of(text) for span in occurrences(text, "een oud-stagiair")] == ["Een oud-\u00adstagi\u200bair"]


SHORT = "Mensen noemden haar Jannie Quistenburg. Zij is 34 en werkt als verpleegkundige in een team van negen."


def found(text: str, body: int | None = None) -> list[tuple[str, str]]:
    draft = Draft(text, Lang.NL, body=body)
    return [(detail.type.value, detail.span.of(text)) for detail in read_parts(draft).details]


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200d", "\u2060", "\u034f", "\u202e"])
def test_a_word_with_unseen_marks_is_found_whole(mark: str) -> None:
    torn = SHORT.replace("Quistenburg", f"Quis{mark}ten{mark}burg").replace("34", f"3{mark}4")
    assert [(type, words.replace(mark, "")) for type, words in found(torn)] == found(SHORT)
    assert any(f"Quis{mark}ten{mark}burg" in words for _, words in found(torn))


def test_a_word_broken_at_the_end_of_a_line_is_found_whole() -> None:
    torn = SHORT.replace("verpleegkundige", "verpleeg-\nkundige")
    assert ("OCCUPATION", "verpleeg-\nkundige") in found(torn)


def test_what_follows_the_body_moves_along() -> None:
    torn = SHORT.replace("Quistenburg", "Quisten\u00adburg")
    whole = f"{torn}\nZij is 35, zei Quisten\u00adburg."
    assert ("AGE", "35") in found(whole, len(torn))


def test_the_evidence_stands_where_the_detail_does() -> None:
    text = "\u200b\u200b" + SHORT
    draft = Draft(text, Lang.NL, asides=(Span(0, 4),))
    details = read_parts(draft).details
    assert details
    for detail in details:
        assert detail.why is not None
        assert all(witness.span.overlaps(detail.span) for witness in detail.why.witnesses)
