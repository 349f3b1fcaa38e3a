from __future__ import annotations

import time

import pytest
from bronwacht.redact.detect.bearers import bearers
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import Lang, Span


def grouped(marked: str, lang: Lang) -> list[int]:
    """The bearers of the names in brackets."""
    text, names = "", []
    for n, part in enumerate(marked.replace("]", "[").split("[")):
        if n % 2:
            names.append(NameUse(Span(len(text), len(text) + len(part)), tuple(part.split()), 0.5, 0.5))
        text += part
    return bearers(text, lang, names)


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        (Lang.NL, "Ik belde burgemeester [Bok]. [Ellen] luisterde goed."),
        (Lang.EN, "I told Mayor [Bok] all of it. [Helen] listened."),
        (Lang.EN, "I wrote to Dr [Bok] that night. “[Helen] listened.”"),
    ],
)
def test_the_first_name_that_goes_on_after_an_official_is_theirs(lang: Lang, marked: str) -> None:
    one, other = grouped(marked, lang)
    assert one == other


@pytest.mark.parametrize(
    "marked",
    [
        "Ik belde de buurman van [Bok]. [Ellen] luisterde goed.",  # nobody in office
        "Ik belde burgemeester [Bok]. [Ellen], mijn zus, luisterde.",  # it is told who she is
        "Ik belde burgemeester [Bok]. [Ellen] en ik luisterden.",  # two are spoken of
        "Ik belde burgemeester [Bok]. Niemand luisterde. [Ellen] zweeg.",
        "Ik belde burgemeester [Bok].\n\n[Ellen] zweeg.",
        "Eerst kwam [Jan Bok]. Ik belde burgemeester [Bok]. [Ellen] zweeg.",
        "Toen zweeg [Ellen Smit]. Ik belde burgemeester [Bok]. [Ellen] zweeg.",
        "Toen zweeg [Ellen]. Ik belde burgemeester [Bok]. [Ellen] zweeg.",
    ],
)
def test_somebody_else_is_not(marked: str) -> None:
    *_, official, friend = grouped(marked, Lang.NL)
    assert official != friend


def test_two_of_a_family_are_two() -> None:
    one, other = grouped("Toen kwam [Jan Bok]. Ook [Ellen Bok] kwam.", Lang.NL)
    assert one != other


def test_a_name_in_lower_case_is_the_one_that_stands_there_with_its_capitals() -> None:
    one, other, third = grouped("belde [bokhove] vanmiddag. directeur [Evert Bokhove] zwijgt. [iemand] ook.", Lang.NL)
    assert one == other != third


def test_an_initial_is_the_name_that_was_cut_to_it() -> None:
    one, other, third = grouped("[Sanne B.] zat stil. [B.] zei niets, [K.] wel.", Lang.NL)
    assert one == other != third


def test_thousands_of_names_take_no_time() -> None:
    started = time.process_time()
    grouped("Toen kwam [Ellen]. " * 5_000, Lang.NL)
    assert time.process_time() - started < 2  # all first names were gone through for each
