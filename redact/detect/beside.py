"""The age right behind a name that goes: "Dirk-Jan V., 46,", "Mia Dorresteijn (79)".

Called by detection. The rules for ages leave alone whoever is named, and the tagger takes the age behind a name in
full for a public person's. Behind a name that goes it tells as much as anywhere: on the corpus' training drafts all 30
such ages are marked in Dutch, and in English 14, with ten of people in passing that nobody had marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..draft import DetailType, Span
from .match import Match
from .merge import CERTAIN

_AGE = re.compile(r"(?:,? \(|,? (?:aged |van )?)(?P<age>1[3-9]|[2-9]\d|10\d)(?: jaar)?(?=[,);\n]|\. [A-Z]| jaar\b)")


def ages_beside(text: str, names: Iterable[Match]) -> Iterator[Match]:
    """The ages behind those of ``names`` that are names, each of whoever bears it."""
    for name in names:
        if name.type is DetailType.NAME and (found := _AGE.match(text, name.span.end)):
            yield Match(Span(*found.span("age")), DetailType.AGE, CERTAIN, "name.age", {"age": int(found["age"])})
