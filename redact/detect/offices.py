"""Whether an office stands beside a name.

Called by :mod:`.public` and :mod:`.bystanders`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..cues import cues
from ..draft import Lang, Span
from .wordlists import COMPOUND, INFLECTED, WordLists, word_lists

_BEFORE, _AFTER = 45, 45
"""Characters beside a name in which an office is looked for."""

_WORDS_BEFORE, _WORDS_AFTER = 4, 5
_WORD = re.compile(r"[\w'’-]+")
_STOP = re.compile(r"\w{4}[.!?][\"'”’]?\s|\n")
"""Where a sentence ends; after a short word the point may be an abbreviation's."""

_DIRECTLY = re.compile(
    r"(?P<words>(?:[\w'’-]+ ){0,2}[\w'’-]+),? (?:(?:mr|dr|prof|ir|ds|drs|mrs|ms)\.? )?\Z", re.IGNORECASE
)
_APPOSED = re.compile(r",? \(?(?P<words>[\w'’ -]+)")
_APPOSED_WORDS = 4


_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Uu]nlike|[Ll]ike|[Tt]o|[Ff]or) \Z")
_ACCORDING_REACH = 14
"""Before a name that opens a clause: "According to Jan, the director refused" tells of another, and a comma behind few
words ("According to Jan, the director, …") of Jan.
"""

_SHORTEST_HEAD = 7
"""Letters of a Dutch word of the list from which it also stands for the compounds that end in it."""

_BRACKETS = re.compile(r" \((?P<party>[^(),;\n]{1,30})[),;]")
_AND_STATE = re.compile(r"(?:D|R|I|DFL|Dem|Rep)\.?[-–‑., ]{1,2}[A-Z][\w.'’ -]*")
"""How American papers put a party and a state: "(D-Tex.)", "(Rep., Ohio)"."""

_OF_THING = {Lang.NL: re.compile(r",? laat weten\b"), Lang.EN: re.compile(r", which\b")}
_CUES = cues(__package__, "offices")
_HEADS = {
    Lang.NL: re.compile(rf", die (?:[\w-]+ ){{1,6}}(?:{_CUES.any_of('heads_nl')})\b"),
    Lang.EN: re.compile(rf", who (?:has |had |co-?)?(?:{_CUES.any_of('heads_en')})\b"),
}
_LETTERS = frozenset(_CUES.words("letters"))
_HONOURS = re.compile(rf",? (?:{'|'.join(sorted(_LETTERS))}|AM)\b(?! [A-Z])")

_WAS = {
    Lang.NL: re.compile(
        rf", die (?:(?:{_CUES.any_of('while_nl')}) )*(?P<words>(?:[\w'’-]+ ){{1,4}}?)(?:is|was|werd|bleef|wordt)\b"
    ),
    Lang.EN: re.compile(
        rf", who (?:{_CUES.any_of('was_en')})(?: now| then| once| still)? "
        r"(?:the |a |an )?(?P<words>(?:[\w'’-]+ ?){1,5})"
    ),
}
"""What a relative clause behind a name says that its bearer is or was."""

_ADDED = re.compile(
    rf"(?: \(\d{{1,3}}\))?, (?:(?:{_CUES.any_of('added')}) )?"
    r"(?P<words>[\w'’-]+(?: [a-zà-ÿ][\w'’-]*){0,4})(?! [A-ZÀ-ÖØ-Þ])"
)
"""What a comma adds to a name: "Robin Marsh, the former harbour master,". One before a capital is the next name's.

An office so, up to the first small word, stands behind 306 names in full in the corpus, all of which stay."""
_AND = frozenset({"en", "and"})

_SPEAKS = {
    Lang.NL: re.compile(rf",? (?:{_CUES.any_of('speaks_nl')})\b"),
    Lang.EN: re.compile(rf",? (?:has |had )?(?:{_CUES.any_of('speaks_en')})\b"),
}

_OF = {
    lang: re.compile(
        rf"\b(?:{the}) (?P<words>(?:[a-zà-ÿ][\w'’-]* ){{0,2}}?[a-zà-ÿ][\w'’-]*) (?:{of})"
        r" (?:[\w'’-]+ ){0,4}[\w'’-]+, \Z",
        re.IGNORECASE,
    )
    for lang, the, of in ((Lang.NL, "de|het", "van|bij|voor|in|op"), (Lang.EN, "the", "of|at|for|in"))
}
_BEFORE_OF = 90
"""An office that there is one of, and what it is of: "the director of the hospital, Jan Marlo, denies it"."""

_TITLE = "Ms"
"""No MS, who sits in the parliament of Wales."""


def office_beside(text: str, lang: Lang, span: Span) -> bool:
    """Whether a word of an office, or of a spokesperson, stands near a name and in its sentence."""
    before = _WORD.findall(_STOP.split(text[max(0, span.start - _BEFORE) : span.start])[-1])[-_WORDS_BEFORE:]
    after = _WORD.findall(_STOP.split(text[span.end : span.end + _AFTER])[0])[:_WORDS_AFTER]
    lists = word_lists(lang)
    return any(classes_of(word, lists) & {"office", "spokes"} for word in (*before, *after))


def introduces(text: str, lang: Lang, span: Span, words: Sequence[str]) -> bool:
    """Whether what stands directly beside a name of those ``words`` tells that its bearer is public."""
    return (
        behind_office(text, lang, span)
        or holds_the_office(text, lang, span)
        or sits_for_party(text, lang, span)
        or acts_publicly(text, lang, span, words)
    )


def behind_office(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands directly behind an office that is no title or work of anybody's: "the mayor, Sanne Bok"."""
    lists = word_lists(lang)
    return any(_named_by(words, lists) and _is_rare(words[-1], lists) for words in _before(text, span, lists))


def holds_the_office(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands behind an office and what that is of: "the director of the hospital, Jan Marlo,"."""
    found = _OF[lang].search(text, max(0, span.start - _BEFORE_OF), span.start)
    if not found or text[span.end : span.end + 1] not in (",", ".", ""):
        return False
    words, lists = found["words"].split(), word_lists(lang)
    return _named_by(words, lists) and _is_rare(words[-1], lists)


def sits_for_party(text: str, lang: Lang, span: Span) -> bool:
    """Whether a party stands in brackets directly behind a name, as papers put it: "(VVD)", "(Lab)", "(D-Tex.)"."""
    found = _BRACKETS.match(text, span.end)
    party = found["party"] if found else ""
    listed = party.replace(" ", "_") in word_lists(lang).apart["party"]
    return listed or (lang is Lang.EN and _AND_STATE.fullmatch(party) is not None)


def acts_publicly(text: str, lang: Lang, span: Span, words: Sequence[str]) -> bool:
    """Whether it is told behind a name that its bearer is an organisation, heads one, held an office or was honoured.

    ``words`` are those of the name. What a relative pronoun says of a thing, it says of a clause behind a person.
    Whoever has a name in full and speaks under it does so in public.
    """
    lists = word_lists(lang)
    if _in_full(words, lists) and _SPEAKS[lang].match(text, span.end):
        return True
    if lang is Lang.EN and len(words) > 1 and (words[-1] in _LETTERS or _HONOURS.match(text, span.end)):
        return True
    in_full = len(words) > 1 and len(words[-1]) > 2
    if (
        in_full
        and not _begins_clause(text, span)
        and (added := _ADDED.match(text, span.end))
        and _tells_office(_up_to_small(added["words"].split(), lists), lists)
    ):
        return True
    if (was := _WAS[lang].match(text, span.end)) and _tells_office(was["words"].split(), lists):
        return True
    thing = not any(lists.is_name(word) for word in words) and _OF_THING[lang].match(text, span.end)
    return bool(thing or _HEADS[lang].match(text, span.end))


def _in_full(words: Sequence[str], lists: WordLists) -> bool:
    return len(words) > 1 and words[0] in lists.first_names and len(words[-1]) > 2 and words[-1][0].isupper()


def _up_to_small(words: Sequence[str], lists: WordLists) -> Sequence[str]:
    """``words`` before the first small one; none of a list, which goes on with others than the name's bearer."""
    end = next((n for n, word in enumerate(words) if word.lower() in lists.function), len(words))
    return () if words[end : end + 1] and words[end] in _AND else words[:end]


def _tells_office(words: Sequence[str], lists: WordLists) -> bool:
    """Whether words are those of an office, alone or with what stands before: "leader", "deputy council leader"."""
    phrases = ("_".join(words[n:m]) for n in range(len(words)) for m in range(n + 1, len(words) + 1))
    return any(is_office(phrase, lists) and _is_rare(phrase, lists) for phrase in phrases)


def holds_office(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands directly behind an office, or one is told of its bearer behind it."""
    lists = word_lists(lang)
    after = None if _begins_clause(text, span) else _APPOSED.match(_STOP.split(text[span.end : span.end + _AFTER])[0])
    words = after["words"].split()[:_APPOSED_WORDS] if after else []
    before = any(_named_by(words, lists) for words in _before(text, span, lists))
    return before or sits_for_party(text, lang, span) or any(is_office(word, lists) for word in words)


def _begins_clause(text: str, span: Span) -> bool:
    """Whether a clause begins behind the comma of a name, and nothing is added to the name."""
    if not _ACCORDING.search(text, max(0, span.start - _ACCORDING_REACH), span.start):
        return False
    after = _APPOSED.match(text, span.end)
    return after is not None and (
        text[after.end() : after.end() + 1] != "," or len(after["words"].split()) > _APPOSED_WORDS
    )


def _before(text: str, span: Span, lists: WordLists) -> Iterator[list[str]]:
    """The words directly before a name; also as if its first words, which are on no list of names, were no part of it.

    The tagger may take the last word of an office for a name's first: "District" *Attorney Xavier Cantu*.
    """
    starts = [span.start + found.start() for found in re.finditer(r"\S+", span.of(text))]
    for start, before in zip(starts, [span.start, *starts], strict=False):
        if lists.is_name(text[before:start].strip()):
            return
        if found := _DIRECTLY.search(text[max(0, start - _BEFORE) : start]):
            yield found["words"].split()


def _is_rare(office: str, lists: WordLists) -> bool:
    """Whether an office is no title or work of anybody's; a title of honour is written so: "the lady", "Lady Anne"."""
    return office in lists.apart["honour"] or office.lower() not in lists.apart["everyday"]


def _named_by(words: Sequence[str], lists: WordLists) -> bool:
    return any(is_office("_".join(words[n:]), lists) for n in range(len(words)))


def is_office(word: str, lists: WordLists) -> bool:
    """Whether a word, or a phrase with ``_`` for its blanks, is that of an office."""
    phrase = tuple(word.lower().split("_"))
    if len(phrase) > 1:
        return (phrase, "office") in lists.phrases.get(phrase[0], ()) or word.lower() in lists.apart["official"]
    return word != _TITLE and ("office" in classes_of(word, lists) or _is_official(word.lower(), lists))


def _is_official(word: str, lists: WordLists) -> bool:
    heads = (word[at:] for at in range(1, len(word) - _SHORTEST_HEAD + 1)) if lists.lang is Lang.NL else ()
    return word in lists.apart["official"] or any(head in lists.apart["official"] for head in heads)


def classes_of(word: str, lists: WordLists) -> frozenset[str]:
    """The classes of a word, whether it is on the list itself or by its ending."""
    return _classes(word, lists.lang)


@lru_cache(maxsize=16384)
def _classes(word: str, lang: Lang) -> frozenset[str]:
    return frozenset(kind.rstrip(INFLECTED + COMPOUND) for kind in word_lists(lang).classes(word, word.lower()))
