"""The programs that detection is measured beside, and the environment that those live in which are no dependency.

``build/bench`` is made from bench/requirements-bench.txt, hash-locked, when a benchmark first asks for it. What runs
there gets texts as JSON on its standard input, and is never imported by anything of this project.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from machine import ROOT, children_seconds, tool_version

HERE = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / "build" / "bench"
LOCKED = HERE / "requirements-bench.txt"

PRESIDIO_TYPES = {
    "PERSON": "NAME",
    "EMAIL_ADDRESS": "CONTACT",
    "PHONE_NUMBER": "CONTACT",
    "URL": "CONTACT",
    "IP_ADDRESS": "CONTACT",
    "LOCATION": "PLACE",
    "DATE_TIME": "DATE",
    "NRP": "ORIGIN",
}
"""Ours for Presidio's entities; all others are numbers that somebody was given."""

DEDUCE_TYPES = {
    "persoon": "NAME",
    "patient": "NAME",
    "locatie": "PLACE",
    "ziekenhuis": "EMPLOYER",
    "zorginstelling": "EMPLOYER",
    "datum": "DATE",
    "leeftijd": "AGE",
    "telefoonnummer": "CONTACT",
    "emailadres": "CONTACT",
    "url": "CONTACT",
}
"""Ours for deduce's tags; all others are numbers that somebody was given."""

FROG_TYPES = {"per": "NAME", "loc": "PLACE", "org": "EMPLOYER", "eve": "EVENT", "pro": "ID", "misc": "ID"}
OTHER = "ID"


@dataclass(frozen=True)
class Read:
    """What a program found in each text, as (start, end, type of ours), and its seconds for all, warm."""

    found: list[list[tuple[int, int, str]]]
    seconds: float
    version: str


def environment() -> Path:
    """The interpreter of the peers' environment, which is made where it is not there."""
    python, ready = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "ready"
    if not ready.is_file() or ready.stat().st_mtime < LOCKED.stat().st_mtime:
        print(f"making {ENVIRONMENT.relative_to(ROOT)} from {LOCKED.name}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*pip, "-r", str(LOCKED)], check=True)
        ready.touch()
    return python


def asked(script: str, question: object) -> Any:
    """What a script of this folder answers in the peers' environment, as JSON both ways."""
    argv = [str(environment()), "-P", str(HERE / script)]
    done = subprocess.run(argv, input=json.dumps(question), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def deduce(texts: Sequence[str]) -> Read:
    """deduce, Dutch, for medical records (Menger et al. 2018)."""
    answer = asked("peer_deduce.py", list(texts))
    found = [[(start, end, DEDUCE_TYPES.get(tag, OTHER)) for start, end, tag in one] for one in answer["found"]]
    return Read(found, answer["seconds"], f"deduce {answer['version']}")


def frog(texts: Sequence[str]) -> Read | None:
    """Frog's named entities, Dutch (Van den Bosch et al. 2007), without its start; None where it is not installed."""
    version = tool_version("frog")
    if version is None:
        return None
    with TemporaryDirectory() as name:
        every, none = Path(name) / "every", Path(name) / "none"
        seconds = _frogged(texts, every) - _frogged(["."], none)
        said = [(every / "out" / f"{number:06}.txt.out").read_text(encoding="utf-8") for number in range(len(texts))]
    found = [_entities(text, rows) for text, rows in zip(texts, said, strict=True)]
    return Read(found, seconds, " ".join(version.split()[:2]))


def _frogged(texts: Sequence[str], folder: Path) -> float:
    """Processor seconds of a Frog that tags and names, no more, the texts in ``folder``; its columns are in ``out``."""
    source, out = folder / "in", folder / "out"
    for made in (source, out):
        made.mkdir(parents=True)
    for number, text in enumerate(texts):
        (source / f"{number:06}.txt").write_text(text, encoding="utf-8")
    before = children_seconds()
    argv = ["frog", "--skip=mpcla", "--threads=1", f"--testdir={source}", f"--outputdir={out}"]
    subprocess.run(argv, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return children_seconds() - before


def _entities(text: str, said: str) -> list[tuple[int, int, str]]:
    """Frog's columns: the second is the token, one of the others its entity, as ``B-PER`` or ``I-PER``."""
    at, found = 0, list[tuple[int, int, str]]()
    for row in (line.split("\t") for line in said.splitlines() if line):
        token = re.compile(re.escape(row[1]).replace("_", r"[_\s]+")).search(text, at)
        tag = next((cell for cell in row if re.fullmatch(r"[BI]-[A-Z]+(_.*)?", cell)), "O")
        if token is None:
            continue
        at = token.end()
        kind = FROG_TYPES.get(tag[2:].split("_")[0].lower(), OTHER)
        if tag.startswith("I-") and found:
            found[-1] = (found[-1][0], at, found[-1][2])
        elif tag.startswith("B-"):
            found.append((token.start(), at, kind))
    return found


def presidio(texts: Sequence[str], lang: str) -> Read:
    """Presidio as it comes: English with en_core_web_sm, Dutch on a blank pipeline, for it has no Dutch model."""
    from importlib.metadata import version

    from bronwacht.redact.draft import Lang
    from speed import presidio as made

    analyse = made(Lang(lang))
    analyse(texts[0])
    begun = time.process_time()
    answers: list[Any] = [analyse(text) for text in texts]
    seconds = time.process_time() - begun
    found = [[(hit.start, hit.end, PRESIDIO_TYPES.get(hit.entity_type, OTHER)) for hit in one] for one in answers]
    return Read(found, seconds, f"presidio-analyzer {version('presidio-analyzer')}")
