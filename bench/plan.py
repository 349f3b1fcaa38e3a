"""How fast and how good plans are: ``python bench/plan.py [--speed | --quality]``.

Speed: seconds of processor for detection, people, facts, and analysis (crowds, plan, edits, what each buys) of an
invented draft of 600 words with five sources, in each language: of a fresh process, where every word list and model is
still to be read, and once they have been. Then what the search does for every source of the corpus' test split, and how
long it takes to look at as many choices as it may.

Quality: 200 people of UCI Adult and 200 of eusilcP (the shared folder), of whom 3 to 7 attributes are told to the
finest; the planner knows their shares and no pair, as for a draft. How many people truly fit what the plan leaves,
beside the threshold; what the greedy choice costs beside the cheapest, there and in the corpus.
"""

from __future__ import annotations

import os

# Before numpy is imported: one core for everybody.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bronwacht.redact.draft import Draft, Lang, Level, Reading
from bronwacht.redact.facts import gather
from bronwacht.redact.options import Options
from bronwacht.redact.pipeline import Stage, analyse, read
from bronwacht.redact.plan import steps_of
from bronwacht.redact.risk.crowd import Share, bits_in_the_way, most_bits, reaches_between
from bronwacht.redact.risk.standings import Choice, Limit
from bronwacht.redact.search import MAX_NODES, Search
from bronwacht.redact.story import Adversary, Story
from bronwacht.redact.wording.rung import LOSSES
from marked import corpus

HERE = Path(__file__).resolve().parent
FRESH, WARM = 3, 5
"""Runs of which the median is taken."""
PUBLISHED = (2023, 10)
CASES = 200
SEED = 20260102
THRESHOLDS = (5, 20, 100)
STEPS = ("detection", "people", "facts", "analyse")


def main(arguments: Sequence[str]) -> int:
    """Print the tables."""
    if arguments[:1] == ["--once"]:
        print(*timed(Lang(arguments[1])))
        return 0
    if "--quality" not in arguments:
        print_speed()
        print_search()
    if "--speed" not in arguments:
        print_quality()
    return 0


def timed(lang: Lang) -> list[float]:
    """Processor seconds of each of STEPS for the draft of that language."""
    text = (HERE / f"plan-{lang}.txt").read_text(encoding="utf-8")
    draft, story, marks = Draft(text, lang, published=PUBLISHED), Story(published=PUBLISHED), dict[Stage, float]()
    begun = time.process_time()
    reading = read(draft, story, lambda stage: marks.setdefault(stage, time.process_time()))
    known = time.process_time()
    gather(draft, reading.details, reading.persons)
    again = time.process_time()
    analyse(reading, story)
    people = known - marks[Stage.PEOPLE] - (again - known)
    return [marks[Stage.PEOPLE] - begun, people, again - known, time.process_time() - again]


def print_speed() -> None:
    """Seconds of each step, in a fresh process and in one that has read its lists."""
    print(f"{'seconds of processor':24}" + "".join(f"{step:>11}" for step in STEPS))
    for lang in Lang:
        command = [sys.executable, __file__, "--once", lang.value]
        runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(FRESH)]
        _print_row(f"{lang}, a fresh process", [[float(word) for word in run.split()] for run in runs])
        timed(lang)
        _print_row(f"{lang}, once more", [timed(lang) for _ in range(WARM)])


def _print_row(label: str, runs: Sequence[Sequence[float]]) -> None:
    print(f"{label:24}" + "".join(f"{statistics.median(step):11.3f}" for step in zip(*runs, strict=True)), flush=True)


def readings() -> Iterator[tuple[Reading, Story]]:
    """Every draft of the corpus' test split, as it is read."""
    for lang in Lang:
        for draft in corpus(lang.value, test=True):
            story = Story(published=draft.published)
            yield read(Draft(draft.text, lang, draft.name, draft.published), story), story


def searches() -> Iterator[Search[Adversary]]:
    """The search for every source of the corpus' test split."""
    for reading, story in readings():
        steps = {fact.id: steps_of(fact, reading, story) for fact in reading.facts}
        for person in reading.sources:
            yield Options(reading.facts_of(person.id), steps, person, story, reading.draft.lang).search()


def print_search() -> None:
    """Choices looked at, and what greedy costs beside the best; then the time of as many as may be."""
    nodes, seconds, ratios = [], [], []
    for search in searches():
        begun = time.process_time()
        best = search.cheapest()
        seconds.append(time.process_time() - begun)
        nodes.append(search.nodes)
        if search.loss(best) > 0:
            ratios.append(search.loss(search.greedy()) / search.loss(best))
    cut = sum(count >= MAX_NODES for count in nodes)
    print(f"\n{len(nodes)} sources of the corpus: {sum(nodes):,} choices in {sum(seconds):.2f} s;", end=" ")
    print(f"most for one source {max(nodes)} in {max(seconds):.2f} s; {cut} searches cut off")
    _print_ratios("greedy beside the cheapest, corpus", ratios)
    large = max(searches(), key=lambda search: len(search.order))
    large._bounds = []
    begun = time.process_time()
    large.cheapest()
    print(
        f"without its bound, {large.nodes:,} choices of {len(large.order)} facts: {time.process_time() - begun:.2f} s"
    )


def _print_ratios(label: str, ratios: Sequence[float]) -> None:
    print(f"{label}: mean {np.mean(ratios):.3f}, 95 % {np.quantile(ratios, 0.95):.3f}, most {max(ratios):.3f}")


@dataclass(frozen=True)
class Told:
    """A person of a population; ``fits[i][s]`` are those who fit fact i at step s, the last of which tells nothing."""

    threshold: int
    fits: tuple[tuple[np.ndarray, ...], ...]

    def true_k(self, choice: Choice) -> int:
        """How many fit all facts at these steps."""
        return int(np.logical_and.reduce([own[step] for own, step in zip(self.fits, choice, strict=True)]).sum())


class Margins:
    """What a planner knows of somebody of a population: the share of the others for each fact and step, and no pair."""

    def __init__(self, told: Told) -> None:
        self._universe = len(told.fits[0][0])
        self._threshold = told.threshold
        self._shares = [
            [Share.exactly((float(fits.sum()) - 1) / (self._universe - 1)) for fits in own] for own in told.fits
        ]

    def _chosen(self, choice: Choice) -> list[Share]:
        return [own[step] for own, step in zip(self._shares, choice, strict=True) if own[step].low < 1]

    def classes(self, adversary: None, fact: int, /) -> Sequence[int]:
        """Steps that the same people fit are one."""
        return [self._shares[fact].index(share) for share in self._shares[fact]]

    def meets(self, adversary: None, choice: Choice, /) -> bool:
        """As ``risk.standings``."""
        return reaches_between(self._universe, self._chosen(choice), self._threshold)

    def limits(self, adversary: None, /) -> Sequence[Limit]:
        """As ``risk.standings``."""
        weights = tuple(tuple(bits_in_the_way(share) for share in own) for own in self._shares)
        rarest = max(max(own) for own in weights)
        return [Limit(weights, most_bits(self._universe, self._threshold, rarest))]


def people(population: object, seed: int) -> Iterator[Told]:
    """Random people, each with 3 to 7 attributes told to the finest and every wider level of those."""
    rng, names = np.random.default_rng(seed), list(population)  # type: ignore[call-overload]
    everybody = len(population[names[0]][0])  # type: ignore[index]
    for _ in range(CASES):
        chosen = rng.choice(len(names), rng.integers(3, min(7, len(names)) + 1), replace=False)
        person, threshold = rng.integers(everybody), int(rng.choice(THRESHOLDS))
        fits = []
        for attribute in chosen:
            levels = population[names[attribute]]  # type: ignore[index]
            own = [
                np.logical_or.reduce([level == level[person] for level in levels[: n + 1]]) for n in range(len(levels))
            ]
            fits.append((*own, np.ones(everybody, dtype=bool)))
        yield Told(threshold, tuple(fits))


def losses(steps: int) -> list[float]:
    """What a reader loses at each of so many steps, from nothing to all: those of the wordings, spread evenly."""
    wider = [0.0, *(LOSSES[level] for level in list(Level)[1:])]
    return [float(np.interp(at / (steps - 1), np.linspace(0, 1, len(wider)), wider)) for at in range(steps)]


def print_quality() -> None:
    """The true crowd after a plan beside its threshold, and what greedy costs beside the cheapest."""
    from crowd import SHARED, adult, eusilc

    folder = SHARED / "data" / "microdata"
    if not folder.is_dir():
        print("the microdata are not here; set BRONWACHT_SHARED", file=sys.stderr)
        return
    for name, population in (("adult", adult(folder)), ("eusilc", eusilc(folder))):
        met, before, ratios, edited = [], [], [], 0
        for told in people(population, SEED):
            search = Search(Margins(told), [None], [losses(len(own)) for own in told.fits], [0] * len(told.fits))
            best = search.cheapest()
            met.append(told.true_k(best) >= told.threshold)
            before.append(told.true_k((0,) * len(told.fits)) >= told.threshold)
            edited += any(best)
            if search.loss(best) > 0:
                ratios.append(search.loss(search.greedy()) / search.loss(best))
        print(f"\n{name}: {len(met)} plans, {edited} with edits; the true k meets the threshold in", end=" ")
        print(f"{np.mean(met):.1%} (without a plan in {np.mean(before):.1%})")
        _print_ratios(f"greedy beside the cheapest, {name}", ratios)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
