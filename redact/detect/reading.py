"""What the tagger sees of a text: its words, and where each stands.

Called by the tagger and by its trainer, so that both see the same. What a word is by itself (its letters, lists,
vector) is worked out once a word and kept; what depends on the draft (who the sentence is about, who speaks the
quotation, how often the word returns) is a matrix of zeros and ones with a column for each thing that may be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..draft import Lang, Span
from ..segment import segment
from .circumstances import AT, PHRASES, Circumstances, Numbers, within
from .marks import BEGINS_TOWN, TOWN, marks_of
from .tokens import Tokens, cut_into
from .towns import joined, seen_as, seen_in
from .wordlists import word_lists
from .words import PHRASED, Word, word_of


@dataclass(frozen=True)
class Reading:
    """A text as the tagger sees it; all sequences but ``seen`` and ``known`` have one entry a token.

    ``seen`` are the words that the tagger takes for those of the text (see towns.py), each once, ``known`` what is
    known of them, and ``each`` tells which of them a token is. ``low`` is a number for the word in lower case, and
    ``marks`` has the bits of marks.py. ``context`` is a (tokens, :data:`.circumstances.WIDTH`) array of zeros and ones.
    """

    words: Sequence[str] = field(repr=False)
    starts: Sequence[int]
    ends: Sequence[int]
    seen: Sequence[str] = field(repr=False)
    known: Sequence[Word] = field(repr=False)
    each: Numbers
    low: Numbers
    marks: Numbers
    paragraph: Numbers
    sentence: Numbers
    context: NDArray[np.float32] = field(repr=False)

    @property
    def spans(self) -> list[Span]:
        """Where the tokens stand."""
        return list(map(Span, self.starts, self.ends))


class _Words(dict[str, Word]):
    """What is known of each word of one language that has come up, by itself."""

    MAX_WORDS = 200_000
    """Words kept; a draft has a few thousand, and a batch must not grow without end."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self._lang, self._lists = lang, word_lists(lang)

    def __missing__(self, text: str) -> Word:
        if len(self) >= self.MAX_WORDS:
            self.clear()
        found = self[text] = word_of(seen_as(text, self._lang), self._lists)
        return found


class Reader:
    """Reads texts of one language, and remembers the words it has seen."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._lists = word_lists(lang)
        self._words = _Words(lang)

    def word(self, text: str) -> Word:
        """What is known of the word by itself."""
        return self._words[text]

    def features(self, text: str) -> tuple[str, ...]:
        """What the network looks up of the word."""
        return self._words[text].features

    def read(self, text: str) -> Reading:
        """The tokens of ``text``, and the circumstances of each."""
        parts = segment(text)
        lines = [part.start for part in parts.paragraphs]
        tokens, marks = self._tokens(text, lines)
        starts = np.asarray(tokens.starts, np.int64)
        paragraph = within(lines, starts)
        own, words = numbered(tokens.words)
        low = numbered([word.lower() for word in words])[0][own]
        each, seen = own, {word: n for n, word in enumerate(words)}
        if towns := seen_in(tokens.words, np.flatnonzero(marks & TOWN).tolist(), self.lang):
            each = own.copy()
            each[list(towns)] = [seen.setdefault(town, len(seen)) for town in towns.values()]
        known = list(map(self._words.__getitem__, seen))
        flags = np.asarray([word.flags for word in known], np.int64)[each]
        same = numbered([word.low for word in known])[0][each]
        scene = Circumstances(self.lang, text, parts, starts, paragraph, flags, same)
        context = scene.context()
        self._mark_phrases(known, each, np.flatnonzero(flags & PHRASED).tolist(), context)
        return Reading(*tokens, list(seen), known, each, low, marks, paragraph, scene.sentence, context)

    def _tokens(self, text: str, lines: Sequence[int]) -> tuple[Tokens, Numbers]:
        """The tokens, a town of several words as one, and what is asked of each."""
        cut = cut_into(text, self.lang)
        marks = marks_of(cut.words, self.lang)
        tokens = joined(text, cut, lines, np.flatnonzero(marks & BEGINS_TOWN).tolist(), self.lang)
        return tokens, marks if tokens is cut else marks_of(tokens.words, self.lang)

    def _mark_phrases(
        self, known: Sequence[Word], each: Numbers, begins: Iterable[int], context: NDArray[np.float32]
    ) -> None:
        for i in begins:
            for parts, kind in self._lists.phrases[known[each[i]].low]:
                lows = tuple(known[n].low for n in each[i : i + len(parts)].tolist())
                if kind in PHRASES and lows == parts:
                    context[i : i + len(parts), AT["phrase"] + PHRASES.index(kind)] = 1


def numbered(words: Sequence[str]) -> tuple[Numbers, list[str]]:
    """A number for each of ``words``, the same for the same word, and the words that the numbers stand for."""
    every = list(dict.fromkeys(words))
    numbers = {word: n for n, word in enumerate(every)}
    return np.fromiter(map(numbers.__getitem__, words), np.int64, len(words)), every
