"""What the corrections say of a draft's details: which stretches are one, which are none, which names must go.

Called by the pipeline after detection. What a detail shares with a corrected stretch is cut off it; what is left of it
stays a detail as long as it says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..corrections import Corrections, CorrectionsError, DetailIs, Stretch
from ..draft import Detail, DetailType, Draft, Kept, Reason, Span
from ..evidence import Step, Why, Witness
from . import Findings
from .layout import unwrapped
from .merge import trim
from .values import value_of

CORRECTION = "correction"
"""What stands for a correction among the evidence of a detail."""

_TELLING = re.compile(r"\d|\w{4}")
"""What must be left of a detail for it to stay one: a figure, or a word of some length."""

_NAME_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
"""A word of three letters or more; by one that has a capital, two mentions are of one name."""


def with_names(draft: Draft, found: Findings, corrections: Corrections) -> Corrections:
    """``corrections``, with what they mean for the other mentions of the names of those they speak of.

    Every mention of a kept name is a detail when it is somebody's to protect after all, and every name that goes is
    theirs who are public after all. Raises :class:`CorrectionsError` where they claim a name that the story file keeps:
    it says the opposite.
    """
    claimed = [*(d.stretch.span for d in corrections.details), *(s.span for s in corrections.not_details)]
    details = list(corrections.details)
    for detail in _meant(draft, found, corrections):
        if not _any_overlaps(claimed, detail.stretch.span):
            details.append(detail)
            claimed.append(detail.stretch.span)
    taken_out = [detail.stretch.span for detail in details]
    if any(name.reason is Reason.STORY and _any_overlaps(taken_out, name.span) for name in found.kept):
        raise CorrectionsError("the corrections take out a name that the story file keeps; change one of the two")
    return replace(corrections, details=tuple(details))


def _meant(draft: Draft, found: Findings, corrections: Corrections) -> Iterator[DetailIs]:
    """What is meant by protecting somebody whose name stays, and by making somebody public whose name goes."""
    stays = [name.span for name in found.kept]
    goes = [detail.span for detail in found.details if detail.type is DetailType.NAME]
    for mention in corrections.protected:
        for span in _alike(draft, stays, mention.span):
            yield DetailIs(Stretch.of(draft.text, span), DetailType.NAME, mention)
    for mention in corrections.made_public:
        for span in _alike(draft, goes, mention.span):
            if not span.overlaps(mention.span):
                yield DetailIs(Stretch.of(draft.text, span), person=mention)


def _alike(draft: Draft, names: Sequence[Span], mention: Span) -> list[Span]:
    """Those of ``names`` that the mention touches, and those that share a word with them."""
    touched = [name for name in names if name.overlaps(mention)]
    words = {word for name in touched for word in _name_words(draft, name)}
    return [name for name in names if name in touched or words & _name_words(draft, name)]


def corrected(draft: Draft, found: Findings, corrections: Corrections) -> Findings:
    """``found`` as ``corrections``, whose stretches are those of ``draft``, say that it is.

    Raises :class:`CorrectionsError` for a detail without a type where none was found.
    """
    details, kept = list(found.details), list(found.kept)
    for stretch in corrections.not_details:
        stays = any(d.type is DetailType.NAME and d.span.overlaps(stretch.span) for d in details)
        details = list(_without(draft, details, stretch.span))
        kept += [Kept(stretch.span, Reason.CORRECTION, 1.0, 1)] if stays else []
    for correction in corrections.details:
        span = correction.stretch.span
        made = _made(draft, correction, [detail for detail in details if detail.span.overlaps(span)])
        details = [*_without(draft, details, span), made]
        kept = [name for name in kept if not name.span.overlaps(span)]
    ordered = sorted(details, key=lambda detail: detail.span)
    numbered = (replace(detail, id=f"d{n}") for n, detail in enumerate(ordered, 1))
    return Findings(tuple(numbered), tuple(sorted(kept, key=lambda name: name.span)))


def _made(draft: Draft, correction: DetailIs, beneath: Sequence[Detail]) -> Detail:
    """The detail of a correction, with what was found ``beneath`` it as evidence."""
    span = correction.stretch.span
    closest = max(beneath, key=lambda d: min(d.span.end, span.end) - max(d.span.start, span.start), default=None)
    kind = correction.type or (closest.type if closest else None)
    if kind is None:
        raise CorrectionsError(
            "no detail was found at characters {start} to {end}; give its type in the corrections file",
            start=span.start,
            end=span.end,
        )
    same = closest is not None and closest.span == span and closest.type is kind
    value = closest.value if closest and same else value_of(kind, unwrapped(draft.text), span, draft.lang)
    evidence = (CORRECTION, *(closest.evidence if closest and same else ()))
    return Detail("", span, kind, 1.0, value, evidence=evidence, why=_why(kind, span, beneath))


def _why(kind: DetailType, span: Span, beneath: Sequence[Detail]) -> Why:
    reasons = [detail.why for detail in beneath if detail.why]
    others = (replace(w, counted=False) if w.type is not kind else w for why in reasons for w in why.witnesses)
    by_hand = Witness(CORRECTION, kind, 1.0, span, True)
    tagger = max((why.tagger for why in reasons), default=0.0)
    return Why((by_hand, *dict.fromkeys(w for w in others if w.span.overlaps(span))), tagger, (Step.CORRECTED,))


def _without(draft: Draft, details: Iterable[Detail], span: Span) -> Iterator[Detail]:
    """``details`` with nothing of ``span``."""
    for detail in details:
        if detail.span.overlaps(span):
            yield from _left_of(draft, detail, span)
        else:
            yield detail


def _left_of(draft: Draft, detail: Detail, span: Span) -> Iterator[Detail]:
    text = unwrapped(draft.text)
    for start, end in ((detail.span.start, span.start), (span.end, detail.span.end)):
        part = trim(text, Span(start, end)) if start < end else None
        if part and _TELLING.search(part.of(text)):
            why = replace(detail.why, steps=(*detail.why.steps, Step.CORRECTED)) if detail.why else None
            yield replace(detail, span=part, value=value_of(detail.type, text, part, draft.lang), why=why)


def _name_words(draft: Draft, span: Span) -> frozenset[str]:
    return frozenset(word for word in _NAME_WORD.findall(span.of(draft.text)) if word[0].isupper())


def _any_overlaps(spans: Iterable[Span], span: Span) -> bool:
    return any(other.overlaps(span) for other in spans)
