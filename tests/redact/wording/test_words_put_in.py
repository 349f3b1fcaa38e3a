"""What the words say that stand in place of a detail: true, no emptier than they must be, and said so by somebody."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.draft import Action, Detail, DetailType, Draft, Lang, Rewording, Span
from bronwacht.redact.wording import ladder
from bronwacht.redact.wording.agree import inflected

T = DetailType
NL, EN = Lang.NL, Lang.EN


def rungs(marked: str, type: DetailType, lang: Lang) -> tuple[str, tuple[Rewording, ...]]:
    """The text of ``marked`` and the ladder of what stands between ⟦ and ⟧ in it."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    value = value_of(type, text, Span(start, end), lang)
    return text, ladder(Draft(text, lang), Detail("d1", Span(start, end), type, 1.0, value))


def put(text: str, rung: Rewording) -> str:
    return text[: rung.span.start] + rung.text + text[rung.span.end :]


PART_OF_THEM = [
    (NL, "Een van de ⟦insprekers⟧ was een vrouw.", "Een van de mensen was een vrouw."),
    (NL, "Twee van de ⟦verpleegkundigen⟧ belden terug.", "Twee van de mensen belden terug."),
    (NL, "De brief van de ⟦insprekers⟧ lag er al.", "De brief van mensen lag er al."),
    (EN, "None of the ⟦paramedics⟧ called back.", "None of the people called back."),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), PART_OF_THEM)
def test_a_part_is_of_those_who_were_meant(lang: Lang, marked: str, expected: str) -> None:
    text, ladder_ = rungs(marked, T.OCCUPATION, lang)
    assert expected in [put(text, rung) for rung in ladder_]


HOW_MANY_THEY_WERE = [
    (
        NL,
        "Ze was erbij toen een delegatie ⟦van vijf⟧ de haven bezocht.",
        "Ze was erbij toen een delegatie de haven bezocht.",
    ),
    (EN, "A panel ⟦of three⟧ heard her in May.", "A panel heard her in May."),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), HOW_MANY_THEY_WERE)
def test_a_group_is_one_without_its_number(lang: Lang, marked: str, expected: str) -> None:
    text, ladder_ = rungs(marked, T.GROUP, lang)
    assert put(text, ladder_[-1]) == expected


THE_VERB_STAYS = [
    (T.EMPLOYER, EN, "He ⟦worked for the fisheries inspectorate⟧ then.", "He worked for a public body then."),
    (T.OCCUPATION, EN, "He ⟦worked for the fisheries inspectorate⟧ then.", "He worked for a public body then."),
    (
        T.EMPLOYER,
        NL,
        "Zij ⟦werkte bij de kustwacht⟧ in die tijd.",
        "Zij werkte bij een overheidsinstelling in die tijd.",
    ),
    (T.FAMILY, EN, "He ⟦lost his brother in the flood⟧.", "He lost a relative."),
    (T.FAMILY, NL, "Hij ⟦verloor zijn broer⟧ bij een brand.", "Hij verloor een familielid bij een brand."),
    (T.TRAIT, EN, "She ⟦plays the church organ⟧ on Sundays.", "She plays a musical instrument on Sundays."),
    (T.TRAIT, NL, "Hij ⟦rijdt in een oude Volvo⟧.", "Hij rijdt in een voertuig."),
]


@pytest.mark.parametrize(("type", "lang", "marked", "expected"), THE_VERB_STAYS)
def test_a_verb_stays_and_what_it_governs_is_wider(type: DetailType, lang: Lang, marked: str, expected: str) -> None:
    text, ladder_ = rungs(marked, type, lang)
    assert expected in [put(text, rung) for rung in ladder_]


def test_nothing_between_the_verb_and_the_noun_stays_to_be_read() -> None:
    text, ladder_ = rungs("Hij ⟦speelt trombone bij de brassband⟧ in de buurt.", T.TRAIT, NL)
    assert not any("trombone" in put(text, rung) and "muziek" in put(text, rung) for rung in ladder_)


def test_a_verb_that_tells_something_is_in_the_value() -> None:
    _, (first, *_) = rungs("Elke week ⟦zingt ze in een shantykoor⟧, zei ze.", T.TRAIT, NL)
    assert first.value is not None
    assert first.value["term"] == "zingt"


SAYS_NOTHING = [
    (
        T.EDUCATION,
        NL,
        "De derde, een stagiair van 22, ⟦studeerde bestuurskunde in Goes⟧.",
        "De derde, een stagiair van 22, volgde een opleiding.",
    ),
    (T.OCCUPATION, EN, "She ⟦cleaned the offices⟧ for years.", "She worked for years."),
    (T.OCCUPATION, NL, "Hij woont in Goes, waar hij ⟦pakketten bezorgt⟧.", "Hij woont in Goes, waar hij werkt."),
    (T.EDUCATION, EN, "She ⟦studied law at Leeds⟧ then.", "She took a course then."),
    (T.TRAIT, EN, "She drives a ⟦yellow van⟧ now.", "She drives a vehicle now."),
    (T.EDUCATION, NL, "Ze volgde een ⟦cursus tot hondentrimster in Almelo⟧.", "Ze volgde een opleiding."),
]


@pytest.mark.parametrize(("type", "lang", "marked", "expected"), SAYS_NOTHING)
def test_what_is_true_of_nearly_everybody_says_nothing(
    type: DetailType, lang: Lang, marked: str, expected: str
) -> None:
    text, ladder_ = rungs(marked, type, lang)
    said = {put(text, rung): rung.value for rung in ladder_}
    assert expected in said
    assert said[expected] is None


NO_WORK = [
    (EN, "The officer has ⟦kept the message⟧ since."),
    (EN, "She has ⟦retired⟧ to a village."),
    (EN, "I ⟦sit⟧ on the parish council."),
    (NL, "Hij heeft ⟦de brief bewaard⟧."),
]


@pytest.mark.parametrize(("lang", "marked"), NO_WORK)
def test_not_all_that_is_done_is_work(lang: Lang, marked: str) -> None:
    text, ladder_ = rungs(marked, T.OCCUPATION, lang)
    assert not any("work" in rung.text or "werk" in rung.text for rung in ladder_), text


WIDEST = [
    # family as something that somebody has
    (T.FAMILY, EN, "I am ⟦a grandmother of five⟧ and I sing.", "I have a family and I sing."),
    (T.FAMILY, NL, "Ze is ⟦oma van zeven⟧.", "Ze heeft familie."),
    (T.FAMILY, EN, "He was ⟦a boy of eight⟧.", "He was [family detail withheld]."),
    (T.FAMILY, EN, "It is at ⟦his brother's house⟧ now.", "It is at [family detail withheld] now."),
    (T.FAMILY, NL, "Ik heb ⟦twee zussen⟧, en dat is het.", "Ik heb familie, en dat is het."),
    (T.FAMILY, NL, "Ze heeft ⟦geen kinderen⟧ en werkt.", "Ze heeft [gezinssituatie weggelaten] en werkt."),
    (
        T.FAMILY,
        EN,
        "She lost her sight and ⟦a nephew⟧ read it to her.",
        "She lost her sight and someone read it to her.",
    ),
    (T.FAMILY, EN, "She is in a relationship with ⟦a coach⟧ now.", "She is in a relationship with someone now."),
    # what somebody does for a club
    (T.OCCUPATION, EN, "She is ⟦treasurer⟧ of the association.", "She is involved with the association."),
    (T.OCCUPATION, NL, "Daar is ze ⟦diaken⟧ in de kerk.", "Daar is ze betrokken bij de kerk."),
    # where somebody came from
    (T.ORIGIN, NL, "Ze komt uit ⟦Bulgarije⟧ en zwijgt.", "Ze komt van elders en zwijgt."),
    (T.PLACE, EN, "She came over from ⟦Gdansk⟧ at 27.", "She came over from elsewhere at 27."),
    (T.PLACE, EN, "I was born in ⟦Lagos⟧ in 1984.", "I was born in 1984."),
    (T.PLACE, NL, "Hij is geboren in 1991 in ⟦Paramaribo⟧ en zwijgt.", "Hij is geboren in 1991 en zwijgt."),
    (T.PLACE, EN, "She works in ⟦Perth⟧ with her sister.", "She works somewhere with her sister."),
    # somebody, and nobody where a pronoun follows
    (T.FAMILY, EN, "A third, ⟦a widow⟧ in her sixties, rowed.", "A third, someone in her sixties, rowed."),
    (T.FAMILY, NL, "Een derde, ⟦een weduwe⟧ van in de vijftig, zweeg.", "Een derde, iemand van in de vijftig, zweeg."),
    (T.OCCUPATION, EN, "⟦A marine biologist by training⟧, she left.", "She left."),
    (T.OCCUPATION, NL, "Ze zei: ga naar de ⟦bedrijfsarts⟧.", "Ze zei: ga naar iemand."),
    (T.OCCUPATION, NL, "Haar collega vond de ⟦bewoner⟧.", "Haar collega vond iemand."),
    (
        T.OCCUPATION,
        NL,
        "Daar is het, waar ze ⟦vrijwilliger⟧ is bij de club.",
        "Daar is het, waar ze betrokken is bij de club.",
    ),
    (T.ORIGIN, EN, "She attended a ⟦Pentecostal⟧ church here.", "She attended a church here."),
    (T.PLACE, EN, "She grew up in ⟦Kerala⟧, and came here.", "She grew up elsewhere, and came here."),
    (T.FAMILY, EN, "She is ⟦the daughter of a vicar⟧.", "She is [family detail withheld]."),
    (T.FAMILY, EN, "I have ⟦two sisters⟧, and that is it.", "I have relatives, and that is it."),
    (T.FAMILY, EN, "I have ⟦two sons⟧, and that is it.", "I have a family, and that is it."),
    (T.FAMILY, NL, "Ze heeft familie, heeft ⟦drie kleinkinderen⟧ en zingt.", "Ze heeft familie en zingt."),
    # a verb without what it governs, and a noun that is one
    (T.OCCUPATION, EN, "She now ⟦works⟧ for a hospice.", "She now works for a hospice."),
    (T.TRAIT, NL, "Hij ⟦rijdt⟧ op een rode Vespa.", "Hij rijdt op een rode Vespa."),
    (T.OCCUPATION, NL, "Nu werkt ze daar als ⟦conciërge⟧ en zwijgt.", "Nu werkt ze daar en zwijgt."),
    (T.OCCUPATION, EN, "I worked for the trust as ⟦a play therapist⟧ then.", "I worked for the trust then."),
    # an age that is reached
    (T.AGE, NL, "Volgende maand wordt ze ⟦dertig⟧.", "Volgende maand wordt ze een jaar ouder."),
    (T.AGE, NL, "Ze is ⟦veertig geworden⟧ op die dag.", "Ze is een jaar ouder geworden op die dag."),
    (T.AGE, EN, "She turned ⟦forty⟧ that day.", "She had a birthday that day."),
    # what is said of a thing that is gone
    (T.TRAIT, EN, "She sang in ⟦a Polish choir⟧, and wept.", "She sang, and wept."),
    (T.EDUCATION, NL, "Nu studeert hij ⟦theologie in Kampen⟧.", "Nu studeert hij."),
    (T.TRAIT, NL, "Ze had een ⟦blauw⟧ oog.", "Ze had […] oog."),
    (T.TRAIT, NL, "Hij vond hem met een ⟦blauw⟧ oog.", "Hij vond hem met […] oog."),
    (T.TRAIT, NL, "Hij pakte mij bij ⟦mijn vlecht⟧.", "Hij pakte mij."),
    (T.EDUCATION, EN, "She has since ⟦trained as a tuner⟧.", "She has since […]."),
    (T.ORIGIN, NL, "Zij was de eerste die uit ⟦Marokko⟧ kwam.", "Zij was de eerste die uit [plaats weggelaten] kwam."),
    (T.EDUCATION, NL, "Ze zat in ⟦vijf havo op een school in Tiel⟧.", "Ze zat in [opleiding weggelaten]."),
    (T.FAMILY, NL, "Zij is ⟦weduwe⟧.", "Zij is [gezinssituatie weggelaten]."),
]


@pytest.mark.parametrize(("type", "lang", "marked", "expected"), WIDEST)
def test_the_widest_wording(type: DetailType, lang: Lang, marked: str, expected: str) -> None:
    text, ladder_ = rungs(marked, type, lang)
    assert put(text, ladder_[-1]) == expected


AMONG_OTHERS = [
    (T.FAMILY, EN, "She is now ⟦married⟧ to a coach.", "She is now in a relationship with a coach."),
    (T.FAMILY, NL, "Ze is ⟦verloofd⟧ met een arts.", "Ze heeft een relatie met een arts."),
    (T.FAMILY, NL, "Ik weet dat ze ⟦getrouwd⟧ is.", "Ik weet dat ze een relatie heeft."),
    (T.FAMILY, EN, "It is at ⟦his brother's house⟧ now.", "It is at a relative's house now."),
    (T.EDUCATION, EN, "She has since ⟦trained as a tuner⟧.", "She has since taken a course."),
    (T.OCCUPATION, NL, "Nu komt ze hier, waar ze ⟦in een roeiteam zit⟧.", "Nu komt ze hier, waar ze meedoet."),
    (T.OCCUPATION, EN, "He cycles and ⟦volunteers⟧ for the church.", "He cycles and takes part for the church."),
    (
        T.AGE,
        EN,
        "A nurse, then ⟦41⟧, says he threw it at her.",
        "A nurse, then in their forties, says he threw it at her.",
    ),
    (T.TRAIT, EN, "I am a Quaker and ⟦a bell-ringer⟧.", "I am a Quaker and an enthusiast."),
    (T.OCCUPATION, EN, "She is now ⟦a dental nurse⟧ in York.", "She is now working in York."),
    (T.OCCUPATION, EN, "He wrote to the ⟦developers⟧ twice.", "He wrote to the professionals twice."),
    (T.OCCUPATION, NL, "Kees is ⟦productieleider⟧ bij een fabriek.", "Kees is leidinggevende bij een fabriek."),
    (T.PLACE, EN, "They met in ⟦the tattoo studio⟧ once.", "They met at a place of business once."),
    (T.EMPLOYER, EN, "He joined from ⟦the coastguard⟧ later.", "He joined from a public body later."),
    (T.EDUCATION, NL, "Ze was mee naar ⟦een beurs in Hamburg⟧.", "Ze was mee naar een evenement."),
    (T.TRAIT, NL, "Hij heeft mijn ⟦tatoeage van Ajax⟧ gezien.", "Hij heeft mijn opvallende uiterlijke kenmerk gezien."),
    (
        T.OCCUPATION,
        NL,
        "Ze werkt hier, en is ze ⟦diaken⟧ in de kerk?",
        "Ze werkt hier, en is ze betrokken bij de kerk?",
    ),
    (
        T.GROUP,
        EN,
        "She was twenty and ⟦the only one on the quay who was not married⟧.",
        "She was twenty and one of those on the quay who were not married.",
    ),
    (
        T.GROUP,
        NL,
        "Zij was toen twintig en ⟦de enige in dienst zonder rijbewijs⟧.",
        "Zij was toen twintig en een van de mensen in dienst zonder rijbewijs.",
    ),
    (T.ORIGIN, NL, "Hij is van ⟦Iraanse afkomst⟧, zei hij.", "Hij is van buitenlandse afkomst, zei hij."),
    (T.ORIGIN, EN, "She attended a ⟦Pentecostal⟧ church here.", "She attended a religious church here."),
    (T.EDUCATION, NL, "Ze volgde de ⟦avondopleiding in Rotterdam⟧.", "Ze volgde een opleiding."),
    (T.ORIGIN, NL, "Ze schreef het in ⟦het Litouws⟧.", "Ze schreef het in een andere taal."),
    (T.OCCUPATION, NL, "Ze werkte als ⟦assistente⟧ van een regisseur.", "Ze werkte als medewerker van een regisseur."),
]


@pytest.mark.parametrize(("type", "lang", "marked", "expected"), AMONG_OTHERS)
def test_among_the_wordings(type: DetailType, lang: Lang, marked: str, expected: str) -> None:
    text, ladder_ = rungs(marked, type, lang)
    assert expected in [put(text, rung) for rung in ladder_]


NEVER = [
    (T.EDUCATION, NL, "Nu studeert hij ⟦theologie in Kampen⟧.", "opleiding"),
    (T.OCCUPATION, NL, "Een van hen ⟦traint⟧ nog steeds.", "mee"),
    (T.ORIGIN, EN, "He was known to everybody as ⟦a communist⟧.", "someone"),
    (T.FAMILY, EN, "She was tired and allergic, ⟦poor girl⟧.", "child"),
    (T.FAMILY, EN, "They found ⟦a soldier's widow⟧ there.", "bereaved"),
    (T.FAMILY, NL, "Een derde, ⟦een weduwe⟧ van in de vijftig, zweeg.", "omgeving"),
    (T.TRAIT, NL, "Hij ⟦loopt met een stok⟧ sinds die val.", "voorwerp"),
    (T.TRAIT, EN, "He works here and plays ⟦chess by post⟧.", "hobby"),
    (T.TRAIT, EN, "I was living on ⟦a narrowboat⟧ with a man.", "vehicle"),
    (T.TRAIT, NL, "Hij pakte mij bij ⟦mijn vlecht⟧.", "kenmerk"),
    (T.OCCUPATION, NL, "Hij reed een ⟦fietser⟧ aan.", "medewerker"),
    (T.OCCUPATION, EN, "He saw the ⟦cyclist⟧ fall.", "athlete"),
    (T.AGE, NL, "Ze is ⟦veertig geworden⟧ op die dag.", "in de veertig"),
    (T.OCCUPATION, EN, "He cycles and ⟦volunteers⟧ for the church.", "people"),
    (T.OCCUPATION, EN, "I worked for the trust as ⟦a play therapist⟧ then.", "a worker"),
    (T.OCCUPATION, NL, "Ik werkte voor de stichting als ⟦verpleger⟧ en zweeg.", "medewerker"),
    (T.GROUP, NL, "Je was niet de ⟦enige⟧.", "weggelaten"),
    (T.PLACE, EN, "She has since opened a ⟦studio⟧ with her friend.", "room"),
    (T.GROUP, NL, "Ze is daar, als ⟦enige vrouw tussen negentien mannen⟧.", "een van"),
    (T.OCCUPATION, NL, "Zij ⟦doet aan boogschieten⟧ en zwemt.", "werk"),
    (T.EDUCATION, NL, "Ik heb zes weken ⟦op de afdeling psychiatrie gelegen⟧.", "opleiding"),
]


@pytest.mark.parametrize(("type", "lang", "marked", "word"), NEVER)
def test_what_nobody_would_say(type: DetailType, lang: Lang, marked: str, word: str) -> None:
    _, ladder_ = rungs(marked, type, lang)
    assert not any(word in rung.text for rung in ladder_)


def test_from_elsewhere_only_where_the_draft_tells_of_the_place_but_once() -> None:
    _, ladder_ = rungs("Dit gaat over Bulgarije. Ze komt uit ⟦Bulgarije⟧ en zwijgt.", T.ORIGIN, NL)
    assert not any("elders" in rung.text for rung in ladder_)


def test_a_preposition_before_what_is_gone_already_is_left_alone() -> None:
    (kept,) = rungs("She came ⟦with […]⟧", T.AGE, EN)[1]
    assert (kept.action, kept.text) == (Action.KEEP, "with […]")


def test_dutch_adjectives_after_het() -> None:
    assert inflected("digitaal kanaal") == "digitale kanaal"
    assert inflected("online platform") == "online platform"
