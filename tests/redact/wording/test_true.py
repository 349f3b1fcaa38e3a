"""What is said instead follows from what was said: no trade, kin or group that nobody spoke of."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.wording import ladder
from bronwacht.redact.wording.lexicon import named_class

T = DetailType


def said(marked: str, type: DetailType, lang: Lang) -> dict[Level, str]:
    """The whole text at each level of the ladder of what stands between ⟦ and ⟧."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    rungs = ladder(Draft(text, lang), Detail("d1", Span(start, end), type, 1.0))
    return {rung.level: text[: rung.span.start] + rung.text + text[rung.span.end :] for rung in rungs}


@pytest.mark.parametrize(
    ("lang", "type", "phrase", "near"),
    [
        (Lang.NL, T.OCCUPATION, "zakelijk leidster", "leidinggevende"),
        (Lang.NL, T.OCCUPATION, "artistiek leider", "leidinggevende"),
        (Lang.NL, T.OCCUPATION, "leidster", "hulpverlener"),
        (Lang.NL, T.OCCUPATION, "coach", "begeleider"),
        (Lang.NL, T.OCCUPATION, "aannemer", "ondernemer"),
        (Lang.NL, T.OCCUPATION, "opzichter", "medewerker"),
        (Lang.NL, T.OCCUPATION, "inspreekster", "deelnemer"),  # who spoke is on a list
        (Lang.EN, T.FAMILY, "ward sister", "health worker"),
        (Lang.EN, T.FAMILY, "sister", "relative"),
        (Lang.EN, T.OCCUPATION, "ward sister", "health worker"),
    ],
)
def test_the_wider_noun_is_true(lang: Lang, type: DetailType, phrase: str, near: str) -> None:
    found = named_class(lang, type, phrase)
    assert found is not None
    assert found.wider[Level.NEAR].singular == near


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("De voorzitter bleek een ⟦goede vriendin⟧ van hem.", "De voorzitter bleek een bekende van hem."),
        ("De voorzitter bleek een ⟦vriendin⟧ van hem.", "De voorzitter bleek een bekende van hem."),
        ("Haar ⟦vriendin⟧ zei niets.", "Haar partner zei niets."),
        ("Haar ⟦beste vriendin⟧ zei niets.", "Een naaste zei niets."),
        ("Haar ⟦vrienden⟧ zeiden niets.", "Haar naasten zeiden niets."),
    ],
)
def test_a_friend_is_nobodys_partner(text: str, told: str) -> None:
    assert next(iter(said(text, T.FAMILY, Lang.NL).values())) == told


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (Lang.EN, "He has since ⟦gone back to Pécs⟧.", "He has since moved away."),
        (Lang.EN, "She ⟦moved to Leeds⟧ in May.", "She moved away in May."),
        (Lang.EN, "She ⟦travelled to Leeds⟧ in May.", "She travelled in May."),
        (Lang.NL, "Hij ⟦keerde terug naar Boedapest⟧.", "Hij verhuisde."),
        (Lang.NL, "Daarna is ze ⟦naar Groningen verhuisd⟧.", "Daarna is ze verhuisd."),
        (Lang.NL, "Ze ⟦is naar Canada geëmigreerd⟧.", "Ze is verhuisd."),
        (Lang.NL, "Ze is ⟦naar Barcelona gereisd⟧ met een collega.", "Ze is op pad gegaan met een collega."),
    ],
)
def test_whoever_moved_went_on_no_journey(lang: Lang, text: str, told: str) -> None:
    assert next(iter(said(text, T.TRIP, lang).values())) == told


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (Lang.EN, "She left to train as a ⟦midwife⟧.", ["a health worker", "She left to train."]),
        (Lang.EN, "He retrained as a ⟦plumber⟧.", ["a technical worker", "He retrained."]),
        (Lang.NL, "Hij liet zich omscholen tot ⟦loodgieter⟧.", ["technicus", "Hij liet zich omscholen."]),
    ],
)
def test_nobody_trains_as_a_worker(lang: Lang, text: str, told: list[str]) -> None:
    found = list(said(text, T.OCCUPATION, lang).values())
    assert [words in text for words, text in zip(told, found, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("lang", "type", "text", "told"),
    [
        (
            Lang.NL,
            T.OCCUPATION,
            "Zeven ⟦promovendi⟧ spraken.",
            ["Zeven onderzoekers spraken.", "Zeven mensen spraken."],
        ),
        (Lang.NL, T.OCCUPATION, "Dat zeggen twee ⟦musici⟧.", ["Dat zeggen twee podiumkunstenaars."]),
        (Lang.NL, T.OCCUPATION, "Een (oud-)⟦fysicus⟧ sprak.", ["Een (oud-)onderzoeker sprak.", "Iemand sprak."]),
        (Lang.EN, T.OCCUPATION, "Seven (former) ⟦nurses⟧ spoke.", ["Seven (former) health workers spoke."]),
        (Lang.EN, T.FAMILY, "She is ⟦expecting twins⟧ in May.", ["She is expecting a child in May."]),
    ],
)
def test_several_stay_several(lang: Lang, type: DetailType, text: str, told: list[str]) -> None:
    found = list(said(text, type, lang).values())
    assert set(told) <= set(found)


@pytest.mark.parametrize(
    ("lang", "type", "text", "told"),
    [
        (Lang.EN, T.EVENT, "A woman who ⟦spoke at the town council about ducks⟧ rang.", "A woman who took part rang."),
        (Lang.EN, T.EVENT, "Among those who ⟦spoke⟧ was a cook.", "Among those who took part was a cook."),
        (Lang.NL, T.EVENT, "De ⟦raad over de markt⟧ liep in mei uit.", "Het liep in mei uit."),
        (Lang.EN, T.EVENT, "The ⟦hearing about the port⟧ lasted a day.", "It lasted a day."),
        (
            Lang.NL,
            T.TRIP,
            "Ze ging op een ⟦dienstreis naar Gdansk⟧, waar niets was.",
            "Ze ging op een reis, waar niets was.",
        ),
        (Lang.NL, T.DATE, "Het liep uit ⟦tot middernacht⟧.", "Het liep uit tot op zeker moment."),
    ],
)
def test_what_is_said_of_it_still_stands(lang: Lang, type: DetailType, text: str, told: str) -> None:
    assert told in said(text, type, lang).values()


def test_what_only_two_words_say_keeps_both() -> None:
    told = said("De vroegere ⟦zakelijk leidster⟧ belde.", T.OCCUPATION, Lang.NL)
    assert told[Level.NEAR] == "De vroegere leidinggevende belde."


@pytest.mark.parametrize(
    ("lang", "text", "related"),
    [
        (Lang.EN, "He had charge of a ⟦boy⟧ with epilepsy.", False),
        (Lang.EN, "She kept her ⟦boy⟧ at home.", True),
        (Lang.EN, "She has a ⟦boy⟧ with epilepsy.", True),
        (Lang.NL, "Hij had de zorg voor een ⟦jongen⟧ met epilepsie.", False),
        (Lang.NL, "Zij hield haar ⟦jongen⟧ thuis.", True),
    ],
)
def test_a_child_of_nobody_is_no_relative(lang: Lang, text: str, related: bool) -> None:
    relative = "relative" if lang is Lang.EN else "familielid"
    assert any(relative in told for told in said(text, T.FAMILY, lang).values()) is related


@pytest.mark.parametrize(
    ("lang", "type", "text", "absent"),
    [
        (
            Lang.EN,
            T.OCCUPATION,
            "He came to Ireland as a ⟦language student⟧ and did six months here.",
            "He came to Ireland and did six months here.",
        ),
        (Lang.NL, T.OCCUPATION, "Hij kwam naar Delft als ⟦postbode⟧ en bleef.", "Hij kwam naar Delft en bleef."),
        (
            Lang.EN,
            T.GROUP,
            "He is a lay preacher, ⟦the only one in the depot⟧, and says so.",
            "He is a lay preacher and says so.",
        ),
    ],
)
def test_nothing_is_said_instead_of_somebody_is(lang: Lang, type: DetailType, text: str, absent: str) -> None:
    told = said(text, type, lang)
    assert told[Level.ABSENT] == absent
    assert not any("someone" in sentence or "iemand" in sentence for sentence in told.values())


@pytest.mark.parametrize(
    "text", ["He is known as a ⟦nurse⟧ in town.", "Zij werd beschouwd als ⟦verpleegkundige⟧ hier."]
)
def test_what_somebody_is_taken_for_is_not_left_hanging(text: str) -> None:
    lang = Lang.EN if text.startswith("He") else Lang.NL
    absent = said(text, T.OCCUPATION, lang)[Level.ABSENT]
    assert "known in" not in absent
    assert "beschouwd hier" not in absent


def test_whoever_is_raised_in_a_faith_is_raised_as_somebody() -> None:
    told = said("She was raised ⟦Mennonite⟧ and does not swear.", T.ORIGIN, Lang.EN)
    assert "raised religious person" not in " ".join(told.values())


def test_a_number_of_staff_leaves_the_staff() -> None:
    told = said("She was ⟦the only one of fifty-two staff⟧ to speak up.", T.GROUP, Lang.EN)
    assert told[Level.NEAR] == "She was the only one of the staff to speak up."


def test_the_only_one_who_does_something_is_somebody_who_does() -> None:
    told = said("She is a clerk, ⟦the only one there who signs⟧.", T.GROUP, Lang.EN)
    assert told[Level.BROAD] == "She is a clerk, someone there who signs."


@pytest.mark.parametrize(
    ("lang", "type", "text", "level", "told"),
    [
        (
            Lang.EN,
            T.FAMILY,
            "After twenty years as a ward ⟦sister⟧ in Leeds she left.",
            Level.NEAR,
            "After twenty years as a ward health worker in Leeds she left.",
        ),
        (Lang.NL, T.OCCUPATION, "Zij is ⟦lerares Frans⟧ in Ede.", Level.NEAR, "Zij is docent in Ede."),
        (
            Lang.EN,
            T.EDUCATION,
            "He came to [place withheld] as a ⟦student⟧ and did six months.",
            Level.ABSENT,
            "He came to [place withheld] and did six months.",
        ),
    ],
)
def test_the_words_around_tell_what_is_meant(lang: Lang, type: DetailType, text: str, level: Level, told: str) -> None:
    assert said(text, type, lang)[level] == told


def test_a_second_predicate_is_no_relative_of_anybody() -> None:
    told = said("She was fifty-six at the time, and a ⟦grandmother⟧.", T.FAMILY, Lang.EN)
    assert not any(words in " ".join(told.values()) for words in ("a relative", "someone"))


def test_a_womans_form_becomes_no_wider_in_the_mans() -> None:
    said_of = said("Zij is ⟦juriste⟧ bij een bank.", T.OCCUPATION, Lang.NL)
    assert "Zij is jurist bij een bank." not in said_of.values()
    assert Level.NEAR in said("Zij is ⟦advocate⟧ bij een bank.", T.OCCUPATION, Lang.NL)


def test_a_mother_of_four_is_nobodys_relative() -> None:
    assert not any("elative" in text for text in said("A ⟦mother of four⟧ was there.", T.FAMILY, Lang.EN).values())
    assert "The parent was there." in said("The ⟦mother of a pupil⟧ was there.", T.FAMILY, Lang.EN).values()


@pytest.mark.parametrize("town", ["Perth", "Halifax", "Hamilton"])
@pytest.mark.parametrize("lang", Lang)
def test_no_country_is_told_of_a_name_that_towns_of_two_countries_bear(town: str, lang: Lang) -> None:
    marked = f"She moved to ⟦{town}⟧ last year." if lang is Lang.EN else f"Ze verhuisde vorig jaar naar ⟦{town}⟧."
    rungs = said(marked, T.PLACE, lang)
    assert set(rungs) == {Level.ABSENT}
    assert town not in rungs[Level.ABSENT]


@pytest.mark.parametrize("value", [{"kind": "region", "name": "Montana", "country": "US"}, {"kind": "region"}])
def test_a_part_of_a_region_lies_in_its_country(value: dict[str, str]) -> None:
    text = "A welder from rural Montana left in May."
    span = Span(text.index("rural"), text.index(" left"))
    rungs = ladder(Draft(text, Lang.EN), Detail("d1", span, T.PLACE, 1.0, {**value}))
    near = [rung.text for rung in rungs if rung.level is Level.NEAR]
    assert near == (["from the United States"] if "name" in value else [])


def test_the_particle_of_a_verb_is_no_preposition_of_the_place() -> None:
    told = said("In 2016 stapte ze over naar ⟦Leiden⟧.", T.PLACE, Lang.NL)
    assert told[Level.NEAR] == "In 2016 stapte ze over naar Zuid-Holland."
    assert said("Ze kwam van bij ⟦Tongeren⟧.", T.PLACE, Lang.NL)[Level.NEAR] == "Ze kwam uit Vlaanderen."


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (Lang.EN, "She was not ⟦the only nurse on the ward⟧.", "She was a nurse on the ward."),
        (Lang.EN, "She was ⟦the only nurse on the ward⟧.", "She was a nurse on the ward."),
        (
            Lang.EN,
            "He wasn't ⟦the only one of the six guards who complained⟧.",
            "He was one of the guards who complained.",
        ),
        (Lang.EN, "She is not even ⟦the first woman in the post⟧.", "She is one of those in the post."),
        (Lang.NL, "Hij is niet ⟦de enige Pool in de ploeg⟧.", "Hij is een Pool in de ploeg."),
        (Lang.NL, "Zij klaagde niet als ⟦enige van het team⟧.", "Zij klaagde."),
        (Lang.NL, "Zij had niet als ⟦enige al eens geklaagd⟧.", "Zij had al eens geklaagd."),
    ],
)
def test_who_is_not_the_only_one_is_one(lang: Lang, text: str, told: str) -> None:
    assert told in said(text, T.GROUP, lang).values()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (Lang.NL, "Hij zei dat zij niet ⟦de enige lasser in de ploeg⟧ was."),
        (Lang.NL, "Zij waarschuwde niet als ⟦eerste verpleegkundige⟧."),
    ],
)
def test_a_denial_is_of_nothing_else(lang: Lang, text: str) -> None:
    """Whoever is not the only welder is a welder; nobody says that she is none."""
    denied = ("niet een", "niet als")
    assert not [each for each in said(text, T.GROUP, lang).values() if any(words in each for words in denied)]
