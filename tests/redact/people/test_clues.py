"""What a detail and its sentence say about whose it is."""

from __future__ import annotations

from collections.abc import Callable

from bronwacht.redact.draft import Detail, DetailType, Lang, Span
from bronwacht.redact.people.clues import Clue, read_clues
from bronwacht.redact.people.scene import look

Growth = Callable[[Callable[[int], object], int], float]


def test_a_list_without_a_sentence_end_is_not_read_for_each_find_in_it(growth: Growth) -> None:
    def clues(size: int) -> list[Clue]:
        text = "een vrouw uit Zwolle, " * size
        details = [Detail(f"d{at}", Span(22 * at + 4, 22 * at + 9), DetailType.GENDER, 1.0) for at in range(size)]
        return read_clues(look(text, Lang.NL, [detail.span for detail in details]), details)

    assert growth(clues, 300) < 8
