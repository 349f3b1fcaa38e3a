"""Where links of Markdown lead: what becomes of ``](https://… "title")`` when an edit reaches into it.

What an edit leaves must be a link still: a target with a space in it is none, and shows its words to every reader. A
target that an edit reaches into and cannot stand in leads nowhere. Blanks are never given back ("++", "*+"): a bracket
before thousands of them would take hours.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...draft import Span

NOWHERE = "#"
"""Where a link leads whose target was to go."""

MAX_TARGET = 4000
"""Characters, of a target and its title: longer ones are no link."""

_WHERE = r"(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))(?:[^\s()]|\([^\s()]*\))*)"
_TITLE = r"""(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\((?:\\.|[^()\\\n])*\))"""
TARGET = rf"\([ \t]*+(?:{_WHERE})?(?:\s++{_TITLE})?[ \t]*+\)"
"""The target of a link, with its brackets."""

_INLINE = re.compile(
    rf"\](?P<open>\([ \t]*+)(?P<where>(?:{_WHERE})?)(?P<gap>\s*+)(?P<title>(?:{_TITLE})?)[ \t]*(?P<close>\))"
)
_DEFINED = re.compile(
    rf"^[ \t>]*\[[^\[\]\n]+(?P<start>\])(?P<open>:[ \t]*+)(?P<where>{_WHERE})(?P<gap>[ \t]*+)(?P<title>(?:{_TITLE})?)"
    r"[ \t]*(?P<close>)$",
    re.MULTILINE,
)
_LABEL_BEFORE, _LABEL_AFTER = re.compile(r"(?:\]\[|\[\^)[^\[\]\n]*$"), re.compile(r"[^\[\]\n]*\]")
_NOTE_BEFORE = re.compile(r"\[\^[^\[\]\n]*$")
_DEFINED_BEFORE, _DEFINED_AFTER = re.compile(r"^[ \t>]*\[[^\[\]\n]*$"), re.compile(r"[^\[\]\n]*\]:")


@dataclass(frozen=True)
class Target:
    """One of a text: from ``start``, the bracket that ends the link's words, to ``end``.

    ``where`` and ``title`` (with its marks) are places in the text, empty ones where there is none.
    """

    start: int
    end: int
    opening: str
    where: tuple[int, int]
    title: tuple[int, int]
    closing: str

    def within(self, text: str, span: Span, new: str) -> str:
        """What takes the place of ``span``, which begins and ends in this."""
        opened = self.opening if span.start < self.where[0] else ""
        hit = (span.start < self.where[1] and span.end > self.where[0]) or bool(opened)
        titled = self.title[0] < self.title[1] and span.start < self.title[1] and span.end > self.title[0]
        where = "" if not hit else new if _fits(new) and not titled and not opened else NOWHERE
        title = self._title(text, span, "" if hit else new) if titled else self._gap(span)
        return f"{opened}{where}{title}"

    def ended(self, text: str, start: int) -> str:
        """What takes the place of everything from ``start``, so that the link is one."""
        span = Span(start, self.end)
        title = self.title[0] < start < self.title[1]
        return f"{'' if title else self.within(text, span, '')}{text[self.title[1] - 1] if title else ''}{self.closing}"

    def begun(self, text: str, end: int) -> str:
        """What takes the place of everything up to ``end``."""
        span = Span(self.start, end)
        rest = self._title(text, span, "") if self.title[0] < end < self.title[1] else self._gap(span)
        return f"]{self.opening}{NOWHERE}{rest}"

    def _title(self, text: str, span: Span, new: str) -> str:
        """What is left of a title that ``span`` reaches into."""
        mark, last = text[self.title[0]], text[self.title[1] - 1]
        new = "".join(char for char in new if char not in (mark, last, "\\", "\n"))
        whole = span.start <= self.title[0] and span.end >= self.title[1]
        if whole and not new:
            return ""
        opened = f"{' ' if span.start <= self.where[1] else ''}{mark}" if span.start <= self.title[0] else ""
        return f"{opened}{new}{last if span.end >= self.title[1] else ''}"

    def _gap(self, span: Span) -> str:
        return " " if span.end == self.title[0] < self.title[1] else ""


def target_at(text: str, at: int) -> Target | None:
    """The target inside which ``at`` lies, between its first character and its last."""
    begin = text.rfind("](", max(0, at - MAX_TARGET), at + 1)
    found = _INLINE.match(text, begin) if begin >= 0 else None
    if found is None:
        line = text.rfind("\n", 0, at) + 1
        found = _DEFINED.match(text, line)
    if found is None:
        return None
    start = found.start("start") if "start" in found.re.groupindex else found.start()
    if not start < at < found.end() + (not found["close"]):
        return None
    return Target(start, found.end(), found["open"], found.span("where"), found.span("title"), found["close"])


def targets(text: str) -> Iterator[tuple[tuple[int, int] | None, tuple[int, int] | None]]:
    """Where each target stands in ``text``, and its title, without marks around them; None for what is not there."""
    for found in itertools.chain(_INLINE.finditer(text), _DEFINED.finditer(text)):
        where, title = found.span("where"), found.span("title")
        yield where if where[0] < where[1] else None, (title[0] + 1, title[1] - 1) if title[0] + 2 < title[1] else None


def in_label(text: str, span: Span) -> bool:
    """Whether a stretch is of a label, by which a link finds its definition: brackets cannot stand in it."""
    line = text.rfind("\n", 0, span.start) + 1
    before = text[line : span.start]
    return bool(
        (_LABEL_BEFORE.search(before) and _LABEL_AFTER.match(text, span.end))
        or (_DEFINED_BEFORE.search(before) and _DEFINED_AFTER.match(text, span.end))
    )


def for_label(text: str, span: Span, new: str) -> str:
    """What takes the place of a stretch of a label; a note's is one word."""
    line = text.rfind("\n", 0, span.start) + 1
    noted = _NOTE_BEFORE.search(text[line : span.start])
    return "-".join(new.strip("[]").split()) if noted else new.strip("[]")


def _fits(new: str) -> bool:
    return bool(re.fullmatch(r"[^\s()<>\[\]]+", new))
