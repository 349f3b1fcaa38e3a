"""What changed between two risk files: everything that is worse for a source is said to be, and nothing else."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Lang
from bronwacht.redact.report import compare, diff_json, diff_text, risk_file, risk_json
from bronwacht.redact.report.compare import Comparison, Worse
from bronwacht.redact.report.riskfile import RiskFileError
from bronwacht.redact.risk.assessment import Verdict
from hypothesis import given
from hypothesis import strategies as st

Analyse = Callable[..., Analysis]
Changed = Callable[[Callable[[Any], object]], Comparison]


@pytest.fixture
def data(analyse: Analyse) -> Any:
    return risk_json(analyse())


@pytest.fixture
def changed(data: Any) -> Changed:
    """Compare the sample with itself after a change to its JSON."""

    def change(edit: Callable[[Any], object]) -> Comparison:
        other = copy.deepcopy(data)
        edit(other)
        return compare(risk_file(json.dumps(data)), risk_file(json.dumps(other)))

    return change


def reader(data: Any, part: str = "sources", source: int = 0, adversary: int = 0) -> Any:
    return data[part][source]["adversaries"][adversary]


def test_a_file_is_the_same_as_itself(changed: Changed) -> None:
    found = changed(lambda _: None)
    assert not found
    assert found.worse == ()
    assert "Er is niets veranderd." in diff_text(found, Lang.NL, width=100)


@pytest.mark.parametrize(
    ("edit", "way"),
    [
        (lambda d: reader(d)["crowd"].update(low=0), Worse.CROWD),
        (lambda d: reader(d).update(crowd=None), Worse.CROWD),
        (lambda d: reader(d).update(verdict="identified_by_text"), Worse.VERDICT),
        (lambda d: reader(d, "after").update(verdict="below_threshold"), Worse.AFTER),
        (lambda d: reader(d).update(threshold=50), Worse.THRESHOLD),
        (lambda d: d["sources"][0]["adversaries"].pop(0), Worse.UNREAD),
        (lambda d: d["promises"].append({**d["promises"][0], "why": "naam: niet publiceren"}), Worse.PROMISE),
        (lambda d: d["promises"][1].update(mended=False), Worse.PROMISE),
        (lambda d: d["links"].append({**d["links"][0], "why": "zelfde reis"}), Worse.LINK),
        (lambda d: d["not_checked"].append("registers"), Worse.UNCHECKED),
    ],
)
def test_whatever_is_worse_is_said_to_be(changed: Changed, edit: Callable[[Any], object], way: Worse) -> None:
    found = changed(edit)
    assert found.worse == (way,)
    assert "Er is niets slechter geworden" not in diff_text(found, Lang.NL, width=100)
    assert diff_json(found)["worse"] == [way.value]


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: reader(d)["crowd"].update(low=2),
        lambda d: reader(d).update(verdict="meets_threshold"),
        lambda d: reader(d).update(threshold=200),
        lambda d: reader(d, "after")["crowd"].update(low=1),
        lambda d: d["promises"].pop(),
        lambda d: d["links"].clear(),
        lambda d: d["not_checked"].pop(),
        lambda d: d["plan"].pop(),
        lambda d: d["base_rates"][0].update(year=2020),
        lambda d: d["sources"][0]["facts"].pop(),
        lambda d: (d["sources"].pop(0), d["after"].pop(0)),
    ],
)
def test_a_change_that_is_not_worse(changed: Changed, edit: Callable[[Any], object]) -> None:
    found = changed(edit)
    assert found
    assert found.worse == ()
    assert "Er is niets slechter geworden." in diff_text(found, Lang.NL, width=100)


def test_every_pair_of_verdicts_has_an_order(changed: Changed) -> None:
    worse = set()
    for verdict in Verdict:
        found = changed(lambda d, v=verdict: reader(d, source=1).update(verdict=v.value))
        worse |= {verdict} if found.worse else set()
    assert worse == {Verdict.IDENTIFIED_BY_TEXT, Verdict.CANNOT_BE_MADE_SAFE}


def test_a_new_source_is_worse_when_they_fall_short(changed: Changed, data: Any) -> None:
    def add(verdict: str) -> Callable[[Any], object]:
        def edit(d: Any) -> None:
            fresh = {**copy.deepcopy(d["sources"][0]), "person": "p9", "codename": "Kluut"}
            for row in fresh["adversaries"]:
                row["verdict"] = verdict
            d["sources"].append(fresh)
            d["after"].append({"person": "p9", "adversaries": fresh["adversaries"]})

        return edit

    assert changed(add("below_threshold")).worse == (Worse.NEW_SOURCE,)
    assert changed(add("meets_threshold")).worse == ()
    assert "Kluut: nieuw in het tweede bestand" in diff_text(changed(add("meets_threshold")), Lang.NL)


def test_sources_are_matched_though_their_ids_shift(changed: Changed) -> None:
    def shift(d: Any) -> None:
        names = {"p2": "p7", "p3": "p2", "p4": "p3"}
        for part in ("sources", "after"):
            for row in d[part]:
                row["person"] = names[row["person"]]
        d["sources"].reverse()

    assert not changed(shift)


def test_a_source_without_a_codename_is_matched_by_what_is_told(changed: Changed) -> None:
    def rename(d: Any) -> None:
        for part in ("sources", "after"):
            d[part][2]["person"] = "p8"
        d["sources"][2]["facts"][0]["value"] = {"size": 8}

    found = changed(rename)
    (source,) = found.sources
    assert (source.subject.a and source.subject.a.person, source.subject.b and source.subject.b.person) == ("p4", "p8")
    text = diff_text(found, Lang.EN, width=100)
    assert "Newly told: small group (of 8 people)." in text
    assert "No longer told: small group (of 7 people, the only one)." in text


def test_words_of_a_draft_make_no_difference(analyse: Analyse) -> None:
    plain, shown = (risk_file(json.dumps(risk_json(analyse(), show_text=text))) for text in (False, True))
    found = compare(plain, shown)
    assert found.sources == ()
    assert found.worse == ()


def test_what_is_told_of_everything_else(changed: Changed) -> None:
    def edit(d: Any) -> None:
        d["plan"].pop(0)
        d["base_rates"][1]["value"] = 0.6
        d["promises"].pop(0)
        d["links"].clear()
        d["not_checked"].remove("style")

    text = diff_text(changed(edit), Lang.NL, width=120)
    for line in (
        "Van sample-nl.txt naar sample-nl.txt",
        "- gebeurtenis: ruimer gezegd, ‘Een openbare vergadering’",
        "- aandeel vrouwen onder de inwoners: 0,506 (Voorbeeldtabel bevolking, 2019)",
        "+ aandeel vrouwen onder de inwoners: 0,6 (Voorbeeldtabel bevolking, 2019)",
        "- Merel, leeftijd: hooguit vaag",
        "- 2021-07-05.txt: hetzelfde citaat",
        "- De manier van praten en schrijven",
    ):
        assert line in text


def test_a_shift_is_told_in_a_line(changed: Changed) -> None:
    text = diff_text(changed(lambda d: reader(d, source=1, adversary=1)["crowd"].update(low=0)), Lang.NL)
    assert "  collega         nu    1 → 0, kring te klein  (slechter)" in text
    raised = diff_text(changed(lambda d: reader(d)["crowd"].update(low=5)), Lang.EN)
    assert "  stranger        now   1 → 5, crowd too small  (better)" in raised
    lowered = diff_text(changed(lambda d: reader(d).update(threshold=50)), Lang.EN)
    assert "threshold 100 → 50  (worse)" in lowered


def test_a_file_cannot_steer_the_terminal(changed: Changed) -> None:
    def edit(d: Any) -> None:
        d["file"] = "a\x1b[2J"
        d["base_rates"][0]["what"] = "x\x9b2J\u202e"
        d["links"].append({"here": "d1", "there": {"file": "b\x07", "start": 0, "end": 1}, "why": "\x1b]0;"})

    shown = diff_text(changed(edit), Lang.NL, width=100)
    assert not {char for char in shown if not char.isprintable()} - {"\n"}


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"schema": 1}', "[" * 100_000, '{"schema": "1"}'])
def test_what_is_no_risk_file_is_refused(text: str) -> None:
    with pytest.raises(RiskFileError):
        risk_file(text)


def test_a_file_of_another_version_is_refused(data: Any) -> None:
    with pytest.raises(RiskFileError, match="another version"):
        risk_file(json.dumps({**data, "schema": 2}))


@given(st.data())
def test_a_damaged_file_is_refused_without_repeating_it(analyse: Analyse, choices: st.DataObject) -> None:
    """Whatever part is replaced: either it is read, or it is refused in one line that holds none of it."""
    data: Any = risk_json(analyse())
    here, key = data, None
    while isinstance(here, dict | list) and here:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key, parent = choices.draw(st.sampled_from(keys)), here
        here = here[key]
        if choices.draw(st.booleans()):
            break
    parent[key] = choices.draw(st.sampled_from(["geheim", None, -1, [], {}, [1], {"geheim": 1}]))
    try:
        read = risk_file(json.dumps(data))
    except RiskFileError as error:
        assert "geheim" not in str(error)
    else:
        diff_text(compare(read, read), Lang.NL)


def test_both_languages_say_the_same_things() -> None:
    folder = files("bronwacht.redact.report").joinpath("data")
    nl, en = (tomllib.loads(folder.joinpath(f"diff_{lang}.toml").read_text("utf-8")) for lang in Lang)
    assert {s: set(texts) for s, texts in nl.items()} == {s: set(texts) for s, texts in en.items()}
    assert set(nl["worse"]) == {way.value for way in Worse}
    source = "".join(i.read_text("utf-8") for i in files("bronwacht.redact.report").iterdir() if i.name == "diff.py")
    assert [key for key in nl["diff"] if f"diff.{key}" not in source] == []
