"""Marked drafts as material for the grouping of persons: marks as details, with noise like a detector's.

Used by train_people.py and measure_people.py.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Span
from bronwacht.redact.people.clues import read_clues
from bronwacht.redact.people.figures import Figure
from bronwacht.redact.people.scene import look
from bronwacht.redact.people.words import vocabulary
from marked import KEEP, Mark, Marked

PUBLIC = "public"
"""The owner of every detail that is nobody's to protect."""

_NOT_LEARNED = frozenset({KEEP, "QUOTE", "NAME", "EVENT", "GENDER"})
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
    " January February March April May June July August September October November December"
).replace(" ", "|")
_LOOKALIKES = (
    (r"\b\d\d(?= jaar\b|-jarige\b|\)|,)", "AGE"),
    (r"\b(?:19|20)\d\d\b", "DATE"),
    (rf"\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b", "DATE"),
    (r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", "DATE"),
    (r"(?<=\b(?:in|to) )[A-Z][a-z]{3,}\b", "PLACE"),
)
"""What a detector is likely to take for a detail, whoever it is about."""
_LISTED = {"office": "OCCUPATION", "kin": "FAMILY"}
"""Classes of redact/people/data/words.json that a detector takes for details, and as which type."""
_PLAIN: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {
    "nl": {
        "neutral": (
            ("medewerker", "medewerker"),
            ("oud-medewerker", "medewerker"),
            ("oud-collega", "collega"),
            ("jonge ambtenaar", "ambtenaar"),
            ("beleidsadviseur", "adviseur"),
            ("ervaren verpleegkundige", "verpleegkundige"),
            ("voormalig vrijwilliger", "vrijwilliger"),
            ("magazijnchef", "chef"),
        ),
        "female": (("vrouw", "vrouw"), ("jonge vrouw", "vrouw")),
        "male": (("man", "man"), ("jonge man", "man")),
    },
    "en": {
        "neutral": (
            ("employee", "employee"),
            ("former employee", "employee"),
            ("former colleague", "colleague"),
            ("junior clerk", "clerk"),
            ("policy adviser", "adviser"),
            ("senior nurse", "nurse"),
            ("retired engineer", "engineer"),
            ("shift supervisor", "supervisor"),
        ),
        "female": (("woman", "woman"), ("young woman", "woman")),
        "male": (("man", "man"), ("young man", "man")),
    },
}
"""How newspapers call a source at first, and from then on."""
_CONFUSED = (
    ("OCCUPATION", "GROUP", "EMPLOYER", "EDUCATION", "GENDER"),
    ("EVENT", "TRAIT", "PLACE", "TRIP"),
    ("ORIGIN", "FAMILY", "HEALTH"),
)
"""Types that a detector takes for one another."""
_RANDOM_TYPES = ("OCCUPATION", "DATE", "EVENT", "PLACE", "TRAIT", "AGE", "FAMILY", "EMPLOYER")


@dataclass(frozen=True)
class Sample:
    """Details of one draft as a detector could have found them, and whose each is."""

    marked: Marked
    details: tuple[Detail, ...]
    owners: tuple[tuple[str, ...], ...]


def in_part(marked: Marked, parts: int) -> bool:
    """Whether a draft is in the first of so many equal parts, by its name."""
    return int(hashlib.sha256(marked.name.encode()).hexdigest(), 16) % parts == 0


def as_draft(marked: Marked) -> Draft:
    """The draft without its marks."""
    return Draft(marked.text, Lang(marked.lang), marked.name, marked.published)


def plainly_told(marked: Marked, rng: random.Random, share: float) -> Marked:
    """The draft with a ``share`` of its people called by the plain words of news reports instead of by their jobs.

    The corpus likes telling jobs; what newspapers print of a source is often no more than "a woman" or "an employee".
    """
    chosen = {who: gender for who, gender in _genders(marked).items() if rng.random() < share}
    words = {who: rng.choice(_plain(marked.lang, gender)) for who, gender in chosen.items()}
    text, marks, last, told = "", [], 0, set[str]()
    for mark in marked.marks:
        text += marked.text[last : mark.start]
        kind, own = mark.type, marked.text[mark.start : mark.end]
        if kind == "OCCUPATION" and mark.who[0] in words and own.count(" ") < 3:
            kind, own = words[mark.who[0]][0], words[mark.who[0]][1 + (mark.who[0] in told)]
            told.add(mark.who[0])
        marks.append(Mark(len(text), len(text) + len(own), kind, mark.who))
        text += own
        last = mark.end
    return replace(marked, text=text + marked.text[last:], marks=tuple(marks))


def _genders(marked: Marked) -> dict[str, int]:
    """The gender of everybody with marks, as their nouns and pronouns say: 1, -1, or 0 for not known."""
    exact = sample(marked, random.Random(0))
    scene = look(marked.text, Lang(marked.lang), [detail.span for detail in exact.details])
    figures: dict[str, Figure] = {}
    for clue, owners in zip(read_clues(scene, exact.details), exact.owners, strict=True):
        figures.setdefault(owners[0], Figure()).add(clue)
    return {who: figure.gender for who, figure in figures.items()}


def _plain(lang: str, gender: int) -> list[tuple[str, str, str]]:
    """Type, first words and later words for somebody of that gender."""
    neutral = [("OCCUPATION", *words) for words in _PLAIN[lang]["neutral"]]
    gendered = [("GENDER", *words) for words in _PLAIN[lang].get({1: "female", -1: "male"}.get(gender, ""), ())]
    return neutral + gendered * 6


def learned_words(drafts: Iterable[Marked]) -> dict[str, str]:
    """Stretches marked in two drafts or more, with their type: elsewhere they look like details too."""
    types: dict[str, Counter[str]] = {}
    seen: Counter[str] = Counter()
    for marked in drafts:
        found = [mark for mark in marked.marks if mark.type not in _NOT_LEARNED]
        words = {marked.text[mark.start : mark.end].lower(): mark.type for mark in found}
        for word, kind in words.items():
            seen[word] += 1
            types.setdefault(word, Counter())[kind] += 1
    return {w: types[w].most_common(1)[0][0] for w, n in seen.items() if n > 1 and len(w) > 2 and w.count(" ") < 3}


def sample(
    marked: Marked,
    rng: random.Random,
    *,
    dropped: float = 0.0,
    confused: float = 0.0,
    lookalikes: float = 0.0,
    spurious: float = 0.0,
    words: Mapping[str, str] | None = None,
) -> Sample:
    """Marks as details, a share of them ``dropped``, a share of the others of a ``confused`` type.

    Added are a share of the unmarked ``lookalikes`` (stretches that look like details), and random stretches, as many
    as ``spurious`` times the marks; these belong to :data:`PUBLIC`.
    """
    marks = [mark for mark in marked.marks if mark.type != KEEP]
    found = [mark for mark in marks if rng.random() >= dropped]
    found = [replace(mark, type=_confused(mark.type, rng)) if rng.random() < confused else mark for mark in found]
    extra = [mark for mark in _lookalikes(marked, words or {}) if rng.random() < lookalikes]
    extra += _random(marked, rng, int(spurious * len(marks)))
    chosen = sorted(_apart(found, extra), key=lambda mark: mark.start)
    details = tuple(
        Detail(f"d{number}", Span(mark.start, mark.end), DetailType(mark.type), 0.9)
        for number, mark in enumerate(chosen, 1)
    )
    return Sample(marked, details, tuple(mark.who for mark in chosen))


def _confused(kind: str, rng: random.Random) -> str:
    return rng.choice(next((group for group in _CONFUSED if kind in group), (kind,)))


def _overlap(one: Mark, others: Iterable[Mark]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _apart(found: Sequence[Mark], extra: Sequence[Mark]) -> list[Mark]:
    chosen = list(found)
    for mark in extra:
        if not _overlap(mark, chosen):
            chosen.append(mark)
    return chosen


def _lookalikes(marked: Marked, words: Mapping[str, str]) -> list[Mark]:
    text = marked.text
    found = [Mark(*m.span(), kind, (PUBLIC,)) for pattern, kind in _LOOKALIKES for m in re.finditer(pattern, text)]
    known = vocabulary(Lang(marked.lang)).classes
    tokens = list(re.finditer(r"\w[\w’'-]*", text))
    for token in tokens:
        kinds = [_LISTED[name] for name in sorted(known.get(token[0].lower(), ())) if name in _LISTED]
        found += [Mark(*token.span(), kind, (PUBLIC,)) for kind in kinds[:1]]
    for length in (3, 2, 1):
        for first, last in zip(tokens, tokens[length - 1 :], strict=False):
            kind = words.get(text[first.start() : last.end()].lower())
            if kind:
                found.append(Mark(first.start(), last.end(), kind, (PUBLIC,)))
    return [mark for mark in found if not _overlap(mark, marked.marks)]


def _random(marked: Marked, rng: random.Random, count: int) -> list[Mark]:
    tokens = list(re.finditer(r"\w[\w-]*", marked.text))
    found: list[Mark] = []
    for _ in range(count * 10 if tokens else 0):
        first = rng.randrange(len(tokens))
        last = min(first + rng.choice((0, 0, 1, 2)), len(tokens) - 1)
        mark = Mark(tokens[first].start(), tokens[last].end(), rng.choice(_RANDOM_TYPES), (PUBLIC,))
        if "\n" not in marked.text[mark.start : mark.end] and not _overlap(mark, [*marked.marks, *found]):
            found.append(mark)
        if len(found) == count:
            break
    return found
