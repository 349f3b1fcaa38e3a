"""Names that the text introduces as those of people to protect: "everyone calls her Tiny", "Bron: Sanne Bok".

No model is needed for these: a verb of calling says that a name follows, whatever kind of word it is, and a reporter's
notes say whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..draft import DetailType, Lang, Span
from .match import Match
from .wordlists import word_lists

_QUOTES = "\"'“”„‘’*_"
_WORD = r"[A-ZÀ-ÖØ-Þ]\w*(?:[’'-]\w+)*"
_NAME = rf"[{_QUOTES}]{{0,2}}(?P<hit>(?:[dD]e |[tT]he |[oO]ns |[hH]et )?{_WORD}(?: {_WORD})?)"
_WHOM = {
    Lang.NL: r"(?:hem|haar|me|mij|ons|hen|ze|hun|zich|zichzelf|mezelf)",
    Lang.EN: r"(?:him|her|me|us|them|himself|herself|myself|themselves)",
}
_BETWEEN = {
    Lang.NL: r"(?: (?:altijd|nog|steeds|nog steeds|nog altijd|daar|hier|dan|ook|thuis|intern|gewoon|voortaan))?",
    Lang.EN: r"(?: (?:always|still|just|only|all))?",
}
_WHO = r"(?:iedereen|ze|we|zij|mensen|collega[’']s|de collega[’']s)"
_QUOTED = rf"[{_QUOTES}](?P<hit>[^\"'“”„‘’\n]{{2,25}})[{_QUOTES}]"
_NL, _EN = f"{_WHOM[Lang.NL]}{_BETWEEN[Lang.NL]} {_NAME}", f"{_WHOM[Lang.EN]}{_BETWEEN[Lang.EN]} {_NAME}"
# "I'll call her Jo" gives a name that is nobody's.
_PATTERNS = {
    Lang.NL: (
        rf"(?<![Ii]k )(?<![Ww]e )\bnoem(?:t|en|de|den) (?!we )(?:{_WHO} )?{_NL}",
        rf"\b{_WHO} (?:hem |haar )?{_NAME} noem(?:t|en|de|den)\b",
        rf"\bbijna(?:am|men)(?: is| was| werd| luidt| luidde)?:? {_NAME}",
        rf"\broepnaam(?: is)?:? {_NAME}",
        rf"\bluister(?:t|de) naar de naam {_NAME}",
        rf"\b(?:bekend|kent) (?:iedereen )?(?:haar |hem )?als {_QUOTED}",
        rf"{_QUOTED},? (?:zo )?noem(?:t|en|de|den) {_WHO} (?:hem|haar|me|mij)\b",
        rf"\b(?:die|wie) [^.,;\n]{{1,30}} als {_NAME} ken(?:t|nen)\b",
    ),
    Lang.EN: (
        rf"(?<!’ll )(?<!'ll )\bcall(?:s|ed)? {_EN}",
        rf"\b(?:[Hh]e|[Ss]he|[Ww]ho|I)(?: is| was| am|’m|'m|’s|'s)? (?:been )?(?:nicknamed|known as|dubbed) {_NAME}",
        rf"\bnickname(?:,| is| was|:)? {_NAME}",
        rf"\bwhom (?![Ii]\b|we\b)[^.,;\n]{{1,30}} (?:knows?|knew|calls?|called) (?:only )?(?:as )?{_NAME}",
        rf"\b(?:[Gg]oes|[Ww]ent|go) by (?:the name )?{_NAME}",
    ),
}
_LABELS = {
    Lang.NL: r"[Bb]ron(?: \d)?|BRON(?: \d)?|[Tt]ipgever|[Tt]ipgeefster|[Mm]eld(?:er|ster)|[Gg]etuige|[Kk]lokkenluider",
    Lang.EN: r"[Ss]ource(?: \d)?|SOURCE(?: \d)?|[Tt]ipster|[Ww]histleblower|[Cc]omplainant|[Ii]nformant",
}
_YOUNG = r"(?:[1-9]|1[0-7])"
_CHILDREN = {
    Lang.NL: (
        rf"(?P<hit>{_WORD}(?: {_WORD})?) \({_YOUNG}[,)]",
        rf"(?<!\w){_YOUNG}-jarige (?P<hit>{_WORD}(?: {_WORD})?)",
    ),
    Lang.EN: (rf"(?P<hit>{_WORD}(?: {_WORD})?), {_YOUNG},", rf"(?<!\w){_YOUNG}-year-old (?P<hit>{_WORD}(?: {_WORD})?)"),
}
_COMPILED = {lang: tuple(re.compile(pattern) for pattern in patterns) for lang, patterns in _PATTERNS.items()}
_LABELLED = {
    lang: re.compile(rf"(?<!\w)(?:{labels})(?: ?[:=]| is) ?(?P<hit>{_WORD}(?: {_WORD})?)")
    for lang, labels in _LABELS.items()
}
_CHILD = {lang: tuple(re.compile(pattern) for pattern in patterns) for lang, patterns in _CHILDREN.items()}
_CUE = {Lang.NL: re.compile(r"noem|naam|ken[dtn]"), Lang.EN: re.compile(r"call|nick|know|knew|dubbed|by ")}

PRECISION = 0.8
"""The share of these on the corpus' training drafts that are names to protect."""


def nicknames(text: str, lang: Lang) -> Iterator[Match]:
    """The names in ``text`` that a verb of calling introduces, those behind the label of a source, and children's."""
    for pattern in _CHILD[lang]:
        for found in pattern.finditer(text):
            if found["hit"].split()[0] in word_lists(lang).first_names:
                yield Match(Span(*found.span("hit")), DetailType.NAME, PRECISION, "name.child")
    for found in _LABELLED[lang].finditer(text):
        if found["hit"].split()[0] not in word_lists(lang).first_names:
            continue
        yield Match(Span(*found.span("hit")), DetailType.NAME, PRECISION, "name.source")
    if not _CUE[lang].search(text):
        return
    for pattern in _COMPILED[lang]:
        for found in pattern.finditer(text):
            yield Match(Span(*found.span("hit")), DetailType.NAME, PRECISION, "name.called")
