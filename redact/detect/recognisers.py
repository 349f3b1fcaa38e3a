"""Presidio's analyzer with our own view of a text and the recognisers that work without a model.

Importing this imports Presidio, so only :mod:`.engine` does, where a recogniser is needed. Nothing is downloaded: words
are cut as the tagger cuts them, and the public suffix list is the one that tldextract carries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import islice
from typing import Any

import tldextract
from presidio_analyzer import AnalyzerEngine, LemmaContextAwareEnhancer, Pattern, RecognizerRegistry, pattern_recognizer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
    UkNinoRecognizer,
    UrlRecognizer,
    UsSsnRecognizer,
)

from ..draft import Lang
from .engine import MIN_SCORE, Result
from .tokens import tokenize
from .wordlists import word_lists

_REST = re.compile(r"[^\W_](?:[\w.-]*\w)?")
"""What of a word goes on behind a page that Presidio found in it."""

_REGIONS = {Lang.NL: ("NL", "BE"), Lang.EN: ("GB", "IE", "US", "AU", "CA")}


class Words(NlpArtifacts):  # type: ignore[misc]
    """Presidio's view of a text: its words, cut when a find asks for those around it."""

    def __init__(self, text: str, lang: Lang, engine: WordsEngine) -> None:
        self.nlp_engine = engine
        self.entities: list[Any] = []
        self.scores: list[float] = []
        self._text, self._lang = text, lang

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in tokenize(self._text, self._lang)]

    @cached_property
    def tokens(self) -> list[str]:
        """The words; Presidio asks of each its length."""
        return [self._text[start:end] for start, end in self._spans]

    @cached_property
    def tokens_indices(self) -> list[int]:
        """Where each word starts."""
        return [start for start, _ in self._spans]

    @cached_property
    def lemmas(self) -> list[str]:
        """The words in lower case."""
        return [token.lower() for token in self.tokens]

    @cached_property
    def keywords(self) -> frozenset[str]:
        """The words that say something."""
        return frozenset(map(str, self.set_keywords(self.nlp_engine, self.lemmas, self._lang)))


class WordsEngine(NlpEngine):  # type: ignore[misc]
    """Cuts texts into words, and names nothing."""

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always: see :meth:`load`."""
        return True

    def process_text(self, text: str, language: str) -> Words:
        """The words of ``text``."""
        return Words(text, Lang(language), self)

    def process_batch(self, texts: Iterable[str], language: str, **_: Any) -> Iterator[tuple[str, Words]]:
        """As :meth:`process_text`, for each of ``texts``."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Whether the word says little by itself."""
        return word in word_lists(Lang(language)).function

    def is_punct(self, word: str, language: str) -> bool:
        """Whether the word is punctuation."""
        return not any(c.isalnum() for c in word)

    def get_supported_entities(self) -> list[str]:
        """None."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Every language that Bronwacht reads."""
        return [lang.value for lang in Lang]


class Beside(LemmaContextAwareEnhancer):  # type: ignore[misc]
    """Presidio's look at the words beside a find, which does not begin at the first word for each of a thousand."""

    @staticmethod
    def _find_index_of_match_token(word: str, start: int, tokens: Sequence[str], tokens_indices: Sequence[int]) -> int:
        at = bisect_right(tokens_indices, start)
        if at and start < tokens_indices[at - 1] + len(tokens[at - 1]):
            return at - 1
        if at == len(tokens):
            raise ValueError("a find is outside the words of its text")
        return at

    @staticmethod
    def _add_n_words(
        index: int,
        n_words: int,
        lemmas: Sequence[str],
        lemmatized_filtered_keywords: Container[str],
        is_backward: bool,
    ) -> list[str]:
        step = -1 if is_backward else 1
        near = (lemmas[i] for i in range(index, len(lemmas) * (not is_backward) - is_backward, step))
        telling = (lemma for lemma in islice(near, _NEAR) if lemma in lemmatized_filtered_keywords)
        return list(islice(telling, n_words + 1))


_NEAR = 200
"""Words beside a find among which those that tell of it are looked for: a page of small words tells nothing."""


_LOCAL = 126
"""Characters of a mailbox's name, of which there may be 64 (RFC 5321, 4.5.3.1.1)."""

_ENDINGS = re.compile(r"\(\?:((?:\(\?:[a-z]+\)\|?){20,})\)")


def by_letters(expression: str) -> str:
    """An expression that finds the same with its list of endings as a tree: "(?:com)|(?:co)" as "co(?:m|)".

    The list is of a thousand, and each was tried at each point of a run of them: a line of "www." took half a minute.
    Of two that fit, that comes first which does so in the list. Nothing may have to stand behind it, as nothing has to
    in the patterns that are used: the longer of two would be wanted there after all.
    """
    found = _ENDINGS.search(expression)
    if found is None:
        return expression
    tree: dict[str, Any] = {}
    for ending in re.findall(r"[a-z]+", found[1].replace("?:", "")):
        node = tree
        for letter in ending:
            if "" in node:
                break  # a shorter one before it in the list always fits where it does
            node = node.setdefault(letter, {})
        else:
            node[""] = {}
    return expression[: found.start()] + _as_expression(tree) + expression[found.end() :]


def _as_expression(node: Mapping[str, Any]) -> str:
    longer = [letter + _as_expression(below) for letter, below in node.items() if letter]
    if not longer:
        return ""
    ways = "|".join([*longer, *([""] if "" in node else [])])
    return f"(?:{ways})" if len(longer) > 1 or "" in node else ways


def within_reach(expression: str) -> str:
    """An expression that finds the same mail addresses, and does not follow a line to its end from each word of it."""
    return expression.replace("{0,}", f"{{0,{_LOCAL}}}")


@cache
def _engine(lang: Lang) -> AnalyzerEngine:
    # Presidio's mail recogniser calls tldextract's module-level function, which would fetch the list.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    # A pattern that takes longer is given up with a line in a log, and what it would have found stays in print.
    pattern_recognizer.REGEX_TIMEOUT_SECONDS = None
    registry = RecognizerRegistry(supported_languages=[lang.value])
    mails = [Pattern(p.name, within_reach(p.regex), p.score) for p in EmailRecognizer.PATTERNS]
    registry.add_recognizer(EmailRecognizer(supported_language=lang.value, patterns=mails))
    for kind in (IpRecognizer, IbanRecognizer, CreditCardRecognizer):
        registry.add_recognizer(kind(supported_language=lang.value))
    # Those left out find a page together with its quotation marks, and take as long to make as all else here.
    pages = [p for p in UrlRecognizer.PATTERNS if not p.name.startswith("Quoted")]
    pages = [Pattern(p.name, by_letters(p.regex), p.score) for p in pages]
    registry.add_recognizer(UrlRecognizer(supported_language=lang.value, patterns=pages))
    registry.add_recognizer(PhoneRecognizer(supported_language=lang.value, supported_regions=_REGIONS[lang]))
    if lang is Lang.EN:
        registry.add_recognizer(UsSsnRecognizer())
        registry.add_recognizer(UkNinoRecognizer())
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=WordsEngine(),
        supported_languages=[lang.value],
        context_aware_enhancer=Beside(),
    )


def analyze(text: str, lang: Lang, entities: Set[str]) -> list[Result]:
    """What the recognisers of ``entities`` find in ``text``; entities without a recogniser are an error."""
    results = _engine(lang).analyze(text, lang.value, entities=sorted(entities), score_threshold=MIN_SCORE)
    found = (Result(r.start, r.end, r.entity_type, r.score) for r in results)
    return [result for one in found if (result := _with_whole_host(text, one))]


def _with_whole_host(text: str, result: Result) -> Result | None:
    """A page with all of its host; None where that is none: "ann.theroux", of which "ann.th" would be a Thai one."""
    rest = _REST.match(text, result.end) if result.entity == "URL" else None
    if rest is None:
        return result
    whole = result._replace(end=rest.end())
    return whole if tldextract.tldextract.TLD_EXTRACTOR(text[whole.start : whole.end]).suffix else None
