"""How much is found of what is said of a source in plain words: ``python bench/statements.py [--missed]``.

A corpus has each town, each trade a few times, and what is learned of it may be of that town. Here, every statement of
statements.toml is made with every filling, behind every introduction; found is what is covered for nine tenths, its
article aside.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bronwacht.redact.detect import find
from bronwacht.redact.draft import Draft, Lang
from machine import machine

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
ENOUGH = 0.9
ARTICLE = re.compile(r"(?:de|het|een|the|an?) ")


def statements(lang: Lang, kind: str) -> Iterator[tuple[str, int, int]]:
    """Every text of a kind, and from where to where in it that stands which is to be found."""
    for introduction in TABLE[lang]["introductions"]:
        for says in TABLE[lang][kind]["says"]:
            for filling in TABLE[lang][kind]["with"]:
                start = len(introduction) + says.index("{}")
                article = ARTICLE.match(filling)
                yield (
                    introduction + says.format(filling),
                    start + (article.end() if article else 0),
                    start + len(filling),
                )


def is_found(text: str, start: int, end: int, lang: Lang) -> bool:
    """Whether the details of ``text`` cover what stands between."""
    covered: set[int] = set()
    for detail in find(Draft(text, lang)):
        covered.update(range(max(start, detail.span.start), min(end, detail.span.end)))
    return len(covered) >= ENOUGH * (end - start)


def main() -> None:
    """Print a line for each kind, and with ``--missed`` what was not found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--missed", action="store_true")
    args = parser.parse_args()
    print(machine())
    for lang in Lang:
        for kind in (name for name in TABLE[lang] if name != "introductions"):
            every = list(statements(lang, kind))
            missed = [text for text, start, end in every if not is_found(text, start, end, lang)]
            print(
                f"{lang}  {kind:<10}{len(every) - len(missed):>4} of {len(every):<4} {1 - len(missed) / len(every):.2f}"
            )
            for text in missed if args.missed else ():
                print("      " + text.replace("\n", " "))


if __name__ == "__main__":
    main()
