from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from bronwacht.redact.draft import Lang
from bronwacht.redact.people.assign import assign
from bronwacht.redact.people.clues import read_clues
from bronwacht.redact.people.homes import homes
from bronwacht.redact.people.scene import look
from bronwacht.redact.people.weights import Floats, Weights

Mark = Callable[..., Any]


def same(text: str, one: str, other: str, lang: Lang = Lang.EN) -> bool:
    """Whether two words of a text stand in one stretch."""
    home = homes(look(text, lang, ()))
    return home(text.index(one)) == home(text.index(other))


def test_a_paragraph_is_one_stretch_and_the_next_another() -> None:
    text = "She nursed.\nShe sang.\n\nHe drove."
    assert same(text, "nursed", "sang")
    assert not same(text, "sang", "drove")


def test_the_items_of_a_list_are_each_their_own() -> None:
    text = "Three spoke.\n\n- A nurse.\n- A driver.\n- A cook."
    assert not same(text, "nurse", "driver")


def test_the_items_of_a_block_of_notes_are_one() -> None:
    text = "Notes, not for the system\n\n- A nurse.\n- Has a boat.\n- Since 2019.\n\n- A driver.\n- From Hull."
    assert same(text, "nurse", "2019")
    assert not same(text, "nurse", "Hull")


def test_all_that_one_speaker_answers_is_one() -> None:
    text = "MT: Where?\nHK: I was upstairs.\nMT: Alone?\nHK: With my brother.\nMT: And?\nHK: I left."
    assert same(text, "upstairs", "left")
    assert not same(text, "upstairs", "Alone")


class Even(Weights):
    """Weights to which all are as likely."""

    def __init__(self) -> None:
        """Nothing is learned."""

    def probabilities(self, signs: object, options: Sequence[object]) -> Floats:
        return np.full(len(options), 1 / len(options))


def owners_of(passage: Any, known: dict[str, int]) -> list[int]:
    """The figure of each detail, where those of ``known`` are fixed and nothing else is learned."""
    scene = look(passage.draft.text, passage.draft.lang, [detail.span for detail in passage.details])
    fixed = {passage.id_of(words): key for words, key in known.items()}
    _, owners = assign(read_clues(scene, passage.details), Even(), fixed)
    return [owner.figures[0] for owner in owners]


def test_what_is_told_beside_somebody_is_theirs(mark: Mark) -> None:
    passage = mark("The [[OCCUPATION|nurse]] wept.\n\nThe [[OCCUPATION|porter]] was there in [[PLACE|Hull]].", Lang.EN)
    assert owners_of(passage, {"nurse": 0, "porter": 1}) == [0, 1, 1]


def test_where_as_much_is_told_of_two_it_is_neithers(mark: Mark) -> None:
    passage = mark("The [[OCCUPATION|nurse]] and the [[OCCUPATION|porter]] were in [[PLACE|Hull]].", Lang.EN)
    assert owners_of(passage, {"nurse": 0, "porter": 1}) == [0, 1, 0]


def test_whoever_is_first_described_in_a_stretch_is_not_yet_whom_its_heading_was_taken_for(mark: Mark) -> None:
    text = "The [[OCCUPATION|nurse]].\n\nCall on [[DATE|Monday]]\nThe [[OCCUPATION|porter]], from [[PLACE|Hull]]."
    assert owners_of(mark(text, Lang.EN), {"nurse": 0, "Monday": 1}) == [0, 1, 0, 0]


def test_a_name_may_bring_in_somebody_else(mark: Mark) -> None:
    text = "The [[OCCUPATION|nurse]].\n\nThe [[OCCUPATION|porter]] saw [[NAME|Sanne]]."
    assert owners_of(mark(text, Lang.EN), {"nurse": 0, "porter": 1}) == [0, 1, 0]
