from __future__ import annotations

from bronwacht.redact.detect import find
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.merge import CERTAIN, SUPPORT
from bronwacht.redact.detect.workplaces import workplaces
from bronwacht.redact.draft import DetailType, Draft, Lang, Span


def found(text: str, name: str, *, score: float = CERTAIN, support: float = SUPPORT) -> list[str]:
    start = text.index(name)
    match = Match(Span(start, start + len(name)), DetailType.EMPLOYER, score, "work.works_at")
    return [span.of(text) for span in workplaces(text, Lang.NL, [match], lambda _: support)]


def test_an_employer_that_is_named_once_is_no_public_name() -> None:
    assert found("Ze werkt nu bij het UWV.", "UWV") == ["UWV"]
    assert found("Ze werkt nu bij Qxvertex Staal.", "Qxvertex Staal") == ["Qxvertex Staal"]


def test_an_organisation_that_the_story_is_about_is() -> None:
    assert found("Ze werkte bij Qxvertex Staal. Qxvertex ontkent.", "Qxvertex Staal") == []
    assert found("Ze werkte bij het UWV. UWV-directeur Bok zweeg.", "UWV") == []
    assert found("Ze werkte bij Burgemeester's Kabinet.", "Burgemeester's Kabinet") == []


def test_nothing_is_a_workplace_by_a_doubtful_rule_or_of_a_public_person() -> None:
    assert found("Ze werkt nu bij het UWV.", "UWV", score=CERTAIN - 0.01) == []
    assert found("Ze werkt nu bij het UWV.", "UWV", support=SUPPORT - 0.01) == []


def test_a_source_loses_an_employer_that_is_well_known() -> None:
    text = "Vier vrouwen vertellen over de zwemclub. Een van hen wil anoniem blijven. Later werkte ze bij ProRail."
    assert "ProRail" in {detail.span.of(text) for detail in find(Draft(text, Lang.NL))}
