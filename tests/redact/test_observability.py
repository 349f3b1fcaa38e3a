"""Who can know a detail: by type, by value, and by the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bronwacht.redact.draft import DetailType, Draft, Lang, Observability, Person, Role, Span, Value
from bronwacht.redact.evidence import Basis, Known
from bronwacht.redact.observability import is_witnessed, observe, retold

Mark = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "lang", "value", "expected"),
    [
        ("Ze is [[AGE|44]].", Lang.NL, {}, "public_life"),
        ("Zij [[EVENT|sprak in bij de raadsvergadering]].", Lang.NL, {}, "public_record"),
        ("Zij [[EVENT|was daar]].", Lang.NL, {"kind": "council_meeting", "part": "speaker"}, "public_record"),
        ("Zij [[EVENT|was daar]].", Lang.NL, {"kind": "hearing", "part": "attendee"}, "third_parties"),
        ("He [[EVENT|testified]] in June.", Lang.EN, {}, "public_record"),
        ("Zij [[EVENT|werd gepasseerd]].", Lang.NL, {"kind": "promotion"}, "workplace"),
        ("[[EVENT|Hij kwam te dichtbij]], met haar alleen in de auto.", Lang.NL, {}, "dyadic"),
        ("[[EVENT|He grabbed her]], alone with her in the van.", Lang.EN, {}, "dyadic"),
        (
            "[[EVENT|He shouted at her]] in front of the whole shift, later alone with her.",
            Lang.EN,
            {},
            "third_parties",
        ),
        ("Een [[OCCUPATION|glazenwasser]].", Lang.NL, {}, "public_life"),
        ("Een [[OCCUPATION|notaris]].", Lang.NL, {}, "public_record"),
        ("The club's [[OCCUPATION|treasurer]].", Lang.EN, {}, "public_record"),
        ("Bij [[EMPLOYER|de avondploeg]].", Lang.NL, {}, "workplace"),
        ("At [[EMPLOYER|a bakery]].", Lang.EN, {}, "public_life"),
        ("Op [[TRIP|dienstreis naar Praag]].", Lang.NL, {"kind": "business"}, "workplace"),
        ("[[TRIP|terug naar Pécs]].", Lang.NL, {"kind": "move"}, "public_life"),
        ("In [[PLACE|de kantine]].", Lang.NL, {}, "workplace"),
        ("In [[PLACE|Winschoten]].", Lang.NL, {}, "public_life"),
        ("[[HEALTH|zwanger]]", Lang.NL, {"kind": "pregnancy"}, "workplace"),
        ("[[HEALTH|depressed]]", Lang.EN, {"kind": "mental"}, "third_parties"),
        ("Per [[CHANNEL|Signal]].", Lang.NL, {}, "dyadic"),
        ("In de [[CHANNEL|groepsapp]].", Lang.NL, {}, "third_parties"),
        ("‘[[QUOTE|kom nou]]’", Lang.NL, {"dyadic": True}, "dyadic"),
        ("‘[[QUOTE|kom nou]]’", Lang.NL, {}, "third_parties"),
        ("[[ID|12-AB-3]]", Lang.NL, {"kind": "plate"}, "public_life"),
        ("[[ID|2019/44]]", Lang.NL, {"kind": "case"}, "third_parties"),
        ("[[CONTACT|x@example.org]]", Lang.EN, {}, "third_parties"),
        ("[[GROUP|een van de zes]]", Lang.NL, {}, "workplace"),
        ("[[GROUP|een van de drie directeuren]] van de stichting", Lang.NL, {}, "public_record"),
        ("[[GROUP|de enige vrouw in de gemeenteraad]]", Lang.NL, {}, "public_record"),
        ("[[GROUP|een van de vier melders over de directeur]]", Lang.NL, {}, "workplace"),
        ("[[GROUP|one of three directors]]", Lang.EN, {}, "public_record"),
        ("[[GROUP|the only woman on the board]]", Lang.EN, {}, "public_record"),
        ("[[GROUP|one of four people who complained about the director]]", Lang.EN, {}, "workplace"),
        ("[[DATE|negentien jaar]]", Lang.NL, {"days": 6935}, "workplace"),
        ("[[DATE|op een dinsdag]]", Lang.NL, {}, "third_parties"),
    ],
)
def test_type_value_and_words_decide(mark: Mark, text: str, lang: Lang, value: Value, expected: str) -> None:
    passage = mark(text, lang)
    (detail,) = observe(passage.draft, [replace(passage.details[0], value=value)])
    assert detail.observability is Observability(expected)


def test_a_date_is_known_to_whoever_knows_its_event(mark: Mark) -> None:
    passage = mark("Op [[DATE|2 mei]] [[EVENT|sprak ze in bij de gemeenteraad]]. Op [[DATE|3 mei]] niet.")
    owned = [replace(detail, persons=("p1",)) for detail in passage.details]
    first, _, second = observe(passage.draft, owned)
    assert first.observability is Observability.PUBLIC_RECORD
    assert second.observability is Observability.THIRD_PARTIES


def test_the_event_of_somebody_else_says_nothing_of_a_date(mark: Mark) -> None:
    passage = mark("Op [[DATE|2 mei]] [[EVENT|sprak ze in bij de gemeenteraad]].")
    date, event = passage.details
    seen = observe(passage.draft, [replace(date, persons=("p1",)), replace(event, persons=("p2",))])
    assert seen[0].observability is Observability.THIRD_PARTIES


@pytest.mark.parametrize(
    ("text", "value", "known"),
    [
        ("Ze is [[AGE|44]].", {}, Known(Basis.TYPE)),
        ("Een [[OCCUPATION|notaris]].", {}, Known(Basis.WORDS, "registered_job")),
        ("[[EVENT|Hij kwam te dichtbij]], met haar alleen in de auto.", {}, Known(Basis.SENTENCE, "alone")),
        ("In [[PLACE|de serre]].", {"kind": "room"}, Known(Basis.VALUE)),
        ("[[DATE|negentien jaar]]", {"days": 6935}, Known(Basis.LENGTH)),
        ("‘[[QUOTE|kom nou]]’", {}, Known(Basis.DEFAULT)),
    ],
)
def test_what_an_answer_rests_on_is_told(mark: Mark, text: str, value: Value, known: Known) -> None:
    passage = mark(text)
    (detail,) = observe(passage.draft, [replace(passage.details[0], value=value)])
    assert detail.why and detail.why.known == known


def test_a_correction_wins_and_dates_follow_it(mark: Mark) -> None:
    passage = mark("Op [[DATE|2 mei]] [[EVENT|sprak ze in bij de gemeenteraad]]. Ze is [[AGE|44]].")
    owned = [replace(detail, persons=("p1",)) for detail in passage.details]
    corrected = {passage.id_of("sprak ze in bij de gemeenteraad"): Observability.DYADIC}
    date, event, age = observe(passage.draft, owned, corrected)
    assert (date.observability, event.observability) == (Observability.DYADIC, Observability.DYADIC)
    assert date.why and date.why.known == Known(Basis.EVENT, of=event.span)
    assert event.why and event.why.known == Known(Basis.CORRECTION)
    assert age.observability is Observability.PUBLIC_LIFE
    (by_hand, *_) = observe(passage.draft, owned, corrected | {date.id: Observability.WORKPLACE})
    assert by_hand.observability is Observability.WORKPLACE


@pytest.mark.parametrize("observability", list(Observability))
@pytest.mark.parametrize("kind", list(DetailType))
def test_any_type_can_be_corrected_to_anything(mark: Mark, kind: DetailType, observability: Observability) -> None:
    passage = mark(f"Zij was [[{kind}|bij de gemeenteraad]] met hem alleen.")
    (detail,) = observe(passage.draft, passage.details, {passage.details[0].id: observability})
    assert detail.observability is observability


def test_every_type_has_an_answer_and_order_is_kept(mark: Mark) -> None:
    for lang in Lang:
        passage = mark(" ".join(f"[[{kind}|word]]" for kind in reversed(DetailType)), lang)
        seen = observe(passage.draft, passage.details)
        assert [detail.id for detail in seen] == [detail.id for detail in passage.details]
    assert observe(Draft("", Lang.NL), []) == ()


def test_what_others_heard_is_witnessed(mark: Mark) -> None:
    for text, lang, expected in (
        ("In het bijzijn van collega's zei hij [[QUOTE|ga maar]].", Lang.NL, True),
        ("Hij zei: [[QUOTE|ga maar]].", Lang.NL, False),
        ("She told her sister that he said [[QUOTE|go away]].", Lang.EN, True),
    ):
        passage = mark(text, lang)
        assert is_witnessed(passage.draft, passage.details[0].span) is expected


ACCOUNTS = [
    ("‘[[QUOTE|Hij legde zijn hand op mijn rug]]’, zegt zij.", Lang.NL, True),
    ("‘[[QUOTE|Ik zat nog niet of hij begon over mijn haar]]’, zegt zij.", Lang.NL, True),
    ("‘[[QUOTE|Ze belde me midden in de nacht]]’, zegt hij.", Lang.NL, True),
    ("‘[[QUOTE|Ze zetten me op een ander rooster]]’, zegt zij.", Lang.NL, False),
    ("‘[[QUOTE|Ik heb hem nog, hij ligt in mijn la]]’, zegt zij.", Lang.NL, False),
    ("‘[[QUOTE|Hij lachte. Mijn moeder niet]]’, zegt zij.", Lang.NL, False),
    ("‘[[QUOTE|Hij schold me uit]]’, zegt zij, in het bijzijn van de ploeg.", Lang.NL, False),
    ("‘[[QUOTE|Ik heb mijn best gedaan]]’, zegt zij.", Lang.NL, False),
    ("“[[QUOTE|He put his hand on my back]],” she said.", Lang.EN, True),
    ("“[[QUOTE|She’d ring me at three in the morning]],” he said.", Lang.EN, True),
    ("“[[QUOTE|They moved me to nights]],” she said.", Lang.EN, False),
    ("“[[QUOTE|He shouted at me]],” she said, in front of the whole shift.", Lang.EN, False),
]


@pytest.mark.parametrize(("text", "lang", "known"), ACCOUNTS)
def test_whoever_did_it_knows_to_whom(mark: Mark, text: str, lang: Lang, known: bool) -> None:
    passage = mark(f"Jansen. {text}", lang)
    quote = replace(passage.details[0], value={"by": "source"}, persons=("p2",))
    jansen = Person("p1", Role.PUBLIC, (Span(0, 6),), accused=True)
    (detail,) = observe(passage.draft, [quote], persons=[jansen, Person("p2", Role.SOURCE)])
    assert (detail.observability is Observability.DYADIC) is known
    for persons in ([], [replace(jansen, accused=False)]):
        (detail,) = observe(passage.draft, [quote], persons=persons)
        assert detail.observability is Observability.THIRD_PARTIES
    (detail,) = observe(passage.draft, [replace(quote, value={"by": "other"})], persons=[jansen])
    assert detail.observability is Observability.THIRD_PARTIES


def test_another_man_of_the_paragraph_is_not_the_accused(mark: Mark) -> None:
    passage = mark("Jansen zweeg.\n\nDe Wit vroeg niets. ‘[[QUOTE|Hij keek me niet aan]]’, zegt zij.", Lang.NL)
    quote = replace(passage.details[0], value={"by": "source"}, persons=("p3",))
    at = passage.draft.text.index("De Wit")
    jansen = Person("p1", Role.PUBLIC, (Span(0, 6),), accused=True)
    de_wit = Person("p2", Role.PUBLIC, (Span(at, at + 6),))
    for persons, known in (([jansen], Observability.DYADIC), ([jansen, de_wit], Observability.THIRD_PARTIES)):
        (detail,) = observe(passage.draft, [quote], persons=persons)
        assert detail.observability is known


SENT = [
    ("De boekhouder stuurde hem een mail: “[[QUOTE|Dit kan ik niet tekenen]].”", Lang.NL, True),
    ("Zij appte Jansen: “[[QUOTE|Dit kan ik niet tekenen]].”", Lang.NL, True),
    ("Zij zei tegen hem: “[[QUOTE|Dit kan ik niet tekenen]].”", Lang.NL, True),
    ("Ze mailde haar man: “[[QUOTE|Dit kan ik niet tekenen]].”", Lang.NL, False),
    ("Ze schreef op een briefje: “[[QUOTE|Dit kan ik niet tekenen]].”", Lang.NL, False),
    ("Ze schreef hem in de groepsapp: “[[QUOTE|Dit kan ik niet tekenen]].”", Lang.NL, False),
    ("The clerk texted him: “[[QUOTE|I cannot sign this]].”", Lang.EN, True),
    ("She told him that “[[QUOTE|I cannot sign this]]”.", Lang.EN, True),
    ("She wrote to Jansen: “[[QUOTE|I cannot sign this]].”", Lang.EN, True),
    ("She told her boss: “[[QUOTE|I cannot sign this]].”", Lang.EN, False),
]
"""What a source wrote to the accused, or said to their face, they know from whom."""


@pytest.mark.parametrize(("text", "lang", "known"), SENT)
def test_what_went_to_the_accused_is_known_to_them(mark: Mark, text: str, lang: Lang, known: bool) -> None:
    passage = mark(f"Jansen. {text}", lang)
    quote = replace(passage.details[0], value={"by": "source"}, persons=("p2",))
    mentions = tuple(Span(*found.span()) for found in re.finditer("Jansen", passage.draft.text))
    jansen = Person("p1", Role.PUBLIC, mentions, accused=True)
    (detail,) = observe(passage.draft, [quote], persons=[jansen, Person("p2", Role.SOURCE)])
    assert (detail.observability is Observability.DYADIC) is known
    (detail,) = observe(passage.draft, [quote], persons=[replace(jansen, accused=False)])
    assert detail.observability is Observability.THIRD_PARTIES


DEEDS = [
    ("Jansen. Die avond [[EVENT|legde hij zijn hand op haar knie]].", Lang.NL, True),
    ("Jansen. In de gang [[EVENT|kuste hij haar]].", Lang.NL, True),
    ("Jansen. Hij [[EVENT|greep haar vast]] in het bijzijn van de ploeg.", Lang.NL, False),
    ("Jansen. Zij [[EVENT|verliet het feest]].", Lang.NL, False),
    ("Jansen. At the party he [[EVENT|put his hand on her knee]].", Lang.EN, True),
    ("Jansen. In the lift he [[EVENT|kissed her]].", Lang.EN, True),
    ("Jansen. He [[EVENT|grabbed her]] in front of the whole shift.", Lang.EN, False),
    ("Jansen. She [[EVENT|left the party]].", Lang.EN, False),
]


@pytest.mark.parametrize(("text", "lang", "known"), DEEDS)
def test_what_the_accused_did_to_them_is_known_to_the_two(mark: Mark, text: str, lang: Lang, known: bool) -> None:
    passage = mark(text, lang)
    deed = replace(passage.details[0], value={"kind": "other"}, persons=("p2",))
    jansen = Person("p1", Role.PUBLIC, (Span(0, 6),), accused=True)
    (detail,) = observe(passage.draft, [deed], persons=[jansen, Person("p2", Role.SOURCE)])
    assert (detail.observability is Observability.DYADIC) is known
    (detail,) = observe(passage.draft, [deed], persons=[replace(jansen, accused=False)])
    assert detail.observability is Observability.THIRD_PARTIES


def test_since_when_somebody_works_there_is_known_there(mark: Mark) -> None:
    passage = mark("Zij werkt er [[DATE|sinds 1994]].", Lang.NL)
    since = replace(passage.details[0], value={"from": "1994-01-01"})
    assert [detail.observability for detail in observe(passage.draft, [since])] == [Observability.WORKPLACE]
    once = replace(since, value={"from": "1994-01-01", "to": "1994-12-31"})
    assert [detail.observability for detail in observe(passage.draft, [once])] == [Observability.THIRD_PARTIES]


TRIPS = [
    ("Jansen. Hij viel haar lastig op [[TRIP|een reis naar Praag]].", Lang.NL, True),
    ("Jansen. Ze vloog met hem naar [[TRIP|Lissabon]].", Lang.NL, True),
    ("Jansen. Tijdens de [[TRIP|reis naar Barcelona]] ging het mis.", Lang.NL, True),
    ("Jansen. Ze ging met haar gezin naar [[TRIP|Praag]].", Lang.NL, False),
    ("Jansen. He harassed her on [[TRIP|a trip to Prague]].", Lang.EN, True),
    ("Jansen. She flew [[TRIP|to Lisbon]] with him.", Lang.EN, True),
    ("Jansen. It happened on the [[TRIP|trip to Barcelona]].", Lang.EN, True),
    ("Jansen. She went [[TRIP|to Prague]] with her family.", Lang.EN, False),
    ("Jansen asked her along [[TRIP|to Prague]].", Lang.EN, True),
]


@pytest.mark.parametrize(("text", "lang", "known"), TRIPS)
def test_who_travels_with_the_accused_is_known_at_work(mark: Mark, text: str, lang: Lang, known: bool) -> None:
    passage = mark(text, lang)
    trip = replace(passage.details[0], value={"kind": "other"}, persons=("p2",))
    jansen = Person("p1", Role.PUBLIC, (Span(0, 6),), accused=True)
    (detail,) = observe(passage.draft, [trip], persons=[jansen, Person("p2", Role.SOURCE)])
    assert (detail.observability is Observability.WORKPLACE) is known
    (detail,) = observe(passage.draft, [trip], persons=[replace(jansen, accused=False)])
    assert detail.observability is Observability.THIRD_PARTIES


@pytest.mark.parametrize(
    ("text", "lang", "known"),
    [
        ("Jansen schold hem uit op [[EVENT|een opgraving op Kreta]].", Lang.NL, True),
        ("Jansen schold hem uit op [[EVENT|een opgraving]].", Lang.NL, False),
        ("Jansen. She was at [[EVENT|a dig in Wales]] with him.", Lang.EN, True),
        ("Jansen. She was at [[EVENT|a dig in Wales]].", Lang.EN, False),
    ],
)
def test_an_event_elsewhere_with_the_accused_is_known_at_work(mark: Mark, text: str, lang: Lang, known: bool) -> None:
    passage = mark(text, lang)
    event = replace(passage.details[0], value={"kind": "other", "part": "attendee"}, persons=("p2",))
    jansen = Person("p1", Role.PUBLIC, (Span(0, 6),), accused=True)
    (detail,) = observe(passage.draft, [event], persons=[jansen, Person("p2", Role.SOURCE)])
    assert (detail.observability is Observability.WORKPLACE) is known


@pytest.mark.parametrize(
    ("text", "lang", "asked"),
    [
        ("“[[QUOTE|Hij zei bij de koffie: morgen hoef je niet terug te komen]],” zegt ze.", Lang.NL, True),
        ("“[[QUOTE|Toen riep hij: en nu wegwezen]],” zegt ze.", Lang.NL, True),
        ("“[[QUOTE|Hij zei ons: morgen is de poort dicht]],” zegt ze.", Lang.NL, False),
        ("“[[QUOTE|Hij zei dat de poort dicht was]],” zegt ze.", Lang.NL, False),
        ("“[[QUOTE|Hij zei: wegwezen]],” zegt ze. Dat was waar iedereen bij stond.", Lang.NL, True),
        ("“[[QUOTE|Hij riep waar iedereen bij stond: wegwezen]],” zegt ze.", Lang.NL, False),
        ("“[[QUOTE|He said it over coffee: do not come back tomorrow]],” she says.", Lang.EN, True),
        ("“[[QUOTE|He’d always said, ‘do not come back’]],” she says.", Lang.EN, True),
        ("“[[QUOTE|He told us: the gate is shut]],” she says.", Lang.EN, False),
        ("“[[QUOTE|He said the gate was shut]],” she says.", Lang.EN, False),
        ("“[[QUOTE|He shouted in front of the whole crew: get out]],” she says.", Lang.EN, False),
    ],
)
def test_it_is_asked_who_else_heard_what_a_source_has_the_accused_say(
    mark: Mark, text: str, lang: Lang, asked: bool
) -> None:
    opening = "Tom Verlaan. "
    for accused in (True, False):
        passage = mark(f"{opening}{text}", lang)
        draft, details = passage.draft, [replace(each, value={"by": "source"}) for each in passage.details]
        verlaan = Person("p1", Role.PUBLIC, (Span(0, 11),), accused=accused)
        seen = observe(draft, details, persons=[verlaan])
        assert bool(retold(draft, seen, [verlaan])) is (asked and accused)
    told = observe(draft, details, {seen[0].id: Observability.DYADIC}, [replace(verlaan, accused=True)])
    assert not retold(draft, told, [replace(verlaan, accused=True)])
