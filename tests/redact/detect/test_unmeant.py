"""What looks as a detail and is none where it stands."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.unmeant import as_complaint, is_unmeant
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
        ("Nu is hij aan de [slag] in een bakkerij.", T.PLACE, NL),
        ("Dat was water op zijn [molen].", T.PLACE, NL),
        ("De pan miste haar op een [handbreedte].", T.EVENT, NL),
        ("Zij stond aan de [grond genageld].", T.EVENT, NL),
        ("Zij bleef met [lege handen achter].", T.EVENT, NL),
        ("Last year one in [five dentists] said so.", T.GROUP, EN),
        ("[Two in every three women in banks] have been shouted at.", T.GROUP, EN),
        ("The driver was [sick] of his songs.", T.HEALTH, EN),
        ("The driver was sick and [tired] of him.", T.HEALTH, EN),
        ("According to a survey by a union in [2021] most of them leave.", T.DATE, EN),
        ("Until [next Friday],\nThe editors", T.DATE, EN),
        ("“I ran,” she says over a [cup of tea].", T.EVENT, EN),
        ("The average [dentist] earns more.", T.OCCUPATION, EN),
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
        ("Hij woont in een [molen].", T.PLACE, NL),
        ("Het liep uit de hand op het [personeelsfeest in Tiel].", T.EVENT, NL),
        ("Zij vocht mee in een [slag] bij Waterloo.", T.EVENT, NL),
        ("She was one of [five dentists] there.", T.GROUP, EN),
        ("It was in 2019 that [five dentists] left.", T.GROUP, EN),
        ("The driver was [sick] for a month.", T.HEALTH, EN),
        ("She filled in the staff survey in [2021].", T.DATE, EN),
        ("She stayed until [next Friday], when he came.", T.DATE, EN),
        ("He asked her to marry him over [lunch].", T.EVENT, EN),
    ],
)
def test_told_of_somebody(marked: str, type_: DetailType, lang: Lang) -> None:
    assert not unmeant(marked, type_, lang)


def told_to(marked: str, type_: DetailType) -> Match:
    start, end = marked.index("["), marked.index("]") - 1
    return as_complaint(marked.replace("[", "").replace("]", ""), NL, Match(Span(start, end), type_, 0.9, "tagger"))


@pytest.mark.parametrize(
    ("marked", "type_"),
    [
        ("Zij stapte in mei naar de [preventieadviseur].", T.OCCUPATION),
        ("De man trok naar de [vakbond].", T.EMPLOYER),
        ("Ze klopte tevergeefs aan bij de [ombudsdienst].", T.EMPLOYER),
        ("Hij nam de [bedrijfsarts] in vertrouwen.", T.OCCUPATION),
        ("Een agente die naar de [vakbond] stapte, zweeg.", T.PLACE),
    ],
)
def test_to_whom_somebody_turned_is_no_work_of_theirs(marked: str, type_: DetailType) -> None:
    found = told_to(marked, type_)
    assert found.type is T.EVENT
    assert found.value == {"kind": "complaint"}


@pytest.mark.parametrize(
    ("marked", "type_"),
    [
        ("Hij ging in 2020 bij de [vakbond] werken.", T.EMPLOYER),
        ("Zij werkt als [preventieadviseur] bij de politie.", T.OCCUPATION),
        ("De [vertrouwenspersoon] bevestigt het.", T.OCCUPATION),
        ("Hij ging naar de [bakkerij].", T.EMPLOYER),
    ],
)
def test_who_works_there_does(marked: str, type_: DetailType) -> None:
    assert told_to(marked, type_).type is type_
