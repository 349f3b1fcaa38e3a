"""What a reader of the report is shown, in words and in places on a scale, before any layout.

The HTML template and the terminal draw from this alone. With ``show_text`` off no stretch of the draft is in it, apart
from the new words of the edits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from ..analysis import Analysis, NotChecked, absent
from ..draft import Role
from ..observability import retold
from ..risk.assessment import Assessment, Verdict
from ..story import Adversary
from .agreement import broken, scope
from .contract import base_rates
from .earlier import compared, link_rows, same_people
from .figures import Scale, scale_of
from .log import Entry, Log
from .phrases import Phrases
from .sentences import Change, changed_sentences
from .sources import Source, Sources
from .words import words_of


class View:
    """The report of ``analysis``, part by part."""

    def __init__(self, analysis: Analysis, *, show_text: bool) -> None:
        self.analysis, self.show_text, self.lang = analysis, show_text, analysis.lang
        self.words = words_of(analysis.lang)
        self._reading = analysis.reading
        self._say = Phrases(analysis.reading, self.words, show_text=show_text)

    @property
    def title(self) -> str:
        """The story's title, or the draft's file name."""
        return self.analysis.story.title or self._reading.draft.name

    @cached_property
    def scale(self) -> Scale:
        """The one scale of every picture."""
        return scale_of(self._assessments())

    @cached_property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The places and numbers of the scale's marks."""
        return tuple((self.scale.place(n), self._say.short(n)) for n in self.scale.ticks)

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """Pairs of source and reader: all, those whose threshold is not met before, and after."""
        before, after = (
            [a.verdict is not Verdict.MEETS_THRESHOLD for group in groups.values() for a in group]
            for groups in (self.analysis.before, self.analysis.after)
        )
        return len(before), sum(before), sum(after)

    @property
    def summary(self) -> str:
        """How many pairs fall short, now and after the rewrite; the absence of sources where there are none."""
        every, before, after = self.counts
        if not every:
            return self.words("sources.none")
        now = self.words("examined.summary_before", below=before, all=every)
        few = {0: "examined.summary_after_none", 1: "examined.summary_after_one"}
        left = self.words(few.get(after, "examined.summary_after"), below=after)
        return f"{now} {left}" if self.log else now

    @cached_property
    def examined(self) -> tuple[tuple[str, str], ...]:
        """What was looked at: a label and its words, line by line."""
        draft, t = self._reading.draft, self.words
        published = self.analysis.story.published or draft.published
        words, language = self._say.number(len(draft.text.split())), t(f"language.{draft.lang.value}")
        rows = [
            (t("examined.draft"), t("examined.draft_of", file=draft.name, words=words, language=language)),
            (t("examined.published"), self._month(*published) if published else ""),
            (t("examined.earlier"), compared(self.analysis.compared, self._month, t)),
            (t("examined.persons"), self._people()),
            (t("examined.details"), self._kinds()),
            (t("examined.adversaries"), ", ".join(t(f"adversary_within.{a.value}") for a in self.adversaries)),
        ]
        return tuple(row for row in rows if row[1])

    @cached_property
    def adversaries(self) -> tuple[Adversary, ...]:
        """Everybody whom some source is to be protected from."""
        found = {a.adversary for a in self._assessments()}
        return tuple(adversary for adversary in Adversary if adversary in found)

    @cached_property
    def thresholds(self) -> dict[Adversary, str]:
        """The threshold of each adversary, as a number in words."""
        return {a.adversary: self._say.number(a.threshold) for a in self._assessments()}

    @property
    def not_checked(self) -> tuple[str, ...]:
        """What was not looked at, a sentence each."""
        return tuple(self._unexamined(code) for code in self.analysis.not_checked)

    def _unexamined(self, code: NotChecked) -> str:
        told = self.words(f"not_checked.{code.value}")
        publications, reading = self.analysis.compared, self._reading
        which = {
            NotChecked.RETOLD: [each.id for each in retold(reading.draft, reading.details, reading.persons)],
            NotChecked.SOURCES_ABSENT: absent(self._reading, self.analysis.story),
            NotChecked.EARLIER_EMPTY: [each.file for each in publications if not each.recognised],
            NotChecked.EARLIER_QUOTE: [each.file for each in publications if each.repeats],
        }.get(code)
        return f"{told} ({', '.join(which)})" if which else told

    @cached_property
    def names(self) -> dict[str, str]:
        """What each source is called in the report, by person id."""
        named = {}
        for count, person in enumerate(self._reading.sources, 1):
            key = "sources.undecided" if person.role is Role.UNDECIDED else "sources.source"
            named[person.id] = person.codename or self.words(key, n=count)
        return named

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source, in the order of the text."""
        told = Sources(self.analysis, self.names, self.scale, self._say, self.words)
        return tuple(told.source(person) for person in self._reading.sources)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changed sentences; none when text is not to be shown."""
        return tuple(changed_sentences(self._reading.draft.text, self.analysis.edits)) if self.show_text else ()

    @cached_property
    def log(self) -> tuple[Entry, ...]:
        """Every edit, by number, in the order of the text."""
        return self._log.entries

    @cached_property
    def reasons(self) -> str:
        """How many edits there are for each reason."""
        return ", ".join(self._log.reasons())

    @cached_property
    def _log(self) -> Log:
        return Log(self.analysis, self.names, self._say, self.words, show_text=self.show_text)

    def entries(self, change: Change) -> tuple[Entry, ...]:
        """The log's lines for one changed sentence."""
        return tuple(self.log[self.analysis.edits.index(edit)] for edit in change.edits)

    @cached_property
    def rates(self) -> tuple[tuple[str, str, str, str], ...]:
        """Every figure used: what, value, source, year."""
        return tuple((r.what, self._say.number(r.value), r.source, str(r.year)) for r in base_rates(self.analysis))

    @cached_property
    def links(self) -> tuple[tuple[str, str, str], ...]:
        """Every link to an earlier publication: here, there, why."""
        return link_rows(self.analysis, self._say, self.words)

    @cached_property
    def same_people(self) -> tuple[str, ...]:
        """Which source is who in which earlier publication, a sentence each."""
        return tuple(same_people(self.analysis, self.names, self._say, self.words))

    @property
    def no_links(self) -> str:
        """Why there are no links: nothing to compare with, or nothing found."""
        if NotChecked.EARLIER_UNREAD in self.analysis.not_checked:
            return self.words("links.unread")
        return self.words("links.not_done" if NotChecked.EARLIER in self.analysis.not_checked else "links.none")

    @cached_property
    def promises(self) -> tuple[tuple[str, str, str, str], ...]:
        """Every promise that the text breaks: source, detail, agreement, and how it is after the rewrite."""
        return broken(self.analysis, self._say, self.words)

    @cached_property
    def promise_scope(self) -> tuple[str, ...]:
        """Which promises were compared, a sentence each."""
        return tuple(scope(self.analysis, self.names, self._say, self.words))

    def _assessments(self) -> Iterable[Assessment]:
        for groups in (self.analysis.before, self.analysis.after):
            for group in groups.values():
                yield from group

    def _month(self, year: int, month: int) -> str:
        return self.words("examined.month", month=self.words.several("examined.months")[month - 1], year=year)

    def _people(self) -> str:
        found = Counter(person.role for person in self._reading.persons)
        counted = ((role, found[role]) for role in Role if found[role])
        return ", ".join(f"{n} {self.words(('role.' if n == 1 else 'roles.') + role.value)}" for role, n in counted)

    def _kinds(self) -> str:
        found = Counter(detail.type for detail in self._reading.details)
        return ", ".join(f"{self.words(f'type.{type.value}')} ({n})" for type, n in found.most_common())
