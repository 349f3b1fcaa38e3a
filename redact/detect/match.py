"""What a rule found: a stretch, its type, how sure, and what it says.

The language between the grammar and the detector that merges it with other evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..draft import DetailType, Span, Value


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate detail about anybody.

    ``score`` is the rule's precision: the share of its finds that are a detail of somebody to protect. ``rule`` is its
    name, such as ``age.jarige``. ``value`` has the keys of ``draft.VALUE_KEYS``.
    """

    span: Span
    type: DetailType
    score: float
    rule: str
    value: Value = field(default_factory=dict, repr=False)
