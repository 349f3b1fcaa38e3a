"""``bronwacht batch``: a whole folder of drafts, in a night."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..said import Remark, said
from .counted import counted
from .paths import PATH

if TYPE_CHECKING:
    from ..redact.batch import Journal, Progress
    from ..redact.batch.run import Runner

QUIET_SECONDS = 30.0
"""Between lines of progress where no terminal shows one line that changes."""


@click.command()
@click.argument("folder", type=PATH)
@click.option("-o", "--out", type=PATH, required=True, help="The folder for all that it writes.")
@click.option(
    "--job",
    type=click.Choice(["scan", "risk", "redact"]),
    default="scan",
    show_default=True,
    help="What to do with every draft.",
)
@click.option("--story", "story_path", type=PATH, help="One story file for all; else NAME.toml beside each draft.")
@click.option("--lang", type=click.Choice(["nl", "en"]), help="Their language, if the texts do not tell.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes on this machine; by default one a core.")
@click.option("--dask", metavar="URL", help="A Dask scheduler, to work on more machines than this one.")
@click.option("--tls-ca", type=PATH, help="With --dask tls://…: the certificate of your authority.")
@click.option("--tls-cert", type=PATH, help="With --dask tls://…: your certificate.")
@click.option("--tls-key", type=PATH, help="With --dask tls://…: its key.")
@click.option("--resume", is_flag=True, help="Go on with the batch in the output folder.")
@click.option("--again", is_flag=True, help="With --resume: also try the drafts again that failed.")
@click.pass_context
def batch(
    ctx: click.Context,
    folder: Path,
    out: Path,
    job: str,
    story_path: Path | None,
    lang: str | None,
    workers: int | None,
    dask: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    resume: bool,
    again: bool,
) -> None:
    """Do one job with every draft below FOLDER, and write a page about all of them.

    Each draft gets its own outputs in the output folder; index.html tells which need a person and which sources may
    recur, summary.jsonl has the figures of all. A draft that cannot be read stops nothing. A batch that was stopped, or
    killed, goes on with --resume, and does nothing twice.

    The exit code is that of the gravest draft: 1 where a person must look, 3 where one could not be read, 5 where a
    final copy was withheld.
    """
    from ..redact.batch import Job, Settings, summary
    from ..redact.batch import batch as run_batch
    from .output import tell_path

    if again and not resume:
        raise UsageError("--again goes with --resume; it tries again what failed before")
    if workers and dask:
        raise UsageError("workers are this machine's, and --dask has its own; leave out one of the two")
    if story_path:
        from ..redact.story import read_story

        read_story(story_path)  # once, before every draft would be told that it is wrong
    story = str(story_path.resolve()) if story_path else None
    settings = Settings(Job(job), story, lang, durable=bool(dask))
    line = _Line()
    try:
        with _runner(workers, dask, (tls_ca, tls_cert, tls_key)) as runner:
            journal = run_batch(folder, out, settings, runner, resume=resume, again=again, tell=line)
    except KeyboardInterrupt:
        line.end()
        click.echo(said("what is done is kept; the same command with --resume goes on from there"), err=True)
        raise
    except sqlite3.OperationalError as error:
        line.end()
        raise UsageError(
            "the journal of the batch cannot be written ({error}); make room, then go on with --resume", error=error
        ) from None
    line.end()
    _write_pages(journal, out, lang, scan=job == "scan")
    found = summary(journal)
    journal.close()
    tell_path(out / "index.html")
    click.echo(
        said(
            "{drafts}, {words}: {look} to look at, {done} {rest}, {failed} not read or not written",
            drafts=counted(found.every, "draft"),
            words=counted(found.words, "word"),
            look=found.codes[1],
            done=found.codes[0],
            rest=said("in which nothing was found") if job == "scan" else said("that meet their thresholds"),
            failed=found.failed,
        ),
        err=True,
    )
    ctx.exit(found.exit_code)


@contextmanager
def _runner(
    workers: int | None, dask: str | None, tls: tuple[Path | None, Path | None, Path | None]
) -> Iterator[Runner]:
    if dask is None:
        from ..redact.batch.pool import Pool

        yield Pool(workers or len(os.sched_getaffinity(0))).run
        return
    from ..redact.batch.cluster import cluster

    found = cluster(dask, ca=tls[0], cert=tls[1], key=tls[2])
    try:
        yield found.run
    finally:
        found.close()


def _write_pages(journal: Journal, out: Path, lang: str | None, *, scan: bool) -> None:
    """Write the page and the figures anew: they are of the whole batch, whichever run did what."""
    from ..redact.batch.page import SUMMARY, page, summary_lines
    from ..redact.draft import Lang

    langs = Counter(outcome.lang for outcome in journal)
    chosen = Lang(lang) if lang else Lang.NL if langs[Lang.NL] >= langs[Lang.EN] else Lang.EN
    for name, text in ((SUMMARY, summary_lines(journal)), ("index.html", [page(journal, chosen, scan=scan)])):
        fresh = out / f".{name}.new"
        with fresh.open("w", encoding="utf-8") as file:
            file.writelines(text)
        fresh.replace(out / name)


class _Line:
    """Progress on stderr: one line that changes in a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._terminal, self._last, self._widest = sys.stderr.isatty(), 0.0, 0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if not self._terminal and now - self._last < QUIET_SECONDS and progress.done < progress.every:
            return
        self._last = now
        left = progress.left
        counts = {"done": progress.done, "every": progress.every, "rate": progress.rate}
        told = (
            str(said("{done} of {every}, {rate:.1f} a second, {left} left", **counts, left=_duration(left)))
            if left and progress.done < progress.every
            else str(said("{done} of {every}, {rate:.1f} a second", **counts))
        )
        # Spaces, and no escape sequence, over what a longer line left: not every terminal knows one.
        self._widest = max(self._widest, len(told))
        line = f"\r… {told:<{self._widest}}" if self._terminal else f"… {told}"
        click.echo(line, nl=not self._terminal, err=True)

    def end(self) -> None:
        """Leave the line as it is."""
        if self._terminal and self._widest:
            click.echo("", err=True)


def _duration(seconds: float) -> Remark:
    minutes = round(seconds / 60)
    if minutes < 1:
        return said("{seconds:.0f} s", seconds=seconds)
    return said("{minutes} min", minutes=minutes) if minutes < 120 else said("{hours:.0f} h", hours=minutes / 60)
