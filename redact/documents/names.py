"""The words of a name that went, where they stand by themselves: in part, misspelt, in a compound.

Called by verify.py for names of which the whole was taken out: a search engine finds "M. Jansen" as easily as the name
in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..draft import Span
from .alike import Folded, folded
from .forms import MAX_WORDS, MIN_SOLID, genitive, is_word, short, torn
from .neighbours import in_address, is_first, names_before, names_behind, standing, stands_small
from .words import small, table

MIN_PART = 3
"""Letters of the shortest word of a name that is looked for by itself."""

MIN_ALONE = 4
"""Letters of the shortest word of a name that a file may not be called by: "jan" is a month, too."""

_LETTERS = re.compile(r"[^\W\d_]+")
_PLACED = re.compile(r"\b(?:in|te|uit|near)\s\Z", re.IGNORECASE)


class Parts:
    """The words of one name that went, each as it stands by itself: "Jansen zegt", after "Jan Jansen".

    Where somebody else in the text has the same first name or surname, a word by itself may mean them, and nobody but
    the editor can tell; it is not looked for then.
    """

    def __init__(self, stretch: str) -> None:
        shown = _LETTERS.findall(stretch)
        shown = shown if len(shown) <= MAX_WORDS else []
        self._name = [folded(word).text for word in shown]
        telling = [
            (low, word)
            for low, word in zip(self._name, shown, strict=True)
            if len(low) >= MIN_PART and word[0].isupper() and low not in small()
        ]
        self._shown = dict(telling) if len(telling) > 1 else {}
        self._short = tuple(short(self._name)) if self._shown else ()
        self._surname = telling[-1][0] if telling else ""
        self._of_place = re.search(r"\b(?:van|von|uit|te|ter|of)\s+\S+\Z", stretch.casefold()) is not None

    @property
    def alone(self) -> tuple[str, ...]:
        """The words that tell of the name in the name of a file, where all is written small."""
        return (*(low for low in self._shown if len(low) >= MIN_ALONE), *self._short)

    def own(self, text: str, edited: Sequence[Span]) -> tuple[str, ...]:
        """The words, folded, that nobody else has in ``text``; ``edited`` are stretches that go from it as well."""
        return tuple(
            low
            for low, word in self._shown.items()
            if not any(
                self._is_another(text, span, low) and not any(span.overlaps(other) for other in edited)
                for span in standing(text, word)
            )
        )

    def places(self, whole: Folded, text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where in ``whole``, the folded ``text``, one of ``words`` means whoever has the name (folded places)."""
        if words:
            yield from ((at, at + len(short)) for short in self._short for at in whole.words.get(short, ()))
        for low in words:
            for at, end in dict.fromkeys((*_alone(whole, low), *torn(whole, low))):
                last = genitive(whole.text, end, low)
                span = Span(whole.at[at], whole.at[last - 1] + 1)
                if is_word(whole.text, at, last) and self._is_name(text, span) and not self._is_other(text, span, low):
                    yield at, last

    def _is_name(self, text: str, span: Span) -> bool:
        """Whether a word is written as one, forwards or backwards, or stands in an address."""
        if text[span.start].isupper() or text[span.end - 1].isupper():
            return True
        return span.end - span.start >= MIN_SOLID and in_address(text, span)

    def _is_other(self, text: str, span: Span, low: str) -> bool:
        """Whether something or somebody else is meant there."""
        if text[span.start].islower() and in_address(text, span):
            return False
        if self._is_another(text, span, low) or self._is_common(text, span, low):
            return True
        return (
            self._of_place
            and low == self._surname
            and _PLACED.search(text, max(0, span.start - 5), span.start) is not None
        )

    def _is_another(self, text: str, span: Span, low: str) -> bool:
        """Whether somebody else's name stands there: another first name before it, another surname behind it."""
        beside = tuple(names_before(text, span.start) if low == self._surname else names_behind(text, span.end))
        return bool(beside) and not self._has(beside[0]) and not any(map(self._has_whole, beside[1:]))

    def _has_whole(self, word: str) -> bool:
        return folded(word).text.strip(".") in self._name

    def _has(self, word: str) -> bool:
        """Whether the name has the word, or one of which it is the (first) initial."""
        parts = _LETTERS.findall(folded(word).text)
        if all(len(part) == 1 for part in parts):
            return any(own[0] == part for own in self._name for part in parts[:1])
        return all(part in self._name for part in parts)

    def _is_common(self, text: str, span: Span, low: str) -> bool:
        """Whether the word has its capital from something else: a date, the beginning of a sentence."""
        dated = text[span.end + 1 : span.end + 2].isdigit() or text[max(0, span.start - 2) : span.start - 1].isdigit()
        if dated and low in table()["months"]:
            return True
        capital = text[span.start].isupper()
        return capital and is_first(text, span.start) and stands_small(text, self._shown[low])


def _alone(whole: Folded, low: str) -> Iterator[tuple[int, int]]:
    for form in (low, low + "s"):
        yield from ((at, at + len(low)) for at in whole.words.get(form, ()))
