"""Whom a story accuses without a name, and the nouns it calls them by: "een huisarts", then "de arts".

Papers of the Netherlands and Belgium leave the name of an accused out. He is nobody's source: what the text tells of
"the doctor" is told of whom it is about. Where somebody else is called so, or may be, nobody is meant. Read by
:mod:`.clues`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..cues import cues
from ..detect.wordlists import COMPOUND, word_lists
from ..detect.wronged import RULE as WRONGED
from ..detect.wronged import tells_of_wrong
from ..draft import Detail, Lang, Span
from .scene import Scene
from .words import stem

KEY = "nameless accused"
"""What stands for their name among the keys of public names; no name has a space."""
SHORTEST = 4
"""Letters of the noun: "man" may be anybody each time."""
_CUES = cues(__package__, "nameless")
_LANGS = frozenset({Lang.NL})
_WORKS = frozenset({"occupation", "office"})
_NAMED = re.compile(r",? (?:(?:van|de|der|den|ten) )*[A-ZÀ-ÖØ-Þ][\w’'-]+")


@dataclass(frozen=True)
class Nameless:
    """The stems of the nouns, and the phrases that bring the accused in."""

    heads: frozenset[str] = frozenset()
    phrases: tuple[Span, ...] = ()


def nameless_accused(scene: Scene, details: Sequence[Detail]) -> Nameless:
    """The nouns for whoever the text accuses without a name, unless one of them is a victim's or a speaker's, too."""
    if scene.lang not in _LANGS or not tells_of_wrong(scene.text, scene.lang):
        return Nameless()
    wronged = [detail.span.of(scene.text).lower() for detail in details if WRONGED in detail.evidence]
    if not wronged:  # whoever is told of may be wrongly accused, and the source
        return Nameless()
    victims = {stem(word, scene.lang) for words in wronged for word in words.split()}
    found = [*_accused(scene)]
    nouns = {noun for noun, _ in found}
    nouns = {noun for noun in nouns if stem(noun, scene.lang) not in victims and not _speaks(scene, noun)}
    forms = {noun for noun in _other_forms(scene, nouns) if not _speaks(scene, noun)}
    heads = {stem(noun, scene.lang) for noun in nouns | forms} - victims
    return Nameless(frozenset(heads), tuple(span for noun, span in found if noun in nouns))


@cache
def _signs(lang: Lang) -> tuple[re.Pattern[str], ...]:
    article = _CUES.any_of(f"article_{lang}")
    noun = rf"(?P<noun>(?-i:[a-zà-ÿ][a-zà-ÿ-]{{{SHORTEST - 1},}}))(?![\w-])"
    phrase = rf"(?P<phrase>\b(?:{article}) (?:[\w-]+ ){{0,2}}?{noun})"
    marked = rf"(?P<phrase>\b(?:{article}) (?:{_CUES.any_of(f'accused_{lang}')}) {noun})"
    return (
        re.compile(rf"{phrase}(?: ?\(\d\d\))?,?(?:{_CUES.any_of(f'behind_{lang}')})", re.IGNORECASE),
        re.compile(rf"\b(?:{_CUES.any_of(f'before_{lang}')}) {phrase}", re.IGNORECASE),
        re.compile(marked, re.IGNORECASE),
    )


def _accused(scene: Scene) -> Iterator[tuple[str, Span]]:
    lists = word_lists(scene.lang)
    for sign in _signs(scene.lang):
        for found in sign.finditer(scene.text):
            low = found["noun"].lower()
            # As it stands in the list, or at the end of a compound: an inflected one is of several.
            kinds = {kind.rstrip(COMPOUND) for kind in lists.classes(low, low)}
            phrase = Span(*found.span("phrase"))
            named = _NAMED.match(scene.text, phrase.end)
            if kinds & _WORKS and not named and scene.quote(phrase.start) is None:
                yield low, phrase


def _speaks(scene: Scene, noun: str) -> bool:
    """Whether somebody called so talks to the paper, which tells it in the present: "zegt de portier"."""
    says, article = _CUES.any_of(f"says_{scene.lang}"), _CUES.any_of(f"article_{scene.lang}")
    called = rf"(?:{article}) (?:[\w-]+ ){{0,2}}?{re.escape(noun)}"
    return (
        re.search(rf"\b(?:(?:{says}) {called}|{called}(?: \(\d\d\))? (?:{says}))(?!\w)", scene.text, re.I) is not None
    )


def _other_forms(scene: Scene, nouns: Collection[str]) -> Iterator[str]:
    """What a compound is called for short, and whoever was one: "arts" for "huisarts", "oud-docent" for "docent"."""
    words = {word.low for word in scene.words if len(word.low) >= SHORTEST}
    for noun in nouns:
        yield from (word for word in words if noun != word and (noun.endswith(word) or word.endswith(f"-{noun}")))
