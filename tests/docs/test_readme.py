"""The front page: every command on it is one that the program has, with options that it takes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from bronwacht.cli import cli

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
COMMANDS = [line.strip() for line in re.findall(r"^ {4}(bronwacht .*)$", README, re.MULTILINE)]


def parsed(line: str) -> str:
    """What a command line means to the program, up to the command that it names; raises click.UsageError."""
    words = shlex.split(line.split(" > ")[0], comments=True)[1:]
    context, command = click.Context(cli, info_name="bronwacht"), cli
    while isinstance(command, click.Group) and not words[0].startswith("-"):
        _, command, words = command.resolve_command(context, words)
        context = click.Context(command, info_name=command.name, parent=context)
    if "--help" not in words:
        command.make_context(command.name, words, parent=context.parent).close()
    return context.command_path


@pytest.mark.parametrize("line", COMMANDS)
def test_the_front_page_types_what_the_program_knows(line: str) -> None:
    assert parsed(line).startswith("bronwacht ")


def test_there_are_commands_and_a_wrong_one_is_seen() -> None:
    assert len(COMMANDS) > 15
    for wrong in ("bronwacht scna draft.docx", "bronwacht scan draft.docx --explian", "bronwacht redact"):
        with pytest.raises(click.UsageError):
            parsed(wrong)


def test_the_vaults_commands_are_all_in_the_table() -> None:
    _, vault, _ = cli.resolve_command(click.Context(cli), ["vault"])
    assert isinstance(vault, click.Group)
    table = {word for row in re.findall(r"^\| (`.*?) \|", README, re.MULTILINE) for word in re.findall(r"`(\w+)", row)}
    named = table | set(re.findall(r"bronwacht vault (\w+)", README))
    assert set(vault.list_commands(click.Context(vault))) - named == set()
