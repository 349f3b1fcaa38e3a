"""Names and facts in a hundred disguises, made at random; and words that only look like them, to be left alone."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from bronwacht.vault.folding import vocabulary
from bronwacht.vault.matching import find_known
from bronwacht.vault.source import KnownFact, Promise, Source
from bronwacht.vault.words import word_list
from hypothesis import assume, given, settings
from hypothesis import strategies as st

GIVEN = "Marijke Willemijn Fatima Joost Sjoerd Yasmina Thomas Eleanor Siobhan Declan Beatrijs Gwendolyn".split()
SURNAMES = "Kuipers Verhoeven Terpstra Bouazza Hendriks Blackwood Vanderlinden Okonkwo Roelofs Steenbergen".split()
PARTICLES = ["", "van ", "de ", "van der ", "el "]
BEFORE, AFTER = "Gisteren zei ", " dat het zo niet langer kon."
ACCENTS = {"a": "áàâä", "e": "éèêë", "i": "íìîï", "o": "óòôö", "u": "úùûü", "y": "ý"}
HOMOGLYPHS = {"a": "аɑ", "e": "е", "o": "оο0", "i": "іı1", "c": "с", "p": "р", "y": "у", "s": "ѕ", "l": "I1"}
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@st.composite
def names(draw: st.DrawFn) -> tuple[str, str, str]:
    return draw(st.sampled_from(GIVEN)), draw(st.sampled_from(PARTICLES)), draw(st.sampled_from(SURNAMES))


def source(name: tuple[str, str, str], **more: object) -> Source:
    given_name, particle, surname = name
    return Source(f"{given_name} {particle}{surname}", codename="Wulp", **more)  # type: ignore[arg-type]


def stretches(text: str, of: Source) -> list[str]:
    return [text[finding.start : finding.end] for finding in find_known(text, [of])]


def is_found(variant: str, of: Source) -> None:
    """Found where it stands, all of it but for what is not a letter at its ends."""
    text = f"{BEFORE}{variant}{AFTER}"
    found = find_known(text, [of])
    assert found, f"not found: {variant!a}"
    assert found[0].start <= len(BEFORE) and found[-1].end >= len(BEFORE) + len(variant.rstrip(".'’")), variant


@settings(max_examples=60)
@given(names(), st.sampled_from(["s", "'s", "’s", "'", "’", "je", "tje"]))
def test_inflected(name: tuple[str, str, str], ending: str) -> None:
    for part in (name[0], name[2]):
        is_found(part + ending, source(name))


@settings(max_examples=60)
@given(names(), st.data())
def test_with_and_without_accents(name: tuple[str, str, str], data: st.DataObject) -> None:
    plain = f"{name[0]} {name[1]}{name[2]}"
    accented = "".join(data.draw(st.sampled_from(ACCENTS[c])) if c in ACCENTS else c for c in plain)
    is_found(accented, source(name))
    is_found(unicodedata.normalize("NFD", accented), source(name))
    is_found(plain, Source(accented, codename="Wulp"))


@settings(max_examples=60)
@given(names(), st.sampled_from([". ", ".", " "]))
def test_with_initials(name: tuple[str, str, str], dot: str) -> None:
    given_name, particle, surname = name
    is_found(f"{given_name[0]}{dot}{particle}{surname}", source(name))
    if dot != " ":
        is_found(f"{given_name} {surname[0]}.", source(name))


@settings(max_examples=120)
@given(names(), st.data())
def test_with_one_letter_wrong(name: tuple[str, str, str], data: st.DataObject) -> None:
    surname = name[2]
    at = data.draw(st.integers(1, len(surname) - 2))
    other = data.draw(st.sampled_from("qxz"))
    kind = data.draw(st.sampled_from(["missing", "added", "wrong", "swapped"]))
    wrong = {
        "missing": surname[:at] + surname[at + 1 :],
        "added": surname[:at] + other + surname[at:],
        "wrong": surname[:at] + other + surname[at + 1 :],
        "swapped": surname[:at] + surname[at + 1] + surname[at] + surname[at + 2 :],
    }[kind]
    is_found(wrong, source(name))
    is_found(f"{name[0]} {name[1]}{wrong}", source(name))


@settings(max_examples=60)
@given(names(), st.data())
def test_split_by_what_cannot_be_seen(name: tuple[str, str, str], data: st.DataObject) -> None:
    """As programs leave between the runs of a document, and people put in to be cunning."""
    surname = name[2]
    at = data.draw(st.integers(1, len(surname) - 1))
    between = data.draw(st.text(INVISIBLE, min_size=1, max_size=3))
    is_found(surname[:at] + between + surname[at:], source(name))
    is_found(between.join(surname), source(name))
    is_found(f"{surname[:at]}-\n{surname[at:]}", source(name))
    is_found(f"{name[0]}\u00a0{name[1]}{surname}", source(name))


@settings(max_examples=60)
@given(names(), st.data())
def test_with_letters_that_look_alike(name: tuple[str, str, str], data: st.DataObject) -> None:
    surname = name[2]
    candidates = [index for index, char in enumerate(surname) if index and char in HOMOGLYPHS]
    at = data.draw(st.sampled_from(candidates))
    is_found(surname[:at] + data.draw(st.sampled_from(HOMOGLYPHS[surname[at]])) + surname[at + 1 :], source(name))
    whole = "".join(HOMOGLYPHS.get(char, char)[0] for char in surname)
    is_found(whole, source(name))


@settings(max_examples=30)
@given(names(), st.sampled_from(["upper", "lower", "title", "fullwidth", "bold"]))
def test_in_any_case_and_style(name: tuple[str, str, str], style: str) -> None:
    text = f"{name[0]} {name[1]}{name[2]}"
    if style in ("fullwidth", "bold"):
        shift = {"fullwidth": (0xFF21, 0xFF41), "bold": (0x1D400, 0x1D41A)}[style]
        changed = "".join(
            chr(shift[c.islower()] + ord(c.lower()) - ord("a")) if c.isascii() and c.isalpha() else c for c in text
        )
    else:
        changed = getattr(text, style)()
    is_found(changed, source(name))


@settings(max_examples=60)
@given(st.integers(600000000, 699999999), st.sampled_from([" ", "-", ".", ""]), st.sampled_from(["0", "+31", "0031"]))
def test_a_telephone_number_however_it_is_written(number: int, gap: str, before: str) -> None:
    kept = Source("Zoë Quist", codename="Wulp", contacts=(f"0{number}",))
    digits = str(number)
    shown = f"{before}{gap if before != '0' else ''}{digits[0]}{gap}{gap.join([digits[1:5], digits[5:]])}"
    assert len(stretches(f"bel {shown} nu", kept)) == 1
    assert stretches(f"bel 0{number + 1} nu", kept) == []


@settings(max_examples=60)
@given(st.dates(datetime.date(1940, 1, 1), datetime.date(2005, 12, 31)), st.data())
def test_a_date_of_birth_however_it_is_written(born: datetime.date, data: st.DataObject) -> None:
    months = [line.split() for line in word_list("months")]
    month = data.draw(st.sampled_from(months[born.month - 1]))
    kept = Source("Zoë Quist", codename="Wulp", born=born)
    for shown in (
        born.isoformat(),
        f"{born.day}-{born.month}-{born.year}",
        f"{born:%d/%m/%Y}",
        f"{born.day} {month} {born.year}",
        f"{month} {born.day}, {born.year}",
    ):
        assert len(stretches(f"op {shown}.", kept)) == 1, shown
    assert stretches(f"geboren in {born.year}", kept)
    assert not stretches(f"geboren in {born.year + 1}", kept)


@settings(max_examples=60)
@given(st.sampled_from(["Waterschap Noorderkoggen", "beleidsmedewerker handhaving", "Houtribdijk"]), st.data())
def test_known_facts_with_one_letter_wrong_or_inflected(fact: str, data: st.DataObject) -> None:
    kept = Source("Zoë Quist", codename="Wulp", facts=(KnownFact("PLACE", fact),))
    word = max(fact.split(), key=len)
    at = data.draw(st.integers(1, len(word) - 2))
    wrong = data.draw(
        st.sampled_from([word[:at] + word[at + 1 :], word[:at] + "q" + word[at + 1 :], word + "s", word.upper()])
    )
    shown = fact.replace(word, wrong)
    assert stretches(f"{BEFORE}{shown}{AFTER}", kept) == [shown]


PLAIN = (
    "De gemeente liet weten dat het onderzoek nog loopt en dat er voor de zomer een rapport ligt. Volgens de"
    " woordvoerder zijn er in totaal zeven meldingen binnengekomen. The council said it would publish its findings in"
    " the spring, and that nobody had been asked to leave. Op de markt verkopen ze kaas, brood en bloemen."
).split()


@settings(max_examples=80)
@given(names(), st.lists(st.sampled_from(PLAIN), min_size=5, max_size=40))
def test_plain_words_in_any_order_are_left_alone(name: tuple[str, str, str], words: list[str]) -> None:
    assert stretches(" ".join(words), source(name)) == []


@settings(max_examples=80)
@given(names(), names())
def test_somebody_elses_name_is_left_alone(name: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assume(name[0] != other[0] and name[2] != other[2])
    assert stretches(f"Toen kwam {other[0]} {other[1]}{other[2]} binnen.", source(name)) == []


@settings(max_examples=80)
@given(names(), st.data())
def test_two_letters_wrong_in_a_surname_by_itself_are_another_name(
    name: tuple[str, str, str], data: st.DataObject
) -> None:
    surname = name[2]
    first = data.draw(st.integers(1, len(surname) - 4))
    second = data.draw(st.integers(first + 2, len(surname) - 2))
    letters = list(surname)
    letters[first], letters[second] = "q", "x"
    assert stretches(f"Toen kwam {''.join(letters)} binnen.", source(name)) == []


@settings(max_examples=40)
@given(st.sampled_from(sorted(vocabulary("common_words"))))
def test_a_common_word_that_is_also_a_name_needs_its_capital(word: str) -> None:
    assume(len(word) > 3)
    assert stretches(f"daar was {word} aan de hand", Source(f"Quirinus {word.capitalize()}", codename="Wulp")) == []


@pytest.mark.parametrize(
    ("promise", "breaks"),
    [({}, None), ({"PLACE": Promise.NEVER}, "never"), ({"PLACE": Promise.NO_FINER_THAN_BROAD}, "broad")],
)
def test_a_finding_says_which_promise_it_breaks(promise: dict[str, Promise], breaks: str | None) -> None:
    kept = Source("Zoë Quist", codename="Wulp", facts=(KnownFact("PLACE", "Edam"),), promise=promise)
    (found,) = find_known("Zij woont in Edam.", [kept])
    assert (found.kind, found.breaks) == ("place", breaks)


def test_a_fact_that_may_be_published_is_not_reported_and_a_name_is() -> None:
    promise = {"PLACE": Promise.PUBLISH, "NAME": Promise.PUBLISH}
    kept = Source("Zoë Quist", codename="Wulp", facts=(KnownFact("PLACE", "Edam"),), promise=promise)
    assert stretches("Quist woont in Edam.", kept) == ["Quist"]
