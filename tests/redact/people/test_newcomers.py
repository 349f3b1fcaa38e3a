"""Newspapers bring in their sources one after the other: the fourth, a friend of hers, the youngest again."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Role, Span
from bronwacht.redact.people import attribute
from bronwacht.redact.people.clues import read_clues
from bronwacht.redact.people.figures import Figure
from bronwacht.redact.people.newcomers import taken_up
from bronwacht.redact.people.scene import look
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story, parse_story

PUPILS = {
    Lang.NL: (
        "Eva (niet haar echte naam) was vijfdejaars toen ze studente-assistent werd bij hoogleraar Victor Dalmeijer. "
        "Haar vader had een viskraam in Yerseke.\n\n"
        "Een tweede studente was de enige Surinaamse in de master. Haar broer zat vast in Vught.\n\n"
        "De derde studente sprak vorige week pas met haar ouders. Ze is 24 en speelt hockey."
    ),
    Lang.EN: (
        "Eva (not her real name) was a student when she became an assistant to Professor Victor Dale. Her father sold "
        "fish in Whitby.\n\n"
        "A second student was the only Nigerian on the course. Her brother was in prison in Leeds.\n\n"
        "The third student spoke to her parents only last week. She is 24 and plays hockey."
    ),
}
IN_ONE_PARAGRAPH = {
    Lang.NL: (
        "Vijf vrouwen beschuldigen hoogleraar Victor Dalmeijer.\n\n"
        "Een van hen, een hydroloog, was 27. Een tweede vrouw kwam uit Goes. Een derde was de enige Surinaamse van zes."
    ),
    Lang.EN: (
        "Five women accuse Professor Victor Dale.\n\n"
        "One of them, a hydrologist, was 27. A second woman came from Goole. A third was the only Nigerian of six. "
        "Another has two sons."
    ),
}
BESIDE = {
    Lang.NL: (
        "Een hydroloog van 27 uit Vianen zegt dat dijkgraaf Berend Hoogland haar lastigviel.\n\n"
        "Een collega van haar, moeder van een tweeling, kreeg berichten van hem."
    ),
    Lang.EN: (
        "A hydrologist of 27 from Goole says that commissioner Bernard Hogg pestered her.\n\n"
        "A colleague of hers, a mother of four, was sent messages by him."
    ),
}
AGAIN = "The youngest cook was new. A cook was 51. The youngest cook never came back."
TITLE = "A clerk of 44 was sent home by her line manager, Tom Marsh, after the meeting in Leeds. Marsh denies it."


def owners(lang: Lang, text: str) -> list[set[str]]:
    """The likeliest persons of the details of each paragraph."""
    found: list[set[str]] = [set() for _ in text.split("\n\n")]
    for detail in read(Draft(text, lang), Story()).details:
        found[text.count("\n\n", 0, detail.span.start)].add(detail.persons[0])
    return found


@pytest.mark.parametrize("lang", list(Lang))
def test_a_third_with_whom_a_paragraph_begins_is_neither_the_first_nor_the_second(lang: Lang) -> None:
    first, second, third = owners(lang, PUPILS[lang])
    assert len(third) == 1
    assert not third & (first | second)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_third_in_the_paragraph_of_the_others_is_somebody_else(lang: Lang) -> None:
    """ "A third" is no detail either: it says of nobody more than that they are one more."""
    text = IN_ONE_PARAGRAPH[lang]
    details = read(Draft(text, lang), Story()).details
    whose = {detail.span.of(text): detail.persons for detail in details}
    assert not {"tweede", "derde", "Een derde", "third", "A third"} & whose.keys()
    starts = ("27", "Goes", "Goole", "de enige", "the only", "two sons")
    likeliest = [persons[0] for words, persons in whose.items() if words.startswith(starts)]
    assert len(likeliest) == len(set(likeliest)) == len(text.split("\n\n")[1].split(". "))


@pytest.mark.parametrize("lang", list(Lang))
def test_a_colleague_of_hers_is_not_she(lang: Lang) -> None:
    first, second = owners(lang, BESIDE[lang])
    assert first and second
    assert not first & second


@pytest.mark.parametrize(("again", "figure"), [("youngest cook", 0), ("cook", None)])
def test_a_description_takes_up_whom_two_of_its_words_were_said_of(again: str, figure: int | None) -> None:
    starts = [AGAIN.index("youngest"), AGAIN.index("cook was 51"), AGAIN.rindex(again)]
    spans = [Span(at, at + len(said)) for at, said in zip(starts, ("youngest cook", "cook", again), strict=True)]
    details = [Detail(f"d{n}", span, DetailType.GROUP, 1.0, {}) for n, span in enumerate(spans, 1)]
    *told, clue = read_clues(look(AGAIN, Lang.EN, spans), details)
    figures = [Figure(), Figure()]
    for one, other in zip(figures, told, strict=True):
        one.add(other)
    assert taken_up(clue, figures) == figure


def test_an_office_before_a_public_name_is_of_its_bearer() -> None:
    details = read(Draft(TITLE, Lang.EN), Story()).details
    assert [d.span.of(TITLE) for d in details if d.type is DetailType.OCCUPATION] == ["clerk"]


def test_a_text_that_begins_with_a_comma_opens_with_nobody() -> None:
    detail = Detail("d1", Span(1, 2), DetailType.FAMILY, 1.0, {})
    assert not read_clues(look(",a", Lang.NL, [detail.span]), [detail])[0].signs.get("opens with somebody")


@pytest.mark.parametrize(
    ("lang", "text", "accused", "wronged"),
    [
        (
            Lang.NL,
            "Kankeronderzoeker Kees-Jan V. nam ontslag nadat een promovenda klachten tegen hem had ingediend wegens"
            " grensoverschrijdend gedrag. De promovenda is opgelucht dat hij weg is.",
            "Kees-Jan V.",
            "promovenda",
        ),
        (
            Lang.EN,
            "Chairman Kees-Jan V. stepped down after a trainee nurse filed a complaint against him about bullying. The"
            " trainee nurse is relieved that he is gone.",
            "Kees-Jan V.",
            "trainee nurse",
        ),
    ],
)
def test_whoever_accuses_somebody_is_somebody_else(lang: Lang, text: str, accused: str, wronged: str) -> None:
    details = read(Draft(text, lang), Story()).details
    owners = {word: {d.persons for d in details if word in d.span.of(text)} for word in (accused, wronged)}
    assert all(len(found) == 1 for found in owners.values())
    assert owners[accused] != owners[wronged]


COMPANION = {
    Lang.NL: (
        "De beleidsmedewerker, een moeder van twee, werkte er negen jaar. Haar toenmalige kamergenote, die nu "
        "consultant is en roeit, hoorde het. Wethouder Rogier Hoogland ontkent het."
    ),
    Lang.EN: (
        "The policy officer, a mother of two, worked there for nine years. Her former roommate, who is a consultant "
        "now and rows, heard it. Alderman Roger Highland denies it."
    ),
}
BACK = {
    Lang.NL: (
        "De portier, een vrouw van 31, zag wethouder Rogier Hoogland slaan. Zij werkte er drie jaar.\n\n"
        "Een stagiair van 22 uit Hoorn was erbij. Hij speelt tuba. De oud-portier begon een winkel."
    ),
    Lang.EN: (
        "A clerk of 31 saw alderman Roger Highland hit a man. She worked there for three years.\n\n"
        "A porter, 50, had warned him. He cycles to York every day. The former clerk left for Leeds."
    ),
}


def owner(lang: Lang, text: str, words: str) -> str:
    """The likeliest person of the detail that ``words`` are in, or part of."""
    at = text.index(words)
    wanted = Span(at, at + len(words))
    return next(d.persons[0] for d in read(Draft(text, lang), Story()).details if d.span.overlaps(wanted))


@pytest.mark.parametrize(("lang", "first"), [(Lang.NL, "moeder van twee"), (Lang.EN, "mother of two")])
def test_a_roommate_of_whom_a_clause_tells_more_is_somebody_else(lang: Lang, first: str) -> None:
    assert owner(lang, COMPANION[lang], "consultant") != owner(lang, COMPANION[lang], first)


@pytest.mark.parametrize(
    ("lang", "again", "first"), [(Lang.NL, "oud-portier", "31"), (Lang.EN, "former clerk", "clerk")]
)
def test_whoever_a_sentence_calls_by_the_noun_of_before_is_not_who_was_told_of_last(
    lang: Lang, again: str, first: str
) -> None:
    assert owner(lang, BACK[lang], again) == owner(lang, BACK[lang], first)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (Lang.NL, "Drie oud-medewerkers beschrijven hoe Rogier van Westerhoven hen liet werken."),
        (Lang.EN, "Two former aides told this paper that Roger Highland had let them work."),
    ],
)
def test_those_who_tell_are_sources_though_nothing_else_is_told_of_them(lang: Lang, text: str) -> None:
    reading = read(Draft(text, lang), Story())
    group = next(detail for detail in reading.details if detail.type is DetailType.GROUP)
    assert group.persons[0] in {person.id for person in reading.persons if person.role is Role.SOURCE}


@pytest.mark.parametrize("third", ["Een derde, uit Zuna, zegt hetzelfde.", "De derde vrouw, uit Zuna, zegt hetzelfde."])
def test_a_third_is_somebody_else_in_the_midst_of_a_paragraph(third: str) -> None:
    text = f"Wethouder Willem Hartman kreeg klachten. Een andere vrouw, kok in Tiel, schreef alles op. {third}"
    reading = read(Draft(text, Lang.NL), Story())
    of = {d.span.of(text): d.persons[0] for d in reading.details if d.persons}
    place = next(owner for words, owner in of.items() if "Zuna" in words)
    cook = next(owner for words, owner in of.items() if "kok" in words)
    assert place != cook


def test_one_of_them_is_not_whoever_was_named_last() -> None:
    text = (
        "Drie vrouwen klagen over wethouder Willem Hartman. Een kok van 31 uit Tiel schreef alles op.\n\n"
        "Burgemeester Anna Koster wil eerst met de vrouwen praten. Een van hen is uit Zuna vertrokken."
    )
    reading = read(Draft(text, Lang.NL), Story())
    assert "Zuna" in {d.span.of(text) for d in reading.details}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (Lang.EN, "A 31-year-old clerk says that Alderman Peter Marsh shouted at her. He denies it."),
        (
            Lang.NL,
            "Een eenendertigjarige ambtenaar zegt dat wethouder Piet Bok tegen haar schreeuwde. Hij ontkent dat.",
        ),
        (Lang.NL, "Een 31-jarige ambtenaar werd uitgescholden door wethouder Piet Bok. Zij is ziek thuis."),
    ],
)
def test_somebody_new_is_not_who_is_named_later_in_the_sentence(lang: Lang, text: str) -> None:
    reading = read(Draft(text, lang), Story())
    assert not reading.left_out
    assert {DetailType.AGE, DetailType.OCCUPATION} <= {detail.type for detail in reading.details}


def test_a_spokesman_is_nobody_to_protect() -> None:
    text = "A spokesman for the council says that Alderman Peter Marsh did no wrong. A 31-year-old clerk wept."
    assert all(text.index("A 31") < d.span.start for d in read(Draft(text, Lang.EN), Story()).details)


def test_a_phrase_before_a_name_may_be_of_whom_it_names() -> None:
    text = "Peter Marsh leads the council. A widower of 61, Marsh told us he would stay."
    start = text.index("widower")
    widower = Detail("d1", Span(start, start + 7), DetailType.FAMILY, 0.9)
    (found,), persons = attribute(Draft(text, Lang.EN), [widower], parse_story({"public": [{"name": "Peter Marsh"}]}))
    assert [person.role for person in persons if person.id in found.persons] == [Role.UNDECIDED]
