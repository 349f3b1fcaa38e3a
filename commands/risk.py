"""``bronwacht risk``: who can still recognise each source, and the cheapest way out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from .common import (
    FINDINGS_REMAIN,
    STDIN,
    analysed,
    corrections_option,
    draft_argument,
    earlier_option,
    lang_option,
    path_of,
    story_of,
    story_option,
    unmet,
)
from .diff import WithDiff
from .whatif import what_if_json, what_if_options, what_if_text

if TYPE_CHECKING:
    from ..redact.analysis import Analysis
    from ..redact.promises import Promise

_PATH = click.Path(path_type=Path)


@click.command(cls=WithDiff)
@draft_argument()
@story_option
@corrections_option
@earlier_option
@click.option("--promises", "promises_path", type=_PATH, help="What was agreed with the sources, by codename.")
@lang_option
@what_if_options
@click.option("--json", "json_out", type=_PATH, help="Write the figures (- for stdout).")
@click.option("--html", "html_out", type=_PATH, help="Write the report (it holds the draft’s text).")
@click.option("--pdf", "pdf_out", type=_PATH, help="Write the report as a PDF (it holds the draft’s text).")
@click.option("--hide-text", is_flag=True, help="Keep the draft's own words out of the report.")
@click.option("--show-text", is_flag=True, help="Also show the draft's own words (in the JSON too).")
@click.pass_context
def risk(
    ctx: click.Context,
    file: Path,
    story_path: Path | None,
    corrections_path: Path | None,
    earlier_paths: tuple[Path, ...],
    promises_path: Path | None,
    lang: str | None,
    without: tuple[str, ...],
    told: tuple[str, ...],
    json_out: Path | None,
    html_out: Path | None,
    pdf_out: Path | None,
    hide_text: bool,
    show_text: bool,
) -> None:
    """Estimate how many people fit what FILE says of each source, for each adversary.

    Prints a summary; --json, --html and --pdf write it in full. Exit code 1 when a source is below a threshold, or a
    detail goes against a promise.

    With --without or --if: how each source would stand with that choice in place of the plan; the exit code is of that.

    With diff A.json B.json in place of FILE: what changed between two outputs of --json.
    """
    from ..redact.report import risk_json, risk_text, to_html, to_pdf, wants_colour
    from ..redact.whatif import parse_what_if, suppose
    from .output import check_new, write_new

    path, outs = path_of(file), [out for out in (json_out, html_out, pdf_out) if out]
    check_new([out for out in outs if out != STDIN], source=path)
    if outs.count(STDIN) > 1:
        raise UsageError("only one output can go to stdout; give the other a file")
    what = parse_what_if(without, told)
    if what and (html_out or pdf_out):
        raise UsageError("a report tells the plan, not a what-if; leave out --html and --pdf")
    promises = _promises(promises_path, story_path)
    _, analysis = analysed(path, story_path, lang, corrections_path, earlier_paths)
    if promises:
        analysis = _compared(analysis, promises)
    supposed = suppose(analysis, what)
    analysis = supposed.analysis
    outputs: list[tuple[Path, str | bytes]] = []
    if json_out:
        figures = risk_json(analysis, show_text=show_text)
        outputs.append((json_out, _dumped({**figures, "what_if": what_if_json(what, supposed)} if what else figures)))
    if html_out:
        outputs.append((html_out, to_html(analysis, show_text=not hide_text)))
    if pdf_out:
        outputs.append((pdf_out, to_pdf(analysis, show_text=not hide_text)))
    write_new(outputs, source=path)
    if STDIN not in outs:
        if what:
            click.echo(what_if_text(what, supposed, show_text=show_text))
        click.echo(risk_text(analysis, show_text=show_text, colour=wants_colour(sys.stdout)))
    ctx.exit(FINDINGS_REMAIN if unmet(analysis.after if what else analysis.before) or analysis.promises else 0)


def _promises(path: Path | None, story_path: Path | None) -> tuple[Promise, ...]:
    from ..redact.promises import read_promises

    return read_promises(path, (source.codename for source in story_of(story_path).sources)) if path else ()


def _compared(analysis: Analysis, promises: tuple[Promise, ...]) -> Analysis:
    from ..redact.agreed import compared

    return compared(analysis, promises)


def _dumped(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
