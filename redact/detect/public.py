"""Names that stay, and names that must not: of public people and organisations, and of everybody else.

Whether a name stays is decided once for a whole draft: every place where somebody is named speaks for it or against
it, by what the tagger has learned to see around names. An office or a spokesperson beside a name makes it easier to
stay. A name given by the story file stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..draft import DetailType, Kept, Lang, Reason, Span
from .match import Match
from .nicknames import nicknames
from .tagger import NAMED, NameUse
from .wordlists import COMPOUND, INFLECTED, word_lists

IN_OFFICE = 0.5
"""The share of the evidence that must be for a public name where an office or a spokesperson stands beside it."""

OFTEN = {Lang.NL: 0.75, Lang.EN: 0.6}
"""The same for a name in :data:`MANY` places or more: sources' children and colleagues come by once, officials
return."""

MANY = 3

PERSON = {Lang.NL: 0.95, Lang.EN: 0.9}
"""The same for any other person without one. Far above a half, because a name taken out by mistake is put back by the
editor in a moment, and one left in by mistake is a source."""

OTHER = 0.7
"""The same for any other name: most are of organisations."""

_BEFORE, _AFTER = 45, 45
"""Characters beside a name in which an office is looked for."""

_WORDS_BEFORE, _WORDS_AFTER = 4, 5
_WORD = re.compile(r"[\w'’-]+")
_STOP = re.compile(r"\w{4}[.!?][\"'”’]?\s|\n")
"""Where a sentence ends; after a short word the point may be an abbreviation's."""

_CODE = re.compile(
    r"(?<!\S)(?=\S*[^\W\d_])(?=(?:[^\s\d]*\d){3})[\w/.-]+(?!\S)"  # HK/2021-44
    r"|(?<!\S)\d+(?:[-/.]\d+)+(?!\S)"  # 2021/0044
    r"|\w(?:-?code|nummer|-?number)\b"  # a staff number that is named and not told
)
"""The number of a file, a badge, or a person, whatever the tagger takes it for: no public name is written so."""

MIN_SHARED = 3
"""The fewest letters of a word by which two mentions are of one name: "de" and "J." name nobody."""

_PARTICLES = frozenset("van von de der den het ter ten du da dos la le el al bin of the".split())


@dataclass(frozen=True)
class Verdict:
    """The names that stay, in order, each with the reason, and the others as matches."""

    kept: tuple[Kept, ...]
    protected: tuple[Match, ...]


def judge(text: str, lang: Lang, names: Sequence[NameUse], given: Sequence[str]) -> Verdict:
    """Which of ``names`` stay; ``given`` are public, wherever ``text`` has them or their surname."""
    kept = [Kept(span, Reason.STORY, 1.0, 1) for name in given for span in _places(text, name)]
    left = [use for use in names if not any(name.span.overlaps(use.span) for name in kept)]
    codes = [use.span for use in left if _CODE.search(use.span.of(text))]
    left = [use for use in left if use.span not in codes]
    called = [match for match in nicknames(text, lang) if not any(n.span.overlaps(match.span) for n in kept)]
    opinions = _opinions(text, lang, left)
    public = [(use, opinion) for use, opinion in zip(left, opinions, strict=True) if opinion.stays]
    private = [(use, opinion) for use, opinion in zip(left, opinions, strict=True) if not opinion.stays]
    # What was hardly a name is no public one either, and may be part of a detail.
    public = [(use, opinion) for use, opinion in public if use.public + use.protected >= NAMED]
    kept += [Kept(use.span, opinion.reason, opinion.share, opinion.places) for use, opinion in public]
    goes = {word for use, _ in private for word in telling(use.words)}
    stays = {word for use, _ in public for word in telling(use.words)}
    kept += [Kept(span, Reason.AGAIN, 0.0, 0) for span in _again(text, stays - goes, [name.span for name in kept])]
    again = _again(text, goes - stays, [*(name.span for name in kept), *(use.span for use, _ in private)])
    taken_out = [Match(use.span, DetailType.NAME, 1 - opinion.share, "tagger.name") for use, opinion in private]
    taken_out += [Match(span, DetailType.NAME, AGAIN, "tagger.again") for span in again]
    taken_out += [Match(span, DetailType.ID, 1.0, "tagger.code") for span in codes]
    return Verdict(tuple(sorted(set(kept), key=lambda name: (name.span, name.reason))), (*taken_out, *called))


AGAIN = 0.5
"""The score of another place of a word of a protected name."""


def telling(words: Iterable[str]) -> list[str]:
    """The words by which a name is known again, without the ending of a possessive."""
    bare = (re.sub(r"['’]s?$", "", word) for word in words)
    return [word for word in bare if len(word) >= MIN_SHARED and word[0].isupper() and word.lower() not in _PARTICLES]


def _again(text: str, words: Iterable[str], seen: Sequence[Span]) -> list[Span]:
    """Every place of the words of names, but those that are ``seen``."""
    forms = "|".join(map(re.escape, sorted(words)))
    places = (Span(*found.span()) for found in re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", text)) if forms else ()
    return [place for place in places if not any(place.overlaps(span) for span in seen)]


def _places(text: str, name: str) -> list[Span]:
    words = name.split()
    forms = {name, words[-1]} if words and len(words[-1]) >= MIN_SHARED else {name}
    return [
        Span(*found.span())
        for form in forms
        if form.strip()
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    ]


@dataclass(frozen=True, slots=True)
class _Opinion:
    """``share``: of the evidence over all ``places`` of a bearer, how much is for a public name."""

    share: float
    places: int
    stays: bool
    reason: Reason


def _opinions(text: str, lang: Lang, names: Sequence[NameUse]) -> list[_Opinion]:
    groups = _groups(names)
    public = _sums(groups, [use.public for use in names])
    protected = _sums(groups, [use.protected for use in names])
    offices = _sums(groups, [_office_beside(text, lang, use.span) for use in names])
    first_names = word_lists(lang).first_names
    given = _sums(groups, [bool(first_names.intersection(use.words)) for use in names])
    places = _sums(groups, [1] * len(names))
    found = []
    for group in groups:
        share = public[group] / max(public[group] + protected[group], 1e-6)
        if offices[group]:
            needed = IN_OFFICE
        elif places[group] >= MANY:
            needed = OFTEN[lang]
        else:
            needed = PERSON[lang] if given[group] else OTHER
        reason = Reason.OFFICE if offices[group] else Reason.EVIDENCE
        found.append(_Opinion(share, int(places[group]), share >= needed, reason))
    return found


def _office_beside(text: str, lang: Lang, span: Span) -> bool:
    before = _WORD.findall(_STOP.split(text[max(0, span.start - _BEFORE) : span.start])[-1])[-_WORDS_BEFORE:]
    after = _WORD.findall(_STOP.split(text[span.end : span.end + _AFTER])[0])[:_WORDS_AFTER]
    lists = word_lists(lang)
    classes = {c.rstrip(INFLECTED + COMPOUND) for w in (*before, *after) for c in lists.classes(w, w.lower())}
    return bool(classes & {"office", "spokes"})


def _groups(names: Sequence[NameUse]) -> list[int]:
    """A number for each mention, the same for mentions of one bearer: those that share a word."""
    joined = list(range(len(names)))
    of_word: dict[str, list[int]] = defaultdict(list)

    def root(at: int) -> int:
        while joined[at] != at:
            at = joined[at]
        return at

    for at, use in enumerate(names):
        words = telling(use.words)
        for word in words:
            fits = (other for other in of_word[word] if not _two_of_a_family(telling(names[other].words), words))
            if (other := next(fits, None)) is not None:
                joined[root(at)] = root(other)
            of_word[word].append(at)
    return [root(at) for at in range(len(names))]


def _two_of_a_family(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names in full share the surname alone."""
    return len(one) > 1 and len(other) > 1 and one[0] != other[0] and one[-1] == other[-1]


def _sums(groups: Sequence[int], values: Sequence[float]) -> Mapping[int, float]:
    sums: dict[int, float] = defaultdict(float)
    for group, value in zip(groups, values, strict=True):
        sums[group] += value
    return sums
