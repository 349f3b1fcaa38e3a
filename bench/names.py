"""How many names are touched: ``python bench/names.py [SHARED]``.

Names alone, whether they stay or go: a name is touched when a kept name or a detail overlaps it. Persons and
organisations are those that the corpus' test split marks (NAME, KEEP), places the towns in its text; then the same text
in small letters. With the folder of shared data, also the proper nouns of UD Dutch (LassySmall and Alpino, test parts;
CC BY-SA 4.0), which nothing here was trained on.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bronwacht.redact.detect.named import named
from bronwacht.redact.detect.wordlists import word_lists
from bronwacht.redact.draft import Draft, Lang, Span
from marked import KEEP, Marked, corpus

MONTHS = ("March", "May", "August")
UD = ("nl_lassysmall-ud-test.conllu", "nl_alpino-ud-test.conllu")


def wanted(draft: Marked) -> Iterator[tuple[str, Span]]:
    """The names in the draft, each with its kind."""
    taken = []
    for mark in draft.marks:
        if mark.type in ("NAME", KEEP):
            kind = "organisations" if mark.who[0].startswith("g") else "persons"
            taken.append(Span(mark.start, mark.end))
            yield kind, taken[-1]
    towns = word_lists(Lang(draft.lang)).towns
    for found in re.finditer(r"(?<=[a-z,] )[A-ZÀ-Þ][\w'’-]{3,}", draft.text):
        span = Span(*found.span())
        if found[0] in towns and found[0] not in MONTHS and not any(span.overlaps(name) for name in taken):
            yield "places", span


def touched(text: str, lang: Lang, gold: Sequence[tuple[str, Span]]) -> Counter[tuple[str, bool]]:
    """How many of each kind are touched, and how many are not."""
    found = named(Draft(text, lang))
    return Counter((kind, any(span.overlaps(name) for name in found)) for kind, span in gold)


def _row(title: str, counts: Counter[tuple[str, bool]]) -> str:
    kinds = sorted({kind for kind, _ in counts})
    cells = (
        f"{k} {counts[k, True] / (counts[k, True] + counts[k, False]):.3f} of {counts[k, True] + counts[k, False]}"
        for k in kinds
    )
    return f"{title:<22}" + "   ".join(cells)


def ud(path: Path) -> Counter[tuple[str, bool]]:
    """Proper nouns of a treebank, its sentences read ten at a time, and the words that were touched besides."""
    counts: Counter[tuple[str, bool]] = Counter()
    sentences = path.read_text(encoding="utf-8").strip().split("\n\n")
    for at in range(0, len(sentences), 10):
        text, gold, words = "", [], []
        for sentence in sentences[at : at + 10]:
            line = next(row[9:] for row in sentence.splitlines() if row.startswith("# text = "))
            place = 0
            for row in sentence.splitlines():
                cells = row.split("\t")
                if len(cells) < 10 or not cells[0].isdigit():
                    continue
                start = line.index(cells[1], place)
                place = start + len(cells[1])
                span = Span(len(text) + start, len(text) + place)
                words.append((cells[3], span))
                if cells[3] == "PROPN":
                    gold.append(("proper nouns", span))
            text += line + "\n"
        found = named(Draft(text, Lang.NL))
        counts.update((kind, any(span.overlaps(name) for name in found)) for kind, span in gold)
        hit = [tag for tag, span in words if any(span.overlaps(name) for name in found) and tag != "PUNCT"]
        counts.update(("precision of words", tag == "PROPN") for tag in hit)
    return counts


def main() -> None:
    """Print a table."""
    for lang in Lang:
        for small in (False, True):
            counts: Counter[tuple[str, bool]] = Counter()
            for draft in corpus(lang.value, test=True):
                text = draft.text.lower() if small else draft.text
                if len(text) == len(draft.text):
                    counts += touched(text, lang, list(wanted(draft)))
            print(_row(f"{lang} {'in small letters' if small else ''}", counts))
    if len(sys.argv) > 1:
        for name in UD:
            print(_row(name.split("-")[0], ud(Path(sys.argv[1]) / "data" / "ud" / name)))


if __name__ == "__main__":
    main()
