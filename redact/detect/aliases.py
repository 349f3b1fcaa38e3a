"""Short names that a text gives somebody in brackets: "Karel Doornbos (D.)", "Anna Bok (hierna: AB)".

Called by :mod:`.public`: what is decided of the name holds for its short form, which the tagger takes for a source's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..draft import Span

_GIVEN = re.compile(
    r"[ \t]\((?:(?:hierna|verder|voortaan|afgekort|hereafter|hereinafter|henceforth|from here on):? )?"
    r"[\"'“”‘’„]?(?P<short>[A-ZÀ-ÖØ-Þ](?:\.(?:[A-ZÀ-ÖØ-Þ]\.){0,2}|[A-ZÀ-ÖØ-Þ]{1,3}))[\"'“”‘’]?\)"
)
_UPPER = re.compile(r"[A-ZÀ-ÖØ-Þ]")


def aliases(text: str, names: Sequence[Span]) -> Iterator[Span]:
    """Every place of the short forms that any of ``names`` is given: its initials, wherever they stand.

    A letter without a point is no initial: "Denis Dole (D)" is of a party, and D. may be a source.
    """
    for name in names:
        given = _GIVEN.match(text, name.end)
        if given is None or not _is_short_for(given["short"], name.of(text)):
            continue
        bare = given["short"].rstrip(".")
        for place in re.finditer(rf"(?<![\w.]){re.escape(bare)}(?:\.(?!\w)|(?![\w.-]|['’]\w{{2}}))", text):
            yield Span(*place.span())


def _is_short_for(short: str, name: str) -> bool:
    """Whether the letters are those that words of the name begin with, in their order: no party, no country."""
    initials = iter(_UPPER.findall(name))
    return all(letter in initials for letter in _UPPER.findall(short))
