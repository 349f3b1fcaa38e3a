"""Whoever a mail is from or to, or who signs with an address, in the forms that mail programs and people write."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.cards import with_correspondents
from bronwacht.redact.detect.correspondents import _REACHED_BY_NUMBER, REACHED, correspondents, of_office
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import DetailType, Draft, Lang, Span
from hypothesis import given
from hypothesis import strategies as st

Growth = Callable[[Callable[[int], object], int], float]

NL = "De gemeente stelde het besluit over de haven uit. Daarna was het lang stil in het dorp."
EN = "The council put off the decision about the harbour. After that the village was quiet for long."

FORMS = {
    "outlook": (NL, "Van: {} <{}>\nVerzonden: zondag 5 maart 2023 18:00\nAan: redactie\nOnderwerp: uren\n"),
    "outlook, in stars": (NL, "*Van:* {} <{}>\n*Verzonden:* zondag 5 maart 2023\n"),
    "outlook, old": (NL, "Van: {} [mailto:{}]\nVerzonden: zondag 5 maart 2023\n"),
    "outlook, english": (EN, "From: {} <{}>\nSent: Sunday, March 5, 2023 6:00 PM\nSubject: hours\n"),
    "to": (NL, "Aan: {} <{}>\n"),
    "quotation marks": (NL, 'Aan: "{}" <{}>\n'),
    "second of a list": (NL, "Aan: redactie <redactie@krant.example>; {} <{}>\n"),
    "second of a list, in commas": (EN, "Cc: Desk <desk@paper.example>, {} <{}>\n"),
    "list over lines": (EN, "To: Desk <desk@paper.example>,\n  {} <{}>\n"),
    "gmail": (NL, "Op ma 6 mrt 2023 om 09:00 schreef {} <{}>:\n> dag\n"),
    "gmail, broken": (NL, "Op ma 6 mrt 2023 om 09:00 schreef {} <\n{}>:\n> dag\n"),
    "gmail, broken before": (NL, "Op ma 6 mrt 2023 om 09:00 schreef {}\n<{}>:\n> dag\n"),
    "gmail, english": (EN, "On Mon, Mar 6, 2023 at 9:00 AM {} <{}> wrote:\n> hello\n"),
    "gmail, british": (EN, "On Mon, 6 Mar 2023 at 09:00, {} <{}> wrote:\n> hello\n"),
    "gmail, quoted twice": (EN, "> > On Mon, 6 Mar 2023 at 09:00, {} <{}> wrote:\n> > hello\n"),
    "apple": (NL, "> Op 5 mrt. 2023, om 18:00 heeft {} <{}> het volgende geschreven:\n>\n> dag\n"),
    "apple, english": (EN, "> On 5 Mar 2023, at 18:00, {} <{}> wrote:\n>\n> hello\n"),
    "behind the address": (NL, "From: {1} ({0})\n"),
    "signature": (NL, "Met vriendelijke groet,\n\n{}\n{}\n"),
    "signature, english": (EN, "Kind regards,\n{}\nNight shift\n{}\n"),
    "signature by its mark": (EN, "-- \n{}\n{}\n"),
    "signature, quoted": (NL, "> Groet,\n> {}\n> {}\n"),
    "alone on a line": (NL, "{} <{}>\n"),
}
NAMES = [
    "Gerrit Huisman",
    "Xiomara Okwuosa",
    "J.M. van 't Hof",
    "Esra Yılmaz-de Boer",
]


def names_in(text: str, lang: Lang, public: tuple[str, ...] = ()) -> list[Span]:
    return [d.span for d in read(Draft(text, lang), public=public).details if d.type is DetailType.NAME]


def hidden(text: str, lang: Lang, name: str, public: tuple[str, ...] = ()) -> bool:
    start = text.index(name)
    return any(span.start <= start and span.end >= start + len(name) for span in names_in(text, lang, public))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_whoever_stands_beside_an_address_goes(form: str, name: str) -> None:
    prose, made = FORMS[form]
    lang = Lang.NL if prose is NL else Lang.EN
    head = made.format(name, "peilen47@provider.example")
    for text in (f"{head}\n{prose}\n", f"{prose}\n\n{head}\n{prose}\n"):
        assert hidden(text, lang, name)


@pytest.mark.parametrize("greeting", ["Beste", "Hoi", "Dag", "Geachte", "Dear", "Hi", "Hello"])
@pytest.mark.parametrize("form", ["outlook", "gmail", "apple", "gmail, british", "signature"])
def test_the_first_name_in_the_salutation_goes_with_it(form: str, greeting: str) -> None:
    prose, made = FORMS[form]
    text = f"{greeting} Gerrit,\n\n{prose}\n\n{made.format('Gerrit Huisman', 'peilen47@provider.example')}"
    assert hidden(text, Lang.NL if prose is NL else Lang.EN, "Gerrit")


def test_a_first_name_of_which_the_header_has_the_initial() -> None:
    head = "Van: G. Huisman <peilen47@provider.example>\nVerzonden: zondag 5 maart 2023\n"
    text = f"{head}\nBeste Gerrit,\n\n{NL}\n\nBeste Sanne,\n"
    assert [span.of(text) for span in correspondents(text, Lang.NL)] == ["G. Huisman", "Gerrit"]


@pytest.mark.parametrize("name", ["Huisman, Gerrit", "gerrit huisman", "Gerrit"])
@pytest.mark.parametrize("form", ["outlook", "to", "quotation marks"])
def test_names_as_address_books_have_them(form: str, name: str) -> None:
    text = f"{FORMS[form][1].format(name, 'peilen47@provider.example')}\n{NL}\n"
    assert hidden(text, Lang.NL, name)


@pytest.mark.parametrize("made", [form for _, form in FORMS.values()])
def test_whoever_the_story_makes_public_stays(made: str) -> None:
    text = f"{NL}\n\n{made.format('Gerrit Huisman', 'peilen47@provider.example')}"
    assert not hidden(text, Lang.NL, "Gerrit Huisman", public=("Gerrit Huisman",))


@pytest.mark.parametrize(
    "text",
    [
        "Van: Waterschap Vallei <info@waterschap.example>\n",
        "Van: Persvoorlichting <woordvoering@waterschap.example>\n",
        "Meer weten? Bel Waterschap Vallei, 038-1234567.\n",
        'Op 14 februari 2021 schreef Gerrit Huisman: "Nee."\n',
        "Van: Dordrecht\n\nNaar: Zwolle\n",
        "Van: Gerrit Huisman\nVerzonden: zondag 5 maart 2023\nAan: redactie\n",  # as reporters and officials write
        "Bereikbaar op peilen47@provider.example (liever niet).\n",
        "Zij nam de trein van Zwolle naar Assen (meld@trein.example).\n",
    ],
)
def test_what_is_no_correspondent(text: str) -> None:
    assert correspondents(text, Lang.NL) == ()


def test_an_officer_may_be_written_to() -> None:
    prose = "Wethouder Gerrit Huisman verdedigde het besluit. Volgens wethouder Huisman was er geen geld. "
    text = f"{prose}{NL}\n\nVan: Gerrit Huisman <g.huisman@gemeente.example>\n\n{NL}"
    assert not hidden(text, Lang.NL, "Gerrit Huisman")
    text = f"{NL}\n\nWoordvoerder Gerrit Huisman, woordvoering@gemeente.example, wil niets zeggen.\n"
    assert not hidden(text, Lang.NL, "Gerrit Huisman")


@pytest.mark.parametrize(
    ("address", "office"),
    [
        ("info@a.example", True),
        ("griffie.raad@a.example", True),
        ("burgemeester@a.example", True),
        ("press-office@a.example", True),
        ("g.huisman@a.example", False),
        ("peilen47@info.example", False),
        ("06-12345678", False),
    ],
)
def test_mailboxes_of_offices(address: str, office: bool) -> None:
    assert of_office(address, Lang.NL) is office


@pytest.mark.parametrize("row", ["{} {}", "{}  {}", "| {} | {} |"])
@pytest.mark.parametrize(
    ("name", "reached", "there"),
    [
        ("Vrxa Qzorn", "06-12345678", True),
        ("Vrxa Qzorn", "+31 6 12345678", True),
        ("Vrxa Qzorn", "(06) 12345678", True),
        ("Sanne de Bok", "sdb@post.example", True),
        ("Sanne de Bok", "griffie@gemeente.example", False),
        ("Qxvertex Hallen", "038-1234567", False),
        ("Afdeling Zorg", "zorg@gemeente.example", False),
    ],
)
def test_the_row_of_a_list_of_people(row: str, name: str, reached: str, there: bool) -> None:
    text = f"{NL}\n\n{row.format(name, reached)}\n\n{NL}"
    assert [span.of(text) for span in correspondents(text, Lang.NL)] == [name] * there


def test_a_row_whose_cells_a_tab_parts() -> None:
    assert hidden(f"{NL}\n\nWie\tTelefoon\n\nVrxa Qzorn\t06-12345678\n", Lang.NL, "Vrxa Qzorn")


@given(st.text(st.sampled_from("06 12-3().a/\n+"), max_size=60))
def test_without_a_mail_address_there_are_numbers_alone(text: str) -> None:
    assert [m.span() for m in REACHED.finditer(text)] == [m.span() for m in _REACHED_BY_NUMBER.finditer(text)]


@pytest.mark.parametrize("words", ["Jan-", "jan.", "de "])
def test_words_without_end_take_no_time(words: str) -> None:
    started = time.process_time()
    found = list(REACHED.finditer(f"{words * 20_000} jan@voorbeeld.example"))
    assert found[-1][0].endswith("jan@voorbeeld.example")
    assert time.process_time() - started < 3


def test_a_row_of_names_and_numbers_is_read_once(growth: Growth) -> None:
    row = "Anna Bakker | 06-12345678 | "
    assert row_names(f"{row}Piet Jansen 06-12345679") == ["Anna Bakker", "Piet Jansen"]
    assert growth(lambda n: correspondents(row * n, Lang.NL), 1000) < 8


def row_names(text: str) -> list[str]:
    return [span.of(text) for span in correspondents(text, Lang.NL)]


def test_names_of_correspondents_are_not_each_held_to_each(growth: Growth) -> None:
    text = "Jan Bos " * 20_000
    uses = [NameUse(Span(8 * at, 8 * at + 7), ("Jan", "Bos"), 0.2, 0.6) for at in range(20_000)]
    met = [Span(8 * at + 4, 8 * at + 7) for at in range(20_000)]
    assert with_correspondents(text, uses[:3], met[1:2]) == [uses[0], NameUse(met[1], ("Bos",), 0.2, 0.6), uses[2]]
    assert growth(lambda n: with_correspondents(text, uses[:n], met[:n]), 500) < 8
