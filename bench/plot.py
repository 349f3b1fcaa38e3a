"""Log-log plots as an SVG, readable on light and dark pages: what bench/scaling.py draws its figures with."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

ACROSS, WIDTH, HEIGHT = 3, 300, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 28, 46, 40
"""The margins of a panel, in pixels."""

STYLE = """
text { font: 11px system-ui, sans-serif; fill: #57606a } .title { font-size: 13px; font-weight: 600; fill: #1f2328 }
.grid { stroke: #d0d7de; stroke-width: 1 } .law { stroke: #0969da; stroke-width: 2 } .point { fill: #0969da }
.paper { fill: #fff } .one { stroke: #8c959f; stroke-width: 1; stroke-dasharray: 4 4 }
@media (prefers-color-scheme: dark) { text { fill: #9198a1 } .title { fill: #f0f6fc } .grid { stroke: #3d444d }
.law { stroke: #4493f8 } .point { fill: #4493f8 } .paper { fill: #0d1117 } .one { stroke: #656c76 } }
"""


@dataclass(frozen=True)
class Panel:
    """Points (size, seconds) and the law ``factor * size ** exponent`` through them."""

    title: str
    said: str
    unit: str
    points: tuple[tuple[float, float], ...]
    exponent: float
    factor: float


@dataclass(frozen=True)
class Scale:
    """Whole decades from ``low`` to ``high``, as powers of ten, onto pixels from ``start`` to ``end``."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], start: float, end: float) -> Scale:
        """The decades that hold all of the values."""
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return cls(low, max(high, low + 1), start, end)

    def at(self, value: float) -> float:
        """The pixel of a value."""
        return self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def decades(self) -> list[float]:
        """The values with a line of the grid."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def svg(panels: Sequence[Panel]) -> str:
    """All panels, in rows; a dashed line is cost in proportion through the largest point."""
    rows = math.ceil(len(panels) / ACROSS)
    width, height = min(len(panels), ACROSS) * WIDTH, rows * HEIGHT
    body = "\n".join(
        f'<g transform="translate({at % ACROSS * WIDTH} {at // ACROSS * HEIGHT})">\n{chr(10).join(_drawn(panel))}\n</g>'
        for at, panel in enumerate(panels)
    )
    told = escape("; ".join(f"{panel.title}: {panel.said}" for panel in panels), quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="{told}">\n<style>{STYLE}</style>\n'
        f'<rect class="paper" width="{width}" height="{height}"/>\n{body}\n</svg>\n'
    )


def _drawn(panel: Panel) -> Iterator[str]:
    across = Scale.over([size for size, _ in panel.points], LEFT, WIDTH - RIGHT)
    up = Scale.over([seconds for _, seconds in panel.points], HEIGHT - BOTTOM, TOP)
    yield f'<text class="title" x="{LEFT}" y="18">{escape(panel.title)}</text>'
    yield f'<text x="{LEFT}" y="34">{escape(panel.said)}</text>'
    for value in across.decades():
        yield _line("grid", (across.at(value), up.start), (across.at(value), up.end))
        yield _text(across.at(value), up.start + 15, f"{value:,g}", "middle")
    for value in up.decades():
        yield _line("grid", (across.start, up.at(value)), (across.end, up.at(value)))
        yield _text(across.start - 6, up.at(value) + 4, f"{value:g} s", "end")
    yield _text((across.start + across.end) / 2, HEIGHT - 8, escape(panel.unit), "middle")
    (least, _), (most, longest) = panel.points[0], panel.points[-1]
    reach = [max(least, most * 10**up.low / longest), most]
    yield _line("one", *((across.at(x), up.at(longest * x / most)) for x in reach))
    laws = [(x, panel.factor * x**panel.exponent) for x in (least, most)]
    yield _line("law", *((across.at(x), up.at(y)) for x, y in laws))
    for size, seconds in panel.points:
        yield f'<circle class="point" cx="{across.at(size):.1f}" cy="{up.at(seconds):.1f}" r="3.5"/>'


def _line(kind: str, start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<line class="{kind}" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
