"""Bad input to the drafting commands: one clear line, its exit code, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from bronwacht.cli import cli
from bronwacht.commands.lazy import LazyGroup

from .. import warm

DRAFT = (
    "De wethouder ontkent. Een vrouw van 34, bestuursadviseur bij de gemeente, zegt dat zij in oktober 2022 met hem"
    " naar Bilbao reisde. Zij wil niet met haar naam in de krant.\n"
)


def run(*argv: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "NO_COLOR": "1", **(env or {})}
    if warm.starts_otherwise(environment):
        program = [sys.executable, "-m", "bronwacht", *argv]
        return subprocess.run(program, input=stdin, capture_output=True, check=False, env=environment)
    return warm.run(argv, input=stdin, env=environment)


def refused(done: subprocess.CompletedProcess[bytes], code: int, *says: str) -> None:
    error = done.stderr.decode()
    assert done.returncode == code, error
    assert done.stdout == b""
    assert error.count("\n") == 1 and error.startswith("bronwacht: "), error
    assert "Traceback" not in error
    for word in says:
        assert word in error


def test_a_part_that_is_not_installed_is_named(here: Path) -> None:
    """Somebody has another Python before theirs on the path: there is nothing to report."""
    (here / "shamir_mnemonic.py").write_text("raise ModuleNotFoundError('gone', name='shamir_mnemonic')\n")
    paths = os.pathsep.join(filter(None, [str(here), os.environ.get("PYTHONPATH")]))
    done = run("vault", "add", "x.vault", env={"PYTHONPATH": paths})
    refused(done, 70, "a part of the program is missing (shamir_mnemonic)", "install it again")


@pytest.fixture
def draft(here: Path) -> Path:
    path = here / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["scan", "risk", "redact", "check"])
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.txt", None, "no such file"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "is empty"),
        ("binary.txt", b"De vrouw\x00\x01\x02", "is not text"),
        ("latin.txt", "café van de vrouw".encode("latin-1"), "UTF-8"),
        ("huge.txt", b"De vrouw zei het. " * 500_000, "larger than 8 MiB"),
        ("draft.xyz", DRAFT.encode(), "unknown kind"),
        (
            "french.txt",
            "Nous avons parlé avec trois femmes qui travaillaient ici.".encode(),
            "neither Dutch nor English",
        ),
    ],
)
def test_unreadable_drafts(here: Path, command: str, name: str, content: bytes | None, says: str) -> None:
    if content is not None:
        (here / name).write_bytes(content)
    before = sorted(here.iterdir())
    refused(run(command, name), 3, says)
    assert sorted(here.iterdir()) == before


def test_one_unreadable_file_does_not_stop_a_scan(draft: Path) -> None:
    done = run("scan", "--jsonl", "none.txt", draft.name)
    assert done.returncode == 3
    assert done.stdout.count(b"\n") == 1
    assert b"none.txt" in done.stderr


@pytest.mark.parametrize("command", ["scan", "risk", "redact", "check"])
def test_unknown_language(draft: Path, command: str) -> None:
    refused(run(command, draft.name, "--lang", "fr"), 2, "'fr'", "--help")


@pytest.mark.parametrize("command", ["scan", "risk", "redact"])
def test_a_story_file_with_an_unknown_key(draft: Path, command: str) -> None:
    Path("story.toml").write_text("[[source]]\ncodename='Merel'\nprotectfrom=['accused']\n", encoding="utf-8")
    refused(run(command, draft.name, "--story", "story.toml"), 2, "source.protectfrom")
    assert not list(Path.cwd().glob("*.final.*"))


def test_an_output_that_exists_is_left_alone(draft: Path) -> None:
    Path("out.txt").write_text("older", encoding="utf-8")
    refused(run("redact", draft.name, "-o", "out.txt"), 2, "exists")
    assert Path("out.txt").read_text(encoding="utf-8") == "older"
    refused(run("risk", draft.name, "--html", "out.txt"), 2, "exists")
    assert Path("out.txt").read_text(encoding="utf-8") == "older"


@pytest.mark.parametrize("spelling", ["draft.txt", "./draft.txt", "link.txt", "hard.txt"])
def test_the_input_is_never_the_output(draft: Path, spelling: str) -> None:
    Path("link.txt").symlink_to(draft)
    Path("hard.txt").hardlink_to(draft)
    refused(run("redact", draft.name, "-o", spelling), 2)
    assert draft.read_text(encoding="utf-8") == DRAFT


@pytest.mark.parametrize("argv", [("redact", "."), ("desk", "."), ("demo", "")])
def test_a_folder_where_a_draft_is_asked_for(draft: Path, argv: tuple[str, ...]) -> None:
    refused(run(*argv), 2, "folder")


def test_an_output_that_is_a_link_to_itself(draft: Path) -> None:
    Path("loop.txt").symlink_to("loop.txt")
    refused(run("redact", "draft.txt", "-o", "loop.txt"), 2, "link")


LONG = "x" * 300
"""A name that no file has: of a path that cannot be looked at, the system says so in another way than of none."""


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("risk", "draft.txt", "--earlier", f"{LONG}.txt"), 3),
        (("risk", "draft.txt", "--story", "long.toml"), 3),
        (("demo", f"{LONG}.txt"), 3),
        (("batch", LONG, "-o", "out"), 3),
        (("batch", ".", "-o", LONG), 2),
        (("batch", ".", "-o", "loop"), 2),
        (("signoff", LONG, "draft.txt"), 3),
        (("signoff", "draft.txt", LONG), 3),
    ],
)
def test_a_path_that_cannot_be_looked_at_is_no_fault_of_ours(draft: Path, argv: tuple[str, ...], code: int) -> None:
    Path("loop").symlink_to("loop")
    Path("long.toml").write_text(f'earlier = ["{LONG}.txt"]\n', "utf-8")
    before = sorted(Path.cwd().iterdir())
    refused(run(*argv), code)
    assert sorted(Path.cwd().iterdir()) == before


@pytest.mark.parametrize("argv", [("redact",), ("desk", "--no-browser")])
def test_an_output_of_another_kind_is_refused_before_the_work(draft: Path, argv: tuple[str, ...]) -> None:
    refused(run(*argv, "draft.txt", "-o", "final.docx"), 2, "final.docx", ".txt")


def test_a_register_of_more_people_than_there_are(draft: Path) -> None:
    Path("s.toml").write_text('[[register]]\nwhat = "staff"\nsize = 99999999999\nsource = "x"\nyear = 2020\n')
    refused(run("risk", "draft.txt", "--story", "s.toml"), 2, "register")


def test_an_output_in_no_folder(draft: Path) -> None:
    refused(run("risk", draft.name, "--html", "no/such/report.html"), 2, "folder")
    refused(run("redact", draft.name, "-o", "no/such/final.txt"), 2, "folder")


def test_two_outputs_of_one_name(draft: Path) -> None:
    refused(run("risk", draft.name, "--html", "a", "--json", "./a"), 2, "two outputs")
    assert not Path("a").exists()


def test_stdin_needs_a_name_for_the_final_copy(here: Path) -> None:
    refused(run("redact", "-", stdin=DRAFT.encode()), 2, "-o FILE")


def test_a_vault_that_is_not_one(draft: Path) -> None:
    Path("fake.vault").write_bytes(b"SQLite format 3\x00" + b"\x00" * 100)
    refused(run("check", draft.name, "--dossier", "fake.vault", "--key", "none.key"), 3, "vault")


def test_an_inner_fault_says_its_place_and_nothing_of_the_text(draft: Path) -> None:
    code = (
        "import bronwacht.redact.people as p\n"
        "def broken(*_, **__): raise ValueError(open('draft.txt').read())\n"
        "p.attribute = broken\n"
        "from bronwacht.cli import main; main(['scan', 'draft.txt'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    refused(done, 70, "ValueError at __main__:2")
    assert b"vrouw" not in done.stderr


def test_no_path_is_looked_at_by_click() -> None:
    """It would call a draft without rights a misuse (2), in words of its own; what opens it says what it is (3)."""

    def params(command: click.Command) -> Iterator[click.Parameter]:
        yield from command.params
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                found = command.get_command(click.Context(command), name)
                assert found
                yield from params(found)

    paths = [param.type for param in params(cli) if isinstance(param.type, click.Path)]
    assert len(paths) > 30
    assert all(not path.readable and not path.exists for path in paths)


@pytest.mark.parametrize(("typed", "meant"), [("report", "risk"), ("revoke", "vault revoke"), ("anonymise", "redact")])
def test_a_word_for_what_a_command_does_is_told_the_command(typed: str, meant: str) -> None:
    refused(run(typed, "x"), 2, f"no such command '{typed}'", f"Did you mean '{meant}'?")


@pytest.mark.parametrize(("before", "first"), [((), "scan"), (("vault",), "list")])
def test_a_file_where_a_command_is_due_is_told_so(here: Path, before: tuple[str, ...], first: str) -> None:
    (here / "draft.txt").write_text("Nobody is in it.")
    refused(run(*before, str(here / "draft.txt")), 2, "name a command before the file", f"such as {first}. See: ")
    refused(run(*before, "no-file.txt"), 2, "no such command 'no-file.txt'")


def test_each_command_that_is_meant_is_there() -> None:
    assert isinstance(cli, LazyGroup)
    for meant in cli._meant().values():
        group, _, name = meant.partition(" ")
        found = cli.get_command(click.Context(cli), group)
        assert found
        assert not name or (isinstance(found, click.Group) and name in found.list_commands(click.Context(found)))
