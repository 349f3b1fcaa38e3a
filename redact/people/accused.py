"""Whom a story is about: the public person against whom its sources are to be protected, where no story file says so.

Called by :mod:`.public`. It is a person and no organisation, nobody of the press, no spokesperson or lawyer; of those
who are left, whoever is named most, first, answers the accusation, or is asked to, experts last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from ..cues import cues
from ..detect.press import asks_for_reply, signs_for_press
from ..detect.wordlists import word_lists
from ..draft import Lang, Span
from .scene import Scene
from .words import has

DENIAL_SCORE, ADDRESS_SCORE, FIRST_SCORE, EXPLAINS_SCORE = 3, 5, 2, -3
"""Who denies, who is asked for a reply, or who is the first person named, is the accused sooner, and whoever has a
trade that explains things to readers later; a mention counts 1."""
ADDRESS_REACH = 4
BESIDE = 45
NARRATED = 3
"""Times that "I" or "my" stands outside quotations in a text that somebody tells of themselves."""
_CUES = cues(__package__, "accused")
_SPEAKS_FOR_OTHERS, _EXPLAINS = (
    {lang: re.compile(rf"(?:{_CUES.any_of(f'{which}_{lang}')})", re.IGNORECASE) for lang in Lang}
    for which in ("speaks_for_others", "explains")
)
_ORGANISATION = frozenset({"orgnoun", "orgnoun~", "orgnoun^", "orgsuffix", "orgsuffix~"})
_HEADED = re.compile(rf"[ \t>*_]*(?:{_CUES.any_of('heads')})[ \t*_]*[:.]?", re.IGNORECASE)
_OPENING, _TO_LAST_LETTER = re.compile(r"[\W_]*+([^\W_][^:]*+):"), re.compile(r"(?s).*\w")
_ADDED = re.compile(rf", (?:{_CUES.any_of('articles')})?((?:[\w'’-]+ ?){{1,3}})")


class Whole:
    """What all of a text says that is asked of each name in it: read once, since a list of names may have thousands."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        told = sum("i" in word.classes and scene.quote(word.start) is None for word in scene.words)
        asks = asks_for_reply(scene.text, scene.lang)
        self.of_reader = told >= NARRATED and not asks
        """Whether it tells of "I" and asks for no reply: whom such a letter greets is an editor."""
        self.labels: Set[str] = set(_labels(scene.text))
        """What turns of a script open with, "MARSH:", and whatever else stands before a line's first colon."""


def _labels(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        opening = _OPENING.match(line)
        if opening and (label := _TO_LAST_LETTER.match(opening[1])):
            yield label[0]


def score(whole: Whole, mentions: Sequence[Span], *, first: bool) -> int:
    """How much speaks for a bearer of these ``mentions``; ``first``: no other person is named before."""
    points, scene = len(mentions) + FIRST_SCORE * first, whole.scene
    for mention in mentions:
        sentence = scene.sentences[scene.sentence(mention.start)]
        points += DENIAL_SCORE * scene.says(sentence.start, sentence.end, "denies")
        points += ADDRESS_SCORE * (not whole.of_reader and _is_greeted(scene, mention))
    return points + EXPLAINS_SCORE * any(_is_beside(scene, mention, _EXPLAINS) for mention in mentions)


def may_be_accused(whole: Whole, mentions: Sequence[Span]) -> bool:
    """Whether a bearer is a person, and neither of the press nor somebody who speaks for others."""
    scene = whole.scene
    named = [mention.of(scene.text) for mention in mentions]
    full = [name.split() for name in named if " " in name and not name.isupper()]
    if not full or all(_is_headed(scene, mention) for mention in mentions):
        return False
    if whole.of_reader and any(_is_greeted(scene, mention) for mention in mentions):
        return False
    return (
        any(_is_person(scene, words, named) for words in full)
        and not any(_is_beside(scene, mention, _SPEAKS_FOR_OTHERS) for mention in mentions)
        and not any(signs_for_press(scene.text, scene.lang, mention) for mention in mentions)
        and not any(word.upper() in whole.labels for words in full for word in (words[0], words[-1]))
    )


def _is_person(scene: Scene, words: Sequence[str], named: Sequence[str]) -> bool:
    """Whether a name in full is a person's: by its first name, or as the text says its last word alone as well."""
    lists = word_lists(scene.lang)
    if any(lists.classes(word, word.lower()) & _ORGANISATION for word in (words[0], words[-1])):
        return False
    known = lists.first_names
    again = any(name.removesuffix("'s").removesuffix("’s") == words[-1] for name in named)
    return again or any(word in known or re.fullmatch(r"(?:[A-Z]\.)+", word) for word in words[:-1])


def _is_headed(scene: Scene, mention: Span) -> bool:
    """Whether it stands in the head of a memo or a letter that asks for no reply: to whom it is, and from whom."""
    start = scene.text.rfind("\n", 0, mention.start) + 1
    return bool(_HEADED.match(scene.text, start, mention.start)) and not asks_for_reply(scene.text, scene.lang)


def _is_greeted(scene: Scene, mention: Span) -> bool:
    start = scene.sentence_near(mention).start
    return has(scene.between(start, mention.start)[-ADDRESS_REACH:], "dear")


def _is_beside(scene: Scene, mention: Span, nouns: Mapping[Lang, re.Pattern[str]]) -> bool:
    """Whether one of ``nouns`` stands right before a name in full, or in what is added to it: "lawyer Anna Bos"."""
    text = scene.text
    before = text[max(0, mention.start - BESIDE) : mention.start].rstrip(" ,").rpartition(" ")[2]
    added = _ADDED.match(text, mention.end)
    wanted = nouns[scene.lang]
    words = [before.rpartition("\n")[2], mention.of(text).split()[0], *(added[1].split() if added else ())]
    return " " in mention.of(text) and any(wanted.fullmatch(word.strip("().,:*_")) for word in words)
