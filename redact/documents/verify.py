"""Whether a stretch that was to go is gone.

A stretch is gone when it no longer stands at its place and, if it identifies, nowhere else in the file either. It
identifies when its edit's type is direct (a name, an address), or when it is distinctive: six letters or more, with a
word that says something, an opening article not counted; of a place or an employer three, where it is written as a
name ("Urk"). "34" and "de vrouw" may stand in other sentences about other things; "Barcelona" may not. Occurrences are
whole words, whatever their case, accents, quotation marks, or emphasis.
One that the editor keeps on purpose, or that stands in a replacement (the new words of an indirect detail), is none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..draft import DIRECT_TYPES, DetailType, Edit, Span
from .edits import in_order, moved_span
from .model import Leak, LeakKind

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

_NAME_BEHIND = re.compile(r" [A-ZÀ-ÖØ-Þ]")
_QUOTES = dict.fromkeys("'\"`´‘’‚‛“”„‟′″«»‹›", "'")
_DASHES = dict.fromkeys("-‐‑‒–—―−", "-")
_EMPHASIS = frozenset("*~`\\")


@dataclass(frozen=True)
class Folded:
    """A text with everything alike that a reader takes for alike; ``at[i]`` is where character i came from."""

    text: str
    at: tuple[int, ...]


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
    whole = folded(text)
    spared = [*kept, *(edit.span for edit in edits)]
    return tuple(
        Leftover(edit, span)
        for edit in in_order(text, edits)
        for span in (*_occurrences(whole, text, edit, edit.span.of(text)), *_same_age(text, edit, kept))
        if not any(span.overlaps(other) for other in spared)
    )


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
        core = core_of(stretch)
        if core and identifies(type, core) and _whole_words_in(whole.text, core):
            found[type] = None
    return tuple(found)


def stands(stretch: str, replacement: str) -> bool:
    """Whether ``replacement`` is what it replaces, for a reader."""
    return replacement == stretch or (folded(replacement).text == folded(stretch).text != "")


def remaining(text: str, edits: Sequence[Edit], written: str, kept: Sequence[Span] = ()) -> tuple[Leak, ...]:
    """What of the stretches of ``text`` that were to go stands in ``written``; ``kept`` are places in ``text``."""
    made = in_order(text, edits)
    spared = [span for span in (moved_span(span, made) for span in kept) if span]
    new = list(_replacements(made))
    starts = [words.start for words in new]
    whole, found = folded(written), []
    ends = [match.start() for match in re.finditer("\n", written)]
    for edit in made:
        for span in _occurrences(whole, written, edit, edit.span.of(text)):
            before = bisect_right(starts, span.start) - 1
            in_new_words = edit.reason not in DIRECT_TYPES and before >= 0 and new[before].contains(span)
            if not in_new_words and not any(span.overlaps(other) for other in spared):
                found.append(Leak(LeakKind.ELSEWHERE, bisect_left(ends, span.start) + 1, edit.reason))
    return tuple(found)


def occurrences(text: str, reason: DetailType, stretch: str) -> Iterator[Span]:
    """Where in ``text`` a ``stretch`` that was taken out of an earlier version stands; nowhere if it is common."""
    core = core_of(stretch)
    if core and (identifies(reason, core) or _is_named(reason, core, stretch)):
        yield from _found(folded(text), text, reason, core, stretch)


def _replacements(edits: Sequence[Edit]) -> Iterator[Span]:
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        if edit.replacement:
            yield Span(start, start + len(edit.replacement))
        shift += len(edit.replacement) - (edit.span.end - edit.span.start)


def _occurrences(whole: Folded, text: str, edit: Edit, stretch: str) -> Iterator[Span]:
    core = core_of(stretch)
    if core and (identifies(edit.reason, core) or _is_named(edit.reason, core, stretch)):
        yield from _found(whole, text, edit.reason, core, stretch)


def _found(whole: Folded, text: str, reason: DetailType, core: str, stretch: str) -> Iterator[Span]:
    for words in _spellings(reason, core):
        at = whole.text.find(words)
        while at >= 0:
            end = at + len(words)
            span = Span(whole.at[at], whole.at[end - 1] + 1)
            if _whole_words(whole.text, at, end) and not _is_another(reason, core, stretch, span, text):
                yield span
            at = whole.text.find(words, at + 1)


def _spellings(reason: DetailType, core: str) -> Iterator[str]:
    """The stretch, and a name as addresses and file names have it: "marieke-quistenburg"."""
    yield core
    if reason is DetailType.NAME and " " in core:
        yield from (core.replace(" ", mark) for mark in "-_+.")


def core_of(stretch: str) -> str:
    """Return the folded stretch without punctuation around it and without the article that opens it."""
    core = re.sub(r"^\W+|\W+$", "", folded(stretch).text)
    first, space, rest = core.partition(" ")
    return rest if space and first in _articles() else core


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


def _whole_words_in(text: str, core: str) -> bool:
    if core not in text:  # nearly always, and found without making a pattern of it
        return False
    places = (match.span() for match in re.finditer(re.escape(core), text))
    return any(_whole_words(text, *place) for place in places)


def _whole_words(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _is_another(reason: DetailType, core: str, stretch: str, span: Span, text: str) -> bool:
    """Whether the same letters there are something else: a common word, or the first word of an organisation's name."""
    if reason is DetailType.EMPLOYER and stretch.islower() and _NAME_BEHIND.match(text, span.end):
        return True  # "het waterschap" where she worked, and "het waterschap Drents Overijsselse Delta"
    return _common_word(reason, core, stretch, span.of(text))


def _common_word(reason: DetailType, core: str, stretch: str, found: str) -> bool:
    """A short name that is a word too ("Wil", "Rose", "Best") is a name only where it is written as one."""
    named = reason is DetailType.NAME or reason in _NAMED
    return named and not _distinctive(core) and found.islower() and not stretch.islower()


def folded(text: str) -> Folded:
    """Fold case, accents, quotation marks, dashes, spaces, emphasis, and characters that nobody sees."""
    out: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        for plain in _plain(char):
            if not (plain == "_" and _at_word_edge(text, place)) and (plain != " " or out[-1:] != [" "]):
                out.append(plain)
                at.append(place)
    return Folded("".join(out), tuple(at))


def _at_word_edge(text: str, place: int) -> bool:
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) < 2 or not around.isalnum()


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char.isspace():
        return " "
    if char in _EMPHASIS or unicodedata.category(char) == "Cf":
        return ""
    alike = _QUOTES.get(char) or _DASHES.get(char)
    decomposed = unicodedata.normalize("NFKD", char.casefold())
    return alike or "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))
    return frozenset(table["articles"])
