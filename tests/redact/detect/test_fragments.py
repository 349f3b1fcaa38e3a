"""A detail is a phrase: no articles at its end, no numbers cut from what they count."""

from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.fragments import Phrases
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.tagger import SUMMIT, Tagged, tag
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
    return Phrases(text, lang, Tagged((), (), np.array([0]), np.array([seen], np.float32), kinds, SUMMIT[lang]))


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


@pytest.mark.parametrize(
    ("lang", "text", "left"),
    [
        (Lang.EN, "the three women in the office were", "the three women in the office"),
        (Lang.EN, "the last nurse who had", "the last nurse who had"),
        (Lang.NL, "de jongste van hen is", "de jongste van hen"),
        (Lang.NL, "de enige uit haar klas die geen plek had", "de enige uit haar klas die geen plek had"),
        (Lang.NL, "met zijn", "met zijn"),
    ],
)
def test_a_group_ends_before_the_verb_that_is_said_of_it(lang: Lang, text: str, left: str) -> None:
    match = Match(Span(0, len(text)), DetailType.GROUP, 0.9, "groups.bare")
    found = _phrases(text, lang, seen=0.9).finished(match, match.span)
    assert found and found.of(text) == left


def test_a_date_ends_before_what_was_done() -> None:
    text = "within the month to"
    match = Match(Span(0, len(text)), DetailType.DATE, 0.9, "dates.x")
    left = _phrases(text, Lang.EN, seen=0.9).finished(match, match.span)
    assert left and left.of(text) == "within the month"


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
        (Lang.NL, "patroon", DetailType.OCCUPATION, None),
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
    left = Match(Span(start, cut - 1), DetailType.DATE, 0.9, "dates.sinds_the")
    assert _phrases(text, lang, seen=0.9).is_nothing(left)


def _sound(text: str, lang: Lang, words: str, kind: DetailType) -> list[tuple[DetailType, str]]:
    """What is left of a find of the tagger, as if it saw all of ``text`` surely."""
    at = text.index(words)
    match = Match(Span(at, at + len(words)), kind, 0.9, "tagger")
    return [(m.type, m.span.of(text)) for m in _phrases(text, lang, seen=0.9).sound([match])]


@pytest.mark.parametrize(
    ("lang", "kind", "text", "words", "left"),
    [
        (
            Lang.NL,
            DetailType.GROUP,
            "Hij bewaarde als een van de weinigen een kopie van het rapport.",
            "een van de weinigen een kopie van het rapport",
            "een van de weinigen",
        ),
        (
            Lang.NL,
            DetailType.FAMILY,
            "Hij haalde zijn zoon van vijftien van de vereniging.",
            "zijn zoon van vijftien van de vereniging",
            "zijn zoon van vijftien",
        ),
        (
            Lang.EN,
            DetailType.FAMILY,
            "She picked up her son of nine from the club.",
            "her son of nine from the club",
            "her son of nine",
        ),
        (Lang.EN, DetailType.EDUCATION, "She sat her exam for the second time.", "exam for the second", "exam"),
        (Lang.NL, DetailType.EDUCATION, "Ze deed examen voor de derde keer.", "examen voor de derde", "examen"),
        (Lang.NL, DetailType.OCCUPATION, "Zij is jurist van huis uit.", "jurist van huis", "jurist"),
    ],
)
def test_a_find_ends_before_the_next_phrase(lang: Lang, kind: DetailType, text: str, words: str, left: str) -> None:
    assert _sound(text, lang, words, kind) == [(kind, left)]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (DetailType.FAMILY, "Zij is de zus van een van de gasten.", "zus van een van de gasten"),
        (DetailType.GROUP, "Hij is een van de burgers op het depot.", "een van de burgers op het depot"),
        (DetailType.OCCUPATION, "Hij is bewaarder van huis en erf.", "bewaarder van huis"),
    ],
)
def test_a_find_keeps_what_belongs_to_its_noun(kind: DetailType, text: str, words: str) -> None:
    assert _sound(text, Lang.NL, words, kind) == [(kind, words)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hij heeft er elf bewaard.", DetailType.GROUP),
        ("Ik word er elf in mei.", DetailType.AGE),
        ("Hij is elf en woont hier.", DetailType.AGE),
    ],
)
def test_a_number_behind_er_counts_things(text: str, kind: DetailType) -> None:
    assert _sound(text, Lang.NL, "elf", DetailType.AGE) == [(kind, "elf")]


@pytest.mark.parametrize(
    ("lang", "text", "words", "nothing"),
    [
        (Lang.NL, "Ze had lunch met Van Beek, met z’n tweeën, op haar eerste dag.", "met z’n tweeën", True),
        (Lang.NL, "Hij vroeg haar mee voor een etentje ‘met z’n tweeën’ in de stad.", "met z’n tweeën", True),
        (Lang.NL, "Het werk op de kade doen we met z'n tweeën.", "met z'n tweeën", False),
        (Lang.NL, "Ze sprak met de coach, met z'n drieën.", "met z'n drieën", False),
        (Lang.EN, "That summer the two of them spent nine hours in a van.", "two of them spent nine hours", True),
        (Lang.EN, "There are two of us on that crew.", "two of us on that crew", False),
    ],
)
def test_somebody_and_the_accused_are_no_group(lang: Lang, text: str, words: str, nothing: bool) -> None:
    at = text.index(words)
    match = Match(Span(at, at + len(words)), DetailType.GROUP, 0.9, "tagger")
    assert _phrases(text, lang, seen=0.9).is_nothing(match) is nothing


@pytest.mark.parametrize(
    ("lang", "words", "kind", "nothing"),
    [
        (Lang.NL, "bij haar", DetailType.DATE, True),
        (Lang.NL, "onder zijn", DetailType.FAMILY, True),
        (Lang.EN, "since 2019", DetailType.DATE, False),
        (Lang.EN, "does", DetailType.OCCUPATION, False),
        (Lang.EN, "both", DetailType.GROUP, False),
        (Lang.EN, "only", DetailType.GROUP, True),
        (Lang.EN, "only reinforced his anger", DetailType.GROUP, True),
        (Lang.EN, "only woman on the ward", DetailType.GROUP, False),
        (Lang.EN, "only two came off the tug", DetailType.GROUP, False),
    ],
)
def test_function_words_alone_tell_nothing(lang: Lang, words: str, kind: DetailType, nothing: bool) -> None:
    match = Match(Span(0, len(words)), kind, 0.9, "tagger")
    assert _phrases(words, lang, seen=0.9).is_nothing(match) is nothing


@pytest.mark.parametrize(
    ("lang", "text", "work", "subject", "whole"),
    [
        (Lang.NL, "Zij is docente Grieks in Ede.", "docente", "Grieks", True),
        (Lang.NL, "Hij geeft Duits in Ede.", "geeft", "Duits", True),
        (Lang.EN, "A teacher of Irish came.", "teacher", "Irish", True),
        (Lang.EN, "An Irish teacher, Catholic, came.", "teacher", "Catholic", False),
        (Lang.NL, "De kok Turks te noemen is te veel.", "kok", "Turks", False),
    ],
)
def test_what_somebody_teaches_is_no_origin(lang: Lang, text: str, work: str, subject: str, whole: bool) -> None:
    places = [Span(text.index(words), text.index(words) + len(words)) for words in (work, subject)]
    kinds = (DetailType.OCCUPATION, DetailType.ORIGIN)
    matches = [Match(span, kind, 0.9, "tagger") for span, kind in zip(places, kinds, strict=True)]
    found = [m.type for m in _phrases(text, lang, seen=0.9).sound(matches)]
    assert found == ([DetailType.OCCUPATION] if whole else list(kinds))


@pytest.mark.parametrize(
    ("lang", "kind", "text", "words", "left"),
    [
        (Lang.NL, DetailType.FAMILY, "Ze woont met haar vriendin in Meppel.", "haar vriendin in", "haar vriendin"),
        (Lang.EN, DetailType.EVENT, "He missed the funeral in Leeds.", "funeral in", "funeral"),
        (Lang.EN, DetailType.EVENT, "She handed her keys in on time.", "handed her keys in", "handed her keys in"),
        (Lang.EN, DetailType.DATE, "It was a Tuesday in March.", "a Tuesday in", "a Tuesday in"),
    ],
)
def test_where_it_was_begins_with_its_preposition(
    lang: Lang, kind: DetailType, text: str, words: str, left: str
) -> None:
    at = text.index(words)
    span = Span(at, at + len(words))
    kept = _phrases(text, lang, seen=0.9, of_type=0.9).finished(Match(span, kind, 0.9, "rule"), span)
    assert kept is not None
    assert kept.of(text) == left


@pytest.mark.parametrize(
    ("text", "words", "kind", "left"),
    [
        (
            "Zij werkte bij de afdeling Landelijk Gebied in Assen.",
            "afdeling Landelijk",
            DetailType.EMPLOYER,
            "afdeling Landelijk Gebied",
        ),
        ("Zij werkte bij een bank. Piet ook.", "bank", DetailType.EMPLOYER, "bank"),
    ],
)
def test_a_workplace_has_its_whole_name(text: str, words: str, kind: DetailType, left: str) -> None:
    assert _sound(text, Lang.NL, words, kind) == [(kind, left)]


def test_a_rank_in_a_row_is_no_age() -> None:
    text = "She was employee number three."
    assert _sound(text, Lang.EN, "three", DetailType.AGE) == [(DetailType.GROUP, "number three")]
    work = Span(text.index("employee"), text.index(" three"))
    match = Match(work, DetailType.OCCUPATION, 0.9, "rule")
    left = _phrases(text, Lang.EN, seen=0.9, of_type=0.9).finished(match, work)
    assert left is not None
    assert left.of(text) == "employee"


def test_no_more_is_no_work_that_would_go_wherever_it_stands() -> None:
    text = (
        "De secretaresse, nu begin veertig, werkt niet meer bij de gemeente. ‘Ik heb mijn mond niet meer opengedaan’, "
        "zegt ze. Wethouder Karel Doornbos wil niet meer reageren."
    )
    assert not [d for d in find(Draft(text, Lang.NL)) if d.span.of(text).lower() == "niet meer"]


def test_a_number_without_a_noun_ends_before_the_next_phrase() -> None:
    text = "In oktober 2018 ging ze mee op een dienstreis naar Gdansk, waar een delegatie van vijf de haven bezocht."
    groups = [d.span.of(text) for d in find(Draft(text, Lang.NL)) if d.type is DetailType.GROUP]
    assert not any("haven" in group for group in groups)


def test_a_pronoun_is_nobodys_name() -> None:
    text = "Tips: you know where. I mean it. The press office said so."
    phrases = _phrases(text, Lang.EN, seen=1.0)
    assert phrases.is_nothing(
        Match(Span(text.index("it."), text.index("it.") + 2), DetailType.NAME, 0.8, "tagger.name")
    )


def test_a_word_or_two_of_unquoted_speech_are_nothing() -> None:
    text = 'She said "well, no". I was in the harbour, then.'
    phrases = _phrases(text, Lang.EN, seen=0.9)
    for words, nothing in (("I was", True), ("then", True), ("I was in", False), ("well, no", False)):
        start = text.index(words)
        match = Match(Span(start, start + len(words)), DetailType.QUOTE, 0.9, "tagger")
        assert phrases.is_nothing(match) is nothing, words


def test_a_greeting_before_a_name_that_stays_is_no_name() -> None:
    text = "Haar mail begon zo:\n\nHa Maarten,\n\nJa, dat klopt. Ik werk er sinds 2016."
    assert Phrases(text, Lang.NL, tag(text, Lang.NL)).is_nothing(
        Match(Span(text.index("Ha M"), text.index("Ha M") + 2), DetailType.NAME, 0.6, "tagger.name")
    )


@pytest.mark.parametrize(("word", "nothing"), [("Redactie", True), ("redactie", True), ("Naam", True), ("Bron", False)])
def test_a_word_of_a_form_is_nobodys_name(word: str, nothing: bool) -> None:
    match = Match(Span(0, len(word)), DetailType.NAME, 0.9, "tagger")
    assert _phrases(word, Lang.NL, seen=0.9).is_nothing(match) is nothing


@pytest.mark.parametrize(
    ("lang", "text", "words", "kind", "nothing"),
    [
        (Lang.EN, "They had begun a sexual relationship.", "sexual relationship", DetailType.OCCUPATION, True),
        (Lang.EN, "She is a relationship counsellor.", "relationship counsellor", DetailType.OCCUPATION, False),
        (Lang.EN, "The teacher misconduct panel met.", "teacher misconduct panel", DetailType.OCCUPATION, True),
        (Lang.EN, "At a disciplinary hearing he wept.", "hearing", DetailType.HEALTH, True),
        (Lang.EN, "The blast cost her hearing.", "hearing", DetailType.HEALTH, False),
        (Lang.EN, "She left to train as a midwife.", "train", DetailType.TRIP, True),
        (Lang.EN, "She left by train.", "train", DetailType.TRIP, False),
        (Lang.NL, "Hij stapte naar de ombudsman.", "ombudsman", DetailType.EMPLOYER, True),
        (Lang.NL, "Een jurist die bij de ombudsman werkt.", "ombudsman", DetailType.EMPLOYER, False),
        (Lang.NL, "De bron werkte destijds op het meldpunt.", "meldpunt", DetailType.EMPLOYER, False),
        (Lang.NL, "Zij was lid van de klachtencommissie.", "klachtencommissie", DetailType.EMPLOYER, False),
        (Lang.NL, "Zij werkte er en klaagde bij de directie.", "directie", DetailType.EMPLOYER, True),
        (Lang.EN, "She worked for years at the regulator.", "regulator", DetailType.EMPLOYER, False),
        (Lang.EN, "She worked there and went to the regulator.", "regulator", DetailType.EMPLOYER, True),
        (Lang.NL, "Ze werkt bij de ombudsman in Gent.", "de ombudsman in Gent", DetailType.EMPLOYER, False),
        (Lang.NL, "De klager begon een relatie.", "relatie", DetailType.OCCUPATION, True),
    ],
)
def test_a_noun_of_another_kind(lang: Lang, text: str, words: str, kind: DetailType, nothing: bool) -> None:
    at = text.index(words)
    match = Match(Span(at, at + len(words)), kind, 0.9, "tagger")
    assert _phrases(text, lang, seen=0.9).is_nothing(match) is nothing


@pytest.mark.parametrize(
    ("before", "words", "left"),
    [
        ("A ", "councillor of another party travelled with him", (DetailType.OCCUPATION, "councillor")),
        ("Another ", "nurse who left", (DetailType.OCCUPATION, "nurse")),
        ("The ", "councillor of another party travelled with him", None),
        ("A ", "councillor meeting", None),
    ],
)
def test_a_clause_about_somebody_new_is_who_they_are(
    before: str, words: str, left: tuple[DetailType, str] | None
) -> None:
    text = f"{before}{words}."
    match = Match(Span(len(before), len(text) - 1), DetailType.EVENT, 0.9, "tagger")
    found = [(m.type, m.span.of(text)) for m in _phrases(text, Lang.EN, seen=0.9).sound([match])]
    assert found == [left or (DetailType.EVENT, words)]


def test_an_age_does_not_begin_with_the_year_of_a_date() -> None:
    text = "Zij gaat komend jaar met pensioen."
    assert _sound(text, Lang.NL, "jaar met pensioen", DetailType.AGE) == [(DetailType.AGE, "met pensioen")]
    assert _sound("Zij is 44 jaar oud.", Lang.NL, "44 jaar oud", DetailType.AGE) == [(DetailType.AGE, "44 jaar oud")]


def test_a_name_that_ends_as_a_possessive_does_is_whole() -> None:
    text = "Wethouder Jan Kramer kleineerde een imker. Een vrouw uit buurtschap De Haar belde de redactie."
    assert "De Haar" in [d.span.of(text) for d in find(Draft(text, Lang.NL)) if d.type is DetailType.PLACE]


def test_a_find_does_not_take_the_first_word_of_the_next_name_along() -> None:
    text = "Zij zat in de kelder, tegenover de kamer van Van Haaften. Een klerk zag het."
    start, end = text.index("kelder"), text.index(" Haaften")
    match = Match(Span(start, end), DetailType.PLACE, 0.9, "homes")
    left = _phrases(text, Lang.NL, seen=1.0).finished(match, match.span)
    assert left is not None
    assert left.of(text) == "kelder, tegenover de kamer"


@pytest.mark.parametrize(
    ("said", "words", "type_"),
    [
        ("She was in her late twenties at the time.", "late twenties", DetailType.AGE),
        ("He left a card in her locker on her nineteenth birthday.", "nineteenth birthday", DetailType.AGE),
        ("She left in March 2021.", "March 2021", DetailType.DATE),
    ],
)
def test_what_tells_an_age_or_a_month_is_of_that_type(said: str, words: str, type_: DetailType) -> None:
    text = f"{EN_DRAFT}\n\nA welder said the mate had bullied her. {said}"
    found = [d for d in find(Draft(text, Lang.EN)) if words in d.span.of(text)]
    assert [d.type for d in found] == [type_]


@pytest.mark.parametrize("said", ["A clerk tells a similar tale.", "The clerk says she fears that he knows."])
def test_a_turn_of_phrase_is_no_detail(said: str) -> None:
    text = f"{EN_DRAFT}\n\n{said}"
    found = [d.span.of(text) for d in find(Draft(text, Lang.EN)) if d.span.start > len(EN_DRAFT)]
    assert found == ["clerk"]
