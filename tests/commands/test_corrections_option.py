"""--corrections and --explain, through the real program."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.corrections import Corrections, DetailIs, RoleIs, Stretch, write_corrections
from bronwacht.redact.draft import DetailType, Observability, Role

from .. import warm

DRAFT = (
    "De wethouder ontkent. Een vrouw van 34, bestuursadviseur bij de gemeente, zegt dat zij in oktober 2022 met hem"
    " naar Bilbao reisde. Zij wil niet met haar naam in de krant.\n\nEen chauffeur zag hen instappen.\n"
)


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return warm.run(argv, text=True, env={**os.environ, "NO_COLOR": "1"})


def at(words: str) -> Stretch:
    return Stretch(DRAFT.index(words), DRAFT.index(words) + len(words), words)


@pytest.fixture
def draft(here: Path) -> Path:
    path = here / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    write_corrections(
        Corrections(
            (
                DetailIs(at("zag hen instappen"), DetailType.EVENT, at("chauffeur"), Observability.DYADIC),
                DetailIs(at("Bilbao"), DetailType.PLACE),
            ),
            (at("oktober 2022"),),
            roles=(RoleIs(at("chauffeur"), Role.BYSTANDER),),
        ),
        here / "corrections.toml",
    )
    return path


def scanned(*argv: str) -> Any:
    done = run("scan", "--jsonl", "--show-text", *argv)
    assert done.returncode == 1, done.stderr
    return json.loads(done.stdout)


def test_scan_reads_a_draft_as_it_was_corrected(draft: Path) -> None:
    shown = scanned(draft.name, "--corrections", "corrections.toml")
    by_text = {row["text"]: row for row in shown["details"]}
    assert by_text["zag hen instappen"]["type"] == "EVENT"
    assert by_text["zag hen instappen"]["observability"] == "dyadic"
    assert by_text["Bilbao"]["type"] == "PLACE"
    assert not any("oktober" in text for text in by_text)
    roles = {person["id"]: person["role"] for person in shown["persons"]}
    assert roles[by_text["zag hen instappen"]["person"]] == "bystander"
    assert "explain" not in by_text["Bilbao"] and "kept" not in shown


def test_explain_in_lines_and_in_json(draft: Path) -> None:
    shown = scanned(draft.name, "--corrections", "corrections.toml", "--explain")
    assert all(row["explain"]["known_by"]["basis"] for row in shown["details"])
    assert all(row["explain"]["ties"] for row in shown["details"])
    corrected = next(row for row in shown["details"] if row["text"] == "zag hen instappen")
    assert corrected["explain"]["merging"] == ["corrected"] and corrected["explain"]["ties"] == ["correction"]
    assert isinstance(shown["kept"], list) and isinstance(shown["left_out"], list)
    said = run("scan", draft.name, "--explain", "--corrections", "corrections.toml")
    assert said.returncode == 1
    assert "gevonden door het correctiebestand (1)" in said.stdout
    assert not any(word in said.stdout for word in ("Bilbao", "chauffeur", "bestuursadviseur"))
    english = run("scan", draft.name, "--explain", "--lang", "en", "--show-text")
    assert "who knows:" in english.stdout


def test_check_looks_for_what_the_corrections_name(draft: Path) -> None:
    assert run("check", draft.name).returncode == 0
    write_corrections(Corrections((DetailIs(at("Bilbao"), DetailType.NAME),)), Path("names.toml"))
    done = run("check", draft.name, "--corrections", "names.toml")
    assert done.returncode == 1 and done.stdout == f"1:{DRAFT.index('Bilbao') + 1}\tname\n"


def test_risk_and_redact_leave_alone_what_is_no_detail(draft: Path) -> None:
    Path("all.toml").write_text("")
    done = run("redact", draft.name, "--corrections", "corrections.toml", "-o", "final.txt")
    assert done.returncode in (0, 1), done.stderr
    assert "oktober 2022" in Path("final.txt").read_text(encoding="utf-8")
    done = run("risk", draft.name, "--corrections", "corrections.toml", "--json", "-")
    assert done.returncode in (0, 1), done.stderr
    facts = [fact for source in json.loads(done.stdout)["sources"] for fact in source["facts"]]
    assert facts and not any(fact["value"].get("from") == "2022-10-01" for fact in facts)


@pytest.mark.parametrize(
    ("command", "content", "says"),
    [
        ("scan", "[[no_detail]]\nstart = 1", "unknown key in the corrections file: no_detail"),
        ("risk", "[[not_detail]]\nstart = 3\nend = 12\nwords = 'minister'", "not of this draft"),
        ("redact", "[[role]]\nperson = 'Merel'\nrole = 'source'", "not in the story file"),
        ("check", "[[detail]]\nstart = 13\nend = 20\nwords = 'ontkent'", "give its type"),
        ("scan", "niets", "not valid TOML"),
        ("redact", None, "cannot read the corrections file"),
    ],
)
def test_wrong_corrections_are_one_line_and_nothing_is_written(
    draft: Path, command: str, content: str | None, says: str
) -> None:
    if content is not None:
        Path("wrong.toml").write_text(content, encoding="utf-8")
    before = sorted(Path.cwd().iterdir())
    done = run(command, draft.name, "--corrections", "wrong.toml")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("bronwacht: ") and done.stderr.count("\n") == 1
    assert says in done.stderr
    assert not any(word in done.stderr for word in ("minister", "Merel", "wethouder"))
    assert sorted(Path.cwd().iterdir()) == before


def test_several_drafts_have_no_one_corrections_file(draft: Path) -> None:
    Path("other.txt").write_text(DRAFT, encoding="utf-8")
    done = run("scan", draft.name, "other.txt", "--corrections", "corrections.toml")
    assert done.returncode == 2 and "of one draft" in done.stderr and done.stdout == ""


def test_a_draft_that_has_changed_is_followed_and_told(draft: Path) -> None:
    draft.write_text("Van onze verslaggever\n\n" + DRAFT, encoding="utf-8")
    done = run("scan", "--jsonl", "--show-text", draft.name, "--corrections", "corrections.toml")
    assert done.returncode == 1
    assert "4 stretches were followed" in done.stderr
    assert any(row["text"] == "zag hen instappen" for row in json.loads(done.stdout)["details"])
