"""The log of edits: each by number, place, reason and what it buys, without any word that goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from ..analysis import Analysis, Bought
from ..draft import Action, Edit
from ..segment import segment
from .phrases import Phrases
from .replacements import is_all_new, tells
from .words import Words


@dataclass(frozen=True)
class Entry:
    """One line of the log; ``buys`` is a sentence, ``crowd`` the same in a few signs."""

    number: int
    paragraph: int
    sources: str
    reason: str
    action: str
    words: str
    buys: str
    crowd: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it stands in a table."""
        return (
            str(self.number), str(self.paragraph), self.sources, self.reason, self.action, self.words, self.crowd
        )  # fmt: skip

    @property
    def label(self) -> str:
        """What the edit is called elsewhere in the report: "3. age, Merel"."""
        return f"{self.number}. {self.reason}" + (f", {self.sources}" if self.sources else "")


class Log:
    """The entries of ``analysis``, where ``names`` are its sources by person id."""

    def __init__(
        self, analysis: Analysis, names: Mapping[str, str], say: Phrases, words: Words, *, show_text: bool
    ) -> None:
        self._text, self._names, self._say, self._words = analysis.reading.draft.text, names, say, words
        self._show_text = show_text
        self._owners = {detail.id: detail.persons for detail in analysis.reading.details}
        self._agreed = {promise.detail for promise in analysis.promises if promise.mended}
        self._starts = [paragraph.start for paragraph in segment(self._text).paragraphs]
        self.entries = tuple(
            self._entry(n, edit, buys) for n, (edit, buys) in enumerate(zip_longest(analysis.edits, analysis.buys), 1)
        )
        self._reasons = Counter(edit.reason for edit in analysis.edits)

    def reasons(self) -> Iterator[str]:
        """How many edits there are for each reason, most first."""
        return (f"{self._words(f'type.{reason.value}')} ({n})" for reason, n in self._reasons.most_common())

    def _entry(self, count: int, edit: Edit, buys: Bought | None) -> Entry:
        owners = dict.fromkeys(id for detail in edit.details for id in self._owners[detail] if id in self._names)
        # The words of an edit that keeps are the draft's own, and nothing is new about them.
        shown = edit.action is not Action.KEEP and (self._show_text or is_all_new(edit, self._text))
        keeps = self._agreed.intersection(edit.details)
        return Entry(
            number=count,
            paragraph=sum(start <= edit.span.start for start in self._starts),
            sources=", ".join(self._names[id] for id in owners),
            reason=self._words(f"type.{edit.reason.value}"),
            action=self._words(f"action.{edit.action.value}"),
            words=edit.replacement.strip() if shown and tells(edit) else "",
            buys=f"{self._say.bought(buys)} {self._words('buys.promise')}" if keeps else self._say.bought(buys),
            crowd=self._say.bought_short(buys),
        )
