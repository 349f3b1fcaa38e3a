"""What changed from one risk file to another: as JSON for programs, and in lines of text for the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any, TypeVar

from ..draft import Json, Lang
from .columns import Pen, padded, printing, terminal_width, wrapped
from .compare import Change, Comparison, Difference, Pair, Shift, is_better
from .contract import SCHEMA
from .earlier import sign
from .figures import floored, number
from .riskfile import Figure, Proposal, Rate, Subject, Told
from .values import value_words
from .words import diff_words_of, explain_words_of, words_of

INDENT = "  "
_T = TypeVar("_T")


def diff_json(found: Comparison) -> dict[str, Json]:
    """One object: what changed, with ``[first, second]`` for what is in both files, and whether anything got worse."""
    return {
        "schema": SCHEMA,
        "files": list(found.files),
        "worse": [way.value for way in found.worse],
        "sources": [_source_json(source) for source in found.sources],
        "plan": _change_json(found.plan, asdict),
        "base_rates": _change_json(found.rates, asdict),
        "promises": _change_json(found.promises, lambda p: {"source": p[0], "why": p[1], "mended": p[2]}),
        "links": _change_json(found.links, lambda link: {"file": link[0], "why": link[1]}),
        "not_checked": _change_json(found.not_checked, lambda code: code.value),
    }


def _change_json(change: Change[_T], shown: Callable[[_T], Any]) -> dict[str, Json]:
    return {"gone": [shown(item) for item in change.gone], "new": [shown(item) for item in change.new]}


def _source_json(source: Difference) -> dict[str, Json]:
    subjects = (source.subject.a, source.subject.b)
    return {
        "codename": next((subject.codename for subject in reversed(subjects) if subject), None),
        "persons": [subject.person if subject else None for subject in subjects],
        "worse": [way.value for way in source.worse],
        "readers": [_shift_json(shift) for shift in source.shifts],
        "facts": _change_json(source.facts, lambda told: {"type": told.type.value, "value": json.loads(told.value)}),
    }


def _shift_json(shift: Shift) -> dict[str, Json]:
    return {
        "adversary": shift.adversary.value,
        "before": _figures_json(shift.before),
        "after": _figures_json(shift.after),
        "worse": [way.value for way in shift.worse],
    }


def _figures_json(pair: Pair[Figure]) -> list[Json]:
    return [None if figure is None else asdict(figure) for figure in (pair.a, pair.b)]


def diff_text(found: Comparison, lang: Lang, *, width: int | None = None, colour: bool = False) -> str:
    """What changed, source by source, in ``lang``; the last line tells what got worse."""
    return "\n".join([*_Text(lang, width or terminal_width(), Pen(colour)).lines(found), ""])


class _Text:
    def __init__(self, lang: Lang, width: int, pen: Pen) -> None:
        self._lang, self._width, self._pen = lang, width, pen
        self._t, self._report, self._explain = diff_words_of(lang), words_of(lang), explain_words_of(lang)

    def lines(self, found: Comparison) -> Iterator[str]:
        yield self._pen(printing(self._t("diff.heading", a=found.files[0], b=found.files[1])), bold=True)
        for source in found.sources:
            yield from ("", *self._source(source))
        for part, changed in (
            ("plan", self._shown(found.plan, self._proposal)),
            ("rates", self._shown(found.rates, self._rate)),
            ("promises", self._shown(found.promises, self._promise)),
            ("links", self._shown(found.links, self._link)),
            ("not_checked", self._shown(found.not_checked, lambda code: self._report(f"not_checked.{code.value}"))),
        ):
            if changed:
                yield from ("", self._pen(self._t(f"part.{part}"), bold=True), *changed)
        yield ""
        yield from wrapped(self._verdict(found), self._width)

    def _verdict(self, found: Comparison) -> str:
        if found.worse:
            return self._t("diff.worse", ways="; ".join(self._t(f"worse.{way.value}") for way in found.worse))
        return self._t("diff.not_worse" if found else "diff.same")

    def _link(self, link: tuple[str, str]) -> str:
        return self._t("line.links", file=link[0], why=sign(link[1], self._report))

    def _shown(self, change: Change[_T], said: Callable[[_T], str]) -> list[str]:
        """Each thing that went or came, a line each with its sign."""
        rows = [("-", "red", item) for item in change.gone] + [("+", "green", item) for item in change.new]
        return [
            self._pen(line, fg=shade)
            for sign, shade, item in rows
            for line in wrapped(said(item), self._width, f"{INDENT}  ", first=f"{INDENT}{sign} ")
        ]

    def _source(self, source: Difference) -> Iterator[str]:
        a, b = source.subject.a, source.subject.b
        name = self._name(source.subject)
        if a is None or b is None:
            yield self._pen(self._t("diff.new" if a is None else "diff.gone", name=name), bold=True)
            return
        yield self._pen(name, bold=True)
        for shift in source.shifts:
            yield from self._shift(shift)
        for key, facts in (("diff.facts_new", source.facts.new), ("diff.facts_gone", source.facts.gone)):
            if facts:
                yield from wrapped(self._t(key, facts=", ".join(self._facts(facts))), self._width, INDENT)

    def _name(self, subject: Pair[Subject]) -> str:
        one = subject.b or subject.a
        return printing(one.codename or self._t("diff.source", person=one.person)) if one else ""

    def _facts(self, facts: Iterable[Told]) -> Iterator[str]:
        for told in facts:
            kind = self._report(f"type.{told.type.value}")
            value = value_words(told.type, json.loads(told.value), self._explain)
            yield self._t("diff.fact", kind=kind, value=printing(value)) if value else kind

    def _shift(self, shift: Shift) -> Iterator[str]:
        name = printing(self._report(f"adversary_short.{shift.adversary.value}"))
        rows = (("diff.now", shift.before, shift.ways[0]), ("diff.later", shift.after, shift.ways[1]))
        for when, pair, worse in rows:
            if pair.differs:
                line = f"{INDENT}{padded(name, 14)}  {padded(self._t(when), 4)}  {self._figures(pair)}"
                yield self._marked(line, worse=bool(worse), better=is_better(pair))
                name = ""

    def _figures(self, pair: Pair[Figure]) -> str:
        if pair.a is None or pair.b is None:
            return f"{self._figure(pair.a)} → {self._figure(pair.b)}"
        low = f"{self._low(pair.a)} → {self._low(pair.b)}"
        if pair.a.verdict is pair.b.verdict:
            said = self._t("diff.figure", low=low, verdict=self._report(f"verdict.{pair.b.verdict.value}"))
        else:
            said = f"{self._figure(pair.a)} → {self._figure(pair.b)}"
        if pair.a.threshold != pair.b.threshold:
            said += f", {self._t('diff.threshold', a=pair.a.threshold, b=pair.b.threshold)}"
        return said

    def _figure(self, figure: Figure | None) -> str:
        if figure is None:
            return self._t("diff.unread")
        return self._t("diff.figure", low=self._low(figure), verdict=self._report(f"verdict.{figure.verdict.value}"))

    def _low(self, figure: Figure) -> str:
        return "?" if figure.low is None else number(floored(figure.low), self._lang)

    def _marked(self, line: str, *, worse: bool, better: bool) -> str:
        if not worse and not better:
            return line
        word, shade = ("diff.marked", "red") if worse else ("diff.better", "green")
        return self._pen(f"{line}  ({self._t(word)})", fg=shade)

    def _proposal(self, edit: Proposal) -> str:
        kind, action = self._report(f"type.{edit.reason.value}"), self._report(f"action.{edit.action.value}")
        if not edit.words:
            return self._t("line.plan", kind=kind, action=action)
        return self._t("line.plan_words", kind=kind, action=action, words=printing(edit.words))

    def _rate(self, rate: Rate) -> str:
        value = number(rate.value, self._lang)
        return self._t("line.rates", what=rate.what, value=value, source=rate.source, year=rate.year)

    def _promise(self, broken: tuple[str, str, bool]) -> str:
        source, why, mended = broken
        return self._t("line.promises_mended" if mended else "line.promises", source=source, why=why)
