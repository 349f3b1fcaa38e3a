"""Signs that grammar brings somebody into a text: one of several, a second, somebody beside the person told of.

Called by :mod:`.signs`. Drafts of the corpus have few of these forms, newspapers live by them; so they have no weights,
and :mod:`.assign` says what each adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..cues import cues
from ..detect.grammar.numerals import number
from ..draft import DetailType, Lang
from .scene import Scene
from .setting import Setting
from .words import Word, has

_CUES = cues(__package__, "entering")
_RANKED, _OPENERS, _THINGS = (frozenset(_CUES.words(name)) for name in ("ranked", "openers", "things"))
_ANOTHER = frozenset(_CUES.words("another"))
_COMPANIONS = _CUES.words("companions")
OPENING_WORDS = 3
"""Words within which a paragraph says "a second", "en de derde"."""
APPOSED_WORDS = 7
"""Words from the beginning of a sentence to the comma behind whoever it opens with: "een oude vriend van haar,"."""
_OF_THEMSELVES = frozenset(
    {DetailType.FAMILY, DetailType.AGE, DetailType.OCCUPATION, DetailType.ORIGIN, DetailType.TRAIT}
)
"""What stands behind that comma of whoever it opens with."""
COMPANION_WORDS = 5
"""Words from the beginning of a sentence to who worked or lived beside somebody: "Haar toenmalige kamergenote"."""
_TITLED = frozenset({"definite", "her", "his", "their", "our"})


def is_one_of(words: Sequence[Word]) -> bool:
    """Whether "one of them", "een van de ..." stands in ``words``."""
    return any("indefinite" in one.classes and "of" in of.classes for one, of in pairwise(words))


def is_of_several(at: Setting) -> bool:
    """Whether it is one or more of several: "one of the [women]", "[two of the women]"."""
    counted, of = [*at.own[:2], None, None][:2]
    some = counted and of and "of" in of.classes and any(number(counted.low, lang) is not None for lang in Lang)
    return is_one_of(at.left[-3:]) or bool(some)


def opens_with_one_of_them(at: Setting) -> bool:
    """Whether the sentence opens with one of those who were counted, of whom this is the first that it tells."""
    return _is_first_of_sentence(at) and is_one_of([*at.before, *at.own][:OPENING_WORDS])


def is_counted_along(at: Setting) -> bool:
    """Whether somebody stands right behind those who are counted: "four women and a man"."""
    return at.determiner == "indefinite" and len(at.gap) == 2 and "and" in at.gap[0].classes


def opens_with_another(at: Setting) -> bool:
    """Whether the paragraph opens with a second or third of those it tells of, and this is the first told of them.

    So does a sentence that says "a third", "another" or "the third woman": "the second" alone may be whom the sentence
    before told of.
    """
    opening = [*at.before, *at.own, *at.after[:1]]
    one_more = has(opening[:1], "indefinite") or (opening[:1] != [] and opening[0].low in _ANOTHER) or _is_one(opening)
    if not _is_first_of_paragraph(at) and not (_is_first_of_sentence(at) and one_more):
        return False
    for n, word in enumerate(opening[:OPENING_WORDS]):
        if word.low in _RANKED:
            behind = opening[n + 1].low if n + 1 < len(opening) else ""
            return behind not in _THINGS and behind != ":"
        if word.low not in _OPENERS and not has([word], "and"):
            return False
    return False


def opens_behind_a_name(scene: Scene, at: Setting) -> bool:
    """Whether the sentence opens with one of several behind somebody named: "The mayor, Ann Marsh, waits. One of them".

    Then what it tells is not of whoever was named last.
    """
    return opens_with_one_of_them(at) and bool(scene.names_between(at.paragraph_span.start, at.sentence_span.start))


def opens_with_somebody(at: Setting) -> bool:
    """Whether the paragraph opens with somebody of whom only what follows is told: "A friend of hers, a baker,"."""
    before = at.before
    if not _is_first_of_paragraph(at) or at.detail.type not in _OF_THEMSELVES or not before:
        return False
    behind = [word for word in before if word.low == ","]
    if len(before) > APPOSED_WORDS or len(behind) != 1:
        return False
    named = before[: before.index(behind[0])]
    return has(named[:1], "indefinite") and (has(named[1:3], "somebody") or has(named[1:3], "kin"))


def opens_with_companion(at: Setting) -> bool:
    """Whether the sentence opens with somebody beside whom it tells of, and a clause says who: "Her roommate, who …".

    Then what follows is told of the other one. Kin is not among them: her husband is a detail of hers.
    """
    if not _is_first_of_sentence(at):
        return False
    words = [*at.before, *at.own, *at.after[:COMPANION_WORDS]]
    if not has(words[:1], "her") and not has(words[:1], "his"):
        return False
    return any(
        word.low.endswith(_COMPANIONS) and comma.low == "," and "relative" in who.classes
        for word, comma, who in zip(
            words[1:COMPANION_WORDS], words[2 : COMPANION_WORDS + 1], words[3 : COMPANION_WORDS + 2], strict=False
        )
    )


def _is_one(opening: Sequence[Word]) -> bool:
    """Whether a sentence opens with "the third woman", "de derde, die", and so with whom only they can be."""
    article, ranked, behind = (*opening[:3], None, None, None)[:3]
    if article is None or ranked is None or behind is None or article.low not in _OPENERS or ranked.low not in _RANKED:
        return False
    return behind.low == "," or "relative" in behind.classes or "somebody" in behind.classes


def _is_first_of_sentence(at: Setting) -> bool:
    return at.quote is None and at.last_end <= at.sentence_span.start


def _is_first_of_paragraph(at: Setting) -> bool:
    return _is_first_of_sentence(at) and at.sentence_span.start == at.paragraph_span.start


def is_title_of_name(scene: Scene, at: Setting) -> bool:
    """Whether it is the work of the public name right behind its comma: "the chief of staff, Corey Banning,".

    So definite stand 69 public names of the corpus behind a comma, and no source's work before one.
    """
    if at.detail.type is not DetailType.OCCUPATION or at.determiner not in _TITLED:
        return False
    end = at.detail.span.end
    return bool(scene.names_between(end, end + 3)) and scene.text[end : end + 2] == ", "
