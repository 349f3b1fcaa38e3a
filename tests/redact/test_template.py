"""A new story file: it can be read again, and calls each source by a phrase that is theirs alone."""

# ruff: noqa: E501 (tables are easier to read with a row a line)

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bronwacht.redact.called import Callings
from bronwacht.redact.draft import Draft, Lang, Person, Reading, Role, Span
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story, parse_story
from bronwacht.redact.template import new_story

ONLY = {"the only woman in a team of nine": {"unique": True, "size": 9}}


def reading(mark: Callable[..., Any], text: str, lang: Lang = Lang.EN, owners: str = "", **more: Any) -> Reading:
    """The marked details, all mentions of one source, or of those whose number stands at their place in ``owners``."""
    passage = mark(text, lang, **more)
    whose = owners or "1" * len(passage.details)
    details = tuple(replace(d, persons=(f"p{n}",)) for d, n in zip(passage.details, whose, strict=True))
    spans = {n: tuple(d.span for d in details if d.persons == (f"p{n}",)) for n in dict.fromkeys(whose)}
    persons = tuple(Person(f"p{n}", Role.SOURCE, found) for n, found in spans.items())
    return Reading(passage.draft, details, persons)


@pytest.mark.parametrize(
    ("text", "lang", "called"),
    [
        ("[[GROUP|Three people who worked]] there. One is a [[GENDER|woman]] of [[AGE|34]].", "en", "a woman of 34"),
        ("[[GROUP|Vier vrouwen]] klaagden. Een van hen is een [[OCCUPATION|verpleegkundige]].", "nl", "een verpleegkundige"),
        ("[[GROUP|Three people who worked]] there complained.", "en", None),
        ("De derde, een [[OCCUPATION|technicus]] uit Urk, zweeg.", "nl", "een technicus"),
        ("De derde, een [[OCCUPATION|secretaris]], zweeg.", "nl", "een secretaris"),
        ("Een paar [[OCCUPATION|schoonmakers]] zwegen.", "nl", None),
        ("The [[OCCUPATION|clerks]] complained, and the [[OCCUPATION|clerk in his office]] too.", "en", "the clerk in his office"),
        ("She was [[GROUP|the only woman in a team of nine]].", "en", "the only woman in a team of nine"),
        ("De [[OCCUPATION|kok]] belde. Later belde de [[OCCUPATION|kok]] weer. Zij is een [[GENDER|vrouw]].", "nl", "een vrouw"),
        ("De [[GENDER|vrouw]] belde. De [[OCCUPATION|kok]] zweeg. Dan zwijgt de [[OCCUPATION|kok]] weer.", "nl", "De kok"),
        ("A [[AGE|34-year-old]] [[OCCUPATION|nurse]] complained.", "en", "A 34-year-old nurse"),
        ("A former\n[[OCCUPATION|nurse]], then [[AGE|22]], complained.", "en", "nurse"),
        ("A [[GENDER|woman]] who worked as a [[OCCUPATION|nurse]] left.", "en", "A woman who worked as a nurse"),
        ("Een [[GENDER|man]], die [[AGE|31]] was, belde.", "nl", "Een man"),
        ("“[[QUOTE|I told them twice]],” says one.", "en", None),
        ("[[NAME|Jane Marsh]] complained.", "en", None),
    ],
)  # fmt: skip
def test_a_source_is_called_by_a_whole_phrase_of_one_person(
    mark: Callable[..., Any], text: str, lang: str, called: str | None
) -> None:
    found = reading(mark, text, Lang(lang), values=ONLY)
    assert Callings(found).of(found.persons[0]) == called


def test_a_phrase_that_is_also_somebody_elses_is_nobodys(mark: Callable[..., Any]) -> None:
    text = (
        "A [[OCCUPATION|nurse]] left. A [[OCCUPATION|nurse]] of [[AGE|31]] stayed, a [[GENDER|woman]]. He met a woman."
    )
    found = reading(mark, text, owners="1222")
    assert [Callings(found).of(person) for person in found.persons] == [None, "A nurse of 31"]


def test_the_file_can_be_read_and_a_remark_tells_who_is_without_words(mark: Callable[..., Any]) -> None:
    text = "A [[OCCUPATION|nurse]] left. “[[QUOTE|I told them twice]],” says another. [[GROUP|All four]] left."
    made = new_story(reading(mark, text, owners="123"), Lang.EN)
    story = parse_story(tomllib.loads(made))
    assert [(source.codename, source.called) for source in story.sources] == [
        ("Blackbird", ("A nurse",)),
        ("Curlew", ()),
        ("Lapwing", ()),
    ]
    assert '# "I told them twice"\ncalled = []' in made and '# "All four"\ncalled = []' in made


@pytest.mark.parametrize("lang", list(Lang))
def test_without_a_draft_every_table_is_explained(lang: Lang) -> None:
    made = new_story(None, lang)
    assert parse_story(tomllib.loads(made)).sources == ()
    assert all(f"# [[{table}]]" in made for table in ("public", "source", "register"))


@pytest.mark.parametrize(
    ("names", "name", "also"),
    [
        (("Laurens Ivens", "Ivens", "Ivens’"), "Laurens Ivens", ["Ivens"]),
        (("Dennis Harrow", "Harrow", "Harrow's", "Harrow’s"), "Dennis Harrow", ["Harrow"]),
        (("Harrow", "Harrow’s"), "Harrow", []),
        (("Jan Bakker", "Bakkers", "Bakker"), "Jan Bakker", ["Bakker"]),
        (("Piet Peters", "Peters"), "Piet Peters", ["Peters"]),
        (("Lady Rees’", "James"), "Lady Rees’", ["James"]),
    ],
)
def test_a_possessive_is_no_name_of_its_own(names: tuple[str, ...], name: str, also: list[str]) -> None:
    draft = Draft(". ".join(names), Lang.EN)
    spans, at = [], 0
    for each in names:
        spans.append(Span(at, at + len(each)))
        at += len(each) + len(". ")
    found = Reading(draft, (), (Person("p1", Role.PUBLIC, tuple(spans)),))
    (public,) = tomllib.loads(new_story(found, Lang.EN))["public"]
    assert (public["name"], public["also"]) == (name, also)


def _story(text: str, lang: Lang) -> Any:
    return parse_story(tomllib.loads(new_story(read(Draft(text, lang), Story()), lang)))


def test_a_person_and_the_organisation_they_are_of_are_two_names() -> None:
    text = (
        "De baas van het museum\n\nDirecteur Wim Terpstra van het Fries Scheepvaarthuis in Sneek kreeg in tien jaar 31"
        " klachten. Wij spraken met zes mensen.\n\nEen restaurator (38) herinnert zich de opening. Terpstra gooide een"
        " glas. Wethouder Gea Wielinga noemt de berichten zorgelijk.\n"
    )
    people = {entry.name: entry for entry in _story(text, Lang.NL).public}
    assert {"Wim Terpstra", "Fries Scheepvaarthuis", "Gea Wielinga"} <= set(people)
    assert people["Wim Terpstra"].also == ("Terpstra",)
    assert [name for name, entry in people.items() if entry.accused] == ["Wim Terpstra"]


def test_who_is_named_in_full_once_and_by_surname_later_is_one_entry() -> None:
    text = (
        "Rector Karin Osseweijer van het Erasmiaans Lyceum in Breda wist van de klachten. Dat zeggen een oud-leerling en"
        " een conciërge.\n\nDe oud-leerling, inmiddels 23, meldde het per mail. Osseweijer ontkent alles. Volgens"
        " Osseweijer is er niets gebeurd.\n"
    )
    people = _story(text, Lang.NL).public
    (rector,) = [entry for entry in people if "Osseweijer" in entry.names or "Osseweijer" in entry.name]
    assert (rector.name, rector.accused) == ("Karin Osseweijer", True)
    assert "Erasmiaans Lyceum" in {entry.name for entry in people}


def test_whom_the_text_calls_the_holder_of_an_office_is_public() -> None:
    text = (
        "De directeur van het ziekenhuis heet Joris Lievens. Hij leidt het sinds 2015 en wist ervan. Een apotheker"
        ' vertelt het. Ze is 52. Daar zei Lievens tegen haar: "Dit blijft tussen ons." Lievens wil niet reageren.\n'
    )
    (director,) = [entry for entry in _story(text, Lang.NL).public if entry.accused]
    assert (director.name, director.also) == ("Joris Lievens", ("Lievens",))


@pytest.mark.parametrize(
    ("text", "lang", "called"),
    [
        ("Iemand zat bij [[OCCUPATION|de kassa]].", "nl", None),
        ("His wife [[OCCUPATION|runs post office]], she says.", "en", None),
        ("Somebody stood at the [[OCCUPATION|counter]].", "en", None),
        ("A [[OCCUPATION|brewer]] complained.", "en", "A brewer"),
        ("Een [[OCCUPATION|slijpster]] klaagde.", "nl", "Een slijpster"),
    ],
)
def test_a_place_or_a_kind_of_work_is_nobody(
    mark: Callable[..., Any], text: str, lang: str, called: str | None
) -> None:
    found = reading(mark, text, Lang(lang))
    assert Callings(found).of(found.persons[0]) == called


def test_office_that_opens_a_sentence_is_no_part_of_a_name() -> None:
    text = (
        "Wethouder Denis Kwol gunde het werk. Een peilbeheerder van 56 zag dat Kwol belde, en Kwol lachte.\n\n"
        "Secretaris-directeur Anna Bos ontkent dat. Bos wil niets zeggen over een juriste van 29.\n"
    )
    story = parse_story(tomllib.loads(new_story(read(Draft(text, Lang.NL), Story()), Lang.NL)))
    assert {"Denis Kwol", "Anna Bos"} <= {entry.name for entry in story.public}
    assert [entry.name for entry in story.public if entry.accused] == ["Denis Kwol"]
