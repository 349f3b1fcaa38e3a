"""Names that are given when a newsroom asks for them: "Redactie: Hoe heet je? / K: Sanne Bok", typed however.

Called by :mod:`.public`. In a chat or a transcript nothing stands around such an answer that shows a name, and many are
typed without a capital; the question tells what the answer is. So does a bracket that gives the surname of whoever is
called by something else ("rusty (real name …)"), and a title before a surname in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .match import Match
from .turns import turns
from .vectors import vectors
from .wordlists import word_lists

RULE, PRECISION = "name.source", 0.9

_ASKS = {
    Lang.NL: re.compile(
        r"\b(?:(?:achter|voor|roep)?naam(?: en (?:achter|voor)naam)?\b[^.?!\n]{0,40}\?"
        r"|hoe heet(?:te)?(?: [\w'’-]+){1,4} ?(?:eigenlijk|precies|ook alweer|voluit)?\?)",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(
        r"\b(?:(?:your|his|her|their|the|whose|\w{1,30}['’]s) (?:full |real |last |first |own |actual )?(?:sur)?name\b"
        r"[^.?!\n]{0,40}\?|(?:what|who) (?:is|was|are) (?:he|she|they|you) called\?)",
        re.IGNORECASE,
    ),
}
_CUES = cues(__package__, "answered")
_BEGINS = re.compile(
    r"[\s\"'“”‘’*_:>]*(?:\([^)\n]{1,20}\):?\s*)?"
    rf"(?:(?:{_CUES.any_of('begins')})\b[,.:]?\s+)*",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?P<name>[^\W\d_][\w’'-]*(?:[ \t][^\W\d_][\w’'-]*){0,3})[ \t]*(?=[.,;:!?()\n–—]|- |\Z)")
_REFUSES = frozenset(_CUES.words("refuses"))
_OF_THING = r"(?<!\bde )(?<!\bhet )(?<!\been )(?<!\bthe )(?<!\ba )(?<!\ban )"
"""An article before a word makes a noun of it, and the name in the bracket that of somebody before."""
_BRACKET = {
    Lang.NL: re.compile(
        rf"(?<![\w’'-]){_OF_THING}(?P<name>[^\W\d_][\w’'-]+) \((?:[a-zà-ÿ ,]{{1,30}}, )?(?:echte naam|volledige naam"
        r"|voluit|achternaam)(?: is|:)? [A-ZÀ-ÖØ-Þ]"
    ),
    Lang.EN: re.compile(
        rf"(?<![\w’'-]){_OF_THING}(?P<name>[^\W\d_][\w’'-]+) \((?:[a-zà-ÿ ,]{{1,30}}, )?(?:real name|full name|surname"
        r"|last name)(?: is|:)? [A-ZÀ-ÖØ-Þ]"
    ),
}
_IN_BRACKET = {
    Lang.NL: re.compile(r"[( ](?:(?:echte|volledige) naam|voluit|achternaam)\b"),
    Lang.EN: re.compile(r"[( ](?:(?:real|full|last) name|surname)\b"),
}
_TITLED = re.compile(
    rf"(?<![\w’'-])(?:{_CUES.any_of('titles')})\.? (?P<name>(?:(?:van|de|der|den|ter|ten) ){{0,2}}"
    r"(?P<last>[a-zà-ÿ][a-zà-ÿ’'-]{2,}))(?![\w’'-])"
)


def answered(text: str, lang: Lang) -> Iterator[Match]:
    """The names in ``text`` that answer a question for one, have a title before them, or more in a bracket behind."""
    small = word_lists(lang).function
    for turn, following in pairwise(turns(text)) if _ASKS[lang].search(text) else ():
        same = turn.label.of(text) == following.label.of(text)
        if same or not _ASKS[lang].search(text, turn.label.end, turn.said.end):
            continue
        begins = _BEGINS.match(text, following.label.end, following.said.end)
        answer = _ANSWER.match(text, begins.end(), following.said.end) if begins else None
        if answer and not any(word.lower() in small or word.lower() in _REFUSES for word in answer["name"].split()):
            yield Match(Span(*answer.span("name")), DetailType.NAME, PRECISION, RULE)
    for found in _TITLED.finditer(text):
        if _may_be_surname(found["last"], lang):
            yield Match(Span(*found.span("name")), DetailType.NAME, PRECISION, RULE)
    for found in _BRACKET[lang].finditer(text) if _IN_BRACKET[lang].search(text) else ():
        if found["name"].lower() not in small:
            yield Match(Span(*found.span("name")), DetailType.NAME, PRECISION, RULE)


def _may_be_surname(word: str, lang: Lang) -> bool:
    """Whether a word behind a title is a surname: on the list, or a word that is on none."""
    lists = word_lists(lang)
    if word in lists.function:
        return False
    return word.capitalize() in lists.surnames or (word not in vectors() and not lists.classes(word, word))
