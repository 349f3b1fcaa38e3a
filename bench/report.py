"""Run every benchmark and write docs/benchmarks.md: ``python bench/report.py [--small] [--full] [NAME…]``.

Each is a command of its own, and what it printed stands in the page as it is, under the command. A bar is missed where
its line says so, where a table says BEYOND, or where the command ends with exit code 1; a command that fails otherwise
is told to have failed, and the page says that too. ``--small`` is for a look whether all of them work: its page goes to
build/. With names, only those are run and the others keep what they had in the page.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from machine import ROOT, machine

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "docs" / "benchmarks.md"
PLOTS = "scaling.svg"
TIMEOUT = 3_600.0
OK, MISSED = 0, 1
FAILED = "FAILED"
TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True)
class Bench:
    """A benchmark: its command, and the options of a small and of a full run."""

    name: str
    title: str
    options: str = ""
    small: str = ""
    full: str | None = None

    def argv(self, size: str, plots: Path) -> list[str]:
        """The words after ``python``."""
        chosen = {"small": self.small, "full": self.options if self.full is None else self.full}
        return [f"bench/{self.name}.py", *shlex.split(chosen.get(size, self.options).format(plots=plots))]


BENCHES = (
    Bench("quality", "Detection, beside Presidio, deduce and frog", small="--drafts 5"),
    Bench("speed", "Reading and starting, beside Presidio", small="1"),
    Bench("crowd", "The crowd, beside independence and a copula", options="--no-auc", full=""),
    Bench("vault", "The vault with many records", small="--records 100 --attachment 4"),
    Bench("sealing", "Sealing, beside age and pyrage", small="--most 1"),
    Bench("documents", "Documents, beside lxml parsing the same XML"),
    Bench("desk", "The desk: from a key press to the moved crowds", small="3"),
    Bench("start", "Starting", small="1"),
    Bench(
        "scaling",
        "How cost grows with the work",
        options="--svg {plots}",
        small="--quick --svg {plots}",
        full="--full --svg {plots}",
    ),
    Bench("overhead", "What a batch costs besides its drafts", small="--entries 5000 --tasks 200"),
    Bench("archive", "A batch over an archive", small="--documents 60", full="--documents 20000"),
)
SLOW = frozenset({"crowd"})
"""What has no small size; passed over with ``--small``."""


@dataclass(frozen=True)
class Ran:
    """What came of a benchmark: exit code (None: it took too long), all that it printed, seconds."""

    code: int | None
    said: str
    seconds: float
    broke: bool = False
    """Whether it ended in a traceback."""

    @property
    def state(self) -> str:
        """In a word."""
        # Python itself ends with 1 after a traceback, and who prints nothing has measured nothing.
        if self.code not in (OK, MISSED) or self.broke or not self.said.strip():
            return FAILED
        return "a bar is missed" if self.code == MISSED or any(map(_misses, self.said.splitlines())) else "bars met"


def _misses(line: str) -> bool:
    """Whether a line says that a bar is missed; "VALUE x (bar LIMIT)" says it by its figures."""
    figures = re.findall(r"([\d.]+)(?:x| MB| ms)? \(bar ([\d.]+)\)", line)
    return line.endswith("MISSED") or "BEYOND" in line or any(float(value) > float(bar) for value, bar in figures)


def run(argv: Sequence[str]) -> Ran:
    """One command to its end; what it says on stderr comes through, behind all that it printed."""
    begun = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, *argv], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=TIMEOUT
        )
        sys.stderr.write(done.stderr)
        return Ran(done.returncode, done.stdout, time.perf_counter() - begun, TRACEBACK in done.stderr)
    except subprocess.TimeoutExpired as late:
        said = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        return Ran(None, said, time.perf_counter() - begun)


def section(bench: Bench, argv: Sequence[str], ran: Ran, day: str) -> str:
    """The part of the page on one benchmark."""
    lines = [f"## {bench.title}", "", f"`python {shlex.join(argv)}`, {day}, {ran.seconds:.0f} s: {ran.state}.", ""]
    if ran.state == FAILED:
        lines += [f"It ended with {ran.code}; what it had printed until then:", ""]
    lines += ["```text", ran.said.strip("\n"), "```", ""]
    if bench.name == "scaling" and ran.code in (OK, MISSED):
        lines += [f"![Seconds over size, on logarithmic axes, with the fitted laws]({PLOTS})", ""]
    return "\n".join(lines)


def sections(page: str) -> dict[str, str]:
    """The parts of an earlier page, by title."""
    parts = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0]: f"## {part.rstrip()}\n" for part in parts}


def summary(parts: Sequence[str]) -> Iterator[str]:
    """What is missed, plainly."""
    missed = []
    for part in parts:
        title = part.split("\n", 1)[0].removeprefix("## ")
        lines = [line.strip() for line in part.splitlines() if _misses(line)]
        if not lines and re.search(r" s: (a bar is missed|FAILED)\.$", part, re.MULTILINE):
            lines = ["see its table"]
        missed += [f"- {title}: `{line}`" if line != "see its table" else f"- {title}: {line}" for line in lines]
    if missed:
        yield "Bars that are missed in this run, or commands that failed:"
        yield ""
        yield from missed
    else:
        yield "Every bar is met in this run."


def page(parts: Sequence[str]) -> str:
    """The whole page."""
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench` (`python bench/report.py`), nothing by hand: each table as its command printed it,",
        "with the machine and the versions above it. Each command can be run by itself. Peers read the same input in",
        "the same run; those that are no dependency live in `build/bench`, made from `bench/requirements-bench.txt`.",
        "The last was run on:",
        "",
        f"    {machine()}",
        "",
        *summary(parts),
        "",
    ]
    return "\n".join([*head, *parts]).rstrip("\n") + "\n"


def main() -> int:
    """Run and write; exit code 1 where a bar is missed, 2 where a command failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(bench.name for bench in BENCHES))
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--small", action="store_const", dest="size", const="small", help="whether everything works")
    size.add_argument("--full", action="store_const", dest="size", const="full", help="20,000 documents; hours")
    options = parser.parse_args()
    if unknown := set(options.names) - {bench.name for bench in BENCHES}:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    target = ROOT / "build" / PAGE.name if options.size == "small" else PAGE
    target.parent.mkdir(exist_ok=True)
    kept = sections(target.read_text(encoding="utf-8")) if target.exists() else {}
    day, worst = datetime.datetime.now(datetime.UTC).date().isoformat(), OK
    for bench in BENCHES:
        if bench.name not in options.names if options.names else options.size == "small" and bench.name in SLOW:
            continue
        argv = bench.argv(options.size, (target.parent / PLOTS).relative_to(ROOT))
        print(f"python {shlex.join(argv)}", flush=True)
        ran = run(argv)
        print(f"{ran.said.rstrip()}\n{ran.seconds:.0f} s: {ran.state}\n", flush=True)
        kept[bench.title] = section(bench, argv, ran, day)
        worst = max(worst, {FAILED: 2, "bars met": OK}.get(ran.state, MISSED))
        parts = [kept[each.title] for each in BENCHES if each.title in kept]
        target.write_text(page(parts), encoding="utf-8")
    return worst


if __name__ == "__main__":
    sys.exit(main())
