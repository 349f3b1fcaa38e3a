"""How the words of a page look, as far as it takes to say that nobody sees them.

Of style attributes, fonts' colours and the simple rules of style sheets the nearest counts. What is behind words is
told where their own element says it; they are white on white where no style sheet and no element around them says more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...draft import Span
from ..faint import MIN_POINTS, WHITE, Faint, alike, colour_of
from . import css
from .layout import Layout
from .nesting import Nesting
from .tokens import Tag

_BEHIND, _BEHIND_TABLE = (
    re.compile(r"\bbackground", re.IGNORECASE),
    re.compile(r"\sb(?:gcolor|ackground)=", re.IGNORECASE),
)
_POINTS = re.compile(r"(\d*\.?\d+)(px|pt|)")
_PIXEL = 0.75
"""Points (CSS Values 4, 6.2)."""
_TRANSPARENT = re.compile(r"transparent|rgba\([^()]*,\s*0*\.?0+%?\s*\)", re.IGNORECASE)


@dataclass(frozen=True)
class _Range:
    """Tokens ``start`` to ``end``, and what is said of how they look."""

    start: int
    end: int
    looks: dict[str, str]


def faint(layout: Layout) -> Iterator[tuple[Span, Faint]]:
    """The words that nobody sees."""
    ranges = list(_ranges(layout))
    bare = not _BEHIND.search("".join(layout.meanings.sheets)) and not _BEHIND_TABLE.search(layout.tokens.source)
    if not any(_may_be_faint(each.looks, bare=bare) for each in ranges):
        return
    pieces = list(layout.flow.pieces())
    known = {owner: _why(around, bare=bare) for owner, around in _around({p.owner for p in pieces}, ranges) if around}
    for piece in pieces:
        why = known.get(piece.owner)
        if why is not None:
            yield Span(piece.start, piece.end), why


def _around(owners: Iterable[int], ranges: Sequence[_Range]) -> Iterator[tuple[int, list[_Range]]]:
    """The elements around each of some tokens, from the outermost."""
    around, ahead = list[_Range](), 0
    for owner in sorted(owners):
        while ahead < len(ranges) and ranges[ahead].start < owner:
            around.append(ranges[ahead])
            ahead += 1
        around = [each for each in around if each.end > owner]
        yield owner, around


def _ranges(layout: Layout) -> Iterator[_Range]:
    """The elements of which something is said, in order."""
    rules = _Rules(layout.meanings.sheets)
    telling = {token: _looks_of(layout.meanings.tag(token), rules) for token in layout.tokens.distinct}
    nesting = Nesting(layout.tokens, layout.meanings.tag)
    for at in layout.tokens.being(token for token, looks in telling.items() if looks):
        end = nesting.quick_end_of(at)
        if end:
            yield _Range(at, end, telling[layout.tokens[at]])


class _Rules:
    """What style sheets say of looks, by a class or an element's name that each rule asks for: a page has thousands."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._by_key: dict[str, list[tuple[int, css.Hiding, dict[str, str]]]] = {}
        for number, (meant, body) in enumerate(css.simple(sheets)):
            if looks := css.looks(body):
                key = f".{min(meant.classes)}" if meant.classes else meant.name
                self._by_key.setdefault(key, []).append((number, meant, looks))

    def of(self, name: str, classes: list[str]) -> dict[str, str]:
        """What they say of an element, later rules over earlier ones."""
        keys = dict.fromkeys((name, *(f".{each}" for each in classes)))
        found: dict[str, str] = {}
        hits = [rule for key in keys for rule in self._by_key.get(key, ()) if rule[1].hits(name, classes)]
        for _, _, looks in sorted(hits, key=lambda rule: rule[0]):
            found |= looks
        return found


def _looks_of(tag: Tag | None, rules: _Rules) -> dict[str, str]:
    if tag is None or tag.closing:
        return {}
    classes = (tag.get("class") or "").lower().split()
    found = rules.of(tag.name, classes)
    if tag.name == "font" and tag.get("color"):
        found["color"] = tag.get("color") or ""
    return found | css.looks(tag.get("style") or "")


def _may_be_faint(looks: dict[str, str], *, bare: bool) -> bool:
    return _why([_Range(0, 0, looks)], bare=bare) is not None


def _why(around: list[_Range], *, bare: bool) -> Faint | None:
    """Why nobody sees what stands in these elements, the last of them the nearest."""
    size = _POINTS.fullmatch(_nearest(around, "font-size"))
    if size and float(size[1]) * (_PIXEL if size[2] == "px" else 1) < MIN_POINTS:
        return Faint.SIZE
    ink = _nearest(around, "color")
    if _TRANSPARENT.fullmatch(ink):
        return Faint.COLOUR
    letters = colour_of(ink)
    own = next((each for each in reversed(around) if "color" in each.looks), None)
    behind = colour_of(own.looks["background-color"]) if own and "background-color" in own.looks else None
    over = [each for each in around if own and each.start > own.start and "background-color" in each.looks]
    if letters is None or over:
        return None
    if bare and not any("background-color" in each.looks for each in around):
        behind = WHITE
    return Faint.COLOUR if behind is not None and alike(letters, behind) else None


def _nearest(around: list[_Range], name: str) -> str:
    return next((each.looks[name] for each in reversed(around) if name in each.looks), "")
