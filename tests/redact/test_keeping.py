"""What stays on purpose, although the same words go elsewhere: parts of public names, titles, offices above a trade."""

import re
from pathlib import Path

import pytest
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Detail, DetailType, Draft, Kept, Lang, Reading, Reason, Span
from bronwacht.redact.keeping import stays
from bronwacht.redact.pipeline import analyse, open_draft, read, write
from bronwacht.redact.story import Adversary, SourceHint, Story


def _stays(
    text: str, detail: str, *names: str, lang: Lang = Lang.EN, type: DetailType = DetailType.EMPLOYER
) -> set[int]:
    at = text.index(detail)
    details = (Detail("d1", Span(at, at + len(detail)), type, 1.0),)
    kept = tuple(Kept(Span(text.index(name), text.index(name) + len(name)), Reason.EVIDENCE, 1.0, 1) for name in names)
    reading = Reading(Draft(text, lang), details, (), (), kept=kept)
    return {span.start for span in stays(reading, Story()) if span.of(text).lower() == detail.lower()}


def test_a_name_that_stays_keeps_its_words() -> None:
    text = "Burrishoole County Council knew. He worked for the council, and wrote about the council."
    assert _stays(text, "council", "Burrishoole County Council") == {text.index("Council"), text.rindex("council")}


def test_a_title_before_a_name_that_stays_is_theirs() -> None:
    text = "Chirurg Willem Hartman zweeg. Een chirurg van elders praatte, en nog een chirurg."
    at = _stays(text, "chirurg", "Willem Hartman", lang=Lang.NL, type=DetailType.OCCUPATION)
    assert at == {0}


@pytest.mark.parametrize("said", [" was eerder conservator", " werd conservator", ", de conservator,"])
def test_what_somebody_public_was_is_theirs(said: str) -> None:
    text = f"Een conservator vertelt. Johanna Terpstra{said} in Gent. Hij is conservator."
    kept = text.index("conservator", text.index("Terpstra"))
    assert _stays(text, "conservator", "Johanna Terpstra", lang=Lang.NL, type=DetailType.OCCUPATION) == {kept}


def test_an_office_above_the_trade_is_another_s() -> None:
    text = "She is an inspector. She rang the chief inspector, and no other inspector did."
    assert _stays(text, "inspector", type=DetailType.OCCUPATION) == {text.index("inspector,")}


def test_whoever_speaks_for_somebody_else_is_another() -> None:
    text = "Inmiddels is ze advocaat. Hij zegt via zijn advocaat dat het niet klopt. Elke advocaat weet dat."
    assert _stays(text, "advocaat", lang=Lang.NL, type=DetailType.OCCUPATION) == {text.index("advocaat dat het")}


def test_an_organisation_that_comments_is_a_party_to_the_story() -> None:
    text = "De deken van het klooster zweeg. Ze liep stage in het klooster. Het klooster wil niet reageren."
    detail = text.index("klooster", 40)
    reading = Reading(Draft(text, Lang.NL), (Detail("d1", Span(detail, detail + 8), DetailType.EMPLOYER, 1.0),), (), ())
    assert {span.start for span in stays(reading, Story())} == {text.index("klooster"), text.index("klooster wil")}


@pytest.mark.parametrize(
    ("text", "lang", "noun"),
    [
        ("Nurse leaves ward. A nurse rang. The nurse said that nobody came.", Lang.EN, "nurse"),
        ("Na de kapster nog een. Een kapster belde. De kapster zegt dat niemand kwam.", Lang.NL, "kapster"),
    ],
)
def test_a_source_who_says_something_is_no_organisation(text: str, lang: Lang, noun: str) -> None:
    at = text.index(f" {noun} ", text.index(".")) + 1
    for start in (at, text.rindex(" ", 0, at - 1) + 1):
        detail = Detail("d1", Span(start, at + len(noun)), DetailType.OCCUPATION, 1.0)
        assert stays(Reading(Draft(text, lang), (detail,), (), ()), Story()) == ()


@pytest.mark.parametrize(
    "told", ["Ann Bok, the council’s deputy leader, laughed.", "A spokeswoman for the council, Ann Bok, denied it."]
)
def test_so_is_one_that_somebody_leads_or_speaks_for(told: str) -> None:
    text = f"Stoke council sat. {told} The full council met. She has left the council."
    at = text.index("left the council")
    detail = Detail("d1", Span(at, at + len("left the council")), DetailType.OCCUPATION, 1.0)
    reading = Reading(Draft(text, Lang.EN), (detail,), (), ())
    places = [place for place in range(at) if text.startswith("council", place)]
    assert sorted(span.start for span in stays(reading, Story())) == places


def test_an_organisation_that_is_silent_goes_wherever_it_stands() -> None:
    text = "Ze liep stage in het klooster. Wie het klooster kent, weet dat. Hij zei dat het klooster dicht moest."
    assert _stays(text, "klooster", lang=Lang.NL) == set()


def test_a_noun_within_a_name_and_an_office_of_it_stay() -> None:
    text = "She joined the council. Calder Vale Council denies it. The council leader left. A council flat. Council!"
    at = _stays_of(text, "the council", "council")
    assert at == {text.index("Council denies"), text.index("council leader")}


def test_a_name_with_a_noun_of_a_clause_stays_whole() -> None:
    text = "She joined the trust. Fenwick Harbour Trust denies it. The trust chief left. A trust boat."
    assert _stays_of(text, "joined the trust", "trust") == {text.index("Trust denies"), text.index("trust chief")}


def test_whose_head_somebody_public_is_stays() -> None:
    text = "He left the hospice. The director of the hospice, Nora Pell, was rude to a porter of the hospice."
    span = Span(text.index("the hospice"), text.index("."))
    kept = (Kept(Span(text.index("Nora"), text.index(", was")), Reason.EVIDENCE, 1.0, 1),)
    reading = Reading(Draft(text, Lang.EN), (Detail("d1", span, DetailType.EMPLOYER, 1.0),), (), (), kept=kept)
    found = {each.start for each in stays(reading, Story()) if each.of(text) == "hospice"}
    assert found == {text.index("hospice, Nora")}


def test_an_office_of_what_no_name_is_told_of_goes() -> None:
    text = "She works at the slaughterhouse. The slaughterhouse chief knew it, and a slaughterhouse spokesman."
    assert _stays_of(text, "the slaughterhouse", "slaughterhouse") == set()


def _stays_of(text: str, detail: str, noun: str) -> set[int]:
    """Where the noun of a detail stays that was found with its article."""
    span = Span(text.index(detail), text.index(detail) + len(detail))
    reading = Reading(Draft(text, Lang.EN), (Detail("d1", span, DetailType.EMPLOYER, 1.0),), (), ())
    return {each.start for each in stays(reading, Story()) if each.of(text).lower() == noun}


@pytest.mark.parametrize("words", ["Urk", "Delft University"])
def test_what_is_written_as_a_name_goes_wherever_it_stands(words: str) -> None:
    text = f"He lived in {words}. The Harbour of {words} knew him."
    name = f"Harbour of {words}"
    assert not _stays(text, words, name, type=DetailType.PLACE)


def test_the_copy_of_a_story_about_a_council_names_it(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(
        "Fintan Brodigan, who leads Burrishoole County Council, bullied his staff. Brodigan denies it.\n\n"
        "A Brazilian of 23 who came as a language student did six months in the council's communications team in 2019,"
        " as an intern, and shared a house in Westport with two cooks.\n\n"
        "Brodigan says that Burrishoole County Council will look into it. Brodigan has no comment.\n",
        encoding="utf-8",
    )
    document, draft = open_draft(path, Story())
    analysis = analyse(read(draft, Story()), Story())
    out = tmp_path / "final.txt"
    write(document, analysis, out)
    assert out.read_text(encoding="utf-8").count("Burrishoole County Council") == 2


def test_what_a_name_that_stays_is_called_stays() -> None:
    text = "De woningcorporatie Ons Dak bouwt. Zij werkt bij de corporatie. Huurders van de corporatie zijn boos."
    own = "corporatie. Huurders"
    at = text.index(own)
    details = (Detail("d1", Span(at, at + len("corporatie")), DetailType.EMPLOYER, 1.0),)
    for name, found in (("woningcorporatie Ons Dak", {text.rindex("corporatie")}), ("Ons Dak", set())):
        start = text.index(name)
        kept = (Kept(Span(start, start + len(name)), Reason.EVIDENCE, 1.0, 1),)
        reading = Reading(Draft(text, Lang.NL), details, (), (), kept=kept)
        assert {span.start for span in stays(reading, Story())} == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Mayor Peter Stroud shouted at her. Stroud denies it.\n\nThe midwife, then 31, from Selkirk rang the paper."
            " She was the only midwife in Selkirk. She works in Hull now.",
            "She was a health worker in",
        ),
        (
            "Wethouder Piet Vrolijk schreeuwde tegen haar. Vrolijk ontkent dat.\n\nDe kapster, toen 31, uit Heerde"
            " belde de krant. Zij is de enige kapster van Heerde. Ze werkt nu in Goes.",
            "Zij is een",
        ),
    ],
)
def test_what_a_group_tells_besides_its_number_goes_there_too(text: str, left: str) -> None:
    lang = Lang.NL if text.startswith("Wethouder") else Lang.EN
    called = text[text.index("\n\n") + 2 : text.index(", t")]
    story = Story(sources=(SourceHint("Merel", (called,), (Adversary.STRANGER, Adversary.ACCUSED)),))
    edited = apply_edits(text, analyse(read(Draft(text, lang), story), story).edits)
    assert left in edited
    assert not re.search("Selkirk|Heerde|midwife|kapster", edited)


def test_whose_relative_somebody_is_does_not_take_his_office_away() -> None:
    text = "Wethouder Jan Terpstra zweeg. Zij zingt met de vrouw van de wethouder. Later belde de wethouder haar."
    at = text.index("de wethouder.")
    kept = (Kept(Span(text.index("Jan"), text.index(" zweeg")), Reason.EVIDENCE, 1.0, 1),)
    detail = Detail("d1", Span(at, at + len("de wethouder")), DetailType.FAMILY, 1.0)
    found = stays(Reading(Draft(text, Lang.NL), (detail,), (), (), kept=kept), Story())
    assert {span.start for span in found if span.of(text).lower() == "wethouder"} == {0, text.rindex("wethouder")}
