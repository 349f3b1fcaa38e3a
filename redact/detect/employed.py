"""Where somebody works whom a text brings in by their work: "an ex-nurse at a hospital in Leeds".

Called by detection once work is found. The tagger takes the place where a story is set for a public one, as it mostly
is; but of the nameless nurse it says the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..draft import DetailType, Lang, Span
from .grammar import SURE
from .grammar.lexicon import WEAK, meaning
from .match import Match
from .values import value_of

RULE = "employed"
"""What stands for this among the evidence of a detail."""

_SOMEBODY = {
    Lang.NL: re.compile(r"\b(?:[Ee]en|[Éé]én) (?:[a-zà-ÿ-]+ ){0,2}\Z"),
    Lang.EN: re.compile(r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:[a-z-]+ ){0,2}\Z"),
}
_REACH = 30
_WORD = r"[a-zà-ÿ][\w’'-]*"
_AT = {
    Lang.NL: re.compile(rf" (?:van|bij|in|op|uit) (?:(?:een|het|de) )?(?P<where>{_WORD}(?: {_WORD}){{0,3}})"),
    Lang.EN: re.compile(rf" (?:at|in|of|from|for|with) (?:an?|the) (?P<where>{_WORD}(?: {_WORD}){{0,3}})"),
}
_IN = re.compile(r" in (?P<place>[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)?)")


def employed(text: str, lang: Lang, works: Iterable[Span], nameless: Sequence[Span] = ()) -> Iterator[Match]:
    """The employer behind each of ``works`` that somebody nameless is brought in by, and the place behind that.

    ``nameless`` are words for people that are known to be, whatever article they have.
    """
    known = {span.end for span in nameless}
    for work in works:
        if work.end not in known and not _SOMEBODY[lang].search(text, max(0, work.start - _REACH), work.start):
            continue
        at = _AT[lang].match(text, work.end)
        employer = _employer(text, Span(*at.span("where")), lang) if at else None
        if employer is None:
            continue
        yield Match(employer, DetailType.EMPLOYER, SURE, RULE)
        if place := _IN.match(text, employer.end):
            span = Span(*place.span("place"))
            if value_of(DetailType.PLACE, text, span, lang).get("kind"):
                yield Match(span, DetailType.PLACE, SURE, RULE)


def _employer(text: str, span: Span, lang: Lang) -> Span | None:
    """The words up to the first, or the first two, that are on the list of employers; None where none are."""
    ends = [word.end() for word in re.finditer(_WORD, text[span.start : span.end])]
    starts = [word.start() for word in re.finditer(_WORD, text[span.start : span.end])]
    own = span.of(text).lower()
    for n, end in enumerate(ends):
        pair = own[starts[n] : ends[n + 1]] if n + 1 < len(ends) else ""
        for words, last in ((pair, n + 1), (own[starts[n] : end], n)):
            found = meaning("employers", words, lang) if words else None
            if found is not None and WEAK not in found:
                return Span(span.start, span.start + ends[last])
    return None
