"""The rule files' language, and how finds are chosen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from bronwacht.redact.detect.grammar import grammar as shipped
from bronwacht.redact.detect.grammar.engine import Candidate, Grammar, longest
from bronwacht.redact.detect.grammar.make_screen import lines, numbers
from bronwacht.redact.detect.grammar.rulefile import either, parse, plain
from bronwacht.redact.detect.grammar.screen import Screen
from bronwacht.redact.draft import DetailType, Lang
from hypothesis import given
from hypothesis import strategies as st

Growth = Callable[[Callable[[int], object], int], float]


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
    def find(start: int, end: int, type_: DetailType, score: float = 0.5, **value: str) -> Candidate:
        return Candidate(start, end, type_, "r", score, value)

    kept = longest([find(0, 4, DetailType.AGE), find(2, 9, DetailType.AGE), find(0, 9, DetailType.DATE)])
    assert [(c.start, c.end, c.type) for c in kept] == [(0, 9, DetailType.DATE), (2, 9, DetailType.AGE)]
    (better,) = longest([find(0, 4, DetailType.AGE, 0.5), find(0, 4, DetailType.AGE, 0.9)])
    assert better.score == 0.9
    (special,) = longest([find(0, 4, DetailType.ID, kind="code"), find(0, 4, DetailType.ID, kind="bsn")])
    assert special.value == {"kind": "bsn"}
    kept = longest([find(0, 6, DetailType.AGE), find(4, 12, DetailType.AGE), find(12, 14, DetailType.AGE)])
    assert [(c.start, c.end) for c in kept] == [(4, 12), (12, 14)]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from([DetailType.AGE, DetailType.ID]))))
def test_longest_is_the_longest_first_as_far_as_there_is_room(spans: list[tuple[int, int, DetailType]]) -> None:
    finds = [
        Candidate(start, start + length, type_, f"r{n}", 0.5, {}) for n, (start, length, type_) in enumerate(spans)
    ]
    expected: list[Candidate] = []
    for find in sorted(finds, key=lambda c: (c.start - c.end, c.start, c.rule)):
        if all(o.type is not find.type or find.end <= o.start or o.end <= find.start for o in expected):
            expected.append(find)
    assert longest(finds) == sorted(expected, key=lambda c: (c.start, c.end, c.type))


def test_a_mark_is_tried_around_where_it_stands() -> None:
    source = "[CONTACT]\na :: @@ :: \\w+@\\w+ ::\nb :: @(at) :: \\w+ ?\\(at\\) ?\\w+ ::"
    assert found(source, "zie jan@huis en piet (at) werk.") == [("test.a", "jan@huis"), ("test.b", "piet (at) werk")]


def test_a_word_near_figures() -> None:
    source = "[ID]\nx :: ~ :: (?-i:[A-Z]{2}) ?\\d+ ::"
    assert found(source, "De AB 12 en CD34, ef 56, GH zonder") == [("test.x", "AB 12"), ("test.x", "CD34")]


def test_a_year_of_two_figures() -> None:
    assert found("[DATE]\nx :: '# :: '\\d\\d ::", "in ’94 en '88, niet '123") == [("test.x", "'88"), ("test.x", "’94")]


def test_a_start_with_an_apostrophe_is_found() -> None:
    assert found("[FAMILY]\nx :: z'n m'n :: {at} zus ::", "met z’n zus en m'n zus") == [
        ("test.x", "m'n zus"),
        ("test.x", "z’n zus"),
    ]


def test_a_text_whose_letters_grow_in_lower_case_keeps_its_offsets() -> None:
    assert found("[AGE]\nx :: oud :: {at} ::", "İİİ oud") == [("test.x", "oud")]


def test_a_stretch_is_read_with_what_follows_it() -> None:
    rules = grammar("[AGE]\nx :: een :: een (?:heel )?oud ::\ny :: oud :: {at} ::\n[DATE]\nz :: een :: een heel ::")
    text = f"Hij is een heel oud paard, {'en dat is nu wel genoeg gezegd ' * 4}."
    finds = [(rule.name, span.of(text)) for rule, span, _ in rules.in_stretch(text, DetailType.AGE, 7, 15)]
    assert finds == [("test.x", "een heel oud")]


@pytest.mark.parametrize("sign", ["@", "(", "€", "'", "van de ", "31-", ", 3 en 3", ", 3 and 3"])
def test_a_run_of_signs_takes_no_time(sign: str) -> None:
    for lang in Lang:
        started = time.process_time()
        list(shipped(lang).matches(f"3{sign * (20_000 // len(sign))}", loose=True))
        assert time.process_time() - started < 5  # each place in the run tried for each sign takes a minute


def test_a_mark_in_each_stretch_is_found_once() -> None:
    source = "[AGE]\nc :: @@ :: @\\w+ ::"
    assert found(source, "a@een,@twee @drie\n(@vier) x@ @") == [("test.c", f"@{n}") for n in ("drie", "twee", "vier")]


def test_finds_that_touch_are_not_each_held_to_each(growth: Growth) -> None:
    def chain(size: int) -> list[Candidate]:
        links = [Candidate(4 * at, 4 * at + 6, DetailType.DATE, "x", 0.5, {}) for at in range(size)]
        return [*links, Candidate(0, 4 * size, DetailType.AGE, "y", 0.5, {})]

    assert [each.start for each in longest(chain(5)) if each.type is DetailType.DATE] == [0, 8, 16]
    assert growth(lambda n: longest(chain(n)), 1000) < 8
