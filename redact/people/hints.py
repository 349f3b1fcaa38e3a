"""What the story file knows of a draft's people, as it bears on the details.

Words by which a source is called bind the details they hold to that source; where they hold none, the words join the
details for the time of the reading. Details inside a public name belong to somebody public.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..draft import Detail, DetailType, Span
from ..story import Story
from ..unseen import UNSEEN

_TYPE = DetailType.GENDER
"""Words of the story file join the details under this type: they stand for a person, and say little else."""


@dataclass
class Hints:
    """``added`` are the words that hold no detail; ``fixed`` maps a detail's id to its source's index, or to None."""

    added: list[Detail] = field(default_factory=list)
    fixed: dict[str, int | None] = field(default_factory=dict)


def read_hints(text: str, details: Sequence[Detail], story: Story) -> Hints:
    """The hints of ``story`` for ``details``; where both claim a detail, a source goes before a public name."""
    hints = Hints()
    for index, source in enumerate(story.sources):
        for span in (span for phrase in source.called for span in occurrences(text, phrase)):
            held = [detail for detail in details if detail.span.overlaps(span)]
            if not held and not any(detail.span.overlaps(span) for detail in hints.added):
                held = [Detail(f"story file {len(hints.added) + 1}", span, _TYPE, 1.0)]
                hints.added += held
            for detail in held:
                hints.fixed.setdefault(detail.id, index)
    for span in (span for name in story.public_names for span in occurrences(text, name)):
        for detail in details:
            if span.contains(detail.span):
                hints.fixed.setdefault(detail.id, None)
    return hints


def occurrences(text: str, phrase: str) -> list[Span]:
    """Where ``phrase`` stands in ``text`` as whole words, whatever its capitals, spaces, and what nobody sees in it."""
    words = phrase.split()
    if not words:
        return []
    within = f"{UNSEEN}*" if re.search(UNSEEN, text) else ""
    pattern = r"(?<!\w)" + r"\s+".join(within.join(map(re.escape, word)) for word in words) + r"(?!\w)"
    return [Span(m.start(), m.end()) for m in re.finditer(pattern, text, re.IGNORECASE)]
