"""What a benchmark ran on, and with which versions; and how it says whether a bar was met."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def machine() -> str:
    """One line: processor, cores, memory, kernel, Python, and how busy it was with other work."""
    about = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((line.split(": ")[1] for line in about.splitlines() if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"{' '.join(model.split())}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, {platform.system()}"
        f" {platform.release()}, Python {platform.python_version()}; load at the start {os.getloadavg()[0]:.1f}"
    )


def versions(*distributions: str) -> str:
    """``name version`` of each installed distribution, and the commit of this tree."""
    commit = _said("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD") or "unknown"
    return ", ".join([f"bronwacht {commit}", *(f"{name} {version(name)}" for name in distributions)])


def tool_version(tool: str) -> str | None:
    """What ``tool --version`` says first; None where it is not installed."""
    return _said(tool, "--version") if shutil.which(tool) else None


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    return next((line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()), "")


class Bars:
    """The bars of a benchmark, told in words that bench/report.py finds again."""

    def __init__(self) -> None:
        self.missed = 0

    def most(self, what: str, value: float, bar: float, unit: str = "") -> None:
        """Tell of a figure that may be ``bar`` at most."""
        self._tell(what, value, "at most", bar, unit, met=value <= bar)

    def least(self, what: str, value: float, bar: float, unit: str = "") -> None:
        """Tell of a figure that must be ``bar`` at least."""
        self._tell(what, value, "at least", bar, unit, met=value >= bar)

    def holds(self, what: str, *, met: bool) -> None:
        """Tell of something that must be so."""
        self.missed += not met
        print(f"bar: {what}: {'met' if met else 'MISSED'}", flush=True)

    def _tell(self, what: str, value: float, how: str, bar: float, unit: str, *, met: bool) -> None:
        self.missed += not met
        unit = f" {unit}" if unit else ""
        print(f"bar: {what}: {value:,.3g}{unit} ({how} {bar:,g}{unit}): {'met' if met else 'MISSED'}", flush=True)


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]]) -> None:
    """Print rows under a head, the first column to the left and the others to the right."""
    every = [head, *rows]
    widths = [max(len(row[at]) for row in every) for at in range(len(head))]
    for row in every:
        first, *others = (
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *others]).rstrip(), flush=True)


def resident_peak(process: int) -> float:
    """The most memory that a living process has had, in MB; 0 when it has gone."""
    try:
        about = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in about.splitlines() if line.startswith("VmHWM")), 0.0)


def children_seconds() -> float:
    """Processor seconds of all processes that were started from here and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
