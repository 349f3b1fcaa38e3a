"""Nameless people whom somebody is said to have wronged, or who accuse."""

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.grammar import candidates, rules
from bronwacht.redact.detect.wronged import tells_of_wrong, told_of, told_with, wronged
from bronwacht.redact.draft import DetailType, Draft, Lang


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hij stuurde expliciete berichten aan een 22-jarige stagiaire.", ["22-jarige", "stagiaire"]),
        ("De politicus heeft in maart een kapster aangerand.", ["kapster"]),
        ("Hij betastte een vrouwelijke ambtenaar op een feest.", ["vrouwelijke", "ambtenaar"]),
        ("Een bode zegt dat hij door de wethouder werd bedreigd.", ["bode"]),
        ("Twee medewerkers van het zwembad hebben aangifte gedaan wegens intimidatie.", ["Twee medewerkers"]),
        ("Een oud-raadslid deed aangifte van bedreiging.", ["oud-raadslid"]),
        ("Een verzorgende uit dat rusthuis getuigt anoniem.", ["verzorgende"]),
        ("Een wijkagent trok aan de bel over de misstanden.", ["wijkagent"]),
        (
            "Een voormalig medewerkster van de fractie heeft in mei haar beklag gedaan over misbruik.",
            ["voormalig medewerkster"],
        ),
        ("Hij vertrok nadat een promovenda klachten tegen hem had ingediend.", ["promovenda"]),
        ("Hij is veroordeeld voor de aanranding van een VUB-studente.", ["VUB-studente"]),
        ("De kapelaan bekende misbruik: een verhouding gehad met twee misdienaars.", ["twee misdienaars"]),
        ("Na klachten bekende de trainer relaties te hebben gehad met leerlingen.", ["leerlingen"]),
        ("Er zijn verklaringen van negen oud-turnsters over mishandeling.", ["negen oud-turnsters"]),
        ("Uit angst voor pesterijen trokken vrouwelijke promovendi nooit aan de bel.", ["vrouwelijke", "promovendi"]),
        ("Oud-medewerkers zeggen dat zij werden vernederd.", ["Oud-medewerkers"]),
        ("Tientallen ex-bewoners hebben last gehad van het wangedrag.", ["ex-bewoners"]),
        ("Drie NS-medewerkers vertellen anoniem hoe het toeging.", ["Drie NS-medewerkers"]),
        ("Het misbruik kwam uit door het verhaal van een voormalige novice.", ["voormalige novice"]),
        ("Een doctoraalstudente (27) werd lastiggevallen.", ["doctoraalstudente"]),
        ("Een cliënte belde. De cliënte vertelde over ontucht.", ["cliënte", "cliënte"]),
        (
            "Vier Limburgse koks hebben de zaak verlaten wegens pesterijen. De vier koks zwijgen.",
            ["Vier Limburgse koks", "vier koks"],
        ),
        ("Er is intimidatie in het magazijn. ‘Ik durf niets te zeggen’, zegt een orderpicker.", ["orderpicker"]),
        ("Bij intimidatie zwijgt men. De kapper wil absoluut niet met zijn naam in de krant.", ["kapper"]),
        ("De arts had seksueel contact met zijn patiënt.", ["patiënt"]),
        ("De krant had gesprekken met onder meer oud-leerlingen over misbruik.", ["oud-leerlingen"]),
        (
            "Er is een melding van een misstand van een oud-boekhouder. De oud-boekhouder wacht.",
            ["oud-boekhouder", "oud-boekhouder"],
        ),
        ("Er was misbruik. Het klopt, zegt een advocaat. Niet waar, zegt een woordvoerder.", []),
        ("Mijn dochter werd op de manege lastiggevallen.", ["dochter"]),
        ("Zij werd bedreigd. Mijn dochter werd ziek.", []),
        # In no sentence of a wrong, named, or accused itself.
        ("De medewerkers klagen over pesterijen van de directie.", []),
        ("Wie iets ziet, kan anoniem melden. Een medewerker kan anoniem bellen.", []),
        ("De veiligheid van patiënten kwam door het misbruik in gevaar.", []),
        ("Een dochter van een bewoner deed aangifte.", []),
        ("Patiënten worden beschuldigd van bedreiging.", []),
        ("Er lopen klachten over intimidatie. Hij stuurde berichten aan een leverancier van lampen.", []),
        ("Volgens de aangifte belde hij een stagiaire, Anna Visser, met wie hij werkte.", []),
        ("Hij werd door een begeleider onzedelijk betast en misbruikt.", []),
        ("Een docent wordt beschuldigd van aanranding.", []),
        ("Er was een klacht. De raad stuurde foto’s aan een fotograaf.", []),
    ],
)
def test_dutch(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in wronged(text, Lang.NL)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "He faces allegations of unwanted advances, including inviting a 21-year-old female intern to dinner.",
            ["21-year-old", "female", "intern"],
        ),
        ("He was arrested after a former parliamentary aide accused him of assault.", ["former parliamentary aide"]),
        ("The mayor groped a catering assistant at a party.", ["catering assistant"]),
        ("Two former councillors have accused him of bullying.", ["Two former councillors"]),
        ("He was accused of abuse. One of the girls was 14.", ["One of the girls"]),
        ("He was accused of abuse. One of the three women left.", ["One of the three women"]),
        ("He was accused of abuse. One of the panels was 14 metres long.", []),
        ("One of the girls won the race.", []),  # of no wrong
        ("He propositioned his secretary at a party.", ["secretary"]),
        ("He denies harassment. He put his hand on the knee of a junior nurse.", ["junior nurse"]),
        ("He was accused by a trainee plumber.", ["trainee plumber"]),
        ("At least 11 female trainees complained.", ["At least 11 female trainees"]),
        ("One of the eight complainants left.", ["One of the eight complainants"]),
        ("Bullying was rife. One senior minister said he was afraid.", ["senior minister"]),
        ("Bullying was rife. One minister, Ann Marsh, said he was afraid.", []),
        ("Bullying was rife. A minister said she would look into it.", []),
        ("He groped three female trainees.", ["three female trainees"]),
        ("He groped a 23-year-old  female nurse.", ["23-year-old", "female", "nurse"]),  # two spaces
        ("He groped a female--male nurse.", ["female", "male", "nurse"]),
        ("He groped a \u00f7female nurse.", ["female", "nurse"]),
        ("A male press officer has lodged a grievance about bullying.", ["male", "press officer"]),
        (
            "A current staffer to Ann Marsh, who told police that she had groped him, is still there.",
            ["current staffer"],
        ),
        ("A former aide who accused the governor of abuse broke her silence.", ["former aide"]),
        ("A worker at the home has raised concerns.", ["worker"]),
        ("A nurse in the unit, who asked not to be named, blew the whistle.", ["nurse"]),
        ("A man who is now in his late 40s said he was abused, raped and fondled.", ["man", "late 40s"]),
        ("A cabin steward, who scrubbed 31 bathrooms, blew the whistle.", ["cabin steward"]),
        ("The captain who has accused Colonel Ray Marsh of assault grew up in Ohio.", ["captain"]),
        ("The Navy nurse who reported him for harassment left.", ["nurse"]),
        (
            "Bullying was rife, said the deckhand, who wishes to stay unnamed. The deckhand left.",
            ["deckhand", "deckhand"],
        ),
        ("Bullying was rife, said the deckhand, who can’t be named.", ["deckhand"]),
        ("Bullying was rife, said the deckhand, whose name is withheld.", ["deckhand"]),
        ("Bullying was rife, said the deckhand, who asked to be identified by only her first name.", ["deckhand"]),
        ("He groped a deckhand. The former employee left.", ["deckhand", "former employee"]),
        ("Bullying was rife. The former employee left.", []),  # of whom nothing is told
        ("Bullying was rife, said the deckhand, who laughed.", []),
        ("A lawyer looked into the bullying of a staff member.", ["staff member"]),
        ("He admitted grooming a 14-year-old swimmer.", ["14-year-old", "swimmer"]),
        # One of several who tell of it.
        ("He denies the abuse. Another, a retired plumber from Hale, woke in pain.", ["retired plumber"]),
        ("He denies the abuse. One of them, a baker now in her fifties, left.", ["baker"]),
        ("He denies the abuse. A second deckhand said it was dark.", ["second deckhand"]),
        ("He denies the abuse. “It was cold,” said one former trainee.", ["former trainee"]),
        ("After being groped at work, a junior vet went home.", ["junior vet"]),
        ("He denies the abuse. The 25-year-old porter complained.", ["25-year-old", "porter"]),
        ("He denies the abuse. Another, a lawyer, said so. A second inquiry said so.", []),
        ("He denies the abuse. Another, a baker, Ann Marsh, said so.", []),
        # In no sentence of a wrong, named, accused itself, or in office.
        ("He was abused by a plumber.", []),
        ("The teacher who is accused of bullying pupils denies it.", []),
        ("The captain accused of assault denies it.", []),
        ("The bullying of a council member was wrong.", []),
        ("Bullying was rife. She invited a pianist to play.", []),
        ("An aide, Ann Marsh, accused him of bullying.", []),
        ("A parking attendant accused of abuse was fined.", []),
        ("A gym teacher has been charged with abuse.", []),
        ("A minister accused him of bullying.", []),
    ],
)
def test_english(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in wronged(text, Lang.EN)] == words


def test_who_is_told_of_again() -> None:
    text = "The mayor groped a trainee plumber. He denies the abuse. The young plumber left."
    assert [span.of(text) for span in wronged(text, Lang.EN)] == ["trainee plumber", "young plumber"]


def test_details_in_a_sentence_about_somebody_public() -> None:
    text = (
        "Delyn MP Rob Marsh is facing allegations of inappropriate behaviour towards two members of staff, including"
        " inviting a 21-year-old female intern to \u2018fool around\u2019 with him. Mr Marsh denies it."
    )
    found = [(d.type, d.span.of(text)) for d in find(Draft(text, Lang.EN))]
    assert (DetailType.AGE, "21-year-old") in found
    assert (DetailType.GENDER, "female") in found
    assert (DetailType.OCCUPATION, "intern") in found


def test_what_a_sentence_tells_of_a_victim_counts_though_it_is_about_somebody_public() -> None:
    text = (
        "ZWOLLE - De rechtbank heeft deken Karel Bok dinsdag veroordeeld voor de aanranding van een studente in 2011."
        " Het bisdom noemde het in 2014 een oude zaak. Het slachtoffer had vorige week nog nachtmerries."
    )
    found = {d.span.of(text) for d in find(Draft(text, Lang.NL))}
    assert {"studente", "2011", "nachtmerries"} <= found
    assert not found & {"dinsdag", "2014", "vorige week"}


def test_what_she_did_next_is_told_of_her() -> None:
    text = (
        "Hij betastte een stagiaire op een feest. In 2014 stapte zij naar een vertrouwenspersoon. In 1987 ging de"
        " school open."
    )
    spans = wronged(text, Lang.NL)
    told = [span.of(text) for span in told_with(text, spans, Lang.NL)]
    assert any("2014" in sentence for sentence in told)
    assert not any("1987" in sentence for sentence in told)


def test_what_stands_with_a_first_name_alone_is_told_of_its_bearer() -> None:
    text = (
        "Femke wilde weg uit de fabriek waar zij de banden plakte. In 2018 vond ze iets anders. De fabriek is van 1911."
    )
    told = [span.of(text) for span in told_of(text, ["Femke"])]
    assert any("2018" in sentence for sentence in told)
    assert not any("1911" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Het duurde jaren voordat het slachtoffer aangifte deed tegen de trainer die haar betastte.", "aangifte deed"),
        (
            "Hij betastte een stagiaire. In 2014 diende ze een klacht in bij de inspectie.",
            "klacht in bij de inspectie",
        ),
    ],
)
def test_what_whoever_was_wronged_did_about_it_is_a_detail(text: str, words: str) -> None:
    found = [d.span.of(text) for d in find(Draft(text, Lang.NL)) if d.type is DetailType.EVENT]
    assert any(words in event for event in found)


def test_a_report_of_anybody_else_is_none() -> None:
    text = "De winkelier deed aangifte van diefstal. De fiets was weg. De wethouder zag misstanden in de haven."
    assert any(match.rule == "events.told_report_done" for match in candidates(text, Lang.NL))
    assert not any(match.type is DetailType.EVENT for match in rules(text, Lang.NL))


@pytest.mark.parametrize(
    "text", ["Ze voelden zich geïntimideerd.", "De plukkers worden uitgebuit.", "Zij werd gekleineerd."]
)
def test_words_of_a_wrong_in_every_form(text: str) -> None:
    assert tells_of_wrong(text, Lang.NL)
