"""A greeting is neither part of a name nor a quotation."""

from __future__ import annotations

import pytest
from bronwacht.redact import detect
from bronwacht.redact.detect.greetings import is_fondly_greeted, is_greeting, without_greeting
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import DetailType, Draft, Lang, Span


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("Zij las: “Lieve Marijke, het spijt me.”", "Lieve Marijke", "Marijke"),
        ("Beste Fatima en Joris,\nkomen jullie?", "Beste Fatima", "Fatima"),
        ("She read: 'Dearest Margaret, sorry.'", "Dearest Margaret", "Margaret"),
        ("> Goede morgen Quirx,", "Goede morgen Quirx", "Quirx"),
        ("Het begon zo.\nHoi Xqua\nKom je?", "Hoi Xqua", "Xqua"),
        ("Lieve Blankaert zei nee.", "Lieve Blankaert", "Lieve Blankaert"),
        ("Dat zei Lieve Marijke niet.", "Lieve Marijke", "Lieve Marijke"),
        ("Marijke, kom je?", "Marijke", "Marijke"),
        ("Hoi, Marijke.", "Hoi", "Hoi"),
    ],
)
def test_the_word_that_greets_is_no_part_of_a_name(text: str, name: str, left: str) -> None:
    start = text.index(name)
    use = NameUse(Span(start, start + len(name)), tuple(name.split()), 0.9, 0.1)
    found = without_greeting(text, Lang.EN if "She" in text else Lang.NL, use)
    assert found.span.of(text) == left
    assert list(found.words) == left.split()


@pytest.mark.parametrize(("stretch", "is_one"), [("Dear", True), ("Goede morgen, ", True), ("Dear me", False)])
def test_a_greeting_alone(stretch: str, is_one: bool) -> None:
    assert is_greeting(stretch) is is_one


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            Lang.EN,
            "A junior clerk at the council forwarded us a message that she got from her manager.\n\n"
            '"Dear Anna, we need to talk about those expense claims. Regards, Bob," it said.\n',
        ),
        (
            Lang.NL,
            "Een medewerker van de gemeente kreeg een briefje van haar chef.\n\n"
            "“Lieve Marijke, sorry voor gisteren, ik had dat niet mogen zeggen”, stond erin.\n",
        ),
    ],
)
def test_of_a_quoted_message_the_name_goes_and_the_greeting_stays(lang: Lang, text: str) -> None:
    details = detect.read(Draft(text, lang)).details
    name = "Anna" if lang is Lang.EN else "Marijke"
    assert name in [detail.span.of(text) for detail in details if detail.type is DetailType.NAME]
    greeting = "Dear" if lang is Lang.EN else "Lieve"
    at = text.index(greeting)
    assert not any(detail.span.overlaps(Span(at, at + len(greeting))) for detail in details)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        (Lang.NL, "Haar manager zei: “Laat Anouk erbuiten.”", "Anouk"),
        (Lang.EN, "His agent said: “Leave Rory out of this.”", "Rory"),
    ],
)
def test_what_one_is_bidden_to_do_with_somebody_is_no_part_of_the_name(lang: Lang, text: str, name: str) -> None:
    start, end = text.index("“") + 1, text.index(name) + len(name)
    use = NameUse(Span(start, end), tuple(text[start:end].split()), 0.5, 0.5)
    assert without_greeting(text, lang, use).span.of(text) == name
    bare = NameUse(Span(start, start + 5), (text[start : start + 5].strip(),), 0.5, 0.5)
    assert without_greeting(text, lang, bare) == bare


def test_whom_a_quoted_message_greets_fondly_by_a_first_name_is_private() -> None:
    text = "Hij stuurde haar dit: “Lieve Marijke, je was er niet.” Lieve Verlinden zweeg."
    named = [
        NameUse(Span(text.index(n), text.index(n) + len(n)), tuple(n.split()), 0.1, 0.8)
        for n in ("Marijke", "Lieve Verlinden")
    ]
    assert [is_fondly_greeted(text, use) for use in named] == [True, False]
