"""A town whose name several countries have is in the country of the draft's other places."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.namesakes import in_their_country
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.wording import ladder


def read(text: str, name: str, lang: Lang) -> Detail:
    span = Span(text.index(name), text.index(name) + len(name))
    detail = Detail("d1", span, DetailType.PLACE, 1.0, value_of(DetailType.PLACE, text, span, lang))
    return next(in_their_country(text, [detail], lang))


@pytest.mark.parametrize(
    ("lang", "text", "name", "country"),
    [
        (Lang.NL, "Zij woont in Hasselt. De peilbeheerder komt uit Zwartsluis.", "Hasselt", "NL"),
        (Lang.NL, "Zij woont in Hasselt. De provincie Overijssel zwijgt.", "Hasselt", "NL"),
        (Lang.NL, "Zij woont in Hasselt. De Vlaamse minister zwijgt.", "Hasselt", "BE"),
        (Lang.NL, "Zij woont in Hasselt.", "Hasselt", "BE"),
        (Lang.EN, "She lives in Perth. The trial is in Aberystwyth.", "Perth", "AU"),
    ],
)
def test_the_other_places_tell_the_country(lang: Lang, text: str, name: str, country: str) -> None:
    assert read(text, name, lang).value["country"] == country


def test_its_inhabitants_and_its_region_are_those_of_that_town() -> None:
    text = "Zij woont in Hasselt. De provincie Overijssel zwijgt."
    detail = read(text, "Hasselt", Lang.NL)
    assert detail.value["population"] < 10_000  # type: ignore[operator]
    near = next(rung for rung in ladder(Draft(text, Lang.NL), detail) if rung.level is Level.NEAR)
    assert near.text == "in Overijssel"


def test_no_other_detail_is_touched() -> None:
    text = "Zij komt uit Hasselt. De provincie Overijssel zwijgt."
    detail = Detail("d1", Span(13, 20), DetailType.ORIGIN, 1.0, {"kind": "region", "term": "hasselt"})
    assert list(in_their_country(text, [detail], Lang.NL)) == [detail]
