"""What a rule found: a stretch, its type, how sure, and what it says.

The language between the grammar and the detector that merges it with other evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..draft import DetailType, Json, Span, Value


class Late(Mapping[str, Json]):
    """A value that is worked out when it is first asked for: most finds are dropped before anybody does."""

    def __init__(self, work: Callable[[], Value | None]) -> None:
        self._work = work

    @cached_property
    def known(self) -> Value:
        """The value."""
        return self._work() or {}

    def __getitem__(self, key: str) -> Json:
        return self.known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


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
