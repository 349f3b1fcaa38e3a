"""Whom a story accuses without a name: nobody's source, unless somebody who speaks is called so, too."""

import pytest
from bronwacht.redact.draft import Draft, Lang, Role
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

DENTIST = (
    "HOORN - De tandarts die wordt verdacht van ontucht met een 15-jarige scholiere, werkt voorlopig niet. Dat meldde"
    " de praktijk.\n\nDe tandarts heeft een hond en woont in een boerderij. Volgens de scholiere deed hij de deur op"
    " slot. De verdachte tandarts ontkent."
)
TEACHER = (
    "Op de balletschool waren klachten over een docent. Een oud-leerlinge zegt dat zij door hem werd betast. De docent"
    " ging vaak met haar uit eten in Delft. De oud-docent is nu met pensioen."
)

COACH = (
    "LEIDEN - Een zwemcoach is ontslagen wegens grensoverschrijdend gedrag. Een zwemster van 19 die hij lastigviel,"
    " ging naar het bestuur.\n\nDe man werkte elf jaar bij de club. Volgens de zwemster zat de man aan haar schouders."
)
TRIED = (
    "De rechtbank in Assen veroordeelde verdachte K. T. wegens ontucht met een speelster van dertien. K. T. zou zeggen"
    " dat hij van haar hield. De man zweeg op de zitting. Het meisje deed aangifte."
)


BIOLOGIST = (
    "Anna*, a marine biologist, left the island. Her dentist was threatening her, she says. The dentist kept a boat and"
    " lived in Fife. Complaints against a welder came to nothing: the welder has three children."
)


def _owners(text: str, words: str, lang: Lang = Lang.NL) -> set[Role]:
    reading = read(Draft(text, lang), Story())
    roles = {person.id: person.role for person in reading.persons}
    every = (*reading.details, *reading.left_out)
    return {roles[d.persons[0]] for d in every if d.persons and d.span.of(text).split()[-1] == words}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        (DENTIST, "tandarts"),
        (TEACHER, "docent"),
        (TEACHER, "oud-docent"),
        (COACH, "man"),
        (TRIED, "man"),
        # By what he did to a patient, in any order of the clause, or by what was done by him.
        (
            "Een kaakchirurg die ontucht had met een patiënte, blijft weg. De kaakchirurg heeft een boot.",
            "kaakchirurg",
        ),
        (
            "In 2012 had een notaris een verhouding met een stagiaire. Het was misbruik. De notaris is met pensioen.",
            "notaris",
        ),
        ("Een stagiaire is door een kok betast. Ze deed aangifte. De kok heeft een restaurant.", "kok"),
        (
            "Een docent van de Schouwburg Venlo bleek ontucht te hebben gepleegd met leerlingen. De leraar ging weg.",
            "leraar",
        ),
        ("Er is een klacht van een leerlinge over de gymleraar wegens intimidatie. De gymleraar is ziek.", "gymleraar"),
    ],
)
def test_a_nameless_accused_is_no_source(text: str, noun: str) -> None:
    assert _owners(text, noun) == {Role.PUBLIC}


@pytest.mark.parametrize(("text", "noun"), [(DENTIST, "scholiere"), (TEACHER, "oud-leerlinge")])
def test_whoever_it_was_done_to_is(text: str, noun: str) -> None:
    assert _owners(text, noun) == {Role.SOURCE}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        # Who talks to the paper is called so as well.
        (TEACHER + " ‘Wij wisten ervan’, zegt een docent die er twintig jaar werkte.", "docent"),
        # Who is accused may be the one that tells of it, where nobody was wronged.
        (
            "Er waren klachten over een verpleegkundige. De verpleegkundige heeft drie kinderen en is gescheiden.",
            "verpleegkundige",
        ),
        # It was never done.
        (
            "Een verpleger werd ten onrechte beschuldigd van betasten. Een patiënte trok haar klacht van aanranding in."
            " De verpleger werd geschorst wegens wangedrag, en is gescheiden.",
            "verpleger",
        ),
        # Another man is told of.
        (COACH + " Een man van de vereniging wil anoniem blijven. De man is 60.", "man"),
        (COACH.replace("een zwemster", "een jongen").replace("de zwemster", "de jongen"), "man"),
        # Whoever was wronged is called so.
        (
            "De kok werd betast. Er zijn klachten over een kok. Een kok deed aangifte van aanranding. De kok is 24.",
            "kok",
        ),
    ],
)
def test_a_source_of_the_same_name_stays(text: str, noun: str) -> None:
    assert Role.SOURCE in _owners(text, noun)


SANNE = (
    "In de herberg kreeg Sanne ongewenste berichtjes van een kok. Hij was dertig jaar ouder dan Sanne. De kok is slager"
    " geweest in Ede."
)
MINE = (
    "Ik werkte bij een drukkerij, met een voorman die mij jarenlang kleineerde. Ik durfde niets te zeggen. Mijn handen"
    " trilden als ik de voorman zag. Het was pesten, en ik werd er ziek van."
)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        # Whoever tells of it is called by a first name alone, or is "I".
        (SANNE, "kok"),
        (MINE, "voorman"),
        # By another word for the same, and where he stands, aside and all.
        (
            "Een patiënte van de praktijk deed aangifte van aanranding. De huisarts, een bril op zijn hoofd, zat"
            " stil tegenover de rechters. De dokter heeft een paard.",
            "dokter",
        ),
        # He does it to him: whoever "misbruikt" behind "hem" is no victim.
        (
            "Daan kwam bij een alleenstaande pleegvader, die hem meermaals heeft misbruikt. De pleegvader is een"
            " slager van 60. Daan is nu weg.",
            "pleegvader",
        ),
        (
            "Drie ouders deden maandag hun verhaal. Een juf is geschorst na klachten over mishandeling van"
            " leerlingen. De juf heeft een bril.",
            "juf",
        ),
    ],
)
def test_so_it_is_where_a_first_name_or_a_narrator_tells(text: str, noun: str) -> None:
    assert _owners(text, noun) == {Role.PUBLIC}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        # The same trade is theirs.
        (SANNE.replace("Hij was", "Sanne is kok in Weert, en was"), "kok"),
        (MINE.replace("Ik durfde", "Ik was zelf voorman en durfde"), "voorman"),
        # It is told of nobody who is in the sentence: it may be Sanne.
        (
            "Sanne woont in Ede. Er waren klachten over pesten door een verpleegkundige. De verpleegkundige heeft een"
            " paard.",
            "verpleegkundige",
        ),
        # It was never done, whatever "I" tells.
        (MINE.replace("Het was pesten", "Het was laster over pesten"), "voorman"),
    ],
)
def test_a_teller_of_the_same_trade_stays(text: str, noun: str) -> None:
    assert _owners(text, noun) - {Role.PUBLIC}


@pytest.mark.parametrize("noun", ["dentist", "welder"])
def test_so_it_is_in_english(noun: str) -> None:
    assert _owners(BIOLOGIST, noun, Lang.EN) <= {Role.PUBLIC}


@pytest.mark.parametrize(
    "text",
    [
        BIOLOGIST + " “We all knew,” said a welder who has worked there for twenty years.",
        BIOLOGIST.replace("a marine biologist", "a welder"),
    ],
)
def test_an_english_source_of_the_same_name_stays(text: str) -> None:
    assert Role.SOURCE in _owners(text, "welder", Lang.EN)
