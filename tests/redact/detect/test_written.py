from __future__ import annotations

import re
import time

import pytest
from bronwacht.redact.detect.public import judge
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.detect.written import initial_of, is_byname, is_cut_short, is_placed, share_alone
from bronwacht.redact.draft import Lang, Span


def use(text: str, name: str, public: float = 0.9) -> NameUse:
    start = text.index(name)
    return NameUse(Span(start, start + len(name)), tuple(name.split()), 1 - public, public)


@pytest.mark.parametrize("name", ["Sanne B.", "Jan-Kees V.", "sanne b.", "Sanne van B.", "Sanne V.d.B."])
def test_a_surname_cut_to_an_initial_hides_somebody(name: str) -> None:
    text = f"Toen kwam {name} binnen."
    assert is_cut_short(text, Lang.NL, use(text, name))
    assert [m.span.of(text) for m in judge(text, Lang.NL, [use(text, name, 0.97)], ()).protected] == [name]


@pytest.mark.parametrize("name", ["Sanne Bok", "Sanne B", "Hal B."])
def test_other_names_hide_nobody(name: str) -> None:
    text = f"Toen kwam {name} binnen."
    assert not is_cut_short(text, Lang.NL, use(text, name))


def test_whoever_stands_there_in_full_is_not_hidden_by_a_short_form() -> None:
    text = "Sanne Bokhove zat stil. Sanne B. zweeg."
    names = [use(text, "Sanne Bokhove", 0.97), use(text, "Sanne B.", 0.97)]
    assert judge(text, Lang.NL, names, ()).protected == ()


def test_the_initial_alone_is_whom_it_was_cut_for() -> None:
    text = "Sanne B. zat stil. Later zei B. niets."
    second = text.index("B. niets")
    names = [use(text, "Sanne B.", 0.6), NameUse(Span(second, second + 2), ("B.",), 0.1, 0.9)]
    assert [m.span.of(text) for m in judge(text, Lang.NL, names, ()).protected] == ["Sanne B.", "B."]
    assert [initial_of(text, each) for each in names] == ["B", "B"]


@pytest.mark.parametrize(
    ("name", "lang"),
    [("Lange Kees", Lang.NL), ("Tante Bep", Lang.NL), ("Big Martin", Lang.EN), ("Auntie Doreen", Lang.EN)],
)
def test_a_size_or_a_colour_before_a_first_name_is_a_byname(name: str, lang: Lang) -> None:
    text = f"… {name} …"
    assert is_byname(text, lang, use(text, name))
    assert [m.span.of(text) for m in judge(text, lang, [use(text, name, 0.97)], ()).protected] == [name]


@pytest.mark.parametrize(
    ("text", "name"), [("Old Tawny sold it.", "Old Tawny"), ("The Long Martin ran.", "Long Martin")]
)
def test_a_brand_or_a_film_is_none(text: str, name: str) -> None:
    assert not is_byname(text, Lang.EN, use(text, name))


@pytest.mark.parametrize(("text", "lang"), [("Ze werkt bij Qxvern.", Lang.NL), ("She is at Qxvern now.", Lang.EN)])
def test_what_one_works_at_needs_less_to_stay(text: str, lang: Lang) -> None:
    assert is_placed(text, lang, use(text, "Qxvern").span)
    assert judge(text, lang, [use(text, "Qxvern", 0.55)], ()).protected == ()
    other = text.replace("bij Qxvern", "met Qxvern").replace("at Qxvern", "with Qxvern")
    assert [m.span.of(other) for m in judge(other, lang, [use(other, "Qxvern", 0.55)], ()).protected] == ["Qxvern"]


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Er speelt veel binnen Qxvern. Zij vindt dat Qxvern niets doet.", True),
        ("Er speelt veel bij de buren. Zij vindt dat Qxvern niets doet.", False),
        ("Er speelt veel binnen Qxvern. Zij vindt dat Anna niets doet.", False),
    ],
)
def test_what_something_is_within_is_no_person(text: str, stays: bool) -> None:
    name = "Anna" if "Anna" in text else "Qxvern"
    start = text.rindex(name)
    names = [NameUse(Span(start, start + len(name)), (name,), 0.34, 0.37)]
    assert (judge(text, Lang.NL, names, ()).protected == ()) is stays


@pytest.mark.parametrize(
    ("behind", "stays"),
    [("", True), ("’s team", False), ("'s ranks", False), ("’ own team", False), (" family", False)],
)
def test_what_is_within_somebodys_own_says_nothing_of_the_name(behind: str, stays: bool) -> None:
    text = f"Nobody spoke within the Qxvern{behind}. She knows what Qxvern did."
    assert (not judge(text, Lang.EN, [use(text, "Qxvern", 0.55)], ()).protected) is stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        (
            "In die maanden sprak deze krant vaak met Anna, die er toen werkte, en met haar ouders.\n\n"
            "Later die week kreeg Anna een brief van hem, die zij nog altijd in een la bewaart.",
            False,
        ),
        (
            "Anna: ik bel hem morgen, als jullie dat goed vinden, want hij is er vandaag niet meer.\nKees: goed, Anna.",
            True,
        ),
    ],
)
def test_whoever_is_told_of_at_length_by_a_first_name_alone_is_not_public(text: str, stays: bool) -> None:
    places = [Span(m.start(), m.end()) for m in re.finditer("Anna", text)]
    names = [NameUse(place, ("Anna",), *odds) for place, odds in zip(places, ((0.05, 0.9), (0.38, 0.6)), strict=True)]
    assert (not judge(text, Lang.NL, names, ()).protected) is stays


def test_the_office_of_the_next_name_makes_nobody_public_whose_surname_is_cut() -> None:
    text = "Later werd Sanne V.d.B. in overleg met voorzitter Kurt de Loor geschorst."
    assert [m.span.of(text) for m in judge(text, Lang.NL, [use(text, "Sanne V.d.B.", 0.9)], ()).protected] == [
        "Sanne V.d.B."
    ]


def test_an_initial_that_goes_goes_everywhere() -> None:
    text = "“Het was er koud”, vertelt C. aan deze krant. Volgens C. was dat zo; in klas C. Bok zat niemand."
    start = text.index("C. was")
    names = [NameUse(Span(start, start + 2), ("C.",), 0.6, 0.1)]
    found = judge(text, Lang.NL, names, ()).protected
    assert sorted(match.span.start for match in found) == [text.index("C. aan"), start]


def test_a_name_thousands_of_times_on_one_line_takes_seconds() -> None:
    text = "Zork went there, and " * 4000
    names = [NameUse(Span(*place.span()), ("Zork",), 0.4, 0.6) for place in re.finditer("Zork", text)]
    started = time.process_time()
    judge(text, Lang.EN, names, ())
    assert time.process_time() - started < 8
    started = time.process_time()
    assert share_alone(text * 3, names * 3, 1.0) == pytest.approx(0.6)
    assert time.process_time() - started < 3
