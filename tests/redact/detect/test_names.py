from __future__ import annotations

import pytest
from bronwacht.redact.detect.names import whole
from bronwacht.redact.draft import Span


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("en J. de Vries kwam", "Vries", "J. de Vries"),
        ("en Maaike D., die", "Maaike D", "Maaike D."),
        ("aan Fatima van den Berg gaf", "Fatima", "Fatima van den Berg"),
        ("ook M. Albuquerque sprak", "Albuquerque", "M. Albuquerque"),
        ("told Javi M.-R. so", "Javi M", "Javi M.-R."),
        ("zag Jan. De deur", "Jan", "Jan"),
        ("from Witness H. She was there", "Witness H.", "Witness H."),
        ("met E. Hij werkt er", "E.", "E."),
        ("met E. De Vries kwam", "E.", "E. De Vries"),
        ("met Sanne en Wim", "Sanne", "Sanne"),
        ("de moeder van Sanne zei", "Sanne", "Sanne"),
        ("de broer van Sanne zei", "Sanne", "Sanne"),
        ("ook mevrouw van Sanne zei", "Sanne", "mevrouw van Sanne"),
        ("de broer van Dam zei", "Dam", "broer van Dam"),
        ("daar was mevrouw Van Dam ook", "Dam", "mevrouw Van Dam"),
        ("told Mrs. Tesfay to go", "Tesfay", "Mrs. Tesfay"),
        ("gericht aan Griet Es, die", "Griet", "Griet Es"),
        ("gericht aan Griet Es, die", "Es", "Griet Es"),
        ("gesproken met fleur v. op kantoor", "fleur v", "fleur v."),
        ("Gisteren Sanne gezien", "Sanne", "Sanne"),
        ("They called me Merry Widow. It hurt", "Merry", "Merry Widow"),
        ("haar naam is Griet Esser.", "Griet", "Griet Esser"),
        ("staat op Jan Vos.pdf nu", "Jan", "Jan"),
    ],
)
def test_the_whole_name(text: str, seen: str, name: str) -> None:
    start = text.index(seen)
    assert whole(text, Span(start, start + len(seen))).of(text) == name
