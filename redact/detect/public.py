"""Names that stay: of public people and organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..draft import Span


def public_names(text: str, tagged: Iterable[Span], given: Sequence[str]) -> tuple[Span, ...]:
    """Where ``text`` has a name that stays: ``tagged`` by the model, or ``given`` (whole, or its last word)."""
    found = list(tagged)
    for name in given:
        words = name.split()
        for form in {name, words[-1]} if words else set():
            found += [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)]
    return tuple(sorted(set(found)))
