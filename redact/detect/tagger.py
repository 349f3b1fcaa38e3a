"""The trained tagger: a linear-chain CRF read by its marginals.

Reading marginals rather than the best path lets the threshold say how much is found: the best path of a model trained
on few drafts leaves out what it is half sure of.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pycrfsuite

from ..draft import DetailType, Lang, Span
from .features import sequences
from .match import Match

DATA = Path(__file__).parent / "data"
THRESHOLD = 0.35
"""The probability from which a token is part of a detail."""

KEEP_THRESHOLD = 0.5
"""The probability from which a token is taken for a public name."""

SPLIT = 0.5
"""The share of the probability of a type that must be on its beginning for a new detail to begin there."""


@lru_cache(maxsize=len(Lang))
def _model(lang: Lang) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(DATA / f"details-{lang}.crfsuite"))
    return tagger


def tag(text: str, lang: Lang) -> tuple[tuple[Match, ...], tuple[Span, ...]]:
    """The details that the model sees in ``text``, and what it takes for public names."""
    model = _model(lang)
    known = frozenset(model.labels())
    details, kept = [], []
    for tokens, rows in sequences(text, lang):
        model.set(rows)
        begin = [_marginals(model, known, "B", i) for i in range(len(tokens))]
        inside = [_marginals(model, known, "I", i) for i in range(len(tokens))]
        details += _details(tokens, begin, inside)
        kept += _kept(tokens, known, model)
    return tuple(details), tuple(kept)


def _marginals(model: pycrfsuite.Tagger, known: frozenset[str], prefix: str, at: int) -> dict[DetailType, float]:
    return {t: model.marginal(f"{prefix}-{t}", at) for t in DetailType if f"{prefix}-{t}" in known}


def _details(
    tokens: Sequence[Span], begin: Sequence[dict[DetailType, float]], inside: Sequence[dict[DetailType, float]]
) -> list[Match]:
    found: list[Match] = []
    last: tuple[int, DetailType] | None = None
    for i, token in enumerate(tokens):
        sums = {t: begin[i].get(t, 0.0) + inside[i].get(t, 0.0) for t in DetailType}
        total = sum(sums.values())
        if total < THRESHOLD:
            last = None
            continue
        best = max(sums, key=lambda t: sums[t])
        if last and last[1] is best and begin[i].get(best, 0.0) < SPLIT * sums[best]:
            span = Span(found[-1].span.start, token.end)
            found[-1] = Match(span, best, max(found[-1].score, total), "tagger")
        else:
            found.append(Match(token, best, total, "tagger"))
        last = (i, best)
    return found


def _kept(tokens: Sequence[Span], known: frozenset[str], model: pycrfsuite.Tagger) -> list[Span]:
    if "B-KEEP" not in known:
        return []
    labels = [label for label in ("B-KEEP", "I-KEEP") if label in known]
    return [t for i, t in enumerate(tokens) if sum(model.marginal(x, i) for x in labels) >= KEEP_THRESHOLD]
