"""Many spans of one text: what they touch, and what one of them holds."""

from bronwacht.redact.covered import Covered, Holding, Touching
from bronwacht.redact.draft import Span
from hypothesis import given
from hypothesis import strategies as st

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 12), st.integers(1, 6))


@given(st.lists(spans), spans)
def test_as_when_each_is_asked(every: list[Span], span: Span) -> None:
    assert Covered(every).overlap(span) == any(own.overlaps(span) for own in every)
    assert Holding(every).hold(span) == any(own.contains(span) for own in every)
    assert Holding(every).hold_more(span) == any(own.contains(span) and own != span for own in every)
    assert Touching(every).of(span) == [at for at, own in enumerate(every) if own.overlaps(span)]
