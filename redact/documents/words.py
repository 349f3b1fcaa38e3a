"""Small words within and around names, from data/words.toml: particles, titles, what opens a sentence."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def table() -> dict[str, list[str]]:
    """Every list, by its name."""
    found: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def articles() -> frozenset[str]:
    """Words that open a noun phrase and say nothing of who is meant."""
    return frozenset(table()["articles"])


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Small words within names."""
    return frozenset(table()["particles"])


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Words with a capital before a surname that are nobody's first name."""
    return frozenset(table()["titles"])


@lru_cache(maxsize=1)
def small() -> frozenset[str]:
    """Words that are no part of a name by which somebody is known again."""
    return frozenset((*table()["particles"], *table()["titles"], *table()["openers"]))


@lru_cache(maxsize=1)
def endings() -> tuple[str, ...]:
    """What makes another name of a name that it ends: a street's, a town's, a family's."""
    return tuple(table()["endings"])
