"""The sentences that a plan changes, as they stand and as they would read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..documents import EditError
from ..draft import Action, Edit, Span
from ..segment import Segments, segment


@dataclass(frozen=True)
class Part:
    """Words of a sentence; ``changed`` where an edit takes them out or puts them in."""

    text: str = field(repr=False)
    changed: bool


@dataclass(frozen=True)
class Change:
    """One sentence, or several that an edit joins, before and after its ``edits``."""

    edits: tuple[Edit, ...]
    before: tuple[Part, ...]
    after: tuple[Part, ...]


def changed_sentences(text: str, edits: Sequence[Edit]) -> Iterator[Change]:
    """Every sentence of ``text`` with an edit in it, in order; ``edits`` must not overlap."""
    parts = segment(text)
    group: list[Edit] = []
    around: Span | None = None
    for edit in sorted((e for e in edits if e.action is not Action.KEEP), key=lambda e: e.span):
        if group and edit.span.overlaps(group[-1].span):
            raise EditError("two edits overlap; decide on one of them")
        here = _sentences_around(parts, edit.span)
        if around is not None and here.start < around.end:
            around = Span(around.start, max(around.end, here.end))
            group.append(edit)
            continue
        if around is not None:
            yield _change(text, around, group)
        group, around = [edit], here
    if around is not None:
        yield _change(text, around, group)


def _sentences_around(parts: Segments, span: Span) -> Span:
    first = parts.sentence_at(span.start) or parts.paragraph_at(span.start) or span
    last = parts.sentence_at(span.end - 1) or parts.paragraph_at(span.end - 1) or span
    return Span(min(first.start, span.start), max(last.end, span.end))


def _change(text: str, around: Span, edits: Sequence[Edit]) -> Change:
    before, after, at = list[Part](), list[Part](), around.start
    for edit in edits:
        same = Part(text[at : edit.span.start], False)
        before += [same, Part(edit.span.of(text), True)]
        after += [same, Part(edit.replacement, True)]
        at = edit.span.end
    rest = Part(text[at : around.end], False)
    return Change(tuple(edits), _filled([*before, rest]), _filled([*after, rest]))


def _filled(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.text)
