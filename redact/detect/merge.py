"""Three sources of evidence, made into details that do not overlap.

What points at one person directly comes first, then what the tagger saw, then the rules: a rule's find stands where
it is all but certain by itself, or where the tagger half saw something too; one that touches a detail of its own type
makes that detail as wide as both. Public names are cut out of everything, and what is left over beside a surer detail
stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..covered import Holding
from ..draft import DIRECT_TYPES, DetailType, Span
from .match import Late, Match
from .names import whole

CERTAIN = 0.95
"""The precision from which a rule needs nobody else."""

DOUBTFUL = 0.5
"""The tagger's probability below which a rule that is believed comes before it."""

SUPPORT = 0.25
"""The tagger's probability, somewhere in a rule's stretch, from which the rule is believed."""

_TOLD_IN_QUOTES = frozenset({DetailType.AGE, DetailType.EVENT, DetailType.TRIP, DetailType.PLACE})
"""What a source tells of themselves in words of their own ("I was thirty-one then"), and a rule is certain of."""

_SAID_WHOLE = frozenset({DetailType.OCCUPATION, DetailType.EMPLOYER, DetailType.ORIGIN, DetailType.TRIP})
"""Types of which a phrase that a rule is certain of is one detail, whatever its words are taken for."""

_LOOSE = 4
"""Characters of a preposition that the tagger takes along behind a phrase: "bloemenwinkel in"."""

_EDGE = " \t\n\r.,;:!?'\"‘’“”()[]–—-*_/|"
_UNBROKEN_BEFORE = re.compile(r"[^\s\"“”‘’'\[\]{}<>|,;:=]+\Z")
_UNBROKEN_AFTER = re.compile(r"(?:[^\s\"“”‘’'\[\]{}<>|,;:().!?*]|[.:/](?=\w))+")
_ANNOUNCED = re.compile(
    r"\b(?:[a-z]*(?:nummer|dossier|zaak|kenteken|pas|code)|(?:case|file|badge|ticket|reference|ref|staff|licen[cs]e)"
    r"|number|stempel|referentie|\w{0,12}nr\.?|no\.)(?:[ ,:]{1,2}(?:nummer|number|nr\.?|no\.?))?[ :]{1,2}\Z",
    re.IGNORECASE,
)
"""The noun that announces a number belongs to it: "dossier 44" says as much as "44", and "dossier" nothing."""

_BESIDE = re.compile(r"(?:[\w'’-]+[ ,(]{1,2}(?:(?:van|of|aged)[ ])?)?\Z")
_REACH = 60
"""Characters that a number or an address is followed on either side."""

_LETTER = re.compile(r"\w")
_INITIAL = re.compile(r"(?:^|[\s.\-])\w$")
_TELLING = re.compile(r"\d|\w{4}")
"""What the rest of a match must have to stay beside another: a figure, or a word of some length."""

_POINTING = re.compile(r"[\d@A-ZÀ-ÖØ-Þ]")
"""The same for what points at one person: "reached on" beside a number does not."""

_AGED = re.compile(r"(?:aged?|leeftijd)[ :]{1,2}", re.IGNORECASE)
"""What says that the number behind it is an age, and belongs to it: "aged 24"."""

_SHORTEST = 3
"""Characters of a name in small letters that is none of a title's abbreviation: "v.", "mr"."""

_LAST_INITIAL = re.compile(r"(?:^|[\s.-])[A-ZÀ-ÖØ-Þ]$")
_STOP = re.compile(r"\.\s")
_ABBREVIATION = 2
"""Letters up to which a word before a point is an initial, or a title: "Mr. Bok", "E. M. Bok"."""

_TITLES = frozenset({"mevr", "prof", "sgt"})
_ELIDED = re.compile(r"(?:[stn][ -]|\d\d(?!\w))")
_GENITIVE = re.compile(r"(?<=\w)['’]s\b[ ]?")
"""What is left of "Bok's family" beside the name that stays begins with its ending."""
_GAP = re.compile(r"(?:(?!\n\n)[\s.,;/–-]){0,3}")
"""A blank line is none: a number at the end of a paragraph and an address that begins the next are two."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match and the names of all that found it."""

    match: Match
    evidence: tuple[str, ...]


def merge(
    text: str,
    *,
    direct: Iterable[Match],
    tagged: Iterable[Match],
    ruled: Sequence[Match],
    kept: Iterable[Span],
    support: Callable[[Span], float],
    finished: Callable[[Match, Span], Span | None] = lambda _, span: span,
) -> tuple[Found, ...]:
    """The details of ``text``, in order; none overlaps another or a kept name.

    ``support`` is the tagger's word; ``finished`` gives what is a phrase of a stretch that is left of a match.
    """
    board = _Board(text, kept, finished)
    for match in sorted(direct, key=_surest_first):
        board.place(match)
    certain = {match.span: match for match in ruled if match.score >= CERTAIN}
    tagged = tuple(tagged)
    whole_first = [m for m in ruled if m.score >= CERTAIN and (_is_on_record(m) or _is_in_pieces(m, tagged))]
    for match in sorted(whole_first, key=_surest_first):
        board.place(match)
    seen_by_tagger = [_of_rule(match, certain.get(match.span)) for match in tagged]
    seen_by_tagger.sort(key=lambda m: (m.span.start, m.span.end))
    quotes = Holding(match.span for match in seen_by_tagger if match.type is DetailType.QUOTE)
    for match in sorted(ruled, key=_surest_first):
        if match.score >= CERTAIN and match.type in _TOLD_IN_QUOTES and quotes.hold(match.span):
            board.place(match)
    for match in seen_by_tagger:
        if match.score >= DOUBTFUL:
            board.place(match)
    for match in sorted(ruled, key=_surest_first):
        seen = support(match.span)
        if match.type is DetailType.AGE:
            seen = max(seen, support(_before(text, match.span)))
        if match not in whole_first and (match.score >= CERTAIN or seen >= SUPPORT):
            board.add_rule(match, max(match.score, seen))
    for match in seen_by_tagger:
        if match.score < DOUBTFUL:
            board.place(match)
    return tuple(_known(found) for found in board.joined())


def _is_on_record(match: Match) -> bool:
    """Whether it is that somebody spoke where it is written down: that tells more than its words one by one."""
    return match.type is DetailType.EVENT and match.value.get("part") == "speaker"


def _is_in_pieces(match: Match, tagged: Iterable[Match]) -> bool:
    """Whether the tagger saw of a seat, a workplace or a creed a word here and there ("member of the council")."""
    if match.type not in _SAID_WHOLE:
        return False
    pieces = [seen for seen in tagged if seen.span.overlaps(match.span)]
    until = match.span.end + _LOOSE
    inside = all(
        match.span.start <= seen.span.start and seen.span.end <= until and seen.type is not DetailType.QUOTE
        for seen in pieces
    )
    return inside and (len(pieces) > 1 or any(seen.type is not match.type for seen in pieces))


def _of_rule(match: Match, rule: Match | None) -> Match:
    """What the tagger found, of the type that a rule is certain of: "24 jaar" beside somebody is no length of time."""
    return match if rule is None or rule.type is match.type else replace(match, type=rule.type, value=rule.value)


def _before(text: str, span: Span) -> Span:
    """The word or two before, of the same clause: an age stands beside whose it is ("a welder of 47")."""
    start = span.start - len(_BESIDE.search(text[max(0, span.start - _REACH) : span.start])[0])  # type: ignore[index]
    return Span(start, span.start) if start < span.start else span


def _surest_first(match: Match) -> tuple[float, int, int]:
    return -match.score, match.span.start, match.span.end


def _known(found: Found) -> Found:
    """``found`` with a value that is there, now that it stays."""
    late = found.match.value
    return replace(found, match=replace(found.match, value=late.known)) if type(late) is Late else found


class _Placed:
    """The details of one type placed so far, which do not overlap, in order of the text."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._placed: list[tuple[int, Found]] = []  # each with the number of its placing
        self._count = 0

    def __iter__(self) -> Iterator[Found]:
        return (found for _, found in self._placed)

    def add(self, found: Found) -> None:
        """Place one more."""
        at = bisect_right(self._starts, found.match.span.start)
        self._starts.insert(at, found.match.span.start)
        self._placed.insert(at, (self._count, found))
        self._count += 1

    def pop(self, span: Span) -> Found | None:
        """Take out the one that was placed first of those that ``span`` touches; None where it touches none."""
        first, last = bisect_right(self._starts, span.start) - 1, bisect_left(self._starts, span.end)
        touched = (n for n in range(max(0, first), last) if self._placed[n][1].match.span.overlaps(span))
        at = min(touched, key=lambda n: self._placed[n][0], default=None)
        if at is None:
            return None
        del self._starts[at]
        return self._placed.pop(at)[1]


class _Board:
    """The details placed so far; ``taken`` has a byte for each character, 0 where it is still free."""

    def __init__(self, text: str, kept: Iterable[Span], finished: Callable[[Match, Span], Span | None]) -> None:
        self.text = text
        self.finished = finished
        self.found: dict[DetailType, _Placed] = defaultdict(_Placed)
        self.taken = bytearray(len(text))
        self._staying = set[int]()
        for span in kept:
            self._staying.add(span.start)
            self._take(span)

    def place(self, match: Match) -> None:
        """Put down what is still free of the match."""
        for span in self._free(match.span):
            if span != match.span and (owned := _GENITIVE.match(self.text, span.start)):
                span = Span(min(owned.end(), span.end - 1), span.end)
            telling = _POINTING if match.type in DIRECT_TYPES else _TELLING
            if span != match.span and not telling.search(span.of(self.text)):
                continue
            trimmed = trim(self.text, span)
            if trimmed is not None and (trimmed := self.finished(match, trimmed)) is not None:
                if match.type in DIRECT_TYPES:
                    trimmed = self._complete(trimmed, match.type)
                    if self._is_title(trimmed, match.type):
                        continue
                elif self.text[trimmed.end - 1].isupper() and _LAST_INITIAL.search(trimmed.of(self.text)):
                    # Whatever it was taken for, it may be a name ("Maaike D.").
                    trimmed = self._complete(trimmed, DetailType.NAME)
                placed = Match(trimmed, match.type, match.score, match.rule, match.value)
                self.found[match.type].add(Found(placed, (match.rule,)))
                self._take(trimmed)

    def add_rule(self, match: Match, score: float) -> None:
        """Widen the first detail of the same type that the match touches; where there is none, place the match."""
        found = self.found[match.type].pop(match.span)
        if found is None:
            self.place(Match(match.span, match.type, score, match.rule, match.value))
            return
        first = found.match
        self._take(first.span, free=True)
        wide = Span(min(first.span.start, match.span.start), max(first.span.end, match.span.end))
        parts = self._free(wide)
        free = next(part for part in parts if part.overlaps(first.span))
        trimmed = trim(self.text, free)
        span = (trimmed and self.finished(match, trimmed)) or first.span
        value = match.value if match.span.contains(first.span) else first.value
        widened = Match(span, first.type, first.score, first.rule, value)
        self.found[match.type].add(Found(widened, (*found.evidence, match.rule)))
        self._take(span)
        # Behind a name that stays in its midst: "the council of [Ede] about horses".
        for before, part in pairwise(parts):
            if before.start >= free.start and before.end in self._staying:
                self.place(Match(part, match.type, score, match.rule, match.value))

    def joined(self) -> list[Found]:
        """All details in order, direct ones of a type that only punctuation parts as one: a street and its postcode."""
        placed = [found for of_type in self.found.values() for found in of_type]
        joined: list[Found] = []
        for item in sorted(placed, key=lambda f: (f.match.span.start, f.match.span.end)):
            if joined and self._belong(joined[-1].match, item.match):
                joined[-1] = _both(joined[-1], item)
            else:
                joined.append(item)
        return joined

    def _complete(self, span: Span, kind: DetailType) -> Span:
        """A direct detail with all that belongs to it, as far as it is free."""
        wide = whole(self.text, span) if kind is DetailType.NAME else chunk(self.text, span)
        if kind is DetailType.ID and (noun := _ANNOUNCED.search(self.text[max(0, wide.start - _REACH) : wide.start])):
            wide = Span(wide.start - len(noun[0]), wide.end)
        free = next((part for part in self._free(wide) if part.overlaps(span)), span)
        return free if free == wide else trim(self.text, free) or span

    def _is_title(self, span: Span, kind: DetailType) -> bool:
        """Whether it is what stands before a name that stays: "harbour master" in "harbour master Denis Marsh".

        Before a number, a line's end, or a name that goes, it is a name that was typed without a capital.
        """
        stretch = span.of(self.text)
        if kind is not DetailType.NAME or _POINTING.search(stretch):
            return False
        if len(stretch) < _SHORTEST:
            return self.taken[span.end + 1 : span.end + 2] == b"\1" and self.text[span.end].isspace()
        return span.end + 1 in self._staying and self.text[span.end] in " \t\xa0"

    def _belong(self, one: Match, other: Match) -> bool:
        if one.type is DetailType.AGE and other.type is DetailType.AGE:
            return _AGED.fullmatch(self.text, one.span.start, other.span.start) is not None
        if one.type is not other.type or one.type not in DIRECT_TYPES:
            return False
        free = self.taken.find(1, one.span.end, other.span.start) < 0  # nothing that stays stands between
        if not free or not _GAP.fullmatch(self.text, one.span.end, other.span.start):
            return False
        return one.type is not DetailType.NAME or not self._stops(one.span)

    def _stops(self, name: Span) -> bool:
        """Whether a sentence ends behind a name: what begins the next is another, "spoke to Evelien. Evelien wept"."""
        if not _STOP.match(self.text, name.end):
            return False
        last = name.of(self.text).split()[-1].strip(".").lower()
        return len(last) > _ABBREVIATION and last not in _TITLES

    def _take(self, span: Span, *, free: bool = False) -> None:
        self.taken[span.start : span.end] = (b"\0" if free else b"\1") * (span.end - span.start)

    def _free(self, span: Span) -> list[Span]:
        if self.taken.find(1, span.start, span.end) < 0:
            return [span]
        found, at = [], span.start
        while at < span.end:
            start = self.taken.find(0, at, span.end)
            if start < 0:
                break
            at = self.taken.find(1, start, span.end)
            at = span.end if at < 0 else at
            found.append(Span(start, at))
        return found


def _both(one: Found, other: Found) -> Found:
    span = Span(one.match.span.start, other.match.span.end)
    match = replace(one.match, span=span, score=max(one.match.score, other.match.score))
    return Found(match, tuple(dict.fromkeys(one.evidence + other.evidence)))


def chunk(text: str, span: Span) -> Span:
    """The span with the rest of the characters at its ends, up to a space, a quotation mark, or a mark that parts."""
    before = _UNBROKEN_BEFORE.search(text[max(0, span.start - _REACH) : span.start])
    after = _UNBROKEN_AFTER.match(text, span.end, span.end + _REACH)
    start = span.start - len(before[0]) if before else span.start
    return Span(start, after.end() if after else span.end)


def trim(text: str, span: Span) -> Span | None:
    """The span without punctuation at its ends, but for the point of an initial; None when nothing is left."""
    if text[span.start].isalnum() and text[span.end - 1].isalnum():
        return _with_elision(text, span)
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip(_EDGE))
    bare = stretch.rstrip(_EDGE)
    end = span.start + len(bare)
    if stretch[len(bare) : len(bare) + 1] == "." and _INITIAL.search(bare):
        end += 1
    return _with_elision(text, Span(start, end)) if start < end and _LETTER.search(text[start:end]) else None


def _with_elision(text: str, span: Span) -> Span:
    """The span with the apostrophe of its first word: "’s avonds", "’t Harde", "’88"."""
    elided = span.start and text[span.start - 1] in "'’ʼ" and _ELIDED.match(text, span.start)
    opens = elided and not (span.start > 1 and text[span.start - 2].isalnum())
    return Span(span.start - 1, span.end) if opens else span
