"""Finding a name in a text: whole or in part, inflected, mistyped, with initials, in another spelling.

A name is taken apart into given names, particles, and family names; words of the text are looked up by all spellings
they can stand for, and neighbours that belong to one name become one finding. Used by ``matching``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from .folding import MAX_WORD, Word, split_words, vocabulary
from .words import word_list

GIVEN, SURNAME, WHOLE, INITIALS = "given_name", "surname", "name", "initials"

LONG = 6
"""Letters from which on one may be wrong."""

VERY_LONG = 8
"""Letters from which on one may be wrong in a word without a capital, which is likelier another word."""

LONG_BESIDE = 4
"""Letters from which on one may be wrong beside another part of the same name."""

SHORT = 3
"""Letters up to which a name needs its capital."""

MIN_JOINED = 6
"""Letters of a name that is found in two words written apart."""

MAX_SPELLINGS = 512
"""Spellings of a name as one word: three words of eight each, more than a name has."""

_GAP = re.compile(r"[\s.,'’\-–_+]{0,4}")
_DOTS = re.compile(r"\.?[ -]?")


@dataclass(frozen=True)
class Part:
    """A part of a name by itself: its spellings, what it is, and whether it needs a capital to be taken for a name.

    ``joined``: it is several words of the name written as one.
    """

    forms: frozenset[str] = field(repr=False)
    kind: str
    guarded: bool
    joined: bool = False

    @property
    def length(self) -> int:
        """Letters of its shortest spelling."""
        return min(len(form) for form in self.forms)


@dataclass(frozen=True, eq=False)
class Name:
    """A name taken apart; ``owner`` is whose, ``kind`` overrides what its parts are called when it is not empty."""

    owner: str
    parts: tuple[Part, ...]
    particles: frozenset[str] = field(repr=False)
    given_initials: frozenset[str] = field(repr=False)
    surname_initials: frozenset[str] = field(repr=False)
    abbreviations: frozenset[str] = field(repr=False)
    kind: str = ""


@dataclass(frozen=True)
class Hit:
    """A stretch of the text that gives a name away."""

    start: int
    end: int
    kind: str
    owner: str


def parse_name(text: str, owner: str, kind: str = "") -> Name | None:
    """Take a name apart; None when it has no part that could be looked for."""
    last_first = re.fullmatch(r"([^,]+),([^,]+)", text)
    all_words = split_words(f"{last_first[2]} {last_first[1]}" if last_first else text)
    words = [word for word in all_words if not word.forms & vocabulary("titles")]
    given, surnames, particles = _sort_words(words)
    parts = [_part(word.forms, GIVEN) for word in given if not word.letter]
    parts += [_part(word.forms, SURNAME) for word in surnames if not word.letter]
    if len(parts) == 1 and not particles and not given:
        parts = [_part(surnames[0].forms, WHOLE)]
    for joined, its_kind in ((given, GIVEN), (surnames, SURNAME), ([*particles, *surnames[:1]], SURNAME)):
        parts += _joined_parts(_join_forms(joined) if len(joined) > 1 else (), its_kind)
    parts += _joined_parts(_whole_forms(given, particles, surnames), WHOLE)
    if not parts:
        return None
    return Name(
        owner,
        tuple(parts),
        particles=frozenset(form for word in particles for form in word.forms),
        given_initials=_initials(given),
        surname_initials=_initials([*particles, *surnames]),
        abbreviations=frozenset(_abbreviations(given, particles, surnames)),
        kind=kind,
    )


def _sort_words(words: Sequence[Word]) -> tuple[list[Word], list[Word], list[Word]]:
    """Given names, family names, and the particles before the latter; the last word is always a family name."""
    given: list[Word] = []
    surnames: list[Word] = []
    particles: list[Word] = []
    for word in words[:-1]:
        if word.forms & vocabulary("particles"):
            particles.append(word)
        elif particles:
            surnames.append(word)
        else:
            given.append(word)
    return given, surnames + list(words[-1:]), particles


def _part(forms: frozenset[str], kind: str) -> Part:
    return Part(forms, kind, guarded=bool(forms & vocabulary("common_words")) or is_short(forms))


def _joined_parts(joined: Collection[str], kind: str) -> list[Part]:
    forms = frozenset(form for form in joined if len(form) >= MIN_JOINED)
    return [Part(forms, kind, guarded=False, joined=True)] if forms else []


def _whole_forms(given: list[Word], particles: list[Word], surnames: list[Word]) -> set[str]:
    """A whole name as one word, as addresses, handles and tags have it: the first names, the particles, or not all."""
    if not given or not surnames:
        return set()
    pieces = product({len(given), 1}, (particles, []), {len(surnames), 1})
    return set().union(*(_join_forms([*given[:f], *between, *surnames[:s]]) for f, between, s in pieces))


def _join_forms(words: Sequence[Word]) -> set[str]:
    """All spellings of words written as one; of words with too many, their plainest; none of a longer run than is one.

    Every word of two spellings doubles them: a name of thirty such words would take all memory that there is.
    """
    joined = {""}
    for word in words:
        few = len(joined) * len(word.forms) <= MAX_SPELLINGS
        forms = word.forms if few else [min(word.forms, key=lambda form: (len(form), form))]
        joined = {before + form for before in joined for form in forms if len(before) + len(form) <= MAX_WORD}
    return joined


def _initials(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(form[0] for word in words for form in word.forms)


def _abbreviations(given: Sequence[Word], particles: Sequence[Word], surnames: Sequence[Word]) -> Iterator[str]:
    """What initials may stand for the whole name: with one or all given names, with particles or without."""
    first, middle, last = (["".join(min(word.forms)[0] for word in words)] for words in (given, particles, surnames))
    for before in {first[0], first[0][:1]} - {""}:
        for between in {middle[0], ""}:
            for after in {last[0], last[0][:1], last[0][-1:]}:
                yield before + between + after


class NameFinder:
    """Looks for many names in texts; building it takes time in proportion to the names, a search to the text."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._exact: dict[str, list[tuple[Name, Part]]] = defaultdict(list)
        self._near: dict[str, list[tuple[Name, Part]]] = defaultdict(list)
        self._abbreviations: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            for part in name.parts:
                for form in part.forms:
                    self._exact[form].append((name, part))
                    if len(form) >= LONG and not part.guarded:
                        for shorter in deletions(form):
                            self._near[shorter].append((name, part))
            for letters in name.abbreviations - vocabulary("abbreviations"):
                self._abbreviations[letters].append(name)
        self._seen: dict[frozenset[str], Mapping[Name, tuple[Part, bool]]] = {}

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Every stretch of ``text`` that gives one of the names away; they may overlap."""
        found: dict[Name, dict[int, tuple[Part, bool]]] = defaultdict(dict)
        for index, word in enumerate(words):
            for name, match in self._look_up(word.forms).items():
                found[name][index] = match
        for name, matches in found.items():
            for group in _groups(name, sorted(matches), text, words):
                hit = _hit(name, {index: matches[index] for index in group}, text, words)
                if hit:
                    yield hit
        yield from self._find_initials(text, words)
        yield from self._find_torn(text, words)

    def _look_up(self, forms: frozenset[str]) -> Mapping[Name, tuple[Part, bool]]:
        """The names that a word can be a part of, with that part, and whether it is written without an error."""
        if forms not in self._seen:
            bases = {base for form in forms for base in inflected(form)}
            matches = {name: (part, True) for base in bases for name, part in self._exact.get(base, ())}
            for base in {base for form in forms for base in (form, form.removesuffix("s"))}:
                for shorter in deletions(base):
                    for name, part in self._near.get(shorter, ()):
                        if name not in matches and any(one_apart(base, form) for form in part.forms):
                            matches[name] = (part, False)
            self._seen[forms] = matches
        return self._seen[forms]

    def _find_initials(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Initials with dots ("M. v.d. B."), and those with a particle in small letters ("MvdB")."""
        for run in _letter_runs(text, words):
            between = text[words[run[0]].start : words[run[-1]].end + 1]
            letters = "".join(words[index].letter for index in run)
            if "." in between and words[run[0]].capital:
                for name in self._abbreviations.get(letters, ()):
                    yield Hit(words[run[0]].start, words[run[-1]].end, name.kind or INITIALS, name.owner)
        for word in words:
            original = text[word.start : word.end]
            if len(original) > 2 and re.fullmatch(r"[A-Z][a-z]+[A-Z]", original):
                for name in self._abbreviations.get(original.lower(), ()):
                    yield Hit(word.start, word.end, name.kind or INITIALS, name.owner)

    def _find_torn(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Names written in two words or with spaces between the letters ("Anne Marie", "J a n s e n")."""
        pairs = [(index, index + 1) for index in range(len(words) - 1)]
        for run in [*pairs, *(run for run in _letter_runs(text, words) if len(run) >= MIN_JOINED - 2)]:
            gaps = [text[words[a].end : words[b].start] for a, b in pairwise(run)]
            if not all(re.fullmatch(r"[ \n\-–.·]{1,2}", gap) for gap in gaps):
                continue
            joined = _join_forms([words[index] for index in run])
            for base in {base for form in joined if len(form) > SHORT for base in inflected(form)}:
                for name, part in self._exact.get(base, ()):
                    if not part.joined and (len(run) > 2 or part.length >= MIN_JOINED):
                        yield Hit(words[run[0]].start, words[run[-1]].end, name.kind or part.kind, name.owner)


def is_short(forms: frozenset[str]) -> bool:
    """Whether a word needs its capital, by its longest spelling: "Aaij" has four letters, though "aay" has three."""
    return max(len(form) for form in forms) <= SHORT


def inflected(form: str) -> Iterator[str]:
    """What ``form`` may be an inflection of, itself included."""
    yield form
    for suffix in word_list("endings"):
        if form.endswith(suffix) and len(form) - len(suffix) >= SHORT:
            yield form.removesuffix(suffix)


def one_apart(one: str, other: str) -> bool:
    """Whether at most one letter is missing, added, wrong, or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    swapped = left[1:2] + left[:1] + left[2:] == right
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


def deletions(form: str) -> set[str]:
    """The form, and what is left of it without one letter: two forms one letter apart share at least one of these.

    Of a longer run than any name, which a draft may hold by the thousand letters, nothing but itself.
    """
    if len(form) > MAX_WORD:
        return {form}
    return {form, *(form[:index] + form[index + 1 :] for index in range(len(form)))}


def _letter_runs(text: str, words: Sequence[Word]) -> Iterator[list[int]]:
    """Two or more single letters in a row."""
    run: list[int] = []
    for index, word in enumerate(words):
        if run and not (word.letter and _DOTS.fullmatch(text, words[run[-1]].end, word.start)):
            if len(run) > 1:
                yield run
            run = []
        if word.letter:
            run.append(index)
    if len(run) > 1:
        yield run


def _groups(name: Name, indexes: Sequence[int], text: str, words: Sequence[Word]) -> Iterator[list[int]]:
    """Words that stand together as one mention of ``name``."""
    group: list[int] = []
    for index in indexes:
        if group and not _together(name, group[-1], index, text, words):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _together(name: Name, first: int, second: int, text: str, words: Sequence[Word]) -> bool:
    between = words[first + 1 : second]
    return all(word.letter or word.forms & name.particles for word in between) and all(
        _GAP.fullmatch(text, words[index].end, words[index + 1].start) for index in range(first, second)
    )


def _hit(name: Name, group: Mapping[int, tuple[Part, bool]], text: str, words: Sequence[Word]) -> Hit | None:
    """The finding that a group of words makes; None when one word alone is likelier something else."""
    parts = {part for part, _ in group.values()}
    first, last = min(group), max(group)
    for index in _beside(name, first, last, text, words):
        near = next((part for part in name.parts if part not in parts and _nearly(words[index], part)), None)
        if near:
            parts.add(near)
            first, last = min(first, index), max(last, index)
    start, end, initials = _widen(name, parts, first, last, text, words)
    if len(parts) == 1 and not initials:
        (part, exact), word = group[first], words[first]
        # Of a long name, a short word can be no more than a look-alike: "amo" of Arno.
        unlike = part.guarded or is_short(word.forms) or (not exact and part.length < VERY_LONG)
        if unlike and (not word.capital or _beside_number(first, text, words)):
            return None
        return Hit(words[start].start, words[end].end, name.kind or part.kind, name.owner)
    return Hit(words[start].start, words[end].end, name.kind or WHOLE, name.owner)


def _beside(name: Name, first: int, last: int, text: str, words: Sequence[Word]) -> Iterator[int]:
    """The next word on either side that is neither a particle nor an initial, if it stands close by."""
    for edge, step in ((first, -1), (last, 1)):
        index = edge + step
        while 0 <= index < len(words) and (words[index].letter or words[index].forms & name.particles):
            index += step
        if 0 <= index < len(words) and _together(name, min(edge, index), max(edge, index), text, words):
            yield index


def _nearly(word: Word, part: Part) -> bool:
    bases = {base for form in word.forms for base in (form, form.removesuffix("s")) if len(base) >= LONG_BESIDE}
    return any(
        one_apart(base, form) for base in bases for form in part.forms if min(len(base), len(form)) >= LONG_BESIDE
    )


def _widen(
    name: Name, parts: set[Part], first: int, last: int, text: str, words: Sequence[Word]
) -> tuple[int, int, bool]:
    """Take in particles and initials on the left, initials on the right: first, last, whether there were initials."""
    initials = False
    only = {part.kind for part in parts}
    while first and _close(first - 1, text, words):
        word = words[first - 1]
        initial = word.letter in name.given_initials and only == {SURNAME}
        if not initial and not word.forms & name.particles:
            break
        initials = initials or initial
        first -= 1
    while last + 1 < len(words) and only == {GIVEN} and _close(last, text, words):
        word = words[last + 1]
        if word.letter not in name.surname_initials or not (word.capital or name.particles):
            break
        initials = True
        last += 1
    return first, last, initials


def _close(index: int, text: str, words: Sequence[Word]) -> bool:
    return _GAP.fullmatch(text, words[index].end, words[index + 1].start) is not None


def _beside_number(index: int, text: str, words: Sequence[Word]) -> bool:
    """Whether the word is likelier a month: "12 Jan", "Jan 12"."""
    beside = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
    return any(text[word.start : word.end].isdigit() for word in beside)
