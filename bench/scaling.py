"""How cost grows with the work: ``python bench/scaling.py [--full] [--quick] [--svg FILE] [MEASURE…]``.

Words a draft, sources a draft, words a document, records a vault, documents an archive: each at sizes over two decades
or more, and the exponent of a power law, by least squares on the logarithms, with its 95 % interval (Student's t). An
exponent of 1 is cost in proportion, and the bar is 1.1; a fixed cost (a start, a model that is loaded) pulls it down at
small sizes, so the exponent between the two largest is told too. All seconds are processor time; of an archive that of
all its processes. ``--full`` goes on to 20,000 documents, ``--quick`` stops early everywhere.
"""

from __future__ import annotations

import os

# Before numpy is imported: one core for everybody.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bronwacht.redact.batch.work import Job, Outcome, Settings, Task, do
from bronwacht.redact.segment import segment
from machine import Bars, children_seconds, machine, table, versions
from marked import corpus
from plot import Panel, svg
from scipy import stats

BAR = 1.1
LEAST_SECONDS = 0.5
"""A size is measured again until it took so long in total; the least is kept: others may work on this machine."""
MOST_TIMES = 7
QUICK = 10
"""With ``--quick``, how many times smaller the largest size is."""

Point = tuple[float, float]
"""How much work, and its seconds."""


@dataclass(frozen=True)
class Measure:
    """A kind of work, its sizes, and who does it: ``points`` gives a point for each of the sizes."""

    name: str
    title: str
    unit: str
    sizes: tuple[int, ...]
    points: Callable[[Sequence[int], Path], Iterator[Point]]
    barred: bool = True
    full: tuple[int, ...] = ()


def least(work: Callable[[], object]) -> float:
    """Processor seconds of ``work``, the least of some rounds."""
    times: list[float] = []
    while sum(times) < LEAST_SECONDS and len(times) < MOST_TIMES:
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def draft_of(words: int) -> str:
    """The first ``words`` words of the Dutch corpus, to the end of their paragraph."""
    parts, count = [], 0
    for draft in (*corpus("nl", test=True), *corpus("nl", test=False)):
        for part in filter(None, map(str.strip, draft.text.split("\n\n"))):
            parts.append(part)
            count += len(part.split())
            if count >= words:
                return "\n\n".join(parts)
    raise SystemExit("the corpus has fewer words than that")


def drafts_with(sources: int) -> str:
    """The first drafts of the Dutch corpus that have so many sources together."""
    parts, count = [], 0
    for draft in corpus("nl", test=False):
        parts.append(draft.text.strip())
        count += sum(role == "source" for role, _ in draft.people.values())
        if count >= sources:
            break
    return "\n\n".join(parts)


def done(text: str, job: Job, folder: Path) -> tuple[Outcome, float]:
    """Have a batch's own worker function do one draft; its outcome and seconds."""
    (folder / "draft.txt").write_text(text, encoding="utf-8")
    task = Task("draft.txt", str(folder), str(folder / "out"), Settings(job, lang="nl"))
    outcome = do(task)
    if outcome.code > 1:
        raise SystemExit(f"a draft failed: {outcome.error}")

    def anew() -> None:
        # A text that was read before is known again by comparing all of it, whenever one of its sentences is asked for.
        segment.cache_clear()
        do(task)

    return outcome, least(anew)


def scanning(sizes: Sequence[int], folder: Path) -> Iterator[Point]:
    """A scan of one draft of so many words."""
    done(draft_of(20_000), Job.SCAN, folder)  # the word lists and patterns are loaded on the way
    for size in sizes:
        outcome, seconds = done(draft_of(size), Job.SCAN, folder)
        yield outcome.words, seconds


def sourcing(sizes: Sequence[int], folder: Path) -> Iterator[Point]:
    """A risk report with its plan over drafts one after the other, by the sources found; the text grows along."""
    done(drafts_with(10), Job.RISK, folder)
    for size in sizes:
        outcome, seconds = done(drafts_with(size), Job.RISK, folder)
        yield len(outcome.sources), seconds


def documents(kind: str) -> Callable[[Sequence[int], Path], Iterator[Point]]:
    """Reading a document of so many words and making its final copy, with an edit every 250 words."""

    def points(sizes: Sequence[int], _: Path) -> Iterator[Point]:
        import documents as bench

        for size in sizes:
            yield size, least(bench.works(kind, bench.FORMATS[kind](size))["final"])

    return points


def vaults(sizes: Sequence[int], folder: Path) -> Iterator[Point]:
    """Opening a vault of so many records and listing it, after the derivation of the key."""
    from bronwacht.vault.importing import import_export
    from bronwacht.vault.keys import new_editor
    from bronwacht.vault.memory import Memory
    from bronwacht.vault.vault import create, open_vault

    import vault as bench

    for size in sizes:
        here = folder / str(size)
        here.mkdir()
        founder, second, memory = new_editor("Editor 0"), new_editor("Editor 1"), Memory(here / "memory")
        bench.make_export(here / "export", founder, size)
        confirmed = [second.card.confirm(second.card.fingerprint.words)]
        made = create(here / "bench.vault", "Bench", founder, confirmed, memory=memory)
        import_export(made, here / "export")
        yield size, least(lambda: open_vault(here / "bench.vault", founder, memory=memory).list())  # noqa: B023


def archives(sizes: Sequence[int], folder: Path) -> Iterator[Point]:
    """A batch scan of so many documents of mixed formats, by two workers."""
    import archive as bench

    for size in sizes:
        drafts = bench.make(folder / f"in-{size}", size)
        before = children_seconds()
        bench.run(bench.command(drafts, folder / f"out-{size}", "scan", "--workers", "2"))
        yield size, children_seconds() - before


MEASURES = (
    Measure("scan", "scan: words a draft", "words", (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000), scanning),
    Measure("risk", "risk: sources a draft", "sources", (1, 3, 6, 12, 24, 40), sourcing, barred=False),
    Measure("docx", "docx: words a document", "words", (1_000, 3_000, 10_000, 30_000, 100_000), documents("docx")),
    Measure("html", "html: words a document", "words", (1_000, 3_000, 10_000, 30_000, 100_000), documents("html")),
    Measure("vault", "vault list: records", "records", (10, 30, 100, 300, 1_000, 3_000, 10_000), vaults),
    Measure("archive", "batch scan: documents", "documents", (10, 30, 100, 500, 2_000), archives, full=(20_000,)),
)


@dataclass(frozen=True)
class Fit:
    """A power law by least squares on the logarithms: exponent, half its 95 % interval, seconds at size 1."""

    exponent: float
    half: float
    factor: float


def fitted(points: Sequence[Point]) -> Fit:
    """The law through the points; the half interval is infinite for two of them."""
    x, y = np.log([size for size, _ in points]), np.log([seconds for _, seconds in points])
    found = stats.linregress(x, y)
    half = float(stats.t.ppf(0.975, len(x) - 2) * found.stderr) if len(x) > 2 else float("inf")
    return Fit(float(found.slope), half, float(np.exp(found.intercept)))


def last_exponent(points: Sequence[Point]) -> float:
    """The exponent between the two largest sizes, where what is fixed weighs least."""
    (small, short), (large, long) = points[-2:]
    return float(np.log(long / short) / np.log(large / small))


def measured(measure: Measure, sizes: Sequence[int], bars: Bars) -> Panel:
    """Measure, print the points and the exponents, and what to draw of it."""
    with tempfile.TemporaryDirectory() as folder:
        points = list(measure.points(sizes, Path(folder)))
    law, last = fitted(points), last_exponent(points)
    print(f"\n{measure.title}")
    table(
        (measure.unit, "seconds", "ms each"),
        [(f"{size:,.0f}", f"{seconds:.4f}", f"{1e3 * seconds / size:.3f}") for size, seconds in points],
    )
    print(f"exponent {law.exponent:.2f} ± {law.half:.2f}; between the two largest {last:.2f}")
    if measure.barred:
        bars.most(f"{measure.title}, exponent", law.exponent, BAR)
    said = f"exponent {law.exponent:.2f} ± {law.half:.2f}"
    return Panel(measure.title, said, measure.unit, tuple(points), law.exponent, law.factor)


def main() -> int:
    """Measure all or some, and draw them; exit code 1 where an exponent is beyond the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(m.name for m in MEASURES))
    parser.add_argument("--full", action="store_true", help="the largest sizes as well")
    parser.add_argument("--quick", action="store_true", help="without the largest sizes")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the figures there")
    options = parser.parse_args()
    if unknown := set(options.measures) - {measure.name for measure in MEASURES}:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    print(machine(), versions("numpy", "scipy", "lxml"), sep="\n")
    bars, panels = Bars(), []
    for measure in MEASURES:
        if not options.measures or measure.name in options.measures:
            sizes = (*measure.sizes, *measure.full) if options.full else measure.sizes
            most = sizes[-1] / QUICK if options.quick else sizes[-1]
            panels.append(measured(measure, [size for size in sizes if size <= max(most, sizes[2])], bars))
    if options.svg:
        options.svg.write_text(svg(panels), encoding="utf-8")
    return int(bars.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
