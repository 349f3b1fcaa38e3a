from __future__ import annotations

from itertools import pairwise

import pytest
from bronwacht.redact.detect.match import Late, Match
from bronwacht.redact.detect.merge import CERTAIN, SUPPORT, Found, chunk, merge, trim
from bronwacht.redact.draft import DetailType, Span, Value
from hypothesis import given
from hypothesis import strategies as st

TEXT = "De toen 31-jarige verpleegkundige uit Gent woont aan de Kade 4, 9000 Gent."


def match(
    stretch: str, kind: DetailType, score: float = 0.9, rule: str = "tagger", value: Value | None = None
) -> Match:
    start = TEXT.index(stretch)
    return Match(Span(start, start + len(stretch)), kind, score, rule, value or {})


def merged(
    *,
    direct: tuple[Match, ...] = (),
    tagged: tuple[Match, ...] = (),
    ruled: tuple[Match, ...] = (),
    kept: tuple[Span, ...] = (),
    support: float = 0.0,
) -> tuple[Found, ...]:
    return merge(TEXT, direct=direct, tagged=tagged, ruled=ruled, kept=kept, support=lambda _: support)


def stretches(found: tuple[Found, ...]) -> list[str]:
    return [f.match.span.of(TEXT) for f in found]


def test_a_rule_alone_needs_to_be_certain() -> None:
    doubtful = match("31-jarige", DetailType.AGE, CERTAIN - 0.01, "ages.x")
    assert merged(ruled=(doubtful,)) == ()
    assert stretches(merged(ruled=(match("31-jarige", DetailType.AGE, CERTAIN, "ages.x"),))) == ["31-jarige"]


def test_a_rule_is_believed_where_the_tagger_half_saw_it() -> None:
    (found,) = merged(ruled=(match("31-jarige", DetailType.AGE, 0.6, "ages.x", {"age": 31}),), support=SUPPORT)
    assert found.match.value == {"age": 31}
    assert found.evidence == ("ages.x",)


def test_a_rule_of_the_same_type_widens_and_gives_its_value() -> None:
    rule = match("toen 31-jarige", DetailType.AGE, 0.8, "ages.x", {"age": 31, "then": True})
    (found,) = merged(tagged=(match("31-jarige", DetailType.AGE),), ruled=(rule,), support=0.9)
    assert found.match.span.of(TEXT) == "toen 31-jarige"
    assert found.match.value == {"age": 31, "then": True}
    assert found.evidence == ("tagger", "ages.x")


def test_what_a_rule_says_behind_a_name_that_stays_goes_too() -> None:
    rule = match("toen 31-jarige verpleegkundige uit Gent woont", DetailType.AGE, 0.8, "ages.x")
    tagged, name = (match("31-jarige", DetailType.AGE),), match("verpleegkundige", DetailType.NAME).span
    found = merged(tagged=tagged, ruled=(rule,), kept=(name,), support=0.9)
    assert stretches(found) == ["toen 31-jarige", "uit Gent woont"]


def test_what_a_rule_is_certain_of_in_a_quotation_is_a_detail_of_its_own() -> None:
    said = (match("toen 31-jarige verpleegkundige uit Gent", DetailType.QUOTE),)
    age = match("31-jarige", DetailType.AGE, CERTAIN, "ages.x")
    assert stretches(merged(tagged=said, ruled=(age,))) == ["toen", "31-jarige", "verpleegkundige uit Gent"]
    doubtful = match("31-jarige", DetailType.AGE, CERTAIN - 0.01, "ages.x")
    assert stretches(merged(tagged=said, ruled=(doubtful,), support=0.9)) == ["toen 31-jarige verpleegkundige uit Gent"]


def test_a_rule_does_not_widen_over_another_detail() -> None:
    rule = match("31-jarige verpleegkundige", DetailType.AGE, 0.8, "ages.x")
    tagged = (match("31-jarige", DetailType.AGE), match("verpleegkundige", DetailType.OCCUPATION))
    assert stretches(merged(tagged=tagged, ruled=(rule,), support=0.9)) == ["31-jarige", "verpleegkundige"]


@pytest.mark.parametrize(
    ("text", "name", "behind", "stays", "goes"),
    [
        ("rang priya 07700900123 twice", "priya", "07700900123", False, True),
        ("met lange henk\nSjors: hij zag het", "henk", "Sjors", False, True),
        ("met lange henk\nSjors: hij zag het", "henk", "Sjors", True, True),
        ("told by harbour Denis of it", "harbour", "Denis", True, False),
        ("toen v. Denis het zag", "v.", "Denis", False, False),
    ],
)
def test_a_name_typed_small_is_no_title_of_what_goes_behind_it(
    text: str, name: str, behind: str, stays: bool, goes: bool
) -> None:
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in (name, behind)]
    kept = spans[1:] if stays else []
    direct = [Match(span, DetailType.NAME, 1 - span.start / 100, "x") for span in spans[::-1] if span not in kept]
    direct[-1] = Match(spans[0], DetailType.NAME, 0.1, "x")
    merged = merge(text, direct=direct, tagged=(), ruled=(), kept=kept, support=lambda _: 0.0)
    assert any(name.rstrip(".") in found.match.span.of(text) for found in merged) is goes


def test_a_kept_name_is_cut_out() -> None:
    kept = match("Gent woont", DetailType.PLACE).span
    found = merged(tagged=(match("verpleegkundige uit Gent", DetailType.EMPLOYER),), kept=(kept,))
    assert stretches(found) == ["verpleegkundige uit"]


def test_the_parts_of_an_address_are_joined() -> None:
    parts = (match("Kade 4", DetailType.ADDRESS, 0.9, "a"), match("9000 Gent.", DetailType.ADDRESS, 0.8, "b"))
    (found,) = merged(direct=parts)
    assert found.match.span.of(TEXT) == "Kade 4, 9000 Gent"
    assert found.evidence == ("a", "b")


def test_what_says_that_a_number_is_an_age_goes_with_it() -> None:
    text = "A man aged 24, early on, and a girl of nine."
    parts = [
        Match(Span(text.index(part), text.index(part) + len(part)), DetailType.AGE, 0.9, "tagger", {"age": age})
        for part, age in (("aged", 24), ("24", 24), ("early", 0), ("nine", 9))
    ]
    found = merge(text, direct=(), tagged=parts, ruled=(), kept=(), support=lambda _: 0.0)
    assert [each.match.span.of(text) for each in found] == ["aged 24", "early", "nine"]


def test_a_believed_rule_comes_before_a_doubtful_tagger() -> None:
    doubtful = match("verpleegkundige uit", DetailType.EVENT, 0.4)
    rule = match("verpleegkundige", DetailType.OCCUPATION, 0.9, "jobs.x")
    (found,) = merged(tagged=(doubtful,), ruled=(rule,), support=0.4)
    assert (found.match.span.of(TEXT), found.match.type) == ("verpleegkundige", DetailType.OCCUPATION)


def test_what_is_left_beside_a_surer_detail_stays() -> None:
    found = merged(
        direct=(match("Gent", DetailType.NAME),), tagged=(match("verpleegkundige uit Gent", DetailType.PLACE),)
    )
    assert stretches(found) == ["verpleegkundige uit", "Gent"]


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], len(TEXT)))
)
MATCHES = st.lists(st.builds(Match, SPANS, st.sampled_from(DetailType), st.floats(0, 1), st.just("x")), max_size=8).map(
    tuple
)


@given(MATCHES, MATCHES, MATCHES, st.lists(SPANS, max_size=3), st.floats(0, 1))
def test_details_overlap_neither_each_other_nor_a_kept_name(
    direct: tuple[Match, ...], tagged: tuple[Match, ...], ruled: tuple[Match, ...], kept: list[Span], support: float
) -> None:
    found = merged(direct=direct, tagged=tagged, ruled=ruled, kept=tuple(kept), support=support)
    spans = [f.match.span for f in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert not any(span.overlaps(name) for span in spans for name in kept)
    assert all(any(c.isalnum() for c in span.of(TEXT)) for span in spans)


def test_punctuation_is_trimmed_but_not_an_initials_point() -> None:
    text = " (Maaike D.), weg. "
    assert trim(text, Span(0, 12)) == Span(2, 11)
    assert trim(text, Span(11, len(text))) == Span(14, 17)
    assert trim(text, Span(11, 14)) is None


def test_a_number_found_in_part_is_taken_whole() -> None:
    for text, seen, all_of_it in (
        ("dossier KL-2021-0456, dat", "2021", "KL-2021-0456"),
        ("cell (443) 555-0107, text", "443) 555", "(443) 555-0107"),
        ("mail j.dev@post.example.", "dev@post", "j.dev@post.example"),
        ('nummer "B-12" dus', "12", "B-12"),
    ):
        start = text.index(seen)
        assert chunk(text, Span(start, start + len(seen))).of(text) == all_of_it


def test_two_names_are_not_joined_across_one_that_stays() -> None:
    text = "Gent, Aalst 3"
    found = merge(
        text,
        direct=(Match(Span(0, 4), DetailType.ADDRESS, 0.9, "a"), Match(Span(6, 13), DetailType.ADDRESS, 0.9, "b")),
        tagged=(),
        ruled=(),
        kept=(Span(4, 5),),
        support=lambda _: 0.0,
    )
    assert [f.match.span for f in found] == [Span(0, 4), Span(6, 13)]


@pytest.mark.parametrize(
    ("text", "names", "joined"),
    [
        ("She met Evelien. Evelien wept.", ("Evelien", "Evelien"), ["Evelien", "Evelien"]),
        ("We saw Mr. Bok there.", ("Mr", "Bok"), ["Mr. Bok"]),
        ("We saw E. Bok there.", ("E", "Bok"), ["E. Bok"]),
        ("Daar kwam mevr. Bok aan.", ("mevr", "Bok"), ["mevr. Bok"]),
    ],
)
def test_no_name_goes_on_over_the_end_of_a_sentence(text: str, names: tuple[str, ...], joined: list[str]) -> None:
    spans, at = [], 0
    for name in names:
        at = text.index(name, at)
        spans.append(Span(at, at + len(name)))
        at += len(name)
    direct = tuple(Match(span, DetailType.NAME, 0.9, "a") for span in spans)
    found = merge(text, direct=direct, tagged=(), ruled=(), kept=(), support=lambda _: 0.0)
    assert [each.match.span.of(text) for each in found] == joined


def test_a_late_value_is_worked_out_for_what_stays_and_for_nothing_else() -> None:
    asked: list[str] = []

    def late(name: str) -> Late:
        return Late(lambda: asked.append(name) or {"days": 2})

    certain = Match(Span(7, 16), DetailType.DATE, CERTAIN, "x", late("stays"))
    doubtful = Match(Span(18, 33), DetailType.DATE, 0.6, "y", late("goes"))
    (found,) = merged(ruled=(certain, doubtful), support=0.0)
    assert found.match.value == {"days": 2}
    assert type(found.match.value) is dict
    assert asked == ["stays"]


def test_an_abbreviation_of_a_number_belongs_to_it() -> None:
    text = "Zijn rooster (pnr. 0044187) hing er; Registratienr. 83.06 ook."
    ids = [Match(Span(at := text.index(n), at + len(n)), DetailType.ID, 1.0, "id") for n in ("0044187", "83.06")]
    merged = merge(text, direct=ids, tagged=(), ruled=(), kept=(), support=lambda _: 0.0)
    assert [found.match.span.of(text) for found in merged] == ["pnr. 0044187", "Registratienr. 83.06"]


@pytest.mark.parametrize("ending", ["’s family", "'s family"])
def test_the_ending_of_a_name_that_stays_is_no_part_of_what_is_left(ending: str) -> None:
    text = f"It was Ostwick{ending} that wrote."
    found = Match(Span(7, 7 + len("Ostwick" + ending)), DetailType.FAMILY, 0.9, "tagger", {})
    (left,) = merge(text, direct=(), tagged=(found,), ruled=(), kept=(Span(7, 14),), support=lambda _: 0.0)
    assert left.match.span.of(text) == "family"


def test_a_workplace_that_a_rule_is_certain_of_is_placed_before_its_words() -> None:
    """What the tagger took along behind it does not matter."""
    rule = match("verpleegkundige uit Gent", DetailType.EMPLOYER, CERTAIN, "work.x")
    seen = match("verpleegkundige", DetailType.OCCUPATION), match("Gent", DetailType.PLACE)
    assert stretches(merged(tagged=seen, ruled=(rule,))) == ["verpleegkundige uit Gent"]
    wider = match("31-jarige verpleegkundige", DetailType.OCCUPATION)
    assert "31-jarige verpleegkundige" in stretches(merged(tagged=(wider,), ruled=(rule,)))
