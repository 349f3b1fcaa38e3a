"""What is refused is told in the language of the page: every code has its words in both."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest
from bronwacht.errors import BronwachtError, UsageError
from bronwacht.redact.desk import ActError, SavedError
from bronwacht.redact.desk.refusals import Failure, HandError, Refusal, Unreadable, leak_words, refused_words
from bronwacht.redact.desk.server import refused
from bronwacht.redact.documents import Leak, LeakKind, WithheldError
from bronwacht.redact.draft import DetailType, Lang

SECTIONS: dict[str, type[StrEnum]] = {"refused": Refusal, "unreadable": Unreadable, "failure": Failure}
TOLD: list[ActError | SavedError | HandError] = [
    *(ActError(code, n=3) for code in Refusal),
    *(SavedError(code) for code in Unreadable),
    *(HandError(code) for code in Failure),
]


@pytest.mark.parametrize("lang", list(Lang))
def test_every_code_has_its_words_and_no_words_are_without_a_code(lang: Lang) -> None:
    table = refused_words(lang).table
    for section, codes in SECTIONS.items():
        assert set(table[section]) == {code.value for code in codes}
    assert {kind.value for kind in LeakKind} <= set(table["leak"])


def test_both_languages_fill_in_the_same() -> None:
    dutch, english = (refused_words(lang).table for lang in (Lang.NL, Lang.EN))
    for section, texts in english.items():
        assert set(texts) == set(dutch[section])
        for name, text in texts.items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", dutch[section][name]))
            assert text != dutch[section][name] or name in ("place",)


@pytest.mark.parametrize("error", TOLD, ids=lambda error: f"{type(error).__name__}-{error.code}")
def test_each_says_its_words(error: ActError | SavedError | HandError) -> None:
    assert str(error) == error.words(Lang.EN)
    for lang in Lang:
        told = error.words(lang)
        assert "\n" not in told
        assert "{" not in told
        assert not told.endswith(".")
        assert not told[0].isupper()


def test_the_page_is_told_in_its_language() -> None:
    assert refused(ActError(Refusal.UNDO), Lang.NL) == (400, "act", "er is niets om ongedaan te maken")
    assert refused(HandError(Failure.TAKEN), Lang.NL)[:2] == (422, "failed")
    assert "sluit er een af" in refused(HandError(Failure.TAKEN), Lang.NL)[2]
    # Another error of ours has no words for the page, and its message is English.
    assert refused(UsageError("no room"), Lang.NL) == (422, "failed", "in de terminal staat waarom")
    assert issubclass(HandError, BronwachtError)


def test_a_leak_is_told_by_its_kinds_and_lines() -> None:
    leaks = [Leak(LeakKind.KNOWN, line) for line in (9, 2, 2)]
    leaks += [Leak(LeakKind.ELSEWHERE, 4, DetailType.NAME), Leak(LeakKind.UNSEEN, 0, DetailType.NAME)]
    assert leak_words(leaks, Lang.NL) == (
        "het dossier kent iemand die in de tekst genoemd wordt (regels 2, 9); woorden die weg moesten, staan ook op een"
        " andere plaats (regel 4); woorden die weg moesten, staan nog in een deel van het bestand dat geen lezer ziet"
    )
    many = WithheldError([Leak(LeakKind.STANDS, line) for line in range(1, 9)])
    assert refused(many, Lang.EN) == (
        422,
        "leak",
        "words that had to go still stand in their place (lines 1, 2, 3, 4, 5 and more)",
    )
