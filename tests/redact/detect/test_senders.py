from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.senders import senders
from bronwacht.redact.draft import Draft, Lang
from hypothesis import given, settings
from hypothesis import strategies as st

NL = """Van: marijke t.
Aan: Ruben Oldekamp

Dag meneer Oldekamp,

Ik werk op de afdeling boekingen, bij de haven. Bel me niet op kantoor, mijn chef luistert mee.

Groeten,
Marij

Van: Ruben Oldekamp
Aan: marijke t.

Beste Marijke,

Wie weet er nog meer van? Ik heb de directie om een reactie gevraagd.

Ruben
"""
EN = """From: P. Fairbrother
To: Edith Sallow

Dear Ms Sallow,

I do the books, and I saw the second set. My manager keeps it in her drawer. Please don't use my name.

Yours,
Penny

From: Edith Sallow
To: P. Fairbrother

Hi Mrs Fairbrother,

Who else has seen it?

Edith
"""
REPLY = """From: Edith Sallow
To: Conrad Vane, chief executive
Subject: request for comment

Dear Mr Vane,

We are publishing an article about the second set of books. I saw a copy. My manager, the editor, has seen it too.
Please send us your response, on the record or in confidence, before Friday.

Yours sincerely,
Edith Sallow
"""


def found(text: str, lang: Lang) -> list[str]:
    return [match.span.of(text) for match in senders(text, lang)]


def test_a_source_s_names_in_a_thread_go_and_the_reporter_s_stay() -> None:
    assert sorted(found(NL, Lang.NL)) == ["Marij", "Marijke", "marijke t.", "marijke t."]
    assert sorted(found(EN, Lang.EN)) == ["Fairbrother", "P. Fairbrother", "P. Fairbrother", "Penny"]


@pytest.mark.parametrize(("text", "lang", "stays"), [(NL, Lang.NL, "Oldekamp"), (EN, Lang.EN, "Sallow")])
def test_detection_takes_them_out_everywhere(text: str, lang: Lang, stays: str) -> None:
    gone = [detail.span.of(text) for detail in read(Draft(text, lang)).details]
    assert all(any(stretch.endswith(name) for stretch in gone) for name in found(text, lang))
    assert not any(stays in stretch for stretch in gone)


def test_a_short_form_on_no_list_is_hers_where_she_signs_and_where_she_is_greeted() -> None:
    text = EN.replace("Penny", "Zillah-Q").replace("Hi Mrs Fairbrother", "Hi Zillah-Q")
    assert sorted(found(text, Lang.EN)) == ["P. Fairbrother", "P. Fairbrother", "Zillah-Q", "Zillah-Q"]


def test_her_numbers_tell_of_her_and_the_beginning_of_her_name_is_hers_in_a_greeting() -> None:
    text = (
        "From: Mojisola Pike\nTo: tips@courant.example\n\nDear editors,\n\nMy payroll number is 48812. I work there. "
        "I would rather you did not ring the ward.\n\nBest,\nMoji\n\n"
        "From: Edith Sallow\nTo: Moji\n\nHi Mo,\n\nWho else has seen it?\n\nEdith\n"
    )
    assert [match.span.of(text) for match in senders(text, Lang.EN)] == ["Mojisola Pike", "Moji", "Moji", "Mo"]


def test_whoever_asks_for_a_reply_or_has_an_office_is_no_source() -> None:
    assert found(REPLY, Lang.EN) == []
    assert found(EN.replace("From: P. Fairbrother", "From: P. Fairbrother, head of finance"), Lang.EN) == []
    less = EN.replace("I do the books, and I saw the second set. My manager", "There is a second set. The manager")
    assert found(less, Lang.EN) == []


@pytest.mark.parametrize("text", ["", "Van:", "Van:\n", "Van: x", "From: \nTo: y\n"])
def test_a_head_without_a_mail_is_nothing(text: str) -> None:
    assert not [*senders(text, Lang.NL), *senders(text, Lang.EN)]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="Van:From \nAn.ik<>@,My bos", max_size=80), st.sampled_from(list(Lang)))
def test_any_text_is_read(text: str, lang: Lang) -> None:
    for match in senders(text, lang):
        assert match.span.of(text).strip()
