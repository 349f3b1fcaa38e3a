from __future__ import annotations

import importlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bronwacht import commands
from bronwacht.redact.detect import find
from bronwacht.redact.draft import DIRECT_TYPES, Detail, DetailType, Draft, Lang

NL = "\n\n".join(
    (
        "Wethouder Klaas Vermeer (Zorg) ligt onder vuur in de gemeente Zuidersluis.",
        "Een 34-jarige verpleegkundige, moeder van twee dochters, vertelt dat Vermeer haar in maart 2021 in de kantine "
        "opwachtte. ‘Hij zei dat ik nooit meer ergens aan de bak zou komen’, zegt ze. Ze zat toen zes weken ziek thuis "
        "met een burn-out. Haar zoontje Timo vroeg waarom ze huilde.",
        "Een oud-ambtenaar, de enige Friezin op de afdeling Vergunningen, kreeg via WhatsApp een bericht. Ze is "
        "bereikbaar op 06-12345678 of via m.dewit@voorbeeld.example.org. Haar dossier heeft nummer KL-2021-0456.",
        "Een woordvoerder van Vermeer noemt de verhalen ‘uit de lucht gegrepen’. De raad vergadert donderdag.",
    )
)

EN = "\n\n".join(
    (
        "Councillor Harold Benbow has led Marsh End Borough Council since 2016.",
        "A 41-year-old nurse from Leeds, who has two young sons, said that Benbow had cornered her at the Christmas "
        "party in 2019. “He told me nobody would ever believe a word of it,” she said. She was on sick leave for six "
        "weeks with depression.",
        "A former planning officer, the only woman on the team, kept the messages he sent on Signal. She can be "
        "reached on +44 20 7946 0958 or at k.adams@mailbox.example.com. Her grievance was number HR/2019/0412.",
        "A spokesman for Benbow said the claims were baseless. The council meets on Thursday.",
    )
)

DRAFTS = {Lang.NL: NL, Lang.EN: EN}
PUBLIC = {Lang.NL: "Vermeer", Lang.EN: "Benbow"}


def details(text: str, lang: Lang, *, public: tuple[str, ...] = ()) -> tuple[Detail, ...]:
    return find(Draft(text, lang, published=(2022, 3)), public=public)


def said(text: str, lang: Lang) -> list[tuple[str, DetailType]]:
    return [(d.span.of(text), d.type) for d in details(text, lang)]


@pytest.mark.parametrize("lang", list(Lang))
def test_details_are_in_order_apart_and_numbered(lang: Lang) -> None:
    found = details(DRAFTS[lang], lang)
    assert [d.id for d in found] == [f"d{n}" for n in range(1, len(found) + 1)]
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(0 < d.score <= 1 and d.evidence and not d.persons for d in found)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_careful_editor_would_mark_these(lang: Lang) -> None:
    wanted = {
        Lang.NL: "34-jarige|verpleegkundige|twee dochters|maart 2021|kantine|zes weken|burn-out|Timo|oud-ambtenaar"
        "|enige Friezin|WhatsApp|06-12345678|m.dewit@voorbeeld.example.org|KL-2021-0456|nooit meer ergens aan de bak",
        Lang.EN: "41-year-old|nurse|Leeds|two young sons|Christmas party|2019|sick leave|depression|planning officer"
        "|only woman|Signal|+44 20 7946 0958|k.adams@mailbox.example.com|HR/2019/0412|nobody would ever believe",
    }[lang].split("|")
    text = DRAFTS[lang]
    covered = {i for d in details(text, lang) for i in range(d.span.start, d.span.end)}
    missed = [w for w in wanted if not covered.issuperset(range(text.index(w), text.index(w) + len(w)))]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize("lang", list(Lang))
def test_what_points_at_one_person_is_found_whole(lang: Lang) -> None:
    direct = {s for s, kind in said(DRAFTS[lang], lang) if kind in DIRECT_TYPES}
    number = {Lang.NL: {"06-12345678"}, Lang.EN: {"+44 20 7946 0958"}}[lang]
    assert all(any(wanted in stretch for stretch in direct) for wanted in number)
    assert any("@" in stretch for stretch in direct)


@pytest.mark.parametrize("lang", list(Lang))
def test_no_detail_falls_on_a_public_name(lang: Lang) -> None:
    assert not any(PUBLIC[lang] in stretch for stretch, _ in said(DRAFTS[lang], lang))


def test_a_given_name_stays_and_takes_its_surname_along() -> None:
    text = "Haar zoontje Timo Kwast huilde. Kwast was zes."
    assert not any("Kwast" in d.span.of(text) for d in details(text, Lang.NL, public=("Timo Kwast",)))


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("text", ["", "\n", " \n\n\t", "…", "—"])
def test_a_draft_with_nothing_in_it(lang: Lang, text: str) -> None:
    assert details(text, lang) == ()


@pytest.mark.parametrize("lang", list(Lang))
def test_straight_quotes_and_hard_spaces_change_nothing(lang: Lang) -> None:
    text = DRAFTS[lang]
    before = [(d.span, d.type) for d in details(text, lang)]
    straight = text.translate(str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'}))
    hard = text.replace(" ", "\u00a0")
    assert [(d.span, d.type) for d in details(straight, lang)] == before
    assert [(d.span, d.type) for d in details(hard, lang)] == before


@pytest.mark.parametrize("lang", list(Lang))
def test_windows_line_ends_change_nothing(lang: Lang) -> None:
    text = DRAFTS[lang]
    assert said(text.replace("\n", "\r\n"), lang) == said(text, lang)


@pytest.mark.parametrize(
    ("lang", "swaps"),
    [
        (Lang.NL, {"Vermeer": "Oosterhof", "Klaas": "Gerben", "34-jarige": "52-jarige", "Timo": "Ruben"}),
        (Lang.EN, {"Benbow": "Lathbury", "Harold": "Desmond", "41-year-old": "29-year-old", "Leeds": "Hull"}),
    ],
)
def test_others_of_the_kind_leave_the_marks_in_place(lang: Lang, swaps: dict[str, str]) -> None:
    text = DRAFTS[lang]
    other = text
    for old, new in swaps.items():
        other = other.replace(old, new)
    before = [kind for _, kind in said(text, lang)]
    after = [kind for _, kind in said(other, lang)]
    same = sum(min(before.count(kind), after.count(kind)) for kind in set(before))
    assert same >= 0.9 * max(len(before), len(after))


def test_a_broken_line_is_read_on() -> None:
    wide = "De verpleegkundige van de nachtdienst in Gent meldde zich in maart ziek met een burn-out."
    broken = wide.replace("in maart", "in\nmaart")
    assert [(d.span, d.type) for d in details(broken, Lang.NL)] == [(d.span, d.type) for d in details(wide, Lang.NL)]


def test_nothing_of_a_draft_is_in_a_repr() -> None:
    (first, *_) = details(NL, Lang.NL)
    assert "verpleegkundige" not in repr(first)


def test_the_accused_of_the_article_stays_named(shared: Path) -> None:
    (path,) = (shared / "articles").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    found = [d.span.of(text) for d in details(text, Lang.NL)]
    assert not any("Ivens" in stretch or "Parool" in stretch for stretch in found)
    assert any("enige vrouw" in stretch for stretch in found)
    assert any("raadsvergadering" in stretch for stretch in found)


@pytest.fixture
def scoring(shared: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The shared reader of marked drafts, and the shared scorer."""
    monkeypatch.syspath_prepend(str(shared / "bench"))
    return importlib.import_module("drafts"), importlib.import_module("score")


@pytest.mark.parametrize("lang", list(Lang))
def test_the_development_drafts(shared: Path, scoring: tuple[Any, Any], lang: Lang) -> None:
    reader, scorer = scoring
    drafts = reader.folder(shared / "bench" / f"{lang}-dev")
    guesses = {
        draft["id"]: {
            "details": [
                {"start": d.span.start, "end": d.span.end, "type": d.type.value} for d in details(draft["text"], lang)
            ]
        }
        for draft in drafts
    }
    figures, _ = scorer.score(drafts, guesses)
    assert figures["direct"] >= 0.85
    assert figures["quasi"] >= 0.78
    assert figures["precision"] >= 0.75
    assert figures["damage"] <= 0.10
    assert figures["type"] >= 0.78


def test_a_public_name_within_an_account_number_does_not_save_the_number() -> None:
    text = "Wethouder Sanne Bok prees de QVXB. De QVXB groeit. Storten op NL56 QVXB 0098 3446 41."
    assert "NL56 QVXB 0098 3446 41" in [d.span.of(text) for d in details(text, Lang.NL, public=("QVXB",))]


@pytest.mark.parametrize("contact", ["06-12345678", "m.dewit@voorbeeld.example.org"])
@pytest.mark.parametrize("after", ["https://voorbeeld.example.org/stuk", "www.voorbeeld.example.org", "06-87654321"])
def test_what_the_next_paragraph_begins_with_does_not_hide_a_contact(contact: str, after: str) -> None:
    text = f"{NL}\n\nHaar buurvrouw hoorde het ook en is te bereiken op {contact}.\n\n{after}"
    found = [d for d in details(text, Lang.NL) if d.type in DIRECT_TYPES]
    place = text.rindex(contact)
    assert any(d.span.start <= place and d.span.end >= place + len(contact) for d in found)
    assert not any("\n\n" in d.span.of(text) for d in found)


def test_a_number_on_the_line_below_a_name_takes_nothing_of_it() -> None:
    text = f"{NL}\n\nNaam\nMarieke Quistenburg\n06-12345678"
    found = [d.span.of(text) for d in details(text, Lang.NL)]
    assert "Marieke Quistenburg" in found
    assert any(stretch == "06-12345678" for stretch in found[-1:])


@pytest.mark.parametrize(
    "card", ["-- \nMarieke Quistenburg\n", "Naam: Marieke Quistenburg\n\nTel: ", "Marieke Quistenburg, tel. "]
)
def test_whoever_signs_with_a_number_is_protected(card: str) -> None:
    text = f"{NL}\n\n{card}06-12345678\n"
    assert [d for d in details(text, Lang.NL) if d.type is DetailType.NAME and "Quistenburg" in d.span.of(text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Een verpleegkundige op de intensive care, 52 jaar, zegt dat ze moest komen.", "52 jaar", {"age": 52}),
        ("Een kok van het hotel, 47 jaar en moeder van drie, vertelt het.", "47 jaar", {"age": 47}),
        (
            "Een vrouw die als adviseur voor hem werkte, toen 38 jaar en moeder van twee jonge kinderen, vertelt het.",
            "38 jaar",
            {"age": 38, "then": True},
        ),
        ("Ze was toen 38 jaar en werkte er.", "38 jaar", {"age": 38, "then": True}),
    ],
)
def test_years_of_somebody_are_an_age_and_no_length_of_time(text: str, words: str, value: dict[str, Any]) -> None:
    (found,) = (d for d in details(text, Lang.NL) if d.span.of(text) == words)
    assert (found.type, found.value) == (DetailType.AGE, value)


@pytest.mark.parametrize(
    "text", ["Hij werkt er, al 12 jaar, en zegt niets.", "Zij werkte bij het ministerie, 31 jaar lang, en zwijgt."]
)
def test_a_length_of_time_is_no_age(text: str) -> None:
    assert [d for d in details(text, Lang.NL) if d.type is DetailType.AGE] == []


def test_whoever_retires_in_march_does_so_in_a_month_and_no_town() -> None:
    assert ("March", DetailType.DATE) in said("A nurse of 57 retired in March and lives in Broadstairs.", Lang.EN)
    assert ("March", DetailType.PLACE) in said("The nurse, who lives in March, left.", Lang.EN)


@pytest.mark.parametrize(
    ("text", "words", "lang"),
    [
        ("The mother of three has since left the charity. She is happy.", "mother of three", Lang.EN),
        ("The father of two boys was moved to another ward. He left.", "father of two boys", Lang.EN),
    ],
)
def test_what_a_mother_of_three_does_is_no_family(text: str, words: str, lang: Lang) -> None:
    assert [found for found in said(text, lang) if found[1] is DetailType.FAMILY] == [(words, DetailType.FAMILY)]


def test_the_count_of_children_has_its_noun() -> None:
    draft = Draft((Path(commands.__file__).parent / "data" / "sample-nl.txt").read_text("utf-8"), Lang.NL)
    family = [d.span.of(draft.text) for d in find(draft) if d.type is DetailType.FAMILY]
    assert "twee jonge kinderen" in family


def test_when_a_message_was_sent_is_nobodys_number() -> None:
    lines = ["Kees: ben je daar", "Redactie: ja, wat is er gebeurd?", "Kees: pillen gepikt", "Redactie: wie zag het?"]
    text = "".join(f"[12-01 20:{14 + n}] {line}\n" for n, line in enumerate([*lines, *lines]))
    found = [d.span.of(text) for d in find(Draft(text, Lang.NL)) if d.type in (DetailType.ID, DetailType.CONTACT)]
    assert not found
