"""Promises against text, in words: which were compared, which are broken, and what the rewrite does about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..analysis import Analysis
from ..promises import BrokenPromise
from .phrases import Phrases
from .words import Words


def broken(analysis: Analysis, say: Phrases, words: Words) -> tuple[tuple[str, str, str, str], ...]:
    """Every detail that goes against a promise: source, detail, what was agreed, and how it is after the rewrite."""
    return tuple(
        (
            found.source,
            say.detail(found.detail),
            words(f"promised.{found.finest.value}"),
            _after(found, words),
        )
        for found in analysis.promises
    )


def _after(found: BrokenPromise, words: Words) -> str:
    """What becomes of a promise after the rewrite, and what is in the way of it."""
    if found.mended:
        return words("promises.mended")
    if found.hindrance is None:
        return words("promises.not_mended")
    return words("promises.not_mended_because", why=words(f"hindrance.{found.hindrance.value}"))


def scope(analysis: Analysis, names: Mapping[str, str], say: Phrases, words: Words) -> Iterator[str]:
    """What was compared and what was not, a sentence each; ``names`` are the sources by person id."""
    if not analysis.promised:
        yield words("promises.not_done")
        return
    promised_to = [promise.codename for promise in analysis.promised]
    found = [name for name in promised_to if name in names.values()]
    if found:
        yield words("promises.compared", names=say.several(found))
    for key, others in (
        ("promises.unknown", [name for name in names.values() if name not in promised_to]),
        ("promises.absent", [name for name in promised_to if name not in names.values()]),
    ):
        if others:
            yield words(key, names=say.several(others))
    if found and not analysis.promises:
        yield words("promises.none")
