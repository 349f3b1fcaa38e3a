"""A year of birth is found, and silences nothing else that is told of somebody."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.births import without_births
from bronwacht.redact.detect.grammar import rules
from bronwacht.redact.draft import DetailType, Draft, Lang

NL = (
    "De wethouder wist ervan. Een verpleegkundige uit Zwolle{} zegt dat zij negen jaar onder hem werkte. Zij vertrok in"
    " mei 2021.{} De wethouder ontkent dat."
)
EN = (
    "The alderman knew. A nurse from Leeds{} says that she worked under him for nine years. She resigned in May 2021.{}"
    " The alderman denies that."
)


@pytest.mark.parametrize(
    ("lang", "text", "inserted"),
    [
        (Lang.NL, NL, (", geboren in 1985,", "")),
        (Lang.NL, NL, ("", " Ze is geboren in 1985.")),
        (Lang.NL, NL, ("", " Zij werd in 1985 in Kampen geboren.")),
        (Lang.NL, NL, ("", " Zij is geboren op 4 mei 1985.")),
        (Lang.EN, EN, (", born in 1985,", "")),
        (Lang.EN, EN, ("", " She was born in 1985.")),
        (Lang.EN, EN, ("", " She was born on 4 May 1985.")),
    ],
)
def test_a_year_of_birth_is_found_and_takes_nothing_away(lang: Lang, text: str, inserted: tuple[str, str]) -> None:
    plain = {d.span.of(text.format("", "")) for d in find(Draft(text.format("", ""), lang))}
    told = text.format(*inserted)
    found = {d.span.of(told): d for d in find(Draft(told, lang))}
    assert any(d.type is DetailType.AGE and d.value.get("born_high") == 1985 for d in found.values())
    assert len(plain) >= 4 and plain <= found.keys()


def test_the_year_behind_a_name_is_shown_to_the_tagger() -> None:
    text = "De rector, Karel Bos (geboren in 1961), zwijgt. Ze is geboren in 1985."
    shown = without_births(text, rules(text, Lang.NL))
    assert "1961" in shown and "1985" not in shown and len(shown) == len(text)
