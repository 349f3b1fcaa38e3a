"""What an editor says of the draft itself: a missed stretch, whose a detail is, who is who, and what is no detail.

Each is a correction (:mod:`~..corrections`), which wins over all that was read; a newer one replaces an older one that
it contradicts.
"""

from __future__ import annotations

from dataclasses import replace

from ..corrections import Corrections, DetailIs, RoleIs, Stretch, Who
from ..draft import Detail, DetailType, Person, Reading, Role, Span


def marked(had: Corrections, reading: Reading, span: Span, type: DetailType, person: Person | None) -> Corrections:
    """The corrections with a stretch that is a detail of ``person``; None: of somebody of whom nothing was said.

    ValueError when the stretch has no words.
    """
    stretch = Stretch.of(reading.draft.text, span)
    who = who_is(reading, person, besides=stretch.span) if person else stretch
    return _with_detail(had, DetailIs(stretch, type, who))


def owned(had: Corrections, reading: Reading, detail: Detail, person: Person | None) -> Corrections:
    """The corrections with ``person`` for the owner of a detail; None: somebody of whom nothing was said."""
    stretch = Stretch.of(reading.draft.text, detail.span)
    who = who_is(reading, person, besides=stretch.span) if person else stretch
    before = next((row for row in had.details if row.stretch == stretch), DetailIs(stretch, detail.type))
    return _with_detail(had, replace(before, person=who))


def not_a_detail(had: Corrections, reading: Reading, detail: Detail) -> Corrections:
    """The corrections with a detail that is none."""
    stretch = Stretch.of(reading.draft.text, detail.span)
    return replace(
        had,
        details=_apart(had.details, stretch.span),
        not_details=(*(each for each in had.not_details if not each.span.overlaps(stretch.span)), stretch),
    )


def given_role(had: Corrections, reading: Reading, person: Person, role: Role) -> Corrections:
    """The corrections with what a person is to the story."""
    others = tuple(row for row in had.roles if not _means(row.person, person, reading))
    return replace(had, roles=(*others, RoleIs(who_is(reading, person), role)))


def who_is(reading: Reading, person: Person, besides: Span | None = None) -> Who:
    """How corrections speak of a person: by codename, else by a stretch that is theirs; never the one ``besides``.

    The stretch of a detail that is theirs alone goes before others, which may turn out to mean somebody else.
    """
    if person.codename:
        return person.codename
    theirs = [d.span for d in reading.details if d.persons == (person.id,)]
    likely = [d.span for d in (*reading.details, *reading.left_out) if d.persons[:1] == (person.id,)]
    mentions = list(person.mentions)
    ranked = [*(span for span in mentions if span in theirs), *theirs, *mentions, *likely]
    usable = [span for span in ranked if besides is None or not span.overlaps(besides)]
    return Stretch.of(reading.draft.text, (usable or ranked)[0])


def _with_detail(had: Corrections, row: DetailIs) -> Corrections:
    span = row.stretch.span
    return replace(
        had,
        details=(*_apart(had.details, span), row),
        not_details=tuple(each for each in had.not_details if not each.span.overlaps(span)),
    )


def _apart(rows: tuple[DetailIs, ...], span: Span) -> tuple[DetailIs, ...]:
    return tuple(row for row in rows if not row.stretch.span.overlaps(span))


def _means(who: Who, person: Person, reading: Reading) -> bool:
    """Whether a correction speaks of a person, as far as the reading tells."""
    if isinstance(who, str):
        return who == person.codename
    details = (*reading.details, *reading.left_out)
    theirs = [*person.mentions, *(d.span for d in details if d.persons[:1] == (person.id,))]
    return any(span.overlaps(who.span) for span in theirs)
