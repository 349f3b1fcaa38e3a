"""Whom a story accuses without a name, and the nouns it calls them by: "een huisarts", then "de arts" and "de man".

Papers of the Netherlands and Belgium leave the name of an accused out, and all do where it would point at the victim:
"her dentist". He is nobody's source: what the text tells of "the doctor" is told of whom it is about. Where somebody
else is called so, or may be, nobody is meant. Read by :mod:`.clues`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..cues import cues
from ..detect.followed import HIDDEN
from ..detect.wordlists import COMPOUND, sections, word_lists
from ..detect.wronged import RULE as WRONGED
from ..detect.wronged import tells_of_wrong
from ..detect.wronged import wronged as victims_in
from ..draft import Detail, Lang, Span
from .scene import Scene
from .tellers import Tellers, is_own, tellers
from .the_man import MAN, is_the_man, tried_by_initials
from .words import stem

KEY = "nameless accused"
"""What stands for their name among the keys of public names; no name has a space."""
SHORTEST = 3
"""Letters of the noun: "man" may be anybody each time."""
_CUES = cues(__package__, "nameless")
_WORKS = frozenset({"occupation", "office"})
_APPOSITION = re.compile(r"[*”’\"']{0,2}, [^,.;\n]{1,80}")
_NAMED = re.compile(r",? [A-ZÀ-ÖØ-Þ][\w’'-]+")
"""Behind a title a name's first word has a capital, too: "docent Van de Berg", but "een docent van de Hogeschool"."""
_AGAIN = re.compile(r"\s{0,2}(?P<phrase>De (?P<noun>[a-zà-ÿ]{4,}))(?= [a-zà-ÿ])")
_SAME = tuple(tuple(same.split()) for same in _CUES.words("same_nl"))
_OTHERS = frozenset(_CUES.words("others_nl"))
"""Words in a sentence by which somebody else is in it."""


@dataclass(frozen=True)
class Nameless:
    """The stems of the nouns, and the phrases that bring the accused in or tell of nobody else."""

    heads: frozenset[str] = frozenset()
    phrases: tuple[Span, ...] = ()


def nameless_accused(scene: Scene, details: Sequence[Detail]) -> Nameless:
    """The nouns for whoever the text accuses without a name, unless one of them is a victim's or a speaker's, too."""
    if not tells_of_wrong(scene.text, scene.lang):
        return Nameless()
    wronged = [detail.span.of(scene.text).lower() for detail in details if WRONGED in detail.evidence]
    wronged += [_beside(scene.text, detail.span) for detail in details if HIDDEN & {*detail.evidence}]
    harmed = bool(wronged or victims_in(scene.text, scene.lang))
    who = tellers(scene, details, narrated=not harmed)
    if not (harmed or who) or _falsely(scene.lang).search(scene.text):  # whoever is accused may be the source
        return Nameless()
    victims = {stem(word, scene.lang) for words in wronged for word in words.split()}
    dutch = scene.lang is Lang.NL
    found = [(noun, phrase) for noun, phrase in _accused(scene, who) if not is_own(scene, who, noun)]
    if not harmed:
        found = [(noun, phrase) for noun, phrase in found if who.tell(phrase)]
    found += _called_next(scene, found) if dutch else ()
    nouns = {noun for noun, _ in found}
    nouns = {noun for noun in nouns if stem(noun, scene.lang) not in victims and not _speaks(scene, noun)}
    forms = {noun for noun in _other_forms(scene, nouns) if not _speaks(scene, noun) and not is_own(scene, who, noun)}
    if dutch and (nouns or tried_by_initials(scene)) and not _speaks(scene, MAN) and is_the_man(scene, details):
        forms.add(MAN)
    heads = {stem(noun, scene.lang) for noun in nouns | forms} - victims
    called = [noun for noun in sorted(nouns | forms) if stem(noun, scene.lang) in heads]
    told = _told_of(scene, called, victims) if dutch else ()
    phrases = (*(span for noun, span in found if noun in nouns), *told)
    return Nameless(frozenset(heads), phrases)


@cache
def _falsely(lang: Lang) -> re.Pattern[str]:
    """What says that somebody is accused of what they have not done."""
    return re.compile(rf"\b(?:{_CUES.any_of(f'falsely_{lang}')})", re.IGNORECASE)


@cache
def _signs(lang: Lang) -> tuple[re.Pattern[str], ...]:
    article = _CUES.any_of(f"article_{lang}")
    noun = rf"(?P<noun>(?-i:[a-zà-ÿ][a-zà-ÿ-]{{{SHORTEST - 1},}}))(?![\w-])"
    phrase = rf"(?P<phrase>\b(?:{article}) [‘'“\"]?(?:[\w-]+ ){{0,2}}?{noun})"
    marked = rf"(?P<phrase>\b(?:{article}) (?:{_CUES.any_of(f'accused_{lang}')}) {noun})"
    dutch = lang is Lang.NL
    goes_on = rf"(?:[^.;\n]{{0,120}}\. (?:{_CUES.any_of('again_nl')}))?" if dutch else ""
    every = [
        rf"{phrase}(?: ?\(\d\d\))?{goes_on},?(?:{_CUES.any_of(f'behind_{lang}')})",
        rf"\b(?:{_CUES.any_of(f'before_{lang}')}) {phrase}",
        marked,
    ]
    if dutch:
        done, by = "|".join(sorted(sections("wronged_nl.txt")["done"])), _CUES.any_of("by_nl")
        every += [
            rf"\b(?:{done}) (?:{by}) {phrase}",
            rf"\b(?:{by}) {phrase}(?: (?:{_CUES.any_of('passive_nl')}))?(?: [\w-]+)? (?:{done})\b",
            rf"\b(?:{_CUES.any_of('verb_nl')}) {phrase}(?:{_CUES.any_of('of_verb_nl')})",
        ]
    return tuple(re.compile(sign, re.IGNORECASE) for sign in every)


def _beside(text: str, name: Span) -> str:
    """A name with what is told of its bearer behind it: "Anna, a former porter who …"."""
    behind = _APPOSITION.match(text, name.end)
    return text[name.start : behind.end() if behind else name.end].lower()


def _accused(scene: Scene, who: Tellers) -> Iterator[tuple[str, Span]]:
    lists = word_lists(scene.lang)
    for sign in _signs(scene.lang):
        for found in sign.finditer(scene.text):
            low = found["noun"].lower()
            # As it stands in the list, or at the end of a compound: an inflected one is of several.
            kinds = {kind.rstrip(COMPOUND) for kind in lists.classes(low, low)}
            phrase = Span(*found.span("phrase"))
            named = _NAMED.match(scene.text, phrase.end)
            quoted = scene.quote(phrase.start) is not None and not who.narrate(phrase)
            if kinds & _WORKS and not (named or quoted):
                yield low, phrase


def _speaks(scene: Scene, noun: str) -> bool:
    """Whether somebody called so talks to the paper, which tells it in the present: "zegt de portier"."""
    says, article = _CUES.any_of(f"says_{scene.lang}"), _CUES.any_of(f"article_{scene.lang}")
    called = rf"(?:{article}) (?:[\w-]+ ){{0,2}}?{re.escape(noun)}"
    return (
        re.search(rf"\b(?:(?:{says}) {called}|{called}(?: \(\d\d\))? (?:{says}))(?!\w)", scene.text, re.I) is not None
    )


def _other_forms(scene: Scene, nouns: Collection[str]) -> Iterator[str]:
    """What a compound is called for short, whoever was one, and another word for it: "arts", "oud-docent", "dokter"."""
    words = {word.low for word in scene.words if len(word.low) >= SHORTEST}
    for noun in nouns:
        for same in _SAME if scene.lang is Lang.NL else ():
            if noun.endswith(same):
                yield from words.intersection(same)
        yield from (word for word in words if noun != word and (noun.endswith(word) or word.endswith(f"-{noun}")))


def _called_next(scene: Scene, found: Sequence[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """What the sentence behind the one that brings them in opens with, where the text has not had it before."""
    lists = word_lists(scene.lang)
    for _, phrase in found:
        stop = scene.sentences[scene.sentence(phrase.start)].end
        again = _AGAIN.match(scene.text, stop)
        if again and {kind.rstrip(COMPOUND) for kind in lists.classes(again["noun"], again["noun"])} & _WORKS:
            new = not re.search(rf"\b{again['noun']}\b", scene.text[: phrase.start])
            if new and not _NAMED.match(scene.text, again.end()):
                yield again["noun"], Span(*again.span("phrase"))


def _told_of(scene: Scene, called: Sequence[str], victims: Collection[str]) -> Iterator[Span]:
    """Sentences that tell of nobody but the accused: "De man werkte twaalf jaar op de school."."""
    if not called:
        return
    names = "|".join(map(re.escape, called))
    opens = rf"(?:De|Deze) (?:\d\d-jarige )?(?:{names})(?: \(\d\d\))? (?:{_CUES.any_of(f'is_told_{scene.lang}')})\b"
    for sentence in scene.sentences:
        if not re.match(opens, scene.text[sentence.start : sentence.end]):
            continue
        words = scene.between(sentence.start, sentence.end)
        if not any(word.low in _OTHERS or stem(word.low, scene.lang) in victims for word in words):
            yield Span(sentence.start, sentence.end)
