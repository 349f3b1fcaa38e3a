"""``bronwacht risk``: who can still recognise each source, and the cheapest way out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from .common import (
    FINDINGS_REMAIN,
    analysed,
    corrections_option,
    draft_argument,
    lang_option,
    path_of,
    story_option,
    unmet,
)


@click.command()
@draft_argument()
@story_option
@corrections_option
@lang_option
@click.option("--json", "json_out", type=click.Path(path_type=Path), help="Write the figures (- for stdout).")
@click.option(
    "--html", "html_out", type=click.Path(path_type=Path), help="Write the report (it holds the draft’s text)."
)
@click.option("--show-text", is_flag=True, help="Also show the draft's own words (in the JSON too).")
@click.pass_context
def risk(
    ctx: click.Context,
    file: Path,
    story_path: Path | None,
    corrections_path: Path | None,
    lang: str | None,
    json_out: Path | None,
    html_out: Path | None,
    show_text: bool,
) -> None:
    """Estimate how many people fit what FILE says of each source, for each adversary.

    Prints a summary; --json and --html write it in full. Exit code 1 when a source is below a threshold.
    """
    from ..redact.report import risk_json, risk_text, to_html, wants_colour
    from .output import check_new, write_new

    path = path_of(file)
    check_new([out for out in (json_out, html_out) if out and str(out) != "-"], source=path)
    _, analysis = analysed(path, story_path, lang, corrections_path)
    outputs: list[tuple[Path, str]] = []
    if json_out:
        outputs.append((json_out, _dumped(risk_json(analysis, show_text=show_text))))
    if html_out:
        outputs.append((html_out, to_html(analysis)))
    write_new(outputs, source=path)
    if not json_out or str(json_out) != "-":
        click.echo(risk_text(analysis, show_text=show_text, colour=wants_colour(sys.stdout)))
    ctx.exit(FINDINGS_REMAIN if unmet(analysis.before) else 0)


def _dumped(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
