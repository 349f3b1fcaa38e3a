"""Names that the text introduces as those of people to protect: "everyone calls her Tiny", "Bron: Sanne Bok".

No model is needed for these: a verb of calling says that a name follows, whatever kind of word it is, and a reporter's
notes say whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..cues import cues
from ..draft import DetailType, Lang, Span
from ..numerals import numerals
from .match import Match
from .wordlists import word_lists

_QUOTES = "\"'“”„‘’*_"
_WORD = r"[A-ZÀ-ÖØ-Þ]\w*(?:[’'-]\w+)*"
_NAME = rf"[{_QUOTES}]{{0,2}}(?P<hit>(?:[dD]e |[tT]he |[oO]ns |[hH]et )?{_WORD}(?: {_WORD})?)"
_WHOM = {
    Lang.NL: r"(?:hem|haar|me|mij|ons|hen|ze|hun|zich|zichzelf|mezelf)",
    Lang.EN: r"(?:him|her|me|us|them|himself|herself|myself|themselves)",
}
_CUES = cues(__package__, "nicknames")
_BETWEEN = {lang: rf"(?: (?:{_CUES.any_of(f'between_{lang}')}))?" for lang in Lang}
_WHO = rf"(?:{_CUES.any_of('who')})"
_QUOTED = rf"[{_QUOTES}](?P<hit>[^\"'“”„‘’\n]{{2,25}})[{_QUOTES}]"
_FOR_THEM = r"oor (?:de|zijn|haar|mijn|iedereen)(?: \w+){0,5}? (?:is|was|bleef|ben|blijft) (?:hij|ze|zij|ik) "
_TO_THEM = r"o (?:the|his|her|my|our|every|most)(?: \w+){1,6}?,? (?:he|she|I)(?: (?:was|is|am)|['’][sm])"
_STILL = rf"(?:(?:{_CUES.any_of('still')}) )*"
_NL, _EN = f"{_WHOM[Lang.NL]}{_BETWEEN[Lang.NL]} {_NAME}", f"{_WHOM[Lang.EN]}{_BETWEEN[Lang.EN]} {_NAME}"
# "I'll call her Jo" gives a name that is nobody's.
_PATTERNS: Mapping[Lang, Mapping[str, str]] = {
    Lang.NL: {
        rf"(?<![Ii]k )(?<![Ww]e )\bnoem(?:t|en|de|den) (?!we )(?:{_WHO} )?{_NL}": "noem",
        rf"\b{_WHO} (?:hem |haar )?{_NAME} noem(?:t|en|de|den)\b": "noem",
        rf"\bbijna(?:am|men)(?: is| was| werd| luidt| luidde)?:? {_NAME}": "bijna",
        rf"\broepnaam(?: is)?:? {_NAME}": "roepnaam",
        rf"\bluister(?:t|de) naar de naam {_NAME}": "naar de naam",
        rf"\b(?:bekend|kent) (?:iedereen )?(?:haar |hem )?als {_QUOTED}": "ke(?:nd|nt)",
        rf"{_QUOTED},? (?:zo )?noem(?:t|en|de|den) {_WHO} (?:hem|haar|me|mij)\b": "noem",
        rf"\bdoor (?:de|het|haar|zijn|hun|mijn|iedereen|vrienden|collega[’']s)(?: [a-zà-ÿ’'-]+){{0,3}} {_NAME}"
        rf"[{_QUOTES}]{{0,2}} genoemd\b": "genoemd",
        rf"\b(?:die|wie) [^.,;\n]{{1,30}} als {_NAME} ken(?:t|nen)\b": "ken(?:t|nen)",
        rf"\b(?:(?:[Hh]ij|[Zz]e|[Zz]ij|die|ik) (?:staat|stond|is|was)|(?:sta|staat|stond|is|was) (?:hij|ze|zij|ik)) "
        rf"(?:\w+ ){{0,4}}?bekend als {_NAME}": "bekend als",
        rf"\b(?:heet(?:te)? (?:hij|ze|zij|ik)|(?:[Hh]ij|[Zz]e|[Zz]ij|[Ii]k) heet(?:te)?) {_STILL}(?![A-Z]{{2}})"
        rf"{_NAME}": "heet",
        rf"\b[Vv]oor (?:de|zijn|haar|mijn|iedereen)(?: \w+){{0,5}}? (?:is|was|bleef|ben|blijft) (?:hij|ze|zij|ik) "
        rf"{_STILL}{_NAME}": _FOR_THEM,
        rf"\bzeg maar (?:gewoon )?{_NAME}[.,!]": "zeg maar",
        rf"\b[Gg]roet(?:en|jes)? (?:aan|van) {_NAME}(?! [a-z])": "groet|Groet",
    },
    Lang.EN: {
        rf"(?<!’ll )(?<!'ll )\bcall(?:s|ed)? {_EN}": "call",
        rf"\b(?:[Hh]e|[Ss]he|[Ww]ho|I)(?: is| was| am|’m|'m|’s|'s)? (?:been )?(?:nicknamed|known as|dubbed) {_NAME}": (
            "nicknamed|known as|dubbed"
        ),
        rf"\bcalled {_NAME}[{_QUOTES}]{{0,2}} by (?:every(?:one|body)|all|friends|colleagues"
        r"|(?:his|her|their|my|the) [a-z])": " by ",
        rf"\bnickname(?:,| is| was|:)? {_NAME}": "nickname",
        rf"\bwhom (?![Ii]\b|we\b)[^.,;\n]{{1,30}} (?:knows?|knew|calls?|called) (?:only )?(?:as )?{_NAME}": "whom ",
        rf"\b(?:[Gg]oes|[Ww]ent|go) by (?:the name )?{_NAME}": " by ",
        rf"(?:^|[.;:,(–] |\n)[ \t*•–-]*(?:(?:also|better|only|always|just|still) )?known (?:to (?:\w+ ){{1,3}}|here "
        rf"|there |at work |on site |in the \w+ )?(?:only |just |simply )?as {_NAME}": "known ",
        rf"\b(?:know|knew|knows|known) (?:him |her |them )?(?:only|just|simply) as {_NAME}": "(?:only|just|simply) as",
        rf"\b[Tt]o (?:the|his|her|my|our|every|most)(?: \w+){{1,6}}?,? (?:he|she|I)(?: was| is|['’]s|['’]m| am)"
        rf"(?: only| just| always| simply)? {_NAME}": _TO_THEM,
        rf"\banswer(?:s|ed|ing)? to (?:the name )?(?:of )?{_NAME}": "answer",
        rf"\b(?:saved|listed|stored) (?:in \w+ \w+ )?(?:as|under(?: the name)?(?: of)?) {_NAME}": "saved|listed|stored",
        rf"\b(?:[Rr]egards|[Ll]ove|[Ss]ay hello|[Bb]est(?: wishes)?) to {_NAME}(?=[.,!\n])": (
            "(?:egards|ove|ello|est|shes) to "
        ),
    },
}
"""The patterns, each with what a text has in which it can match at all: looking for that is far quicker."""

_LABELS: Mapping[Lang, Mapping[str, str]] = {
    Lang.NL: {
        r"[Bb]ron(?: \d)?|BRON(?: \d)?|[Tt]ipgever|[Tt]ipgeefster|[Mm]eld(?:er|ster)|[Gg]etuige|[Kk]lokkenluider": (
            "ron|RON|ipge|eld(?:er|ster)|etuige|luider"
        )
    },
    Lang.EN: {
        r"[Ss]ource(?: \d)?|SOURCE(?: \d)?|[Tt]ipster|[Ww]histleblower|[Cc]omplainant|[Ii]nformant": (
            "ource|OURCE|ipster|blower|plainant|formant"
        )
    },
}
_YOUNG = r"(?:[1-9]|1[0-7])"
_YOUNG_WORDS = {lang: f"(?:{'|'.join(numerals(lang).units[4:] + numerals(lang).teens[:8])})" for lang in Lang}
"""Five to seventeen."""
_CHILDREN: Mapping[Lang, Mapping[str, str]] = {
    Lang.NL: {
        rf"(?P<hit>{_WORD}(?: {_WORD})?) \({_YOUNG}[,)]": r" \(\d",
        rf"(?<!\w){_YOUNG}-jarige (?P<hit>{_WORD}(?: {_WORD})?)": "-jarige ",
        rf"(?P<hit>{_WORD}(?: {_WORD})?), (?:(?:toen|nu|destijds|pas|net) )?{_YOUNG_WORDS[Lang.NL]}(?: jaar)?[,.]": (
            rf", (?:(?:toen|nu|destijds|pas|net) )?{_YOUNG_WORDS[Lang.NL]}(?: jaar)?[,.]"
        ),
    },
    Lang.EN: {
        rf"(?P<hit>{_WORD}(?: {_WORD})?), {_YOUNG},": r", \d\d?,",
        rf"(?<!\w){_YOUNG}-year-old (?P<hit>{_WORD}(?: {_WORD})?)": "-year-old ",
        rf"(?P<hit>{_WORD}(?: {_WORD})?), (?:(?:then|now|just|aged) )?{_YOUNG_WORDS[Lang.EN]}(?: years old)?[,.]": (
            rf", (?:(?:then|now|just|aged) )?{_YOUNG_WORDS[Lang.EN]}(?: years old)?[,.]"
        ),
    },
}


@dataclass(frozen=True)
class _Pattern:
    """An expression, and what a text has in which it can match at all."""

    expression: re.Pattern[str]
    needed: re.Pattern[str]

    def names(self, text: str) -> Iterator[Span]:
        """Where ``text`` has a name as the expression says."""
        if self.needed.search(text):
            for found in self.expression.finditer(text):
                yield Span(*found.span("hit"))


def _compiled(patterns: Mapping[str, str]) -> tuple[_Pattern, ...]:
    return tuple(_Pattern(re.compile(pattern), re.compile(needed)) for pattern, needed in patterns.items())


def _labelled(labels: str) -> str:
    return rf"(?<!\w)(?:{labels})(?: ?[:=]| is) ?(?P<hit>{_WORD}(?: {_WORD})?)"


CALLED = "name.called"
"""The rule for what somebody is called."""

CHILD = "name.child"
"""The rule for a child's name."""

_RULES = {
    lang: (
        (CHILD, _compiled(_CHILDREN[lang])),
        ("name.source", _compiled({_labelled(labels): needed for labels, needed in _LABELS[lang].items()})),
        (CALLED, _compiled(_PATTERNS[lang])),
    )
    for lang in Lang
}

PRECISION = 0.8
"""The share of these on the corpus' training drafts that are names to protect."""


def nicknames(text: str, lang: Lang) -> Iterator[Match]:
    """The names in ``text`` that a verb of calling introduces, those behind the label of a source, and children's."""
    first_names = word_lists(lang).first_names
    for rule, patterns in _RULES[lang]:
        for span in (span for pattern in patterns for span in pattern.names(text)):
            if rule == CALLED or span.of(text).split()[0] in first_names:
                yield Match(span, DetailType.NAME, PRECISION, rule)
