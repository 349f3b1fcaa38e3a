"""People as the corrections say that they are: whose a detail is, who is one person, who is what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.corrections import Corrections, CorrectionsError, DetailIs, RoleIs, SamePerson, Stretch
from bronwacht.redact.draft import Detail, Draft, Lang, Observability, Person, Role
from bronwacht.redact.evidence import Basis, Tie
from bronwacht.redact.people import attribute
from bronwacht.redact.story import PublicName, SourceHint, Story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Mark = Callable[..., Any]

STATION = """Captain Moira Prentice, 51, who leads the lifeboat station, swore at volunteers, they say.

A [[OCCUPATION|helmsman]] in his [[AGE|forties]] says that she threw a flare at him in [[DATE|June 2019]]. He has \
[[FAMILY|a small daughter]] and lives in [[PLACE|Amble]].

A second volunteer, a [[OCCUPATION|mechanic]], saw it. She is [[AGE|27]] and keeps [[TRAIT|bees]].

The [[OCCUPATION|helmsman]] left [[DATE|that winter]]. Prentice denies it. Captain Prentice retires in May.
"""


class Draughts:
    """A marked passage with its corrections by words."""

    def __init__(self, passage: Any) -> None:
        self.passage, self.text = passage, passage.draft.text

    def at(self, words: str, nth: int = 0) -> Stretch:
        place = -1
        for _ in range(nth + 1):
            place = self.text.index(words, place + 1)
        return Stretch(place, place + len(words), words)

    def read(self, corrections: Corrections, story: Story = Story()) -> tuple[dict[str, Detail], dict[str, Person]]:  # noqa: B008
        details, persons = attribute(
            self.passage.draft, self.passage.details, story, corrections.located(self.text), explain=True
        )
        return {d.id: d for d in details}, {p.id: p for p in persons}

    def owner(self, corrections: Corrections, words: str, story: Story = Story(), nth: int = 0) -> Person:  # noqa: B008
        details, persons = self.read(corrections, story)
        (owner,) = details[self.passage.id_of(words, nth)].persons
        return persons[owner]


@pytest.fixture
def station(mark: Mark) -> Draughts:
    return Draughts(mark(STATION, Lang.EN))


Correct = Callable[[Draughts], Corrections]
TERN = Story(sources=(SourceHint("Tern"), SourceHint("Plover", called=("The helmsman",))))
NONE = Corrections()


def test_without_corrections_nothing_is_corrected(station: Draughts) -> None:
    details, _ = station.read(NONE)
    assert all(Tie.CORRECTION not in d.why.owner.ties for d in details.values() if d.why and d.why.owner)
    assert station.owner(NONE, "bees") == station.owner(NONE, "mechanic") != station.owner(NONE, "helmsman")


@pytest.mark.parametrize(("mention", "nth"), [("helmsman", 0), ("helmsman", 1), ("forties", 0), ("The helmsman", 0)])
def test_a_detail_belongs_to_whoever_a_mention_means(station: Draughts, mention: str, nth: int) -> None:
    corrections = Corrections((DetailIs(station.at("bees"), person=station.at(mention, nth)),))
    assert station.owner(corrections, "bees") == station.owner(corrections, "helmsman")
    assert station.owner(corrections, "27") == station.owner(corrections, "mechanic")
    details, _ = station.read(corrections)
    why = details[station.passage.id_of("bees")].why
    assert why and why.owner and why.owner.ties == (Tie.CORRECTION,) and why.owner.probability == 1.0


def test_a_detail_belongs_to_somebody_who_comes_later(station: Draughts) -> None:
    corrections = Corrections((DetailIs(station.at("Amble"), person=station.at("bees")),))
    assert station.owner(corrections, "Amble") == station.owner(corrections, "mechanic")


def test_a_detail_belongs_to_a_codename(station: Draughts) -> None:
    corrections = Corrections((DetailIs(station.at("27"), person="Tern"),))
    assert station.owner(corrections, "27", TERN).codename == "Tern"
    assert station.owner(corrections, "27", TERN).role is Role.SOURCE


def test_a_codename_that_the_story_file_gives_away_is_corrected(station: Draughts) -> None:
    assert station.owner(NONE, "helmsman", TERN, nth=1).codename == "Plover"
    corrections = Corrections((DetailIs(station.at("helmsman", 1), person="Tern"),))
    assert station.owner(corrections, "helmsman", TERN, nth=1).codename == "Tern"


def test_a_detail_that_names_itself_is_somebody_new(station: Draughts) -> None:
    own = DetailIs(station.at("bees"), person=station.at("bees"))
    after = station.owner(Corrections((own,)), "bees")
    assert after not in (station.owner(Corrections((own,)), w) for w in ("mechanic", "27", "helmsman"))
    both = Corrections((own, DetailIs(station.at("27"), person=station.at("bees"))))
    assert station.owner(both, "27") == station.owner(both, "bees") != station.owner(both, "mechanic")


def test_details_that_name_one_another_are_somebody_new_together(station: Draughts) -> None:
    circle = Corrections(
        (
            DetailIs(station.at("27"), person=station.at("bees")),
            DetailIs(station.at("bees"), person=station.at("Amble")),
            DetailIs(station.at("Amble"), person=station.at("bees")),
        )
    )
    new = station.owner(circle, "bees")
    assert station.owner(circle, "Amble") == station.owner(circle, "27") == new
    assert new != station.owner(circle, "helmsman")


def test_what_follows_goes_along_with_a_new_person(mark: Mark) -> None:
    text = (
        "A [[OCCUPATION|nurse]] wept. The [[OCCUPATION|porter]] saw it. He is [[AGE|31]] and limps [[TRAIT|a little]]."
    )
    station = Draughts(mark(text, Lang.EN))
    corrections = Corrections((DetailIs(station.at("porter"), person=station.at("porter")),))
    assert station.owner(corrections, "31") == station.owner(corrections, "porter")


def test_a_detail_of_the_accused(station: Draughts) -> None:
    corrections = Corrections((DetailIs(station.at("Amble"), person=station.at("Moira Prentice")),))
    owner = station.owner(corrections, "Amble")
    assert owner.role is Role.PUBLIC and owner.accused
    chained = Corrections((*corrections.details, DetailIs(station.at("June 2019"), person=station.at("Amble"))))
    assert station.owner(chained, "June 2019") == station.owner(chained, "Amble")


def test_words_that_are_no_detail_are_read_along(station: Draughts) -> None:
    corrections = Corrections((DetailIs(station.at("bees"), person=station.at("He has")),))
    details, persons = station.read(corrections)
    (owner,) = details[station.passage.id_of("bees")].persons
    assert station.at("He has").span in persons[owner].mentions
    assert len(details) == len(station.passage.details)


def test_two_persons_are_one_with_all_their_details(station: Draughts) -> None:
    corrections = Corrections(same=(SamePerson(station.at("mechanic"), station.at("helmsman", 1)),))
    details, persons = station.read(corrections)
    assert len({d.persons for d in details.values()}) == 1
    (source,) = (p for p in persons.values() if p.role is Role.SOURCE)
    assert {station.at("helmsman").span, station.at("mechanic").span} <= set(source.mentions)
    assert list(source.mentions) == sorted(source.mentions)
    before, _ = station.read(NONE)
    for id, detail in details.items():
        moved = before[id].persons != details[station.passage.id_of("helmsman")].persons
        assert detail.why and detail.why.owner
        assert (Tie.CORRECTION in detail.why.owner.ties) <= moved


def test_a_source_is_named_by_being_one_with_somebody(station: Draughts) -> None:
    corrections = Corrections(same=(SamePerson("Tern", station.at("mechanic")),))
    assert {station.owner(corrections, w, TERN).codename for w in ("mechanic", "27", "bees")} == {"Tern"}
    chain = Corrections(same=(SamePerson(station.at("27"), "Tern"), SamePerson(station.at("She is"), station.at("27"))))
    assert station.owner(chain, "mechanic", TERN).codename == "Tern"


def test_a_description_of_the_public_person_is_public(station: Draughts) -> None:
    corrections = Corrections(same=(SamePerson(station.at("mechanic"), station.at("Captain Prentice")),))
    owner = station.owner(corrections, "bees")
    assert owner.role is Role.PUBLIC and owner.accused
    assert station.owner(corrections, "helmsman").role is Role.SOURCE


def test_two_public_names_of_one_person(mark: Mark) -> None:
    text = "Mayor Ann Teak denies it. Teak will stay. Minister Lady Wanstead denies it too, and Wanstead smiled."
    station = Draughts(mark(text, Lang.EN))
    assert len(station.read(NONE)[1]) == 2
    _, persons = station.read(Corrections(same=(SamePerson(station.at("Teak will"), station.at("Wanstead smiled")),)))
    (one,) = persons.values()
    assert len(one.mentions) == 4 and one.accused


@pytest.mark.parametrize("role", list(Role))
def test_anybody_without_a_name_can_be_given_any_role(station: Draughts, role: Role) -> None:
    corrections = Corrections(roles=(RoleIs(station.at("27"), role),))
    owner = station.owner(corrections, "bees")
    assert owner.role is role and owner.evidence == ("correction",)
    assert station.owner(corrections, "helmsman").role is Role.SOURCE


def test_a_public_person_is_confirmed(station: Draughts) -> None:
    _, persons = station.read(Corrections(roles=(RoleIs(station.at("Moira"), Role.PUBLIC),)))
    (prentice,) = (p for p in persons.values() if p.role is Role.PUBLIC)
    assert "correction" in prentice.evidence


def test_who_can_know_a_detail_is_corrected(station: Draughts) -> None:
    corrections = Corrections((DetailIs(station.at("Amble"), observability=Observability.DYADIC),))
    details, _ = station.read(corrections)
    amble = details[station.passage.id_of("Amble")]
    assert amble.observability is Observability.DYADIC
    assert amble.why and amble.why.known and amble.why.known.basis is Basis.CORRECTION
    before, _ = station.read(NONE)
    assert amble.persons == before[amble.id].persons


@pytest.mark.parametrize(
    ("corrections", "says"),
    [
        (lambda s: Corrections((DetailIs(s.at("27"), person="Stork"),)), "not in the story file"),
        (lambda s: Corrections(same=(SamePerson("Tern", "Plover"),)), "two sources"),
        (lambda s: Corrections(same=(SamePerson("Tern", s.at("helmsman", 1)),)), "two sources"),
        (
            lambda s: Corrections(roles=(RoleIs(s.at("27"), Role.SOURCE), RoleIs(s.at("bees"), Role.BYSTANDER))),
            "two roles",
        ),
        (lambda s: Corrections(roles=(RoleIs("Tern", Role.PUBLIC),)), "another role"),
        (lambda s: Corrections(roles=(RoleIs(s.at("helmsman", 1), Role.BYSTANDER),)), "another role"),
        (lambda s: Corrections(roles=(RoleIs(s.at("Captain Moira"), Role.SOURCE),)), "name stays"),
        (lambda s: Corrections(same=(SamePerson("Tern", s.at("Moira Prentice")),)), "name stays"),
    ],
)
def test_what_cannot_be_is_refused(
    station: Draughts, corrections: Callable[[Draughts], Corrections], says: str
) -> None:
    with pytest.raises(CorrectionsError, match=says) as error:
        station.read(corrections(station), TERN)
    assert "\n" not in str(error.value)
    assert not any(word in str(error.value) for word in ("Tern", "Plover", "Stork", "Prentice"))


def test_a_text_without_words_takes_empty_corrections() -> None:
    assert attribute(Draft(" ", Lang.EN), (), Story(), NONE) == ((), ())


STORIES = st.sampled_from([Story(), TERN, Story(public=(PublicName("Moira Prentice", accused=True),))])
MARKED = ["helmsman", "forties", "June 2019", "a small daughter", "Amble", "mechanic", "27", "bees", "that winter"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(MARKED), st.sampled_from([*MARKED, "Moira Prentice", "He has", "Tern"]))),
    STORIES,
)
def test_a_corrected_owner_is_exactly_that(mark: Mark, rows: list[tuple[str, str]], story: Story) -> None:
    station = Draughts(mark(STATION, Lang.EN))
    wanted = {words: person for words, person in rows if person != "Tern" or story is TERN}
    corrections = Corrections(
        tuple(
            DetailIs(station.at(words), person=person if person == "Tern" else station.at(person))
            for words, person in wanted.items()
        )
    )
    details, persons = station.read(corrections, story)
    for words, person in wanted.items():
        (owner,) = details[station.passage.id_of(words)].persons
        match person:
            case "Tern":
                assert persons[owner].codename == "Tern"
            case "Moira Prentice":
                assert persons[owner].role is Role.PUBLIC and station.at(person).span in persons[owner].mentions
            case "He has":
                assert station.at(person).span in persons[owner].mentions
            case _:
                assert owner == details[station.passage.id_of(person)].persons[0]
    ids = set(persons)
    assert all(detail.persons and set(detail.persons) <= ids for detail in details.values())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(MARKED), st.sampled_from(MARKED)), max_size=4))
def test_persons_who_are_one_have_all_that_was_read_as_theirs(mark: Mark, pairs: list[tuple[str, str]]) -> None:
    station = Draughts(mark(STATION, Lang.EN))
    before, _ = station.read(NONE)
    after, persons = station.read(
        Corrections(same=tuple(SamePerson(station.at(one), station.at(other)) for one, other in pairs))
    )
    assert all(detail.persons and set(detail.persons) <= set(persons) for detail in after.values())
    for one, other in pairs:
        ids = [station.passage.id_of(one), station.passage.id_of(other)]
        owners = {before[id].persons[0] for id in ids}
        assert len({d.persons[0] for id, d in after.items() if before[id].persons[0] in owners}) == 1
