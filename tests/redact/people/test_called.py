"""Words of the story file name somebody of whom the text has spoken before: all of that is theirs."""

import pytest
from bronwacht.redact.draft import Draft, Lang
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import PublicName, SourceHint, Story

WITNESS = (
    "Directeur Bart Hoekman van het museum gooide met dozen. Hoekman ontkent dat.\n\n"
    "De tweede getuige werkt er al sinds 1994. De 57-jarige zaalwachter zag in het voorjaar van 2020 hoe een doos langs"
    " zijn gehoorapparaat vloog. Hij zingt in een shantykoor."
)
SENT_AWAY = (
    "Graham Marsh, who ran the unit, sent messages to his staff. Marsh denies it.\n\n"
    "The man who kept the books is a clerk. He has worked there since 1989, longer than anybody. In February 2021 he"
    " saw a bathtub on a bill for a porch in Leeds, and cycled past the house. Two weeks later the clerk was sent for."
)
TWO = (
    "Directeur Bart Hoekman van het museum gooide met dozen. Hoekman ontkent dat.\n\n"
    "Een 28-jarige gids begon in 2018. Ze komt uit Delft.\n\nEen zaalwachter van 57 werkt er sinds 1994."
)


def _codenames(text: str, lang: Lang, *sources: SourceHint) -> dict[str, str | None]:
    public = (PublicName("Bart Hoekman"), PublicName("Graham Marsh"))
    reading = read(Draft(text, lang), Story(public=public, sources=sources))
    names = {person.id: person.codename for person in reading.persons}
    return {detail.span.of(text): names[detail.persons[0]] for detail in reading.details if detail.persons}


@pytest.mark.parametrize(
    ("text", "lang", "called", "before"),
    [(WITNESS, Lang.NL, "zaalwachter", "sinds 1994"), (SENT_AWAY, Lang.EN, "the clerk", "1989")],
)
def test_what_was_told_before_is_theirs(text: str, lang: Lang, called: str, before: str) -> None:
    found = _codenames(text, lang, SourceHint("Wren", (called,)))
    assert {name for words, name in found.items() if before in words} == {"Wren"}
    assert set(found.values()) == {"Wren"}


def test_somebody_else_who_was_told_of_before_is_not() -> None:
    found = _codenames(TWO, Lang.NL, SourceHint("Wren", ("zaalwachter",)))
    assert found["zaalwachter"] == "Wren"
    assert {found[words] for words in ("28-jarige",)} == {None}


def test_several_who_were_told_of_before_are_not_one_of_them() -> None:
    text = (
        "Harbour master Denis Marsh shouted at his staff, say three people who worked for him. Marsh denies it.\n\n"
        "The first is a woman of 34, a crane inspector. She left in 2019."
    )
    found = _codenames(text, Lang.EN, SourceHint("Wren", ("woman",)))
    assert found["woman"] == "Wren"
    assert {name for words, name in found.items() if "three people" in words} <= {None}
