"""What "the only" becomes: "a" or "someone", one of those of whom there are more."""

from __future__ import annotations

import re

from ..draft import DetailType, Lang, Span
from .agree import follows_copula, with_article
from .function import known, pattern
from .group_numbers import SAID, Said, number_words, unnumbered
from .lexicon import lexicon
from .numbers import number
from .persons import is_modified
from .phrases import phrases
from .seams import Piece
from .slot import Shape, Slot, narrowed
from .trim import GENITIVE
from .words import NOUNISH, VERBAL, Tag, Word

_COPULA_NEAR = 3


def not_only(slot: Slot, said: Said) -> Piece | None:
    """Make it "een leidinggevende" for "de enige leidinggevende", "iemand met een hond" for "de enige met een hond".

    A denial goes with it: "was not the first nurse there" leaves "was a nurse there", for "was not a nurse" is untrue.
    """
    piece = _one_of_more(slot, said)
    if piece is not None:  # "the only one of the nineteen who know" is told once of whom
        piece = Piece(piece.span, piece.text.replace("one of those of those ", "one of those "))
        piece = Piece(piece.span, _ANOTHER.sub("een ander ", piece.text))
    at = denial(slot, piece.span.start) if piece is not None else None
    if piece is None or at is None:
        return piece
    span = Span(slot.left[at].start, piece.span.end)
    if contracted := _IS_NOT.fullmatch(slot.left[at].text):
        return Piece(span, f"{contracted[1]} {piece.text}")
    said_of = at > 0 and slot.left[at - 1].lower in phrases(slot.lang).copulas
    as_such = any(word.lower in known(slot.lang, "as") for word in (*slot.left[at + 1 :], slot.phrase[0]))
    return Piece(span, piece.text) if said_of and not as_such else None


_ANOTHER = re.compile(r"^een andere (?=(?:uit|van|met|die|in|bij)\b)")
"""One more, of whom no noun follows: "de enige andere uit Goes" is "een ander uit Goes"."""


def denial(slot: Slot, start: int) -> int | None:
    """Where in ``slot.left`` the denial stands of what begins at ``start``: "not the only", "niet eens als enige"."""
    at = sum(word.end <= start for word in slot.left) - 1
    while at >= 0 and not _denies(slot, slot.left[at]):
        if slot.left[at].tag is not Tag.ADV and slot.left[at].lower not in known(slot.lang, "as"):
            return None
        at -= 1
    return at if at >= 0 else None


def _denies(slot: Slot, word: Word) -> bool:
    return word.lower in known(slot.lang, "negative") or word.lower.endswith(("n't", "n’t"))


_IS_NOT = re.compile(r"(is|are|was|were)n['’]t", re.IGNORECASE)


def _one_of_more(slot: Slot, said: Said) -> Piece | None:
    words = slot.phrase
    start = 1 if words[0].lower in known(slot.lang, "as") and len(words) > 1 else 0
    led = words[start].tag is Tag.DET and words[start].lower not in ("enige", "enigste")  # "Enige docent", in a note
    opener = 1 if led and len(words) > start + 1 else 0
    if not opener and slot.determiner is not None and slot.modifiers:
        return None
    at = start + opener
    if len(words) == 1 and words[0].tag is Tag.ADV and slot.determiner is None:
        return None  # "he would talk only on his porch"
    if at >= len(words) or words[at].lower not in known(slot.lang, "only"):
        return None
    adverb = slot.lang is Lang.EN and not opener and slot.determiner is None
    adverb = adverb and words[at].lower in known(slot.lang, "only_before") and len(words) > at + 1
    if adverb and words[at + 1].tag in (*VERBAL, Tag.ADV):
        return Piece(Span(words[at].start, words[at + 1].start), "")  # "had only been there" is of no group
    as_such = start or (slot.before is not None and slot.before.lower in known(slot.lang, "as"))
    several = slot.lang is Lang.NL and any(word.tag is Tag.DET for word in words[at + _GROUP :])
    if as_such and several and words[at].lower in ("enige", "enigste"):
        return None  # "als enige van het team een diploma had": of all, that it was alone goes
    if (alone := _one_of_a_number(slot, said, words[at + 1 :])) is not None:
        return alone
    if slot.shape is Shape.VERB:
        return None
    numeral = words[at].lower == "one" and (at == 0 or at + 1 == len(words) or words[at + 1].tag is Tag.PREP)
    if pattern(slot.lang, "one_of").match(slot.words.lower()) or numeral:
        return None
    rest = words[at + 1 :]
    counted = bool(rest) and number(rest[0].text, slot.lang) is not None
    if counted and not opener and words[at].lower in known(slot.lang, "only_before"):
        return None  # "only four teams" are not just teams
    if not opener and not start and rest and rest[0].tag in (Tag.PRON, Tag.NAME):
        return None  # "only she and one other"
    if counted and opener and (number(rest[0].text, slot.lang) or 0) > 1:
        return _some_of(slot, said, rest[1:])
    while rest and (rest[0].lower in known(slot.lang, "only") | {"one"} or number(rest[0].text, slot.lang) is not None):
        rest = rest[1:]
    first = slot.determiner if slot.determiner and not opener and not start else words[0]
    led = slot.lang is Lang.NL and first is words[0] and not opener and not start
    if led and slot.before is not None and slot.before.tag is Tag.DET:
        first = slot.before  # "zijn enige adviseur" is "een adviseur"
    lead = f"{words[0].text} " if start else ""
    tail = pattern(slot.lang, "ever").sub("", pattern(slot.lang, "on_number").sub("", _rest_text(slot, rest)))
    said_of = any(word.lower in phrases(slot.lang).copulas for word in slot.left[-_COPULA_NEAR:])
    if rest and len(tail.split()) == 1 and said_of and lexicon(slot.lang).find(DetailType.GENDER, tail):
        return None  # "ik was een vrouw"
    if pattern(slot.lang, "of_all").search(tail):
        return None  # "a governor in the country to have worked as a shrimper"
    if pattern(slot.lang, "in_a_row").search(tail):
        return None
    if (alone := _without_gender(slot, start, rest)) is not None:
        return alone
    owner = _owner(slot) if not opener and not start else None
    text = (not owner and (_of_them(slot, said, rest) or _of_a_group(slot, said, rest))) or _some_one(
        slot, said, (start, opener), rest, tail
    )
    if owner:
        return _of_an_owner(slot, owner, text)
    if not text:
        return None
    ever = _ever_after(slot)
    return Piece(Span(first.start, ever.end if ever else words[-1].end), lead + text + _until(slot, ever))


def _one_of_a_number(slot: Slot, said: Said, rest: tuple[Word, ...]) -> Piece | None:
    """Make it "one of those not invited" for "the only one of the twelve not invited": the number told of how many."""
    rest = rest[1:] if rest and rest[0].lower == "one" else rest
    counted = len(rest) > _OF_THE_TWELVE and rest[0].lower in known(slot.lang, "of") and rest[1].tag is Tag.DET
    if not counted or slot.lang is not Lang.EN or number(rest[2].text, slot.lang) is None:
        return None
    told = rest[_OF_THE_TWELVE]
    if told.tag is not Tag.PART and told.lower not in known(slot.lang, "negative"):
        return None
    start = slot.determiner.start if slot.determiner is not None and not slot.opener else slot.span.start
    return Piece(Span(start, slot.span.end), f"{said.among} {Span(told.start, slot.span.end).of(slot.text)}")


_GROUP = 4
"""Words of "enige van het team"."""
_OF_THE_TWELVE = 3
"""Words."""


def _without_gender(slot: Slot, start: int, rest: tuple[Word, ...]) -> Piece | None:
    """Make it "werd voorzitter" for "werd als eerste vrouw voorzitter", where "als vrouw" says something else."""
    before = slot.phrase[0] if start else slot.before
    if slot.lang is not Lang.NL or before is None or before.lower not in known(slot.lang, "as") or len(rest) < 2:
        return None
    woman = lexicon(slot.lang).find(DetailType.GENDER, rest[0].text) is not None
    if not woman or rest[1].tag is not Tag.NOUN:
        return None
    return Piece(Span(before.start, slot.span.end), Span(rest[1].start, slot.span.end).of(slot.text))


def _ever_after(slot: Slot) -> Word | None:
    """The "ever" that only "the only" allows, in a clause right behind it: "the only woman who ever worked there"."""
    clause = slot.right[:_COPULA_NEAR] if slot.after and slot.after.lower in known(slot.lang, "relatives") else ()
    return next((word for word in clause if pattern(slot.lang, "ever").fullmatch(f" {word.lower}")), None)


def _until(slot: Slot, ever: Word | None) -> str:
    """The words between the phrase and an "ever" that goes."""
    return slot.text[slot.span.end : ever.start].rstrip() if ever else ""


def _some_of(slot: Slot, said: Said, rest: tuple[Word, ...]) -> Piece | None:
    """Make it "some of those with a key" for "the only two with a key": several are no "someone"."""
    noun = rest and rest[0].tag in (Tag.NOUNS, Tag.ADJ)
    goes_on = rest and (rest[0].tag is Tag.PREP or rest[0].lower in known(slot.lang, "relatives"))
    if not noun and not goes_on:
        return None
    tail = pattern(slot.lang, "ever").sub("", Span(rest[0].start, slot.span.end).of(slot.text))
    return Piece(slot.span, f"{said.some_of if noun else said.some_of_those} {tail}")


def _owner(slot: Slot) -> tuple[Word, ...]:
    """The words that name whose the only one is, in front of it with a genitive: "the company's", "Lamonts"."""
    left, before = slot.left, slot.before
    if before is None:
        return ()
    behind_a_word = len(left) > 1 and left[-2].end == before.start and left[-2].text.isalnum()
    if before.lower in GENITIVE | {"'"} and behind_a_word:
        at = len(left) - 2
        while at and left[at - 1].tag in NOUNISH | {Tag.ADJ, Tag.NUM}:
            at -= 1
        return left[at - 1 if at and left[at - 1].tag is Tag.DET else at :]
    if slot.lang is Lang.EN:
        return ()
    if before.lower in known(slot.lang, "owner_like_s"):  # "het bedrijf z'n eerste chef"
        return left[-2:] if len(left) > 1 and left[-2].tag in NOUNISH else ()
    old = len(left) > 1 and left[-2].lower == "'s"  # "’s lands enige"
    names = before.tag in NOUNISH or (before.tag is Tag.ADJ and before.text[0].isupper()) or old
    return left[-1:] if names and before.lower.endswith(("s", "'")) else ()


def _of_an_owner(slot: Slot, owner: tuple[Word, ...], text: str) -> Piece | None:
    """Make it "a partner of the firm" for "the firm's only partner": "the firm's a partner" is none.

    None in Dutch, where a name does not tell which of its letters is the genitive ("Loes’ enige collega").
    """
    if slot.lang is not Lang.EN or not text.startswith(("a ", "an ")) or not owner[:-1]:
        return None
    whose = Span(owner[0].start, owner[-2].end).of(slot.text)
    if owner[0].tag is Tag.DET:
        whose = whose[0].lower() + whose[1:]
    return Piece(Span(owner[0].start, slot.span.end), f"{text} of {whose}")


def _of_them(slot: Slot, said: Said, rest: tuple[Word, ...]) -> str:
    """Make it "one of the students" for "the only woman of ten students"; "" where no others are named."""
    if len(rest) < 3 or lexicon(slot.lang).find(DetailType.GENDER, rest[0].text) is None:
        return ""
    others = rest[2:] if rest[1].lower in known(slot.lang, "out") else rest[1:]
    if others[0].lower not in known(slot.lang, "of"):
        return ""
    return _one_of_these(slot, said, others, _rest_text(slot, others))


def _of_a_group(slot: Slot, said: Said, rest: tuple[Word, ...]) -> str:
    """Make it "een van de leden van de delegatie" for "de enige vrouw in de delegatie"; "" where there is no group."""
    said_of = follows_copula(slot) or slot.words.lower().startswith(tuple(known(slot.lang, "as")))
    # "De enige lasser in de ploeg" is "een lasser in de ploeg"; only of a woman or a man is that an odd thing to say.
    if not said_of or not rest or lexicon(slot.lang).find(DetailType.GENDER, rest[0].text) is None:
        return ""
    for at, word in enumerate(rest):
        if word.tag is Tag.PREP and word.lower in known(slot.lang, "within"):
            group = rest[at + 1 :]
            noun = next((w for w in group[1:] if w.tag is not Tag.ADJ), None)
            named = noun is not None and group[0].tag is Tag.DET and noun.tag in (Tag.NOUN, Tag.NOUNS)
            if noun is None or not named or not pattern(slot.lang, "body").search(noun.lower):
                return ""
            inner = narrowed(slot, slot.phrase.index(group[0]))
            vague = unnumbered(inner, said)
            return f"{said.members} {vague.text if vague else inner.words}"
    return ""


def _some_one(slot: Slot, said: Said, opening: tuple[int, int], rest: tuple[Word, ...], tail: str) -> str:
    """What "the only" and the words after it become; "" where nothing fits."""
    start, opener = opening
    only = slot.phrase[start + opener].lower
    as_before = bool(start) or (slot.before is not None and slot.before.lower in known(slot.lang, "as") and not opener)
    if rest and rest[0].lower in known(slot.lang, "of"):
        return _one_of_these(slot, said, rest, tail) or _one_like_it(slot, said, rest, tail)
    if one_of := _one_of_those(slot, said, rest, tail):
        return one_of
    to = next((at for at, word in enumerate(rest[1:], 1) if word.lower == "to" and word.tag is Tag.PREP), None)
    if to is not None and any(
        w.tag is Tag.FINITE or w.lower.split("'")[0] in known(slot.lang, "relatives") for w in rest[:to]
    ):
        to = None  # "the one who had to translate it"
    if to is not None and slot.before is not None and slot.before.text == ",":
        return ""  # "a lawyer, the first in her family to go to college"
    if slot.lang is Lang.EN and to is not None and rest[to + 1 : to + 2] and rest[to + 1].tag is Tag.INF:
        denied = rest[to - 1].lower in known(slot.lang, "negative")  # "the only one not to join it"
        # "the first clerk to join it"
        return f"{said.among} {Span(rest[to - denied].start, slot.span.end).of(slot.text)}"
    superlative = slot.lang is Lang.EN and pattern(slot.lang, "highest").search(only)
    named = rest and rest[0].tag not in (Tag.PREP, Tag.PRON, Tag.SUB, Tag.ADV, Tag.FINITE, Tag.DET, Tag.NOUNS, Tag.INF)
    if superlative:
        plural = _plural_of(rest[0].text) if rest and rest[0].tag is Tag.NOUN else ""
        following = Span(rest[0].end, slot.span.end).of(slot.text) if len(rest) > 1 else ""
        return f"one of the {only} {plural}{following}" if plural and opener else ""
    if named and not _neuter_adjective(slot, slot.phrase[start], rest):
        article = "" if as_before and slot.lang is Lang.NL else said.one
        return with_article(tail) if article == "a" else f"{article} {tail}".strip()
    if rest and rest[0].tag in NOUNISH | {Tag.ADJ}:
        return tail
    if as_before or only in known(slot.lang, "ordinals"):
        return ""
    # "Hij is iemand die …" tells something; "hij is iemand in dienst" does not.
    apposed = slot.before is not None and slot.before.text == "," and not (slot.after and slot.after.tag is Tag.FINITE)
    if apposed and not any(word.lower in known(slot.lang, "relatives") for word in rest):
        return ""  # "a lay preacher, the only one in the depot": the preacher is somebody already
    if pattern(slot.lang, "of_whom").search(" ".join(word.lower for word in slot.left)):
        return f"one {tail}" if slot.lang is Lang.EN and tail else ""  # "five, of whom he is someone who"
    if slot.lang is Lang.EN and rest and rest[0].lower in ("that", "which"):
        return f"one {tail}"  # a letter may be the only one that was signed
    bare = not rest or rest[0].lower not in known(slot.lang, "copula_modifiers")
    # "De enige aan wie ze het vertelde"
    bare = bare and not (len(rest) > 1 and rest[0].tag is Tag.PREP and rest[1].lower in ("wie", "whom"))
    if like := _one_like_it(slot, said, rest, tail):
        return like
    if (
        slot.before is not None
        and slot.before.tag is Tag.AND
        and not any(word.lower in known(slot.lang, "relatives") for word in rest[:1])
    ):
        return ""  # "toen 22 en de enige in dienst zonder rijbewijs"
    asked = not rest and slot.after is not None and slot.after.text == "?"
    near = any(word.lower in phrases(slot.lang).copulas for word in slot.left[-_COPULA_NEAR:])
    if (follows_copula(slot) or (asked and near)) and (bare and not (not rest and is_modified(slot))):
        return ""
    if slot.lang is Lang.EN and not rest and slot.after is not None and slot.after.lower in known(slot.lang, "of"):
        return "one"  # "the only one" of a year: "someone of it" is no English
    return f"{said.someone} {tail}".strip()


def _one_like_it(slot: Slot, said: Said, rest: tuple[Word, ...], tail: str) -> str:
    """Make it "one of those in the depot without a licence" for "the only one …": where they are and what they have.

    "" where a sentence does not say it of somebody, and where it does not tell both.
    """
    near = any(word.lower in phrases(slot.lang).copulas for word in slot.left)
    where = bool(rest) and rest[0].tag is Tag.PREP and rest[0].lower in known(slot.lang, "within")
    if not near or not where or slot.before is None or slot.before.text == ",":
        return ""
    like = known(slot.lang, "with") | known(slot.lang, "without")
    if any(word.lower in like for word in rest[1:]):
        return f"{said.among} {tail}"
    if slot.lang is Lang.EN and any(word.lower == "who" for word in rest[1:]):
        return f"{said.among} {_WHO.sub(lambda found: f'who {_PLURAL[found[1].lower()]}', tail)}"
    return ""


_AMONG = frozenset("tussen among amongst between amid".split())
"""Prepositions of others than the only one: "een van de mensen tussen mannen" is none of those."""
_PLURAL = {"was": "were", "is": "are", "has": "have"}
_WHO = re.compile(rf"\bwho ({'|'.join(_PLURAL)})\b", re.IGNORECASE)


def _one_of_those(slot: Slot, said: Said, rest: tuple[Word, ...], tail: str) -> str:
    """Make it "one of those who worked there" for "the only woman who worked there": nobody says that she is a woman.

    "" where nothing else is told of her, and in Dutch before a clause, whose verb would have to be a plural.
    """
    said_of = any(word.lower in phrases(slot.lang).copulas for word in _without_aside(slot.left)[-_COPULA_NEAR:])
    if not said_of or len(rest) < 2 or not lexicon(slot.lang).find(DetailType.GENDER, rest[0].text):
        return ""
    clause = slot.lang is Lang.EN and rest[1].lower in known(slot.lang, "relatives")
    placed = rest[1].tag is Tag.PREP and rest[1].lower not in known(slot.lang, "of") | known(slot.lang, "with")
    placed = placed and rest[1].lower not in _AMONG
    return f"{said.among} {tail.split(' ', 1)[1]}" if clause or placed else ""


def _without_aside(left: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words ahead without a time between commas: "she was, at the time, the only woman on the team"."""
    opened = next((at for at in range(len(left) - 2, 0, -1) if left[at].text == ","), 0)
    aside = left[-1:] and left[-1].text == "," and opened and left[opened + 1].tag in (Tag.PREP, Tag.ADV)
    return left[:opened] if aside else left


def _one_of_these(slot: Slot, said: Said, rest: tuple[Word, ...], tail: str) -> str:
    """Make it "een van de moeders" for "de enige van de vier moeders"; "" for "als enige van 22"."""
    if not pattern(slot.lang, "one_of_them").match(tail):
        return ""
    nouns = [word for word in rest if word.tag in (Tag.NOUN, Tag.NOUNS, Tag.NAME)]
    between = rest[1 : rest.index(nouns[0])] if nouns else ()
    if nouns and nouns[0].tag is not Tag.NOUNS and not any(word.tag is Tag.PREP for word in between):
        body = pattern(slot.lang, "body").search(nouns[0].lower)
        return f"{said.members} {tail.split(' ', 1)[1]}" if body else ""
    return f"{'een' if slot.lang is Lang.NL else 'one'} {tail}"


def _plural_of(noun: str) -> str:
    """The plural of an English noun for people."""
    irregular = {"person": "people", "man": "men", "woman": "women", "child": "children"}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _neuter_adjective(slot: Slot, determiner: Word, rest: tuple[Word, ...]) -> bool:
    """Whether "het enige zwarte raadslid" would need another form of its adjective after "een"."""
    return slot.lang is Lang.NL and determiner.lower == "het" and rest[0].tag is Tag.ADJ


def _rest_text(slot: Slot, rest: tuple[Word, ...]) -> str:
    """What follows "the only", without the size of the group in it."""
    if not rest:
        return ""
    inner = narrowed(slot, slot.phrase.index(rest[0]))
    of = rest[0].lower in known(slot.lang, "of")
    article = "de" if slot.lang is Lang.NL else "the"
    if of and len(rest) > 2 and rest[1] in number_words(inner) and rest[2].tag in NOUNISH | {Tag.ADJ}:
        # "de enige van vier moeders": one of them
        return f"{rest[0].text} {article} {slot.text[rest[2].start : slot.span.end]}"
    vague = unnumbered(inner, SAID[slot.lang])
    return vague.text if vague else inner.words
