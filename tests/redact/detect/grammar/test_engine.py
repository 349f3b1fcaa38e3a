"""The rule files' language, and how finds are chosen."""

from __future__ import annotations

import re

import pytest
from bronwacht.redact.detect.grammar import grammar as shipped
from bronwacht.redact.detect.grammar.engine import Grammar, longest
from bronwacht.redact.detect.grammar.make_screen import lines, numbers
from bronwacht.redact.detect.grammar.rulefile import either, parse, plain
from bronwacht.redact.detect.grammar.screen import Screen
from bronwacht.redact.detect.match import Match
from bronwacht.redact.draft import DetailType, Lang, Span


def grammar(source: str, lang: Lang = Lang.NL) -> Grammar:
    screen = Screen(list(lines(parse(source, "test", lang, plain, {}, numbers(lang)), lang)), lang)
    return Grammar(parse(source, "test", lang, plain, {}), lang, screen)


def found(source: str, text: str) -> list[tuple[str, str]]:
    return sorted((rule.name, span.of(text)) for rule, span, _ in grammar(source).find(text))


def test_a_rule_starts_at_its_words_only() -> None:
    assert found("[AGE]\nx :: toen :: {at} oud ::", "toen oud, even oud") == [("test.x", "toen oud")]


def test_a_hit_is_the_detail_and_the_rest_its_surroundings() -> None:
    assert found("[AGE]\nx :: van :: van (?P<hit>{num}) ::", "een vrouw van veertig") == [("test.x", "veertig")]


def test_suffix_figure_and_everywhere_starts() -> None:
    source = "[AGE]\na :: -jarige :: \\w+ ::\nb :: # :: \\d+ ::\nc :: @@ :: @\\w+ ::"
    assert found(source, "zestigjarige 42 @naam") == [
        ("test.a", "zestigjarige"),
        ("test.b", "42"),
        ("test.c", "@naam"),
    ]


def test_the_tail_of_a_large_number_is_no_number() -> None:
    assert found("[AGE]\nb :: # :: \\d+ ::", "27.000 en 12") == [("test.b", "12"), ("test.b", "27")]


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\n", "  ", " \n"])
def test_a_blank_is_any_gap(gap: str) -> None:
    text = f"even{gap}oud"
    assert found("[AGE]\nx :: even :: {at} oud ::", text) == [("test.x", text)]


def test_a_blank_is_no_blank_line() -> None:
    assert found("[AGE]\nx :: even :: {at} oud ::", "even\n\noud") == []


@pytest.mark.parametrize("mark", ["'", "’", "‘", "ʼ"])
def test_an_apostrophe_has_many_shapes(mark: str) -> None:
    assert found("[DATE]\nx :: 's :: 's avonds ::", f"{mark}s avonds") == [("test.x", f"{mark}s avonds")]


def test_constants_become_values() -> None:
    ((rule, _, value),) = grammar("[FAMILY]\nx :: weduwe :: {at} :: kind=marital count=2 then=true").find("een weduwe")
    assert value == {"kind": "marital", "count": 2, "then": True}
    assert rule.type is DetailType.FAMILY


def test_loose_rules_are_for_values_only() -> None:
    rules = grammar("[AGE]\n?x :: oud :: {at} ::")
    assert not list(rules.find("oud", loose=False))
    assert list(rules.find("oud"))


@pytest.mark.parametrize(
    "source",
    [
        "x :: oud :: {at} ::",  # no type
        "[AGE]\nx :: -zus :: \\w+ ::",  # too short a suffix
        "[AGE]\nx ::  :: y ::",  # no starts
    ],
)
def test_a_line_that_is_no_rule_is_an_error(source: str) -> None:
    with pytest.raises(ValueError, match=r"rule|starts"):
        parse(source, "test", Lang.NL, plain, {})


def test_a_pattern_that_is_none_is_an_error_with_its_name() -> None:
    with pytest.raises(ValueError, match=r"test\.x"):
        (rule,) = parse("[AGE]\nx :: oud :: (?<=een {num})y ::", "test", Lang.NL, plain, {})
        rule.pattern  # noqa: B018


@pytest.mark.parametrize("lang", list(Lang))
def test_every_pattern_compiles(lang: Lang) -> None:
    assert all(rule.pattern for rule in shipped(lang).rules)


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(ValueError, match="AGES"):
        parse("[AGES]\nx :: oud :: {at} ::", "test", Lang.NL, plain, {})


def test_either_tries_the_longest_first() -> None:
    assert re.fullmatch(either({"oud", "oud en nieuw"}), "oud en nieuw")
    assert re.match(either({"oud", "oud en nieuw"}), "oud en nieuw")[0] == "oud en nieuw"  # type: ignore[index]


def test_longest_keeps_the_longer_of_one_type_and_both_of_two() -> None:
    def match(start: int, end: int, type_: DetailType, score: float = 0.5) -> Match:
        return Match(Span(start, end), type_, score, "r")

    kept = longest([match(0, 4, DetailType.AGE), match(2, 9, DetailType.AGE), match(0, 9, DetailType.DATE)], 10)
    assert [(m.span.start, m.span.end, m.type) for m in kept] == [(0, 9, DetailType.DATE), (2, 9, DetailType.AGE)]
    (better,) = longest([match(0, 4, DetailType.AGE, 0.5), match(0, 4, DetailType.AGE, 0.9)], 4)
    assert better.score == 0.9
