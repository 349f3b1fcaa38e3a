"""A review at the desk: one draft, one reader at a time, act by act. No files and no network.

The caller shows :meth:`Desk.state`, hands each action to :meth:`Desk.act`, seals what :meth:`Desk.saved` gives, and
makes the final copy from :meth:`Desk.analysis`. What it returns and saves holds the draft; what it raises does not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..agreed import compared as against_promises
from ..analysis import Analysis
from ..corrections import Corrections, CorrectionsError
from ..documents import Document
from ..draft import Edit, Json, Lang, Reading, Span
from ..promises import Promise
from ..story import Story
from .acts import Action, Moment, change_of
from .case import Case, Look
from .own import Own
from .record import Change, Decision, History, Record, Verdict
from .refusals import ActError, Refusal
from .saved import Saved, read_saved, saved_bytes
from .second import Compared, compared, settled
from .sight import Sight
from .state import Names, state_of
from .suggestions import Suggestion, suggestions
from .whys import Whys

FIRST, SECOND, ALONE = "first", "second", "alone"

SIGHTS = 8
"""Moments that are remembered as seen: those before and after an act, and both readers'."""


class Desk:
    """One draft under review; make it with :meth:`begin` or :meth:`resume`."""

    def __init__(
        self, case: Case, first: History, second: History | None = None, *, saved: Saved | None = None
    ) -> None:
        self._case, self._first, self._second = case, first, second
        self._own = Own(case.story)
        self._numbers: dict[Span, int] = {core: n for n, core in enumerate(saved.numbers if saved else (), 1)}
        self._version = saved.version if saved else 0
        self._sights: deque[tuple[Record, Sight]] = deque(maxlen=SIGHTS)
        self._renamed = self._version
        self._whys: tuple[Look, Whys] | None = None

    @classmethod
    def begin(
        cls,
        document: Document,
        reading: Reading,
        story: Story,
        lang: Lang,
        *,
        earlier: Sequence[Reading] = (),
        corrections: Corrections = Corrections(),  # noqa: B008 (frozen)
        promises: Sequence[Promise] = (),
        reader: str = FIRST,
    ) -> Desk:
        """Analyse and queue; ``corrections`` are those that the ``reading`` was made with, ``promises`` are kept.

        ``lang`` is the language of the sentences. Raises ValueError for a reading of another text.
        """
        if reader != FIRST:
            raise ActError(Refusal.FIRST_FIRST)
        case = Case(document, reading, story, lang, earlier=earlier, corrections=corrections, promises=promises)
        desk = cls(case, History(Record(corrections=corrections)))
        desk._sight(desk._history.now)
        return desk

    @classmethod
    def resume(
        cls,
        saved: bytes,
        document: Document,
        reading: Reading,
        story: Story,
        lang: Lang,
        *,
        earlier: Sequence[Reading] = (),
        corrections: Corrections = Corrections(),  # noqa: B008 (frozen)
        promises: Sequence[Promise] = (),
        reader: str | None = None,
    ) -> Desk:
        """Go on where :meth:`saved` was made; "second" for ``reader`` begins or goes on with the second reading.

        "alone" ends it, whether it was begun or not: what the second reader decided is dropped, and never shown.

        Raises SavedError for what is damaged or of another draft, and :class:`ActError` for a reader whose turn it is
        not.
        """
        case = Case(document, reading, story, lang, earlier=earlier, corrections=corrections, promises=promises)
        found = read_saved(saved, document.published_text)
        desk = cls(case, found.first, None if reader == ALONE else found.second, saved=found)
        if reader == SECOND and desk._second is None:
            desk._begin_second()
        if reader == FIRST and desk._second is not None:
            raise ActError(Refusal.FIRST_CLOSED)
        desk._sight(desk._history.now)
        return desk

    @property
    def reader(self) -> str:
        """Who is deciding: "first" or "second"."""
        return SECOND if self._second else FIRST

    @property
    def open_count(self) -> int:
        """How many suggestions are still to be decided on."""
        return len(self._pending)

    @property
    def may_leave(self) -> bool:
        """Whether the review may end: nothing is open, or a reason was given; and two readers have been compared."""
        history = self._history
        if self._is_blind:
            return False
        closed = history.now.finish is not None and (history.floor == 0 or history.standing > history.floor)
        return closed or not self._pending

    def state(self) -> dict[str, Json]:
        """Everything that the page shows."""
        sight, history = self._now, self._history
        names = self._named(sight)
        finish = history.now.finish
        state: dict[str, Json] = {
            "version": self._version,
            "reader": self.reader,
            **state_of(sight, self._whys_of(sight.look), names),
            "queue": [names(core) for core in self._pending],
            "open": len(self._pending),
            "can_undo": history.can_undo,
            "can_redo": history.can_redo,
            "may_leave": self.may_leave,
            "finished": {"open": finish.open, "reason": finish.reason} if finish else None,
            "left": [] if self._pending else [*_left(sight, names)],
            "second": None,
        }
        both = self._compared
        if both:
            firsts = self._sight(self._first.now).suggestions
            state["second"] = {
                "agree": both.agree,
                "differ": [names(core) for core in both.differ],
                "first": {
                    names(core): {"state": firsts[core].verdict.value, "replacement": self._shown(firsts[core])}
                    for core in both.differ
                    if core in firsts
                },
            }
        return state

    def act(self, action: Mapping[str, object]) -> dict[str, Json]:
        """Do one act and return the new state; raises :class:`ActError`, and then nothing has changed."""
        history = self._history
        if action.get("act") == "undo":
            self._step(history.can_undo, history.undo, Refusal.UNDO)
        elif action.get("act") == "redo":
            self._step(history.can_redo, history.redo, Refusal.REDO)
        else:
            self._change(action)
        self._version += 1
        return self.state()

    def foresee(self) -> None:
        """See what deciding on the worst suggestion would come to; whoever then does waits less for it."""
        for core in self._pending[:1]:
            for verdict in (Verdict.REJECTED, Verdict.ACCEPTED):
                record = self._history.now.after(Change((Decision(core, verdict),)))
                sight = self._seen(record)
                state_of(sight, self._whys_of(sight.look), self._named(sight))

    def saved(self) -> bytes:
        """All that is needed to go on later, as JSON: it holds the draft, and the caller seals it."""
        numbers = tuple(sorted(self._numbers, key=lambda core: self._numbers[core]))
        return saved_bytes(Saved(self._case.draft.text, self._version, numbers, self._first, self._second))

    def edits(self) -> tuple[Edit, ...]:
        """What was accepted, in order of the text; they do not overlap."""
        return self._now.edits

    def corrections(self) -> Corrections:
        """What was corrected, before this review and in it."""
        return self._history.now.corrections

    def analysis(self) -> Analysis:
        """What was worked out, with the edits that were accepted, the crowds they leave and the promises they keep.

        What was rejected, and what was left open, stays in the final copy on purpose.
        """
        sight = self._now
        analysis, reading = sight.look.analysis, sight.look.reading
        bought = {each.edit.span: sight.worth[core] for core, each in sight.suggestions.items()}
        decided = replace(
            analysis,
            reading=replace(reading, public=tuple(sorted({*reading.public, *sight.stays}))),
            edits=sight.edits,
            after=sight.now,
            buys=tuple(bought[edit.span] for edit in sight.edits),
            levels=sight.levels,
        )
        return against_promises(decided, self._case.promises) if self._case.promises else decided

    def __repr__(self) -> str:
        return f"Desk({self.reader}, {self.open_count} open)"

    def _shown(self, suggestion: Suggestion) -> str:
        return suggestion.unit.shown(suggestion.wording, self._case.draft.text)

    @property
    def _history(self) -> History:
        return self._second or self._first

    @property
    def _is_blind(self) -> bool:
        """Whether a second reader has not seen the first one's decisions yet."""
        return self._second is not None and self._second.floor == 0

    @property
    def _now(self) -> Sight:
        return self._sight(self._history.now)

    @property
    def _compared(self) -> Compared | None:
        """The two readings as they were when the second was done; None before that."""
        if self._second is None or self._is_blind:
            return None
        then = self._second.record_at(self._second.floor)
        return compared(self._sight(self._first.now).suggestions, self._sight(then).suggestions)

    @property
    def _pending(self) -> tuple[Span, ...]:
        """What is still to be decided on, worst first: what is open, and what two readers have not settled."""
        sight, both = self._now, self._compared
        if both is None:
            return sight.open
        unsettled = set(both.differ) - settled(self._history.made_above_floor)
        return sight.ranked({*sight.open, *(unsettled & sight.suggestions.keys())})

    def _begin_second(self) -> None:
        if not self.may_leave:
            raise ActError(Refusal.FIRST_OPEN)
        last = self._first.now
        # What the first reader keeps everywhere would show what they decided.
        self._second = History(Record(corrections=last.corrections, asked=last.asked))

    def _change(self, action: Action) -> None:
        self._refuse_stale(action)
        moment = Moment(self._now, {self._id(core): core for core in self._now.suggestions}, len(self._pending))
        record = self._history.now
        try:
            change = change_of(action, moment)
            after = record.after(change)
            self._sight(after)
        except CorrectionsError:
            raise ActError(Refusal.CONTRADICTION) from None
        if after == record and self._compared is None:
            return
        self._history.add(change, after)
        self._renamed_by(record, after)
        if change.finish and self._is_blind:
            self._history.close()

    def _step(self, possible: bool, step: Callable[[], None], refusal: Refusal) -> None:
        if not possible:
            raise ActError(refusal)
        before = self._history.now
        step()
        self._renamed_by(before, self._history.now)

    def _renamed_by(self, before: Record, after: Record) -> None:
        """Remember when details and persons last got other ids."""
        if (before.corrections, before.asked) != (after.corrections, after.asked):
            self._renamed = self._version + 1

    def _refuse_stale(self, action: Action) -> None:
        """Refuse an act on a state in which details and persons had other ids than they have now."""
        version = action.get("version")
        if isinstance(version, int) and version < self._renamed:
            raise ActError(Refusal.ANEW)

    def _sight(self, record: Record) -> Sight:
        for known, sight in self._sights:
            if known is record:
                return sight
        sight = self._seen(record)
        self._sights.append((record, sight))
        return sight

    def _seen(self, record: Record) -> Sight:
        look = self._case.look(record.corrections, record.asked)
        return Sight(record, look, suggestions(record, look, self._own))

    def _whys_of(self, look: Look) -> Whys:
        if self._whys is None or self._whys[0] is not look:
            self._whys = (look, Whys(look))
        return self._whys[1]

    def _named(self, sight: Sight) -> Names:
        return Names({core: self._id(core) for core in sight.suggestions})

    def _id(self, core: Span) -> str:
        return f"s{self._numbers.setdefault(core, len(self._numbers) + 1)}"


def _left(sight: Sight, names: Names) -> Iterator[Json]:
    """Where words that are to go still stand."""
    for span, core in sight.left:
        yield {"start": span.start, "end": span.end, "suggestion": names(core)}
