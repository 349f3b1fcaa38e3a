"""Every other place of a name, with a capital or typed without one."""

from __future__ import annotations

from bronwacht.redact.detect.again import genitives, initials_of, misspelt, places_of, small_names
from bronwacht.redact.detect.public import judge
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import Lang, Span

CHAT = """[21:02] Pip: hoi
[21:03] Desk: wie was erbij?
[21:04] Pip: priya heeft het gefotografeerd
[21:05] Desk: en verder?
[21:06] Pip: niemand, vraag priya maar
"""


def use(text: str, name: str, public: float, at: int = 0) -> NameUse:
    start = text.index(name, at)
    return NameUse(Span(start, start + len(name)), tuple(name.split()), 1 - public, public)


def test_a_first_name_in_lower_case_goes_in_a_chat_though_the_tagger_takes_it_for_public() -> None:
    verdict = judge(CHAT, Lang.NL, [use(CHAT, "priya", 0.95)], [])
    assert [CHAT[m.span.start - 5 : m.span.end] for m in verdict.protected if m.span.of(CHAT) == "priya"] == [
        "Pip: priya"[-10:],
        "raag priya"[-10:],
    ]


def test_in_an_article_it_is_a_word() -> None:
    text = "By the grace of the calendar, the mayor had left before the letter came, and nobody saw him go that day."
    assert not small_names(text, Lang.EN, [use(text, "grace", 0.9)])


def test_a_speaker_an_account_and_whoever_has_a_surname_or_a_capital_stay() -> None:
    for line in ("priya 21:09\nok", "priya.b 21:09\nok", "ik sprak met Priya erover"):
        text = f"{CHAT}{line}\n"
        assert not small_names(text, Lang.NL, [use(text, "priya", 0.95)])
    text = f"{CHAT}[21:09] Pip: priya bok is de baas\n"
    assert not small_names(text, Lang.NL, [use(text, "priya", 0.95), use(text, "priya bok", 0.95)])


def test_the_longest_of_two_names_that_begin_alike_is_taken() -> None:
    text = "mei ling kwam, mei zag het"
    assert [span.of(text) for span in places_of(text, {"mei", "mei ling"}, [])] == ["mei ling", "mei"]


def test_the_initials_of_a_name_in_full_are_of_whoever_bears_it() -> None:
    text = "Leave RT-C out, and R.T.C. too; the RTCs are others. A. M. de R. saw Jan Bok, JB, J.B."
    names = ["Russell Tierney-Coyle", "Amber Maria de Ruiter", "Jan Bok"]
    found = sorted(initials_of(text, names))
    assert [span.of(text) for span in found] == ["RT-C", "R.T.C.", "A. M. de R.", "J.B."]


def test_a_slip_of_the_pen_is_of_whoever_goes() -> None:
    text = "Assumpta Devaney kept it. They paid Ms Devanney. The Devaneys left. Later Ms Dunn and Devon came."
    uses = [use(text, name, 0.9) for name in ("Devanney", "Devaneys", "Dunn", "Devon")]
    assert [one.words for one in misspelt(text, uses, ["Assumpta", "Devaney"])] == [("Devanney",)]
    twice = f"{text} Devanney spoke for the council."
    assert not misspelt(twice, [use(twice, "Devanney", 0.9)], ["Devaney"])


def test_a_name_without_its_accents_is_of_whoever_goes() -> None:
    text = "André kept it. Cc: Andre Marsh. Later Ane and Andrea came. ANDRE signed."
    uses = [use(text, name, 0.9) for name in ("Andre Marsh", "Ane", "Andrea", "ANDRE")]
    assert [one.words for one in misspelt(text, uses, ["André", "Åne"])] == [("Andre", "Marsh"), ("ANDRE",)]


def test_the_beginning_of_a_name_that_goes_is_of_its_bearer_unless_somebody_has_it_with_a_surname() -> None:
    text = "They met Jasvinder. Jas slept. Later Jan Bok came, and Jan spoke."
    uses = [use(text, name, 0.9) for name in ("Jas", "Jan Bok", "Jan")]
    assert [one.words for one in misspelt(text, uses, ["Jasvinder", "Janneke"])] == [("Jas",)]


def test_a_dutch_genitive_has_a_name_in_it() -> None:
    assert {*genitives({"Sanne", "Kees", "Terpstra"}, Lang.NL)} == {"Sannes", "Terpstras"}
    assert not [*genitives({"Sanne"}, Lang.EN)]


def test_a_nickname_that_the_text_gives_goes_at_every_place() -> None:
    text = "De gasten noemen hem Reiger. Volgens Reiger was het zo."
    verdict = judge(text, Lang.NL, [], [])
    assert [m.span.of(text) for m in verdict.protected] == ["Reiger", "Reiger"]
    text = "They call her “the Professor”. Professor Bok was there."
    assert {m.span.of(text) for m in judge(text, Lang.EN, [], []).protected} == {"the Professor"}
