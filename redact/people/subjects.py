"""The subject of a verb of speech in a clause: who says, writes, or sends what is quoted.

Called by :mod:`.telling`, which chooses the clause. Grammar as far as news prose needs it: the Dutch subject behind its
verb, the passive, whom it is said to, and who is spoken of between commas.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..draft import Lang, Span
from .public import Bearer, Bearers
from .words import Word, has, stem

_FILE = Path(__file__).parent / "data" / "telling.json"
_NOUNS = frozenset({"somebody", "female", "male", "office"})
_DETERMINERS = frozenset({"definite", "indefinite", "her", "his", "my", "we", "they"})
_PAUSES = frozenset(",;:–—-()")
BEHIND_VERB = 4
"""Words from a verb to a subject behind it: "zei de toen nog jonge griffier"."""
ARTICLE = 3
"""Words from an article to its noun."""
PASSIVE = 2
"""Words from "was" to the verb of a passive: "was later told"."""
GOVERNED = 8
"""Words from a verb to a quotation without a colon that it still governs."""
INSERTED = 3
"""Words of a clause that is put in: ", she says,"."""
LABEL = 4
"""Words of a speaker's label at most: "En burgemeester Anna Smit:"."""


@dataclass(frozen=True)
class Teller:
    """The subject of a verb of speech: ``pronoun`` (its class), the public person who is named, or a noun.

    ``to_other`` tells that it is said to "him" or "her".
    """

    pronoun: str = ""
    bearer: Bearer | None = None
    noun: Word | None = None
    to_other: bool = False


@dataclass(frozen=True)
class Subjects:
    """The subjects of the clauses of one text; ``heads`` are the stems of the nouns that stand for the source."""

    lang: Lang
    bearers: Bearers
    heads: AbstractSet[str]

    @property
    def lists(self) -> Mapping[str, frozenset[str]]:
        """The words that tell of speaking, by kind; see data/telling.json."""
        return _lists(self.lang)

    def verbs(self, words: Sequence[Word]) -> Sequence[int]:
        """Where verbs of speech stand in ``words``; "the reply" and "a note written in haste" have none.

        What is put in between commas beside another ("he told her, she says, that …") is left out.
        """
        found = [at for at, word in enumerate(words) if word.low in self.lists["speaks"] and self._is_verb(words, at)]
        return [at for at in found if at == found[0] or not self._is_put_in(words, at)]

    def _is_put_in(self, words: Sequence[Word], at: int) -> bool:
        before = [word.low in _PAUSES for word in words[max(0, at - INSERTED) : at]]
        behind = [word.low in _PAUSES for word in words[at + 1 : at + 1 + INSERTED]]
        return any(before) and any(behind) and before[::-1].index(True) + behind.index(True) <= INSERTED

    def _is_verb(self, words: Sequence[Word], at: int) -> bool:
        before = words[at - 1] if at else None
        if words[at].low in self.lists["nouns_too"]:
            return bool(before and self._who(words, at - 1))
        return not before or not (before.classes & _DETERMINERS - {"her", "his"} or before.low in self.lists["message"])

    def last_of(self, words: Sequence[Word]) -> Teller | None:
        """The subject of the last verb of speech, where the verb still governs what stands behind ``words``."""
        verbs = self.verbs(words)
        return self.of(words, verbs[-1]) if verbs and len(words) - verbs[-1] <= GOVERNED else None

    def of(self, words: Sequence[Word], verb: int) -> Teller | None:
        """Who does what the verb says; with a passive, whoever is named by "by"."""
        if self._is_passive(words, verb):
            found = self._behind_one_of("by", words)
        else:
            places = self._places(words, verb)
            found = next(
                (who for at in places if not self._is_toward(words, at) and (who := self._who(words, at))), None
            )
        to_other = any(
            self._is_addressed(words, at) and word.low not in self.lists["me"] for at, word in enumerate(words)
        )
        return found and replace(found, to_other=to_other)

    def _is_passive(self, words: Sequence[Word], verb: int) -> bool:
        """Whether it is said to the subject: "she was told", "she was asked in and told: …", and not "told him: …"."""
        if words[verb].low not in self.lists["passive"]:
            return False
        object_behind = any(
            w.classes & (_DETERMINERS | {"object"}) or self._bearer(w) for w in words[verb + 1 : verb + 2]
        )
        return has(words[max(0, verb - PASSIVE) : verb], "be") or (has(words[:verb], "be") and not object_behind)

    def _places(self, words: Sequence[Word], verb: int) -> Sequence[int]:
        """Where the subject of the verb is looked for, in this order."""
        comma = next((at for at in range(verb - 1, -1, -1) if words[at].low in _PAUSES), -1)
        pause = next((at for at in range(verb + 1, len(words)) if words[at].low in _PAUSES), len(words))
        behind = range(verb + 1, min(pause, verb + 1 + BEHIND_VERB))
        before = range(verb - 1, comma, -1)
        if self._is_inverted(words, verb):
            return (*behind, *before)
        # "Wolthuis, dijkgraaf sinds 2010, schreef": what stands between commas is about the subject.
        if not before:
            return (*behind, *range(comma))
        related = range(comma - 1, max(-1, comma - 1 - ARTICLE), -1) if "relative" in words[comma + 1].classes else ()
        return (*before, *behind, *related)

    def _is_inverted(self, words: Sequence[Word], verb: int) -> bool:
        """Whether the Dutch subject stands behind its verb: "zei hij", "appte Wolthuis haar"."""
        behind = words[verb + 1 : verb + 1 + BEHIND_VERB]
        if self.lang is not Lang.NL or not behind:
            return False
        named = self._bearer(behind[0]) and any(self._is_addressed(behind, at) for at in range(1, len(behind)))
        return bool(named or behind[0].classes & {"she", "he"})

    def _is_addressed(self, words: Sequence[Word], at: int) -> bool:
        """Whether "her", "him" or "me" stands by itself there, and not before what is hers."""
        word, behind = words[at], words[at + 1 : at + 2]
        if not (word.classes & {"her", "object"} or word.low in self.lists["me"]):
            return False
        return not behind or not behind[0].low[0].isalnum() or behind[0].low in self.lists["toward"]

    def _is_toward(self, words: Sequence[Word], at: int) -> bool:
        """Whether a preposition stands before the noun or name: whom it is said to, or what about."""
        named, back = self._bearer(words[at]), at - 1
        if words[at].classes & {"she", "he"}:
            return False
        while back >= 0 and at - back <= ARTICLE and self._belongs(words[back], named):
            back -= 1
        if back >= 0 and words[back].classes & _DETERMINERS:
            back -= 1
        toward = back >= 0 and words[back].low in self.lists["toward"]
        return toward and not (back and words[back - 1].low == "according")

    def _belongs(self, word: Word, named: Bearer | None) -> bool:
        """Whether the word may stand between an article and its noun, or between a preposition and a name."""
        if named:
            return self._bearer(word) is named or bool(word.classes & {"office", "male", "female"})
        plain = word.low[0].isalpha() and not word.classes & _DETERMINERS
        return plain and word.low not in self.lists["toward"] and word.low not in self.lists["speaks"]

    def _who(self, words: Sequence[Word], at: int) -> Teller | None:
        """Who the word stands for; None where it stands for nobody."""
        word = words[at]
        if word.low in self.lists["me"] or "my" in word.classes:
            return None
        pronoun = next((name for name in ("she", "he", "i") if name in word.classes), None)
        if pronoun:
            return Teller(pronoun)
        bearer = self._bearer(word)
        if bearer:
            return Teller(bearer=bearer)
        own = not word.classes and stem(word.low, self.lang) in self.heads
        if own or word.classes & _NOUNS:
            behind = words[at + 1 : at + 2]
            titled = self._bearer(behind[0]) if behind and "office" in word.classes else None
            return Teller(bearer=titled) if titled else Teller(noun=word)
        return None

    def _bearer(self, word: Word) -> Bearer | None:
        return self.bearers.at(Span(word.start, word.end)) if word.low[0].isalnum() else None

    def sender(self, words: Sequence[Word]) -> Teller | None:
        """Whoever a message is from: "Een app van Wolthuis: …", "Antwoord Wolthuis: …", "Wolthuis’ antwoord: …"."""
        beside = (
            Teller(bearer=bearer)
            for at, word in enumerate(words)
            if word.low in self.lists["message"]
            for near in (*words[at + 1 : at + 2], *words[max(0, at - 1) : at])
            if (bearer := self._bearer(near))
        )
        return self._behind_one_of("from", words) or next(beside, None)

    def _behind_one_of(self, prepositions: str, words: Sequence[Word]) -> Teller | None:
        for at, word in enumerate(words):
            if word.low in self.lists[prepositions]:
                near = range(at + 1, min(len(words), at + 1 + ARTICLE))
                found = next((who for place in near if (who := self._who(words, place))), None)
                if found:
                    return found
        return None

    def label(self, words: Sequence[Word]) -> Teller | None:
        """The accused, where nobody else stands before the colon: "Wolthuis: …"; most other labels are of no person."""
        if not 0 < len(words) <= LABEL or has(words, "be") or words[-1].raw.isupper():
            return None
        named = self._bearer(words[-1])
        return Teller(bearer=named) if named and named.accused else None


@lru_cache(maxsize=len(Lang))
def _lists(lang: Lang) -> Mapping[str, frozenset[str]]:
    lists = json.loads(_FILE.read_text(encoding="utf-8"))[lang]
    return {name: frozenset(words.split()) for name, words in lists.items()}
