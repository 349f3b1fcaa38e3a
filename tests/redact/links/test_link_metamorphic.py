"""What must hold whatever the articles: more of them never help a source, and their order and number change nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from bronwacht.redact.draft import Lang, Reading
from bronwacht.redact.links import Linked, link
from bronwacht.redact.risk.adversaries import assess
from bronwacht.redact.story import Adversary, Story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

QUOTES = [
    "Hij klopte om één uur ’s nachts op mijn deur",
    "Ik heb gedaan alsof ik sliep",
    "Hij las de kilo’s hardop voor en schreef ze op een bord",
    "Mijn hond zat al die tijd in een kennel",
    "Ik noteerde elk gesprek in een schrift met een kat erop",
]
WHO = ["een danseres", "een verpleegkundige", "een planner", "een kok", "een vrouw", "een man"]
AGES = ["van 31", "van 33", "van 46", "uit Hulst", ""]
MORE = [
    "Zij was de enige vrouw in een groep van acht.",
    "In maart 2019 ging het om een dienstreis naar Lissabon.",
    "Ze is moeder van een tweeling.",
    "Hij werkt bij de gemeente Hulst.",
    "Zij komt uit Polen.",
    "In juni 2020 kwam een burn-out.",
]
DATES = ["2019-06", "2020-02", "2021-07"]


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    who, age = draw(st.sampled_from(WHO)), draw(st.sampled_from(AGES))
    facts = " ".join(draw(st.lists(st.sampled_from(MORE), max_size=3, unique=True)))
    quote = draw(st.sampled_from(QUOTES))
    told = draw(st.sampled_from(["zij", "hij"]))
    return f"{who.capitalize()} {age} werkte met de directeur. {facts} ‘{quote}’, vertelt {told}."


articles = st.lists(paragraphs(), min_size=1, max_size=2).map("\n\n".join)
earlier = st.lists(st.tuples(st.sampled_from(DATES), articles), min_size=1, max_size=3, unique_by=lambda row: row[1])
STORY = Story(published=(2021, 10))


@pytest.fixture(scope="module")
def read_once(article: Callable[[str, str], Reading]) -> Callable[[str, str], Reading]:
    return cache(article)


def crowds(found: Linked) -> dict[tuple[str, Adversary], int | None]:
    reading = found.reading
    return {
        (person.id, a.adversary): a.crowd.low if a.crowd else None
        for person in reading.sources
        for a in assess(reading.facts_of(person.id), person, STORY, Lang.NL, explain=False)
    }


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(articles, earlier, st.randoms(use_true_random=False))
def test_another_article_never_raises_a_crowd_and_order_and_repetition_change_nothing(
    read_once: Callable[[str, str], Reading], draft: str, before: list[tuple[str, str]], random: object
) -> None:
    here = read_once(draft, "2021-10.txt")
    there = [read_once(text, f"{date}-{n}.txt") for n, (date, text) in enumerate(before)]
    grown = crowds(Linked(here))
    for count in range(1, len(there) + 1):
        now = crowds(link(here, there[:count]))
        for key, low in grown.items():
            assert low is None or (now[key] is not None and now[key] <= low), key  # type: ignore[operator]
        grown = now
    shuffled = [*there, *there[:1]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link(here, shuffled) == link(here, there)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(articles)
def test_an_article_published_again_links_every_source_that_is_quoted(
    read_once: Callable[[str, str], Reading], draft: str
) -> None:
    here, there = read_once(draft, "2021-10.txt"), read_once(draft, "2021-09.txt")
    found = link(here, [there])
    assert {row.why for row in found.links if row.why == "same quote"}
    assert all(fact.published or fact.type for fact in found.reading.facts)
    quoted = {id for d in here.details if d.type.value == "QUOTE" for id in d.persons[:1]}
    assert quoted <= {same.person for same in found.same}


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(articles)
def test_an_unrelated_article_changes_nothing(read_once: Callable[[str, str], Reading], draft: str) -> None:
    here = read_once(draft, "2021-10.txt")
    found = link(here, [read_once(UNRELATED, "2021-03.txt")])
    assert found == Linked(here)


UNRELATED = (
    "Brug over de Linge weer open\n\nNa elf maanden rijdt het verkeer weer over de brug bij Leerdam. Wethouder Karel"
    " Bos knipte vrijdag het lint door. Volgens Rijkswaterstaat viel de renovatie 2 miljoen euro duurder uit. Een"
    " fietser van 67 was de eerste die overstak. ‘Eindelijk hoef ik niet meer om te rijden’, zei hij."
)
