"""Names that stay, and names that must not: of public people and organisations, and of everybody else.

Whether a name stays is decided once for a whole draft: every place where somebody is named speaks for it or against
it, by what the tagger has learned to see around names. An office or a spokesperson beside a name makes it easier to
stay. A name given by the story file stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..draft import DetailType, Lang, Span
from .match import Match
from .tagger import NameUse
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

_CODE = re.compile(
    r"(?<!\S)(?=\S*[^\W\d_])(?=(?:[^\s\d]*\d){3})[\w/.-]+(?!\S)"  # HK/2021-44
    r"|(?<!\S)\d+(?:[-/.]\d+)+(?!\S)"  # 2021/0044
    r"|\w(?:-?code|nummer|-?number)\b"  # a staff number that is named and not told
)
"""The number of a file, a badge, or a person, whatever the tagger takes it for: no public name is written so."""

_MIN_SHARED = 3
"""The fewest letters of a word by which two mentions are of one name: "de" and "J." name nobody."""


@dataclass(frozen=True)
class Verdict:
    """Where public names stand, and the others as matches."""

    kept: tuple[Span, ...]
    protected: tuple[Match, ...]


def judge(text: str, lang: Lang, names: Sequence[NameUse], given: Sequence[str]) -> Verdict:
    """Which of ``names`` stay; ``given`` are public, wherever ``text`` has them or their surname."""
    kept = [span for name in given for span in _places(text, name)]
    left = [use for use in names if not any(span.overlaps(use.span) for span in kept)]
    codes = [use.span for use in left if _CODE.search(use.span.of(text))]
    left = [use for use in left if use.span not in codes]
    opinions = _opinions(text, lang, left)
    public = [use for use, opinion in zip(left, opinions, strict=True) if opinion.stays]
    protected = [(use, opinion.share) for use, opinion in zip(left, opinions, strict=True) if not opinion.stays]
    guarded = {word for use, _ in protected for word in use.words}
    kept += [use.span for use in public] + _again(text, public, guarded)
    taken_out = [Match(use.span, DetailType.NAME, 1 - share, "tagger.name") for use, share in protected]
    taken_out += [Match(span, DetailType.ID, 1.0, "tagger.code") for span in codes]
    return Verdict(tuple(sorted(set(kept))), tuple(taken_out))


def _again(text: str, public: Iterable[NameUse], guarded: Collection[str]) -> list[Span]:
    """Every other place of the words of public names, where the tagger did not see that it was one."""
    words = {w for use in public for w in use.words if len(w) >= _MIN_SHARED and w[0].isupper()}
    words -= set(guarded)
    if not words:
        return []
    anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)")
    return [Span(*found.span()) for found in anywhere.finditer(text)]


def _places(text: str, name: str) -> list[Span]:
    words = name.split()
    forms = {name, words[-1]} if words and len(words[-1]) >= _MIN_SHARED else {name}
    return [
        Span(*found.span())
        for form in forms
        if form.strip()
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    ]


@dataclass(frozen=True, slots=True)
class _Opinion:
    """``share``: of the evidence over all places that share a word with the name, how much is for a public name."""

    share: float
    stays: bool


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
        found.append(_Opinion(share, share >= needed))
    return found


def _office_beside(text: str, lang: Lang, span: Span) -> bool:
    before = _WORD.findall(text[max(0, span.start - _BEFORE) : span.start])[-_WORDS_BEFORE:]
    after = _WORD.findall(text[span.end : span.end + _AFTER])[:_WORDS_AFTER]
    lists = word_lists(lang)
    classes = {c.rstrip(INFLECTED + COMPOUND) for w in (*before, *after) for c in lists.classes(w, w.lower())}
    return bool(classes & {"office", "spokes"})


def _groups(names: Sequence[NameUse]) -> list[int]:
    """A number for each mention, the same for mentions joined by their words."""
    of_word: dict[str, int] = {}
    joined = list(range(len(names)))

    def root(at: int) -> int:
        while joined[at] != at:
            at = joined[at]
        return at

    for at, use in enumerate(names):
        for word in use.words:
            if len(word) >= _MIN_SHARED and word[0].isupper():
                joined[root(at)] = root(of_word.setdefault(word, at))
    return [root(at) for at in range(len(names))]


def _sums(groups: Sequence[int], values: Sequence[float]) -> Mapping[int, float]:
    sums: dict[int, float] = defaultdict(float)
    for group, value in zip(groups, values, strict=True):
        sums[group] += value
    return sums
