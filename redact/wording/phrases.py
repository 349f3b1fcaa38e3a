"""The fixed phrases of a language, read from ``data/phrases-*.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..draft import DetailType, Lang


@dataclass(frozen=True)
class Phrases:
    """Placeholders, neutral nouns, and adverbs; the files say what each is for."""

    placeholder: Mapping[str, str]
    contact: Mapping[str, str]
    person: Mapping[str, str]
    copulas: frozenset[str]
    as_word: str
    former: str
    locative: frozenset[str]
    generic: frozenset[str]
    gendered: re.Pattern[str]
    born: frozenset[str]
    place: Mapping[str, str]
    time: Mapping[str, str]
    anything: Mapping[str, str]
    told_on: Mapping[str, str]
    occasion: Mapping[str, str]

    def withheld(self, type: DetailType) -> str:
        """The placeholder for a detail of ``type``."""
        return self.placeholder[type]

    @property
    def gap(self) -> str:
        """The placeholder that stands for words of any kind."""
        return self.placeholder["gap"]


@cache
def phrases(lang: Lang) -> Phrases:
    """The phrases of ``lang``."""
    text = (resources.files(__package__) / "data" / f"phrases-{lang}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    words = table["words"]
    return Phrases(
        placeholder=table["placeholder"],
        contact=table["contact"],
        person=table["person"],
        copulas=frozenset(words["copula"].split()),
        as_word=words["as"],
        former=words["former"],
        locative=frozenset(words["locative"].split()),
        generic=frozenset(words["generic"].replace("_", " ").split("|")),
        gendered=re.compile(rf"\b(?:{'|'.join(words['gendered'].split())})\b", re.IGNORECASE),
        born=frozenset(words["born"].split("|")),
        place=table["pro"]["place"],
        time=table["pro"]["time"],
        anything=table["pro"]["anything"],
        told_on=table["pro"]["told_on"],
        occasion=table["pro"]["occasion"],
    )


def is_placeholder(lang: Lang, text: str) -> bool:
    """Whether ``text`` is a note that something was left out, and no more."""
    return text in phrases(lang).placeholder.values()


def withheld_name(lang: Lang) -> str:
    """The note that a name was left out."""
    return phrases(lang).withheld(DetailType.NAME)
