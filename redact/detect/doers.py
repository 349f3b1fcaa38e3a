"""Who did something, by how an English text of a wrong tells it: "she was warned off by a sergeant", "the man".

Called by detection. Nobody's source is told of by that: it is done to whoever the sentence is about. Who complained,
showed, or leads something may be one, all the same: "a complaint made by a porter", "a team led by a nurse".
"""

from __future__ import annotations

import re
from functools import cache

from ..cues import cues
from ..draft import DetailType, Span

_CUES = cues(__package__, "doers")
_TYPES = frozenset({DetailType.OCCUPATION, DetailType.GENDER, DetailType.AGE})
_REACH, _NEAR = 120, 25
_MEN = frozenset({"man", "men", "male"})
_THE = re.compile(r"\b[Tt]he (?:[\w-]+ )?\Z")
_BRINGS_IN = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Oo]ther|[Ss]econd|[Tt]hird)"
    r" (?:[\w’'-]+ ){0,3}(?:man|men|boys?|male)\b|\b[Tt]he (?:man|men),? who (?!\w+ed (?:her|him|them|me)\b)"
)
_BY = re.compile(r"\bby (?:an?|the|another|her|his|their) (?:[\w’'-]+ ){0,2}\Z")
_CLAUSE = re.compile(r"[.;:!?\n“”\"(]|, (?:and|but|who|when)\b")
_PARTICIPLE = re.compile(r"\b[a-z]+(?:ed|en)\b")
_UNDERGOES = re.compile(
    rf"\b(?:[Ss]he|[Hh]e|[Tt]hey|who|[Tt]he (?!(?:{_CUES.any_of('hears')})\b)[a-z][\w-]+)"
    r"(?: \w+){0,2}? (?:was|were|been|got)\b"
)
"""To whom it was told: no newsroom, and nobody who heard evidence."""


def is_the_man(text: str, kind: DetailType, span: Span) -> bool:
    """Whether ``span`` is "the man" in a text that has not brought in a man: whom it names, or accuses, is meant."""
    if kind is not DetailType.GENDER or span.of(text).lower() not in _MEN:
        return False
    return _THE.search(text, max(0, span.start - _NEAR), span.start) is not None and not _BRINGS_IN.search(text)


def is_doer(text: str, kind: DetailType, span: Span) -> bool:
    """Whether ``span`` tells of who did what a passive before it tells."""
    if kind not in _TYPES:
        return False
    before = text[max(0, span.start - _REACH) : span.start]
    by = _BY.search(before)
    if by is None:
        return False
    clause = _CLAUSE.split(before[: by.start()])[-1]
    done = [verb[0] for verb in _verbs().finditer(clause)]
    if not done or _may_tell().fullmatch(done[-1]):
        return False
    return not _tells().fullmatch(done[-1]) or _UNDERGOES.search(clause) is not None


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"{_PARTICIPLE.pattern}|\b(?:{_CUES.any_of('irregular')})\b")


@cache
def _may_tell() -> re.Pattern[str]:
    return re.compile(_CUES.any_of("may_tell"))


@cache
def _tells() -> re.Pattern[str]:
    return re.compile(_CUES.any_of("tells"))
