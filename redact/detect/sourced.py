"""Names in full that the text gives to whoever talked to it: "the woman who wrote to us, Jane Bok".

Called by :mod:`.public`. The tagger takes whoever is called in full for public, and a story that names its source so
does it once, where it says who that is. Whoever holds an office is told of by it, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .match import Match
from .offices import classes_of, is_office
from .tagger import SMALL
from .wordlists import WordLists, word_lists

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\w"
_NAME = rf"(?P<name>{_WORD}(?:(?: (?:{SMALL})){{0,2}} {_WORD}){{0,3}})"
_TITLE = r"(?:(?:[Mm]rs?|[Mm]s|[Dd]r|[Mm]w|[Mm]evr|[Dd]hr)\.? |[Mm]iss |[Mm]evrouw |[Mm]eneer |[Dd]e heer )?"
_ENDS = r"(?=['’\"”]?(?:[,.;:!?()\n–—]|\Z| [a-zà-ÿ]))"
_CUES = cues(__package__, "sourced")
_TOLD, _TELLER, _TELLERS, _VICTIM = (
    {lang: f"(?:{_CUES.any_of(f'{name}_{lang}')})" for lang in Lang} for name in ("told", "teller", "tellers", "victim")
)
_NO_PRESS = rf"(?![^.!?\n]{{0,60}}(?:[.!?] [^.!?\n]{{0,50}})?\b(?:{_CUES.any_of('press')})\b)"
_PATTERNS: Mapping[Lang, tuple[str, ...]] = {
    Lang.NL: (
        r"\b(?:[Dd]e|[Ee]en|[Dd]ie|[Oo]nze|[Hh]et)(?P<who>(?: [a-zà-ÿ-]+){1,4}),? die "
        rf"(?=[^.,;\n]{{0,60}}\b(?:ons|mij|deze krant|de krant|(?:de|deze|onze) redactie)\b)"
        rf"(?=[^.,;\n]{{0,60}}\b{_TOLD[Lang.NL]}\b)[^.,;\n]{{5,70}}, {_TITLE}{_NAME}(?=[,.;:(])",
        r"\b(?:[Dd]e|[Oo]nze|[Mm]ijn)(?: (?:eerste|tweede|derde|andere|enige|anonieme)){0,2} "
        rf"{_TELLER[Lang.NL]} (?:is|was|heet|heette) {_TITLE}{_NAME}{_ENDS}",
        rf"(?<![\w’'])(?:[Mm]ijn naam is|[Ii]k heet|[Ii]k ben) {_TITLE}{_NAME}"
        rf"(?=(?:[,.;]| en) [Ii]k (?:werk|werkte|heb|ben|was)\b){_NO_PRESS}",
        rf"\b[Hh]et {_VICTIM[Lang.NL]}(?:, [^.,;\n]{{1,40}},)? (?:is|was|heet|heette) {_TITLE}{_NAME}(?=[,.;\n])",
        rf"\b[Ee]en van (?:de|onze|mijn|die|deze)(?: [a-zà-ÿ-]+){{0,2}} {_TELLERS[Lang.NL]} "
        rf"(?:is|was|heet|heette) {_TITLE}{_NAME}{_ENDS}",
    ),
    Lang.EN: (
        r"\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]his|[Oo]ur)(?P<who>(?: [a-z-]+){1,4}) who "
        rf"(?:first |also |later |finally |once |has |had )*{_TOLD[Lang.EN]}(?: (?:to|with|up))? "
        rf"(?:us|me|this (?:news)?paper|the (?:news)?paper|our (?:reporters?|newsroom|desk))\b[^.,;\n]{{0,50}}, "
        rf"{_TITLE}{_NAME}(?=[,.;:(])",
        r"\b(?:[Tt]he|[Oo]ur|[Mm]y)(?: (?:first|second|third|other|main|original|only|anonymous)){0,2} "
        rf"{_TELLER[Lang.EN]} (?:is|was) (?:called |named )?"
        rf"{_TITLE}{_NAME}{_ENDS}",
        rf"\b(?:[Mm]y name is|I am|I['’]m) {_TITLE}{_NAME}"
        rf"(?=(?:[,.;]| and) I(?:['’]ve| have)? (?:work|worked|been|was|used to work|clean|drive|nurse)\b){_NO_PRESS}",
        rf"\b[Tt]he {_VICTIM[Lang.EN]}(?:, [^.,;\n]{{1,40}},)? (?:is|was) "
        rf"(?:called |named )?{_TITLE}{_NAME}(?=[,.;\n])",
        rf"\b[Oo]ne of (?:the|our|my|these|those)(?: [a-z-]+){{0,2}} {_TELLERS[Lang.EN]} "
        rf"(?:is|was) (?:called |named )?{_TITLE}{_NAME}{_ENDS}",
    ),
}
_NEEDED = {
    Lang.NL: (
        r"\bdie [^.,;\n]{0,60}\b(?:ons|mij|krant|redactie)\b",
        r"klaagster|klager|meld(?:er|ster)|aange(?:ver|efster)|tipge(?:ver|efster)|luid(?:er|ster)|\bbron ",
        r"\b(?:[Mm]ijn naam is|[Ii]k heet|[Ii]k ben) [A-ZÀ-ÖØ-Þ]",
        rf"\b[Hh]et {_VICTIM[Lang.NL]}\b",
        r"\b[Ee]en van (?:de|onze|mijn|die|deze)\b",
    ),
    Lang.EN: (
        r" who (?:\w+ ){1,5}?(?:us|me|this|the|our)\b",
        r"complainant|blower|informant|tipster|source|accuser",
        r"(?:\b[Mm]y name is|\bI am|\bI['’]m) [A-ZÀ-ÖØ-Þ]",
        rf"\b[Tt]he {_VICTIM[Lang.EN]}\b",
        r"\b[Oo]ne of (?:the|our|my|these|those)\b",
    ),
}
"""What a text has in which each of them can match at all: to look for that is far quicker."""

_EVERY = {
    lang: tuple(
        (re.compile(needed), re.compile(pattern)) for needed, pattern in zip(_NEEDED[lang], patterns, strict=True)
    )
    for lang, patterns in _PATTERNS.items()
}
RULE = "name.source"

PRECISION = 0.9
"""How sure it is that such a name is to be protected."""


def sourced(text: str, lang: Lang) -> Iterator[Match]:
    """The names by which ``text`` calls those who talked to it, or complained, where it says so."""
    lists = word_lists(lang)
    for needed, pattern in _EVERY[lang]:
        for found in pattern.finditer(text) if needed.search(text) else ():
            if _is_person(found["name"], lists) and not _in_office(found.groupdict().get("who") or "", lists):
                yield Match(Span(*found.span("name")), DetailType.NAME, PRECISION, RULE)


def _is_person(name: str, lists: WordLists) -> bool:
    """Whether words with capitals are somebody's name: with a first name, or two that no organisation's are."""
    words = name.split()
    if words[0] in lists.first_names:
        return True
    return len(words) > 1 and not any(classes_of(word, lists) for word in words if word not in lists.surnames)


def _in_office(who: str, lists: WordLists) -> bool:
    return any(is_office(word, lists) or "spokes" in classes_of(word, lists) for word in who.split())
