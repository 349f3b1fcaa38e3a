from __future__ import annotations

from dataclasses import replace

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.bystanders import bystanders
from bronwacht.redact.detect.public import judge
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import Draft, Lang, Span

NL = [
    "Haar buurvrouw [Sanne Bok] belde.",
    "Buurtbewoner [Sanne Bok] belde.",
    "Het was ook voor de bakker, [Sanne Bok], te veel.",
    "Er werkte ook ene [Sanne Bok].",
    "Er belde een zekere [Sanne Bok].",
    "Er belde een mevrouw [Bok] uit de wijk.",
    "Zij zat naast [Sanne Bok], haar oude buurvrouw.",
    "Toen belde [Sanne Bok] (44), bewoner van de flat.",
    "Een bewoner, de 34-jarige [Sanne Bok], belde.",
    "De moeder van het meisje, [Sanne Bok], belde.",
    "Er stond een vrouw genaamd [Sanne Bok].",
    "Haar collega [Sanne Bok] zag het.",
    "De broers [Jan] en [Kees] zwegen.",
    "Later kreeg [Sanne Bok], dakdekker uit Joure, geld.",
    "Getuige [Sanne Bok] zag het.",
    "Slachtofferverklaring van [Sanne Bok]: ik zing niet meer.",
    "Daarna kwam [Sanne Bok] bij de rechter-commissaris. Toen [Sanne Bok] (44) overleed, zweeg men.",
    "Niet iedereen was blij. [Sanne Bok] (29) uit Barneveld miste haar trein.",
    "Haar oom [Jan Bok] reed.",
    "Zijn tante, [Sanne Bok], bewaart de brief.",
    "Zijn moeder, mevrouw [Sanne Bok], zat achter een scherm.",
    "Volgens haar zei [Sanne Bok] het. [Sanne Bok] verklaarde later bij de politie dat het waar was.",
    "In de sloot is het lichaam gevonden van de 44-jarige [Sanne Bok].",
    "Het dode slachtoffer is [Sanne Bok] uit Ede.",
    "De slotenmaker, [Sanne Bok], kwam later.",
    "[Sanne Bok], die verderop een snackbar runt, zag rook.",
    "De kinderen van juf [Sanne Bok] zongen.",
    "De twee leerlingen zijn [Sanne Bok] en [Piet Smit].",
    "Later kwam [Sanne Bok], de zus van het slachtoffer.",
]
EN = [
    "My neighbour, [Jane Bok], rang.",
    "Local resident [Jane Bok] rang.",
    "The driver, [Jane Bok], 44, braked.",
    "There was one [Jane Bok] in the office.",
    "They met a Mrs [Bok] there.",
    "They met a certain [Jane Bok] there.",
    "She learned it from [Jane Bok], her old foreman.",
    "The girl's mother, [Jane Bok], rang.",
    "Her colleague [Jane Bok] saw it.",
    "There was a man called [Jack Bok] there.",
    "His parents, [Rob] and [Marlene], knew.",
    "The widow of the caretaker, [Jane Bok], got nothing.",
    "[Jane Bok], who cleaned there, told the jury that she saw it.",
    "Others included [Jane Bok], 71, who gave evidence behind a screen.",
    "[Jane Bok], 37, died in the fire.",
    "The death of [Jane Bok] was a shock.",
    "Victim impact statement of [Jane Bok]: it changed me.",
    "[Jane Bok], a 47-year-old hairdresser from Hebden Bridge, waited.",
    "[Jane Bok], 68, a beekeeper in Garfield North, stayed.",
    "His sister, [Jane Bok], kept the note.",
    "Her aunt [Jane Bok] drove her there.",
    "His mother, Mrs [Jane Bok], sat behind a screen.",
    "A former employee, [Jane Bok], confirms it.",
    "The dead man was named locally as [Jack Bok], 61, who lived above the shop.",
    "The body found on Monday has been identified as [Jane Bok].",
    "The passenger who died was [Jane Bok], a retired teacher.",
    "[Jane Bok], who runs the launderette next door, saw it.",
    "Off-duty nurse [Jane Bok] helped him.",
    "The two pupils are [Ann Marsh] and [Jack Bok].",
    "Our cleaner was [Jane Bok] then.",
    "[Jane Bok], 24, the dead man's sister, said so.",
    "[Jane Bok] is a niece of the bishop.",
    "[Jane Bok], 24, a student of marine biology from Galway, left.",
    "The jury heard from a locksmith, [Jack Bok], on Monday.",
]
STAY = [
    (Lang.NL, "Haar buurvrouw, wethouder [Sanne Bok], belde."),
    (Lang.NL, "Onze collega [Sanne Bok] leest mee."),  # a reporter's
    (Lang.NL, "Wethouder [Sanne Bok] sprak met een bewoner."),
    (Lang.NL, "Hoogleraar [Sanne Bok] sprak."),  # ends in the word for a teacher
    (Lang.NL, "Als student, [Sanne Bok] was toen negentien, woonde zij daar."),
    (Lang.NL, "Vader [Jan Bok] leidde het klooster."),
    (Lang.NL, "Daar zag hoofdverpleegkundige [Sanne Bok] het."),
    (Lang.NL, "[Hoofdverpleegkundige Jan Smit] zag het."),
    (Lang.EN, "[Jane Bok], 54, a public prosecutor from Preston, retired."),
    (Lang.EN, "[Jane Bok], 54, who has run the authority since May, rang."),
    (Lang.NL, "[Sanne Bok] (51) uit al haar functies ontheven."),
    (Lang.EN, "Head teacher [Jane Bok] saw it."),
    (Lang.EN, "As a student, [Jane Bok] lived there."),
    (Lang.EN, "A senior reporter, [Jane Bok], rang."),  # ends in "porter"
    (Lang.EN, "Her neighbour, Councillor [Jane Bok], rang."),
    (Lang.EN, "Later [Jane Bok], a nurse, ran the trust."),
    (Lang.EN, "We hear that Mr [Bok] was told."),
    (Lang.EN, "They hired the son of the elected clerk, [Jane Bok]."),
    (Lang.EN, "[Jane Bok], prosecuting, told the jury that it was greed."),
    (Lang.EN, "[Jane Bok] denies fraud. [Jane Bok] told the court that she was ill."),
    (Lang.EN, "Its chief executive, [Jane Bok], gave evidence in May."),
    (Lang.EN, "Dr [Jane Bok] told the inquest that he was ill."),
    (Lang.NL, "Wethouder [Sanne Bok] verklaarde bij de rechter-commissaris dat het waar was."),
    (Lang.NL, "Verdachte [Sanne Bok] vertelde de rechter in de rechtszaal niets."),
    (Lang.NL, "[Sanne Bok], wiens eigen moeder er woont, beloofde beterschap."),
    (Lang.NL, "[Sanne Bok], voorman van de vakbond, werd boos."),
    (Lang.EN, "The dead man was seen by [Jane Bok] on Monday."),
    (Lang.EN, "[Jane Bok], who runs the trust, saw it."),
    (Lang.EN, "The head teacher was [Jane Bok] then."),
    (Lang.EN, "Her assistant was [Jane Bok] then."),  # whose, and who she is, the story may be about
    (Lang.EN, "A shop steward, [Jane Bok], spoke."),
    (Lang.EN, "[Jane Bok], a mother of four, spoke."),
    (Lang.EN, "[Jack Bok], the founder's grandson, saw it."),
]


def uses(marked: str) -> tuple[str, list[NameUse]]:
    """The text without its brackets, and the names that stood in them, which the tagger takes for public."""
    text, found = "", []
    for part in marked.split("["):
        name, closed, rest = part.partition("]")
        if closed:
            found.append(NameUse(Span(len(text), len(text) + len(name)), tuple(name.split()), 0.02, 0.97))
        text += name + rest
    return text, found


@pytest.mark.parametrize(("lang", "marked"), [*((Lang.NL, m) for m in NL), *((Lang.EN, m) for m in EN)])
def test_whoever_is_private_by_the_words_beside_the_name_goes(lang: Lang, marked: str) -> None:
    text, names = uses(marked)
    assert bystanders(text, lang, names) == set(range(len(names)))
    assert judge(text, lang, names, []).kept == ()


@pytest.mark.parametrize(("lang", "marked"), STAY)
def test_others_stay(lang: Lang, marked: str) -> None:
    text, names = uses(marked)
    assert not bystanders(text, lang, names)


def test_a_verb_of_calling_is_no_name_giving() -> None:
    text, names = uses("The neighbour called [Jane Bok] twice.")
    assert not bystanders(text, Lang.EN, names)


def test_all_places_of_a_name_go_with_the_one_that_tells() -> None:
    text, names = uses("[Sanne Bok] zweeg. Haar man zag dat buurvrouw [Sanne Bok] zweeg. [Bok] liep weg.")
    assert bystanders(text, Lang.NL, names) == {0, 1, 2}


def test_a_namesake_of_whoever_holds_an_office_goes_alone() -> None:
    text, names = uses("Wethouder [Karin Mulder] zweeg. Er belde een mevrouw [Mulder]. [Mulder] is wethouder.")
    assert bystanders(text, Lang.NL, names) == {1}
    text, names = uses("Mayor [Rob Dean] was out. A Mrs [Dean] rang. Mrs [Dean] was told that [Dean] was out.")
    assert bystanders(text, Lang.EN, names) == {1, 2}


def test_the_first_name_of_a_relative_who_is_public_in_full_stays() -> None:
    for lang, marked in (
        (Lang.EN, "Mayor [Rob Dean] pays his wife [Linda]. [Linda Dean] signed. [Linda] was out."),
        (Lang.NL, "Wethouder [Jan Bok] betaalt zijn vrouw [Sanne]. [Sanne Bok-Smit] tekende. [Sanne] was weg."),
    ):
        text, names = uses(marked)
        assert not judge(text, lang, names, []).protected


def test_a_relative_goes_whose_name_in_full_is_of_no_public_family_or_goes() -> None:
    text, names = uses("Judge [Linda Dean] signed. [Anna Dean] saw it, and a nurse with her daughter [Anna].")
    assert len(judge(text, Lang.EN, names, []).kept) == 3
    text, names = uses("Judge [Linda Dean] signed. [Anna Smit] saw it, and a nurse with her daughter [Anna].")
    assert len(judge(text, Lang.EN, names, []).kept) == 1
    text, (rob, wife, linda) = uses("Mayor [Rob Dean] pays his wife [Linda]. [Linda Dean] signed.")
    unsure = replace(linda, protected=0.8, public=0.2)
    assert len(judge(text, Lang.EN, [rob, wife, unsure], []).protected) == 2


def test_whoever_is_no_relation_goes_alone() -> None:
    text, names = uses("Mayor [Rob Dean] was out. [Ann Dean], no relation, rang. [Dean] was out.")
    assert bystanders(text, Lang.EN, names) == {1}
    text, names = uses("Mayor [Rob Dean] was out. That's [Ann Dean]. No kin. She drives a bus.")
    assert bystanders(text, Lang.EN, names) == {1}
    text, names = uses("A Mrs [Dean] rang. [Robert Dean], no relation, was out.")
    assert bystanders(text, Lang.EN, names) == {0}
    text, names = uses("[Karin Mulder] (geen familie) belde. De wethouder, [Jan Mulder], geen familie, zweeg.")
    assert bystanders(text, Lang.NL, names) == {0}


def test_the_surname_of_two_is_that_of_whoever_else_has_it() -> None:
    text, names = uses("Directeur [Rob Dean] zweeg. Zijn broer [Jan Dean] ook. [Dean] kwam niet, maar [Jan] wel.")
    assert bystanders(text, Lang.NL, names) == {1, 3}


def test_a_friend_who_holds_an_office_elsewhere_stays() -> None:
    text, names = uses("Her friend [Jane Bok] was there. Councillor [Jane Bok] denies it.")
    assert not bystanders(text, Lang.EN, names)


def test_a_couple_goes_or_stays_as_one() -> None:
    text, (linda, ron) = uses("Toen kwamen [Linda] en [Ron Bloem] binnen.")
    assert len(judge(text, Lang.NL, [linda, ron], []).kept) == 2
    unsure = replace(linda, protected=0.3, public=0.7)
    assert judge(text, Lang.NL, [unsure, ron], []).kept == ()


def test_the_colleague_of_somebody_who_is_named_may_be_as_public() -> None:
    for marked, private in (
        ("Een kok vertelt erover. Haar collega [Sanne Bok] zag het.", {0}),
        ("Minister [Jan Smit] vertelt erover. Haar collega [Sanne Bok] zag het.", set()),
        ("Minister [Jan Smit] zwijgt. Een kok vertelt erover. Haar collega [Sanne Bok] zag het.", {1}),
    ):
        text, names = uses(marked)
        assert bystanders(text, Lang.NL, names) == private


def test_a_name_of_the_story_file_stays() -> None:
    text, names = uses("Haar buurvrouw [Sanne Bok] belde.")
    assert judge(text, Lang.NL, names, ["Sanne Bok"]).protected == ()


def test_a_draft_keeps_its_official_and_loses_the_bystander() -> None:
    text = (
        "De provincie onderzoekt het stadhuis. Burgemeester Elly Timmerman stapte op. Buurtbewoner Fatma Yıldız hoorde"
        " geschreeuw. Timmerman wil niet reageren."
    )
    findings = read(Draft(text, Lang.NL))
    assert "Fatma Yıldız" in {detail.span.of(text) for detail in findings.details}
    assert {"Elly Timmerman", "Timmerman"} <= {name.span.of(text) for name in findings.kept}
