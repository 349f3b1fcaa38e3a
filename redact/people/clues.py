"""What a detail and its sentence say about whose it is.

A clue holds what is compared with the people spoken of before (nouns, gender, names, ages) and a table of ``signs``
that do not depend on them (an introduction, a quotation with its speaker, a new paragraph, a public name close by).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..draft import Detail, DetailType, Span
from .homes import Home, homes
from .lede import named_later
from .nameless import KEY as NAMELESS
from .nameless import nameless_accused
from .names import Name
from .scene import Scene
from .setting import Setting, settings
from .signs import CORE_TYPES, INTRODUCING_TYPES, is_parent_of_some, sign_table, speaker_words
from .titles import Titles, takes_up_a_name, titled, titles
from .words import Word, gender, has, nouns, stem

NOUN_TYPES = CORE_TYPES | {DetailType.FAMILY, DetailType.GROUP, DetailType.EMPLOYER, DetailType.PLACE}
"""Types whose words may be used again to mean the same person."""
MIN_NOUN = 3
DEFINITE_REACH = 3
"""Words after "the" or "her" that may be its noun."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Clue:
    """All that is known of one detail before it is given to anybody.

    Genders are 1 for a woman, -1 for a man, 0 for not known: ``gender_own`` by the detail's nouns, ``gender_left`` by a
    possessive before it, ``gender_near`` by the pronouns of its sentence. The sets hold stems. ``titled`` is the key of
    the public name that it is about by a title, where no source is called so. ``home`` is the stretch of :mod:`.homes`.
    """

    detail: Detail
    text: str
    sentence: int
    paragraph: int
    quoted: bool
    first_person: bool
    introduces: bool
    determiner: str
    heads: frozenset[str]
    definites: frozenset[str]
    around: frozenset[str]
    speaker: frozenset[str]
    gender_own: int
    gender_left: int
    gender_near: int
    age: int | None
    last_name: Name | None
    titled: str | None
    signs: dict[str, float]
    home: Home

    @property
    def gender(self) -> int:
        """The surest of the three genders."""
        return self.gender_own or self.gender_left or self.gender_near


def read_clues(scene: Scene, details: Sequence[Detail]) -> list[Clue]:
    """The clues of ``details``, which are in order of the text."""
    found = list(settings(scene, details))
    narrated, known, home = _narration(scene), titles(scene), homes(scene)
    lede = named_later(scene, known)
    known = {lede.head: lede.key, **known} if lede else known
    accused = nameless_accused(scene, details)
    known = {**dict.fromkeys(accused.heads, NAMELESS), **known}
    brought_in = [*((lede.phrase, lede.key) for lede in (lede,) if lede), *((p, NAMELESS) for p in accused.phrases)]
    clues = [_clue(scene, setting, narrated, known, brought_in, home(setting.detail.span.start)) for setting in found]
    _add_order(clues)
    _add_introductions(clues)
    return clues


def _narration(scene: Scene) -> float:
    """How much of the text outside quotations is told in the first person, 0 to 1."""
    told = sum("i" in word.classes and scene.quote(word.start) is None for word in scene.words)
    # One word in forty is "I" in an account told by its narrator.
    return min(1.0, 40 * told / max(1, len(scene.words)))


def _clue(
    scene: Scene,
    at: Setting,
    narrated: float,
    known: Titles,
    brought_in: Sequence[tuple[Span, str]],
    home: Home,
) -> Clue:
    kind, text = at.detail.type, at.detail.span.of(scene.text).lower()
    sentence = scene.between(at.sentence_span.start, at.sentence_span.end)
    first_person = has(sentence, "i")
    own = gender(at.own, scene.lang) if kind in INTRODUCING_TYPES else 0
    near = _pronoun_gender(at.whole)
    number = _NUMBER.search(text)
    signs = sign_table(scene, at)
    title = titled(scene, at, known, brought_in)
    signs |= {
        "takes up a public name": float(takes_up_a_name(scene, at, known)),
        "narrated": narrated,
        "first person": float(first_person),
        "narrator speaks": narrated * first_person * (at.quote is None),
        "gender known": float(abs(near)),
        "own gender known": float(abs(own)),
    }
    return Clue(
        at.detail,
        text,
        at.sentence,
        at.paragraph,
        at.quote is not None,
        first_person,
        (kind in INTRODUCING_TYPES and at.determiner == "indefinite")
        or (kind is DetailType.FAMILY and is_parent_of_some(at)),
        at.determiner,
        nouns(text, scene.lang) if kind in NOUN_TYPES or title else frozenset(),
        _definites(scene, sentence),
        _stems(scene, sentence),
        _stems(scene, speaker_words(scene, at)),
        own,
        _possessive_gender(at),
        near,
        int(number[0]) if number and len(number[0]) <= 4 else None,
        scene.name_before(at.detail.span.start),
        title,
        signs,
        home,
    )


def _pronoun_gender(words: Iterable[Word]) -> int:
    women = men = 0
    for word in words:
        women += bool(word.classes & {"she", "her"})
        # "zijn" is a verb as often as a possessive.
        men += bool(word.classes & {"he", "his"}) and "verb_or_his" not in word.classes
    return (women > men) - (women < men)


def _possessive_gender(at: Setting) -> int:
    return {"her": 1, "his": -1}.get(at.determiner, 0)


def _definites(scene: Scene, words: Sequence[Word]) -> frozenset[str]:
    """Stems of the nouns behind a definite article or a possessive."""
    found, reach = set(), 0
    for word in words:
        if word.classes & {"definite", "her", "his"}:
            reach = DEFINITE_REACH + 1
        elif reach and len(word.low) >= MIN_NOUN:
            found.add(stem(word.low, scene.lang))
        reach = max(0, reach - 1)
    return frozenset(found)


def _stems(scene: Scene, words: Sequence[Word]) -> frozenset[str]:
    return frozenset(stem(word.low, scene.lang) for word in words if len(word.low) > MIN_NOUN)


def _add_order(clues: Sequence[Clue]) -> None:
    """Signs of how far a detail is from the one before it."""
    last: Clue | None = None
    for number, clue in enumerate(clues):
        sentences = clue.sentence - last.sentence if last else 0
        paragraphs = clue.paragraph - last.paragraph if last else 0
        clue.signs.update(
            {
                f"sentences on {min(sentences, 3)}": 1.0,
                f"paragraphs on {min(paragraphs, 2)}": 1.0,
                "first of paragraph": float(not last or paragraphs > 0),
                "first of sentence": float(not last or sentences > 0),
                "first of all": float(not last),
                "how far": number / len(clues),
            }
        )
        last = clue


def _add_introductions(clues: Sequence[Clue]) -> None:
    """Signs of who is introduced in the same sentence, before or after a detail, or right behind a quotation."""
    for _, group in groupby(clues, key=lambda clue: clue.sentence):
        same = list(group)
        for at, clue in enumerate(same):
            clue.signs.update(
                {
                    "introduces": float(clue.introduces),
                    "introduced before": float(any(other.introduces for other in same[:at])),
                    "introduced later": float(any(other.introduces for other in same[at + 1 :])),
                    "described before": float(any(other.detail.type in CORE_TYPES for other in same[:at])),
                    "described later": float(any(other.detail.type in CORE_TYPES for other in same[at + 1 :])),
                }
            )
            clue.signs["describes first"] = float(clue.detail.type in CORE_TYPES and not clue.signs["described before"])
    for clue, behind in pairwise(clues):
        close = behind.paragraph == clue.paragraph and behind.sentence - clue.sentence <= 1
        describes = close and behind.detail.type in CORE_TYPES and not behind.quoted
        clue.signs["next describes"] = float(describes)
        clue.signs["next introduces"] = float(close and behind.introduces)
        clue.signs["quote before description"] = float(describes and clue.quoted)
