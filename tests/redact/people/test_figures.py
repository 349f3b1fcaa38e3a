"""Which figures a detail is held against: all of a draft's, of a book's those spoken of last and its namesakes."""

from __future__ import annotations

from itertools import combinations_with_replacement

from bronwacht.redact.draft import Detail, DetailType, Lang, Span
from bronwacht.redact.people.clues import Clue, read_clues
from bronwacht.redact.people.figures import NEAR, Cast
from bronwacht.redact.people.scene import look
from bronwacht.redact.people.words import alike, best_match
from hypothesis import given
from hypothesis import strategies as st

PAIRS = combinations_with_replacement("abcdefghijklmnopqrstuvwxyz", 2)
NAMES = [f"{one.upper()}{other}rin {other.upper()}{one}stra" for one, other in PAIRS]


def clues(names: list[str]) -> list[Clue]:
    """A clue for each name, a sentence each."""
    text = "".join(f"{name} said so.\n\n" for name in names)
    spans, at = [], 0
    for name in names:
        spans.append(Span(text.index(name, at), text.index(name, at) + len(name)))
        at = spans[-1].end
    details = [Detail(f"d{n}", span, DetailType.NAME, 1.0, {}) for n, span in enumerate(spans, 1)]
    return read_clues(look(text, Lang.EN, spans), details)


def cast_of(count: int) -> Cast:
    cast = Cast()
    for index, clue in enumerate(clues(NAMES[:count])):
        cast.give(clue, index)
    return cast


def test_in_a_draft_of_a_few_people_all_are_near() -> None:
    assert cast_of(NEAR).near(clues([NAMES[-1]])[0]) == list(range(NEAR))


def test_of_many_those_spoken_of_last_are_near_and_whoever_was_called_so() -> None:
    cast = cast_of(NEAR + 10)
    assert cast.near(clues([NAMES[-1]])[0]) == list(range(10, NEAR + 10))
    assert cast.near(clues([NAMES[3]])[0]) == [3, *range(10, NEAR + 10)]


def test_whoever_is_spoken_of_again_is_near_again() -> None:
    cast = cast_of(NEAR + 10)
    cast.give(clues([NAMES[3]])[0], 3)
    assert cast.near(clues([NAMES[-1]])[0]) == [3, *range(11, NEAR + 10)]


STEMS = st.sets(st.text("ab", min_size=1, max_size=8), max_size=4)


@given(STEMS, STEMS)
def test_the_closest_stems_of_two_sets_are_those_of_all_pairs(some: set[str], others: set[str]) -> None:
    assert best_match(some, others) == max((alike(one, other) for one in some for other in others), default=0.0)
