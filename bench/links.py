"""Measure how well sources are known again in a second article: ``python bench/links.py [--unrelated N]``.

The pairs of tests/redact/links/data, in which ``<A>…</A>`` marks what is told of one source of a story; a letter in
both articles of a story is one person. Then N drafts a language of the corpus, each against each other: no source of
one is a source of another, so that every link is false.

    again      sources that both articles of a story tell of
    certain    of those, how many are linked for certain; known: for certain or possibly
    false      links between people who are two, certain and possible
    details    linked stretches that are told of one person, of all that are linked
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bronwacht.redact.draft import Draft, Lang, Reading, Span
from bronwacht.redact.language import language_of
from bronwacht.redact.links import link, published
from bronwacht.redact.links.article import look
from bronwacht.redact.links.persons import matches
from bronwacht.redact.links.web import Web
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story
from marked import CORPUS, read_marked

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "redact" / "links" / "data"
SETS = {"weights were set on": range(1, 5), "looked at after": range(5, 10), "measured once": range(10, 12)}
"""By the number of the story: what was done with each pair before it was measured."""
_MARK = re.compile(r"<(/?)([A-Z])>")


@dataclass(frozen=True)
class Piece:
    """An article, and the stretches told of each marked source."""

    reading: Reading
    regions: tuple[tuple[str, Span], ...]

    def who(self, span: Span) -> str | None:
        """The source that a stretch is told of."""
        return next((letter for letter, region in self.regions if region.contains(span)), None)


def piece(path: Path) -> Piece:
    """Read a marked article."""
    text, regions, last, opened = "", [], 0, 0
    raw = path.read_text(encoding="utf-8")
    for mark in _MARK.finditer(raw):
        text += raw[last : mark.start()]
        if mark[1]:
            regions.append((mark[2], Span(opened, len(text))))
        opened, last = len(text), mark.end()
    text += raw[last:]
    lang = language_of(text)
    return Piece(read(Draft(text, lang, path.name, published(path.name, text, lang)), Story()), tuple(regions))


def count(earlier: Piece, later: Piece) -> Counter[str]:
    """The figures of one story."""
    found, tally = link(later.reading, [earlier.reading]), Counter[str]()
    again = {letter for letter, _ in earlier.regions} & {letter for letter, _ in later.regions}
    spans = {detail.id: detail.span for detail in later.reading.details}
    rows = [(later.who(spans[row.here]), earlier.who(row.there), row.certain) for row in found.links]
    tally["again"] = len(again)
    tally["certain"] = len({a for a, b, certain in rows if a == b and certain} & again)
    tally["known"] = len({a for a, b, _ in rows if a == b} & again)
    tally["right"] = sum(a == b for a, b, _ in rows if a and b)
    tally["details"] = sum(bool(a and b) for a, b, _ in rows)
    setting = Web(look(later.reading), [look(earlier.reading)], 2020).setting(
        look(later.reading), look(earlier.reading)
    )
    for match in matches(setting, sources_only=True):
        one = {later.who(d.span) for d in match.pair.here.details} - {None}
        other = {earlier.who(d.span) for d in match.pair.there.details} - {None}
        tally["false certain" if match.certain else "false possible"] += not one & other
    return tally


def unrelated(many: int) -> Counter[str]:
    """The links between drafts of the corpus that have nothing in common."""
    tally = Counter[str]()
    for lang in Lang:
        paths = random.Random(1).sample(sorted((CORPUS / lang).glob("*.txt")), many)
        drafts = [read_marked(path) for path in paths]
        readings = [read(Draft(d.text, lang, d.name, d.published), Story()) for d in drafts]
        articles = [look(reading) for reading in readings]
        for one, other in itertools.combinations(articles, 2):
            tally["pairs of people"] += len(one.people) * len(other.people)
            for match in matches(Web(one, [other], 2022).setting(one, other), sources_only=True):
                tally["false certain" if match.certain else "false possible"] += 1
    return tally


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unrelated", type=int, default=20)
    stories: dict[str, list[Piece]] = {}
    many = parser.parse_args().unrelated
    for path in sorted(PAIRS.glob("*.txt")):
        stories.setdefault(path.name.split("-")[0], []).append(piece(path))
    for name, numbers in SETS.items():
        tallies = [count(*pair) for story, pair in stories.items() if int(story[2:]) in numbers]
        print(name, len(tallies), dict(sum(tallies, Counter())))
    print("unrelated", dict(unrelated(many)))


if __name__ == "__main__":
    main()
