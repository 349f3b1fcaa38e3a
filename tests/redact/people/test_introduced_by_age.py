"""Somebody brought in by an age and a town is not the official who was named before."""

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
