"""Numbers in figures and words."""

from __future__ import annotations

import re

import pytest
from bronwacht.redact.detect.grammar.numerals import PATTERNS, STARTS, number, ordinal
from bronwacht.redact.draft import Lang
from hypothesis import given
from hypothesis import strategies as st

NL, EN = Lang.NL, Lang.EN


@pytest.mark.parametrize(
    ("words", "lang", "value"),
    [
        ("zeven", NL, 7),
        ("Één", NL, 1),
        ("éénentwintig", NL, 21),
        ("tweeëndertig", NL, 32),
        ("tweeën-dertig", NL, 32),
        ("drieenzestig", NL, 63),
        ("achtennegentig", NL, 98),
        ("honderdtachtig", NL, 180),
        ("tweehonderdenzes", NL, 206),
        ("1.200", NL, 1200),
        ("31", NL, 31),
        ("thirty-one", EN, 31),
        ("Twenty two", EN, 22),
        ("a dozen", EN, 12),
        ("1,200", EN, 1200),
        ("nineteen", EN, 19),
        ("huis", NL, None),
        ("twintigtwee", NL, None),
        ("one-thirty", EN, None),
        ("", EN, None),
    ],
)
def test_cardinals(words: str, lang: Lang, value: int | None) -> None:
    assert number(words, lang) == value


@pytest.mark.parametrize(
    ("words", "lang", "value"),
    [
        ("eerste", NL, 1),
        ("derde", NL, 3),
        ("achtste", NL, 8),
        ("negentiende", NL, 19),
        ("twintigste", NL, 20),
        ("vierenzestigste", NL, 64),
        ("honderdste", NL, 100),
        ("31ste", NL, 31),
        ("18e", NL, 18),
        ("first", EN, 1),
        ("twelfth", EN, 12),
        ("thirty-ninth", EN, 39),
        ("fortieth", EN, 40),
        ("21st", EN, 21),
        ("huis", NL, None),
        ("second-hand", EN, None),
    ],
)
def test_ordinals(words: str, lang: Lang, value: int | None) -> None:
    assert ordinal(words, lang) == value


@pytest.mark.parametrize("lang", list(Lang))
def test_the_pattern_takes_every_number_below_a_hundred(lang: Lang) -> None:
    from bronwacht.redact.detect.grammar.numerals import _CARDINALS

    for word, value in _CARDINALS[lang].items():
        if 0 < value < 100:
            assert re.fullmatch(PATTERNS[lang]["num"], word), word
            assert re.split(r"[ -]", word)[0] in STARTS[lang]["numword"] or word.startswith("a ")


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text: str) -> None:
    for lang in Lang:
        assert number(text, lang) is None or isinstance(number(text, lang), int)
        assert ordinal(text, lang) is None or isinstance(ordinal(text, lang), int)
