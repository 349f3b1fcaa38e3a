"""``bronwacht scan``: what a draft gives away about its sources."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from ..errors import InputError, UsageError
from .common import (
    FINDINGS_REMAIN,
    STAGE_WORDS,
    Progress,
    corrections_of,
    corrections_option,
    draft_argument,
    lang_of,
    lang_option,
    path_of,
    story_of,
    story_option,
    tell_absent,
)


@click.command()
@draft_argument(several=True)
@story_option
@corrections_option
@lang_option
@click.option("--explain", is_flag=True, help="Say why: what found each detail, whose it is, and which names stay.")
@click.option("--jsonl", is_flag=True, help="One JSON object a file, for other programs.")
@click.option("--show-text", is_flag=True, help="Also print the draft's own words.")
@click.pass_context
def scan(
    ctx: click.Context,
    files: tuple[Path, ...],
    story_path: Path | None,
    corrections_path: Path | None,
    lang: str | None,
    explain: bool,
    jsonl: bool,
    show_text: bool,
) -> None:
    """Show what each FILE gives away about its sources.

    A file that cannot be read is named on stderr and the others are still scanned. Exit code 1 when there is something
    to look at, 0 when nothing was found (which does not mean that nothing is there).
    """
    from ..redact.pipeline import in_name, open_draft, read
    from ..redact.report import scan_json, scan_text, wants_colour
    from .output import tell_faint

    if corrections_path and len(files) > 1:
        raise UsageError("a corrections file is of one draft; scan that draft alone")
    story, progress = story_of(story_path), Progress(STAGE_WORDS)
    found, unread = False, 0
    for file in files:
        try:
            document, draft = open_draft(path_of(file), story, lang_of(lang), whole=True)
        except InputError as error:
            unread = error.exit_code
            click.echo(f"bronwacht: {error}", err=True)
            continue
        corrections = corrections_of(corrections_path, draft.text)
        reading = read(draft, story, progress, corrections, explain=explain)
        tell_absent(reading, story)
        tell_faint(document, what=document.name)
        named = in_name(document, reading, story)
        found = found or bool(reading.details) or bool(named)
        if jsonl:
            told = scan_json(reading, document, in_name=named, show_text=show_text, explain=explain)
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            colour = wants_colour(sys.stdout)
            click.echo(scan_text(reading, document, in_name=named, show_text=show_text, explain=explain, colour=colour))
    ctx.exit(unread or (FINDINGS_REMAIN if found else 0))
