"""``bronwacht check``: what must not be in a text that goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ..redact.corrections import Corrections
from ..redact.documents import read_document
from ..redact.story import Story
from .common import (
    FINDINGS_REMAIN,
    corrections_of,
    corrections_option,
    draft_argument,
    lang_of,
    lang_option,
    path_of,
    story_of,
    story_option,
)
from .unlock import editor_options, open_dossier


@dataclass(frozen=True, order=True)
class _Line:
    """One finding to print: where, and what kind; never the words themselves."""

    start: int
    end: int
    kind: str
    whose: str = ""


@click.command()
@draft_argument()
@click.option("--dossier", type=click.Path(path_type=Path), metavar="VAULT", help="Look for what this vault knows.")
@story_option
@corrections_option
@lang_option
@editor_options
@click.pass_context
def check(
    ctx: click.Context,
    file: Path,
    dossier: Path | None,
    story_path: Path | None,
    corrections_path: Path | None,
    lang: str | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Look in FILE for what must not go out, and print where it stands and its kind: never the words.

    Without a dossier: names, addresses, contacts and numbers of people who are not public. With --dossier also all that
    the vault knows of its sources, however it is spelt. Exit code 1 when there is any.
    """
    story = story_of(story_path)
    document = read_document(path_of(file))
    corrections = corrections_of(corrections_path, document.text)
    found = list(_direct(document.text, document.name, story, corrections, lang))
    if dossier:
        vault = open_dossier(dossier, key_path, passphrase_fd, founder)
        found += [_Line(f.start, f.end, f.kind, f.codename) for f in vault.check(document.text)]
        if vault.for_two:
            names = ", ".join(vault.for_two)
            click.echo(f"not looked for, since they take two editors to open: {names}", err=True)
    for line in sorted(found):
        click.echo("\t".join((_place(document.text, line.start), line.kind, line.whose)).rstrip("\t"))
    looked = "names, addresses, contacts, numbers" + (", and what the dossier knows" if dossier else "")
    click.echo(f"looked for {looked}: {len(found)} found", err=True)
    ctx.exit(FINDINGS_REMAIN if found else 0)


def _direct(text: str, name: str, story: Story, corrections: Corrections, lang: str | None) -> Iterator[_Line]:
    from ..redact.draft import DIRECT_TYPES, Draft
    from ..redact.language import language_of
    from ..redact.pipeline import read

    draft = Draft(text, lang_of(lang) or story.lang or language_of(text), name, story.published)
    for detail in read(draft, story, corrections=corrections).details:
        if detail.type in DIRECT_TYPES:
            yield _Line(detail.span.start, detail.span.end, detail.type.value.lower())


def _place(text: str, offset: int) -> str:
    line_start = text.rfind("\n", 0, offset) + 1
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - line_start + 1}"
