"""``bronwacht risk``: who can still recognise each source, and the cheapest way out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..said import printable, said
from .common import (
    FINDINGS_REMAIN,
    STDIN,
    analysed,
    broken,
    corrections_option,
    draft_argument,
    earlier_option,
    lang_option,
    path_of,
    promises_in,
    promises_option,
    story_of,
    story_option,
    unkeepable,
    unmet,
)
from .diff import WithDiff
from .dossier import earlier_of, promises_of
from .paths import PATH
from .unlock import editor_options, open_dossier
from .vault.common import to_address
from .whatif import what_if_json, what_if_options, what_if_text

if TYPE_CHECKING:
    from ..redact.analysis import Analysis
    from ..vault.stores import Address
    from ..vault.vault import Vault


@click.command(cls=WithDiff)
@draft_argument()
@story_option
@corrections_option
@earlier_option
@promises_option
@click.option(
    "--dossier", type=to_address, metavar="VAULT", help="Take promises and publications from here; opens no record."
)
@lang_option
@what_if_options
@click.option("--json", "json_out", type=PATH, help="Write the figures (- for stdout).")
@click.option("--html", "html_out", type=PATH, help="Write the report (it holds the draft’s text).")
@click.option("--pdf", "pdf_out", type=PATH, help="Write the report as a PDF (it holds the draft’s text).")
@click.option("--hide-text", is_flag=True, help="Keep the draft's own words out of the report.")
@click.option("--show-text", is_flag=True, help="Also show the draft's own words (in the JSON too).")
@editor_options
@click.pass_context
def risk(
    ctx: click.Context,
    file: Path,
    story_path: Path | None,
    corrections_path: Path | None,
    earlier_paths: tuple[Path, ...],
    promises_path: Path | None,
    dossier: Address | None,
    lang: str | None,
    without: tuple[str, ...],
    told: tuple[str, ...],
    json_out: Path | None,
    html_out: Path | None,
    pdf_out: Path | None,
    hide_text: bool,
    show_text: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Estimate how many people fit what FILE says of each source, for each adversary.

    Prints a summary; --json, --html and --pdf write it in full. Exit code 1 when a source is below a threshold, or a
    detail goes against a promise.

    With --dossier: what the vault says of the story file's sources by codename, what was promised to them, and what was
    published; the texts are looked for beside the story file and the draft, by their names.

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
    promises = promises_in(promises_path, story_of(story_path))
    unread = False
    if dossier:
        if promises_path:
            raise UsageError("promises come from a dossier or from a file; leave out one of the two")
        codenames = [source.codename for source in story_of(story_path).sources]
        if not codenames:
            raise UsageError("a dossier goes by codename, and no story file says who is who; give one with --story")
        vault = open_dossier(dossier, key_path, passphrase_fd, founder)
        promises = promises_of(vault, codenames)
        earlier_paths, unread = _with_earlier(vault, codenames, path, story_path, earlier_paths)
    _, analysis = analysed(path, story_path, lang, corrections_path, earlier_paths, promises)
    if unread:
        analysis = _not_all_read(analysis)
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
    remain = unmet(analysis.after) or broken(analysis) if what else unmet(analysis.before) or analysis.promises
    ctx.exit(FINDINGS_REMAIN if remain or unkeepable(analysis) else 0)


def _with_earlier(
    vault: Vault, codenames: list[str], path: Path | None, story_path: Path | None, given: tuple[Path, ...]
) -> tuple[tuple[Path, ...], bool]:
    """The earlier publications that are ``given``, and those that the vault knows; whether a text is not here."""
    folders = [known.parent for known in (story_path, path) if known]
    earlier = earlier_of(vault, codenames, folders)
    named = [story_path.parent / name for name in story_of(story_path).earlier] if story_path else []
    there = {os.path.realpath(each) for each in (*given, *named, *([path] if path else []))}
    for codename, publication in earlier.without_text:
        told = ", ".join(f"{type_} {level}" for type_, level in publication.disclosed.items()) or said(
            "what it told is not written down"
        )
        click.echo(
            said(
                "published, and not compared, since its text is not here: {what} ({on}), of {codename}: {told}",
                what=printable(publication.what),
                on=publication.on or said("no date"),
                codename=printable(codename),
                told=told,
            ),
            err=True,
        )
    others = (text for text in earlier.texts if os.path.realpath(text) not in there)
    return (*given, *others), bool(earlier.without_text)


def _not_all_read(analysis: Analysis) -> Analysis:
    from ..redact.analysis import NotChecked

    left = [code for code in analysis.not_checked if code not in (NotChecked.EARLIER, NotChecked.EARLIER_UNREAD)]
    return replace(analysis, not_checked=(NotChecked.EARLIER_UNREAD, *left))


def _dumped(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
