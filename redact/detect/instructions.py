"""What newsrooms write beside a name that is to stay out: "don't name …", "… = privé", "… wil anoniem blijven".

Read from ``data/instructions_*.tsv``. Called by :mod:`.withheld`, which finds the names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..cues import cues
from ..draft import Lang
from .lines import MARK
from .wordlists import lines

_CUES = cues(__package__, "instructions")
OPENS = rf"(?:\A|\n|[.;:!?(\[*•–—-]|\b(?:{_CUES.any_of('opens')}),?)\s*"
"""What stands before an instruction."""

_ITEM = rf"(?:\A|\n){MARK}"
_CLOSES = r"(?=[ \t]*[.,;!)\]\n]|[ \t]*\Z)"
_BAR = {lang: _CUES.any_of(f"bar_{lang}") for lang in Lang}

_ANYTHING, _NEEDED = "-", "=needed\t"
FIRM, WISH, ME, YOU, RECORD = "firm", "wish", "me", "you", "record"
"""Kinds of rows: the name must not be printed; its bearer wants that; its bearer says so; its bearer is told so; it may
be printed."""


@dataclass(frozen=True)
class Said:
    """What stands before a name (None: anything) and behind it; ``firm`` where it must not be named at all."""

    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    firm: bool

    def fits(self, before: str, behind: str) -> bool:
        """Whether a name between the two is told of so."""
        return (self.behind is None or self.behind.match(behind) is not None) and (
            self.before is None or self.before.search(before) is not None
        )


@cache
def said_of(lang: Lang) -> tuple[Said, ...]:
    """All that is said beside a name in ``lang``; what stands only behind one is one expression of each kind."""
    rows = [(before, behind, kind) for before, behind, kind in _rows(lang) if kind in (FIRM, WISH)]
    alone = {
        kind: [behind for before, behind, of in rows if before == _ANYTHING and of == kind] for kind in (FIRM, WISH)
    }
    return (
        *(Said(None, _compiled("|".join(behind)), kind == FIRM) for kind, behind in alone.items()),
        *(
            Said(_compiled(before), _compiled(behind), kind == FIRM)
            for before, behind, kind in rows
            if before != _ANYTHING
        ),
    )


@cache
def asked(lang: Lang, kind: str) -> re.Pattern[str]:
    """What whoever is to stay nameless says of themselves (:data:`ME`), or is told; :data:`RECORD`: behind a name."""
    return re.compile("|".join(behind for _, behind, of in _rows(lang) if of == kind))


@cache
def needed(lang: Lang) -> tuple[str, ...]:
    """Words, one of which stands near every name of which any of that is said: to look for them is far quicker."""
    line = next(line for line in lines(f"instructions_{lang}.tsv") if line.startswith(_NEEDED))
    return tuple(line.removeprefix(_NEEDED).replace("\\n", "\n").split("|"))


@cache
def _rows(lang: Lang) -> tuple[tuple[str, str, str], ...]:
    """What stands before a name, what behind it, and the kind of row."""
    few = rf"(?-i:(?:(?!(?:{_BAR[lang]})\b)(?:[a-zà-ÿ][\w’'-]*|[A-Z][a-z]{{1,4}}\.) ){{0,2}})\Z"
    parts = {"open": OPENS, "close": _CLOSES, "few": few, "item": _ITEM}
    rows = []
    for line in lines(f"instructions_{lang}.tsv"):
        if line.startswith(_NEEDED):
            continue
        if line.startswith("="):
            name, _, part = line[1:].partition("\t")
            parts[name] = part
            continue
        before, behind, kind = line.split("\t")
        for name, part in parts.items():
            before, behind = (said.replace(f"{{{name}}}", part) for said in (before, behind))
        rows.append((before, behind, kind))
    return tuple(rows)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    if pattern == _ANYTHING:
        return None
    return re.compile(pattern, re.IGNORECASE if pattern.startswith(OPENS) else re.RegexFlag(0))
