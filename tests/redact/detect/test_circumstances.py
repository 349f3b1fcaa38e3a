"""Where each word stands, worked out for all tokens at once, is what it is token by token."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from bronwacht.redact.detect.circumstances import _NEAR, _SINCE, _STATES, AT, COLUMNS, WIDTH
from bronwacht.redact.detect.lines import kind_of_draft, layout, mail, turns
from bronwacht.redact.detect.reading import Reader, Reading
from bronwacht.redact.detect.words import BIT, CALENDAR, CAPITAL, DETERMINER, FLAGS, KINDS, TOWNISH, Word
from bronwacht.redact.draft import Lang
from bronwacht.redact.segment import segment
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

READERS = {lang: Reader(lang) for lang in Lang}
PIECES = {
    Lang.NL: "Jan Smit burgemeester woordvoerder een de verpleegkundige zij haar hij ik we maandag Gent Den Haag"
    " zei dochter ziek . ! ? , : ‘ ’ “ ” \" ' - 34 in Delft Delft. Zij\n De\n\n",
    Lang.EN: "John Smith mayor spokesperson a the nurse she her he I we Monday Leeds said daughter sick"
    " . ! ? , : ‘ ’ “ ” \" ' - 34 She\n The\n\n",
}


class Plain:
    """The columns of one text, token by token."""

    def __init__(self, lang: Lang, text: str, reading: Reading) -> None:
        self.lang, self.text, self.parts, self.reading = lang, text, segment(text), reading
        self.words: Sequence[Word] = [reading.known[n] for n in reading.each]
        self.paragraph, self.sentence = reading.paragraph.tolist(), reading.sentence.tolist()
        self.count = len(self.words)
        starts = [quote.start for quote in self.parts.quotes]
        self.quote = []
        for start in reading.starts:
            at = bisect_right(starts, start) - 1
            self.quote.append(at if at >= 0 and start < self.parts.quotes[at].end else -1)
        self.first = [i == 0 or self.sentence[i] != self.sentence[i - 1] for i in range(self.count)]
        self.capitals = Counter(w.low for w in self.words if w.flags & CAPITAL)

    def matrix(self) -> NDArray[np.float32]:
        found = np.zeros((self.count, WIDTH), np.float32)
        states = self._states()
        counts = Counter(w.low for w in self.words)
        lines = [span.of(self.text) for span in self.parts.paragraphs]
        layouts, letter, turned = [layout(line) for line in lines], mail(lines), turns(lines)
        for i, word in enumerate(self.words):
            capital, p = bool(word.flags & CAPITAL), self.paragraph[i]
            begins = i == 0 or p != self.paragraph[i - 1]
            length, speaker, around = self._spoken(i, states)
            values = {
                "state": states[i][0] * 5 + min(states[i][1] // _SINCE, 4),
                "lang": list(Lang).index(self.lang),
                "paragraph": min(p, 2) * 3 + min(len(lines) - 1 - p, 2),
                "first": 2 if begins else int(self.first[i]),
                "layout": layouts[p],
                "mail": letter[p],
                "turn": turned[p],
                "kind": kind_of_draft(turned, layouts),
                "returns": min(counts[word.low], 4) * 2 + capital,
                "capital": 1 + min(self.capitals[word.low], 5) * 2 + self.first[i] if capital else 0,
                "quoted": length,
                "speaker": speaker,
            }
            for name, value in values.items():
                found[i, AT[name] + value] = 1
            bits = {"sentence": self._told(0, i), "before": self._told(-1, i), "after": self._told(1, i)}
            for name, flags in {**bits, "around": around}.items():
                for n in range(COLUMNS[name]):
                    found[i, AT[name] + n] = flags >> n & 1
        return found

    def _states(self) -> list[tuple[int, int]]:
        found, state, since, words = [], 0, 0, self.words
        somebody = BIT["occupation"] | BIT["gender"] | BIT["anonymous"]
        for i, word in enumerate(words):
            if self.quote[i] < 0:
                following = words[i + 1] if i + 1 < self.count else None
                if word.flags & CAPITAL:
                    named = following and following.flags & CAPITAL and (word.flags | following.flags) & BIT["name"]
                    if not self.first[i] and named:
                        state, since = 1, 0
                    elif not self.first[i] and self.capitals[word.low] > 1 and not word.flags & (CALENDAR | TOWNISH):
                        state, since = 2, 0
                elif word.flags & somebody and any(w.flags & DETERMINER for w in words[max(0, i - 2) : i]):
                    state, since = 3, 0
                elif word.flags & BIT["office"]:
                    state, since = 4, 0
            found.append((state, since))
            since += 1
            if i + 1 < self.count and self.paragraph[i + 1] != self.paragraph[i]:
                since += 2 * _SINCE
        return found

    def _told(self, beside: int, i: int) -> int:
        personal, flags = BIT["name"] | sum(BIT[kind] for kind in KINDS), 0
        for j, word in enumerate(self.words):
            if self.sentence[j] == self.sentence[i] + beside:
                mine = word.flags & ~personal if self.quote[j] >= 0 else word.flags
                flags |= mine & ~BIT["name"] if self.first[j] else mine
        return flags & (1 << len(FLAGS)) - 1

    def _spoken(self, i: int, states: Sequence[tuple[int, int]]) -> tuple[int, int, int]:
        if self.quote[i] < 0:
            return 0, 0, 0
        inside = [j for j in range(self.count) if self.quote[j] == self.quote[i]]
        start, end, flags = inside[0], inside[-1] + 1, 0
        for j in (*range(max(0, start - _NEAR), start), *range(end, min(self.count, end + _NEAR))):
            if self.quote[j] < 0 and self.paragraph[j] == self.paragraph[start]:
                flags |= self.words[j].flags & ((1 << len(FLAGS)) - 1)
                flags |= CAPITAL if self.words[j].flags & CAPITAL and not self.first[j] else 0
        after = min(self.count - 1, end + _NEAR // 2)
        following = states[after][0] if self.paragraph[after] == self.paragraph[start] else len(_STATES)
        return 1 + min(end - start, 12) // 3, 1 + states[start][0] * (len(_STATES) + 1) + following, flags


@pytest.mark.parametrize("lang", Lang)
@settings(deadline=None, max_examples=150)
@given(st.data())
def test_all_at_once_is_one_by_one(lang: Lang, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[lang].split(" ")), min_size=1, max_size=60))
    text = " ".join(pieces)
    reading = READERS[lang].read(text)
    expected = Plain(lang, text, reading).matrix()
    phrases = slice(AT["phrase"], AT["phrase"] + COLUMNS["phrase"])
    found = reading.context.copy()
    expected[:, phrases] = found[:, phrases]
    assert np.array_equal(found, expected)
