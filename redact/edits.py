"""From chosen levels to edits: each detail reworded in the sentence as it stands after the edits before it.

A rewording depends on the words around it ("a 31-year-old nurse" becomes "a nurse", then "an employee"), so the details
are reworded one after the other in a working copy, and a rewording that touches an earlier one is merged with it. The
edits that come out are in terms of the original text, in order, and do not overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from .draft import DIRECT_TYPES, Action, Detail, DetailType, Draft, Edit, Lang, Level, Rewording, Span
from .whole import whole
from .wording import (
    Pronoun,
    as_first_told,
    called,
    instead,
    is_placeholder,
    ladder,
    neutral,
    plain_words,
    renamed_as,
    source_name,
)


@dataclass(frozen=True)
class Choice:
    """A detail and the level at which it is to be told; ``hide_gender`` where no word may give the gender away."""

    detail: Detail
    level: Level
    hide_gender: bool = False


@dataclass(frozen=True)
class _Placed:
    """An edit, and the span of the working copy where its replacement now stands (empty for a removal)."""

    edit: Edit
    start: int
    end: int


@dataclass(frozen=True)
class _Cause:
    """What an edit is made for."""

    details: tuple[str, ...]
    reason: DetailType


Standing = Callable[[Sequence[Edit]], Sequence[tuple[Edit, Span]]]
"""Names, for edits made, each other place of the original text where an edit's stretch stands too."""

GAP = "[…]"
"""What stands for words of any kind that were left out."""
ROUNDS = 3
"""How often the other mentions are looked for; each round edits all that the one before left standing."""


def settle(
    draft: Draft,
    choices: Sequence[Choice],
    pronouns: Sequence[Pronoun] = (),
    *,
    busy: Callable[[], None] = lambda: None,
    notes: bool = False,
) -> tuple[Edit, ...]:
    """Reword every choice; raises nothing: a detail without a wording at its level or beyond stays as it is.

    ``pronouns`` are those that would give away a gender that the choices hide; ``busy`` is called for each choice. With
    ``notes`` a placeholder is put where it is asked for, and no general words that say as little.
    """
    text, placed, names = draft.text, list[_Placed](), dict[str, str]()
    told = _told_of(draft, choices)
    for choice in sorted(choices, key=lambda choice: choice.detail.span):
        busy()
        now = _where_now(draft, choice.detail.span, placed)
        if now is None:
            # An earlier edit has taken its words along.
            text, placed = _with_rest(text, placed, choice.detail)
            continue
        working = replace(draft, text=text)
        rungs = ladder(working, replace(choice.detail, span=now), hide_gender=choice.hide_gender)
        wide = [rung for rung in rungs if rung.level.rank >= choice.level.rank]
        rung = next((rung for rung in wide if not _says_twice(text, rung)), wide[0] if wide else None)
        indirect = not notes and choice.detail.type not in DIRECT_TYPES
        if rung is not None and indirect and is_placeholder(draft.lang, rung.text):
            rung = _says_as_little(text, rungs, draft.lang) or rung
        if rung is None or rung.action is Action.KEEP:
            continue
        rung = _named(working, choice, rung, names)
        if choice.detail.type is DetailType.OCCUPATION:
            told_of = _is_told_of(draft, choice, choices)
            rung = as_first_told(draft, choice.detail.span, text, rung, told=told_of)
        if choice.detail.type is DetailType.GROUP:
            rung = _without_same_end(text, rung, {word for id in choice.detail.persons for word in told.get(id, ())})
        text = text[: rung.span.start] + rung.text + text[rung.span.end :]
        placed = _place(text, placed, _Cause((choice.detail.id,), choice.detail.type), rung)
    for pronoun in pronouns:
        text, placed = _without_gender(draft, text, placed, pronoun, names)
    return _joined(draft, [item.edit for item in placed])


_TWICE = re.compile(
    r"\b(?P<noun>[^\W\d_][\w-]*(?: [\w-]+){0,3})(?:,| and| en| who is| who was) (?:an? |een )?"
    r"(?P=noun)(?=[\s,.;:!?)]|$)",
    re.IGNORECASE,
)
_TWICE_DONE = re.compile(
    r"\b(?P<noun>[^\W\d_][\w-]{4,})(?:,| and| en) (?:[^\W\d_]+ )?(?:an? |een )(?P=noun)(?=[\s,.;:!?)]|$)", re.IGNORECASE
)
"""The same said by another verb: "took the course and took a course"."""
_TWICE_AT_WORK = re.compile(
    r"\b(?P<verb>werk(?:t|te|en|ten)|work(?:s|ed)?)\b[^.;!?]*,? (?:waar|where|en|and) (?:(?:hij|zij|ze|he|she|they) )?"
    r"(?P=verb)(?=[\s,.;:!?)]|$)|\b(?:workers?,? work|medewerkers?,? werk)(?:s|ed|t|te|en|ten)?(?=[\s,.;:!?)]|$)",
    re.IGNORECASE,
)
"""Where somebody works, said again of the same place: "works for a firm, where he works"."""
_APPOSED = 60
"""Characters before a wording in which the words that it would repeat are looked for."""


def _says_as_little(text: str, rungs: Sequence[Rewording], lang: Lang) -> Rewording | None:
    """The widest wording that tells nothing of the detail and is no placeholder: "an organisation"; None without one.

    A plan tells what it cannot tell at all at the widest level; what counts for nothing in any crowd says no more.
    """
    plain = (rung for rung in reversed(rungs) if rung.value is None and rung.action is not Action.KEEP)
    sound = (rung for rung in plain if _TOLD.search(rung.text) and not is_placeholder(lang, rung.text))
    sound = (rung for rung in sound if not _words(rung.text) & _words(rung.span.of(text)))
    return next((rung for rung in sound if not _says_twice(text, rung)), None)


_TOLD = re.compile(r"[^\W\d_]{4,}")


def _words(text: str) -> set[str]:
    return {word.lower() for word in _TOLD.findall(text)}


_TOLD_AGAIN = frozenset({DetailType.OCCUPATION, DetailType.PLACE, DetailType.EMPLOYER, DetailType.ORIGIN})
"""Types of which a group's own words tell too: "the only ⟦midwife⟧ in ⟦Goes⟧"."""


def _told_of(draft: Draft, choices: Sequence[Choice]) -> dict[str, set[str]]:
    """The words of what goes that a group may tell too, by person."""
    told: dict[str, set[str]] = {}
    for choice in choices:
        for person in choice.detail.persons if choice.detail.type in _TOLD_AGAIN else ():
            told.setdefault(person, set()).update(_words(choice.detail.span.of(draft.text)))
    return told


def _is_told_of(draft: Draft, choice: Choice, choices: Sequence[Choice]) -> bool:
    """Whether an earlier choice of the same paragraph is of the same person."""
    end, persons = choice.detail.span.start, set(choice.detail.persons)
    start = draft.text.rfind("\n", 0, end) + 1
    return any(
        start <= each.detail.span.start and each.detail.span.end <= end and persons & set(each.detail.persons)
        for each in choices
    )


def _without_same_end(text: str, rung: Rewording, told: set[str]) -> Rewording:
    """The rewording without the words that it leaves at its end, where another detail of these goes elsewhere.

    "A midwife in Goes" for "the only midwife in Goes" would hide from whoever looks for "Goes" that it still stands.
    """
    old, new = rung.span.of(text), rung.text
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(old), reversed(new), strict=False)))
    while 0 < same < min(len(old), len(new)) and not old[len(old) - same].isspace():
        same -= 1
    if not 0 < same < min(len(old), len(new)) or not told & _words(old[len(old) - same :]):
        return rung
    return replace(rung, span=Span(rung.span.start, rung.span.end - same), text=new[: len(new) - same])


def _says_twice(text: str, rung: Rewording) -> bool:
    """Whether the wording says after a comma what somebody was called before it: "a worker, a worker by day"."""
    start = max(0, rung.span.start - _APPOSED)
    near = text[start : rung.span.start] + rung.text + text[rung.span.end : rung.span.end + 1]
    at = rung.span.start - start
    ways = (_TWICE, _TWICE_DONE, _TWICE_AT_WORK)
    return any(found.start() < at < found.end() for twice in ways for found in twice.finditer(near))


def _joined(draft: Draft, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits with two that leave a gap side by side made one: "[…] […]" says no more than "[…]"."""
    found: list[Edit] = []
    for edit in edits:
        last = found[-1] if found else None
        notes = last is not None and all(_is_note(each, draft.lang) for each in (last, edit))
        side_by_side = last is not None and not draft.text[last.span.end : edit.span.start].strip(" ")
        if last is not None and notes and side_by_side and GAP in (last.replacement, edit.replacement):
            # "Zijn vrouw werkt bij ⟦de gemeente Goes⟧" is no place that was left out.
            longer = last.span.end - last.span.start >= edit.span.end - edit.span.start
            fuller = last if longer else edit
            found[-1] = replace(
                last,
                details=tuple(dict.fromkeys((*last.details, *edit.details))),
                span=Span(last.span.start, edit.span.end),
                replacement=fuller.replacement,
                reason=fuller.reason,
            )
        else:
            found.append(edit)
    return tuple(found)


def _is_note(edit: Edit, lang: Lang) -> bool:
    """Whether a placeholder is all it leaves; a name or number stays by itself, to be looked for in the final copy.

    Other words in brackets are those changed within a quotation: "[…] [a relative]" are a place and a person.
    """
    return edit.reason not in DIRECT_TYPES and is_placeholder(lang, edit.replacement)


def _named(working: Draft, choice: Choice, rung: Rewording, names: dict[str, str]) -> Rewording:
    """The rewording with what its person was called before for a mere "person"; ``names`` learns what it calls them."""
    person = choice.detail.persons[0] if len(choice.detail.persons) == 1 else None
    if person is None or choice.detail.type is DetailType.FAMILY:
        return rung  # a daughter of somebody is no worker because her father is one
    name = called(working.lang, rung.text)
    if name and choice.detail.type in (DetailType.OCCUPATION, DetailType.EDUCATION):
        names.setdefault(person, name)
    elif person in names:
        text = renamed_as(working.lang, working.text[: rung.span.start], rung.text, names[person])
        return replace(rung, text=text) if text else rung
    return rung


def _without_gender(
    draft: Draft, text: str, placed: list[_Placed], pronoun: Pronoun, names: Mapping[str, str]
) -> tuple[str, list[_Placed]]:
    """The working copy's ``text`` with something neutral for a pronoun, and the edits with those that this takes."""
    now = _where_now(draft, pronoun.span, placed)
    if now is None:
        return text, placed  # it went with a detail
    name = names.get(pronoun.person) or (source_name(draft.lang) if pronoun.person else "")
    for piece in reversed(neutral(text, draft.lang, now, name, quoted=pronoun.quoted)):
        rung = Rewording(Level.ABSENT, Action.REPLACE, piece.span, piece.text, None, 0.0)
        text = text[: piece.span.start] + piece.text + text[piece.span.end :]
        placed = _place(text, placed, _Cause(pronoun.details, DetailType.GENDER), rung)
    return text, placed


def settle_everywhere(
    draft: Draft,
    choices: Sequence[Choice],
    standing: Standing,
    pronouns: Sequence[Pronoun] = (),
    kept: Sequence[Span] = (),
    *,
    busy: Callable[[], None] = lambda: None,
) -> tuple[Edit, ...]:
    """As :func:`settle`, and the same at every other place where a stretch that was to go stands too.

    ``standing`` names those places for given edits; a place that is edited may reveal another, so it is asked again, at
    most :data:`ROUNDS` times. What then still stands is for the final copy's verification to refuse. What edits leave
    of a clause that tells nothing any more goes too, but nothing of ``kept``.
    """
    wanted = list(choices)
    by_detail = {choice.detail.id: choice for choice in choices}
    edits = whole(draft, settle(draft, wanted, pronouns, busy=busy), kept)
    for _ in range(ROUNDS):
        again = [
            replace(by_detail[edit.details[0]], detail=replace(by_detail[edit.details[0]].detail, span=span))
            for edit, span in dict.fromkeys(standing(edits))
        ]
        if not again:
            break
        wanted += again
        edits = whole(draft, settle(draft, wanted, pronouns, busy=busy), kept)
    said = ((edit, instead(draft.text, draft.lang, edit)) for edit in edits)
    edits = tuple(replace(edit, replacement=words) if words else edit for edit, words in said)
    return tuple(_plainly(draft, edits, by_detail))


def _plainly(draft: Draft, edits: Sequence[Edit], choices: Mapping[str, Choice]) -> Iterator[Edit]:
    """``edits`` with a plain word for a note, where it stands for one detail and takes no more than the note."""
    ends = 0
    for at, edit in enumerate(edits):
        after = edits[at + 1] if at + 1 < len(edits) else None
        choice = choices.get(edit.details[0]) if _is_of_one(edit, choices) else None  # none is of a pronoun
        if choice is not None and edit.reason not in DIRECT_TYPES and is_placeholder(draft.lang, edit.replacement):
            detail = replace(choice.detail, span=edit.span)
            alone = (
                all(edit.span.end <= choices[id].detail.span.end for id in edit.details[-1:]) or not edit.details[1:]
            )
            rung = plain_words(draft, detail, hide_gender=choice.hide_gender) if alone else None
            rung = rung or _without_clause(draft, choice, edit)
            free = rung is not None and rung.span.start >= ends and (after is None or rung.span.end <= after.span.start)
            if rung is not None and free and not _says_twice(draft.text, rung):
                edit = replace(
                    edit, span=_both(edit.span, rung.span), replacement=_widened(draft.text, edit.span, rung)
                )
        ends = edit.span.end
        yield edit


def _is_of_one(edit: Edit, choices: Mapping[str, Choice]) -> bool:
    """Whether an edit is for one detail, or for others only in a clause behind that."""
    if not edit.details:
        return False
    first, *others = (choices.get(id) for id in edit.details)
    ends = first.detail.span.end if first is not None else 0
    return not others or (first is not None and all(o is not None and o.detail.span.start > ends for o in others))


def _without_clause(draft: Draft, choice: Choice, edit: Edit) -> Rewording | None:
    """A plain word for a note that stands for a clause behind the detail too: what it would be without the clause."""
    start, end = choice.detail.span.start, choice.detail.span.end
    if edit.span.start > start or edit.span.end <= end or "," not in draft.text[end : edit.span.end]:
        return None
    short = replace(draft, text=draft.text[:end] + draft.text[edit.span.end :])
    rung = plain_words(short, choice.detail, hide_gender=choice.hide_gender)
    if rung is None or rung.span.end != end:
        return None
    return replace(rung, span=Span(rung.span.start, edit.span.end))


def _both(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _widened(text: str, span: Span, rung: Rewording) -> str:
    """The rewording's text for the whole of what it and an edit take."""
    around = _both(span, rung.span)
    return text[around.start : rung.span.start] + rung.text + text[rung.span.end : around.end]


def _where_now(draft: Draft, span: Span, placed: Sequence[_Placed]) -> Span | None:
    """Where an original span of ``draft`` stands in the working copy; None when an edit took some of it."""
    ahead = bisect_right(placed, span.start, key=lambda item: item.edit.span.end)
    last = placed[ahead - 1] if ahead else None
    shift = last.end - last.edit.span.end if last else 0
    for item in takewhile(lambda item: item.edit.span.start < span.end, islice(placed, ahead, None)):
        if item.edit.span.overlaps(span):
            if not _leaves(draft, item.edit, span):
                return None
            shift += (item.end - item.start) - (item.edit.span.end - item.edit.span.start)
    return Span(span.start + shift, span.end + shift)


def _with_rest(text: str, placed: list[_Placed], detail: Detail) -> tuple[str, list[_Placed]]:
    """The working copy without what an earlier edit has left of somebody's name or number: it goes with that edit."""
    last = [item for item in placed if item.edit.span.overlaps(detail.span)][-1]
    rest = detail.span.end - last.edit.span.end
    if rest <= 0 or detail.type not in DIRECT_TYPES:
        return text, placed
    rung = Rewording(
        Level.ABSENT, Action.REPLACE, Span(last.start, last.end + rest), text[last.start : last.end], None, 0.0
    )
    text = text[: last.end] + text[last.end + rest :]
    return text, _place(text, placed, _Cause((detail.id,), detail.type), rung)


def _leaves(draft: Draft, edit: Edit, span: Span) -> bool:
    """Whether an edit only gave a capital to the first letters of ``span``, as it does where a sentence now begins."""
    letters = draft.text[span.start : edit.span.end]
    begins_before = edit.span.start < span.start and edit.span.end < span.end
    return begins_before and edit.replacement.lower().endswith(letters.lower())


def _place(text: str, placed: Sequence[_Placed], cause: _Cause, rung: Rewording) -> list[_Placed]:
    """Add the rewording, merged with the earlier edits that it touches; ``text`` already holds it."""
    grown = len(rung.text) - (rung.span.end - rung.span.start)
    first = bisect_right(placed, rung.span.start, key=lambda item: item.end)
    last = max(first, bisect_left(placed, rung.span.end, key=lambda item: item.start))
    before, touched, after = placed[:first], placed[first:last], placed[last:]
    start = min([rung.span.start, *(item.start for item in touched)])
    end = max([rung.span.end, *(item.end for item in touched)])
    edit = Edit(
        details=tuple(dict.fromkeys((*(id for item in touched for id in item.edit.details), *cause.details))),
        span=Span(_original(start, before), _original(end, placed[:last])),
        action=Action.PARAPHRASE if touched else rung.action,
        replacement=text[start : end + grown],
        reason=touched[0].edit.reason if touched else cause.reason,
    )
    moved = [_Placed(item.edit, item.start + grown, item.end + grown) for item in after] if grown else after
    return [*before, _Placed(edit, start, end + grown), *moved]


def _original(offset: int, placed: Sequence[_Placed]) -> int:
    """The offset in the original text of ``offset`` in the working copy; ``placed`` are the edits before it."""
    return placed[-1].edit.span.end + offset - placed[-1].end if placed else offset


def hidden(choices: Sequence[Choice]) -> frozenset[str]:
    """The persons whose gender the choices hide."""
    return frozenset(
        person for choice in choices if choice.detail.type is DetailType.GENDER for person in choice.detail.persons
    )
