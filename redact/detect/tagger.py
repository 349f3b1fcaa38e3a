"""From the network's probabilities to details, and to names that may be public.

Read by its marginals: a detail is where the probability of being part of one reaches a summit, and goes on for as long
as it stays above the foot. Names are kept apart, because whether a name stays is one question for the whole draft.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

import numpy as np
from numpy.typing import NDArray

from ..cues import cues
from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from .grammar.lexicon import is_land
from .grammar.numerals import number
from .marks import CAPITAL, CLOSING, GIVEN, OPENING, TITLE, TITLES, UNFINISHED, UNIT
from .match import Match
from .network import KEEP, KINDS, network
from .reading import Reading
from .wordlists import word_lists

SUMMIT = {Lang.NL: 0.42, Lang.EN: 0.46}
"""The probability that some token of a detail must reach: precision of 0.82 (Dutch) and 0.76 (English) on the corpus'
test split, its news apart. Lower, an editor wades through false finds; higher, details are missed."""

SUMMIT_OF_WRONG, SPARSE, TOLD = 0.3, 0.15, 0.5
"""The summit where a text tells of a wrong, and the tagger sees little in it: the share of the tokens that are likelier
than the last of these to be part of a detail is below the second.

Articles about an accused tell little of a victim. In 31 openings of published ones 0.60 of what is to be
found is found so, and 0.57 otherwise, at a precision of 0.50 and 0.53; other texts are hardly touched.
"""

FOOT = 0.2
"""The probability down to which a detail goes on."""

DIRECT = 0.15
"""Summit and foot of what points at one person directly: there a miss costs most."""

UNLIKE_NAME = 0.5
"""The same for a word that does not look like a name: without a capital or figure, and in no list of names. Below it, 2
of 23 such in the corpus' drafts are to go, and neither of them is a name."""

ANEW = 0.6
"""The share of a type's probability that must be on its beginning for a new detail to begin beside another."""

EMPTY = 0.45
"""The probability below which an article, preposition or the like does not begin or end a detail."""

HANGING = 0.6
"""The probability below which what follows a conjunction at a detail's end is the next clause's ("… and lives in")."""

NAMED = 0.3
"""The probability, of a protected and of a public name together, from which a token is part of a name."""

HALF_NAMED = 0.2
"""The same for a word with a capital that no sentence begins with; half of it for a first name or behind a title."""

TYPED_SURNAME = 0.08
"""The same for a word without a capital behind a particle of a name typed so, and behind a first name for a surname of
the list: "sanne de groot", "sanne bakker"."""

_CUES = cues(__package__, "tagger")
CONJUNCTIONS, ADDRESSED, PARTICLES, LINKS = (
    frozenset(_CUES.words(name)) for name in ("conjunctions", "addressed", "particles", "links")
)
SMALL = "|".join(sorted(PARTICLES - {*_CUES.words("joining")}))
"""The particles that join no two names, as alternatives of an expression."""

_LINKS, _ABBREVIATED = 2, 2

_TYPES = tuple(DetailType)
_DIRECT = np.asarray([kind in DIRECT_TYPES for kind in _TYPES])
_DATE, _AGE = _TYPES.index(DetailType.DATE), _TYPES.index(DetailType.AGE)
_GENDER, _QUOTE = _TYPES.index(DetailType.GENDER), _TYPES.index(DetailType.QUOTE)
_INDIRECT = np.flatnonzero(~_DIRECT)
_NAME, _KEEP = KINDS.index(DetailType.NAME), KINDS.index(KEEP)
Floats = NDArray[np.float32]
Marks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name where it stands: its words, and the mean probabilities that it is to be protected or is public."""

    span: Span
    words: tuple[str, ...]
    protected: float
    public: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the network sees in a text; ``names`` are not among the details.

    ``starts``, ``total`` and ``kinds`` have an entry for each token: its offset, its probability of being part of any
    detail, and of one of each type.
    """

    details: tuple[Match, ...]
    names: tuple[NameUse, ...]
    starts: Sequence[int]
    total: Sequence[float]
    kinds: Floats
    summit: float
    """The probability that a detail which points at nobody directly had to reach."""
    sparse: bool = False
    """Whether the text tells of a wrong, and the network sees little in it."""
    told: float = 1.0
    """The share of the tokens that are likelier than not to be part of a detail."""

    def support(self, span: Span) -> float:
        """The highest probability of being part of a detail in ``span``."""
        first, end = self._tokens(span)
        return max(self.total[first:end], default=0.0)

    def support_of(self, kind: DetailType, span: Span) -> float:
        """The highest probability of being part of a detail of that type in ``span``."""
        first, end = self._tokens(span)
        return float(self.kinds[first:end, _TYPES.index(kind)].max()) if first < end else 0.0

    def likeliest(self, span: Span) -> DetailType | None:
        """The type that ``span`` would be of if it were a detail that points at nobody directly."""
        first, end = self._tokens(span)
        found = np.where(_DIRECT, 0, self.kinds[first:end].sum(0))
        return _TYPES[int(found.argmax())] if first < end else None

    def _tokens(self, span: Span) -> tuple[int, int]:
        first = bisect_left(self.starts, span.start)
        return first, bisect_left(self.starts, span.end, first)


def tag(text: str, lang: Lang, *, of_wrong: bool = False) -> Tagged:
    """The details and the names of ``text``, in order; ``of_wrong``: whether it tells of something done to somebody."""
    net = network()
    reading = net.read(text, lang)
    return decode(reading, net.probabilities(reading, lang), lang, of_wrong=of_wrong)


def decode(reading: Reading, labels: Floats, lang: Lang, *, of_wrong: bool = False) -> Tagged:
    """Details and names from the (tokens, labels) probabilities of a reading."""
    begins, kinds = labels[:, 1::2], labels[:, 1::2] + labels[:, 2::2]
    marks = reading.marks
    begins, kinds = _whole_quantities(reading, begins, kinds, marks, lang)
    begins, kinds = _whole_quotations(begins, kinds)
    named = kinds[:, _NAME] + kinds[:, _KEEP]
    of_types = kinds[:, : len(_TYPES)]
    total = of_types.sum(1)
    told = float((total > TOLD).mean()) if len(total) else 1.0
    sparse = of_wrong and told < SPARSE
    summit = SUMMIT_OF_WRONG if sparse else SUMMIT[lang]
    return Tagged(
        tuple(_details(reading, begins, of_types, total, named >= NAMED, marks, lang, summit)),
        tuple(_names(reading, kinds, _may_be_name(reading, named, marks, lang))),
        reading.starts,
        total.tolist(),
        of_types,
        summit,
        sparse,
        told,
    )


def _whole_quantities(
    reading: Reading, begins: Floats, kinds: Floats, marks: Marks, lang: Lang
) -> tuple[Floats, Floats]:
    """The probabilities with a number and what it counts of time in one piece: "two | months" are never two details."""
    words = reading.words
    units = (at for at in np.flatnonzero(marks & UNIT).tolist() if at)
    counted = [at for at in units if words[at - 1].isdecimal() or number(words[at - 1], lang) is not None]
    best = {at: _INDIRECT[kinds[at - 1 : at + 1, _INDIRECT].argmax(1)].tolist() for at in counted}
    apart = [at for at in counted if best[at][0] != best[at][1]]
    if not apart:
        return begins, kinds
    begins, kinds = begins.copy(), kinds.copy()
    for at in apart:
        pair = kinds[at - 1 : at + 1, _INDIRECT].mean(0)
        if _DATE in best[at] and _AGE not in best[at]:
            pair = np.where(_INDIRECT == _DATE, pair.sum(), 0)
        kinds[at - 1 : at + 1, _INDIRECT] = pair
        begins[at, _INDIRECT] = 0
    return begins, kinds


def _whole_quotations(begins: Floats, kinds: Floats) -> tuple[Floats, Floats]:
    """The probabilities with a word for a gender as part of the quotation that goes on before and behind it.

    "As a young woman you felt it" brings nobody in, and two pieces of what one said would be of two people.
    """
    best = kinds.argmax(1)
    within = np.zeros(len(best), np.bool_)
    within[1:-1] = (best[1:-1] == _GENDER) & (best[:-2] == _QUOTE) & (best[2:] == _QUOTE)
    within &= kinds[:, _QUOTE] >= FOOT
    if not within.any():
        return begins, kinds
    begins, kinds = begins.copy(), kinds.copy()
    kinds[within, _QUOTE] += kinds[within, _GENDER]
    kinds[within, _GENDER] = begins[within, _GENDER] = 0
    return begins, kinds


def _may_be_name(reading: Reading, named: Floats, marks: Marks, lang: Lang) -> NDArray[np.bool_]:
    """Whether each token may be part of a name: whether the name stays or goes is decided later."""
    given = marks & GIVEN != 0
    inside = np.diff(reading.sentence, prepend=-1) == 0
    titled = np.zeros(len(marks), np.bool_)
    titled[1:] = marks[:-1] & TITLE != 0
    needed = np.where(inside & (marks & CAPITAL != 0), np.where(given | titled, HALF_NAMED / 2, HALF_NAMED), NAMED)
    found = np.asarray(named >= needed, np.bool_)
    for first, end in _linked(reading.words, found, given):
        found[first:end] = True
    for at in np.flatnonzero(found).tolist():
        found[at] = not _opens(reading, at, lang)
    for at in np.flatnonzero(found[:-1] & ~found[1:] & (named[1:] >= TYPED_SURNAME)).tolist():
        found[at + 1] = _is_typed_surname(reading.words[at], reading.words[at + 1], lang)
    return found


def _is_typed_surname(before: str, word: str, lang: Lang) -> bool:
    lists = word_lists(lang)
    given = before.islower() and before.capitalize() in lists.first_names and word.capitalize() in lists.surnames
    return word.islower() and word.isalpha() and word not in lists.function and (given or before in LINKS)


def _opens(reading: Reading, at: int, lang: Lang) -> bool:
    """Whether a token opens a sentence, a clause or a quotation, and is a word that often does: "Helaas".

    An abbreviation ("mgmt", "e.g.") is nobody's name anywhere; "E.G." may be, and "P.S." within a sentence.
    """
    low = reading.words[at].lower()
    apart = word_lists(lang).apart
    opens = at == 0 or not reading.words[at - 1][-1].isalnum() or bool(reading.sentence[at - 1] != reading.sentence[at])
    often = opens and low in apart["opener"]
    return often or reading.words[at] in apart["nobody"] or _is_of_several(reading, at, lang)


_OF_SEVERAL = {Lang.NL: ("s", "n", "i", "a"), Lang.EN: ("s", "men", "people", "children", "police")}
"""What a word ends in that is of several: "ouders", "omwonenden", "politici", "media"."""


def _is_of_several(reading: Reading, at: int, lang: Lang) -> bool:
    """Whether a token opens a sentence and is who several are by its verb: "Omwonenden hebben geklaagd".

    A name may stand before such a verb, too: "Sanne hebben de buren nog gezien", "Sam were crying".
    """
    lists, words = word_lists(lang), [word.lower() for word in reading.words[at + 1 : at + 3]]
    apart, word = lists.apart, reading.words[at]
    return (
        len(words) > 1
        and not lists.is_name(word)
        and (word.lower().endswith(_OF_SEVERAL[lang]) or word.lower() in lists.function)
        and (at == 0 or bool(reading.sentence[at - 1] != reading.sentence[at]))
        and words[0] in apart["plural"]
        and words[1] not in ADDRESSED
    )


def _linked(words: Sequence[str], found: NDArray[np.bool_], given: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The small words between a first name and a surname: whatever they are by themselves, the name is one."""
    for at in map(int, np.flatnonzero(found & given)):
        end = at + 1
        while end < len(words) and end - at <= _LINKS and words[end] in LINKS:
            end += 1
        # "Anna van Philips" may be somebody of a company; "Anna van der Philips" is not.
        if (
            end > at + 1
            and end < len(words)
            and found[end]
            and words[end][0].isupper()
            and words[at + 1 : end] != ["van"]
        ):
            yield at + 1, end


def _details(
    reading: Reading,
    begins: Floats,
    kinds: Floats,
    total: Floats,
    in_name: NDArray[np.bool_],
    marks: Marks,
    lang: Lang,
    summit: float,
) -> Iterator[Match]:
    best = kinds.argmax(1)
    direct = _DIRECT[best]
    above = (total >= np.where(direct, DIRECT, FOOT)) & ~in_name
    at = np.arange(len(best))
    anew = begins[at, best] >= ANEW * kinds[at, best]
    joined = above[1:] & above[:-1] & (best[1:] == best[:-1]) & ~anew[1:]
    joined &= reading.paragraph[1:] == reading.paragraph[:-1]
    for opened, closed in _quotations(marks):
        # No detail goes on from within a quotation to behind it, unless all of the quotation is in it.
        if above[closed] and _TYPES[best[closed]] is not DetailType.QUOTE and not joined[opened:closed].all():
            above[closed], joined[closed - 1 : closed + 1] = False, False
    parted = [0, *(np.flatnonzero(~joined) + 1).tolist(), len(best)] if len(best) else []
    sure = total.tolist()
    for start, end in pairwise(parted):
        if not above[start]:
            continue
        type_ = _TYPES[best[start]]
        score = max(sure[start:end])
        open_ended = marks[end - 1] & UNFINISHED and type_ not in DIRECT_TYPES
        if open_ended and end < len(best) and above[end] and best[end] == best[start]:
            # "just finished a" before "diploma": what is left without the article must be a detail of its own
            score = float(kinds[start : end - 1, best[start]].max(initial=0.0))
        if score >= (DIRECT if type_ in DIRECT_TYPES else summit):
            first, last = _tight(reading, sure, start, end - 1, lang)
            if first == last and reading.words[first].lower() in word_lists(lang).function:
                continue
            if type_ in DIRECT_TYPES and all(
                word.lower() in word_lists(lang).apart["announcer"] for word in reading.words[first : last + 1]
            ):
                continue
            if type_ is DetailType.NAME and not _like_name(reading, first, last, score, lang):
                continue
            yield Match(Span(reading.starts[first], reading.ends[last]), type_, score, "tagger")


def _like_name(reading: Reading, first: int, last: int, score: float, lang: Lang) -> bool:
    """Whether tokens look like a name, or are surely one though they do not."""
    if first == last and (_opens(reading, first, lang) or reading.words[first] in word_lists(lang).apart["body"]):
        return False
    lists, words = word_lists(lang), reading.words[first : last + 1]
    looks = any(word != word.lower() or not word.isalpha() or lists.is_name(word.capitalize()) for word in words)
    land = is_land(" ".join(words), lang) and not any(map(lists.is_name, words))
    return (looks and not land) or score >= UNLIKE_NAME


def _quotations(marks: Marks) -> Iterator[tuple[int, int]]:
    """Where each quotation opens and closes; a sign that closes none is an apostrophe."""
    opened = -1
    for at in np.flatnonzero(marks & (OPENING | CLOSING)).tolist():
        if marks[at] & OPENING:
            opened = at
        elif opened >= 0:
            yield opened, at
            opened = -1


def _tight(reading: Reading, total: Sequence[float], first: int, last: int, lang: Lang) -> tuple[int, int]:
    """The tokens without words at either end that say nothing, as far as the tagger is not sure of them."""
    empty = word_lists(lang).function
    unsure = last
    while unsure > first and total[unsure] < HANGING:
        if reading.words[unsure] in CONJUNCTIONS:
            last = unsure - 1
        unsure -= 1
    # With a capital it may be the first word of a name ("Van Acker").
    while first < last and total[first] < EMPTY and reading.words[first] in empty:
        first += 1
    while last > first and total[last] < EMPTY and reading.words[last] in empty:
        last -= 1
    return first, last


def _names(reading: Reading, kinds: Floats, in_name: NDArray[np.bool_]) -> Iterator[NameUse]:
    protected, public = kinds[:, _NAME].tolist(), kinds[:, _KEEP].tolist()
    parted = np.flatnonzero(np.diff(reading.paragraph, prepend=-1) | np.diff(in_name, prepend=True))
    for start, end in pairwise([*parted.tolist(), len(in_name)]):
        for first, last in _apart(reading.words, start, end) if in_name[start] else ():
            span = Span(reading.starts[first], reading.ends[last - 1])
            words = tuple(word for word in reading.words[first:last] if word[0].isalnum())
            # The module of statistics.fmean would load decimals and fractions, at every start.
            parts = (fsum(seen[first:last]) / (last - first) for seen in (protected, public))
            yield NameUse(span, words, *parts)


def _apart(words: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """The names in a run of words: two that only a small word parts, which no name has inside, are two."""
    parts = [
        at
        for at in range(start + 1, end - 1)
        if words[at].islower()
        and words[at] not in PARTICLES
        and words[at - 1][0].isupper()
        and words[at + 1][0].isupper()
    ]
    # "… what everyone calls Grace Moe. Mama was": an abbreviation is shorter, or a title.
    parts += [
        at
        for at in range(start + 1, end - 1)
        if words[at] == "." and len(words[at - 1]) > _ABBREVIATED and words[at - 1].lower() not in TITLES
    ]
    bounds = [start, *sorted(parts), end]
    return [(first + (first in parts), last) for first, last in pairwise(bounds)]
