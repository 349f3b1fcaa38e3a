"""Sentences in which ``[…]`` marks the stretch that a rule must find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from bronwacht.redact.detect.grammar import candidates
from bronwacht.redact.draft import DetailType, Lang

Finder: TypeAlias = Callable[[str, Lang, DetailType], list[tuple[str, dict[str, Any]]]]


@pytest.fixture
def find() -> Finder:
    """All finds of a type in a text, whatever their score: stretch and value."""

    def finder(text: str, lang: Lang, type_: DetailType) -> list[tuple[str, dict[str, Any]]]:
        return [(m.span.of(text), dict(m.value)) for m in candidates(text, lang) if m.type is type_]

    return finder


@pytest.fixture
def marked(find: Finder) -> Callable[[str, Lang, DetailType], dict[str, Any]]:
    """The value of the find at the ``[…]`` of a sentence; fails when none covers it, or one reaches beyond it."""

    def check(sentence: str, lang: Lang, type_: DetailType) -> dict[str, Any]:
        stretch = sentence[sentence.index("[") + 1 : sentence.index("]")]
        text = sentence.replace("[", "").replace("]", "")
        finds = find(text, lang, type_)
        assert stretch in [found for found, _ in finds], finds
        return next(value for found, value in finds if found == stretch)

    return check
