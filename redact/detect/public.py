"""Names that stay, and names that must not: of public people and organisations, and of everybody else.

Whether a name stays is decided once for a whole draft: every place where somebody is named speaks for it or against it, as
do the offices and functions that the tagger has learned to see beside it. A name given by the story file stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..draft import DetailType, Span
from .match import Match
from .names import whole
from .tagger import NameUse

PUBLIC = 0.8
"""The share of the evidence that must be for a public name. Above a half, because a name taken out by mistake is put back
by the editor in a moment, and one left in by mistake is a source."""

_MIN_SHARED = 3
"""The fewest letters of a word by which two mentions are of one name: "de" and "J." name nobody."""


@dataclass(frozen=True)
class Verdict:
    """Where public names stand, and the others as matches."""

    kept: tuple[Span, ...]
    protected: tuple[Match, ...]


def judge(text: str, names: Sequence[NameUse], given: Sequence[str]) -> Verdict:
    """Which of ``names`` stay; ``given`` are public, wherever ``text`` has them or their surname."""
    kept = [span for name in given for span in _places(text, name)]
    left = [
        (use, share)
        for use, share in zip(names, _shares(names), strict=True)
        if not any(span.overlaps(use.span) for span in kept)
    ]
    public = [use for use, share in left if share >= PUBLIC]
    protected = [(use, share) for use, share in left if share < PUBLIC]
    guarded = {word for use, _ in protected for word in use.words}
    kept += [use.span for use in public] + _again(text, public, guarded)
    return Verdict(
        tuple(sorted(set(kept))),
        tuple(Match(whole(text, use.span), DetailType.NAME, 1 - share, "tagger.name") for use, share in protected),
    )


def _again(text: str, public: Iterable[NameUse], guarded: Collection[str]) -> list[Span]:
    """Every other place of the words of public names, where the tagger did not see that it was one."""
    words = {w for use in public for w in use.words if len(w) >= _MIN_SHARED and w[0].isupper()}
    words -= set(guarded)
    if not words:
        return []
    anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)")
    return [Span(*found.span()) for found in anywhere.finditer(text)]


def _places(text: str, name: str) -> list[Span]:
    words = name.split()
    forms = {name, words[-1]} if words and len(words[-1]) >= _MIN_SHARED else {name}
    return [
        Span(*found.span())
        for form in forms
        if form.strip()
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    ]


def _shares(names: Sequence[NameUse]) -> list[float]:
    """For each mention, the share of the evidence for a public name over all mentions that share a word with it."""
    groups = _groups(names)
    public: Mapping[int, float] = _sums(groups, (use.public for use in names))
    protected: Mapping[int, float] = _sums(groups, (use.protected for use in names))
    return [public[g] / max(public[g] + protected[g], 1e-6) for g in groups]


def _groups(names: Sequence[NameUse]) -> list[int]:
    """A number for each mention, the same for mentions joined by their words."""
    of_word: dict[str, int] = {}
    joined = list(range(len(names)))

    def root(at: int) -> int:
        while joined[at] != at:
            at = joined[at]
        return at

    for at, use in enumerate(names):
        for word in use.words:
            if len(word) >= _MIN_SHARED and word[0].isupper():
                joined[root(at)] = root(of_word.setdefault(word, at))
    return [root(at) for at in range(len(names))]


def _sums(groups: Sequence[int], values: Iterable[float]) -> Mapping[int, float]:
    sums: dict[int, float] = defaultdict(float)
    for group, value in zip(groups, values, strict=True):
        sums[group] += value
    return sums
