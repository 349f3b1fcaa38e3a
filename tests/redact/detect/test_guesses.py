"""What the tagger alone takes for a detail in a text of a wrong, and is not believed in."""

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.guesses import is_guess
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.merge import Found
from bronwacht.redact.draft import DetailType, Draft, Lang, Span


def _is_guess(words: str, kind: DetailType, score: float, *, sparse: bool = False, rule: bool = False) -> bool:
    found = Found(Match(Span(0, len(words)), kind, score, "tagger"), ("tagger", "a.rule") if rule else ("tagger",))
    return is_guess(Draft(words, Lang.NL), found, of_wrong=True, sparse=sparse)


@pytest.mark.parametrize(
    ("words", "kind", "score"),
    [
        ("haar bovenbeen", DetailType.HEALTH, 0.9),
        ("de lippen", DetailType.HEALTH, 0.9),
        ("weer seks", DetailType.HEALTH, 0.9),
        ("seksuele", DetailType.ORIGIN, 0.9),
        ("jarenlang", DetailType.DATE, 0.9),
        ("de laatste weken", DetailType.DATE, 0.9),
        ("de universiteit", DetailType.EDUCATION, 0.9),
        ("gordijn", DetailType.TRAIT, 0.5),
        ("stapel papieren", DetailType.OCCUPATION, 0.5),
    ],
)
def test_it_is_no_detail(words: str, kind: DetailType, score: float) -> None:
    assert _is_guess(words, kind, score)
    assert not _is_guess(words, kind, score, rule=True)


@pytest.mark.parametrize(
    ("words", "kind", "score"),
    [
        ("een gebroken neus", DetailType.HEALTH, 0.9),
        ("seksueel misbruikt", DetailType.HEALTH, 0.9),
        ("een seksuele minderheid", DetailType.ORIGIN, 0.9),
        ("seksuele gerichtheid", DetailType.ORIGIN, 0.9),
        ("seksuele aandoening", DetailType.HEALTH, 0.9),
        ("drie jaren", DetailType.DATE, 0.9),
        ("een studie theologie", DetailType.EDUCATION, 0.9),
        ("gordijn", DetailType.TRAIT, 0.6),
        ("hoofdpijn", DetailType.HEALTH, 0.9),
        ("gevangeniswezen", DetailType.OCCUPATION, 0.5),
        ("loodgieter", DetailType.OCCUPATION, 0.5),
    ],
)
def test_it_is_one(words: str, kind: DetailType, score: float) -> None:
    assert not _is_guess(words, kind, score)


def test_a_likelier_one_is_believed_only_where_much_is_told() -> None:
    assert _is_guess("stapel papieren", DetailType.OCCUPATION, 0.9, sparse=True)
    assert not _is_guess("stapel papieren", DetailType.OCCUPATION, 0.9)
    assert _is_guess("gordijn", DetailType.TRAIT, 0.6, sparse=True)


@pytest.mark.parametrize(
    ("words", "kind", "score"),
    [
        ("sokken gingen", DetailType.FAMILY, 0.8),
        ("seksuele relatie", DetailType.FAMILY, 0.8),
        ("gordijnen van de zaal", DetailType.TRAIT, 0.9),
        ("gordijnen", DetailType.GROUP, 0.9),
    ],
)
def test_where_little_is_told_one_needs_a_word_of_its_kind(words: str, kind: DetailType, score: float) -> None:
    assert _is_guess(words, kind, score, sparse=True)
    assert not _is_guess(words, kind, score)


@pytest.mark.parametrize(
    ("words", "kind", "score"),
    [
        ("een pleegzus", DetailType.FAMILY, 0.8),
        ("een relatie", DetailType.FAMILY, 0.8),
        ("sokken gingen", DetailType.FAMILY, 0.95),
        ("zes van de 40", DetailType.GROUP, 0.9),
        ("de enige", DetailType.GROUP, 0.9),
    ],
)
def test_with_one_it_is_believed(words: str, kind: DetailType, score: float) -> None:
    assert not _is_guess(words, kind, score, sparse=True)


@pytest.mark.parametrize(
    "text",
    [
        "De trainer stak altijd een helpende hand uit, en betastte een zwemster.",
        "De monteur zag het niet. Er was niemand anders bij, zei de verkoopster die werd betast.",
        "Op een dag betastte hij een zwemster.",
    ],
)
def test_a_hand_and_nobody_and_one_day_tell_nothing(text: str) -> None:
    words = {detail.span.of(text) for detail in find(Draft(text, Lang.NL))}
    assert not words & {"helpende hand", "een helpende hand", "niemand anders", "niemand", "een dag", "Op een dag"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De klokkenluider, een metselaar van 44, werd gepest en meldde zich ziek.", "klokkenluider"),
        ("De metselaar van 44, die uit angst zweeg, werd jarenlang gepest door zijn ploeg.", "angst"),
    ],
)
def test_a_role_in_the_story_and_a_feeling_tell_nothing(text: str, words: str) -> None:
    assert words not in {detail.span.of(text) for detail in find(Draft(text, Lang.NL))}


@pytest.mark.parametrize(
    ("type_", "words", "score", "evidence", "slight"),
    [
        (DetailType.EVENT, "refused", 0.47, ("tagger",), True),
        (DetailType.EVENT, "refused", 0.52, ("tagger",), False),
        (DetailType.EVENT, "refused", 0.47, ("tagger", "events.bare"), False),
        (DetailType.HEALTH, "refused", 0.47, ("tagger",), False),
        (DetailType.EVENT, "refused to sign it", 0.47, ("tagger",), False),
    ],
)
def test_a_word_that_the_tagger_alone_guesses_to_be_a_detail_is_none(
    type_: DetailType, words: str, score: float, evidence: tuple[str, ...], slight: bool
) -> None:
    text = f"She {words}."
    found = Found(Match(Span(4, 4 + len(words)), type_, score, evidence[0]), evidence)
    assert is_guess(Draft(text, Lang.EN), found, of_wrong=False, sparse=False) is slight


@pytest.mark.parametrize(
    ("type_", "words", "slight"),
    [
        (DetailType.EVENT, "kept the blue ledger tidy", True),
        (DetailType.OCCUPATION, "basic furniture", True),
        (DetailType.OCCUPATION, "porter", False),
        (DetailType.EVENT, "went to Kings Lynn", False),
        (DetailType.QUOTE, "porter", False),
    ],
)
def test_of_a_wrong_longer_guesses_are_none_either(type_: DetailType, words: str, slight: bool) -> None:
    text = f"She {words}."
    found = Found(Match(Span(4, 4 + len(words)), type_, 0.47, "tagger"), ("tagger",))
    assert is_guess(Draft(text, Lang.EN), found, of_wrong=True, sparse=False) is slight
    assert not is_guess(Draft(text, Lang.EN), found, of_wrong=False, sparse=False)


@pytest.mark.parametrize(
    ("type_", "words", "score", "slight"),
    [
        (DetailType.EMPLOYER, "bakery", 0.84, True),
        (DetailType.EMPLOYER, "bakery", 0.86, False),
        (DetailType.PLACE, "Bakery", 0.6, False),
        (DetailType.EVENT, "lifted", 0.69, True),
        (DetailType.EVENT, "put to", 0.6, True),
        (DetailType.EVENT, "moved away", 0.6, False),
        (DetailType.EVENT, "resigned", 0.6, False),
        (DetailType.TRAIT, "plastic bags", 0.69, True),
        (DetailType.HEALTH, "feeling", 0.6, True),
        (DetailType.HEALTH, "feeling", 0.71, False),
        (DetailType.OCCUPATION, "cleaning policy", 0.69, True),
        (DetailType.OCCUPATION, "cleaning policy", 0.71, False),
        (DetailType.OCCUPATION, "worked in fundraising", 0.6, False),
        (DetailType.OCCUPATION, "night-shift porter", 0.6, False),
    ],
)
def test_of_a_wrong_a_word_or_two_are_believed_only_where_they_are_likelier(
    type_: DetailType, words: str, score: float, slight: bool
) -> None:
    text = f"She {words}."
    found = Found(Match(Span(4, 4 + len(words)), type_, score, "tagger"), ("tagger",))
    ruled = Found(found.match, ("tagger", "a.rule"))
    assert is_guess(Draft(text, Lang.EN), found, of_wrong=True, sparse=False, told=0.19) is slight
    assert not is_guess(Draft(text, Lang.EN), ruled, of_wrong=True, sparse=False, told=0.19)
    assert not is_guess(Draft(text, Lang.EN), found, of_wrong=True, sparse=False, told=0.21)
    assert not is_guess(Draft(text, Lang.EN), found, of_wrong=False, sparse=False, told=0.19)


@pytest.mark.parametrize(
    ("type_", "words", "slight"),
    [
        (DetailType.OCCUPATION, "dringend", True),
        (DetailType.TRAIT, "stokje", True),
        (DetailType.PLACE, "Hoorn", False),
        (DetailType.OCCUPATION, "NS-medewerker", False),
        (DetailType.HEALTH, "moe en bang", False),
    ],
)
def test_so_it_is_in_dutch_where_little_is_told_of_whom_it_was_done_to(
    type_: DetailType, words: str, slight: bool
) -> None:
    text = f"Het {words}."
    found = Found(Match(Span(4, 4 + len(words)), type_, 0.47, "tagger"), ("tagger",))
    assert is_guess(Draft(text, Lang.NL), found, of_wrong=True, sparse=True) is slight
    assert not is_guess(Draft(text, Lang.NL), found, of_wrong=False, sparse=False)
