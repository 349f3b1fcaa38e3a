"""``bronwacht redact``: a final copy that says less about the sources."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from .common import (
    FINDINGS_REMAIN,
    STAGE_WORDS,
    Progress,
    draft_argument,
    lang_of,
    lang_option,
    path_of,
    story_of,
    story_option,
    unmet,
)


@click.command()
@draft_argument()
@story_option
@lang_option
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Where to write; by default beside FILE, as NAME.final."
)
@click.pass_context
def redact(ctx: click.Context, file: Path, story_path: Path | None, lang: str | None, out: Path | None) -> None:
    """Write a final copy of FILE with the least damaging edits that lift every crowd over its threshold.

    The written file is read again before you get it. Exit code 1 when a threshold could not be met: the copy is
    written, and what stands in the way is said.
    """
    from ..redact.pipeline import analyse, open_draft, read, write
    from ..redact.report import changes_text, obstacles_text

    story, progress, path = story_of(story_path), Progress(STAGE_WORDS), path_of(file)
    if out is None and path is None:
        raise UsageError("where shall the final copy go? name it with -o FILE")
    target = out or file.with_name(f"{file.stem}.final{file.suffix}")
    document, draft = open_draft(path, story, lang_of(lang))
    analysis = analyse(read(draft, story, progress), story, lang_of(lang), progress)
    write(document, analysis, target, progress)
    click.echo(changes_text(analysis), err=True)
    click.echo(obstacles_text(analysis), err=True)
    click.echo(str(target))
    ctx.exit(FINDINGS_REMAIN if unmet(analysis.after) else 0)
