"""What is published is judged by itself, and slugs are names only where they are somebody's."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.parts import read_parts
from bronwacht.redact.detect.slugs import files, slugs
from bronwacht.redact.draft import DetailType, Draft, Lang, Reason, Span

BODY = (
    "De gemeente wil niet reageren op klachten over wethouder Karel Ottevanger.\n\n"
    "Een verpleegkundige, toen 31 jaar oud, vertelt dat zij berichten kreeg van Ottevanger.\n"
)
REST = "\n\nNog vragen aan Karel Ottevanger\n\nBel Sanne Quistwater, 06-23456781"


def test_the_text_is_read_as_if_nothing_stood_beside_it() -> None:
    alone = read(Draft(BODY, Lang.NL))
    whole = BODY + REST
    asides = tuple(Span(whole.index(words), whole.index(words) + len(words)) for words in REST.split("\n\n")[1:])
    found = read_parts(Draft(whole, Lang.NL, asides=asides, body=len(BODY)))
    assert found.details[: len(alone.details)] == alone.details
    rest = [(d.type, d.span.of(whole)) for d in found.details[len(alone.details) :]]
    assert (DetailType.NAME, "Sanne Quistwater") in rest
    assert [type for type, _ in rest] == [DetailType.NAME, DetailType.CONTACT]
    again = [name for name in found.kept if name.span.start > len(BODY)]
    assert [(name.span.of(whole), name.reason) for name in again] == [("Karel Ottevanger", Reason.AGAIN)]
    assert [detail.id for detail in found.details] == [f"d{n}" for n in range(1, len(found.details) + 1)]


@pytest.mark.parametrize(
    "rest", ["MERGEFIELD Quistwater", "file:///C:/Users/quistwater/deel.docx", "Groep Quistwater 2"]
)
def test_who_goes_from_the_text_is_found_in_the_rest_where_nothing_shows_a_name(rest: str) -> None:
    body = f"{BODY}\nHaar buurvrouw, Sanne Quistwater, is te bereiken op 06-23456781.\n"
    whole = f"{body}\n\n{rest}"
    found = read_parts(Draft(whole, Lang.NL, asides=(Span(len(body) + 2, len(whole)),), body=len(body)))
    said = [detail.span.of(whole) for detail in found.details if detail.span.start > len(body)]
    assert any("quistwater" in words.lower() for words in said)
    assert not [name for name in found.kept if name.span.start > len(body)]


@pytest.mark.parametrize("rest", ["", "\n\n  \n"])
def test_without_a_rest_it_is_the_same(rest: str) -> None:
    assert read_parts(Draft(BODY + rest, Lang.NL, body=len(BODY))) == read(Draft(BODY + rest, Lang.NL))


def test_nothing_published() -> None:
    found = read_parts(Draft("\n\nSanne Quistwater, 06-23456781", Lang.NL, asides=(Span(2, 32),), body=0))
    assert {detail.type for detail in found.details} == {DetailType.NAME, DetailType.CONTACT}


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/auteurs/marieke-quistenburg", "marieke-quistenburg"),
        ("foto/jan_de_vries.jpg", "jan_de_vries"),
        ("foto/jan_van_quistwater.jpg", "jan_van_quistwater"),
        ("https://krant.example/nieuws/interview-marieke-quistenburg", "marieke-quistenburg"),
        ("https://krant.example/nieuws/gemeente-zwijgt-over-klachten", None),
        ("mailto:desk@krant.example?subject=Over%20Marieke%20Quistenburg&cc=x", "Marieke%20Quistenburg"),
        ("marieke.quistenburg@post.example", None),
        ("img/rose-bar.png", None),
        ("https://krant.example/2021/07/klachten", None),
    ],
)
def test_slugs(address: str, name: str | None) -> None:
    text = f"Meer hier.\n\n{address}"
    found = [match.span.of(text) for match in slugs(text, Lang.NL, [Span(12, len(text))])]
    assert found == ([name] if name else [])


def test_the_slug_of_a_public_name_stays() -> None:
    text = "/auteurs/marieke-quistenburg"
    assert not list(slugs(text, Lang.NL, [Span(0, len(text))], ["Marieke Quistenburg"]))
    assert list(slugs(text, Lang.NL, [Span(0, len(text))], ["marieke-quistenburg"]))


def test_prose_has_no_slugs() -> None:
    assert list(slugs("een marieke-quistenburg", Lang.NL, [])) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zie bijlage chantal_kluisje_wes.pdf.", ["chantal_kluisje_wes"]),
        ("foto (IMG_0419_bok.JPG) erbij", ["IMG_0419_bok"]),
        ("zie doornbos_declaraties.xlsx", []),
        ("zie jaarverslag_2021.pdf", []),
        ("zie april_rapport.docx", []),
        ("zie bericht@chantal_post.pdf", []),
    ],
)
def test_the_name_of_a_file_has_somebodys(text: str, found: list[str]) -> None:
    assert [match.span.of(text) for match in files(text, Lang.NL, ["Sanne Bok"], ["Karel Doornbos"])] == found
