"""What the tagger sees of a text: its words, and where each stands.

Called by the tagger and by its trainer, so that both see the same. What a word is by itself (its letters, lists,
vector) is worked out once a word and kept; what depends on the draft (who the sentence is about, who speaks the
quotation, how often the word returns) is a matrix of zeros and ones with a column for each thing that may be so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..draft import Lang, Span
from ..segment import Segments, segment
from .tokens import tokenize
from .wordlists import COMPOUND, FIRST_NAME, INFLECTED, SURNAME, TOWN, word_lists

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
"""Typographic marks as the straight ones that the lists and the model know."""

_FLAG_CLASSES = "office spokes anonymous speech quantity channel family health occupation gender".split()
_PRONOUNS = {
    Lang.NL: {
        "she": "zij ze haar",
        "he": "hij hem zijn",
        "i": "ik mij me mijn",
        "we": "we wij ons onze",
        "you": "je jij jouw u uw",
        "they": "hen hun",
    },
    Lang.EN: {
        "she": "she her hers",
        "he": "he him his",
        "i": "i me my",
        "we": "we us our",
        "you": "you your",
        "they": "they them their",
    },
}
_KINDS = ("she", "he", "i", "we", "you", "they")
FLAGS = (*_FLAG_CLASSES, "name", *_KINDS)
_BIT = {name: 1 << n for n, name in enumerate(FLAGS)}
_CAPITAL = 1 << len(FLAGS)
_DETERMINERS = {Lang.NL: frozenset("een de het één".split()), Lang.EN: frozenset("a an the one".split())}
_NEAR = 12
"""Tokens on either side of a quotation in which its speaker is looked for."""

_STATES = ("none", "name", "again", "somebody", "office")
_SINCE = 6
_PHRASES = (
    "occupation rank work family health origin education trait channel travel event placenoun orgnoun time age group"
    " office spokes anonymous town"
).split()
_TURNS = ("prose", "labelled", "question", "answer")
"""What a paragraph is in a conversation: none, after a speaker's label, a question, what follows on a question."""

_MAIL = ("none", "header", "signature")
"""What a line of a letter is: those whom it is from and to are named by the newspaper, and sign it."""

_HEADER = re.compile(
    r"[\W_]*(?:van|aan|cc|bcc|t\.a\.v\.?|datum|betreft|onderwerp|inzake|door|tekst"
    r"|from|to|by|date|subject|re|attn)\b *[:.]",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:met )?(?:vriendelijke?|hartelijke?|beste|collegiale?)? ?groet|hoogachtend|(?:yours|kind|best|warm|many)\b.*|"
    r"regards|sincerely|namens|dank|thanks|thank you",
    re.IGNORECASE,
)
_SHORT_LINE = 60
"""Characters, at most, of a closing formula, and of a line under it."""

_SIGNED = 5
"""Lines under a closing formula in which those stand who sign."""

_KINDS_OF_DRAFT = ("prose", "conversation", "notes")
_LABEL = re.compile(r"[*_\s]*(?:[A-ZÀ-ÖØ-Þ][\w.’'-]{0,20} ?){1,2}\d?:[*_]*\s")
_MANY = 0.3
"""The share of a draft's paragraphs that makes it a conversation, or notes."""

_COLUMNS = {
    "state": len(_STATES) * 5,
    "speaker": 1 + len(_STATES) * (len(_STATES) + 1),
    "quoted": 6,
    "paragraph": 9,
    "returns": 10,
    "capital": 13,
    "first": 3,
    "layout": 12,
    "turn": len(_TURNS),
    "mail": len(_MAIL),
    "kind": len(_KINDS_OF_DRAFT),
    "lang": len(Lang),
    "sentence": len(FLAGS),
    "before": len(FLAGS),
    "after": len(FLAGS),
    "around": len(FLAGS) + 1,
    "phrase": len(_PHRASES),
}
_AT = dict(zip(_COLUMNS, np.cumsum([0, *_COLUMNS.values()])[:-1].tolist(), strict=True))
WIDTH = sum(_COLUMNS.values())
"""The number of columns of :attr:`Reading.context`."""

_UNITS = {12: "Dn=0", 32: "Dn=1", 100: "Dn=2", 1900: "Dn=3", 2040: "Dn=4"}


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word by itself.

    ``flags`` are bits of :data:`FLAGS`; ``features`` is what the network looks up.
    """

    low: str
    flags: int
    capital: bool
    is_name: bool
    is_town: bool
    is_calendar: bool
    features: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A text as the tagger sees it; all sequences have one entry a token.

    ``context`` is a (tokens, :data:`WIDTH`) array of zeros and ones.
    """

    spans: Sequence[Span]
    words: Sequence[str] = field(repr=False)
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
        self._pronouns = {w: _BIT[kind] for kind, words in _PRONOUNS[lang].items() for w in words.split()}
        self._words: dict[str, Word] = {}

    def word(self, text: str) -> Word:
        """What is known of the word by itself."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= self.MAX_WORDS:
                self._words.clear()
            found = self._words[text] = self._make(text)
        return found

    def _make(self, text: str) -> Word:
        text = unicodedata.normalize("NFC", text).translate(STRAIGHT)
        low = text.lower()
        classes = self._lists.classes(text, low)
        bare = {c.rstrip(INFLECTED + COMPOUND) for c in classes}
        is_name = bool(bare & {FIRST_NAME, SURNAME})
        flags = self._pronouns.get(low, 0) | (_BIT["name"] if is_name else 0)
        for name in _FLAG_CLASSES:
            if name in bare:
                flags |= _BIT[name]
        return Word(
            low,
            flags,
            text[:1].isupper(),
            is_name,
            TOWN in bare,
            bool(bare & {"month", "weekday"}),
            tuple(_letters(text, low) + sorted("c=" + c for c in classes)),
        )

    def read(self, text: str) -> Reading:
        """The tokens of ``text``, and the circumstances of each."""
        parts = segment(text)
        spans: list[Span] = []
        paragraph: list[int] = []
        for number, part in enumerate(parts.paragraphs):
            tokens = tokenize(text, self.lang, part)
            spans += tokens
            paragraph += [number] * len(tokens)
        words = [span.of(text) for span in spans]
        scene = _Scene(self.lang, text, parts, spans, paragraph, [self.word(w) for w in words])
        context = scene.context()
        self._mark_phrases(words, scene.words, context)
        return Reading(spans, words, np.asarray(paragraph, np.int64), np.asarray(scene.sentence, np.int64), context)

    def _mark_phrases(self, words: Sequence[str], known: Sequence[Word], context: NDArray[np.float32]) -> None:
        lows = [word.low for word in known]
        phrases, towns = self._lists.phrases, self._lists.long_towns
        for i, low in enumerate(lows):
            for parts, kind in phrases.get(low, ()):
                if kind in _PHRASES and tuple(lows[i : i + len(parts)]) == parts:
                    context[i : i + len(parts), _AT["phrase"] + _PHRASES.index(kind)] = 1
            for parts in towns.get(words[i], ()):
                if tuple(words[i : i + len(parts)]) == parts:
                    context[i : i + len(parts), _AT["phrase"] + _PHRASES.index("town")] = 1


def _shape(word: str) -> str:
    shape = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return re.sub(r"(.)\1{2,}", r"\1\1+", shape)


def _letters(word: str, low: str) -> list[str]:
    found = [f"w={low}", f"s={_shape(word)}"]
    found += [f"p{n}={low[:n]}" for n in (3, 4) if len(low) > n]
    found += [f"f{n}={low[-n:]}" for n in (2, 3, 4, 5) if len(low) > n]
    if len(word) == 1 and not word.isalnum():
        found.append("P")
    if any(c.isdigit() for c in word):
        found.append("D")
    if word.isdecimal():
        value = int(word[:6])
        found.append(next((name for below, name in _UNITS.items() if value < below), "Dn=5"))
    return found


class _Scene:
    """One text while its circumstances are worked out."""

    def __init__(
        self,
        lang: Lang,
        text: str,
        parts: Segments,
        spans: Sequence[Span],
        paragraph: Sequence[int],
        words: Sequence[Word],
    ) -> None:
        self.lang, self.text, self.parts, self.spans = lang, text, parts, spans
        self.paragraph, self.words = paragraph, words
        starts = [s.start for s in parts.sentences]
        self.sentence = [max(bisect_right(starts, s.start) - 1, 0) for s in spans]
        self.quote = self._quotes()
        self.first = [i == 0 or self.sentence[i] != self.sentence[i - 1] for i in range(len(spans))]
        self.capitals = Counter(w.low for w in words if w.capital)

    def _quotes(self) -> list[int]:
        starts = [q.start for q in self.parts.quotes]
        ends = [q.end for q in self.parts.quotes]
        found = []
        for span in self.spans:
            at = bisect_right(starts, span.start) - 1
            found.append(at if at >= 0 and span.start < ends[at] else -1)
        return found

    def context(self) -> NDArray[np.float32]:
        matrix = np.zeros((len(self.spans), WIDTH), np.float32)
        if not self.spans:
            return matrix
        states = self._states()
        self._put(matrix, "state", [s * 5 + min(since // _SINCE, 4) for s, since in states])
        self._put(matrix, "lang", [list(Lang).index(self.lang)] * len(self.spans))
        self._places(matrix)
        self._returns(matrix)
        self._sentences(matrix)
        self._speakers(matrix, [s for s, _ in states])
        return matrix

    def _put(self, matrix: NDArray[np.float32], name: str, values: Sequence[int]) -> None:
        matrix[np.arange(len(values)), _AT[name] + np.asarray(values)] = 1

    def _put_bits(self, matrix: NDArray[np.float32], name: str, values: Sequence[int]) -> None:
        width = _COLUMNS[name]
        bits = (np.asarray(values, np.int64)[:, None] >> np.arange(width)) & 1
        matrix[:, _AT[name] : _AT[name] + width] = bits

    def _states(self) -> list[tuple[int, int]]:
        """Who was mentioned last, as an index of ``_STATES``, and how many tokens ago; paragraphs count as distance."""
        words, found, state, since = self.words, [], 0, 0
        determiners = _DETERMINERS[self.lang]
        somebody = _BIT["occupation"] | _BIT["gender"] | _BIT["anonymous"]
        last = len(words) - 1
        for i, word in enumerate(words):
            if self.quote[i] < 0:
                following = words[i + 1] if i < last else None
                if word.capital:
                    if not self.first[i] and following and following.capital and (word.is_name or following.is_name):
                        state, since = 1, 0
                    elif not self.first[i] and self.capitals[word.low] > 1 and not (word.is_calendar or word.is_town):
                        state, since = 2, 0
                elif word.flags & somebody and (
                    (i > 0 and words[i - 1].low in determiners) or (i > 1 and words[i - 2].low in determiners)
                ):
                    state, since = 3, 0
                elif word.flags & _BIT["office"]:
                    state, since = 4, 0
            found.append((state, since))
            since += 1
            if i < last and self.paragraph[i + 1] != self.paragraph[i]:
                since += 2 * _SINCE
        return found

    def _places(self, matrix: NDArray[np.float32]) -> None:
        last = len(self.parts.paragraphs) - 1
        self._put(matrix, "paragraph", [min(p, 2) * 3 + min(last - p, 2) for p in self.paragraph])
        begins = [i == 0 or self.paragraph[i] != self.paragraph[i - 1] for i in range(len(self.spans))]
        self._put(matrix, "first", [2 if b else 1 if f else 0 for b, f in zip(begins, self.first, strict=True)])
        lines = [span.of(self.text) for span in self.parts.paragraphs]
        layouts = [self._layout(line) for line in lines]
        self._put(matrix, "layout", [layouts[p] for p in self.paragraph])
        mail = self._mail(lines)
        self._put(matrix, "mail", [mail[p] for p in self.paragraph])
        turns = self._turns(lines)
        self._put(matrix, "turn", [turns[p] for p in self.paragraph])
        talking = sum(turn > 0 for turn in turns) / len(turns)
        listed = sum(layout // 3 % 2 for layout in layouts) / len(turns)
        kind = 1 if talking >= _MANY else 2 if listed >= _MANY else 0
        self._put(matrix, "kind", [kind] * len(self.spans))

    @staticmethod
    def _mail(lines: Sequence[str]) -> list[int]:
        found, left = [], 0
        for line in lines:
            short = len(line) < _SHORT_LINE
            if short and _CLOSING.match(line):
                left = _SIGNED + 1
            found.append(1 if _HEADER.match(line) else 2 if short and left > 0 else 0)
            left -= 1
        return found

    @staticmethod
    def _turns(paragraphs: Sequence[str]) -> list[int]:
        found = []
        for paragraph in paragraphs:
            if paragraph.rstrip('*_"”’ ').endswith("?"):
                found.append(2)
            elif _LABEL.match(paragraph):
                found.append(1)
            else:
                found.append(3 if found and found[-1] == 2 else 0)
        return found

    @staticmethod
    def _layout(paragraph: str) -> int:
        closed = paragraph.rstrip("\"'”’»)* ").endswith((".", "!", "?", "…"))
        item = not paragraph[:1].isalpha() and paragraph[:1] not in "\"'“‘„"
        length = 0 if len(paragraph) < 60 else 1 if len(paragraph) < 200 else 2
        return closed * 6 + item * 3 + length

    def _returns(self, matrix: NDArray[np.float32]) -> None:
        counts = Counter(w.low for w in self.words)
        self._put(matrix, "returns", [min(counts[w.low], 4) * 2 + w.capital for w in self.words])
        self._put(
            matrix,
            "capital",
            [
                1 + min(self.capitals[w.low], 5) * 2 + first if w.capital else 0
                for w, first in zip(self.words, self.first, strict=True)
            ],
        )

    def _sentences(self, matrix: NDArray[np.float32]) -> None:
        personal = _BIT["name"] | sum(_BIT[kind] for kind in _KINDS)
        flags = [0] * (self.sentence[-1] + 3)
        for i, word in enumerate(self.words):
            mine = word.flags
            # The first word has a capital anyway, and who speaks inside a quotation says nothing of its sentence.
            if self.quote[i] >= 0:
                mine &= ~personal
            if self.first[i]:
                mine &= ~_BIT["name"]
            flags[self.sentence[i] + 1] |= mine
        self._put_bits(matrix, "sentence", [flags[s + 1] for s in self.sentence])
        self._put_bits(matrix, "before", [flags[s] for s in self.sentence])
        self._put_bits(matrix, "after", [flags[s + 2] for s in self.sentence])

    def _speakers(self, matrix: NDArray[np.float32], states: Sequence[int]) -> None:
        count = len(self.spans)
        lengths, speakers, around = [0] * count, [0] * count, [0] * count
        i = 0
        while i < count:
            number = self.quote[i]
            if number < 0:
                i += 1
                continue
            end = i
            while end < count and self.quote[end] == number:
                end += 1
            flags = self._near(i, end)
            after = min(count - 1, end + _NEAR // 2)
            next_state = states[after] if self.paragraph[after] == self.paragraph[i] else len(_STATES)
            for j in range(i, end):
                lengths[j] = 1 + min(end - i, 12) // 3
                speakers[j] = 1 + states[i] * (len(_STATES) + 1) + next_state
                around[j] = flags
            i = end
        self._put(matrix, "quoted", lengths)
        self._put(matrix, "speaker", speakers)
        self._put_bits(matrix, "around", around)

    def _near(self, start: int, end: int) -> int:
        flags = 0
        for j in (*range(max(0, start - _NEAR), start), *range(end, min(len(self.words), end + _NEAR))):
            if self.quote[j] < 0 and self.paragraph[j] == self.paragraph[start]:
                word = self.words[j]
                flags |= word.flags
                if word.capital and not self.first[j]:
                    flags |= _CAPITAL
        return flags
