"""Where a text says something that is known of a source: positions and kinds, never the name.

Called by ``vault`` for a draft or a final copy, and usable without a vault. It finds names, aliases, contacts,
employer, role, and date of birth in spite of inflection, accents, case, look-alike letters, invisible characters,
initials, words torn apart, and one wrong letter in a long name. What the source allowed to be published is not
reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .contacts import find_birth_years, find_contact, find_dates, find_numbers, number_of, same_number
from .folding import Stream, Word, fold, split_words, vocabulary
from .names import SHORT, VERY_LONG, Hit, Name, NameFinder, inflected, one_apart, parse_name
from .source import Promise, Source

ALIAS, CONTACT, EMPLOYER, ROLE, BIRTH = "alias", "contact", "employer", "role", "birth_date"

_PROMISED_AS = {"contact": "CONTACT", "employer": "EMPLOYER", "role": "OCCUPATION", "birth_date": "AGE"}
"""The detail type that a promise would name, for the kinds that may be published."""

_PHRASE_GAP = re.compile(r"[\s.,'’&/\-–()]{0,4}")
_ENDINGS = ("e", "n", "en")
"""What Dutch adds to a noun or an adjective of a phrase, besides what it adds to a name."""


@dataclass(frozen=True)
class Finding:
    """Characters ``start`` to ``end`` (exclusive) of the text say something of the source called ``codename``.

    ``kind`` is ``name``, ``given_name``, ``surname``, ``initials``, ``alias``, ``contact``, ``employer``, ``role``, or
    ``birth_date``.
    """

    start: int
    end: int
    kind: str
    codename: str


@dataclass(frozen=True)
class _Phrase:
    """Words that must stand together."""

    words: tuple[Word, ...]
    kind: str
    owner: str


def find_known(text: str, sources: Sequence[Source]) -> tuple[Finding, ...]:
    """Everything in ``text`` that is known of one of ``sources``, in order; of nested findings, the outermost."""
    stream = fold(text)
    words = split_words(text, stream)
    hits = list(NameFinder(list(_names(sources))).find(text, words))
    hits += _find_phrases(list(_phrases(sources)), text, words)
    hits += _find_contacts(sources, stream)
    hits += _find_births(sources, stream)
    published = {
        (source.codename, kind)
        for source in sources
        for kind, type_ in _PROMISED_AS.items()
        if source.promise.get(type_) is Promise.PUBLISH
    }
    kept = _outermost([hit for hit in hits if (hit.owner, hit.kind) not in published])
    return tuple(Finding(hit.start, hit.end, hit.kind, hit.owner) for hit in kept)


def _names(sources: Sequence[Source]) -> Iterator[Name]:
    for source in sources:
        texts = [(source.name, ""), *((alias, ALIAS) for alias in source.aliases if _is_name(alias))]
        for text, kind in texts:
            name = parse_name(text, source.codename, kind)
            if name:
                yield name


def _is_name(alias: str) -> bool:
    """Whether an alias is a name, every word of which can stand alone; else it is a phrase."""
    words = split_words(alias)
    return all(word.capital or word.forms & vocabulary("particles") for word in words) and alias.isprintable()


def _phrases(sources: Sequence[Source]) -> Iterator[_Phrase]:
    for source in sources:
        texts = [(source.employer, EMPLOYER), (source.role, ROLE)]
        texts += [(alias, ALIAS) for alias in source.aliases if not _is_name(alias)]
        texts += [(piece, CONTACT) for contact in source.contacts for piece in _pieces(contact)]
        for text, kind in texts:
            words = split_words(text)
            if kind == EMPLOYER:
                words = tuple(word for word in words if not word.forms & vocabulary("company_words")) or words
            if words:
                yield _Phrase(words, kind, source.codename)


def _pieces(contact: str) -> Iterator[str]:
    """The parts of an address in several words; other contacts have patterns of their own."""
    if "@" in contact or number_of(contact):
        return
    for piece in contact.partition(":")[2].split(",") if ": " in contact else contact.split(","):
        if len(piece.split()) > 1:
            yield piece


def _find_phrases(phrases: Sequence[_Phrase], text: str, words: Sequence[Word]) -> Iterator[Hit]:
    by_first: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in phrases:
        for form in phrase.words[0].forms:
            by_first[form].append(phrase)
    for index, word in enumerate(words):
        bases = {base for form in word.forms for base in _bases(form)}
        for phrase in {phrase for base in bases for phrase in by_first.get(base, ())}:
            last = index + len(phrase.words) - 1
            if last < len(words) and _stands_at(phrase, index, text, words):
                yield Hit(word.start, words[last].end, phrase.kind, phrase.owner)


def _stands_at(phrase: _Phrase, index: int, text: str, words: Sequence[Word]) -> bool:
    here = words[index : index + len(phrase.words)]
    if not all(_PHRASE_GAP.fullmatch(text, one.end, other.start) for one, other in pairwise(here)):
        return False
    # An abbreviation such as UWV is also a syllable of other words' spellings.
    if len(here) == 1 and min(len(form) for form in here[0].forms) <= SHORT:
        return text[here[0].start : here[0].end].isupper()
    return all(_same(word, wanted) for word, wanted in zip(here, phrase.words, strict=True))


def _same(word: Word, wanted: Word) -> bool:
    bases = {base for form in word.forms for base in _bases(form)}
    if bases & wanted.forms:
        return True
    long = [form for form in wanted.forms if len(form) >= VERY_LONG]
    return any(one_apart(base, form) for base in bases for form in long)


def _bases(form: str) -> Iterator[str]:
    yield from inflected(form)
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) > SHORT:
            yield form.removesuffix(ending)


def _find_contacts(sources: Sequence[Source], stream: Stream) -> Iterator[Hit]:
    numbers = [(number, source) for source in sources for contact in source.contacts if (number := number_of(contact))]
    for start, end, digits in find_numbers(stream.text):
        for number, source in numbers:
            if same_number(number, digits):
                yield Hit(*stream.span(start, end), CONTACT, source.codename)
    for source in sources:
        for contact in [*source.contacts, *(alias for alias in source.aliases if alias.startswith("@"))]:
            if not number_of(contact):
                for start, end in find_contact(contact, stream.text):
                    yield Hit(*stream.span(start, end), CONTACT, source.codename)


def _find_births(sources: Sequence[Source], stream: Stream) -> Iterator[Hit]:
    born = [(source.born, source.codename) for source in sources if source.born]
    for start, end, dates in find_dates(stream.text) if born else ():
        for date, codename in born:
            if date in dates:
                yield Hit(*stream.span(start, end), BIRTH, codename)
    for start, end, year in find_birth_years(stream.text) if born else ():
        for date, codename in born:
            if date.year == year:
                yield Hit(*stream.span(start, end), BIRTH, codename)


def _outermost(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits in order, without those within another one of the same source."""
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.kind == ALIAS)):
        if hit.end > reach.get(hit.owner, -1):
            reach[hit.owner] = hit.end
            kept.append(hit)
    return kept
