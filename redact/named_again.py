"""One note for a withheld name, and "she" or "the source" where the same person is named again.

Called by the pipeline when all edits are made. It changes what stands for a name, never which stretch goes: what a
final copy is searched for stays the same. A pronoun is put where nobody else was told of since the person was named;
a noun where it can only be theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .covered import Covered
from .draft import Action, DetailType, Edit, Lang, Reading, Role, Span
from .segment import segment
from .wording import (
    called,
    genders_told,
    mentioned_again,
    people_told_of,
    role_before,
    source_is_told_of,
    source_name,
    this_source,
    withheld_name,
)


def named_again(reading: Reading, edits: Sequence[Edit], hidden: frozenset[str]) -> tuple[Edit, ...]:
    """``edits`` with something shorter for the names of who was named before; ``hidden`` have no gender to tell."""
    names = {edit.span.start: person for edit, person in _names(reading, edits)}
    if len(names) == len(set(names.values())):
        return tuple(edits)
    terms = _terms(reading, edits, names)
    told, several = _Told(reading, edits, names), _several(reading)
    made, seen = list[Edit](), set[str]()
    for edit in edits:
        person = names.get(edit.span.start)
        if person is not None and _is_prose(reading, edit.span):
            if person in seen and edit.replacement and person not in several:
                gender = told.pronoun(person, edit.span) if person not in hidden else None
                term = terms[person] or (this_source(reading.draft.lang) if told.is_nearest(person, edit.span) else "")
                said = mentioned_again(reading.draft.text, reading.draft.lang, edit.span, term, gender)
                edit = replace(edit, replacement=said) if said else edit
            seen.add(person)
        made.append(edit)
    return tuple(made)


def _names(reading: Reading, edits: Sequence[Edit]) -> Iterator[tuple[Edit, str]]:
    """The edits that leave no more than a note for a name, or nothing, and whose it was."""
    persons = {detail.id: detail.persons for detail in reading.details}
    notes = (withheld_name(reading.draft.lang), "")  # "haar collega Sjoerd" may be "haar collega"
    text = reading.draft.text
    # A town that was taken for somebody where it opens a sentence is nobody: "the source is in Yorkshire".
    things = {detail.span.of(text) for detail in reading.details if detail.type in _THINGS}
    for edit in edits:
        whose = {person for id in edit.details for person in persons.get(id, ())}
        named = edit.reason is DetailType.NAME and edit.span.of(text) not in things
        if named and edit.replacement in notes and len(whose) == 1:
            yield edit, next(iter(whose))


_THINGS = (DetailType.PLACE, DetailType.EMPLOYER, DetailType.EDUCATION)


def _several(reading: Reading) -> set[str]:
    """The persons of whom names are told that cannot all be theirs: "Anna Bok", and "Tom Bok" of a relative.

    A detail of a relative is a source's own, and so is their name; "she" or "the source" would be said of two.
    """
    text, found = reading.draft.text, dict[str, set[frozenset[str]]]()
    for detail in reading.details:
        if detail.type is DetailType.NAME and len(detail.persons) == 1:
            words = _NAME_WORD.findall(detail.span.of(text))
            found.setdefault(detail.persons[0], set()).add(frozenset(word.rstrip("s") for word in words))
    return {
        person
        for person, names in found.items()
        if (longest := max(names, key=len)) and any(not name <= longest for name in names)
    }


_NAME_WORD = re.compile(r"(?!(?:Mrs?|Ms|Miss|Dr|Mw|Mevr|Mevrouw|Dhr|Meneer)\b)[A-ZÀ-ÖØ-Þ]\w+")
"""A word of a name: no title, no initial."""


def _is_prose(reading: Reading, span: Span) -> bool:
    """Whether it stands in a sentence that nobody is quoted as saying: no headline, label or line of a list."""
    found, text = segment(reading.draft.text), reading.draft.text
    paragraph = found.paragraph_at(span.start)
    ends = paragraph is not None and paragraph.of(text).rstrip(_CLOSING)[-1:] in tuple(".!?…")
    return ends and not any(quote.overlaps(span) for quote in found.quotes)


_CLOSING = " \t\r\n\"'”’»)]*_"


def _terms(reading: Reading, edits: Sequence[Edit], names: dict[int, str]) -> dict[str, str]:
    """What each can be called that nobody else can be: the noun before the first name, or "source"; else ""."""
    lang, text = reading.draft.lang, reading.draft.text
    before = {edit.span.end: edit for edit in edits}
    first = dict[str, Edit]()
    for edit in edits:
        if edit.span.start in names:
            first.setdefault(names[edit.span.start], edit)
    found = dict.fromkeys(first, "")
    for person, edit in first.items():
        other = before.get(edit.span.start - 1)
        found[person] = (called(lang, other.replacement) or "") if other else role_before(text, lang, edit.span)
    several = list(found.values())
    found = {person: term if several.count(term) == 1 else "" for person, term in found.items()}
    # Of sources without a name, too, somebody might be "the first" that is told of.
    sources = {person.id for person in reading.persons if person.role is Role.SOURCE}
    ordinals = ("",) if len(first) == 1 else _ORDINALS[lang]
    if sources == set(first) and len(first) <= len(ordinals) and not source_is_told_of(text, lang):
        said = source_name(lang)
        for (person, term), ordinal in zip(list(found.items()), ordinals, strict=False):
            found[person] = term or f"{ordinal} {said}".strip()
    return found


_ORDINALS = {Lang.NL: ("eerste", "tweede"), Lang.EN: ("first", "second")}


class _Told:
    """Where people are told of: each place with the person, "" for somebody who is no person of the reading.

    Of a book only the paragraphs are looked at in which a name went.
    """

    def __init__(self, reading: Reading, edits: Sequence[Edit], names: dict[int, str]) -> None:
        self._text, self._lang = reading.draft.text, reading.draft.lang
        self._sources = {person.id for person in reading.persons if person.role is Role.SOURCE}
        self._genders = {person.id: person.gender for person in reading.persons}
        gone = Covered(e.span for e in edits if e.action is not Action.KEEP and e.span.start not in names)
        mentions = ((mention, person.id) for person in reading.persons for mention in person.mentions)
        found = {mention: who for mention, who in mentions if not gone.overlap(mention)}
        taken = Covered(found)
        paragraphs = dict.fromkeys(segment(self._text).paragraph_at(start) for start in names)
        for paragraph in filter(None, paragraphs):
            for span in people_told_of(self._text, paragraph, self._lang):
                if not taken.overlap(span):
                    found[span] = ""
        self._places = sorted((span.start, span.end, person) for span, person in found.items())
        self._shown = {person: self._pronouns(person) for person in set(names.values())}

    def pronoun(self, person: str, name: Span) -> str | None:
        """The gender of ``person`` where a pronoun at the name can only be theirs: near it, nobody else was told of."""
        gender, ahead = self._shown[person], self._ahead(name)
        last = max((n for n, each in enumerate(ahead) if each[2] == person), default=None)
        if last is None or gender is None:
            return None
        since = self._text[ahead[last][1] : name.start]
        others = {self._genders.get(each[2]) for each in ahead[last + 1 :]}
        return gender if others <= {_OTHER[gender]} and sum(map(since.count, ".!?")) <= _NEAR else None

    def is_nearest(self, person: str, name: Span) -> bool:
        """Whether "this source" at the name can only be ``person``: in its paragraph, no other source was told of."""
        return {who for _, _, who in self._ahead(name)} & self._sources == {person}

    def _ahead(self, name: Span) -> list[tuple[int, int, str]]:
        """The places before a name in its paragraph."""
        paragraph = segment(self._text).paragraph_at(name.start)
        if paragraph is None:
            return []
        first, until = (bisect_left(self._places, (at,)) for at in (paragraph.start, name.start))
        return [each for each in self._places[first:until] if each[1] <= name.start]

    def _pronouns(self, person: str) -> str | None:
        """The gender that a pronoun tells behind a sentence that begins with them: what is read around them may err."""
        found = set[str]()
        for at, (start, end, who) in enumerate(self._places):
            sentence = segment(self._text).sentence_at(start) if who == person else None
            if sentence is None or _LETTER.search(self._text, sentence.start, start):
                continue  # "he gave it to Anna. He left."
            following = self._places[at + 1][0] if at + 1 < len(self._places) else len(self._text)
            paragraph = segment(self._text).paragraph_at(end - 1)
            until = min(following, paragraph.end if paragraph else following)
            found |= genders_told(self._text[end:until], self._lang)
        own = self._genders.get(person)
        return own if own in _OTHER and found == {own} else None


_LETTER = re.compile(r"\w")
_OTHER = {"woman": "man", "man": "woman"}
_NEAR = 2
"""Sentences back in which somebody must have been named whom a pronoun means."""


__all__ = ["named_again"]
