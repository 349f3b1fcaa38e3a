"""Details whose owner the text tells by taking somebody up again: "the same officer", a signature, a speaker's label.

Read before the grouping, which weighs all else. Whoever signs a letter told in the first person is its narrator, and so
is whoever "they call me Tiny" is told of; "the same officer" is the one spoken of last; and what stands in quotation
marks behind the label of somebody public ("MARSH: “…”") is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..cues import cues
from ..detect.press import asks_for_reply, signature
from ..detect.senders import RULE, writers
from ..draft import DIRECT_TYPES, DetailType
from .clues import Clue
from .names import Name
from .scene import Scene

_CUES = cues(__package__, "taken_up")
_SAME = re.compile(rf"\b(?:{_CUES.any_of('same')})\s+[\"'“‘]?\Z", re.IGNORECASE)
_CALL_ME = re.compile(rf"\b(?:{_CUES.any_of('call_me')})\s+[\"'“‘]?\Z", re.IGNORECASE)
_LABEL = re.compile(r"[\W_]*(?P<label>[A-ZÀ-ÖØ-Þ][\w.’' -]{1,40}?)[*_]*:[*_]*\s*[\"“‘„«]\Z")
_REACH = 30
_APPOSED = re.compile(r", (?:an?|een) ")
_IS = re.compile(rf"\s+(?:{_CUES.any_of('is')})\s+(?:(?:{_CUES.any_of('is_still')})\s+)*")
_WAS_IT = re.compile(rf" (?:{_CUES.any_of('was_it')})\b")
"""Behind the name and the work in a Dutch clause: "waar Hoogland bestuurslid was"."""
_FULL_NAME = re.compile(r"\w[\w.'’-]*(?: [\w.'’-]+)* \w[\w'’-]+")
"""A name of two words and more; "Bron A" is what stands in place of one."""
_OBJECT = re.compile(r"[a-zà-ÿ]{2,} \Z")
_BESIDE = re.compile(r"(?:, (?:an?|een))?[ -]?(?:[a-zà-ÿ-]+ )?")
_OF_SOMEBODY = frozenset(
    {DetailType.AGE, DetailType.FAMILY, DetailType.OCCUPATION, DetailType.GENDER, DetailType.ORIGIN, DetailType.HEALTH}
)
"""What an apposition tells of somebody: "an 86-year-old widow"."""
_ACCORDING = re.compile(rf"\W{{1,3}}(?:{_CUES.any_of('passed_on')}) (?:(?:een|de|the|an?) )?")
_ADJECTIVES = frozenset({DetailType.ORIGIN, DetailType.AGE})
_NOUNS = frozenset({DetailType.OCCUPATION, DetailType.GENDER, DetailType.EDUCATION})


def leaders(scene: Scene, clues: Sequence[Clue]) -> Mapping[str, str]:
    """The detail whose owner another shares, by their ids; no leader has one."""
    found: dict[str, str] = {}
    narrator = _narrator(clues)
    signed = signature(scene.text) if narrator and not asks_for_reply(scene.text, scene.lang) else None
    for n, clue in enumerate(clues):
        detail = clue.detail
        before = scene.text[max(0, detail.span.start - _REACH) : detail.span.start]
        leader: Clue | None = None
        if detail.type in DIRECT_TYPES and signed is not None and signed.contains(detail.span):
            leader = narrator
        elif detail.type is DetailType.NAME and not clue.quoted and _CALL_ME.search(before):
            leader = narrator if clue.first_person else None
        elif clue.heads and _SAME.search(before):
            leader = next((one for one in reversed(clues[:n]) if clue.heads & one.heads), None)
        elif (at := _noun_behind(scene.text, clues, n)) > n:
            leader = clues[at]
        if leader is not None and leader is not clue:
            found[detail.id] = found.get(leader.detail.id, leader.detail.id)
    return {id: leader for id, leader in found.items() if leader not in found}


def _noun_behind(text: str, clues: Sequence[Clue], n: int) -> int:
    """Which clue is the noun that an adjective stands before, or that tells who passes a quotation on; ``n`` of none.

    "A [Polish] [cleaner]", "a [22-year-old] [intern]": in the corpus all 132 such pairs are of one person. And "[…]",
    zei hij volgens een [Poolse] [schoonmaakster]: to whom it was said is who tells of it.
    """
    if clues[n].detail.type is DetailType.QUOTE:
        behind = next((at for at in range(n + 1, len(clues)) if clues[at].detail.type is not DetailType.DATE), n)
        told = clues[behind].detail.type in _NOUNS | _ADJECTIVES
        if not told or not _ACCORDING.fullmatch(text, clues[n].detail.span.end, clues[behind].detail.span.start):
            return n
        n = behind
    while n + 1 < len(clues) and clues[n].detail.type in _ADJECTIVES and clues[n + 1].detail.type in _NOUNS:
        if text[clues[n].detail.span.end : clues[n + 1].detail.span.start] != " ":
            break
        n += 1
    return n


def introduced_by_name(scene: Scene, clues: Sequence[Clue]) -> Iterator[tuple[str, ...]]:
    """The ids of details of somebody whom the text brings in by a name in full and tells of behind it, one tuple each.

    "She had treated Doreen Bass, an 86-year-old widow": the widow is nobody who has been spoken of without a name. What
    stands in the apposition is hers, and every later place of the name.
    """
    named: dict[str, list[str]] = {}
    for n, clue in enumerate(clues):
        span = clue.detail.span
        words = span.of(scene.text).split()
        if clue.detail.type is not DetailType.NAME or not words:
            continue
        surname = words[-1].removesuffix("'s").removesuffix("’s")
        if surname in named:
            named[surname].append(clue.detail.id)
        elif (
            len(words) > 1
            and words[0][0].isupper()
            and _APPOSED.match(scene.text, span.end)
            and _OBJECT.search(scene.text[max(0, span.start - _REACH) : span.start])
        ):
            named[surname] = [clue.detail.id, *_apposed(scene, clues[n + 1 :], span.end)]
    yield from map(tuple, named.values())


def wrote_as_source(scene: Scene, clues: Sequence[Clue]) -> Iterator[tuple[str, ...]]:
    """The ids of details of each source who writes mails: of their names, and of what they tell of themselves."""
    if not any(RULE in clue.detail.evidence for clue in clues):
        return
    for writer in writers(scene.text, scene.lang):
        names = [clue for clue in clues if any(span.overlaps(clue.detail.span) for span in writer.names)]
        told = [clue for clue in clues if any(part.contains(clue.detail.span) for part in writer.wrote)]
        own = [clue for clue in told if _is_narrated(clue) and clue not in names]
        yield tuple(clue.detail.id for clue in (*names, *own))


def _apposed(scene: Scene, clues: Sequence[Clue], at: int) -> Iterator[str]:
    """The details that follow one another behind the comma and article at ``at``, with no more than a word between."""
    for clue in clues:
        between = scene.text[at : clue.detail.span.start]
        if clue.detail.type not in _OF_SOMEBODY or not _BESIDE.fullmatch(between):
            return
        yield clue.detail.id
        at = clue.detail.span.end


def spoken_in_public(scene: Scene, clues: Sequence[Clue]) -> Iterator[str]:
    """The ids of details in a turn that is nothing but words of somebody public, behind their label."""
    text = scene.text
    for clue in clues:
        quote = scene.quote(clue.detail.span.start)
        if quote is None or clue.detail.type in DIRECT_TYPES:
            continue
        start, end = text.rfind("\n", 0, quote.start) + 1, text.find("\n", quote.end)
        label = _LABEL.fullmatch(text[start : quote.start].rstrip('"“‘„« ') + " “")
        alone = not re.search(r"\w", text[quote.end : end if end >= 0 else len(text)])
        if label and alone and _is_in_full(scene, start + label.start("label"), start + label.end("label")):
            yield clue.detail.id


def told_of_public(scene: Scene, clues: Sequence[Clue]) -> Iterator[str]:
    """The ids of work that a sentence tells of the public name that it begins with: "Denis Marsh is manager at …".

    And of the name right before it in a Dutch clause: "waar Marsh lid was". Of 1,595 marked drafts, in none such
    work is a source's.
    """
    for clue in clues:
        span = clue.detail.span
        if clue.quoted or clue.detail.type not in (DetailType.OCCUPATION, DetailType.EMPLOYER):
            continue
        start = scene.sentences[scene.sentence(span.start)].start
        named = scene.names_between(start, span.start)
        if not named or not _is_called_in_full(scene, named[-1]):
            continue
        name = named[-1]
        begins = len(named) == 1 and name.start == start and _IS.fullmatch(scene.text, name.end, span.start)
        if begins or (name.end + 1 == span.start and _WAS_IT.match(scene.text, span.end)):
            yield clue.detail.id


def _is_called_in_full(scene: Scene, name: Name) -> bool:
    """Whether the text has the name in two words and more, here or elsewhere: "Hoogland" after "Berend Hoogland"."""
    return any(
        other.key == name.key and _FULL_NAME.fullmatch(scene.text, other.start, other.end) for other in scene.names
    )


def _is_in_full(scene: Scene, start: int, end: int) -> bool:
    """Whether a label is a name that the text has in full outside labels: "PIM DE HAAN", and not "BRON" or "ANNA"."""
    keys = {name.key for name in scene.names_between(start, end) if name.end <= end}
    return len(keys) == 1 and any(
        name.key in keys
        and len(scene.between(name.start, name.end)) > 1
        and not scene.text[name.start : name.end].isupper()
        and scene.text[name.end : name.end + 1] != ":"
        for name in scene.names
    )


def _narrator(clues: Sequence[Clue]) -> Clue | None:
    """A detail that is the narrator's: told outside quotations in a sentence that says "I" last before it."""
    return next((clue for clue in clues if _is_narrated(clue) and clue.detail.type not in DIRECT_TYPES), None)


def _is_narrated(clue: Clue) -> bool:
    return clue.first_person and not clue.quoted and bool(clue.signs.get("pronoun before i"))
