"""What stands around a find, as numbers."""

from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.merge import Found
from bronwacht.redact.detect.surroundings import COLUMNS, Surroundings
from bronwacht.redact.detect.tagger import TAGGER, Tagged, tag
from bronwacht.redact.draft import DetailType, Lang, Span

TEXT = (
    "Alderman Denis Marsh lives in Kelby.\n\n"
    "A nurse of 31 says “he waited by the lift”. She is the only nurse on nights, says the nurse."
)


@pytest.fixture(scope="module")
def tagged() -> Tagged:
    return tag(TEXT, Lang.EN)


def found(words: str, kind: DetailType, score: float = 0.5, by: tuple[str, ...] = (TAGGER,), after: str = "") -> Found:
    start = TEXT.index(words, TEXT.index(after))
    return Found(Match(Span(start, start + len(words)), kind, score, by[0]), by)


def around(finds: list[Found], tagged: Tagged, *kept: str) -> list[dict[str, float]]:
    spans = [Span(TEXT.index(name), TEXT.index(name) + len(name)) for name in kept]
    rows = Surroundings(TEXT, Lang.EN, finds, tagged, spans).rows(range(len(finds)))
    assert rows.shape == (len(finds), len(COLUMNS))
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows.tolist()]


FINDS = [
    found("Kelby", DetailType.PLACE, 0.3),
    found("nurse", DetailType.OCCUPATION, 0.6),
    found("31", DetailType.AGE, 0.97, (TAGGER, "ages.of")),
    found("he waited by the lift", DetailType.QUOTE, 0.8),
    found("nurse", DetailType.OCCUPATION, 0.9, ("occupations.bare",), "says the"),
]


def test_what_a_find_is_by_itself(tagged: Tagged) -> None:
    home, nurse, age, quote, last = around(FINDS, tagged)
    assert [row["type.AGE"] for row in (home, age)] == [0, 1]
    assert [row["by_tagger"] for row in (home, age, last)] == [1, 0, 0]
    assert [row["by_rule"] for row in (home, age, last)] == [0, 0, 1]
    assert [row["figure"] for row in (home, age)] == [0, 1]
    assert [row["capital"] for row in (home, nurse)] == [1, 0]
    assert [row["quoted"] for row in (nurse, quote)] == [0, 1]
    assert quote["tokens"] == 5
    assert nurse["after_function"] == 1
    assert home["score"] == pytest.approx(0.3)


def test_the_same_words_elsewhere(tagged: Tagged) -> None:
    home, nurse, *_ = around(FINDS, tagged)
    assert (home["again"], nurse["again"]) == (0, 1)
    assert nurse["again_score"] == pytest.approx(0.9)


def test_what_else_is_told_in_its_sentence_and_paragraph(tagged: Tagged) -> None:
    home, nurse, *_ = around(FINDS, tagged, "Denis Marsh")
    assert (home["sentence.finds"], home["sentence.kept"], home["paragraph.kept"]) == (0, 1, 1)
    assert (nurse["sentence.finds"], nurse["sentence.ruled"], nurse["sentence.kept"]) == (2, 1, 0)
    assert (nurse["paragraph.finds"], nurse["paragraph.ruled"], nurse["paragraph.alike"]) == (3, 2, 1)
    assert nurse["paragraph.best"] == pytest.approx(0.97)
    assert (home["paragraph.first"], nurse["paragraph.first"]) == (1, 0)


def test_its_neighbours(tagged: Tagged) -> None:
    rows = around(FINDS, tagged)
    assert rows[0]["before"] == rows[-1]["behind"] == 500
    assert rows[1]["behind"] == rows[2]["before"] == len(" of ")


def test_the_draft_is_the_same_for_all(tagged: Tagged) -> None:
    rows = around(FINDS, tagged, "Denis Marsh")
    draft = [{name: value for name, value in row.items() if name.startswith("draft.")} for row in rows]
    assert all(row == draft[0] for row in draft)
    assert draft[0]["draft.dutch"] == 0
    assert draft[0]["draft.stay"] == pytest.approx(1 / len(TEXT.split()))


def test_a_text_without_words_has_surroundings_all_the_same() -> None:
    finds = [Found(Match(Span(0, 1), DetailType.TRAIT, 0.5, TAGGER), (TAGGER,))]
    rows = Surroundings("…", Lang.NL, finds, tag("…", Lang.NL), ()).rows([0])
    assert np.isfinite(rows).all()
    assert Surroundings("…", Lang.NL, (), tag("…", Lang.NL), ()).rows([]).shape == (0, len(COLUMNS))
