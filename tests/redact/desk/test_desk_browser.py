"""The desk in real Chromium: what a reporter does there by key, by mouse and with other means, and what they see."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.desk.refusals import Failure, HandError
from bronwacht.redact.documents import Leak, LeakKind, WithheldError, excerpt
from bronwacht.redact.draft import Lang, Span

SIZES = {"phone": (390, 844), "tablet": (1024, 768), "desk": (1440, 900)}
SCHEMES = ("light", "dark")


def states(served: Any) -> dict[str, str]:
    return {each["words"]: each["state"] for each in served.desk.state()["suggestions"]}


def order(served: Any) -> list[str]:
    state = served.desk.state()
    words = {each["id"]: each["words"] for each in state["suggestions"]}
    return [words[id] for id in state["queue"]]


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expected

    return expected(locator)


def test_one_key_decides_and_goes_to_the_next(served: Any, sit: Callable[..., Any]) -> None:
    seat, queue = sit(served.entry.new_url()), order(served)
    assert seat.here() == queue[0]
    for key, words, state in zip("aru", queue, ("accepted", "rejected", "unsure"), strict=False):
        assert seat.here() == words
        seat.press(key)
        expect(seat.page.locator("#card del")).not_to_have_text(f"In het concept: {words}")
        seat.settled()
        assert states(served)[words] == state
    assert seat.errors == []


def test_keys_faster_than_the_desk_are_not_lost(
    served: Any, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    act = served.desk.act
    monkeypatch.setattr(served.desk, "act", lambda action: (time.sleep(0.12), act(action))[1])
    seat, queue = sit(served.entry.new_url()), order(served)
    # The last key waits for the undo, and falls on what was undone.
    seat.press("a", "r", "a", "z", "u")
    expect(seat.page.locator("#said")).to_contain_text("Twijfel")
    assert [states(served)[words] for words in queue[:3]] == ["accepted", "rejected", "unsure"]
    assert served.desk.state()["version"] == 5
    assert seat.errors == []


@pytest.mark.parametrize("key", ["e", "m", "o"])
def test_words_typed_ahead_of_their_field_decide_nothing(
    served: Any, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    seat = sit(served.entry.new_url())
    seat.press("a")
    seat.settled()
    act = served.desk.act
    monkeypatch.setattr(served.desk, "act", lambda action: (time.sleep(0.3), act(action))[1])
    seat.press("z", key, "k", "r", "a", "x")  # the beginning of a word, for a field that is not there yet
    seat.page.locator("#own" if key == "e" else "dialog[open]").wait_for()
    seat.settled()
    assert set(states(served).values()) == {"open"}
    assert served.desk.state()["version"] == 2
    assert seat.errors == []


def test_what_is_typed_is_kept_and_read_by_no_helper_of_the_browser(served: Any, sit: Callable[..., Any]) -> None:
    """Fields are written to the disk, to bring windows back, and spelt and translated by services elsewhere."""
    seat = sit(served.entry.new_url())
    page = seat.page
    assert page.locator("html").get_attribute("translate") == "no"
    fields = []
    for key, field in (("e", "#own"), ("m", "#mark-words"), ("", "#reason")):
        seat.press(key) if key else page.locator("[data-act=leave]").first.click()
        found = page.locator(field)
        found.wait_for()
        fields.append([found.get_attribute(name) for name in ("autocomplete", "spellcheck", "writingsuggestions")])
        seat.press("Escape")
        assert page.locator("dialog[open]").count() == 0
    assert fields == [["off", "false", "false"]] * 3
    assert page.locator("input:not([type=radio], [type=checkbox]), textarea").count() == 1  # of a dialog that is shut


def test_what_is_shown_at_once_is_what_comes(
    served: Any, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    act, go_on = served.desk.act, threading.Event()
    monkeypatch.setattr(served.desk, "act", lambda action: (go_on.wait(5), act(action))[1])
    seat = sit(served.entry.new_url())
    seat.press("a", "r", "u", "w", "a")

    def shown() -> tuple[str, list[str], str]:
        # In whatever order: what is worst may be another one now.
        queue = sorted(seat.page.locator("#queue button").all_inner_texts())
        return seat.page.locator("#result").inner_text(), queue, seat.page.locator("#count").inner_text()

    foreseen = shown()
    assert served.desk.state()["version"] == 0
    go_on.set()
    seat.settled()
    assert shown() == foreseen
    assert "".join(piece["text"] for piece in served.desk.state()["result"]).split() == foreseen[0].split()


def test_key_that_is_held_down_decides_once(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    for _ in range(4):
        seat.page.keyboard.down("a")
    seat.page.keyboard.up("a")
    seat.settled()
    assert served.desk.state()["version"] == 1


def test_queue_shows_what_is_being_decided_on(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url(), width=1024, height=640)
    for key in "ujjaura":
        seat.press(key)
        seat.settled()
        seat.page.wait_for_timeout(50)
        heading = seat.page.locator("#queue-title").bounding_box()
        here = seat.page.locator("#queue [aria-current]").bounding_box()
        assert heading["y"] + heading["height"] <= here["y"] + 1
        assert here["y"] + here["height"] <= 640


def test_undo_and_redo_go_back_to_what_they_change(served: Any, sit: Callable[..., Any]) -> None:
    seat, queue = sit(served.entry.new_url()), order(served)
    result = seat.page.locator("#result")
    before = result.inner_text()
    seat.press("a")
    expect(result.locator("ins")).to_have_count(1)
    after = result.inner_text()
    seat.press("z")
    expect(result.locator("ins")).to_have_count(0)
    assert (result.inner_text(), seat.here()) == (before, queue[0])
    seat.press("Shift+Z")
    expect(result.locator("ins")).to_have_count(1)
    assert result.inner_text() == after


def test_wordings_and_own_words(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    while seat.page.locator(".wording").count() < 2:
        seat.press("j")
    words, becomes = seat.here(), seat.page.locator("#card ins").inner_text()
    seat.press("w")
    expect(seat.page.locator("#card ins")).not_to_have_text(becomes)
    assert seat.here() == words
    seat.press("e")
    field = seat.page.locator("#own")
    expect(field).to_be_focused()
    field.fill("iets van de reporter zelf, met een a en een r")
    seat.press("Escape")
    expect(field).to_have_count(0)
    assert states(served)[words] == "open"
    seat.press("e")
    field.fill("iemand")
    seat.press("Enter")
    seat.settled()
    assert states(served)[words] == "accepted"
    own = next(each for each in served.desk.state()["suggestions"] if each["own"])
    assert own["replacement"] == "iemand"


def test_keep_everywhere_and_all_of_a_value(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    several = next(each for each in served.desk.state()["suggestions"] if each["also"])
    while seat.here() != several["words"]:
        seat.press("j")
    seat.press("v")
    seat.settled()
    group = {several["id"], *several["also"]}
    found = {each["id"]: each["state"] for each in served.desk.state()["suggestions"]}
    assert {found[id] for id in group} == {"accepted"}
    seat.press("z")
    seat.settled()
    seat.press("k")
    seat.settled()
    found = {each["id"]: each["state"] for each in served.desk.state()["suggestions"]}
    assert {found[id] for id in group} == {"rejected"}


def test_missed_stretch_is_marked_by_keyboard_alone(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    seat.press("m")
    expect(seat.page.locator("#mark-words")).to_be_focused()
    seat.page.keyboard.type("vaantje van de ijsclub")
    expect(seat.page.locator("#mark-where")).to_contain_text("plek 1 van 1")
    seat.press("Tab", "Tab")
    expect(seat.page.locator('input[value="TRAIT"]')).to_be_focused()
    seat.press("Enter")
    expect(seat.page.locator("dialog")).to_be_hidden()
    seat.settled()
    expect(seat.page.locator("#draft mark", has_text="vaantje van de ijsclub")).to_have_count(1)
    assert any("vaantje van de ijsclub" in words for words in states(served))
    assert "vaantje van de ijsclub" in seat.here()
    (added,) = served.desk.corrections().details
    assert added.stretch.words == "vaantje van de ijsclub"


def test_missed_stretch_is_marked_by_selecting_it(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    seat.page.evaluate(MARKING, ["zag wat er gebeurde"])
    seat.press("m")
    expect(seat.page.locator("#mark-words")).to_have_value("zag wat er gebeurde")
    seat.page.locator('input[value="EVENT"]').check()
    seat.press("Enter")
    expect(seat.page.locator("#draft mark", has_text="zag wat er gebeurde")).to_have_count(1)
    (added,) = served.desk.corrections().details
    assert (added.stretch.words, added.type) == ("zag wat er gebeurde", "EVENT")


def test_words_that_are_not_there_cannot_be_marked(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    seat.press("m")
    seat.page.keyboard.type("dit staat er niet")
    seat.press("Enter")
    expect(seat.page.locator("#mark-where")).to_contain_text("staan niet in het concept")
    expect(seat.page.locator("dialog")).to_be_visible()
    assert served.desk.state()["version"] == 0


def test_owner_and_role_are_corrected(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    state = served.desk.state()
    labels = {person["id"]: person["label"] for person in state["persons"]}
    mark = next(one for one in state["marks"] if labels.get(one["person"]) == "Specht")
    words = state["text"][mark["start"] : mark["end"]]
    seat.page.locator(f'[data-mark="{mark["id"]}"]').first.click()
    seat.press("o")
    expect(seat.page.get_by_label("Specht, bron")).to_be_focused()
    seat.page.get_by_label("Merel, bron").check()
    seat.press("Enter")
    expect(seat.page.locator("#said")).to_contain_text("Eigenaar aangepast")
    assert owner_of(served, words) == ("Merel", "source")
    assert seat.page.locator("#card-title").inner_text().endswith("Merel")
    seat.press("o")
    seat.page.get_by_label("Iemand die nog niet is genoemd").check()
    seat.press("Enter")
    seat.settled()
    label, _ = owner_of(served, words)
    assert label not in ("Merel", "Specht")
    seat.press("p")
    seat.page.get_by_label("publiek persoon").check()
    seat.press("Enter")
    expect(seat.page.locator("#said")).to_contain_text("Rol aangepast")
    assert words not in dict(marks(served))
    assert seat.errors == []


def marks(served: Any) -> list[tuple[str, str | None]]:
    state = served.desk.state()
    return [(state["text"][one["start"] : one["end"]], one["person"]) for one in state["marks"]]


def owner_of(served: Any, words: str) -> tuple[str, str]:
    persons = {person["id"]: (person["label"], person["role"]) for person in served.desk.state()["persons"]}
    return persons[dict(marks(served))[words]]


def test_what_is_nobody_s_is_no_detail(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    words = seat.here()
    seat.press("o")
    seat.page.get_by_label("Van niemand in het bijzonder").check()
    seat.press("Enter")
    expect(seat.page.locator("#said")).to_contain_text("Geen detail meer")
    assert words not in states(served)
    assert seat.errors == []


def test_refusal_is_told_in_the_language_of_the_page(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    state = served.desk.state()
    merel = next(source["person"] for source in state["sources"] if source["label"] == "Merel")
    mark = next(one for one in state["marks"] if one["person"] == merel)
    seat.page.locator(f'[data-mark="{mark["id"]}"]').first.click()
    seat.press("p")
    seat.page.get_by_label("publiek persoon").check()
    seat.press("Enter")
    told = "Dat kan niet: wie in het verhaalbestand een bron is, blijft dat; verander het verhaalbestand."
    expect(seat.page.locator("#notice")).to_have_text(told)


def test_what_is_typed_is_not_lost_when_an_answer_comes(
    served: Any, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    act, go_on = served.desk.act, threading.Event()
    monkeypatch.setattr(served.desk, "act", lambda action: (go_on.wait(5), act(action))[1])
    seat = sit(served.entry.new_url())
    seat.press("a", "e")
    seat.page.keyboard.type("iemand van")
    go_on.set()
    seat.settled()
    seat.page.keyboard.type(" elders")
    expect(seat.page.locator("#own")).to_have_value("iemand van elders")
    seat.press("Enter")
    seat.settled()
    assert "iemand van elders" in "".join(piece["text"] for piece in served.desk.state()["result"])


def test_crowds_move_while_the_disk_works(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    disk = threading.Event()
    served = serve(save=lambda: disk.wait(8))
    seat = sit(served.entry.new_url())
    seat.press("a", "a")
    expect(seat.page.locator("#said")).to_contain_text("Aangenomen")
    assert served.desk.state()["version"] == 1
    disk.set()
    seat.settled()
    assert served.desk.state()["version"] == 2
    assert seat.errors == []


def test_what_could_not_be_kept_is_told(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    faults = [HandError(Failure.DISK)]

    def save() -> None:
        if faults:
            raise faults.pop()

    seat = sit(serve(save=save).entry.new_url())
    seat.press("a")
    expect(seat.page.locator("#notice")).to_contain_text("kon niet op de schijf worden bewaard")
    seat.press("a")
    expect(seat.page.locator("#notice")).to_be_hidden()


def test_no_detail(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    words = seat.here()
    seat.press("x")
    expect(seat.page.locator("#said")).to_contain_text("Geen detail meer")
    assert words not in states(served)
    assert seat.here() != words


def test_crowds_move_with_each_decision(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    cells = seat.page.locator("#crowds td .unseen")
    before = cells.all_inner_texts()
    assert all(text.count("drempel") for text in before)
    told = seat.page.locator("#said")
    while not told.inner_text().startswith("Aangenomen") or " naar " not in told.inner_text():
        seat.press("a")
        seat.settled()
    after = cells.all_inner_texts()
    assert before != after
    now = [cell["now"]["low"] for source in served.desk.state()["sources"] for cell in source["adversaries"]]
    shown = seat.page.locator("#crowds .numbers b").all_inner_texts()
    assert len(now) == len(shown)
    for low, text in zip(now, shown, strict=True):
        assert text == ("?" if low is None else str(low)) or low >= 100


def test_marks_tell_their_source_without_colour(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    tags = seat.page.eval_on_selector_all(
        "#draft .end", "all => all.map((one) => getComputedStyle(one, '::after').content)"
    )
    assert {tag[1] for tag in tags} >= {"A", "B"}
    lines = seat.page.eval_on_selector_all(
        "#draft mark", "all => all.map((one) => [one.dataset.source, getComputedStyle(one).textDecorationStyle])"
    )
    assert len({source for source, _ in lines}) == len({*map(tuple, lines)})
    kinds = seat.page.eval_on_selector_all("#draft .end", "all => all.map((one) => one.dataset.kind)")
    assert "leeftijd" in kinds


def test_letters_are_left_alone_when_switched_off(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    seat.press("?")
    seat.page.get_by_label("Losse letters als toetsen gebruiken").uncheck()
    seat.press("Escape", "a", "r")
    seat.press("Control+a", "Alt+r")
    seat.settled()
    assert served.desk.state()["version"] == 0
    seat.page.locator('#card [data-act="accept"]').focus()
    seat.press("Enter")
    seat.settled()
    assert served.desk.state()["version"] == 1
    assert seat.page.evaluate("document.activeElement.dataset.act") == "accept"


def test_leaving_takes_a_reason_and_then_ends(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    seat.press("a")
    seat.settled()
    seat.page.locator('.tools [data-act="leave"]').click()
    expect(seat.page.locator("dialog")).to_contain_text("niets besloten")
    seat.page.locator("dialog button[type=submit]").click()
    assert served.finished == []  # the field is required
    seat.page.locator("#reason").fill("de krant sluit om zes uur")
    seat.page.locator("dialog button[type=submit]").click()
    seat.page.locator("body[data-done]").wait_for()
    assert (
        served.finished == [seat.page.evaluate("document.querySelector('#result').innerText") + "\n"] or served.finished
    )
    served.wait()
    assert served.desk.state()["finished"]["reason"] == "de krant sluit om zes uur"


def test_leak_is_told_in_the_page(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    served.settle()
    seat.open(seat.page.url)
    served.faults.append(WithheldError([Leak(LeakKind.KNOWN, 3)]))
    expect(seat.page.locator("#card")).to_contain_text("Er is niets meer te beslissen")
    seat.page.locator('#card [data-act="leave"]').click()
    seat.press("Enter")
    expect(seat.page.locator("dialog .told")).to_contain_text("er stond nog iets in dat weg moest")
    expect(seat.page.locator("#notice")).to_contain_text(
        "het dossier kent iemand die in de tekst genoemd wordt (regel 3)"
    )
    seat.press("Escape", "z")
    expect(seat.page.locator("#count")).to_contain_text("te beslissen")


def test_place_of_a_refused_copy_is_one_press_away(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    served.settle()
    seat.open(seat.page.url)
    text = "".join(piece["text"] for piece in served.desk.state()["result"])
    at = text.index("bureau")
    line = text.count("\n", 0, at) + 1
    served.faults.append(WithheldError([Leak(LeakKind.ELSEWHERE, line, excerpt=excerpt(text, Span(at, at + 6)))]))
    seat.page.locator('#card [data-act="leave"]').click()
    seat.press("Enter")
    place = seat.page.locator("dialog .places button")
    expect(place).to_contain_text(f"regel {line}: … ")
    expect(place.locator("b")).to_have_text("bureau")
    place.click()
    expect(seat.page.locator("dialog")).not_to_be_visible()
    expect(seat.page.locator("#result p:focus")).to_contain_text("bureau")
    expect(seat.page.locator("#notice .places b")).to_have_text("bureau")
    assert seat.errors in (
        [],
        ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"],
    )


def test_second_window_meets_what_was_decided(served: Any, sit: Callable[..., Any]) -> None:
    seat, queue = sit(served.entry.new_url()), order(served)
    served.act(act="accept", id=served.desk.state()["queue"][0])
    seat.press("r")
    expect(seat.page.locator("#notice")).to_contain_text("In een ander venster")
    assert states(served)[queue[0]] == "accepted"
    seat.press("r")
    seat.settled()
    assert "rejected" in states(served).values()


def test_reload_goes_on_and_the_address_tells_nothing(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    assert seat.page.url == f"http://127.0.0.1:{served.port}/"
    seat.press("a")
    seat.settled()
    seat.page.reload()
    seat.page.locator("body[data-ready]").wait_for()
    expect(seat.page.locator("#count")).to_have_text(f"Nog {served.desk.open_count} te beslissen")
    assert "geheime-naam" not in seat.page.content()
    assert seat.page.title() == "Bronwacht: nakijken"
    assert seat.page.locator("meta[name=desk-key]").count() == 0


def test_other_tab_of_the_same_browser_gets_nothing(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    other = seat.page.context.new_page()
    other.goto(f"http://127.0.0.1:{served.port}/")
    expect(other.locator("#notice")).to_contain_text("nieuw adres")
    assert "beleidsadviseur" not in other.content()


EVIL = """<!doctype html><body><iframe src="DESK/"></iframe><script>
const seen = [];
const note = (name, tried) => tried.then((got) => seen.push(name + ':' + got), () => seen.push(name + ':nothing'));
const send = (mode, headers) => fetch('DESK/api/act',
  {method: 'POST', mode, headers, credentials: 'include', body: '{}'}).then((answer) => answer.type);
const script = () => new Promise((good, bad) => {
  const one = document.createElement('script');
  Object.assign(one, {src: 'DESK/static/main.js', onload: () => good('loaded'), onerror: bad});
  document.body.append(one);
});
const open = () => new Promise((good, bad) => {
  Object.assign(new WebSocket('DESK/api/start'.replace('http', 'ws')), {onopen: () => good('open'), onerror: bad});
});
Promise.all([
  note('read', fetch('DESK/api/start', {credentials: 'include'}).then((answer) => answer.text())),
  note('blind', send('no-cors', {})),
  note('json', send('cors', {'Content-Type': 'application/json'})),
  note('script', script()),
  note('socket', open()),
]).then(() => document.title = seen.sort().join(' '));
</script>"""

MARKING = """([words]) => {
  const pieces = [...document.querySelectorAll('#draft [data-start]')];
  const text = pieces.find((one) => one.textContent.includes(words)).firstChild;
  const at = text.data.indexOf(words);
  getSelection().setBaseAndExtent(text, at, text, at + words.length);
}"""


@pytest.fixture
def collected() -> list[str]:
    """The cookies that the page on another port was sent."""
    return []


@pytest.fixture
def evil(collected: list[str]) -> Iterator[Callable[[str], str]]:
    """A page on another port of this machine, as another user of it could serve."""
    pages: list[bytes] = []

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            collected.append(self.headers["cookie"] or "")
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages[0])

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def serve(html: str) -> str:
            pages.append(html.encode())
            return f"http://127.0.0.1:{server.server_address[1]}/"

        yield serve
        server.shutdown()


def test_other_pages_in_the_same_browser_get_nothing(
    served: Any, sit: Callable[..., Any], evil: Callable[[str], str]
) -> None:
    seat = sit(served.entry.new_url())
    desk = f"http://127.0.0.1:{served.port}"
    other = seat.page.context.new_page()
    other.goto(evil(EVIL.replace("DESK", desk)))
    expect(other).to_have_title("blind:nothing json:nothing read:nothing script:nothing socket:nothing")
    assert served.desk.state()["version"] == 0
    assert other.frames[1].locator("#card").count() == 0


def test_cookie_that_another_port_collects_opens_nothing(
    served: Any, sit: Callable[..., Any], evil: Callable[[str], str], collected: list[str]
) -> None:
    seat = sit(served.entry.new_url())
    seat.page.context.new_page().goto(evil("<title>x</title>"))
    # A cookie is for a host, whatever the port: browsers do hand it over.
    assert collected[0] == f"{served.entry.cookie_name}={served.entry._cookie}"
    answer = served.ask("GET", "/api/start", drop="x-desk-key", cookie=collected[0])
    assert (answer.status, answer.body) == (403, b"refused\n")


def test_rebound_name_gets_nothing(served: Any, chromium: Any) -> None:
    rules = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", rules])
    page = browser.new_page()
    answer = page.goto(served.entry.new_url().replace("127.0.0.1", "evil.example"))
    assert (answer.status, page.inner_text("body").strip()) == (421, "refused")
    assert page.context.cookies() == []
    browser.close()


def test_page_loads_nothing_from_elsewhere(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    asked = seat.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert asked
    assert {name.split("/")[2] for name in asked} == {f"127.0.0.1:{served.port}"}


def test_desk_that_has_gone_is_told(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url())
    served.server.stop()
    served.wait()
    seat.press("a")
    expect(seat.page.locator("#notice")).to_contain_text("De verbinding met Bronwacht is weg")


def test_second_reader_is_blind_until_both_are_laid_side_by_side(
    serve: Callable[..., Any], sit: Callable[..., Any]
) -> None:
    first = serve()
    first.settle()
    first.leave()
    served = serve(resumed=first.saved[-1], reader="second")
    seat = sit(served.entry.new_url())
    expect(seat.page.locator("#second")).to_be_visible()
    assert seat.page.locator("#result ins").count() == 0
    seat.press("r")
    for _ in range(served.desk.open_count):
        seat.press("a")
    expect(seat.page.locator("#count")).to_have_text("Alles is beslist")
    seat.page.locator('#card [data-act="leave"]').click()
    expect(seat.page.locator("dialog")).to_contain_text("naast die van de eerste lezer")
    expect(seat.page.locator("dialog")).not_to_contain_text("Schrijven")
    seat.press("Enter")
    expect(seat.page.locator("#notice")).to_contain_text("1 keer oneens")
    expect(seat.page.locator("#card .differs")).to_contain_text("aangenomen")
    assert served.finished == []
    seat.press("a")
    expect(seat.page.locator("#count")).to_have_text("Alles is beslist")
    seat.page.locator('#card [data-act="leave"]').click()
    seat.press("Enter")
    seat.page.locator("body[data-done]").wait_for()
    assert len(served.finished) == 1


@pytest.mark.parametrize(
    ("lang", "before", "after", "never"),
    [
        (Lang.NL, "nog geen versie geschreven", "er is geen versie geschreven", "definitieve versie"),
        (Lang.EN, "no copy is written yet", "no copy was written", "final copy"),
    ],
)
def test_first_of_two_readers_is_promised_no_copy(
    serve: Callable[..., Any], sit: Callable[..., Any], lang: Lang, before: str, after: str, never: str
) -> None:
    """None is written before the second has decided; whoever was told otherwise would look for it, and publish."""
    served = serve(lang=lang, copies=False)
    served.settle()
    seat = sit(served.entry.new_url())
    seat.page.locator('#card [data-act="leave"]').click()
    dialog = seat.page.locator("dialog")
    expect(dialog).to_contain_text(before)
    expect(dialog).not_to_contain_text(never)
    expect(dialog).not_to_contain_text("Schrijven" if lang is Lang.NL else "Write")
    seat.press("Enter")
    seat.page.locator("body[data-done]").wait_for()
    expect(seat.page.locator("#notice")).to_contain_text(after)
    expect(seat.page.locator("#notice")).not_to_contain_text(never)
    assert seat.errors == []


def test_english_page(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    seat = sit(serve(lang=Lang.EN).entry.new_url())
    assert seat.page.title() == "Bronwacht: review"
    expect(seat.page.locator('#card [data-act="accept"]')).to_contain_text("Accept")
    seat.press("a")
    expect(seat.page.locator("#said")).to_contain_text("Accepted")
    assert seat.errors == []


def test_nothing_moves_for_whoever_wants_that(served: Any, sit: Callable[..., Any]) -> None:
    for motion, moves in (("reduce", "none"), ("no-preference", "moved")):
        seat = sit(served.entry.new_url(), motion=motion)
        style = seat.page.evaluate(
            "() => { const one = document.querySelector('.cell'); one.classList.add('moved');"
            " return getComputedStyle(one, '::before').animationName; }"
        )
        assert style == moves


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing_serious(served: Any, sit: Callable[..., Any], size: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    width, height = SIZES[size]
    seat = sit(served.entry.new_url(), width=width, height=height, scheme=scheme)
    for key in ("a", "r", "u"):
        seat.press(key)
    seat.settled()
    for keys in ([], ["m"], ["e"]) if size == "phone" else ([], ["m"], ["o"], ["?"], ["e"]):
        seat.press(*keys)
        found = Axe().run(seat.page).response["violations"]
        assert [
            (one["id"], [n["html"] for n in one["nodes"]]) for one in found if one["impact"] in ("serious", "critical")
        ] == []
        seat.press("Escape")
    assert seat.errors == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_everything_that_decides_is_in_sight(
    served: Any, sit: Callable[..., Any], tmp_path: Path, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    seat = sit(served.entry.new_url(), width=width, height=height, scheme=scheme)
    seat.press("a", "a")
    seat.settled()
    overflow = seat.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert overflow <= 0
    for target in (
        '#card [data-act="accept"]',
        '#card [data-act="reject"]',
        "#card del",
        "#crowds tr.here td .numbers b",
        ".pane .here",
    ):
        box = seat.page.locator(target).first.bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height
    picture = tmp_path / f"{size}-{scheme}.png"
    seat.page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000


def test_phone_shows_kinds_on_demand(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url(), width=390, height=844)
    kinds = seat.page.get_by_role("button", name="Soort detail in de tekst tonen")
    tag = "getComputedStyle(document.querySelector('#draft .end'), '::after').content"
    short = seat.page.evaluate(tag)
    for pressed in ("true", "false"):
        kinds.click()
        expect(kinds).to_have_attribute("aria-pressed", pressed)
        assert (seat.page.evaluate(tag) != short) is (pressed == "true")
    assert seat.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


def test_phone_shows_each_view_by_its_tab(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url(), width=390, height=844)
    for view, shown in (("result", ".pane.result"), ("queue", ".queue"), ("draft", ".pane.draft")):
        seat.page.locator(f".tabs [data-view={view}]").click()
        for other in (".pane.result", ".queue", ".pane.draft"):
            assert seat.page.locator(other).is_visible() is (other == shown)
    seat.page.locator("#sources button").nth(1).click()
    assert (
        seat.page.locator("#crowds tr.here th").inner_text().endswith("Specht")
        or "Specht" in seat.page.locator("#sources").inner_text()
    )
