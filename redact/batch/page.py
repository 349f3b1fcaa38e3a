"""The page over a whole archive, and its figures draft by draft: what needs a person, and which sources may recur."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

from ... import __version__
from ..analysis import CERTAIN
from ..documents import SHOWN_LINES, SUFFIXES
from ..documents.files import printable
from ..draft import DetailType, Lang
from ..report.figures import floored, number
from ..report.html import resource
from ..report.values import value_words
from ..report.words import explain_words_of, words_of
from .recurring import Recurring, recurring
from .summary import MET, summary
from .work import GRAVEST, Outcome, SourceFigures

if TYPE_CHECKING:
    from jinja2 import Template

SUMMARY = "summary.jsonl"
"""The file beside the page that has every draft."""
SHOWN = 1_000
"""Rows of a table on the page: more than anybody reads, and no browser chokes on them."""


def summary_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """One JSON object a draft: how it went, in figures."""
    for outcome in outcomes:
        table = json.loads(outcome.dumped())
        del table["seconds"]  # the same drafts give the same lines
        yield json.dumps(table, ensure_ascii=False, sort_keys=True) + "\n"


def page(outcomes: Iterable[Outcome], lang: Lang, *, scan: bool) -> str:
    """The page in ``lang``; after a scan without crowds. ``outcomes`` can be gone through more than once."""
    return Page(outcomes, lang).html(scan=scan)


class Page:
    """What the page shows, table by table."""

    def __init__(self, outcomes: Iterable[Outcome], lang: Lang) -> None:
        self._outcomes, self._lang = outcomes, lang
        self._found = summary(outcomes)
        self._words, self._explain, self._own = words_of(lang), explain_words_of(lang), _texts(lang)

    def html(self, *, scan: bool) -> str:
        """The page, escaped, without scripts."""
        from markupsafe import Markup

        again = () if scan else recurring(self._outcomes)
        return _template().render(
            t=self._own,
            css=Markup(resource("report.css")),  # noqa: S704  # a file of this package
            counts=self._counts(),
            scanned=self._own["scanned"].format(details=self._number(self._found.details)) if scan else "",
            need=list(self._need()),
            need_left=max(0, self._found.unmet - SHOWN),
            recurring=[self._pair(pair) for pair in again[:SHOWN]],
            recurring_left=max(0, len(again) - SHOWN),
            recurring_note=self._own["recurring_note"].format(certain=self._number(CERTAIN)),
            faint=list(islice(self._faint(), SHOWN)),
            faint_left=max(0, self._found.faint - SHOWN),
            failed=list(islice(self._failed(), SHOWN)),
            failed_left=max(0, self._found.failed - SHOWN),
            summary=SUMMARY,
            not_done=self._own["not_done"].format(kinds=", ".join(SUFFIXES)),
            made_by=self._own["made_by"].format(version=__version__),
        )

    def _counts(self) -> str:
        found = self._found
        return str(self._own["counts"]).format(
            every=self._number(found.every),
            words=self._number(found.words),
            read=self._number(found.every - found.failed),
            failed=self._number(found.failed),
            look=self._number(found.codes[1]),
        )

    def _need(self) -> Iterator[tuple[str, ...]]:
        """The drafts with a source below a threshold, by the one that stands worst; the gravest draft first."""
        found = ((o.path, sorted((s for s in o.sources if s.verdict != MET), key=_standing)) for o in self._outcomes)
        below = (row for row in found if row[1])
        for path, sources in nsmallest(SHOWN, below, key=lambda row: (_standing(row[1][0]), row[0])):
            source, others = sources[0], len(sources) - 1
            name = source.codename or source.person
            yield (
                printable(path),
                self._own["with_others"].format(name=name, n=self._number(others)) if others else name,
                self._words(f"adversary_within.{source.adversary}") if source.adversary else "",
                self._own["unknown"] if source.low is None else self._number(floored(source.low)),
                self._number(source.threshold) if source.threshold else "",
                self._words(f"verdict.{source.verdict}"),
            )

    def _faint(self) -> Iterator[tuple[str, str]]:
        for outcome in self._outcomes:
            if outcome.faint:
                shown = ", ".join(map(self._number, outcome.faint[:SHOWN_LINES]))
                yield printable(outcome.path), shown + ", …" * (len(outcome.faint) > SHOWN_LINES)

    def _failed(self) -> Iterator[tuple[str, str, str]]:
        for outcome in self._outcomes:
            if outcome.code > 1:
                yield printable(outcome.path), str(outcome.code), outcome.error

    def _pair(self, pair: Recurring) -> tuple[str, ...]:
        by_name = math.isinf(pair.evidence)
        shared = self._own["codename"] if by_name else "; ".join(self._fact(fact) for fact in pair.facts)
        return (
            f"{printable(pair.one[0])} ({pair.one[1]})",
            f"{printable(pair.other[0])} ({pair.other[1]})",
            shared,
            "" if by_name else self._number(round(pair.evidence, 1)),
        )

    def _fact(self, key: str) -> str:
        kind, _, value = key.partition(" ")
        said = value_words(DetailType(kind), json.loads(value), self._explain)
        return f"{self._words(f'type.{kind}')}: {said}" if said else self._words(f"type.{kind}")

    def _number(self, n: float) -> str:
        return number(n, self._lang)


def _standing(source: SourceFigures) -> tuple[int, float, str]:
    beside = source.low / source.threshold if source.low is not None and source.threshold else 0.0
    return GRAVEST.index(source.verdict), beside, source.person


@lru_cache(maxsize=2)
def _texts(lang: Lang) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"data/words_{lang.value}.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files(__package__).joinpath("data/page.html.jinja").read_text("utf-8"))
