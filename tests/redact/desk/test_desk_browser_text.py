"""Drafts in real Chromium that are not the usual few paragraphs: where marks fall, and what can be selected there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
