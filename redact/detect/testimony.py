"""Witnesses and victims whom a court report names in full: what they do or suffer behind their name tells it.

Called by :mod:`.bystanders`. The tagger takes whoever is named in full for public, and a witness is not: they are there
because they were called. Whoever holds an office or a title, pleads, prosecutes or is on trial is told of otherwise,
and stays; so does whoever speaks to the paper in their own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..cues import cues
from ..draft import Lang
from .cards import telling
from .offices import acts_publicly, behind_office, holds_office
from .tagger import NAMED, NameUse
from .wordlists import word_lists

_CUES = cues(__package__, "testimony")
_ADDED = r"(?: \(\d{1,3}\))?(?:, [^.,;\n]{1,60},| [^.,;\n]{0,20}? en [^.,;\n]{1,20})?"
_TESTIFIES = {
    Lang.NL: re.compile(
        rf"{_ADDED} (?:{_CUES.any_of('testified_nl')})\b[^.\n]{{0,40}}?"
        r"\b(?:bij|tegen|voor|aan|op|in|tegenover) (?:de |het |een )?"
        rf"(?:{_CUES.any_of('heard_by_nl')})\b"
    ),
    Lang.EN: re.compile(
        r"(?:, [^.,;\n]{1,60},)? (?:who )?(?:gave evidence|testified|(?:was|were) cross-examined|told (?:the |an? )?"
        rf"(?:{_CUES.any_of('heard_by_en')}))\b"
    ),
}
_SUFFERS = {
    Lang.NL: re.compile(rf"(?: \(\d{{1,3}}\)| van \d{{1,3}}(?: jaar)?)?,? (?:{_CUES.any_of('suffered_nl')})\b"),
    Lang.EN: re.compile(rf"(?:,? (?:aged )?\d{{1,3}},| \(\d{{1,3}}\),?)? (?:{_CUES.any_of('suffered_en')})\b"),
}
_BEFORE = {
    Lang.NL: re.compile(
        r"\b(?:[Gg]etuigen?|[Aa]ange(?:ver|efster)|[Bb]enadeelden?|[Gg]edupeerden?|[Nn]abestaanden?),? \Z"
        r"|(?:[Ss]lachtoffer|[Gg]etuigen)verklaring van \Z"
        r"|\b(?:lichaam|stoffelijk overschot|dood|overlijden)(?: \w+){0,2} van (?:de \d{1,3}-jarige )?\Z"
        r"|\b(?:[Dd]ode|[Oo]verledene|[Vv]ermiste|[Gg]ewonde|[Dd]renkeling|[Ss]lachtoffer)\b[^.,;\n]{0,40}?"
        r" (?:is|was|heet|heette|geïdentificeerd als) (?:de \d{1,3}-jarige )?\Z"
    ),
    Lang.EN: re.compile(
        r"\b(?:[Ww]itness|[Cc]omplainant|[Vv]ictim|[Jj]uror|(?:death|killing|murder|funeral) of),? \Z"
        r"|\b(?:[Ii]mpact|[Pp]ersonal|[Ww]itness|[Vv]ictim) [Ss]tatement (?:of|by|from) \Z"
        r"|\b(?:body|remains) of (?:an? )?\Z"
        r"|\b(?:(?:[Dd]ead|[Ii]njured|[Mm]issing|[Dd]rowned) (?:man|woman|boy|girl|child|teenager|\w+)|[Vv]ictim"
        r"|[Dd]eceased|(?:[Bb]ody|[Rr]emains)\b[^.,;\n]{0,40}|who (?:died|drowned|was killed|fell))"
        r"(?: (?:was|is|has been|had been)(?: \w+ly)?(?: (?:named|identified|known)\b[^.,;\n]{0,30}? as)?| were)? \Z"
    ),
}
_TRIED = {lang: re.compile(rf"[^.\n]{{0,60}}\b(?:{_CUES.any_of(f'tried_{lang}')})\b") for lang in Lang}
_TRIED_BEFORE = {
    Lang.NL: re.compile(rf"\b(?:{_CUES.any_of('before_tried_nl')}) \Z"),
    Lang.EN: re.compile(rf"\b(?:{_CUES.any_of('before_tried_en')}),? \Z"),
}
_REACH = 110


def testifying(text: str, lang: Lang, names: Sequence[NameUse]) -> Iterator[int]:
    """The numbers of those of ``names`` that are told of as a witness's or a victim's, by first name and surname."""
    first_names = word_lists(lang).first_names
    for n, use in enumerate(names):
        words = telling(use.words)
        in_full = len(words) == 2 or (len(words) > 2 and words[0] in first_names)
        if (
            in_full
            and use.public + use.protected >= NAMED
            and _is_told(text, lang, use)
            and not _is_official(text, lang, names, words)
        ):
            yield n


def _is_told(text: str, lang: Lang, use: NameUse) -> bool:
    before = text[max(0, use.span.start - _REACH) : use.span.start]
    behind = (signs[lang].match(text, use.span.end) for signs in (_TESTIFIES, _SUFFERS))
    return _BEFORE[lang].search(before) is not None or any(behind)


def _is_official(text: str, lang: Lang, names: Sequence[NameUse], words: Sequence[str]) -> bool:
    """Whether at some place of the name its bearer has an office or a part in the trial."""
    for use in names:
        if not {*words} & {*telling(use.words)}:
            continue
        before = text[max(0, use.span.start - _REACH) : use.span.start]
        if _TRIED[lang].match(text, use.span.end) or _TRIED_BEFORE[lang].search(before):
            return True
        if holds_office(text, lang, use.span) or behind_office(text, lang, use.span) or _speaks_for(text, lang, use):
            return True
    return False


def _speaks_for(text: str, lang: Lang, use: NameUse) -> bool:
    said = _TESTIFIES[lang].match(text, use.span.end)
    return said is None and acts_publicly(text, lang, use.span, use.words)
