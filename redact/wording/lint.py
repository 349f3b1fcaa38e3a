"""Cheap signs that an edit broke a sentence: doubled articles, orphan commas, a wrong "a", an empty pair of quotes.

Every rewording is checked against these before it is offered, and thrown away if it adds one. They catch what grammar
rules get wrong at the seams; they do not prove that a sentence is good.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..draft import Lang, Span
from ..segment import segment

_FLAGS = re.IGNORECASE | re.MULTILINE

_BOTH: Mapping[str, str] = {
    "double space": r"(?<=\S)  +",
    "space before mark": r"[^\S\n]+[,.;:!?)](?![.\w)])",
    "doubled mark": r"[,;:][^\S\n]*[,;:.!?]|(?<![.…])[.!?][^\S\n]*[,;]|(?<!\.)\.\.(?!\.)|\([^\S\n]*[,;.]|[,;][^\S\n]*\)",
    "empty pair": r"\([^\S\n]*\)|“[^\S\n]*”|‘[^\S\n]*’(?!\w)|«[^\S\n]*»|(?<!\w)\"[^\S\n]*\"(?!\w)|\*\*[^\S\n]*\*\*(?!\*)",
    "empty line item": r"^[^\S\n]*(?:[-*•–→#]+|\d+[.)])[^\S\n]*$",
    "comma first": r"^[^\S\n]*[,;:.)]",
    "joined words": r"[^\W\d_]\]\w|\w\[[^\W\d_]",
}
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    Lang.NL: {
        "doubled word": r"\b(?!(?:die|dat|ze|zij|je|u|heel|nee|ja|had|zijn)\b)([^\W\d_]+)[^\S\n]+\1\b",
        "doubled determiner": r"\b(?:een|de|het|mijn|zijn|haar|hun|ons|onze|geen|elke)[^\S\n]+\[?(?:een|de|het|mijn|ons|onze|hun|"
        r"iemand|iets|mensen|ergens|elders|enkele|meerdere|er)\b(?!-)",
        "hanging word": r"\b(?:een|de|het|mijn|onze|ons|en|of|maar|dat|als|van|met|naar|uit|tijdens|sinds|vanaf|zonder|bij|in)"
        r"[^\S\n]*[,.;!?)](?!\w)",
        "preposition and adverb": r"\b(?:in|op|bij|aan|uit|van|met|om|te|naar|tot|sinds|voor|na|onder|boven|naast|tegen|per|"
        r"rond)[^\S\n]+(?:ergens|elders|later|eerder|daarna|destijds|daar|daarbij|op enig|in het buitenland|naar het)\b",
    },
    Lang.EN: {
        "doubled word": r"\b(?!(?:that|had|very|no|bye|who)\b)([^\W\d_]+)[^\S\n]+\1\b",
        "doubled determiner": r"\b(?:a|an|the|my|his|her|its|our|their|your|every|no)[^\S\n]+\[?(?:a|an|the|my|our|their|"
        r"someone|somewhere|something|people|several|some)\b(?!-)",
        "hanging word": r"\b(?:a|an|the|my|our|their|your|and|or|every)[^\S\n]*[,.;!?)](?!\w)",
        "preposition and adverb": r"\b(?:in|at|on|during|near|under|above|since|until|before|after|for|by)[^\S\n]+"
        r"(?:somewhere|elsewhere|at some point|later|earlier|abroad|overseas)\b",
        "wrong a": r"\ba[^\S\n]+\[?(?=[aeiou])(?!one\b|once|uni|eu|use|usu|ute|uto|ura|u-|ukr|uk\b)|"
        r"\ban[^\S\n]+\[?(?=[b-df-gj-np-tv-z])(?![fhlmnrsx](?:\b|[A-Z.]))",
    },
}
_SENTENCE_START = re.compile(r"(?:^[^\S\n]*|[.!?][”’'\"»)]?[^\S\n]+)[“‘'\"«(*_]*[a-zß-ÿ]", re.MULTILINE)


def faults(text: str, edited: str, around: Span, lang: Lang) -> list[str]:
    """The kinds of breakage that ``edited`` has more of than ``text``, looking at the paragraph of ``around``.

    ``around`` is a span of ``text``; the two differ only within its paragraph.
    """
    paragraph = segment(text).paragraph_at(around.start)
    start = min(paragraph.start if paragraph else around.start, around.start)
    end = max(paragraph.end if paragraph else around.end, around.end)
    before, after = text[start:end], edited[start : end + len(edited) - len(text)]
    checks = {**_BOTH, **_WORDS[lang]}
    found = [name for name, pattern in checks.items() if _count(pattern, after) > _count(pattern, before)]
    if len(_SENTENCE_START.findall(after)) > len(_SENTENCE_START.findall(before)):
        found.append("lower-case start")
    brackets = any(_balance(after, *pair) != _balance(before, *pair) for pair in ("()", "[]", "«»"))
    # „…” and „…“ and “…”: which mark opens is a matter of country, so only their number can be checked.
    if brackets or any(_odd(after, marks) and not _odd(before, marks) for marks in ('"', "“„”")):
        found.append("unbalanced")
    if before.strip() and not after.strip():
        found.append("empty paragraph")
    return found


def _count(pattern: str, text: str) -> int:
    return sum(1 for _ in re.compile(pattern, _FLAGS).finditer(text))


def _odd(text: str, marks: str) -> bool:
    return sum(text.count(mark) for mark in marks) % 2 == 1


def _balance(text: str, opening: str, closing: str) -> int:
    return text.count(opening) - text.count(closing)
