"""Names of the paper that an English article is of, by what it says of itself: they stay."""

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.papers import papers
from bronwacht.redact.draft import DetailType, Draft, Lang


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A porter, whom QRB has agreed not to name, told QRB that it leaked.", ["QRB", "QRB"]),
        ("The Hale Tidings is not naming her.", ["Hale Tidings"]),
        ("She asked the Tidings not to use her surname.", ["Tidings"]),
        ("A porter spoke to Qel News on condition of anonymity.", ["Qel News"]),
        ("Emails from the depot seen by the Tidings show it.", ["Tidings"]),
        ("He shouted at a porter, haletidings.co.nz has learned.", ["haletidings.co.nz"]),
        # By a first name; of what no paper says; in another language.
        ("Emails seen by Tom show it.", []),
        ("Marsh has decided not to stand.", []),
        ("The depot was seen by Marsh.", []),
    ],
)
def test_a_paper(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in papers(text, Lang.EN)] == found


def test_none_in_dutch() -> None:
    assert list(papers("QRB has agreed not to name her.", Lang.NL)) == []


def test_it_stays_wherever_it_stands() -> None:
    text = "The harassment went on for years, says a porter whom QRB has agreed not to name. Then she rang QRB."
    found = read(Draft(text, Lang.EN))
    assert not any("QRB" in detail.span.of(text) for detail in found.details if detail.type is DetailType.NAME)
    assert [name.span.of(text) for name in found.kept if name.span.of(text) == "QRB"] == ["QRB", "QRB"]
