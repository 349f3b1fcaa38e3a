"""Employers of which nothing is told but that somebody works there: they tell of that person, and are no public names.

Called by detection before names are judged. "Ze werkt nu bij Tata Steel": a company that the story is about is named
again, and what the tagger sees nothing of anybody's in is told of a public person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .cards import telling
from .match import Match
from .merge import CERTAIN, SUPPORT
from .offices import is_office
from .wordlists import word_lists

_LETTER = re.compile(r"\w")
_SEATS = frozenset({"work.seat", "work.seat_for", "work.church_member"})
_COMMITTEE = re.compile(r"\b[Cc]omm(?:issie|ittee) (?P<name>[A-ZÀ-Þ][\w'’-]+(?: en [A-ZÀ-Þ][\w'’-]+)?)")
"""What a committee deals with is nobody's name: "sprak in bij de commissie Wonen"."""
_HOUSE = re.compile(
    rf"(?:(?:de|het|een) )?(?:[a-zà-ÿ-]{{4,}}|(?:{cues(__package__, 'workplaces').any_of('houses_nl')})) (?=\S)"
)
_WORD = re.compile(r"[^\W\d_][\w&’'-]*")


def workplaces(text: str, lang: Lang, ruled: Iterable[Match], support: Callable[[Span], float]) -> Iterator[Span]:
    """Where the rules are certain of an employer that ``text`` names once, and the tagger sees a detail, too.

    A seat's council or party goes with it, and where the rule has read what kind of house it is ("werkte bij kapsalon
    Zon") nobody else need have seen it.
    """
    for match in ruled:
        if match.type is DetailType.OCCUPATION and match.rule in _SEATS:
            yield match.span
            continue
        if match.type is DetailType.EVENT and match.score >= CERTAIN:
            committees = _COMMITTEE.finditer(text, match.span.start, match.span.end)
            yield from (Span(found.start("name"), found.end("name")) for found in committees)
            continue
        by_itself = match.type is DetailType.EMPLOYER and _HOUSE.match(match.span.of(text)) is not None
        if match.type is not DetailType.EMPLOYER or match.score < CERTAIN:
            continue
        if not by_itself and support(match.span) < SUPPORT:
            continue
        words = telling(_WORD.findall(match.span.of(text))) or _WORD.findall(match.span.of(text))[-1:]
        # "the Mayor's Office" is where those work whom a story is about.
        if not any(is_office(word, word_lists(lang)) or _again(text, word) for word in words):
            yield match.span


def _again(text: str, word: str) -> bool:
    """Whether the word stands there more than once; looked for without a pattern, which takes far longer to make."""
    count, at = 0, text.find(word)
    while at >= 0 and count < 2:
        end = at + len(word)
        alone = not _LETTER.match(text, at - 1) if at else True
        is_whole = alone and not _LETTER.match(text, end)
        count += is_whole
        at = text.find(word, end if is_whole else at + 1)
    return count > 1
