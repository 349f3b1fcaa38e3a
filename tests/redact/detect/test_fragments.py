"""A detail is a phrase: no articles at its end, no numbers cut from what they count."""

from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.fragments import Phrases
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.tagger import Tagged
from bronwacht.redact.detect.wordlists import word_lists
from bronwacht.redact.draft import DIRECT_TYPES, DetailType, Draft, Lang, Span

EN_DRAFT = (
    "Three people tell how that went at the ferry company.\n\nOne of them worked as a deckhand and left the quay in"
    " March. She had just finished a course in navigation in Hull when it happened.\n\nA cook signed on for two months"
    " and stayed for nine. He came in on a Monday after he had been ill, and the mate laughed."
)
NL_DRAFT = (
    "Drie mensen vertellen hoe dat ging bij het veerbedrijf.\n\nEen van hen werkte als matroos en was de enige vrouw in"
    " een groep van acht en kreeg dat te horen. Zij had net een cursus navigatie in Den Helder afgerond.\n\nEen kok"
    " tekende voor twee maanden. ’s Avonds zat hij op dek, en ’s ochtends in de kombuis."
)


def _phrases(text: str, lang: Lang, *, seen: float, of_type: float = 0.0) -> Phrases:
    """As if the tagger saw the one token of ``text`` so surely."""
    kinds = np.zeros((1, len(DetailType)), np.float32)
    kinds[0, list(DetailType).index(DetailType.OCCUPATION)] = of_type
    return Phrases(text, lang, Tagged((), (), np.array([0]), np.array([seen], np.float32), kinds))


@pytest.mark.parametrize(("lang", "text"), [(Lang.EN, EN_DRAFT), (Lang.NL, NL_DRAFT)])
def test_no_detail_ends_in_an_article_or_a_conjunction(lang: Lang, text: str) -> None:
    found = [d for d in find(Draft(text, lang)) if d.type not in DIRECT_TYPES and d.type is not DetailType.QUOTE]
    assert len(found) > 5
    last = [d.span.of(text).split()[-1].lower() for d in found]
    assert not word_lists(lang).apart["unfinished"].intersection(last)


@pytest.mark.parametrize(
    ("lang", "text", "phrase"),
    [(Lang.EN, EN_DRAFT, "two months"), (Lang.NL, NL_DRAFT, "twee maanden")],
)
def test_a_number_and_its_unit_are_one_detail(lang: Lang, text: str, phrase: str) -> None:
    at = text.index(phrase)
    touched = [d for d in find(Draft(text, lang)) if d.span.overlaps(Span(at, at + len(phrase)))]
    assert [d.type for d in touched] == [DetailType.DATE]
    assert touched[0].span.contains(Span(at, at + len(phrase)))


def test_an_elided_word_keeps_its_apostrophe() -> None:
    dates = [d.span.of(NL_DRAFT) for d in find(Draft(NL_DRAFT, Lang.NL)) if d.type is DetailType.DATE]
    assert not [date for date in dates if date.startswith(("s ", "S "))]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("worked as a", "worked"),
        ("the night nurse", "the night nurse"),
        ("a", None),
        ("night nurse, and the", "night nurse"),
    ],
)
def test_loose_ends_are_cut_off(text: str, left: str | None) -> None:
    match = Match(Span(0, len(text)), DetailType.OCCUPATION, 0.9, "occupations.bare")
    found = _phrases(text, Lang.EN, seen=0.9).finished(match, match.span)
    assert (found and found.of(text)) == left


def test_an_hour_is_no_article() -> None:
    text = "kwart over een"
    match = Match(Span(0, len(text)), DetailType.DATE, 0.9, "dates.clock_words")
    assert _phrases(text, Lang.NL, seen=0.9).finished(match, match.span) == match.span


def test_a_clause_that_goes_on_is_not_part_of_a_date() -> None:
    text = "a Monday after she had called in"
    match = Match(Span(0, len("a Monday after")), DetailType.DATE, 0.9, "dates.weekday")
    found = _phrases(text, Lang.EN, seen=0.9).finished(match, match.span)
    assert found is not None
    assert found.of(text) == "a Monday"


@pytest.mark.parametrize(("seen", "of_type", "stays"), [(0.9, 0.9, True), (0.9, 0.2, False), (0.2, 0.2, False)])
def test_what_a_name_leaves_of_a_find_must_be_one_by_itself(*, seen: float, of_type: float, stays: bool) -> None:
    text = "left Qxvertex"
    match = Match(Span(0, len(text)), DetailType.OCCUPATION, 0.9, "tagger")
    found = _phrases(text, Lang.EN, seen=seen, of_type=of_type).finished(match, Span(0, 4))
    assert (found is not None) == stays


@pytest.mark.parametrize(
    ("lang", "text", "type_", "becomes"),
    [
        (Lang.EN, "accounting firm in Cork", DetailType.EDUCATION, DetailType.EMPLOYER),
        (Lang.EN, "nursing school in Cork", DetailType.EDUCATION, DetailType.EDUCATION),
        (Lang.EN, "degree from a firm", DetailType.EDUCATION, DetailType.EDUCATION),
        (Lang.EN, "unpleasant experience", DetailType.OCCUPATION, None),
        (Lang.EN, "work experience", DetailType.OCCUPATION, DetailType.OCCUPATION),
        (Lang.EN, "housing charity", DetailType.OCCUPATION, DetailType.OCCUPATION),
        (Lang.EN, "deaconess", DetailType.OCCUPATION, DetailType.OCCUPATION),
        (Lang.NL, "vervelende ervaring", DetailType.OCCUPATION, None),
    ],
)
def test_the_noun_decides_where_the_tagger_cannot_be_right(
    lang: Lang, text: str, type_: DetailType, becomes: DetailType | None
) -> None:
    match = Match(Span(0, len(text)), type_, 0.9, "tagger")
    found = list(_phrases(text, lang, seen=0.9).sound([match]))
    assert [m.type for m in found] == ([becomes] if becomes else [])


@pytest.mark.parametrize("who", ["Een beleidsadviseur", "Een kok uit Den Haag", "Een vrouw uit de buurt"])
def test_years_of_somebody_are_an_age(who: str) -> None:
    text = f"Drie mensen vertellen over hun werk. {who} van 31 jaar zegt dat ze bang was. Ze deed er 12 jaar mee."
    found = {d.span.of(text): d.type for d in find(Draft(text, Lang.NL))}
    assert found["31 jaar"] is DetailType.AGE
    assert found.get("12 jaar") is not DetailType.AGE


@pytest.mark.parametrize(
    ("lang", "text", "surer"),
    [
        (Lang.NL, "Ze is bijna doof sinds een hersenvliesontsteking.", "hersenvliesontsteking"),
        (Lang.NL, "Ze mailde deze krant vanaf qx.bron@veiligepost.example.", "qx.bron@veiligepost.example"),
        (Lang.EN, "She works less since her divorce.", "divorce"),
    ],
)
def test_what_is_left_beside_a_surer_detail_says_something(lang: Lang, text: str, surer: str) -> None:
    cut = text.index(surer)
    start = max(text.find(word) for word in ("sinds", "vanaf", "since"))
    match = Match(Span(start, cut + len(surer)), DetailType.DATE, 0.9, "dates.sinds_the")
    phrases = Phrases(text, lang, Tagged((), (), np.zeros(0), np.zeros(0, np.float32), np.zeros((0, 0), np.float32)))
    assert phrases.finished(match, Span(start, cut - 1)) is None
