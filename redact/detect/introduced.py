"""The words by which a story file says that a text introduces its sources: each is a detail, whoever else sees it.

Called by detection, before merging for what the rules find in those words and for names, after it for those words that
nothing was found in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..covered import Covered, Holding
from ..draft import DetailType, Lang, Span
from ..people.hints import occurrences
from .grammar import SURE
from .match import Match
from .merge import trim
from .tagger import PARTICLES, SMALL, Tagged
from .wordlists import COMPOUND, INFLECTED, WordLists, word_lists

RULE = "story file"
"""What stands for the story file among the evidence of a detail."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLAUSE = re.compile(r"[,;:(–—]")
_NAME_BEHIND = re.compile(rf",? (?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:(?:{SMALL}) )*[A-ZÀ-ÖØ-Þ][\w'’-]+)+)")
"""A name of two words or more: a first name alone may be a town's or a month's."""
_PUBLIC = frozenset({"office", "spokes"})
_OPENS = re.compile(r"(?:^|[.!?:\n]\s*)[“\"‘'„]?$")


@dataclass(frozen=True)
class Introduced:
    """The stretches of one text that ``called`` of the story file names."""

    text: str
    lang: Lang
    spans: tuple[Span, ...]
    rule: str = RULE
    groups: tuple[Span, ...] = ()
    """Those of them that say how many they are."""

    def has(self, span: Span) -> bool:
        """Whether ``span`` is in these words."""
        return self._holding.hold(span)

    @cached_property
    def _holding(self) -> Holding:
        return Holding(self.spans)

    def names(self) -> Iterator[Match]:
        """Those that are a name and nothing but that, and the names that stand behind one: "trainee Jan Bos".

        Newspapers bring in public people like that, and the headers and notes of a draft its sources.
        """
        cores = [core for span in self.spans if (core := self._core(span))]
        for core in cores:
            if self._is_name(core):
                yield Match(core, DetailType.NAME, SURE, RULE)
        for words in dict.fromkeys(core.of(self.text).lower() for core in cores):
            for found in () if self._is_office(words) else occurrences(self.text, words):
                if name := _NAME_BEHIND.match(self.text, found.end):
                    yield Match(Span(*name.span("name")), DetailType.NAME, SURE, RULE)

    def _is_office(self, words: str) -> bool:
        last = words.split()[-1]
        return bool({c.rstrip(INFLECTED + COMPOUND) for c in word_lists(self.lang).classes(last, last)} & _PUBLIC)

    def widened(self, matches: Iterable[Match]) -> Iterator[Match]:
        """``matches``, work in these words with all that stands before it: "market warden", not "warden"."""
        for match in matches:
            held = match.type is DetailType.OCCUPATION and self.has(match.span)
            span = next((s for s in self.spans if s.contains(match.span)), None) if held else None
            core = self._core(span) if span else None
            if core and core.end == match.span.end:
                match = replace(match, span=Span(min(core.start, match.span.start), core.end), value={})
            yield match

    def narrowed(self, tagged: Tagged) -> Iterator[Match]:
        """What the tagger found; what ends with these words and begins before them is these words alone."""
        for match in tagged.details:
            span = next((s for s in self.spans if match.span.contains(s)), None)
            core = self._core(span) if span and match.type is not DetailType.QUOTE else None
            if core and match.span.start < core.start and match.span.end == core.end:
                match = replace(match, span=core, type=tagged.likeliest(core) or match.type, value={})
            yield match

    def unseen(self, found: Iterable[Span], tagged: Tagged) -> Iterator[Match]:
        """A match for each that none of ``found`` touches: of the type that the tagger finds likeliest."""
        seen = Covered(found)
        for span in self.spans:
            core = None if seen.overlap(span) else self._core(span)
            kind = DetailType.GROUP if span in self.groups else tagged.likeliest(core) if core else None
            if core and kind and not self._says_nothing(core):
                yield Match(core, kind, SURE, self.rule)

    def _core(self, span: Span) -> Span | None:
        """The noun of the words with what stands before it: up to a clause, without an article."""
        lists = word_lists(self.lang)
        stop = _CLAUSE.search(self.text, span.start + 1, span.end)
        words = [word.span() for word in _WORD.finditer(self.text, span.start, stop.start() if stop else span.end)]
        low = [self.text[start:end].lower() for start, end in words]
        first = next((n for n, word in enumerate(low) if word not in lists.function), len(low))
        last = next((n for n in range(first, len(low)) if self._ends(low[n], lists)), len(low))
        while last > first and low[last - 1] in PARTICLES:  # "one of" them
            last -= 1
        return trim(self.text, Span(words[first][0], words[last - 1][1])) if first < last else None

    @staticmethod
    def _ends(word: str, lists: WordLists) -> bool:
        return word in lists.function and word not in PARTICLES

    def _is_name(self, core: Span) -> bool:
        words = core.of(self.text).split()
        lists = word_lists(self.lang)
        capital = all(word[0].isupper() or word.lower() in PARTICLES for word in words)
        opens = len(words) == 1 and _OPENS.search(self.text[max(0, core.start - 4) : core.start])
        return capital and (not opens or words[0] in lists.first_names)

    def _says_nothing(self, core: Span) -> bool:
        """Whether it is "the source", "the third" and the like, which may be anybody."""
        lists = word_lists(self.lang)
        words = core.of(self.text).lower().split()
        return all(
            word in lists.apart["anybody"]
            or {c.rstrip(INFLECTED + COMPOUND) for c in lists.classes(word, word)} & {"anonymous"}
            for word in words
        )


def introduced(text: str, lang: Lang, called: Sequence[str]) -> Introduced:
    """Where ``text`` has the words of ``called``."""
    return Introduced(text, lang, tuple(span for phrase in called for span in occurrences(text, phrase)))
