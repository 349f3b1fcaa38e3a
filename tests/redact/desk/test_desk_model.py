"""The desk without its page: what is suggested, what each act does, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from bronwacht.errors import LeakError, UsageError
from bronwacht.redact.corrections import Corrections
from bronwacht.redact.desk import ActError, Desk
from bronwacht.redact.desk import crowds as crowds_of
from bronwacht.redact.desk.case import Case
from bronwacht.redact.desk.record import History, Record
from bronwacht.redact.documents import Document, apply_edits, read_document
from bronwacht.redact.draft import DIRECT_TYPES, DetailType, Draft, Lang, Level, Role
from bronwacht.redact.pipeline import read, write
from bronwacht.redact.promises import Promise
from bronwacht.redact.story import DEFAULT_THRESHOLDS, Adversary, PublicName, SourceHint, Story

NL = """Directeur Hendrik Vosmaer van zorgbedrijf Lindehof heeft jarenlang klachten genegeerd. Dat zeggen twee mensen.

De eerste is een 31-jarige verpleegkundige uit Hulst. De vrouw ging in maart 2019 mee op dienstreis naar Barcelona. Ze
is bereikbaar op 06 12345678. ‘Ik durfde niets te zeggen,’ zegt de verpleegkundige. De vrouw werkte toen in Hulst.

Een tweede bron is een voormalige kok van 57 jaar. Hij heeft drie kinderen en woont in Terneuzen.

Vosmaer wil niet reageren.
"""
EN = """Director Harold Vosmer of the care company Lindenhurst ignored complaints for years. So say two people.

The first is a 31-year-old nurse from Whitby. The woman went on a business trip to Barcelona in March 2019. She can be
reached at 07700 900123. “I did not dare to say a thing,” says the nurse. The woman then worked in Whitby.

A second source is a former cook, aged 57. He has three children and lives in Margate.

Vosmer did not want to comment.
"""
STORY = Story(
    published=(2021, 10),
    thresholds={**DEFAULT_THRESHOLDS, Adversary.STRANGER: 20_000},
    must_keep=("Barcelona",),
    public=(PublicName("Hendrik Vosmaer", ("Vosmaer",), accused=True), PublicName("Harold Vosmer", ("Vosmer",))),
    sources=(SourceHint("Merel", ("De eerste", "The first")),),
)
State = dict[str, Any]


def document(text: str) -> Document:
    return Document(text, text.encode(), "txt", "draft.txt")


@lru_cache
def case(text: str, lang: Lang) -> Case:
    """What is worked out of a text once; a desk never changes it."""
    reading = read(Draft(text, lang, published=STORY.published), STORY)
    return Case(document(text), reading, STORY, lang, corrections=Corrections())


def begun(text: str = NL, lang: Lang = Lang.NL) -> Desk:
    return Desk(case(text, lang), History(Record()))


def the(state: Mapping[str, Any], words: str, nth: int = 0) -> State:
    """The suggestion over those words."""
    found: list[State] = [s for s in state["suggestions"] if words in s["words"]]
    return found[nth]


def mark_of(state: Mapping[str, Any], text: str, words: str) -> State:
    found: list[State] = [m for m in state["marks"] if text[m["start"] : m["end"]] == words]
    return found[0]


def result(state: Mapping[str, Any]) -> str:
    return "".join(piece["text"] for piece in state["result"])


def crowds(state: Mapping[str, Any], when: str) -> list[Any]:
    return [[row[when] for row in source["adversaries"]] for source in state["sources"]]


def without_version(state: Mapping[str, Any]) -> State:
    return {key: value for key, value in state.items() if key not in ("version", "can_undo", "can_redo")}


def decide_all(desk: Desk, act: str = "accept") -> State:
    state: State = desk.state()
    while state["open"]:
        state = desk.act({"act": act, "id": state["queue"][0]})
    return state


@pytest.mark.parametrize(("text", "lang"), [(NL, Lang.NL), (EN, Lang.EN)])
def test_the_state_is_json_and_tells_of_both_sources(text: str, lang: Lang) -> None:
    state = begun(text, lang).state()
    assert json.loads(json.dumps(state)) == state
    assert state["text"] == text == result(state)
    assert [source["label"] for source in state["sources"]][:1] == ["Merel"]
    assert (state["version"], state["reader"], state["open"]) == (0, "first", len(state["suggestions"]))
    assert not state["may_leave"]
    for source in state["sources"]:
        for row in source["adversaries"]:
            assert row["now"] == row["before"]
            assert set(row["planned"]) == {"low", "median", "high", "verdict"}


@pytest.mark.parametrize(("text", "lang"), [(NL, Lang.NL), (EN, Lang.EN)])
def test_a_suggestion_has_its_ladder_and_says_why(text: str, lang: Lang) -> None:
    state = begun(text, lang).state()
    age = the(state, "31")
    levels = [wording["level"] for wording in age["wordings"]]
    assert levels == sorted(levels, key=["near", "broad", "vague", "absent"].index)
    assert {"near", "absent"} <= set(levels)
    assert age["chosen"] == age["planned"]
    assert age["replacement"] == age["wordings"][age["chosen"]]["text"] != age["words"]
    assert age["words"] == text[age["start"] : age["end"]]
    for suggestion in state["suggestions"]:
        assert suggestion["why"].count(".") >= 1
        assert "{" not in suggestion["why"]


def test_the_worst_comes_first() -> None:
    state = begun().state()
    found = {s["id"]: s for s in state["suggestions"]}
    left = [b["undone"] / STORY.thresholds[b["adversary"]] for id in state["queue"] if (b := found[id]["buys"])]
    assert left == sorted(left)
    assert len(left) > 3
    assert all(found[id]["buys"] for id in state["queue"][: len(left)])


def test_every_direct_detail_of_a_source_is_a_suggestion_and_what_stays_is_said() -> None:
    state = begun().state()
    sources = {source["person"] for source in state["sources"]}
    direct = [m for m in state["marks"] if m["type"] in DIRECT_TYPES and m["person"] in sources]
    assert direct
    assert all(m["suggestion"] for m in direct)
    kept = mark_of(state, NL, "dienstreis naar Barcelona")
    assert kept["suggestion"] is None
    assert "niet opgeven" in kept["fixed"]


def test_accepting_moves_the_crowds_and_the_text() -> None:
    desk = begun()
    before = desk.state()
    worst = the(before, "31-jarige")
    after = desk.act({"act": "accept", "id": worst["id"]})
    assert after["version"] == 1
    assert result(after) == NL[: worst["start"]] + worst["replacement"] + NL[worst["end"] :]
    assert worst["id"] not in after["queue"]
    assert after["open"] == before["open"] - 1
    final = decide_all(desk)
    assert result(final) == apply_edits(NL, desk.edits())
    for source in final["sources"]:
        assert all(row["now"] == row["planned"] for row in source["adversaries"])
    assert [s["adversaries"] for s in final["sources"]] != [s["adversaries"] for s in before["sources"]]
    assert final["may_leave"]
    assert final["second"] is None


def test_what_was_foreseen_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Foreseeing decides nothing, and rejecting the worst suggestion then asks for no assessment."""
    desk, same = (Desk(case.__wrapped__(NL, Lang.NL), History(Record())) for _ in range(2))
    before = desk.state()
    assert same.state() == before
    desk.foresee()
    assert desk.state() == before
    asked: list[object] = []
    assess = crowds_of.assess_in

    def counted(*args: Any, **more: Any) -> Any:
        asked.append(args)
        return assess(*args, **more)

    monkeypatch.setattr(crowds_of, "assess_in", counted)
    action = {"act": "reject", "id": before["queue"][0]}
    after = desk.act(action)
    assert not asked
    assert after == same.act(action)
    assert asked


def test_rejecting_leaves_the_words_and_the_crowd() -> None:
    desk = begun()
    state = decide_all(desk, "reject")
    assert (result(state), desk.edits()) == (NL, ())
    for source in state["sources"]:
        assert all(row["now"] == row["before"] == row["planned"] for row in source["adversaries"])


def test_a_fact_told_twice_is_told_until_both_mentions_go() -> None:
    desk = begun()
    state = desk.state()
    town = the(state, "Hulst")
    assert town["also"]
    for other in state["suggestions"]:
        if other["person"] == town["person"] and "Hulst" not in other["words"]:
            state = desk.act({"act": "accept", "id": other["id"]})
    one = desk.act({"act": "accept", "id": town["id"]})
    assert [s["adversaries"] for s in one["sources"]] == [
        [{**row, "planned": now["planned"]} for row, now in zip(was["adversaries"], s["adversaries"], strict=True)]
        for was, s in zip(state["sources"], one["sources"], strict=True)
    ]
    both = desk.act({"act": "all_of_value", "id": town["id"], "decision": "accept"})
    assert all(s["state"] == "accepted" for s in both["suggestions"] if s["id"] in {town["id"], *town["also"]})
    assert [s["adversaries"] for s in both["sources"]] != [s["adversaries"] for s in one["sources"]]


def test_the_next_wording_is_chosen_without_deciding() -> None:
    desk = begun()
    age = the(desk.state(), "31-jarige")
    last = len(age["wordings"]) - 1
    chosen = the(desk.act({"act": "wording", "id": age["id"], "index": last}), "31-jarige")
    assert (chosen["chosen"], chosen["state"]) == (last, "open")
    assert chosen["replacement"] == age["wordings"][last]["text"]
    state = desk.act({"act": "accept", "id": age["id"]})
    assert age["wordings"][last]["text"] in result(state)


def test_all_of_a_value_goes_as_widely_as_the_one_that_was_chosen() -> None:
    desk = begun()
    town = the(desk.state(), "Hulst")
    last = len(town["wordings"]) - 1
    desk.act({"act": "wording", "id": town["id"], "index": last})
    state = desk.act({"act": "all_of_value", "id": town["id"], "decision": "accept"})
    assert "Hulst" not in result(state)
    for id in town["also"]:
        other = next(s for s in state["suggestions"] if s["id"] == id)
        assert other["wordings"][other["chosen"]]["level"] == "absent"


def test_what_somebody_is_unsure_of_stays_in_the_queue_behind_the_rest() -> None:
    desk = begun()
    first = desk.state()["queue"][0]
    state = desk.act({"act": "unsure", "id": first})
    assert state["queue"][-1] == first
    assert state["open"] == len(state["queue"])


def test_own_words_that_say_nothing_count_as_nothing() -> None:
    desk, other = begun(), begun()
    age = the(desk.state(), "57 jaar")
    own = desk.act({"act": "own", "id": age["id"], "text": "met ervaring"})
    assert (the(own, "57 jaar")["own"], the(own, "57 jaar")["note"]) == (True, None)
    other.act({"act": "wording", "id": age["id"], "index": len(age["wordings"]) - 1})
    absent = other.act({"act": "accept", "id": age["id"]})
    assert crowds(own, "now") == crowds(absent, "now") != crowds(absent, "before")
    assert "een voormalige kok met ervaring. Hij" in result(own)


def test_own_words_that_are_one_of_the_wordings_count_as_that() -> None:
    desk, other = begun(), begun()
    age = the(desk.state(), "57 jaar")
    own = desk.act({"act": "own", "id": age["id"], "text": age["wordings"][1]["text"].strip()})
    other.act({"act": "wording", "id": age["id"], "index": 1})
    assert crowds(own, "now") == crowds(other.act({"act": "accept", "id": age["id"]}), "now")


def test_own_words_that_say_something_coarser_count_as_that() -> None:
    lows = []
    for text in (None, "van in de vijftig, zegt hij,", "met ervaring"):
        desk = begun()
        age = the(desk.state(), "57 jaar")
        state = desk.act({"act": "own", "id": age["id"], "text": text} if text else {"act": "reject", "id": age["id"]})
        assert the(state, "57 jaar")["note"] is None
        decide_all(desk)
        lows.append(desk.state()["sources"][1]["adversaries"][0]["now"]["low"])
    assert lows[0] < lows[1] < lows[2]


@pytest.mark.parametrize("text", ["die 57 jaren telt", "uit Marokko, die 57 is", "met een Marokkaanse achtergrond"])
def test_own_words_that_still_tell_or_add_are_said_to_be_unassessed(text: str) -> None:
    desk = begun()
    age = the(desk.state(), "57 jaar")
    state = desk.act({"act": "own", "id": age["id"], "text": text})
    assert "kringen" in the(state, "57 jaar")["note"]
    assert crowds(state, "now") == crowds(state, "before")


def test_own_words_may_leave_the_stretch_out() -> None:
    desk = begun()
    age = the(desk.state(), "57 jaar")
    state = desk.act({"act": "own", "id": age["id"], "text": ""})
    assert result(state) == NL[: age["start"]] + NL[age["end"] :]


def test_own_words_that_keep_the_draft_are_refused() -> None:
    desk = begun()
    age, number = the(desk.state(), "57 jaar"), the(desk.state(), "12345678")
    for id, text in [(age["id"], age["words"]), (number["id"], "bel 06 12345678 maar"), (age["id"], "  ")]:
        with pytest.raises(ActError):
            desk.act({"act": "own", "id": id, "text": text})
    assert desk.state()["version"] == 0
    assert "via de redactie. ‘Ik" in result(desk.act({"act": "own", "id": number["id"], "text": "via de redactie"}))


def test_a_kept_value_is_kept_where_it_is_found_later() -> None:
    desk = begun()
    state = desk.act({"act": "keep_value", "id": the(desk.state(), "drie kinderen")["id"]})
    assert the(state, "drie kinderen")["state"] == "rejected"
    start = NL.index("drie kinderen")
    owner, merel = (source["person"] for source in reversed(state["sources"]))
    desk.act({"act": "not_detail", "detail": mark_of(state, NL, "drie kinderen")["id"]})
    asked = {"act": "mark", "start": start, "end": start + 13, "type": "FAMILY", "person": owner}
    assert the(desk.act(asked), "drie kinderen")["state"] == "rejected"
    asked = {"act": "mark", "start": start + 5, "end": start + 13, "type": "FAMILY", "person": merel}
    assert the(desk.act(asked), "kinderen")["state"] == "open"


def test_what_was_published_before_counts_and_cannot_be_edited() -> None:
    before = (
        "De eerste is een 31-jarige verpleegkundige uit Hulst. ‘Ik durfde niets te zeggen,’ zegt de verpleegkundige."
    )
    earlier = read(Draft(before, Lang.NL, "2021-07-05.txt", (2021, 7)), STORY)
    reading = read(Draft(NL, Lang.NL, published=STORY.published), STORY)
    desk = Desk.begin(document(NL), reading, STORY, Lang.NL, earlier=[earlier])
    state, after = decide_all(desk), desk._now.look.analysis.after
    assert any("2021-07-05" in line for line in state["sources"][0]["obstacles"])
    lows = [[a.crowd.low if a.crowd else None for a in after[source["person"]]] for source in state["sources"]]
    assert [[row["low"] for row in rows] for rows in crowds(state, "now")] == lows


def test_what_was_promised_is_suggested_says_so_and_is_kept_when_accepted() -> None:
    # Strangers alone: of unknown colleagues the plan presumes some.
    hints = tuple(replace(hint, protect_from=(Adversary.STRANGER,)) for hint in STORY.sources)
    story = replace(STORY, thresholds=dict.fromkeys(Adversary, 1), sources=hints)
    reading = read(Draft(NL, Lang.NL, published=STORY.published), story)
    promises = [Promise("Merel", {DetailType.AGE: Level.ABSENT})]
    without = Desk.begin(document(NL), reading, story, Lang.NL).state()
    assert not any("31" in each["words"] for each in without["suggestions"])
    desk = Desk.begin(document(NL), reading, story, Lang.NL, promises=promises)
    state = desk.state()
    age = the(state, "31")
    assert "Met Merel is afgesproken" in age["why"]
    assert "niet publiceren" in age["why"]
    assert [broken.mended for broken in desk.analysis().promises] == [False]
    desk.act({"act": "accept", "id": age["id"]})
    assert [broken.mended for broken in desk.analysis().promises] == [True]
    desk.act({"act": "own", "id": age["id"], "text": "een 32-jarige"})
    assert [broken.mended for broken in desk.analysis().promises] == [False]


def test_a_promise_is_kept_only_where_every_place_keeps_it() -> None:
    reading = read(Draft(EN, Lang.EN, published=STORY.published), STORY)
    promises = [Promise(p.codename, {DetailType.GENDER: Level.ABSENT}) for p in reading.sources if p.codename]
    desk = Desk.begin(document(EN), reading, STORY, Lang.EN, promises=promises)
    for each in desk.state()["suggestions"]:
        desk.act({"act": "reject" if "woman" in each["words"] else "accept", "id": each["id"]})
    assert "woman" in result(desk.state())
    assert False in {broken.mended for broken in desk.analysis().promises}


@pytest.mark.parametrize(("own", "kept"), [("07700 900124", False), ("a telephone", True), (None, True)])
def test_own_words_do_not_keep_a_promise_about_a_number(own: str | None, kept: bool) -> None:
    reading = read(Draft(EN, Lang.EN, published=STORY.published), STORY)
    promises = [Promise(p.codename, {DetailType.CONTACT: Level.ABSENT}) for p in reading.sources if p.codename]
    desk = Desk.begin(document(EN), reading, STORY, Lang.EN, promises=promises)
    number = the(desk.state(), "07700")
    desk.act({"act": "own", "id": number["id"], "text": own} if own else {"act": "accept", "id": number["id"]})
    assert {broken.mended for broken in desk.analysis().promises} == {kept}


@pytest.mark.parametrize("act", ["accept", "reject", "unsure", "keep_value"])
def test_undo_and_redo(act: str) -> None:
    desk = begun()
    before = desk.state()
    after = desk.act({"act": act, "id": before["queue"][0]})
    undone = desk.act({"act": "undo"})
    assert without_version(undone) == without_version(before)
    assert (undone["can_undo"], undone["can_redo"], undone["version"]) == (False, True, 2)
    assert without_version(desk.act({"act": "redo"})) == without_version(after)
    with pytest.raises(ActError):
        desk.act({"act": "redo"})


def test_a_new_act_forgets_what_was_undone() -> None:
    desk = begun()
    queue = desk.state()["queue"]
    desk.act({"act": "accept", "id": queue[0]})
    desk.act({"act": "undo"})
    assert not desk.act({"act": "accept", "id": queue[1]})["can_redo"]


def test_what_changes_nothing_needs_no_undoing() -> None:
    desk = begun()
    id = desk.state()["queue"][0]
    desk.act({"act": "accept", "id": id})
    desk.act({"act": "accept", "id": id})
    assert not desk.act({"act": "undo"})["can_undo"]


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"act": "publish"},
        {"act": 3},
        {"act": "undo"},
        {"act": "redo"},
        {"act": "accept"},
        {"act": "accept", "id": "s999"},
        {"act": "accept", "id": ["s1"]},
        {"act": "wording", "id": "s1", "index": 99},
        {"act": "wording", "id": "s1", "index": -1},
        {"act": "wording", "id": "s1", "index": True},
        {"act": "own", "id": "s1"},
        {"act": "own", "id": "s1", "text": "a\0b"},
        {"act": "own", "id": "s1", "text": "\ud800"},
        {"act": "own", "id": "s1", "text": "a\x1b[31mb"},
        {"act": "own", "id": "s1", "text": "a\ufffeb"},
        {"act": "own", "id": "s1", "text": "x" * 10_001},
        {"act": "all_of_value", "id": "s1", "decision": "perhaps"},
        {"act": "mark", "start": 5, "end": 5, "type": "AGE", "person": None},
        {"act": "mark", "start": 5, "end": 10**9, "type": "AGE", "person": None},
        {"act": "mark", "start": NL.index("."), "end": NL.index(".") + 1, "type": "AGE", "person": None},
        {"act": "mark", "start": 0, "end": 5, "type": "SECRET", "person": None},
        {"act": "mark", "start": 0, "end": 5, "type": "AGE", "person": "p999"},
        {"act": "mark", "start": 10, "end": 25, "type": "NAME", "person": None},
        {"act": "owner", "detail": "d999", "person": "p1"},
        {"act": "role", "person": None, "role": "public"},
        {"act": "role", "person": "p1", "role": "hero"},
        {"act": "not_detail", "detail": "d999"},
        {"act": "finish"},
        {"act": "finish", "reason": "  "},
        {"act": "finish", "reason": 7},
    ],
)
def test_what_cannot_be_done_changes_nothing(action: dict[str, object]) -> None:
    desk = begun()
    before = desk.state()
    with pytest.raises(ActError) as refused:
        desk.act(action)
    assert desk.state() == before
    assert "\n" not in str(refused.value)
    assert not any(word in str(refused.value) for word in ("Vosmaer", "Hulst", "31-jarige"))


def test_a_missed_stretch_becomes_a_suggestion_of_its_own() -> None:
    desk = begun()
    state = desk.state()
    start = NL.index("voormalige kok")
    owner = mark_of(state, NL, "57 jaar")["person"]
    state = desk.act({"act": "mark", "start": start, "end": start + 14, "type": "OCCUPATION", "person": owner})
    kok = the(state, "kok")
    assert mark_of(state, NL, "voormalige kok")["suggestion"] == kok["id"]
    assert kok["id"] in state["queue"]
    missed = NL.index("durfde niets te zeggen")
    state = desk.act({"act": "mark", "start": missed - 1, "end": missed + 22, "type": "TRAIT", "person": owner})
    assert mark_of(state, NL, "durfde niets te zeggen")["person"] == owner
    assert "durfde niets" not in result(desk.act({"act": "accept", "id": the(state, "durfde niets")["id"]}))
    assert len(desk.corrections().details) == 2


def test_a_mark_of_somebody_new_begins_a_person() -> None:
    desk = begun()
    start = NL.index("Terneuzen")
    before = {person["id"] for person in desk.state()["persons"]}
    state = desk.act({"act": "mark", "start": start, "end": start + 9, "type": "PLACE", "person": None})
    assert len(state["persons"]) == len(before) + 1


def test_an_owner_is_corrected_and_undone() -> None:
    desk = begun()
    before = desk.state()
    place = mark_of(before, NL, "Terneuzen")
    merel = before["sources"][0]["person"]
    after = desk.act({"act": "owner", "detail": place["id"], "person": merel})
    assert mark_of(after, NL, "Terneuzen")["person"] == merel
    assert without_version(desk.act({"act": "undo"})) == without_version(before)


def test_decisions_outlive_corrections() -> None:
    desk = begun()
    age = the(desk.state(), "57")
    desk.act({"act": "wording", "id": age["id"], "index": len(age["wordings"]) - 1})
    before = the(desk.act({"act": "accept", "id": age["id"]}), "57")
    after = desk.act({"act": "not_detail", "detail": mark_of(desk.state(), NL, "drie kinderen")["id"]})
    same = ("id", "start", "end", "words", "wordings", "chosen", "replacement", "state")
    assert [the(after, "57")[key] for key in same] == [before[key] for key in same]


def test_of_somebody_who_is_not_public_after_all_more_is_suggested() -> None:
    text = (
        "The council spent 4,000 euros on the trip.\n\nHelen Stoke is 31 and works in planning at the council. She was "
        "on the trip to Lisbon. Stoke has two daughters and lives in Cork.\n\nCouncillor Karl Dorring denies it."
    )
    desk = begun(text, Lang.EN)
    before = desk.state()
    assert not before["marks"]
    start = text.index("Helen Stoke")
    after = desk.act({"act": "mark", "start": start, "end": start + 11, "type": "NAME", "person": None})
    assert all(mark_of(after, text, words) for words in ("31", "trip to Lisbon", "two daughters", "Cork"))
    assert the(after, "works in planning")
    assert without_version(desk.act({"act": "undo"})) == without_version(before)


def test_somebody_made_public_has_no_suggestions_left() -> None:
    desk = begun()
    state = desk.state()
    cook = mark_of(state, NL, "57 jaar")["person"]
    after = desk.act({"act": "role", "person": cook, "role": Role.PUBLIC.value})
    assert [source["label"] for source in after["sources"]] == ["Merel"]
    assert not [s for s in after["suggestions"] if s["words"] == "57 jaar"]
    with pytest.raises(ActError, match="story file"):
        desk.act({"act": "role", "person": after["sources"][0]["person"], "role": "public"})


def test_what_is_no_detail_stays_in_the_final_copy(tmp_path: Path) -> None:
    desk = begun()
    state = desk.act({"act": "not_detail", "detail": mark_of(desk.state(), NL, "31-jarige")["id"]})
    assert not [m for m in state["marks"] if m["type"] == "AGE" and m["start"] < NL.index("Een tweede")]
    decide_all(desk)
    write(document(NL), desk.analysis(), tmp_path / "final.txt")
    assert "31-jarige" in (tmp_path / "final.txt").read_text()


def test_an_act_on_ids_of_before_the_draft_was_read_anew_is_refused() -> None:
    desk = begun()
    state = desk.state()
    desk.act({"act": "not_detail", "detail": mark_of(state, NL, "drie kinderen")["id"], "version": state["version"]})
    stale = mark_of(state, NL, "Terneuzen")["id"]
    with pytest.raises(ActError, match="anew"):
        desk.act({"act": "not_detail", "detail": stale, "version": state["version"]})
    desk.act({"act": "undo", "version": state["version"]})


def test_the_final_copy_holds_what_was_accepted(tmp_path: Path) -> None:
    desk = begun()
    state = desk.act({"act": "reject", "id": the(desk.state(), "57")["id"]})
    state = decide_all(desk)
    write(document(NL), desk.analysis(), tmp_path / "final.txt")
    assert read_document(tmp_path / "final.txt").text == result(state)
    analysis = desk.analysis()
    assert analysis.edits == desk.edits()
    assert len(analysis.buys) == len(analysis.edits)


def test_the_same_words_may_stay_at_one_place(tmp_path: Path) -> None:
    desk = begun()
    first, second = the(desk.state(), "Hulst"), the(desk.state(), "Hulst", 1)
    desk.act({"act": "accept", "id": first["id"]})
    desk.act({"act": "reject", "id": second["id"]})
    decide_all(desk)
    write(document(NL), desk.analysis(), tmp_path / "final.txt")
    assert (tmp_path / "final.txt").read_text().count("Hulst") == 1


def test_words_that_still_stand_elsewhere_are_pointed_out(tmp_path: Path) -> None:
    text = NL.replace("woont in Terneuzen.", "woont in Terneuzen. De kok wil in Terneuzen blijven.")
    desk = begun(text)
    first, start = the(desk.state(), "in Terneuzen"), text.rindex("in Terneuzen")
    state = desk.act({"act": "accept", "id": first["id"]})
    cook = mark_of(state, text, "57 jaar")["person"]
    desk.act({"act": "role", "person": cook, "role": Role.BYSTANDER.value})
    state = decide_all(desk)
    assert state["left"] == [{"start": start, "end": start + 12, "suggestion": first["id"]}]
    with pytest.raises(LeakError):
        write(document(text), desk.analysis(), tmp_path / "final.txt")
    state = desk.act({"act": "mark", "start": start, "end": start + 12, "type": "PLACE", "person": cook})
    assert state["left"] == []
    assert decide_all(desk, "reject")["left"] == []
    write(document(text), desk.analysis(), tmp_path / "final.txt")


def test_leaving_with_something_open_takes_a_reason() -> None:
    desk = begun()
    with pytest.raises(ActError, match="still open"):
        desk.act({"act": "finish"})
    state = desk.act({"act": "finish", "reason": "deadline"})
    assert state["may_leave"]
    assert state["finished"] == {"open": state["open"], "reason": "deadline"}
    assert not desk.act({"act": "accept", "id": state["queue"][0]})["may_leave"]


def test_finish_that_is_taken_back_is_not_there_to_be_done_again() -> None:
    """The server takes it back where no copy could be written; to redo it would change nothing that anybody sees."""
    desk = begun()
    before = desk.state()
    assert desk.act({"act": "finish", "reason": "geen tijd"})["may_leave"]
    state = desk.act({"act": "undo"})
    assert (state["may_leave"], state["finished"], state["can_undo"], state["can_redo"]) == (False, None, False, False)
    assert state["queue"] == before["queue"]
    assert desk.act({"act": "finish", "reason": "geen tijd"})["may_leave"]


def test_nothing_of_the_draft_is_in_a_repr() -> None:
    desk = begun()
    desk.act({"act": "own", "id": the(desk.state(), "31-jarige")["id"], "text": "geheimpje"})
    assert "Desk(first" in repr(desk)
    sight = desk._now
    for thing in (sight.record, *sight.suggestions.values(), desk._first.changes):
        assert not any(word in repr(thing) for word in ("geheimpje", "31-jarige", "Hulst"))


def test_a_reading_of_another_text_is_refused() -> None:
    reading = read(Draft(EN, Lang.EN), STORY)
    with pytest.raises(ValueError, match="another text"):
        Desk.begin(document(NL), reading, STORY, Lang.NL)


def test_obstacles_are_said() -> None:
    assert all("niet bekend" in source["obstacles"][0] for source in begun().state()["sources"])


def test_a_draft_without_sources_has_nothing_to_decide() -> None:
    text = (
        "De raad vergadert morgen over de begroting van de gemeente. Dat is op het stadhuis en voor iedereen te volgen."
    )
    desk = Desk.begin(document(text), read(Draft(text, Lang.NL), Story()), Story(), Lang.NL)
    state = desk.state()
    assert (state["sources"], state["suggestions"], state["queue"]) == ([], [], [])
    assert state["may_leave"]
    assert desk.act({"act": "finish"})["finished"] == {"open": 0, "reason": ""}


def test_errors_are_usage_errors() -> None:
    assert issubclass(ActError, UsageError)
