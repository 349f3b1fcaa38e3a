"""What public people are called by: the nouns that a text puts beside their names, and who is meant by those alone.

"Surgeon Denis Marsh" and "Denis Marsh, a surgeon at the clinic" make "the surgeon" Denis Marsh for the rest of the
text, unless it has a source of that trade. Read by :mod:`.clues`; :mod:`.assign` looks at the sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ..cues import cues
from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from .nameless import KEY as NAMELESS
from .opening import TITLE_WORDS
from .scene import Scene
from .setting import Setting
from .words import Word, has, has_plural, stem

REACH = 60
"""Characters on either side of a name in which its title stands."""
BEHIND = 4
"""Words behind the comma after a name in which its title stands: "Marsh, the detective superintendent who …"."""
CLAUSE = 6
"""Words of a relative clause in which whoever it is about is looked for."""
TOLD = 4
"""Words behind the name that opens a paragraph from which its sentence tells something of its bearer."""
MIN_TITLE = 4
_SHORT = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "cllr": "councillor",
    "prof": "professor",
    "supt": "superintendent",
    "insp": "inspector",
    "sgt": "sergeant",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "rev": "reverend",
}
"""Titles as they are cut short before a name: "Gov. Ann Marsh" is "the governor"."""
_SEATS = frozenset({"mp", "msp", "mep", "td", "mla"})
"""Titles in capitals, which read as part of a name: "Swansea MP Ann Marsh" is "the MP"."""
_STYLES = frozenset(
    {"lord", "lady", "sir", "dame", "dr", "mr", "mrs", "ms", "jonkheer", "jonkvrouw", "mevrouw", "meneer"}
)
"""What somebody is called by, of whom a noun before it tells more: "the treasurer, Lord Marsh"."""
_NAMED = frozenset({"named", "called", "genaamd"})
"""Between a noun and the name of whom it is: "a banker named Denis Marsh"."""
_PUBLIC = 0.5
"""The weight of a name from which a title alone is its bearer: an office stands beside it, or it returns."""

Titles = Mapping[str, str]
"""The key of the name that each noun stands beside, by the noun's stem."""


def titles(scene: Scene) -> Titles:
    """What stands beside the public names of a text, where it may be a noun; the first name that has it beside it."""
    public = {name.key for name in scene.names if name.weight >= _PUBLIC}
    found: dict[str, str] = {}
    for name in scene.names:
        words = scene.between(name.start, name.end)
        key = name.key if name.key in public else next((word.low for word in words if word.low in public), None)
        for word in _beside(scene, name.start, name.end) if key else ():
            low = _SHORT.get(word.low.rstrip("."), word.low)
            if key and (len(low) >= MIN_TITLE or low in _SEATS):
                found.setdefault(stem(low, scene.lang), key)
    for title, key in list(found.items()):
        for other in _also_called(scene.lang).get(title, ()):
            found.setdefault(other, key)
    return found


@lru_cache(maxsize=len(Lang))
def _also_called(lang: Lang) -> Mapping[str, Sequence[str]]:
    """The stems of what the bearer of a title is called besides, by the title's own."""
    groups = (group.split() for group in cues(__package__, "titles").words("same"))
    return {stem(title, lang): [stem(other, lang) for other in others] for title, *others in groups}


def _beside(scene: Scene, start: int, end: int) -> Iterator[Word]:
    """The word before a name (or before the comma before it), and those of what is added behind its comma.

    A title that opens a sentence has a capital, and reads as part of the name.
    """
    own = scene.between(start, end)
    if scene.sentences[scene.sentence(start)].start == start:
        yield from own[:1]
    yield from (word for word in own[:-1] if word.low in _SEATS or word.low.rstrip(".") in _SHORT)
    cut = [word for word in scene.between(max(0, start - REACH), start)[-2:] if word.low.rstrip(".") in _SHORT]
    yield from cut[-1:]
    before, after = scene.between(max(0, start - REACH), start), scene.between(end, end + REACH)
    while before and before[-1].low.rstrip(".") in _STYLES | _NAMED and not before[-1].classes & {"definite"}:
        start, before = before[-1].start, before[:-1]
    if before[-1:] and before[-1].low == "," and has(before[-1 - BEHIND : -1], "definite"):
        before = before[:-1]
    if before and not scene.text[before[-1].end : start].strip(" ,") and _is_noun(scene, before[-1]):
        yield before[-1]
    if after[1:2] and after[0].low == "," and after[1].classes & {"definite", "indefinite"}:
        for word in after[2 : 2 + BEHIND]:
            if not word.low[0].isalpha() or "relative" in word.classes or "of" in word.classes:
                break
            if _is_noun(scene, word):
                yield word


def _is_noun(scene: Scene, word: Word) -> bool:
    """Whether it may be one: in lower case, or the first word of its sentence."""
    opens = scene.sentences[scene.sentence(word.start)].start == word.start
    return (not word.capital or opens or word.low in _SEATS) and not word.classes - {"office", "male", "female"}


def titled(scene: Scene, at: Setting, known: Titles, brought_in: Sequence[tuple[Span, str]] = ()) -> str | None:
    """The key of the public name that a detail is about by a title: "the surgeon", or in "the surgeon, who …,".

    Or by the words that bring in whoever the story opens with, or accuses.
    """
    if at.quote is not None or at.detail.type in DIRECT_TYPES or at.detail.type in _PARTS_OF_A_STORY:
        return None
    if key := next((key for phrase, key in brought_in if phrase.contains(at.detail.span)), None):
        return key
    return _own_title(scene, at, known) or _title_of_clause(scene, at, known)


_PARTS_OF_A_STORY = frozenset({DetailType.QUOTE, DetailType.EMPLOYER})
"""What a firm that stays in the text is called says whom a source works for, too."""


def _nouns(at: Setting) -> Sequence[Word]:
    return [word for word in at.own if "definite" not in word.classes]


def _own_title(scene: Scene, at: Setting, known: Titles) -> str | None:
    """The key by which all words of a definite phrase are known: "the surgeon", "the deputy leader"."""
    keys = {known.get(stem(word.low, scene.lang)) for word in _nouns(at)}
    key = keys.pop() if len(keys) == 1 else None
    if key == NAMELESS:
        return key  # no source is called so, with whatever article
    return None if at.determiner != "definite" or _is_restricted(at.after) else key


def _is_restricted(after: Sequence[Word]) -> bool:
    """Whether a clause without a comma tells which one is meant: "the surgeon who left"."""
    return has(after[:1], "relative")


def _title_of_clause(scene: Scene, at: Setting, known: Titles) -> str | None:
    """Whose title the clause is about that the detail stands in: "the principal, who does not drink,"."""
    words = at.before[-CLAUSE:]
    which = next((n for n in range(len(words) - 1, -1, -1) if "relative" in words[n].classes), 0)
    if which < 3 or words[which - 1].low != "," or any(word.low == "," for word in words[which:]):
        return None
    article, noun = words[which - 3 : which - 1]
    return known.get(stem(noun.low, scene.lang)) if "definite" in article.classes else None


def takes_up_a_name(scene: Scene, at: Setting, known: Titles) -> bool:
    """Whether "the senior officer" opens a sentence behind one that opens its paragraph with a public name.

    "The porter of the town hall" is somebody else, and so is the director of something where an alderman is named.
    """
    own = _nouns(at)
    if at.detail.type is not DetailType.OCCUPATION or at.determiner != "definite" or at.head or not own:
        return False
    if has_plural(own, scene.lang) or _is_restricted(at.after) or has((*own, *at.left[-3:]), "another"):
        return False
    start = at.paragraph_span.start
    names = scene.names_between(start, at.detail.span.start)
    public = {name.key for name in names if name.weight >= _PUBLIC}
    if not names or public != {names[0].key} or scene.sentence(names[0].start) != at.sentence - 1:
        return False
    opens = len(scene.between(start, names[0].start)) <= TITLE_WORDS
    told = scene.sentences[at.sentence - 1]
    if has(at.after[:1], "of") and not (has(own, "office") and _may_be_called(scene, names[0].key, own, known)):
        return False
    return opens and len(scene.between(names[0].end, told.end)) > TOLD and _is_full_name(scene, names[0].key)


def _may_be_called(scene: Scene, key: str, nouns: Sequence[Word], known: Titles) -> bool:
    """Whether the text gives the bearer of a name no title but these."""
    own = {stem(word.low, scene.lang) for word in nouns}
    given = {title for title, bearer in known.items() if bearer == key}
    return not given or not own.isdisjoint(given)


def _is_full_name(scene: Scene, key: str) -> bool:
    """Whether the text has the name with another word before it: "Denis Marsh", and not the label "Fact"."""
    runs = (scene.between(name.start, name.end) for name in scene.names if name.key == key)
    return any(len(run) > 1 and run[-1].capital and not run[-1].low.isdigit() for run in runs)
