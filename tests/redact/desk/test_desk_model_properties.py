"""Whatever is done at the desk, in whatever order, on drafts of the corpus in both languages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.corrections import Corrections
from bronwacht.redact.desk import ActError, Desk
from bronwacht.redact.desk.case import Case
from bronwacht.redact.desk.record import History, Record
from bronwacht.redact.documents import Document, apply_edits
from bronwacht.redact.draft import DetailType, Draft, Lang, Reading, Role
from bronwacht.redact.pipeline import read, write
from bronwacht.redact.story import Story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ...corpus_drafts import spread

ROOT = Path(__file__).resolve().parents[3]
MARK = re.compile(r"\[\[[A-Z]+ [a-z0-9,]+\|([^\[\]]+?)\]\]")
FILES = [path for lang in Lang for path in spread(sorted((ROOT / "corpus" / lang).glob("*.txt")), 3)]
STORY = Story(published=(2023, 10))
State = dict[str, Any]


@lru_cache
def parts(path: Path) -> tuple[Document, Reading]:
    body = path.read_text(encoding="utf-8").rpartition("\n---\n")[2]
    text, lang = MARK.sub(r"\1", body), Lang(path.parent.name if path.parent.name in list(Lang) else path.stem[-2:])
    reading = read(Draft(text, lang, published=STORY.published), STORY)
    return Document(text, text.encode(), "txt", "draft.txt"), reading


@lru_cache
def case(path: Path) -> Case:
    document, reading = parts(path)
    return Case(document, reading, STORY, reading.draft.lang, corrections=Corrections())


def fresh(path: Path) -> Desk:
    return Desk(case(path), History(Record()))


def crowds(state: Mapping[str, Any], when: str) -> list[Any]:
    return [[row[when] for row in source["adversaries"]] for source in state["sources"]]


def seen(state: Mapping[str, Any]) -> State:
    return {key: value for key, value in state.items() if key not in ("version", "can_undo", "can_redo")}


def check(desk: Desk, state: Mapping[str, Any]) -> None:
    text, edits = state["text"], desk.edits()
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(edits))
    assert "".join(piece["text"] for piece in state["result"]) == apply_edits(text, edits)
    places = sorted((s["start"], s["end"]) for s in state["suggestions"])
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))
    undecided = {s["id"] for s in state["suggestions"] if s["state"] in ("open", "unsure")}
    assert (undecided, state["open"]) == (set(state["queue"]), len(state["queue"]))
    assert len({s["id"] for s in state["suggestions"]}) == len(state["suggestions"])
    for s in state["suggestions"]:
        assert s["words"] == text[s["start"] : s["end"]]
        assert s["own"] or s["replacement"] == s["wordings"][s["chosen"]]["text"]
        assert s["details"]


DECIDING = st.sampled_from("accept accept accept reject reject unsure wording own all keep undo redo".split())
READING = st.sampled_from(["mark", "owner", "role", "not_detail"])
NUMBERS = st.integers(0, 10_000)
DEED = st.tuples(st.one_of(DECIDING, DECIDING, DECIDING, DECIDING, READING), NUMBERS, NUMBERS)


def action(deed: tuple[str, int, int], state: Mapping[str, Any]) -> dict[str, Any]:
    """The deed as an action on what is there."""
    kind, one, other = deed

    def pick(rows: list[Any], n: int) -> Any:
        return rows[n % len(rows)] if rows else {"id": "none", "start": 0, "end": 0, "words": "", "wordings": [0]}

    suggestion, mark = pick(state["suggestions"], one), pick(state["marks"], one)
    person = pick([*(p["id"] for p in state["persons"]), None], other)
    word = pick(list(re.finditer(r"\w+( \w+)?", state["text"])), one)
    return {
        "wording": {"act": "wording", "id": suggestion["id"], "index": other % len(suggestion["wordings"])},
        "own": {"act": "own", "id": suggestion["id"], "text": ["", "iemand", "begin dertig", "somebody"][other % 4]},
        "all": {"act": "all_of_value", "id": suggestion["id"], "decision": ["accept", "reject"][other % 2]},
        "keep": {"act": "keep_value", "id": suggestion["id"]},
        "mark": {
            "act": "mark",
            "start": word.start(),
            "end": word.end(),
            "type": list(DetailType)[other % len(DetailType)].value,
            "person": person,
        },
        "owner": {"act": "owner", "detail": mark["id"], "person": person},
        "role": {"act": "role", "person": person, "role": list(Role)[one % len(Role)].value},
        "not_detail": {"act": "not_detail", "detail": mark["id"]},
    }.get(kind, {"act": kind, "id": suggestion["id"]})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(DEED, min_size=1, max_size=14))
def test_whatever_is_done(path: Path, deeds: list[tuple[str, int, int]]) -> None:
    desk = fresh(path)
    begun: State = desk.state()
    check(desk, begun)
    assert crowds(begun, "now") == crowds(begun, "before")
    state = begun
    for deed in deeds:
        before, asked = state, action(deed, state)
        try:
            state = desk.act(asked)
        except ActError as error:
            assert desk.state() == before
            assert error.words(Lang.NL) != str(error)
            continue
        check(desk, state)
        assert state["version"] == before["version"] + 1
        if asked["act"] not in ("undo", "redo") and seen(state) != seen(before):
            assert seen(desk.act({"act": "undo"})) == seen(before)
            state = desk.act({"act": "redo"})
    assert Desk.resume(desk.saved(), *parts(path), STORY, parts(path)[1].draft.lang).state() == state
    for id in state["queue"]:
        state = desk.act({"act": "accept", "id": id})
    check(desk, state)
    assert crowds(state, "now") == crowds(state, "planned")
    while state["can_undo"]:
        state = desk.act({"act": "undo"})
    assert seen(state) == seen(begun)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_plan_accepted_is_the_plan(path: Path, tmp_path: Path) -> None:
    desk, (document, _) = fresh(path), parts(path)
    analysis = desk._now.look.analysis
    state: State = desk.state()
    lows = crowds(state, "now")
    for suggestion in state["suggestions"]:
        state = desk.act({"act": "accept", "id": suggestion["id"]})
        now = crowds(state, "now")
        pairs = zip(itertools.chain(*lows), itertools.chain(*now), strict=True)
        assert all((was["low"] or 0) <= (is_["low"] or 10**12) for was, is_ in pairs)
        lows = now
    assert [(e.span, e.replacement) for e in desk.edits()] == [(e.span, e.replacement) for e in analysis.edits]
    planned = [[a.verdict.value for a in analysis.after[source["person"]]] for source in state["sources"]]
    assert [[row["verdict"] for row in rows] for rows in crowds(state, "now")] == planned
    found = {edit.span: buys for edit, buys in zip(analysis.edits, analysis.buys, strict=True)}
    assert {edit.span: buys for edit, buys in zip(desk.edits(), desk.analysis().buys, strict=True)} == found
    write(document, desk.analysis(), tmp_path / "final.txt")
