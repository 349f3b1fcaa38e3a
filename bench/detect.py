"""Score the detector on marked drafts: ``python bench/detect.py [--types] FOLDER…``.

Without a folder: on the corpus' test split. The figures are those of the shared score.py, which is imported from the
folder beside the checkout.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

from bronwacht.redact.detect import find
from bronwacht.redact.draft import Draft, Lang
from marked import Marked, corpus, read_marked

SHARED = Path(os.environ.get("BRONWACHT_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
sys.path.append(str(SHARED / "bench"))


def predict(draft: Marked, public: tuple[str, ...] = ()) -> dict[str, Any]:
    """What ``scan --jsonl`` would print of the details, without people."""
    details = find(Draft(draft.text, Lang(draft.lang), draft.name, draft.published), public=public)
    return {"details": [{"start": d.span.start, "end": d.span.end, "type": d.type.value} for d in details]}


def as_scored(draft: Marked) -> dict[str, Any]:
    """The draft as score.py wants it."""
    return {
        "id": draft.name,
        "people": {id: {"role": role, "about": about} for id, (role, about) in draft.people.items()},
        "text": draft.text,
        "details": [{"start": m.start, "end": m.end, "type": m.type, "who": list(m.who)} for m in draft.marks],
    }


def report(name: str, drafts: list[Marked], *, types: bool) -> None:
    """Print the figures, and the speed, of the detector on ``drafts``."""
    from score import score

    begun = time.perf_counter()
    found = {draft.name: predict(draft) for draft in drafts}
    words = sum(len(draft.text.split()) for draft in drafts)
    speed = words / (time.perf_counter() - begun)
    figures, by_type = score([as_scored(draft) for draft in drafts], found)
    shown = "  ".join(f"{key} {value:.3f}" for key, value in figures.items() if key not in ("b3", "role"))
    print(f"{name:<12}{shown}  {speed:,.0f} words/s")
    if types:
        for kind, (hit, total) in sorted(by_type.items(), key=lambda row: -row[1][1]):
            print(f"  {kind:<11}{hit:>5}/{total:<5}{hit / total:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--types", action="store_true")
    args = parser.parse_args()
    find(Draft("warm", Lang.NL))
    find(Draft("warm", Lang.EN))
    for folder in args.folders:
        report(folder.name, [read_marked(path) for path in sorted(folder.glob("*.txt"))], types=args.types)
    for lang in [] if args.folders else Lang:
        report(f"test-{lang}", list(corpus(lang, test=True)), types=args.types)
