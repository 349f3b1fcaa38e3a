"""What each adversary can do with the facts of a source."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from bronwacht.redact.draft import DetailType, Fact, Lang, Observability, Person, Role
from bronwacht.redact.risk import adversaries
from bronwacht.redact.risk.adversaries import assess
from bronwacht.redact.risk.assessment import Assessment, Verdict
from bronwacht.redact.risk.crowd import expected_between
from bronwacht.redact.risk.scene import Scene
from bronwacht.redact.story import Adversary, PublicName, Register, SourceHint, Story
from hypothesis import given, settings
from hypothesis import strategies as st

T, Seen, A, V = DetailType, Observability, Adversary, Verdict
SOURCE = Person("p1", Role.SOURCE)
STORY = Story(published=(2021, 10))


def fact(id: str, type: DetailType, seen_by: Observability = Seen.PUBLIC_LIFE, **value: Any) -> Fact:
    return Fact(id, type, "p1", value, (id.replace("f", "d"),), seen_by)


def by(
    facts: list[Fact], story: Story = STORY, lang: Lang = Lang.NL, person: Person = SOURCE, **more: Any
) -> dict[Adversary, Assessment]:
    return {each.adversary: each for each in assess(facts, person, story, lang, **more)}


WOMAN = fact("f1", T.GENDER, gender="woman")
AGE = fact("f2", T.AGE, age=31)
CIVIL = fact("f3", T.EMPLOYER, sector="municipality")
GROUP = fact("f4", T.GROUP, Seen.WORKPLACE, size=10, unique=True, gender="woman")
STUDENT = fact("f5", T.OCCUPATION, group="student", term="studenten")
MESSAGE = fact("f6", T.QUOTE, Seen.DYADIC, words=14, dyadic=True, by="accused")
SPEAKER = fact("f7", T.EVENT, Seen.PUBLIC_RECORD, kind="council_meeting", part="speaker", term="een raadsvergadering")
TRIP = fact("f8", T.TRIP, Seen.WORKPLACE, kind="business", country="ES", abroad=True, name="x")
NURSE = fact("f9", T.OCCUPATION, group="care", term="verpleegkundige")


def test_there_is_one_assessment_an_adversary():
    assert list(by([WOMAN])) == list(A)


def test_the_story_says_whom_a_source_is_protected_from():
    story = Story(sources=(SourceHint("Merel", protect_from=(A.ACCUSED, A.STRANGER)),))
    found = assess([WOMAN], Person("p1", Role.SOURCE, codename="Merel"), story, Lang.NL)
    assert [each.adversary for each in found] == [A.ACCUSED, A.STRANGER]


def test_a_woman_of_the_netherlands_hides_among_millions():
    found = by([WOMAN])[A.STRANGER]
    assert found.verdict is V.MEETS_THRESHOLD and found.crowd is not None
    assert found.crowd.low > 7_000_000 and found.universe is not None and found.universe.size == 17_590_672
    assert not found.because and not found.unknown and found.rates[0].year == 2022


def test_she_and_her_count_as_much_as_the_word_woman_and_only_once():
    she = Person("p1", Role.SOURCE, gender="woman")

    def crowd(person: Person, *facts: Fact) -> Any:
        return {each.adversary: each for each in assess(facts, person, STORY, Lang.NL)}[A.STRANGER]

    told, said = crowd(she, AGE, NURSE), crowd(SOURCE, AGE, NURSE, WOMAN)
    assert told.crowd == said.crowd == crowd(she, AGE, NURSE, WOMAN).crowd
    assert told.crowd.high < crowd(SOURCE, AGE, NURSE).crowd.high
    assert any("vrouwen" in rate.what for rate in told.rates)
    assert "gender" not in {driver.fact for driver in told.drivers}  # no detail to point at
    assert crowd(she).crowd.low > 7_000_000


def test_who_is_pregnant_is_a_woman_and_is_counted_as_one_once():
    pregnant = fact("f3", T.HEALTH, kind="pregnancy", term="zwanger")
    assert by([pregnant, WOMAN])[A.STRANGER].crowd == by([pregnant])[A.STRANGER].crowd
    assert by([pregnant, AGE, WOMAN])[A.STRANGER].crowd == by([pregnant, AGE])[A.STRANGER].crowd


def test_the_only_woman_of_ten_students_is_one_person_to_those_who_know_the_group():
    found = by([STUDENT, WOMAN, GROUP])
    for adversary in (A.COLLEAGUE, A.INSIDER, A.ACCUSED):
        each = found[adversary]
        assert each.cap is not None and (each.cap.k, each.cap.fact) == (1, "f4")
        assert each.verdict is V.IDENTIFIED_BY_TEXT and each.because == ("d4",)
        assert each.universe is not None and each.universe.size == 10
    assert found[A.STRANGER].cap is None


def test_one_of_four_is_at_most_four():
    each = by([fact("f4", T.GROUP, Seen.WORKPLACE, size=4, one_of=True)])[A.COLLEAGUE]
    assert each.crowd is not None and each.crowd.high == 4 and each.verdict is V.BELOW_THRESHOLD
    assert each.because == ("d4",)


def test_within_a_group_personal_facts_still_count():
    group = fact("f4", T.GROUP, Seen.WORKPLACE, size=40, one_of=True)
    alone, told = by([group])[A.COLLEAGUE].crowd, by([group, WOMAN, AGE])[A.COLLEAGUE].crowd
    assert alone is not None and told is not None
    assert alone.low == 40 and told.high < 20


def test_of_four_women_none_is_told_apart_by_being_a_woman():
    women = fact("f4", T.GROUP, Seen.WORKPLACE, size=14, one_of=True, gender="woman")
    for found in (by([women, WOMAN]), by([women], person=replace(SOURCE, gender="woman"))):
        crowd = found[A.COLLEAGUE].crowd
        assert crowd is not None and (crowd.low, crowd.high, crowd.p_unique) == (14, 14, 0)
    told = by([women, WOMAN, AGE])[A.COLLEAGUE].crowd
    assert told is not None and told.low < 14
    # The only woman says nothing of the others; and what is told more widely never makes a crowd smaller.
    only = fact("f4", T.GROUP, Seen.WORKPLACE, size=14, unique=True, gender="woman")
    both = by([only, WOMAN], levels={"f4": {"size": 14}})[A.COLLEAGUE].crowd
    wider = by([women, WOMAN], levels={"f4": {"size": 14}})[A.COLLEAGUE].crowd
    assert both is not None and both.high < 14 and wider is not None and wider.low == 14


def test_an_only_one_without_a_number_is_one_person():
    each = by([fact("f4", T.GROUP, Seen.WORKPLACE, unique=True)])[A.COLLEAGUE]
    assert each.verdict is V.IDENTIFIED_BY_TEXT and each.cap is not None and each.cap.k == 1


def test_a_group_told_vaguely_caps_nothing():
    each = by([GROUP, WOMAN, CIVIL], levels={"f4": {}})[A.COLLEAGUE]
    assert each.cap is None and each.verdict is not V.IDENTIFIED_BY_TEXT


@pytest.mark.parametrize("type", [T.NAME, T.CONTACT, T.ADDRESS, T.ID])
def test_a_direct_identifier_identifies_to_everybody(type: DetailType):
    for each in by([WOMAN, fact("f2", type, Seen.THIRD_PARTIES, kind="name")]).values():
        assert each.verdict is V.IDENTIFIED_BY_TEXT and each.because == ("d2",)
        assert each.crowd is not None and each.crowd.high == 1 and each.crowd.p_guess == 1
    gone = by([WOMAN, fact("f2", type, Seen.THIRD_PARTIES, kind="name")], levels={"f2": None})
    assert gone[A.STRANGER].verdict is V.MEETS_THRESHOLD


def test_his_own_message_tells_the_accused_who_it_is():
    found = by([WOMAN, CIVIL, MESSAGE])
    assert found[A.ACCUSED].verdict is V.CANNOT_BE_MADE_SAFE and found[A.ACCUSED].because == ("d6",)
    assert all(found[each].verdict is not V.CANNOT_BE_MADE_SAFE for each in A if each is not A.ACCUSED)
    assert by([WOMAN, CIVIL, MESSAGE], levels={"f6": None})[A.ACCUSED].verdict is not V.CANNOT_BE_MADE_SAFE


def test_a_message_is_nothing_to_a_stranger():
    assert by([WOMAN, MESSAGE])[A.STRANGER] == by([WOMAN])[A.STRANGER]


def test_a_speaker_is_looked_for_among_the_speakers():
    each = by([WOMAN, SPEAKER])[A.STRANGER]
    assert each.universe is not None and (each.universe.size, each.universe.year) == (812, 2021)
    assert each.crowd is not None and each.crowd.high < 812 and each.verdict is V.BELOW_THRESHOLD
    assert "d7" in each.because


def test_the_storys_register_goes_before_the_tables():
    story = Story(registers=(Register("insprekers bij de raadsvergadering", 34, "notulen", 2019),))
    each = by([WOMAN, SPEAKER], story)[A.STRANGER]
    assert each.universe is not None and (each.universe.size, each.universe.source) == (34, "notulen")
    assert each.crowd is not None and each.crowd.high <= 34


def test_who_is_called_by_having_spoken_is_on_the_list_and_no_rarer_on_it():
    called = fact("f10", T.OCCUPATION, group="other", term="inspreekster")
    alone, both = by([WOMAN, called])[A.STRANGER], by([WOMAN, SPEAKER, called])[A.STRANGER]
    assert alone.universe is not None and alone.universe == both.universe == by([SPEAKER])[A.STRANGER].universe
    assert both.crowd == by([WOMAN, SPEAKER])[A.STRANGER].crowd


def test_a_speaker_told_as_less_is_in_no_register():
    each = by([WOMAN, SPEAKER], levels={"f7": {"kind": "council_meeting"}})[A.STRANGER]
    assert each.universe is not None and each.universe.size == 17_590_672


def test_speakers_of_a_place_that_is_not_told_are_said_to_be_at_most_those_of_amsterdam():
    found = by([SPEAKER])[A.STRANGER].universe
    assert found and found.what.startswith("insprekers in de Amsterdamse gemeenteraad")
    assert found.what.endswith("; een bovengrens, want om welke plaats het gaat is niet bekend")


def test_speakers_of_a_small_place_are_few():
    town = fact("f3", T.PLACE, kind="town", country="NL", population=20_000)
    each = by([SPEAKER, town])[A.STRANGER]
    assert each.universe is not None and each.universe.size == round(812 * 20_000 / 873_200)


def test_speakers_of_the_town_that_the_event_names_are_those_of_that_town():
    there = {"kind": "council_meeting", "part": "speaker", "population": 20_000}
    each = by([replace(SPEAKER, value=there)])[A.STRANGER]
    assert each.universe is not None and each.universe.size == round(812 * 20_000 / 873_200)


def test_colleagues_look_among_the_staff():
    each = by([WOMAN, CIVIL])[A.COLLEAGUE]
    assert each.universe is not None and each.universe.size == 482 and "gemiddelde" in each.universe.what
    town = fact("f8", T.PLACE, kind="town", country="NL", population=873_200)
    large = by([WOMAN, CIVIL, town])[A.COLLEAGUE].universe
    assert large is not None and 8000 < large.size < 9000


def test_a_register_of_staff_is_the_workplace():
    story = Story(registers=(Register("medewerkers van de dienst", 120, "smoelenboek", 2021),))
    assert by([WOMAN], story)[A.INSIDER].universe.size == 120


def test_without_an_employer_not_enough_is_known_of_colleagues():
    each = by([WOMAN, AGE])[A.COLLEAGUE]
    assert each.verdict is V.NOT_ENOUGH_KNOWN and each.crowd is None and each.universe is None


def test_the_accused_looks_among_those_he_dealt_with():
    story = Story(registers=(Register("mensen met wie hij afspraken had", 60, "agenda", 2020),))
    each = by([WOMAN, TRIP], story)[A.ACCUSED]
    assert each.universe is not None and each.universe.size == 60


@pytest.mark.parametrize(
    "what",
    [
        "people who worked with Harrow",
        "people who worked for Dennis Harrow since 2015",
        "everybody whom the harbour master hired",
        "Harrow's pupils",
        "members of his choir",
        "those who trained under him",
        "people she coached",
        "mensen die met Harrow werkten",
        "mensen met wie de wethouder samenwerkte",
        "leerlingen van Harrow",
        "leden van zijn koor",
        "iedereen die hij begeleidde",
        "mensen die onder haar werkten",
    ],
)
def test_a_list_of_people_around_the_accused_is_where_he_looks(what: str):
    harrow = PublicName("Dennis Harrow", ("the harbour master",), accused=True)
    story = Story(public=(harrow,), registers=(Register(what, 60, "agenda", 2020),))
    found = by([WOMAN, CIVIL, SPEAKER], story)
    assert found[A.ACCUSED].universe is not None and found[A.STRANGER].universe is not None
    universes = {adversary: each.universe.size for adversary, each in found.items() if each.universe}
    assert universes[A.COLLEAGUE] != 60, "who spoke at the council is not on it"
    own = by([WOMAN, CIVIL], story)
    assert own[A.ACCUSED].universe.size == 60 and own[A.COLLEAGUE].universe.size != 60


@pytest.mark.parametrize(
    "what",
    [
        "people who live near the harbour",
        "people with a master's degree",
        "speakers at the council meeting on Harrow's plan",
        "staff of the port",
        "people who worked with Claire Penrose",
        "mensen die lid zijn",
        "inwoners van de wijk",
    ],
)
def test_another_list_is_not_of_people_around_the_accused(what: str):
    public = (PublicName("Dennis Harrow", ("the harbour master",), accused=True), PublicName("Claire Penrose"))
    registers = (Register(what, 60, "x", 2020), Register("staff of the office", 482, "x", 2020))
    found = by([WOMAN, CIVIL], Story(public=public, registers=registers[: 1 if "staff" in what else 2]))
    assert found[A.ACCUSED].universe == found[A.COLLEAGUE].universe


def test_a_stranger_does_not_know_what_happens_at_work():
    assert by([WOMAN, TRIP])[A.STRANGER] == by([WOMAN])[A.STRANGER]
    assert by([WOMAN, CIVIL, TRIP])[A.COLLEAGUE] != by([WOMAN, CIVIL])[A.COLLEAGUE]


def test_an_insider_reads_the_personnel_file():
    known_to_some = fact("f2", T.FAMILY, Seen.THIRD_PARTIES, kind="parent", count=3)
    found, without = by([WOMAN, CIVIL, known_to_some]), by([WOMAN, CIVIL])
    assert found[A.COLLEAGUE] == without[A.COLLEAGUE]
    assert found[A.INSIDER].crowd.median < without[A.INSIDER].crowd.median


def test_a_detail_without_a_figure_can_identify_alone_and_is_named():
    tattoo = fact("f2", T.TRAIT, kind="appearance", term="x")
    each = by([WOMAN, tattoo])[A.STRANGER]
    assert each.verdict is V.NOT_ENOUGH_KNOWN and each.unknown == ("f2",) and each.because == ("d2",)
    assert each.crowd is not None and each.crowd.low < 100 < each.crowd.high


def test_a_wider_telling_that_keeps_a_word_of_the_draft_is_no_class():
    job = fact("f2", T.OCCUPATION, group="care", term="kapper in een winkelcentrum")
    kept, named = ({"group": "care", "term": "kapper"}, {"group": "care"})
    exact, word, class_ = (by([WOMAN, job], levels=levels)[A.STRANGER] for levels in ({}, {"f2": kept}, {"f2": named}))
    assert word.unknown == ("f2",) and not class_.unknown
    assert exact.crowd.high <= word.crowd.high and word.crowd.low < class_.crowd.low / 100


def test_where_the_figures_alone_are_too_small_it_is_below():
    town = fact("f3", T.PLACE, kind="town", country="NL", population=900)
    each = by([WOMAN, AGE, town, fact("f4", T.TRAIT, kind="hobby", term="x")])[A.STRANGER]
    assert each.verdict is V.BELOW_THRESHOLD


def test_drivers_are_what_the_crowd_would_be_without():
    each = by([WOMAN, AGE])[A.STRANGER]
    assert [driver.fact for driver in each.drivers] == ["f2", "f1"]
    without, crowd = by([WOMAN])[A.STRANGER].crowd, each.crowd
    assert each.drivers[0].gain_log10 == pytest.approx(math.log10(without.median / crowd.median), abs=0.1)


def test_a_group_can_be_the_driver():
    each = by([CIVIL, fact("f4", T.GROUP, Seen.WORKPLACE, size=4)])[A.COLLEAGUE]
    assert each.drivers[0].fact == "f4"


def test_every_rate_has_a_source_and_a_year_in_the_reports_language():
    for lang, word in ((Lang.NL, "vrouwen"), (Lang.EN, "women")):
        each = by([WOMAN, AGE, NURSE], lang=lang, story=Story(published=(2021, 1)))[A.STRANGER]
        assert all(rate.source and rate.year > 2000 for rate in each.rates)
        assert any(word in rate.what for rate in each.rates)


def test_a_place_abroad_moves_the_source_there():
    home = fact("f2", T.PLACE, kind="town", country="BE", population=260_000)
    each = by([WOMAN, home])[A.STRANGER]
    assert each.universe is not None and each.universe.size == 11_825_551
    assert by([WOMAN, home], levels={"f2": None})[A.STRANGER].universe == each.universe


@pytest.mark.parametrize("order", [1, -1])
def test_a_place_in_a_larger_country_moves_nobody_there(order: int):
    home = fact("f2", T.PLACE, kind="town", country="NL", population=130_000)
    away = fact("f3", T.PLACE, kind="town", country="GB", population=8_961_989)
    both = by([WOMAN, *[home, away][::order]])[A.STRANGER]
    assert both.universe is not None and both.universe.size == 17_590_672
    assert never_smaller(by([WOMAN, home]), by([WOMAN, home, away]))
    assert never_smaller(by([WOMAN]), by([WOMAN, away]))


def test_facts_of_earlier_publications_count():
    early = Fact("e1", T.AGE, "p1", {"age": 31}, ("earlier:1",), Seen.PUBLIC_LIFE)
    assert by([WOMAN, early])[A.STRANGER].crowd.median < by([WOMAN])[A.STRANGER].crowd.median / 50


FACTS = [
    WOMAN,
    AGE,
    CIVIL,
    GROUP,
    STUDENT,
    MESSAGE,
    SPEAKER,
    TRIP,
    NURSE,
    fact("g1", T.AGE, age=31, then=True, born_low=1987, born_high=1988),
    fact("g2", T.GROUP, Seen.PUBLIC_RECORD, size=34),
    fact("g3", T.PLACE, kind="town", country="NL", population=64_000, name="x"),
    fact("g4", T.PLACE, kind="venue", term="x"),
    fact("g5", T.DATE, Seen.PUBLIC_RECORD, **{"from": "2019-06-03", "to": "2019-06-03"}),
    fact("g6", T.FAMILY, Seen.THIRD_PARTIES, kind="child", count=2),
    fact("g7", T.ORIGIN, kind="ethnicity", code="MA", term="x"),
    fact("g8", T.HEALTH, Seen.WORKPLACE, kind="sick_leave"),
    fact("h4", T.HEALTH, kind="pregnancy", term="zwanger"),
    fact("g9", T.EDUCATION, level="university", term="x"),
    fact("h1", T.TRAIT, kind="pet", term="x"),
    fact("h2", T.EVENT, Seen.WORKPLACE, kind="party", part="attendee", term="x"),
    fact("h3", T.NAME, Seen.PUBLIC_LIFE, kind="initials"),
    fact("i1", T.AGE, age=22, then=True),
    fact("i2", T.AGE, age=47),
    fact("i3", T.EMPLOYER, sector="hospital", term="x"),
    fact("i4", T.OCCUPATION, group="retired", term="gepensioneerde"),
    fact("i5", T.OCCUPATION, group="other", term="stage", rank="intern"),
    fact("i6", T.OCCUPATION, group="public_law", term="wijkagent"),
    fact("i7", T.EMPLOYER, sector="police", term="y"),
]
WIDER: dict[str, list[Any]] = {
    "f2": [{"low": 30, "high": 34}, {"low": 25, "high": 39}, {}, None],
    "f3": [{"sector": "municipality"}, None],
    "f4": [{"size": 10}, {}, None],
    "f5": [{"group": "student"}, None],
    "f7": [{"kind": "council_meeting"}, {}, None],
    "f8": [{"kind": "business", "abroad": True}, {"abroad": True}, None],
    "f9": [{"group": "care"}, {}, None],
    "g1": [{"low": 30, "high": 39, "then": True}, {"low": 30, "high": 39}, None],
    "g2": [{}, None],
    "g3": [{"kind": "town", "country": "NL"}, {"country": "NL"}, None],
    "g5": [{"from": "2019-06-01", "to": "2019-06-30"}, {"from": "2019-01-01", "to": "2019-12-31"}, None],
    "g6": [{"kind": "child"}, None],
    "g7": [{"kind": "ethnicity"}, None],
    "i1": [{"low": 20, "high": 24}, {"low": 20, "high": 31}, {"low": 18}, None],
    "i2": [{"low": 45, "high": 49}, {"low": 28, "high": 60}, {"low": 40}, None],
    "i3": [{"sector": "hospital"}, {}, None],
    "i4": [{"group": "retired"}, None],
    "i5": [{"group": "student"}, {}, None],
    "i6": [{"group": "public_law"}, {}, None],
    "i7": [{"sector": "police"}, None],
    "h1": [{"kind": "pet"}, {}, None],
    "h2": [{"kind": "party"}, {}, None],
}
REGISTERS = [
    (),
    (Register("insprekers bij de raad", 34, "notulen", 2019),),
    (Register("medewerkers", 60, "smoelenboek", 2020), Register("mensen met wie hij te maken had", 90, "agenda", 2020)),
]
facts_told = st.lists(st.sampled_from(FACTS), max_size=7, unique_by=lambda each: each.id)
stories = st.sampled_from([Story(published=(2021, 10), registers=each) for each in REGISTERS])


def never_smaller(wide: dict[Adversary, Assessment], narrow: dict[Adversary, Assessment]) -> bool:
    """Where both are known; what is not known any more is not compared."""
    pairs = [(wide[each].crowd, narrow[each].crowd) for each in narrow]
    return all(
        a.low >= b.low and a.median >= b.median and a.high >= b.high and a.p_unique <= b.p_unique + 1e-9
        for a, b in pairs
        if a is not None and b is not None
    )


@given(facts_told, stories, st.data())
@settings(max_examples=80, deadline=None)
def test_leaving_facts_out_of_the_text_never_makes_a_crowd_smaller(
    facts: list[Fact], story: Story, data: st.DataObject
):
    gone = data.draw(st.sets(st.sampled_from([each.id for each in facts] or ["none"])))
    assert never_smaller(by(facts, story, levels=dict.fromkeys(gone)), by(facts, story))


@given(facts_told, stories, st.data())
@settings(max_examples=120, deadline=None)
def test_widening_facts_never_makes_a_crowd_smaller(facts: list[Fact], story: Story, data: st.DataObject):
    levels = {
        each.id: data.draw(st.sampled_from(WIDER[each.id]))
        for each in facts
        if each.id in WIDER and data.draw(st.booleans())
    }
    assert never_smaller(by(facts, story, levels=levels), by(facts, story))


@given(facts_told, stories, st.sampled_from(FACTS))
@settings(max_examples=80, deadline=None)
def test_another_fact_never_makes_a_crowd_larger(facts: list[Fact], story: Story, more: Fact):
    # Facts that say where the source lives or works choose the universe; those laws are tested above, by leaving out.
    if more.type not in (T.PLACE, T.EMPLOYER):
        assert never_smaller(by(facts, story), by([*facts, more], story))


@given(facts_told, stories, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_and_repetition_change_nothing(facts: list[Fact], story: Story, random: Any):
    shuffled = [*facts, *random.sample(facts, min(2, len(facts)))]
    random.shuffle(shuffled)
    for one, other in zip(by(facts, story).values(), by(shuffled, story).values(), strict=True):
        assert (one.verdict, one.crowd, one.universe, one.cap) == (
            other.verdict,
            other.crowd,
            other.universe,
            other.cap,
        )
        assert set(one.unknown) == set(other.unknown)
        assert {d.fact: d.gain_log10 for d in one.drivers} == {d.fact: d.gain_log10 for d in other.drivers}


@given(facts_told, stories)
@settings(max_examples=60, deadline=None)
def test_a_cap_bounds_the_crowd_and_figures_are_in_order(facts: list[Fact], story: Story):
    for each in by(facts, story).values():
        assert (each.crowd is None) == (each.verdict is V.NOT_ENOUGH_KNOWN and each.universe is None)
        if each.crowd:
            assert 1 <= each.crowd.low <= each.crowd.median <= each.crowd.high
            assert each.cap is None or each.crowd.high <= each.cap.k
            if each.verdict is V.MEETS_THRESHOLD:
                assert each.crowd.low >= each.threshold


def test_a_newsrooms_wrong_table_is_a_usage_error(tmp_path, monkeypatch: pytest.MonkeyPatch):
    from bronwacht.errors import UsageError
    from bronwacht.redact.risk import tables

    (tmp_path / "own.toml").write_text("country = 3", encoding="utf-8")
    monkeypatch.setenv(tables.OWN_TABLES, str(tmp_path))
    tables.table_of.cache_clear()
    try:
        with pytest.raises(UsageError):
            by([WOMAN])
    finally:
        monkeypatch.undo()
        tables.table_of.cache_clear()


def test_groups_of_one_size_are_one_group_to_look_in():
    groups = [fact(f"f{n}", T.GROUP, Seen.WORKPLACE, size=size, one_of=True) for n, size in enumerate((10, 12, 10, 12))]
    scene = Scene([WOMAN, *groups], STORY, Lang.NL)
    views = scene.views(A.COLLEAGUE, scene.tell({}))
    assert [view.universe.size for view in views][-2:] == [10, 12]
    assert len(views) == len(scene.views(A.COLLEAGUE, scene.tell({"f2": None, "f3": None})))


def test_a_place_that_a_fact_says_nothing_in_is_not_reckoned_anew_without_it(monkeypatch: pytest.MonkeyPatch):
    asked = []
    monkeypatch.setattr(
        adversaries, "expected_between", lambda *given, **more: asked.append(given) or expected_between(*given, **more)
    )
    groups = [fact(f"f{10 + n}", T.GROUP, Seen.WORKPLACE, size=10 + n, one_of=True) for n in range(20)]
    places = [fact(f"f{40 + n}", T.PLACE, Seen.WORKPLACE, country="NL", population=50_000 + n) for n in range(20)]
    found = by([WOMAN, AGE, *groups, *places])[A.COLLEAGUE]
    assert found.cap is not None and found.cap.k == 10
    assert len(asked) < 600  # each of 42 facts left out of each of some 20 places, for three who look there, is 2,500
