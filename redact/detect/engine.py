"""What Presidio's recognisers find: contacts and numbers that have a form.

Presidio takes most of a second to import and a millisecond a paragraph, so that its recognisers are asked only where a
cheap look shows what each of them needs; a draft without any of that never imports it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from typing import NamedTuple

from ..covered import Covered
from ..draft import DetailType, Lang, Span
from ..segment import segment
from .loading import loading
from .match import Match

_TYPES = {
    "EMAIL_ADDRESS": DetailType.CONTACT,
    "PHONE_NUMBER": DetailType.CONTACT,
    "URL": DetailType.CONTACT,
    "IP_ADDRESS": DetailType.CONTACT,
    "IBAN_CODE": DetailType.ID,
    "CREDIT_CARD": DetailType.ID,
    "US_SSN": DetailType.ID,
    "UK_NINO": DetailType.ID,
}
ENTITIES: Mapping[Lang, frozenset[str]] = {
    Lang.NL: frozenset(_TYPES) - {"US_SSN", "UK_NINO"},
    Lang.EN: frozenset(_TYPES),
}
"""What is looked for in each language."""

_GAP = r"(?:[^\S\r\n]|[./()–-])"
_FIGURES = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{5,}}")
"""Six figures or more, as numbers are written: no shorter one is anybody's."""

_AMOUNT_OR_DATE = re.compile(
    r"\d{1,3}(?:\.\d{3})+|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)"
)
"""A sum, a span of years, or a date: no telephone number, though some countries have one of its figures."""

_PHONE = 7
"""Figures of the shortest telephone number, but for the service numbers of six that begin with a 1."""

_HOST = re.compile(r"\.[^\W\d_]{2}")
_ADDRESS = re.compile(r"\d\.\d{1,3}\.\d{1,3}\.\d|[0-9a-fA-F]::[0-9a-fA-F]|(?:[0-9a-fA-F]{1,4}:){6}")
_COLONS, _DOTTED = 5, re.compile(r"\d\.\d")
"""What an address of the network has: six colons, two in a row, or figures with points between."""

_ACCOUNT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d\d(?:[ -]?[A-Za-z0-9]{4}){2}")
_INSURANCE = re.compile(r"[A-Za-z]{2} ?\d\d ?\d\d ?\d\d")

CARD, SOCIAL = 12, 9
"""Figures of the shortest payment card, and of an American social security number."""

_REACH = 42
"""Characters of the longest account number (34), written in groups of four."""

MIN_SCORE = 0.4
"""Presidio gives 0.4 to a phone number that its library holds for possible, and less to bare digits."""


class Result(NamedTuple):
    """What a recogniser found, counted from the start of what it was given."""

    start: int
    end: int
    entity: str
    score: float


def patterns(text: str, lang: Lang) -> tuple[Match, ...]:
    """What Presidio's recognisers find in ``text``, in order."""
    wanted = _wanted(text, lang)
    if not wanted:
        return ()
    paragraphs = segment(text).paragraphs
    return tuple(match for n in sorted(wanted) for match in _of_paragraph(text, paragraphs[n], lang, wanted[n]))


def _wanted(text: str, lang: Lang) -> dict[int, set[str]]:
    """By paragraph, the entities whose recognisers could find something there."""
    found: dict[int, set[str]] = defaultdict(set)
    starts: list[int] = []
    for at, entities in _signs(text):
        if not starts:
            starts = [paragraph.start for paragraph in segment(text).paragraphs]
        found[bisect_right(starts, at) - 1].update(ENTITIES[lang].intersection(entities))
    return {n: entities for n, entities in found.items() if entities}


def _signs(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where something stands that a recogniser needs, and which need it."""
    at = text.find("@")
    while at >= 0:
        yield at, ("EMAIL_ADDRESS",)
        at = text.find("@", at + 1)
    for host in _HOST.finditer(text):
        if host.start() and text[host.start() - 1].isalpha():
            yield host.start(), ("URL",)
    at = text.find("://")
    while at >= 0:
        yield at, ("URL",)
        at = text.find("://", at + 1)
    for run in _FIGURES.finditer(text):
        yield run.start(), tuple(_by_figures(text, run))
    if "::" in text or text.count(":") > _COLONS or _DOTTED.search(text):
        for address in _ADDRESS.finditer(text):
            yield address.start(), ("IP_ADDRESS",)


def _by_figures(text: str, run: re.Match[str]) -> Iterator[str]:
    """The recognisers that need a run of figures such as this one."""
    count = sum(c.isdigit() for c in run[0])
    if (count >= _PHONE or run[0][0] == "1") and not _AMOUNT_OR_DATE.fullmatch(run[0]):
        yield "PHONE_NUMBER"
    if count >= CARD:
        yield "CREDIT_CARD"
    if count >= SOCIAL:
        yield "US_SSN"
    before = max(0, run.start() - _REACH)
    if _ACCOUNT.search(text, before, run.end() + _REACH):
        yield "IBAN_CODE"
    if _INSURANCE.search(text, before, run.end()):
        yield "UK_NINO"


@cache
def _analyzer() -> Callable[[str, Lang, Set[str]], list[Result]]:
    """Presidio, imported when it is first needed."""
    with loading():
        from .recognisers import analyze
    return analyze


def _of_paragraph(text: str, paragraph: Span, lang: Lang, wanted: set[str]) -> list[Match]:
    stretch, analyze = paragraph.of(text), _analyzer()
    results = analyze(stretch, lang, wanted - {"URL"}) if wanted - {"URL"} else []
    if "URL" in wanted and _host_elsewhere(stretch, results):
        results += analyze(stretch, lang, {"URL"})
    at = paragraph.start
    found: list[Match] = []
    # An address in a mail address is no page of its own: the longer of two that overlap comes first.
    for r in sorted(results, key=lambda r: (r.start, -r.end)):
        if not found or at + r.start >= found[-1].span.end:
            rule = f"presidio.{r.entity.lower()}"
            found.append(Match(Span(at + r.start, at + r.end), _TYPES[r.entity], r.score, rule))
    return found


def _host_elsewhere(stretch: str, results: list[Result]) -> bool:
    """Whether a host is named outside the mail addresses: expressions for pages take long to make."""
    mails = Covered(Span(r.start, r.end) for r in results if r.entity == "EMAIL_ADDRESS")
    return "://" in stretch or any(
        not mails.overlap(Span(host.start(), host.start() + 1)) for host in _HOST.finditer(stretch)
    )
