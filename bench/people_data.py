"""Marked drafts as material for the grouping of persons: marks as details, with noise like a detector's.

Used by train_people.py and measure_people.py.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Span
from marked import KEEP, Mark, Marked

PUBLIC = "public"
"""The owner of every detail that is nobody's to protect."""

_NOT_LEARNED = frozenset({KEEP, "QUOTE", "NAME", "EVENT"})
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
    lookalikes: float = 0.0,
    spurious: float = 0.0,
    words: Mapping[str, str] | None = None,
) -> Sample:
    """Marks as details, a share of them ``dropped``.

    Added are a share of the unmarked ``lookalikes`` (stretches that look like details), and random stretches, as many
    as ``spurious`` times the marks; these belong to :data:`PUBLIC`.
    """
    marks = [mark for mark in marked.marks if mark.type != KEEP]
    found = [mark for mark in marks if rng.random() >= dropped]
    extra = [mark for mark in _lookalikes(marked, words or {}) if rng.random() < lookalikes]
    extra += _random(marked, rng, int(spurious * len(marks)))
    chosen = sorted(_apart(found, extra), key=lambda mark: mark.start)
    details = tuple(
        Detail(f"d{number}", Span(mark.start, mark.end), DetailType(mark.type), 0.9)
        for number, mark in enumerate(chosen, 1)
    )
    return Sample(marked, details, tuple(mark.who for mark in chosen))


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
    tokens = list(re.finditer(r"\w[\w’'-]*", text))
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
