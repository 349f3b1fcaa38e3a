"""What the tagger sees of a text: its words, and where each stands.

Called by the tagger and by its trainer, so that both see the same. What a word is by itself (its letters, lists,
vector) is worked out once a word and kept; what depends on the draft (who the sentence is about, who speaks the
quotation, how often the word returns) is a matrix of zeros and ones with a column for each thing that may be so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..draft import Lang, Span
from ..segment import segment
from .circumstances import AT, PHRASES, Circumstances
from .tokens import tokenize
from .towns import joined, seen_as, seen_in
from .wordlists import word_lists
from .words import Word, word_of


@dataclass(frozen=True)
class Reading:
    """A text as the tagger sees it; all sequences have one entry a token.

    ``seen`` are the words for which the tagger takes ``words``, see towns.py. ``context`` is a (tokens,
    :data:`.circumstances.WIDTH`) array of zeros and ones.
    """

    spans: Sequence[Span]
    words: Sequence[str] = field(repr=False)
    seen: Sequence[str] = field(repr=False)
    paragraph: NDArray[np.int64]
    sentence: NDArray[np.int64]
    context: NDArray[np.float32] = field(repr=False)


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

    def read(self, text: str) -> Reading:
        """The tokens of ``text``, and the circumstances of each."""
        parts = segment(text)
        spans: list[Span] = []
        paragraph: list[int] = []
        for number, part in enumerate(parts.paragraphs):
            tokens = joined(text, tokenize(text, self.lang, part), self.lang)
            spans += tokens
            paragraph += [number] * len(tokens)
        words = [span.of(text) for span in spans]
        seen = seen_in(words, self.lang)
        scene = Circumstances(self.lang, text, parts, spans, paragraph, [self.word(w) for w in seen])
        context = scene.context()
        self._mark_phrases(scene.words, context)
        return Reading(
            spans, words, seen, np.asarray(paragraph, np.int64), np.asarray(scene.sentence, np.int64), context
        )

    def _mark_phrases(self, known: Sequence[Word], context: NDArray[np.float32]) -> None:
        lows = [word.low for word in known]
        for i, low in enumerate(lows):
            for parts, kind in self._lists.phrases.get(low, ()):
                if kind in PHRASES and tuple(lows[i : i + len(parts)]) == parts:
                    context[i : i + len(parts), AT["phrase"] + PHRASES.index(kind)] = 1
