from __future__ import annotations

import datetime

import pytest
from bronwacht.redact.draft import DetailType, Level
from bronwacht.said import Remark
from bronwacht.vault.asking import ask_changes, ask_form
from bronwacht.vault.canonical import from_json, to_json
from bronwacht.vault.errors import FormError, UsageError
from bronwacht.vault.form import MAX_BYTES, parse_form
from bronwacht.vault.source import DETAIL_TYPES, KnownFact, Promise, Source, Told, read_source
from bronwacht.vault.words import DATA

FORM = """
name = "Marijke van den Berg-Janssens"
aliases = ["Rooie Toos"]
contacts = ["marijke.vdberg@example.org", "06-12 34 56 78"]
employer = "Stichting Waterlinie"
role = "beleidsmedewerker water"
born = 1987-05-03
relation = "sprak met de wethouder"
tags = ["raad"]
retain_until = 2035-01-01
[verified]
how = "paspoort gezien"
by = "Anna"
on = 2024-03-01
[promise]
AGE = "broad"
NAME = "never"
[[evidence]]
what = "berichten"
where = "kluis"
sha256 = "ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"
[[publications]]
what = "stuk van 9 maart"
on = 2024-03-09
disclosed = ["AGE"]
"""


def test_a_form_is_what_it_says(source: Source) -> None:
    assert parse_form(FORM.encode()) == source
    assert parse_form(b"\xef\xbb\xbf" + FORM.replace("\n", "\r\n").encode()) == source


def test_a_source_is_stored_and_read_back(source: Source) -> None:
    assert read_source(from_json(to_json(source.to_json()), "a record")) == source
    bare = Source("X")
    assert read_source(from_json(to_json(bare.to_json()), "a record")) == bare


def test_no_view_of_a_source_shows_who_it_is(source: Source) -> None:
    shown = f"{source!r} {source} {source.verified!r} {source.evidence!r} {source.publications!r}"
    for word in (
        "Marijke",
        "Toos",
        "0612",
        "06-12",
        "Waterlinie",
        "water",
        "1987",
        "wethouder",
        "paspoort",
        "kluis",
        "maart",
    ):
        assert word not in shown


def test_the_words_are_those_of_the_redaction_engine() -> None:
    """The vault may not import the engine, so its words are written out there."""
    assert set(DETAIL_TYPES) == {type_.value for type_ in DetailType}
    levels = {promise.value for promise in Promise} - {"publish", "never"}
    assert levels == {level.value for level in Level} - {"exact", "absent"}
    assert {told.value for told in Told} == {level.value for level in Level} - {"absent"}


FORMS = ["form.toml", "form_nl.toml"]


@pytest.mark.parametrize("form", FORMS)
def test_the_empty_form_is_valid_but_for_the_name(form: str) -> None:
    empty = (DATA / form).read_text(encoding="utf-8")
    with pytest.raises(FormError, match="no name"):
        parse_form(empty.encode())
    filled = empty.replace('name = ""', 'name = "X"', 1).replace("\n# ", "\n#  ")
    assert parse_form(filled.encode()) == Source("X")


@pytest.mark.parametrize("form", FORMS)
def test_every_example_line_of_the_empty_form_is_valid(form: str) -> None:
    lines = (DATA / form).read_text(encoding="utf-8").splitlines()
    keys = (
        "born",
        "retain_until",
        "[",
        "how",
        "by",
        "on",
        "NAME =",
        "AGE =",
        "what",
        "where",
        "disclosed",
        "text",
        "type",
    )
    live = [line.removeprefix("# ") if line.removeprefix("# ").startswith(keys) else line for line in lines]
    source = parse_form("\n".join(live).replace('name = ""', 'name = "X"', 1).encode())
    assert source.born and source.promise and source.verified and source.evidence and source.publications


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("", "no name"),
        ('name = "  "', "no name"),
        ('name = "Geheim" Geheim', "valid TOML"),
        ("name = 7", "name in the form should be text"),
        ('name = "Geheim"\naliases = "Geheim"', "aliases in the form should be a list"),
        ('name = "Geheim"\naliases = [1]', "aliases in the form should be a list"),
        ('name = "Geheim"\nborn = "3 mei"', "born in the form should be a date"),
        ('name = "Geheim"\nborn = 1987-05-03T10:00:00', "born in the form should be a date"),
        ('name = "Geheim"\nGeheim = 1', "a key that means nothing"),
        ('naam = "Geheim"', "a key that means nothing; it may have: .*name"),
        ('name = "Geheim"\n[verified]\nGeheim = 1', r"means nothing in \[verified\]"),
        ('name = "Geheim"\nverified = 3', "should be a table"),
        ('name = "Geheim"\n[promise]\nAGE = "broad"\nGeheim = "never"', "promise 2 in the form is about a type"),
        ('name = "Geheim"\n[promise]\nAGE = "Geheim"', "what is promised of AGE means nothing; choose from publish"),
        ('name = "Geheim"\n[promise]\nNAME = "never"\nAGE = ["never"]', "what is promised of AGE means nothing"),
        ('name = "Geheim"\npromise = "never"', "should be a table"),
        ('name = "Geheim"\n[[evidence]]\nsha256 = "Geheim"', "64 hex digits"),
        ('name = "Geheim"\n[[publications]]\ndisclosed = ["Geheim"]', "a type of detail that there is not"),
        ('name = "Geheim"\n[[publications]]\ndisclosed = ["AGE Geheim"]', "how closely a detail was published"),
        ('name = "Geheim"\n[[facts]]\ntype = "Geheim"', "a type of detail that there is not"),
        ("[" * 5000, "valid TOML"),
        (f"name = {'9' * 5000}", "valid TOML"),
        ('name = "Geheim"\ncodename = "-Geheim"', "cannot begin with -"),
    ],
)
def test_a_wrong_form_is_refused_without_repeating_it(form: str, says: str) -> None:
    with pytest.raises(FormError, match=says) as refusal:
        parse_form(form.encode())
    assert isinstance(refusal.value, UsageError)
    assert "Geheim" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_a_form_that_is_no_text_or_no_page_is_refused() -> None:
    with pytest.raises(FormError, match="UTF-8"):
        parse_form(b'name = "\xff"')
    with pytest.raises(FormError, match="1 MiB"):
        parse_form(b"#" * (MAX_BYTES + 1))


def test_the_questions_fill_in_the_same_form() -> None:
    answers = iter(
        "Marijke Jansen|Toos; T. de Vries|06-1;|Waterlinie|adviseur|1987-05-03|collega|paspoort|Anna|2024-03-01"
        "|age broad|EMPLOYER never||place Edam||raad|".split("|")
    )
    source = ask_form(lambda _: next(answers))
    assert next(answers, "all asked") == "all asked"
    assert (source.name, source.aliases, source.contacts) == ("Marijke Jansen", ("Toos", "T. de Vries"), ("06-1",))
    assert source.born == datetime.date(1987, 5, 3)
    assert source.promise == {"AGE": Promise.NO_FINER_THAN_BROAD, "EMPLOYER": Promise.NEVER}
    assert source.verified and source.verified.on == datetime.date(2024, 3, 1)
    assert source.facts == (KnownFact("PLACE", "Edam"),)
    assert source.retain_until is None


ASKED_AGAIN = {
    "no name": ("|X", "the form has no name"),
    "a date in words": ("X|||||3 mei 1987|1987-05-03", "such as 1987-05-03"),
    "half a promise": ("X||||||||AGE|AGE broad", "what is promised of AGE means nothing"),
    "a fact of no type": ("X|||||||||FOOT large|PLACE Edam", "a type of detail that there is not"),
    "a telling tag": ("X||||||||||geheim|raad|", "says who"),
}


@pytest.mark.parametrize(("answers", "says"), ASKED_AGAIN.values(), ids=ASKED_AGAIN.keys())
def test_a_wrong_answer_is_asked_for_again_and_costs_no_other(answers: str, says: str) -> None:
    replies, asked = iter(answers.split("|")), list[str]()

    def ask(question: Remark) -> str:
        asked.append(str(question))
        return next(replies, "")

    def check(source: Source) -> None:
        if "geheim" in source.tags:
            raise FormError("a tag says who the source is")

    assert ask_form(ask, check=check).name == "X"
    assert next(replies, "all asked") == "all asked"
    (again,) = [question for question in asked if "\n" in question]
    wrong, question = again.split("\n")
    assert says in wrong and question in asked
    assert not any(reply and reply in again for reply in ("3 mei 1987", "FOOT", "geheim"))


def test_what_answers_wrong_without_end_is_refused() -> None:
    with pytest.raises(FormError):
        ask_form(lambda _: "")
    source = ask_form(lambda question: "X" if "Full name" in str(question) else "")
    with pytest.raises(FormError):
        ask_changes(lambda question: "3 mei" if "birth" in str(question) else "", source)
    assert ask_changes(lambda _: "", source) == source
