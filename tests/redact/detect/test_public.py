from __future__ import annotations

import pytest
from bronwacht.redact.detect.cards import telling
from bronwacht.redact.detect.public import NEEDED, NEEDED_IN, Verdict, judge
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import DetailType, Lang, Reason, Span


def use(text: str, name: str, public: float, at: int = 0) -> NameUse:
    start = text.index(name, at)
    return NameUse(Span(start, start + len(name)), tuple(name.split()), 1 - public, public)


def kept(text: str, verdict: Verdict) -> list[str]:
    return [name.span.of(text) for name in verdict.kept]


def test_given_names_stay_whole_and_by_their_last_word() -> None:
    text = "Volgens Sjaantje Bok klopt het. Bok lachte. Bokken ook."
    verdict = judge(text, Lang.NL, [use(text, "Sjaantje Bok", 0.0)], ["Sjaantje Bok"])
    assert kept(text, verdict) == ["Sjaantje Bok", "Bok"]
    assert verdict.protected == ()


def test_a_given_name_that_is_empty_keeps_nothing() -> None:
    assert judge("Jan kwam.", Lang.NL, [], ["", "  "]).kept == ()


def test_the_place_that_speaks_most_for_a_name_decides_for_all() -> None:
    text = "Sanne Bok sprak. Later zweeg Bok."
    uses = [use(text, "Sanne Bok", NEEDED.full + 0.01), use(text, "Bok", 0.3, 20)]
    assert judge(text, Lang.NL, uses, []).protected == ()
    low = [use(text, "Sanne Bok", NEEDED.full - 0.01), use(text, "Bok", 0.3, 20)]
    assert {m.span.of(text) for m in judge(text, Lang.NL, low, []).protected} == {"Sanne Bok", "Bok"}


def test_an_office_beside_a_name_makes_it_easier_to_stay() -> None:
    share = (NEEDED.full + NEEDED.office) / 2
    plain, office = "Toen kwam Sanne Bok binnen.", "Toen kwam burgemeester Sanne Bok binnen."
    assert judge(plain, Lang.NL, [use(plain, "Sanne Bok", share)], []).protected
    assert judge(office, Lang.NL, [use(office, "Sanne Bok", share)], []).protected == ()


def test_an_office_directly_before_a_name_says_most() -> None:
    share = (NEEDED.behind + NEEDED.office) / 2
    for text, stays in (
        ("Toen kwam burgemeester Sanne Bok binnen.", True),
        ("Toen kwam de burgemeester, Sanne Bok, binnen.", True),
        ("Toen kwam de politierechter, mr. Sanne Bok, binnen.", True),
        ("Toen kwam officier van justitie Sanne Bok binnen.", True),
        ("Toen kwam de burgemeester binnen met Sanne Bok.", False),
        ("Toen kwam de baas, Sanne Bok, binnen.", False),  # as anybody may be called
    ):
        assert bool(kept(text, judge(text, Lang.NL, [use(text, "Sanne Bok", share)], []))) is stays, text


def test_in_full_behind_an_office_and_what_it_is_of_somebody_stays_nearly_always() -> None:
    text = "Zij zegt dat de directeur van het ziekenhuis, Anna Vork, haar duwde."
    for share, stays in ((0.1, True), (0.01, False)):
        assert bool(judge(text, Lang.NL, [use(text, "Anna Vork", share)], []).kept) is stays
    text = "Zij zegt dat de schoonmaker van het ziekenhuis, Anna Vork, haar duwde."
    assert not judge(text, Lang.NL, [use(text, "Anna Vork", 0.1)], []).kept


def test_an_office_in_another_sentence_is_not_beside_the_name() -> None:
    share = (NEEDED.full + NEEDED.office) / 2
    text = "Zo sprak de burgemeester. Sanne Bok zweeg."
    assert judge(text, Lang.NL, [use(text, "Sanne Bok", share)], []).protected


def test_a_first_name_alone_needs_most() -> None:
    assert max(NEEDED.full, NEEDED.office, NEEDED.titled, NEEDED.words, NEEDED.word, NEEDED.letters) < NEEDED.first
    text = "Toen kwam Sanne binnen."
    assert judge(text, Lang.NL, [use(text, "Sanne", NEEDED.first - 0.01)], []).protected
    assert not judge(text, Lang.NL, [use(text, "Sanne", NEEDED.first + 0.01)], []).protected


def test_other_names_need_less_than_persons() -> None:
    text = "Toen sloot Qxvertex Hallen de deuren."
    assert kept(text, judge(text, Lang.NL, [use(text, "Qxvertex Hallen", NEEDED.words + 0.01)], [])) == [
        "Qxvertex Hallen"
    ]


def test_a_public_name_is_kept_where_the_tagger_did_not_see_it() -> None:
    text = "Qxvertex sloot. In de hal van Qxvertex was het stil."
    assert len(judge(text, Lang.NL, [use(text, "Qxvertex", 0.99)], []).kept) == 2


def test_a_word_of_a_protected_name_is_not_kept_for_a_public_one() -> None:
    text = "Wethouder Anna Bok zweeg. Haar zoon Tim zag Bok niet."
    uses = [use(text, "Anna", 0.99), use(text, "Tim", 0.1)]
    verdict = judge(text, Lang.NL, uses, [])
    assert [(m.span.of(text), m.type) for m in verdict.protected] == [("Tim", DetailType.NAME)]


def test_a_code_is_no_public_name_however_sure_the_tagger_is() -> None:
    for text, code in (
        ("Het stuk HK/2021-44 lag er.", "HK/2021-44"),
        ("In dossier 2021/0044 staat het.", "2021/0044"),
        ("Haar personeelsnummer stond erop.", "personeelsnummer"),
    ):
        verdict = judge(text, Lang.NL, [use(text, code, 1.0)], [])
        assert verdict.kept == ()
        assert [(m.type, m.span.of(text)) for m in verdict.protected] == [(DetailType.ID, code)]
    for name in ("D66", "VTM2", "Radio 538"):
        assert kept(
            f"Bij {name} was het stil.",
            judge(f"Bij {name} was het stil.", Lang.NL, [use(f"Bij {name}", name, 1.0)], []),
        )


def test_every_place_of_a_word_of_a_protected_name_goes() -> None:
    text = "Meneer Bok kwam binnen. Toen zweeg Bok."
    verdict = judge(text, Lang.NL, [use(text, "Bok", 0.1)], [])
    assert [m.span.start for m in verdict.protected] == [7, 35]
    assert verdict.kept == ()


def test_a_father_does_not_make_his_daughters_name_public() -> None:
    text = "Burgemeester Anna Bok zweeg. Zijn dochter Mila Bok ook."
    verdict = judge(text, Lang.NL, [use(text, "Anna Bok", 0.99), use(text, "Mila Bok", 0.1)], [])
    assert "Mila Bok" in {m.span.of(text) for m in verdict.protected}
    assert "Anna Bok" in kept(text, verdict)


def test_a_kept_name_tells_why() -> None:
    text = "Toen kwam burgemeester Sanne Bok binnen. Qxvertex zweeg. In Qxvertex was het stil. Ook Vrxa."
    verdict = judge(text, Lang.NL, [use(text, "Sanne Bok", 0.9), use(text, "Qxvertex", 0.99)], ["Vrxa"])
    assert [name.reason for name in verdict.kept if name.span.of(text) == "Vrxa"] == [Reason.STORY]
    assert Reason.OFFICE in [name.reason for name in verdict.kept if name.span.of(text) == "Sanne Bok"]
    reasons = [name.reason for name in verdict.kept if name.span.of(text) == "Qxvertex"]
    assert Reason.EVIDENCE in reasons and Reason.AGAIN in reasons


def test_a_name_that_the_text_introduces_as_a_nickname_goes() -> None:
    text = "De anderen noemen hem Wissel."
    assert [m.span.of(text) for m in judge(text, Lang.NL, [], []).protected] == ["Wissel"]
    assert judge(text, Lang.NL, [], ["Wissel"]).protected == ()


def test_whoever_the_notes_call_their_source_does_not_stay_anywhere() -> None:
    text = "Bron: Sanne Bok. Bok belde terug."
    uses = [use(text, "Sanne Bok", 0.99), use(text, "Bok", 0.99, 16)]
    verdict = judge(text, Lang.NL, uses, [])
    assert verdict.kept == ()
    assert {m.span.of(text) for m in verdict.protected} == {"Sanne Bok", "Bok"}


def test_a_given_name_takes_its_parts_along_as_far_as_they_mean_nobody_else() -> None:
    text = "Anna van der Bok zweeg. Anna lachte. Mevrouw Van der Bok niet. De Qxvertex-hal."
    stay = kept(text, judge(text, Lang.NL, [], ["Anna van der Bok", "Qxvertex Holding"]))
    assert stay == ["Anna van der Bok", "Anna", "Bok", "Qxvertex"]
    two = "Anna Bok zweeg. Anna de Wit lachte. Anna niet."
    assert "Anna" not in kept(two, judge(two, Lang.NL, [], ["Anna Bok"]))


def test_a_given_family_is_kept_in_the_plural() -> None:
    text = "She babysat for the Colbecks on Thursdays."
    assert kept(text, judge(text, Lang.EN, [], ["Wade Colbeck"])) == ["Colbecks"]


def test_a_common_word_of_a_given_organisation_is_not_kept_alone() -> None:
    text = "Northern people met the Northern Courier."
    assert kept(text, judge(text, Lang.EN, [], ["Northern Courier"])).count("Northern") == 0


def test_a_name_alone_is_not_public_in_an_aside() -> None:
    text = "Het stuk gaat over de haven.\n\nSanne Bok\n\nwethouder Jan Vos"
    uses = [use(text, "Sanne Bok", 0.99), use(text, "Jan Vos", 0.99)]
    asides = [Span(text.index("Sanne"), len(text))]
    assert kept(text, judge(text, Lang.NL, uses, [])) == ["Sanne Bok", "Jan Vos"]
    assert kept(text, judge(text, Lang.NL, uses, [], asides)) == ["Jan Vos"]  # an office stands beside it
    assert kept(text, judge(text, Lang.NL, uses, ["Sanne Bok"], asides)) == ["Sanne Bok", "Jan Vos"]


def test_who_is_public_in_the_story_stays_so_in_an_aside() -> None:
    text = "Sanne Bok sprak in de raad.\n\nSanne Bok"
    uses = [use(text, "Sanne Bok", 0.99), use(text, "Sanne Bok", 0.2, 5)]
    assert kept(text, judge(text, Lang.NL, uses, [], [Span(29, len(text))])) == ["Sanne Bok", "Sanne Bok"]


def test_whoever_is_said_to_live_somewhere_under_a_title_goes_in_full_too() -> None:
    text = "Mevrouw Bok, die aan de Eikenlaan 14 woont, zweeg. Later belde Sanne Bok op."
    uses = [NameUse(Span(8, 11), ("Bok",), 0.01, 0.99), use(text, "Sanne Bok", 0.99)]
    at = text.index("Eikenlaan 14")
    assert kept(text, judge(text, Lang.NL, uses, [], streets=[Span(at, at + 12)])) == []


def test_a_child_of_a_public_family_goes_alone() -> None:
    text = "Mayor Harold Quayle opened it. Teddy Quayle, nine, fell. Quayle wept. Later Teddy spoke."
    uses = [use(text, name, 0.97) for name in ("Harold Quayle", "Teddy Quayle")]
    uses += [
        NameUse(Span(at, at + len(word)), (word,), 0.03, 0.97)
        for word in ("Quayle", "Teddy")
        for at in [text.rindex(word)]
    ]
    uses.sort(key=lambda each: each.span)
    verdict = judge(text, Lang.EN, uses, [])
    assert kept(text, verdict) == ["Harold Quayle", "Quayle"]


def test_a_first_name_in_lower_case_goes_at_every_place() -> None:
    text = "gebeld met miranda. * miranda zegt van niet"
    verdict = judge(text, Lang.NL, [use(text, "miranda", 0.1)], [])
    assert [match.span for match in verdict.protected] == [Span(11, 18), Span(22, 29)]


def test_a_town_is_no_name_where_somebody_lives_in_it() -> None:
    text = "De brouwerij Nergenshuizen is oud. Zij woont in Nergenshuizen."
    uses = [use(text, "Nergenshuizen", 0.99), use(text, "Nergenshuizen", 0.99, 30)]
    verdict = judge(text, Lang.NL, uses, [], homes=[uses[1].span])
    assert [name.span for name in verdict.kept] == [uses[0].span]
    assert verdict.protected == ()
    assert len(judge(text, Lang.NL, uses, ["Nergenshuizen"], homes=[uses[1].span]).kept) == 2


def test_whoever_stands_beside_an_address_goes_with_the_first_name() -> None:
    text = "Beste Sanne,\nvan: Sanne Bok <s.bok@x.example>"
    uses = [use(text, "Sanne", 0.99), use(text, "Sanne Bok", 0.99)]
    verdict = judge(text, Lang.NL, uses, [])
    assert [m.span.of(text) for m in verdict.protected] == ["Sanne", "Sanne Bok"]
    assert kept(text, judge(text, Lang.NL, uses, ["Sanne Bok"])) == ["Sanne", "Sanne Bok"]


def test_a_mailbox_of_an_office_says_nothing_of_the_name_beside_it() -> None:
    for address, stays in (("pers@x.example", True), ("s.bok@x.example", False), ("06-12345678", False)):
        text = f"Volgens Sanne Bok ({address}) klopt het."
        assert bool(kept(text, judge(text, Lang.NL, [use(text, "Sanne Bok", 0.99)], []))) is stays
    text = "Qxvertex Hallen, 038-1234567, is dicht. Vrxa Qzorn, 06-12345678, ook."
    uses = [use(text, "Qxvertex Hallen", 0.99), use(text, "Vrxa Qzorn", 0.99)]
    assert kept(text, judge(text, Lang.NL, uses, [])) == ["Qxvertex Hallen"]


@pytest.mark.parametrize(
    ("number", "stays"),
    [
        ("+31 6 12345678", False),
        ("+31612345678", False),
        ("0031 6 1234 5678", False),
        ("(+31) 6 12345678", False),
        ("+44 7700 900123", False),
        ("+44 (0)7700 900123", False),
        ("+32 475 12 34 56", False),
        ("+31 38 1234567", True),
        ("+44 20 7946 0018", True),
    ],
)
def test_a_mobile_number_with_its_country_is_somebodys(number: str, stays: bool) -> None:
    text = f"Daarover ging het met Vrxa Qzorn, {number}, in juni."
    assert bool(kept(text, judge(text, Lang.NL, [use(text, "Vrxa Qzorn", 0.99)], []))) is stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Gesprek met Sanne Bok in juni. Zij is bereikbaar op 06-12345678.", False),
        ("Gesprek met Sanne Bok, te bereiken via het nummer 06-12345678.", False),
        ("Gesprek met Sanne Bok in juni. De griffie is bereikbaar op 038-1234567.", True),
        ("Sanne Bok wil er niets over zeggen. De lijn 06-12345678 is dood.", True),
        ("Sanne Bok woont aan de Eikenlaan 14.", False),
        ("Sanne Bok, die aan de Eikenlaan 14 woont, zweeg.", False),
        ("Sanne Bok, wonend aan de Eikenlaan 14, zweeg.", False),
        ("Sanne Bok kocht een huis. Haar broer woont aan de Eikenlaan 14.", True),
        ("Sanne Bok kwam naar de Eikenlaan 14.", True),
        ("Mail sanne.bok@post.example. Sanne Bok zweeg.", False),
        ("Mail s.bok@post.example. Sanne Bok zweeg.", False),
        ("Mail jan.bok@post.example. Sanne Bok zweeg.", True),
        ("Mail pers.sanne.bok@post.example. Sanne Bok zweeg.", True),
        ("Burgemeester Sanne Bok woont aan de Eikenlaan 14.", True),
        ("Zo zei Sanne Bok het.\n\nSanne Bok 06-12345678", False),
    ],
)
def test_whom_the_text_tells_how_to_reach_is_not_public(text: str, stays: bool) -> None:
    uses = [use(text, "Sanne Bok", 0.99)]
    at = text.find("Eikenlaan 14")
    streets = [Span(at, at + 12)] if at >= 0 else []
    assert bool(kept(text, judge(text, Lang.NL, uses, [], streets=streets))) is stays
    assert kept(text, judge(text, Lang.NL, uses, ["Sanne Bok"], streets=streets))


def test_a_name_on_no_list_is_somebodys_by_a_mailbox_of_two_parts() -> None:
    for address, stays in (("vrxa.qzorn@x.example", False), ("vrxaqzorn@x.example", True), ("qzorn@x.example", True)):
        text = f"Schrijf aan {address}. Daar zit Vrxa Qzorn."
        assert bool(kept(text, judge(text, Lang.NL, [use(text, "Vrxa Qzorn", 0.99)], []))) is stays


@pytest.mark.parametrize(
    ("below", "stays"),
    [("Senior reporter, The Fenland Mail", True), ("Head of catering", False), ("Reporting to the mayor", False)],
)
def test_whoever_signs_for_the_press_is_no_source_for_an_address(below: str, stays: bool) -> None:
    text = f"Dear Ms Bolt,\n\nPlease reply by Friday.\n\nHarriet Quill\n{below}\nh.quill@fenlandmail.example\n"
    verdict = judge(text, Lang.EN, [use(text, "Harriet Quill", 0.99)], [])
    assert (kept(text, verdict) == ["Harriet Quill"]) is stays


def test_name_in_capitals_is_that_of_the_text() -> None:
    text = "Read: LERATO KHUMALO\n\n[Music]\n\nI'm Lerato Khumalo. My brother went to a school like this one."
    one, other = (text.index(name) for name in ("LERATO KHUMALO", "Lerato Khumalo"))
    names = [
        NameUse(Span(one, one + 14), ("LERATO", "KHUMALO"), 0.01, 0.98),
        NameUse(Span(other, other + 14), ("Lerato", "Khumalo"), 0.40, 0.55),
    ]
    assert [name.span.start for name in judge(text, Lang.EN, names, ()).kept] == [one, other]


def test_whoever_is_on_record_stays_sooner_and_whoever_is_off_it_does_not() -> None:
    text = "- Sanne Bok, on the record\n- Kees Vos – off the record"
    told = [use(text, "Sanne Bok", NEEDED.behind + 0.01), use(text, "Kees Vos", NEEDED.behind + 0.01)]
    assert kept(text, judge(text, Lang.NL, told, [])) == ["Sanne Bok"]
    bare = [use("Sanne Bok sprak.", "Sanne Bok", NEEDED.behind + 0.01)]
    assert kept("Sanne Bok sprak.", judge("Sanne Bok sprak.", Lang.NL, bare, [])) == []


def test_an_english_name_in_full_needs_less() -> None:
    share = (NEEDED_IN[Lang.EN].full + NEEDED.full) / 2
    text = "Sanne Bok"
    assert not judge(text, Lang.EN, [use(text, text, share)], []).protected
    assert judge(text, Lang.NL, [use(text, text, share)], []).protected


@pytest.mark.parametrize(
    ("lang", "name", "stays"),
    [(Lang.NL, "Q.X.", False), (Lang.EN, "Q.X.", True), (Lang.NL, "B.V.", True), (Lang.NL, "Q.X. van Bok", True)],
)
def test_dutch_initials_with_points_are_of_whom_a_court_does_not_name(lang: Lang, name: str, stays: bool) -> None:
    text = f"Dat staat in de zaak van {name} al jaren."
    share = (NEEDED.word + NEEDED_IN[Lang.NL].dotted) / 2
    verdict = judge(text, lang, [use(text, name[:4], share)], [])
    assert bool(verdict.protected) is not stays


def test_an_hour_before_a_name_makes_no_number_of_it() -> None:
    text = "**13.20 Qxverta** zwijgt. Dossier HK/2021-44 ligt er."
    names = [use(text, "13.20 Qxverta", 0.9), use(text, "HK/2021-44", 0.9)]
    found = [m.span.of(text) for m in judge(text, Lang.NL, names, []).protected if m.type is DetailType.ID]
    assert found == ["HK/2021-44"]


def test_whom_everybody_calls_by_a_first_name_stays_where_named_in_full_as_public() -> None:
    text = "Everybody called him Maarten. Later Maarten Eik sued."
    one, full = use(text, "Maarten", 0.1), use(text, "Maarten Eik", 0.95)
    assert kept(text, judge(text, Lang.EN, [one, full], [])) == ["Maarten", "Maarten Eik"]
    assert kept(text, judge(text, Lang.EN, [one], [])) == []


@pytest.mark.parametrize("name", ["Paraguay", "Surinamers"])
def test_a_country_and_those_from_it_are_nobodys_name(name: str) -> None:
    text = f"Zij zag hoe {name} toen won."
    assert judge(text, Lang.NL, [use(text, name, 0.4)], []).protected == ()
    hardly = NameUse(use(text, name, 0.1).span, (name,), 0.03, 0.3)
    assert judge(text, Lang.NL, [hardly], []).protected == ()


@pytest.mark.parametrize("name", ["Mali", "Fin"])
def test_what_is_surely_a_protected_name_is_one_though_a_land_is_called_so(name: str) -> None:
    text = f"Mijn collega {name} zweeg. Later belde {name} ons."
    verdict = judge(text, Lang.NL, [use(text, name, 0.1)], [])
    assert [m.span.of(text) for m in verdict.protected] == [name, name]


def test_a_country_that_is_on_a_list_of_names_goes_where_it_surely_is_one() -> None:
    text = "She met India at home."
    likely, hardly = use(text, "India", 0.1), NameUse(Span(8, 13), ("India",), 0.3, 0.03)
    assert judge(text, Lang.EN, [likely], []).protected
    assert judge(text, Lang.EN, [hardly], []).protected == ()


def test_a_name_of_two_letters_goes_at_every_place() -> None:
    text = "Toen zweeg Bo lang. Volgens Bo's zusje wist Xi ervan. De We in de tekst is niemand. Bij Xi thuis zat Bo."
    verdict = judge(text, Lang.NL, [use(text, "Bo", 0.1), use(text, "Xi", 0.1)], [])
    assert sorted(m.span.of(text) for m in verdict.protected) == ["Bo", "Bo", "Bo", "Xi", "Xi"]


def test_initials_articles_and_abbreviations_of_two_letters_are_no_such_name() -> None:
    assert telling(["Bo", "Xi's", "Ng", "JL", "J.", "De", "We", "Mr", "Dr", "St", "Co"]) == ["Bo", "Xi", "Ng"]
