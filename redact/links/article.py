"""One article as the linker sees it: who is in it, what is said of each, and which words it repeats.

Built once an article by :func:`look`; everything in it is read only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..draft import DIRECT_TYPES, Detail, DetailType, Fact, Lang, Person, Reading, Role, Span
from ..people.words import gender, read
from ..segment import segment
from .words import Stems, Token, tokens, within

_SAY_GENDER = frozenset({DetailType.GENDER, DetailType.OCCUPATION, DetailType.GROUP})
_OWN_FAMILY = frozenset({"child", "parent"})
"""Kinds of FAMILY in which the first noun may be the person: "a mother of three"."""


@dataclass(frozen=True)
class Passage:
    """A quotation or a sentence of somebody; ``detail`` is the detail that stands for it, where it holds one."""

    span: Span
    words: tuple[Token, ...] = field(repr=False)
    detail: str | None
    quoted: bool

    @cached_property
    def stems(self) -> Stems:
        """The words that say something."""
        return Stems(self.words)

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every three words that follow one another: passages that share none have no run of words in common."""
        forms = [word.form for word in self.words]
        return frozenset(zip(forms, forms[1:], forms[2:], strict=False))


@dataclass(frozen=True)
class Someone:
    """A person with their facts, details and passages, each in order of the text.

    ``gender`` is "woman" or "man" where all that is said of them agrees, None otherwise.
    """

    person: Person
    facts: tuple[Fact, ...]
    details: tuple[Detail, ...]
    passages: tuple[Passage, ...] = field(repr=False)
    gender: str | None

    @property
    def id(self) -> str:
        """The id of the person."""
        return self.person.id


@dataclass(frozen=True)
class Article:
    """A reading with its words; ``people`` are all who have facts, by id."""

    reading: Reading
    words: tuple[Token, ...] = field(repr=False)
    people: Mapping[str, Someone]
    _words: dict[str, tuple[Token, ...]] = field(default_factory=dict, repr=False, compare=False)
    _told: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The text of the article."""
        return self.reading.draft.text

    @property
    def lang(self) -> Lang:
        """The language of the article."""
        return self.reading.draft.lang

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.reading.draft.name

    @cached_property
    def details(self) -> Mapping[str, Detail]:
        """Every detail by its id."""
        return {detail.id: detail for detail in self.reading.details}

    @cached_property
    def repeated(self) -> Mapping[str, int]:
        """In how many sentences each stem stands."""
        counts: Counter[str] = Counter()
        for sentence in segment(self.text).sentences:
            counts.update({word.stem for word in within(self.words, sentence) if word.stem})
        return counts

    @cached_property
    def common_ground(self) -> frozenset[str]:
        """Stems of what stays in the text whoever the sources are: public people, places and organisations."""
        public = [mention for p in self.reading.persons if p.role is Role.PUBLIC for mention in p.mentions]
        spans = [*public, *(kept.span for kept in self.reading.kept), *self.reading.public]
        return frozenset(word.stem for span in spans for word in within(self.words, span) if word.stem)

    def words_of(self, fact: Fact) -> tuple[Token, ...]:
        """The words of the details that state ``fact``."""
        if fact.id not in self._words:
            spans = (self.details[id].span for id in fact.details)
            self._words[fact.id] = tuple(word for span in spans for word in within(self.words, span))
        return self._words[fact.id]

    def stems_of(self, fact: Fact) -> frozenset[str]:
        """The stems of those words."""
        return frozenset(word.stem for word in self.words_of(fact) if word.stem)

    def stems_told(self, who: Someone) -> frozenset[str]:
        """The stems of all that is told of somebody, quotations apart."""
        if who.id not in self._told:
            facts = (fact for fact in who.facts if fact.type is not DetailType.QUOTE)
            self._told[who.id] = frozenset(stem for fact in facts for stem in self.stems_of(fact))
        return self._told[who.id]

    def together(self, one: Fact, other: Fact) -> bool:
        """Whether two facts are told in one sentence."""
        cut = segment(self.text)
        places = [{cut.sentence_at(self.details[id].span.start) for id in fact.details} for fact in (one, other)]
        return bool(places[0] & places[1] - {None})


def look(reading: Reading) -> Article:
    """Read the words of an article, and sort its facts and passages by person."""
    words = tokens(reading.draft.text, reading.draft.lang)
    owners = _passages(reading, words)
    people = {}
    for person in reading.persons:
        facts = tuple(fact for fact in reading.facts if fact.person == person.id)
        if facts:
            details = tuple(d for d in reading.details if any(d.id in fact.details for fact in facts))
            own = tuple(owners.get(person.id, ()))
            people[person.id] = Someone(person, facts, details, own, _gender(reading, facts, details))
    return Article(reading, words, people)


def _passages(reading: Reading, words: Sequence[Token]) -> Mapping[str, list[Passage]]:
    """The quotations of each person, and the sentences that speak of them alone.

    A sentence without a detail is of whom the sentence before it in its paragraph spoke.
    """
    owned: dict[str, list[Passage]] = {}
    for detail in reading.details:
        if detail.type is DetailType.QUOTE:
            for id in detail.persons[:1]:
                owned.setdefault(id, []).append(_passage(words, detail.span, detail.id, quoted=True))
    for sentence, details, who in _sentences(reading):
        if len(who) == 1:
            anchor = next((d.id for d in details if d.type not in DIRECT_TYPES), None)
            owned.setdefault(who[0], []).append(_passage(words, sentence, anchor, quoted=False))
    return owned


def _sentences(reading: Reading) -> Iterator[tuple[Span, list[Detail], list[str]]]:
    cut = segment(reading.draft.text)
    who: list[str] = []
    paragraph = None
    for sentence in cut.sentences:
        inside = [d for d in reading.details if sentence.contains(d.span)]
        now = cut.paragraph_at(sentence.start)
        named = list(dict.fromkeys(id for d in inside for id in d.persons[:1]))
        who = named or (who if now == paragraph else [])
        paragraph = now
        yield sentence, inside, who


def _passage(words: Sequence[Token], span: Span, detail: str | None, *, quoted: bool) -> Passage:
    return Passage(span, within(words, span), detail, quoted)


def _gender(reading: Reading, facts: Sequence[Fact], details: Sequence[Detail]) -> str | None:
    stated = {str(f.value["gender"]) for f in facts if f.value.get("gender")}
    draft = reading.draft
    for detail in details:
        if detail.type in _SAY_GENDER or (detail.type is DetailType.FAMILY and detail.value.get("kind") in _OWN_FAMILY):
            nouns = read(detail.span.of(draft.text), draft.lang)
            first = nouns if detail.type is not DetailType.FAMILY else nouns[:1]
            stated |= {{1: "woman", -1: "man"}[sign] for sign in [gender(first, draft.lang)] if sign}
    return stated.pop() if len(stated) == 1 else None
