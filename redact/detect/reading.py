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
from .tokens import cut_into
from .towns import joined, seen_as, seen_in
from .wordlists import word_lists
from .words import PHRASED, Word, word_of


@dataclass(frozen=True)
class Reading:
    """A text as the tagger sees it; all sequences but ``seen`` and ``known`` have one entry a token.

    ``seen`` are the words that the tagger takes for those of the text (see towns.py), each once, ``known`` what is
    known of them, and ``each`` tells which of them a token is. ``context`` is a (tokens,
    :data:`.circumstances.WIDTH`) array of zeros and ones.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str] = field(repr=False)
    seen: Sequence[str] = field(repr=False)
    known: Sequence[Word] = field(repr=False)
    each: Numbers
    paragraph: Numbers
    sentence: Numbers
    context: NDArray[np.float32] = field(repr=False)

    @property
    def spans(self) -> list[Span]:
        """Where the tokens stand."""
        return list(map(Span, self.starts, self.ends))


class Reader:
    """Reads texts of one language, and remembers the words it has seen."""

    MAX_WORDS = 200_000
    """Words kept; a draft has a few thousand, and a batch must not grow without end."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._lists = word_lists(lang)
        self._words: dict[str, Word] = {}

    def word(self, text: str) -> Word:
        """What is known of the word by itself."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= self.MAX_WORDS:
                self._words.clear()
            found = self._words[text] = word_of(seen_as(text, self.lang), self._lists)
        return found

    def features(self, text: str) -> tuple[str, ...]:
        """What the network looks up of the word."""
        return self.word(text).features

    def read(self, text: str) -> Reading:
        """The tokens of ``text``, and the circumstances of each."""
        parts = segment(text)
        bounds = [part.start for part in parts.paragraphs]
        tokens = joined(text, cut_into(text, self.lang), bounds, self.lang)
        starts = np.asarray(tokens.starts, np.int64)
        paragraph = within(bounds, starts)
        each, seen = numbered(seen_in(tokens.words, self.lang))
        known = [self.word(word) for word in seen]
        flags = np.asarray([word.flags for word in known], np.int64)[each]
        low = numbered([word.low for word in known])[0][each]
        scene = Circumstances(self.lang, text, parts, starts, paragraph, flags, low)
        context = scene.context()
        self._mark_phrases(known, each, np.flatnonzero(flags & PHRASED).tolist(), context)
        return Reading(tokens.starts, tokens.ends, tokens.words, seen, known, each, paragraph, scene.sentence, context)

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
