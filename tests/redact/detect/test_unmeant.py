"""What looks as a detail and is none where it stands."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.unmeant import is_unmeant
from bronwacht.redact.draft import DetailType, Lang, Span

T, NL, EN = DetailType, Lang.NL, Lang.EN


def unmeant(marked: str, type_: DetailType, lang: Lang) -> bool:
    start, end = marked.index("["), marked.index("]") - 1
    return is_unmeant(marked.replace("[", "").replace("]", ""), lang, Match(Span(start, end), type_, 0.9, "tagger"))


@pytest.mark.parametrize(
    ("marked", "type_", "lang"),
    [
        ("Ze wilde [dichter] bij haar werk wonen.", T.OCCUPATION, NL),
        ("Hij kon [mijn opa] zijn.", T.FAMILY, NL),
        ("Hij had [haar vader] kunnen zijn.", T.FAMILY, NL),
        ("He could have been [my grandfather].", T.FAMILY, EN),
        ("Zij had [geen zin] in ruzie.", T.HEALTH, NL),
        ("Hij stuurde een [knipogende emoji].", T.HEALTH, NL),
        ("Zij heeft [lang getwijfeld].", T.TRAIT, NL),
        ("De [derde] vrouw zweeg.", T.GROUP, NL),
        ("A [second] woman left.", T.OCCUPATION, EN),
    ],
)
def test_told_of_nobody(marked: str, type_: DetailType, lang: Lang) -> None:
    assert unmeant(marked, type_, lang)


@pytest.mark.parametrize(
    ("marked", "type_", "lang"),
    [
        ("Een [dichter] uit Tiel belde.", T.OCCUPATION, NL),
        ("Hij kon [mijn opa] goed.", T.FAMILY, NL),
        ("[Haar vader] was slager.", T.FAMILY, NL),
        ("Zij heeft [geen schildklier] meer.", T.HEALTH, NL),
        ("Zij heeft [een schorre stemband].", T.HEALTH, NL),
        ("Zij heeft [jaren geroeid].", T.TRAIT, NL),
    ],
)
def test_told_of_somebody(marked: str, type_: DetailType, lang: Lang) -> None:
    assert not unmeant(marked, type_, lang)
