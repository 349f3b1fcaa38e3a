"""Details found by word lists: what people do, their health, origin, schooling, looks, and things.

A word of a list is a candidate where the words around it make it somebody's; words that mean too much else (``?`` in
the list) are left to the model. Called by ``rules``; the lists are in ``../data/lex_*.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from ...draft import DetailType, Json, Lang, Span, Value
from ..match import Late
from .cutting import cut
from .engine import Candidate
from .lexicon import WEAK, is_listed, longest_phrase, meaning
from .listed import occupation
from .rulefile import data_lines

_WORD = re.compile(r"([^\W\d_]\w*(?:[-'’.]\w+)*)")
_NAME_NEXT = re.compile(r"\.?\s+(?:(?:van|de|der|den|von|ter|ten|la|el|al|O['’]|Mc)\s?)*[A-ZÀ-Þ]")
_GOES_ON = re.compile(r"\w[,;]?\s+$")
_ENDS = re.compile(r"[.!?;:]|\n\s*\n")
FORMS = ("indefinite", "definite", "possessive", "copula")
"""The rules of a list, by the word before; ``opening`` and ``bare`` where there is none of these."""


@dataclass(frozen=True, slots=True)
class _List:
    """How one word list becomes rules: the keys its meanings have in a value."""

    name: str
    type: DetailType
    keys: tuple[str, ...]


LISTS = (
    _List("occupations", DetailType.OCCUPATION, ("group",)),
    _List("health", DetailType.HEALTH, ("kind",)),
    _List("origins", DetailType.ORIGIN, ("kind", "code")),
    _List("education", DetailType.EDUCATION, ("level",)),
    _List("traits", DetailType.TRAIT, ("kind",)),
)


class _Tokens(NamedTuple):
    """The words of a text in lower case, and where each starts and ends."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


class _Row(NamedTuple):
    """What a list says of a word, and how many words its longest phrase has that begins with it."""

    which: _List
    said: tuple[str, ...]
    most: int


class _Found(NamedTuple):
    """Tokens ``first`` to ``last`` are a word of ``which``, which says ``said``."""

    which: _List
    said: tuple[str, ...]
    first: int
    last: int


class _Known(dict[str, tuple[_Row, ...]]):
    """The words that have come up, with the lists that know them or a phrase that begins with them."""

    MAX_WORDS = 200_000
    """Words kept; a batch must not grow without end."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> tuple[_Row, ...]:
        if len(self) >= self.MAX_WORDS:
            self.clear()
        lang = self._lang
        if not is_listed(word, lang):
            self[word] = ()
            return ()
        rows = (_Row(w, meaning(w.name, word, lang) or (), longest_phrase(w.name, lang).get(word, 1)) for w in LISTS)
        self[word] = found = tuple(row for row in rows if row.said or row.most > 1)
        return found


_known = cache(_Known)


def find(text: str, lang: Lang) -> Iterator[Candidate]:
    """Each word of a list that stands where a detail would."""
    words, starts, ends = cut(_WORD, text)
    if not text.isascii():
        words = [word.replace("’", "'") for word in words]
    tokens = _Tokens(words, starts, ends)
    around = _around(lang)
    for found in _listed(words, lang):
        if WEAK in found.said or _refused(found, text, tokens, around):
            continue
        first = _with_rank(found, text, tokens, around["rank"])
        span = Span(starts[first], ends[found.last])
        rule = f"{found.which.name}.{_form(text, tokens, first, around)}"
        yield Candidate(span.start, span.end, found.which.type, rule, 0.0, _value(found, text, span, lang))


def _listed(words: Sequence[str], lang: Lang) -> Iterator[_Found]:
    """Every word of every list, the longest entry at each place."""
    known = _known(lang)
    for n, rows in enumerate(map(known.__getitem__, words)):
        for which, said, most in rows:
            for count in range(most, 1, -1):
                phrase = words[n : n + count]
                if longer := meaning(which.name, " ".join(phrase), lang):
                    yield _Found(which, longer, n, n + len(phrase) - 1)
                    break
            else:
                if said:
                    yield _Found(which, said, n, n)


def _value(found: _Found, text: str, span: Span, lang: Lang) -> Value:
    if found.which.type is DetailType.OCCUPATION:
        return Late(partial(occupation, text, span, lang))
    value: dict[str, Json] = dict(zip(found.which.keys, found.said, strict=False))
    return {**value, "term": span.of(text).lower()}


@cache
def _around(lang: Lang) -> Mapping[str, frozenset[str]]:
    rows = (line.split("\t") for line in data_lines(f"lexical_{lang}.tsv"))
    return {role: frozenset(words.split()) for role, words in rows}


def _refused(found: _Found, text: str, tokens: _Tokens, around: Mapping[str, frozenset[str]]) -> bool:
    """Whether the word is a title before a name, an office, part of a name, or of an institution."""
    words, starts, ends = tokens
    start, end = starts[found.first], ends[found.last]
    if found.which.type is DetailType.OCCUPATION:
        office = words[found.first] in around["office"]
        capital = text[start].isupper() and not text[start:end].isupper()
        # A body has one of them: "de gemeentesecretaris" is the office, "een gemeentesecretaris" may be a source.
        held = (
            found.first > 0 and words[found.first] in around["holder"] and words[found.first - 1] in around["definite"]
        )
        return office or held or (capital and _goes_on(text, start)) or bool(_NAME_NEXT.match(text, end))
    if found.which.type is not DetailType.ORIGIN:
        return False
    if text[start].islower() and words[found.first] in around.get("capital", ()):
        return True  # "a telephone pole"
    before = found.first - 1
    if before >= 0:
        capital = text[starts[before]].isupper()
        if capital and _goes_on(text, start) and _goes_on(text, starts[before]):
            return True  # "Lodewijk Pool", not "De Pool" at the start of a sentence
        if words[before] in around["institution_before"]:
            return True
    return found.last + 1 < len(words) and words[found.last + 1] in around["institution"]


def _goes_on(text: str, start: int) -> bool:
    """Whether the sentence had begun before ``start``."""
    return bool(_GOES_ON.search(text[max(0, start - 4) : start]))


def _with_rank(found: _Found, text: str, tokens: _Tokens, ranks: frozenset[str]) -> int:
    """The first word of an occupation with what stands before it in its sentence: "voormalig", "trainee"."""
    words, starts, ends = tokens
    first = found.first
    while found.which.type is DetailType.OCCUPATION and first and words[first - 1] in ranks:
        if _ENDS.search(text, ends[first - 1], starts[first]):
            break
        first -= 1
    return first


def _form(text: str, tokens: _Tokens, first: int, around: Mapping[str, frozenset[str]]) -> str:
    """Which rule of a list it is: by the determiner or the verb right before."""
    words, starts, ends = tokens
    if first and text[ends[first - 1] : starts[first]].isspace():
        for form in FORMS:
            if words[first - 1] in around[form]:
                return form
    return "opening" if text[starts[first]].isupper() else "bare"
