from __future__ import annotations

import pytest
from bronwacht.redact.detect.engine import BlankNlpEngine, patterns
from bronwacht.redact.draft import DetailType, Lang


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(
    ("stretch", "kind"),
    [
        ("j.devries@voorbeeld.example.org", DetailType.CONTACT),
        ("https://voorbeeld.example.com/pagina", DetailType.CONTACT),
        ("192.168.17.23", DetailType.CONTACT),
        ("NL91ABNA0417164300", DetailType.ID),
        ("4012888888881881", DetailType.ID),
    ],
)
def test_what_has_a_form_is_found(lang: Lang, stretch: str, kind: DetailType) -> None:
    text = f"Eerst dit.\n\nBericht: {stretch} en verder niets."
    assert [(m.span.of(text), m.type) for m in patterns(text, lang)][:1] == [(stretch, kind)]


@pytest.mark.parametrize(("lang", "number"), [(Lang.NL, "06-12345678"), (Lang.EN, "+44 20 7946 0958")])
def test_phone_numbers_of_the_countries_drafts_come_from(lang: Lang, number: str) -> None:
    text = f"Bel me op {number} na zessen."
    assert [(m.span.of(text), m.type) for m in patterns(text, lang)] == [(number, DetailType.CONTACT)]


@pytest.mark.parametrize("text", ["", "\n \n", "Het kostte 48.000 euro, 7,1 procent meer dan in 2019."])
def test_nothing_to_find(text: str) -> None:
    assert patterns(text, Lang.NL) == ()


def test_the_suffix_list_is_the_bundled_one() -> None:
    import tldextract

    patterns("www.voorbeeld.example.nl", Lang.NL)
    assert tldextract.tldextract.TLD_EXTRACTOR.suffix_list_urls == ()


def test_the_blank_engine_names_nothing() -> None:
    engine = BlankNlpEngine()
    engine.load()
    assert engine.is_loaded()
    artifacts = engine.process_text("Zij woont in Gent.", "nl")
    assert artifacts.entities == []
    assert artifacts.lemmas == ["zij", "woont", "in", "gent", "."]
    assert [name for name, _ in engine.process_batch(["a", "b"], "en")] == ["a", "b"]
    assert engine.get_supported_entities() == []
    assert engine.get_supported_languages() == ["nl", "en"]
    assert engine.is_punct("!", "nl")
    assert engine.is_stopword("de", "nl")
