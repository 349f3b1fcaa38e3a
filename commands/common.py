"""What the drafting commands share: options, reading a draft with its story, telling progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import UsageError
from ..redact.corrections import Corrections, read_corrections
from ..redact.draft import Lang, Reading
from ..redact.story import Story, read_story
from ..said import Remark, printable, said
from .paths import PATH
from .tracked import tell_tracked

if TYPE_CHECKING:
    from ..redact.analysis import Analysis
    from ..redact.documents import Document
    from ..redact.promises import Promise
    from ..redact.risk.assessment import Assessment

STDIN = Path("-")
_Command = TypeVar("_Command", bound=Callable[..., Any])

FINDINGS_REMAIN = 1
"""Exit code of a command that did its work and found something a person must look at."""


def draft_argument(*, several: bool = False) -> Callable[[_Command], _Command]:
    """One draft (or several): a path, or ``-`` for stdin."""
    return click.argument(
        "files" if several else "file",
        nargs=-1 if several else 1,
        required=True,
        type=PATH,
    )


def story_option(command: _Command) -> _Command:
    """``--story``, a story file."""
    return click.option("--story", "story_path", type=PATH, help="The story file of this draft.")(command)


def corrections_option(command: _Command) -> _Command:
    """``--corrections``, a corrections file."""
    return click.option(
        "--corrections",
        "corrections_path",
        type=PATH,
        help="What you corrected in this draft: details, owners, persons.",
    )(command)


def earlier_option(command: _Command) -> _Command:
    """``--earlier``, an earlier publication; may be given again."""
    return click.option(
        "--earlier",
        "earlier_paths",
        multiple=True,
        type=PATH,
        help="An earlier publication, named by its date (2021-07-05.txt); may be given again.",
    )(command)


def promises_option(command: _Command) -> _Command:
    """``--promises``, a promises file."""
    return click.option(
        "--promises",
        "promises_path",
        type=PATH,
        help="What was agreed with the sources, by codename; the plan keeps to it.",
    )(command)


def promises_in(path: Path | None, story: Story) -> tuple[Promise, ...]:
    """The promises in the file at ``path``, which are to sources of ``story``; none without one."""
    from ..redact.promises import read_promises

    return read_promises(path, (source.codename for source in story.sources)) if path else ()


def broken(analysis: Analysis) -> bool:
    """Whether a promise is broken still after the edits, or is to somebody of whom it could not be told."""
    return any(not promise.mended for promise in analysis.promises) or unkeepable(analysis)


def unkeepable(analysis: Analysis) -> bool:
    """Whether a promise is to a source whom the text was not found to speak of, so that it could not be compared."""
    from ..redact.analysis import NotChecked

    return NotChecked.PROMISES_ABSENT in analysis.not_checked


def tell_absent(reading: Reading, story: Story) -> None:
    """Name each source of the story file whose words stand nowhere in the text; nothing is weighed for them."""
    from ..redact.analysis import absent

    without_words = {source.codename for source in story.sources if not source.called}
    for codename in absent(reading, story):
        why = (
            said("the story file has no words by which the text calls {codename}", codename=printable(codename))
            if codename in without_words
            else said(
                "no words by which the story file calls {codename} stand in the text", codename=printable(codename)
            )
        )
        click.echo(
            said(
                "{why}, so nothing was looked at for this source; correct called = [...] to the words as they stand"
                " there",
                why=why,
            ),
            err=True,
        )


def _tell_earlier(earlier: Sequence[Reading]) -> None:
    for reading in earlier:
        if not (reading.details or reading.left_out):
            click.echo(
                said(
                    "nothing was recognised in the earlier publication {name}, so it was as good as not read; compare"
                    " it with the draft yourself",
                    name=printable(reading.draft.name),
                ),
                err=True,
            )


def _tell_repeats(analysis: Analysis) -> None:
    for each in analysis.compared:
        for span in each.repeats:
            click.echo(
                said(
                    "a quotation of the draft stands word for word in {file}, characters {start} to {end}, and nobody"
                    " was linked by it; if it is a source's, what is told there counts too",
                    file=printable(each.file),
                    start=span.start,
                    end=span.end,
                ),
                err=True,
            )


def lang_option(command: _Command) -> _Command:
    """``--lang``, the language of the draft and of what is said about it."""
    return click.option(
        "--lang",
        type=click.Choice([lang.value for lang in Lang]),
        help="Its language, if the text does not tell.",
    )(command)


def story_of(path: Path | None) -> Story:
    """The story file at ``path``; an empty story without one."""
    return read_story(path) if path else Story()


def corrections_of(path: Path | None, text: str) -> Corrections:
    """The corrections file at ``path``, of a draft that is ``text`` now; no corrections without one.

    Tells when the text has moved since, for then somebody should look.
    """
    written = read_corrections(path) if path else Corrections()
    found = written.located(text)
    moved = sum(one != other for one, other in zip(written.stretches, found.stretches, strict=True))
    if moved:
        click.echo(
            said(
                "the draft has changed since it was corrected: {moved} stretches were followed to their words",
                moved=moved,
            ),
            err=True,
        )
    return found


def lang_of(word: str | None) -> Lang | None:
    """The language that ``--lang`` names."""
    return Lang(word) if word else None


def path_of(file: Path) -> Path | None:
    """The path to read; None for stdin."""
    return None if file == STDIN else file


def beside(file: Path, name: str) -> Path:
    """Where a file of that name stands beside ``file``; raises UsageError for a path that names no file (".")."""
    try:
        return file.with_name(name)
    except ValueError:
        raise UsageError("that is a folder and no file; give one file at a time") from None


AGAIN = 10.0
"""Seconds of one stage after which it is said that it goes on: a book takes minutes."""


class Progress:
    """Says on stderr what is going on, where somebody is there to read it."""

    def __init__(self, words: Mapping[str, Remark], *, shown: bool | None = None) -> None:
        self._words = words
        self._shown = sys.stderr.isatty() if shown is None else shown
        self._stage, self._begun, self._told = "", 0.0, 0.0

    def __call__(self, stage: str) -> None:
        """Show the words for ``stage``, and how long it has taken where it goes on; nothing for one without words."""
        if not self._shown or str(stage) not in self._words:
            return
        now = time.monotonic()
        if str(stage) != self._stage:
            self._stage, self._begun, self._told = str(stage), now, now
            click.secho(f"… {self._words[self._stage]}", dim=True, err=True)
        elif now - self._told >= AGAIN:
            self._told = now
            click.secho(f"… {said('{seconds} seconds', seconds=round(now - self._begun))}", dim=True, err=True)


STAGE_WORDS = {
    "detect": said("reading the draft"),
    "people": said("sorting out who is who"),
    "earlier": said("reading an earlier publication"),
    "risk": said("estimating crowds and looking for the least damaging edits"),
    "write": said("writing the final copy and reading it again"),
}


@dataclass(frozen=True)
class Prepared:
    """A draft that was read with its story and corrections, and the earlier publications to compare it with."""

    document: Document
    reading: Reading
    story: Story
    lang: Lang | None
    corrections: Corrections
    earlier: tuple[Reading, ...]


def prepared(
    path: Path | None,
    story_path: Path | None,
    lang: str | None,
    corrections_path: Path | None = None,
    earlier_paths: Sequence[Path] = (),
) -> Prepared:
    """Read a draft (None: stdin) with its story and corrections, and earlier publications; telling progress.

    Those are the ones that are given and those that the story names.
    """
    from ..redact.pipeline import open_draft, read, read_earlier

    story, progress, chosen = story_of(story_path), Progress(STAGE_WORDS), lang_of(lang)
    document, draft = open_draft(path, story, chosen)
    tell_tracked(document)
    corrections = corrections_of(corrections_path, draft.text)
    named = [story_path.parent / name for name in story.earlier] if story_path else []
    earlier = [*named, *earlier_paths]
    if path and any(_is_same(other, path) for other in earlier):
        raise UsageError("the draft itself is given as an earlier publication; give what was published before it")
    before = read_earlier(earlier, story, draft.lang, progress)
    reading = read(draft, story, progress, corrections)
    tell_absent(reading, story)
    _tell_earlier(before)
    return Prepared(document, reading, story, chosen, corrections, before)


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):  # whoever reads it says why it cannot be
        return one.samefile(other)
    return False


def analysed(
    path: Path | None,
    story_path: Path | None,
    lang: str | None,
    corrections_path: Path | None = None,
    earlier_paths: Sequence[Path] = (),
    promises: Sequence[Promise] = (),
) -> tuple[Document, Analysis]:
    """Find what a draft gives away and plan, after :func:`prepared`, with ``promises`` to keep; telling progress."""
    from ..redact.pipeline import analyse

    found = prepared(path, story_path, lang, corrections_path, earlier_paths)
    progress, unread = Progress(STAGE_WORDS), found.document.unread
    analysis = analyse(
        found.reading,
        found.story,
        found.lang,
        progress,
        earlier=found.earlier,
        unread=unread,
        promises=promises,
    )
    _tell_repeats(analysis)
    return found.document, analysis


def unmet(assessments: Mapping[str, Sequence[Assessment]]) -> bool:
    """Whether any source is short of a threshold, or not enough is known to tell."""
    from ..redact.risk.assessment import Verdict

    return any(a.verdict is not Verdict.MEETS_THRESHOLD for rows in assessments.values() for a in rows)
