"""A whole review in real Chromium with the real program, by keyboard alone: begun, killed, gone on with, and left."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from bronwacht.vault import age
from bronwacht.vault.keys import EditorKey, new_editor, write_key
from bronwacht.vault.secret import Secret

from ... import warm

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


Desk = Callable[..., tuple[warm.Program, str]]


@pytest.fixture
def desk(here: Path) -> Iterator[Desk]:
    """Start ``bronwacht desk`` on a draft of this folder; gives the process and its address."""
    key: EditorKey = new_editor("Anna")
    write_key(here / "anna.key", key, Secret(PASSPHRASE), work_factor=QUICK)
    (here / "concept.txt").write_text(DRAFT, "utf-8")
    (here / "story.toml").write_text(STORY, "utf-8")
    with ExitStack() as stack:

        def start(draft: str = "concept.txt") -> tuple[warm.Program, str]:
            reader, writer = os.pipe()
            os.write(writer, PASSPHRASE.encode() + b"\n")
            os.close(writer)
            options = ["--story", "story.toml", "--key", "anna.key", "--passphrase-fd", str(reader), "--no-browser"]
            process = stack.enter_context(
                warm.start(
                    ["desk", draft, *options],
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


def test_whole_review_by_keyboard(here: Path, desk: Desk, sit: Callable[..., Any]) -> None:
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


KEPT, GONE = ("Rutger Velthoen", "bold"), ("beleidsadviseur", "zeven trainees", "De Auteur", "Zeg niets")


def word(path: Path) -> None:
    import docx

    made = docx.Document()
    made.core_properties.author = "De Auteur"
    for paragraph in DRAFT.split("\n\n"):
        written = made.add_paragraph()
        for text, look in pieces(paragraph):
            run = written.add_run(text)
            run.bold, run.italic = look == "bold" or None, look == "italic" or None
    made.add_comment(made.paragraphs[1].runs[0], "Zeg niets over Merel", "De Auteur")
    made.save(str(path))


def in_word(path: Path) -> list[tuple[str, str]]:
    import docx

    runs = [run for paragraph in docx.Document(str(path)).paragraphs for run in paragraph.runs]
    return [(run.text, "bold" if run.bold else "italic" if run.italic else "") for run in runs]


def libre(path: Path) -> None:
    from odfdo import Annotation, Document, Paragraph, Span, Style

    made = Document("text")
    made.body.clear()
    made.meta.creator = "De Auteur"
    for look in ("bold", "italic"):
        made.insert_style(Style("text", name=look, **{look: True}), automatic=True)
    for paragraph in DRAFT.split("\n\n"):
        written = Paragraph()
        for text, look in pieces(paragraph):
            written.append(Span(text, style=look or None))
        made.body.append(written)
    made.body.get_paragraph(1).append(Annotation("Zeg niets over Merel", creator="De Auteur"))
    made.save(str(path))


def in_libre(path: Path) -> list[tuple[str, str]]:
    from odfdo import Document

    made = Document(str(path))

    def look(name: str | None) -> str:
        style = made.get_style("text", name) if name else None
        told = (style.get_properties(area="text") if style else None) or {}
        return "bold" if told.get("fo:font-weight") == "bold" else "italic" if "fo:font-style" in told else ""

    return [(str(span.inner_text), look(span.style)) for span in made.body.get_spans()]


def pieces(paragraph: str) -> list[tuple[str, str]]:
    """The text of a paragraph of the draft with its formatting: a name in bold, a detail half in italics."""
    looks = {"Rutger Velthoen": "bold", "beleids": "bold", "adviseur": "italic"}
    return [(text, looks.get(text, "")) for text in re.split(f"({'|'.join(looks)})", paragraph.strip()) if text]


KINDS = {"docx": (word, in_word), "odt": (libre, in_libre)}


@pytest.mark.parametrize("kind", KINDS)
def test_formatted_draft_keeps_its_looks_and_nothing_else(
    here: Path, desk: Desk, sit: Callable[..., Any], kind: str
) -> None:
    make, looks = KINDS[kind]
    make(here / f"concept.{kind}")
    process, url = desk(f"concept.{kind}")
    seat = sit(url)
    while seat.page.locator("#card del").count():
        seat.press("a")
        seat.settled()
    shown = seat.page.locator("#result").inner_text()
    seat.press("Tab")
    press_until(seat, "Tab", "leave")
    seat.press("Enter")
    expect(seat.page.locator("dialog")).to_contain_text("Alles is beslist")
    seat.press("Enter")
    seat.page.locator("body[data-done]").wait_for()
    assert process.communicate(timeout=20)[0] == f"concept.final.{kind}\n"
    final = looks(here / f"concept.final.{kind}")
    assert KEPT in final
    assert "".join(text for text, _ in final).split() == "".join(shown.split("\n")).split()
    with zipfile.ZipFile(here / f"concept.final.{kind}") as archive:
        written = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    for words in GONE:
        assert words not in re.sub(r"<[^>]+>", "", written)
    assert seat.errors == []
