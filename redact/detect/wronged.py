"""Nameless people whom somebody is said to have wronged, or who accuse somebody: "a 23-year-old intern", "een kapster".

Called by detection. A sentence about an official who misbehaved is about somebody public, and the tagger takes all of
it for that; but whoever it happened to is the last person that a newspaper may point at. Whoever is on trial or
accused in the same words is not meant, nor is anybody who is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ..cues import cues, opening
from ..draft import Lang, Span
from ..numerals import numerals
from .offices import is_office
from .tellers import tellers
from .wordlists import COMPOUND, INFLECTED, sections, word_lists

RULE = "wronged"
"""What stands for this among the evidence of a detail."""

_WORD = r"(?-i:(?:[A-ZÀ-ÖØ-Þ][\w.]*-)?[a-zà-ÿ\d][a-zà-ÿ\d'’-]*)"
"""With what a newspaper puts before it: "VUB-studente", and at the head of a sentence "Oud-medewerkers"."""
_MOST_WORDS, _LONGEST, _REACH = 5, 90, 300
"""Words, and characters, of who it is; characters in which a sentence begins and ends."""

_CUES = cues(__package__, "wronged")
_TO_TWELVE = {lang: (*numerals(lang).units[1:], *numerals(lang).teens[:3]) for lang in Lang}
"""From two."""
_SEVERAL = {Lang.NL: opening(_TO_TWELVE[Lang.NL]) + r"|[1-9]\d", Lang.EN: opening(_TO_TWELVE[Lang.EN][:6])}
"""Two to twelve, or figures; in English two to seven."""
_INDEFINITE = {lang: rf"(?:{_CUES.any_opening(f'indefinite_{lang}')}|{_SEVERAL[lang]})" for lang in Lang}
_DEFINITE = {Lang.NL: r"(?:[Dd]e|[Dd]eze|[Dd]ie|[Hh]et|[Dd]at|[Dd]it)", Lang.EN: r"(?:[Tt]he|[Tt]his|[Tt]hat)"}
_COUNTED = {lang: re.compile(rf"\b(?:{_SEVERAL[lang]}) (?:(?-i:[A-ZÀ-ÖØ-Þ])[\w-]+ )?\Z") for lang in Lang}
_ONE_OF = {
    Lang.NL: r"\b(?:[Éé]én|[Ee]en) van (?:de|zijn|haar|deze|die)",
    Lang.EN: r"\b[Oo]ne of (?:the|his|her|these|those)",
}
_ANY_COUNT = "|".join(number for lang in Lang for number in _TO_TWELVE[lang])
_AMONG_WHOM = rf"(?:{_ANY_COUNT}|\d{{1,2}}|{_CUES.any_of('among_whom')})"
_AT_LEAST = {lang: rf"\b(?:{_CUES.any_opening(f'at_least_{lang}')}) " for lang in Lang}
_SAYS = re.compile(rf"(?: [^.,;:\n]{{1,40}}?)? (?:{_CUES.any_of('says')})\b")
_UNNAMED = {
    Lang.NL: None,
    Lang.EN: re.compile(rf"\b(?:[Oo]ne|[Aa]nother) (?-i:[A-ZÀ-ÖØ-Þ][\w.]* )?(?P<who>{_WORD})"),
}
""""One minister said" has no name, whatever office it is; "een minister zei" may be of whoever is named next."""
_COUNT_REACH = 30
"""Before the words for several: with how many they are, and where they are from, they are a group."""
_HIS = {Lang.NL: r"(?:zijn|haar)", Lang.EN: r"(?:his|her)"}
_FORMER = {lang: re.compile(rf"(?:{_CUES.any_of(f'former_{lang}')})") for lang in Lang}
_OPENS = {lang: re.compile(rf"(?:{_DEFINITE[lang]}|{_INDEFINITE[lang]}) (?:(?:{_SEVERAL[lang]}) )?") for lang in Lang}
"""The article at the beginning of a sentence, and with how many they are."""
_APART = re.compile(r"\b(?:\d+-(?:jarige|year-old)|female|male|vrouwelijke|mannelijke)\b")
_WORDS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
"""What there is between two such, without the spaces or dashes around it: "23-year-old  female"."""
_AGE = re.compile(
    r"\b(?:is|was|now|then|aged|his|her|their|nu|toen|de) "
    r"(?P<age>(?:(?:early|mid|late|begin|midden|eind)[ -])?(?:1[3-9]|[2-9]\d)(?:s|ers?)?)\b(?! (?!jaar|years?)\w)"
)
_PART_BEFORE, _PART_REACH = re.compile(rf"{_APART.pattern} \Z"), 20
_NAMED = re.compile(r",? (?-i:[A-ZÀ-ÖØ-Þ][\w’'-]+)(?: [A-ZÀ-ÖØ-Þ]|,)")
_NEAR = 90
"""Characters on either side of somebody in which a sentence tells of them."""
_BEFORE_REACH = 25
_DETERMINED = re.compile(
    r"\b(?:de|het|die|deze|dat|dit|een|één|zijn|haar|hun|ons|onze|mijn|uw|je|jouw|geen|alle|veel|door|als|\d+"
    r"|van|met|aan|voor|bij|onder|tussen|tegen|over|naar|op|in|uit|tot"
    rf"|{'|'.join(_TO_TWELVE[Lang.NL])}|[\wë]+tien|meerdere|diverse|enkele|verschillende)"
    r"(?: [a-zà-ÿ-]+e)? \Z",
    re.IGNORECASE,
)
"""What is before a noun that has its article, its number, or its owner, or is no subject."""
_BY, _BY_REACH = re.compile(r"\b(?:door|van|by) $"), 6
_HE, _SHE = (re.compile(rf"\b(?:{_CUES.any_opening(name)})\b") for name in ("he_nl", "she_nl"))
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+ (?:(?:van|de|der|den|ten) )*[A-ZÀ-ÖØ-Þ]")
_SENTENCE = re.compile(r"[.!?:]\s|\n")
_WHICH = {Lang.NL: re.compile(r" die "), Lang.EN: re.compile(r" who ")}
"""Right behind the noun: which of several is meant."""

_ACCUSES = {
    Lang.NL: r"(?: \(\d\d\))?(?: (?:van|bij|uit|op|in|aan) [^.,;\n]{1,40}?)?"
    r"(?P<clause>, die [^.,;\n]{1,60},)?(?:,? die)? ?"
    rf"(?:{_CUES.any_of('accuses_nl')})",
    Lang.EN: r"(?: (?:at|of|from|in|with|to) [^.,;\n]{1,40}?)?(?P<clause>,? who [^.,;\n]{1,60}?,?)?(?:,? who)? "
    rf"(?:has |have |had |later |also |first |previously )*(?:{_CUES.any_of('accuses_en')})\b",
}
"""What stands behind whoever accuses somebody, or to whom it was done."""

_ACCUSED = {
    Lang.NL: re.compile(
        r"[^.,;\n]{0,40}\b(?:wordt|werd|is|zijn|worden|werden|staat)\b[^.,;\n]{0,30}"
        rf"\b(?:{_CUES.any_of('accused_nl')})"
    ),
    Lang.EN: re.compile(
        r"[^.,;\n]{0,40}\b(?:is|was|has been|have been|were|are|stands) (?:\w+ly )?"
        rf"(?:{_CUES.any_of('accused_en')})"
    ),
}


class _Signs:
    """The words and expressions of one language."""

    def __init__(self, lang: Lang) -> None:
        words = sections(f"wronged_{lang}.txt")
        self.heads = tuple(sorted(words.get("head", frozenset())))
        self.persons, self.anybody, self.pairs = words["person"], words["anybody"], words.get("pair", frozenset())
        does, done, wrong = ("|".join(sorted(words[kind])) for kind in ("does", "done", "wrong"))
        self.young = words.get("young", frozenset())
        among = "|".join(sorted(words["among"]))
        of_them = rf"(?:{_AMONG_WHOM} ){{0,2}}(?:{among})(?![\w-])"
        self.among = re.compile(rf"{_ONE_OF[lang]} {of_them}|{_AT_LEAST[lang]}(?={_AMONG_WHOM}){of_them}")
        self.wrong = re.compile(wrong, re.IGNORECASE)
        behind = rf" (?:(?!by |door )\w+ )?{_INDEFINITE[lang]} (?-i:[A-ZÀ-ÖØ-Þ][\w.]* )?(?P<who>{_WORD})"
        relation = _CUES.any_of("relation") if lang is Lang.NL else r"(?!)"
        his = rf"\b(?:{does}|(?:{relation})(?! {_HIS[lang]} (?:vrouw|man)\b)) {_HIS[lang]} (?P<who>{_WORD})"
        towards = rf"{relation}|{_CUES.any_of(f'towards_{lang}')}"
        self.done = re.compile(rf"\b(?:{does}|{towards}){behind}", re.IGNORECASE)
        self.his = re.compile(his, re.IGNORECASE)
        self.says = re.compile(rf"\b(?:{_CUES.any_of(f'tells_{lang}')}){behind}") if lang is Lang.NL else None
        self.unnamed = re.compile(_CUES.any_of(f"unnamed_{lang}")) if lang is Lang.NL else None
        self.sent = re.compile(rf"\b(?:{_CUES.any_of(f'sent_{lang}')}){behind}", re.IGNORECASE)
        weaker = "|".join(sorted(words.get("weaker", frozenset())))
        self.weaker = re.compile(rf"\b{_INDEFINITE[lang]} (?:[\w-]+e )?(?P<who>{weaker})(?![\w-])") if weaker else None
        child = "|".join(sorted(words.get("child", frozenset())))
        self.child = (
            re.compile(rf"\b(?:{_CUES.any_opening('whose_nl')}) (?P<who>{child})(?: [A-Z][\w-]+)?(?=,? )")
            if child
            else None
        )
        victim = "|".join(sorted(words.get("victim", frozenset())))
        self.victim = re.compile(rf"\b{_DEFINITE[lang]} (?:{_WORD} )?(?:{victim})(?![\w-])") if victim else None
        several = _several(words.get("several", frozenset()))
        self.several = re.compile(several) if several else None
        talks = _CUES.any_of(f"talks_{lang}") if several else ""
        self.with_several = re.compile(rf"\b(?:{relation}|{talks}) {several}") if several else None
        self.somebody = re.compile(rf"\b{_INDEFINITE[lang]} (?-i:[A-ZÀ-ÖØ-Þ][\w.]* )?(?P<who>{_WORD})")
        self.known = re.compile(rf"\b{_DEFINITE[lang]} (?-i:[A-ZÀ-ÖØ-Þ][\w.]* )?(?P<who>{_WORD})")
        self.hides = re.compile(rf"(?:{_CUES.any_of('hides_en')})") if lang is Lang.EN else None
        self.accuses = re.compile(_ACCUSES[lang].replace("{does}", does).replace("{done}", done))


def _several(nouns: frozenset[str]) -> str:
    """An expression for several people without an article: "oud-medewerkers", "vrouwelijke studenten", "leerlingen"."""
    if not nouns:
        return ""
    apart = r"(?:[Oo]ud-|[Ee]x-|[Vv]oormalige |[Vv]roegere |[Vv]rouwelijke |[Mm]annelijke |[Jj]onge )"
    capital = (noun[0].upper() + noun[1:] for noun in nouns)
    plain = "|".join(sorted((*nouns, *capital), reverse=True))
    return rf"(?<![\w'’-])(?P<who>{apart}(?:[a-zà-ÿ]+-)?[a-zà-ÿ'’]+(?:s|en|i)(?![\w-])|(?:{plain})(?![\w-]))"


_signs = lru_cache(maxsize=len(Lang))(_Signs)


def tells_of_wrong(text: str, lang: Lang) -> bool:
    """Whether a text tells of something that was done to somebody, or of who complains of it."""
    return _signs(lang).wrong.search(text) is not None


def wronged(text: str, lang: Lang) -> tuple[Span, ...]:
    """The words for each of them, in order, part by part and without the article.

    So too wherever the text goes on about one of them: "the former intern".
    """
    signs = _signs(lang)
    if not signs.wrong.search(text):
        return ()
    found = {*_objects(text, lang), *_subjects(text, lang)}
    found.update(one for one in _weaker(text, lang) if not any(one.overlaps(other) for other in found))
    heads = {span.of(text).split()[-1] for span in found}
    heads = heads - signs.anybody | (signs.young if heads & signs.young else set())
    found.update(again for head in sorted(heads) for again in _again(text, head, lang))
    counted = {span.of(text).split()[-1] for span in found if _counted(text, span, lang)}
    found.update(again for head in sorted(counted) for again in _all_again(text, head, lang))
    found.update(_former(text, lang) if found else ())
    parts = [part for span in found for part in _counted(text, span, lang) or _parts(text, span)]
    ones = (Span(*one.span()) for one in signs.among.finditer(text))
    return tuple(sorted({*parts, *(one for one in ones if not any(one.overlaps(part) for part in parts))}))


def told_with(text: str, spans: Sequence[Span], lang: Lang) -> tuple[Span, ...]:
    """The stretches of sentences around ``spans``, and around whoever a text of a wrong calls its victim.

    When it was and what came of it is told of them there, however much else the sentence is about somebody public.
    """
    if lang is Lang.EN or not tells_of_wrong(text, lang):  # English: :mod:`.followed`
        return ()
    every = (*spans, *victims_of(text, lang))
    return tuple(sorted({*(_around(text, span) for span in every), *_going_on(text, every)}))


def victims_of(text: str, lang: Lang) -> tuple[Span, ...]:
    """Where a text of a wrong calls somebody its victim, or whoever complained."""
    signs = _signs(lang)
    if signs.victim is None or not signs.wrong.search(text):
        return ()
    return tuple(Span(*found.span()) for found in signs.victim.finditer(text))


def told_of(text: str, names: Sequence[str]) -> tuple[Span, ...]:
    """The sentences in which ``names`` stand, and those in which "she" or "he" goes on behind them.

    Whoever is called by a first name alone is nobody public.
    """
    every = [Span(*found.span()) for name in names for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    return tuple(sorted({*(_around(text, span, _REACH) for span in every), *_going_on(text, every, alone=True)}))


def _going_on(text: str, spans: Sequence[Span], *, alone: bool = False) -> Iterator[Span]:
    """The sentence behind that of each of ``spans`` where "she" or "they" are its, and "he" is who is accused.

    ``alone``: nobody else is told of, and "she" or "he" is whoever stands there.
    """
    if not (alone or _HE.search(text)):
        return
    for span in spans:
        stop = _SENTENCE.search(text, span.end, span.end + _REACH)
        end = _SENTENCE.search(text, stop.end(), stop.end() + _REACH) if stop and stop[0] != "\n" else None
        she = _SHE.search(text, stop.end(), end.start()) if stop and end else None
        if alone and stop and end:
            she = she or _HE.search(text, stop.end(), end.start())
        if stop and end and she and not _NAME.search(text, stop.end(), she.start()):
            yield Span(stop.end(), end.start())


def _around(text: str, span: Span, reach: int = _NEAR) -> Span:
    """What is within ``reach`` characters of ``span`` and in its sentence."""
    first, last = max(0, span.start - reach), min(len(text), span.end + reach)
    start = max((stop.end() for stop in _SENTENCE.finditer(text, first, span.start)), default=first)
    stop = _SENTENCE.search(text, span.end, last)
    return Span(start, stop.start() if stop else last)


def _objects(text: str, lang: Lang) -> Iterator[Span]:
    signs = _signs(lang)
    sent = (found for found in signs.sent.finditer(text) if signs.wrong.search(_sentence(text, found.start())))
    # "His secretary" is nobody's but his, whatever else a secretary may be.
    for found in signs.with_several.finditer(text) if signs.with_several else ():
        yield Span(*found.span("who"))
    said = signs.says.finditer(text) if signs.says else ()
    for found in (*signs.done.finditer(text), *sent, *said, *(his := [*signs.his.finditer(text)])):
        span = _person(text, found.start("who"), lang, in_office=found in his)
        if span and not _NAMED.match(text, span.end):
            yield span


def _subjects(text: str, lang: Lang) -> Iterator[Span]:
    signs = _signs(lang)
    for found in signs.somebody.finditer(text):
        span = _person(text, found.start("who"), lang)
        if _BY.search(text, max(0, found.start() - _BY_REACH), found.start()):
            continue
        if span is None or _NAMED.match(text, span.end) or _ACCUSED[lang].match(text, span.end):
            continue
        if said := signs.accuses.match(text, span.end):
            yield span
            if age := _AGE.search(text, *said.span("clause")) if said["clause"] else None:
                yield Span(*age.span("age"))
    for found in signs.several.finditer(text) if signs.several else ():
        if _DETERMINED.search(text, max(0, found.start() - _BEFORE_REACH), found.start()):
            continue
        if signs.accuses.match(text, found.end()) and not _ACCUSED[lang].match(text, found.end()):
            yield Span(*found.span("who"))
    unnamed = _UNNAMED[lang]
    for found in unnamed.finditer(text) if unnamed else ():
        span = _person(text, found.start("who"), lang, in_office=True)
        if span and not _NAMED.match(text, span.end) and _SAYS.match(text, span.end):
            yield span
    for start in tellers(text) if lang is Lang.EN else ():
        span = _person(text, start, lang)
        if span and not _NAMED.match(text, span.end) and not _ACCUSED[lang].match(text, span.end):
            yield span
    hides = signs.hides
    for found in signs.known.finditer(text) if hides else ():
        span = _person(text, found.start("who"), lang)
        if span and hides and hides.match(text, span.end):
            yield span
    for found in signs.known.finditer(text):
        # "The captain accused him" may be of whoever else; "the captain who accused him" says which one is meant.
        span = (
            _person(text, found.start("who"), lang)
            if _WHICH[lang].search(text, found.end(), found.end() + _LONGEST)
            else None
        )
        if span and _WHICH[lang].match(text, span.end) and signs.accuses.match(text, span.end):
            yield span
    for found in signs.child.finditer(text) if signs.child else ():
        if signs.accuses.match(text, found.end()) and not _ACCUSED[lang].match(text, found.end()):
            yield Span(*found.span("who"))
    for found in signs.unnamed.finditer(text) if signs.unnamed else ():
        yield from _asking(text, found.start(), lang)


def _asking(text: str, at: int, lang: Lang) -> Iterator[Span]:
    """Who wants no name in the paper, by the noun that ends at ``at`` or stands before a clause that does."""
    first = max(0, at - _REACH)
    start = max((stop.end() for stop in _SENTENCE.finditer(text, first, at)), default=first)
    opens = _OPENS[lang].match(text, start, at)
    span = _person(text, opens.end(), lang) if opens else None
    if span and span.end <= at and not _NAMED.match(text, span.end):
        yield span


def _weaker(text: str, lang: Lang) -> Iterator[Span]:
    """Whoever is in somebody's hands by what they are called, where they are brought in: "een cliënte"."""
    signs = _signs(lang)
    for found in signs.weaker.finditer(text) if signs.weaker else ():
        if not _NAMED.match(text, found.end()) and not _ACCUSED[lang].match(text, found.end()):
            yield Span(*found.span("who"))


def _again(text: str, head: str, lang: Lang) -> Iterator[Span]:
    """Where a definite description has that noun for a person."""
    for found in re.finditer(rf"\b{_DEFINITE[lang]} (?P<who>(?:{_WORD} ){{0,2}}?{re.escape(head)})(?![\w-])", text):
        if not _NAMED.match(text, found.end()):
            yield Span(*found.span("who"))


def _all_again(text: str, head: str, lang: Lang) -> Iterator[Span]:
    """Where so many of them are meant as before: "the three soldiers"."""
    for found in re.finditer(rf"\b{_DEFINITE[lang]} (?:{_SEVERAL[lang]}) (?P<who>{re.escape(head)})(?![\w-])", text):
        yield Span(*found.span("who"))


def _former(text: str, lang: Lang) -> Iterator[Span]:
    """Where whoever was wronged is called by the work they had: "the former employee"."""
    for found in _signs(lang).known.finditer(text) if lang is Lang.EN else ():
        span = _person(text, found.start("who"), lang) if _FORMER[lang].match(text, found.start("who")) else None
        if span and span.of(text).split()[-1] in _signs(lang).persons and not _NAMED.match(text, span.end):
            yield span


def _person(text: str, start: int, lang: Lang, *, in_office: bool = False) -> Span | None:
    """The words from ``start`` up to the noun for a person, of those that belong together; None where there is none."""
    lists, persons, pairs = word_lists(lang), _signs(lang).persons, _signs(lang).pairs
    heads = _signs(lang).heads
    end, before = None, ""
    # Whoever holds an office speaks in public; whoever held one may be anybody.
    former = in_office or _FORMER[lang].match(text, start) is not None
    for number, word in enumerate(re.finditer(_WORD, text[start : start + _LONGEST])):
        low = word[0].lower()
        if number >= _MOST_WORDS or (number and text[start + word.start() - 1] not in " -"):
            break
        kinds = {kind.rstrip(INFLECTED + COMPOUND) for kind in lists.classes(word[0], low)}
        works = {"occupation", "office"} & kinds and (former or not is_office(word[0], lists))
        if low.rpartition("-")[2] in persons or low.endswith(heads) or works or f"{before}-{low}" in pairs:
            end = start + word.end()
        elif end is not None or low in lists.function:
            break
        before = low
    return Span(start, end) if end is not None else None


def is_person(word: str, lang: Lang) -> bool:
    """Whether a word in lower case is one for somebody of whom such a text tells: "pupil", "doctoraalstudente"."""
    return word.rpartition("-")[2] in _signs(lang).persons or word.endswith(_signs(lang).heads)


def goes_on(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is not the first part of whom it is about: "intern" in "21-year-old intern"."""
    return _PART_BEFORE.search(text, max(0, start - _PART_REACH), start) is not None


def is_counted(text: str, span: Span, lang: Lang) -> bool:
    """Whether ``span`` says with how many they are: "two trainees"."""
    words = span.of(text)
    whole = rf"{_ONE_OF[lang]} |{_AT_LEAST[lang]}"
    return bool(_COUNTED[lang].fullmatch(words.partition(" ")[0] + " ") or re.match(whole, words))


def _counted(text: str, span: Span, lang: Lang) -> tuple[Span, ...]:
    """The words with the number before them, which are one detail; nothing where there is none."""
    number = _COUNTED[lang].search(text, max(0, span.start - _COUNT_REACH), span.start)
    return (Span(number.start(), span.end),) if number else ()


def _parts(text: str, span: Span) -> Iterator[Span]:
    """An age, a word for a woman or a man, and the rest: a "21-year-old", "female", "former intern"."""
    cuts = (edge for word in _APART.finditer(text, span.start, span.end) for edge in word.span())
    for start, end in pairwise([span.start, *cuts, span.end]):
        if words := _WORDS.search(text, start, end):
            yield Span(*words.span())


def _sentence(text: str, at: int) -> str:
    """The sentence around ``at``."""
    first = max(0, at - _REACH)
    start = max((stop.end() for stop in _SENTENCE.finditer(text, first, at)), default=first)
    stop = _SENTENCE.search(text, at, at + _REACH)
    return text[start : stop.start() if stop else at + _REACH]
