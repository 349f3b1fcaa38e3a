"""A text with everything alike that a reader takes for alike: case, accents, marks, letters of other alphabets.

Used wherever a stretch that was taken out is looked for (verify.py, names.py, views.py): whoever looks for a source
reads with their eyes, and so must the program that says that nothing is left to see.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

_QUOTES = dict.fromkeys("'\"`´‘’‚‛“”„‟′″«»‹›", "'")
_DASHES = dict.fromkeys("-‐‑‒–—―−", "-")
_EMPHASIS = frozenset("*~`\\")
_UNSEEN = frozenset({"Cf", "Cc", "Mn", "Me"})
"""Categories without a place of their own on the line: soft hyphens, joiners, directions, controls, accents."""
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and signs, as Unicode has it, of which nothing is seen."""
_WORD = re.compile(r"[^\W_]+")
_ORDINARY = re.compile(r"(?:[!-)+-\[\]^a-{|}]|(?<!\s) (?! ))+")
"""Characters of ASCII that stay one by one, but for the case: all but emphasis, underscores, and spaces in a row."""


@dataclass(frozen=True)
class Folded:
    """A folded text; ``at[i]`` is where character i came from."""

    text: str
    at: tuple[int, ...]

    @cached_property
    def solid(self) -> tuple[str, tuple[int, ...]]:
        """The letters and digits alone, and where in :attr:`text` each stands."""
        places = tuple(place for place, char in enumerate(self.text) if char.isalnum())
        return "".join([self.text[place] for place in places]), places

    @cached_property
    def words(self) -> Mapping[str, list[int]]:
        """Where in :attr:`text` each word begins."""
        found: dict[str, list[int]] = {}
        for match in _WORD.finditer(self.text):
            found.setdefault(match[0], []).append(match.start())
        return found

    @cached_property
    def by_letter(self) -> Mapping[str, list[str]]:
        """The words by what they begin with."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(word[0], []).append(word)
        return found


def folded(text: str) -> Folded:
    """Fold case, accents, quotation marks, dashes, spaces, emphasis, look-alikes, and characters that nobody sees."""
    out: list[str] = []
    at: list[int] = []
    place, spaced = 0, False
    while place < len(text):
        if ordinary := _ORDINARY.match(text, place):
            run = ordinary[0].lower().replace('"', "'")
            skipped = spaced and run[0] == " "  # behind one that emphasis parts from it
            out.append(run[skipped:])
            at.extend(range(place + skipped, ordinary.end()))
            place, spaced = ordinary.end(), run[-1] == " "
            if place == len(text):
                break
        for plain in _plain(text[place]):
            if not (plain == "_" and _at_word_edge(text, place)) and not (plain == " " and spaced):
                out.append(plain)
                at.append(place)
                spaced = plain == " "
        place += 1
    return Folded("".join(out), tuple(at))


def _at_word_edge(text: str, place: int) -> bool:
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) < 2 or not around.isalnum()


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char.isspace():
        return " "
    if char in _EMPHASIS or char in _BLANK or (char >= "\x80" and unicodedata.category(char) in _UNSEEN):
        return ""
    alike = _QUOTES.get(char) or _DASHES.get(char)
    if alike or char.isascii():
        return alike or char.casefold()
    # Letters of formulas (U+1D400) have no case of their own before they are decomposed, and others get one by it.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    letters = _letters()
    return "".join(letters.get(c, c) for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, str]:
    table: dict[str, str] = tomllib.loads(files(__package__).joinpath("data/letters.toml").read_text("utf-8"))["plain"]
    return {odd: plain for plain, odds in table.items() for odd in odds}
