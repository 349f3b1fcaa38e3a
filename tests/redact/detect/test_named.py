from __future__ import annotations

import pytest
from bronwacht.redact.detect.named import named
from bronwacht.redact.draft import Draft, Lang


def found(text: str, lang: Lang) -> list[str]:
    return [span.of(text) for span in named(Draft(text, lang))]


def test_names_are_found_whether_they_stay_or_go() -> None:
    text = "Gisteren sprak burgemeester Sanne Bok in Deventer met buurman Kareltje over Stichting Qxvertex."
    together = " ".join(found(text, Lang.NL))
    for name in ("Sanne Bok", "Deventer", "Kareltje", "Qxvertex"):
        assert name in together


def test_the_first_word_of_a_sentence_is_no_name_for_its_capital() -> None:
    text = "Vandaag regent het. Morgen ook. Niemand klaagt."
    assert found(text, Lang.NL) == []


def test_months_and_weekdays_are_no_names() -> None:
    assert found("They met on a Tuesday in October.", Lang.EN) == []


@pytest.mark.parametrize("text", ["MOJ sources declined.", "HSE told them so."])
def test_an_acronym_begins_a_sentence(text: str) -> None:
    assert found(text, Lang.EN)[0] == text.split()[0]


def test_a_name_in_small_letters_is_found_where_it_is_plain() -> None:
    text = "volgens wethouder sanne de bok klopt dat niet"
    assert "sanne" in " ".join(found(text, Lang.NL))


def test_an_empty_text_has_no_names() -> None:
    assert named(Draft("", Lang.NL)) == ()
