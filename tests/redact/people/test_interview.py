"""Whoever is interviewed tells of themselves in the answers, whoever else an answer tells of."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import Draft, Lang
from bronwacht.redact.people.clues import read_clues
from bronwacht.redact.people.interview import told_in_answers
from bronwacht.redact.people.scene import look
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

INTERVIEW = {
    Lang.EN: """“The bell rang all night”

A care worker tells what she saw at the home of Graham Leckie.

How did you come to work there?

I came from Kumasi in 2021. My sister lived in Luton.

What happened to the man in room nine?

He was ninety-one and had driven trams. He rang and I went in. I got a written warning in March for it.

And then?

I have a bad back now. I sing in the choir of the Methodist church.
""",
    Lang.NL: """“De bel ging de hele nacht”

Een verzorgster vertelt wat ze zag in het tehuis van directeur Gerard Lekkerkerk.

Hoe kwam u daar te werken?

Ik kwam in 2021 uit Kumasi. Mijn zus woonde in Almere.

Wat gebeurde er met de man in kamer negen?

Hij was eenennegentig en had op de tram gereden. Hij belde en ik ging. Ik kreeg er in maart een waarschuwing voor.

En toen?

Ik heb nu een slechte rug. Ik zing in het koor van de methodistenkerk.
""",
}
OWN = {Lang.EN: ("2021", "sister", "March", "bad back"), Lang.NL: ("2021", "zus", "maart", "slechte rug")}


def owners(lang: Lang, text: str, wanted: tuple[str, ...]) -> set[str]:
    details = read(Draft(text, lang), Story()).details
    found = {words: [d.persons[0] for d in details if words in d.span.of(text)] for words in wanted}
    assert all(found.values()), found
    return {persons[0] for persons in found.values()}


@pytest.mark.parametrize("lang", list(Lang))
def test_the_answers_are_told_by_whoever_was_described_before_the_first_question(lang: Lang) -> None:
    worker = "care worker" if lang is Lang.EN else "verzorgster"
    assert len(owners(lang, INTERVIEW[lang], (worker, *OWN[lang]))) == 1


@pytest.mark.parametrize("lang", list(Lang))
def test_of_whom_an_answer_tells_is_not_who_gives_it(lang: Lang) -> None:
    age = "ninety-one" if lang is Lang.EN else "eenennegentig"
    assert owners(lang, INTERVIEW[lang], (age,)) != owners(lang, INTERVIEW[lang], OWN[lang][:1])


@pytest.mark.parametrize("mark", ["**", "Q: "])
def test_what_looks_like_the_questions_is_one_without_a_question_mark(mark: str) -> None:
    text = INTERVIEW[Lang.EN].replace("March for it.", f"March for it.\n\n{mark}That must have hurt.")
    for question in ("How did", "What happened", "And then?"):
        text = text.replace(question, mark + question)
    asked = text.replace("had driven trams. He rang and I", "had driven trams. He rang.\n\nI had a cold in May and")
    assert len(owners(Lang.EN, asked, (*OWN[Lang.EN], "cold"))) == 1


def test_two_who_answer_are_not_one() -> None:
    labelled = INTERVIEW[Lang.EN].replace("I came", "SHE: I came").replace("He was", "HE: He was")
    counted = INTERVIEW[Lang.EN].replace("A care worker tells", "Two former carers tell")
    for text in (labelled, counted):
        scene = look(text, Lang.EN, [])
        clues = read_clues(scene, read(Draft(text, Lang.EN), Story()).details)
        assert not told_in_answers(scene, clues)
    scene = look(INTERVIEW[Lang.EN], Lang.EN, [])
    assert told_in_answers(scene, read_clues(scene, read(Draft(INTERVIEW[Lang.EN], Lang.EN), Story()).details))
