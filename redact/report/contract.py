"""The JSON that other programs rely on: what ``scan --jsonl`` and ``risk --json`` print, key by key.

Text of the draft is in it only when ``show_text`` asks for it. Otherwise a value holds none but the keys of its type
that come from closed lists, and a plan holds new words alone. Changing a key means raising :data:`SCHEMA`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from ..analysis import Analysis, Bought, SameSource
from ..documents import Document, Place
from ..draft import (
    TEXT_KEYS,
    VALUE_KEYS,
    Detail,
    DetailType,
    Earlier,
    Edit,
    Fact,
    Json,
    Kept,
    Person,
    Reading,
    Reason,
    Value,
)
from ..evidence import Why
from ..promises import BrokenPromise
from ..risk.assessment import Assessment, BaseRate
from .replacements import is_all_new
from .words import Words, words_of

SCHEMA = 1


def scan_json(
    reading: Reading,
    document: Document | None = None,
    *,
    in_name: Sequence[DetailType] = (),
    show_text: bool = False,
    explain: bool = False,
) -> dict[str, Json]:
    """One object a draft: who is in it and what it says of them; with ``show_text`` each detail has its ``text``.

    With the ``document``, a detail outside the running text has its ``place``, and ``published`` false where a final
    copy leaves it out; ``not_read`` is what else the file holds. ``in_name``: what the file's name gives away. With
    ``explain`` each person has its ``evidence`` and each detail its ``explain``, and what stays is told too: ``kept``
    names, and the details of public people that were ``left_out``.
    """
    shown: dict[str, Json] = {
        **_head(reading),
        "chars": len(reading.draft.text),
        "persons": [_person(person, explain) for person in reading.persons],
        "details": [
            {**_detail(detail, reading, show_text, explain), **_place(detail, document)} for detail in reading.details
        ],
    }
    if in_name:
        shown["file_name"] = [type.value for type in in_name]
    if document and document.unread:
        shown["not_read"] = [kind.value for kind in document.unread]
    if explain:
        invented = (Kept(detail.span, Reason.INVENTED, 0.0, 0) for detail in reading.stand_ins)
        kept = sorted((*reading.kept, *invented), key=lambda name: name.span)
        shown["kept"] = [_kept(name, reading, show_text) for name in kept]
        shown["left_out"] = [_left_out(detail, reading, show_text) for detail in reading.left_out]
    return shown


def risk_json(analysis: Analysis, *, show_text: bool = False) -> dict[str, Json]:
    """One object a draft: how identifiable each source is, to whom and why, and the plan that changes it."""
    reading = analysis.reading
    return {
        **_head(reading),
        "sources": [
            {
                "person": person.id,
                "codename": person.codename,
                "facts": [_fact(fact, show_text) for fact in reading.facts_of(person.id)],
                "adversaries": _adversaries(analysis.before.get(person.id, ())),
            }
            for person in reading.sources
        ],
        "plan": [
            {**_edit(edit, reading.draft.text, show_text), "buys": bought(buys)}
            for edit, buys in zip_longest(analysis.edits, analysis.buys)
        ],
        "after": [
            {"person": person.id, "adversaries": _adversaries(analysis.after.get(person.id, ()))}
            for person in reading.sources
        ],
        "links": [
            {
                "here": link.here,
                "there": {"file": link.file, "start": link.there.start, "end": link.there.end},
                "why": link.why,
                "weight": link.weight,
                "certain": link.certain,
            }
            for link in analysis.links
        ],
        "same_sources": [_same(same) for same in analysis.same],
        "compared": [
            {"file": each.file, "published": "{}-{:02}".format(*each.published) if each.published else None}
            for each in analysis.compared
        ],
        "promises": [_promise(broken, words_of(analysis.lang)) for broken in analysis.promises],
        "base_rates": [
            {"what": rate.what, "value": rate.value, "source": rate.source, "year": rate.year}
            for rate in base_rates(analysis)
        ],
        "not_checked": [code.value for code in analysis.not_checked],
    }


def base_rates(analysis: Analysis) -> tuple[BaseRate, ...]:
    """Every figure that a crowd rests on, before or after, once."""
    found: dict[BaseRate, None] = {}
    for assessments in (*analysis.before.values(), *analysis.after.values()):
        for assessment in assessments:
            found.update(dict.fromkeys(_rates(assessment)))
    return tuple(found)


def _rates(assessment: Assessment) -> Iterable[BaseRate]:
    universe = assessment.universe
    if universe is not None:
        yield BaseRate(universe.what, universe.size, universe.source, universe.year)
    yield from assessment.rates


def _head(reading: Reading) -> dict[str, Json]:
    return {"schema": SCHEMA, "file": reading.draft.name, "lang": reading.draft.lang.value}


def _person(person: Person, explain: bool) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "id": person.id,
        "role": person.role.value,
        "mentions": [[mention.start, mention.end] for mention in person.mentions],
    }
    return {**shown, "evidence": list(person.evidence)} if explain else shown


def _detail(detail: Detail, reading: Reading, show_text: bool, explain: bool = False) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "id": detail.id,
        "start": detail.span.start,
        "end": detail.span.end,
        "type": detail.type.value,
        "person": detail.persons[0] if detail.persons else None,
        "fact": detail.fact,
        "value": _value(detail.type, detail.value, show_text),
        "score": round(detail.score, 3),
        "observability": detail.observability.value,
    }
    if show_text:
        shown["text"] = detail.span.of(reading.draft.text)
    if explain:
        shown["explain"] = _explained(detail, reading)
    return shown


def _place(detail: Detail, document: Document | None) -> dict[str, Json]:
    place = document.place_of(detail.span) if document else Place.BODY
    if document is None or place is Place.BODY:
        return {}
    return {"place": place.value, "published": document.is_published(detail.span)}


def _left_out(detail: Detail, reading: Reading, show_text: bool) -> dict[str, Json]:
    shown = _detail(detail, reading, show_text, explain=True)
    # Neither is anything to a detail that counts for nobody.
    return {key: value for key, value in shown.items() if key not in ("id", "fact")}


def _kept(name: Kept, reading: Reading, show_text: bool) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "start": name.span.start,
        "end": name.span.end,
        "reason": name.reason.value,
        "share": round(name.share, 3),
        "places": name.places,
    }
    return {**shown, "text": name.span.of(reading.draft.text)} if show_text else shown


def _explained(detail: Detail, reading: Reading) -> dict[str, Json]:
    why = detail.why or Why()
    fact = next((fact for fact in reading.facts if fact.id == detail.fact), None)
    return {
        "found_by": [
            {
                "by": witness.rule,
                "type": witness.type.value,
                "score": round(witness.score, 3),
                "start": witness.span.start,
                "end": witness.span.end,
                "counted": witness.counted,
            }
            for witness in why.witnesses
        ],
        "tagger": round(why.tagger, 3),
        "merging": [step.value for step in why.steps],
        "persons": list(detail.persons),
        "probability": round(why.owner.probability, 3) if why.owner else None,
        "ties": [tie.value for tie in why.owner.ties] if why.owner else [],
        "known_by": {
            "basis": why.known.basis.value,
            "cue": why.known.cue,
            "of": [why.known.of.start, why.known.of.end] if why.known.of else None,
        }
        if why.known
        else None,
        "same_fact": list(fact.details) if fact else [],
    }


def _fact(fact: Fact, show_text: bool) -> dict[str, Json]:
    """A fact; ``contradicts`` are facts that cannot be true beside it, ``published`` where it was published before."""
    shown: dict[str, Json] = {
        "id": fact.id,
        "type": fact.type.value,
        "value": _value(fact.type, fact.value, show_text),
        "details": list(fact.details),
    }
    shown |= {"contradicts": list(fact.contradicts)} if fact.contradicts else {}
    published = [place for told in fact.tellings if told.earlier for place in _places(told.earlier)]
    return {**shown, "published": published} if published else shown


def _places(told: Earlier) -> Iterable[Json]:
    for span in told.spans:
        yield {"file": told.file, "start": span.start, "end": span.end, "certain": told.certain}


def _same(same: SameSource) -> dict[str, Json]:
    return {
        "person": same.person,
        "there": {"file": same.file, "start": same.there.start, "end": same.there.end},
        "evidence": same.evidence,
        "certain": same.certain,
        "against": [{"here": row.here, "why": row.why, "weight": row.weight} for row in same.against],
    }


def _value(type: DetailType, value: Value, show_text: bool) -> dict[str, Json]:
    allowed = VALUE_KEYS[type] if show_text else VALUE_KEYS[type] - TEXT_KEYS
    return {key: item for key, item in value.items() if key in allowed}


def _edit(edit: Edit, text: str, show_text: bool) -> dict[str, Json]:
    return {
        "details": list(edit.details),
        "start": edit.span.start,
        "end": edit.span.end,
        "action": edit.action.value,
        "replacement": edit.replacement if show_text or is_all_new(edit, text) else None,
        "reason": edit.reason.value,
    }


def bought(buys: Bought | None) -> Json:
    """What an edit buys, for whom; null where nothing is known of that."""
    if buys is None:
        return None
    return {"person": buys.person, "adversary": buys.adversary.value, "low": buys.low, "undone": buys.undone}


def _promise(broken: BrokenPromise, words: Words) -> dict[str, Json]:
    return {
        "source": broken.source,
        "detail": broken.detail,
        "why": f"{words(f'type.{broken.type.value}')}: {words(f'promised.{broken.finest.value}')}",
        "finest": broken.finest.value,
        "mended": broken.mended,
        "hindrance": broken.hindrance.value if broken.hindrance else None,
    }


def _adversaries(assessments: Iterable[Assessment]) -> list[Json]:
    return [_assessment(assessment) for assessment in assessments]


def _assessment(a: Assessment) -> dict[str, Json]:
    crowd, universe = a.crowd, a.universe
    return {
        "adversary": a.adversary.value,
        "verdict": a.verdict.value,
        "threshold": a.threshold,
        "crowd": {"low": crowd.low, "median": crowd.median, "high": crowd.high} if crowd else None,
        "p_unique": round(crowd.p_unique, 4) if crowd else None,
        "p_guess": round(crowd.p_guess, 4) if crowd else None,
        "cap": {"k": a.cap.k, "fact": a.cap.fact} if a.cap else None,
        "because": list(a.because),
        "universe": {
            "size": universe.size,
            "what": universe.what,
            "source": universe.source,
            "year": universe.year,
        }
        if universe
        else None,
        "drivers": [{"fact": d.fact, "gain_log10": round(d.gain_log10, 3)} for d in a.drivers],
    }
