"""Where a named place is: its region and its country, from the files in ``data`` or a detail's own value.

What ``places.toml`` says, written for this project, goes before what GeoNames says in ``towns.tsv``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ..draft import Lang, Value


@dataclass(frozen=True)
class Where:
    """The wider areas of a place, by name in the draft's language; empty where not known.

    ``itself`` is what the name is: a country, a region, or a town.
    """

    region: str
    country: str
    code: str
    itself: str


def find_place(name: str, lang: Lang, value: Value) -> Where | None:
    """Where ``name`` is; None when nobody has told."""
    if value.get("kind") == "region":
        name = str(value.get("name", name))  # of "rural Kent" the region
    before, _, behind = name.partition(", ")
    if behind and isinstance(value.get("country"), str):
        name = before  # "Halifax, Nova Scotia" tells which one is meant
    elif name.lower() in _homonyms():
        return None  # whichever was meant, one of the two countries would be untrue
    known = _names().get(name.lower())
    code = value.get("country")
    if isinstance(code, str) and code in _table()["countries"] and (known is None or known[1] != code):
        known = _town(name, code) or ("", code, "country" if value.get("kind") == "country" else "town")
    if known is None and lang is Lang.NL:
        known = next((town for home in ("NL", "BE") if (town := _town(name, home))), None)
    if known is None:
        return None
    if known[2] == "town" and (not known[0] or known[0] in _table()["countries"][known[1]]):
        known = _town(name, known[1]) or known
    region, code, itself = known
    at = 0 if lang is Lang.NL else 1
    entry = _table()["countries"][code].split("|")
    if behind and name == before and itself == "town":
        return Where(behind, entry[at], code, itself)
    return Where(region.split("|")[at] if region else "", entry[at], code, itself)


def _town(name: str, code: str) -> tuple[str, str, str] | None:
    """Region, country code, and kind of a town of GeoNames: too many towns share a name to tell one by that alone."""
    region = _towns().get(name.lower(), {}).get(code)
    return (_table()["codes"][code].get(region, ""), code, "town") if region is not None else None


@cache
def _towns() -> Mapping[str, Mapping[str, str]]:
    """The code of the region that each town lies in, by name in lower case and country."""
    found: dict[str, dict[str, str]] = {}
    text = (resources.files(__package__) / "data" / "towns.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, code, region = line.split("\t")
            found.setdefault(name, {})[code] = region
    return found


@cache
def _homonyms() -> frozenset[str]:
    """Towns of that name are about as well known in two countries; a draft that names one says which to people only."""
    return frozenset(name.replace("_", " ") for name in _table()["homonyms"].split())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "data" / "places.toml").read_text(encoding="utf-8"))


@cache
def _names() -> Mapping[str, tuple[str, str, str]]:
    """Region, country code, and kind of every name, in lower case."""
    found: dict[str, tuple[str, str, str]] = {}
    for code, entry in _table()["countries"].items():
        for name in entry.split("|"):
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
