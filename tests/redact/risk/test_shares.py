"""From values to shares: measured where a table has a figure, between bounds where none has, nothing made up."""

from __future__ import annotations

from typing import Any

import pytest
from bronwacht.redact.draft import DetailType, Lang
from bronwacht.redact.risk.shares import NOTHING, Among, Setting, measure
from bronwacht.redact.risk.tables import table_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

T = DetailType
PEOPLE = Setting(table_of("NL"), Lang.NL, 2022, Among.POPULATION, 17_590_671)
STAFF = Setting(table_of("NL"), Lang.NL, 2022, Among.WORKPLACE, 481)
NOWHERE = Setting(None, Lang.EN, 2022, Among.POPULATION, 1_000_000)


def said(type: DetailType, setting: Setting = PEOPLE, *, exact: bool = True, **value: Any):
    return measure(type, value, setting, exact=exact)


def test_half_of_the_people_are_women():
    found = said(T.GENDER, gender="woman")
    assert found.known and found.share.mid == pytest.approx(0.503, abs=0.001)
    assert found.share.low < found.share.mid < found.share.high
    assert found.rates[0].source.startswith("CBS") and found.rates[0].year == 2022
    assert found.rates[0].what.startswith("vrouwen")


def test_one_year_of_age_and_a_decade():
    year, decade = said(T.AGE, age=31), said(T.AGE, low=30, high=39)
    assert decade.share.mid == pytest.approx(10 * year.share.mid)
    assert said(T.AGE, low=80).share.mid == pytest.approx(798820 / 17282163)
    assert said(T.AGE, high=19).share.mid == pytest.approx(3791838 / 17282163)


def test_an_age_of_another_time_counts_from_the_birth_window():
    then = said(T.AGE, age=31, then=True, born_low=1947, born_high=1948)
    assert then.share.mid == pytest.approx(said(T.AGE, age=74).share.mid)
    assert said(T.AGE, born_low=1987, born_high=1988).share.mid == pytest.approx(2 * said(T.AGE, age=33).share.mid)


def test_an_age_beyond_the_table_is_one_person_at_most():
    assert 0 < said(T.AGE, age=119).share.low < 1e-6


def test_colleagues_are_of_working_age():
    assert said(T.AGE, STAFF, low=0, high=14).share.mid <= 1 / 481
    assert said(T.AGE, STAFF, low=35, high=44).share.mid == pytest.approx(1806 / 9412, rel=0.01)


def test_a_job_in_its_own_words_lies_somewhere_inside_its_class():
    exact = said(T.OCCUPATION, group="care", term="kinderoncoloog")
    wide = said(T.OCCUPATION, exact=False, group="care")
    assert not exact.known and wide.known
    assert exact.share.low < 1e-6 and exact.share.high <= wide.share.high
    assert wide.share.mid == pytest.approx(1314000 / 17590672)


def test_what_is_on_no_list_of_occupations_is_no_class_with_a_figure():
    found = said(T.OCCUPATION, group="other", term="imker")
    assert not found.known and not found.rates and found.share.low < 1e-6 and found.share.high > 0.4


def test_a_word_that_a_figure_counts_is_known():
    found = said(T.OCCUPATION, group="pedagogic", term="Lerares")
    assert found.known and found.share.mid == pytest.approx(426000 / 17590672)
    assert said(T.OCCUPATION, group="student", term="studente").known


def test_an_employer_may_be_made_up_of_one_occupation():
    found = said(T.OCCUPATION, STAFF, exact=False, group="public_law")
    assert found.share.high == 1 and found.share.low < 0.02


@pytest.mark.parametrize("code", ["TR", "tr"])
def test_origin_by_country(code: str):
    assert said(T.ORIGIN, kind="ethnicity", code=code).share.mid == pytest.approx(430682 / 17590672)


def test_religion_by_word():
    assert said(T.ORIGIN, kind="religion", code="muslim").share.mid == pytest.approx(0.05)
    assert said(T.ORIGIN, kind="religion", term="Katholieke").share.mid == pytest.approx(0.2)


def test_a_wider_origin_is_anybody_from_elsewhere():
    assert said(T.ORIGIN, exact=False, kind="ethnicity").share.mid == pytest.approx(0.26, abs=0.01)


def test_parents_by_number_of_children():
    some, two, three = (
        said(T.FAMILY, kind="child"),
        said(T.FAMILY, kind="child", count=2),
        said(T.FAMILY, kind="parent", count=3),
    )
    assert some.share.mid == pytest.approx(4677812 / 17942942)
    assert two.share.mid == pytest.approx(some.share.mid * 0.409)
    assert three.share.mid == pytest.approx(some.share.mid * 0.158)


def test_a_count_beyond_the_table_is_somewhere_in_its_last_row():
    three, nine = said(T.FAMILY, kind="child", count=3), said(T.FAMILY, kind="child", count=9)
    assert three.known and not nine.known
    assert nine.share.low < 1e-6 and nine.share.high <= three.share.high


@pytest.mark.parametrize("term", ["moeder van een tweeling", "mother of twins", "a twin brother"])
def test_twins_are_no_only_child(term: str):
    twins, one = said(T.FAMILY, kind="child", count=1, term=term), said(T.FAMILY, kind="child", count=1)
    assert one.known and not twins.known
    assert twins.share.mid < one.share.mid / 100


def test_a_town_by_its_inhabitants():
    found = said(T.PLACE, kind="town", country="NL", population=175_906, name="Ergens")
    assert found.share.mid == pytest.approx(0.01, rel=0.01)
    assert "GeoNames" in found.rates[0].source
    assert said(T.PLACE, STAFF, kind="town", population=175_906).share.high == 1


@pytest.mark.parametrize("kind", ["neighbourhood", "venue", "room"])
def test_a_street_or_a_hamlet_has_not_the_inhabitants_of_its_town(kind: str):
    town = said(T.PLACE, kind="town", country="NL", population=175_906, name="Ergens")
    found = said(T.PLACE, kind=kind, country="NL", population=175_906, name="Ergens")
    assert not found.known and found.share.low < 1e-6 and found.share.mid < town.share.mid
    assert found.share.high <= town.share.high and found.rates == town.rates
    assert said(T.PLACE, exact=False, kind=kind, country="NL", population=175_906) == town


def test_nobody_counts_who_lives_in_a_town_of_another_country():
    found = said(T.PLACE, kind="town", country="TR", population=15_701_602, name="Istanbul")
    assert not found.known and found.share.low < 1e-6
    wider = said(T.PLACE, exact=False, abroad=True)
    assert not wider.known and found.share.mid < wider.share.mid


def test_a_place_that_is_on_no_list_may_have_one_inhabitant():
    found = said(T.PLACE, name="Oudeschip")
    assert not found.known and found.share.low * PEOPLE.others < 5


def test_a_province_by_its_name_and_the_country_itself():
    assert said(T.PLACE, kind="region", name="Zeeland").share.mid == pytest.approx(287000 / 13419100)
    assert said(T.PLACE, kind="country", country="NL") == NOTHING
    assert not said(T.PLACE, kind="country", country="FR").known


def test_a_region_holds_its_towns_and_no_other_countrys_namesake():
    for among in (PEOPLE, STAFF):
        town = said(T.PLACE, among, kind="town", country="NL", population=375_000, name="Utrecht").share
        region = said(T.PLACE, among, exact=False, kind="region", country="NL", name="Utrecht").share
        country = said(T.PLACE, among, exact=False, country="NL").share
        for point in ("low", "mid", "high"):
            assert getattr(town, point) <= getattr(region, point) <= getattr(country, point)
    assert not said(T.PLACE, exact=False, kind="region", country="BE", name="Limburg").known


def test_sick_leave_is_a_share_of_those_who_work():
    everybody, staff = said(T.HEALTH, kind="sick_leave"), said(T.HEALTH, STAFF, kind="sick_leave")
    assert staff.share.mid == pytest.approx(0.044)
    assert everybody.share.mid == pytest.approx(0.044 * 9412 / 17590.672, rel=0.01)


def test_within_one_employer_a_national_share_is_less_sure():
    wide, narrow = said(T.GENDER, STAFF, gender="woman").share, said(T.GENDER, gender="woman").share
    assert wide.low < narrow.low and wide.high > narrow.high and wide.mid == narrow.mid


@pytest.mark.parametrize("type", [T.TRIP, T.TRAIT, T.EVENT, T.CHANNEL, T.HEALTH, T.PLACE])
def test_an_unknown_detail_in_its_own_words_can_identify_alone(type: DetailType):
    found = said(type, kind="town", term="x")
    assert not found.known and not found.rates
    assert found.share.low * PEOPLE.others < 5 and found.share.high > 0.4


def test_an_unknown_class_fits_one_in_a_hundred_at_least():
    found = said(T.TRIP, exact=False, abroad=True)
    assert not found.known and 0.01 <= found.share.low < 0.02 and found.share.high > 0.7


@pytest.mark.parametrize("type", list(T))
def test_what_says_nothing_excludes_nobody(type: DetailType):
    assert measure(type, {}, PEOPLE, exact=False) == NOTHING


def test_quotes_and_groups_that_are_counted_are_no_shares():
    assert said(T.QUOTE, words=12, by="source") == NOTHING
    assert said(T.GROUP, size=10) == NOTHING
    assert said(T.GROUP, unique=True) == NOTHING


def test_a_group_that_nobody_counted_may_be_of_any_size():
    # "on the works council": three people, or thirty
    found = said(T.GROUP, STAFF)
    assert not found.known and found.share.low < 3 / 481 and found.share.high > 0.5
    assert said(T.GROUP, STAFF, exact=False) == NOTHING


def test_a_date_narrows_unless_it_is_a_year_or_has_none():
    assert said(T.DATE, **{"from": "2019-01-01", "to": "2019-12-31"}) == NOTHING
    assert said(T.DATE, relative=True, days=1) == NOTHING
    assert not said(T.DATE, **{"from": "2019-06-03", "to": "2019-06-03"}).known


def test_without_a_table_nothing_is_known():
    for type in (T.AGE, T.GENDER, T.OCCUPATION, T.PLACE, T.ORIGIN):
        assert not said(type, NOWHERE, age=31, gender="woman", group="care", population=100).known


values = st.dictionaries(
    st.sampled_from(
        ["age", "low", "high", "born_low", "born_high", "gender", "group", "kind", "code", "term", "count", "sector",
         "population", "country", "name", "level", "from", "to", "days", "then"]
    ),
    st.one_of(st.none(), st.booleans(), st.integers(-5, 3000), st.floats(-1, 1e7), st.text(max_size=8)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "term"),
    [
        ("child", "a daughter with epilepsy"),
        ("child", "mother of two, one of them deaf"),
        ("partner", "haar man, die bij de politie werkt"),
        ("partner", "married to a serving officer"),
        ("parent", "haar vader was huisarts in oldenzaal"),
        ("parent", "dochter van een patiënt"),
    ],
)
def test_a_family_in_the_drafts_own_words_may_be_one_of_a_kind(kind: str, term: str):
    own, wide = said(T.FAMILY, kind=kind, term=term), said(T.FAMILY, exact=False, kind=kind)
    assert not own.known and own.share.low < 1e-5
    assert wide.known and wide.share.low > 0.1 and own.share.high <= max(wide.share.high, 1.0)


@pytest.mark.parametrize(
    ("kind", "term"),
    [
        ("child", "moeder van twee jonge kinderen"),
        ("child", "her two sons"),
        ("parent", "father"),
        ("partner", "getrouwd"),
        ("partner", "her husband"),
    ],
)
def test_a_family_of_its_kind_and_number_is_counted(kind: str, term: str):
    assert said(T.FAMILY, kind=kind, term=term) == said(T.FAMILY, kind=kind)


@settings(deadline=None)
@example(T.PLACE, {"population": -1.0}, PEOPLE, True)
@example(T.PLACE, {"population": float("nan")}, PEOPLE, True)
@given(st.sampled_from(list(T)), values, st.sampled_from([PEOPLE, STAFF, NOWHERE]), st.booleans())
def test_any_value_gives_a_share(type: DetailType, value: dict, setting: Setting, exact: bool):
    share = measure(type, value, setting, exact=exact).share
    assert 0 < share.low <= share.mid <= share.high <= 1


@settings(deadline=None)
@given(st.integers(0, 95), st.integers(0, 20), st.integers(0, 20))
def test_a_wider_window_of_ages_never_fits_fewer(age: int, before: int, after: int):
    exact, wide = said(T.AGE, age=age).share, said(T.AGE, low=max(age - before, 0), high=age + after).share
    assert (wide.low, wide.mid, wide.high) >= (exact.low, exact.mid, exact.high)
