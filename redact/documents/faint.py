"""Words that a page shows and nobody sees: in the colour of what is behind them, or in letters too small to read.

They are the draft's text, they are searched like the rest of it and go out with the copy, where whoever selects all
finds them. Nobody who looked at the page has read them, so that commands tell where they stand. What a format knows of
looks is not all there is (a picture behind words, a style of a whole table): nothing is said where it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Protocol, runtime_checkable

from ...said import Remark, said
from ..draft import Span
from .model import Document

MIN_POINTS = 3.0
"""The size of letters under which nobody reads them; the smallest print of a newspaper has five points."""
SAME = 12
"""Of 255, in each of red, green and blue: what differs less does not differ for an eye that does not look for it."""

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
_NAMES = {"white": WHITE, "black": (0, 0, 0)}
_HEX = re.compile(r"#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


class Faint(StrEnum):
    """Why nobody sees them."""

    COLOUR = "colour"
    SIZE = "size"
    SHAPE = "shape"

    @property
    def called(self) -> Remark:
        """What a message calls it."""
        return {
            Faint.COLOUR: said("in the colour of what is behind them"),
            Faint.SIZE: said("in letters of under {points:.0f} points", points=MIN_POINTS),
            Faint.SHAPE: said("in a shape that is not shown"),
        }[self]


@runtime_checkable
class Looks(Protocol):
    """A format that knows how its text looks."""

    def faint(self, document: Document) -> Iterator[tuple[Span, Faint]]:
        """The stretches of the published text that nobody sees, in order; they may be in pieces."""


def colour_of(value: str | None) -> Colour | None:
    """A colour as files write it ("FFFFFF", "#fff", "white"); None for one that is not told so."""
    found = _HEX.fullmatch((value or "").strip())
    if found is None:
        return _NAMES.get((value or "").strip().lower())
    digits = found[1] if len(found[1]) == len("ffffff") else "".join(char * 2 for char in found[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def alike(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour are not seen on the other."""
    return all(abs(a - b) <= SAME for a, b in zip(one, other, strict=True))


def joined(text: str, found: Iterable[tuple[Span, Faint]]) -> tuple[tuple[Span, Faint], ...]:
    """Stretches for the same reason that only white space parts, as one; what is white space alone is none."""
    whole: list[tuple[Span, Faint]] = []
    for span, why in found:
        if not span.of(text).strip():
            continue
        if whole and whole[-1][1] is why and not text[whole[-1][0].end : span.start].strip():
            whole[-1] = Span(whole[-1][0].start, span.end), why
        else:
            whole.append((span, why))
    return tuple(whole)
