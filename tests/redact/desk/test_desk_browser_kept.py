"""What somebody has typed or decided in real Chromium is not lost: refused, left for another place, or unsent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expected

    return expected(locator)


def test_refused_own_words_are_there_to_be_changed(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    words = seat.here()
    seat.press("e")
    seat.page.locator("#own").fill(words)  # the draft's own words: no change
    seat.press("Enter")
    expect(seat.page.locator("#notice")).to_contain_text("wijs het voorstel af")
    expect(seat.page.locator("#own")).to_be_focused()
    expect(seat.page.locator("#own")).to_have_value(words)
    assert seat.here() == words
    seat.page.keyboard.type(" van elders")
    seat.page.locator("#own").fill("iemand")
    seat.press("Enter")
    expect(seat.page.locator("#notice")).to_be_hidden()
    seat.settled()
    assert [each["replacement"] for each in served.desk.state()["suggestions"] if each["own"]] == ["iemand"]


def test_own_words_are_kept_while_one_looks_elsewhere(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    words = seat.here()
    seat.press("e")
    seat.page.locator("#own").fill("iemand van")
    seat.page.locator("#queue button").nth(2).click()
    assert seat.here() != words
    seat.page.locator("#queue button").nth(0).click()
    expect(seat.page.locator("#card .note")).to_contain_text("iemand van")
    seat.press("e")
    expect(seat.page.locator("#own")).to_have_value("iemand van")
    seat.press("Escape")
    expect(seat.page.locator("#card .note")).to_have_count(0)
    assert served.desk.state()["version"] == 0


def test_own_words_stay_when_another_view_is_looked_at(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url(), width=390, height=844)
    seat.press("e")
    seat.page.locator("#own").fill("iemand van")
    seat.page.locator(".tabs [data-view=result]").click()
    expect(seat.page.locator("#own")).to_have_value("iemand van")


@pytest.mark.parametrize("what", ["typed", "unsent"])
def test_closing_the_window_asks_while_something_would_be_lost(
    served: Any, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    act, go_on = served.desk.act, threading.Event()
    monkeypatch.setattr(served.desk, "act", lambda action: (go_on.wait(5), act(action))[1])
    seat, asked = sit(served.entry.new_url()), []
    seat.page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    if what == "typed":
        seat.press("e")
        seat.page.keyboard.type("iemand van")
    else:
        seat.press("a", "a")
    seat.page.reload()
    assert asked == ["beforeunload"]
    go_on.set()


def test_closing_the_window_asks_nothing_else(served: Any, sit: Callable[..., Any]) -> None:
    seat, asked = sit(served.entry.new_url()), []
    seat.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    seat.press("a")
    seat.settled()
    seat.page.reload()
    seat.page.locator("body[data-ready]").wait_for()
    assert asked == []


def test_enter_twice_finishes_once(served: Any, sit: Callable[..., Any]) -> None:
    served.settle()
    seat = sit(served.entry.new_url())
    seat.page.locator('#card [data-act="leave"]').click()
    seat.press("Enter", "Enter")
    seat.page.locator("body[data-done]").wait_for()
    served.wait()
    seat.page.wait_for_timeout(200)
    expect(seat.page.locator("#notice")).to_contain_text("De definitieve versie is geschreven")
    assert (len(served.finished), seat.errors) == (1, [])


def test_what_may_not_be_kept_when_the_desk_has_gone_is_told(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    served.server.stop()
    served.wait()
    seat.press("a")
    expect(seat.page.locator("#notice")).to_contain_text("behalve misschien de laatste: kijk")


def test_a_key_that_was_halfway_down_when_the_desk_finished_is_no_second_answer(
    served: Any, sit: Callable[..., Any]
) -> None:
    served.settle()
    seat = sit(served.entry.new_url())
    seat.page.locator('#card [data-act="leave"]').click()
    form = seat.page.locator("#dialog form").element_handle()
    seat.press("Enter")
    seat.page.locator("body[data-done]").wait_for()
    form.evaluate("form => form.requestSubmit()")  # the click of a key that went down before
    seat.page.wait_for_timeout(200)
    expect(seat.page.locator("#notice")).to_contain_text("De definitieve versie is geschreven")
    assert (len(served.finished), seat.errors) == (1, [])


def test_finish_on_its_way_is_not_called_off_and_nothing_is_decided_behind_it(
    served: Any, sit: Callable[..., Any]
) -> None:
    """Else the page says to decide again, of a copy that is written and a desk that has gone."""
    go_on, hands = threading.Event(), served.server._hands
    served.server._hands = replace(hands, finish=lambda: (go_on.wait(10), hands.finish())[1])
    seat = sit(served.entry.new_url())
    seat.page.locator('.tools [data-act="leave"]').click()
    seat.page.locator("#reason").fill("geen tijd")
    seat.page.locator("#dialog [type=submit]").click()
    seat.press("Escape")
    assert seat.page.locator("dialog[open]").count() == 1
    seat.press("Escape", "Escape")  # a browser closes it all the same
    seat.press("a", "r")
    seat.page.evaluate("document.querySelector('#dialog').close()")
    seat.press("a", "k")
    go_on.set()
    seat.page.locator("body[data-done]").wait_for()
    served.wait()
    seat.page.wait_for_timeout(200)
    expect(seat.page.locator("#notice")).to_contain_text("De definitieve versie is geschreven")
    expect(seat.page.locator("#result ins")).to_have_count(0)
    assert {each["state"] for each in served.desk.state()["suggestions"]} == {"open"}
    assert (len(served.finished), seat.errors) == (1, [])


def test_what_the_first_reader_decided_is_called_hidden_for_as_long_as_it_is(
    serve: Callable[..., Any], sit: Callable[..., Any]
) -> None:
    first = serve()
    first.settle()
    second = serve(resumed=first.desk.saved(), reader="second")
    seat = sit(second.entry.new_url())
    expect(seat.page.locator("#second")).to_be_visible()
    count = len(second.desk.state()["queue"])
    while second.desk.state()["queue"]:
        seat.press("r")
        seat.settled()
    seat.page.locator('#card [data-act="leave"]').click()
    seat.press("Enter")
    expect(seat.page.locator("#notice")).to_contain_text(f"{count} keer oneens")
    assert second.desk.state()["second"]["first"]
    expect(seat.page.locator("#card")).to_contain_text("De eerste lezer")
    expect(seat.page.locator("#second")).to_be_hidden()


def test_a_desk_that_hangs_is_told_until_it_answers(
    served: Any, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It closes no connection: without a word, whoever decides on would think that all of it is kept."""
    act, go_on = served.desk.act, threading.Event()
    monkeypatch.setattr(served.desk, "act", lambda action: (go_on.wait(30), act(action))[1])
    seat = sit(served.entry.new_url())
    seat.press("a")
    expect(seat.page.locator("#notice")).to_be_hidden()
    seat.page.get_by_text("Bronwacht antwoordt nog niet").wait_for()
    go_on.set()
    seat.settled()
    expect(seat.page.locator("#notice")).to_be_hidden()
    assert seat.errors == []
