"""The command line in Dutch, by the real program: what people read changes, and what programs read does not."""

from __future__ import annotations

import os
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .. import warm

if TYPE_CHECKING:
    from .conftest import Newsroom

DATA = Path(str(files("bronwacht.commands"))) / "data"
SAMPLE, STORY = str(DATA / "sample-nl.txt"), str(DATA / "sample-nl.toml")


def run(*argv: str, folder: Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The program, spoken to by a system in Dutch; ``env`` is set over that."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "BRONWACHT_"))}
    return warm.run(argv, input=stdin, text=True, cwd=folder, env=kept | {"LANG": "nl_NL.UTF-8"} | env)


def both(*argv: str, folder: Path) -> tuple[subprocess.CompletedProcess[str], subprocess.CompletedProcess[str]]:
    return run(*argv, folder=folder), run(*argv, folder=folder, BRONWACHT_LANG="en")


@pytest.mark.parametrize(
    ("argv", "code", "line"),
    [
        (["scan", "weg.txt"], 3, "weg.txt: bestand of map bestaat niet; controleer het pad"),
        (["scan", "kaal.xyz"], 3, "kaal.xyz: is van een onbekende soort; geef een van"),
        (["scan", "kapot.docx"], 3, "kapot.docx: is beschadigd, of niet wat de extensie zegt; bewaar het opnieuw"),
        (["scan", "leeg.txt"], 3, "leeg.txt: is leeg; geef een concept met tekst erin"),
        (["scan", "."], 3, ".: is een map; geef één bestand"),
        (
            ["scan", SAMPLE, "--story", "weg.toml"],
            2,
            "weg.toml: het verhaalbestand kan niet worden gelezen: bestand of map",
        ),
        (["scan", SAMPLE, "--story", "fout.toml"], 2, "onbekende sleutel in het verhaalbestand: titel"),
        (["scan", SAMPLE, "--story", "kapot.toml"], 2, "het verhaalbestand is geen geldige TOML (regel 1, teken 6)"),
        (["redact", SAMPLE, "-o", "vol.txt"], 2, "vol.txt: bestaat al, en er wordt niets overschreven"),
        (["risk", SAMPLE, "--json", "weg/x.json"], 2, "x.json: de map daarvan bestaat niet; maak die eerst"),
        (["scan"], 2, "ontbrekend argument 'FILES...'. Zie: bronwacht scan --help"),
        (
            ["scan", "--expl", SAMPLE],
            2,
            "de optie '--expl' bestaat niet. (Bedoelt u een van deze: '--explain'",
        ),
        (["scna"], 2, "het commando 'scna' bestaat niet. Bedoelt u 'scan'? Zie: bronwacht --help"),
        (["vault", "list", "weg.vault"], 3, "de kluis weg.vault kan niet worden gelezen: bestand of map bestaat niet"),
        (["keys", "show", "weg.key"], 3, "het sleutelbestand weg.key kan niet worden gelezen: bestand"),
        (["signoff", "--verify", "a"], 2, "geef SIGNATURE, REPORT en FINAL. Zie: bronwacht signoff --help"),
    ],
)
def test_a_refusal_is_one_dutch_line(tmp_path: Path, argv: list[str], code: int, line: str) -> None:
    for name in ("kaal.xyz", "vol.txt", "kapot.docx"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "leeg.txt").touch()
    (tmp_path / "fout.toml").write_text('titel = "x"', "utf-8")
    (tmp_path / "kapot.toml").write_text("titel\n", "utf-8")
    done = run(*argv, folder=tmp_path)
    (told,) = done.stderr.splitlines()
    assert done.returncode == code and told.startswith("bronwacht: ") and line in told, told


def test_help_is_dutch_to_its_headings(tmp_path: Path) -> None:
    told = run("--help", folder=tmp_path).stdout
    assert told.startswith("Gebruik: bronwacht ") and "Opties:" in told and "Commando's:" in told
    assert "Toon wat een concept over de bronnen prijsgeeft." in told and "Begin met: bronwacht demo." in told
    told = run("vault", "share", "issue", "-h", folder=tmp_path).stdout
    assert "Een houder op papier" in told and "Toon deze uitleg en stop." in told
    for english in ("Show", "Usage", "Options", "required", "the "):
        assert english not in told


@pytest.mark.parametrize(
    ("options", "env", "dutch"),
    [
        ([], {}, True),
        ([], {"BRONWACHT_LANG": "en"}, False),
        (["--speak", "en"], {}, False),
        (["--speak", "nl"], {"LANG": "C"}, True),
        (["--speak", "nl"], {"BRONWACHT_LANG": "en"}, True),
        ([], {"LC_ALL": "C"}, False),
    ],
)
def test_who_says_which_language(tmp_path: Path, options: list[str], env: dict[str, str], dutch: bool) -> None:
    for argv in (["scan", "weg.txt"], ["scan"], ["--help"]):
        done = run(*options, *argv, folder=tmp_path, **env)
        said = done.stdout + done.stderr
        assert dutch == any(word in said for word in ("bestaat niet", "ontbrekend", "Gebruik"))


def test_a_language_that_is_not_spoken_is_refused(tmp_path: Path) -> None:
    done = run("scan", "weg.txt", folder=tmp_path, BRONWACHT_LANG="de")
    assert done.returncode == 2 and "BRONWACHT_LANG is nl or en" in done.stderr


def test_what_programs_read_is_the_same(tmp_path: Path) -> None:
    for argv in (
        ["scan", SAMPLE, "--story", STORY, "--jsonl", "--show-text"],
        ["risk", SAMPLE, "--story", STORY, "--json", "-"],
    ):
        dutch, english = both(*argv, folder=tmp_path)
        assert dutch.stdout == english.stdout != "" and dutch.returncode == english.returncode


def test_the_report_keeps_the_language_of_the_draft(tmp_path: Path) -> None:
    dutch, english = both("scan", str(DATA / "sample-en.txt"), folder=tmp_path)
    assert dutch.stdout == english.stdout != ""


def test_a_batch_keeps_its_figures_and_tells_of_them_in_dutch(tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "a.txt").write_text(Path(SAMPLE).read_text("utf-8"), "utf-8")
    (drafts / "b.docx").write_text("kapot", "utf-8")
    dutch = run("batch", "drafts", "-o", "nl", "--workers", "1", folder=tmp_path)
    english = run("batch", "drafts", "-o", "en", "--workers", "1", folder=tmp_path, BRONWACHT_LANG="en")
    assert dutch.returncode == english.returncode == 3
    assert "2 concepten, " in dutch.stderr and ", 1 niet gelezen of niet geschreven" in dutch.stderr
    kept = [(tmp_path / out / "summary.jsonl").read_text("utf-8") for out in ("nl", "en")]
    assert "is damaged, or not what its extension says" in kept[0]
    assert next(line for line in kept[0].splitlines() if "b.docx" in line).split('"seconds"')[0] in kept[1]


def test_a_redaction_tells_its_story_in_dutch(tmp_path: Path) -> None:
    done = run("redact", SAMPLE, "--story", STORY, "-o", "final.txt", folder=tmp_path)
    assert (tmp_path / "final.txt").is_file() and done.stdout == "final.txt\n"
    again = run("apply", SAMPLE, "-o", "x.txt", folder=tmp_path)
    assert "alleen in een docx of een odt staan voorstellen" in again.stderr and not (tmp_path / "x.txt").exists()


def test_the_vault_asks_and_answers_in_dutch(stables: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRONWACHT_LANG", "nl")
    wrong = stables.run("vault", "list", "stables.vault", who="anna", passphrase="zes andere woorden dan de goede")
    assert wrong.code == 4 and wrong.line.startswith("bronwacht: dat is niet het wachtwoord van anna.key")
    whole = stables.run("vault", "verify", "stables.vault", who="anna")
    assert whole.out.startswith("bronnen\t") and "heel: alles gaat open" in whole.err
    assert "gemaakt" in stables.run("vault", "log", "stables.vault", who="anna").out
    typed = stables.type(
        "vault", "show", "stables.vault", stables.codename, "--key", "anna.key",
        answers=[("Wachtwoord van anna.key: ", stables.passphrases["anna"])],
    )  # fmt: skip
    assert typed.code == 0 and "naam             Marijke Jansen" in typed.err and "afspraak AGE" in typed.err
    typed = stables.type(
        "vault", "shred", "stables.vault", stables.codename, "--key", "anna.key",
        answers=[
            ("Wachtwoord van anna.key: ", stables.passphrases["anna"]),
            (f"Typ {stables.codename} om voorgoed te vernietigen wie het is: ", "nee"),
        ],
    )  # fmt: skip
    assert typed.code == 2 and "niet bevestigd; er is niets vernietigd" in typed.err


def test_an_empty_form_is_one_to_fill_in(newsroom: Newsroom) -> None:
    done = newsroom.run("vault", "form", env={"BRONWACHT_LANG": "nl"})
    assert "# Wat van een bron bekend is." in done.out and 'name = ""' in done.out
