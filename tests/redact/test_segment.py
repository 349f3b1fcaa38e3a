from __future__ import annotations

import time
from collections.abc import Callable
from unittest.mock import patch

import pytest
from bronwacht.redact import segment as segment_module
from bronwacht.redact.draft import Span
from bronwacht.redact.segment import paragraph_near, segment, segment_near
from hypothesis import example, given
from hypothesis import strategies as st

Growth = Callable[[Callable[[int], object], int], float]


def quotes(text: str) -> list[str]:
    return [q.of(text) for q in segment(text).quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘Ik kwam ’s avonds laat thuis’, zegt ze.", ["Ik kwam ’s avonds laat thuis"]),
        ("Hij noemde het ‘z’n hobby’ en zweeg.", ["z’n hobby"]),
        ("“It wasn’t the boys’ fault,” she said.", ["It wasn’t the boys’ fault,"]),
        ('She said "no" and "never again".', ["no", "never again"]),
        ("'s Avonds ging hij weg, 's ochtends was hij er weer.", []),
        ("Zij vroeg: “Zei hij echt ‘schat’ tegen je?”", ["Zei hij echt ‘schat’ tegen je?"]),
        ("Een mark ‘die nooit sluit.", []),
        ("„Nee”, zei de vrouw, „dat was later.”", ["Nee", "dat was later."]),
        (",,Nee'', zei de vrouw. ,,Dat was ’s nachts.''", ["Nee", "Dat was ’s nachts."]),
        (',,Nee’’, zei ze, ,,dat was later”, en: ,,Ga weg!"', ["Nee", "dat was later", "Ga weg!"]),
        ("Het kostte 3,,5 euro, en ,,niemand zei iets.", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_sentences_know_abbreviations_and_initials() -> None:
    text = "Mr. J. Smit sprak met dr. De Boer. Dat was op 3 mei. “Waarom?” vroeg zij. Niemand wist het…"
    sentences = [s.of(text) for s in segment(text).sentences]
    assert sentences[0] == "Mr. J. Smit sprak met dr. De Boer."
    assert sentences[1] == "Dat was op 3 mei."
    assert sentences[-1] == "Niemand wist het…"


@given(st.text(alphabet="abZ .!?\n‘’“”'\"éš🙂", max_size=80))
def test_parts_lie_within_their_paragraphs(text: str) -> None:
    parts = segment(text)
    for part in (*parts.sentences, *parts.quotes):
        assert any(p.contains(part) for p in parts.paragraphs)
    assert all(a.end <= b.start for a, b in zip(parts.sentences, parts.sentences[1:], strict=False))
    covered = "".join(s.of(text) for s in parts.sentences)
    assert sorted(c for c in covered if not c.isspace()) == sorted(c for c in text if not c.isspace())


@given(st.text(alphabet='abZ .!?\n\r‘’“”"é🙂', min_size=1, max_size=80), st.integers(0, 80), st.integers(1, 80))
def test_the_parts_near_a_stretch_are_those_of_the_whole(text: str, start: int, length: int) -> None:
    start = min(start, len(text) - 1)
    span = Span(start, min(start + length, len(text)))
    whole, near = segment(text), segment_near(text, span)
    assert set(near.paragraphs) <= set(whole.paragraphs)
    assert set(near.sentences) <= set(whole.sentences)
    for parts, all_parts in ((near.sentences, whole.sentences), (near.quotes, whole.quotes)):
        assert [part for part in parts if part.overlaps(span)] == [part for part in all_parts if part.overlaps(span)]
    for at in (span.start, span.end):
        assert near.sentence_at(at) == whole.sentence_at(at)
        assert near.paragraph_at(at) == whole.paragraph_at(at)


@given(st.text(alphabet="abZ .!?\n\r”)é", min_size=1, max_size=120), st.integers(0, 119), st.integers(1, 40))
@example("?  ", 2, 1)
def test_a_sentence_is_the_same_however_little_before_it_is_read_first(text: str, start: int, length: int) -> None:
    start = min(start, len(text) - 1)
    span = Span(start, min(start + length, len(text)))
    whole = segment(text)
    with patch.object(segment_module, "_BACK", 1):
        near = segment_near(text, span)
    assert [s for s in near.sentences if s.overlaps(span)] == [s for s in whole.sentences if s.overlaps(span)]
    assert set(near.sentences) <= set(whole.sentences)
    assert near.sentence_at(span.end) == whole.sentence_at(span.end)
    assert paragraph_near(text, start) == whole.paragraph_at(start)


def test_quotations_far_into_a_long_paragraph_are_those_of_the_whole() -> None:
    said = "‘Ik kwam ’s avonds’, zegt ze. “De buren’ keken,” zei hij, „en 'toen' niet.”De jongens’ fietsen. "
    text = said * 200
    whole = segment(text)
    for at in range(0, len(text), 997):
        span = Span(at, at + 1)
        assert [q for q in segment_near(text, span).quotes if q.overlaps(span)] == [
            q for q in whole.quotes if q.overlaps(span)
        ]


@pytest.mark.parametrize("marks", ["“Nee,” zei ze. ", "Zij was het. ", "een, twee "])
def test_what_is_near_takes_no_longer_in_a_long_paragraph(marks: str) -> None:
    def spent(text: str) -> float:
        middle = Span(len(text) // 2, len(text) // 2 + 1)
        started = time.process_time()
        for _ in range(200):
            segment_near(text, middle)
        return time.process_time() - started

    assert spent(f"{marks * 20_000}Einde.") < 10 * spent(f"{marks * 500}Einde.") + 0.5


@pytest.mark.parametrize("signs", [".", "?", "…", '."', "?)", ". ", '"'])
def test_signs_without_end_take_no_time(signs: str) -> None:
    started = time.process_time()
    assert segment(f"Een. {signs * 20_000} Twee. Drie").sentences[-1].of(f"Een. {signs * 20_000} Twee. Drie") == "Drie"
    assert time.process_time() - started < 2


def test_a_page_of_marks_is_read_once(growth: Growth) -> None:
    assert growth(lambda n: segment("“" * n), 400) < 8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“een “twee” drie” vier”", ["een “twee” drie"]),
        ("“een “twee” drie", ["twee"]),
        ('"een" en "twee"', ["een", "twee"]),
        ("„een „twee” drie“", ["een „twee” drie"]),
        ("“een ‘twee” drie’", ["een ‘twee"]),
    ],
)
def test_a_quotation_within_another_is_part_of_it(text: str, said: list[str]) -> None:
    assert [quote.of(text) for quote in segment(text).quotes] == said
