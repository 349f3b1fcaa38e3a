"""Sessions that are put away and taken up again, and the second reader, who decides without seeing the first."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import pytest
from bronwacht.errors import UsageError
from bronwacht.redact.corrections import Corrections, DetailIs, Stretch
from bronwacht.redact.desk import ActError, Desk, SavedError
from bronwacht.redact.documents import Document
from bronwacht.redact.draft import DetailType, Draft, Lang, Reading
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

TEXT = """De gemeenteraad kreeg een brief van drie werknemers van sporthal De Kolk. Zij klagen over hun directeur.

De eerste is een zwemleraar van 57 jaar uit Groningen. Hij heeft vier kinderen en werkt negentien jaar in het zwembad.

Een tweede bron is een schoonmaakster uit Ghana. De vrouw is 36 en woont in Deventer. Zij kreeg in maart 2019 ontslag.
"""
STORY = Story(published=(2021, 10))
DOCUMENT = Document(TEXT, TEXT.encode(), "txt", "draft.txt")
State = dict[str, Any]


@lru_cache
def reading() -> Reading:
    return read(Draft(TEXT, Lang.NL, published=(2021, 10)), STORY)


def begun(**more: Any) -> Desk:
    return Desk.begin(DOCUMENT, reading(), STORY, Lang.NL, **more)


def resumed(saved: bytes, **more: Any) -> Desk:
    return Desk.resume(saved, DOCUMENT, reading(), STORY, Lang.NL, **more)


def decide_all(desk: Desk, act: Callable[[int], str] = lambda n: "accept") -> State:
    state: State = desk.state()
    for n, suggestion in enumerate(state["suggestions"]):
        state = desk.act({"act": act(n), "id": suggestion["id"]})
    return state


def changed(saved: bytes, **parts: Any) -> bytes:
    return json.dumps(json.loads(saved) | parts).encode()


def finished() -> Desk:
    desk = begun()
    decide_all(desk, lambda n: "reject" if n % 3 == 0 else "accept")
    desk.act({"act": "finish"})
    return desk


def test_a_session_goes_on_where_it_was_left() -> None:
    desk = begun()
    state = desk.state()
    first, second, third, *_ = state["queue"]
    desk.act({"act": "accept", "id": first})
    desk.act({"act": "own", "id": second, "text": "iemand"})
    desk.act({"act": "keep_value", "id": third})
    start = TEXT.index("ontslag")
    desk.act({"act": "mark", "start": start, "end": start + 7, "type": "EVENT", "person": None})
    desk.act({"act": "unsure", "id": desk.state()["queue"][0]})
    desk.act({"act": "undo"})
    again = resumed(desk.saved())
    assert again.state() == desk.state()
    assert again.saved() == desk.saved()
    assert (again.edits(), again.corrections()) == (desk.edits(), desk.corrections())
    while desk.state()["can_undo"]:
        assert again.act({"act": "undo"}) == desk.act({"act": "undo"})
    while desk.state()["can_redo"]:
        assert again.act({"act": "redo"}) == desk.act({"act": "redo"})


def test_corrections_made_before_are_kept() -> None:
    start = TEXT.index("directeur")
    before = Corrections((DetailIs(Stretch(start, start + 9, "directeur"), DetailType.OCCUPATION),))
    made = read(Draft(TEXT, Lang.NL, published=(2021, 10)), STORY, corrections=before)
    desk = Desk.begin(DOCUMENT, made, STORY, Lang.NL, corrections=before)
    assert any(mark["start"] == start for mark in desk.state()["marks"])
    mark = next(mark for mark in desk.state()["marks"] if mark["start"] != start)
    desk.act({"act": "not_detail", "detail": mark["id"]})
    assert desk.corrections().details == before.details
    assert any(mark["start"] == start for mark in desk.state()["marks"])
    assert Desk.resume(desk.saved(), DOCUMENT, reading(), STORY, Lang.NL).state() == desk.state()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"3", b'{"what": "x"}', b"[" * 100_000])
def test_what_is_no_session_is_refused(raw: bytes) -> None:
    with pytest.raises(SavedError) as refused:
        resumed(raw)
    assert "\n" not in str(refused.value)
    assert isinstance(refused.value, UsageError)


@pytest.mark.parametrize(
    "parts",
    [
        {"schema": 2},
        {"version": -1},
        {"version": "7"},
        {"numbers": [[3, 2]]},
        {"numbers": [[0, 10**9]]},
        {"numbers": {}},
        {"first": None},
        {"first": {}},
        {"second": []},
    ],
)
def test_a_damaged_session_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(SavedError):
        resumed(changed(finished().saved(), **parts))


@pytest.mark.parametrize(
    "parts",
    [
        {"standing": 10**6},
        {"standing": -1},
        {"floor": 10**6},
        {"changes": [{"unknown": 1}]},
        {"changes": [{"decisions": [{"at": [0, 4], "verdict": "perhaps"}]}]},
        {"changes": [{"decisions": [{"at": [0, 4], "verdict": "accepted", "words": [0, 4, 7, "near", False]}]}]},
        {"changes": [{"corrections": "[[detail]]"}]},
        {"changes": [{"finish": ["x", ""]}]},
        {"start": {"corrections": "", "asked": [[0, 0]]}},
    ],
)
def test_a_damaged_history_is_refused(parts: dict[str, Any]) -> None:
    saved = finished().saved()
    with pytest.raises(SavedError, match="damaged"):
        resumed(changed(saved, first=json.loads(saved)["first"] | parts))


def test_no_piece_of_a_session_passes_for_one() -> None:
    saved = finished().saved()
    for end in range(0, len(saved), max(1, len(saved) // 40)):
        with pytest.raises(SavedError):
            resumed(saved[:end])


def test_a_session_of_another_draft_is_refused() -> None:
    other = TEXT.replace("57", "58")
    document = Document(other, other.encode(), "txt", "draft.txt")
    made = read(Draft(other, Lang.NL, published=(2021, 10)), STORY)
    with pytest.raises(SavedError, match="another draft") as refused:
        Desk.resume(begun().saved(), document, made, STORY, Lang.NL)
    assert "zwemleraar" not in str(refused.value)


def test_decisions_that_fit_nothing_do_no_harm() -> None:
    desk = begun()
    words = [0, len(TEXT), "alles", "near", False]
    rows = [{"at": [0, 4], "verdict": "accepted", "words": [2, 9, "x", "near", False]}]
    rows += [{"at": [s["start"], s["end"]], "verdict": "accepted", "words": words} for s in desk.state()["suggestions"]]
    saved = desk.saved()
    first = json.loads(saved)["first"] | {"changes": [{"decisions": rows}], "standing": 1}
    again = resumed(changed(saved, first=first))
    assert "".join(piece["text"] for piece in again.state()["result"]) == TEXT


def firsts(state: Mapping[str, Any]) -> Any:
    return state["second"] and state["second"]["first"]


def test_the_second_reader_sees_nothing_of_the_first() -> None:
    desk = finished()
    second = resumed(desk.saved(), reader="second")
    state = second.state()
    fresh = begun().state()
    told = ("text", "sources", "marks", "suggestions", "queue", "result", "open", "second", "can_undo", "finished")
    assert [state[key] for key in told] == [fresh[key] for key in told]
    assert (state["reader"], state["may_leave"]) == ("second", False)


def test_what_the_first_reader_found_is_there_for_the_second() -> None:
    desk = begun()
    start = TEXT.index("ontslag")
    desk.act({"act": "mark", "start": start, "end": start + 7, "type": "EVENT", "person": None})
    decide_all(desk)
    state = resumed(desk.saved(), reader="second").state()
    assert any(s["start"] == start for s in state["suggestions"])


def test_two_readers_who_agree() -> None:
    second = resumed(finished().saved(), reader="second")
    state = decide_all(second, lambda n: "reject" if n % 3 == 0 else "accept")
    assert (state["open"], state["may_leave"]) == (0, False)
    state = second.act({"act": "finish"})
    assert state["second"] == {"agree": len(state["suggestions"]), "differ": [], "first": {}}
    assert state["may_leave"]


def test_two_readers_who_differ_settle_it() -> None:
    second = resumed(finished().saved(), reader="second")
    before = decide_all(second)
    state = second.act({"act": "finish"})
    differ = [s["id"] for n, s in enumerate(before["suggestions"]) if n % 3 == 0]
    assert state["second"]["differ"] == differ
    assert state["second"]["agree"] == len(state["suggestions"]) - len(differ)
    assert set(state["queue"]) == set(differ)
    assert {told["state"] for told in firsts(state).values()} == {"rejected"}
    assert not state["may_leave"]
    assert not state["can_undo"]
    with pytest.raises(ActError):
        second.act({"act": "undo"})
    with pytest.raises(ActError, match="open"):
        second.act({"act": "finish"})
    for n, id in enumerate(differ):
        state = second.act({"act": "accept" if n else "reject", "id": id})
    assert (state["open"], state["may_leave"], state["second"]["differ"]) == (0, True, differ)
    assert resumed(second.saved()).state() == second.state()
    assert second.act({"act": "undo"})["queue"] == [differ[-1]]


def test_differences_may_be_left_for_a_reason() -> None:
    second = resumed(finished().saved(), reader="second")
    decide_all(second)
    second.act({"act": "finish"})
    state = second.act({"act": "finish", "reason": "de chef beslist"})
    assert state["may_leave"]
    assert state["open"] > 0


def test_readers_take_turns() -> None:
    desk = begun()
    with pytest.raises(ActError, match="first"):
        resumed(desk.saved(), reader="second")
    with pytest.raises(ActError, match="first"):
        begun(reader="second")
    second = resumed(finished().saved(), reader="second")
    with pytest.raises(ActError, match="second"):
        resumed(second.saved(), reader="first")
    assert resumed(second.saved()).reader == "second"
    assert resumed(second.saved(), reader="second").state() == second.state()
