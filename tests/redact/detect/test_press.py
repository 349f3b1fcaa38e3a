"""Who signs a letter as a reporter, and who as a reader."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.press import handles_notes, signs_for_press
from bronwacht.redact.draft import Draft, Lang, Span

ASKS = """Dear Mr Quoile,

We intend to publish what four former nurses say of you, and give you the opportunity to reply before Friday noon.

Yours sincerely,
Robin Marsh
r.marsh@qxcourier.example, 020 7946 0123
"""
VRAAGT = """Geachte heer Quoile,

Wij werken aan een artikel over de leiding van uw fonds. Graag uw reactie voor vrijdag 12 uur.

Met vriendelijke groet,
Robin Maas
r.maas@qxkoerier.example, 06-12345678
"""


def _signs(text: str, lang: Lang, name: str) -> bool:
    return signs_for_press(text, lang, Span(at := text.index(name), at + len(name)))


def test_reporter_who_asks_for_a_reply_signs_for_the_press() -> None:
    assert _signs(ASKS, Lang.EN, "Robin Marsh")
    assert _signs(VRAAGT, Lang.NL, "Robin Maas")


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        (Lang.EN, "We intend to publish what", "I hope that you will publish what"),
        (Lang.EN, "We intend to publish what", "We hope you will publish what"),
        (Lang.NL, "Wij werken aan een artikel", "Ik hoop dat u werkt aan een artikel"),
        (Lang.NL, "Wij werken aan een artikel", "Wij willen graag dat u een artikel schrijft"),
    ],
)
def test_reader_who_asks_for_an_article_does_not(lang: Lang, before: str, after: str) -> None:
    text, name = (ASKS, "Robin Marsh") if lang is Lang.EN else (VRAAGT, "Robin Maas")
    assert not _signs(text.replace(before, after), lang, name)


def test_name_above_the_letter_or_in_a_sentence_is_no_signature() -> None:
    assert not _signs("Robin Marsh\n\n" + ASKS, Lang.EN, "Robin Marsh")
    assert not _signs(ASKS.replace("\nRobin Marsh\n", "\nYou may call Robin Marsh\n"), Lang.EN, "Robin Marsh")


def test_reader_with_a_telephone_below_their_name_is_taken_out() -> None:
    text = ASKS.replace("We intend to publish", "I hope that you will publish")
    found = [detail.span.of(text) for detail in read(Draft(text, Lang.EN)).details]
    assert "Robin Marsh" in found


def test_sender_in_the_head_and_the_first_line_below_sign_for_the_press() -> None:
    head = "From: Robin Marsh, Qx Courier\nTo: Denis Quoile\n\n" + ASKS.replace("Yours sincerely", "With regards")
    assert _signs(head, Lang.EN, "Robin Marsh")
    assert not _signs(head.replace("We intend to publish", "I hope that you will publish"), Lang.EN, "Robin Marsh")
    van = "Van: Robin Maas\nAan: D. Kwol\n\nIk zit tot 22.00 uur op de redactie. Graag uw reactie.\n\nGroet,\nRobin\n"
    assert _signs(van, Lang.NL, "Robin Maas")
    two = "From: Robin Marsh\n\n" + ASKS + "\nFrom: Anna Bloom\n"
    assert not _signs(two, Lang.EN, "Anna Bloom")


def test_whom_a_letter_tells_of_is_no_subject_of_its_clause() -> None:
    text = VRAAGT.replace("Wij werken aan een artikel over", "Zaterdag willen wij over u publiceren, en over")
    assert _signs(text, Lang.NL, "Robin Maas")


@pytest.mark.parametrize(
    ("lang", "text", "name", "colleague"),
    [
        (Lang.EN, "MARSH FILE. For Priya only.\n\nShe is a nurse.\n", "Priya", True),
        (Lang.EN, "Transcript 4, typed up by Orla Feeney; no copy.\n", "Orla Feeney", True),
        (Lang.EN, "Notes: she works for Priya Marsh at the clinic.\n", "Priya Marsh", False),
        (Lang.EN, "Notes.\n\n\n" + "A line.\n" * 5 + "Typed up for Priya only.\n", "Priya", False),
        (Lang.NL, "Kwol – ruwe notities, alleen voor Hanne\n", "Hanne", True),
        (Lang.NL, "Notities. Zij zorgt voor Hanne en haar zus.\n", "Hanne", False),
    ],
)
def test_colleague_for_whom_notes_are(lang: Lang, text: str, name: str, colleague: bool) -> None:
    at = text.index(name)
    assert handles_notes(text, lang, Span(at, at + len(name))) is colleague


@pytest.mark.parametrize("name", ["Sanne", "Robin"])
def test_in_a_thread_each_mail_is_signed_by_itself(name: str) -> None:
    asks = "Van: Robin\nAan: Sanne\n\nDank. Ik vraag wederhoor voor ons artikel.\n\nGroet,\nRobin\n"
    thread = f"Van: Sanne\nAan: Robin\n\nHier is de lijst.\n\nGroet,\nSanne\n\n{asks}"
    at = thread.index(f"Groet,\n{name}") + len("Groet,\n")
    assert signs_for_press(thread, Lang.NL, Span(at, at + len(name))) is (name == "Robin")


@pytest.mark.parametrize(
    ("lang", "text", "name", "signs"),
    [
        (
            Lang.EN,
            "I write for The Qx Dispatch.\n\nLe meas,\n\nRobin Marsh\nThe Qx Dispatch\n020 7946 0123\n",
            "Robin Marsh",
            True,
        ),
        (Lang.EN, "Hi,\n\nRobin Marsh here from The Qx Times. I rang.\n", "Robin Marsh", True),
        (Lang.EN, "A reporter at the Qx Echo.\n\nBest,\n\nRobin Marsh | courts | The Qx Echo\n", "Robin Marsh", True),
        (Lang.NL, "Ik schrijf voor De Qxbode.\n\nRobin Maas\nDe Qxbode\n06-12345678\n", "Robin Maas", True),
        # Where a source works is no paper that a letter says to come from.
        (
            Lang.EN,
            "I work for Calder Vale.\n\nYours,\n\nRobin Marsh\nCalder Vale\n020 7946 0123\n",
            "Robin Marsh",
            False,
        ),
        (Lang.EN, "Hi,\n\nRobin Marsh here from Calder Vale. I rang.\n", "Robin Marsh", False),
        (Lang.EN, "I write for The Qx Dispatch.\n\nRobin Marsh\nCalder Vale\n", "Robin Marsh", False),
    ],
)
def test_whoever_says_of_what_paper_they_are_signs_for_it(lang: Lang, text: str, name: str, signs: bool) -> None:
    assert _signs(text, lang, name) is signs


def test_in_a_quoted_mail_the_press_signs_behind_its_marks() -> None:
    text = "Hi.\n\n> Could she confirm?\n>\n> Robin Marsh\n> Health correspondent\n"
    assert _signs(text, Lang.EN, "Robin Marsh")
