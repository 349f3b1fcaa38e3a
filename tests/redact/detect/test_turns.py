from __future__ import annotations

from bronwacht.redact.detect.public import judge
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.detect.turns import talk
from bronwacht.redact.draft import Lang, Span

CHAT = """[21:02] Pip: hoi, ik ben er
[21:03] Sanne Bok: wat is er gebeurd?
[21:04] Pip: ik heb het gezien
[21:05] Sanne Bok: wie was erbij?
[21:06] Pip: niemand, alleen mijn chef
[21:07] Sanne Bok: kun je morgen?
"""
TRANSCRIPT = """MT = Moira Tait

MT: Where were you?
HK: I was upstairs.
MT: Alone?
HK: With my brother.
MT: And then?
HK: I left.
"""


def answering(text: str, lang: Lang) -> set[str]:
    return {span.of(text) for span in talk(text, lang).answering}


def name(text: str, words: str, public: float) -> list[NameUse]:
    starts = [at for at in range(len(text)) if text.startswith(words, at)]
    return [NameUse(Span(at, at + len(words)), tuple(words.split()), 1 - public, public) for at in starts]


def test_whoever_answers_is_told_by_the_questions_of_another() -> None:
    assert answering(CHAT, Lang.NL) == {"Pip"}
    assert answering(TRANSCRIPT, Lang.EN) == {"HK"}


def test_a_day_and_an_hour_before_a_label_are_read_over() -> None:
    dated = CHAT.replace("[21:", "04-11-2024 21:").replace("] ", " - ")
    assert answering(dated, Lang.NL) == {"Pip"}


def test_nobody_answers_where_nobody_asks() -> None:
    assert answering(CHAT.replace("?", "."), Lang.NL) == set()


def test_whoever_asks_and_says_i_is_not_of_the_newspaper() -> None:
    assert answering(TRANSCRIPT.replace("Alone", "Was my friend there"), Lang.EN) == set()


def test_the_label_of_whoever_answers_goes_though_the_tagger_takes_it_for_public() -> None:
    verdict = judge(CHAT, Lang.NL, [*name(CHAT, "Pip", 0.95), *name(CHAT, "Sanne Bok", 0.95)], [])
    assert {match.span.of(CHAT) for match in verdict.protected} == {"Pip"}
    assert {kept.span.of(CHAT) for kept in verdict.kept} == {"Sanne Bok"}


def test_who_writes_in_a_chat_with_somebody_who_goes_goes_too_unless_they_ask() -> None:
    text = CHAT.replace("?", ".").replace("[21:06]", "[21:06] Daan: ook gezien\n[21:06]")
    names = [*name(text, "Pip", 0.2), *name(text, "Sanne Bok", 0.95), *name(text, "Daan", 0.95)]
    assert {match.span.of(text) for match in judge(text, Lang.NL, names, []).protected} == {"Pip", "Sanne Bok", "Daan"}
    alike = [*name(text, "Pip", 0.95), *name(text, "Sanne Bok", 0.95), *name(text, "Daan", 0.95)]
    assert not judge(text, Lang.NL, alike, []).protected
    asking = CHAT.replace("[21:06]", "[21:06] Daan: ook gezien\n[21:06]")
    names = [*name(asking, "Sanne Bok", 0.95), *name(asking, "Daan", 0.95)]
    gone = {match.span.of(asking) for match in judge(asking, Lang.NL, names, []).protected}
    assert "Sanne Bok" not in gone


def test_whoever_answers_under_a_name_in_full_may_be_public() -> None:
    text = CHAT.replace("Pip", "Jan Pip")
    assert not judge(text, Lang.NL, name(text, "Jan Pip", 0.95), []).protected


def test_initials_of_whoever_answers_go_though_the_tagger_sees_no_name() -> None:
    verdict = judge(TRANSCRIPT, Lang.EN, [], [])
    assert {match.span.of(TRANSCRIPT) for match in verdict.protected} == {"HK"}


def test_the_name_that_a_legend_gives_to_whoever_asks_stays() -> None:
    verdict = judge(TRANSCRIPT, Lang.EN, name(TRANSCRIPT, "Moira Tait", 0.1), [])
    assert {kept.span.of(TRANSCRIPT) for kept in verdict.kept} == {"Moira Tait"}
    ended = TRANSCRIPT.replace("MT = Moira Tait", "MT = Moira Tait. Rough, not checked.")
    assert judge(ended, Lang.EN, name(ended, "Moira Tait", 0.1), []).kept
    legend = TRANSCRIPT.replace("MT = Moira Tait", "HK = Moira Tait")
    assert not judge(legend, Lang.EN, name(legend, "Moira Tait", 0.1), []).kept


def test_who_answers_under_a_short_label_and_says_who_they_are_goes_in_full() -> None:
    text = TRANSCRIPT.replace("HK: I was upstairs.", "HAZ: It's Harry Kettlewell. I was upstairs.").replace("HK", "HAZ")
    assert [span.of(text) for span in talk(text, Lang.EN).own] == ["Harry Kettlewell"]
    verdict = judge(text, Lang.EN, name(text, "Harry Kettlewell", 0.97), [])
    assert {match.span.of(text) for match in verdict.protected} == {"Harry Kettlewell"}
    asked = text.replace("MT: Where were you?", "MT: This is Moira Tait. Where were you?")
    assert [span.of(asked) for span in talk(asked, Lang.EN).own] == ["Harry Kettlewell"]


MESSAGES = """Call with Biscuit (clerk, 23) on Tuesday.

[10/01/2025, 21:14] Biscuit: they changed the lock today
[10/01/2025, 21:15] Nadia: who did?
[10/01/2025, 21:15] Biscuit: he looked right at us
[10/01/2025, 21:17] Nadia: Did anyone else see it?
[10/01/2025, 21:19] Biscuit: the driver did
[10/01/2025, 21:21] Nadia: I will ring the press office.
"""


def test_a_nickname_in_an_exchange_of_messages_with_whoever_asks_goes_wherever_it_stands() -> None:
    verdict = judge(MESSAGES, Lang.EN, [], [])
    assert {match.span.start for match in verdict.protected} == {
        at for at in range(len(MESSAGES)) if MESSAGES.startswith("Biscuit", at)
    }


def test_an_office_beside_a_nickname_makes_nobody_public() -> None:
    text = MESSAGES.replace("clerk, 23", "clerk, mayor's office")
    verdict = judge(text, Lang.EN, name(text, "Biscuit", 0.9), [])
    assert {match.span.of(text) for match in verdict.protected} == {"Biscuit"}
    full = text.replace("Call with Biscuit", "Call with the mayor, Dolores Biscuit,")
    assert not judge(full, Lang.EN, [*name(full, "Dolores Biscuit", 0.9), *name(full, "Biscuit", 0.9)], []).protected


def test_the_label_of_a_role_in_an_exchange_of_messages_is_no_name() -> None:
    for role in ("Source", "Driver", "Mayor"):
        text = MESSAGES.replace("Biscuit", role)
        assert not [match for match in judge(text, Lang.EN, [], []).protected if match.span.of(text) == role]


def test_two_who_talk_without_an_hour_say_i_or_do_not_answer() -> None:
    assert answering(MESSAGES, Lang.EN) == {"Biscuit"}
    plain = "\n".join(line.partition("] ")[2] or line for line in MESSAGES.split("\n"))
    assert answering(plain, Lang.EN) == set()
