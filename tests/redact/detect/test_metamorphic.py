"""The same draft in another dress, on the corpus' own test split; ``bench/metamorphic.py`` measures all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.draft import Lang

BARS = {
    "typographic quotes": 0.99,
    "straight quotes": 0.97,
    "hard spaces": 1.0,
    "broken lines": 0.95,
    "swapped names": 0.95,
}
DRAFTS = 12


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3] / "bench"))
    import metamorphic

    return metamorphic


@pytest.mark.parametrize("lang", list(Lang))
def test_what_is_found_does_not_hang_on_the_dress(measured: Any, lang: Lang) -> None:
    shares = {name: kept / total for name, (kept, total) in measured.measure(lang, DRAFTS).items()}
    assert set(shares) == set(BARS)
    short = {name: share for name, share in shares.items() if share < BARS[name]}
    assert not short


def test_broken_lines_are_broken_between_words(measured: Any) -> None:
    text = "word " * 60
    assert measured.broken(text.strip()).count("\n") >= 3
    assert measured.broken(text.strip()).replace("\n", " ") == text.strip()
