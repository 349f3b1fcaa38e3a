"""Towns, countries, and journeys to them.

Called by the trip rules and by values. Towns and their inhabitants come from GeoNames (CC BY 4.0;
``../data/lex_towns_any.tsv``), read when first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from ...cues import cues
from ...draft import REGISTERED_EVENTS, Json, Lang, Value
from .lexicon import lexicon, text_of
from .rulefile import data_lines

HOME: Mapping[Lang, tuple[str, ...]] = {Lang.NL: ("NL", "BE"), Lang.EN: ("GB", "IE", "US", "AU")}
"""Where the newsrooms of a language are: a town there is meant before a town of its name elsewhere …"""

FAR_LARGER = 20
"""… unless that one has this many times its inhabitants ("Perth", "Boston" in a British draft)."""

_CUES = cues(__package__, "places")
_ENDS = {lang: re.compile(rf"\s*(?:$|[,.;:!?)”\"])|\s+(?:{_CUES.any_of(f'behind_{lang}')})(?!\w)") for lang in Lang}
_NO_PLACES, _STREETS = (
    {lang: frozenset(_CUES.words(f"{name}_{lang}")) for lang in Lang} for name in ("no_places", "streets")
)

_OWN_SMALL = ("s-", "t ", "'", "’")
"""What a name itself begins with in small letters: "’s-Hertogenbosch"."""

_NAME = re.compile(r"(?:['’](?=[st][ -]))?[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*){0,5}")

_BY = {
    lang: re.compile(
        rf"(?:\b(?:{_CUES.any_of(f'near_{lang}')})|[A-ZÀ-ÖØ-Þ][\w'’-]+,? (?:{_CUES.any_of(f'within_{lang}')})) \Z"
    )
    for lang in Lang
}


def is_by_town(stretch: str, town: str, lang: Lang) -> bool:
    """Whether it is a smaller place in a town or near it: "Loon bij Assen" has not as many inhabitants as Assen."""
    at = stretch.lower().find(town.lower())
    return at > 0 and _BY[lang].search(stretch, 0, at) is not None


@cache
def _towns() -> Mapping[str, str]:
    """For each name the rest of its rows, a line each."""
    towns: dict[str, str] = {}
    for line in text_of("towns", "any").splitlines():
        name, _, rest = line.partition("\t")
        towns[name] = f"{towns[name]}\n{rest}" if name in towns else rest
    return towns


_OFFICIAL = {
    "'s-gravenhage": "den haag",
    "hull": "kingston upon hull",
    "stoke": "stoke-on-trent",
    "southend": "southend-on-sea",
}
"""Names that no list has for a town, or for a smaller one ("Hull" near Ottawa), and those that it has for that town."""


@lru_cache(maxsize=4096)
def town(name: str, lang: Lang) -> tuple[str, int] | None:
    """Country (ISO 3166 alpha-2) and inhabitants of the town most likely meant by ``name``; None when unknown."""
    rows = _rows(name)
    return _likeliest(rows, lang) if rows else None


def namesakes(name: str) -> Mapping[str, int]:
    """The inhabitants of the largest town of that name in each country that has one."""
    rows = _rows(name)
    return dict(sorted(_countries(rows), key=lambda town: town[1])) if rows else {}


def _rows(name: str) -> str | None:
    name = name.lower().replace("’", "'")
    name = _OFFICIAL.get(name, name)
    # Lists and writers differ in what they make of an apostrophe: "t harde", "'s hertogenbosch".
    spellings = (name, name.removeprefix("'"), name.replace("'s ", "'s-", 1))
    return next((rows for each in spellings if (rows := _towns().get(each))), None)


def _countries(rows: str) -> list[tuple[str, int]]:
    return [(country, int(people)) for country, _, people in (row.partition("\t") for row in rows.split("\n"))]


def towns(lang: Lang) -> Iterator[tuple[str, str, int]]:
    """Every name of a town, in lower case, with the country and the inhabitants of the one most likely meant."""
    return ((name, *_likeliest(rows, lang)) for name, rows in _towns().items() if not name.startswith("#"))


def _likeliest(rows: str, lang: Lang) -> tuple[str, int]:
    found = _countries(rows)
    largest = max(found, key=lambda t: t[1])
    home = max((t for t in found if t[0] in HOME[lang]), key=lambda t: t[1], default=None)
    return home if home and home[1] * FAR_LARGER >= largest[1] else largest


def country(name: str, lang: Lang) -> str | None:
    """The country of that name, or None."""
    known = lexicon("countries", lang).get(name.lower())
    return known[0] if known else None


def place_in(text: str, lang: Lang) -> Value:
    """The first town or country named in ``text``: ``name``, ``country``, ``kind``, and a town's ``population``."""
    for found in _NAME.finditer(text):
        words = _without_streets(found[0].split(), lang)
        for count in range(len(words), 0, -1):
            for first in range(len(words) - count + 1):
                name = " ".join(words[first : first + count])
                if not any(c.isupper() for c in name) or name.lower() in _NO_PLACES[lang]:
                    continue
                if code := country(name, lang):
                    return {"name": name, "country": code, "kind": "country"}
                if known := town(name, lang):
                    return {"name": name, "country": known[0], "kind": "town", "population": known[1]}
    return {}


def _without_streets(words: list[str], lang: Lang) -> list[str]:
    """The words without the names of streets: nobody on Paris Avenue is in France."""
    for at, word in enumerate(words):
        if at and word in _STREETS[lang] and words[at - 1][:1].isupper():
            first = at - 1
            while first and words[first - 1][:1].isupper():
                first -= 1
            return [*words[:first], *_without_streets(words[at + 1 :], lang)]
    return words


def read_trip(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The value of a trip rule's stretch."""
    stretch = found["hit"] if "hit" in found.re.groupindex and found["hit"] else found[0]
    return value_of_trip(stretch, lang)


def read_home(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The value of a place that somebody lives in or comes from; None for what names none.

    A name that no list has is one by a rule that says so, where nothing but a name can stand: "she lives in
    Pitlochry.", not "lives in Georgian splendour".
    """
    name, unlisted = found["hit"], value.pop("unlisted", False)
    part = name[0].islower() and not name.startswith(_OWN_SMALL)
    if part and (code := regions().get(name.split(" ")[-1].lower())):
        return {"name": name.split(" ")[-1], "country": code, "kind": "region"}  # of "rural Kent" not the town of Kent
    if (known := place_in(name, lang)) or not unlisted:
        return known or None
    ends = unlisted == "anywhere" or _ENDS[lang].match(found.string, found.end("hit"))
    return {"name": name, "kind": "town"} if ends and name.lower() not in _NO_PLACES[lang] else None


@cache
def regions() -> Mapping[str, str]:
    """The country (ISO 3166 alpha-2) of each region that only one country has, by its name in lower case."""
    rows = (line.partition("\t") for line in text_of("regions", "any").splitlines() if not line.startswith("#"))
    return {name: code for name, _, code in rows}


def read_event(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The value of an event rule's stretch, with how many live where it was."""
    stretch = found["hit"] if "hit" in found.re.groupindex and found["hit"] else found[0]
    return with_inhabitants(value, stretch, lang)


def with_inhabitants(event: Value, stretch: str, lang: Lang) -> dict[str, Json]:
    """An event's value with the ``population`` of the town that ``stretch`` names, where who speaks is on record."""
    on_record = event.get("kind") in REGISTERED_EVENTS
    size = place_in(stretch, lang).get("population") if on_record else None
    return {**event} if size is None else {**event, "population": size}


def value_of_trip(stretch: str, lang: Lang) -> Value:
    """``kind`` of journey, and the ``name`` and ``country`` of where it goes; ``abroad`` when that is not at home."""
    text = stretch.lower()
    value: dict[str, Json] = {}
    for kind, expression in _kinds(lang):
        if expression.search(text):
            value["kind"] = kind
            break
    # of several places the last is where it goes: "van Houthalen naar Saint-Tropez"
    ends = re.split(r"\b(?:naar|to|–)\b", stretch)
    place = place_in(ends[-1], lang)
    if place:
        value |= {"name": place["name"], "country": place["country"], "abroad": place["country"] not in HOME[lang]}
        value.setdefault("kind", "other")
    elif "kind" not in value and text:
        value["kind"] = "other"
    return value


@cache
def _kinds(lang: Lang) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = (line.split("\t") for line in data_lines(f"trips_words_{lang}.tsv"))
    return tuple((kind, re.compile(expression)) for kind, expression in lines)
