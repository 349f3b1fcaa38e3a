"""Give every detail to a figure, to a new one, or to nobody who needs protection; one pass in order of the text.

Greedy: each choice is the likeliest given those before it.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ..detect.wronged import RULE as WRONGED
from ..draft import DIRECT_TYPES, DetailType
from ..evidence import Ownership, Tie
from .choices import STRONG_MATCH, Table, choices
from .clues import Clue
from .figures import Cast, Figure
from .nameless import KEY as NAMELESS
from .newcomers import TAKEN_UP, against, are_several, is_described, is_met, opening, taken_up
from .ties import weightiest
from .weights import Floats, Option, Weights
from .words import best_match

LEAVE_OUT = 0.8
"""A detail is only taken for a public person's above this probability: one kept too many costs an editor a look, one
left out too many costs a source.
"""
LEAVE_OUT_DESCRIPTION = 0.9
"""The same for words that stand for a person ("employees", "a nurse"): with them a whole person would be left out."""
HOME = 2.0
"""Added to the log odds of whoever most is told of in the stretch around a detail (:mod:`.homes`), among those to
protect: whether it is anybody's to protect is for the other signs to say. Where grammar brings in somebody new, nothing
is added.
"""
MET_BEFORE = 0.5
"""How likely a figure must be the one whom the story file's words call so, for all that was told of it to be theirs."""
ALSO = 0.3
"""A figure at least this likely counts as an owner besides the likeliest."""


@dataclass(frozen=True)
class Owner:
    """Whose a detail is: indices of figures, the likeliest first; none when it is nobody's to protect.

    ``public`` is the probability that it is a public person's all the same, ``bearer`` the number of the public person
    whose it is, once that is known.
    """

    figures: tuple[int, ...]
    public: float
    why: Ownership
    bearer: int | None = None


_PRONOUNS = (("he", -1), ("she", 1))
_OF_NOBODY_NEW = (
    "office itself",
    "name touches after",
    "introduction without a verb",
    "introduction before a name",
)
_KNOWN = Ownership(1.0, (Tie.STORY,))


def assign(
    clues: Sequence[Clue],
    weights: Weights,
    fixed: Mapping[str, int | None],
    leaders: Mapping[str, str] = MappingProxyType({}),
    *,
    called: Container[str] = (),
    answers: Container[str] = (),
    explain: bool = False,
) -> tuple[Cast, list[Owner]]:
    """The figures of a text and the owner of each clue.

    ``fixed`` gives, by detail id, what is known beforehand: a key that is the same for all details of one person, or
    None for a public one. ``called`` are those of them by whose words the person is called: what the text has told of
    them before it calls them so is theirs, too. ``answers`` are details that whoever is interviewed tells of their own:
    once one of them is somebody's, all are. ``leaders`` gives the detail whose owner another shares; no leader
    has one. With ``explain`` an owner's reasons have the ties, which take a tenth of a millisecond a detail to weigh.
    """
    cast = Cast()
    index_of: dict[int, int] = {}
    owners: dict[str, Owner] = {}
    answering: Owner | None = None
    for clue in clues:
        id = clue.detail.id
        if id in fixed:
            key = fixed[id]
            if key is not None and key not in index_of and id in called:
                _meet(clue, cast, weights, key, index_of)
            owners[id] = _bound(clue, cast, key, index_of)
        elif id in answers and id not in leaders:
            owners[id] = _answered(clue, cast, weights, answering, explain=explain)
            answering = answering or (owners[id] if owners[id].figures else None)
        elif id not in leaders:
            owners[id] = _chosen(clue, cast, weights, explain=explain)
        elif leaders[id] in owners:
            owners[id] = _following(clue, cast, weights, owners[leaders[id]], explain=explain)
    for clue in clues:
        if clue.detail.id not in owners:
            leader = owners[leaders[clue.detail.id]]
            owners[clue.detail.id] = _following(clue, cast, weights, leader, explain=explain)
    return cast, [owners[clue.detail.id] for clue in clues]


def _meet(clue: Clue, cast: Cast, weights: Weights, key: int, index_of: dict[int, int]) -> None:
    """Let ``key`` be the figure that the words of the clue are of, if the text has spoken of them before.

    "The second witness has worked here since 1994. The 57-year-old porter …" is one person, called the porter.
    """
    near = cast.near(clue)
    odds = _odds(clue, cast, weights, near, choices(clue, cast, near))[:-1]
    first = int(np.argmax(odds))
    known = first < len(near) and near[first] not in index_of.values()
    if known and odds[first] >= MET_BEFORE * odds.sum() and not are_several(cast.figures[near[first]]):
        index_of[key] = near[first]


def _bound(clue: Clue, cast: Cast, key: int | None, index_of: dict[int, int]) -> Owner:
    if key is None:
        cast.leave_out(clue)
        return Owner((), 1.0, _KNOWN)
    index = index_of.setdefault(key, len(cast.figures))
    cast.give(clue, index)
    return Owner((index,), 0.0, _KNOWN)


def _following(clue: Clue, cast: Cast, weights: Weights, leader: Owner, *, explain: bool) -> Owner:
    if not leader.figures and _points(clue):
        return _chosen(clue, cast, weights, explain=explain)
    if not leader.figures:
        cast.leave_out(clue)
        return Owner((), 1.0, _KNOWN)
    cast.give(clue, leader.figures[0])
    return Owner(leader.figures[:1], 0.0, _KNOWN)


def _answered(clue: Clue, cast: Cast, weights: Weights, answering: Owner | None, *, explain: bool) -> Owner:
    """Whoever gives the answers; until that is known, who was described before the first, if it is one alone."""
    if answering is not None:
        return _following(clue, cast, weights, answering, explain=explain)
    before = [index for index, figure in enumerate(cast.figures) if is_described(figure) and not are_several(figure)]
    if len(before) == 1:
        return _following(clue, cast, weights, Owner((before[0],), 0.0, _KNOWN), explain=explain)
    return _chosen(clue, cast, weights, explain=explain)


def _chosen(clue: Clue, cast: Cast, weights: Weights, *, explain: bool) -> Owner:
    near = cast.near(clue)
    options = choices(clue, cast, near)
    odds = _odds(clue, cast, weights, near, options)
    meant, opens = _is_beside_a_name(clue, cast, near), opening(clue, _figures(cast, near)) > 0
    if meant:
        odds[-2] = 0.0
    odds /= odds.sum()
    public, private = float(odds[-1]), odds[:-1]
    public_by_words = not _points(clue) and (_is_of_opening_name(clue, cast) or _is_of_title(clue, cast))
    threshold = 0.0 if public_by_words else _threshold(clue)
    if threshold and meant:
        threshold = min(threshold, float(odds[:-1].max()))
    if threshold is None:
        public = 0.0
    elif public >= threshold:
        cast.leave_out(clue)
        last = len(options) - 1
        return Owner((), public, Ownership(public, _ties(clue, weights, options, odds, last) if explain else ()))
    at_home = _at_home(clue, cast, near, private)
    first = int(np.argmax(at_home))
    index_of = [*near, len(cast.figures)]
    # Where grammar brings in somebody new, nobody else is meant.
    others = [] if opens and first == len(near) else _others(np.minimum(private, at_home), first)
    ties = _ties(clue, weights, options, odds, first) if explain else ()
    cast.give(clue, index_of[first])
    figures = tuple(index_of[at] for at in (first, *others))
    return Owner(figures, public, Ownership(float(at_home[first]), ties))


def _odds(clue: Clue, cast: Cast, weights: Weights, near: Sequence[int], options: Sequence[Option]) -> Floats:
    """What each of ``options`` is worth beside the others, by the weights and by grammar."""
    odds = weights.probabilities(clue.signs, options)
    figures = _figures(cast, near)
    odds[-2] *= math.exp(opening(clue, figures))
    odds[: len(near)] *= [math.exp(-against(clue, figure)) for figure in figures]
    if (again := taken_up(clue, figures)) is not None:
        odds[again] *= math.exp(TAKEN_UP)
    # Nobody is "the woman" here and "the man" there.
    odds[: len(near)] *= np.logical_not([figure.contradicts(clue) for figure in figures])
    return odds


def _figures(cast: Cast, near: Sequence[int]) -> list[Figure]:
    return [cast.figures[index] for index in near]


def _at_home(clue: Clue, cast: Cast, near: Sequence[int], private: Floats) -> Floats:
    """What ``private`` are worth in the stretch that the clue stands in; their sum stays."""
    owner = cast.at_home(clue)
    if owner not in near or opening(clue, _figures(cast, near)):
        return private
    odds = private.copy()
    odds[near.index(owner)] *= math.exp(HOME)
    odds *= private.sum() / odds.sum()
    return odds


def _is_beside_a_name(clue: Clue, cast: Cast, near: Sequence[int]) -> bool:
    """Whether "the man who faced her" is no third person, because one is named."""
    beside = bool(clue.signs.get("told beside another")) and clue.last_name is not None
    return beside and any(cast.figures[index].contradicts(clue) for index in near)


def _is_of_opening_name(clue: Clue, cast: Cast) -> bool:
    """Whether "he" is whom the paragraph opens with by name, as all others that it speaks of are women."""
    gender = next((g for pronoun, g in _PRONOUNS if clue.signs.get(f"{pronoun} of the opening name")), 0)
    met = [figure for figure in cast.figures if is_met(figure, clue)]
    return bool(gender) and all(figure.gender == -gender for figure in met)


def _is_of_title(clue: Clue, cast: Cast) -> bool:
    """Whether a title tells that it is somebody public's, and no source before it is called so."""
    takes_up = clue.signs.get("takes up a public name")
    if clue.titled == NAMELESS:
        return True
    if not clue.titled and not takes_up:
        return False
    words = clue.heads | (clue.definites if clue.titled else frozenset())
    if takes_up and any(clue.paragraph in figure.paragraphs for figure in cast.figures):
        return False
    return all(best_match(words, figure.heads) < STRONG_MATCH for figure in cast.figures)


def _ties(clue: Clue, weights: Weights, options: Sequence[Option], odds: Floats, at: int) -> tuple[Tie, ...]:
    """What speaks for the option ``at`` and against the likeliest of the others."""
    rival = max((other for other in range(len(options)) if other != at), key=lambda other: odds[other])
    return weightiest(weights.effects(clue.signs, options[at], options[rival]).tolist())


def _others(private: Floats, first: int) -> list[int]:
    """The known figures that are likely enough besides the ``first``, the likeliest first."""
    known = range(len(private) - 1)
    return sorted((i for i in known if i != first and private[i] >= ALSO), key=lambda i: -private[i])


def _points(clue: Clue) -> bool:
    """Whether a detail is a name or a number that detection has judged to be nobody public's.

    What it has seen around a name weighs more than who stands next to it: left out, the name would be printed. A title
    ("Dame" before a name that stays) only looks like one.
    """
    return clue.detail.type in DIRECT_TYPES and not {*clue.detail.evidence} <= {"tagger"}


def _brings_in(signs: Table) -> bool:
    """Whether a sentence opens with somebody new: whom it names later is another ("A clerk says that Mayor Bok …").

    Not so where the words are a title ("A spokesman"), or of whom the sentence goes on ("A father of two, he …").
    """
    return bool(signs.get("introduction opens sentence")) and not any(signs.get(own) for own in _OF_NOBODY_NEW)


def _threshold(clue: Clue) -> float | None:
    """How likely a detail has to be a public person's before it is left out; 0 and None where grammar decides."""
    signs = clue.signs
    if _points(clue):
        return None
    if signs.get("name touches after") and signs.get("office itself"):
        return 0.0  # "alderman Denise Marsh"
    if signs.get("named in apposition") or signs.get("said of the name"):
        return 0.0  # "the man who faced her: Denis Marsh", "Denis Marsh is diabetic"
    if signs.get("name touches before") and clue.detail.type is DetailType.AGE:
        return 0.0  # "Denise Marsh (52)"
    if signs.get("young") or WRONGED in clue.detail.evidence:
        return None  # "the girl", of whom a sentence about him tells
    if signs.get("met by the reporter") or signs.get("brought in by a rule"):
        return None  # "the paper spoke to employees", "says a lawyer"
    if _brings_in(signs):
        return None
    return LEAVE_OUT_DESCRIPTION if signs.get("describes") else LEAVE_OUT
