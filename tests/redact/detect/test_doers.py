"""Who did what a passive tells of, in an English text of a wrong: no source, who may complain as well."""

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.doers import is_doer, is_the_man
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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("She ran from the man.", True),
        ("She ran from the big man.", True),
        ("She ran from the other man.", False),
        ("She ran from a man.", False),
        # A man has been brought in, who may be the source.
        ("A 52-year-old man from Hale spoke up. He fears the man.", False),
        ("Two deckhands and a young man spoke up. He fears the man.", False),
        ("The man who asked not to be named left. He knew the man.", False),
        ("The man who groped her left. She fears the man.", True),
    ],
)
def test_the_man_whom_nothing_brings_in_is_whoever_the_text_accuses(text: str, meant: bool) -> None:
    start = text.rindex("man")
    assert is_the_man(text, DetailType.GENDER, Span(start, start + 3)) is meant
    assert not is_the_man(text, DetailType.OCCUPATION, Span(start, start + 3))
