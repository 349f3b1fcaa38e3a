"""Names of people whom the text tells how to reach: beside a number or an address, on cards, in a sentence.

Called by :mod:`.public`, which decides whether a name stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from ..covered import Covered, Touching
from ..cues import cues
from ..draft import Lang, Span
from .correspondents import MAILBOX, REACHED, is_own, of_office
from .marks import TITLES
from .tagger import PARTICLES, NameUse
from .wordlists import word_lists

MIN_SHARED = 3
"""The fewest letters of a word by which two mentions are of one name, unless two are a name: "de" and "J." are none."""

_SHORT = re.compile(r"[A-ZÀ-ÖØ-Þ][aeiouyà-öø-ÿ]|[AEIOUÀ-ÖØ-Þ][a-zà-ÿ]|Ng")
_CUES = cues(__package__, "cards")
_ABBREVIATED = frozenset(_CUES.words("abbreviated"))

_CARD_LINES, _CARD_LABEL = 3, re.compile(r"[\W_]*(?:\w+:)?[\W_]*")
"""Lines behind a name in which its bearer's telephone or mail stands on a card or under a letter; what a line holds
there besides a name ("Naam:")."""

_CARD_REACH = 200


_REACHED_BESIDE = re.compile(
    r"[\"'”’]?[\s,;:(<\[|/–-]{1,4}(?:(?:tel|mob|e-?mail|mailto)\w*[.:]? ?)?[+(]{0,2}"
    rf"(?P<reached>{REACHED.pattern})",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")

_LIVES = re.compile(rf"\b(?:{_CUES.any_of('lives')})\b")
_RELATIVE, _LIVES_BEHIND = re.compile(r", die\b"), re.compile(rf" (?:{_CUES.any_of('lives_behind')})\b")
_STOP = re.compile(r"[.!?]['\"”’]?\s|\n")
_CALLS = re.compile(
    r"[^.!?\n]{0,60}(?:[.!?]['\"”’]?\s(?:Hij|Zij|Ze|He|She|They)\b[^.!?\n]{0,40})?"
    rf"\b(?:(?:on)?bereik\w*|reach\w*)\b[^.!?\n\d@]{{0,40}}?(?P<reached>{REACHED.pattern})"
)
"""A name, and in its sentence or the one after it, about whoever bears it, the number at which they are reached."""
_MAILBOX = re.compile(MAILBOX)
_MIN_SURNAME = 4
"""Letters of a surname that a mailbox is known by: "bos" stands in "bosbeheer"."""


def told_where(
    text: str, lang: Lang, use: NameUse, streets: Sequence[Span], *, words: Sequence[str], person: bool
) -> bool:
    """Whether the text tells how to reach the bearer of a name in full, at any place of that name.

    ``words`` are those of the name where it is fullest: "Mrs Bok, who lives at …" is of Ann Bok, too.

    By a number or address beside it, where the tagger may have seen no name, or in what is said of them; by a mailbox
    that is called by it; or by one of the ``streets`` with their numbers, at which they are said to live. Nobody public
    is: who speaks for an office is reached there, and a name that goes with its number must not stay elsewhere. What
    may be an organisation's (not ``person``) is somebody's as :func:`on_card` tells.
    """
    if len(words) < 2:
        return False
    return _has_mailbox(text, lang, words, person=person) or any(
        _is_reached(text, lang, place, words, person=person) or _lives(text, place, streets)
        for place in _places(text, use.span.of(text))
    )


def _places(text: str, name: str) -> Iterator[Span]:
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield Span(at, end)
        at = text.find(name, end)


def _has_mailbox(text: str, lang: Lang, words: Sequence[str], *, person: bool) -> bool:
    """Whether a mailbox is called by a name: "j.bos", and of a person "jbos" and "bosj", which "friesmuseum" may be."""
    first, last = _letters(words[0]), _letters(words[-1])
    for address, parts in _mailboxes(text) if first and last else ():
        apart = len(parts) > 1 and parts[-1] == last and parts[0] in (first, first[0])
        whole = "".join(parts) in (first + last, first[0] + last, last + first, last + first[0], last)
        if (apart or (person and whole and len(last) >= _MIN_SURNAME)) and not of_office(address, lang):
            return True
    return False


@lru_cache(maxsize=4)  # it is asked for each name of a text
def _mailboxes(text: str) -> tuple[tuple[str, list[str]], ...]:
    """The addresses of a text, each with the words before its @."""
    found = dict.fromkeys(_MAILBOX.findall(text) if "@" in text else ())
    before = ((address, re.split(r"[\W\d_]+", address.partition("@")[0])) for address in found)
    return tuple((address, [plain for part in parts if (plain := _letters(part))]) for address, parts in before)


def _letters(words: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", words.casefold()) if char.isalpha())


def _is_reached(text: str, lang: Lang, place: Span, words: Sequence[str], *, person: bool) -> bool:
    found = _REACHED_BESIDE.match(text, place.end) or _CALLS.match(text, place.end)
    if found is None or of_office(found["reached"], lang):
        return False
    return person or is_own(found["reached"], words)


def _lives(text: str, place: Span, streets: Sequence[Span]) -> bool:
    """Whether it is told behind a name that its bearer lives at a street; Dutch clauses have the verb behind it."""
    near = (street for street in streets if place.end < street.start < place.end + _CARD_REACH)
    for street in near:
        words = text[place.end : street.start]
        lives = _LIVES.search(words) or (_RELATIVE.match(words) and _LIVES_BEHIND.match(text, street.end))
        if lives and not _STOP.search(words):
            return True
    return False


def on_card(text: str, lang: Lang, use: NameUse, *, person: bool) -> bool:
    """Whether a name stands beside a number or an address at which its bearer is reached, or on a line above it.

    The tagger takes such a name for that of whoever wrote the piece; it may be a source's, under a mail. What may be an
    organisation's, as far as the lists know, is somebody's beside a mailbox that is called by it, and a mobile number.
    """
    span = use.span
    if beside := _REACHED_BESIDE.match(text, span.end):
        return not of_office(beside["reached"], lang) and (person or is_own(beside["reached"], telling(use.words)))
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if not person or len(telling(use.words)) < 2 or end < 0:
        return False
    if not _CARD_LABEL.fullmatch(text[start : span.start]) or text[span.end : end].strip():
        return False
    behind = [line for line in text[end : end + _CARD_REACH].split("\n") if line.strip()]
    reached = (REACHED.search(line) for line in behind[:_CARD_LINES])
    return any(found and not of_office(found[0], lang) for found in reached)


def with_correspondents(text: str, names: Sequence[NameUse], met: Sequence[Span]) -> list[NameUse]:
    """``names`` with those at ``met`` whole, and those of them that the tagger did not see."""
    taken, uses = Covered(met), Touching(use.span for use in names)
    found = [use for use in names if not taken.overlap(use.span)]
    for span in met:
        seen = [names[at] for at in uses.of(span)]
        protected, public = (max((score(use) for use in seen), default=0.0) for score in (_protected, _public))
        found.append(NameUse(span, tuple(_NAME_WORD.findall(span.of(text))), protected or 1.0, public))
    return sorted(found, key=lambda use: use.span)


def _protected(use: NameUse) -> float:
    return use.protected


def _public(use: NameUse) -> float:
    return use.public


def telling(words: Iterable[str]) -> list[str]:
    """The words by which a name is known again, without the ending of a possessive."""
    bare = (_POSSESSIVE.sub("", word) for word in words)
    return [
        word
        for word in bare
        if word[:1].isupper() and word.lower() not in PARTICLES and (len(word) >= MIN_SHARED or _is_short_name(word))
    ]


@cache
def _is_short_name(word: str) -> bool:
    """Whether two letters are a name, as "Bo", "Xi" and "Ng" are: no initials, no "Mr", no "We" of either language."""
    low = word.lower()
    if not _SHORT.fullmatch(word) or low in _ABBREVIATED or low in TITLES:
        return False
    return not any(low in word_lists(lang).function for lang in Lang)
