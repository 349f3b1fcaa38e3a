"""Earlier publications in the report: who is who, why, what only they tell, and no word of theirs unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from bronwacht.redact.analysis import Analysis, Barrier, Link, NotChecked, Obstacle, SameSource, Sign
from bronwacht.redact.draft import DetailType, Earlier, Fact, Lang, Observability, Span
from bronwacht.redact.report import risk_json, risk_text, to_html
from bronwacht.redact.report.earlier import sign
from bronwacht.redact.report.words import words_of
from bronwacht.redact.story import Adversary

Analyse = Callable[..., Analysis]
TOLD = Earlier("2021-07-05.txt", (Span(40, 55),), ("een huis in Urk",))


def with_earlier(analysis: Analysis, *, certain: bool = True) -> Analysis:
    place = Fact(
        "e1", DetailType.PLACE, "p2", {"kind": "town", "name": "Urk"}, ("e1.1",), Observability.PUBLIC_LIFE,
        earlier=replace(TOLD, certain=certain),
    )  # fmt: skip
    again = replace(place, id="e2", type=DetailType.AGE, value={"age": 29}, details=("e2.1",))
    facts = tuple(replace(f, published=again) if f.type is DetailType.AGE else f for f in analysis.reading.facts)
    return replace(
        analysis,
        reading=replace(analysis.reading, facts=facts, earlier=(place,)),
        obstacles=(Obstacle("p2", Adversary.STRANGER, "e1", Barrier.EARLIER),),
        links=(Link("d1", "2021-07-05.txt", Span(9, 20), Sign.QUOTE, 2.3, certain, "ik zat in Urk op de kade"),),
        same=(SameSource("p2", "2021-07-05.txt", Span(4, 9), 4.1, certain),),
    )


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("show", [to_html, risk_text])
def test_it_is_told_in_both_languages(analyse: Analyse, lang: Lang, show: Callable[..., str]) -> None:
    text = " ".join(show(with_earlier(analyse(lang)), show_text=True).split())
    t = words_of(lang)
    for key in ("links.heading", "sign.same quote"):
        assert t(key) in text
    assert "2021-07-05.txt" in text and "een huis in Urk" in text and "op de kade" in text
    possible = " ".join(show(with_earlier(analyse(lang), certain=False), show_text=True).split())
    assert "misschien" in possible if lang is Lang.NL else "may be" in possible


def test_no_word_of_an_earlier_article_is_shown_unasked(analyse: Analyse) -> None:
    made = with_earlier(analyse())
    for text in (to_html(made, show_text=False), risk_text(made), str(risk_json(made))):
        assert "Urk" not in text and "2021-07-05.txt" in text
    assert "Urk" not in repr(made.reading.earlier)


def test_the_json_has_each_place_where_a_fact_was_published(analyse: Analyse) -> None:
    shown = risk_json(with_earlier(analyse()))
    (source,) = (s for s in shown["sources"] if s["person"] == "p2")  # type: ignore[union-attr, index, call-overload]
    place = {"file": "2021-07-05.txt", "start": 40, "end": 55, "certain": True}
    published = {f["id"]: f.get("published") for f in source["facts"]}  # type: ignore[union-attr, index, call-overload]
    assert published["e1"] == [place]
    assert [p for id, p in published.items() if id != "e1" and p] == [[place]]


def test_what_was_not_compared_is_not_said_to_be_without_links(analyse: Analyse) -> None:
    def said(*codes: NotChecked) -> str:
        return to_html(replace(analyse(), links=(), same=(), not_checked=codes))

    t = words_of(Lang.NL)
    assert t("links.not_done") in said(NotChecked.EARLIER)
    assert t("links.unread") in said(NotChecked.EARLIER_UNREAD)
    assert t("links.none") in said()


@pytest.mark.parametrize("lang", list(Lang))
def test_every_sign_has_words(lang: Lang) -> None:
    assert len({sign(each, words_of(lang)) for each in Sign} - set(Sign)) == len(Sign)
    assert sign("something else", words_of(lang)) == "something else"
