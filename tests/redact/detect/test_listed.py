"""Names in a reporter's list of sources."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.listed import listed
from bronwacht.redact.draft import DetailType, Draft, Lang

SOURCES = [
    (Lang.NL, "Bronnen\n1. Marieke Stolk (31), ambtenaar\n2. P. Haddad - griffie", ["Marieke Stolk", "P. Haddad"]),
    (
        Lang.NL,
        "## Onze bronnen:\n\n- mevrouw Sanne de Bok, kok\n\n- Joris\n\nAccused: Jan Smit",
        ["Sanne de Bok", "Joris"],
    ),
    (
        Lang.NL,
        "Bronnen (vertrouwelijk)\nSanne Bok, kok\nJan Smit, bakker\n\nKees Vos belde.",
        ["Sanne Bok", "Jan Smit"],
    ),
    (Lang.EN, "Sources\n\na) Helen Stoke, 31\nb) Imran Yardley: on record\n", ["Helen Stoke"]),
    (Lang.EN, "Interviewees\n* Helen Stoke - never by name\n", ["Helen Stoke"]),
    (Lang.EN, "Sources\n- Nurse. 38, from Ostend\n- Anonymous. 41", []),
    (Lang.EN, "Sources\n- Jane Smith (2019). Ports and power.\n- John Doe, Tides", []),
    (Lang.EN, "Sources\n- Jane Smith, “Ports and power”\n- John Doe", []),
    (Lang.NL, "Bronnen\n- Jan Smit, zie https://example.org/jaarverslag\n- Anna Bok", []),
    (Lang.NL, "Bronnen spreken van een doofpot, en dat al sinds jaren.\n- Jan Smit", []),
]


@pytest.mark.parametrize(("lang", "text", "names"), SOURCES)
def test_who_is_listed(lang: Lang, text: str, names: list[str]) -> None:
    assert [span.of(text) for span in listed(text, lang)] == names


def test_a_list_of_sources_keeps_nobody_but_who_holds_an_office() -> None:
    text = (
        "Story notes, 12 March 2024.\n\nSources\n1. Helen Stoke (31), planning officer since 2018. Mother of twins.\n"
        "2. Councillor Peter Vane, has the minutes.\n\nTo do: right of reply councillor Karl Dorring.\n\n"
        "Call with Stoke, 10 March: saw Dorring shout."
    )
    details = read(Draft(text, Lang.EN)).details
    gone = {d.span.of(text) for d in details if d.type is DetailType.NAME}
    assert {"Helen Stoke", "Stoke"} <= gone
    assert not any("Vane" in name or "Dorring" in name for name in gone)
    assert any("twins" in d.span.of(text) for d in details)  # which is told of somebody called in full
