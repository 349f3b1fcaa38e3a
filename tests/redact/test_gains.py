"""What each edit buys: the crowd that undoing it alone would cost, for the adversary to whom it would show most."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib.resources import as_file, files

import pytest
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Action, DetailType, Draft, Edit, Lang
from bronwacht.redact.gains import bought
from bronwacht.redact.pipeline import analyse, open_draft, read
from bronwacht.redact.risk.assessment import Verdict
from bronwacht.redact.story import Adversary, PublicName, SourceHint, Story, read_story


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
        if buys.low is None:
            assert after.crowd is None and buys.undone < after.threshold
        else:
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


ONLY = """Directeur Hendrik Nauta van zorggroep Het Veerhuis liet verzorgenden onbetaald werken.

Een van hen is een verzorgende van 52. Ze was de enige met een rijbewijs in een ploeg van acht.
"""


def test_an_edit_without_which_the_text_points_at_somebody_buys_that_where_no_number_stands_with_it() -> None:
    source = SourceHint("Merel", called=("een verzorgende van 52",))
    story = Story(published=(2023, 3), public=(PublicName("Hendrik Nauta", accused=True),), sources=(source,))
    found = analyse(read(Draft(ONLY, Lang.NL, "d.txt", story.published), story), story)
    group = {d.id for d in found.reading.details if d.type is DetailType.GROUP}
    (buys,) = (buys for edit, buys in zip(found.edits, found.buys, strict=True) if group & set(edit.details))
    assert buys and buys.adversary is not Adversary.STRANGER
    assert (buys.undone, buys.low, buys.fall) == (1, None, 1)
    (before,) = (a for a in found.before[buys.person] if a.adversary is buys.adversary)
    assert before.verdict is Verdict.IDENTIFIED_BY_TEXT


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
