"""An analysis of the sample, marked by hand: the report is drawn from frozen data and needs no engine."""

# ruff: noqa: E501 (tables are easier to read with a row a line)

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from bronwacht.redact.analysis import Analysis, Barrier, Bought, Compared, Link, NotChecked, Obstacle, SameSource, Sign
from bronwacht.redact.documents import read_document
from bronwacht.redact.draft import (
    Action,
    Detail,
    DetailType,
    Draft,
    Edit,
    Fact,
    Lang,
    Level,
    Observability,
    Person,
    Reading,
    Role,
    Span,
)
from bronwacht.redact.promises import BrokenPromise, Hindrance, Promise
from bronwacht.redact.risk.assessment import Assessment, BaseRate, Cap, Crowd, Driver, Universe, Verdict
from bronwacht.redact.story import Adversary, read_story

T, Seen = DetailType, Observability
SAMPLE = Path(str(files("bronwacht.commands"))) / "data" / "sample-nl.txt"

DETAILS = [
    # type, stretch, person, value, observability
    (T.EVENT, "De raadsvergadering over de paardenmarkt", "p2", {"kind": "council_meeting", "part": "speaker", "term": "paardenmarkt"}, Seen.PUBLIC_RECORD),
    (T.AGE, "toen 31", "p2", {"age": 31, "then": True, "born_low": 1987, "born_high": 1988}, Seen.PUBLIC_LIFE),
    (T.PLACE, "om de hoek van het marktterrein", "p2", {"kind": "neighbourhood", "name": "marktterrein"}, Seen.PUBLIC_LIFE),
    (T.CHANNEL, "Facebook", "p2", {"channel": "facebook"}, Seen.DYADIC),
    (T.QUOTE, "Daar wil ik meer van horen, liefst met een glas in de hand.", "p2", {"words": 12, "dyadic": True, "by": "accused"}, Seen.DYADIC),
    (T.TRIP, "dienstreis naar Gdansk", "p3", {"kind": "business", "country": "PL", "abroad": True, "name": "Gdansk"}, Seen.WORKPLACE),
    (T.OCCUPATION, "beleidsadviseur bij de afdeling Economische Zaken", "p3", {"group": "clerk", "term": "beleidsadviseur"}, Seen.WORKPLACE),
    (T.GROUP, "de enige vrouw in een lichting van zeven", "p4", {"size": 7, "unique": True}, Seen.WORKPLACE),
    (T.EDUCATION, "studie bestuurskunde in Groningen", "p4", {"level": "university", "term": "bestuurskunde"}, Seen.PUBLIC_LIFE),
]  # fmt: skip
EDITS = [
    ("De raadsvergadering over de paardenmarkt", "Een openbare vergadering", Action.GENERALISE, 1),
    ("toen 31", "rond de dertig", Action.GENERALISE, 2),
    (", die om de hoek van het marktterrein woont en", " die", Action.REMOVE, 3),
    ("dienstreis naar Gdansk", "buitenlandse dienstreis", Action.GENERALISE, 6),
    ("de enige vrouw in een lichting van zeven", "een van een kleine groep nieuwkomers", Action.PARAPHRASE, 8),
]
INHABITANTS = Universe(41_300, "inwoners van 18 jaar en ouder", "Voorbeeldtabel bevolking", 2019)
RATES = (
    BaseRate("aandeel vrouwen onder de inwoners", 0.506, "Voorbeeldtabel bevolking", 2019),
    BaseRate("aandeel 30- en 31-jarigen", 0.0247, "Voorbeeldtabel bevolking", 2019),
)


def _crowd(low: int, median: int, high: int, p_unique: float = 0.0) -> Crowd:
    return Crowd(low, median, high, p_unique, 1 / median)


def _group(
    person: str, rows: list[tuple[Verdict, Crowd | None, Cap | None]], facts: list[str]
) -> tuple[Assessment, ...]:
    drivers = tuple(Driver(fact, gain) for fact, gain in zip(facts, (1.6, 1.1, 0.4, 0.1), strict=False))
    return tuple(
        Assessment(
            person, adversary, verdict, threshold, crowd, INHABITANTS if crowd else None, cap,
            because=("d5",) if verdict is Verdict.CANNOT_BE_MADE_SAFE else (), drivers=drivers if crowd else (),
            rates=RATES if crowd else (), unknown=tuple(facts[-1:]) if adversary is Adversary.INSIDER else (),
        )
        for adversary, threshold, (verdict, crowd, cap) in zip(Adversary, (100, 20, 5, 5), rows, strict=True)
    )  # fmt: skip


def _analysis(lang: Lang = Lang.NL) -> Analysis:
    text, story = read_document(SAMPLE).text, read_story(SAMPLE.with_suffix(".toml"))

    def span(stretch: str) -> Span:
        return Span(text.index(stretch), text.index(stretch) + len(stretch))

    details = tuple(
        Detail(f"d{n}", span(stretch), type, 0.91, value, (person,), f"f{n}", seen, ("test",))
        for n, (type, stretch, person, value, seen) in enumerate(DETAILS, 1)
    )
    mentions = {"p2": "een vrouw, toen 31", "p3": "een van de vrouwen", "p4": "een voormalige trainee"}
    sources = tuple(
        Person(id, Role.SOURCE, (span(mention),), codename)
        for (id, mention), codename in zip(mentions.items(), ("Merel", "Wulp", None), strict=True)
    )
    public = Person("p1", Role.PUBLIC, (span("Rutger Velthoen"),), accused=True)
    facts = tuple(Fact(d.fact or "", d.type, d.persons[0], d.value, (d.id,), d.observability) for d in details)
    below, meets, cannot = Verdict.BELOW_THRESHOLD, Verdict.MEETS_THRESHOLD, Verdict.CANNOT_BE_MADE_SAFE
    register = Cap(14, "f1")
    return Analysis(
        reading=Reading(Draft(text, Lang.NL, SAMPLE.name, story.published), details, (public, *sources), facts),
        story=story,
        lang=lang,
        before={
            "p2": _group("p2", [(below, _crowd(1, 2, 6, 0.31), register), (below, _crowd(1, 1, 4, 0.52), register), (below, _crowd(1, 2, 6, 0.3), register), (cannot, _crowd(1, 1, 1, 1.0), None)], ["f2", "f1", "f3"]),
            "p3": _group("p3", [(below, _crowd(2, 5, 31, 0.04), None), (below, _crowd(1, 2, 5, 0.4), None), (below, _crowd(1, 1, 3, 0.7), None), (below, _crowd(1, 1, 1, 1.0), None)], ["f6", "f7"]),
            "p4": _group("p4", [(below, _crowd(1, 1, 1, 1.0), Cap(1, "f8")), (Verdict.IDENTIFIED_BY_TEXT, _crowd(1, 1, 1, 1.0), Cap(1, "f8")), (below, _crowd(1, 1, 1, 1.0), Cap(1, "f8")), (Verdict.NOT_ENOUGH_KNOWN, None, None)], ["f8", "f9"]),
        },
        after={
            "p2": _group("p2", [(meets, _crowd(1240, 3710, 11_400), None), (meets, _crowd(38, 120, 410), None), (meets, _crowd(6, 19, 60, 0.01), None), (cannot, _crowd(1, 1, 1, 1.0), None)], ["f2", "f1", "f3"]),
            "p3": _group("p3", [(meets, _crowd(180, 402, 1_060), None), (meets, _crowd(21, 44, 96), None), (below, _crowd(3, 8, 20, 0.05), None), (below, _crowd(2, 4, 5, 0.1), None)], ["f6", "f7"]),
            "p4": _group("p4", [(meets, _crowd(140, 300, 900), None), (below, _crowd(4, 9, 26, 0.02), None), (meets, _crowd(5, 9, 17), None), (Verdict.NOT_ENOUGH_KNOWN, None, None)], ["f8", "f9"]),
        },
        edits=tuple(Edit((f"d{n}",), span(old), action, new, details[n - 1].type) for old, new, action, n in EDITS),
        obstacles=(
            Obstacle("p2", Adversary.ACCUSED, "f5", Barrier.DYADIC),
            Obstacle("p3", Adversary.INSIDER, None, Barrier.UNIVERSE),
            Obstacle("p4", Adversary.COLLEAGUE, "f9", Barrier.NO_RATE),
        ),
        links=(Link("d1", "2021-07-05.txt", Span(9, 20), Sign.QUOTE, 2.3),),
        same=(
            SameSource("p2", "2021-07-05.txt", Span(4, 9), 1.8, False, (Link("d2", "2021-07-05.txt", Span(30, 42), Sign.OTHER_WORK, -0.5, False),)),
        ),
        compared=(Compared("2021-07-05.txt", (2021, 7)), Compared("los.txt", None)),
        buys=(
            Bought("p2", Adversary.COLLEAGUE, 38, 2), Bought("p2", Adversary.STRANGER, 1240, 7), None,
            Bought("p3", Adversary.STRANGER, 180, 1), Bought("p4", Adversary.STRANGER, 140, 1),
        ),
        promised=(
            Promise("Merel", {T.PLACE: Level.ABSENT, T.AGE: Level.VAGUE}),
            Promise("Kluut", {T.NAME: Level.ABSENT}),
        ),
        promises=(
            BrokenPromise("Merel", "d2", T.AGE, Level.VAGUE, hindrance=Hindrance.MUST_KEEP),
            BrokenPromise("Merel", "d3", T.PLACE, Level.ABSENT, mended=True),
        ),
        not_checked=(NotChecked.STYLE, NotChecked.IMAGES, NotChecked.ONLINE, NotChecked.PRIVATE),
    )  # fmt: skip


@pytest.fixture(scope="session")
def analyse() -> Callable[..., Analysis]:
    """Build the analysis, with the report in a language."""
    return _analysis
