"""The screen stops no rule that would match, and is what the rules say."""

from __future__ import annotations

import re
from functools import cache

import pytest
from bronwacht.redact.detect.grammar import grammar, rules_of
from bronwacht.redact.detect.grammar.automaton import NUMBER, Automaton
from bronwacht.redact.detect.grammar.engine import Find
from bronwacht.redact.detect.grammar.make_screen import first_states, lines, needs, numbers, written
from bronwacht.redact.detect.grammar.numerals import STARTS
from bronwacht.redact.detect.grammar.rulefile import Rule, data_lines, parse, plain
from bronwacht.redact.detect.grammar.screen import Screen, figures, kind
from bronwacht.redact.draft import Lang
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NL, EN = Lang.NL, Lang.EN
WORD = re.compile(r"'(?:[sntk]|\d\d)(?!\w)|\w+", re.IGNORECASE)


@pytest.mark.parametrize("lang", list(Lang))
def test_the_shipped_screen_is_what_the_rules_say(lang: Lang) -> None:
    fresh = [line for line in written(lang).splitlines() if not line.startswith("#")]
    assert fresh == data_lines(f"screen_{lang}.tsv"), "run python -m bronwacht.redact.detect.grammar.make_screen"


@cache
def strict(lang: Lang) -> list[Rule]:
    return [rule for rule in rules_of(lang) if not any(start[0] == "@" for start in rule.starts)]


def starts_at(rule: Rule, word: str, lang: Lang, *, near: bool) -> bool:
    """Whether a rule starts at a word, told the slow way; ``near``: a figure is in it or in one of the next four."""
    if word in rule.starts or any(re.split(r"[\s\-]|(?<=.)'", start)[0] == word for start in rule.starts):
        return True
    if any(start[0] == "-" and len(start) > 1 and word.endswith(start[1:]) for start in rule.starts):
        return True
    if any(start[0] == "%" and word in STARTS[lang][start[1:]] for start in rule.starts):
        return True
    if "'#" in rule.starts and word[0] == "'" and word[1:].isdigit():
        return True
    if "~" in rule.starts and near and not word[0].isdigit():
        return True
    return "#" in rule.starts and word[0].isdigit()


def tried_everywhere(text: str, lang: Lang, rules: list[Rule] | None = None) -> set[tuple[str, int, int]]:
    """What rules (all, if None) find when each is tried at each of its words, without a screen."""
    found = set()
    tokens = list(WORD.finditer(re.sub("[’‘ʼ]", "'", text)))
    for n, token in enumerate(tokens):
        word, at = token[0].lower(), token.start()
        near = any(c.isdigit() for other in tokens[n : n + 5] for c in other[0])
        if word[0].isdigit() and at > 1 and text[at - 1] in ".," and text[at - 2].isdigit():
            continue
        for rule in rules or strict(lang):
            if starts_at(rule, word, lang, near=near) and (match := rule.pattern.match(text, at)):
                start, end = rule.stretch(match)
                found.add((rule.name, start, end))
    return found


def screened(text: str, lang: Lang) -> set[tuple[str, int, int]]:
    names = {rule.name for rule in strict(lang)}
    found: list[Find] = list(grammar(lang).matches(text, loose=True))
    return {(find.rule.name, find.start, find.end) for find in found if find.rule.name in names}


SENTENCES = (
    "De toen 31-jarige vrouw werkte ruim twee jaar, van 2019 tot eind juni 2021, op maandag 3 mei om half tien.\n\n",
    "Sinds ’94 is hij een van de vier; mijn zieke moeder (58) en z’n drie kinderen, geboren op 12-03-1984,\n",
    "de enige vrouw in de ploeg van acht, kort na de zomer van 2020, elke dinsdagavond ’s nachts. ",
    "Ze is eenendertig, bijna vijf-en-dertig, begin veertig; een paar weken later, een dag na kerst. ",
    "She is in her late forties, one of three nurses, born in 1984; on the 3rd of May at half past nine, ",
    "a couple of years ago, two days after Christmas, every other Tuesday night, her youngest son’s school. ",
    "Bel 06-12 34 56 78 of 020 123 45 67, dossier 2021/0044, NL91 ABNA 0417 1643 00, kenteken WN-47-TR. ",
    "the only woman in a team of eight, since the summer of ’98, from 9 to 5pm, twenty-five weeks on. ",
)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("text", SENTENCES)
def test_nothing_is_lost_on_sentences(text: str, lang: Lang) -> None:
    assert screened(text, lang) == tried_everywhere(text, lang)


PIECES = st.sampled_from([piece for text in SENTENCES for piece in re.findall(r"\S+\s*", text)])


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(Lang))
def test_nothing_is_lost_on_shuffled_words(text: str, lang: Lang) -> None:
    assert screened(text, lang) == tried_everywhere(text, lang)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(Lang))
def test_nothing_is_lost_on_what_a_rule_itself_spells(data: st.DataObject, lang: Lang) -> None:
    """Texts made from the rules' own expressions: where the plain way finds the rule, so does the screened one."""
    rule = data.draw(st.sampled_from(strict(lang)))
    text = data.draw(st.from_regex(re.compile(rule.expression, re.IGNORECASE))).replace("\x00", " ")
    text = text.replace("ʼ", "’")  # as the grammar reads it
    assert tried_everywhere(text, lang, [rule]) <= screened(text, lang)


def test_what_must_follow_is_told_by_word() -> None:
    (rule,) = parse("[AGE]\nx :: een :: een (?:heel )?oude? (?:man|vrouw) ::", "test", NL, plain, {}, numbers(NL))
    machine = Automaton(rule.expression)
    ((start, states),) = first_states(machine, rule, NL)
    need = needs(machine, states, NL)
    assert start == "een"
    assert need.first == {"heel", "oud", "oude"}
    assert need.second == {"oud", "oude", "man", "vrouw"}
    assert need.ends == (set(), {"man", "vrouw"}, {"man", "vrouw"}, set(), set(), set())
    assert need.after is not None
    assert " " in need.after
    assert "," not in need.after
    assert need.before is None


def test_looks_around_are_told_apart() -> None:
    (rule,) = parse("[AGE]\nx :: # :: (?<=\\()\\d\\d(?=[,)]) ::", "test", NL, plain, {}, numbers(NL))
    machine = Automaton(rule.expression)
    starts = dict(first_states(machine, rule, NL))
    assert set(starts) == {"#2", "#x"}, "one figure, or three, lead nowhere"
    need = needs(machine, starts["#2"], NL)
    assert need.before == {"("}
    assert need.after == {",", ")"}
    assert need.first is None


def test_a_word_that_leads_nowhere_starts_nothing() -> None:
    (rule,) = parse("[AGE]\nx :: even oud :: even oud ::", "test", NL, plain, {}, numbers(NL))
    assert [start for start, _ in first_states(Automaton(rule.expression), rule, NL)] == ["even"]


def test_any_word_is_told_from_some() -> None:
    words, wild = Automaton(r"(?:man|\w+e) thuis").words(Automaton(r"(?:man|\w+e) thuis").start)
    assert set(words) == {"man"}
    assert wild


@pytest.mark.parametrize(
    ("word", "lang", "known"),
    [("31", NL, "#"), ("g4s", EN, "~"),
     ("'88", EN, "#"), ("vijfentwintig", NL, "%"), ("twenty", EN, "twenty"), ("één", NL, "een"),
     ("eenendertig", NL, "%"), ("'s", NL, "s"), ("huis", NL, "huis")],
)  # fmt: skip
def test_kinds_of_words(word: str, lang: Lang, known: str) -> None:
    assert kind(word, lang) == known


@pytest.mark.parametrize(("word", "known"), [("3", "#1"), ("2019", "#4"), ("1" * 14, "#9"), ("31e", "#x")])
def test_figures_by_length(word: str, known: str) -> None:
    assert figures(word) == known


def test_every_number_that_is_written_stands_for_itself() -> None:
    """The one sign for all Dutch numbers is let through for each of them."""
    rules = parse("[AGE]\nx :: nog :: nog {num} ::", "test", NL, plain, {}, numbers(NL))
    assert NUMBER in rules[0].expression
    screen = Screen(list(lines(rules, NL)), NL)
    for word in STARTS[NL]["numword"] - {"nul", "duizend"}:
        assert screen[word].first, word
    assert not screen["huis"].first


def test_words_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "MAX_WORDS", 3)
    screen = Screen(["rules\ta.b", "starts\t1\teen"], NL)
    assert [bool(screen[word].starts) for word in ("een", "twee", "drie", "vier", "een")] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert len(screen) <= 3


@pytest.mark.parametrize("age", ["tweeëndertig", "drieënveertig", "tweeendertig", "vijfendertig", "vijf-en-dertig"])
def test_numbers_in_words_are_found_with_and_without_the_sign_on_their_vowels(age: str) -> None:
    found = {
        (name, f"Zij was {age} jaar oud."[start:end]) for name, start, end in screened(f"Zij was {age} jaar oud.", NL)
    }
    assert ("ages.jaar_oud", f"{age} jaar oud") in found
