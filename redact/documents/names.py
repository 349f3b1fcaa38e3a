"""The words of a name that went, where they stand by themselves: in part, misspelt, in a compound.

Called by verify.py for names of which the whole was taken out: a search engine finds "M. Jansen" as easily as the name
in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence

from ..draft import Span
from .alike import Folded, folded
from .forms import MAX_WORDS, MIN_SOLID, genitive, is_word, short, torn
from .misspelt import compounds, misspelt, one_off
from .neighbours import in_address, is_first, names_before, names_behind, standing, stands_small
from .words import particles, small, table

MIN_PART = 3
"""Letters of the shortest word of a name that is looked for by itself."""

MIN_ALONE = 4
"""Letters of the shortest word of a name that a file may not be called by: "jan" is a month, too."""

MAX_INITIALS = 3
"""Letters of initials without points: "MA", "JWM"; more are an abbreviation."""

_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS_BEFORE = re.compile(rf"(?<![^\W_])(?P<first>[^\W\d_])[^\W\d_]{{0,{MAX_INITIALS - 1}}} \Z")
_INITIALS_BEHIND = re.compile(r"(?:,? (?=(?:[^\W\d_]\.)+)| (?=[^\W\d_](?![\w.])))(?P<first>[^\W\d_])\.?(?:[^\W\d_]\.)*")
"""Of a folded text. With points there may be a comma before them; without, it is one letter."""

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
        self._surname = telling[-1][0] if telling else ""
        together = tuple(word for low, _ in telling for word in _together(shown, low))
        self._telling = {**dict(telling), **{folded(word).text: word for word in together}}
        self._shown = self._telling if len(self._telling) > 1 else {}
        self._surnames = {self._surname, *(folded(word).text for word in together)}
        self._short = tuple(short(self._name)) if self._shown else ()
        self._of_place = re.search(r"\b(?:van|von|uit|te|ter|of)\s+\S+\Z", stretch.casefold()) is not None

    def told_by(self, words: Collection[str]) -> bool:
        """Whether one of the folded ``words`` of a file's name, where all is written small, tells of the name."""
        longer = compounds(words, self._surname)
        alone = (*(low for low in self._shown if len(low) >= MIN_ALONE), *self._short, *longer)
        return any(word in words for word in alone)

    def own(self, text: str, edited: Sequence[Span]) -> tuple[str, ...]:
        """The words, folded, that nobody else has in ``text``; ``edited`` are stretches that go from it as well."""
        return tuple(low for low, word in self._telling.items() if not self._is_anothers(text, word, low, edited))

    def _is_anothers(self, text: str, word: str, low: str, edited: Sequence[Span] = ()) -> bool:
        """Whether somebody else has a word, where ``low`` of this name is meant or may be."""
        return any(
            self._is_another(text, span, low) and not any(span.overlaps(other) for other in edited)
            for span in standing(text, word)
        )

    def places(self, whole: Folded, text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where in ``whole``, the folded ``text``, one of ``words`` means whoever has the name (folded places)."""
        parts = [low for low in words if low in self._shown]
        if parts:
            yield from ((at, at + len(form)) for form in self._short for at in whole.words.get(form, ()))
        for low in parts:
            for at, end in dict.fromkeys((*_alone(whole, low), *torn(whole, low))):
                last = genitive(whole.text, end, low)
                span = Span(whole.at[at], whole.at[last - 1] + 1)
                if is_word(whole.text, at, last) and self._is_name(text, span) and not self._is_other(text, span, low):
                    yield self._with_initials(whole, text, low, at, last)

    def otherwise(
        self, whole: Folded, text: str, before: str, words: Sequence[str], others: Container[str]
    ) -> Iterator[tuple[int, int]]:
        """As :meth:`places`, where one of ``words`` is misspelt, or begins a longer word (of that the name alone).

        ``before`` is the draft from which the name went, ``others`` are words that mean something else on purpose.
        """
        for low in words:
            if any(stands_small(each, self._telling[low]) for each in {text, before}):
                continue  # a name that is a word, too, has a plural and compounds
            near = whole.by_letter.get(low[0], ())
            longer = compounds(near, low) if low in self._surnames else ()
            for form in (*misspelt(near, low), *longer):
                if form not in others and form not in self._name:
                    yield from self._where(whole, text, before, low, form)

    def _where(self, whole: Folded, text: str, before: str, low: str, form: str) -> Iterator[tuple[int, int]]:
        """Where ``form`` means whoever has the name, if it does at all."""
        places, compound = whole.words[form], form.startswith(low)
        spans = [Span(whole.at[at], whole.at[at + len(form) - 1] + 1) for at in places]
        shown = {span.of(text) for span in spans}
        if any(self._is_something_else(each, word, low) for each in {text, before} for word in shown):
            return
        for at, span in zip(places, spans, strict=True):
            apart = compound or whole.text[at - 1 : at] != "-"  # "Sint-Martens" is no slip for Maertens
            if apart and self._is_name(text, span) and not self._is_another(text, span, low):
                end = at + len(low if len(form) > len(low) + 1 else form)
                yield at, genitive(whole.text, end, low)

    def _is_something_else(self, text: str, word: str, low: str) -> bool:
        """Whether what is much like a word of the name is a word of its own, or a name of somebody else's."""
        return stands_small(text, word) or self._is_anothers(text, word, low)

    def _with_initials(self, whole: Folded, text: str, low: str, at: int, end: int) -> tuple[int, int]:
        """A part of the name with the initials beside it that are its own: "Marieke Q.", "MA Jansen", "Jansen, M."."""
        first, last = self._name[0][0], self._surname[0]
        behind = _INITIALS_BEHIND.match(whole.text, end)
        if behind and behind["first"] == (first if low == self._surname else last):
            end = behind.end() if text[whole.at[behind.start("first")]].isupper() else end
        before = (
            _INITIALS_BEFORE.search(whole.text, max(0, at - MAX_INITIALS - 2), at) if low == self._surname else None
        )
        if before and before["first"] == first and text[whole.at[before.start()] : whole.at[at]].isupper():
            at = before.start()
        return at, end

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
        beside = tuple(names_before(text, span.start) if low in self._surnames else names_behind(text, span.end))
        return bool(beside) and not self._has(beside[0]) and not any(map(self._has_whole, beside[1:]))

    def _has_whole(self, word: str) -> bool:
        return folded(word).text.strip(".") in self._name

    def _has(self, word: str) -> bool:
        """Whether the name has the word, with a slip perhaps, or one of which it is the initial.

        Of several initials the first name's may be any: she who is called Marieke may sign as A.M.
        """
        parts = _LETTERS.findall(folded(word).text)
        initials = "".join(parts) if all(len(part) == 1 for part in parts) else ""
        if not initials and word.isupper() and len(word) <= MAX_INITIALS:
            initials = "".join(parts)  # "MA Jansen"
        if initials and (initials[0] in {own[0] for own in self._name} or self._name[0][0] in initials):
            return True
        own = (*self._name, *self._surnames)
        return all(any(part == each or one_off(part, each) for each in own) for part in parts)

    def _is_common(self, text: str, span: Span, low: str) -> bool:
        """Whether the word has its capital from something else: a date, the beginning of a sentence."""
        dated = text[span.end + 1 : span.end + 2].isdigit() or text[max(0, span.start - 2) : span.start - 1].isdigit()
        if dated and low in table()["months"]:
            return True
        capital = text[span.start].isupper()
        return capital and is_first(text, span.start) and stands_small(text, self._shown[low])


def _together(shown: Sequence[str], surname: str) -> Iterator[str]:
    """A surname run together with the particles before it, as others write it: "Vandenberg", "Elkhattabi"."""
    low = [folded(word).text for word in shown]
    at = first = low.index(surname)
    while first > 0 and (low[first - 1] in particles() or shown[first - 1].islower()):
        first -= 1
        yield "".join(low[first : at + 1]).capitalize()


def _alone(whole: Folded, low: str) -> Iterator[tuple[int, int]]:
    for form in (low, low + "s"):
        yield from ((at, at + len(low)) for at in whole.words.get(form, ()))
