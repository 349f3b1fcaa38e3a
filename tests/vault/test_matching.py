from __future__ import annotations

import datetime

import pytest
from bronwacht.vault.matching import Finding, find_known
from bronwacht.vault.names import MAX_SPELLINGS, deletions, one_apart, parse_name
from bronwacht.vault.source import KnownFact, Promise, Source
from hypothesis import given, settings
from hypothesis import strategies as st

MARIJKE = Source(
    "Marijke van den Berg-Janssens",
    codename="Wulp",
    aliases=("Rooie Toos", "de zwijgzame"),
    contacts=("marijke.vdberg@example.org", "06-12 34 56 78", "@merel_87", "Dorpsstraat 12, 1135 AB Edam"),
    employer="Stichting Waterlinie",
    role="beleidsmedewerker water",
    born=datetime.date(1987, 5, 3),
)
OTHERS = [
    Source("José Müller", codename="Kauw"),
    Source("Seán Ó Briain", codename="Fuut", aliases=("Sean O'Brien",)),
    Source("Jan de Boer", codename="Tapuit"),
    Source("Fatima el Amrani", codename="Sijs"),
    Source("dr. Kimberley R. Vanhoutte", codename="Grutto"),
    Source("Wijk, Tijs van", codename="Olm"),
    Source("Yıldız", codename="Berk", contacts=("https://www.example.org/people/y.yildiz88/", "Signal: y-yildiz.12")),
]
ALL = [MARIJKE, *OTHERS]


def found(text: str, sources: list[Source] = ALL) -> list[tuple[str, str, str]]:
    return [(text[f.start : f.end], f.kind, f.codename) for f in find_known(text, sources)]


@pytest.mark.parametrize(
    ("text", "stretch", "kind", "codename"),
    [
        # whole and in part
        ("Marijke van den Berg-Janssens zei", "Marijke van den Berg-Janssens", "name", "Wulp"),
        ("marijke janssens zei", "marijke janssens", "name", "Wulp"),
        ("MARIJKE VAN DEN BERG", "MARIJKE VAN DEN BERG", "name", "Wulp"),
        ("mevrouw Van den Berg belde", "Van den Berg", "surname", "Wulp"),
        ("Mrs Janssens rang", "Janssens", "surname", "Wulp"),
        ("de zaak-Janssens", "Janssens", "surname", "Wulp"),
        ("Janssens, Marijke", "Janssens, Marijke", "name", "Wulp"),
        ("Marijke\nJanssens", "Marijke\nJanssens", "name", "Wulp"),
        ("VandenBerg", "VandenBerg", "surname", "Wulp"),
        ("vandenberg", "vandenberg", "surname", "Wulp"),
        ("Tijs van Wijk was er", "Tijs van Wijk", "name", "Olm"),
        ("met El Amrani", "El Amrani", "surname", "Sijs"),
        ("met Al Amrani", "Amrani", "surname", "Sijs"),
        ("Kimberley Vanhoutte", "Kimberley Vanhoutte", "name", "Grutto"),
        # inflection
        ("Marijkes verhaal", "Marijkes", "given_name", "Wulp"),
        ("Marijke's verhaal", "Marijke's", "given_name", "Wulp"),
        ("Marijke’s story", "Marijke’s", "given_name", "Wulp"),
        ("Janssens’ verhaal", "Janssens", "surname", "Wulp"),
        ("de Müllers", "Müllers", "surname", "Kauw"),
        ("Fatimaatje", None, None, None),
        ("Jantje", "Jantje", "given_name", "Tapuit"),
        # spelling
        ("Jose Mueller", "Jose Mueller", "name", "Kauw"),
        ("JOSÉ MÜLLER", "JOSÉ MÜLLER", "name", "Kauw"),
        ("jose muller", "jose muller", "name", "Kauw"),
        ("Sean O’Brien", "Sean O’Brien", "alias", "Fuut"),
        ("Sean OBrien", "Sean OBrien", "alias", "Fuut"),
        ("Maryke Janssens", "Maryke Janssens", "name", "Wulp"),
        ("Thijs van Wyk", "Thijs van Wyk", "name", "Olm"),
        ("YILDIZ", "YILDIZ", "name", "Berk"),
        # disguise
        ("Ma\u200brij\u00adke", "Ma\u200brij\u00adke", "given_name", "Wulp"),
        ("Мarijkе", "Мarijkе", "given_name", "Wulp"),
        ("𝐌𝐚𝐫𝐢𝐣𝐤𝐞", "𝐌𝐚𝐫𝐢𝐣𝐤𝐞", "given_name", "Wulp"),
        ("J a n s s e n s", "J a n s s e n s", "surname", "Wulp"),
        ("M.a.r.i.j.k.e", "M.a.r.i.j.k.e", "given_name", "Wulp"),
        ("Mul-\nler", "Mul-\nler", "surname", "Kauw"),
        ("Mul ler", "Mul ler", "surname", "Kauw"),
        ("Mar1jke", "Mar1jke", "given_name", "Wulp"),
        # initials
        ("M. van den Berg", "M. van den Berg", "name", "Wulp"),
        ("M. Janssens", "M. Janssens", "name", "Wulp"),
        ("K.R. Vanhoutte", "K.R. Vanhoutte", "name", "Grutto"),
        ("Marijke B. zei", "Marijke B", "name", "Wulp"),
        ("Marijke v.d. B. zei", "Marijke v.d. B", "name", "Wulp"),
        ("M.v.d.B. zei", "M.v.d.B", "initials", "Wulp"),
        ("M. B. zei", "M. B", "initials", "Wulp"),
        ("K.V. zei", "K.V", "initials", "Grutto"),
        ("MvdB zei", "MvdB", "initials", "Wulp"),
        # one letter
        ("Marijek Janssens", "Marijek Janssens", "name", "Wulp"),
        ("Marike", "Marike", "given_name", "Wulp"),
        ("Janssems", "Janssems", "surname", "Wulp"),
        ("vanhoute", "vanhoute", "surname", "Grutto"),
        ("Kimberly", "Kimberly", "given_name", "Grutto"),
        ("Fatma el Amrani", "Fatma el Amrani", "name", "Sijs"),
        ("Marijke van den Borg", "Marijke van den Borg", "name", "Wulp"),
        # other facts
        ("Rooie Toos", "Rooie Toos", "alias", "Wulp"),
        ("Rode Toos", "Toos", "alias", "Wulp"),
        ("noem haar De Zwijgzame", "De Zwijgzame", "alias", "Wulp"),
        ("marijke.vdberg@example.org", "marijke.vdberg@example.org", "contact", "Wulp"),
        ("Marijke.VdBerg @ Example.org", "Marijke.VdBerg @ Example.org", "contact", "Wulp"),
        ("marijke.vdberg [at] example [dot] org", "marijke.vdberg [at] example [dot] org", "contact", "Wulp"),
        ("bel 0612345678", "0612345678", "contact", "Wulp"),
        ("bel (06) 1234 5678 nu", "(06) 1234 5678", "contact", "Wulp"),
        ("bel +31 6 12 34 56 78.", "+31 6 12 34 56 78", "contact", "Wulp"),
        ("bel 0031-6-12345678", "0031-6-12345678", "contact", "Wulp"),
        ("op X als merel_87", "merel_87", "contact", "Wulp"),
        ("via @Merel_87", "@Merel_87", "contact", "Wulp"),
        ("aan de Dorpsstraat 12 woont", "Dorpsstraat 12", "contact", "Wulp"),
        ("postcode 1135ab", "1135ab", "contact", "Wulp"),
        ("zie example.org/people/y.yildiz88", "example.org/people/y.yildiz88", "contact", "Berk"),
        ("handle y.yildiz88", "y.yildiz88", "contact", "Berk"),
        ("Signal y-yildiz.12", "y-yildiz.12", "contact", "Berk"),
        ("bij waterlinie werkt", "waterlinie", "employer", "Wulp"),
        ("als beleidsmedewerkers water", "beleidsmedewerkers water", "role", "Wulp"),
        ("op 3 mei 1987", "3 mei 1987", "birth_date", "Wulp"),
        ("3-5-'87", "3-5-'87", "birth_date", "Wulp"),
        ("1987-05-03", "1987-05-03", "birth_date", "Wulp"),
        ("05/03/1987", "05/03/1987", "birth_date", "Wulp"),
        ("the 3rd of May, 1987", "3rd of May, 1987", "birth_date", "Wulp"),
        ("May 3, 1987", "May 3, 1987", "birth_date", "Wulp"),
        ("geboren in Hoorn in 1987", "geboren in Hoorn in 1987", "birth_date", "Wulp"),
        ("born in 1987", "born in 1987", "birth_date", "Wulp"),
    ],
)
def test_it_is_found(text: str, stretch: str | None, kind: str, codename: str) -> None:
    assert found(text) == ([] if stretch is None else [(stretch, kind, codename)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "De rest zweeg.",
        "Hij liep de berg op, langs de boer en zijn wijk.",
        "12 Jan 2021",
        "Een wijze raad is duur.",
        "m.b.v. een kaart",
        "The U.S. and the U.K. agreed.",
        "geboren in 1988",
        "op 4 mei 1987",
        "in 1987 werd het gebouw geopend",
        "0612345679 en 12345678",
        "merel_871 en xmerel_87",
        "info@example.org",
        "Dorpsstraat 14",
        "Maria en Mariska van Dam",
        "In juni was het water hoog; de beleidsmedewerker zweeg.",
        "janken, jansen en jassen",
        "Zij is berger bij een bergingsbedrijf.",
        "X y z. A. B. C.",
    ],
)
def test_other_things_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_several_sources_and_mentions_come_in_the_texts_order() -> None:
    text = "Jan de Boer belde Marijke. Müller zweeg; Marijke van den Berg niet."
    assert [(stretch, codename) for stretch, _, codename in found(text)] == [
        ("Jan de Boer", "Tapuit"),
        ("Marijke", "Wulp"),
        ("Müller", "Kauw"),
        ("Marijke van den Berg", "Wulp"),
    ]


def test_a_name_that_two_sources_share_is_found_for_both() -> None:
    sources = [Source("Anna Quist", codename="A"), Source("Bert Quist", codename="B")]
    assert found("Quist zei", sources) == [("Quist", "surname", "A"), ("Quist", "surname", "B")]


def test_what_may_be_published_is_not_reported_and_a_name_always_is() -> None:
    promise = dict.fromkeys(("EMPLOYER", "OCCUPATION", "AGE", "CONTACT", "NAME"), Promise.PUBLISH)
    source = Source(
        MARIJKE.name, codename="Wulp", employer="Waterlinie", role="adviseur", born=MARIJKE.born, promise=promise
    )
    assert found("Marijke, adviseur bij Waterlinie, geboren 3 mei 1987", [source]) == [
        ("Marijke", "given_name", "Wulp")
    ]
    careful = Source(
        "Bo Zwart", codename="Wulp", employer="Waterlinie", promise={"EMPLOYER": Promise.NO_FINER_THAN_BROAD}
    )
    assert found("bij Waterlinie", [careful]) == [("Waterlinie", "employer", "Wulp")]


def test_short_names_and_words_need_their_capital() -> None:
    sources = [Source("Bo Zwart", codename="A"), Source("Grace Will", codename="B")]
    assert found("bo was in het zwart; they will say grace", sources) == []
    assert [stretch for stretch, *_ in found("Bo zweeg. Zwart ook. Will and Grace", sources)] == [
        "Bo",
        "Zwart",
        "Will and Grace",
    ] or [stretch for stretch, *_ in found("Bo zweeg. Zwart ook. Will and Grace", sources)] == [
        "Bo",
        "Zwart",
        "Will",
        "Grace",
    ]
    assert found("bo zwart", sources) == [("bo zwart", "name", "A")]


@pytest.mark.parametrize("name", ["Aaij", "Arno", "Clio", "Bern"])
def test_a_name_of_four_letters_is_found_in_any_case_though_a_look_alike_has_three(name: str) -> None:
    for variant in (name, name.lower(), name.upper()):
        assert found(variant, [Source(f"{name} Quistwater", codename="A")]) == [(variant, "given_name", "A")]
        assert found(f"bij {variant}", [Source("Zoë Quist", codename="A", employer=name)]) == [
            (variant, "employer", "A")
        ]


def test_a_look_alike_of_three_letters_needs_its_capital() -> None:
    assert found("amo, aay", [Source("Arno Quist", codename="A"), Source("Aaij Zwart", codename="B")]) == []
    assert found("Amo", [Source("Arno Quist", codename="A")]) == [("Amo", "given_name", "A")]


def test_an_abbreviation_of_an_employer_needs_its_capitals() -> None:
    sources = [Source("Zoë Quist", codename="A", employer="UWV")]
    assert found("bij het UWV", sources) == [("UWV", "employer", "A")]
    assert found("uwv", sources) == []


@pytest.mark.parametrize("name", ["", "  ", "...", "dr.", "van", "J.", "😀", "1", "\u200b"])
def test_a_name_of_nothing_is_found_nowhere(name: str) -> None:
    text = "Een tekst van J. met dr. en 😀 1 erin."
    assert not find_known(text, [Source(name or "x", codename="A", aliases=(name,))])
    assert {each.kind for each in find_known(text, [Source("x", codename="A", contacts=(name,))])} <= {"contact"}


NAMES = st.text(alphabet="abcdefghijklmnoprstuvwz", min_size=4, max_size=10).map(str.capitalize)


@settings(max_examples=60)
@given(given_name=NAMES, surname=NAMES, position=st.integers(0, 200))
def test_any_name_is_found_anywhere_in_any_case(given_name: str, surname: str, position: int) -> None:
    text = "Gisteren 7 " * 20
    text = f"{text[:position]} {given_name} {surname} {text[position:]}"
    source = Source(f"{given_name} {surname}", codename="A")
    for variant in (text, text.upper(), text.lower()):
        findings = [f for f in find_known(variant, [source]) if f.start <= position + 1 < f.end]
        assert findings, "not found"
        # "G Gaaa": a letter that stands before may be taken along as an initial.
        assert f"{given_name} {surname}".lower() in variant[findings[0].start : findings[0].end].lower()


@settings(max_examples=100)
@given(st.text(alphabet="abcdexyz", min_size=6, max_size=12), st.data())
def test_one_wrong_letter_in_a_long_name_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    other = data.draw(st.sampled_from("mnopq"))
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    for wrong in (
        word[:at] + other + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + other + word[at + 1 :],
        swapped,
    ):
        assert one_apart(wrong, word)
        assert find_known(wrong.capitalize(), [Source(f"Quirina {word.capitalize()}", codename="A")])
    assert not one_apart(word[:at] + "mnm" + word[at + 1 :], word)


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_is_taken_and_findings_lie_within_it(text: str) -> None:
    for finding in find_known(text, ALL):
        assert isinstance(finding, Finding)
        assert 0 <= finding.start < finding.end <= len(text)


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ("tel. 06-12345678", "bel 06 12 34 56 78"),
        ("06-12345678 (werk)", "bel 0612345678"),
        ("WhatsApp 06-12345678", "bel 0612345678"),
        ("mobiel privé: 06-12345678", "bel 0612345678"),
        ("telefoonnummer: 06-12345678", "bel 0612345678"),
        ("06-12345678 / 020-1234567", "bel 0612345678"),
        ("06-12345678 / 020-1234567", "bel 020-1234567"),
        ("j.veen@example.org (privé)", "mail j.veen@example.org"),
        ("Jo <j.veen@example.org>", "mail j.veen@example.org"),
        ("j.veen@example.org, jo@example.org", "mail jo@example.org"),
        ("Reddit: zwartekat", "op Reddit heet ze zwartekat"),
        ("Reddit zwartekat", "op Reddit heet ze ZwarteKat"),
        ("Discord: kat#1234", "als kat#1234 op Discord"),
        ("Dorpsstraat 12 1135 AB Edam", "aan de Dorpsstraat 12"),
        ("zwartekat", "zij is zwartekat"),
    ],
)
def test_a_contact_is_found_however_somebody_wrote_it_down(contact: str, text: str) -> None:
    found = find_known(text, [Source("Wim de Vreugd", codename="Kluut", contacts=(contact,))])
    assert [finding.kind for finding in found] == ["contact"]


@pytest.mark.parametrize("contact", ["06-12345678 (werk)", "Reddit: zwartekat", "Jo <j.veen@example.org>"])
def test_what_stands_around_a_contact_is_none(contact: str) -> None:
    text = "Op haar werk leest Jo over een kat op Reddit, en zij belt."
    assert not find_known(text, [Source("Wim de Vreugd", codename="Kluut", contacts=(contact,))])


@pytest.mark.parametrize("text", ["12ABC3", "12 ABC 3", "12-abc-3"])
def test_a_number_is_found_in_other_groups(text: str) -> None:
    source = Source("Wim de Vreugd", codename="Kluut", facts=(KnownFact("ID", "12-ABC-3"),))
    assert [f.kind for f in find_known(f"kenteken {text}, zegt hij", [source])] == ["id"]
    assert not find_known(f"kenteken 9{text}4, zegt hij", [source])


@pytest.mark.parametrize(
    "written",
    [
        "marijkevandenberg@gmail.com",
        "#MarijkeVanDenBerg",
        "@marijkeberg",
        "marijkevandenbergjanssens",
        "foto_marijke_van_den_berg.jpg",
        "?q=marijke+van+den+berg",
    ],
)
def test_a_name_written_as_one_word_is_a_name(written: str) -> None:
    source = Source(name="Marijke van den Berg-Janssens", codename="Merel")
    assert {finding.kind for finding in find_known(f"Zie {written} voor meer.", [source])} == {"name"}


def test_a_name_of_many_words_with_many_spellings_takes_no_more_time_than_a_name() -> None:
    name = parse_name(" ".join(["Müllern'süß"] * 5), "Wulp")
    assert name is not None
    assert all(len(part.forms) <= 8 * MAX_SPELLINGS for part in name.parts)
    assert [finding.kind for finding in find_known("door Müllern'süß", [Source(" ".join(["Müllern'süß"] * 200))])]


def test_a_run_of_letters_that_is_no_name_is_not_spelt_in_thousands_of_ways() -> None:
    assert deletions("f" * 1000) == {"f" * 1000}
