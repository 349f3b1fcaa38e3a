"""What is left of a sentence after its edits and had better go: for the module that puts the edits together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..draft import Edit, Lang, Span
from .cut import Cut
from .cuts import cuts
from .half_gone import WORKS
from .lint import faults
from .parts import segments
from .phrases import is_placeholder, phrases


def left_over(
    text: str, sentence: Span, lang: Lang, edits: Sequence[Edit], stays: Callable[[Span], bool]
) -> Iterator[Cut]:
    """What can be cut from ``sentence`` besides its edits; ``stays`` tells of a stretch whether some must not go."""
    if sentence.of(text).rstrip("\"'”’)» ").endswith("?"):
        return  # a question is not told less by half of it
    found = segments(text, sentence, lang, edits)
    yield from cuts(found, lang, stays) if found else ()


def leaves_little(said: str, lang: Lang) -> bool:
    """Whether an edit that says ``said`` may leave something that had better go: it says nothing, or "someone"."""
    said = said.strip()
    return (
        not said
        or said.lower() in WORKS
        or is_placeholder(lang, said)
        or said.lower() in phrases(lang).person["indefinite"].split("|")
    )


def breakage(before: str, after: str, lang: Lang) -> list[str]:
    """The signs of a broken sentence that one paragraph has more of than another."""
    return faults(before, after, Span(0, len(before)), lang)


__all__ = ["Cut", "breakage", "leaves_little", "left_over"]
