"""Measures the crowd estimator on microdata, beside independence and a Gaussian copula.

``python bench/crowd.py`` prints the table of docs/crowd.md: 3,000 random disclosures of 2 to 7 attributes at
random levels of each population, with all pairs known, with half of them, and with margins alone, and the AUC of
``p_unique`` over 40 attribute subsets: with triples too, with pairs, with margins, and what that with pairs would be if
each of its probabilities were exactly right (``--no-auc``: without the AUC, which takes most of the time). ``--fit``
prints the constants that the grid finds on Adult. Needs the shared folder (see tests/conftest.py) and scipy. Nothing
here is fitted to eusilcP; it is measured only.
"""

from __future__ import annotations

import csv
import itertools
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from bronwacht.redact.risk import crowd as model
from bronwacht.redact.risk.crowd import Share, estimate, estimate_between
from bronwacht.redact.risk.together import AtAge, aged, usual_ages
from machine import machine, versions
from numpy.typing import NDArray
from scipy import stats

SHARED = Path(os.environ.get("BRONWACHT_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
CASES = 3000
TOGETHER = 1000
COPULA_CASES = 300
"""A copula takes a third of a second a disclosure."""
SUBSETS = 40
RECORDS = 400
TRIPLE_RECORDS = 100
"""With triples a fit takes a tenth of a second."""
DRAWS = 20
SEED = 20260101
SAFE = 10
"""The crowd that a cleared disclosure must at least have."""

Levels = list[NDArray[np.int64]]
"""One attribute, as codes of every person, finest level first."""
Population = Mapping[str, Levels]


@dataclass(frozen=True)
class Case:
    """A disclosure about one person: shares among the others, and how many fit, the person included."""

    universe: int
    shares: tuple[float, ...]
    joint: Mapping[tuple[int, int], float]
    k: int
    triples: Mapping[tuple[int, int, int], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Guess:
    """An estimate of k; ``p_unique`` that nobody else fits."""

    low: float
    median: float
    high: float
    p_unique: float


Estimator = Callable[[Case], Guess]


def main(arguments: Sequence[str]) -> int:
    """Print the figures, or with ``--fit`` the constants."""
    folder = SHARED / "data" / "microdata"
    if not folder.is_dir():
        print("the microdata are not here; set BRONWACHT_SHARED", file=sys.stderr)
        return 2
    print(machine(), versions("numpy", "scipy"), sep="\n")
    populations = {"adult": adult(folder), "eusilc": eusilc(folder)}
    if "--fit" in arguments:
        print_fit(populations["adult"])
        return 0
    for name, population in populations.items():
        cases = list(disclosures(population, CASES, SEED))
        rng = np.random.default_rng(SEED)
        half = [
            Case(c.universe, c.shares, {key: v for key, v in c.joint.items() if rng.random() < 0.5}, c.k) for c in cases
        ]
        margins = [Case(c.universe, c.shares, {}, c.k) for c in cases]
        print(f"\n{name}: {len(cases)} disclosures, {sum(c.k < SAFE for c in cases)} with k below {SAFE}")
        print(f"{'':28}{'|log10 error|':>14}{'covered':>9}{'false-safe':>12}{'of k<10':>9}{'cleared':>9}")
        print_row("all pairs", ours, cases)
        print_row("half the pairs", ours, half)
        print_row("margins", ours, margins)
        print_row("independence", independence, margins)
        print_row(f"copula, pairs, first {COPULA_CASES}", copula, cases[:COPULA_CASES])
        if "--no-auc" not in arguments:
            print_uniqueness(population)
    print_together(folder)
    return 0


def print_together(folder: Path) -> None:
    """Students and pensioners of eusilcP at their age, told to 1, 5, 10 or 20 years: linked, and as if independent."""
    with (folder / "eusilcP.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ages = np.array([int(float(row["age"] or -1)) for row in rows])
    print(
        f"\ntogether, {TOGETHER} people each{'covered':>21}{'false-safe':>12}{'apart: covered':>16}{'false-safe':>12}"
    )
    for status, kin in (("4", "student"), ("5", "retired")):
        is_one, rng = np.array([row["ecoStat"] == status for row in rows]), np.random.default_rng(SEED)
        told = usual_ages()[kin]
        usual, perhaps = ((first <= ages) & (ages <= last) for first, last in (told.usual, told.perhaps))
        for name, persons in ((kin, is_one), (f"{kin}, at an unusual age", is_one & ~perhaps)):
            found = np.zeros((TOGETHER, 4), dtype=bool)
            for at, person in enumerate(rng.choice(np.flatnonzero(persons), TOGETHER)):
                width = rng.choice([1, 5, 10, 20])
                fits = ages // width == ages[person] // width
                k, others = int((fits & is_one).sum()), len(rows) - 1
                shares = [(int(each.sum()) - 1) / others for each in (fits, is_one)]
                parts = AtAge(float(usual[fits].mean()), float(perhaps[fits].mean()))
                joint = aged(Share.exactly(shares[0]), parts, Share.exactly(shares[1]))
                for column, crowd in ((0, estimate_between(len(rows), [joint])), (2, estimate(len(rows), shares))):
                    found[at, column] = crowd.low <= k <= crowd.high
                    found[at, column + 1] = crowd.low >= SAFE > k
            covered, safe, covered_apart, safe_apart = (f"{share:.1%}" for share in found.mean(axis=0))
            print(f"{name:28}{covered:>18}{safe:>12}{covered_apart:>16}{safe_apart:>12}")


def adult(folder: Path) -> Population:
    """UCI Adult with the generalisation hierarchies of ARX."""
    with (folder / "arx_adult.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    population = {}
    for name in rows[0]:
        column = [row[name] for row in rows]
        levels = [column]
        path = folder / f"arx_adult_hierarchy_{name}.csv"
        if path.is_file():
            wider = {line.split(";")[0]: line.split(";")[1:] for line in path.read_text(encoding="utf-8").splitlines()}
            for at in range(max(map(len, wider.values()))):
                levels.append([wider[value][at] for value in column])
        population[name] = [_codes(level) for level in levels if len(set(level)) > 1]
    return population


def eusilc(folder: Path) -> Population:
    """The synthetic EU-SILC of simPop, with levels of our own."""
    with (folder / "eusilcP.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    age = [int(float(row["age"] or -1)) for row in rows]
    size = [int(row["hsize"]) for row in rows]
    income = [float(row["eqIncome"] or 0) for row in rows]
    east = {"Vienna", "Lower Austria", "Burgenland"}
    return {
        "age": [_codes(age), *(_codes([a // w for a in age]) for w in (5, 10, 20))],
        "region": [_codes([r["region"] for r in rows]), _codes([r["region"] in east for r in rows])],
        "hsize": [_codes(size), _codes([min(s, 4) for s in size]), _codes([s > 2 for s in size])],
        "gender": [_codes([r["gender"] for r in rows])],
        "ecoStat": [_codes([r["ecoStat"] for r in rows]), _codes([r["ecoStat"] in ("1", "2") for r in rows])],
        "citizenship": [_codes([r["citizenship"] for r in rows]), _codes([r["citizenship"] == "AT" for r in rows])],
        "eqIncome": [_codes([i // w for i in income]) for w in (1000, 5000, 10000, 20000)],
    }


def _codes(values: Sequence[object]) -> NDArray[np.int64]:
    return np.unique(np.array([str(value) for value in values]), return_inverse=True)[1].astype(np.int64)


def disclosures(population: Population, count: int, seed: int) -> Iterator[Case]:
    """Random people, each with 2 to 7 attributes told at random levels."""
    rng = np.random.default_rng(seed)
    names = list(population)
    everybody = len(population[names[0]][0])
    for _ in range(count):
        told = rng.choice(len(names), rng.integers(2, min(7, len(names)) + 1), replace=False)
        person = rng.integers(everybody)
        fits = []
        for attribute in told:
            levels = population[names[attribute]]
            level = levels[rng.integers(len(levels))]
            fits.append(level == level[person])
        yield _case(np.array(fits))


def _case(fits: NDArray[np.bool_]) -> Case:
    others = fits.shape[1] - 1
    counts = fits.astype(np.float32) @ fits.T.astype(np.float32)
    joint = {(i, j): (float(counts[i, j]) - 1) / others for i, j in itertools.combinations(range(len(fits)), 2)}
    shares = tuple((float(counts[i, i]) - 1) / others for i in range(len(fits)))
    return Case(fits.shape[1], shares, joint, int(fits.all(axis=0).sum()))


def ours(case: Case) -> Guess:
    """The project's estimator."""
    crowd = estimate(case.universe, case.shares, joint=case.joint, triples=case.triples)
    return Guess(crowd.low, crowd.median, crowd.high, crowd.p_unique)


def independence(case: Case) -> Guess:
    """Facts taken as independent, others as Poisson."""
    return _poisson((case.universe - 1) * math.prod(case.shares))


def copula(case: Case) -> Guess:
    """A Gaussian copula whose correlations reproduce each pair's joint share; others as Poisson."""
    count = len(case.shares)
    cuts = stats.norm.ppf(np.clip(case.shares, 1e-12, 1 - 1e-12))
    correlation = np.eye(count)
    for (i, j), both in case.joint.items():
        correlation[i, j] = correlation[j, i] = _tetrachoric(cuts[i], cuts[j], both)
    values, vectors = np.linalg.eigh(correlation)
    positive = vectors @ np.diag(np.maximum(values, 1e-6)) @ vectors.T
    scale = np.sqrt(np.diag(positive))
    law = stats.multivariate_normal(
        cov=positive / np.outer(scale, scale), allow_singular=True, seed=SEED, maxpts=20_000, abseps=1e-7, releps=1e-2
    )
    share = float(law.cdf(cuts))
    return _poisson((case.universe - 1) * max(share, 0.0))


def _tetrachoric(first: float, second: float, both: float) -> float:
    low, high = -0.999, 0.999
    for _ in range(20):
        middle = (low + high) / 2
        found = stats.multivariate_normal(cov=[[1, middle], [middle, 1]]).cdf([first, second])
        low, high = (middle, high) if found < both else (low, middle)
    return (low + high) / 2


def _poisson(expected: float) -> Guess:
    low, median, high = stats.poisson.ppf([0.05, 0.5, 0.95], max(expected, 1e-12))
    return Guess(1 + low, 1 + median, 1 + high, math.exp(-expected))


def print_row(label: str, estimator: Estimator, cases: Sequence[Case]) -> None:
    """One line: median error, coverage of the 90 % interval, false-safe over all and over true k < 10, cleared."""
    guesses = [estimator(case) for case in cases]
    k = np.array([case.k for case in cases])
    low, median, high = (np.array([getattr(guess, name) for guess in guesses]) for name in ("low", "median", "high"))
    small = k < SAFE
    print(
        f"{label:28}{np.median(np.abs(np.log10(median / k))):14.3f}{((low <= k) & (k <= high)).mean():9.1%}"
        f"{(small & (low >= SAFE)).mean():12.2%}{(low[small] >= SAFE).mean():9.2%}{(low[~small] >= SAFE).mean():9.1%}",
        flush=True,
    )


def print_uniqueness(population: Population) -> None:
    """How well ``p_unique`` ranks those who are unique first: the mean and the worst over attribute subsets."""
    rows: dict[str, list[float]] = {}
    for cases in uniqueness(population, SEED):
        unique = np.array([case.k == 1 for case in cases])
        few, of_few = cases[:TRIPLE_RECORDS], unique[:TRIPLE_RECORDS]
        margins = [replace(case, joint={}, triples={}) for case in cases]
        pairs = [ours(replace(case, triples={})) for case in cases]
        scores = [ours(case).p_unique for case in few]
        rows.setdefault("all pairs and triples", []).append(_auc(scores, of_few))
        rows.setdefault("all pairs", []).append(_auc([guess.p_unique for guess in pairs], unique))
        rows.setdefault("margins", []).append(_auc([ours(case).p_unique for case in margins], unique))
        rows.setdefault("all pairs, if exactly right", []).append(_ceiling([guess.p_unique for guess in pairs]))
    for label, aucs in rows.items():
        print(
            f"uniqueness AUC, {label}: mean {np.nanmean(aucs):.3f}, worst {np.nanmin(aucs):.3f} of {len(aucs)} subsets"
        )


def uniqueness(population: Population, seed: int) -> Iterator[list[Case]]:
    """Random people by random attribute subsets at their finest level, of whom neither all nor none are unique."""
    rng = np.random.default_rng(seed)
    names = list(population)
    found = 0
    while found < SUBSETS:
        told = rng.choice(len(names), rng.integers(2, min(7, len(names)) + 1), replace=False)
        columns = [population[names[attribute]][0] for attribute in told]
        people = rng.choice(len(columns[0]), RECORDS, replace=False)
        every = [np.array([column == column[person] for column in columns]) for person in people]
        alone = sum(fits.all(axis=0).sum() == 1 for fits in every)
        if RECORDS / 40 <= alone <= RECORDS * 39 / 40:
            found += 1
            yield [_with_triples(_case(fits), fits) for fits in every]


def _with_triples(case: Case, fits: NDArray[np.bool_]) -> Case:
    chosen = itertools.combinations(range(len(fits)), 3)
    triples = {key: (float(fits[list(key)].all(axis=0).sum()) - 1) / (case.universe - 1) for key in chosen}
    return replace(case, triples=triples)


def _auc(scores: Sequence[float], unique: NDArray[np.bool_]) -> float:
    """The part of pairs, one unique and one not, that the scores put in order; NaN where there are none."""
    ones = int(unique.sum())
    pairs = ones * (len(scores) - ones)
    ranks = stats.rankdata(scores)
    return float((ranks[unique].sum() - ones * (ones + 1) / 2) / pairs) if pairs else math.nan


def _ceiling(chances: Sequence[float]) -> float:
    """The AUC that these probabilities would have if each were exactly right."""
    rng, truth = np.random.default_rng(SEED), np.array(chances)
    return float(np.mean([_auc(chances, rng.random(len(truth)) < truth) for _ in range(DRAWS)]))


def print_fit(population: Population) -> None:
    """Try a grid of constants on Adult; the best misses 5 % on each side most evenly over x."""
    cases = list(disclosures(population, CASES, SEED))
    margins = [Case(c.universe, c.shares, {}, c.k) for c in cases]
    for names, grid, told in (
        (("KNOWN_SPREAD", "KNOWN_SPREAD_BY_LIFT"), itertools.product((0.02, 0.04, 0.06), (0.2, 0.3, 0.4, 0.5)), cases),
        (
            ("UNKNOWN_PULL", "UNKNOWN_SPREAD", "UNKNOWN_POWER"),
            itertools.product((0.05, 0.1, 0.15), (0.3, 0.34, 0.38), (0.8, 0.85, 0.9)),
            margins,
        ),
    ):
        scored = sorted((_unevenness(dict(zip(names, point, strict=True)), told), point) for point in grid)
        for score, point in scored[:5]:
            print(f"{score:.5f}", dict(zip(names, point, strict=True)), flush=True)


def _unevenness(constants: Mapping[str, float], cases: Sequence[Case]) -> float:
    before = {name: getattr(model, name) for name in constants}
    try:
        for name, value in constants.items():
            setattr(model, name, value)
        model._estimate.cache_clear()
        guesses = [ours(case) for case in cases]
    finally:
        for name, value in before.items():
            setattr(model, name, value)
        model._estimate.cache_clear()
    x = np.array([-math.log(max(math.prod(c.shares), 1e-30)) + math.log(max(min(c.shares), 1e-30)) for c in cases])
    under = np.array([case.k < guess.low for case, guess in zip(cases, guesses, strict=True)])
    over = np.array([case.k > guess.high for case, guess in zip(cases, guesses, strict=True)])
    parts = np.array_split(np.argsort(x), 5)
    return float(sum((under[part].mean() - 0.05) ** 2 + (over[part].mean() - 0.05) ** 2 for part in parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
