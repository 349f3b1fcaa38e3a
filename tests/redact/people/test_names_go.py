"""A name that detection has judged to go is never left out as a public person's: it would be printed."""

import pytest
from bronwacht.redact.draft import DIRECT_TYPES, Detail, DetailType, Lang, Span
from bronwacht.redact.people.assign import assign
from bronwacht.redact.people.clues import Clue, read_clues
from bronwacht.redact.people.scene import look
from bronwacht.redact.people.weights import load

TEXT = "Wethouder Denise Marsman ontkent het. Marsman kent hem niet, zegt zij. Iedereen op de vloer noemt hem Jochem."


def _clues(kind: DetailType, evidence: str) -> list[Clue]:
    details = [
        Detail(id, Span(TEXT.index(words), TEXT.index(words) + len(words)), type_, 0.9, evidence=(rule,))
        for id, words, type_, rule in (
            ("d1", "niet", DetailType.DATE, "tagger"),
            ("d2", "Jochem", kind, evidence),
        )
    ]
    return read_clues(look(TEXT, Lang.NL, [detail.span for detail in details], ()), details)


@pytest.mark.parametrize("kind", list(DetailType))
def test_what_points_at_somebody_follows_nobody_public(kind: DetailType) -> None:
    _, owners = assign(_clues(kind, "name.called"), load(), {"d1": None}, {"d2": "d1"})
    assert not owners[0].figures
    assert bool(owners[1].figures) is (kind in DIRECT_TYPES)


def test_a_title_that_looks_like_a_name_is_still_left_out() -> None:
    _, owners = assign(_clues(DetailType.NAME, "tagger"), load(), {"d1": None}, {"d2": "d1"})
    assert not owners[1].figures
