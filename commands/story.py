"""``bronwacht story``: start a story file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from ..redact.draft import Lang
from ..said import printable, said
from .common import STAGE_WORDS, Progress, lang_of, lang_option, path_of
from .output import write_new
from .paths import PATH

MAX_BESIDE = 50
"""Files of a folder that are looked at: it need not be one for drafts."""


@click.group()
def story() -> None:
    """Keep a story file: who is public, which sources there are, what stays."""


@story.command()
@click.argument("file", type=PATH)
@click.option("--draft", type=PATH, help="Fill in whom this draft names and quotes.")
@lang_option
def new(file: Path, draft: Path | None, lang: str | None) -> None:
    """Write a new story file to FILE, with every table explained.

    With --draft, the public people and the sources that the draft seems to have are filled in for you to correct.
    """
    from ..redact.pipeline import open_draft, read
    from ..redact.story import Story
    from ..redact.template import new_story

    reading, language = None, lang_of(lang) or Lang.NL
    if draft:
        _, text = open_draft(path_of(draft), Story(), lang_of(lang))
        reading, language = read(text, Story(), Progress(STAGE_WORDS)), text.lang
    write_new([(file, new_story(reading, language))], source=draft)
    click.echo(said("wrote {file}: read it and correct it before you use it", file=file), err=True)
    if others := _beside(file):
        click.echo(
            said(
                "in that folder lies another story file: {others}. A command goes by the one that --story names",
                others=", ".join(printable(each.name) for each in others),
            ),
            err=True,
        )


def _beside(file: Path) -> list[Path]:
    """The story files that lie beside a new one: what is corrected in one of two for a draft is not in the other."""
    from ..redact.story import Story, StoryError, read_story

    found = []
    for path in sorted(file.parent.glob("*.toml"))[:MAX_BESIDE]:
        with suppress(StoryError, OSError):
            if path.is_file() and not path.samefile(file) and read_story(path) != Story():
                found.append(path)
    return found
