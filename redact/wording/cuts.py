"""Taking clauses that tell nothing any more out of their sentence, with what joins them to the rest of it.

"She […], has a child and was ill" becomes "She has a child and was ill". Where the rest would not be a sentence,
or would say something else, the clause stays, gap and all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..draft import DetailType, Lang, Span
from .cut import Cut
from .function import known
from .half_cuts import before_verb, being_of_two, first_of_two
from .half_gone import goes_on, only_clause, only_has_thing, only_works, tells_of_saying
from .loose import comma_of_aside, in_a_row, object_of_work, orphan_comma, told_of_nobody
from .mostly_gone import mostly_gone
from .parts import Kind, Part, Segment
from .phrases import phrases
from .spent import (
    goes_along,
    hangs,
    has_verb,
    hidden_opener,
    is_circumstance,
    is_nobody,
    is_of_somebody_known,
    is_spent,
    says_anybody,
)
from .timed import dates_an_age, is_measured, measure_before, soon_after_gap, told_by
from .words import Tag


def cuts(found: Sequence[Segment], lang: Lang, stays: Callable[[Span], bool]) -> Iterator[Cut]:
    """What can be cut from a sentence, best first; ``stays`` tells of a stretch whether some of it must not go."""
    gone = [is_spent(each, lang) and not stays(_all(each)) for each in found]
    if gone[0] and _is_all_about_them(found, lang) and not any(stays(_all(each)) for each in found):
        yield Cut(Span(found[0].start, found[-1].end))
    if (all_of_it := mostly_gone(found, lang, stays)) is not None:
        yield all_of_it
    if len(found) == 1 and gone[0] and says_anybody(found[0].shown[0], lang):
        yield Cut(_all(found[0]))  # "Someone […]."
    if len(found) == 1 and gone[0] and _is_known_to_do(found[0], lang) and not stays(_all(found[0])):
        yield Cut(_all(found[0]))  # "The worker […]."
    if len(found) > 1 and all(gone) and all(each.shown[0].lost_verb for each in found if each.shown):
        yield Cut(Span(found[0].start, found[-1].end))  # "[…] from England; […]": both clauses went
    if (only_has_thing(found, lang) or only_works(found, lang)) and not stays(_all(found[0])):
        yield Cut(_all(found[0]))
    told = len(found) > 1 and all(_says_who(each, lang) and not stays(_all(each)) for each in found[1:])
    if gone[0] and told and not stays(_all(found[0])) and is_of_somebody_known(found[0], lang):
        yield Cut(Span(found[0].start, found[-1].end))  # "She […], she says softly."
    if (only := only_clause(found, gone, lang, stays)) is not None:
        yield only
    if gone[0] and not any(each.walled for each in found[1:]) and is_of_somebody_known(found[0], lang):
        hang = [told or (hangs(each, lang) and not stays(_all(each))) for each, told in zip(found, gone, strict=True)]
        if all(hang[1:]):
            yield Cut(Span(found[0].start, found[-1].end))
    spent = [cut for at in range(len(found) - 1, -1, -1) if gone[at] and (cut := _cut(found, at, lang, stays))]
    yield from (cut for cut in reversed(spent[-1:]) if gone[0])  # the first clause first
    if is_nobody(found[0], lang) and (cut := _start(found[0], _next(found, 0), (), lang)):
        yield cut
    yield from (cut for cut in spent if cut.join is None)
    yield from (cut for at in range(len(found)) if (cut := _nobody_between(found, at, lang)))
    yield from (cut for at, each in enumerate(found) if (cut := before_verb(found[:at], each, lang)))
    yield from (cut for each in found for cut in in_a_row(each, lang))
    yield from (cut for each in found for cut in object_of_work(each))
    yield from (cut for each in found if not each.walled and (cut := soon_after_gap(each, lang)))
    yield from (cut for at, each in enumerate(found) if (cut := first_of_two(found, at, each, lang)))
    yield from (cut for at, each in enumerate(found) if (cut := being_of_two(found, at, each, lang)))
    yield from (cut for cut in spent if cut.join is not None)
    yield from (cut for at in range(len(found)) if (cut := _last_went(found, at, lang)))
    yield from orphan_comma(found)
    yield from (cut for cut in told_of_nobody(found, lang) if not stays(cut.span))
    yield from comma_of_aside(found)


def _is_known_to_do(each: Segment, lang: Lang) -> bool:
    """Whether it tells of somebody whom the draft told of before that they do something, and no more."""
    lead, *rest = each.shown
    if len(rest) > _HE_AND_GAP and rest[-1].lost_verb and rest[-1].first is Tag.FINITE:
        # "Two of the four […]": all of them are known.
        counted = rest[-2].first in (Tag.NUM, Tag.PRON) and any(part.lower in known(lang, "of") for part in rest)
        return counted and lead.first in (Tag.NUM, Tag.DET, Tag.PRON) and not any(part.is_finite for part in rest)
    subject = bool(rest) and lead.lower in known(lang, "articles") and all(p.kind is Kind.NEW for p in rest[:-1])
    return subject and len(rest) == _HE_AND_GAP and rest[-1].lost_verb and rest[-1].first is Tag.FINITE


def _is_all_about_them(found: Sequence[Segment], lang: Lang) -> bool:
    """Whether a sentence lost its subject with its verb, and goes on about the same person: "[…] until he died"."""
    first, rest = found[0], found[1:]
    lost = bool(first.shown) and first.shown[0].lost_verb and first.shown[0].first is Tag.DET
    alone = lost and all(map(is_circumstance, first.shown[1:]))
    return bool(alone and rest) and all(
        each.opener is not None and not each.walled and (goes_along(each, found[1:2], lang) or _is_aged(each, lang))
        for each in rest
    )


def _is_aged(each: Segment, lang: Lang) -> bool:
    """Whether it says no more than what somebody was then, in words that an edit put there: "when he was 27"."""
    if len(each.shown) != _HE_AND_GAP + 1:
        return False
    who, being, told = each.shown
    return _is_he(who, lang) and being.lower in phrases(lang).copulas and told.kind in (Kind.NEW, Kind.GAP)


def _says_who(each: Segment, lang: Lang) -> bool:
    """Whether it says no more than who said it, and how: "vertelt ze zacht"."""
    telling = [part for part in each.shown if part.lower in known(lang, "telling")]
    rest = [part for part in each.shown if part not in telling]
    light = all(part.lower in known(lang, "personal_subjects") or part.first in (Tag.ADV, Tag.ADJ) for part in rest)
    return len(telling) == 1 and light and each.has_comma and not each.joined and each.opener is None


def _all(segment: Segment) -> Span:
    return Span(segment.start, segment.end)


def _cut(found: Sequence[Segment], at: int, lang: Lang, stays: Callable[[Span], bool]) -> Cut | None:
    """How a clause that is spent goes."""
    each, after = found[at], _next(found, at)
    if at == 0:
        return _start(each, after, found[2:], lang)
    word = "" if each.walled else hidden_opener(each)
    if word and after is not None and after.joined in known(lang, "and") and after.opener is None:
        return Cut(Span(each.shown[0].span.start, after.shown[0].span.start), instead=f"{word} ")
    if (measure := measure_before(found, at, lang)) is not None:
        after_it = found[at + 1] if at + 1 < len(found) else None
        return None if stays(_all(each)) or (after_it is not None and not after_it.has_comma) else measure
    if _must_stay(found, at, lang):
        return None
    last = each
    if after is not None and after.opener is not None and not after.joined and _is_held(each, after):
        if each.shown and _is_only_gap(each) and _is_about_work(each, after):
            # "her chief, […] who had been there": the clause is about the chief
            return Cut(Span(each.shown[0].span.start, after.opener.span.start))
        if not goes_along(after, found[: at + 1], lang) or stays(_all(after)):
            return None
        last, after = after, _next(found, at + 1)
        if after is not None and after.opener is not None and not after.joined:
            return None
    if _is_needed(found, at, after, lang):
        return None
    if after is not None and after.joined and not has_verb(after) and after.opener is None and not after.has_comma:
        if has_verb(each):
            return None  # "has […] and a child"
        if at + 2 < len(found) and found[at + 2].has_comma and not each.joined:
            return Cut(Span(each.shown[0].span.start, after.shown[0].span.start)) if after.shown else None
    if each.opener is not None and after is not None and after.joined and after.opener is None and not after.has_comma:
        if after.joined not in known(lang, "and") or after.own_subject:
            return None
        return _shared(each, after)
    if after is not None and after.opener is not None and each.opener is not None and after.joined:
        comma = ", " if after.has_comma and not each.has_comma else ""
        start = found[at - 1].end if comma else each.opener.span.start
        return Cut(Span(start, after.opener.span.start), instead=comma)  # "who […] and whose sister sings"
    end = last.end
    if after is not None and after.lead and after.lead[0].lower == "," and _closes(found, at, after):
        end = after.lead[0].span.end
    join = None
    if each.joined in known(lang, "and") and each.opener is None and (after is None or not after.joined):
        join = _comma_to_join(found, at)
    return Cut(Span(each.start, end), join)


def _next(found: Sequence[Segment], at: int) -> Segment | None:
    """What follows in the same breath."""
    after = found[at + 1] if at + 1 < len(found) else None
    return None if after is None or after.walled else after


def _must_stay(found: Sequence[Segment], at: int, lang: Lang) -> bool:
    """Whether the sentence says something else, or nothing, without the clause."""
    each = found[at]
    if each.walled or each.joined in known(lang, "no_half"):
        return True
    ahead = found[at - 1].shown[-1:]
    if each.opener is not None and not each.has_comma and ahead and ahead[0].lower in phrases(lang).copulas:
        return True  # "the first time was when […]"
    if dates_an_age(each, found[at - 1]):
        return True  # "was under 12 when […]": without it, that is how old they are now
    if told_by(each) and each.opener is not None:
        measured = not each.has_comma and is_measured(found[at - 1], lang)  # "a few weeks after she […]"
        return each.opener.lower in known(lang, "no_clause_less") or measured
    # "Of ik die man, met […], was": the verb of the clause before it.
    if each.opener is None and not each.joined and each.verb and not (each.begins_with_verb or each.own_subject):
        return True
    # "One of them, aged 30, […] every day", "the clerk and […] speak out": the verb of the sentence.
    alone = not each.joined or not any(before.opener for before in found[:at])
    return each.opener is None and alone and has_verb(each) and not any(map(has_verb, found[:at]))


def _is_needed(found: Sequence[Segment], at: int, after: Segment | None, lang: Lang) -> bool:
    """Whether what follows a clause would be left hanging."""
    each = found[at]
    if each.begins_with_verb and not each.joined and (after is None or not after.begins_with_verb):
        return True  # "home, he was told, was […]": the verb of the sentence
    if after is None:
        return False
    clause = each.opener is not None or has_verb(each)
    if clause and not after.joined and after.opener is None and not has_verb(after):
        return True  # "because she is […], her only one"
    return each.joined not in ("", *known(lang, "and")) and bool(after.joined) and not after.has_comma


def _is_about_work(each: Segment, after: Segment) -> bool:
    """Whether a gap is what somebody does, and the clause behind it tells of the same person.

    Any other may be the last of several things: "a kennel, a dog and […] who works there".
    """
    who = after.opener is not None and after.opener.lower in known(each.lang, "relative_pronouns")
    work = all(part.edit.reason is DetailType.OCCUPATION for part in each.shown if part.edit)
    return who and work and not after.has_comma


def _is_only_gap(each: Segment) -> bool:
    """Whether an aside is no more than a gap."""
    gaps = [part for part in each.shown if part.kind is Kind.GAP]
    rest = [part for part in each.shown if part.kind is not Kind.GAP]
    alone = bool(gaps) and not any(part.lost_verb for part in gaps) and all(part.first is Tag.DET for part in rest)
    return alone and each.has_comma and not each.joined and each.opener is None


def _is_held(each: Segment, after: Segment) -> bool:
    """Whether the clause that follows says when or why this one is so, or tells of something in it."""
    nominal = each.opener is None and each.verb is None and not any(part.lost_verb for part in each.body)
    return not (nominal and after.has_comma)


def _is_aside_of_subject(found: Sequence[Segment], at: int) -> bool:
    """Whether something stands between commas right behind whom a sentence begins with: "a clerk, 28,"."""
    each, first = found[at], found[0].shown[:1]
    between = at == 1 and each.has_comma and not each.joined and each.opener is None and each.verb is None
    return between and bool(each.shown and first) and first[0].first in _SUBJECTS and found[0].verb is None


_SUBJECTS = frozenset({Tag.DET, Tag.NAME, Tag.NUM, Tag.PRON})
_SAID_THAT = frozenset({"that", "dat"})


def _closes(found: Sequence[Segment], at: int, after: Segment) -> bool:
    """Whether the comma behind a clause only closed it: "A clerk, who […], says" is "A clerk says"."""
    if len(after.lead) > 1:
        return not found[at].joined and not after.joined and after.opener is None
    each = found[at]
    if each.joined:
        goes_on = bool(after.shown) and (after.shown[0].lower in ("to", "om") or after.shown[0].first is Tag.DET)
        if at == 1 and each.has_comma and has_verb(found[0]) and not has_verb(each) and goes_on:
            return True  # "asked her, and […], to brief him"
        # "who sang, and who […], says" had commas about its second clause, "who sang and […], says" about both.
        about = next((one for one in reversed(found[:at]) if one.is_relative), None)
        if not each.has_comma or about is None or about.has_comma:
            return False
        return after.begins_with_verb and not any(map(has_verb, found[:at]))
    if not each.has_comma and any(one.has_comma for one in found[1:at]):
        return False  # "the captain, a father who […], was told": it closes the aside
    if _is_aside_of_subject(found, at - 1) and each.opener is not None:
        return False  # "a clerk, 28, who […], said": it closes the 28
    waiting = not any(map(has_verb, found[:at])) or _waits(found[at - 1])
    return after.begins_with_verb and waiting


def _waits(before: Segment) -> bool:
    """Whether a clause that begins in it has no verb yet: "she said that the man, who […], left"."""
    words = [word for part in before.shown for word in part.words]
    begun = next((n for n in range(len(words) - 1, -1, -1) if words[n].lower in _SAID_THAT), len(words) - 1)
    return begun < len(words) - 1 and not any(word.tag is Tag.FINITE for word in words[begun:])


def _has_and(part: Part, lang: Lang) -> bool:
    """Whether an edit took one more verb along with the "and" before it."""
    joined = [n for n, word in enumerate(part.words) if part.edit and word.lower in known(lang, "and")]
    return any(word.tag is Tag.FINITE for n in joined for word in part.words[n + 1 : n + 2])


def _last_went(found: Sequence[Segment], at: int, lang: Lang) -> Cut | None:
    """The last of several verbs that an edit took along with its "and": another is the last now."""
    last = found[at].body[-1]
    if _next(found, at) is not None or last.edit is None:
        return None
    join = _comma_to_join(found, at + 1) if _has_and(last, lang) and last.kind in (Kind.OUT, Kind.GAP) else None
    return Cut(last.span, join, instead=last.edit.replacement) if join else None


def _comma_to_join(found: Sequence[Segment], at: int) -> Span | None:
    """The comma before what is now the last of several verbs: "he sings, rows and […]" is "he sings and rows"."""
    last = found[at - 1]
    comma = len(last.lead) == 1 and last.has_comma and not last.walled
    if at < 2 or not comma or not last.begins_with_verb or last.verb is None:
        return None
    n = at - 2
    while n and found[n].opener is not None and found[n].verb is None:
        n -= 1  # "Ze werkte toen al lang, was lid en […]": a "toen" that opens nothing
    return last.lead[0].span if found[n].verb is not None and found[n].opener is None else None


def _shared(each: Segment, after: Segment) -> Cut | None:
    """The clause that follows takes over what opened this one: "who […] and works there" is "who works there"."""
    if each.opener is None or not after.shown:
        return None
    keep = each.opener.span.end
    if each.opener.lower not in known(each.lang, "relative_pronouns"):
        if not each.shown or not _is_he(each.shown[0], each.lang) or not after.begins_with_verb:
            return None
        keep = each.shown[0].span.end
    return Cut(Span(keep, after.shown[0].span.start), instead=" ")


def _is_he(part: Part, lang: Lang) -> bool:
    """Whether it is a pronoun that is somebody told of before."""
    return part.lower in known(lang, "personal_subjects") - known(lang, "relatives")


_ASIDE = 2
"""Words of who said it: "she said"."""


def _start(each: Segment, after: Segment | None, rest: Sequence[Segment], lang: Lang) -> Cut | None:
    """How the first clause of a sentence goes: another has to follow that can stand for it."""
    if after is not None and each.opener is not None and not each.walled:
        return _opening_clause(each, after, lang)
    if after is None or not after.shown or not each.shown or each.opener is not None or each.walled:
        return None
    if after.joined and after.joined not in known(lang, "and"):
        return None
    stands = after.own_subject and after.verb is not None and after.opener is None
    # "She […], she is ill", and not "She has […], she said, and a child"
    again = stands and after.shown[0].lower == each.shown[0].lower and len(after.shown) > _ASIDE
    again = again and all(has_verb(one) for one in rest[:1]) and not tells_of_saying(after, lang)
    # "I […], we went there": the second is a sentence by itself, but for who said the first.
    other = stands and after.has_comma and len(after.shown) > _ASIDE + 1 and not tells_of_saying(after, lang)
    again = again or (other and _is_he(each.shown[0], lang) and len(each.shown) == _HE_AND_GAP)
    if stands and (after.joined or again or is_nobody(each, lang) or _is_gap_ahead(each, after)):
        return Cut(Span(each.start, after.shown[0].span.start))
    verb = after.verb if after.verb and after.verb.kind is Kind.WORD and after.opener is None else None
    if _is_he(each.shown[0], lang) and after.joined in known(lang, "and") and goes_on(after, lang):
        return Cut(Span(each.shown[0].span.end, after.shown[0].span.start), instead=" ")  # "She […] and now cycles"
    if after.joined and after.has_comma and verb and not after.begins_with_verb:
        return Cut(Span(each.start, after.shown[0].span.start))  # "She […], and in July her pay was cut"
    listed = after.joined or any(one.joined and one.begins_with_verb for one in rest)
    listed = listed or any(_has_and(part, lang) for one in (after, *rest) for part in one.body[-1:])
    asked = len(after.shown) > 1 and after.shown[1].lower in known(lang, "subjects")  # "We […], says he"
    two = len(each.shown) == _HE_AND_GAP and after.has_comma and not tells_of_saying(after, lang)
    listed = listed or (
        two and len(after.shown) > _ASIDE and all(part.first is not Tag.NAME for part in after.shown[:2])
    )
    if _is_he(each.shown[0], lang) and after.begins_with_verb and after.verb and listed and not asked:
        return Cut(Span(each.shown[0].span.end, after.shown[0].span.start), instead=" ")  # "She […], has" is "She has"
    return None


def _is_gap_ahead(each: Segment, after: Segment) -> bool:
    """Whether it is what somebody is, ahead of a sentence about them: "[a retired dean], he sat on the board"."""
    alone = len(each.shown) == 1 and each.shown[0].kind is Kind.GAP and not each.shown[0].lost_verb
    return alone and each.shown[0].first in (Tag.DET, Tag.NOUN, Tag.NOUNS, Tag.ADJ, Tag.NUM) and after.has_comma


_HE_AND_GAP = 2
"""Parts of "she […]"."""


def _opening_clause(each: Segment, after: Segment, lang: Lang) -> Cut | None:
    """The clause that a sentence opens with: "Toen […], kreeg hij vrij" is "Hij kreeg vrij"."""
    main = len(after.lead) == 1 and after.has_comma and len(after.shown) > _ASIDE
    if not main or each.opener is None or each.opener.lower in known(lang, "no_clause_less"):
        return None
    first, second = after.shown[:2]
    if lang is Lang.EN:
        stands = after.own_subject or (first.kind is Kind.WORD and first.first is Tag.DET)
        return Cut(Span(each.start, first.span.start)) if stands and after.verb is not None else None
    verb = first.kind is Kind.WORD and first.is_finite
    if not verb or second.kind is not Kind.WORD or not _is_he(second, lang):
        return None
    return Cut(Span(each.start, second.span.end), instead=f"{second.words[0].text.capitalize()} {first.words[0].text}")


def _nobody_between(found: Sequence[Segment], at: int, lang: Lang) -> Cut | None:
    """An aside that says no more than "someone": "the oldest, someone, left"."""
    each, after = found[at], _next(found, at)
    aside = at > 0 and len(each.lead) == 1 and each.has_comma and not each.walled and each.opener is None
    if aside and is_nobody(each, lang) and at + 1 == len(found) and found[at - 1].shown[-1:]:
        last = found[at - 1].shown[-1]
        return Cut(Span(each.start, each.end)) if last.kind is Kind.NEW else None  # "by a relative, someone."
    if not aside or not is_nobody(each, lang) or after is None or len(after.lead) != 1 or not after.has_comma:
        return None
    return Cut(Span(each.start, after.lead[0].span.end if _closes(found, at, after) else each.end))
