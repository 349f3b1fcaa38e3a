from __future__ import annotations

import itertools
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from bronwacht.redact.documents import apply_edits, elsewhere
from bronwacht.redact.draft import Action, Detail, DetailType, Draft, Edit, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle, settle_everywhere
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent.parent
MARK = re.compile(r"\[\[([A-Z]+) [a-z0-9,]+\|([^\[\]]+?)\]\]")
WIDER = [level for level in Level if level is not Level.EXACT]
FILES = [path for lang in Lang for path in sorted((ROOT / "corpus" / lang).glob("*.txt"))[::40]]


def marked(path: Path) -> tuple[Draft, list[Detail]]:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    text, details, last = "", [], 0
    for mark in MARK.finditer(body):
        text += body[last : mark.start()]
        if mark[1] != "KEEP":
            span = Span(len(text), len(text) + len(mark[2]))
            details.append(Detail(f"d{len(details) + 1}", span, DetailType(mark[1]), 1.0))
        text += mark[2]
        last = mark.end()
    return Draft(text + body[last:], Lang(path.parent.name)), details


DRAFTS = [marked(path) for path in FILES]


def detail(text: str, words: str, type: DetailType, id: str = "d1", **value: object) -> Detail:
    start = text.index(words)
    return Detail(id, Span(start, start + len(words)), type, 1.0, value)  # type: ignore[arg-type]


def ids(edits: Sequence[Edit]) -> list[str]:
    return [id for edit in edits for id in edit.details]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_choice_of_levels_gives_edits_in_order_that_do_not_overlap(data: st.DataObject) -> None:
    draft, details = data.draw(st.sampled_from([d for d in DRAFTS if d[1]]))
    chosen = data.draw(st.lists(st.sampled_from(details), unique_by=lambda d: d.id, min_size=1, max_size=12))
    choices = [Choice(d, data.draw(st.sampled_from(WIDER))) for d in chosen]
    edits = settle(draft, choices)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(edits))
    assert len(ids(edits)) == len(set(ids(edits)))
    by_id = {d.id: d for d in chosen}
    for edit in edits:
        for id in edit.details:
            assert edit.span.overlaps(by_id[id].span), "an edit lies apart from its detail"
    written = apply_edits(draft.text, edits)
    assert "  " not in written.replace(draft.text, "") or "  " in draft.text


def test_the_second_rewording_sees_the_first() -> None:
    text = "She told an 81-year-old nurse about it."
    draft = Draft(text, Lang.EN)
    choices = [
        Choice(detail(text, "81-year-old", DetailType.AGE, "d1", age=81), Level.ABSENT),
        Choice(detail(text, "nurse", DetailType.OCCUPATION, "d2", group="care"), Level.VAGUE),
    ]
    written = apply_edits(text, settle(draft, choices))
    assert "81" not in written and "nurse" not in written
    assert not re.search(r"\ba [aeiou]|\ban [^aeiou]|  ", written), written


def test_rewordings_that_touch_are_one_edit() -> None:
    text = "Volgens Klaas, 34 jaar, woonachtig te Ede, was het koud."
    draft = Draft(text, Lang.NL)
    choices = [
        Choice(detail(text, "Klaas", DetailType.NAME, "d1"), Level.NEAR),
        Choice(detail(text, "34 jaar", DetailType.AGE, "d2", age=34), Level.ABSENT),
        Choice(detail(text, "woonachtig te Ede", DetailType.PLACE, "d3"), Level.ABSENT),
    ]
    edits = settle(draft, choices)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(edits))
    written = apply_edits(text, edits)
    assert not {"Klaas", "34", "Ede"} & set(re.findall(r"\w+", written)), written
    assert all(edit.action is Action.PARAPHRASE for edit in edits if len(edit.details) > 1)


def test_what_an_edit_leaves_of_the_next_name_goes_too() -> None:
    text = "De buurvrouw, Anne-Marieke Quistenburg, zag het."
    draft = Draft(text, Lang.NL)
    choices = [
        Choice(detail(text, "Anne", DetailType.NAME, "d1"), Level.ABSENT),
        Choice(detail(text, "Marieke Quistenburg", DetailType.NAME, "d2"), Level.ABSENT),
    ]
    (edit,) = settle(draft, choices)
    assert edit.span.of(text) == "Anne-Marieke Quistenburg"
    assert edit.details == ("d1", "d2")
    assert apply_edits(text, [edit]).endswith("], zag het.")


def test_the_same_words_are_edited_wherever_they_stand() -> None:
    text = "Zij ging mee op dienstreis naar Barcelona. Later werd over Barcelona gezwegen."
    draft = Draft(text, Lang.NL)
    choice = Choice(detail(text, "Barcelona", DetailType.TRIP, kind="business", country="ES", abroad=True), Level.VAGUE)
    own = choice.detail.span

    def standing(edits: Sequence[Edit]) -> list[tuple[Edit, Span]]:
        spared = [edit.span for edit in edits]
        return [(left.edit, left.span) for left in elsewhere(text, [replace(edits[0], span=own)], spared)]

    assert "Barcelona" in apply_edits(text, settle(draft, [choice]))
    assert "Barcelona" not in apply_edits(text, settle_everywhere(draft, [choice], standing))


def test_nothing_to_reword_is_no_edit() -> None:
    assert settle(Draft("Niets aan de hand.", Lang.NL), []) == ()


@pytest.mark.parametrize("lang", list(Lang))
def test_the_corpus_is_there(lang: Lang) -> None:
    assert any(draft.lang is lang and details for draft, details in DRAFTS)


def test_gaps_side_by_side_are_one_and_a_kept_word_is_no_edit() -> None:
    text = "She ⟦can't do the smell⟧ ⟦of new cars⟧ at all."
    plain_text = text.replace("⟦", "").replace("⟧", "")
    first, second = (
        detail(plain_text, "can't do the smell", DetailType.TRAIT),
        detail(plain_text, "of new cars", DetailType.HEALTH, "d2"),
    )
    edits = settle(Draft(plain_text, Lang.EN), [Choice(first, Level.ABSENT), Choice(second, Level.ABSENT)])
    assert "[…] […]" not in apply_edits(plain_text, edits)
    born = detail("Ze is geboren in Herat.", "geboren", DetailType.ORIGIN)
    assert settle(Draft("Ze is geboren in Herat.", Lang.NL), [Choice(born, Level.ABSENT)]) == ()


def test_whoever_is_called_something_wider_is_called_so_again() -> None:
    text = "Een verpleegkundige belde. De 44-jarige was bang."
    nurse = replace(detail(text, "verpleegkundige", DetailType.OCCUPATION), persons=("p",))
    age = replace(detail(text, "44-jarige", DetailType.AGE, "d2", low=44, high=44), persons=("p",))
    edits = settle(Draft(text, Lang.NL), [Choice(nurse, Level.NEAR), Choice(age, Level.ABSENT)])
    assert apply_edits(text, edits) == "Een zorgverlener belde. De zorgverlener was bang."


def test_a_detail_that_only_got_a_capital_from_the_edit_before_it_goes_too() -> None:
    text = "Wiradjuri uncle at 49, he coaches the local team."
    draft = Draft(text, Lang.EN)
    origin, family = (
        detail(text, "Wiradjuri", DetailType.ORIGIN),
        detail(text, "uncle", DetailType.FAMILY, "d2"),
    )
    (first,) = settle(draft, [Choice(origin, Level.ABSENT)])
    assert first.span.overlaps(family.span), "the removal gives the next word its capital"
    written = apply_edits(text, edits := settle(draft, [Choice(origin, Level.ABSENT), Choice(family, Level.ABSENT)]))
    assert set(ids(edits)) == {"d1", "d2"}
    assert "ncle" not in written and "Wiradjuri" not in written


def test_changed_words_of_a_quotation_are_no_note_that_takes_a_gap_along() -> None:
    draft = Draft("“Op dag negen belde ik vanuit de kluis mijn broer.” Ze at niet.", Lang.NL)
    vault, brother = (
        detail(draft.text, "kluis", DetailType.PLACE),
        detail(draft.text, "broer", DetailType.FAMILY, "d2"),
    )
    edits = settle(draft, [Choice(vault, Level.BROAD), Choice(brother, Level.BROAD)])
    assert apply_edits(draft.text, edits) == "“Op dag negen belde ik vanuit de […] [een naaste].” Ze at niet."


def test_a_clause_that_went_is_no_place_that_was_left_out() -> None:
    text = "Zijn vrouw werkt bij de gemeente Ermelo."
    clause = detail(text, "vrouw werkt bij de gemeente", DetailType.FAMILY)
    place = detail(text, "Ermelo", DetailType.PLACE, "d2", name="Ermelo", country="NL", kind="town")
    (edit,) = settle(Draft(text, Lang.NL), [Choice(clause, Level.ABSENT), Choice(place, Level.ABSENT)])
    assert edit.replacement == "[…]"


def test_a_paragraph_is_not_read_anew_for_each_edit_in_it() -> None:
    def spent(sentences: int) -> float:
        text = "She was 31 then. They met in the “old” yard. " * sentences
        ages = [Span(m.start(), m.end()) for m in re.finditer("31", text)]
        details = [Detail(f"d{n}", age, DetailType.AGE, 1.0, {"age": 31}) for n, age in enumerate(ages)]
        choices = [Choice(each, Level.VAGUE) for each in details]
        started = time.process_time()
        assert len(settle_everywhere(Draft(text, Lang.EN), choices, lambda edits: ())) == sentences
        return time.process_time() - started

    spent(10)
    assert spent(1000) < 10 * spent(200) + 0.5
