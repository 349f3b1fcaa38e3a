"""What nobody sees in a draft changes nothing of what is found in it, and goes with what goes."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.parts import read_parts
from bronwacht.redact.draft import Draft, Lang, Span

TEXT = "Mensen noemden haar Jannie Quistenburg. Zij is 34 en werkt als verpleegkundige in een team van negen."


def found(text: str, body: int | None = None) -> list[tuple[str, str]]:
    draft = Draft(text, Lang.NL, body=body)
    return [(detail.type.value, detail.span.of(text)) for detail in read_parts(draft).details]


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200d", "\u2060", "\u034f", "\u202e"])
def test_a_word_with_unseen_marks_is_found_whole(mark: str) -> None:
    torn = TEXT.replace("Quistenburg", f"Quis{mark}ten{mark}burg").replace("34", f"3{mark}4")
    assert [(type, words.replace(mark, "")) for type, words in found(torn)] == found(TEXT)
    assert any(f"Quis{mark}ten{mark}burg" in words for _, words in found(torn))


def test_a_word_broken_at_the_end_of_a_line_is_found_whole() -> None:
    torn = TEXT.replace("verpleegkundige", "verpleeg-\nkundige")
    assert ("OCCUPATION", "verpleeg-\nkundige") in found(torn)


def test_what_follows_the_body_moves_along() -> None:
    torn = TEXT.replace("Quistenburg", "Quisten\u00adburg")
    whole = f"{torn}\nZij is 35, zei Quisten\u00adburg."
    assert ("AGE", "35") in found(whole, len(torn))


def test_the_evidence_stands_where_the_detail_does() -> None:
    text = "\u200b\u200b" + TEXT
    draft = Draft(text, Lang.NL, asides=(Span(0, 4),))
    for detail in read_parts(draft).details:
        assert detail.why is not None
        assert all(witness.span.overlaps(detail.span) for witness in detail.why.witnesses)
