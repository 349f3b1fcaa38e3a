"""The labels of a chat that a messaging program wrote to a file: a day, an hour, and who wrote, before each message.

Called by :mod:`.public`. WhatsApp, Signal and Telegram write such files, each telephone in its own way. Whoever writes
there does so in private: a name there is nobody's by whom a paper is quoted, however much it looks so to the tagger,
and is often none that a list of names has ("Rietje werk").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..covered import Covered
from ..draft import Lang, Span
from .offices import classes_of, introduces, office_beside
from .tagger import NameUse
from .turns import PAIR, ROLES, Turn, asks
from .wordlists import word_lists

MIN_MESSAGES = 3
"""Messages of a file at least: two lines with a day and an hour may be of a log."""

_MARKS = "\u200e\u200f\u202a\u202c\ufeff"
"""Marks of direction, which telephones write before a line and around a number."""
_BLANK = "[ \\t\u00a0\u202f]"
_HOUR = rf"\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:{_BLANK}?[AaPp]\.?{_BLANK}?[Mm]\.?)?"
_MESSAGE = re.compile(
    rf"^[{_MARKS}]{{0,3}}\[?\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}},?{_BLANK}{{1,2}}{_HOUR}"
    rf"(?:\]{_BLANK}{{0,2}}|{_BLANK}-{_BLANK}|{_BLANK})"
    rf"[{_MARKS}~\u00a0\u202f ]{{0,4}}(?P<label>[^\s:\"“”„{_MARKS}][^\n:\"“”„{_MARKS}]{{0,39}}):(?=[ {_MARKS}]|$)",
    re.MULTILINE,
)
LONGEST = 5
"""Words of a label at most: "Anja heeft het onderwerp gewijzigd naar:" is what the program says."""
_OFFICES = frozenset({"office", "spokes"})
_NUMBER = re.compile(r"[+\d][\d\s().–-]{5,}")


@dataclass(frozen=True)
class Exported:
    """The ``labels`` of an exported chat that are somebody's name, in order; of two, without the reporter's."""

    labels: tuple[Span, ...] = ()

    def among(self, text: str, names: Sequence[NameUse]) -> list[NameUse]:
        """``names`` with each label as one of them, whole; what the tagger saw of it counts."""
        starts, best = [label.start for label in self.labels], dict[Span, NameUse]()
        made = []
        for use in names:
            at = bisect_right(starts, use.span.end - 1) - 1
            label = self.labels[at] if at >= 0 else None
            if label is None or not label.overlaps(use.span):
                made.append(use)
            elif label not in best or best[label].span.end - best[label].span.start < use.span.end - use.span.start:
                best[label] = use
        for label in self.labels:
            share = (best[label].protected, best[label].public) if label in best else (1.0, 0.0)
            made.append(NameUse(label, tuple(label.of(text).split()), *share))
        return sorted(made, key=lambda use: use.span)


def exported(text: str, lang: Lang, given: Sequence[Span] = ()) -> Exported:
    """Who writes in ``text``, if it is such a file, besides those whose names are ``given``.

    Whoever mostly asks in a chat of two is the reporter.
    """
    found = list(_MESSAGE.finditer(text))
    if len(found) < MIN_MESSAGES:
        return Exported()
    by_label: dict[str, list[Turn]] = defaultdict(list)
    for message, end in zip(found, [*(other.start() for other in found[1:]), len(text)], strict=True):
        label = Span(*message.span("label"))
        by_label[label.of(text)].append(Turn(label, Span(label.start, end), timed=True))
    known, two = Covered(given), len(by_label) == PAIR
    labels = [
        turn.label
        for label, own in by_label.items()
        if _is_named(label, lang) and not (two and asks(text, lang, own, alone=True))
        for turn in own
    ]
    return Exported(tuple(sorted(label for label in labels if not known.overlap(label))))


def writing(
    text: str, lang: Lang, names: Sequence[NameUse], groups: Sequence[int], labels: Sequence[Span]
) -> Iterator[int]:
    """Those of ``groups``, one of each name, whose bearers write under ``labels``, and hold no office in ``text``.

    Behind a label stands what its bearer says: an office in that is another's.
    """
    own, elsewhere, under = set[int](), set[int](), frozenset(labels)
    for use, group in zip(names, groups, strict=True):
        if use.span in under:
            own.add(group)
        elif under and (office_beside(text, lang, use.span) or introduces(text, lang, use.span, use.words)):
            elsewhere.add(group)
    yield from own - elsewhere


def _is_named(label: str, lang: Lang) -> bool:
    """Whether a label is somebody's name: no number, which is found as one, no office or role ("Mama"), no sentence."""
    words, lists = label.split(), word_lists(lang)
    if len(words) > LONGEST or _NUMBER.fullmatch(label) or ROLES.intersection(map(str.lower, words)):
        return False
    classes = [classes_of(word, lists) for word in words]
    if any(kinds & _OFFICES for kinds in classes):
        return False
    return any(
        (not kinds and word.lower() not in lists.function) or lists.is_name(word)
        for word, kinds in zip(words, classes, strict=True)
    )
