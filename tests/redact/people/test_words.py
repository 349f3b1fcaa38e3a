"""Words with their classes, stems, and what nouns say of gender."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import Lang, Span
from bronwacht.redact.people.names import uncovered
from bronwacht.redact.people.words import alike, gender, has, has_plural, nouns, read, stem


def test_words_know_their_classes_whatever_their_apostrophe() -> None:
    for text in ("'k zag z'n jas", "’k zag z’n jas"):
        words = read(text, Lang.NL)
        assert "i" in words[0].classes
        assert "his" in words[2].classes
    assert has(read("the mayor's car", Lang.EN), "office")


def test_offsets_are_those_of_the_text() -> None:
    text = "«Zij» — zei ‘de kok’, 31-jarige."
    assert all(text[word.start : word.end].strip("’'").lower() == word.low for word in read(text, Lang.NL))


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("een verpleegster", Lang.NL, 1),
        ("de buschauffeur", Lang.NL, 0),
        ("de weduwnaar", Lang.NL, -1),
        ("de man en zijn vrouw", Lang.NL, 0),
        ("a barmaid", Lang.EN, 1),
        ("the cameraman", Lang.EN, -1),
    ],
)
def test_gender_of_nouns(text: str, lang: Lang, expected: int) -> None:
    assert gender(read(text, lang), lang) == expected


def test_nouns_match_over_inflection_and_composition() -> None:
    assert stem("adviseurs", Lang.NL) == stem("adviseur", Lang.NL)
    assert alike("adviseur", "bestuursadviseur") == 0.8
    assert alike("gids", "reisgids") == 0.0  # too short to be sure
    assert alike("nurse", "nurse") == 1.0
    assert nouns("de jonge vrouw van 31", Lang.NL) == frozenset()
    assert nouns("a former night porter", Lang.EN) == {"night", "porter"}


def test_a_plural_is_told_by_its_ending() -> None:
    assert has_plural(read("vrouwelijke ambtenaren", Lang.NL), Lang.NL)
    assert not has_plural(read("kok", Lang.NL), Lang.NL)
    assert not has_plural([], Lang.NL)


def names(
    text: str, covered: tuple[Span, ...] = (), public: tuple[str, ...] = (), lang: Lang = Lang.NL
) -> dict[str, str]:
    found = uncovered(text, read(text, lang), covered, public)
    return {text[name.start : name.end]: name.key for name in found}


def test_a_full_name_its_surname_and_first_name_have_one_bearer() -> None:
    found = names("Wim van den Akker kwam. Van den Akker zweeg. Wim ook.")
    assert set(found.values()) == {"akker"}
    assert "Wim van den Akker" in found


def test_a_name_inside_a_detail_is_not_public() -> None:
    text = "Petra Wolsink belde."
    assert names(text, (Span(0, 13),)) == {}


def test_words_that_only_open_a_sentence_are_no_names() -> None:
    assert names("Maandag regent het. De kok zwijgt. Kok is hij al jaren. Regen valt.") == {}


def test_a_single_surname_needs_an_office_or_a_hyphen() -> None:
    assert names("Wethouder Prins sprak.") == {"Prins": "prins"}
    assert names("Daarna sprak Boer-Visser.") == {"Boer-Visser": "boer-visser"}
    assert names("Daarna sprak Prins.") == {}


def test_names_do_not_run_over_lines_or_punctuation() -> None:
    assert names("Ria Smit, Jan Bos\nKees Vos") == {"Ria Smit": "smit", "Jan Bos": "bos", "Kees Vos": "vos"}


def test_a_declared_name_weighs_most() -> None:
    text = "Zonneland zwijgt. Ria Smit niet."
    found = {n.key: n.weight for n in uncovered(text, read(text, Lang.NL), (), ("Stichting Zonneland",))}
    assert found["zonneland"] == 1.0 > found["smit"]
