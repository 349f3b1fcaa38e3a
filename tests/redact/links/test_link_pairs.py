"""How many sources are known again in a second article, and whether anybody else is taken for them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from bronwacht.redact.links import Linked, link

Stories = dict[str, tuple["Piece", "Piece"]]  # type: ignore[name-defined]  # noqa: F821


@pytest.fixture(scope="module")
def linked(stories: Stories) -> dict[str, Linked]:
    return {name: link(later.reading, [earlier.reading]) for name, (earlier, later) in stories.items()}


def test_most_sources_are_known_again_and_nobody_else_is_taken_for_one_of_them(
    stories: Stories, linked: dict[str, Linked]
) -> None:
    counts: Counter[str] = Counter()
    for name, (earlier, later) in stories.items():
        spans = {detail.id: detail.span for detail in later.reading.details}
        again = earlier.letters & later.letters
        rows = [(later.who(spans[row.here]), earlier.who(row.there), row.certain) for row in linked[name].links]
        counts["again"] += len(again)
        counts["certain"] += len({a for a, b, certain in rows if a == b and certain} & again)
        counts["known"] += len({a for a, b, _ in rows if a == b} & again)
        counts["right"] += sum(a == b for a, b, _ in rows if a and b)
        counts["wrong"] += sum(a != b for a, b, _ in rows if a and b)
        for same in linked[name].same:
            theirs = {later.who(d.span) for d in later.reading.details if same.person in d.persons}
            of_them = {earlier.who(d.span) for d in earlier.reading.details if _is_of(earlier, same.there, d)}
            counts["false, certain" if same.certain else "false, possible"] += not theirs & of_them - {None}
    # Measured (bench/links.py): 16 of 38 certain, 31 certain or possible; of most others the detector finds too little.
    assert counts["again"] == 38
    assert counts["certain"] >= 11, counts
    assert counts["known"] >= 25, counts
    assert counts["false, certain"] == 0, counts
    assert counts["false, possible"] <= 3, counts
    assert counts["right"] >= 0.9 * (counts["right"] + counts["wrong"]), counts


def _is_of(earlier: object, there: object, detail: object) -> bool:
    reading = earlier.reading  # type: ignore[attr-defined]
    who = next((p for p in reading.persons if there in p.mentions or not p.mentions), None)
    return who is None or who.id in detail.persons  # type: ignore[attr-defined]


def test_an_unrelated_article_links_nothing(stories: Stories) -> None:
    pieces = [piece for pair in stories.values() for piece in pair]
    others = [(a, b) for a, b in itertools.combinations(pieces, 2) if a.story != b.story]
    found = [(a.name, b.name) for a, b in others[::11] if link(a.reading, [b.reading]).same]
    assert found == []


def test_what_conflicts_is_told_and_weighs_against(linked: dict[str, Linked]) -> None:
    against = {row.why for each in linked.values() for same in each.same for row in same.against}
    assert "other work" in against  # no pair of these has another gender: test_link_facts has
    for each in linked.values():
        for same in each.same:
            rows = [row for row in each.links if row.file == same.file and row.certain == same.certain]
            assert same.evidence <= sum(row.weight for row in rows) + 0.05
            assert all(row.weight < 0 for row in same.against)


def test_the_published_article_is_known_again_in_another_dress(shared: Path, article: object) -> None:
    (path,) = sorted((shared / "articles").glob("*.txt"))[:1]
    text = path.read_text(encoding="utf-8")
    other = re.sub("[‘’]", '"', text).replace("tien", "10").replace("vier ", "4 ").replace("Zij ", "Ze ")
    here, there = (article(t, name) for t, name in ((text, "2021-10.txt"), (other, "2021-11.txt")))  # type: ignore[operator]
    found = link(here, [there])
    assert {same.person for same in found.same if same.certain} == {person.id for person in here.sources}
    assert {row.why for row in found.links} >= {"same quote", "same group"}
    assert link(here, [article(_UNRELATED, "2021-03.txt")]).same == ()  # type: ignore[operator]


_UNRELATED = (
    "Kok van camping De Zeekoet stopt na twintig jaar\n\nEen kok van 52 hangt zijn schort aan de wilgen. ‘Ik heb hier"
    " duizenden pannenkoeken gebakken’, vertelt hij. In juni 2003 begon hij op de camping in Cadzand, samen met zijn"
    " vrouw, die de receptie deed. Zijn opvolger is een jonge vrouw uit Breskens."
)
