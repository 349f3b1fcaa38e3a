"""Names in a reporter's list of sources: the items below a heading "Bronnen" or "Sources".

Called by :mod:`.withheld`. Whoever is on record stays; a list of what was read (behind an author a year, a title, an
address on the web) is no such list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..cues import cues
from ..draft import Lang, Span
from .lines import MARK
from .offices import classes_of
from .tagger import SMALL
from .wordlists import NAMES, word_lists

_CUES = cues(__package__, "listed")
_HEADING = re.compile(
    rf"^[#*_ \t]*(?:\d{{1,2}}[.)] )?(?:(?:{_CUES.any_of('whose')}) )?(?:{_CUES.any_of('sources')})\b[^\n.]{{0,60}}$",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(rf"^(?P<mark>{MARK})?[ \t]*(?P<said>\S[^\n]*)$", re.MULTILINE)
_BREAK = re.compile(r"\n[ \t]*\n")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_NAME = re.compile(
    rf"(?:(?:{_CUES.any_of('titles')})\.? )?"
    rf"(?P<name>(?:[A-ZÀ-ÖØ-Þ]\. ?){{1,3}}(?:(?:{SMALL}) )*{_WORD}|{_WORD}(?: (?:(?:{SMALL}) )*{_WORD}){{0,3}})"
)
_READ = re.compile(
    r"[\s,.:]{0,3}\(?(?:19|20)\d\d[a-z]?\)?[.:,]|,? [\"“‘*_][A-Z]|.*?(?:https?://|www\.|\bdoi\b|\bpp?\. ?\d)"
)
"""What stands behind the author of something that was read."""

_ON_RECORD = re.compile(rf"\b(?:{_CUES.any_of('on_record')})\b", re.IGNORECASE)
_NOT = re.compile(rf"\b(?:{_CUES.any_of('negations')})\b", re.IGNORECASE)


def listed(text: str, lang: Lang) -> Iterator[Span]:
    """The names that begin an item of such a list."""
    for heading in _HEADING.finditer(text):
        items = list(_items(text, heading.end()))
        names = [(item, name) for item in items if (name := _NAME.match(item["said"]))]
        if any(_READ.match(item["said"], name.end()) for item, name in names):
            continue
        for item, name in names:
            start = item.start("said")
            span = Span(start + name.start("name"), start + name.end("name"))
            if _is_somebody(span.of(text), lang) and not _is_on_record(item["said"]):
                yield span


def _items(text: str, at: int) -> Iterator[re.Match[str]]:
    """The items below a heading: all with a mark where the first has one, else the lines up to a blank one."""
    marked: bool | None = None
    while found := _ITEM.search(text, at):
        between = text[at : found.start()]
        if marked is None:
            marked = found["mark"] is not None
        elif (marked and found["mark"] is None) or (not marked and _BREAK.search(between)):
            return
        yield found
        at = found.end()


def _is_somebody(name: str, lang: Lang) -> bool:
    """Whether words with a capital are a name: an initial and a surname, or with a word that is on a list of names."""
    lists, words = word_lists(lang), name.split()
    if len(words) > 1:
        return "." in words[0] or any(word in lists.first_names for word in words[:-1])
    return words[0] in lists.first_names and not classes_of(words[0], lists) - NAMES


def _is_on_record(said: str) -> bool:
    found = _ON_RECORD.search(said)
    return found is not None and not _NOT.search(said[max(0, found.start() - 20) : found.start()])
