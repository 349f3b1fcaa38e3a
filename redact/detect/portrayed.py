"""Nameless people of whom the sentence behind tells who they are: "The porter saw it differently. She is 44, …".

Called by detection. Beside an official who is named the tagger takes everybody for public, and all that is told of
them. But whom a newspaper calls by their work alone, and whose age, children or home it then gives, is nobody public:
of 122 such people in the corpus 117 are to be protected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..cues import cues
from ..draft import Lang, Span
from ..segment import segment
from .grammar.lexicon import meaning
from .offices import is_office
from .wordlists import sections, word_lists

_CUES = cues(__package__, "portrayed")
_WORD = r"[a-zà-ÿ][\w’'-]*"
_WHO = {
    Lang.NL: re.compile(rf"(?:De|Een|Deze|Die|Volgens (?:de|een)) (?P<words>{_WORD}(?: {_WORD})?)"),
    Lang.EN: re.compile(
        rf"(?:The|An?|Another|This|That|According to (?:the|an?)) (?P<words>{_WORD}(?: {_WORD}){{0,2}})"
    ),
}
_OF_A_HOUSE = {
    Lang.NL: re.compile(r" (?:van|bij|in|op|uit) (?:de|het|een) [a-zà-ÿ]"),
    Lang.EN: re.compile(r" (?:of|at|in|for|with) (?:the|an?) [a-z]"),
}
"""What makes an office somebody's work: the director of a sports hall is not the director."""
_IS_NAMED = re.compile(
    rf",? (?:[A-ZÀ-ÖØ-Þ]\.? ?)?[A-ZÀ-ÖØ-Þ]|[^.]{{0,40}}? (?:{_CUES.any_of('is_called')}) [A-ZÀ-ÖØ-Þ]\w+ [A-ZÀ-ÖØ-Þ]"
)
_TELLS = {lang: re.compile(_CUES.any_of(f"tells_{lang}")) for lang in Lang}


@dataclass(frozen=True)
class Portrayed:
    """The words for somebody, without the article, and the sentence that tells who they are."""

    who: Span
    told: Span


def portrayed(text: str, lang: Lang) -> tuple[Portrayed, ...]:
    """Everybody of whom the sentence behind the one that opens with them tells who they are, in order."""
    return tuple(_portrayed(text, lang))


def _portrayed(text: str, lang: Lang) -> Iterator[Portrayed]:
    for one, next_one in pairwise(segment(text).sentences):
        if "\n" in text[one.end : next_one.start] or not _TELLS[lang].match(text, next_one.start, next_one.end):
            continue
        who = _who(text, lang, one)
        if who is not None and not _is_public(text, lang, who, one):
            yield Portrayed(who, next_one)


def _who(text: str, lang: Lang, sentence: Span) -> Span | None:
    """The work or the like with which a sentence opens, without the article."""
    found = _WHO[lang].match(text, sentence.start, sentence.end)
    if found is None:
        return None
    persons = sections(f"wronged_{lang}.txt")["person"]
    start = found.start("words")
    for word in reversed([*re.finditer(r"\S+", found["words"])]):
        if meaning("occupations", word[0], lang) or word[0] in persons:
            return Span(start, start + word.end())
    return None


def _is_public(text: str, lang: Lang, who: Span, sentence: Span) -> bool:
    """Whether they are named, here or where the text brings them in, or hold an office."""
    head = re.escape(who.of(text).split()[-1])
    if _IS_NAMED.match(text, who.end, sentence.end):
        return True
    if re.search(rf"(?i:\b{head}),? [A-ZÀ-ÖØ-Þ]|[A-ZÀ-ÖØ-Þ][\w-]+, (?:[a-z]+ ){{0,3}}(?i:{head})\b", text):
        return True
    return is_office(who.of(text).split()[-1], word_lists(lang)) and not _OF_A_HOUSE[lang].match(text, who.end)
