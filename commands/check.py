"""``bronwacht check``: what must not be in a text that goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..redact.corrections import Corrections
from ..redact.documents import read_document
from ..redact.story import Story
from ..vault.stores import Address
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
from .dossier import promises_of
from .unlock import editor_options, open_dossier
from .vault.common import to_address

if TYPE_CHECKING:
    from ..redact.draft import Reading
    from ..redact.promises import Promise


@dataclass(frozen=True, order=True)
class _Line:
    """One finding to print: where, and what kind; never the words themselves."""

    start: int
    end: int
    kind: str
    whose: str = ""
    promised: str = ""


@click.command()
@draft_argument()
@click.option("--dossier", type=to_address, metavar="VAULT", help="Look for what this vault knows.")
@story_option
@corrections_option
@lang_option
@editor_options
@click.pass_context
def check(
    ctx: click.Context,
    file: Path,
    dossier: Address | None,
    story_path: Path | None,
    corrections_path: Path | None,
    lang: str | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Look in FILE for what must not go out, and print where it stands and its kind: never the words.

    Without a dossier: names, addresses, contacts and numbers of people who are not public. With --dossier also all that
    the vault knows of its sources, however it is spelt, with the promise that it goes against; and, for sources that
    the story file names by codename, every other detail that is told more closely than was promised. Exit code 1 when
    there is any, and when there are sources that take two editors to open, whose names could not be looked for.
    """
    story = story_of(story_path)
    document = read_document(path_of(file))
    corrections = corrections_of(corrections_path, document.text)
    reading = _read(document.text, document.name, story, corrections, lang)
    found, unseen = set(_direct(reading)), tuple[str, ...]()
    if dossier:
        vault = open_dossier(dossier, key_path, passphrase_fd, founder)
        known = [_Line(f.start, f.end, f.kind, f.codename, f.breaks or "") for f in vault.check(document.text)]
        told = _told_too_closely(reading, promises_of(vault, (source.codename for source in story.sources)))
        found |= {*known, *(line for line in told if not any(_within(line, other) for other in known))}
        unseen = vault.for_two
    for line in sorted(found):
        promised = f"promised: {line.promised}" if line.promised else ""
        click.echo("\t".join((_place(document.text, line.start), line.kind, line.whose, promised)).rstrip("\t"))
    looked = "names, addresses, contacts, numbers" + (", and what the dossier knows" if dossier else "")
    click.echo(f"looked for {looked}: {len(found)} found", err=True)
    if unseen:
        click.echo(
            f"NOT looked for, since they take two editors to open, so that this is no clean bill: {', '.join(unseen)}",
            err=True,
        )
    ctx.exit(FINDINGS_REMAIN if found or unseen else 0)


def _read(text: str, name: str, story: Story, corrections: Corrections, lang: str | None) -> Reading:
    from ..redact.draft import Draft
    from ..redact.language import language_of
    from ..redact.pipeline import read

    draft = Draft(text, lang_of(lang) or story.lang or language_of(text), name, story.published)
    return read(draft, story, corrections=corrections)


def _direct(reading: Reading) -> Iterator[_Line]:
    from ..redact.draft import DIRECT_TYPES

    for detail in reading.details:
        if detail.type in DIRECT_TYPES:
            yield _Line(detail.span.start, detail.span.end, detail.type.value.lower())


def _told_too_closely(reading: Reading, promises: Sequence[Promise]) -> Iterator[_Line]:
    """Details of sources in the story that go against what was promised to them."""
    from ..redact.agreed import breaches
    from ..redact.promises import FINEST

    words = {level: word for word, level in FINEST.items()}
    for source, detail, finest in breaches(reading, promises):
        yield _Line(detail.span.start, detail.span.end, detail.type.value.lower(), source, words[finest])


def _within(line: _Line, other: _Line) -> bool:
    return other.whose == line.whose and other.start <= line.start and line.end <= other.end


def _place(text: str, offset: int) -> str:
    line_start = text.rfind("\n", 0, offset) + 1
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - line_start + 1}"
