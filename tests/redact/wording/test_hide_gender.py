"""With hide_gender no wording says whether it is about a man or a woman."""

from __future__ import annotations

import re

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.wording import ladder
from bronwacht.redact.wording.phrases import phrases

T = DetailType

SENTENCES = [
    (Lang.NL, T.FAMILY, "Ze heeft ⟦een man die kookt⟧ en twee honden."),
    (Lang.NL, T.OCCUPATION, "De ⟦verpleegster van de nachtdienst⟧ belde."),
    (Lang.NL, T.OCCUPATION, "Een ⟦schoonmaakster bij de gemeente⟧ belde."),
    (Lang.NL, T.GENDER, "De ⟦vrouw⟧ vertrok."),
    (Lang.NL, T.GROUP, "Zij was ⟦de enige vrouw in de ploeg⟧."),
    (Lang.NL, T.PLACE, "Het was in ⟦haar kamer in Goes⟧ gebeurd."),
    (Lang.EN, T.FAMILY, "She has ⟦a husband who cooks⟧ and two dogs."),
    (Lang.EN, T.OCCUPATION, "The ⟦waitress of the night shift⟧ called."),
    (Lang.EN, T.AGE, "She is ⟦in her late fifties⟧ now."),
    (Lang.EN, T.GROUP, "She was ⟦the only woman in the crew⟧."),
    (Lang.EN, T.PLACE, "It happened in ⟦her room in Goole⟧ that day."),
]


@pytest.mark.parametrize(("lang", "type", "marked"), SENTENCES)
def test_no_word_gives_the_gender_away(lang: Lang, type: DetailType, marked: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    draft = Draft(re.sub("[⟦⟧]", "", marked), lang)
    detail = Detail("d1", Span(start, end), type, 1.0)
    rungs = ladder(draft, detail, hide_gender=True)
    assert rungs[-1].level is Level.ABSENT
    assert not [rung for rung in rungs if phrases(lang).gendered.search(rung.text)]
    openly = ladder(draft, detail)
    assert len(openly) >= len(rungs)


def test_without_the_wish_more_is_offered() -> None:
    draft = Draft("Zij was de enige vrouw met een hond.", Lang.NL)
    detail = Detail("d1", Span(8, 35), T.GROUP, 1.0)
    assert any("vrouw" in rung.text for rung in ladder(draft, detail))
    assert not any("vrouw" in rung.text for rung in ladder(draft, detail, hide_gender=True))
