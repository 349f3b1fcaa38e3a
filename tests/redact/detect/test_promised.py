"""Names of those whom a conversation or a letter promises that they stay nameless."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.promised import promised
from bronwacht.redact.draft import DetailType, Draft, Lang

TALK = """Transcript, 14 May 2024

INTERVIEWER: When did you start at the hospital?
HELEN STOKE: In 2016. I was 24, straight from nursing college in Leeds.
INTERVIEWER: And professor Marsh was your head?
HELEN STOKE: Yes. {stoke}
INTERVIEWER: {asker}
HELEN STOKE: Good.
"""
CHAT = """[12-03-2024 21:14] Marieke Stolk: ik durf het niet meer
[12-03-2024 21:15] Ik: {ik}
[12-03-2024 21:16] Marieke Stolk: {stolk} ik ben 23
[12-03-2024 21:20] Ik: ok
"""
MAIL = """From: Imran Yardley <imran.yardley@halford.example.uk>
To: Jane Editor <newsdesk@paper.example.uk>

Dear editors,

Councillor Karl Dorring had me change a report in June 2022. {asked}

Imran Yardley
"""


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (Lang.EN, TALK.format(stoke="He did.", asker="We won't use your name."), {"HELEN STOKE"}),
        (Lang.EN, TALK.format(stoke="Don't print my name.", asker="All right."), {"HELEN STOKE"}),
        (Lang.EN, TALK.format(stoke="I'd like to stay anonymous.", asker="All right."), {"HELEN STOKE"}),
        (Lang.EN, TALK.format(stoke="He did.", asker="You'll remain anonymous."), {"HELEN STOKE"}),
        (Lang.EN, TALK.format(stoke="He did.", asker="We will print it."), set()),
        (Lang.NL, CHAT.format(ik="we noemen je naam niet", stolk="goed"), {"Marieke Stolk"}),
        (Lang.NL, CHAT.format(ik="je naam komt er niet in", stolk="goed"), {"Marieke Stolk"}),
        (Lang.NL, CHAT.format(ik="mag dat met naam?", stolk="nee, ik wil liever anoniem blijven,"), {"Marieke Stolk"}),
        (Lang.NL, CHAT.format(ik="mag dat met naam?", stolk="gebruik mijn naam maar niet,"), {"Marieke Stolk"}),
        (Lang.NL, CHAT.format(ik="mag dat met naam?", stolk="ja hoor,"), set()),
        (Lang.EN, MAIL.format(asked="Please don't print my name."), {"Imran Yardley"}),
        (Lang.EN, MAIL.format(asked="I want to remain anonymous."), {"Imran Yardley"}),
        (Lang.EN, MAIL.format(asked="He said: “I want to remain anonymous.”"), set()),
        (Lang.EN, MAIL.format(asked="Print all of it."), set()),
        (Lang.EN, "Dorring: a story\nBy Peter Stam\n\n“I want to stay anonymous,” says Helen Stoke.", set()),
    ],
)
def test_who_is_to_stay_nameless(lang: Lang, text: str, names: set[str]) -> None:
    assert {span.of(text) for span in promised(text, lang)} == names


@pytest.mark.parametrize(
    ("lang", "text", "name", "told"),
    [
        (Lang.EN, TALK.format(stoke="He did.", asker="We won't use your name."), "HELEN STOKE", ["24", "Leeds"]),
        (Lang.NL, CHAT.format(ik="we noemen je naam niet", stolk="goed"), "Marieke Stolk", ["23"]),
    ],
)
def test_they_go_at_every_place_and_what_they_tell_is_found(lang: Lang, text: str, name: str, told: list[str]) -> None:
    details = read(Draft(text, lang)).details
    gone = [d.span.of(text) for d in details if d.type is DetailType.NAME]
    assert gone.count(name) == text.count(name)
    assert all(any(words in d.span.of(text) for d in details) for words in told)


def test_the_stamp_of_a_message_is_no_number_of_somebody() -> None:
    text = CHAT.format(ik="we noemen je naam niet", stolk="goed")
    assert not [d for d in read(Draft(text, Lang.NL)).details if d.type in (DetailType.ID, DetailType.CONTACT)]
