"""Contacts as people say them: "nul zes, dertien veertig …", "ann at bank dot com", "goran underscore 79".

Called by detection. Sources dictate what reaches them, and reporters write it down as they heard it; no check of form
knows such words for a number or an address. A number counts by the figures that its words come to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .grammar.numerals import number
from .match import Match

SCORE = 0.95
"""No such stretch of the corpus' training drafts is anything else."""

_CUES = cues(__package__, "spelt")
_ZERO = frozenset(_CUES.words("zero"))

_TWICE = {Lang.NL: {"dubbel": 2, "dubbele": 2}, Lang.EN: {"double": 2, "treble": 3, "triple": 3}}
_JOINING = {lang: frozenset(_CUES.words(f"joining_{lang}")) for lang in Lang}

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = re.compile(r"[ ,./()–+-]{0,3}")
_TIMES = re.compile(r"\s?[x×]\s?(?=\d)")
_HUNDRED = 100
"""The least number whose word nobody dictates figures with."""
_LEAST, _MOST, _LED = 8, 15, 5
"""Figures of a telephone number, with those of its country; the fewest behind what announces one of anything."""
_LEADS = re.compile(
    rf"\b(?:{_CUES.any_of('leads')})(?:['’]s)?"
    r"(?: (?:is|was|of|van|to))?[:,]? \Z",
    re.IGNORECASE,
)

_SIGNS = {
    Lang.NL: ("nul", "0zes", "dubbel", "streepje", " dan "),
    Lang.EN: ("zero", " oh", "nought", "naught", "double", "treble", "triple", " dash ", " then "),
}
"""What a text has in which a number is said in words at all, in lower case; the last of each only between figures."""

_REACH = 90
"""Characters around such a word in which its number lies."""

_DOT = r"(?: ?[\[(]?(?:dot|punt)[\])]? ?|\.)"
_VERB = rf"(?!(?:d|s)\b| (?:{_CUES.any_of('not_after_score')})\b)"
"""What does not stand behind the sign, but behind the verb: "the figures underscore the need"."""
_UNDER = rf"(?:underscore{_VERB}|liggend streepje|laag streepje|lage streep)"
_AT = r"(?: ?[\[(](?:at|apenstaart(?:je)?|@)[\])] ?| (?:at|apenstaart(?:je)?) )"
_LOCAL = (
    rf"[\w+-]+(?:(?: {_UNDER} ?| (?:dot|punt|hyphen|dash|streepje|koppelteken) | ?[\[(](?:dot|punt)[\])] ?|\.)[\w+-]+)*"
)
_TOP = f"(?:{_CUES.any_of('top')})"
_HYPHEN = r"(?: (?:hyphen|dash|streepje|koppelteken) [\w-]+)*"
_MAILBOX = re.compile(
    rf"(?<![\w@.]){_LOCAL}{_AT}[\w-]+{_HYPHEN}(?:{_DOT}[\w-]+)*{_DOT}{_TOP}(?![\w-])",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"(?<![\w@.%])[\w.+%-]+%40[\w-]+(?:\.[\w-]+)+")
"""One in the address of a link, where the sign may stand as its number (RFC 6068, 2)."""
_HANDLE = re.compile(rf"(?<![\w@])@?[\w.]+(?: {_UNDER} ?[\w.]*\w)+", re.IGNORECASE)
_POINTS = (" dot ", " punt ", "apenstaart", "(at)", "[at]", "(dot)", "(punt)")
_LINES = ("underscore", "liggend streepje", "laag streepje", "lage streep")
_UNDERSCORED = re.compile(r"@?\w[\w.]*")
_BESIDE = re.compile(r"[\w@/\\=#&%.-]\Z"), re.compile(r"[\w/=@(\\-]")
_FILE = re.compile(rf"\.(?:{_CUES.any_of('files')})\Z")
_NAME = (
    r"(?P<hit>(?=[a-z0-9._-]*[a-z]{2})(?=[a-z0-9._-]*(?:[a-z][._]?\d|\d[._]?[a-z]|[a-z][._][a-z]|[a-z]-\d))[a-z0-9][a-z0-9._-]{2,28}[a-z0-9])"
    r"(?![\w@])"
)
_ACCOUNT = re.compile(
    rf"(?:(?i:{_CUES.any_of('services')})\w{{0,6}})(?:naam| ?name| number|)"
    rf"(?: (?:{_CUES.any_of('is')}))*[,:]? [\"'“‘@]?" + _NAME
)
"""The name of an account behind what says that one follows: not a word, but letters with figures or points."""


def spelt(text: str, lang: Lang) -> Iterator[Match]:
    """The contacts in ``text`` that are said in words, and the names of accounts; none overlaps another."""
    said = [
        *((span, "contact.said", "email") for span in _said(text, _POINTS, _MAILBOX)),
        *((span, "contact.said", "email") for span in _said(text, ("%40",), _ENCODED)),
        *((span, "contact.account", "handle") for span in _said(text, _LINES, _HANDLE)),
        *((span, "contact.account", "handle") for span in _accounts(text)),
        *((span, "contact.said", kind) for span, kind in _numbers(text, lang)),
    ]
    done = 0
    for span, rule, kind in sorted(said, key=lambda each: (each[0].start, -each[0].end)):
        if span.start >= done:
            done = span.end
            type_ = DetailType.ID if kind == "code" else DetailType.CONTACT
            yield Match(span, type_, SCORE, rule, {"kind": kind})


def _said(text: str, signs: Sequence[str], whole: re.Pattern[str]) -> Iterator[Span]:
    """Where ``whole`` stands around one of ``signs``: to look there alone is far quicker."""
    low, done = text.lower(), 0
    for at in sorted(at for sign in signs for at in _places(low, sign)):
        if at >= done:
            for each in whole.finditer(text, max(done, at - _REACH), at + _REACH):
                done = each.end()
                yield Span(*each.span())


def _places(low: str, word: str) -> Iterator[int]:
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + 1)


def _accounts(text: str) -> Iterator[Span]:
    at = text.find("_")
    while at >= 0:
        end = at + 1
        if text[at - 1 : at].isalnum() and text[end : end + 1].isalnum():
            start = max(text.rfind(space, 0, at) for space in " \n\t(\"'“‘*:,;[<|") + 1
            found = _UNDERSCORED.match(text, start)
            if found and found.end() > at and _is_account(text, found):
                end = found.end()
                yield Span(start, end - (text[end - 1] == "."))
        at = text.find("_", end)
    low = text.lower()
    for word in _CUES.words("services"):
        for at in _places(low, word):
            if found := _ACCOUNT.match(text, at):
                yield Span(*found.span("hit"))


def _is_account(text: str, found: re.Match[str]) -> bool:
    """Whether a word with an underscore in it is somebody's: no file, no constant, no part of an address."""
    name = found[0].strip("@.")
    parts = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    apart = not _BESIDE[0].search(parts[0]) and not _BESIDE[1].match(parts[1])
    return apart and name[0].isalpha() and not name.isupper() and not _FILE.search(name.lower())


def _numbers(text: str, lang: Lang) -> Iterator[tuple[Span, str]]:
    """Numbers in words, or in words and figures, with their kinds: all that is said of one, whatever parts its groups.

    A telephone number tells itself; of any other a word says that it follows ("sort code 40 dash …").
    """
    done = 0
    for at in sorted(_signs(text, lang)):
        if at < done:
            continue
        tokens = list(_TOKEN.finditer(text, max(done, at - _REACH), at + _REACH))
        for run in _runs(text, tokens, lang):
            if not run[0].start() <= at < run[-1].end():
                continue
            led = _LEADS.search(text, max(0, run[0].start() - _REACH), run[0].start()) is not None
            if (phone := _is_number(run, lang)) or (led and _figures_of(run, lang) >= _LED):
                done = run[-1].end()
                yield Span(run[0].start(), done), "phone" if phone else "code"


def _signs(text: str, lang: Lang) -> Iterator[int]:
    """Where a word stands that a number is said with."""
    low = text.lower()
    for sign in _SIGNS[lang]:
        for at in _places(low, sign):
            behind = low[at + len(sign) : at + len(sign) + 1]
            if sign[-1] != " " or behind.isdigit():
                yield at + (sign[0] == " ")


def _runs(text: str, tokens: list[re.Match[str]], lang: Lang) -> Iterator[list[re.Match[str]]]:
    """Figures and number words in a row, each run without the joining words at its ends."""
    run: list[re.Match[str]] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if _counts(token[0], lang) or (run and _joins(token[0], lang)):
            run.append(token)
            between = text[token.end() : following.start()] if following else "\n"
            if _BETWEEN.fullmatch(between) or _TIMES.fullmatch(between):
                continue
        while run and _joins(run[-1][0], lang):
            run.pop()
        if run:
            yield run
        run = []


def _joins(word: str, lang: Lang) -> bool:
    return word.lower() in _JOINING[lang] or word.lower() in _TWICE[lang] or word in ("x", "×")


def _counts(word: str, lang: Lang) -> int:
    """The figures that a word stands for."""
    low = word.lower()
    if low.isdigit():
        return len(low)
    if lang is Lang.EN and low in _ZERO:
        return 1
    value = number(low, lang)
    return len(str(value)) if value is not None and value < _HUNDRED and low != "dozen" else 0


def _is_number(run: list[re.Match[str]], lang: Lang) -> bool:
    """Whether a run is a telephone number: said in part, begun as numbers are, of as many figures as they have."""
    words, figures = [token[0].lower() for token in run], _figures_of(run, lang)
    said = any(not word.isdigit() for word in words)
    begins = words[0][0] == "0" or words[0] in ("nul", "zero", *_ZERO, *_TWICE[lang])
    single = sum(_counts(word, lang) == 1 for word in words) >= _LEAST - 1
    return said and (begins or single) and _LEAST <= figures <= _MOST


def _figures_of(run: list[re.Match[str]], lang: Lang) -> int:
    """How many figures a run comes to: "double six" and "2 x 6" are two."""
    words, figures, times = [token[0].lower() for token in run], 0, 1
    for word, following in pairwise([*words, ""]):
        if word in _TWICE[lang]:
            times = _TWICE[lang][word]
        elif following == "x" and word.isdigit() and len(word) == 1:
            times = int(word)
        elif word != "x":
            figures += times * _counts(word, lang)
            times = 1
    return figures
