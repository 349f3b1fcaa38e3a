"""What is refused, and what did not come off: a code for each, and its words in the language of the page.

The words are in ``data/refused_nl.toml`` and ``data/refused_en.toml``. As an exception each says them in the language
that is spoken, as all that a command prints; none of them quotes an action or a draft.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from ...errors import BronwachtError, UsageError
from ...said import spoken
from ..documents import SHOWN_LINES, Leak
from ..draft import Json, Lang
from ..report.words import Words

MOST_PLACES = 20
"""Places that a page lists: who has decided on those finishes again, and is shown the next."""


class Refusal(StrEnum):
    """Why an act is refused."""

    MALFORMED = "malformed"  # a page that is not ours, or not of this version
    ACT = "act"
    SUGGESTION = "suggestion"
    DETAIL = "detail"
    PERSON = "person"
    ANEW = "anew"
    WORDING = "wording"
    OWN_BLANK = "own_blank"
    OWN_SAME = "own_same"
    OWN_HOLDS = "own_holds"
    MARK_OUTSIDE = "mark_outside"
    MARK_EMPTY = "mark_empty"
    ROLE_NOBODY = "role_nobody"
    ROLE_SOURCE = "role_source"
    CONTRADICTION = "contradiction"
    UNDO = "undo"
    REDO = "redo"
    OPEN = "open"
    FINISHED = "finished"
    FIRST_FIRST = "first_first"
    FIRST_OPEN = "first_open"
    FIRST_CLOSED = "first_closed"


class Unreadable(StrEnum):
    """Why a saved session cannot be gone on with."""

    FOREIGN = "foreign"
    VERSION = "version"
    DRAFT = "draft"
    DAMAGED = "damaged"


class Failure(StrEnum):
    """What did not come off, beside the desk itself: keeping the session, writing the final copy."""

    TAKEN = "taken"  # another desk writes the session
    DISK = "disk"
    CORRECTIONS = "corrections"
    FORMAT = "format"
    OUTPUT = "output"
    DOSSIER = "dossier"
    OTHER = "other"


@lru_cache(maxsize=2)
def refused_words(lang: Lang) -> Words:
    """The texts of this module, in ``lang``."""
    source = files(__package__).joinpath(f"data/refused_{lang.value}.toml")
    return Words(lang, tomllib.loads(source.read_text("utf-8")))


def leak_words(leaks: Sequence[Leak], lang: Lang) -> str:
    """What was wrong with a final copy: kinds and line numbers, never the words that stand there."""
    t = refused_words(lang)
    told = []
    for kind in dict.fromkeys(leak.kind for leak in leaks):
        lines = sorted({leak.line for leak in leaks if leak.kind is kind and leak.line})
        shown = ", ".join(map(str, lines[:SHOWN_LINES]))
        where = "line" if len(lines) == 1 else "more" if len(lines) > SHOWN_LINES else "lines"
        what = t(f"leak.{kind.value}")
        told.append(t("leak.place", what=what, lines=t(f"leak.{where}", lines=shown)) if lines else what)
    return "; ".join(told)


def leak_places(leaks: Sequence[Leak], lang: Lang) -> list[Json]:
    """Where in a final copy something was wrong, with the words that stand there: for the page, which shows them all.

    Never for a log or a terminal: they are the draft's.
    """
    t = refused_words(lang)
    found = {(leak.line, leak.excerpt): leak for leak in leaks if leak.excerpt}
    return [
        {
            "line": t("leak.line", lines=str(leak.line)),
            "what": t(f"leak.{leak.kind.value}"),
            "before": shown.before,
            "words": shown.words,
            "after": shown.after,
        }
        for leak in sorted(found.values(), key=lambda leak: leak.line)[:MOST_PLACES]
        if (shown := leak.excerpt)
    ]


class _WordedError(BronwachtError):
    def __init__(self, section: str, code: StrEnum, values: Mapping[str, int]) -> None:
        self._key, self._values = f"{section}.{code.value}", values
        super().__init__(self.words(Lang.EN))

    def __str__(self) -> str:
        return self.words(Lang(spoken()))

    def words(self, lang: Lang) -> str:
        """What is said of it: no sentence, so that it can follow a colon."""
        return refused_words(lang)(self._key, **self._values)


class ActError(_WordedError, UsageError):
    """An act that cannot be done; nothing was changed."""

    def __init__(self, code: Refusal, **values: int) -> None:
        super().__init__("refused", code, values)
        self.code = code


class SavedError(_WordedError, UsageError):
    """A saved session is damaged, of a newer program, or of another draft."""

    def __init__(self, code: Unreadable) -> None:
        super().__init__("unreadable", code, {})
        self.code = code


class HandError(_WordedError):
    """What others do for the desk did not come off."""

    def __init__(self, code: Failure) -> None:
        super().__init__("failure", code, {})
        self.code = code
