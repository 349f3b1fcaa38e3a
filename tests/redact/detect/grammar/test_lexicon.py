"""What the lists say of a word is found at once, and is what each list by itself says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bronwacht.redact.detect.grammar.lexicon import COMPOUNDS, LISTS, SHORTEST_TAIL, lexicon, meaning
from bronwacht.redact.draft import Lang
from hypothesis import given, settings
from hypothesis import strategies as st

Growth = Callable[[Callable[[int], object], int], float]

DUTCH = (("s", ""), ("en", ""), ("en", "e"), ("n", ""), ("'s", ""), ("je", ""), ("jes", ""), ("ën", ""))
ENGLISH = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""), ("'s", ""))
STARTS = ("", "wijk", "huis", "oud-", "x", "zee")
ENDS = ("", "s", "en", "n", "'s", "je", "jes", "ën", "es", "ies", "men", "e")
ENTRIES = {lang: sorted({entry for name in LISTS for entry in lexicon(name, lang)}) for lang in Lang}


def forms(word: str, lang: Lang) -> list[str]:
    endings, least = (DUTCH, 3) if lang is Lang.NL else (ENGLISH, 2)
    fitting = ((e, stem) for e, stem in endings if word.endswith(e) and len(word) > len(e) + least)
    return [word, *(word[: -len(ending)] + stem for ending, stem in fitting)]


def plain(name: str, word: str, lang: Lang) -> tuple[str, ...] | None:
    known = lexicon(name, lang)
    for form in forms(word, lang):
        if form in known:
            return known[form]
    if lang is Lang.NL and name in COMPOUNDS:
        for at in range(2, len(word) - SHORTEST_TAIL + 1):
            for form in forms(word[at:], lang):
                if len(form) >= SHORTEST_TAIL and form in known and "=" not in known[form]:
                    return known[form]
    return None


@pytest.mark.parametrize("lang", Lang)
@settings(deadline=None, max_examples=400)
@given(st.data())
def test_each_list_says_what_it_says_by_itself(lang: Lang, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(ENTRIES[lang]))
    cut = data.draw(st.integers(0, 2))
    word = data.draw(st.sampled_from(STARTS)) + entry[: len(entry) - cut] + data.draw(st.sampled_from(ENDS))
    for name in LISTS:
        assert meaning(name, word, lang) == plain(name, word, lang)


def test_a_line_without_a_blank_is_one_long_word(growth: Growth) -> None:
    assert meaning("occupations", f"{'x' * 100}verpleegkundige", Lang.NL)
    assert growth(lambda n: meaning("occupations", "qx" * n, Lang.NL), 5000) < 8
