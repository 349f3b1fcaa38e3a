"""Every name in a text, whether it stays or goes.

Broader than what the tagger decides on: a capital that no sentence begins with is a name's until a list says otherwise,
as it was learned from newspapers that nothing but names is written so; at the beginning of a sentence, or without
capitals, the lists and the tagger must speak for it.
"""

from __future__ import annotations

import numpy as np

from ..draft import Draft, Span
from .layout import unwrapped
from .marks import TITLES
from .network import KEEP, KINDS, network
from .reading import Reading
from .tagger import Floats
from .wordlists import word_lists

LIKELY = 0.12
"""The tagger's probability of a protected or a public name from which a word at a sentence's beginning is a name's."""

SMALL = 0.04
"""The same for a word without a capital."""

PLACE = 0.5
"""Its probability of another detail from which a word of a list of towns is one, without a capital."""

_CALENDAR = frozenset({"month", "weekday", "month~", "weekday~"})
_NAMES = [KINDS.index(kind) for kind in ("NAME", KEEP)]
_OTHERS = [KINDS.index(kind) for kind in ("PLACE", "EMPLOYER", "TRIP", "ADDRESS", "EDUCATION")]


def named(draft: Draft) -> tuple[Span, ...]:
    """The names of people, places and organisations in ``draft``, in order."""
    text = unwrapped(draft.text)
    net = network()
    reading = net.read(text, draft.lang)
    if not reading.words:
        return ()
    labels = net.probabilities(reading, draft.lang)
    return tuple(_joined(reading, _is_name(draft, reading, labels)))


def _is_name(draft: Draft, reading: Reading, labels: Floats) -> list[bool]:
    kinds = labels[:, 1::2] + labels[:, 2::2]
    likely = kinds[:, _NAMES].sum(1)
    placed = kinds[:, _OTHERS].sum(1)
    lists = word_lists(draft.lang)
    first = np.diff(reading.sentence, prepend=-1) != 0
    inside = {word for word, begins in zip(reading.words, first, strict=True) if not begins}
    found = []
    for i, word in enumerate(reading.words):
        low = word.lower()
        listed = word in lists.first_names or word in lists.surnames or word in lists.towns
        if not word[0].isalpha() or low in lists.function or low in TITLES or _CALENDAR & lists.classes(word, low):
            found.append(False)
        elif word[0].isupper():
            acronym = sum(map(str.isupper, word)) > 1
            found.append(bool(not first[i] or listed or acronym or word in inside or likely[i] >= LIKELY))
        else:
            town = placed[i] >= PLACE and low.capitalize() in lists.towns
            found.append(bool(likely[i] >= SMALL or town))
    return found


def _joined(reading: Reading, is_name: list[bool]) -> list[Span]:
    """The words of names, those that only a space parts as one."""
    found: list[Span] = []
    for i, span in enumerate(reading.spans):
        if not is_name[i]:
            continue
        if i and is_name[i - 1] and found and span.start - found[-1].end <= 1:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found
