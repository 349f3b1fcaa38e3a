from __future__ import annotations

from itertools import pairwise

import pytest
from bronwacht.redact.detect.tokens import cut_into, tokenize
from bronwacht.redact.draft import Lang, Span
from bronwacht.redact.segment import segment
from hypothesis import given
from hypothesis import strategies as st


def words(text: str, lang: Lang) -> list[str]:
    return [span.of(text) for span in tokenize(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "tokens"),
    [
        (Lang.NL, "de 31-jarige zzp'er", ["de", "31-jarige", "zzp'er"]),
        (Lang.NL, "‘s avonds, om 20.15 uur", ["‘", "s", "avonds", ",", "om", "20.15", "uur"]),
        (Lang.EN, "her daughter’s school", ["her", "daughter", "’s", "school"]),
        (Lang.EN, "at four o'clock", ["at", "four", "o'clock"]),
        (Lang.NL, "cafe\u0301 Zoe\u0308", ["cafe\u0301", "Zoe\u0308"]),
    ],
)
def test_tokens(lang: Lang, text: str, tokens: list[str]) -> None:
    assert words(text, lang) == tokens


@given(st.text(max_size=200), st.sampled_from(Lang))
def test_tokens_are_in_order_and_leave_out_only_space(text: str, lang: Lang) -> None:
    spans = tokenize(text, lang)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(st.text(st.sampled_from("aZ é’'.-,s\u0301\n\r4\u2028\x0b_"), max_size=60), st.sampled_from(Lang))
def test_a_text_is_cut_at_once_as_its_paragraphs_are(text: str, lang: Lang) -> None:
    found = cut_into(text, lang)
    spans = [
        Span(paragraph.start + span.start, paragraph.start + span.end)
        for paragraph in segment(text).paragraphs
        for span in tokenize(paragraph.of(text), lang)
    ]
    assert [Span(start, end) for start, end in zip(found.starts, found.ends, strict=True)] == spans
    assert found.words == [span.of(text) for span in spans]
