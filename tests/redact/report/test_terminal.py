"""The terminal view: everything in its columns, colour only where it is wanted, nothing that steers a terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import click
import pytest
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Action, DetailType, Earlier, Edit, Lang, Span
from bronwacht.redact.report import risk_text, scan_text, wants_colour
from bronwacht.redact.report.columns import SIDE_BY_SIDE, Pen, side_by_side, width_of
from bronwacht.redact.report.sentences import Part, changed_sentences
from hypothesis import given
from hypothesis import strategies as st

Analyse = Callable[..., Analysis]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_only_on_a_terminal_and_when_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_colour(Terminal())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("show_text", [True, False])
@pytest.mark.parametrize("lang", list(Lang))
def test_no_line_is_wider_than_the_terminal(analyse: Analyse, width: int, show_text: bool, lang: Lang) -> None:
    analysis = analyse(lang)
    plain = risk_text(analysis, show_text=show_text, width=width)
    scan = scan_text(analysis.reading, lang=lang, show_text=show_text, width=width)
    assert [line for line in (plain + scan).splitlines() if width_of(line) > width] == []
    assert "\x1b" not in plain + scan
    coloured = click.unstyle(risk_text(analysis, show_text=show_text, width=width, colour=True))
    assert [line for line in coloured.splitlines() if width_of(line) > width] == []


def test_crowds_before_and_after_on_a_scale(analyse: Analyse) -> None:
    lines = risk_text(analyse(), width=100).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("  buitenstaander"))
    before, after = lines[at], lines[at + 1]
    assert re.search(r"nu +1 +kring te klein +━", before)
    assert re.search(r"na +1\.200 +drempel gehaald +·+┊·+━+●━+·+$", after)
    assert before.index("┊") == after.index("┊")
    assert "?" in next(line for line in lines if "te weinig bekend" in line)


def test_changed_words_are_marked_without_colour(analyse: Analyse) -> None:
    text = " ".join(risk_text(analyse(), show_text=True, width=200).split())
    assert "[-dienstreis naar Gdansk-], waar" in text
    assert "{+buitenlandse dienstreis+}, waar" in text


def test_a_narrow_terminal_stacks_sentences(analyse: Analyse) -> None:
    lines = risk_text(analyse(), show_text=True, width=60).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("- [-De raadsvergadering"))
    assert lines[at + 2].startswith("+ {+Een openbare vergadering+}")


def test_without_text_the_new_words_stand_alone(analyse: Analyse) -> None:
    text = risk_text(analyse(), width=100)
    assert "2. leeftijd, Merel: ruimer gezegd, ‘rond de dertig’. Zonder deze wijziging" in text
    # The new words repeat one of the draft's.
    assert "4. reis, Wulp: ruimer gezegd. Zonder" in text
    assert not re.search("Gdansk|dienstreis", text)


def test_promises_where_there_were_any(analyse: Analyse) -> None:
    text = " ".join(risk_text(analyse(), width=100).split())
    assert "Merel, plaats; afspraak: niet publiceren; na herschrijven: nagekomen" in text
    assert "Afspraken met bronnen" not in risk_text(replace(analyse(), promises=(), promised=()), width=100)


def test_scan_tells_whose_a_detail_is(analyse: Analyse) -> None:
    analysis = analyse()
    nobodys = replace(analysis.reading.details[0], persons=())
    text = scan_text(replace(analysis.reading, details=(nobodys, *analysis.reading.details[1:])), width=100)
    assert "Merel, bron\n  - leeftijd (d2, teken 444–451, publiek zichtbaar, 0,91)" in text
    assert "Van niemand met zekerheid\n  - gebeurtenis (d1, teken 312–352" in text


@pytest.mark.parametrize("show_text", [True, False])
def test_each_detail_has_its_id_and_what_was_only_published_before_has_none(analyse: Analyse, show_text: bool) -> None:
    analysis = analyse()
    first, *facts = analysis.reading.facts
    told = Earlier("2020.txt", (Span(0, 3),), ("oud",))
    past = replace(first, id="e1", details=("e1.1",), earlier=told)
    twice = replace(first, details=(*first.details, "d9"))
    reading = replace(analysis.reading, facts=(twice, *facts), earlier=(past,))
    text = " ".join(risk_text(replace(analysis, reading=reading), show_text=show_text, width=100).split())
    age = "leeftijd ‘toen 31’ (d2)" if show_text else "leeftijd (d2)"
    assert age in text and f"({first.details[0]}, d9)" in text and "e1.1" not in text


def test_a_draft_cannot_steer_the_terminal(analyse: Analyse) -> None:
    analysis = analyse()
    draft = analysis.reading.draft
    evil = draft.text.replace("dienstreis naar Gdansk", "dienst\x9b2J naar\u202eGdansk")
    shown = risk_text(
        replace(analysis, reading=replace(analysis.reading, draft=replace(draft, text=evil))), show_text=True, width=100
    )
    assert not {char for char in shown if not char.isprintable()} - {"\n"}


def change(text: str, *edits: tuple[str, str]) -> list[str]:
    made = [
        Edit((f"d{n}",), Span(text.index(old), text.index(old) + len(old)), Action.REPLACE, new, DetailType.TRIP)
        for n, (old, new) in enumerate(edits)
    ]
    return ["".join(part.text for part in c.after) for c in changed_sentences(text, made)]


def test_changed_sentences() -> None:
    text = "Een. Twee drie. Vier vijf.\nZes."
    assert change(text, ("drie", "3")) == ["Twee 3."]
    assert change(text, ("Twee", "2"), ("drie", "3")) == ["2 3."]
    assert change(text, ("drie. Vier", "3, 4")) == ["Twee 3, 4 vijf."]
    assert change(text, ("Een", "1"), ("Zes", "6")) == ["1.", "6."]
    assert change(text, ("vijf.\nZes", "5")) == ["Vier 5."]
    assert change(text) == []


parts = st.lists(st.builds(Part, st.text("ab é漢\u0301\n-", min_size=1, max_size=30), st.booleans()), max_size=8)


@given(parts, parts, st.integers(40, 120), st.booleans())
def test_columns_hold_every_word_in_order(before: list[Part], after: list[Part], width: int, colour: bool) -> None:
    lines = [click.unstyle(line) for line in side_by_side(before, after, width, Pen(colour))]
    assert all(width_of(line) <= width for line in lines)
    if width < SIDE_BY_SIDE and colour:
        for parts, head in ((before, "- "), (after, "+ ")):
            shown = "".join(line.removeprefix(head) for line in lines if line.startswith(head))
            assert "".join(shown.split()) == "".join("".join(part.text for part in parts).split())
