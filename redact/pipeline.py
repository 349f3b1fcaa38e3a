"""The redaction engine from end to end: read, detect, people, facts, links, risk, plan, apply, verify.

The commands, the desk, the batch and the demo call these functions; each reads as the line above. Progress is told to
an observer, so that a caller who does not ask for talk gets none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .analysis import Analysis, Compared, Link, NotChecked, absent, names_beside
from .corrections import Corrections
from .documents import (
    Check,
    Document,
    Unread,
    marks_in,
    name_words,
    read_document,
    repeated,
    write_final,
)
from .draft import DIRECT_TYPES, DetailType, Draft, Lang, Level, Reading, Role, Span
from .keeping import left_standing, standing, stays
from .language import UnknownLanguageError, language_of
from .observability import retold
from .presumed import presumed_public
from .story import Story

if TYPE_CHECKING:
    from .detect import Findings
    from .edits import Choice
    from .promises import Promise
    from .risk.assessment import Assessment


class Stage(StrEnum):
    """What the engine is busy with."""

    DETECT = "detect"
    PEOPLE = "people"
    EARLIER = "earlier"
    RISK = "risk"
    WRITE = "write"


Observer = Callable[[Stage], None]
"""Called with what the engine is busy with; of what a long draft makes long, again and again while it lasts."""

_NO_CORRECTIONS = Corrections()


def silent(_: Stage) -> None:
    """Tell nobody."""


def open_draft(
    path: Path | None, story: Story, lang: Lang | None = None, *, whole: bool = False
) -> tuple[Document, Draft]:
    """Read a document (None: stdin) as a draft in ``lang``, else the text's own language.

    The draft is what would be published; with ``whole`` also what a final copy leaves out (comments, properties), after
    it. Raises the errors of ``documents`` when it cannot be read, and UsageError for a story of another language: it
    is the story of another draft.
    """
    document = read_document(path)
    chosen = lang or _language_of(document, story)
    text = document.text if whole else document.published_text
    asides = tuple(span for span in document.asides if span.end <= len(text))
    return document, Draft(
        _spelt(text, document.published),
        chosen,
        document.name,
        story.published,
        asides,
        document.published,
        marks_in(document),
    )


def _language_of(document: Document, story: Story) -> Lang:
    """The language of what would be published, or of all that is there where that is too little to tell."""
    published = document.published_text.strip() or document.text
    try:
        return language_in(published, story)
    except UnknownLanguageError:
        return language_in(document.text, story)


def _spelt(text: str, published: int | None) -> str:
    """The text with the names of bookmarks and variables as people write them: "Jan_Jansen" is two words."""
    return text if published is None else text[:published] + text[published:].replace("_", " ")


def language_in(text: str, story: Story) -> Lang:
    """Return the text's language, the story's where the text is too short to tell; UsageError where they differ."""
    try:
        own = language_of(text)
    except UnknownLanguageError:
        if story.lang is None:
            raise
        return story.lang
    if story.lang not in (None, own):
        raise UsageError(
            "the story file is for {lang}, and the text reads as {own}; give the right one, or --lang",
            lang=story.lang,
            own=own,
        )
    return own


def read(
    draft: Draft,
    story: Story,
    observer: Observer = silent,
    corrections: Corrections = _NO_CORRECTIONS,
    *,
    explain: bool = False,
) -> Reading:
    """Find the details of ``draft``, whose they are, and the facts they state; ``corrections`` win over all of it.

    The details of public people are left out: what stands in a story about an official is the story. With ``explain``
    every detail also tells what ties it to its person. Raises CorrectionsError for corrections that are of another
    draft, or that contradict one another or the story.
    """
    wanted = corrections.located(draft.text)
    observer(Stage.DETECT)
    # Each step is imported when it is taken: Presidio takes most of a second, and a file that cannot be read must be
    # refused sooner; a scan has no use for the planner.
    from .detect.corrected import corrected, with_names

    found = _detected(draft, story, wanted)
    wanted = with_names(draft, found, wanted)
    found = corrected(draft, found, wanted)
    observer(Stage.PEOPLE)
    return _understood(draft, found, story, wanted, explain=explain)


def reread(reading: Reading, story: Story, corrections: Corrections) -> Reading:
    """``reading`` with ``corrections``: whose details are and what they state, anew; no others are looked for.

    Corrections that were made before stay, and may be among these. Raises CorrectionsError as :func:`read` does.
    """
    from .detect import Findings
    from .detect.corrected import corrected, with_names

    draft, wanted = reading.draft, corrections.located(reading.draft.text)
    details = sorted((*reading.details, *reading.left_out, *reading.stand_ins), key=lambda detail: detail.span)
    found = Findings(tuple(replace(d, id=f"d{n}", persons=()) for n, d in enumerate(details, 1)), reading.kept)
    wanted = with_names(draft, found, wanted)
    again = _understood(draft, corrected(draft, found, wanted), story, wanted)
    stays = {span for span in reading.public if not any(span.overlaps(detail.span) for detail in again.details)}
    return replace(again, public=tuple(sorted(stays | set(again.public))))


def widened(reading: Reading, story: Story, corrections: Corrections) -> Reading:
    """``reading`` with what detection sees besides, knowing whom ``corrections`` call by name to be protected.

    The details that are new belong to nobody yet: give it to :func:`reread`. Raises CorrectionsError as :func:`read`.
    """
    taken = [detail.span for detail in (*reading.details, *reading.left_out, *reading.stand_ins)]
    found = _detected(reading.draft, story, corrections.located(reading.draft.text))
    new = (detail for detail in found.details if not any(detail.span.overlaps(span) for span in taken))
    own = (replace(detail, id=f"new {detail.id}") for detail in new)
    return replace(reading, details=tuple(sorted((*reading.details, *own), key=lambda detail: detail.span)))


def _detected(draft: Draft, story: Story, corrections: Corrections) -> Findings:
    """What detection finds: a text says more of somebody to protect than of somebody public."""
    from .detect.parts import read_parts

    called = [phrase for source in story.sources for phrase in source.called]
    return read_parts(draft, public=story.public_names, called=[*called, *corrections.names])


def _understood(draft: Draft, found: Findings, story: Story, wanted: Corrections, *, explain: bool = False) -> Reading:
    """Whose the details are that were found, and the facts they state."""
    from .detect.stand_ins import is_stand_in
    from .facts import gather
    from .people import attribute

    details, persons = attribute(draft, found.details, story, wanted, explain=explain)
    public = {person.id for person in persons if person.role is Role.PUBLIC}
    stand_ins = tuple(detail for detail in details if is_stand_in(detail))
    said = [detail for detail in details if detail not in stand_ins]
    private = [detail for detail in said if not detail.persons or not public.issuperset(detail.persons)]
    left_out = tuple(detail for detail in said if detail.persons and public.issuperset(detail.persons))
    details, facts = gather(draft, [replace(detail, id=f"d{n}") for n, detail in enumerate(private, 1)], persons)
    stays = {d.span for d in (*left_out, *stand_ins)} | {stretch.span for stretch in wanted.not_details}
    return Reading(draft, details, persons, facts, tuple(sorted(stays)), left_out, found.kept, stand_ins=stand_ins)


def read_earlier(paths: Iterable[Path], story: Story, lang: Lang, observer: Observer = silent) -> tuple[Reading, ...]:
    """Read earlier publications of ``story`` as a draft is read, each in its own language (``lang`` if none is clear).

    Raises the errors of ``documents`` for one that cannot be read.
    """
    from .links import published

    readings = []
    for document in [read_document(path) for path in paths]:
        observer(Stage.EARLIER)
        try:
            own = language_of(document.published_text)
        except UnknownLanguageError:
            own = lang
        then = published(document.name, document.published_text, own)
        earlier = Draft(document.published_text, own, document.name, then, marks=marks_in(document))
        readings.append(read(earlier, _elsewhere(story, own)))
    return tuple(readings)


def _elsewhere(story: Story, lang: Lang) -> Story:
    """The story in another text than the draft: "a woman" says there of nobody that it is the same."""
    from .called import is_bare

    own = (replace(each, called=tuple(w for w in each.called if not is_bare(w, lang))) for each in story.sources)
    return replace(story, sources=tuple(own))


def in_name(document: Document, reading: Reading, story: Story) -> tuple[DetailType, ...]:
    """What the file's name gives away by itself, or has in common with what was found in the text."""
    words = name_words(document.path) if document.path else ""
    if not words.strip():
        return ()
    from . import detect

    # A file's name is no story: whoever it names is public for the text alone, or for the story file.
    public = [*story.public_names, *(name.span.of(reading.draft.text) for name in reading.kept)]
    named = Draft(words, reading.draft.lang, asides=(Span(0, len(words)),))
    found = detect.read(named, public=public).details
    known = repeated(words, [(d.type, d.span.of(reading.draft.text)) for d in reading.details])
    types = {*known, *(detail.type for detail in found if detail.type in DIRECT_TYPES)}
    return tuple(type for type in DetailType if type in types)


def analyse(
    reading: Reading,
    story: Story,
    lang: Lang | None = None,
    observer: Observer = silent,
    *,
    earlier: Sequence[Reading] = (),
    unread: Sequence[Unread] = (),
    asked: Collection[Span] = (),
    promises: Sequence[Promise] = (),
) -> Analysis:
    """Assess every source of ``reading`` and plan the cheapest way out; ``lang`` is the report's language.

    ``unread`` is what the document holds that nothing looked at. What ``earlier`` publications tell of the same sources
    counts too, and cannot be edited. The details at the spans of ``asked`` are reworded too, where the plan leaves them
    as they are; ``after`` and ``buys`` know nothing of those. The plan keeps the ``promises`` made to sources, where
    there is a way to; the analysis tells of each that the draft breaks, and what is in the way if the plan does too.
    """
    from .agreed import compared, floors
    from .edits import hidden, settle_everywhere
    from .gains import bought
    from .links import Linked, in_order, link
    from .named_again import named_again
    from .plan import make_plan
    from .wording import pronouns_of

    busy = partial(observer, Stage.RISK)
    busy()
    report_lang = lang or reading.draft.lang
    linked = link(reading, earlier) if earlier else Linked(reading)
    reading = linked.reading
    plan = make_plan(reading, story, report_lang, floors=floors(reading, promises), busy=busy)
    choices = [*plan.choices, *_also(reading, plan.choices, asked)]
    neutral = hidden(choices)
    pronouns = pronouns_of(reading, neutral)
    publications = tuple(_compared(reading, each, linked.links) for each in in_order(earlier))
    edits = settle_everywhere(
        reading.draft, choices, partial(standing, reading, story), pronouns, stays(reading, story), busy=busy
    )
    edits = named_again(reading, edits, neutral)
    analysis = Analysis(
        reading=reading,
        story=story,
        lang=report_lang,
        before=plan.before,
        after=plan.after,
        edits=edits,
        buys=bought(reading, story, report_lang, edits, plan.values, plan.after, busy=busy),
        levels=plan.levels,
        obstacles=plan.obstacles,
        not_checked=_not_checked(reading, story, plan.before.values(), unread, publications),
        compared=publications,
        links=linked.links,
        same=linked.same,
    )
    return compared(analysis, promises) if promises else analysis


def _compared(reading: Reading, earlier: Reading, links: Sequence[Link]) -> Compared:
    from .links import repeated

    name = earlier.draft.name
    known = [link.there for link in links if link.file == name]
    repeats = tuple(span for span in repeated(reading, earlier) if not any(span.overlaps(there) for there in known))
    return Compared(name, earlier.draft.published, bool(earlier.details or earlier.left_out), repeats)


def _also(reading: Reading, choices: Sequence[Choice], asked: Collection[Span]) -> list[Choice]:
    """The details at the spans of ``asked`` of which no choice was made, at the finest level there is."""
    from .edits import Choice

    chosen = {choice.detail.id for choice in choices}
    return [Choice(d, Level.NEAR) for d in reading.details if d.span in asked and d.id not in chosen]


def write(
    document: Document, analysis: Analysis, out: Path, observer: Observer = silent, *, also: Check | None = None
) -> None:
    """Write the final copy to ``out`` and read it again; raises LeakError, and leaves no file, if anything stayed.

    ``also`` looks at what was written, too: the dossier's names, which are not for this package to know.
    """
    observer(Stage.WRITE)
    reading, edits = analysis.reading, analysis.edits
    kept = (*stays(reading, analysis.story), *left_standing(reading, edits))
    write_final(document, edits, out, kept=kept, also=also)


def _not_checked(
    reading: Reading,
    story: Story,
    found: Iterable[Sequence[Assessment]],
    unread: Sequence[Unread],
    publications: Sequence[Compared],
) -> tuple[NotChecked, ...]:
    """Say what no part of the engine looked at; a report that is silent about it would promise too much."""
    unexamined = [NotChecked.PROMISES]
    accused = any(who.accused for who in story.public) or any(who.accused for who in reading.persons)
    if reading.sources and accused:
        unexamined.insert(0, NotChecked.AROUND_ACCUSED)
    if reading.sources and retold(reading.draft, reading.details, reading.persons):
        unexamined.insert(0, NotChecked.RETOLD)
    if names_beside(reading, story):
        unexamined.insert(0, NotChecked.KEPT_NAMES)
    if presumed_public(reading):
        unexamined.insert(0, NotChecked.PRESUMED)
    if absent(reading, story):
        unexamined.insert(0, NotChecked.SOURCES_ABSENT)
    if any(each.repeats for each in publications):
        unexamined.insert(0, NotChecked.EARLIER_QUOTE)
    if any(not each.recognised for each in publications):
        unexamined.insert(0, NotChecked.EARLIER_EMPTY)
    if not publications:
        unexamined.insert(0, NotChecked.EARLIER_UNREAD if story.earlier else NotChecked.EARLIER)
    used = {a.universe.what for assessments in found for a in assessments if a.universe}
    if not used & {register.what for register in story.registers}:
        unexamined.append(NotChecked.REGISTERS)
    if any(person.role is Role.UNDECIDED for person in reading.persons):
        unexamined.append(NotChecked.WHO_IS_WHO)
    seen = [NotChecked(kind.value) for kind in Unread if kind in unread and kind is not Unread.IMAGES]
    return (*unexamined, NotChecked.STYLE, NotChecked.IMAGES, *seen, NotChecked.ONLINE, NotChecked.PRIVATE)
