"""A draft that says of a source that they spoke in an earlier article; the articles are invented for these tests."""

from __future__ import annotations

import pytest
from bronwacht.redact.analysis import Sign
from bronwacht.redact.draft import Draft, Lang, Span
from bronwacht.redact.links import link
from bronwacht.redact.links.returning import spoke_before
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

EARLIER = {
    Lang.NL: (
        "Directeur Evert Holsink van de veerdienst verzweeg dat de remmen niet deugden.\n\n"
        "‘Ik heb het drie keer gemeld,’ zegt een lasser die er toen werkte. Hij wil niet met zijn naam in de krant."
    ),
    Lang.EN: (
        "The director of the ferry company, Evert Holsink, hid that the brakes were bad.\n\n"
        '"I reported it three times," said a welder who worked there then. He asked not to be named.'
    ),
}
AGAIN = {
    Lang.NL: "De lasser die vorige week in deze krant vertelde over de remmen, zegt dat hij is gebeld. Hij is bang.",
    Lang.EN: "The welder whose story we told last week said that he had been telephoned. He is afraid.",
}
ANOTHER = {
    Lang.NL: "Na het verhaal van vorige week in deze krant belde een lasser. Hij is bang en wil niet worden genoemd.",
    Lang.EN: "After our story last week a welder rang. He is afraid and asked not to be named.",
}


def signs(now: str, lang: Lang) -> set[str]:
    def reading(text: str, when: tuple[int, int]):
        return read(Draft(text, lang, f"{when[0]}-{when[1]:02}.txt", when), Story())

    return {row.why for row in link(reading(now, (2024, 5)), [reading(EARLIER[lang], (2024, 4))]).links}


@pytest.mark.parametrize("lang", list(Lang))
def test_who_spoke_last_week_is_who_spoke_last_week(lang: Lang) -> None:
    assert Sign.RETURNS in signs(AGAIN[lang], lang)


@pytest.mark.parametrize("lang", list(Lang))
def test_who_rang_after_the_story_is_another(lang: Lang) -> None:
    assert Sign.RETURNS not in signs(ANOTHER[lang], lang)


@pytest.mark.parametrize(
    ("lang", "marked", "returns"),
    [
        (Lang.NL, "De ⟦bakker⟧ die eerder aan het woord kwam, zwijgt.", True),
        (Lang.NL, "De ⟦bakker⟧, wiens verhaal onlangs in deze krant stond, zwijgt.", True),
        (Lang.NL, "De ⟦bakker⟧ die vorige week ziek werd, zwijgt.", False),
        (Lang.NL, "De ⟦bakker⟧ die ziek werd. Vorige week stond het in deze krant.", False),
        (Lang.EN, "The ⟦baker⟧ who told this newspaper last month that it leaked is silent.", True),
        (Lang.EN, "The ⟦baker⟧ we quoted two weeks ago is silent.", True),
        (Lang.EN, "The ⟦baker⟧ who told this newspaper that it leaked is silent.", False),
        (Lang.EN, "The ⟦baker⟧ who left last year is silent.", False),
    ],
)
def test_only_the_clause_behind_them_says_so(lang: Lang, marked: str, returns: bool) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    assert spoke_before(marked.replace("⟦", "").replace("⟧", ""), Span(start, end), lang) is returns
