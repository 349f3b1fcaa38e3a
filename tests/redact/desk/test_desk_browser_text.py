"""Drafts in real Chromium that are not the usual few paragraphs: where marks fall, and what can be selected there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

EMOJI = (
    "Vijf medewerkers vertellen over hun wethouder, Rutger Velthoen. 😀 Een van hen is een beleidsadviseur van 34 uit"
    " Zwolle. 👩‍👩‍👧🇳🇱\n\nEen bode, een man van 58, rijdt in een rode Volvo. Aan zijn bureau hangt een vaantje van de"
    " ijsclub.\n"
)


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expected

    return expected(locator)


def test_marks_stand_on_their_words_behind_an_emoji(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    served = serve(text=EMOJI)
    seat, state = sit(served.entry.new_url()), served.desk.state()
    wanted = {one["id"]: state["text"][one["start"] : one["end"]] for one in state["marks"]}
    marked = "all => all.map((one) => [one.dataset.mark, one.textContent])"
    shown: dict[str, str] = {}
    for id, words in seat.page.eval_on_selector_all("#draft mark", marked):
        shown[id] = shown.get(id, "") + words
    assert len(shown) > 4
    assert shown == wanted
    assert seat.page.locator("#draft").text_content() == EMOJI.replace("\n\n", "")


def test_missed_stretch_behind_an_emoji_is_what_was_meant(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    served = serve(text=EMOJI)
    seat = sit(served.entry.new_url())
    seat.press("m")
    seat.page.keyboard.type("vaantje van de ijsclub")
    seat.press("Enter")
    expect(seat.page.locator("#draft mark", has_text="vaantje van de ijsclub")).to_have_count(1)
    (added,) = served.desk.corrections().details
    assert added.stretch.words == "vaantje van de ijsclub"


WRAPPED = (
    "Een bode van 58 zegt dat hij het zag."
    " Hij was die middag\nin de kelder van het stadhuis\nmet ‘de sleutels’, en telde."
    "\n\nDaarna ging hij naar huis. Niemand vroeg hem iets, zegt hij.\n"
)
SELECTING = """([pane, from, to]) => {
  const nodes = [];
  const walker = document.createTreeWalker(document.querySelector(pane), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const [one, other] = [from, to].map((words) => nodes.find((node) => node.data.includes(words)));
  getSelection().setBaseAndExtent(one, one.data.indexOf(from), other, other.data.indexOf(to) + to.length);
}"""


def marked(served: Any) -> list[str]:
    return [row.stretch.words for row in served.desk.corrections().details]


def test_selection_over_line_breaks_is_marked_whole(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    served = serve(text=WRAPPED)
    seat = sit(served.entry.new_url())
    seat.page.evaluate(SELECTING, ["#draft", "het zag", "met"])
    seat.press("m")
    whole = "het zag. Hij was die middag in de kelder van het stadhuis met"
    expect(seat.page.locator("#mark-words")).to_have_value(whole)
    seat.press("Enter")
    seat.settled()
    assert marked(served) == ["het zag. Hij was die middag\nin de kelder van het stadhuis\nmet"]


def test_words_are_found_as_a_keyboard_has_them(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    served = serve(text=WRAPPED)
    seat = sit(served.entry.new_url())
    seat.press("m")
    seat.page.keyboard.type("Van het stadhuis met 'de sleutels'")
    expect(seat.page.locator("#mark-where")).to_contain_text("plek 1 van 1")
    seat.press("Enter")
    seat.settled()
    assert marked(served) == ["van het stadhuis\nmet ‘de sleutels’"]


def test_signs_of_patterns_are_found_as_they_are(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    served = serve(text="Een bode van 58 zag [het] (a+b)^2 \\ c|d. Hij woont in Zwolle.\n")
    seat = sit(served.entry.new_url())
    seat.press("m")
    seat.page.keyboard.type("zag [het] (a+b)^2 \\ c|d.")
    expect(seat.page.locator("#mark-where")).to_contain_text("plek 1 van 1")
    assert seat.errors == []


def test_words_that_are_selected_in_the_result_are_looked_for(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    seat.page.evaluate(SELECTING, ["#result", "Aan zijn bureau", "hangt"])
    seat.press("m")
    expect(seat.page.locator("#mark-words")).to_have_value("Aan zijn bureau hangt")
    seat.press("Enter")
    seat.settled()
    assert marked(served) == ["Aan zijn bureau hangt"]


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_found_is_not_called_decided(serve: Callable[..., Any], sit: Callable[..., Any], width: int) -> None:
    served = serve(text="De gemeente heeft een nieuwe begroting. Het blijft morgen droog.\n")
    seat = sit(served.entry.new_url(), width=width, height=844)
    for place in ("#count", "#card-title"):
        expect(seat.page.locator(place)).to_have_text("Niets voorgesteld")
    expect(seat.page.get_by_text("geen bron herkend")).to_be_visible()
    seat.page.locator('#card [data-act="leave"]').click()
    expect(seat.page.locator("dialog")).to_contain_text("zegt alles wat het concept zegt")
    expect(seat.page.locator("dialog")).not_to_contain_text("Alles is beslist")
    assert seat.errors == []


def test_what_holds_for_several_sources_is_said_once(served: Any, sit: Callable[..., Any]) -> None:
    served.settle()
    told = [line for source in served.desk.state()["sources"] for line in source["obstacles"]]
    seat = sit(served.entry.new_url())
    assert len(told) > len(set(told))
    expect(seat.page.locator(".obstacles li")).to_have_count(len(set(told)))


def test_place_where_words_still_stand_is_one_press_from_being_marked(
    served: Any, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    served.settle()
    state, act = served.desk.state(), served.desk.act
    gone = next(each for each in state["suggestions"] if each["words"].endswith("Zwolle"))
    at = state["text"].index("ijsclub")
    left = [{"start": at, "end": at + len("ijsclub"), "suggestion": gone["id"]}]
    served.server._state = {**state, "left": left}
    monkeypatch.setattr(served.desk, "act", lambda action: {**act(action), "left": []})
    seat = sit(served.entry.new_url())
    expect(seat.page.locator("#card .why")).to_contain_text("staan hier nog")
    seat.page.locator('.tools [data-act="leave"]').click()
    expect(seat.page.locator("dialog")).to_contain_text("nog op een andere plek")
    seat.press("Escape")
    seat.page.locator(".stands button").click()
    expect(seat.page.locator("#mark-words")).to_have_value("ijsclub")
    expect(seat.page.locator('input[name="type"]:checked')).to_have_value(gone["type"])
    expect(seat.page.locator('input[name="person"]:checked')).to_have_value(f"={gone['person']}")
    seat.press("Enter")
    seat.settled()
    assert marked(served) == ["ijsclub"]
    assert seat.errors == []


def test_paragraph_from_the_right_runs_from_the_right(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    seat = sit(serve(text="Een bode van 58 zegt:\n\nمرحبا يا صديقي، أنا هنا.\n").entry.new_url())
    for pane in ("#draft", "#result"):
        sides = seat.page.eval_on_selector_all(f"{pane} p", "all => all.map((one) => getComputedStyle(one).direction)")
        assert sides == ["ltr", "rtl"]


TURNED = (
    "Vijf medewerkers vertellen over hun wethouder, Rutger Velthoen. Een van hen is een beleidsadviseur van 34 uit"
    " Zwolle.\n\nEen bode, een man van 58, heet Jan \u202enesnaJ. Hij woont aan de " + "A" + "a" * 300 + "straat 12.\n"
)
INWARD = """(element) => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let last;
  while (text.nextNode()) last = text.currentNode;
  const at = (n) => { const range = document.createRange(); range.setStart(last, n); range.setEnd(last, n + 1); return range.getBoundingClientRect(); };
  const [one, other] = [at(0), at(3)];
  return one.top === other.top && one.left < other.left;
}"""  # noqa: E501


def test_mark_that_turns_text_around_turns_no_words_of_the_desk(
    serve: Callable[..., Any], sit: Callable[..., Any]
) -> None:
    """Else what becomes of a name is shown backwards, and what is said of it."""
    seat = sit(serve(text=TURNED).entry.new_url())
    for _ in range(20):
        if "\u202e" in seat.here():
            break
        seat.press("j")
    assert "\u202e" in seat.here()
    assert seat.page.locator("#card ins").evaluate(INWARD)
    assert "\u202e" not in seat.page.locator("#card .why").inner_text()
    assert "nesnaJ" in seat.page.locator("#card .why").inner_text()


@pytest.mark.parametrize("width", [390, 1440])
def test_long_word_breaks_rather_than_push_the_rest_out(
    serve: Callable[..., Any], sit: Callable[..., Any], width: int
) -> None:
    seat = sit(serve(text=TURNED).entry.new_url(), width=width, height=844)
    within = "(element) => element.scrollWidth <= element.clientWidth"
    for _ in range(20):
        assert seat.page.locator("#card").evaluate(within)
        if "straat 12" in seat.here():
            break
        seat.press("j")
    assert "straat 12" in seat.here()
    for key in "om":
        seat.press(key)
        assert seat.page.locator("#dialog").evaluate(within)
        seat.press("Escape")
