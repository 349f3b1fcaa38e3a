"""What hangs loose beside an edit: one of two places, what work was done to, the comma of an aside. For ``cuts``."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from ..draft import DetailType, Lang, Span
from .cut import Cut
from .function import known
from .half_gone import WORKS
from .parts import Kind, Part, Segment
from .phrases import phrases
from .spent import has_verb
from .words import NOUNISH, VERBAL, Tag

_PLACES = (DetailType.PLACE, DetailType.EMPLOYER, DetailType.EDUCATION)


def in_a_row(each: Segment, lang: Lang) -> Iterator[Cut]:
    """One of two that say where, where a gap is the other: "at […] in a public place", "[…] somewhere"."""
    for new, gap in itertools.pairwise(each.shown):
        taught = new.kind is Kind.NEW and gap.kind is Kind.GAP and gap.first in (Tag.NOUN, Tag.INF, Tag.NAME)
        if taught and new.edit is not None and new.edit.reason is DetailType.EDUCATION:
            yield Cut(Span(new.span.end, gap.span.end))  # "een opleiding […]"
    for at, (gap, new) in enumerate(zip(each.shown, each.shown[1:], strict=False)):
        before = each.shown[at - 1] if at else None
        if gap.kind is not Kind.GAP or new.kind is not Kind.NEW or new.edit is None:
            continue
        if new.edit.replacement.strip().lower().startswith(tuple(phrases(lang).place.values())):
            yield Cut(Span(gap.span.end, new.span.end))
            continue
        where = gap.edit is not None and gap.edit.reason in _PLACES
        if where and before is not None and before.kind is Kind.WORD and before.first is new.first is Tag.PREP:
            yield Cut(Span(before.span.start, new.span.start))


def object_of_work(each: Segment) -> Iterator[Cut]:
    """What somebody's work was done to, where it is told as work and no more: "she works for years [with horses]"."""
    works = next((n for n, part in enumerate(each.shown) if part.kind is Kind.NEW and _says_works(part)), None)
    if works is None:
        return
    for before, gap in itertools.pairwise(each.shown[works:]):
        led = before.kind is Kind.WORD and before.words[0].tag in (Tag.PREP, Tag.DET, Tag.ADJ)
        one = len(gap.words) == 1  # "les", taken for a verb
        if gap.kind is Kind.GAP and (one or not gap.lost_verb) and not led and (one or gap.first in _BARE):
            yield Cut(gap.span)


_BARE = frozenset({Tag.NOUN, Tag.NOUNS, Tag.DET, Tag.ADJ, Tag.PREP})


def _says_works(part: Part) -> bool:
    return part.edit is not None and part.edit.replacement.strip().lower() in WORKS


def orphan_comma(found: Sequence[Segment]) -> Iterator[Cut]:
    """The comma that closed an aside of which the edit took the first: "her niece, a nun in Hull, gave" it."""
    for at, (each, after) in enumerate(itertools.pairwise(found)):
        cut = each.body[-1].kind is Kind.OUT  # "her father, a dentist" with "in Hull"
        if each.verb is not None or each.opener is not None or len(each.shown) < (1 if cut else 2):
            continue
        if at and not each.joined:
            continue  # one of several, or an aside itself
        # "In May her uncle, a baker in Hull, drove": a phrase may stand before whoever it is about.
        ahead = list(itertools.takewhile(lambda part: part.kind is Kind.WORD, each.shown))
        first = (each.shown[len(ahead) :] or each.shown)[0]
        said = first.edit.replacement if first.edit else ","
        opened = [word.text for word in first.words].count(",") == 1 and first.words[-1].text != ","
        closing = len(after.lead) == 1 and after.has_comma and after.begins_with_verb and after.verb is not None
        if first.kind is Kind.NEW and "," not in said and opened and closing:
            yield Cut(after.lead[0].span, since=first.span.start)


def told_of_nobody(found: Sequence[Segment], lang: Lang) -> Iterator[Cut]:
    """A clause about somebody or something that went with the clause before it: "[told her aunt], whose son wept"."""
    for at, (before, each) in enumerate(itertools.pairwise(found)):
        gone = before.body[-1]
        took_verb = gone.kind in (Kind.OUT, Kind.GAP) and any(word.tag in VERBAL for word in gone.words)
        told = (
            took_verb
            and gone.words[-1].tag in NOUNISH | {Tag.PART, Tag.INF}
            and any(word.tag in NOUNISH for word in gone.words)
        )
        if not told or each.walled or each.joined or not each.has_comma or not _is_about(each, lang):
            continue
        after = found[at + 2] if at + 2 < len(found) else None
        closes = after is not None and len(after.lead) == 1 and after.has_comma and after.begins_with_verb
        end = after.lead[0].span.end if closes and after is not None else each.end
        yield Cut(Span(each.start, end), since=gone.span.start)


def _is_about(each: Segment, lang: Lang) -> bool:
    """Whether a clause is about somebody or something told of right before it: "whose", "bij wie", "at which"."""
    if each.opener is not None:
        return each.opener.lower in known(lang, "of_the_last")
    led = len(each.shown) > 1 and each.shown[0].kind is Kind.WORD and each.shown[0].first is Tag.PREP
    return led and each.shown[1].lower in known(lang, "behind_preposition")


def comma_of_aside(found: Sequence[Segment]) -> Iterator[Cut]:
    """The comma that closed an aside of which nothing is left: "a woman who rows[, aged 24], was ill".

    A comma that closes something else too stays, and in Dutch the one behind a clause about the subject.
    """
    for at, (each, after) in enumerate(itertools.pairwise(found)):
        gone = each.body[-1]
        aside = gone.kind is Kind.OUT and bool(gone.words) and gone.words[0].text == ","
        adverb = after.lang is Lang.EN and len(after.shown) > 1 and after.shown[0].first is Tag.ADV
        begins = after.begins_with_verb or (adverb and after.opener is None and after.shown[1].is_finite)
        main = len(after.lead) == 1 and after.has_comma and begins and not after.walled
        if not aside or not main or after.verb is None or any(map(has_verb, found[: at + 1])):
            continue
        open_still = any(one.has_comma or one.walled for one in found[: at + 1])
        clause = each.opener is not None and (each.lang is Lang.NL or not each.is_relative)
        if not open_still and not clause:
            yield Cut(after.lead[0].span, since=gone.span.start)


__all__ = ["comma_of_aside", "in_a_row", "object_of_work", "orphan_comma", "told_of_nobody"]
