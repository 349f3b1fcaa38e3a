"""Who is meant by a title alone: the public person beside whose name it stands, if no source is of that trade."""

import pytest
from bronwacht.redact.draft import Draft, Lang, Role
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

SURGEON = (
    "Chirurg Willem Hartman schreeuwde jarenlang op de operatiekamer. Hartman gooide met instrumenten.\n\n"
    "Een verpleegkundige van 28 begon in september 2018 in Delft. In haar tweede week vroeg de chirurg haar of"
    " ze sliep, vertelt ze. Hartman ontkent dat. Hartman zegt dat hij haar niet kent."
)
COLLEAGUE = SURGEON.replace("Een verpleegkundige van 28 begon", "Een chirurg van 38 begon")
PRINCIPAL = (
    "Nobody saw the principal, Declan Marsh, without an appointment. Marsh ran the school for fourteen years.\n\n"
    "A 24-year-old woman was head girl in 2015. At the dance the principal, who {habit}, asked her three times, she"
    " said. Marsh denies it. Marsh says he remembers nobody."
)
OFFICER = (
    "Graham Marsh sent messages to junior staff at Wexdale Police, according to three people. Marsh denies it.\n\n"
    "Marsh, 52, joined the force in 1996 and won a medal for a rescue at sea. The senior officer, who is married with"
    " two daughters, has been on restricted duties since January.\n\n"
    "A detective constable from Leeds was 29 when she joined the unit in April 2019, she said."
)


def _owners(text: str, lang: Lang, words: str) -> set[Role]:
    reading = read(Draft(text, lang), Story())
    roles = {person.id: person.role for person in reading.persons}
    every = (*reading.details, *reading.left_out)
    return {roles[d.persons[0]] for d in every if d.persons and words in d.span.of(text)}


def test_the_surgeon_is_the_one_who_is_named() -> None:
    assert _owners(SURGEON, Lang.NL, "chirurg") <= {Role.PUBLIC}
    assert Role.SOURCE in _owners(SURGEON, Lang.NL, "verpleegkundige")


def test_a_source_of_the_same_trade_stays_protected() -> None:
    assert _owners(COLLEAGUE, Lang.NL, "chirurg") == {Role.SOURCE}


@pytest.mark.parametrize("habit", ["does not drink", "sings in a choir", "has two daughters"])
def test_a_clause_about_a_title_is_no_source_s(habit: str) -> None:
    assert _owners(PRINCIPAL.format(habit=habit), Lang.EN, habit.split()[-1]) <= {Role.PUBLIC}


def test_what_takes_up_the_name_is_the_accused_s() -> None:
    assert _owners(OFFICER, Lang.EN, "senior officer") <= {Role.PUBLIC}
    assert _owners(OFFICER, Lang.EN, "two daughters") <= {Role.PUBLIC}
    assert Role.SOURCE in _owners(OFFICER, Lang.EN, "detective constable")


def test_a_label_is_no_name_to_take_up() -> None:
    text = (
        "Geachte heer Marsman,\n\nFeit 3. U zei dit tegen Carla de Wit. Marsman, waarom zei u dat?\n\n"
        "Feit 4. De medewerkster is op nieuwjaarsdag opgezegd, terwijl ze met een blindedarm in Kortrijk lag.\n\n"
        "Feit 5. Ze kreeg niets. Feit is dat u zweeg."
    )
    assert Role.PUBLIC not in _owners(text, Lang.NL, "medewerkster")


def test_a_title_of_two_words_is_the_one_who_has_both() -> None:
    text = (
        "She found a request from the man who had faced her: Graham Tolland, the council’s deputy leader.\n\n"
        "One of the women was a policy adviser in the regeneration team. In October 2018 she went on a work trip to "
        "Gdansk. After dinner, she says, the deputy leader walked her all the way to her hotel room. Tolland denies it."
        " Tolland, 54, is a familiar face."
    )
    reading = read(Draft(text, Lang.EN), Story())
    assert not [d for d in reading.details if "deputy" in d.span.of(text)]


@pytest.mark.parametrize("habit", ["does not drink", "has two daughters"])
def test_a_seat_in_capitals_is_a_title(habit: str) -> None:
    text = PRINCIPAL.replace("Nobody saw the principal, Declan Marsh,", "Nobody saw Wexdale MP Declan Marsh")
    text = text.replace("At the dance the principal", "At the dance the MP")
    assert _owners(text.format(habit=habit), Lang.EN, habit.split()[-1]) <= {Role.PUBLIC}


def test_a_title_cut_short_before_the_name_is_one() -> None:
    text = PRINCIPAL.replace("Nobody saw the principal, Declan Marsh,", "Nobody saw Gov. Declan Marsh")
    text = text.replace("At the dance the principal", "At the dance the governor")
    assert _owners(text.format(habit="has two daughters"), Lang.EN, "governor") <= {Role.PUBLIC}


@pytest.mark.parametrize("style", ["Lady", "Dame", "Mrs"])
def test_a_style_between_a_title_and_its_name_is_neither(style: str) -> None:
    text = (
        "Hugo Marsh ran the museum. Marsh denies everything. A guard of 31 spoke to us, as did a woman who sold"
        f" tickets. She wrote to the chairman. The treasurer, {style} Imogen Frost, told her to leave. Frost denies it."
    )
    assert _owners(text, Lang.EN, "treasurer") <= {Role.PUBLIC}


PARSON = (
    "Dominee Willem Hartman gaat weg uit Zuna. Hartman ontkent alles.\n\n"
    "Een koster van 28 uit Tiel zocht in 2018 hulp bij hem. De predikant kwam elke week, vertelt zij. Hartman zegt dat"
    " hij haar niet kent."
)


def test_the_parson_is_the_one_who_is_named_as_minister() -> None:
    assert _owners(PARSON, Lang.NL, "predikant") <= {Role.PUBLIC}
    assert Role.SOURCE in _owners(PARSON, Lang.NL, "koster")


def test_a_source_who_is_called_so_stays_protected() -> None:
    text = PARSON.replace("Een koster van 28", "Een predikant van 28")
    assert Role.SOURCE in _owners(text, Lang.NL, "predikant")


@pytest.mark.parametrize("who", ["portier van het stadhuis", "directeur van de sporthal"])
def test_somebody_of_another_house_is_not_the_official_just_named(who: str) -> None:
    text = (
        "Wethouder Jan de Boer van Zwolle ligt onder vuur.\n\n"
        f"Volgens burgemeester Anna Kramer is er niets aan de hand. De {who} zag het anders. Zij werkte er veertien"
        " jaar en is nu met pensioen. Kramer wil niet reageren."
    )
    assert _owners(text, Lang.NL, who.split()[0]) == {Role.SOURCE}
    assert _owners(text, Lang.NL, "pensioen") == {Role.SOURCE}
