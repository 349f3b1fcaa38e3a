"""The benchmarks' own tools: what counts as missed, what a law through points is, what is drawn and written."""

from __future__ import annotations

import importlib
import math
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import a module of bench/, as its commands do, and forget it and what it brought along."""
    before = dict(sys.modules)
    monkeypatch.syspath_prepend(str(BENCH))
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.setenv(name, "1")  # the modules set them, and this takes it back

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield load
    for name in set(sys.modules) - set(before):
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(BENCH)):
            del sys.modules[name]


def test_every_benchmark_is_a_command(bench: Any) -> None:
    for each in bench("report").BENCHES:
        assert (BENCH / f"{each.name}.py").is_file(), each.name


@pytest.mark.parametrize(
    ("line", "missed"),
    [
        ("bar: two workers over one: 1.2 x (at least 1.7 x): MISSED", True),
        ("bar: two workers over one: 1.8 x (at least 1.7 x): met", False),
        ("import, for 300 records   3.764     0.744     1.000 BEYOND", True),
        ("docx: text out and edits in 1.79x (bar 1.5); peak 165 MB (bar 500)", True),
        ("docx: text out and edits in 1.19x (bar 1.5); peak 165 MB (bar 500)", False),
        ("docx: text out and edits in 1.19x (bar 1.5); peak 565 MB (bar 500)", True),
    ],
)
def test_a_missed_bar_is_seen(bench: Any, line: str, missed: bool) -> None:
    report = bench("report")
    assert report._misses(line) is missed
    assert report.Ran(0, line, 1.0).state == ("a bar is missed" if missed else "bars met")


def test_the_page_says_what_is_missed_and_what_failed(bench: Any) -> None:
    report = bench("report")
    good, bad, broken = report.BENCHES[:3]
    parts = [
        report.section(good, ["bench/x.py"], report.Ran(0, "all well", 1.0), "2026-01-01"),
        report.section(bad, ["bench/y.py"], report.Ran(1, "bar: z: 2 (at most 1): MISSED", 1.0), "2026-01-01"),
        report.section(broken, ["bench/z.py"], report.Ran(70, "half of a", 1.0), "2026-01-01"),
    ]
    page = report.page(parts)
    head = page.split("## ")[0]
    assert f"- {bad.title}: `bar: z: 2 (at most 1): MISSED`" in head
    assert f"- {broken.title}: see its table" in head
    assert good.title not in head
    assert report.sections(page).keys() == {good.title, bad.title, broken.title}
    assert "Every bar is met" in report.page(parts[:1])


def test_the_law_through_points_is_found(bench: Any) -> None:
    scaling = bench("scaling")
    points = [(size, 3e-4 * size**1.25) for size in (10.0, 100.0, 1000.0, 10000.0)]
    law = scaling.fitted(points)
    assert law.exponent == pytest.approx(1.25)
    assert law.half < 1e-6
    assert law.factor == pytest.approx(3e-4)
    assert scaling.last_exponent(points) == pytest.approx(1.25)
    assert math.isinf(scaling.fitted(points[:2]).half)
    assert scaling.last_exponent([*points[:3], (10000.0, points[2][1] * 100)]) == pytest.approx(2.0)


def test_the_plot_is_drawn_within_its_frame(bench: Any) -> None:
    plot = bench("plot")
    points = ((1.0, 0.5), (10.0, 0.6), (40.0, 20.0))
    drawn = ET.fromstring(plot.svg([plot.Panel("a < b", "exponent 1.00", "words", points, 1.0, 0.5)] * 4))
    assert drawn.attrib["viewBox"] == "0 0 900 480"
    assert "a < b" in drawn.attrib["aria-label"]
    spots = [
        (float(each.attrib["cx"]), float(each.attrib["cy"])) for each in drawn.iter() if each.tag.endswith("circle")
    ]
    assert len(spots) == 12
    assert all(plot.LEFT <= x <= plot.WIDTH - plot.RIGHT and plot.TOP <= y <= plot.HEIGHT for x, y in spots)


def test_an_archive_is_the_same_every_time_and_can_be_read(bench: Any, tmp_path: Path) -> None:
    archive = bench("archive")
    from bronwacht.redact.documents import read_document

    made = [archive.make(tmp_path / name, 12) for name in ("one", "other")]
    texts = [
        {path.relative_to(folder): read_document(path).published_text for path in folder.rglob("*.*")}
        for folder in made
    ]
    assert texts[0] == texts[1]
    assert {path.suffix[1:] for path in texts[0]} == set(archive.FORMATS)
    assert all(len(text.split()) >= archive.WORDS for text in texts[0].values())
