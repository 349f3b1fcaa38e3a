"""The tutorials do what they say: whoever types them in an empty folder sees what they show."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
TEST = re.compile(r"\btest_\w+\b(?!\.py)")
TO_BE_MADE = {"redact/risk/data/xx.toml", "redact/documents/xyz/"}
TUTORIALS = ["tutorial-reporter.md", "tutorial-editor.md", "tutorial-lawyer.md"]
MAX_PICTURES = 1_500_000
"""Bytes of all pictures together: a checkout is for the code."""


def _walk() -> Any:
    spec = importlib.util.spec_from_file_location("docs_walk", Path(__file__).with_name("walk.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


WALK = _walk()


def walked(home: Path, page: str) -> list[str]:
    """What was otherwise than ``page`` says."""
    walk = WALK.Walk(home)
    walk.begin()
    wrong = []
    for piece in WALK.pieces(page):
        if isinstance(piece, WALK.File):
            walk.put(piece)
            continue
        code, screen = walk.type(piece)
        if code != piece.code:
            wrong.append(f"$ {piece.line}\nexit code {code}\n{screen}")
        elif differs := walk.differs(piece, screen):
            wrong.append(differs)
    return wrong


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_newcomer_sees_what_it_shows(name: str, tmp_path: Path, wanting: Any) -> None:
    page = (DOCS / name).read_text("utf-8")
    if "\n$ soffice" in page and not shutil.which("soffice"):
        wanting("LibreOffice")
    assert not walked(tmp_path, page)


@pytest.mark.parametrize("name", TUTORIALS)
def test_it_runs_what_it_shows(name: str) -> None:
    """A block of another kind would be neither run nor written; few may be."""
    infos = re.findall(r"^```([^\n`]+)$", (DOCS / name).read_text("utf-8"), re.MULTILINE)
    assert infos.count("console") >= 6
    assert [info for info in infos if info != "console" and "file=" not in info] == []


@pytest.mark.parametrize("name", TUTORIALS)
def test_it_promises_nothing(name: str) -> None:
    page = (DOCS / name).read_text("utf-8").lower()
    assert not re.findall(r"\b(?:safe|safely|low risk|veilig|laag risico)\b", page)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("```console\n$ echo one two\none two\n```\n", ""),
        ("```console\n$ echo one two\none three\n```\n", "the screen shows:\none two"),
        ("```console\n$ echo one; echo two\none\n```\n", "the screen shows:\none\ntwo"),
        ("```console\n$ echo one; echo two\none\n…\ntwo\n…\n```\n", ""),
        ("```console\n$ echo one; echo two\n…\none\n…\n```\n", ""),
        ("```console\n$ echo one two\none…\n```\n", ""),
        ("```console\n$ echo one; echo two; echo 1,300 people\n…\n5 people\n```\n", ""),
        ("```console\n$ false\n```\n", "exit code 1"),
        ("```console\n$ false  # exit 1\n$ true  # exit 1\n```\n", "exit code 0"),
        ("```console\n$ export COLOUR=green\n$ echo $COLOUR\ngreen\n```\n", ""),
        ("<!-- learn: Merel -->\n```console\n$ echo Wulp\nMerel\n$ echo Merel\nMerel\n$ test Merel = Wulp\n```\n", ""),
        ("<!-- learn: Merel -->\n```console\n$ echo Wulp\nMerel\n$ echo Kievit\nMerel\n```\n", "Kievit"),
        ("```text file=a.txt\none\n```\n\n```console\n$ cat a.txt\none\n```\n", ""),
    ],
)
def test_a_walk_that_goes_wrong_is_told(page: str, said: str, tmp_path: Path) -> None:
    wrong = "\n".join(walked(tmp_path, page))
    assert said in wrong
    assert bool(wrong) == bool(said)


def test_every_link_leads_somewhere() -> None:
    broken = []
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert not broken


def test_what_extending_names_is_there() -> None:
    page = (DOCS / "extending.md").read_text("utf-8")
    named = set(re.findall(r"`((?:redact|vault|tests|bench|commands)/[\w/*.-]+)`", page)) - TO_BE_MADE
    assert len(named) > 30
    assert not [name for name in named if not any(DOCS.parent.glob(name.rstrip("/")))]
    tests = {match for path in (DOCS.parent / "tests").rglob("*.py") for match in TEST.findall(path.read_text("utf-8"))}
    assert not [name for name in set(TEST.findall(page)) if name not in tests and not name.endswith("_")]
    folders = (DOCS.parent / name for name in ("redact", "bench", "tests"))
    code = "\n".join(path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py"))
    constants = set(re.findall(r"`(_?[A-Z][A-Z_]{3,})`", page)) - {"BRONWACHT_TABLES"}
    assert not [name for name in constants if not re.search(rf"\b{name}\b", code)]


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    pages = {page.name for page in DOCS.glob("*.md")} - {"README.md"}
    assert not [name for name in sorted(pages) if f"({name})" not in index]


def test_pictures_are_small_and_shown_with_words() -> None:
    pictures = list((DOCS / "pictures").glob("*.webp"))
    assert pictures
    assert sum(path.stat().st_size for path in pictures) < MAX_PICTURES
    for name in TUTORIALS:
        shown = re.findall(r"!\[([^\]]*)\]\(pictures/", (DOCS / name).read_text("utf-8"))
        assert all(len(words) > 20 for words in shown), "whoever cannot see it reads what it shows"


def test_the_lawyer_gets_what_the_reporter_made() -> None:
    theirs, ours = (
        {piece.name: piece.text for piece in WALK.pieces((DOCS / name).read_text("utf-8")) if hasattr(piece, "name")}
        for name in ("tutorial-reporter.md", "tutorial-lawyer.md")
    )
    assert {"draft.txt", "story.toml", "corrections.toml"} <= theirs.keys()
    assert theirs.items() <= ours.items()
