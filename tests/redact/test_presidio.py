from __future__ import annotations

from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from bronwacht.redact.presidio import operators, results
from hypothesis import given
from hypothesis import strategies as st
from presidio_anonymizer import AnonymizerEngine

ENGINE = AnonymizerEngine()


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet="ab ’“é\u0301🙂\n", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        action = draw(st.sampled_from([Action.REMOVE, Action.GENERALISE, Action.KEEP]))
        new = text[start:end] if action is Action.KEEP else draw(st.text(alphabet="xy é🙂", max_size=5))
        edits.append(Edit(("d1",), Span(start, end), action, new, draw(st.sampled_from(list(DetailType)))))
    return text, edits


@given(edited())
def test_presidio_writes_what_we_write(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    if not results(edits):
        assert apply_edits(text, edits) == text
        return
    written = ENGINE.anonymize(text, results(edits), operators(edits))
    assert written.text == apply_edits(text, edits)
