"""Measures how often each rule is right, on drafts marked as the corpus is, and writes the rules' scores.

Run by whoever changes a rule: ``python -m bronwacht.redact.detect.grammar.measure nl FOLDER…``, with ``--only origins``
for the scores that are there with those of one topic, or of one rule, anew. A find is right when it
touches a marked detail (not a public name). Scores are apart for whom the text spoke of last (see :mod:`.context`); few
finds are drawn towards what rules of the topic do in general, so that one lucky find is no certainty. Never run on
drafts that the detector is measured with.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...draft import Lang, Span
from . import candidates
from .context import About, Mentions
from .rulefile import data_lines

_MARK = re.compile(r"\[\[([A-Z]+) [a-z0-9,]+\|([^\[\]]+?)\]\]")
RULE_WEIGHT = 4
"""A rule's own precision counts as much as its topic's once it has found this many."""

SUREST = 0.99
"""No rule is surer than this, whatever a corpus of a few hundred drafts says."""

CONTEXT_WEIGHT = 6
"""The same for a rule in one context, against the rule's precision shifted by what the context does in general."""


@dataclass(frozen=True)
class Count:
    """Finds, and how many of them touch a marked detail."""

    found: int
    right: int

    def share(self, prior: float, weight: float) -> float:
        """The precision, drawn towards ``prior`` as if ``weight`` finds had shown it."""
        return (self.right + weight * prior) / (self.found + weight)


def main(arguments: list[str]) -> int:
    """Measure ``arguments[0]`` (a language) on the folders after it; print the table of scores."""
    lang, (folders, only) = Lang(arguments[0]), _parted(arguments[1:])
    finds = Counter[tuple[str, About, bool]]()
    for folder in folders:
        for path in sorted(Path(folder).glob("*.txt")):
            finds.update(_finds(path.read_text(encoding="utf-8"), lang))
    sys.stdout.write(
        "# How often each rule was right on the marked training drafts: rule, score after somebody anonymous, after a\n"
        "# name, after an office; finds. Written by measure.py; do not edit.\n"
    )
    rows = {
        name: "\t".join([name, *(f"{by_context[about]:.2f}" for about in About), str(found)])
        for name, by_context, found in table(finds)
    }
    if only:
        before = {line.split("\t")[0]: line for line in data_lines(f"scores_{lang}.tsv")}
        rows = before | {name: row for name, row in rows.items() if name.startswith(tuple(only))}
    sys.stdout.writelines(f"{rows[name]}\n" for name in sorted(rows))
    return 0


def _parted(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The folders, and the beginnings of the rules' names behind ``--only``."""
    at = arguments.index("--only") if "--only" in arguments else len(arguments)
    return arguments[:at], arguments[at + 1 :]


def _finds(marked: str, lang: Lang) -> Iterator[tuple[str, About, bool]]:
    text, details = plain_text(marked.split("\n---\n", 1)[-1])
    mentions = Mentions(text, lang)
    for match in candidates(text, lang):
        yield (
            match.rule,
            mentions.about(match.span.start, match.span.end),
            any(match.span.overlaps(detail) for detail in details),
        )


def plain_text(body: str) -> tuple[str, list[Span]]:
    """The text without marks, and the stretches that were marked as details."""
    parts: list[str] = []
    details, length, last = [], 0, 0
    for mark in _MARK.finditer(body):
        parts += [body[last : mark.start()], mark[2]]
        length += mark.start() - last
        if mark[1] != "KEEP":
            details.append(Span(length, length + len(mark[2])))
        length += len(mark[2])
        last = mark.end()
    return "".join([*parts, body[last:]]), details


def table(finds: Mapping[tuple[str, About, bool], int]) -> list[tuple[str, dict[About, float], int]]:
    """Rule, its score in each context, and its finds, in order of the rules' names."""
    names = sorted({name for name, _, _ in finds})
    topics = {name: name.split(".")[0] for name in names}
    overall = _count(finds, names, About)
    rows = []
    for name in names:
        family = [other for other in names if topics[other] == topics[name]]
        of_topic = _count(finds, family, About)
        own = _count(finds, [name], About)
        precision = own.share(of_topic.share(overall.share(0.5, 1), RULE_WEIGHT), RULE_WEIGHT)
        by_context = {}
        for about in About:
            shift = _logit(_count(finds, family, [about]).share(0.5, 2)) - _logit(of_topic.share(0.5, 2))
            expected = 1 / (1 + math.exp(-(_logit(precision) + shift)))
            by_context[about] = min(_count(finds, [name], [about]).share(expected, CONTEXT_WEIGHT), SUREST)
        rows.append((name, by_context, own.found))
    return rows


def _count(finds: Mapping[tuple[str, About, bool], int], names: Iterable[str], abouts: Iterable[About]) -> Count:
    keys = [(name, about) for name in names for about in abouts]
    right = sum(finds.get((*key, True), 0) for key in keys)
    return Count(right + sum(finds.get((*key, False), 0) for key in keys), right)


def _logit(share: float) -> float:
    bounded = min(max(share, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
