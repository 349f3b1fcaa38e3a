"""The town of an office is no part of a name."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.seats import without_seat
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import Lang, Span


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("Wethouder Karel Voort van Ede zweeg.", "Karel Voort van Ede", "Karel Voort"),
        ("Burgemeester Anna de Wit van Den Haag zweeg.", "Anna de Wit van Den Haag", "Anna de Wit"),
        ("Burgemeester Anna van Buren zweeg.", "Anna van Buren", "Anna van Buren"),
        ("Burgemeester Jan Peter van Buren zweeg.", "Jan Peter van Buren", "Jan Peter van Buren"),
        ("Wethouder Karel Voort van Quorx zweeg.", "Karel Voort van Quorx", "Karel Voort van Quorx"),
        ("Daar zat Karel Voort van Ede.", "Karel Voort van Ede", "Karel Voort van Ede"),
    ],
)
def test_the_town_of_an_office(text: str, name: str, left: str) -> None:
    start = text.index(name)
    found = without_seat(text, Lang.NL, NameUse(Span(start, start + len(name)), tuple(name.split()), 0.1, 0.9))
    assert found.span.of(text) == left and list(found.words) == left.split()


def test_english_has_no_such_names() -> None:
    text = "Alderman Karel Voort van Ede was silent."
    use = NameUse(Span(9, 28), tuple("Karel Voort van Ede".split()), 0.1, 0.9)
    assert without_seat(text, Lang.EN, use) == use
