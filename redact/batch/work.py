"""What a worker does with one draft: read it, write what came of it, and tell in figures how it went.

A task holds paths and settings, an outcome paths and figures: neither has a word of a draft in it, so that both may
travel to another machine and stand in a journal. Outputs depend on the draft and the settings alone.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import BronwachtError, InputError
from ...late import write_late
from ..draft import TEXT_KEYS, DetailType, Lang, Value

if TYPE_CHECKING:
    from ..analysis import Analysis
    from ..documents import Document
    from ..story import Story


class Job(StrEnum):
    """What is done with every draft."""

    SCAN = "scan"
    RISK = "risk"
    REDACT = "redact"


@dataclass(frozen=True)
class Settings:
    """What is done, with which story file and language (None: the draft's own of either).

    ``durable``: each output is brought to the disk by who writes it, for where whoever keeps the journal cannot.
    """

    job: Job
    story: str | None = None
    lang: str | None = None
    durable: bool = False


@dataclass(frozen=True)
class Task:
    """One draft: ``path`` within ``folder``, its outputs below ``out``."""

    path: str
    folder: str
    out: str
    settings: Settings


@dataclass(frozen=True)
class SourceFigures:
    """How one source of a draft stands: the adversary for whom it stands worst, after the plan where there is one.

    ``facts`` are what is said of it, in the closed words of :data:`~..draft.VALUE_KEYS`: never words of the draft.
    """

    person: str
    codename: str | None
    verdict: str
    adversary: str | None
    low: int | None
    threshold: int | None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How it went with one draft; ``code`` is an exit code, ``error`` a line without a word of the draft.

    ``faint`` are the lines with words that nobody sees: of the final copy, where one was made, else of the draft.
    """

    path: str
    code: int
    error: str = ""
    outputs: tuple[str, ...] = ()
    lang: str = ""
    words: int = 0
    details: int = 0
    sources: tuple[SourceFigures, ...] = ()
    faint: tuple[int, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    def dumped(self) -> str:
        """The outcome as JSON, for the journal."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def loaded(text: str) -> Outcome:
    """The outcome that :meth:`Outcome.dumped` gave."""
    table: dict[str, Any] = json.loads(text)
    sources = tuple(SourceFigures(**{**each, "facts": tuple(each["facts"])}) for each in table.pop("sources"))
    lists = {key: tuple(table.get(key, ())) for key in ("outputs", "faint")}
    return Outcome(**{**table, **lists, "sources": sources})


GRAVEST = ("identified_by_text", "cannot_be_made_safe", "below_threshold", "not_enough_known", "meets_threshold")
"""The verdicts as a person should see them: what is known to be wrong before what is not known."""

NOT_COMPARED = frozenset({DetailType.NAME, DetailType.QUOTE})
"""Facts that go in nobody's figures: a name says who, and of a quotation only its length would be left."""

INTERNAL = 70
"""The code of a fault of ours, as of a command's."""


def do(task: Task) -> Outcome:
    """Do one task; never raises, and never tells more of a failure than its own line and code."""
    start = time.perf_counter()
    try:
        outcome = _done(task)
    except BronwachtError as error:
        # By its path within the folder, which is the outcome's own.
        shown = str(Path(task.folder) / task.path)
        outcome = Outcome(task.path, error.exit_code, error.said.english.removeprefix(f"{shown}: "))
    except OSError as error:
        outcome = Outcome(task.path, 3, f"cannot be read or written: {(error.strerror or 'unknown').lower()}")
    except MemoryError:
        outcome = Outcome(task.path, 3, "needs more memory than there is")
    except Exception as fault:
        # Only what kind of fault it is: its message could quote the draft.
        outcome = Outcome(task.path, INTERNAL, f"internal error ({type(fault).__name__})")
    return replace(outcome, seconds=time.perf_counter() - start)


def _done(task: Task) -> Outcome:
    from ..pipeline import analyse, in_name, open_draft, read, write
    from ..report import risk_json, scan_json
    from ..story import Story, read_story

    settings, path = task.settings, Path(task.folder) / task.path
    if task.path.endswith("/"):
        os.scandir(path).close()  # says why it cannot be opened
        raise InputError("this folder could not be opened before; go on with --resume")
    beside = path.with_suffix(".toml")
    story_path = Path(settings.story) if settings.story else beside if beside.is_file() else None
    story: Story = read_story(story_path) if story_path else Story()
    lang = Lang(settings.lang) if settings.lang else None
    whole = settings.job is Job.SCAN
    document, draft = open_draft(path, story, lang, whole=whole)
    reading = read(draft, story)
    base = Path(task.out) / task.path
    base.parent.mkdir(parents=True, exist_ok=True)
    words = len(draft.text.split())
    came = Outcome(task.path, 0, lang=draft.lang.value, words=words, details=len(reading.details))
    if whole:
        target = base.with_name(f"{base.name}.scan.json")
        named = in_name(document, reading, story)
        _put(target, scan_json(reading, document, in_name=named), settings)
        faint = _faint(document)
        found = bool(reading.details or named or faint)
        return replace(came, code=int(found), faint=faint, outputs=_names(task, target))
    analysis = analyse(reading, story, lang, unread=document.unread)
    target = base.with_name(f"{base.name}.risk.json")
    _put(target, risk_json(analysis), settings)
    targets = [target]
    if settings.job is Job.REDACT:
        final = base.with_name(f"{base.stem}.final{base.suffix}")
        final.unlink(missing_ok=True)  # of a run that was killed before it could say so
        write(document, analysis, final)
        targets.append(final)
        faint = _faint_of(final)
    else:
        faint = _faint(document)
    sources = tuple(_sources(analysis, after=settings.job is Job.REDACT))
    unmet = any(source.verdict != "meets_threshold" for source in sources)
    return replace(came, code=int(unmet or bool(faint)), sources=sources, faint=faint, outputs=_names(task, *targets))


def _faint(document: Document) -> tuple[int, ...]:
    """The lines of the published text with words that nobody sees."""
    from ..documents import faint_in

    return tuple(sorted({document.text.count("\n", 0, span.start) + 1 for span, _ in faint_in(document)}))


def _faint_of(path: Path) -> tuple[int, ...]:
    """As :func:`_faint`, of a copy that was written just now."""
    from ..documents import EmptyError, has_looks, read_document

    if has_looks(path):
        with suppress(EmptyError):  # all was to go
            return _faint(read_document(path))
    return ()


def _names(task: Task, *outputs: Path) -> tuple[str, ...]:
    return tuple(path.relative_to(task.out).as_posix() for path in outputs)


def _sources(analysis: Analysis, *, after: bool) -> Iterator[SourceFigures]:
    for person in analysis.reading.sources:
        found = (analysis.after if after else analysis.before).get(person.id, ())
        if not found:
            continue
        worst = min(
            found, key=lambda a: (GRAVEST.index(a.verdict.value), a.crowd.low / a.threshold if a.crowd else 0.0)
        )
        facts = sorted({key for fact in analysis.reading.facts_of(person.id) if (key := _key(fact.type, fact.value))})
        yield SourceFigures(
            person.id,
            person.codename,
            worst.verdict.value,
            worst.adversary.value,
            worst.crowd.low if worst.crowd else None,
            worst.threshold,
            tuple(facts),
        )


def _key(type: DetailType, value: Value) -> str:
    """A fact in closed words; empty where only words of the draft would tell it from others."""
    if type in NOT_COMPARED:
        return ""
    told = {key: item for key, item in value.items() if key not in TEXT_KEYS}
    return f"{type.value} {json.dumps(told, sort_keys=True)}" if told else ""


def _put(path: Path, table: object, settings: Settings) -> None:
    """Over what an earlier run of the same job left, for it is the same."""
    content = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    write_late(path, content.encode(), over=True, durable=settings.durable)
