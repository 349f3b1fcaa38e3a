"""What is said beside one name of who its bearer is: a relative, a neighbour, somebody's cleaner, "a certain" somebody.

Called by :mod:`.bystanders`, which decides for all places of the name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise

from ..cues import cues
from ..draft import Lang, Span
from ..numerals import numerals
from .offices import classes_of, is_office
from .tagger import NameUse
from .wordlists import sections, word_lists

_REACH = 90
"""Characters beside a name in which it is said who that is."""

_TOKEN = re.compile(r"[\w'’-]+|[^\w\s]|\n")
_CUES = cues(__package__, "private")
_ABBREVIATED, _ASIDE, _WHOSE = (frozenset(_CUES.words(name)) for name in ("abbreviated", "aside", "whose"))
_ENDS = frozenset(".!?\n")
_OPENS = frozenset("\"'“”„‘’(:;–—-•*|>")
_AGED = re.compile(r"\d{1,3}-(?:jarige|year-old)")
_BEHIND = re.compile(r"(?: \(\d{1,3}\))?,(?: \d{1,3},| aged \d{1,3},)? (?P<words>[\w'’ -]+)")
_ORDINARY = {
    Lang.NL: re.compile(r" \(\d{2,3}\),? uit (?:het |de |’s-|'s-)?[A-ZÀ-ÖØ-Þ]"),
    Lang.EN: re.compile(
        r"(?:(?: \(\d{2,3}\),|, (?:aged )?\d{2,3},) an?|, an? \d{2,3}-year-old) (?P<words>(?:[a-z-]+ ){0,2}[a-z-]+)"
        r"(?:(?<=student)(?: of [a-z]+(?: [a-z]+)?)?)? (?:in|from|of|at) [A-ZÀ-ÖØ-Þ]"
    ),
}
"""How old somebody is and where from; in English with a trade, for courts tell the first two of the accused.

Of the ten such names in the corpus' training drafts seven are to be protected; the others hold an office in the text.
"""
_RUNS = {
    Lang.NL: re.compile(
        r"(?: \(\d{2,3}\))?, die (?:verderop |ernaast |daar )?(?:een|de|het) (?P<what>(?:[\w-]+ ){0,3})"
    ),
    Lang.EN: re.compile(
        rf"(?:, \d{{2,3}}| \(\d{{2,3}}\))?, who (?:{_CUES.any_of('runs')}) (?:an?|the|her|his) "
        r"(?P<what>(?:[\w'’-]+ ?){1,3})"
    ),
}
"""What somebody is told behind a name to run; it is a shop in a street where that is all it is called by."""
_OF_ONE = {
    Lang.NL: re.compile(
        r"(?: \(\d{2,3}\))?, (?:de )?(?P<noun>[a-zà-ÿ-]+) van (?:de|het) (?:[a-zà-ÿ-]+ )?(?P<owner>[a-zà-ÿ-]+)(?=[,.])"
    ),
    Lang.EN: re.compile(
        r"(?:, \d{2,3}| \(\d{2,3}\))?, the (?:[a-z]+ )?(?P<owner>[a-z-]+)['’]s (?P<noun>[a-z-]+)(?=[,.])"
    ),
}
"""Of what nameless one somebody is told behind a name to be a relative: "Jane Bok, the dead man's sister,"."""
_KIN = {
    Lang.NL: re.compile(r"(?:,| is| was)(?: een)?(?: [a-zà-ÿ]+)? (?P<noun>[a-zà-ÿ-]+) van (?!\d)"),
    Lang.EN: re.compile(
        r"(?:,| is| was) an?(?: [a-z]+)? (?P<noun>[a-z-]+) of "
        rf"(?!\d|{'|'.join(numerals(Lang.EN).units[:7])})"
    ),
}
_CLAUSES = re.compile(r"[^.;!?\n]{0,40}(?:\. (?:[A-Z][\w'’]+ )?[\w'’ ]{1,24}(?=\.))?")
"""The rest of a sentence, and a short one behind it: "Dwight Young. No kin."."""

_CLOSED = re.compile(r"(?:['’]s)?(?:[,.;:)!?\n]| \(|\Z)")
_ADJECTIVES = 3
_SHORTEST_HEAD = 6
"""Letters of a Dutch word of the list from which it also stands for the compounds that end in it."""


ANYBODY = ("near", "there", "trade")
"""The lists of nouns that need no owner."""


class Kind(Enum):
    """Who is named."""

    ONE = "one"
    SEVERAL = "several"  # the first of some: "her parents, Rob and Marlene"
    NAMESAKE = "namesake"  # somebody of whom no more is known than the name, which another may have


@dataclass(frozen=True)
class Words:
    """The lists of one language, by their names."""

    lists: Mapping[str, frozenset[str]]
    compounds: bool

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]

    def has(self, name: str, noun: str, before: str = "") -> Kind | None:
        """Whether a noun is on a list, of one person or of several; ``before`` is the word in front of it."""
        low = noun.lower()
        if f"{before.lower()}_{low}" in self.lists[name] or self._has(name, low):
            return Kind.ONE
        for ending in ("'s", "’s", "en", "s", "n"):
            stem = low.removesuffix(ending)
            forms = {stem, stem[:-1] if stem[-2:-1] == stem[-1:] else stem, stem.removesuffix("ie") + "y"}
            if stem != low and any(self._has(name, form) for form in forms):
                return Kind.SEVERAL
        return None

    def anybody(self, noun: str, before: str = "") -> Kind | None:
        """Whether a noun is of those that need no owner."""
        return next((kind for name in ANYBODY if (kind := self.has(name, noun, before))), None)

    def leads(self, noun: str, before: str) -> bool:
        """Whether a noun is an office by the word before it, or by its own beginning: "head teacher"."""
        leading = self.lists["leading"]
        return before.lower() in leading or (self.compounds and noun.lower().startswith(tuple(leading)))

    def _has(self, name: str, low: str) -> bool:
        words = self.lists[name]
        heads = range(1, len(low) - _SHORTEST_HEAD + 1) if self.compounds else ()
        return low in words or low.rpartition("-")[2] in words or any(low[at:] in words for at in heads)


@cache
def words_of(lang: Lang) -> Words:
    """The lists of ``lang``, read once."""
    return Words(sections(f"bystanders-{lang}.txt"), compounds=lang is Lang.NL)


def title_of(text: str, lang: Lang, span: Span) -> str:
    """The title before a name, in lower case; empty where there is none."""
    before = _tokens(text, span.start)
    return before[0].lower() if before and before[0].lower() in words_of(lang)["title"] else ""


def told_before(text: str, lang: Lang, use: NameUse, *, other: bool = False) -> Kind | None:
    """Who somebody is by what stands before the name, or is its first word at a sentence's beginning.

    ``other`` is whether somebody else is named shortly before, whose colleague it may be.
    """
    words, lists = words_of(lang), word_lists(lang)
    own = use.words
    tokens: Sequence[str] = _tokens(text, use.span.start)
    listed = [word in lists.first_names or word in lists.surnames for word in own]
    person = any(listed) or (len(own) == 2 and not classes_of(own[1], lists) & {"orgsuffix", "orgnoun"})
    if len(own) > 1 and own[0].lower() in words["title"] and words.has("trade", own[0]):  # "juf Anna", "Nurse Bok"
        return Kind.ONE
    # A noun that begins a sentence has a capital, and the tagger takes it for part of the name.
    opens = len(own) > 1 and own[0] not in lists.first_names and (not tokens or tokens[0] in _OPENS)
    if opens and any(listed[1:]) and not words.leads(own[0], "") and (kind := words.anybody(own[0])):
        return kind
    comma = tokens[:1] == [","]
    # "His sister, Anna" and "her aunt Anna" tell whose relative she is; only where nobody's is told is it her title.
    titled = not comma and bool(tokens) and tokens[0].lower() in words["title"] and not _owner(tokens[1:], words)
    # "Off-duty nurse Anna Bok": the title tells of work, as nobody's who is known does.
    titled = titled and not words.has("trade", tokens[0])
    if comma or titled:
        tokens = tokens[1:]
    if titled and tokens[:1] == [","]:  # "his mother, Mrs Bok"
        comma, tokens = True, tokens[1:]
    if not tokens:
        return None
    if not comma and _is_namesake(tokens, use, lang, titled=titled):
        return Kind.NAMESAKE
    initials = all(len(part) < 2 for word in own for part in word.split("."))
    if tokens[0].lower() in words["is"] and (any(listed) or initials):
        return _of_definite(tokens[1:], words, lang)
    tokens = _without_age(tokens, words)
    if tokens[:1] and tokens[0].lower() in words["called"]:
        return _of_called(tokens, lang)
    if len(tokens) > 1 and not titled and tokens[0].lower() in words["certain"]:
        tokens = tokens[2:] if tokens[1] == "," else tokens[1:]
    if not tokens or (comma and tokens[-1].lower() in _ASIDE and not _CLOSED.match(text, use.span.end)):
        return None
    noun = _noun(tokens, lang, comma=comma)
    if noun is None or (noun.listed == "their" and other):
        return None
    return noun.kind if noun.owned or any(listed) or (noun.listed != "trade" and (titled or person)) else None


def told_behind(text: str, lang: Lang, span: Span) -> Kind | None:
    """Whose somebody is, told behind a comma: "Jack Varley, her old foreman".

    With an article only a neighbour or a passer-by is: public people are told of so, too ("Hoyne, a plasterer"). In
    Dutch, work that stands there without one ("Wilco Terpstra, dakdekker uit …") introduces somebody whom nobody knows.
    """
    if any(told(text, lang, span) for told in (_is_ordinary, _runs_shop, _is_of_one, _is_kin)):
        return Kind.ONE
    found = _BEHIND.match(text, span.end, span.end + _REACH)
    words, lists = words_of(lang), word_lists(lang)
    said = found["words"].split() if found else []
    owned = bool(said) and said[0].lower() in words["possessive"] and said[0].lower() not in _WHOSE
    article = bool(said) and said[0].lower() in words["one"]
    bare = lang is Lang.NL and not article and said[1:2] != ["van"]  # who is "voorman van" a union heads it
    others = ("there", "trade") if bare else ("there",)
    kinds = ("near", "there", "trade", "own", "their") if owned else others
    for n, noun in enumerate(said[: 2 + _ADJECTIVES] if owned or article else said[:1]):
        if n == 0 and (owned or article):
            continue
        if is_office(noun, lists) or noun.lower() in lists.function or noun.endswith(("'s", "’s")):
            return None
        following = said[n + 1].lower() if n + 1 < len(said) else ""
        listed = any(words.has(name, noun, said[n - 1] if n else "") for name in kinds)
        if listed and (not following or following in lists.function):
            return Kind.ONE
    return None


def _is_ordinary(text: str, lang: Lang, span: Span) -> bool:
    """Whether it is told behind a name how old its bearer is, where from, and, in English, of what trade: no office."""
    found = _ORDINARY[lang].match(text, span.end, span.end + _REACH)
    said = found.groupdict().get("words") if found else None
    if said is None:
        return found is not None
    classes = [classes_of(word, word_lists(lang)) for word in said.split()]
    works = "occupation" in classes[-1] or words_of(lang).anybody(*said.split()[:-3:-1]) is not None
    return works and not any(is_office(word, word_lists(lang)) for word in said.split())


def _runs_shop(text: str, lang: Lang, span: Span) -> bool:
    found = _RUNS[lang].match(text, span.end, span.end + _REACH)
    return found is not None and not words_of(lang)["shop"].isdisjoint(found["what"].lower().split())


def _is_kin(text: str, lang: Lang, span: Span) -> bool:
    """Whether it is told behind a name that its bearer is one of somebody's wider family: "Ms Bok is a niece of"."""
    found = _KIN[lang].match(text, span.end, span.end + _REACH)
    return found is not None and found["noun"] in words_of(lang)["kin"]


def _is_of_one(text: str, lang: Lang, span: Span) -> bool:
    words, found = words_of(lang), _OF_ONE[lang].match(text, span.end, span.end + _REACH)
    of_one = found is not None and (found["owner"] in words["men"] or words.has("near", found["owner"]) is not None)
    return of_one and found is not None and any(words.has(name, found["noun"]) for name in ("near", "own"))


def unrelated(text: str, lang: Lang, span: Span) -> bool:
    """Whether it is told behind a name that its bearer is a namesake: "a Mrs Long, no relation"."""
    behind = _CLAUSES.match(text, span.end, span.end + _REACH)
    said = "_".join(behind[0].lower().replace("’", "'").split()) if behind else ""
    return any(phrase in said for phrase in words_of(lang)["unrelated"])


def _tokens(text: str, end: int) -> list[str]:
    """The words and marks of the sentence before ``end``, the last first, and no point of a title."""
    found = _TOKEN.findall(text[max(0, end - _REACH) : end])[::-1]
    kept = []
    for mark, before in pairwise([*found, ""]):
        if mark == "." and before.lower() in _ABBREVIATED:
            continue
        if mark in _ENDS:
            break
        kept.append(mark)
    return kept


def _is_namesake(tokens: Sequence[str], use: NameUse, lang: Lang, *, titled: bool) -> bool:
    words, lists = words_of(lang), word_lists(lang)
    first, second = tokens[0].lower(), tokens[1].lower() if len(tokens) > 1 else ""
    if titled:
        return first in words["one"] or first in words["demonstrative"]
    in_full = len(use.words) > 1 and use.words[0] in lists.first_names
    if first == "ene":
        return second not in words["article"]
    if first == "one":
        return in_full and (not second or second in lists.function)
    if first in words["certain"]:
        return second in words["one"]
    return first in ("another", "andere") and in_full


def _without_age(tokens: Sequence[str], words: Words) -> Sequence[str]:
    """``tokens`` without the age of an apposition: "a resident, the 34-year-old" Yusuf Abdi."""
    if not tokens or not _AGED.fullmatch(tokens[0].lower()):
        return tokens
    tokens = tokens[1:]
    tokens = tokens[1:] if tokens and tokens[0].lower() in words["article"] else tokens
    return tokens[1:] if tokens[:1] == [","] else tokens


def _of_definite(tokens: Sequence[str], words: Words, lang: Lang) -> Kind | None:
    """Who somebody is of whom a noun is said before: "the two pupils are" Ann and Bob, "our cleaner was" Jane Bok."""
    noun, *rest = tokens or [""]
    begins = next((n for n, word in enumerate(rest[: 1 + _ADJECTIVES]) if word.lower() in words["definite"]), None)
    if begins is None or not noun[:1].isalpha() or is_office(noun, word_lists(lang)) or words.leads(noun, rest[0]):
        return None
    return words.anybody(noun, rest[0])


def _of_called(tokens: Sequence[str], lang: Lang) -> Kind | None:
    """Whoever is "a man called" so; without the article of somebody unknown it may be a verb of speech."""
    words = words_of(lang)
    rest = [word for word in tokens[1:] if word != ","]
    unknown = bool({word.lower() for word in rest[1 : 2 + _ADJECTIVES]} & words["one"])
    if not rest or (not unknown and tokens[0].lower() == "called"):
        return None
    if unknown and (kind := words.has("men", rest[0])):
        return kind
    noun = _noun(rest, lang, comma=False)
    return noun.kind if noun else None


@dataclass(frozen=True)
class _Noun:
    """A noun that tells of private life: of which list it is, and whether it is somebody's own."""

    kind: Kind
    listed: str
    owned: bool


def _noun(tokens: Sequence[str], lang: Lang, *, comma: bool) -> _Noun | None:
    """The noun that comes first of ``tokens``; None where that says nothing."""
    words = words_of(lang)
    head = _head(tokens, words) if comma else ()
    noun, *rest = head or tokens
    if not noun[0].isalpha() or is_office(noun, word_lists(lang)):
        return None
    if words.leads(noun, rest[0] if rest else ""):
        return None
    if noun[0].isupper() and rest and rest[0] not in _OPENS:
        return None
    owner = "of" if head else _owner(rest, words)
    lists = [*(("own",) if owner else ()), *(("their",) if owner and owner not in words["first"] else ())]
    for listed in (*lists, *(("apposed",) if comma else ()), *ANYBODY):
        if kind := words.has(listed, noun, rest[0] if rest else ""):
            return _Noun(kind, listed, owned=bool(owner) or listed == "apposed")
    return None


def _head(tokens: Sequence[str], words: Words) -> Sequence[str]:
    """``tokens`` from the head of a phrase on that begins a sentence: "The widow of the caretaker," somebody.

    Elsewhere the name may be that of whoever stands last: "they employ the son of the caretaker," somebody.
    """
    for n, token in enumerate(tokens[1 : 2 + _ADJECTIVES], 1):
        if token.lower() in words["of"]:
            head = tokens[n + 1 :]
            begins = 1 < len(head) < 2 + _ADJECTIVES and head[-1].lower() in words["article"] | words["possessive"]
            return head if begins and (words.anybody(*head[:2]) or words.has("own", head[0])) else ()
        if not token[0].isalpha():
            break
    return ()


def _owner(before: Sequence[str], words: Words) -> str:
    """Whose somebody is: the possessive or genitive before a noun and its adjectives."""
    for token in before[:_ADJECTIVES]:
        if token.lower() in words["possessive"] or token.endswith(("'s", "’s", "s'", "s’")):
            return token.lower()
        if not token[0].isalpha() or token.lower() in words["article"]:
            break
    return ""
