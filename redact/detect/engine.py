"""Presidio's analyzer with our own tokenizer and the recognisers that work without a model.

Nothing is downloaded: spaCy's blank pipeline stands in for a language model, and the public suffix list is the one that
tldextract carries. Presidio is slow to import, so only detection imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
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

from ..draft import DetailType, Lang, Span
from ..segment import segment
from .match import Match

_TYPES = {
    "EMAIL_ADDRESS": DetailType.CONTACT,
    "PHONE_NUMBER": DetailType.CONTACT,
    "URL": DetailType.CONTACT,
    "IP_ADDRESS": DetailType.CONTACT,
    "IBAN_CODE": DetailType.ID,
    "CREDIT_CARD": DetailType.ID,
    "US_SSN": DetailType.ID,
    "UK_NINO": DetailType.ID,
}
_REGIONS = {Lang.NL: ("NL", "BE"), Lang.EN: ("GB", "IE", "US", "AU", "CA")}
_CANDIDATE = re.compile(r"@|://|[^\W\d_]\.[^\W\d_]{2}|\d\.\d+\.\d|[0-9a-fA-F]::?[0-9a-fA-F]|(?:\d[\s./()–-]{0,3}){6}")
"""What each of the patterns needs: an at sign, a host, the points or colons of an address, six figures in a row."""

MIN_SCORE = 0.4
"""Presidio gives 0.4 to a phone number that its library holds for possible, and less to bare digits."""


class BlankNlpEngine(NlpEngine):
    """Presidio's view of a text, from spaCy's tokenizers alone; each is made when its language first comes up."""

    def __init__(self) -> None:
        self._pipelines: dict[str, Any] = {}

    def load(self) -> None:
        """Nothing to load: a tokenizer comes with spaCy, and takes a third of a second to make."""

    def is_loaded(self) -> bool:
        """Always: see :meth:`load`."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Tokens, with the words themselves for lemmas, and no entities."""
        doc = self._pipeline(language)(text)
        words = [token.lower_ for token in doc]
        return NlpArtifacts([], doc, [token.idx for token in doc], words, self, language)

    def _pipeline(self, language: str) -> Any:
        if language not in self._pipelines:
            self._pipelines[language] = spacy.blank(language)
        return self._pipelines[language]

    def process_batch(self, texts: Iterable[str], language: str, **_: Any) -> Iterator[tuple[str, NlpArtifacts]]:
        """As :meth:`process_text`, for each of ``texts``."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Whether the word says little by itself."""
        return bool(self._pipeline(language).vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:
        """Whether the word is punctuation."""
        return bool(self._pipeline(language).vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        """None: the tokenizers name nothing."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Every language that Bronwacht reads."""
        return [lang.value for lang in Lang]


@lru_cache(maxsize=1)
def _engine() -> AnalyzerEngine:
    # Presidio's URL recogniser calls tldextract's module-level function, which would fetch the list.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    nlp = BlankNlpEngine()
    languages = [lang.value for lang in Lang]
    registry = RecognizerRegistry(supported_languages=languages)
    for lang in Lang:
        for kind in (EmailRecognizer, UrlRecognizer, IpRecognizer, IbanRecognizer, CreditCardRecognizer):
            registry.add_recognizer(kind(supported_language=lang.value))
        registry.add_recognizer(PhoneRecognizer(supported_language=lang.value, supported_regions=_REGIONS[lang]))
    registry.add_recognizer(UsSsnRecognizer())
    registry.add_recognizer(UkNinoRecognizer())
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=languages)


@lru_cache(maxsize=len(Lang))
def _entities(lang: Lang) -> list[str]:
    """What is looked for in ``lang``; Presidio warns of what it has no recogniser for."""
    known = set(_engine().get_supported_entities(lang.value))
    return [name for name in _TYPES if name in known]


def patterns(text: str, lang: Lang) -> tuple[Match, ...]:
    """What Presidio's recognisers find in ``text``, in order; paragraphs without a candidate are not gone through."""
    return tuple(
        match
        for paragraph in segment(text).paragraphs
        if _CANDIDATE.search(text, paragraph.start, paragraph.end)
        for match in _of_paragraph(text, paragraph, lang)
    )


def _of_paragraph(text: str, paragraph: Span, lang: Lang) -> list[Match]:
    results = _engine().analyze(paragraph.of(text), lang.value, entities=_entities(lang), score_threshold=MIN_SCORE)
    at = paragraph.start
    found: list[Match] = []
    # An address in a mail address is no page of its own: the longer of two that overlap comes first.
    for r in sorted(results, key=lambda r: (r.start, -r.end)):
        if not found or at + r.start >= found[-1].span.end:
            rule = f"presidio.{r.entity_type.lower()}"
            found.append(Match(Span(at + r.start, at + r.end), _TYPES[r.entity_type], r.score, rule))
    return found
