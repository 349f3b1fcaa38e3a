"""The JSON contract: exactly its keys, and no word of the draft unless asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.analysis import Analysis, Barrier, Link, NotChecked, Obstacle
from bronwacht.redact.draft import (
    TEXT_KEYS,
    VALUE_KEYS,
    Action,
    Detail,
    DetailType,
    Draft,
    Edit,
    Fact,
    Lang,
    Observability,
    Person,
    Reading,
    Role,
    Span,
)
from bronwacht.redact.report import risk_json, risk_text, scan_json, scan_text, to_html
from bronwacht.redact.report.sheet import sheet
from bronwacht.redact.report.view import View
from bronwacht.redact.risk.assessment import Assessment, BaseRate, Cap, Crowd, Driver, Universe, Verdict
from bronwacht.redact.story import Adversary, Story
from hypothesis import given, settings
from hypothesis import strategies as st

Analyse = Callable[..., Analysis]


def keys(value: Any) -> Any:
    """The shape of a JSON value: the keys of objects, and the shape of a list's first item."""
    if isinstance(value, dict):
        return {key: keys(item) for key, item in value.items()}
    return [keys(value[0])] if isinstance(value, list) and value else None


ADVERSARY = {
    "adversary": None,
    "verdict": None,
    "threshold": None,
    "crowd": {"low": None, "median": None, "high": None},
    "p_unique": None,
    "p_guess": None,
    "cap": {"k": None, "fact": None},
    "because": None,
    "universe": {"size": None, "what": None, "source": None, "year": None},
    "drivers": [{"fact": None, "gain_log10": None}],
}


def test_scan_has_the_keys_of_the_contract(analyse: Analyse) -> None:
    shown = scan_json(analyse().reading)
    assert keys(shown) == {
        "schema": None,
        "file": None,
        "lang": None,
        "chars": None,
        "persons": [{"id": None, "role": None, "mentions": [[None]]}],
        "details": [
            {
                "id": None,
                "start": None,
                "end": None,
                "type": None,
                "person": None,
                "fact": None,
                "value": {"kind": None, "part": None},
                "score": None,
                "observability": None,
            }
        ],
    }
    assert json.loads(json.dumps(shown)) == shown
    details: Any = shown["details"]
    assert details[1] == {
        "id": "d2",
        "start": 444,
        "end": 451,
        "type": "AGE",
        "person": "p2",
        "fact": "f2",
        "value": {"age": 31, "then": True, "born_low": 1987, "born_high": 1988},
        "score": 0.91,
        "observability": "public_life",
    }


def test_risk_has_the_keys_of_the_contract(analyse: Analyse) -> None:
    shown = risk_json(analyse())
    assert keys(shown) == {
        "schema": None,
        "file": None,
        "lang": None,
        "sources": [
            {
                "person": None,
                "codename": None,
                "facts": [{"id": None, "type": None, "value": {"kind": None, "part": None}, "details": [None]}],
                "adversaries": [ADVERSARY],
            }
        ],
        "plan": [
            {
                "details": [None],
                "start": None,
                "end": None,
                "action": None,
                "replacement": None,
                "reason": None,
                "buys": {"person": None, "adversary": None, "low": None, "undone": None},
            }
        ],
        "after": [{"person": None, "adversaries": [{**ADVERSARY, "cap": None}]}],
        "links": [
            {
                "here": None,
                "there": {"file": None, "start": None, "end": None},
                "why": None,
                "weight": None,
                "certain": None,
            }
        ],
        "same_sources": [
            {
                "person": None,
                "there": {"file": None, "start": None, "end": None},
                "evidence": None,
                "certain": None,
                "against": [{"here": None, "why": None, "weight": None}],
            }
        ],
        "compared": [{"file": None, "published": None}],
        "promises": [{"source": None, "detail": None, "why": None, "finest": None, "mended": None, "hindrance": None}],
        "base_rates": [{"what": None, "value": None, "source": None, "year": None}],
        "not_checked": [None],
    }
    assert json.loads(json.dumps(shown)) == shown
    sources: Any = shown["sources"]
    assert [source["person"] for source in sources] == ["p2", "p3", "p4"]
    promises: Any = shown["promises"]
    assert [(p["why"], p["mended"]) for p in promises] == [
        ("leeftijd: hooguit vaag", False),
        ("plaats: niet publiceren", True),
    ]
    assert [p["hindrance"] for p in promises] == ["must_keep", None]
    plan: Any = shown["plan"]
    assert plan[0]["buys"] == {"person": "p2", "adversary": "colleague", "low": 38, "undone": 2}
    assert plan[2]["buys"] is None
    accused = sources[0]["adversaries"][3]
    assert (accused["verdict"], accused["because"]) == ("cannot_be_made_safe", ["d5"])
    unknown = sources[2]["adversaries"][3]
    assert [unknown[key] for key in ("crowd", "p_unique", "p_guess", "cap", "universe")] == [None] * 5


def test_every_base_rate_is_there_once(analyse: Analyse) -> None:
    rates: Any = risk_json(analyse())["base_rates"]
    assert [rate["value"] for rate in rates] == [41_300, 0.506, 0.0247]
    assert all(rate["source"] and rate["year"] for rate in rates)


def test_an_empty_analysis_is_told_too() -> None:
    reading = Reading(Draft("Niets.", Lang.NL), (), ())
    empty = Analysis(reading, Story(), Lang.NL, {}, {})
    assert risk_json(empty)["sources"] == []
    assert "<h1>" in to_html(empty)
    assert "geen bron gevonden" in risk_text(empty)
    assert "0 details" in scan_text(reading)


@pytest.mark.parametrize(("lang", "one"), [(Lang.NL, "1 detail, 1 persoon"), (Lang.EN, "1 detail, 1 person")])
def test_one_is_one(lang: Lang, one: str) -> None:
    draft = Draft("Jan kwam.", lang)
    detail = Detail("d1", Span(0, 3), DetailType.NAME, 1.0, {}, ("p1",))
    alone = Reading(draft, (detail,), (Person("p1", Role.BYSTANDER, (detail.span,)),))
    assert scan_text(alone).splitlines()[0].endswith(one)


@pytest.mark.parametrize("show_text", [False, True])
def test_text_only_when_asked_for(analyse: Analyse, show_text: bool) -> None:
    analysis = analyse()
    shown = json.dumps([scan_json(analysis.reading, show_text=show_text), risk_json(analysis, show_text=show_text)])
    assert ("paardenmarkt" in shown) is show_text
    assert ("beleidsadviseur" in shown) is show_text
    assert ("Een openbare vergadering" in shown) is True


# Words that no closed list, file name, or new word holds: whatever of them is printed came from the draft.
secret = st.text("qxzjwQXZJW", min_size=6, max_size=10)


@st.composite
def analyses(draw: st.DrawFn) -> tuple[list[str], Analysis]:
    words = draw(st.lists(secret, min_size=8, max_size=20, unique=True))
    text = ". ".join(words)
    spans = [Span(at, at + len(word)) for word in words for at in [text.index(word)]]
    details, facts, edits = [], [], []
    for n, (span, word) in enumerate(zip(spans, words, strict=True)):
        kind = draw(st.sampled_from(DetailType))
        value = dict.fromkeys(VALUE_KEYS[kind] & TEXT_KEYS, word) | {"not_a_key": word}
        details.append(Detail(f"d{n}", span, kind, 0.5, value, ("p1",), f"f{n}"))
        facts.append(Fact(f"f{n}", kind, "p1", value, (f"d{n}",), draw(st.sampled_from(Observability))))
        action = draw(st.sampled_from(Action))
        new = word if action is Action.KEEP else "iets"
        if draw(st.booleans()):
            edits.append(Edit((f"d{n}",), span, action, new, kind))
    crowd, universe = Crowd(1, 2, 3, 0.5, 0.5), Universe(9, "mensen", "tabel", 2020)
    assessments = tuple(
        Assessment(
            "p1", adversary, draw(st.sampled_from(Verdict)), 5, crowd, universe, Cap(3, "f0"), ("d0", "d1"),
            (Driver("f1", 0.3), Driver("f2", 0.2)), (BaseRate("deel", 0.5, "tabel", 2020),), ("f3",),
        )
        for adversary in Adversary
    )  # fmt: skip
    persons = (Person("p1", draw(st.sampled_from([Role.SOURCE, Role.UNDECIDED])), tuple(spans[:2])),)
    return words, Analysis(
        Reading(Draft(text, Lang.NL, "x.txt"), tuple(details), persons, tuple(facts)),
        Story(),
        draw(st.sampled_from(Lang)),
        {"p1": assessments},
        {"p1": assessments},
        tuple(edits),
        (Obstacle("p1", Adversary.STRANGER, "f0", draw(st.sampled_from(Barrier))),),
        (Link("d0", "y.txt", Span(0, 3), "same"),),
        not_checked=tuple(NotChecked),
    )


@settings(max_examples=60, deadline=None)
@given(analyses())
def test_no_word_of_the_draft_gets_out(made: tuple[list[str], Analysis]) -> None:
    words, analysis = made
    told = [
        json.dumps(scan_json(analysis.reading)),
        json.dumps(risk_json(analysis)),
        to_html(analysis, show_text=False),
        scan_text(analysis.reading),
        risk_text(analysis),
        json.dumps(sheet(View(analysis, show_text=False), "1")),
        repr(analysis),
    ]
    for view in told:
        assert not [word for word in words if word in view]
    asked = scan_text(analysis.reading, show_text=True, width=10_000)
    assert all(word in asked for word in words)


def test_a_replacement_that_takes_words_of_its_stretch_along_is_text_of_the_draft() -> None:
    draft = Draft("Zij was de enige vrouw van de drie die mandoline speelt.", Lang.NL)
    taken = "een van de drie die mandoline speelt"
    for replacement, shown in ((taken, None), ("iemand", "iemand")):
        edit = Edit(("d1",), Span(8, 55), Action.GENERALISE, replacement, DetailType.GROUP)
        analysis = Analysis(Reading(draft, (), ()), Story(), Lang.NL, {}, {}, (edit,))
        assert risk_json(analysis)["plan"][0]["replacement"] == shown  # type: ignore[index,call-overload]
        assert risk_json(analysis, show_text=True)["plan"][0]["replacement"] == replacement  # type: ignore[index,call-overload]
