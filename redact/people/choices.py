"""What speaks for giving a detail to a figure, to a new one, or to nobody who needs protection.

The tables are compared by the trained weights; their names, not their order, are the contract with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..draft import DetailType
from .clues import Clue
from .figures import Cast, Figure
from .words import best_match

STRONG_MATCH = 0.8
"""A compound ("bestuursadviseur") and its noun ("adviseur") are the same person when "the" stands before it."""
MIN_SAME_TEXT = 3
_NUMBERS = frozenset({DetailType.CONTACT, DetailType.ADDRESS, DetailType.ID})

Table = dict[str, float]


def choices(clue: Clue, cast: Cast, near: Sequence[int]) -> list[tuple[str, Table]]:
    """One table for each figure that is ``near``, then for a new one, then for leaving the detail out; and its kind."""
    matches = [_match(clue, cast.figures[index]) for index in near]
    known = [("known", _known(clue, index, cast, match)) for index, match in zip(near, matches, strict=True)]
    return [*known, ("new", _new(clue, cast, matches)), ("out", _out(clue, cast))]


@dataclass(frozen=True, slots=True)
class _Match:
    """How well the words of a clue fit those of a figure."""

    head: float
    definite: bool
    name: bool


def _match(clue: Clue, figure: Figure) -> _Match:
    return _Match(
        best_match(clue.heads, figure.heads),
        best_match(clue.definites, figure.heads) >= STRONG_MATCH,
        clue.detail.type is DetailType.NAME and _same_name(clue, figure),
    )


def _known(clue: Clue, index: int, cast: Cast, match: _Match) -> Table:
    figure = cast.figures[index]
    latest = cast.recent[:2]
    rank = latest.index(index) if index in latest else 2
    found: dict[str, bool | float] = {
        f"rank {rank}": True,
        "after left out": cast.last_was_left_out,
        "alone": len(cast.figures) == 1,
    }
    found |= _distance(clue, figure) | _agreement(clue, figure) | _words(clue, figure, match) | _conflicts(clue, figure)
    return _table(found)


def _distance(clue: Clue, figure: Figure) -> dict[str, bool | float]:
    sentences, paragraphs = clue.sentence - figure.last.sentence, clue.paragraph - figure.last.paragraph
    return {
        "same sentence": sentences == 0,
        "next sentence": sentences == 1,
        "sentences ago": min(1.0, sentences / 12),
        f"paragraphs ago {min(paragraphs, 3)}": True,
        "in paragraph": clue.paragraph in figure.paragraphs,
        "begun in paragraph": figure.clues[0].paragraph == clue.paragraph,
    }


def _agreement(clue: Clue, figure: Figure) -> dict[str, bool | float]:
    both = clue.gender * figure.gender
    sure = bool(clue.gender_own or clue.gender_left)
    narrates = figure.first_person / len(figure.clues)
    return {
        "gender agrees": both > 0,
        "gender clashes": both < 0,
        "gender surely agrees": both > 0 and sure,
        "gender surely clashes": both < 0 and sure,
        "figure narrates": narrates,
        "narrator again": narrates * clue.first_person * (not clue.quoted),
    }


def _words(clue: Clue, figure: Figure, match: _Match) -> dict[str, bool | float]:
    head = match.head
    return {
        "noun again": head,
        "description again": head == 1.0 and clue.signs.get("describes", 0.0) > 0,
        "indefinite noun again": head * (clue.determiner == "indefinite"),
        "definite noun again": head * (clue.determiner == "definite"),
        "introduced elsewhere": clue.introduces and clue.paragraph not in figure.paragraphs,
        "text again": clue.text in figure.texts and len(clue.text) > MIN_SAME_TEXT,
        "definite noun": match.definite,
        "noun around": bool(clue.around & figure.heads),
        "speaker noun": bool(clue.speaker & figure.heads),
        "name again": match.name,
        "other name": clue.detail.type is DetailType.NAME and bool(figure.names) and not match.name,
        "nameless": not figure.names,
        "only a name": figure.types.get(DetailType.NAME) == len(figure.clues),
    }


def _conflicts(clue: Clue, figure: Figure) -> dict[str, bool | float]:
    kind, count = clue.detail.type, len(figure.clues)
    repeated = kind in figure.types
    return {
        "other age": kind is DetailType.AGE and clue.age is not None and bool(figure.ages - {clue.age}),
        f"has {kind}": repeated,
        "has number": repeated and kind in _NUMBERS,
        "has type": repeated,
        "has occupation": DetailType.OCCUPATION in figure.types,
        "one detail": count == 1,
        "two details": count == 2,
        "some details": 3 <= count < 6,
        "many details": count >= 6,
        "how many details": min(1.0, count / 20),
    }


def _new(clue: Clue, cast: Cast, matches: Sequence[_Match]) -> Table:
    current, kind = cast.current, clue.detail.type
    found: dict[str, bool | float] = {
        f"figures {min(len(cast.figures), 5)}": True,
        "after left out": cast.last_was_left_out,
        "noun known": max((match.head for match in matches), default=0.0),
        "definite known": any(match.definite for match in matches),
        "gender fits nobody": bool(clue.gender) and all(clue.gender * f.gender < 0 for f in cast.figures),
        "name known": any(match.name for match in matches),
    }
    if current:
        found |= {
            "gender clashes": clue.gender * current.gender < 0,
            "current has type": current.types[kind] > 0,
            "current one detail": len(current.clues) == 1,
            "current two details": len(current.clues) == 2,
            "current other age": kind is DetailType.AGE and bool(current.ages) and clue.age not in current.ages,
            "current in paragraph": current.last.paragraph == clue.paragraph,
            "current in sentence": current.last.sentence == clue.sentence,
        }
    return _table(found)


def _out(clue: Clue, cast: Cast) -> Table:
    current, left = cast.current, cast.left_out
    found: dict[str, bool | float] = {
        "after left out": cast.last_was_left_out,
        "no name so far": clue.last_name is None,
        "left out in paragraph": left is not None and left.paragraph == clue.paragraph,
        "left out in sentence": left is not None and left.sentence == clue.sentence,
        "no figures": current is None,
    }
    if current:
        said = current.last.detail.span.end
        found |= {
            "name since": clue.last_name is not None and clue.last_name.start > said,
            "current in sentence": current.last.sentence == clue.sentence,
            "current in paragraph": current.last.paragraph == clue.paragraph,
            "gender clashes": clue.gender * current.gender < 0,
        }
    return _table(found)


def _same_name(clue: Clue, figure: Figure) -> bool:
    """Whether a name shares a part with the figure's, or is its initial."""
    parts = [part.strip(".") for part in clue.text.split()]
    return any(part in figure.names or any(name.startswith(part) for name in figure.names) for part in parts if part)


def _table(found: dict[str, bool | float]) -> Table:
    return {"always": 1.0} | {name: float(value) for name, value in found.items() if value}
