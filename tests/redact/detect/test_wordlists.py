"""The lists of names: what each language adds to the common one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bronwacht.redact.detect.wordlists import lines, word_lists
from bronwacht.redact.draft import Lang

Growth = Callable[[Callable[[int], object], int], float]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        (Lang.NL, ["Kees", "Ineke", "Annemieke", "Dilek", "Sjoukje"]),
        (Lang.EN, ["Rosalind", "Dafydd", "Kofi", "Sunita"]),
    ],
)
def test_common_first_names_are_known(lang: Lang, names: list[str]) -> None:
    assert word_lists(lang).first_names.issuperset(names)


@pytest.mark.parametrize("lang", list(Lang))
def test_the_names_of_a_language_are_none_of_its_small_words_and_none_twice(lang: Lang) -> None:
    added = lines(f"first-names-{lang}.txt")
    assert len(added) == len({*added})
    assert not {name.lower() for name in added} & word_lists(lang).function
    assert not {*added} & {*lines("first-names.txt")}


def test_a_line_without_a_blank_is_one_long_word(growth: Growth) -> None:
    lists = word_lists(Lang.NL)
    assert lists.classes("Zeewierboer", "zeewierboer") == lists.classes(f"{'x' * 100}boer", f"{'x' * 100}boer")
    assert growth(lambda n: lists.classes("qx" * n, "qx" * n), 5000) < 8
