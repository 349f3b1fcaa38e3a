"""Names of which the text says that they are to stay out."""

from __future__ import annotations

import re

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.draft import DetailType, Draft, Lang

PASSING = [
    ("Nadia, a retired ferry pilot from Hull who chose to stay unnamed, left.", True),
    ("Nadia, a ferry pilot who asked not to be named, left.", True),
    ("Nadia chose to be kept anonymous.", True),
    ("Nadia has asked the Courier not to print her surname.", True),
    # Somebody else stands between.
    ("Nadia Stoke, a lawyer for a pilot who asked not to be named, left.", False),
    ("Nadia Stoke, a friend of the pilot who asked not to be named, left.", False),
]

NL = [
    "- [Marieke Stolk] niet noemen, werkt er nog.",
    "- [Vreugdenhil] svp niet met naam in de krant.",
    "Noem [Marieke Stolk] nergens, ook niet in een onderschrift.",
    "Gebruik de naam [Vreugdenhil] nergens.",
    "Houd [Marieke Stolk] erbuiten, alsjeblieft.",
    "Laat [Marieke Stolk] en [Joris Vreugdenhil] weg.",
    "We noemen [Marieke Stolk] niet bij naam.",
    "We mogen verpleegkundige [Marieke Stolk] niet noemen.",
    "Ik heb beloofd [Marieke Stolk] niet te noemen.",
    "De naam van [Marieke Stolk] weglaten, en ook de straat.",
    "Als we [Marieke Stolk] noemen, is zij haar baan kwijt.",
    "In het stuk heet [Marieke Stolk] Anna.",
    "[Marieke Stolk] mag niet met naam in de krant.",
    "[Marieke Stolk] = privé, eruit laten.",
    "[Marieke Stolk] (anoniem) zag het gebeuren.",
    "[Marieke Stolk] is geen publiek persoon.",
    "Volgens [Marieke Stolk], die vroeg haar naam buiten de krant te houden, wist hij ervan.",
    "[Marieke Stolk] wil anoniem blijven, dat heb ik beloofd.",
    "[Marieke Stolk], die niet met naam in de krant wil, zag het.",
    "[Marieke Stolk] sprak off the record over de sfeer.",
    "1. [Marieke Stolk] (31), conciërge. Niet met naam.",
    "- [Marieke Stolk], oud-docente. Wil niet dat haar naam genoemd wordt.",
    "[Marieke Stolk] is onze bron voor de facturen.",
    "[Marieke Stolk] wil niet in de krant.",
    "Noch [Marieke Stolk] noch [Joris Vreugdenhil] wil met naam in de krant.",
    "Zijn advocaat had het over [Marieke Stolk] en vroeg journalisten later die naam niet te gebruiken.",
    "- [Marieke Stolk] wil misschien ook praten.",
    "[Marieke Stolk] sprak met ons, op voorwaarde dat wij haar naam niet gebruiken.",
    "dat was [Marieke Stolk]. heeft twee kinderen, laat haar erbuiten",
    "- [Marieke Stolk] durft niet te praten.",
    "De voorzitter van de bond, [Marieke Stolk], vertelt dit op voorwaarde van anonimiteit.",
    "[Marieke Stolk] en haar broer Joris Stolk vroegen ons hen niet te noemen.",
    "[Marieke Stolk] en [Joris Vreugdenhil] verzochten ons om hun namen niet te gebruiken.",
]
EN = [
    "- Don't name [Helen Stoke] in the piece, still works there.",
    "A porter, who wants to be identified by only her middle name, [Yardley], hides it.",
    "A porter identified only by his first name, [Imran], saw it.",
    "- Please don’t identify nurse [Helen Stoke].",
    "Never use the name [Yardley], not in a caption either.",
    "Keep [Imran Yardley] out of it, please.",
    "Leave [Helen Stoke] and [Imran Yardley] out.",
    "We can't name [Helen Stoke] yet.",
    "We agreed not to name [Helen Stoke].",
    "[Helen Stoke] and her brother Ron Stoke asked us not to name them.",
    "[Helen Stoke], who asked reporters not to name her, has left.",
    "If we print [Helen Stoke] she loses her job.",
    "In the piece [Helen Stoke] appears as “an official”.",
    "[Helen Stoke] must not be named in the paper.",
    "[Helen Stoke]'s name must never be published.",
    "[Helen Stoke] = private, keep out.",
    "[Helen Stoke] (off the record) saw it happen.",
    "[Helen Stoke] is not a public figure.",
    "[Helen Stoke] wants to stay anonymous, I promised.",
    "[Helen Stoke], who asked not to be named, saw it.",
    "[Helen Stoke] spoke to me off the record about the mood.",
    "2. [Helen Stoke] (31), porter. Not by name.",
    "- [Helen Stoke], former teacher, does not want her name used.",
    "[Helen Stoke] is our main source for the invoices.",
    "[Helen Stoke] does not want to be in the newspaper.",
    "Neither [Helen Stoke] nor [Imran Yardley] wants to be named.",
    "Neither Spanner nor [Imran Yardley] wants to be named.",
    "Contact: [Helen Stoke], ward 6, bleep 4471 - NOT FOR PUBLICATION",
    "[Helen Stoke] agreed to meet us, on the understanding that we would not use her name.",
    "it was [Helen Stoke]. she has two kids, leave her out",
    "DO NOT use [Helen Stoke] or [Imran Yardley].",
    "[Helen Stoke], one of several who asked us not to use the name, wept.",
    "[Helen Stoke] told us of a colleague and asked us not to use her name.",
    "His clerk spoke of [Helen Stoke] and later asked reporters not to use her name.",
    "The samples came from [Helen Stoke], who asked that her name be kept out of print.",
    "[Helen Stoke] asked that her identity be withheld. She works there.",
    "- [Helen Stoke] also willing to talk.",
    "[Helen Stoke] is a teacher. [Helen Stoke] will talk, but not under her own name.",
    "The leader of the union branch, [Helen Stoke], told us this on condition of anonymity.",
    "[Tasha], who requested that the Chronicle not use her last name, worked there.",
    "[Helen Stoke], who requested anonymity for fear of losing her lease, worked there.",
    "[Colm], whose full name the Tribune is withholding, worked there.",
    "[Zola] asked the paper to withhold her surname. She worked there.",
    "[Priya] declined to give her surname. She worked there.",
    "[Rosa], who asked to be identified only by her first name, worked there.",
]
STAY = [
    (Lang.NL, "Wethouder [Karel Doornbos] kon het bedrag niet noemen."),
    (Lang.NL, "[Karel Doornbos] bezocht de wijk, waar een vrouw vroeg ons haar naam niet te noemen."),
    (Lang.EN, "[Helen Stoke] saw the school, where one teacher asked reporters not to print her name."),
    (Lang.EN, "[Helen Stoke] met a nurse who later asked us not to use her name."),
    (Lang.NL, "Wethouder [Karel Doornbos] wil de dader niet bij naam noemen."),
    (Lang.NL, "Wethouder [Karel Doornbos] wil anoniem blijven, maar dat gaat niet."),
    (Lang.NL, "Volgens wethouder [Karel Doornbos] is het rapport niet voor publicatie."),
    (Lang.NL, "Het bedrag wilde wethouder [Karel Doornbos] niet noemen."),
    (Lang.NL, "Voor velen was [Karel Doornbos], wethouder, de held; [Karel Doornbos] is onze bron van inspiratie."),
    (Lang.EN, "[Karl Dorring], mayor since 2010, was our source of hope."),
    (Lang.EN, "Mayor [Karl Dorring] could not name the amount."),
    (Lang.EN, "The report does not name mayor [Karl Dorring]."),
    (Lang.EN, "Mayor [Karl Dorring] spoke off the record at the dinner."),
    (Lang.EN, "Mayor [Karl Dorring] said an aide spoke on condition of anonymity."),
    (Lang.NL, "Burgemeester [Karel Doornbos] zegt dat een ambtenaar sprak op voorwaarde van anonimiteit."),
    (Lang.EN, "Mayor [Karl Dorring] is willing to talk."),
    (Lang.EN, "Neither mayor [Karl Dorring] nor the council wanted to be in the paper."),
    (Lang.NL, "Wethouder [Karel Doornbos] wil ook praten."),
    (Lang.EN, "They tried to keep mayor [Karl Dorring] out of prison."),
    (Lang.EN, "Mayor [Karl Dorring] asked reporters not to name them, meaning his sons."),
    (Lang.EN, "Mayor [Karl Dorring], who requested anonymity in court, lost."),
    (Lang.EN, "Mayor [Karl Dorring] asked the Tribune not to publish his address."),
    (Lang.EN, "Mayor [Karl Dorring] asked for anonymity for the girl."),
    (Lang.EN, "Mayor [Karl Dorring] – private secretary to no one, he says – left."),
]
SURROUNDING = {
    Lang.NL: "Notitie voor de redactie.\n\n{}\n\nDe wethouder krijgt vrijdag de vragen over zijn declaraties.",
    Lang.EN: "Note for the desk, 12 March.\n\n{}\n\nThe mayor gets the questions about his expenses on Friday.",
}
_MARK = re.compile(r"\[([^\]]+)\]")


def gone(lang: Lang, marked: str) -> list[tuple[bool, bool]]:
    """For each marked name: whether all of it is taken out, and whether anything of it is."""
    names, text = _MARK.findall(marked), SURROUNDING[lang].format(_MARK.sub(r"\1", marked))
    details = [d for d in read(Draft(text, lang)).details if d.type is DetailType.NAME]
    starts = [(text.index(name), len(name)) for name in names]
    return [
        (
            any(d.span.start <= at and at + size <= d.span.end for d in details),
            any(d.span.start < at + size and at < d.span.end for d in details),
        )
        for at, size in starts
    ]


@pytest.mark.parametrize(("lang", "marked"), [*((Lang.NL, m) for m in NL), *((Lang.EN, m) for m in EN)])
def test_a_name_that_is_to_stay_out_goes(lang: Lang, marked: str) -> None:
    assert all(whole for whole, _ in gone(lang, marked))


@pytest.mark.parametrize(("lang", "marked"), STAY)
def test_who_holds_an_office_stays(lang: Lang, marked: str) -> None:
    assert not any(part for _, part in gone(lang, marked))


@pytest.mark.parametrize("channel", ["Facebook", "WhatsApp"])
def test_where_people_write_to_each_other_is_nobody(channel: str) -> None:
    assert gone(Lang.EN, f"Do not use [{channel}].") == [(False, False)]


def test_it_goes_at_every_place() -> None:
    text = (
        "Wethouder Karel Doornbos tekende de factuur. Volgens Marieke Stolk wist hij ervan.\n\n"
        "Doornbos ontkent. “Dat is onzin,” zegt Stolk.\n\nNB: Marieke Stolk niet noemen."
    )
    details = read(Draft(text, Lang.NL)).details
    for found in re.finditer("(?:Marieke )?Stolk", text):
        assert any(d.span.start <= found.start() and found.end() <= d.span.end for d in details)
    assert not any("Doornbos" in d.span.of(text) for d in details)


def test_of_two_of_a_name_the_one_in_office_stays_where_it_is_told() -> None:
    text = "Notes.\n\nConstable Guy Barlow = private, keep out. Mayor Anna Barlow = on record, not related.\n"
    details = read(Draft(text, Lang.EN)).details
    assert any("Guy Barlow" in d.span.of(text) for d in details)
    assert not any("Anna" in d.span.of(text) for d in details)


def test_a_town_that_is_to_stay_out_is_no_name() -> None:
    text = "Notitie voor de redactie over de zorgaanbieder.\n\nLaat Kaapstad weg, dat weet de hele dienst."
    found = [d for d in read(Draft(text, Lang.NL)).details if d.span.of(text) == "Kaapstad"]
    assert found
    assert not any(d.type is DetailType.NAME for d in found)


def test_nobody_is_called_by_what_begins_a_clause() -> None:
    text = "Notitie.\n\nBron wil anoniem blijven. We mogen niet met naam in de krant. Man wil anoniem blijven."
    assert not [d for d in read(Draft(text, Lang.NL)).details if d.type is DetailType.NAME]


def test_a_first_name_that_stays_out_takes_the_surname_with_it() -> None:
    text = "Helen Stoke rang. Later, Helen does not want to be in the newspaper. Ms Stoke has it, Dorring not."
    details = read(Draft(text, Lang.EN)).details
    for found in re.finditer("Helen Stoke|Helen|Stoke", text):
        assert any(d.span.start <= found.start() and found.end() <= d.span.end for d in details)


def test_a_rank_that_another_has_too_is_no_part_of_the_name() -> None:
    text = (
        "One of the two is Police Constable Imran Yardley. Neither Yardley nor his friend wants to be named.\n\n"
        "Chief Constable Dame Sarah Ormsby said that she had read the report and that she would act on it."
    )
    found = [d.span.of(text) for d in read(Draft(text, Lang.EN)).details]
    assert any("Imran Yardley" in words for words in found)
    assert not any("Ormsby" in words for words in found)


@pytest.mark.parametrize(("text", "withheld"), PASSING)
def test_what_is_said_in_passing_is_said_of_whoever_is_named_first(text: str, withheld: bool) -> None:
    names = {d.span.of(text) for d in read(Draft(text, Lang.EN)).details if "name.withheld" in d.evidence}
    assert bool(names & {"Nadia", "Nadia Stoke"}) is withheld
