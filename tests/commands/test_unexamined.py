"""What was in effect not looked at is said: a source whose words are misspelt, an earlier article that told nothing."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import docx
import pikepdf
import pytest
import typst
from docx.shared import RGBColor
from PIL import Image

from .. import warm

DRAFT = "Burgemeester Tom Verlaan dronk op het werk. Dat zegt een vrouw van 34 die voor hem werkte. Ze woont in Urk.\n"
STORY = """language = "nl"
[[public]]
name = "Tom Verlaan"
accused = true
[[source]]
codename = "Merel"
called = ["{called}"]
"""
PROMISES = '[[promise]]\ncodename = "Merel"\nHEALTH = "never"\n'
NOW = (
    "Professor Malcolm Teague had students work without pay. A technician confirms it. He lives in Sidmouth. “I filled"
    " in the forms, and I am ashamed,” he says.\n"
)
BEFORE = "The weather was fine on Sunday. “I filled in the forms, and I am ashamed,” says he.\n"


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return warm.run(argv, text=True)


@pytest.fixture
def texts(here: Path) -> Path:
    for name, text in {
        "nu.txt": DRAFT,
        "fout.toml": STORY.format(called="een vrow"),
        "goed.toml": STORY.format(called="een vrouw"),
        "afspraken.toml": PROMISES,
        "now.txt": NOW,
        "2020-05-01.txt": BEFORE,
        "2020-06-01.txt": "The weather was fine on Sunday.\n",
    }.items():
        (here / name).write_text(text, encoding="utf-8")
    return here


def test_pages_that_are_pictures_keep_a_final_copy_from_being_done(here: Path) -> None:
    """The page of words has nothing to protect; the other is a scan, and stands in the copy as it was."""
    words, scan = io.BytesIO(), io.BytesIO()
    words.write(typst.compile(b"De gemeente stelde het besluit over de haven uit. Daarna was het lang stil."))
    picture = Image.new("RGB", (400, 400), "gray")
    picture.paste("black", (30, 30, 60, 40))
    picture.save(scan, "PDF")
    for name, files in {"woorden": [words], "half": [words, scan]}.items():
        with pikepdf.new() as pdf:
            for file in files:
                with pikepdf.open(file) as other:
                    pdf.pages.extend(other.pages)
            pdf.save(here / f"{name}.pdf")
    done = {name: run("redact", f"{name}.pdf", "-o", f"{name}.final.pdf") for name in ("woorden", "half")}
    assert [each.returncode for each in done.values()] == [0, 1]
    assert ["were not read; look at them yourself" in each.stderr for each in done.values()] == [False, True]
    assert (here / "half.final.pdf").exists()


def test_letters_that_the_file_does_not_tell_keep_a_final_copy_from_being_done(here: Path) -> None:
    """A line in a second font, of which the file has the shapes alone, stands in the copy as it was drawn."""
    words = b"De gemeente stelde het besluit over de haven uit. Daarna was het lang stil.\n\n*Marieke Quistenburg*"
    with pikepdf.open(io.BytesIO(typst.compile(words))) as pdf:
        for font in [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each]:
            if "Bold" in str(font.BaseFont):
                del font.ToUnicode
        pdf.save(here / "nu.pdf")
    told = run("redact", "nu.pdf")
    assert (told.returncode, (here / "nu.final.pdf").exists()) == (1, True)
    assert "gives the shapes and not the letters" in told.stderr
    assert "Woorden waarvan het bestand wel de vorm maar niet de letters geeft" in told.stderr
    scanned = run("scan", "nu.pdf")
    assert "woorden waarvan de letters niet in het bestand staan" in scanned.stdout + scanned.stderr


def test_a_misspelt_source_is_named_and_is_among_what_was_not_examined(texts: Path) -> None:
    done = run("risk", "nu.txt", "--story", "fout.toml", "--json", "-")
    assert "Merel" in done.stderr and "called" in done.stderr
    assert "vrow" not in done.stderr and "vrouw" not in done.stderr
    assert "sources_absent" in json.loads(done.stdout)["not_checked"]
    told = run("risk", "nu.txt", "--story", "fout.toml").stdout
    assert "Merel" in told.partition("Niet onderzocht")[2]
    right = run("risk", "nu.txt", "--story", "goed.toml", "--json", "-")
    assert right.stderr == "" and "sources_absent" not in json.loads(right.stdout)["not_checked"]
    assert "Merel" in run("scan", "nu.txt", "--story", "fout.toml").stderr
    (texts / "leeg.toml").write_text(STORY.replace('["{called}"]', "[]"), encoding="utf-8")
    assert "has no words by which the text calls Merel" in run("scan", "nu.txt", "--story", "leeg.toml").stderr
    # What is checked is a final copy, from which those words may have gone.
    assert "Merel" not in run("check", "nu.txt", "--story", "fout.toml").stderr


def test_a_promise_that_could_not_be_compared_is_not_kept(texts: Path) -> None:
    # Thresholds that nothing in the draft reaches: what is left is the promise.
    low = "threshold = { stranger = 1, colleague = 1, insider = 1, accused = 1 }\n"
    register = '[[register]]\nwhat = "personeel"\nsize = 300\nsource = "x"\nyear = 2022\n'
    for name, code in (("goed", 0), ("fout", 1)):
        story = texts / f"{name}.toml"
        story.write_text(low + story.read_text(encoding="utf-8") + register, encoding="utf-8")
        done = run("redact", "nu.txt", "--story", story.name, "--promises", "afspraken.toml", "-o", f"{name}.uit.txt")
        assert done.returncode == code, done.stderr
        assert ("Merel" in done.stderr.partition("\n")[0]) == (code == 1)


def test_an_earlier_article_in_which_nothing_was_recognised_is_named(texts: Path) -> None:
    done = run("risk", "now.txt", "--earlier", "2020-06-01.txt", "--json", "-")
    assert "2020-06-01.txt" in done.stderr
    assert "earlier_empty" in json.loads(done.stdout)["not_checked"]
    told = run("risk", "now.txt", "--earlier", "2020-06-01.txt").stdout
    assert "2020-06-01.txt" in told.partition("Not examined")[2]


def test_a_quotation_that_stands_in_both_is_told_whoever_it_is_of(texts: Path) -> None:
    done = run("risk", "now.txt", "--earlier", "2020-05-01.txt", "--json", "-")
    data = json.loads(done.stdout)
    linked = any(link["why"] == "same quote" for link in data["links"])
    assert linked or ("earlier_quote" in data["not_checked"] and "word for word" in done.stderr)
    assert "ashamed" not in done.stderr


def test_words_that_nobody_sees_are_told_of_every_copy(here: Path) -> None:
    word = docx.Document()
    word.add_paragraph(
        "De gemeente zwijgt. Dat zegt een vrouw van 34 die voor de burgemeester werkte. Ze woont in Urk."
    )
    hidden = word.add_paragraph("Tot zover. ").add_run("Rustige woorden.")
    hidden.font.color.rgb = RGBColor(255, 255, 255)
    word.save("nu.docx")
    told = "words that nobody sees"
    scanned = run("scan", "nu.docx")
    assert "nu.docx (line 3 of its text), in the colour of what is behind them" in scanned.stderr
    tracked = run("redact", "nu.docx", "--tracked")
    assert f"{told} stand in the review copy (line 3" in tracked.stderr
    applied = run("apply", "nu.review.docx", "--draft", "nu.docx", "--rest", "accept", "-o", "a.docx")
    copied = run("redact", "nu.docx")
    checked = run("check", "nu.final.docx")
    for done in (applied, copied):
        assert done.returncode == 1, done.stderr
        assert f"{told} stand in the final copy (line 3" in done.stderr
    assert checked.returncode == 1
    assert f"3:12\t{told}, in the colour of what is behind them" in checked.stdout
    assert "Rustige" not in "".join(each.stderr for each in (scanned, tracked, applied, copied)) + checked.stdout
