"""From a draft in Word to a review copy, and from there, decided on, to a final copy."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import odfdo
import pytest
from bronwacht.redact.documents import read_document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from .. import warm

TEXT = (
    "Gemeente zwijgt over klachten",
    "Een verpleegkundige, toen 31 jaar oud, vertelt dat zij maandenlang berichten kreeg. “Ik durfde niets te zeggen”,"
    " zegt zij. Zij was destijds de enige vrouw in een groep van tien studenten.",
    "Haar buurvrouw, Marieke Quistenburg, hoorde het ook en is te bereiken op m.quistenburg@voorbeeldpost.nl.",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    word = docx.Document()
    for text in TEXT:
        word.add_paragraph(text)
    word.save("draft.docx")
    other = odfdo.Document("text")
    other.body.clear()
    for text in TEXT:
        other.body.append(odfdo.Paragraph(text))
    other.save("draft.odt")
    Path("draft.txt").write_text("\n\n".join(TEXT), "utf-8")
    return tmp_path


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return warm.run(args, text=True)


def words(path: str) -> list[str]:
    if path.endswith(".docx"):
        return [paragraph.text for paragraph in docx.Document(path).paragraphs]
    return [str(paragraph.inner_text) for paragraph in odfdo.Document(path).body.paragraphs]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_decided_all_at_once(folder: Path, kind: str) -> None:
    assert run("redact", f"draft.{kind}", "--tracked").returncode == 1
    assert run("redact", f"draft.{kind}", "-o", f"straight.{kind}").returncode == 1
    undecided = run("apply", f"draft.review.{kind}", "-o", f"final.{kind}")
    assert undecided.returncode == 2
    assert "not decided" in undecided.stderr
    assert not Path(f"final.{kind}").exists()
    accepted = run("apply", f"draft.review.{kind}", "-o", f"yes.{kind}", "--rest", "accept", "--draft", f"draft.{kind}")
    assert accepted.returncode == 0, accepted.stderr
    assert "details are gone" in accepted.stderr
    assert words(f"yes.{kind}") == words(f"straight.{kind}")
    rejected = run("apply", f"draft.review.{kind}", "-o", f"no.{kind}", "--rest", "reject")
    assert rejected.returncode == 1, rejected.stderr
    assert "still in it: 2" in rejected.stderr
    assert "NOT checked" in rejected.stderr
    assert words(f"no.{kind}") == list(TEXT)


@pytest.mark.parametrize("draft", [("--draft", "draft.docx"), ()])
def test_what_the_story_file_keeps_may_stand_though_it_went_elsewhere(folder: Path, draft: tuple[str, ...]) -> None:
    word = docx.Document("draft.docx")
    word.paragraphs[0].text = "Verpleegkundige zegt dat de verpleegkundige Bram Zwaluwenburg alles wist"
    word.paragraphs[2].text = "Bram Zwaluwenburg zwijgt."
    word.save("draft.docx")
    Path("story.toml").write_text(
        'language = "nl"\nmust_keep = ["de verpleegkundige Bram Zwaluwenburg"]\n'
        '[[public]]\nname = "Bram Zwaluwenburg"\naccused = true\n',
        "utf-8",
    )
    assert run("redact", "draft.docx", "--story", "story.toml", "--tracked").returncode == 1
    argv = ("apply", "draft.review.docx", *draft, "--story", "story.toml", "--rest", "accept", "-o", "final.docx")
    done = run(*argv)
    assert done.returncode in (0, 1), done.stderr
    assert "de verpleegkundige Bram Zwaluwenburg" in words("final.docx")[0]


def test_a_review_copy_of_plain_text_is_refused(folder: Path) -> None:
    done = run("redact", "draft.txt", "--tracked")
    assert done.returncode == 2
    assert "bronwacht desk" in done.stderr
    assert not Path("draft.review.txt").exists()


def test_what_was_accepted_here_and_stands_there_is_withheld(folder: Path) -> None:
    word = docx.Document("draft.docx")
    word.paragraphs[2].text = "Haar buurvrouw hoorde het ook."
    word.add_paragraph("Met dank aan Marieke Quistenburg.")
    word.save("decided.docx")
    done = run("apply", "decided.docx", "-o", "final.docx", "--draft", "draft.docx")
    assert done.returncode == 5
    assert "Quistenburg" not in done.stderr
    assert not Path("final.docx").exists()


def test_the_line_of_a_place_that_nobody_sees_is_told_with_what_it_is(folder: Path) -> None:
    word = docx.Document("draft.docx")
    page = "https://krant.example/marieke-quistenburg"
    number = word.part.relate_to(page, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    link.append(word.paragraphs[0].runs[0]._r)
    word.paragraphs[0]._p.append(link)
    word.paragraphs[2].text = "Haar buurvrouw hoorde het ook."
    word.save("decided.docx")
    done = run("apply", "decided.docx", "-o", "final.docx", "--draft", "draft.docx")
    assert done.returncode == 5
    assert "(line 7 (address of a link) of its text)" in done.stderr
    assert "quistenburg" not in done.stderr.lower()
    assert not Path("final.docx").exists()


def test_the_draft_of_another_story_is_refused(folder: Path) -> None:
    Path("other.txt").write_text(
        "De brouwerij aan de haven sluit. Een brouwer, 58, werkte er sinds 1990 en hoorde het uit de krant. “Het bier"
        " was altijd goed”, zegt hij. De directeur noemt de verkoop onvermijdelijk en wenst iedereen sterkte."
        " In het dorp is men er nog niet over uitgepraat, want van de opbrengst ziet niemand daar iets terug."
    )
    done = run("apply", "draft.docx", "-o", "final.docx", "--draft", "other.txt")
    assert done.returncode == 2
    assert "hardly anything of the draft stands in the review copy" in done.stderr
    assert not Path("final.docx").exists()


def test_the_draft_by_itself_has_nothing_to_decide(folder: Path) -> None:
    done = run("apply", "draft.docx", "-o", "final.docx", "--draft", "draft.docx")
    assert done.returncode == 1  # whom it names, it still names
    assert "no suggestion was open in it" in done.stderr
    assert words("final.docx") == list(TEXT)


def test_a_story_of_another_language_is_refused_while_there_is_no_copy(folder: Path) -> None:
    Path("en.toml").write_text('language = "en"\n')
    done = run("apply", "draft.docx", "-o", "final.docx", "--story", "en.toml")
    assert done.returncode == 2
    assert not Path("final.docx").exists()


def test_an_alternative_text_is_decided_on_in_its_comment(folder: Path) -> None:
    word = docx.Document("draft.docx")
    Image.new("RGB", (4, 4)).save("p.png")
    word.add_picture("p.png")
    word.element.body.xpath(".//wp:docPr")[0].set("descr", "Marieke Quistenburg")
    word.save("draft.docx")
    assert run("redact", "draft.docx", "--tracked").returncode == 1
    assert run("redact", "draft.docx", "-o", "straight.docx").returncode == 1
    undecided = run("apply", "draft.review.docx", "-o", "final.docx")
    assert undecided.returncode == 2
    assert "(1 of them in an alternative text, a link or the like: see the comment there)" in undecided.stderr
    comments = [comment.text for comment in docx.Document("draft.review.docx").comments]
    alone = [text for text in comments if "“Marieke Quistenburg” →" in text]
    assert len(alone) == 1
    assert "Verwijder de opmerking om het af te wijzen." in alone[0]
    for rest, like in (("accept", "straight.docx"), ("reject", "draft.docx")):
        run("apply", "draft.review.docx", "-o", f"{rest}.docx", "--rest", rest)
        assert read_document(Path(f"{rest}.docx")).text == read_document(Path(like)).published_text


@pytest.mark.parametrize("kind", ["docx", "odt"])
@pytest.mark.parametrize("command", ["redact", "risk"])
def test_review_copy_is_no_draft_while_suggestions_are_open(folder: Path, kind: str, command: str) -> None:
    assert run("redact", f"draft.{kind}", "--tracked").returncode == 1
    refused = run(command, f"draft.review.{kind}")
    assert refused.returncode == 2
    assert "is a review copy with" in refused.stderr
    assert "bronwacht apply" in refused.stderr
    assert not Path(f"draft.review.final.{kind}").exists()


def test_tracked_changes_of_others_are_told(folder: Path) -> None:
    word = docx.Document("draft.docx")
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    inserted.set(qn("w:author"), "Eindredacteur")
    run_of = word.add_paragraph("Zij woont in de stad").runs[0]._r
    run_of.addprevious(inserted)
    inserted.append(run_of)
    word.save("changed.docx")
    done = run("redact", "changed.docx")
    assert done.returncode == 1
    assert "tracked changes that nobody accepted or rejected (line 7 (inserted)" in done.stderr
    assert "tracked changes" not in run("redact", "draft.docx").stderr
