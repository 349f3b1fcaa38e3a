from __future__ import annotations

import pytest
from bronwacht.vault.folding import fold, split_words
from hypothesis import given
from hypothesis import strategies as st


@given(st.text())
def test_offsets_always_point_into_the_text(text: str) -> None:
    stream = fold(text)
    assert len(stream.text) == len(stream.offsets)
    assert list(stream.offsets) == sorted(stream.offsets)
    for word in split_words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("José", "jose"),
        ("Jose\u0301", "jose"),
        ("MÜLLER", "muller"),
        ("Müller", "mueller"),
        ("Søren", "soren"),
        ("Søren", "soeren"),
        ("Łukasz", "lukasz"),
        ("Straße", "strasse"),
        ("ＭＡＲＫ", "mark"),
        ("𝐌𝐚𝐫𝐤", "mark"),
        ("Маrк", "mark"),
        ("Μark", "mark"),
        ("Ma\u200brk", "mark"),
        ("M\u00adark", "mark"),
        ("M\u2060a\ufeffrk", "mark"),
        ("Mar\u202ek", "mark"),
        ("Mar-\n  kus", "markus"),
        ("Wi1son", "wilson"),
        ("J0hn", "john"),
        ("WiIson", "wilson"),
        ("rnark", "mark"),
        ("Dijkstra", "dykstra"),
        ("O’Brien", "obrien"),
        ("Anna's", "anna"),
    ],
)
def test_what_looks_alike_has_a_form_in_common(text: str, form: str) -> None:
    (word,) = split_words(text)
    assert form in word.forms
    assert (word.start, word.end) == (0, len(text))


def test_words_are_runs_of_letters_and_digits() -> None:
    text = "Anne-Marie, J.P. (06) 12_3"
    assert [text[word.start : word.end] for word in split_words(text)] == ["Anne", "Marie", "J", "P", "06", "12", "3"]


def test_a_word_without_end_is_taken_in_stride() -> None:
    (word,) = split_words("a1" * 50_000)
    assert len(word.forms) == 1
