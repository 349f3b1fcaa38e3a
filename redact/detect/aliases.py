"""Short names that a text gives somebody: "Karel Doornbos (D.)", "Anna Bok (hierna: AB)", "B.C." under their memo.

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
_FROM = re.compile(r"(?im)^[ \t>*_]*(?:van|from|by|door)\b[ \t*_]*:?[ \t*_]*")
_SIGNED = re.compile(r"(?m)^[ \t>*_–-]*(?P<short>(?:[A-ZÀ-ÖØ-Þ]\.?){2,3})[ \t*_]*$")
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


def signed_with(text: str, names: Sequence[Span]) -> Iterator[Span]:
    """Initials alone on a line under a memo or a letter that the head says is from one of ``names``: "B.C."."""
    senders = {sender.end() for sender in _FROM.finditer(text)}
    writers = [name.of(text) for name in names if name.start in senders]
    for signed in _SIGNED.finditer(text) if writers else ():
        if any("".join(_UPPER.findall(name)) == "".join(_UPPER.findall(signed["short"])) for name in writers):
            yield Span(*signed.span("short"))


def _is_short_for(short: str, name: str) -> bool:
    """Whether the letters are those that words of the name begin with, in their order: no party, no country."""
    initials = iter(_UPPER.findall(name))
    return all(letter in initials for letter in _UPPER.findall(short))
