"""``redact`` keeps what was promised, from a file or a dossier, and says where it could not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Newsroom

TEXT = (
    "De gemeente wil niet reageren op klachten over de sluiting van het zwembad.\n\n"
    "Het nieuws kwam hard aan bij een vrouw van 31 jaar oud. Ze vindt het een schande. Het is niet bekend wanneer het"
    " bad weer opengaat.\n"
)
STORY = """language = "nl"
published = 2022-11
threshold = { stranger = 5 }
[[source]]
codename = "Merel"
called = ["een vrouw"]
protect_from = ["stranger"]
"""
NEVER = '[[promise]]\ncodename = "Merel"\nAGE = "never"\n'
FORM = 'name = "Piet Quist"\ncodename = "Merel"\n[promise]\nAGE = "never"\n'


@pytest.fixture
def draft(here: Path) -> tuple[str, ...]:
    """A draft without a promise in the way, and the arguments that make a copy of it."""
    for name, text in {"draft.txt": TEXT, "story.toml": STORY, "promises.toml": NEVER}.items():
        (here / name).write_text(text, "utf-8")
    return ("redact", "draft.txt", "--story", "story.toml", "-o", "o.txt")


def keep_the_age(here: Path) -> None:
    (here / "story.toml").write_text('must_keep = ["31"]\n' + STORY, "utf-8")


def test_without_a_promise_the_age_stays(draft: tuple[str, ...], here: Path, newsroom: Newsroom) -> None:
    done = newsroom.run(*draft)
    assert done.code == 0, done.err
    assert "31" in (here / "o.txt").read_text("utf-8")


def test_a_promise_from_a_file_is_kept(draft: tuple[str, ...], here: Path, newsroom: Newsroom) -> None:
    done = newsroom.run(*draft, "--promises", "promises.toml")
    assert done.code == 0, done.err
    assert "31" not in (here / "o.txt").read_text("utf-8")
    assert "na herschrijven: nagekomen" in done.err


def test_one_that_cannot_be_kept_is_a_finding(draft: tuple[str, ...], here: Path, newsroom: Newsroom) -> None:
    keep_the_age(here)
    done = newsroom.run(*draft, "--promises", "promises.toml")
    assert done.code == 1
    assert "niet nagekomen: een passage die moet blijven" in " ".join(done.err.split())
    assert "31" in (here / "o.txt").read_text("utf-8")


def test_a_promise_from_a_dossier_is_kept_and_opens_nobody(
    draft: tuple[str, ...], here: Path, stables: Newsroom
) -> None:
    stables.add(FORM)
    done = stables.run(*draft, "--dossier", "stables.vault", who="anna")
    assert done.code == 0, done.err
    assert "31" not in (here / "o.txt").read_text("utf-8")
    assert "Quist" not in done.err


def test_two_origins_of_promises_are_refused(draft: tuple[str, ...], here: Path, newsroom: Newsroom) -> None:
    done = newsroom.run(*draft, "--promises", "promises.toml", "--dossier", "none.vault")
    assert done.code == 2 and "from a dossier or from a file" in done.line
    assert not (here / "o.txt").exists()


def test_what_if_tells_of_itself_whether_the_promise_is_kept(
    draft: tuple[str, ...], here: Path, newsroom: Newsroom
) -> None:
    risk = ("risk", "draft.txt", "--story", "story.toml", "--promises", "promises.toml")
    assert newsroom.run(*risk).code == 1  # the draft breaks it
    ages = [id for id in ("d1", "d2") if newsroom.run(*risk, "--without", id).code == 0]
    assert len(ages) == 1
    assert newsroom.run(*risk, "--if", f"{ages[0]}=keep").code == 1
    assert newsroom.run(*risk, "--if", f"{ages[0]}=absent").code == 0
