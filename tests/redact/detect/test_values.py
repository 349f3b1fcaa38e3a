"""What any detector's stretch is read as."""

from __future__ import annotations

from typing import Any

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.draft import VALUE_KEYS, DetailType, Lang, Span
from hypothesis import given, settings
from hypothesis import strategies as st

T, NL, EN = DetailType, Lang.NL, Lang.EN

CLOSED: dict[tuple[DetailType, str], str] = {
    (T.NAME, "kind"): "name initials nickname",
    (T.CONTACT, "kind"): "email phone url handle",
    (T.ADDRESS, "kind"): "street postcode",
    (T.ID, "kind"): "bsn iban plate case code",
    (T.GENDER, "gender"): "woman man other",
    (T.ORIGIN, "kind"): "nationality ethnicity religion language orientation region",
    (T.HEALTH, "kind"): "pregnancy sick_leave illness disability treatment mental injury death other",
    (T.FAMILY, "kind"): "parent child partner sibling marital grandparent other",
    (
        T.OCCUPATION,
        "group",
    ): "pedagogic creative commercial business managers public_law technical ict agrarian care service"
    " transport student volunteer retired other",
    (T.OCCUPATION, "rank"): "intern junior senior head former",
    (
        T.EMPLOYER,
        "sector",
    ): "municipality government police defence hospital care school university church club media company"
    " shop bank transport charity justice culture other",
    (T.EDUCATION, "level"): "primary secondary vocational college university course",
    (T.PLACE, "kind"): "country region town neighbourhood venue room",
    (T.TRIP, "kind"): "business holiday commute flight study move other",
    (
        T.EVENT,
        "kind",
    ): "council_meeting committee hearing demonstration party conference training promotion dismissal incident"
    " complaint other",
    (T.EVENT, "part"): "speaker attendee organiser subject",
    (T.QUOTE, "by"): "source accused other",
    (T.CHANNEL, "channel"): "facebook whatsapp signal mail phone dating other",
    (T.TRAIT, "kind"): "appearance voice vehicle pet hobby possession habit other",
}
"""The words of draft.VALUE_KEYS' comments."""


def read(sentence: str, type_: DetailType, lang: Lang) -> dict[str, Any]:
    start, end = sentence.index("["), sentence.index("]") - 1
    return dict(value_of(type_, sentence.replace("[", "").replace("]", ""), Span(start, end), lang))


@pytest.mark.parametrize(
    ("sentence", "type_", "lang", "value"),
    [
        ("De man, [42], zweeg.", T.AGE, NL, {"age": 42}),
        ("Ze is nu [achtendertig] en alleen.", T.AGE, NL, {"age": 38}),
        ("de [toen 31-jarige] kok", T.AGE, NL, {"age": 31, "then": True}),
        ("een agente die toen [31] was en zweeg", T.AGE, NL, {"age": 31, "then": True}),
        ("een studente die destijds nog maar [22] was", T.AGE, NL, {"age": 22, "then": True}),
        ("een agente die [31 jaar] was toen hij haar belde", T.AGE, NL, {"age": 31, "then": True}),
        ("a nurse who was then [31] warned him", T.AGE, EN, {"age": 31, "then": True}),
        ("a woman of [34] who then worked in planning", T.AGE, EN, {"age": 34}),
        ("een [oud-medewerkster] van de stichting", T.OCCUPATION, NL, {"group": "other", "former": True}),
        ("[net geen twintig]", T.AGE, NL, {"low": 17, "high": 19}),
        ("van het jaar [1963]", T.AGE, NL, {"born_low": 1963, "born_high": 1963}),
        ("She is [31].", T.AGE, EN, {"age": 31}),
        ("the [fifties]", T.AGE, EN, {"low": 50, "high": 59}),
        ("Cliënt [M.] en broer", T.NAME, NL, {"kind": "initials"}),
        ("noem haar ‘[Merel]’ graag", T.NAME, NL, {"kind": "nickname"}),
        ("[Mihaela Dragomir] belde", T.NAME, NL, {"kind": "name"}),
        ("mail [a.b@c.example]", T.CONTACT, NL, {"kind": "email"}),
        ("handle [stille.merel]", T.CONTACT, EN, {"kind": "handle"}),
        ("toestel [5521]", T.CONTACT, NL, {"kind": "phone"}),
        ("zaaknummer [Z-24/0918]", T.ID, NL, {"kind": "case"}),
        ("kenteken [WN-47-TR]", T.ID, NL, {"kind": "plate"}),
        ("[NL91 ABNA 0417 1643 00]", T.ID, NL, {"kind": "iban"}),
        ("badge [C-5519]", T.ID, EN, {"kind": "code"}),
        ("[3023 XX]", T.ADDRESS, NL, {"kind": "postcode"}),
        ("over the chippy on [Northgate]", T.ADDRESS, EN, {"kind": "street"}),
        ("een [cliënte] daar", T.GENDER, NL, {"gender": "woman"}),
        ("[geboren in Shiraz]", T.ORIGIN, NL, {"kind": "nationality", "code": "IR", "term": "shiraz"}),
        ("een [Tukker]", T.ORIGIN, NL, {"kind": "region", "code": "twente", "term": "tukker"}),
        ("from [Enugu]", T.ORIGIN, EN, {"kind": "nationality", "code": "NG", "term": "enugu"}),
        ("[vijf maanden zwanger]", T.HEALTH, NL, {"kind": "pregnancy", "term": "zwanger"}),
        ("with [a bad hip]", T.HEALTH, EN, {"kind": "injury", "term": "bad hip"}),
        ("[moeder van drie]", T.FAMILY, NL, {"kind": "child", "count": 3, "term": "moeder van drie"}),
        ("[ex]", T.FAMILY, EN, {"kind": "partner", "term": "ex"}),
        ("[wijkverpleegkundige]", T.OCCUPATION, NL, {"group": "care", "term": "wijkverpleegkundige"}),
        ("[oud-buschauffeur]", T.OCCUPATION, NL, {"group": "transport", "former": True, "rank": "former"}),
        ("[stagiaire]", T.OCCUPATION, NL, {"group": "student", "rank": "intern"}),
        ("[former scrub nurse]", T.OCCUPATION, EN, {"group": "care", "former": True}),
        ("[afdeling Burgerzaken]", T.EMPLOYER, NL, {"sector": "municipality"}),
        ("[burglary squad]", T.EMPLOYER, EN, {"sector": "police"}),
        ("[hbo-v in Leeuwarden]", T.EDUCATION, NL, {"level": "college"}),
        ("[graduated in Ludhiana]", T.EDUCATION, EN, {"level": "university"}),
        ("[Vlaardingen]", T.PLACE, NL, {"kind": "town", "country": "NL", "name": "Vlaardingen"}),
        ("woont in [Wierdenstee aan de Vaart]", T.PLACE, NL, {"name": "Wierdenstee aan de Vaart"}),
        ("woont op [een boerderij bij Wierdenstee]", T.PLACE, NL, {"kind": "venue", "name": "Wierdenstee"}),
        ("in de [kantine]", T.PLACE, NL, {"kind": "room"}),
        ("uit [Wierden bij Almelo]", T.PLACE, NL, {"kind": "town", "name": "Wierden"}),
        ("uit [Loon bij Assen]", T.PLACE, NL, {"kind": "neighbourhood", "name": "Assen"}),
        ("in [een dorp bij Assen]", T.PLACE, NL, {"kind": "neighbourhood", "name": "Assen"}),
        ("in [Kloosterveen in Assen]", T.PLACE, NL, {"kind": "neighbourhood", "name": "Assen"}),
        ("in [het Drentse Assen]", T.PLACE, NL, {"kind": "town", "name": "Assen"}),
        ("from [a village near Halifax]", T.PLACE, EN, {"kind": "neighbourhood", "name": "Halifax"}),
        ("in [the town of Halifax]", T.PLACE, EN, {"kind": "town", "name": "Halifax"}),
        ("[a flat in Galway]", T.PLACE, EN, {"kind": "venue", "country": "IE", "name": "Galway"}),
        ("[dienstreis naar Barcelona]", T.TRIP, NL, {"kind": "business", "country": "ES", "abroad": True}),
        ("[juni 2023]", T.DATE, NL, {"from": "2023-06-01", "to": "2023-06-30"}),
        ("[insprak bij een raadsvergadering]", T.EVENT, NL, {"kind": "council_meeting", "part": "speaker"}),
        ("[wrap party]", T.EVENT, EN, {"kind": "party", "part": "attendee"}),
        ("[was suspended]", T.EVENT, EN, {"kind": "dismissal", "part": "subject"}),
        ("[de enige vrouw van tien]", T.GROUP, NL, {"size": 10, "unique": True, "gender": "woman"}),
        ("Hij appte: ‘[kom je nog even langs]’.", T.QUOTE, NL, {"words": 5, "dyadic": True, "by": "accused"}),
        ("via [Messenger]", T.CHANNEL, NL, {"channel": "facebook"}),
        ("per [aangetekende post]", T.CHANNEL, NL, {"channel": "other"}),
        ("[rode Panda]", T.TRAIT, NL, {"kind": "vehicle"}),
        ("[sings in a gospel choir]", T.TRAIT, EN, {"kind": "hobby"}),
    ],
)
def test_what_a_stretch_says(sentence: str, type_: DetailType, lang: Lang, value: dict[str, Any]) -> None:
    assert read(sentence, type_, lang).items() >= value.items()


def test_a_town_has_its_inhabitants() -> None:
    assert read("[Vlaardingen]", T.PLACE, NL)["population"] > 50_000


def test_a_capital_that_opens_a_sentence_makes_no_name_of_a_place() -> None:
    assert "name" not in read("Ze huilde. [Thuis] zei ze niets.", T.PLACE, NL)


def test_a_span_beyond_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="after the text"):
        value_of(T.AGE, "31", Span(0, 3), NL)


FRAGMENTS = (
    "toen 31-jarige vrouw, een van de vier, oud-kok in Gent; burn-out, moeder van drie, via Signal, hbo-v, rode Panda ",
    "then 31, one of three nurses, former cook in Cork; burnout, mother of three, on Signal, A-levels, a red ute ",
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_stretch_of_any_text(data: st.DataObject) -> None:
    parts = st.lists(st.one_of(st.text(max_size=15), st.sampled_from(FRAGMENTS)), min_size=1, max_size=4)
    text = data.draw(parts.map("".join).filter(bool))
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    type_, lang = data.draw(st.sampled_from(DetailType)), data.draw(st.sampled_from(Lang))
    value = value_of(type_, text, span, lang)
    assert value.keys() <= VALUE_KEYS[type_]
    for key, said in value.items():
        if (type_, key) in CLOSED:
            assert said in CLOSED[type_, key].split(), (type_, key)


@pytest.mark.parametrize("lang", list(Lang))
def test_the_word_lists_say_only_known_words(lang: Lang) -> None:
    from bronwacht.redact.detect.grammar.lexicon import lexicon

    keys = {
        "occupations": (T.OCCUPATION, "group"),
        "health": (T.HEALTH, "kind"),
        "education": (T.EDUCATION, "level"),
        "traits": (T.TRAIT, "kind"),
        "employers": (T.EMPLOYER, "sector"),
        "events": (T.EVENT, "kind"),
        "venues": (T.PLACE, "kind"),
        "origins": (T.ORIGIN, "kind"),
    }
    for name, which in keys.items():
        words = lexicon(name, lang)
        assert len(words) > 100
        assert {said[0] for said in words.values()} <= set(CLOSED[which].split())
        assert all(word == word.lower() for word in words)
