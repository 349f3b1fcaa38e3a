from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Span, Value

_MARK = re.compile(r"\[\[([A-Z]+)\|([^\]]+)\]\]")


@dataclass(frozen=True)
class Passage:
    """A draft with the details marked in it."""

    draft: Draft
    details: tuple[Detail, ...]

    def id_of(self, words: str, nth: int = 0) -> str:
        found = [d.id for d in self.details if d.span.of(self.draft.text) == words]
        return found[nth]


Marker = Callable[..., Passage]


def mark(text: str, lang: Lang = Lang.NL, values: dict[str, Value] | None = None, **about: object) -> Passage:
    """Read ``[[TYPE|words]]`` marks; ``values`` gives the value of the detail with those words."""
    plain, details, last = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[last : found.start()]
        span = Span(len(plain), len(plain) + len(found[2]))
        value = (values or {}).get(found[2], {})
        details.append(Detail(f"d{len(details) + 1}", span, DetailType(found[1]), 0.9, value))
        plain += found[2]
        last = found.end()
    return Passage(Draft(plain + text[last:], lang, **about), tuple(details))  # type: ignore[arg-type]


@pytest.fixture(name="mark")
def _mark() -> Marker:
    return mark


Growth = Callable[[Callable[[int], object], int], float]


@pytest.fixture
def growth() -> Growth:
    """How many times as long four times as much takes: four where all is read once, sixteen where each meets each."""

    def of(work: Callable[[int], object], size: int) -> float:
        def spent(size: int) -> float:
            started = time.process_time()
            work(size)
            return time.process_time() - started

        spent(size)  # what is made once
        # No size comes twice: what was read is remembered.
        small, large = (min(spent(at + more) for more in (1, 2, 3)) for at in (size, 4 * size))
        return large / small

    return of
