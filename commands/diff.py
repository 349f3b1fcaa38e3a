"""``bronwacht diff`` and ``bronwacht risk diff``: what changed between two outputs of ``risk --json``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from ..errors import InputError, UsageError, reason
from ..redact.draft import Lang
from ..vault.files import open_to_read
from .common import FINDINGS_REMAIN, STDIN
from .paths import PATH

MAX_BYTES = 64 << 20
"""A risk file of the longest draft is a few megabytes; more than this is not one."""


@click.command()
@click.argument("first", type=PATH)
@click.argument("second", type=PATH)
@click.option("--json", "json_out", type=PATH, help="Write what changed (- for stdout).")
@click.option(
    "--lang",
    type=click.Choice([lang.value for lang in Lang]),
    help="The language to tell it in; by default the draft's.",
)
@click.pass_context
def diff(ctx: click.Context, first: Path, second: Path, json_out: Path | None, lang: str | None) -> None:
    """Show what changed from FIRST to SECOND, two files that risk --json wrote.

    Verdicts, crowds, facts, proposed changes, figures, promises, links, and what was examined. Exit code 1 when
    anything got worse for a source.
    """
    from ..redact.report import compare, diff_json, diff_text, risk_file, wants_colour
    from .output import check_new, write_new

    if first == second == STDIN:
        raise UsageError("only one of the two files can come from stdin")
    if json_out and json_out != STDIN:
        check_new([json_out])
    a, b = (risk_file(_text(path)) for path in (first, second))
    found = compare(a, b)
    if json_out:
        write_new([(json_out, json.dumps(diff_json(found), ensure_ascii=False, indent=2) + "\n")])
    if json_out != STDIN:
        click.echo(diff_text(found, Lang(lang or b.lang), colour=wants_colour(sys.stdout)))
    ctx.exit(FINDINGS_REMAIN if found.worse else 0)


class WithDiff(click.Command):
    """A command that hands ``diff FIRST SECOND`` to :func:`diff`; a draft of that name is ``./diff``."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the arguments, as click has it."""
        if args[:1] == ["diff"]:
            return diff.make_context(f"{info_name} diff", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


def _text(path: Path) -> str:
    """The text of a file (``-``: of stdin); raises InputError."""
    try:
        if path == STDIN:
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open_to_read(path) as file:
                raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise InputError("{name}: is larger than 64 MiB; that is not a file of risk --json", name=path.name)
        return raw.decode("utf-8")
    except OSError as error:
        raise InputError("{name}: cannot be read ({reason})", name=path.name, reason=reason(error)) from None
    except UnicodeDecodeError:
        raise InputError("{name}: is not UTF-8 text; give two files that risk --json wrote", name=path.name) from None
