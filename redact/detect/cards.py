"""Names beside a number or an address at which their bearers are reached: in mails, on cards, under letters.

Called by :mod:`.public`, which decides whether a name stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..draft import Lang, Span
from .correspondents import REACHED, of_office
from .tagger import PARTICLES, NameUse

MIN_SHARED = 3
"""The fewest letters of a word by which two mentions are of one name: "de" and "J." name nobody."""

_CARD_LINES, _CARD_LABEL = 3, re.compile(r"[\W_]*(?:\w+:)?[\W_]*")
"""Lines behind a name in which its bearer's telephone or mail stands on a card or under a letter; what a line holds
there besides a name ("Naam:")."""

_CARD_REACH = 200


_REACHED_BESIDE = re.compile(
    rf"[\"'”’]?[\s,;:(<\[|/–-]{{1,4}}(?:(?:tel|mob|e-?mail|mailto)\w*[.:]? ?)?(?P<reached>{REACHED.pattern})",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"0[67]|04[5-9]")
"""Of the Netherlands, Britain, Belgium: a company's telephone is a fixed one."""

_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


def on_card(text: str, lang: Lang, use: NameUse, *, person: bool) -> bool:
    """Whether a name stands beside a number or an address at which its bearer is reached, or on a line above it.

    The tagger takes such a name for that of whoever wrote the piece; it may be a source's, under a mail. What may be an
    organisation's, as far as the lists know, is somebody's beside a mailbox that is called by it, and a mobile number.
    """
    span = use.span
    if beside := _REACHED_BESIDE.match(text, span.end):
        return not of_office(beside["reached"], lang) and (person or _is_own(beside["reached"], use.words))
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if not person or len(telling(use.words)) < 2 or end < 0:
        return False
    if not _CARD_LABEL.fullmatch(text[start : span.start]) or text[span.end : end].strip():
        return False
    behind = [line for line in text[end : end + _CARD_REACH].split("\n") if line.strip()]
    reached = (REACHED.search(line) for line in behind[:_CARD_LINES])
    return any(found and not of_office(found[0], lang) for found in reached)


def _is_own(reached: str, words: Iterable[str]) -> bool:
    local, at, _ = reached.lower().partition("@")
    return any(word.lower() in local for word in telling(words)) if at else bool(_MOBILE.match(reached))


def with_correspondents(text: str, names: Sequence[NameUse], met: Sequence[Span]) -> list[NameUse]:
    """``names`` with those at ``met`` whole, and those of them that the tagger did not see."""
    found = [use for use in names if not any(use.span.overlaps(span) for span in met)]
    for span in met:
        seen = [use for use in names if use.span.overlaps(span)]
        protected, public = (max((score(use) for use in seen), default=0.0) for score in (_protected, _public))
        found.append(NameUse(span, tuple(_NAME_WORD.findall(span.of(text))), protected or 1.0, public))
    return sorted(found, key=lambda use: use.span)


def _protected(use: NameUse) -> float:
    return use.protected


def _public(use: NameUse) -> float:
    return use.public


def telling(words: Iterable[str]) -> list[str]:
    """The words by which a name is known again, without the ending of a possessive."""
    bare = (re.sub(r"['’]s?$", "", word) for word in words)
    return [word for word in bare if len(word) >= MIN_SHARED and word[0].isupper() and word.lower() not in PARTICLES]
