"""Who can know a detail, other than from the draft: by type, value, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .draft import Detail, DetailType, Draft, Observability

_BY_TYPE: Mapping[DetailType, Observability] = {
    DetailType.NAME: Observability.PUBLIC_LIFE,
    DetailType.CONTACT: Observability.THIRD_PARTIES,
    DetailType.ADDRESS: Observability.PUBLIC_LIFE,
    DetailType.ID: Observability.WORKPLACE,
    DetailType.AGE: Observability.PUBLIC_LIFE,
    DetailType.GENDER: Observability.PUBLIC_LIFE,
    DetailType.ORIGIN: Observability.PUBLIC_LIFE,
    DetailType.HEALTH: Observability.THIRD_PARTIES,
    DetailType.FAMILY: Observability.PUBLIC_LIFE,
    DetailType.OCCUPATION: Observability.WORKPLACE,
    DetailType.EMPLOYER: Observability.WORKPLACE,
    DetailType.EDUCATION: Observability.PUBLIC_LIFE,
    DetailType.PLACE: Observability.PUBLIC_LIFE,
    DetailType.TRIP: Observability.THIRD_PARTIES,
    DetailType.DATE: Observability.THIRD_PARTIES,
    DetailType.EVENT: Observability.THIRD_PARTIES,
    DetailType.GROUP: Observability.WORKPLACE,
    DetailType.QUOTE: Observability.THIRD_PARTIES,
    DetailType.CHANNEL: Observability.DYADIC,
    DetailType.TRAIT: Observability.PUBLIC_LIFE,
}

_REGISTERED_EVENTS = frozenset({"council_meeting", "committee", "hearing"})


def observe(draft: Draft, detail: Detail) -> Detail:
    """``detail`` with its observability."""
    return replace(detail, observability=_observability(detail))


def _observability(detail: Detail) -> Observability:
    value = detail.value
    if detail.type is DetailType.EVENT and value.get("kind") in _REGISTERED_EVENTS:
        return Observability.PUBLIC_RECORD
    if detail.type is DetailType.QUOTE and value.get("dyadic"):
        return Observability.DYADIC
    return _BY_TYPE[detail.type]
