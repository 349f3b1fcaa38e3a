"""Links side by side without a space between: tags, menus, bylines, which a page's style sheet holds apart.

Whoever writes pages by program leaves the spaces out. Read as one word ("economieJan Visser"), a name among them is not
found, and is not missed when the copy is looked through. Two links to one place are one link in pieces, and stay so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from .arrays import Tokens
from .tokens import parse_tag


def touching_links(tokens: Tokens) -> Iterator[int]:
    """The start tags of links that stand right behind another link's end, and lead elsewhere."""
    kinds, bounds = tokens.kinds, tokens.bounds
    links = [*_tags(tokens, "<a"), len(kinds)]
    ends = set(_tags(tokens, "</a"))
    targets = cache(lambda at: _target(tokens[2 * at + 1]))  # of few: most tags of a page are none of these
    for before, at, behind in zip(links, links[1:], links[2:], strict=False):
        touches = at - 1 in ends and bounds[2 * at] == bounds[2 * at + 1]
        if touches and targets(at) is not None and targets(at) != targets(before):
            last = _said(tokens, range(2 * at, 2 * before, -2))[-1:]
            first = _said(tokens, range(2 * at + 2, 2 * behind + 1, 2))[:1]
            if last.strip() and first.strip():  # else a space of theirs parts them
                yield 2 * at + 1


def _tags(tokens: Tokens, start: str) -> list[int]:
    """Which of the tags begin so, and are of an element of one letter."""
    which = [
        tag[: len(start)].lower() == start and not tag[len(start) : len(start) + 1].isalnum() for tag in tokens.distinct
    ]
    return np.flatnonzero(np.array(which, bool)[tokens.kinds]).tolist() if any(which) else []


def _said(tokens: Tokens, places: range) -> str:
    """The first text at any of these places that is one."""
    return next((tokens[at] for at in places if tokens.bounds[at] < tokens.bounds[at + 1]), "")


def _target(tag: str) -> str | None:
    """Where the start tag of a link leads; None where it leads nowhere."""
    parsed = parse_tag(tag)
    return parsed.get("href") if parsed is not None and parsed.name == "a" else None
