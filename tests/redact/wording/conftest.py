"""Sentences with marked stretches, and what is told instead of these."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle_everywhere
from bronwacht.redact.wording import ladder

Marked: TypeAlias = "Callable[[str], tuple[str, list[Span]]]"


@pytest.fixture(scope="session")
def spans() -> Marked:
    """The text of a marked sentence, and where the stretches between ⟦ and ⟧ stand in it."""

    def read(marked: str) -> tuple[str, list[Span]]:
        text, found = "", []
        for at, part in enumerate(marked.replace("⟧", "⟦").split("⟦")):
            if at % 2:
                found.append(Span(len(text), len(text) + len(part)))
            text += part
        return text, found

    return read


@pytest.fixture(scope="session")
def told(spans: Marked) -> Callable[[str, DetailType, Lang, Level], str]:
    """The sentence with its marked stretch told at a level, or wider where it cannot be."""

    def tell(marked: str, type: DetailType, lang: Lang, level: Level) -> str:
        text, (span,) = spans(marked)
        detail = Detail("d1", span, type, 1.0, value_of(type, text, span, lang))
        rung = next(rung for rung in ladder(Draft(text, lang), detail) if rung.level.rank >= level.rank)
        return text[: rung.span.start] + rung.text + text[rung.span.end :]

    return tell


_MARK = re.compile(r"⟦(?P<type>[A-Z]+)(?: (?P<level>[a-z]+))?: (?P<words>[^⟧]*)⟧")


@pytest.fixture(scope="session")
def settled() -> Callable[[str, Lang], str]:
    """A text with each ``⟦TYPE level: words⟧`` told as the program would, all together; without a level, as absent."""

    def settle(marked: str, lang: Lang) -> str:
        text, marks, at = "", [], 0
        for mark in _MARK.finditer(marked):
            text += marked[at : mark.start()]
            span = Span(len(text), len(text) + len(mark["words"]))
            marks.append((span, DetailType(mark["type"]), Level(mark["level"] or "absent")))
            text, at = text + mark["words"], mark.end()
        text += marked[at:]
        made = [
            Choice(Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, lang)), level)
            for n, (span, type, level) in enumerate(marks, 1)
        ]
        return apply_edits(text, settle_everywhere(Draft(text, lang), made, lambda edits: ()))

    return settle
