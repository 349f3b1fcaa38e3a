"""Whose a note is, by the list that it stands in."""

from __future__ import annotations

from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Span
from bronwacht.redact.people.notes import leaders_in_notes
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

TEXT = """Sources
1. Helen Stoke (31), planning officer, lives in Whitby.
2. P. Haddad - clerk. Her neighbour Ann Pell saw it, 9 March.

Call with Stoke, 10 March
- gave birth in May
- Haddad: “I saw it in June.”
- D. took her to a dinner in York
- Ann Pell (driver, her boyfriend) is from Hull

Later she rang from Leeds.
"""


def details(*words: tuple[str, DetailType]) -> list[Detail]:
    found, at = [], 0
    for n, (said, type_) in enumerate(words):
        at = TEXT.index(said, at)
        found.append(Detail(f"d{n} {said}", Span(at, at + len(said)), type_, 0.9))
        at += len(said)
    return found


def test_a_note_is_of_whom_it_opens_with_or_of_whom_its_list_is_headed_by() -> None:
    read_ = details(
        ("Helen Stoke", DetailType.NAME),
        ("31", DetailType.AGE),
        ("Whitby", DetailType.PLACE),
        ("P. Haddad", DetailType.NAME),
        ("clerk", DetailType.OCCUPATION),
        ("Ann Pell", DetailType.NAME),
        ("9 March", DetailType.DATE),  # behind another name: for the weights to say
        ("Stoke", DetailType.NAME),
        ("10 March", DetailType.DATE),  # in a heading
        ("gave birth", DetailType.EVENT),
        ("Haddad", DetailType.NAME),
        ("in June", DetailType.DATE),  # somebody is cited
        ("dinner", DetailType.EVENT),  # the note begins with somebody whose name stays
        ("Ann Pell", DetailType.NAME),
        ("her boyfriend", DetailType.FAMILY),
        ("Hull", DetailType.PLACE),
        ("Leeds", DetailType.PLACE),  # below the list
    )
    led = {id.split(maxsplit=1)[1]: leader.split(maxsplit=1)[1] for id, leader in leaders_in_notes(TEXT, read_).items()}
    assert led == {
        "31": "Helen Stoke",
        "Whitby": "Helen Stoke",
        "clerk": "P. Haddad",
        "gave birth": "Stoke",
        "Hull": "Ann Pell",
    }


def test_what_was_said_in_a_call_is_of_whoever_was_called() -> None:
    text = (
        "Story notes, 12 March 2024.\n\nSources\n1. Helen Stoke (31), planning officer. Off the record.\n2. Imran "
        "Yardley, intern in 2021.\n\nCall with Stoke, 10 March\n- gave birth in May\n- husband works for the navy\n\n"
        "Call with Yardley, 11 March\n- plays in the hockey team\n\nTo do: right of reply councillor Karl Dorring."
    )
    reading = read(Draft(text, Lang.EN), Story())
    owner = {d.span.of(text): d.persons[0] for d in reading.details}
    assert owner["Helen Stoke"] == owner["Stoke"] == owner["31"] == owner["May"] != owner["Imran Yardley"]
    assert owner["Imran Yardley"] == owner["Yardley"] == owner["plays in the hockey team"]
