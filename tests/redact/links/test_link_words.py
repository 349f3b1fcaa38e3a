from __future__ import annotations

import pytest
from bronwacht.redact.analysis import CERTAIN
from bronwacht.redact.draft import Lang, Span
from bronwacht.redact.links.article import Passage
from bronwacht.redact.links.quotes import quoted_again, told_again
from bronwacht.redact.links.words import same_word, tokens, within, worth
from hypothesis import given
from hypothesis import strategies as st


def forms(text: str, lang: Lang = Lang.NL) -> list[str]:
    return [token.form for token in tokens(text, lang)]


def passage(text: str, lang: Lang = Lang.NL, *, quoted: bool = True) -> Passage:
    return Passage(Span(0, len(text)), tokens(text, lang), "d1", quoted)


def weight(one: str, other: str, lang: Lang = Lang.NL, *, in_quotes: bool = True) -> float:
    found = quoted_again(passage(one, lang), passage(other, lang, quoted=in_quotes), lambda stem: worth(stem, lang))
    return found.weight if found else 0.0


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("’s Avonds om één uur klopte hij op m’n deur", "'s avonds om 1 uur klopte hij op mijn deur", Lang.NL),
        ("Er waren vier meldingen.", "er waren 4 meldingen", Lang.NL),
        ("ZEVENENTWINTIG keer", "27 keer", Lang.NL),
        ("Forty dollars went missing", "40 dollars went missing", Lang.EN),
        ("I don’t know", "I don't know", Lang.EN),
    ],
)
def test_two_spellings_have_the_same_forms(one: str, other: str, lang: Lang) -> None:
    assert forms(one, lang) == forms(other, lang)


def test_an_article_is_no_number() -> None:
    assert forms("een man en één vrouw") == ["een", "man", "en", "1", "vrouw"]


def test_inflection_spelling_and_compounds_are_one_word() -> None:
    stems = {
        token.form: token.stem for token in tokens("meldingen melding labour labor bestuursadviseur adviseur", Lang.NL)
    }
    assert stems["meldingen"] == stems["melding"]
    assert same_word("labour", "labor")
    assert same_word("bestuursadviseur", "adviseur")
    assert not same_word("haven", "hamer")
    assert not same_word("2019", "2018")


def test_what_everybody_writes_says_nothing_and_what_nobody_writes_says_all() -> None:
    assert worth("de", Lang.NL) == worth("the", Lang.EN) == 0.0
    assert worth("hangslot", Lang.NL) == worth("trombone", Lang.EN) == 1.0
    assert 0 < worth("burgemeester", Lang.NL) < 1


@given(st.text("abcdeé ’'.-1290AB", max_size=60), st.integers(0, 60), st.integers(1, 60))
def test_words_lie_within_their_span(text: str, start: int, size: int) -> None:
    words = tokens(text, Lang.NL)
    span = Span(start, start + size)
    assert within(words, span) == tuple(w for w in words if start <= w.span.start and w.span.end <= start + size)


def test_a_quotation_word_for_word_weighs_most() -> None:
    said = "Hij las de kilo’s hardop voor en schreef ze op een bord"
    assert weight(said, "hij las de kilo's hardop voor, en schreef ze op een bord!") > 3
    assert (
        1 < weight(said, "De kilo’s werden hardop voorgelezen en op een bord geschreven, zegt zij", in_quotes=False) < 3
    )
    assert weight(said, "Hij schreef mij elke week een kaart", in_quotes=False) == 0


def test_small_edits_and_another_order_are_the_same_quotation() -> None:
    assert weight("Iedereen lachte ermee, en ik lachte mee", "Iedereen lachte ermee, dus lachte ik ook mee") >= 1
    assert (
        weight("Je zag jongens uit die tent komen en je vroeg niets", "Je zag ze uit die tent komen, en je vroeg niks")
        > 2
    )
    assert weight("I rang from my own phone, in the car park", "She used her own phone in the car park", Lang.EN) > 1.5


def test_common_phrases_and_shared_small_words_say_little() -> None:
    assert weight("Ik weet het niet", "Dat weet ik ook niet") == 0
    assert weight("Toen ben ik weggegaan", "Toen ben ik naar huis gegaan") == 0
    assert weight("Ik was er helemaal klaar mee", "Ik was er helemaal klaar mee") < CERTAIN
    assert weight("You could have heard a pin drop", "I would have told him if I could", Lang.EN) == 0


def test_a_sentence_returns_when_most_of_what_it_says_does() -> None:
    def told(one: str, other: str) -> float:
        rows = (passage(text, Lang.EN, quoted=False) for text in (one, other))
        found = told_again(*rows, lambda stem: worth(stem, Lang.EN))
        return found.weight if found else 0.0

    minibus = "A volunteer who drove the minibus said parents had stopped asking questions"
    assert told(minibus, "The minibus was driven by a volunteer: parents, he said, asked no questions any more") > 0.5
    assert told(minibus, "A volunteer said that the club had a fine record") == 0


def test_an_empty_passage_returns_nowhere() -> None:
    assert weight("…", "…") == 0
    assert weight("Pijn is een keuze", "…") == 0
