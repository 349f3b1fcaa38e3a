"""What changes in what is found when a draft says the same in another dress: ``python bench/metamorphic.py [DRAFTS]``.

On the corpus' test split: names, towns and ages become others of their kind, quotation marks change their shape, lines
are broken, spaces become hard ones, a line is set in capitals. For each, the share of the details that are found as
before: the same stretch for what does not touch the words, and for swaps a stretch that covers at least half.
"""

from __future__ import annotations

import random
import re
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace

from augment import swapped
from bronwacht.redact.detect import find
from bronwacht.redact.draft import Detail, Draft, Lang
from marked import Mark, Marked, corpus

DRAFTS = 40
WIDTH = 88
_TYPOGRAPHIC = (re.compile(r'"([^"\n]+)"'), "“\\1”")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})


def straight(text: str) -> str:
    """Typographic quotation marks made straight."""
    return text.translate(_STRAIGHT)


def typographic(text: str) -> str:
    """Straight double quotation marks made typographic."""
    return _TYPOGRAPHIC[0].sub(_TYPOGRAPHIC[1], text)


def hard_spaces(text: str) -> str:
    """A non-breaking space for every fifth space."""
    parts = text.split(" ")
    return "".join(part + ("\u00a0" if n % 5 == 4 else " ") for n, part in enumerate(parts))[:-1]


def broken(text: str) -> str:
    """Paragraphs broken into lines, as mail programs do; a break takes the place of a space."""
    return "\n".join(_wrapped(line) for line in text.split("\n"))


def _wrapped(line: str) -> str:
    folded = "\n".join(textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False))
    return folded if len(folded) == len(line) else line


SAME_LENGTH: dict[str, Callable[[str], str]] = {
    "straight quotes": straight,
    "typographic quotes": typographic,
    "hard spaces": hard_spaces,
    "broken lines": broken,
}


def kept_places(before: Sequence[Detail], after: Sequence[Detail]) -> tuple[int, int]:
    """How many of ``before`` are in ``after`` at the same place with the same type, and how many there are."""
    places = {(d.span, d.type) for d in after}
    return sum((d.span, d.type) in places for d in before), len(before)


def kept_marks(draft: Marked, before: Sequence[Detail], rng: random.Random) -> tuple[int, int]:
    """The same after names, towns and ages were swapped; half of a detail must be covered."""
    found = tuple(Mark(d.span.start, d.span.end, f"FOUND{n}", ("s1",)) for n, d in enumerate(before))
    # The corpus' own marks say which words are names; the finds ride along.
    other = swapped(replace(draft, marks=(*draft.marks, *found)), rng)
    moved = [mark for mark in other.marks if mark.type.startswith("FOUND")]
    covered = bytearray(len(other.text))
    for detail in find(Draft(other.text, Lang(other.lang))):
        covered[detail.span.start : detail.span.end] = b"\x01" * (detail.span.end - detail.span.start)
    return sum(2 * sum(covered[m.start : m.end]) >= m.end - m.start for m in moved), len(moved)


def measure(lang: Lang, count: int) -> dict[str, tuple[int, int]]:
    """For each change the details that stay, and all."""
    sums: dict[str, tuple[int, int]] = {}

    def add(name: str, kept: tuple[int, int]) -> None:
        old = sums.get(name, (0, 0))
        sums[name] = (old[0] + kept[0], old[1] + kept[1])

    rng = random.Random(1)
    for draft in list(corpus(lang.value, test=True))[:count]:
        before = find(Draft(draft.text, lang))
        for name, change in SAME_LENGTH.items():
            text = change(draft.text)
            if text != draft.text and len(text) == len(draft.text):
                add(name, kept_places(before, find(Draft(text, lang))))
        add("swapped names", kept_marks(draft, before, rng))
    return sums


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DRAFTS
    for lang in Lang:
        for name, (kept, total) in measure(lang, count).items():
            print(f"{lang}  {name:<20} {kept / total:.3f} of {total:,}")


if __name__ == "__main__":
    main()
