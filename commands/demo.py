"""``bronwacht demo``: the main job, the whole way, on a sample or on a draft of yours."""

from __future__ import annotations

import itertools
import shutil
import sys
import tomllib
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import BronwachtError, UsageError, reason
from ..redact.documents import read_document
from .common import STAGE_WORDS, Progress, analysed, beside, earlier_option, lang_option, path_of, story_option
from .output import write_new
from .paths import PATH, is_file

if TYPE_CHECKING:
    from ..redact.analysis import Analysis
    from ..redact.documents import Document

OUT = "demo-out"


@click.command()
@click.argument("draft", required=False, type=PATH)
@story_option
@earlier_option
@lang_option
@click.option("-o", "--out", type=PATH, help=f"A new folder for what it writes; by default {OUT}.")
def demo(
    draft: Path | None,
    story_path: Path | None,
    earlier_paths: tuple[Path, ...],
    lang: str | None,
    out: Path | None,
) -> None:
    """Run the main job on DRAFT, or on an invented story in Dutch (--lang en: in English).

    A story file of the same name beside DRAFT is used. Shows what gives each source away, the crowds before and
    after, and the changed sentences; writes the final copy and the report; makes a vault with two editors, keeps a
    source in it, and checks the final copy against it.
    """
    data = files(__package__).joinpath("data")
    with as_file(data) as samples:
        sample = f"sample-{lang or 'nl'}"
        path = path_of(draft) if draft else samples / f"{sample}.txt"
        told = draft or samples / sample
        own_story = beside(told, f"{told.stem}.toml")
        story_file = story_path or (own_story if is_file(own_story) else None)
        document, analysis = analysed(path, story_file, lang, earlier_paths=earlier_paths)
    says = tomllib.loads(data.joinpath(f"demo_{analysis.lang}.toml").read_text("utf-8"))
    _show(analysis, says)
    folder = _new_folder(out)
    final, report = folder / f"final{path.suffix if path else '.txt'}", folder / "report.html"
    try:
        _heading(says["written"])
        _write(document, analysis, final, report)
        click.echo(says["final"].format(path=final))
        click.echo(says["report"].format(path=report))
        _heading(says["vault"])
        _keep_and_check(read_document(final).text, folder, says)
    except BronwachtError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _new_folder(out: Path | None) -> Path:
    """Make the folder to write to: the one asked for, which must be new, or the first free name."""
    names = [out] if out else (Path(OUT) if n == 1 else Path(f"{OUT}-{n}") for n in itertools.count(1))
    for folder in names:
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError as error:
            raise UsageError(
                "{folder}: cannot be made ({reason}); choose another with --out", folder=folder, reason=reason(error)
            ) from None
        return folder
    raise UsageError("{out}: exists already, and nothing is overwritten; choose another with --out", out=out)


def _show(analysis: Analysis, says: Mapping[str, str]) -> None:
    from ..redact.report import risk_text, scan_text, wants_colour

    colour = wants_colour(sys.stdout)
    _heading(says["found"])
    click.echo(scan_text(analysis.reading, show_text=True, colour=colour))
    _heading(says["risk"])
    click.echo(risk_text(analysis, show_text=True, colour=colour))


def _write(document: Document, analysis: Analysis, final: Path, report: Path) -> None:
    from ..redact.pipeline import write
    from ..redact.report import to_html

    write(document, analysis, final, Progress(STAGE_WORDS))
    write_new([(report, to_html(analysis))])


def _keep_and_check(final: str, folder: Path, says: Mapping[str, str]) -> None:
    from ..vault.form import parse_form
    from ..vault.keys import new_editor
    from ..vault.memory import Memory
    from ..vault.vault import create

    founder, second = new_editor("Chef"), new_editor("Hoofdredactie")
    # In a newsroom the second editor reads these words aloud; here both keys are ours.
    confirmed = second.card.confirm(second.card.fingerprint.words)
    path = folder / "demo.vault"
    vault = create(path, "demo", founder, [confirmed], memory=Memory(folder / "memory"))
    click.echo(says["made"].format(path=path))
    click.echo(says["kept"].format(codename=vault.add(parse_form(says["source"].encode()))))
    click.echo(says["listed"].format(codenames=", ".join(listing.codename for listing in vault.list())))
    click.echo(says["clean"].format(count=len(vault.check(final))))
    found = vault.check(says["control_text"])
    click.echo(says["control"].format(start=found[0].start, kind=found[0].kind) if found else says["missed"])
    click.echo(says["keys"])


def _heading(text: str) -> None:
    click.secho(f"\n{text}\n", bold=True)
