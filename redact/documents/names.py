"""Other forms in which a name that went can stand: torn apart, run together, in the genitive, in part.

Called by verify.py for stretches of which the whole was taken out. A search engine finds "M. Jansen" as easily as the
name in full, and a reader joins what a line's end or spacing took apart.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from ..draft import Span
from .alike import Folded, folded

MIN_SOLID = 6
"""Letters and digits of the shortest stretch that is looked for in whatever way it is taken apart: shorter ones stand
in the letters of other words."""

MIN_PART = 3
"""Letters of the shortest word of a name that is looked for by itself."""

MIN_ALONE = 4
"""Letters of the shortest word of a name that a file may not be called by: "jan" is a month, too."""

MAX_WORDS = 8
"""Words of the longest name; what has more is a line of text that somebody called one."""

_GAP = re.compile(r"[^\w.!?:;]{1,2}|[._]|-? (?:> ?)+|")
"""What may stand between two characters of a torn stretch, folded: no end of a sentence."""

_LETTERS = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"(?<![\w.])(?P<word>(?:[^\W\d_]\.-?)+|[^\W\d_][\w\u00ad\u200b-\u200d\u2060'’-]*)[^\S\n]+\Z")
"""A word, or initials; what has another point behind it ends a sentence."""
_AFTER = re.compile(r"[^\S\n](?P<word>[^\W\d_][\w\u00ad\u200b-\u200d\u2060.'’-]*)")
_PLACED = re.compile(r"\b(?:in|te|uit|near)\s\Z", re.IGNORECASE)
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[ -]?)+\Z")
_DOUBLE = re.compile(r"-(?:[a-z]{2,3} ){0,2}[A-ZÀ-ÖØ-Þ][\w’'-]+")
"""The second half of a double surname."""
_BETWEEN = re.compile(r" (?:[^\W\d_][\w.’'-]* ){0,3}")
"""What may stand between two parts of a name, if its words are other first names, initials or particles."""

_ADDRESS = re.compile(r"[@#]|//|www\.|\.[a-z]{2,6}(?:/|\Z)|=[\"']|\[\^|```", re.IGNORECASE)
"""By what a run of characters is an address, a handle, a file's name, an attribute, a label: names are small there."""
_OPENING = re.compile(r"(?:\A|[.!?:…][\"'”’»)\]]*\s+|\n\s*|[\"'“‘„«(\[]\s*)\Z")
"""What stands before the first word of a sentence, a line or a quotation."""
_REACH = 40
"""Characters beside a part of a name in which its neighbours are looked for."""


def slugs(core: str) -> tuple[str, ...]:
    """A folded name as it is, and as addresses and files are called by it: "marieke-quistenburg", "mquistenburg"."""
    words = core.split()
    if len(words) < 2 or len(words) > MAX_WORDS:
        return (core,)
    return core, *(mark.join(words) for mark in ("", "-", "_", "+", ".")), *_short(words)


def _short(words: Sequence[str]) -> Iterator[str]:
    """A name with an initial for the first name or the surname, run together: "mquistenburg", "mariekeq"."""
    first, last = words[0], "".join(words[1:])
    for short in (first[0] + last, last + first[0], first[0] + words[-1], first + words[-1][0]):
        if len(short) >= MIN_SOLID:
            yield short


def torn(whole: Folded, core: str) -> Iterator[tuple[int, int]]:
    """Where ``core`` stands in ``whole`` (folded places) with other marks between its letters, or none.

    "Jan-sen", broken at a line's end, "J a n s e n", "janjansen@"; a phone number with its digits in other groups. And
    backwards, as it is typed to be shown by an override of the direction.
    """
    wanted = "".join(char for char in core if char.isalnum())
    if len(wanted) < MIN_SOLID:
        return
    text, places = whole.solid
    for form in (wanted, wanted[::-1]):
        at = text.find(form)
        while at >= 0:
            found = places[at : at + len(form)]
            if _is_one(whole.text, found):
                yield found[0], found[-1] + 1
            at = text.find(form, at + 1)


def _is_one(text: str, places: Sequence[int]) -> bool:
    """Whether characters stand close enough to be read as one stretch."""
    if places[-1] - places[0] < len(places):
        return True
    return all(
        before + 1 == after or _GAP.fullmatch(text, before + 1, after) for before, after in itertools.pairwise(places)
    )


def without_title(core: str) -> str:
    """A folded name without the titles before it: "mevrouw Jansen" is called "Jansen" elsewhere."""
    first, space, rest = core.partition(" ")
    while space and rest and first.rstrip(".") in _titles():
        core = rest
        first, space, rest = core.partition(" ")
    return core


def genitive(text: str, end: int, core: str) -> int:
    """Where a name that ends at ``end`` (of a folded text) ends with the s of its genitive: "Jansens stoel"."""
    owns = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum() and core[-1:] not in "sxz"
    return end + 1 if owns else end


class Parts:
    """The words of one name that went, each as it stands by itself: "Jansen zegt", after "Jan Jansen".

    Where somebody else in the text has the same first name or surname, a word by itself may mean them, and nobody but
    the editor can tell; it is not looked for then.
    """

    def __init__(self, stretch: str) -> None:
        shown = _LETTERS.findall(stretch)
        shown = shown if len(shown) <= MAX_WORDS else []
        self._name = [folded(word).text for word in shown]
        telling = [
            (low, word)
            for low, word in zip(self._name, shown, strict=True)
            if len(low) >= MIN_PART and word[0].isupper() and low not in _small()
        ]
        self._shown = dict(telling) if len(telling) > 1 else {}
        self._short = tuple(_short(self._name)) if self._shown else ()
        self._surname = telling[-1][0] if telling else ""
        self._of_place = re.search(r"\b(?:van|von|uit|te|ter|of)\s+\S+\Z", stretch.casefold()) is not None

    @property
    def alone(self) -> tuple[str, ...]:
        """The words that tell of the name in the name of a file, where all is written small."""
        return (*(low for low in self._shown if len(low) >= MIN_ALONE), *self._short)

    def own(self, text: str, edited: Sequence[Span]) -> tuple[str, ...]:
        """The words, folded, that nobody else has in ``text``; ``edited`` are stretches that go from it as well."""
        return tuple(
            low
            for low, word in self._shown.items()
            if not any(
                self._is_another(text, span, low) and not any(span.overlaps(other) for other in edited)
                for span in _standing(text, word)
            )
        )

    def places(self, whole: Folded, text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where in ``whole``, the folded ``text``, one of ``words`` means whoever has the name (folded places)."""
        if words:
            yield from ((at, at + len(short)) for short in self._short for at in whole.words.get(short, ()))
        for low in words:
            for at, end in dict.fromkeys((*_alone(whole, low), *torn(whole, low))):
                last = genitive(whole.text, end, low)
                span = Span(whole.at[at], whole.at[last - 1] + 1)
                if is_word(whole.text, at, last) and self._is_name(text, span) and not self._is_other(text, span, low):
                    yield at, last

    def _is_name(self, text: str, span: Span) -> bool:
        """Whether a word is written as one, forwards or backwards, or stands in an address."""
        if text[span.start].isupper() or text[span.end - 1].isupper():
            return True
        return span.end - span.start >= MIN_SOLID and _in_address(text, span)

    def _is_other(self, text: str, span: Span, low: str) -> bool:
        """Whether something or somebody else is meant there."""
        if text[span.start].islower() and _in_address(text, span):
            return False
        if self._is_another(text, span, low) or self._is_common(text, span, low):
            return True
        return (
            self._of_place
            and low == self._surname
            and _PLACED.search(text, max(0, span.start - 5), span.start) is not None
        )

    def _is_another(self, text: str, span: Span, low: str) -> bool:
        """Whether somebody else's name stands there: another first name before it, another surname behind it."""
        beside = tuple(_names_before(text, span.start) if low == self._surname else _names_behind(text, span.end))
        return bool(beside) and not self._has(beside[0]) and not any(map(self._has_whole, beside[1:]))

    def _has_whole(self, word: str) -> bool:
        return folded(word).text.strip(".") in self._name

    def _has(self, word: str) -> bool:
        """Whether the name has the word, or one of which it is the (first) initial."""
        parts = _LETTERS.findall(folded(word).text)
        if all(len(part) == 1 for part in parts):
            return any(own[0] == part for own in self._name for part in parts[:1])
        return all(part in self._name for part in parts)

    def _is_common(self, text: str, span: Span, low: str) -> bool:
        """Whether the word has its capital from something else: a date, the beginning of a sentence."""
        dated = text[span.end + 1 : span.end + 2].isdigit() or text[max(0, span.start - 2) : span.start - 1].isdigit()
        if dated and low in _table()["months"]:
            return True
        capital = text[span.start].isupper()
        return capital and _is_first(text, span.start) and _stands_small(text, self._shown[low])


def joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Parts of one name with what belongs to it: "Marieke Anna Jansen", "Jansen-de Wit", "M.A. Jansen"."""
    last: Span | None = None
    for span in sorted(spans):
        behind = _DOUBLE.match(text, span.end)
        before = _INITIALS.search(text, max(0, span.start - _REACH), span.start)
        wide = Span(before.start() if before else span.start, behind.end() if behind else span.end)
        if last is not None and (last.overlaps(wide) or _belong(text[last.end : wide.start])):
            last = Span(last.start, max(last.end, wide.end))
            continue
        if last is not None:
            yield last
        last = wide
    if last is not None:
        yield last


def _belong(between: str) -> bool:
    words = between.split()
    return _BETWEEN.fullmatch(between) is not None and all(w[0].isupper() or w in _particles() for w in words)


def _in_address(text: str, span: Span) -> bool:
    return _ADDRESS.search(_run(text, span).rstrip(".,;:!?)")) is not None


def _run(text: str, span: Span) -> str:
    """What stands around a stretch up to the next white space."""
    before = text[max(0, span.start - _REACH) : span.start].rsplit(None, 1)
    behind = text[span.end : span.end + _REACH]
    start = span.start - len(before[-1]) if before and not text[span.start - 1].isspace() else span.start
    return text[start : span.end + len(behind.split(None, 1)[0] if behind and not behind[0].isspace() else "")]


def is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit stands beside a stretch of a text."""
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _alone(whole: Folded, low: str) -> Iterator[tuple[int, int]]:
    for form in (low, low + "s"):
        yield from ((at, at + len(low)) for at in whole.words.get(form, ()))


def _names_before(text: str, end: int) -> Iterator[str]:
    """The words with a capital before a surname and its particles, backwards, but titles and what opens a sentence."""
    while before := _BEFORE.search(text, max(0, end - _REACH), end):
        word, low = before["word"], folded(before["word"]).text.rstrip(".")
        if low not in _particles():
            if not word[0].isupper() or low in _small():
                return
            if _is_first(text, before.start()) and _stands_small(text, word):
                return
            yield word
        end = before.start()


def _names_behind(text: str, end: int) -> Iterator[str]:
    """The words with a capital behind a first name and the particles of a surname."""
    while behind := _AFTER.match(text, end, end + _REACH):
        word = behind["word"]
        if folded(word).text not in _particles():
            if not word[0].isupper():
                return
            yield word
        end = behind.end()


def _standing(text: str, word: str) -> Iterator[Span]:
    """Where a word stands by itself."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if is_word(text, at, end):
            yield Span(at, end)
        at = text.find(word, end)


def _is_first(text: str, start: int) -> bool:
    return _OPENING.search(text[max(0, start - _REACH) : start]) is not None


def _stands_small(text: str, word: str) -> bool:
    """Whether a word stands somewhere without a capital, as a word and not in an address."""
    return any(not _in_address(text, span) for span in _standing(text, word.lower()))


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(_table()["particles"])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(_table()["titles"])


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    """Words that are no part of a name by which somebody is known again."""
    table = _table()
    return frozenset((*table["particles"], *table["titles"], *table["openers"]))


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))
    return table
