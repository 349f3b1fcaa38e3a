"""Contacts of a newsroom or a press office stay; whoever writes to one is protected."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.newsroom import contacts_of_newsroom
from bronwacht.redact.draft import DetailType, Draft, Lang

Growth = Callable[[Callable[[int], object], int], float]

ASKS = """From: Robin Marsh <r.marsh@qxcourier.example>
To: Denis Quoile

Dear Mr Quoile,

We plan to publish what four nurses say of you, and ask for your response by Friday. One of them had your text on
07700 900265. You can reach me on 020 7946 0123 or at robin@qxcourier.example.

With regards,

Robin Marsh
Health desk | 020 7946 0124
"""
VRAAGT = """Van: Robin Maas
Aan: D. Kwol

Geachte heer Kwol,

Wij willen over u publiceren, en vragen uw reactie voor vrijdag. Een verpleegkundige kreeg uw app op 06-13570091.
U kunt mij bellen op 020-555 01 88 of mailen naar r.maas@qxkoerier.example.

Met hartelijke groet,
Robin Maas
"""


def _stay(text: str, lang: Lang) -> list[str]:
    return [span.of(text) for span in contacts_of_newsroom(text, lang)]


def _contacts(text: str, lang: Lang) -> list[str]:
    return [d.span.of(text) for d in read(Draft(text, lang)).details if d.type is DetailType.CONTACT]


def test_reporter_who_asks_for_a_reply_keeps_what_reaches_them() -> None:
    assert _stay(ASKS, Lang.EN) == [
        "r.marsh@qxcourier.example",
        "020 7946 0123",
        "robin@qxcourier.example",
        "020 7946 0124",
    ]
    assert _stay(VRAAGT, Lang.NL) == ["020-555 01 88", "r.maas@qxkoerier.example"]
    assert [found for found in _contacts(ASKS, Lang.EN) if any(c.isdigit() for c in found)] == ["text on\n07700 900265"]
    assert "06-13570091" in " ".join(_contacts(VRAAGT, Lang.NL))
    assert "555" not in " ".join(_contacts(VRAAGT, Lang.NL))


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        (Lang.EN, "We plan to publish what four nurses say of you", "I hope you will publish what four nurses say"),
        (Lang.NL, "Wij willen over u publiceren", "Ik hoop dat u wilt publiceren"),
    ],
)
def test_reader_who_writes_to_a_newsroom_does_not(lang: Lang, before: str, after: str) -> None:
    text = (ASKS if lang is Lang.EN else VRAAGT).replace(before, after)
    assert _stay(text, lang) == []


def test_to_whom_a_newsroom_writes_is_not_said_to_be_public() -> None:
    text = ASKS.replace("To: Denis Quoile", "To: sanne.tip@mailhaven.example").replace("Dear Mr Quoile", "Dear Sanne")
    assert "sanne.tip@mailhaven.example" not in _stay(text, Lang.EN)
    assert "sanne.tip@mailhaven.example" in _contacts(text, Lang.EN)


@pytest.mark.parametrize(
    ("lang", "text", "stays"),
    [
        (Lang.EN, "For pictures ring the press office on 01632 960 855 today.", ["01632 960 855"]),
        (Lang.EN, "Tips, as ever: tips@qxletter.example.", ["tips@qxletter.example"]),
        (Lang.EN, "He prefers 07700 900265, not the press office.", []),
        (Lang.NL, "Vragen? Persvoorlichting: 020-555 01 88.", ["020-555 01 88"]),
        (Lang.NL, "Zijn woordvoerder zit op persdienst@qxbond.example.", ["persdienst@qxbond.example"]),
        (Lang.NL, "De pers belde haar op 06-13570091.", []),
    ],
)
def test_desk_is_known_by_its_label_or_mailbox(lang: Lang, text: str, stays: list[str]) -> None:
    assert _stay(text, lang) == stays


def test_office_that_is_greeted_as_one_is_written_to_at_its_own_address() -> None:
    text = ASKS.replace("To: Denis Quoile", "To: leader@qxborough.example")
    assert "leader@qxborough.example" in _stay(text, Lang.EN)
    assert "leader@qxborough.example" not in _stay(text.replace("Dear Mr Quoile", "Dear Sanne"), Lang.EN)


def test_a_word_behind_a_plus_is_how_somebody_sorts_their_mail() -> None:
    text = "Mail me at jbok+tips@postvak.example, or the desk at press+north@qxcourier.example."
    assert _stay(text, Lang.EN) == ["press+north@qxcourier.example"]
    assert _contacts(text, Lang.EN) == ["jbok+tips@postvak.example"]


def test_a_page_of_figures_is_one_number(growth: Growth) -> None:
    text = "Redactie: 0201234567 8901234567"
    assert next(span.of(text) for span in contacts_of_newsroom(text, Lang.NL)) == "0201234567 8901234567"
    assert growth(lambda n: list(contacts_of_newsroom("1234567890" * n, Lang.NL)), 1000) < 8
