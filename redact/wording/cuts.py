"""Taking clauses that tell nothing any more out of their sentence, with what joins them to the rest of it.

"She […], has a child and was ill" becomes "She has a child and was ill". Where the rest would not be a sentence,
or would say something else, the clause stays, gap and all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..draft import Lang, Span
from .function import known
from .parts import Kind, Segment
from .spent import hangs, has_verb, hidden_opener, is_nobody, is_of_somebody_known, is_spent
from .words import Tag


@dataclass(frozen=True)
class Cut:
    """``span`` goes; ``join`` is a comma before it that becomes "and" for it; ``instead`` is said in its place."""

    span: Span
    join: Span | None = None
    instead: str = ""


def cuts(found: Sequence[Segment], lang: Lang, stays: Callable[[Span], bool]) -> Iterator[Cut]:
    """What can be cut from a sentence, best first; ``stays`` tells of a stretch whether some of it must not go."""
    gone = [is_spent(each, lang) and not stays(_all(each)) for each in found]
    if gone[0] and not any(each.walled for each in found[1:]) and is_of_somebody_known(found[0], lang):
        hang = [told or (hangs(each, lang) and not stays(_all(each))) for each, told in zip(found, gone, strict=True)]
        if all(hang[1:]):
            yield Cut(Span(found[0].start, found[-1].end))
    spent = [cut for at in range(len(found) - 1, -1, -1) if gone[at] and (cut := _cut(found, at, lang))]
    yield from (cut for cut in reversed(spent[-1:]) if gone[0])  # the first clause first
    if len(found) > 1 and is_nobody(found[0], lang) and (cut := _start(found[0], found[1], lang)):
        yield cut
    yield from (cut for cut in spent if cut.join is None)
    yield from (cut for at, each in enumerate(found) if (cut := _first_of_two(found, at, each, lang)))
    yield from (cut for cut in spent if cut.join is not None)
    yield from (cut for at in range(len(found)) if (cut := _last_went(found, at, lang)))


def _all(segment: Segment) -> Span:
    return Span(segment.start, segment.end)


def _cut(found: Sequence[Segment], at: int, lang: Lang) -> Cut | None:
    """How a clause that is spent goes."""
    each, after = found[at], found[at + 1] if at + 1 < len(found) else None
    if after is not None and after.walled:
        after = None
    opener = each.opener.lower if each.opener else ""
    if at == 0:
        return _start(each, after, lang)
    told_by = each.opener is not None and (not each.is_relative or each.opener.words[0].tag is Tag.SUB)
    if each.walled or (told_by and opener in known(lang, "no_clause_less")) or each.joined in known(lang, "no_half"):
        return None
    if (
        after is not None
        and after.joined in known(lang, "and")
        and after.opener is None
        and (word := hidden_opener(each))
    ):
        return Cut(Span(each.shown[0].span.start, after.shown[0].span.start), instead=f"{word} ")
    if after is not None and after.opener is not None and not after.joined and _is_held(each, after):
        return None
    if each.opener is None and not each.joined and has_verb(each) and not any(map(has_verb, found[:at])):
        return None  # "one of them, aged 30, […] every day"
    if each.begins_with_verb and not each.joined and (after is None or not after.begins_with_verb):
        return None  # "home, he was told, was […]": the verb of the sentence
    clause = each.opener is not None or has_verb(each)
    if clause and after is not None and not after.joined and after.opener is None and not has_verb(after):
        return None  # "because she is […], her only one"
    if each.joined not in ("", *known(lang, "and")) and after is not None and after.joined and not after.has_comma:
        return None  # "for she was […] and that was that"
    if told_by and not each.has_comma and _is_measured(found[at - 1], lang):
        return None  # "a few weeks after she […]"
    if after is not None and after.joined and not has_verb(after) and after.opener is None and not after.has_comma:
        if has_verb(each):
            return None  # "has […] and a child"
        if at + 2 < len(found) and found[at + 2].has_comma and not each.joined:
            return Cut(Span(each.shown[0].span.start, after.shown[0].span.start)) if after.shown else None
    if each.opener is not None and after is not None and after.joined and after.opener is None and not after.has_comma:
        if after.joined not in known(lang, "and") or after.own_subject:
            return None
        return _shared(each, after, lang)
    if after is not None and after.opener is not None and each.opener is not None and after.joined:
        comma = ", " if after.has_comma and not each.has_comma else ""
        start = found[at - 1].end if comma else each.opener.span.start
        return Cut(Span(start, after.opener.span.start), instead=comma)  # "who […] and whose sister sings"
    end = each.end
    if (
        after is not None
        and not each.joined
        and after.lead
        and after.lead[0].lower == ","
        and _closes(found, at, after)
    ):
        end = after.lead[0].span.end
    join = None
    if each.joined in known(lang, "and") and each.opener is None and (after is None or not after.joined):
        join = _comma_to_join(found, at)
    return Cut(Span(each.start, end), join)


def _is_measured(before: Segment, lang: Lang) -> bool:
    """Whether the words before a clause say how long after or before it something was."""
    return bool(before.shown) and before.shown[-1].lower in known(lang, "units")


def _is_held(each: Segment, after: Segment) -> bool:
    """Whether the clause that follows says when or why this one is so, or tells of something in it."""
    nominal = each.opener is None and each.verb is None and not any(part.lost_verb for part in each.body)
    return not (nominal and after.has_comma)


def _closes(found: Sequence[Segment], at: int, after: Segment) -> bool:
    """Whether the comma behind a clause only closed it: "A clerk, who […], says" is "A clerk says"."""
    if len(after.lead) > 1:
        return after.joined == "" and after.opener is None
    each = found[at]
    if not each.has_comma and any(one.has_comma for one in found[1:at]):
        return False  # "the captain, a father who […], was told": it closes the aside
    waiting = not any(map(has_verb, found[:at]))
    return after.begins_with_verb and waiting


def _last_went(found: Sequence[Segment], at: int, lang: Lang) -> Cut | None:
    """The last of several verbs that an edit took out with its "and": another is the last now."""
    if at + 1 < len(found) and not found[at + 1].walled:
        return None
    last = found[at].body[-1]
    joined = any(word.lower in known(lang, "and") for word in last.words[:2])
    join = _comma_to_join(found, at + 1) if last.kind is Kind.OUT and joined else None
    return Cut(last.span, join) if join else None


def _comma_to_join(found: Sequence[Segment], at: int) -> Span | None:
    """The comma before what is now the last of several verbs: "he sings, rows and […]" is "he sings and rows"."""
    last = found[at - 1]
    comma = len(last.lead) == 1 and last.has_comma and not last.walled
    if at < 2 or not comma or not last.begins_with_verb or last.verb is None:
        return None
    before = found[at - 2]
    return last.lead[0].span if before.verb is not None and before.opener is None else None


def _shared(each: Segment, after: Segment, lang: Lang) -> Cut | None:
    """The clause that follows takes over what opened this one: "who […] and works there" is "who works there"."""
    if each.opener is None or not after.shown:
        return None
    keep = each.opener.span.end
    pronoun = each.shown[0]
    if not each.is_relative:
        if pronoun.lower not in known(lang, "personal_subjects"):
            return None
        keep = pronoun.span.end
    return Cut(Span(keep, after.shown[0].span.start), instead=" ")


def _start(each: Segment, after: Segment | None, lang: Lang) -> Cut | None:
    """How the first clause of a sentence goes: another has to follow that can stand for it."""
    if after is None or not after.shown or each.opener is not None or each.walled:
        return None
    if after.joined and after.joined not in known(lang, "and"):
        return None
    if (
        after.own_subject
        and after.verb is not None
        and after.opener is None
        and (after.joined or is_nobody(each, lang))
    ):
        return Cut(Span(each.start, after.shown[0].span.start))
    subject = [part for part in each.shown if part.kind in (Kind.WORD, Kind.NEW)]
    first = subject[0] if subject else None
    if (
        after.begins_with_verb
        and after.verb
        and first
        and first is each.shown[0]
        and first.lower in known(lang, "personal_subjects")
    ):
        return Cut(Span(first.span.end, after.shown[0].span.start), instead=" ")  # "She […], has" is "She has"
    return None


def _first_of_two(found: Sequence[Segment], at: int, each: Segment, lang: Lang) -> Cut | None:
    """Take a gap out that ends a clause where another of its kind follows: "he has […] and a dog" is "he has a dog"."""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or after.walled or not after.shown:
        return None
    if len(each.shown) < 2 or (after.joined and after.joined not in known(lang, "and")):
        return None
    gap, before, follows = each.shown[-1], each.shown[-2], after.shown[0]
    if gap.kind is not Kind.GAP or gap.lost_verb or any(p.lower in known(lang, "paired") for p in each.shown):
        return None
    if (again := _with_preposition(each, after)) is not None:
        return again
    if after.opener is not None or after.verb is not None:
        return None
    listed = after.joined or (
        at + 2 < len(found) and found[at + 2].joined in known(lang, "and") and found[at + 2].verb is None
    )
    if not listed:
        return None
    governed = before.is_finite or (before.kind is Kind.WORD and before.words[0].tag in (Tag.PREP, Tag.PART, Tag.INF))
    nominal = follows.first in (Tag.DET, Tag.NUM, Tag.NOUN, Tag.NOUNS)
    if governed and nominal:
        return Cut(Span(gap.span.start, follows.span.start))
    return None


def _with_preposition(each: Segment, after: Segment) -> Cut | None:
    """Make it "lives on what she earns" for "lives on […] and on what she earns"."""
    gap, before, follows = each.shown[-1], each.shown[-2], after.shown[0]
    same = before.kind is Kind.WORD and before.words[0].tag is Tag.PREP and follows.lower == before.lower
    return Cut(Span(before.span.start, follows.span.start)) if same and gap.kind is Kind.GAP and after.joined else None
