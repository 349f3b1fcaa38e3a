"""The report's texts, by key, from ``data/strings_nl.toml`` and ``data/strings_en.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ..draft import Lang


class Words:
    """Texts of one language; ``words("verdict.below_threshold")``. An unknown key or a missing value is a KeyError."""

    def __init__(self, lang: Lang, table: Mapping[str, Mapping[str, Any]]) -> None:
        self.lang = lang
        self._table = table

    @property
    def table(self) -> Mapping[str, Mapping[str, Any]]:
        """Every text, as it stands in the file."""
        return self._table

    def __call__(self, key: str, **values: object) -> str:
        """The text at ``section.name`` with its ``{…}`` filled in."""
        section, _, name = key.partition(".")
        text: str = self._table[section][name]
        return text.format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a text at ``section.name``."""
        section, _, name = key.partition(".")
        return name in self._table.get(section, {})

    def several(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        section, _, name = key.partition(".")
        return tuple(self._table[section][name])


@lru_cache(maxsize=2)
def words_of(lang: Lang) -> Words:
    """The texts of ``lang``."""
    return _read("strings", lang)


@lru_cache(maxsize=2)
def explain_words_of(lang: Lang) -> Words:
    """The texts of ``lang`` that explain what was found, from ``data/explain_nl.toml`` and ``data/explain_en.toml``."""
    return _read("explain", lang)


@lru_cache(maxsize=2)
def diff_words_of(lang: Lang) -> Words:
    """The texts of ``lang`` that tell what changed, from ``data/diff_nl.toml`` and ``data/diff_en.toml``."""
    return _read("diff", lang)


def _read(name: str, lang: Lang) -> Words:
    source = files(__package__).joinpath(f"data/{name}_{lang.value}.toml")
    return Words(lang, tomllib.loads(source.read_text("utf-8")))
