"""What a batch came to, in counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .work import Outcome

MET = "meets_threshold"
"""The verdict of a source that needs nobody's look."""


@dataclass(frozen=True)
class Summary:
    """Drafts by exit code; their words, details and sources.

    ``unmet`` is how many have a source below a threshold, ``faint`` how many have words that nobody sees.
    """

    codes: Counter[int]
    words: int
    details: int
    sources: int
    unmet: int
    faint: int

    @property
    def every(self) -> int:
        """All drafts."""
        return self.codes.total()

    @property
    def failed(self) -> int:
        """Those that were not read, or of which nothing was written."""
        return sum(count for code, count in self.codes.items() if code > 1)

    @property
    def exit_code(self) -> int:
        """The batch's: that of the gravest draft, 0 without one."""
        grave = [code for code in self.codes if code > 1]
        return max(grave) if grave else int(bool(self.codes[1]))


def summary(outcomes: Iterable[Outcome]) -> Summary:
    """Count; of a journal, without holding what is in it."""
    codes: Counter[int] = Counter()
    words = details = sources = unmet = faint = 0
    for outcome in outcomes:
        codes[outcome.code] += 1
        words, details, sources = words + outcome.words, details + outcome.details, sources + len(outcome.sources)
        unmet += any(source.verdict != MET for source in outcome.sources)
        faint += bool(outcome.faint)
    return Summary(codes, words, details, sources, unmet, faint)
