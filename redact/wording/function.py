"""Small closed sets of words, and patterns of words, that grammar rules ask about; from ``data/function-*.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from ..draft import Lang


@cache
def known(lang: Lang, name: str) -> frozenset[str]:
    """The set of words of that name."""
    words: str = _table(lang)["words"][name]
    return frozenset(words.split())


@cache
def pattern(lang: Lang, name: str) -> re.Pattern[str]:
    """The pattern of that name; it has no regard to case."""
    expression: str = _table(lang)["patterns"][name]
    return re.compile(expression.strip(), re.IGNORECASE)


@cache
def preposition_for(lang: Lang, governed: str) -> str | None:
    """The preposition in place of the first word of ``governed`` ("op gebouw"); None where that one is right."""
    preposition, _, noun = governed.partition(" ")
    nouns: dict[str, str] = _table(lang)["prepositions"].get(preposition, {})
    return next((instead for instead, listed in nouns.items() if noun in listed.split()), None)


@cache
def _table(lang: Lang) -> dict[str, Any]:
    text = (resources.files(__package__) / "data" / f"function-{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
