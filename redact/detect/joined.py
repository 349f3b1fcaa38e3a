"""Splits a find of the tagger that covers two phrases.

"Begin dit jaar kwamen bij de [stadsbode vier meldingen] binnen": after an article and its noun, another article or a
number begins a second phrase, and no single replacement for both would leave a sentence. This is done in Dutch only; in
English such a find is a clause ("her return a nurse rang"). And where a find runs on into its predicate, only its first
phrase is kept: "two of the cooks | have since met".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..cues import cues
from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from .grammar.lexicon import meaning
from .grammar.numerals import number
from .match import Match
from .tagger import Tagged
from .wordlists import word_lists

_TYPES = frozenset(
    {DetailType.EVENT, DetailType.FAMILY, DetailType.OCCUPATION, DetailType.PLACE, DetailType.GROUP, DetailType.TRIP}
)
BESIDE = 0.8
"""How sure the less sure phrase must be beside the other, for both to be finds. In the corpus' drafts it tells "[haar
zwager] een kamer deelt" and "bij het korps [twee vrouwen]" from "op een [borrel haar mond open]".
"""
_BEFORE = re.compile(r"\b(?:de|het|een|zijn|haar|mijn|ons|onze|hun|uw|deze|dit) \Z", re.IGNORECASE)
_REACH = 6
_FIRST = re.compile(r"(?P<noun>[^\W\d_][\w'’-]*) (?P<next>[^\W\d_]+) [^\W\d_]")
_PLACED = re.compile(
    r"\b(?:op|in|bij|na|tijdens|voor|over|aan|met|uit|van|door) (?:de|het|een|zijn|haar|hun|mijn|die|dat) \Z",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"(?P<first>[^.,;:!?\n]+?) (?P<verb>[a-zé]+) (?:ze|zij|hij|we|wij|ik) (?=\w)")
"""A phrase at the head of a Dutch sentence, its verb and its subject: "op de [borrel] kreeg ze [een pet]"."""
_SENTENCE_ENDS = re.compile(
    rf"\b(?!(?:{cues(__package__, 'joined').any_of('titles')})\b)[a-zà-ÿ]{{3,}}(?P<end>[.!?] +)(?=[A-ZÀ-Þ])"
)
_ARTICLES = frozenset("de het een haar mijn ons onze hun zijn".split())
_PLURAL = ("en", "s")
"""Behind a noun in the plural "zijn" is a verb as a rule: "haar knieën zijn versleten"."""
_RANKS = ("ste", "de", "re")
"""The ends of what ranks or tells apart, before a number of its own phrase: "de eerste vier", "de andere twee"."""


_COUNT_ALONE = re.compile(r"((?:(?:van|of) )?(?P<count>\w+)) (?:de|het|the) \w+ \w", re.IGNORECASE)
"""A number that no noun follows, and another phrase: "a delegation [of five] the harbour saw"."""

_RELATED = re.compile(
    r"((?:[\w'’-]+ ){0,3}?[\w'’-]+) (?:is|was|waren|heeft|had|hadden|hebben|werd|werden|wordt|kwam|kwamen|komt|komen"
    r"|ging|gingen)\b.*",
    re.DOTALL,
)

_CLAUSE_END = re.compile(r"\s*(?:\Z|[^\w\s]|\n|(?:en|maar|want|dus|die|dat|in|op|bij|te|aan|met|uit|van)\b)")
"""Of what is said of a relative all goes or nothing: "haar moeder heeft het museum nog | gebeld" is her mother."""

_OTHER_NOUN = re.compile(r"((?:als )?(?:een|één) van de \w+) een \w")
"""Who is one of few, before what the clause is about: "als een van de weinigen een kopie"."""

_AGED = re.compile(r"(.*\b(?:van|of) (?P<age>[\w-]+)(?: jaar| months)?) (?:van|of|from) .*")
"""A child with an age, and what follows on its parent: "zijn zoon van vijftien van de vereniging"."""

_TIMES = re.compile(r"(.*\w) (?:for|voor) (?:the|de) \w+")

_TIME_BEHIND = re.compile(r" (?:time|keer|maal)\b")
""""Her exam for the second time": how often is no part of what."""

_FOR_DOING = re.compile(r"([^,.;\n]*?[^\W\d_]) for [a-z]+ing\b")
"""Where something happened, and for what: "in a corridor | for parking a bed"."""

_BY_BIRTH = re.compile(r"(.*\w) van huis")

_ORIGIN_BEHIND = re.compile(r" uit\b")
""""Jurist van huis uit" is an idiom of which nothing can stand alone."""

_NEVER_AGAIN = re.compile(
    r"((?:[\w'’-]+ ){1,5}?(?!they|we|he|she|you|i\b)[\w'’-]+) (?:never (?:went|came|got|had|saw|said|worked)"
    r"|(?:has|have|had) (?:since|never)) .*"
)
"""What somebody of a group did since is none of it: "the youngest cook | never went back"."""


_JOURNEY = re.compile(
    r"((?:[a-zà-ÿ-]+ ){0,2}[\w-]*(?:reis|trip|tocht|excursie|bezoek|vlucht|tournee|vakantie|weekend|uitje|congres)"
    r" (?:naar|in|door|aan|uit) (?:de |het )?[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)*)"
    r" (?:(?:werd|was|is|had|heeft|zou|wilde) )?(?P<verb>[a-zà-ÿ]+)"
)
"""A journey and where it went, and at the end of a Dutch clause what happened there: "reis naar Riga | uitschold"."""

_SOMEBODY, _SOMEBODY_REACH = re.compile(r"\b(?:an?|another|een|één) \Z", re.IGNORECASE), 9
_GOES_ON = re.compile(r" (?:(?:of|from|in|at|van|uit|bij) [^,.;]*? )?\w+ed\b| (?:van|uit|bij|who|die) ")
"""Behind somebody, what they are of and did."""
_NOUN = re.compile(r"[^\W_][\w'’-]*")


def apart(text: str, lang: Lang, matches: Iterable[Match], tagged: Tagged) -> Iterator[Match]:
    """``matches``, with a find over two phrases as the surer of them, or as both where one is hardly surer."""
    for match in matches:
        parts = _sentences(text, match) or (_parts(text, match) if lang is Lang.NL and match.type in _TYPES else ())
        if not parts:
            yield match
            continue
        seen = [tagged.support_of(match.type, part) for part in parts]
        for part, support in zip(parts, seen, strict=True):
            if support >= BESIDE * max(seen):
                yield replace(match, span=part, value={})


def _sentences(text: str, match: Match) -> tuple[Span, ...]:
    """The sentences that ``match`` is of: "not the only one. | One of the three independents"; none if of one."""
    if match.type is DetailType.QUOTE or match.type in DIRECT_TYPES:
        return ()
    ends = [end.span("end") for end in _SENTENCE_ENDS.finditer(text, match.span.start, match.span.end)]
    starts, stops = [match.span.start, *(end for _, end in ends)], [*(start for start, _ in ends), match.span.end]
    return tuple(Span(start, stop) for start, stop in zip(starts, stops, strict=True)) if ends else ()


def _parts(text: str, match: Match) -> tuple[Span, ...]:
    """The two phrases of ``match``; none where it is one."""
    start, end = match.span.start, match.span.end
    small, inverted = word_lists(Lang.NL).function, _INVERTED.match(text, start, end)
    if inverted and _PLACED.search(text, max(0, start - _REACH - 10), start) and inverted["verb"] not in small:
        return Span(start, inverted.end("first")), Span(inverted.end(), end)
    found = _FIRST.match(text, start, end)
    if found is None or not _BEFORE.search(text, max(0, start - _REACH), start):
        return ()
    noun, word = found["noun"].lower(), found["next"].lower()
    if word in _ARTICLES:
        begins = noun not in small and not (word == "zijn" and noun.endswith(_PLURAL))
    else:
        begins = noun not in small and number(word, Lang.NL) is not None and not noun.endswith(_RANKS)
    return (Span(start, found.end("noun")), Span(found.start("next"), end)) if begins else ()


_PREDICATE = re.compile(
    r"(?:de|een|die|deze|zij|ze|hij|she|he|the|an?)\b[^,.;\n]{0,40}? (?:was|is|bleef|werd|became) "
    r"(?=(?:als |de |het |the )?(?:enige|eerste|jongste|oudste|laatste|only|first|youngest|oldest)\b)",
    re.IGNORECASE,
)


def predicate(text: str, type_: DetailType, span: Span) -> Span | None:
    """What a group's stretch says of its subject: "the other woman was | the first in the crew"; None of another."""
    said = type_ is DetailType.GROUP and _PREDICATE.match(text, span.start, span.end)
    return Span(said.end(), span.end) if said else None


_WITH_COLONS = DIRECT_TYPES | {DetailType.QUOTE, DetailType.DATE}
_BEFORE_COLON = re.compile(r"([^:\n]*[^\W\d_]): (?=[a-zà-ÿ])")
"""Behind a colon it is told what a thing holds or is: "een schrift: data, tijden"."""


def first_phrase(text: str, lang: Lang, match: Match) -> Span | None:
    """What of a match stands before a phrase that is none of its own; None where there is none."""
    start, end = match.span.start, match.span.end
    found: re.Match[str] | None = None
    if match.type is DetailType.GROUP:
        found = _OTHER_NOUN.match(text, start, end) or _COUNT_ALONE.match(text, start, end)
        found = found if found and (not found.groupdict() or number(found["count"], lang)) else None
        found = found or _NEVER_AGAIN.fullmatch(text, start, end)
    elif match.type is DetailType.FAMILY:
        found = _AGED.fullmatch(text, start, end)
        found = found if found and (number(found["age"], lang) or 1) > 1 else None
        cut = lang is Lang.NL and not _CLAUSE_END.match(text, end)
        found = found or (_RELATED.fullmatch(text, start, end) if cut else None)
    elif match.type is DetailType.TRIP and lang is Lang.NL:
        found = _JOURNEY.fullmatch(text, start, end) if _CLAUSE_END.match(text, end) else None
        found = found if found and found["verb"] not in word_lists(lang).function else None
    elif match.type is DetailType.PLACE and lang is Lang.EN:
        found = _FOR_DOING.match(text, start, end)
    elif _TIME_BEHIND.match(text, end):
        found = _TIMES.fullmatch(text, start, end)
    elif match.type is DetailType.OCCUPATION and _ORIGIN_BEHIND.match(text, end):
        found = _BY_BIRTH.fullmatch(text, start, end)
    elif match.type not in _WITH_COLONS:
        found = _BEFORE_COLON.match(text, start, end)
    return Span(start, found.end(1)) if found else None


def somebody_first(text: str, lang: Lang, span: Span) -> Span | None:
    """Whoever a find opens with that is a clause: "a | councillor travelled with him"; None of an event."""
    if not _SOMEBODY.search(text, max(0, span.start - _SOMEBODY_REACH), span.start):
        return None
    first = _NOUN.match(text, span.start, span.end)
    end = first.end() if first else span.end
    known = first is not None and meaning("occupations", first[0].lower(), lang) is not None
    return Span(span.start, end) if known and _GOES_ON.match(text, end, span.end) else None
