"""Whether a stretch that was to go is gone.

A stretch is gone when it no longer stands at its place and, if it identifies, nowhere else in the file either. It
identifies when its edit's type is direct (a name, an address), or when it is distinctive: six letters or more, with a
word that says something, an opening article not counted; of a place or an employer three, where it is written as a
name ("Urk"). "34" and "de vrouw" may stand in other sentences about other things; "Barcelona" may not. Occurrences are
whole words, whatever their case, accents, quotation marks, or emphasis; those of a direct type also torn apart or run
together, and of a name its words one by one, where they can mean nobody else (names.py).
One that the editor keeps on purpose, or that stands in a replacement (the new words of an indirect detail), is none.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from ..covered import Covered
from ..draft import DIRECT_TYPES, DetailType, Edit, Span
from .alike import Folded, folded
from .edits import in_order, moved_span
from .forms import genitive, is_word, torn, without_title
from .model import Leak, LeakKind, excerpt
from .names import Parts
from .neighbours import joined
from .words import articles

MIN_LETTERS = 6
"""A single word shorter than this is too common to say that its other occurrences mean the same."""

MIN_NAMED = 3
"""Letters of the shortest place or employer that is looked for where it has a capital."""

_NAMED = frozenset({DetailType.PLACE, DetailType.EMPLOYER})
MIN_CONTENT = 4
"""Letters of the shortest word that says something: of two words, one must be that long ("bij de" says nothing)."""

_AS_AGE = (
    r"(?<=\(){0}(?=\))|(?:(?<=\bvan )|(?<=\bof )|(?<=\baged ))"
    r"(?:{0} jaar\b|{0}(?= (?:uit|die|from|who|(?:in|te) [A-ZÀ-Þ])))"
)
"""An age as people write one, of a number."""

_BESIDE = 3
"""Characters between a name and the age of its bearer: "Bos (47)"."""

_TELLING = re.compile(r"[^\W_](?:.*[^\W_])", re.DOTALL)
"""Two letters and what stands between them: one by itself tells nothing of a name."""
_NAME_BEHIND = re.compile(r" [A-ZÀ-ÖØ-Þ]")


@dataclass(frozen=True)
class Leftover:
    """A place of the original text, outside every edit, where the stretch of ``edit`` stands too."""

    edit: Edit
    span: Span


def elsewhere(text: str, edits: Sequence[Edit], kept: Sequence[Span] = ()) -> tuple[Leftover, ...]:
    """Where in ``text`` stretches that identify stand besides their edits: to be edited, or kept on purpose.

    ``kept`` are stretches that stay on purpose. A caller that makes or keeps all of these gets no
    :attr:`~.model.LeakKind.ELSEWHERE` from the file it writes, unless a replacement brings a stretch back.
    """
    made = in_order(text, edits)
    traces, edited = _Traces(text, text, made, kept), sorted(edit.span for edit in edits)
    staying, touched = Covered(kept), Covered(edited)
    return tuple(
        Leftover(edit, left)
        for edit in _once(text, made)
        for span in (*traces.of(edit), *_same_age(text, edit, kept))
        if not staying.overlap(span)
        for left in (_unedited(text, span, edited, edit.reason) if touched.overlap(span) else (span,))
    )


def _once(text: str, made: Sequence[Edit]) -> Iterable[Edit]:
    """The first edit of each stretch: the same words stand where they stand, however often they were taken out."""
    first: dict[tuple[DetailType, str], Edit] = {}
    for edit in made:
        first.setdefault((edit.reason, edit.span.of(text)), edit)
    return first.values()


def _unedited(text: str, span: Span, edited: Sequence[Span], reason: DetailType) -> Iterator[Span]:
    """What no edit touches of a place that one does: nothing, but of a name torn apart what lies between edits."""
    if reason is DetailType.NAME:
        over = [other for other in edited if span.overlaps(other)]
        for start, end in itertools.pairwise(
            [span.start, *(at for each in over for at in (each.start, each.end)), span.end]
        ):
            words = _TELLING.search(text, start, end) if start < end else None
            if words and not any(each.start <= start < each.end for each in over):
                yield Span(*words.span())


class _Traces:
    """Where in ``text`` stands what ``made`` took out of ``before``; of a name, its parts too. Each stretch once."""

    def __init__(self, text: str, before: str, made: Sequence[Edit], kept: Sequence[Span] = ()) -> None:
        self._text, self._before = text, before
        self._whole = folded(text)
        self._edited = [edit.span for edit in made]
        # A word that new words have is there on purpose: "Marieke", where her surname was to go.
        new = dict.fromkeys(edit.replacement for edit in made if edit.replacement)
        self._new = {word for words in new for word in folded(words).words}
        self._kept = {word for span in kept for word in folded(span.of(before)).words}
        self._found: dict[tuple[DetailType, str], tuple[Span, ...]] = {}

    def of(self, edit: Edit) -> tuple[Span, ...]:
        key = edit.reason, edit.span.of(self._before)
        if key not in self._found:
            self._found[key] = tuple(self._of(*key))
        return self._found[key]

    def _of(self, reason: DetailType, stretch: str) -> Iterator[Span]:
        core = core_of(stretch, reason)
        if core and (identifies(reason, core) or _is_named(reason, core, stretch)):
            found = tuple(_found(self._whole, self._text, reason, core, stretch))
            yield from found
            if reason is DetailType.NAME:
                yield from self._parts(stretch, found)

    def _parts(self, stretch: str, found: Sequence[Span]) -> Iterator[Span]:
        """The words of a name where they stand by themselves: not within the whole of it, nor where it is edited."""
        name, whole = Parts(stretch), self._whole
        own = [word for word in name.own(self._before, self._edited) if word not in self._new]
        edited = self._edited if self._text is self._before else ()
        places = (
            Span(whole.at[at], whole.at[end - 1] + 1)
            for at, end in (
                *name.places(whole, self._text, own),
                *name.otherwise(whole, self._text, self._before, own, self._new | self._kept),
            )
        )
        alone = [
            span
            for span in places
            if not any(span.overlaps(other) for other in found) and not any(other.contains(span) for other in edited)
        ]
        yield from (span for span in joined(self._text, alone) if not any(span.overlaps(other) for other in found))


def _same_age(text: str, edit: Edit, kept: Sequence[Span]) -> Iterator[Span]:
    """Where the number of an age stands as an age elsewhere, but beside a name that stays: that age is its bearer's.

    Only asked for before a copy is made: another person may be as old, so it is no reason to withhold one.
    """
    numbers = re.findall(r"\d+", edit.span.of(text)) if edit.reason is DetailType.AGE else []
    if len(numbers) == 1:
        for found in re.finditer(_AS_AGE.format(numbers[0]), text):
            if not any(span.end <= found.start() <= span.end + _BESIDE for span in kept):
                yield Span(*found.span())


def repeated(words: str, stretches: Iterable[tuple[DetailType, str]]) -> tuple[DetailType, ...]:
    """The types of the ``stretches`` that identify and stand in ``words`` too: a file's name, say."""
    whole = folded(words)
    found: dict[DetailType, None] = {}
    for type, stretch in stretches:
        core = core_of(stretch, type)
        if core and identifies(type, core):
            part = type is DetailType.NAME and Parts(stretch).told_by(whole.words.keys())
            if part or any(_found(whole, words, type, core, stretch)):
                found[type] = None
    return tuple(found)


def stands(stretch: str, replacement: str) -> bool:
    """Whether ``replacement`` is what it replaces, for a reader."""
    return replacement == stretch or (folded(replacement).text == folded(stretch).text != "")


def in_place(text: str, made: Sequence[Edit]) -> tuple[Leak, ...]:
    """The stretches of ``text`` that stand where they stood, by the line, since what replaced them is the same."""
    return tuple(
        Leak(LeakKind.STANDS, text.count("\n", 0, edit.span.start) + 1, edit.reason)
        for edit in made
        if stands(edit.span.of(text), edit.replacement)
    )


def remaining(text: str, edits: Sequence[Edit], written: str, kept: Sequence[Span] = ()) -> tuple[Leak, ...]:
    """What of the stretches of ``text`` that were to go stands in ``written``; ``kept`` are places in ``text``."""
    made = in_order(text, edits)
    spared = Covered(span for span in (moved_span(span, made) for span in kept) if span)
    new = list(_replacements(made))
    starts = [words.start for words in new]
    traces, found = _Traces(written, text, made, kept), []
    ends = [match.start() for match in re.finditer("\n", written)]
    for edit in _once(text, made):
        for span in traces.of(edit):
            before = bisect_right(starts, span.start) - 1
            in_new_words = edit.reason not in DIRECT_TYPES and before >= 0 and new[before].contains(span)
            if not in_new_words and not spared.overlap(span):
                line = bisect_left(ends, span.start) + 1
                found.append(Leak(LeakKind.ELSEWHERE, line, edit.reason, excerpt=excerpt(written, span)))
    return tuple(found)


def occurrences(text: str, reason: DetailType, stretch: str) -> Iterator[Span]:
    """Where in ``text`` a ``stretch`` that was taken out of an earlier version stands; nowhere if it is common."""
    core = core_of(stretch, reason)
    if core and (identifies(reason, core) or _is_named(reason, core, stretch)):
        yield from _found(folded(text), text, reason, core, stretch)


def _replacements(edits: Sequence[Edit]) -> Iterator[Span]:
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        if edit.replacement:
            yield Span(start, start + len(edit.replacement))
        shift += len(edit.replacement) - (edit.span.end - edit.span.start)


def _found(whole: Folded, text: str, reason: DetailType, core: str, stretch: str) -> Iterator[Span]:
    for at, end in dict.fromkeys(_places(whole, reason, core, stretch)):
        owns = reason is DetailType.NAME and not text[whole.at[at]].islower()
        last = genitive(whole.text, end, core) if owns else end
        span = Span(whole.at[at], whole.at[last - 1] + 1)
        if is_word(whole.text, at, last) and not _is_another(reason, core, stretch, span, text):
            yield span


def _places(whole: Folded, reason: DetailType, core: str, stretch: str) -> Iterator[tuple[int, int]]:
    """Where the core stands as it is or, of what is direct, as addresses have it or torn."""
    for words in dict.fromkeys((core, *(_quoted(stretch) if reason is DetailType.NAME and "%" in whole.text else ()))):
        at = whole.text.find(words)
        while at >= 0:
            yield at, at + len(words)
            at = whole.text.find(words, at + 1)
    if reason in DIRECT_TYPES:
        yield from torn(whole, core)


def _quoted(stretch: str) -> Iterator[str]:
    """A name as the addresses of searches and pages have it, folded: "zo%c3%ab%20jansen", "zo%c3%ab+jansen"."""
    for words in (stretch.strip(), core_of(stretch, DetailType.NAME)):
        yield from (folded(quote(words)).text, folded(quote_plus(words)).text)


def core_of(stretch: str, reason: DetailType | None = None) -> str:
    """The folded stretch without punctuation around it, the article that opens it and, of a name, its title.

    Nothing of one small letter or digit ("’t", "m.", "1"), which stands everywhere and means something else there.
    """
    core = re.sub(r"^\W+|\W+$", "", folded(stretch).text)
    first, space, rest = core.partition(" ")
    core = rest if space and first in articles() else core
    if len(core) == 1 and not any(char.isupper() for char in stretch):
        return ""
    return without_title(core) if reason is DetailType.NAME else core


def identifies(reason: DetailType, core: str) -> bool:
    """Whether a stretch, by its :func:`core_of`, may stand nowhere else in a file from which it was taken."""
    # "de vrouwen" are other women in another sentence: only the place where it stands makes gender a detail.
    return reason in DIRECT_TYPES or (reason is not DetailType.GENDER and _distinctive(core))


def _is_named(reason: DetailType, core: str, stretch: str) -> bool:
    """Whether it is one word that is short, and the name of a place or an employer."""
    return reason in _NAMED and len(core) >= MIN_NAMED and core.isalpha() and stretch.strip()[:1].isupper()


def _distinctive(core: str) -> bool:
    words = core.split()
    return len(core) >= MIN_LETTERS and (len(words) < 2 or any(len(word) >= MIN_CONTENT for word in words))


def _is_another(reason: DetailType, core: str, stretch: str, span: Span, text: str) -> bool:
    """Whether the same letters there are something else: a common word, or the first word of an organisation's name."""
    if reason is DetailType.EMPLOYER and stretch.islower() and _NAME_BEHIND.match(text, span.end):
        return True  # "het waterschap" where she worked, and "het waterschap Drents Overijsselse Delta"
    return _common_word(reason, core, stretch, span.of(text))


def _common_word(reason: DetailType, core: str, stretch: str, found: str) -> bool:
    """A short name that is a word too ("Wil", "Rose", "Best") is a name only where it is written as one."""
    named = reason is DetailType.NAME or reason in _NAMED
    return named and not _distinctive(core) and found.islower() and not stretch.islower()
