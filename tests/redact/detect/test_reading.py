from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.detect.circumstances import AT, COLUMNS, WIDTH
from bronwacht.redact.detect.reading import Reader, _Words
from bronwacht.redact.detect.words import BIT, TOWNISH
from bronwacht.redact.draft import Lang

TEXT = "Burgemeester Jan Smit zweeg.\n\nEen verpleegkundige zei: ‘Ik zag ’s avonds hoe Smit wegliep.’ Zij bleef."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lang.NL)


def test_one_row_a_token_of_zeros_and_ones(reader: Reader) -> None:
    reading = reader.read(TEXT)
    assert reading.context.shape == (len(reading.spans), WIDTH)
    assert set(np.unique(reading.context)) == {0.0, 1.0}
    assert [span.of(TEXT) for span in reading.spans] == list(reading.words)
    assert reading.paragraph.max() == 1
    assert (np.diff(reading.sentence) >= 0).all()


@pytest.mark.parametrize("text", ["", " \n\n ", "\n"])
def test_nothing_to_read(reader: Reader, text: str) -> None:
    assert reader.read(text).context.shape == (0, WIDTH)


def test_straight_and_typographic_quotes_read_the_same(reader: Reader) -> None:
    straight = TEXT.replace("‘", "'").replace("’", "'")
    curly, plain = reader.read(TEXT), reader.read(straight)
    assert (curly.context == plain.context).all()
    assert [reader.word(w).features for w in curly.words if w.isalpha()] == [
        reader.word(w).features for w in plain.words if w.isalpha()
    ]


def test_the_kind_of_a_space_makes_no_difference(reader: Reader) -> None:
    assert (reader.read(TEXT).context == reader.read(TEXT.replace("Jan Smit", "Jan\u00a0Smit")).context).all()


def test_accents_written_apart_read_the_same(reader: Reader) -> None:
    assert reader.word("cafe\u0301") == reader.word("café")


def test_a_word_is_known_by_its_lists(reader: Reader) -> None:
    assert "c=occupation" in reader.word("verpleegkundige").features
    assert "c=occupation^" in reader.word("zeewierverpleegkundige").features
    assert "c=family~" in reader.word("kleindochters").features
    assert reader.word("Jan").flags & BIT["name"]
    assert not reader.word("jan").flags & BIT["name"]
    assert reader.word("Gent").flags & TOWNISH


def test_the_words_kept_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(Lang.EN)
    monkeypatch.setattr(_Words, "MAX_WORDS", 3)
    before = reader.word("nurse")
    for word in "one two three four five".split():
        reader.word(word)
    assert len(reader._words) <= 3
    assert reader.word("nurse") == before


def columns(reader: Reader, text: str, name: str) -> list[int]:
    """For each paragraph, which column of the block ``name`` is set."""
    reading = reader.read(text)
    start, width = AT[name], COLUMNS[name]
    firsts = [int(np.flatnonzero(reading.paragraph == p)[0]) for p in range(int(reading.paragraph.max()) + 1)]
    return [int(reading.context[i, start : start + width].argmax()) for i in firsts]


def test_who_has_the_turn_in_a_conversation(reader: Reader) -> None:
    text = "VERSLAGGEVER: Hoe ging dat?\nBRON: Hij belde me op.\n**Wanneer?**\nIn maart, geloof ik.\nToen was het stil."
    assert columns(reader, text, "turn") == [2, 1, 2, 3, 0]
    assert columns(reader, text, "kind") == [1] * 5


def test_notes_are_told_from_prose(reader: Reader) -> None:
    assert columns(reader, "- 34, verpleegkundige\n- belt terug\nvrijdag", "kind") == [2, 2, 2]
    assert columns(reader, TEXT, "kind") == [0, 0]


def test_who_was_mentioned_last(reader: Reader) -> None:
    reading = reader.read("Toen sprak Jan Smit. Een verpleegkundige zweeg.")
    states = reading.context[:, AT["state"] : AT["state"] + COLUMNS["state"]].argmax(1) // 5
    assert states[list(reading.words).index("Smit")] == 1
    assert states[list(reading.words).index("zweeg")] == 3
