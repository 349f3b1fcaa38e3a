"""Sentences of investigations with nameless sources, every suggestion taken; invented for these tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.draft import Lang

Settled: TypeAlias = "Callable[[str, Lang], str]"

NL, EN = Lang.NL, Lang.EN
_MARK = re.compile(r"⟦[A-Z]+ [a-z]+: (?P<words>[^⟧]*)⟧")


TRUE = [
    # Words that would say something else of somebody, or tell of somebody else.
    (
        NL,
        "Ze kwam in 2014 met een ⟦EDUCATION broad: beurs van de koning⟧ en bleef.",
        "Ze kwam in 2014 met een studiebeurs en bleef.",
    ),
    (
        EN,
        "He rang his ⟦EDUCATION absent: fraternity⟧ brother about it that night.",
        "He rang someone about it that night.",
    ),
    (EN, "He wrote three songs ⟦TRAIT near: in one session⟧.", "He wrote three songs."),
    (EN, "⟦OCCUPATION near: A former naval officer⟧ left.", "A former member of the armed forces left."),
    (
        EN,
        "A colleague said that Pryce called him “the ⟦OCCUPATION absent: corporal⟧”.",
        "A colleague said that Pryce called him “[job withheld]”.",
    ),
    (EN, "She is ⟦OCCUPATION absent: a vicar⟧ in ⟦PLACE near: Northumberland⟧.", "She is [job withheld]."),
    # Who is told of for the first time is not the one last told of.
    (NL, "Een agent belde. De ⟦OCCUPATION near: griffier⟧ wist het.", "Een agent belde. Een ambtenaar wist het."),
    (EN, "A nurse rang. The ⟦OCCUPATION near: registrar⟧ knew.", "A nurse rang. A doctor knew."),
    (EN, "A nurse rang. The ⟦OCCUPATION absent: porter⟧ knew.", "A nurse rang. Someone knew."),
    (EN, "A young porter rang. The ⟦OCCUPATION broad: porter⟧ was ill.", "A young porter rang. The worker was ill."),
]
TRUE += [
    (EN, "⟦ORIGIN absent: Welsh⟧ was his first language.", "[background withheld] was his first language."),
    (EN, "She has never felt ⟦FAMILY absent: the lack of a son⟧.", "She has never felt [family detail withheld]."),
]
WHOLE = [
    # Stretches that stop half way.
    (
        NL,
        "Ze zweeg. ⟦FAMILY absent: Haar vriend had pas een zaak⟧ in de stad geopend. Ze kon niet weg.",
        "Ze zweeg. Ze kon niet weg.",
    ),
    (
        EN,
        "⟦FAMILY broad: Her uncle, a retired miner who had taught⟧ her, came to the hall.",
        "A relative came to the hall.",
    ),
    (
        EN,
        "She was tall, a ⟦OCCUPATION near: preacher⟧'⟦FAMILY absent: s daughter from a town of nine hundred⟧ people.",
        "She was tall.",
    ),
    (
        EN,
        "A cook who ⟦OCCUPATION absent: goes to the same⟧ chapel as Pryce kept a list.",
        "A cook kept a list.",
    ),
    (NL, "Hij zwemt en speelt ⟦TRAIT absent: trom in een fanfare⟧.", "Hij zwemt."),
    (
        NL,
        "Zij kwam, ⟦FAMILY absent: samen met een vriendin⟧ die alles zag.",
        "Zij kwam, samen met iemand die alles zag.",
    ),
    (NL, "Ze woont ⟦FAMILY absent: samen met haar vriend⟧ in een dorp.", "Ze woont in een dorp."),
]
WHOLE += [
    (EN, "He asked, but ⟦FAMILY absent: his grandson's place went⟧ away. He left.", "He asked, but […]. He left."),
]
SENTENCES = [
    (NL, "Ze is in juni ⟦TRIP vague: teruggegaan naar Porto⟧.", "Ze is in juni teruggegaan naar het buitenland."),
    (NL, "Hij was al ⟦TRIP vague: naar Spanje vertrokken⟧.", "Hij was al op pad gegaan."),
    (
        NL,
        "Hij is ⟦OCCUPATION broad: diaken⟧ in een kleine gemeente.",
        "Hij is betrokken bij een geloofsgemeenschap in een kleine gemeente.",
    ),
    (NL, "⟦ORIGIN absent: De Filipijnse⟧ paste op zijn kind.", "De betrokkene paste op zijn kind."),
    # What was left of the sentence was none.
    (
        NL,
        "Een klerk, die ⟦GROUP absent: als eerste in haar familie ging studeren⟧, zat klem.",
        "Een klerk, die ging studeren, zat klem.",
    ),
    (NL, "Nu geeft ze ⟦EDUCATION absent: scheikunde op een school in Goes⟧.", "Nu geeft ze les."),
    (NL, "Zij was ⟦GROUP broad: de enige aan wie hij schreef⟧.", "Zij was iemand aan wie hij schreef."),
    (NL, "Zij is ⟦AGE absent: met pensioen⟧.", "Zij is niet meer aan het werk."),
    (NL, "Hij ging in mei ⟦AGE absent: met vervroegd pensioen⟧.", "Hij ging in mei weg."),
    (
        NL,
        "De chef heeft jarenlang ⟦OCCUPATION absent: medewerkers⟧ van de post gepest.",
        "De chef heeft jarenlang mensen van de post gepest.",
    ),
    (
        NL,
        "Een klerk zag haar, die als ⟦OCCUPATION broad: kok⟧ in een kroeg werkt.",
        "Een klerk zag haar, die in een kroeg werkt.",
    ),
    (NL, "Zij zit in ⟦EMPLOYER absent: de ondernemingsraad⟧ en zwijgt.", "Zij zit bij een organisatie en zwijgt."),
    (NL, "‘In Gent was ik ⟦OCCUPATION near: leraar wiskunde⟧,’ zegt hij.", "‘In Gent was ik [een leraar],’ zegt hij."),
    (EN, "A cook who is ⟦FAMILY absent: the son of a judge⟧ said so.", "A cook said so."),
    (EN, "A cook with ⟦FAMILY absent: two boys and a sick husband⟧ said so.", "A cook said so."),
    (EN, "He told ⟦GROUP absent: only two colleagues⟧.", "He told only a few colleagues."),
    (EN, "Someone from near ⟦PLACE absent: Bodmin⟧ had fallen.", "Someone had fallen."),
    (EN, "He left and went ⟦TRIP absent: back to Gdansk⟧.", "He left and went elsewhere."),
    (
        NL,
        "Zij leeft ⟦FAMILY absent: samen met een vriend⟧ en zwemt.",
        "Zij leeft [gezinssituatie weggelaten] en zwemt.",
    ),
    (
        EN,
        "⟦FAMILY absent: The parents of twins⟧ who row said so.",
        "[family detail withheld] who row said so.",
    ),
    (EN, "She was at ⟦EDUCATION absent: boarding school in Dorset⟧.", "She was at an institution."),
    (EN, "I have ⟦ORIGIN near: a green card⟧ now.", "I have a permit now."),
    (NL, "Ze deed ⟦EDUCATION near: gymnasium⟧ en vertrok.", "Ze deed een opleiding en vertrok."),
    (
        NL,
        "Zij weet wie met ⟦TRAIT absent: een fietsband om de hals⟧ binnenkomt.",
        "Zij weet wie binnenkomt.",
    ),
    (EN, "She told her ⟦FAMILY near: pastor⟧ and a friend.", "She told a member of the clergy and a friend."),
    (EN, "She now works in ⟦EDUCATION absent: Tulsa⟧.", "She now works somewhere."),
    (
        EN,
        "A guard, 28, whose ⟦FAMILY absent: father⟧ ⟦TRAIT absent: played rugby for Wales⟧, will not run.",
        "A guard, 28, will not run.",
    ),
    (
        EN,
        "A cook, ⟦ORIGIN absent: a Polish⟧ ⟦FAMILY absent: grandmother⟧ who came here in 2005, left.",
        "A cook, someone who came here in 2005, left.",
    ),
]
AS_IT_WAS = [
    # What tells nothing by itself.
    (NL, "Sindsdien spreekt ze niet meer in het ⟦TRAIT absent: openbaar⟧."),
    (EN, "She was ill at ⟦FAMILY absent: the time⟧."),
    (NL, "Zij was ⟦FAMILY absent: afhankelijk van haar⟧ werk."),
    (NL, "Dat was na ⟦FAMILY absent: de geboorte⟧ van haar zoon."),
]


@pytest.mark.parametrize(("lang", "marked", "read"), [*TRUE, *WHOLE, *SENTENCES])
def test_it_reads(settled: Settled, lang: Lang, marked: str, read: str) -> None:
    assert settled(marked, lang) == read


@pytest.mark.parametrize(
    ("lang", "marked", "read"),
    [
        (EN, "The ⟦OCCUPATION broad: vet⟧.\nA doctor rang.", "The worker.\nA doctor rang."),
        (EN, "A doctor rang. The ⟦OCCUPATION broad: guard⟧, he wept.", "A doctor rang. The worker, he wept."),
        (EN, "She wept. The ⟦OCCUPATION broad: nurse⟧ had rung.", "She wept. The worker had rung."),
    ],
)
def test_whoever_may_have_been_told_of_stays_so(settled: Settled, lang: Lang, marked: str, read: str) -> None:
    assert settled(marked, lang) == read


@pytest.mark.parametrize(("lang", "marked"), AS_IT_WAS)
def test_what_tells_nothing_stays(settled: Settled, lang: Lang, marked: str) -> None:
    assert settled(marked, lang) == _MARK.sub(r"\g<words>", marked)
