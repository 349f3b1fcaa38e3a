"""Pronouns of a source whose gender is hidden: which they are, and what stands in their place.

A pronoun belongs to whoever was last spoken of and can be meant by it. Where that may be two people it is nobody's:
"they" for the wrong person misleads nobody, but "the source" would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..draft import DetailType, Lang, Reading, Role, Span
from ..segment import segment, segment_near
from .function import known, pattern
from .lemmas import lemma
from .lexicon import person_nouns
from .phrases import phrases
from .seams import Piece, fit
from .words import VERBAL, Tag, Word, words_of

_GENDERS = {"woman": "woman", "man": "man"}


@dataclass(frozen=True)
class Pronoun:
    """A pronoun that is somebody's: ``details`` are those that state the gender which it gives away too.

    ``person`` is empty where it may be that of two people whose gender is hidden.
    """

    span: Span
    person: str
    details: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True)
class _Anchor:
    """A place where somebody is spoken of; ``person`` is empty for somebody who is no person of the reading."""

    start: int
    person: str
    gender: str | None


def pronouns_of(reading: Reading, persons: frozenset[str]) -> tuple[Pronoun, ...]:
    """The pronouns of those of ``persons`` that are sources and whose gender the draft states, in order of the text."""
    stated = dict(_stated(reading))
    sources = {person.id for person in reading.persons if person.role is Role.SOURCE}
    hidden = {id: gender for id, (gender, _) in stated.items() if id in persons & sources}
    if not hidden:
        return ()
    anchors = sorted(_anchors(reading, {id: gender for id, (gender, _) in stated.items()}), key=lambda a: a.start)
    found = []
    for word, sentence, gender in _candidates(reading):
        person = _referent(reading, word, sentence, gender, anchors, hidden)
        if person is None:
            continue
        quote = next((q for q in segment(reading.draft.text).quotes if q.contains(word.span)), None)
        if quote is not None and not _only_one(person, gender, anchors):
            continue
        meant = [person] if person else [id for id, own in hidden.items() if own == gender]
        details = tuple(detail for id in meant for detail in stated[id][1])
        found.append(Pronoun(word.span, person, details, quote is not None))
    return tuple(found)


def _stated(reading: Reading) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    """The gender of each person as the facts state it, and the details that do."""
    for fact in reading.facts:
        gender = _GENDERS.get(str(fact.value.get("gender")))
        if fact.type is DetailType.GENDER and gender:
            yield fact.person, (gender, fact.details)


def _anchors(reading: Reading, genders: Mapping[str, str]) -> Iterator[_Anchor]:
    text, lang = reading.draft.text, reading.draft.lang
    covered = []
    for detail in (*reading.details, *reading.left_out):
        relative = detail.type is DetailType.FAMILY
        if len(detail.persons) == 1 and not relative:
            yield _Anchor(detail.span.start, detail.persons[0], genders.get(detail.persons[0]))
            covered.append(detail.span)
    for person in reading.persons:
        yield from (_Anchor(mention.start, person.id, genders.get(person.id)) for mention in person.mentions)
        covered += person.mentions
    for gender in ("woman", "man"):  # "his mother", "a woman": somebody else whom a pronoun may mean
        for match in pattern(lang, gender).finditer(text):
            if not any(span.start <= match.start() < span.end for span in covered):
                yield _Anchor(match.start(), "", gender)


def _candidates(reading: Reading) -> Iterator[tuple[Word, Span, str]]:
    text, lang = reading.draft.text, reading.draft.lang
    listed = {form: gender for gender in ("woman", "man") for form in known(lang, f"pronouns_{gender}")}
    for sentence in segment(text).sentences:
        words = words_of(text, sentence, lang)
        for at, word in enumerate(words):
            gender = listed.get(word.lower.split("'")[0] if lang is Lang.EN else word.lower)
            if gender and _is_singular(words, at, lang) and not _is_paired(words, at, lang):
                yield word, sentence, gender


def _is_singular(words: tuple[Word, ...], at: int, lang: Lang) -> bool:
    """Whether a Dutch "ze" is one person, and a Dutch "zijn" no verb."""
    word = words[at]
    if lang is Lang.EN:
        return True
    if word.lower == "zijn":
        return word.tag is Tag.DET
    if word.lower not in ("ze", "zij"):
        return True
    before, following = words[at - 1] if at else None, words[at + 1 :]
    verb = before if before is not None and before.tag is Tag.FINITE else None
    verb = verb or next((one for one in following if one.tag is Tag.FINITE), None)
    return verb is not None and (not verb.lower.endswith("n") or verb.lower in ("ben", "kon", "kan"))


def _is_paired(words: tuple[Word, ...], at: int, lang: Lang) -> bool:
    """Whether it is one of "he or she"."""
    around = [words[i].lower for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return any(word in known(lang, "or") for word in around)


def _referent(
    reading: Reading,
    word: Word,
    sentence: Span,
    gender: str,
    anchors: Sequence[_Anchor],
    hidden: Mapping[str, str],
) -> str | None:
    """Whose the pronoun is: the last one spoken of in its paragraph that it can mean, else the next in its sentence."""
    paragraph = segment(reading.draft.text).paragraph_at(word.start) or sentence
    before = [a for a in anchors if paragraph.start <= a.start < word.start and a.gender in (gender, None)]
    after = [a for a in anchors if word.end <= a.start < sentence.end and a.gender in (gender, None)]
    earlier = [a for a in anchors if a.start < paragraph.start and a.gender in (gender, None)]
    meant = before[-1] if before else after[0] if after else earlier[-1] if earlier else None
    if meant is None or hidden.get(meant.person) != gender:
        return None
    there = segment(reading.draft.text).sentence_at(meant.start) or sentence
    others = {a.person for a in before if there.start <= a.start < there.end} - {meant.person}
    if others:
        return "" if all(hidden.get(other) == gender for other in others) else None
    return meant.person


def _only_one(person: str, gender: str, anchors: Sequence[_Anchor]) -> bool:
    """Whether nobody else of the draft can be meant by a pronoun of that gender."""
    return all(anchor.person == person for anchor in anchors if anchor.gender in (gender, None))


def neutral(text: str, lang: Lang, pronoun: Span, name: str, *, quoted: bool) -> tuple[Piece, ...]:
    """What stands for a pronoun of ``text``, and for the verbs that agree with it, in order of the text.

    ``name`` is what the person is called, as "bron" or "zorgverlener", and empty where it may be one of two; English
    says "they".
    """
    sentence = segment_near(text, pronoun).sentence_at(pronoun.start) or Span(pronoun.start, pronoun.end)
    words = words_of(text, sentence, lang)
    at = next((i for i, word in enumerate(words) if word.start <= pronoun.start < word.end), None)
    if at is None:
        return ()
    made = _dutch(words, at, name) if lang is Lang.NL else _english(words, at)
    pieces: list[Piece] = []
    for piece in sorted(made, key=lambda piece: piece.span):
        last = pieces[-1] if pieces else None
        if last and not text[last.span.end : piece.span.start].strip():
            between = text[last.span.end : piece.span.start]
            pieces[-1] = Piece(Span(last.span.start, piece.span.end), f"{last.text}{between}{piece.text}")
        else:
            pieces.append(piece)
    fitted = (fit(text, lang, piece) for piece in pieces)
    return tuple(Piece(piece.span, f"[{piece.text}]") if quoted else piece for piece in fitted)


def _dutch(words: tuple[Word, ...], at: int, name: str) -> Iterator[Piece]:
    word, before = words[at], words[at - 1] if at else None
    following = words[at + 1] if at + 1 < len(words) else None
    article = "het" if pattern(Lang.NL, "neuter_person").search(name) else "de"
    called = f"{article} {name}" if name else phrases(Lang.NL).person["that"]
    owns = word.tag is Tag.DET or (
        word.lower in ("haar", "z'n", "d'r")
        and following is not None
        and following.tag in (Tag.NOUN, Tag.NOUNS, Tag.ADJ)
    )
    if word.lower in ("haar", "zijn", "z'n", "d'r") and owns:
        if before is not None and before.lower == "in" and following is not None and following.lower == "eentje":
            yield Piece(Span(before.start, following.end), "alleen")
        else:
            yield Piece(word.span, "diens")
    elif word.lower.endswith("zelf"):
        yield Piece(word.span, f"{called} zelf")
    else:
        yield Piece(word.span, called)


def _english(words: tuple[Word, ...], at: int) -> Iterator[Piece]:
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    subject, _, rest = word.lower.partition("'")
    if subject in ("she", "he"):
        yield Piece(word.span, f"they'{rest}" if rest else "they")
        yield from _agreeing(words, at)
    elif subject in ("her", "his") and word.tag is Tag.DET:
        owned = following is not None and not following.is_mark
        owned = owned and following is not None and following.tag not in (Tag.FINITE, Tag.PREP, Tag.AND, Tag.SUB)
        yield Piece(word.span, "their" if owned or subject == "her" else "theirs")
    else:
        said = {"her": "them", "him": "them", "his": "theirs", "hers": "theirs"}
        yield Piece(word.span, said.get(subject, "themselves"))


_PLURAL = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}


def _agreeing(words: tuple[Word, ...], at: int) -> Iterator[Piece]:
    """The verbs of "she" as those of "they": "says she", "she's been", "she never asks and never tells"."""
    before, verb = words[at - 1] if at else None, at + 1
    while verb < len(words) and (words[verb].tag is Tag.ADV or words[verb].lower.endswith(("self", "selves"))):
        verb += 1
    if verb >= len(words) or words[verb].tag is not Tag.FINITE:
        if before is not None and before.tag is Tag.FINITE and (piece := _plural_verb(before)):
            yield piece
        return
    if words[verb].text in ("'s", "’s"):
        part = next((w for w in words[verb + 1 :] if w.tag is not Tag.ADV), None)
        have = part is not None and part.tag is Tag.PART and part.lower not in known(Lang.EN, "states")
        yield Piece(words[verb].span, f"{words[verb].text[0]}{'ve' if have else 're'}")
    elif piece := _plural_verb(words[verb]):
        yield piece
    yield from _joined(words, verb)


def _joined(words: tuple[Word, ...], verb: int) -> Iterator[Piece]:
    """The verbs that "and" joins to the one at ``verb``, up to the next clause."""
    bare = True
    for at in range(verb + 1, len(words) - 1):
        word, following = words[at], words[at + 1]
        if word.tag in (Tag.SUB, Tag.PRON) or word.text in ".;:!?—–()" or word.lower in known(Lang.EN, "relatives"):
            return
        if word.tag is Tag.AND or word.text == ",":
            while following.tag is Tag.ADV and words.index(following) + 1 < len(words):
                following = words[words.index(following) + 1]
            listed = bare and following.tag is Tag.NOUNS
            if (following.tag is Tag.FINITE or listed) and (piece := _plural_verb(following)):
                yield piece
            elif word.tag is Tag.AND and following.tag in (Tag.DET, Tag.NAME):
                return
        elif word.tag is Tag.FINITE and words[at - 1].tag not in (Tag.AND, Tag.ADV) and words[at - 1].text != ",":
            return
        elif word.tag not in VERBAL and not (bare and word.tag is Tag.NOUNS):
            bare = False


def _plural_verb(word: Word) -> Piece | None:
    lower = word.lower
    if lower in _PLURAL:
        said = _PLURAL[lower]
    elif lower.endswith("s") and not lower.endswith(("ss", "'s")):
        said = lemma(lower, Lang.EN)
        said = said if said and said != lower else lower[:-1]
    else:
        return None
    return Piece(word.span, said.capitalize() if word.text[0].isupper() else said)


def called(lang: Lang, replacement: str) -> str | None:
    """The noun that ``replacement`` calls somebody by ("een zorgverlener"), where it is one and no more."""
    match = pattern(lang, "one_noun").fullmatch(replacement.strip(" ,").lower())
    noun = match["noun"] if match else ""
    return noun if noun in person_nouns(lang) else None


def renamed_as(lang: Lang, before: str, replacement: str, name: str) -> str | None:
    """``replacement`` after the words ``before``, with ``name`` for "the person" in it; None where that is not all."""
    match = pattern(lang, "the_person").fullmatch(replacement)
    if match is None or not (match["article"] or pattern(lang, "the_before").search(before)):
        return None
    return f"{match['article'] or ''}{name}{match['comma']}"


def source_name(lang: Lang) -> str:
    """What a source is called of whom nothing else is said."""
    return phrases(lang).person["source"]
