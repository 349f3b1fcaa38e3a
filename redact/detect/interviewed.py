"""Whom a note says that the author talked to: "Gesprek met Hanneke Vlieland, 3 mei", "Interview by author".

It is the plainest sign of a source that there is, and the tagger takes whoever is cited in full for public. The form of
the note alone is no evidence against somebody whom the text shows to be public elsewhere; :mod:`.public`, which calls
this, does not take it for evidence of a public name. Whoever was talked to by a newspaper that is named is public.
"""

from __future__ import annotations

import re

from ..cues import cues
from ..draft import Lang
from .offices import classes_of
from .tagger import NameUse
from .wordlists import word_lists

_NOTE = r"(?:[\[(]?\d{1,3}(?:[\]).:]{1,2}|[ \t])|[¹²³⁴-⁹]+|\[\^[\w-]+\]:|[*†‡•–-])[ \t]*"
"""What a note begins with."""
_CUES = cues(__package__, "interviewed")
_KIND = rf"(?:(?:{_CUES.any_of('kinds')})[ -])?"
_TALK = rf"(?:{_CUES.any_of('talks')})"
_WITH = re.compile(
    rf"(?P<note>{_NOTE})?{_KIND}{_TALK}(?: (?:van de auteur|door de auteur|(?:of|by) the author))?,?"
    r" (?:met|with|van|from)[ \t]+(?P<between>[\w.,'’ \t-]*)\Z",
    re.IGNORECASE,
)
_PART = re.compile(r"[^,\s]+")
_BEHIND = re.compile(
    rf"(?:[ \t]*\([^()\n]{{1,60}}\))?,[ \t]*(?:in[ \t](?:een[ \t])?)?{_KIND}{_TALK}\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}|[a-z]{3,9} \d{1,2})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NOTED = re.compile(_NOTE)
_ORGANISATION = frozenset({"orgsuffix", "orgnoun"})
_TIMES = frozenset({"month", "weekday"})
_SENTENCE, _AND = re.compile(r"[.;](?:\s|\Z)"), re.compile(r"\b(?:en|and)\b|&")
_IN, _BY = (
    re.compile(r"[ \t]+(?:in|voor|for)[ \t]"),
    re.compile(r"[ \t]*(?:via|by|per|over|op|on|at|met|with)\b", re.IGNORECASE),
)
_JOINS = frozenset(_CUES.words("joins"))


def source_in_note(text: str, lang: Lang, use: NameUse) -> bool:
    """Whether a name is told in a note to be that of somebody to whom the author talked; no organisation is."""
    lists, span = word_lists(lang), use.span
    known = bool(lists.first_names.intersection(use.words))
    if not known and (len(use.words) < 2 or any(classes_of(word, lists) & _ORGANISATION for word in use.words)):
        return False
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    before, behind = text[start : span.start].lstrip(), text[span.end : end if end >= 0 else len(text)]
    if (met := _WITH.match(before)) is not None and _names_only(met["between"]):
        noted = met["note"] is not None or behind.rstrip().endswith(".") or bool(_DATE.search(behind))
        return noted and start > 0 and not _published(behind, lang)
    noted = _NOTED.fullmatch(before) is not None or (not before and start > 0)
    return noted and _BEHIND.match(behind) is not None and bool(_DATE.search(behind))


def _names_only(between: str) -> bool:
    """Whether only other names and what joins them stand between the preposition and the name."""
    return all(word[0].isupper() or word.lower() in _JOINS for word in _PART.findall(between))


def _published(behind: str, lang: Lang) -> bool:
    """Whether something is named behind that is no town, month or day: the newspaper that the interview was in."""
    lists = word_lists(lang)
    first, *rest = _SENTENCE.split(behind)[0].split(",")
    parts = [first] if _IN.match(first) else []
    parts += [part for part in rest if not _AND.search(part) and not _BY.match(part)]
    words = [word for part in parts for word in _WORD.findall(part) if word[0].isupper()]
    return any(word not in lists.towns and not lists.classes(word, word.lower()) & _TIMES for word in words)
