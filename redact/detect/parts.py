"""A file's text that is published, and the rest of it: each read by itself, and the rest changes nothing in the first.

What a final copy keeps is judged as it will stand there, whatever comments and properties stood beside it: a scan of
the whole file and a redaction of its text find the same in the text. The rest is read knowing whose names stay in it,
and whose go: a folder, a code or a title of two words shows to nobody else that a word in it is somebody's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..covered import Covered
from ..draft import Detail, DetailType, Draft, Kept, Reason, Span
from ..evidence import Why
from . import Findings, read
from .again import places_of
from .cards import MIN_SHARED, telling
from .public import AGAIN
from .wordlists import word_lists


def read_parts(draft: Draft, *, public: Sequence[str] = (), called: Sequence[str] = ()) -> Findings:
    """The findings of the first ``draft.body`` characters, and after them those of what follows."""
    at = draft.body
    if at is None or not draft.text[at:].strip():
        return read(draft, public=public, called=called)
    first = read(_part(draft, 0, at), public=public, called=called) if draft.text[:at].strip() else Findings(())
    stays = {name.span.of(draft.text) for name in first.kept}
    rest = read(_part(draft, at, len(draft.text)), public=[*public, *sorted(stays)], called=called)
    again = _again(draft, first, [detail.span for detail in rest.details])
    following = sorted((*(_moved(detail, at) for detail in rest.details), *again), key=lambda detail: detail.span)
    kept = (_kept(name, at, draft.text, public) for name in rest.kept)
    over = Covered(detail.span for detail in again)
    return Findings(
        tuple(replace(detail, id=f"d{n}") for n, detail in enumerate((*first.details, *following), 1)),
        (*first.kept, *(name for name in kept if not over.overlap(name.span))),
    )


def _again(draft: Draft, first: Findings, found: Sequence[Span]) -> list[Detail]:
    """Where the words of names that go from the first part stand in the rest, besides what was ``found`` there.

    One that is no other word also in small letters, as the names of files and of accounts have it.
    """
    text, at, lists = draft.text, draft.body or 0, word_lists(draft.lang)
    stays = {word for name in first.kept for word in telling(name.span.of(text).split())}
    names = (detail.span.of(text) for detail in first.details if detail.type is DetailType.NAME)
    words = {word for name in names for word in telling(name.split()) if len(word) >= MIN_SHARED} - stays
    words |= {
        word.lower() for word in words if not lists.words.get(word.lower()) and word.lower() not in lists.function
    }
    places = [_span(place, at) for place in places_of(text[at:], sorted(words), found)]
    return [Detail("", place, DetailType.NAME, AGAIN, evidence=("tagger.again",)) for place in places]


def _part(draft: Draft, start: int, end: int) -> Draft:
    asides, marks = _within(draft.asides, start, end), _within(draft.marks, start, end)
    return replace(draft, text=draft.text[start:end], asides=asides, body=None, marks=marks)


def _within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    return tuple(Span(s.start - start, s.end - start) for s in spans if start <= s.start and s.end <= end)


def _kept(name: Kept, by: int, text: str, public: Sequence[str]) -> Kept:
    """The name in its place; one that stays only because it does in the first part stays again."""
    span = _span(name.span, by)
    given = any(span.of(text) in words for words in public)
    reason = Reason.AGAIN if name.reason is Reason.STORY and not given else name.reason
    return replace(name, span=span, reason=reason)


def _moved(detail: Detail, by: int) -> Detail:
    return replace(detail, span=_span(detail.span, by), why=_why(detail.why, by) if detail.why else None)


def _why(why: Why, by: int) -> Why:
    return replace(why, witnesses=tuple(replace(each, span=_span(each.span, by)) for each in why.witnesses))


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
