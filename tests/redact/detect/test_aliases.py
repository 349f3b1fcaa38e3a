"""Short names that a text gives somebody in brackets."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.aliases import aliases, signed_with
from bronwacht.redact.draft import Draft, Lang, Span


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [
        ("Karel Doornbos (D.), 54, sprak. D. zweeg, en D's auto. D-day. Dag.", "Karel Doornbos", ["D.", "D.", "D"]),
        ("Anna Bok (hierna: ‘AB’) zei het. AB kwam.", "Anna Bok", ["AB", "AB"]),
        ("Piet Klerk (P.K.) kwam. P.K. ging.", "Piet Klerk", ["P.K.", "P.K."]),
        ("Jane Vane (L.) said so. L. went.", "Jane Vane", []),  # a party
        ("Denis Dole (D) said so. D. was told.", "Denis Dole", []),
        ("Jane Vane (44) said so.", "Jane Vane", []),
    ],
)
def test_the_places_of_a_short_name(text: str, name: str, places: list[str]) -> None:
    at = text.index(name)
    assert [place.of(text) for place in aliases(text, [Span(at, at + len(name))])] == places


def test_the_short_name_of_an_official_is_no_source() -> None:
    text = (
        "Wethouder Karel Doornbos (D.) ontkent. Een verpleegkundige van 31 zag het. D. nam haar mee naar Den Haag, "
        "zegt ze, en volgens haar heeft D. dat vaker gedaan."
    )
    details = read(Draft(text, Lang.NL)).details
    assert not any(text[d.span.start : d.span.end].strip(".") == "D" for d in details)
    assert any("31" in d.span.of(text) for d in details)


def test_initials_under_a_memo_are_those_of_whoever_it_is_from() -> None:
    text = "From: Ben Counsell\nRe: the draft\n\nCall me. B.C. did not.\n\nB.C.\n"
    name = Span(text.index("Ben"), text.index("\nRe"))
    assert [span.start for span in signed_with(text, [name])] == [text.rindex("B.C.")]
    assert not list(signed_with(text.replace("From:", "Spoke to"), [name]))
    assert not list(signed_with(text.replace("B.C.\n", "B.K.\n"), [name]))
