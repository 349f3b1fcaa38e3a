"""A whole review in real Chromium with the real program, by keyboard alone: begun, killed, gone on with, and left."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from bronwacht.vault import age
from bronwacht.vault.keys import EditorKey, new_editor, write_key
from bronwacht.vault.secret import Secret

PASSPHRASE = "wagen boomstam krijt lepel zomer fiets"
QUICK = 4
DRAFT = (
    "Medewerkers van de gemeente Wierhaven vertellen over hun wethouder, Rutger Velthoen.\n\n"
    "Een van hen is een beleidsadviseur uit Zwolle. Ze is de enige vrouw in een groep van zeven trainees.\n\n"
    "Een bode, een man van 58, zag wat er gebeurde. Hij rijdt in een rode Volvo. Aan zijn bureau hangt een vaantje van"
    " de ijsclub.\n"
)
STORY = """published = 2021-10
[[public]]
name = "Rutger Velthoen"
accused = true
[[source]]
codename = "Merel"
called = ["een beleidsadviseur"]
[[source]]
codename = "Specht"
called = ["Een bode"]
"""


@pytest.fixture
def desk(here: Path) -> Iterator[Callable[[], tuple[subprocess.Popen[str], str]]]:
    """Start ``bronwacht desk`` on the draft of this folder; gives the process and its address."""
    key: EditorKey = new_editor("Anna")
    write_key(here / "anna.key", key, Secret(PASSPHRASE), work_factor=QUICK)
    (here / "concept.txt").write_text(DRAFT, "utf-8")
    (here / "story.toml").write_text(STORY, "utf-8")
    with ExitStack() as stack:

        def start() -> tuple[subprocess.Popen[str], str]:
            reader, writer = os.pipe()
            os.write(writer, PASSPHRASE.encode() + b"\n")
            os.close(writer)
            options = ["--story", "story.toml", "--key", "anna.key", "--passphrase-fd", str(reader), "--no-browser"]
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "bronwacht", "desk", "concept.txt", *options],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    pass_fds=[reader],
                )
            )
            os.close(reader)
            stack.callback(process.kill)
            assert process.stderr
            for line in process.stderr:
                if found := re.search(r"http://\S+", line):
                    return process, found[0]
            raise AssertionError("the desk gave no address")

        yield start


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expected

    return expected(locator)


def press_until(seat: Any, key: str, act: str) -> None:
    """Go on with Tab until the focus is on the button of that act."""
    for _ in range(80):
        if seat.page.evaluate("document.activeElement?.dataset?.act") == act:
            return
        seat.press(key)
    raise AssertionError(f"no way by {key} to {act}")


def test_whole_review_by_keyboard(
    here: Path, desk: Callable[[], tuple[subprocess.Popen[str], str]], sit: Callable[..., Any]
) -> None:
    process, url = desk()
    seat = sit(url)
    # Decide, change one's mind, add what was missed, say whose it is.
    seat.press("a", "r", "z", "a")
    seat.press("m")
    expect(seat.page.locator("#mark-words")).to_be_focused()
    seat.page.keyboard.type("vaantje van de ijsclub")
    seat.press("Enter")
    expect(seat.page.locator("#draft mark", has_text="vaantje van de ijsclub")).to_have_count(1)
    seat.press("o")
    expect(seat.page.locator("dialog")).to_be_visible()
    seat.press("ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp")
    while seat.page.evaluate("document.activeElement.closest('label').textContent") != "BSpecht, bron":
        seat.press("ArrowDown")
    seat.press("Enter")
    expect(seat.page.locator("#said")).to_contain_text("Eigenaar aangepast")
    seat.press("a")
    seat.settled()
    before = seat.page.locator("#result").inner_text()
    left = seat.page.locator("#count").inner_text()

    process.send_signal(signal.SIGKILL)
    process.wait()
    for path in here.iterdir():
        assert b"Wierhaven" not in path.read_bytes() or path.name == "concept.txt"
        assert path.suffix != ".part"

    process, url = desk()
    seat = sit(url)
    assert seat.page.locator("#result").inner_text() == before
    assert seat.page.locator("#count").inner_text() == left
    seat.press("z", "y")  # what was done before the kill can still be undone
    seat.settled()
    assert seat.page.locator("#result").inner_text() == before
    while seat.page.locator("#card del").count():
        seat.press("a")
        seat.settled()
    shown = "\n\n".join(seat.page.locator("#result p").all_text_contents()).rstrip("\n") + "\n"
    seat.press("Tab")
    press_until(seat, "Tab", "leave")
    seat.press("Enter")
    expect(seat.page.locator("dialog")).to_contain_text("Alles is beslist")
    seat.press("Enter")
    seat.page.locator("body[data-done]").wait_for()
    out, _ = process.communicate(timeout=20)
    assert process.returncode in (0, 1)
    assert out == "concept.final.txt\n"
    final = (here / "concept.final.txt").read_text("utf-8")
    assert final == shown
    for words in ("beleidsadviseur", "zeven trainees", "vaantje van de ijsclub"):
        assert words not in final
    assert "Rutger Velthoen" in final
    assert (here / "concept.txt").read_text("utf-8") == DRAFT
    assert (here / "concept.desk.age").stat().st_mode & 0o777 == 0o600
    assert age.sniff((here / "concept.desk.age").read_bytes()).stanza_types == ("mlkem768x25519",)
    assert seat.errors == []
