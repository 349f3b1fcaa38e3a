"""Which sources of an archive may be one."""

from __future__ import annotations

import math

from bronwacht.redact.batch.recurring import recurring
from bronwacht.redact.batch.work import Outcome, SourceFigures

COMMON = 'GENDER {"gender": "woman"}'
RARE = 'EVENT {"kind": "council_meeting", "part": "speaker"}'
RARER = 'GROUP {"size": 10, "unique": true}'


def source(*facts: str, codename: str | None = None, person: str = "p1") -> SourceFigures:
    return SourceFigures(person, codename, "below_threshold", "stranger", 4, 100, facts)


def archive(*interesting: Outcome) -> list[Outcome]:
    others = [Outcome(f"other-{n:03}.txt", 1, sources=(source(COMMON, f'AGE {{"age": {n}}}'),)) for n in range(200)]
    return [*interesting, *others]


def test_two_that_share_what_is_rare() -> None:
    one = Outcome("a.txt", 1, sources=(source(COMMON, RARE, RARER),))
    other = Outcome("b.txt", 1, sources=(source(COMMON, RARE, RARER),))
    (pair,) = recurring(archive(one, other))
    assert (pair.one, pair.other) == (("a.txt", "p1"), ("b.txt", "p1"))
    assert pair.facts == (RARE, RARER)
    assert pair.evidence == round(2 * math.log10(202 / 2), 2)


def test_what_everybody_has_is_no_evidence() -> None:
    assert recurring(archive()) == ()


def test_one_rare_fact_is_not_enough() -> None:
    one, other = (Outcome(name, 1, sources=(source(COMMON, RARE),)) for name in ("a.txt", "b.txt"))
    assert recurring(archive(one, other)) == ()


def test_two_of_another_gender_are_two() -> None:
    one = Outcome("a.txt", 1, sources=(source(COMMON, RARE, RARER),))
    other = Outcome("b.txt", 1, sources=(source('GENDER {"gender": "man"}', RARE, RARER),))
    assert recurring(archive(one, other)) == ()


def test_two_of_one_draft_are_two() -> None:
    one = Outcome("a.txt", 1, sources=(source(RARE, RARER), source(RARE, RARER, person="p2")))
    assert recurring(archive(one)) == ()


def test_a_codename_says_so() -> None:
    found = [Outcome(name, 1, sources=(source(codename="Merel"),)) for name in ("a.txt", "b.txt", "c.txt")]
    assert [(pair.one[0], pair.other[0]) for pair in recurring(found)] == [("a.txt", "b.txt"), ("b.txt", "c.txt")]
