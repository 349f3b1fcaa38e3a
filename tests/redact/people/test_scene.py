"""A draft as the grouping of persons sees it."""

from __future__ import annotations

from bronwacht.redact.draft import Lang, Span
from bronwacht.redact.people.scene import look
from bronwacht.redact.people.words import has
from bronwacht.redact.segment import MAX_SENTENCE
from hypothesis import given
from hypothesis import strategies as st

WORDS = ("zij", "zegt", "Anna", "Bos", "ontkent", "de", ".", "wethouder", "\n")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), st.integers(0, 80), st.integers(1, 40))
def test_what_is_asked_of_a_stretch_is_what_its_words_and_names_say(words: list[str], start: int, length: int) -> None:
    scene = look(f"Wel {' '.join(words)}", Lang.NL, ())
    for name in ("she", "say", "denies", "office", "no such class"):
        assert scene.says(start, start + length, name) == has(scene.between(start, start + length), name)
    names = scene.names_between(start, start + length)
    assert scene.names_between(start, start + length, 2) == names[:2]
    assert scene.name_before(start) == (scene.names_between(0, start) or (None,))[-1]
    assert scene.sentence_near(Span(start, start + 1)) == scene.sentences[scene.sentence(start)]


def test_of_a_sentence_without_end_what_is_near_is_read() -> None:
    scene = look(f"Zij. En {'en ' * 2000}einde. Hij.", Lang.NL, ())
    assert scene.sentence_near(Span(3000, 3002)) == Span(3000 - MAX_SENTENCE, 3002 + MAX_SENTENCE)
    assert scene.sentence_near(Span(6, 8)) == Span(5, 8 + MAX_SENTENCE)
    assert scene.sentence_near(Span(0, 3)) == Span(0, 4)


def test_what_somebody_is_of_is_no_part_of_their_name() -> None:
    text = "Denise de Wit van Zwolle zweeg. De Wit ging weg. Anne Marie van Dijk bleef, zei Van Dijk."
    names = look(text, Lang.NL, ()).names
    assert [(text[name.start : name.end], name.key) for name in names] == [
        ("Denise de Wit", "wit"),
        ("Wit", "wit"),
        ("Anne Marie van Dijk", "dijk"),
        ("Dijk", "dijk"),
    ]
