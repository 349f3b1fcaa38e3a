"""The table of verbs: what is true whenever one of a class of them is, in all its forms (``data/verbs-*.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..draft import DetailType, Lang


@dataclass(frozen=True)
class VerbClass:
    """A phrase in all its forms; ``types`` are the detail types it serves, all where empty."""

    forms: Mapping[str, str]
    types: frozenset[DetailType]


@cache
def _table(lang: Lang) -> Mapping[str, list[dict[str, str]]]:
    return tomllib.loads((resources.files(__package__) / "data" / f"verbs-{lang}.toml").read_text(encoding="utf-8"))


@cache
def verb_classes(lang: Lang) -> Mapping[str, list[VerbClass]]:
    """The classes of each verb, by its base form."""
    found: dict[str, list[VerbClass]] = {}
    for entry in _table(lang)["verb"]:
        types = frozenset(DetailType(name) for name in entry.get("types", "").split())
        for verb in entry["verbs"].split():
            found.setdefault(verb.replace("_", " "), []).append(VerbClass(entry, types))
    return found


@cache
def every_form(lang: Lang) -> frozenset[str]:
    """Every form of every class."""
    entries = _table(lang)["verb"]
    return frozenset(said for entry in entries for key, said in entry.items() if key not in ("verbs", "types"))


@cache
def passive_of(lemma: str) -> str | None:
    """What an English participle behind "was" becomes; None where no wider one is known."""
    return next((entry["said"] for entry in _table(Lang.EN)["passive"] if lemma in entry["verbs"].split()), None)
