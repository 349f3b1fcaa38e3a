"""The numerals of both languages, from which detection and wording each make the forms that they read or write."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .draft import Lang


@dataclass(frozen=True)
class Numerals:
    """Units from one, teens from ten, tens from twenty; ``ordinals`` are in Dutch those that no rule makes."""

    units: tuple[str, ...]
    teens: tuple[str, ...]
    tens: tuple[str, ...]
    ordinals: Mapping[str, int]


@cache
def numerals(lang: Lang) -> Numerals:
    """The numerals of ``lang``."""
    raw = tomllib.loads((files(__package__) / "data" / "numerals.toml").read_text(encoding="utf-8"))[lang]
    units, teens, tens = (tuple(raw[name].split()) for name in ("units", "teens", "tens"))
    return Numerals(units, teens, tens, raw["ordinals"])
