"""By which words a new story file may call a source: a whole noun phrase of the text, of one person and nobody else.

Called by ``template`` alone. What it gives back is bound to the source wherever it stands in the text, so it must stand
nowhere else; where no phrase will do, there is none, and an editor chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .cues import cues
from .detect.grammar.lexicon import meaning
from .draft import Detail, DetailType, Lang, Person, Reading, Span
from .people.hints import occurrences
from .people.words import Word, has, has_plural, read
from .segment import segment

_NOUNS = frozenset({DetailType.GENDER, DetailType.OCCUPATION})
"""Types whose last word is a noun for a person; an age or an origin may be half of a phrase, and a name is a secret."""
_BRINGS_IN = frozenset({"indefinite", "another"})
_ARTICLES = _BRINGS_IN | {"definite"}
_PEOPLE = frozenset({"female", "male", "somebody", "office"})
_ANYBODY = frozenset({"female", "male", "somebody", "private"})
_CUES = cues(__package__, "called")
_AGENT = {lang: _CUES.words(f"agent_{lang}") for lang in Lang}
_PLACED = {lang: frozenset(_CUES.words(f"placed_{lang}")) for lang in Lang}
_OF_AGE = frozenset({"of", "van"})


@dataclass(frozen=True)
class _Phrase:
    """A noun phrase: ``brings_in`` where its article does, ``pointed`` where it has one at all."""

    span: Span
    text: str
    brings_in: bool
    pointed: bool


def is_bare(phrase: str, lang: Lang) -> bool:
    """Whether the words could be of anybody: "a woman", "een medewerker". In another article they are of another."""
    words = read(phrase, lang)
    return all(word.classes & (_ARTICLES | _ANYBODY) for word in words)


class Callings:
    """The words for the sources of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._text, self._lang = reading, reading.draft.text, reading.draft.lang

    def of(self, person: Person) -> str | None:
        """The phrase that brings a person in, else one that comes back, else the first; None where none will do."""
        found = [phrase for phrase in self._phrases(person) if self._is_theirs(phrase, person)]
        again = [phrase for phrase in found if len(occurrences(self._text, phrase.text)) > 1]
        for some in ([p for p in found if p.brings_in], again, [p for p in found if p.pointed], found):
            if some:
                return some[0].text
        return None

    def _phrases(self, person: Person) -> Iterator[_Phrase]:
        own = {detail.span: detail for detail in self._reading.details if detail.persons[:1] == (person.id,)}
        for detail in (own[span] for span in person.mentions if span in own):
            if self._is_of_one(detail):
                phrase = self._whole(detail.span, list(own))
                yield (is_bare(phrase.text, self._lang) and self._with_clause(phrase, sorted(own))) or phrase

    def _is_of_one(self, detail: Detail) -> bool:
        if detail.type is DetailType.GROUP:
            return detail.value.get("unique") is True and self._starts_with_article(detail.span)
        words = [word for word in self._words if detail.span.contains(Span(word.start, word.end))]
        if detail.type not in _NOUNS or not self._is_somebody(detail, words):
            return False
        # "een technicus" ends as a plural does.
        return self._is_brought_in(detail.span) or not has_plural(words, self._lang)

    def _is_brought_in(self, span: Span) -> bool:
        return any(self._touch(word.end, span.start) and "indefinite" in word.classes for word in self._words)

    def _is_somebody(self, detail: Detail, words: Sequence[Word]) -> bool:
        """Whether a noun for a person is among the words: "runs post office" and "de kassa" are work, and nobody."""
        if any(w.classes & _PEOPLE or meaning("occupations", w.low, self._lang) for w in words):
            return True
        before = [word for word in self._words if word.end <= detail.span.start][-2:]
        placed = any(word.low in _PLACED[self._lang] for word in before)
        return not placed and any(word.low.endswith(_AGENT[self._lang]) for word in words)

    def _starts_with_article(self, span: Span) -> bool:
        return any(word.start == span.start and "definite" in word.classes for word in self._words)

    def _whole(self, noun: Span, own: Sequence[Span]) -> _Phrase:
        """The phrase of a noun: with the details that touch it in front, its article, and the age behind it."""
        start, end = noun.start, noun.end
        while touching := next((span for span in own if self._touch(span.end, start)), None):
            start = touching.start
        before = [word for word in self._words if self._touch(word.end, start) and word.classes & _ARTICLES]
        pointed = bool(before) or self._starts_with_article(Span(start, end))
        of = next((word.end for word in self._words if self._touch(end, word.start) and word.low in _OF_AGE), end)
        age = next((span.end for span in own if of > end and self._touch(of, span.start)), end)
        span = Span(before[0].start if before else start, age)
        brings_in = any(word.classes & _BRINGS_IN for word in before)
        return _Phrase(span, " ".join(span.of(self._text).split()), brings_in, pointed)

    def _with_clause(self, phrase: _Phrase, own: Sequence[Span]) -> _Phrase | None:
        """The phrase and the clause behind it, up to the first detail in it: "a woman who worked as a nurse"."""
        sentence = segment(self._text).sentence_at(phrase.span.start) or phrase.span
        behind = [w for w in self._words if phrase.span.end <= w.start < sentence.end]
        end = next((span.end for span in own if phrase.span.end < span.start and sentence.contains(span)), None)
        clause = [word for word in behind if end and word.start < end]
        if end is None or not has(behind[:1], "relative") or not all(w.low[0].isalnum() for w in clause):
            return None
        span = Span(phrase.span.start, end)
        return replace(phrase, span=span, text=" ".join(span.of(self._text).split()))

    def _is_theirs(self, phrase: _Phrase, person: Person) -> bool:
        """Whether the words stand nowhere but where a detail of the person does, and touch nobody else's."""
        for span in occurrences(self._text, phrase.text):
            held = [detail for detail in self._reading.details if detail.span.overlaps(span)]
            if not held or any(detail.persons[:1] != (person.id,) for detail in held):
                return False
        return True

    def _touch(self, end: int, start: int) -> bool:
        """Whether something that ends there and something that starts here have one space between them."""
        return self._text[end:start] in (" ", "\n") and end < start

    @cached_property
    def _words(self) -> tuple[Word, ...]:
        return read(self._text, self._lang)
