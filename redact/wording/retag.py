"""The last word of a detail as what its type says it is, where the tagger took it for something else. For ``slot``."""

from __future__ import annotations

from dataclasses import replace

from ..draft import DetailType, Lang
from .lexicon import lexicon
from .words import RANKS, Tag, Word

NOUN_TYPES = frozenset(
    {
        DetailType.OCCUPATION,
        DetailType.FAMILY,
        DetailType.GENDER,
        DetailType.EMPLOYER,
        DetailType.PLACE,
        DetailType.CHANNEL,
    }
)
"""Types whose listed words are nouns, whatever the tags say."""


def retagged(word: Word, type: DetailType, lang: Lang) -> Word:
    """The word as a noun where it is in the list of its type and the tagger took it for an adjective."""
    if word.lower in RANKS or type not in NOUN_TYPES or word.tag not in (Tag.ADJ, Tag.OTHER) or not word.text.islower():
        return word
    found = lexicon(lang).find(type, word.text)
    return replace(word, tag=Tag.NOUNS if found.plural else Tag.NOUN) if found else word


__all__ = ["NOUN_TYPES", "retagged"]
