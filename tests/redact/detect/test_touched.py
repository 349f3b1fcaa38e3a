"""A part of the body that somebody touched says nothing of anybody's health."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.touched import is_touched
from bronwacht.redact.draft import Lang, Span

NL, EN = Lang.NL, Lang.EN


@pytest.mark.parametrize(
    ("text", "part", "lang", "touched"),
    [
        ("Hij zou haar arm hebben vastgepakt.", "arm", NL, True),
        ("In de gang legde hij een hand op haar knie.", "hand op haar knie", NL, True),
        ("Hij kneep in haar linker schouder.", "haar linker schouder", NL, True),
        ("Sinds die dag heeft zij last van haar knie.", "knie", NL, False),
        ("Zij heeft een gebroken arm. Hij pakte zijn jas.", "gebroken arm", NL, False),
        ("Haar rug is versleten. Hij kuste haar.", "rug", NL, False),
        ("He put his hand on her knee.", "hand on her knee", EN, True),
        ("She says he grabbed her by the waist.", "the waist", EN, True),
        ("She worked there until her hip went.", "hip", EN, False),
        ("He grabbed her broken wrist.", "broken wrist", EN, False),
    ],
)
def test_a_part_of_the_body(text: str, part: str, lang: Lang, touched: bool) -> None:
    start = text.index(part)
    assert is_touched(text, lang, Span(start, start + len(part))) is touched
