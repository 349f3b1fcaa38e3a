"""Somebody brought in by a rule (an age and a town, a word of speech) is not the official who was named before."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import DetailType, Draft, Lang
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            Lang.NL,
            "Dijkgraaf Henk Wolthuis wist ervan, zegt een peilbeheerder van 47 uit Zwartsluis. Hij klaagde erover.",
        ),
        (Lang.NL, "Burgemeester Tom Verlaan dronk op het werk. Dat zegt een rietdekker van 52 uit Hulst."),
        (Lang.EN, "Mayor Helen Marsh drank at work. That is what a thatcher of 52 from Pitlochry says."),
    ],
)
def test_who_is_brought_in_by_age_and_town_is_somebody_to_protect(lang: Lang, text: str) -> None:
    details = read(Draft(text, lang), Story()).details
    assert {DetailType.OCCUPATION, DetailType.AGE, DetailType.PLACE} <= {detail.type for detail in details}
    assert len({who for detail in details for who in detail.persons}) == 1


@pytest.mark.parametrize(
    ("lang", "text", "work"),
    [
        (Lang.EN, "Minister Helen Carrow ordered it. A {} says so. Carrow denies it.", "guard"),
        (Lang.EN, "Minister Helen Carrow ordered it, according to a {}. Carrow denies it.", "lawyer"),
        (Lang.NL, "Minister Heleen Karsten gaf de opdracht. Een {} zegt dat. Karsten ontkent het.", "loodgieter"),
        (Lang.NL, "Minister Heleen Karsten gaf de opdracht, aldus een {}. Karsten ontkent het.", "lerares"),
    ],
)
def test_who_says_so_without_a_name_is_found(lang: Lang, text: str, work: str) -> None:
    details = read(Draft(text.format(work), lang), Story()).details
    assert [d.span.of(text.format(work)) for d in details if d.type is DetailType.OCCUPATION] == [work]


def test_a_spokesman_without_a_name_is_nobody_to_protect() -> None:
    text = "Minister Helen Carrow ordered it. A spokesman says so. Carrow denies it."
    assert not read(Draft(text, Lang.EN), Story()).details
