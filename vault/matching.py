"""Where a text says something that is known of a source: positions and kinds, never the name.

Called by ``vault`` for a draft or a final copy, and usable without a vault. It finds names, aliases, contacts,
employer, role, and date of birth in spite of inflection, accents, case, look-alike letters, invisible characters,
initials, words torn apart, and one wrong letter in a long name. What the source allowed to be published is not
reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .contact_parts import Parts, parts_of
from .contacts import (
    MIN_CODE,
    code_of,
    find_birth_years,
    find_code,
    find_contact,
    find_dates,
    find_numbers,
    same_number,
)
from .folding import Stream, Word, fold, split_words, vocabulary
from .names import SHORT, VERY_LONG, Hit, Name, NameFinder, deletions, inflected, is_short, one_apart, parse_name
from .source import DETAIL_TYPES, Promise, Source

ALIAS, CONTACT, EMPLOYER, ROLE, BIRTH = "alias", "contact", "employer", "role", "birth_date"

_PROMISED_AS = {CONTACT: "CONTACT", EMPLOYER: "EMPLOYER", ROLE: "OCCUPATION", BIRTH: "AGE"} | {
    type_.lower(): type_ for type_ in DETAIL_TYPES if type_ != "NAME"
}
"""The detail type that a promise would name, by the kind of a finding; any other kind is a name's."""

_NAME_TYPE, _ID = "NAME", "ID"

_PHRASE_GAP = re.compile(r"[\s.,'’&/\-–()]{0,4}")
_ENDINGS = ("e", "n", "en")
"""What Dutch adds to a noun or an adjective of a phrase, besides what it adds to a name."""


@dataclass(frozen=True)
class Finding:
    """Characters ``start`` to ``end`` (exclusive) of the text say something of the source called ``codename``.

    ``kind`` is ``name``, ``given_name``, ``surname``, ``initials``, ``alias``, ``contact``, ``employer``, ``role``,
    ``birth_date``, or a type of detail in small letters; ``breaks`` the promise that it goes against, if there is one.
    """

    start: int
    end: int
    kind: str
    codename: str
    breaks: Promise | None = None


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
    contacts = [(parts_of(contact), source.codename) for source in sources for contact in _contacts(source)]
    hits += _find_phrases([*_phrases(sources), *_addresses(contacts)], text, words)
    hits += _find_contacts(contacts, stream)
    hits += _find_numbers_of_things(sources, stream)
    hits += _find_births(sources, stream)
    promises = {source.codename: source.promise for source in sources}
    kept = _outermost([hit for hit in hits if not _may_be_published(hit, promises)])
    return tuple(Finding(hit.start, hit.end, hit.kind, hit.owner, _promised(hit, promises)) for hit in kept)


def _promised(hit: Hit, promises: Mapping[str, Mapping[str, Promise]]) -> Promise | None:
    return promises[hit.owner].get(_PROMISED_AS.get(hit.kind, _NAME_TYPE))


def _may_be_published(hit: Hit, promises: Mapping[str, Mapping[str, Promise]]) -> bool:
    """Whether it was agreed; a name is reported all the same, since whoever is in a vault is no public person."""
    return hit.kind in _PROMISED_AS and _promised(hit, promises) is Promise.PUBLISH


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
        texts += [(fact.what, fact.type.lower()) for fact in source.facts]
        for text, kind in texts:
            words = split_words(text)
            if kind == EMPLOYER:
                words = tuple(word for word in words if not word.forms & vocabulary("company_words")) or words
            if words:
                yield _Phrase(words, kind, source.codename)


def _contacts(source: Source) -> Iterator[str]:
    yield from source.contacts
    yield from (alias for alias in source.aliases if alias.startswith("@"))


def _addresses(contacts: Iterable[tuple[Parts, str]]) -> Iterator[_Phrase]:
    for parts, owner in contacts:
        for phrase in parts.phrases:
            if words := split_words(phrase):
                yield _Phrase(words, CONTACT, owner)


def _find_phrases(phrases: Sequence[_Phrase], text: str, words: Sequence[Word]) -> Iterator[Hit]:
    by_first: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in phrases:
        for form in phrase.words[0].forms:
            for key in deletions(form) if len(form) >= VERY_LONG else (form,):
                by_first[key].append(phrase)
    for index, word in enumerate(words):
        bases = {base for form in word.forms for base in _bases(form)}
        keys = bases | {key for base in bases if len(base) >= VERY_LONG - 1 for key in deletions(base)}
        for phrase in {phrase for key in keys for phrase in by_first.get(key, ())}:
            last = index + len(phrase.words) - 1
            if last < len(words) and _stands_at(phrase, index, text, words):
                yield Hit(word.start, words[last].end, phrase.kind, phrase.owner)


def _stands_at(phrase: _Phrase, index: int, text: str, words: Sequence[Word]) -> bool:
    here = words[index : index + len(phrase.words)]
    if not all(_PHRASE_GAP.fullmatch(text, one.end, other.start) for one, other in pairwise(here)):
        return False
    # An abbreviation such as UWV is also a syllable of other words' spellings.
    if len(here) == 1 and is_short(here[0].forms):
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


def _find_contacts(contacts: Sequence[tuple[Parts, str]], stream: Stream) -> Iterator[Hit]:
    numbers = [(number, owner) for parts, owner in contacts for number in parts.numbers]
    for start, end, digits in find_numbers(stream.text):
        for number, owner in numbers:
            if same_number(number, digits):
                yield Hit(*stream.span(start, end), CONTACT, owner)
    for parts, owner in contacts:
        for start, end in find_contact(parts, stream.text):
            yield Hit(*stream.span(start, end), CONTACT, owner)


def _find_numbers_of_things(sources: Sequence[Source], stream: Stream) -> Iterator[Hit]:
    """The number of a car, a file, or a citizen, wherever its signs are grouped otherwise."""
    codes = [(code_of(fact.what), source.codename) for source in sources for fact in source.facts if fact.type == _ID]
    together = code_of(stream.text) if codes else ""
    for code, owner in codes:
        if len(code) >= MIN_CODE and code in together:  # which few are, and looking in the text takes longer
            for start, end in find_code(code, stream.text):
                yield Hit(*stream.span(start, end), _ID.lower(), owner)


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
