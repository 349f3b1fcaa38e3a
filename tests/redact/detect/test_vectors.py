from __future__ import annotations

from collections.abc import Callable

import numpy as np
from bronwacht.redact.detect.vectors import Vectors, vectors

Growth = Callable[[Callable[[int], object], int], float]


def likeness(one: str, other: str) -> float:
    a, b = vectors().of([one, other])
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_words_of_like_meaning_lie_together_across_languages() -> None:
    assert likeness("verpleegkundige", "nurse") > likeness("verpleegkundige", "bicycle") + 0.3
    assert likeness("zwanger", "pregnant") > likeness("zwanger", "tractor") + 0.3


def test_a_compound_is_read_by_its_last_part() -> None:
    assert vectors().row("zeewierverpleegkundige") == vectors().row("verpleegkundige")


def table(*words: str) -> Vectors:
    return Vectors(words, np.eye(len(words), dtype=np.int8), np.ones(len(words), np.float32))


def test_fallbacks() -> None:
    known = table("huis", "meester", "baker", "scholar")
    assert known.row("huizen-meester") == 1
    assert known.row("huisje") == 0
    assert known.row("bakers") == 2
    assert known.row("pauwenhuis") == 0
    assert known.row("scholarly") == 3
    assert known.row("qxqx") is None


def test_what_is_not_known_is_zero() -> None:
    found = table("huis").of(["qxqx", "huis"])
    assert found.tolist() == [[0.0], [1.0]]
    assert table("huis").of([]).shape == (0, 1)


def test_a_line_without_a_blank_is_one_long_word(growth: Growth) -> None:
    known = table("huis", "meester")
    assert known.row(f"{'x' * 100}huis") == 0
    assert known.row(f"meester{'x' * 100}") == 1
    assert growth(lambda n: vectors().row("qx" * n), 5000) < 8
