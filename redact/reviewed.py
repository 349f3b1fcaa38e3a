"""A review copy: written, and as people left it on its way to a final copy.

What was accepted or rejected in the word processor is simply text there. So a final copy is made of the review copy
itself; what was accepted is known from the draft, where that is at hand, by comparing the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ..errors import LeakError, UsageError
from ..said import Remark, said
from .documents import (
    Document,
    DocumentError,
    Leak,
    LeakKind,
    Passage,
    Place,
    Reviewable,
    Suggestion,
    apply_edits,
    document_of,
    format_by_kind,
    moved_span,
    occurrences,
    read_document,
)
from .draft import Edit, Reading, Span

_TOKEN = re.compile(r"\w+|\W")
_WORD = re.compile(r"\w+")
_RUN = 3
"""Words one after the other by which a text is known. Two texts of one language share a quarter of their words; of
these runs, two drafts of the corpus (45,000 pairs) mostly share none and at most 9 %, and a draft keeps half of them
with every suggestion accepted. Which paragraph comes first, and what was added, is all the same to it."""
LEAST_SHARE = 0.1
"""Of the draft's runs that stand in its review copy; with fewer, it is the draft of another."""
LEAST_RUNS = 40
"""In a draft of fewer, a handful of suggestions may take them all."""


def review_copy(document: Document, suggestions: Sequence[Suggestion]) -> bytes:
    """The review copy of ``document``, read again.

    Taking every suggestion back must give the text as it was, and making every one the text as it would be edited.
    Raises UsageError for a format without tracked changes, and LeakError where the copy is not what it should be.
    """
    known = format_by_kind(document.kind)
    if not isinstance(known, Reviewable):
        raise UsageError("suggestions can be tracked in a docx or an odt; decide on this draft with: bronwacht desk")
    copy = known.review(document, suggestions)
    back, found = known.settled(copy, document.name)
    text = known.read(back, document.name).text[: document.published]
    if text != document.published_text:
        raise _withheld(said("to reject all of it would not give the draft as it was"))
    wanted = [suggestion.edit for suggestion in suggestions]
    seen = [edit.span for edit in wanted if _solid(edit.span.of(text))]
    lost = [span for span in seen if not any(span.overlaps(edit.span) for edit in found)]
    if lost:
        why = said(
            "what is suggested at line {lines} of the draft's text can be told there by no tracked change and no"
            " comment",
            lines=document.lines(lost),
        )
        raise _withheld(why, by_hand=True)
    if _solid(apply_edits(text, found)) != _solid(apply_edits(text, _without_links(document, wanted, found))):
        raise _withheld(said("to accept all of it would not give the draft as edited"))
    return copy


def obstacle(document: Document) -> DocumentError | None:
    """Why no final copy can be made of a document as it is; None where one can.

    Whoever decides on a hundred suggestions and is told only then has decided for nothing.
    """
    try:
        format_by_kind(document.kind).final(document, ())
    except DocumentError as error:
        return error
    return None


def _without_links(document: Document, wanted: Sequence[Edit], found: Sequence[Edit]) -> list[Edit]:
    """``wanted`` as the formats make them: a link whose target is none any more ("[address withheld]") goes with it."""
    gone = [
        edit
        for edit in found
        if not edit.replacement and document.place_of(edit.span) is Place.LINK
        if any(edit.span.contains(each.span) for each in wanted)
    ]
    return [*(each for each in wanted if not any(edit.span.contains(each.span) for edit in gone)), *gone]


def _withheld(why: Remark, *, by_hand: bool = False) -> LeakError:
    instead = said(", or change these words in the draft by hand and try again") if by_hand else ""
    return LeakError(
        "the review copy was withheld: {why}; decide on this draft with: bronwacht desk{instead}",
        why=why,
        instead=instead,
    )


def _solid(text: str) -> str:
    """What of a text can be seen: a file keeps its own breaks, whatever edit runs over them."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())


@dataclass(frozen=True)
class Reviewed:
    """A review copy without its open suggestions, and the edits that these were, by place in the document's text."""

    document: Document
    open: tuple[Edit, ...]

    def with_edits(self, edits: Sequence[Edit]) -> tuple[str, tuple[Passage, ...]]:
        """The text as a final copy has it with ``edits`` (some of the open ones) made, and where it stands."""
        ordered = sorted(edits, key=lambda edit: edit.span)
        moved = ((moved_span(passage.span, ordered), passage.place) for passage in self.document.passages)
        text = apply_edits(self.document.published_text, edits)
        return text, tuple(Passage(span, place) for span, place in moved if span and span.start < len(text))


def open_review(path: Path) -> Reviewed:
    """Read a review copy; raises the errors of ``documents``, and UsageError for a format that has no suggestions."""
    document = read_document(path)
    known = format_by_kind(document.kind)
    if not isinstance(known, Reviewable):
        raise UsageError("only a docx or an odt holds suggestions; give the review copy that redact --tracked wrote")
    raw, left = known.settled(document.raw, document.name)
    content = known.read(raw, document.name)
    return Reviewed(document_of(content, raw, document.kind, document.name, path), left)


def undecided(document: Document) -> tuple[Edit, ...]:
    """The suggestions of a review copy that are still open in ``document``; none in what is no review copy."""
    known = format_by_kind(document.kind)
    return known.settled(document.raw, document.name)[1] if isinstance(known, Reviewable) else ()


def refuse_other(draft: str, reviewed: Reviewed) -> None:
    """Raise UsageError where hardly anything of a ``draft`` is in the review copy: all its details would be gone."""
    wanted = _runs(draft)
    if len(wanted) >= LEAST_RUNS and len(wanted & _runs(reviewed.document.text)) < LEAST_SHARE * len(wanted):
        raise UsageError(
            "hardly anything of the draft stands in the review copy, so nothing can be checked against it; give with"
            " --draft the draft from which this review copy was made"
        )


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(*(words[at:] for at in range(_RUN)), strict=False))


@dataclass(frozen=True)
class Decisions:
    """What of a draft's details is gone from a text, and where one that is gone still stands.

    ``gone`` and ``left`` are ids of details: taken out, and standing as they stood. ``twice`` are those of ``left``
    whose words were taken out elsewhere; ``leaks`` are places that no detail accounts for.
    """

    gone: tuple[str, ...]
    left: tuple[str, ...]
    twice: tuple[str, ...]
    leaks: tuple[Leak, ...]


def decisions(reading: Reading, text: str, kept: Sequence[Span] = (), *, passages: Sequence[Passage] = ()) -> Decisions:
    """Compare a draft that was read with the ``text`` that came of it; ``kept`` are stretches that stay on purpose.

    ``passages`` say where in its file the text stands.
    """
    before = reading.draft.text
    same = list(_unchanged(before, text))
    standing = {detail.id: _moved(detail.span, same) for detail in reading.details}
    gone = [detail for detail in reading.details if standing[detail.id] is None]
    spared = [span for span in (_moved(span, same) for span in kept) if span]
    places = {id: span for id, span in standing.items() if span}
    twice, leaks = dict[str, None](), []
    for detail in gone:
        for span in occurrences(text, detail.type, detail.span.of(before)):
            here = [id for id, place in places.items() if place.overlaps(span)]
            twice.update(dict.fromkeys(here))
            if not here and not any(span.overlaps(other) for other in spared):
                place = next((passage.place for passage in passages if passage.span.overlaps(span)), Place.BODY)
                leaks.append(Leak(LeakKind.ELSEWHERE, text.count("\n", 0, span.start) + 1, detail.type, place))
    return Decisions(tuple(detail.id for detail in gone), tuple(places), tuple(twice), tuple(leaks))


def where_now(before: str, text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Where stretches of the text ``before`` stand in the ``text`` that came of it; those that changed, nowhere."""
    same = list(_unchanged(before, text))
    return tuple(moved for span in spans if (moved := _moved(span, same)) is not None)


def _unchanged(before: str, after: str) -> Iterator[tuple[int, int, int]]:
    """The stretches that both texts share, in order: start in the one, start in the other, length.

    Lines first and words within what differs, so that a book takes no longer than its changes.
    """
    for tag, (a, b), (c, d) in _opcodes(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if tag == "equal":
            yield a, c, b - a
            continue
        for inner, (e, f), (g, _) in _opcodes(_TOKEN.findall(before[a:b]), _TOKEN.findall(after[c:d])):
            if inner == "equal":
                yield a + e, c + g, f - e


def _opcodes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """The opcodes of difflib in characters."""
    places = [[0], [0]]
    for tokens, ends in zip((one, other), places, strict=True):
        for token in tokens:
            ends.append(ends[-1] + len(token))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield tag, (places[0][a], places[0][b]), (places[1][c], places[1][d])


def _moved(span: Span, same: Sequence[tuple[int, int, int]]) -> Span | None:
    """Where a stretch of the first text stands in the second; None when any of it has changed."""
    for start, there, length in _joined(same):
        if start <= span.start and span.end <= start + length:
            return Span(there + span.start - start, there + span.end - start)
    return None


def _joined(same: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    run: tuple[int, int, int] | None = None
    for start, there, length in same:
        if run and (start, there) == (run[0] + run[2], run[1] + run[2]):
            run = (run[0], run[1], run[2] + length)
            continue
        if run:
            yield run
        run = (start, there, length)
    if run:
        yield run
