"""What a detail says, in words that hold none of the draft's."""

from __future__ import annotations

from ..draft import TEXT_KEYS, VALUE_KEYS, DetailType, Json, Value
from .words import Words


def value_words(kind: DetailType, value: Value, words: Words) -> str:
    """A value in words: "born in 1987 or later"; empty when it says nothing. ``words`` are those that explain."""
    told = (key for key in value if key in VALUE_KEYS[kind] - TEXT_KEYS and value[key] not in (False, "other"))
    return ", ".join(_said(key, value[key], words) for key in told)


def _said(key: str, item: Json, words: Words) -> str:
    word = words(f"word.{item}") if isinstance(item, str) and words.has(f"word.{item}") else str(item).replace("_", " ")
    return words(f"key.{key}", value=word) if words.has(f"key.{key}") else word
