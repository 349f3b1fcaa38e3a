"""Write docs/reference.md and docs/bronwacht.1 from the commands themselves: `make docs`.

A test holds both against the program, so that no option is left out and none is described that is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
from bronwacht import __version__
from bronwacht.cli import cli

HERE = Path(__file__).resolve().parent
EXIT_CODES = (
    (0, "done; nothing was found, or every threshold is met"),
    (1, "done, and there is something that a person must look at"),
    (2, "the command was misused, or its output cannot be written there"),
    (3, "the input cannot be read, or is of a kind that is not supported"),
    (4, "the vault is locked, the key does not open it, or not all could be looked for"),
    (5, "what was written still held something that was to go, so it was withheld"),
)
LANGUAGE = (
    "It speaks Dutch or English: what `--speak` says, before the command; else `BRONWACHT_LANG`, nl or en; else the",
    "language of the system (`LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set): Dutch where that begins with nl,",
    "English where it does not. That is the language of help, questions, errors and hints. A draft, and what is",
    "reported of it, has its own (`--lang`). JSON and exit codes are the same in both; a script that reads other lines",
    "sets `BRONWACHT_LANG`.",
)


def commands(
    group: click.Group = cli, context: click.Context | None = None, path: str = "bronwacht"
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command with its whole name and a context, groups before what is in them."""
    context = context or click.Context(group, info_name=path)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        yield f"{path} {name}", command, inner
        if isinstance(command, click.Group):
            yield from commands(command, inner, f"{path} {name}")


def paragraphs(command: click.Command) -> list[str]:
    """The help of a command, a paragraph each, without line ends inside."""
    text = (command.help or "").split("\f")[0]
    return [" ".join(part.replace("\b", "").split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def usage(command: click.Command, context: click.Context, path: str) -> str:
    """The line that shows how a command is called."""
    return " ".join((path, *command.collect_usage_pieces(context)))


def options(command: click.Command, context: click.Context) -> list[tuple[str, str]]:
    """Each option as it is written, and what it does."""
    records = (each.get_help_record(context) for each in command.params if each.param_type_name == "option")
    return [(names, " ".join(said.split())) for names, said in filter(None, records)]


def reference() -> str:
    """The reference as Markdown."""
    lines = ["# Reference: every command", "", "Made from the program by `make docs`; do not edit it here.", ""]
    lines += ["Exit codes of every command:", "", "| code | meaning |", "| --- | --- |"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES]
    lines += ["", "## bronwacht", "", f"    {usage(cli, click.Context(cli), 'bronwacht')}", ""]
    lines += [*LANGUAGE, "", *_rows(options(cli, click.Context(cli)))]
    for path, command, context in commands():
        lines += ["", f"## {path}", "", f"    {usage(command, context, path)}"]
        for paragraph in paragraphs(command):
            lines += ["", paragraph]
        if isinstance(command, click.Group):
            continue
        rows = options(command, context)
        if rows:
            lines += ["", *_rows(rows)]
    return "\n".join(lines) + "\n"


def manual() -> str:
    """The manual page, in man's own macros."""
    lines = [f'.TH BRONWACHT 1 "" "bronwacht {__version__}" "Bronwacht"', ".SH NAME"]
    lines += ["bronwacht \\- keep anonymous sources anonymous", ".SH SYNOPSIS", ".B bronwacht", "COMMAND [ARGS]..."]
    lines += [".SH DESCRIPTION", *(_roff(text) for text in paragraphs(cli)), ".SH COMMANDS"]
    for path, command, context in commands():
        lines += [f".SS {_roff(path)}", ".nf", _roff(usage(command, context, path)), ".fi"]
        for paragraph in paragraphs(command):
            lines += [".PP", _roff(paragraph)]
        if not isinstance(command, click.Group):
            for names, said in options(command, context):
                lines += [".TP", f".B {_roff(names)}", _roff(said)]
    lines += [".SH LANGUAGE", *(_roff(line.replace("`", "")) for line in LANGUAGE), ".SH EXIT STATUS"]
    for code, meaning in EXIT_CODES:
        lines += [".TP", f".B {code}", _roff(meaning)]
    return "\n".join(lines) + "\n"


def _rows(found: list[tuple[str, str]]) -> list[str]:
    """A table of options."""
    rows = [f"| `{names}` | {_cell(said)} |" for names, said in found]
    return ["| option | what it does |", "| --- | --- |", *rows]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("-", "\\-")
    escaped = "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in escaped)
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped


if __name__ == "__main__":
    (HERE / "reference.md").write_text(reference(), "utf-8")
    (HERE / "bronwacht.1").write_text(manual(), "utf-8")
