"""Who did what a passive tells of, in an English text of a wrong: no source, who may complain as well."""

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.doers import is_doer
from bronwacht.redact.draft import DetailType, Draft, Lang, Span


def _is_doer(text: str, words: str, kind: DetailType = DetailType.OCCUPATION) -> bool:
    start = text.index(words)
    return is_doer(text, kind, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She was warned off by a sergeant.", "sergeant"),
        ("He was pinned to the wall by a broad-shouldered porter.", "porter"),
        ("The deckhand was told by the purser to leave.", "purser"),
        ("The work, directed by a senior brewer, went on.", "senior brewer"),
    ],
)
def test_whoever_did_it(text: str, words: str) -> None:
    assert _is_doer(text, words)
    assert not _is_doer(text, words, DetailType.QUOTE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Complains, shows, or leads something; tells it to a newsroom, or to whoever hears evidence.
        ("The complaint was made by a porter.", "porter"),
        ("He was accused by a purser.", "purser"),
        ("Photographs were provided by a brewer.", "brewer"),
        ("The team was led by a nurse.", "nurse"),
        ("The Tidings was told by a porter.", "porter"),
        ("This paper was told by a porter.", "porter"),
        ("The inquiry was told by a porter.", "porter"),
        # Nothing is done.
        ("The porter stood by a purser.", "purser"),
        ("A book by a brewer told of it.", "brewer"),
        ("She was warned off. The paper was by a sergeant.", "sergeant"),
    ],
)
def test_whoever_may_be_a_source(text: str, words: str) -> None:
    assert not _is_doer(text, words)


def test_only_where_a_text_tells_of_a_wrong() -> None:
    told = "The bullying went on for years. A deckhand, who asked not to be named, was shouted down by a {}."
    plain = "The regatta went on for years. A deckhand from Hale was rowed ashore by a {}."
    for text, found in ((told.format("purser"), False), (plain.format("purser"), True)):
        assert ("purser" in {d.span.of(text) for d in find(Draft(text, Lang.EN))}) is found
