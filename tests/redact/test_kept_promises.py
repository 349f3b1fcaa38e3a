"""The plan keeps what was promised to a source: on drafts of the corpus, with the real detector and random promises."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from bronwacht.redact.agreed import floors
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Action, DetailType, Draft, Lang, Level, Reading, Role
from bronwacht.redact.pipeline import analyse, read
from bronwacht.redact.plan import make_plan, must_keep
from bronwacht.redact.promises import Hindrance, Promise
from bronwacht.redact.risk.adversaries import assess
from bronwacht.redact.story import Story
from bronwacht.redact.whatif import parse_what_if, suppose
from bronwacht.redact.wording import ladder

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY = [path for lang in Lang for path in sorted((ROOT / "corpus" / lang).glob("*.txt"))[3::60]]
DRAFTS = [path for path in EVERY if ": source |" in path.read_text(encoding="utf-8")]
MARK = re.compile(r"\[\[[A-Z]+ [a-z0-9,]+\|([^\[\]]+?)\]\]")
WORDS = [Level.NEAR, Level.BROAD, Level.VAGUE, Level.ABSENT]
each_draft = pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)


@cache
def reading(path: Path) -> Reading:
    """The draft, each of whose sources has a codename."""
    head, _, marked = path.read_text(encoding="utf-8").partition("\n---\n")
    lang = Lang(head.partition("lang:")[2].split()[0])
    found = read(Draft(MARK.sub(r"\1", marked), lang), Story())
    sources = {person.id for person in found.sources}
    named = (replace(p, codename=f"K{p.id}", role=Role.SOURCE) if p.id in sources else p for p in found.persons)
    return replace(found, persons=tuple(named))


def promises(found: Reading, seed: int) -> list[Promise]:
    """To every source something about kinds of detail that the draft has of them, and about one that it has not."""
    chance, made = random.Random(seed), []
    for person in found.sources:
        told = sorted({fact.type for fact in found.facts_of(person.id)})
        about = [*chance.sample(told, min(3, len(told))), chance.choice(list(DetailType))]
        made.append(Promise(person.codename or "", {type: chance.choice(WORDS) for type in about}))
    return made


@cache
def analysed(path: Path, seed: int) -> tuple[Analysis, list[Promise]]:
    found = reading(path)
    made = promises(found, seed)
    return analyse(found, Story(), promises=made), made


@cache
def free(path: Path) -> Analysis:
    """With nothing promised to anybody."""
    return analyse(reading(path), Story())


@each_draft
@pytest.mark.parametrize("seed", [1, 2])
def test_no_promise_is_broken_unless_it_is_said_what_is_in_the_way(path: Path, seed: int) -> None:
    analysis, made = analysed(path, seed)
    details = {detail.id: detail for detail in analysis.reading.details}
    floor = floors(analysis.reading, made)
    for id, level in floor.items():
        assert analysis.levels[id].rank >= level.rank
    for broken in analysis.promises:
        detail = details[broken.detail]
        first = ladder(analysis.reading.draft, detail)[0]
        assert broken.mended is (broken.hindrance is None)
        if broken.mended:
            over = [edit for edit in analysis.edits if edit.span.overlaps(detail.span)]
            assert over and all(edit.action is not Action.KEEP for edit in over)
            assert detail.span.of(analysis.reading.draft.text) not in [edit.replacement for edit in over]
        elif broken.hindrance is Hindrance.SAYS_NOTHING:
            assert first.action is Action.KEEP
        else:  # nobody asked to keep anything, and every ladder ends in a wording that says nothing
            assert broken.hindrance is Hindrance.BESIDE_OTHERS


def test_hardly_a_promise_is_broken() -> None:
    every = [broken for path in DRAFTS for seed in (1, 2) for broken in analysed(path, seed)[0].promises]
    kept = [broken.mended or broken.hindrance is Hindrance.SAYS_NOTHING for broken in every]
    assert sum(kept) >= 0.99 * len(kept)
    assert len(kept) > 20 * len(DRAFTS)


@each_draft
def test_the_plan_is_as_cheap_as_before_where_nothing_was_promised(path: Path) -> None:
    found = reading(path)
    empty = [Promise(person.codename or "", {}) for person in found.sources]
    without, plan = make_plan(found, Story(), Lang.NL), make_plan(found, Story(), Lang.NL, floors=floors(found, empty))
    assert (plan.levels, plan.values, plan.choices, plan.obstacles) == (
        without.levels, without.values, without.choices, without.obstacles
    )  # fmt: skip
    assert free(path) == analyse(found, Story(), promises=())


@each_draft
def test_a_promise_never_leaves_a_crowd_smaller_than_its_threshold_was_met_by(path: Path) -> None:
    without, (promised, _) = free(path), analysed(path, 3)
    for id, rows in promised.after.items():
        for before, kept in zip(without.after[id], rows, strict=True):
            if before.crowd and before.crowd.low >= before.threshold and kept.crowd:
                assert kept.crowd.low >= kept.threshold


@each_draft
def test_what_each_edit_buys_and_the_crowds_are_those_of_what_is_left(path: Path) -> None:
    analysis, made = analysed(path, 4)
    found = analysis.reading
    plan = make_plan(found, Story(), found.draft.lang, floors=floors(found, made))
    for person in found.sources:
        told = assess(found.facts_of(person.id), person, Story(), found.draft.lang, levels=plan.values)
        assert analysis.after[person.id] == told
    for buys in (buys for buys in analysis.buys if buys):
        (after,) = (a for a in analysis.after[buys.person] if a.adversary is buys.adversary)
        assert buys.low == (after.crowd.low if after.crowd else None)
        assert buys.undone < (after.threshold if buys.low is None else buys.low)


@each_draft
def test_what_the_editor_keeps_is_named_as_what_is_in_the_way(path: Path) -> None:
    found = reading(path)
    of_sources = (d for d in found.details if d.persons and found.person(d.persons[0]) in found.sources)
    # One that says nothing stays for that, whoever keeps it.
    first = next(d for d in of_sources if ladder(found.draft, d)[0].action is not Action.KEEP)
    words = first.span.of(found.draft.text)
    story = Story(must_keep=(words,))
    made = [Promise(p.codename or "", {first.type: Level.ABSENT}) for p in found.sources]
    analysis = analyse(found, story, promises=made)
    stays = [broken for broken in analysis.promises if broken.detail == first.id]
    if must_keep(first, found.draft, story):
        assert stays and all(broken.hindrance is Hindrance.MUST_KEEP for broken in stays)
    assert not any(edit.span.overlaps(first.span) for edit in analysis.edits if first.id in edit.details)


def test_a_what_if_says_of_itself_whether_it_keeps_the_promise() -> None:
    analysis, _ = analysed(DRAFTS[0], 1)
    broken = next(each for each in analysis.promises if each.mended)
    kept = suppose(analysis, parse_what_if((), [f"{broken.detail}=keep"])).analysis.promises
    gone = suppose(analysis, parse_what_if((), [f"{broken.detail}=absent"])).analysis.promises
    without = suppose(analysis, parse_what_if([broken.detail], [])).analysis.promises
    assert [each.mended for each in kept if each.detail == broken.detail] == [False]
    assert [each.mended for each in gone if each.detail == broken.detail] == [True]
    assert broken.detail not in {each.detail for each in without}
