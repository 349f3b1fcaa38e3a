"""A second look at a text in which somebody to protect is called in full."""

from __future__ import annotations

import pytest
from bronwacht.redact import detect
from bronwacht.redact.detect import find, masked
from bronwacht.redact.detect.masked import with_initials, without_names
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.tagger import Tagged, tag
from bronwacht.redact.draft import DetailType, Draft, Lang, Span
from hypothesis import given
from hypothesis import strategies as st

EN = (
    "The council spent 4,000 euros on the trip.\n\nHelen Stoke is 31 and works in planning at the council. She was on "
    "the trip to Lisbon. Stoke has two daughters and lives in Cork.\n\nCouncillor Karl Dorring denies it."
)
NL = (
    "De gemeente gaf 4000 euro uit aan de reis.\n\nMarieke Stolk is 31 en werkt bij burgerzaken. Zij was mee op reis "
    "naar Lissabon. Stolk heeft twee dochters en woont in Lochem.\n\nWethouder Karel Doornbos ontkent."
)


def names(text: str, *called: str) -> list[Match]:
    """A match for each place of the names, as something else than the tagger finds them."""
    spans = [Span(at, at + len(name)) for name in called for at in range(len(text)) if text.startswith(name, at)]
    return [Match(span, DetailType.NAME, 1.0, "story file") for span in spans]


@pytest.mark.parametrize(
    ("text", "lang", "name", "told"),
    [
        (EN, Lang.EN, "Helen Stoke", ["31", "trip to Lisbon", "two daughters", "Cork"]),
        (NL, Lang.NL, "Marieke Stolk", ["31", "burgerzaken", "Lissabon", "twee dochters", "Lochem"]),
    ],
)
def test_what_is_told_of_somebody_to_protect_is_found(text: str, lang: Lang, name: str, told: list[str]) -> None:
    stretches = [detail.span.of(text) for detail in find(Draft(text, lang), called=[name])]
    assert all(any(words in stretch for stretch in stretches) for words in told)


def test_what_the_tagger_found_by_itself_is_not_read_again() -> None:
    tagged = tag(EN, Lang.EN)
    own = [Match(Span(at, at + 11), DetailType.NAME, 0.9, "tagger.name") for at in [EN.index("Helen Stoke")]]
    assert with_initials(EN, Lang.EN, tagged, own) is tagged
    assert with_initials(EN, Lang.EN, tagged, []) is tagged


@pytest.mark.parametrize(("denies", "of_wrong"), [("denies it", False), ("denies the harassment", True)])
def test_both_looks_know_whether_the_text_tells_of_a_wrong(
    monkeypatch: pytest.MonkeyPatch, denies: str, of_wrong: bool
) -> None:
    told = list[bool]()

    def recorded(text: str, lang: Lang, *, of_wrong: bool = False) -> Tagged:
        told.append(of_wrong)
        return tag(text, lang, of_wrong=of_wrong)

    for module in (detect, masked):
        monkeypatch.setattr(module, "tag", recorded)
    find(Draft(EN.replace("denies it", denies), Lang.EN), called=["Helen Stoke"])
    assert told == [of_wrong, of_wrong]


def test_offsets_are_those_of_the_text() -> None:
    tagged = with_initials(EN, Lang.EN, tag(EN, Lang.EN), names(EN, "Helen Stoke", "Stoke"))
    assert "two daughters" in [match.span.of(EN) for match in tagged.details]
    assert tagged.support(Span(EN.index("Cork"), EN.index("Cork") + 4)) > 0.5
    assert list(tagged.starts) == sorted(tagged.starts)


@given(st.text("aB. \n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=5))
def test_every_place_is_in_the_text(text: str, places: list[tuple[int, int]]) -> None:
    text = f"Sanne Bok {text}"
    spans = [Span(at, min(at + size, len(text))) for at, size in places if at < len(text)]
    matches = [Match(span, DetailType.NAME, 1.0, "story file") for span in [Span(0, 9), *spans]]
    tagged = with_initials(text, Lang.NL, tag(text, Lang.NL), matches)
    assert all(0 <= match.span.start < match.span.end <= len(text) for match in tagged.details)
    assert list(tagged.starts) == sorted(tagged.starts)
    assert all(0 <= start <= len(text) for start in tagged.starts)


def test_what_is_told_of_somebody_by_an_invented_name_is_found() -> None:
    text = (
        "Sarah Lindqvist worked at the council for four years. Sarah Lindqvist is not her real name; she is 31 and has "
        "two daughters.\n\nCouncillor Karl Dorring denies it."
    )
    details = find(Draft(text, Lang.EN))
    stretches = [detail.span.of(text) for detail in details]
    assert all(any(words in stretch for stretch in stretches) for words in ("four years", "31", "two daughters"))


OFFICIALS = (
    "Harbour director Neil Ostwick was accused of bullying, the Skerry Port Authority said. Ostwick denies it. Chair"
    " Paula Grieve of the Skerry Port Authority said that in 2015 a female deckhand aged 23 left the port. Grieve said"
    " Ostwick will stay, and the Skerry Port Authority would say no more. Spokesman Ted Lumley of the Skerry Port"
    " Authority said that Neil Ostwick had the support of Paula Grieve and of the board. Lumley said that was all."
)
PUBLIC = ("Neil Ostwick", "Paula Grieve", "Ted Lumley", "Skerry Port Authority")


def test_without_the_public_names_more_is_seen_of_whom_they_speak_of() -> None:
    tagged = tag(OFFICIALS, Lang.EN, of_wrong=True)
    kept = [match.span for match in names(OFFICIALS, *PUBLIC, "Lumley", "Grieve", "Ostwick")]
    kept = [span for span in kept if not any(o != span and o.contains(span) for o in kept)]
    assert tagged.sparse
    seen = without_names(OFFICIALS, Lang.EN, tagged, [], kept).details
    more = {match.span.of(OFFICIALS): match.type for match in seen if match not in tagged.details}
    assert {"2015": DetailType.DATE, "23": DetailType.AGE}.items() <= more.items()
    assert {*more.values()}.isdisjoint({DetailType.OCCUPATION, DetailType.NAME, DetailType.EMPLOYER})
    assert not any(match.span.overlaps(span) for match in seen for span in kept)


def test_so_it_is_in_dutch() -> None:
    text = (
        "Wethouder Piet Bok ligt onder vuur na klachten over intimidatie. Volgens burgemeester Anna Kramer wist"
        " Bok ervan. Een verpleegster zou door Bok zijn aangerand. De verpleegster was 31. Kramer en Bok zwijgen."
    )
    tagged = tag(text, Lang.NL, of_wrong=True)
    kept = [match.span for match in names(text, "Piet Bok", "Anna Kramer")]
    more = {match.span.of(text) for match in without_names(text, Lang.NL, tagged, [], kept).details}
    assert tagged.sparse and "31" not in {match.span.of(text) for match in tagged.details}
    assert {"verpleegster", "31"} <= more


def test_where_much_is_seen_or_nobody_is_named_nothing_is_read_again() -> None:
    tagged = tag(EN, Lang.EN)
    assert without_names(EN, Lang.EN, tagged, [], [Span(0, 3)]) is tagged
    sparse = tag(OFFICIALS, Lang.EN, of_wrong=True)
    assert without_names(OFFICIALS, Lang.EN, sparse, [], []) is sparse
