"""Measure the grouping of persons on marked drafts.

    python bench/measure_people.py [FOLDER…] [--hold-out N]

No folder: the corpus' test split (with ``--hold-out N``: one draft in N of the rest, as train_people.py leaves out).
The marks stand in for a detector's finds; figures are also given with a quarter of them dropped and as many random
stretches added, and beside two baselines.

    b3       B-cubed F1 of details by person, over details of exactly one source (Bagga and Baldwin 1998)
    role     share of the sources' details whose likeliest person is a source
    lost     share of the marks that were taken for a public person's
    left     share of the added stretches that were
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bronwacht.redact.draft import Detail, Lang, Person, Role
from bronwacht.redact.people import attribute
from bronwacht.redact.segment import segment
from bronwacht.redact.story import Story
from marked import Marked, corpus, read_marked
from people_data import PUBLIC, Sample, as_draft, in_part, sample

Grouping = Callable[[Sample], list[tuple[str, Role]]]

NOISY = {"dropped": 0.25, "spurious": 0.25}


@dataclass
class Tally:
    """Counts over drafts, and the B-cubed of each with its weight."""

    b3: list[tuple[float, int]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        """The figures by name; 0 where nothing was counted."""
        weight = sum(count for _, count in self.b3)
        count = self.counts
        return {
            "b3": sum(value * n for value, n in self.b3) / weight if weight else 0.0,
            "role": count["as source"] / max(1, count["of sources"]),
            "lost": count["lost"] / max(1, count["marks"]),
            "left": count["left"] / max(1, count["added"]),
        }


def b_cubed(pairs: Sequence[tuple[str, str]]) -> float:
    """B-cubed F1 of (true, guessed) group pairs."""
    true, guessed = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    both = Counter(pairs)
    precision = sum(both[pair] / guessed[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / true[pair[0]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def measure(drafts: Iterable[Marked], group: Grouping, noise: dict[str, float]) -> dict[str, float]:
    """The figures of ``group`` on ``drafts``."""
    tally = Tally()
    for marked in drafts:
        sampled = sample(marked, random.Random(1), **noise)
        pairs = []
        for owners, (person, role) in zip(sampled.owners, group(sampled), strict=True):
            if owners[0] == PUBLIC:
                tally.counts.update({"added": 1, "left": role is Role.PUBLIC})
                continue
            tally.counts.update({"marks": 1, "lost": role is Role.PUBLIC})
            if marked.people[owners[0]][0] == "source":
                tally.counts.update({"of sources": 1, "as source": role is Role.SOURCE})
                if len(owners) == 1 and role is not Role.PUBLIC:
                    pairs.append((owners[0], person))
        if pairs:
            tally.b3.append((b_cubed(pairs), len(pairs)))
    return tally.figures()


def by_attribute(sampled: Sample) -> list[tuple[str, Role]]:
    """Bronwacht's grouping, without a story file."""
    details, persons = attribute(as_draft(sampled.marked), sampled.details, Story())
    return [_likeliest(detail, persons) for detail in details]


def _likeliest(detail: Detail, persons: Sequence[Person]) -> tuple[str, Role]:
    return next((p.id, p.role) for p in persons if p.id == detail.persons[0])


def by_draft(sampled: Sample) -> list[tuple[str, Role]]:
    """Everything is one source's."""
    return [("p1", Role.SOURCE) for _ in sampled.details]


def by_paragraph(sampled: Sample) -> list[tuple[str, Role]]:
    """Every paragraph has its own source."""
    paragraphs = segment(sampled.marked.text)
    return [(str(paragraphs.paragraph_at(detail.span.start)), Role.SOURCE) for detail in sampled.details]


def report(name: str, drafts: Sequence[Marked]) -> None:
    """Print the figures of all groupings on ``drafts``."""
    rows: list[tuple[str, Grouping, dict[str, float]]] = [
        ("as marked", by_attribute, {}),
        ("noisy", by_attribute, NOISY),
        ("one person", by_draft, {}),
        ("by paragraph", by_paragraph, {}),
    ]
    for label, group, noise in rows:
        figures = measure(drafts, group, noise)
        print(f"{name:<12}{label:<14}" + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))


def main() -> None:
    """Measure on the folders, or on the corpus."""
    parser = argparse.ArgumentParser(description="Measure the grouping of persons on marked drafts.")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--hold-out", type=int, default=0, metavar="N")
    options = parser.parse_args()
    for folder in options.folders:
        report(folder.name, [read_marked(path) for path in sorted(folder.glob("*.txt"))])
    for lang in () if options.folders else tuple(Lang):
        drafts = list(corpus(lang, test=not options.hold_out))
        report(lang, [m for m in drafts if not options.hold_out or in_part(m, options.hold_out)])


if __name__ == "__main__":
    main()
