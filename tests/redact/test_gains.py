"""What each edit buys: the crowd that undoing it alone would cost, for the adversary to whom it would show most."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib.resources import as_file, files

import pytest
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Action, DetailType, Edit, Lang
from bronwacht.redact.gains import bought
from bronwacht.redact.pipeline import analyse, open_draft, read
from bronwacht.redact.risk.assessment import Verdict
from bronwacht.redact.story import read_story


@lru_cache
def analysed(lang: str) -> Analysis:
    with as_file(files("bronwacht.commands").joinpath("data")) as data:
        story = read_story(data / f"sample-{lang}.toml")
        _, draft = open_draft(data / f"sample-{lang}.txt", story)
        return analyse(read(draft, story), story)


@pytest.mark.parametrize("lang", list(Lang))
def test_undoing_an_edit_never_leaves_a_larger_crowd(lang: str) -> None:
    analysis = analysed(lang)
    assert len(analysis.buys) == len(analysis.edits) > 10
    for edit, buys in zip(analysis.edits, analysis.buys, strict=True):
        if buys is None:
            continue
        (after,) = (a for a in analysis.after[buys.person] if a.adversary is buys.adversary)
        assert after.crowd and buys.undone < buys.low == after.crowd.low
        assert after.verdict is not Verdict.CANNOT_BE_MADE_SAFE
        owners = {id for d in analysis.reading.details if d.id in edit.details for id in d.persons}
        assert buys.person in owners


def test_what_a_plan_needs_it_says_so() -> None:
    """The plan gives back every step that it does not need: undoing an edit costs a threshold that was met."""
    analysis = analysed("nl")
    thresholds = {(id, a.adversary): a.threshold for id, group in analysis.after.items() for a in group}
    needed = [buys for buys in analysis.buys if buys and buys.undone < thresholds[buys.person, buys.adversary]]
    assert len(needed) >= 0.8 * len(analysis.edits)


def test_an_edit_that_no_crowd_depends_on_buys_nothing() -> None:
    analysis = analysed("nl")
    name = Edit(("x1",), analysis.edits[0].span, Action.REPLACE, "iemand", DetailType.NAME)
    assert bought(analysis.reading, analysis.story, Lang.NL, [name], {}, analysis.after) == (None,)


def test_facts_of_several_details_in_one_edit_are_undone_together() -> None:
    analysis = analysed("nl")
    story, reading = analysis.story, analysis.reading
    first, second = analysis.edits[0], analysis.edits[1]
    widened = {
        id: None
        for id in analysis.levels
        if any(f.id == id and set(f.details) & {*first.details, *second.details} for f in reading.facts)
    }
    merged = replace(first, details=(*first.details, *second.details))
    both, one = bought(reading, story, Lang.NL, [merged, first], widened, analysis.after)
    assert both and one and both.undone <= one.undone
