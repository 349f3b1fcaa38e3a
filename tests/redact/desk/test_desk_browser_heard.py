"""The desk in real Chromium for whoever does not see it: what is said at each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expected

    return expected(locator)


def test_each_step_says_where_one_is(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    said = seat.page.locator("#said")
    for key in ("j", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"):
        seat.page.evaluate("document.querySelector('#said').textContent = ''")
        seat.press(key)
        if seat.page.locator("#card del").count():
            expect(said).to_contain_text(f"‘{seat.here()}’ wordt ‘")
        else:
            expect(said).to_contain_text("geen wijziging")
    seat.press("a")
    seat.settled()
    expect(said).to_contain_text(f"‘{seat.here()}’ wordt ‘")
    assert seat.errors == []


def step_until(seat: Any, reached: Callable[[], bool]) -> None:
    """Go from detail to detail, to the first with a suggestion of which ``reached`` holds."""
    for _ in range(40):
        seat.press("ArrowRight")
        if seat.page.locator("#card del").count() and reached():
            return
    raise AssertionError


def test_step_onto_what_was_decided_says_so(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    step_until(seat, lambda: True)
    words = seat.here()
    seat.press("r")
    seat.settled()
    step_until(seat, lambda: seat.here() == words)
    expect(seat.page.locator("#said")).to_contain_text("(blijft staan)")


def test_crowd_that_is_not_known_is_not_said_to_be_at_least_that(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    told = seat.page.locator("#crowds td .unseen").all_text_contents()
    assert any("nu minstens 1, drempel" in each for each in told)
    assert any("nu onbekend, drempel" in each or "voorstellen onbekend" in each for each in told)
    assert not any("minstens onbekend" in each for each in told)
    served.settle()
    seat.page.reload()
    seat.page.locator("body[data-ready]").wait_for()
    told = seat.page.locator("#crowds td .unseen").all_text_contents()
    assert any("nu onbekend, drempel" in each for each in told)
