"""Where a named place is: its region and its country, from ``data/places.toml`` or a detail's own value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ..draft import Lang, Value

HOME = {Lang.NL: frozenset({"NL", "BE"}), Lang.EN: frozenset({"GB", "IE", "US", "AU", "NZ", "CA", "ZA", "IN"})}
"""Countries that a draft in each language may be at home in: there, nothing can be called abroad."""


@dataclass(frozen=True)
class Where:
    """The wider areas of a place, by name in the draft's language; empty where not known.

    ``itself`` is what the name is: a country, a region, or a town.
    """

    region: str
    country: str
    continent: str
    code: str
    itself: str


def find_place(name: str, lang: Lang, value: Value) -> Where | None:
    """Where ``name`` is; None when nobody has told."""
    known = _names().get(name.lower())
    code = value.get("country")
    if isinstance(code, str) and code in _table()["countries"] and (known is None or known[1] != code):
        known = ("", code, "country" if value.get("kind") == "country" else "town")
    if known is None:
        return None
    region, code, itself = known
    at = 0 if lang is Lang.NL else 1
    entry = _table()["countries"][code].split("|")
    continent = _table()["continents"][entry[2]].split("|")[at]
    return Where(region.split("|")[at] if region else "", entry[at], continent, code, itself)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "data" / "places.toml").read_text(encoding="utf-8"))


@cache
def _names() -> Mapping[str, tuple[str, str, str]]:
    """Region, country code, and kind of every name, in lower case."""
    found: dict[str, tuple[str, str, str]] = {}
    for code, entry in _table()["countries"].items():
        for name in entry.split("|")[:2]:
            found[name.lower()] = ("", code, "country")
            found[name.lower().removeprefix("de ").removeprefix("het ").removeprefix("the ")] = ("", code, "country")
    for code, cities in _table()["cities"].items():
        for name in cities.split():
            found.setdefault(name.replace("_", " ").lower(), ("", code, "town"))
    for code, regions in _table()["regions"].items():
        for region, towns in regions.items():
            for name in region.split("|"):
                found.setdefault(name.lower(), ("", code, "region"))
            for name in towns.split():
                found.setdefault(name.replace("_", " ").lower(), (region, code, "town"))
    return found
