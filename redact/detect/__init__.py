"""What in a draft says something about a person to protect.

Called by the pipeline. Importing this imports numpy and the tagger's lists; Presidio and spaCy come along only with a
draft that has something for their recognisers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...collecting import uncollected
from ..covered import Holding
from ..draft import DIRECT_TYPES, Detail, DetailType, Draft, Kept, Lang, Reason, Span
from ..unseen import seen_of
from .apposed import told_of_named
from .beside import ages_among, ages_beside, ages_of_work, own_work
from .births import without_births
from .cards import MIN_SHARED
from .doers import is_doer, is_the_man
from .employed import employed
from .engine import patterns
from .followed import followed, hidden_names
from .fragments import Phrases
from .grammar import rules
from .guesses import is_guess
from .introduced import Introduced, introduced
from .joined import apart
from .layout import unwrapped
from .masked import with_initials, without_names
from .match import Match
from .merge import CERTAIN, Found, merge, trim
from .namesakes import in_their_country
from .newsroom import contacts_of_newsroom
from .portrayed import portrayed
from .public import judge
from .slugs import files, slugs
from .spelt import spelt
from .stand_ins import first_names_alone, invented, with_stand_ins
from .tagger import tag
from .unmeant import as_complaint
from .values import value_of
from .witness import Finds
from .workplaces import workplaces
from .wronged import RULE as WRONGED
from .wronged import is_counted, tells_of_wrong, told_of, told_with, victims_of, wronged
from .years_old import whole_ages

SCRAP_WORDS = 3
"""Words of an aside up to which it is no sentence."""

_STAMP, _STAMP_LENGTH = re.compile(r"[ \t>*_-]*[\[(]?[\d./:, -]*\d[:.]\d\d[\d:., apmAPM]*[\])]?"), 40
"""When a message was sent, at the beginning of its line."""

_NUMBER = re.compile(r"\d|@")

__all__ = ["Findings", "find", "read"]


@dataclass(frozen=True)
class Findings:
    """The details of a draft, in order and not overlapping, and the names in it that stay."""

    details: tuple[Detail, ...]
    kept: tuple[Kept, ...] = ()


def find(draft: Draft, *, public: Sequence[str] = (), called: Sequence[str] = ()) -> tuple[Detail, ...]:
    """The details of ``draft``, in order, not overlapping.

    ``public`` are names that stay, ``called`` words that are known to introduce somebody to protect.
    """
    return read(draft, public=public, called=called).details


@uncollected()
def read(draft: Draft, *, public: Sequence[str] = (), called: Sequence[str] = ()) -> Findings:
    """The details of ``draft`` with all that they rest on, and the names that stay with the reason."""
    if whole := seen_of(draft):
        plain = read(whole.draft, public=public, called=called)
        return Findings(tuple(map(whole.detail, plain.details)), tuple(map(whole.kept, plain.kept)))
    text, lang = unwrapped(draft.text), draft.lang
    known = introduced(text, lang, called)
    portraits = portrayed(text, lang)
    victims = tuple(sorted({*wronged(text, lang), *(one.who for one in portraits)}))
    several = tuple(span for span in victims if is_counted(text, span, lang))
    harmed = Introduced(text, lang, victims, rule=WRONGED, groups=several)
    lines = draft.text.replace("\r", " ")
    hidden = hidden_names(lines, lang)
    told = (*told_with(text, victims, lang), *followed(text, (*hidden, *victims, *victims_of(text, lang)), lang))
    if lang is Lang.NL:
        told = (*told, *told_of(text, [name for name in first_names_alone(text, lang) if text.count(name) > 1]))
    found = rules(text, lang, believed=(*known.spans, *harmed.spans, *(one.told for one in portraits)), told=told)
    ruled = tuple(harmed.widened(known.widened(found)))
    of_wrong = bool(hidden) or tells_of_wrong(text, lang)
    tagged = tag(without_births(text, ruled), lang, of_wrong=of_wrong)
    homes = [m.span for m in ruled if m.type is DetailType.PLACE and m.score >= CERTAIN]
    homes += workplaces(text, lang, ruled, tagged.support)
    streets = tuple(m.span for m in ruled if m.type is DetailType.ADDRESS)
    sources = (*known.names(), *invented(lines, lang))
    names = judge(text, lang, tagged.names, public, draft.asides, sources, homes, streets)
    forms = [*patterns(text, lang), *spelt(text, lang), *(m for m in ruled if m.type in DIRECT_TYPES)]
    reached = Holding(m.span for m in forms if m.type is DetailType.CONTACT)
    # Part of an address is no name of its own: "r.marsh" below "Robin Marsh" would be one with it.
    direct = [m for m in names.protected if not reached.hold_more(m.span)] + forms
    stay = [*public, *(k.span.of(text) for k in names.kept)]
    slug = (
        *slugs(text, lang, draft.asides, stay),
        *files(text, lang, (m.span.of(text) for m in names.protected), stay),
    )
    direct += slug
    indirect = [m for m in ruled if m.type not in DIRECT_TYPES]
    indirect = [*ages_among(text, own_work(text, lang, indirect), names.protected, [k.span for k in names.kept])]
    indirect += (*ages_beside(text, names.protected), *ages_of_work(text, lang))
    # A bank's name in an account number does not make the number public.
    numbers = [m.span for m in direct if m.type is not DetailType.NAME and _NUMBER.search(m.span.of(text))]
    numbers += [match.span for match in slug]
    tagged = with_initials(without_births(text, ruled), lang, tagged, names.protected, of_wrong=of_wrong)
    staying = [name.span for name in names.kept]
    tagged = without_names(text, lang, tagged, names.protected, staying)
    kept = [name.span for name in names.kept if not any(name.span.overlaps(span) for span in numbers)]
    kept += contacts_of_newsroom(lines, lang)
    phrases = Phrases(text, lang, tagged)
    seen = tuple(phrases.sound(tuple(apart(text, lang, known.narrowed(tagged), tagged)), indirect))
    seen = whole_ages(text, seen, indirect)

    def merged_with(unseen: Sequence[Match]) -> tuple[Found, ...]:
        return merge(
            text,
            direct=direct,
            tagged=seen,
            ruled=(*indirect, *unseen),
            kept=kept,
            support=tagged.support,
            finished=phrases.finished,
        )

    believed = Holding((*known.spans, *harmed.spans))
    merged = merged_with(())
    taken = [found.match.span for found in merged]
    unseen = [*known.unseen(taken, tagged), *harmed.unseen(taken, tagged)]
    works = (m.span for m in (*(found.match for found in merged), *unseen) if m.type is DetailType.OCCUPATION)
    if unseen := [*unseen, *employed(text, lang, works, [one.who for one in portraits])]:
        merged = merged_with(unseen)
    public_names = (name.span for name in names.kept if name.reason is not Reason.INVENTED)
    theirs = Holding(told_of_named(text, lang, public_names))
    parts = (part for found in merged for part in _by_paragraph(text, found) if not _is_theirs(found, theirs, victims))
    merged = tuple(
        found
        for found in parts
        if not (_is_scrap(draft, found) or _is_stamp(text, found) or phrases.is_nothing(found.match))
        and not is_guess(draft, found, of_wrong=of_wrong, sparse=tagged.sparse, told=tagged.told)
        and not (of_wrong and lang is Lang.EN and _is_doer(text, found, believed))
    )
    merged = tuple(replace(found, match=as_complaint(text, lang, found.match)) for found in merged)
    merged = tuple(
        replace(found, evidence=(*found.evidence, WRONGED)) if harmed.has(found.match.span) else found
        for found in merged
    )
    finds = Finds(text, (*direct, *seen, *indirect, *unseen), tagged.support)
    details = (
        Detail(
            id=f"d{n}",
            span=found.match.span,
            type=found.match.type,
            score=min(found.match.score, 1.0),
            value=found.match.value or value_of(found.match.type, text, found.match.span, lang),
            evidence=found.evidence,
            why=finds.why(found),
        )
        for n, found in enumerate(merged, 1)
    )
    placed = tuple(in_their_country(text, details, lang))
    return Findings(tuple(with_stand_ins(lines, lang, placed)), _outermost(names.kept))


def _is_theirs(found: Found, theirs: Holding, victims: Sequence[Span]) -> bool:
    """Whether it says something of whoever is named before it."""
    span = found.match.span
    own = found.match.type not in DIRECT_TYPES and theirs.hold(span)
    return own and not any(span.overlaps(victim) for victim in victims)


def _by_paragraph(text: str, found: Found) -> Iterator[Found]:
    """What points at somebody directly and was found over a blank line, as a find in each paragraph."""
    match = found.match
    if match.type not in DIRECT_TYPES or "\n\n" not in match.span.of(text):
        yield found
        return
    for paragraph in re.finditer(r"(?:(?!\n\n).)+", match.span.of(text), re.DOTALL):
        span = trim(text, Span(match.span.start + paragraph.start(), match.span.start + paragraph.end()))
        if span is not None:
            yield replace(found, match=replace(match, span=span, value={}))


def _is_scrap(draft: Draft, found: Found) -> bool:
    """Whether it is made of scraps: over a blank line, or of a word or three that no sentence is around.

    A file is full of words such as "accent5", "utf-8" and "List Label 8". Among them only a name can be somebody's, and
    what has the form of a number or an address: what the tagger thinks of them without a sentence is nothing.
    """
    match = found.match
    if match.type is not DetailType.QUOTE and "\n\n" in match.span.of(draft.text):
        return True
    alone = next((aside for aside in draft.asides if aside.contains(match.span)), None)
    words = len(alone.of(draft.text).split()) if alone else 0
    if not 0 < words <= SCRAP_WORDS:
        return False
    if match.type is not DetailType.NAME and all(by.startswith("tagger") for by in found.evidence):
        return True
    return words == 1 and (match.type not in DIRECT_TYPES or len(match.span.of(draft.text)) < MIN_SHARED)


def _is_doer(text: str, found: Found, believed: Holding) -> bool:
    kind, span = found.match.type, found.match.span
    return (is_doer(text, kind, span) or is_the_man(text, kind, span)) and not believed.hold(span)


def _is_stamp(text: str, found: Found) -> bool:
    """Whether it is of when a message was sent, which the tagger takes for a number of somebody's."""
    span = found.match.span
    if found.evidence != ("tagger",) or found.match.type not in (DetailType.ID, DetailType.CONTACT):
        return False
    start = text.rfind("\n", 0, span.start) + 1
    stamp = _STAMP.match(text, start, start + _STAMP_LENGTH) if span.start - start < _STAMP_LENGTH else None
    return stamp is not None and span.end <= stamp.end()


def _outermost(kept: Sequence[Kept]) -> tuple[Kept, ...]:
    """``kept`` in order, without the names that are part of another: "Marsh" in "Helen Marsh"."""
    found: list[Kept] = []
    for name in sorted(kept, key=lambda name: (name.span.start, -name.span.end)):
        if not found or not found[-1].span.contains(name.span):
            found.append(name)
    return tuple(found)
