"""Edits that leave Markdown's own marks whole.

Offsets are those of the source, so a stretch may cut through emphasis or a link ("Jan** said"). The half that was cut
off goes along with the replacement; nothing here changes what is said. CommonMark 0.31.2 is the reference; where its
rules are finer than these, the outcome is at worst a mark too many, never a word of the stretch.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...draft import Edit, Span

_BLOCK = re.compile(r"[ \t]*(?:(?:#{1,6}|[-*+]|\d{1,9}[.)]|>)[ \t]+)+")
_MARK = re.compile(r"\\.|`+|\*+|_+|~~|!?\[|\](?:\([^()\s]*\)|\[[^\]]*\])?")
_DESTINATION = re.compile(r"\]\([^()\s]*$")
NOWHERE = "#"
"""Where a link leads whose target was to go."""


def keep_markup(text: str, edit: Edit) -> Edit:
    """``edit`` with the marks that its stretch holds half of; widened over the brackets of ``<https://…>``."""
    span, new = edit.span, edit.replacement
    if text[span.start - 1 : span.start] == "<" and text[span.end : span.end + 1] == ">":
        return replace(edit, span=Span(span.start - 1, span.end + 1))
    line = text.rfind("\n", 0, span.start) + 1
    if _DESTINATION.search(text, line, span.start):
        return replace(edit, replacement=_in_destination(span.of(text), new))
    block = _BLOCK.match(text, span.start, span.end) if span.start == line else None
    before, after = _halves(text, Span(block.end(), span.end) if block and block.end() < span.end else span)
    return replace(edit, replacement=f"{block[0] if block else ''}{before}{new}{after}")


def _in_destination(stretch: str, new: str) -> str:
    if ")" in stretch:
        return f"{NOWHERE}){new}"
    return new if re.fullmatch(r"[^\s()]+", new) else NOWHERE


def _halves(text: str, span: Span) -> tuple[str, str]:
    """The marks that open in ``span`` and close behind it, and those that close in it and opened before it."""
    unpaired: list[re.Match[str]] = []
    for mark in _MARK.finditer(text, span.start, span.end):
        if _literal(text, mark):
            continue
        pair = next((m for m in reversed(unpaired) if _pairs(m[0], mark[0])), None)
        if pair:
            del unpaired[unpaired.index(pair) :]
        else:
            unpaired.append(mark)
    opening = "".join(m[0] for m in unpaired if not _closes(text, m))
    closing = "".join(_without_target(m[0]) for m in unpaired if _closes(text, m))
    return opening, closing


def _literal(text: str, mark: re.Match[str]) -> bool:
    around = text[mark.start() - 1 : mark.start()] + text[mark.end() : mark.end() + 1]
    inside_word = mark[0].startswith("_") and len(around) == 2 and around.isalnum()
    return mark[0].startswith("\\") or inside_word or (mark[0][0] in "*_" and not around.strip())


def _pairs(opened: str, mark: str) -> bool:
    return mark.startswith("]") if opened.endswith("[") else opened == mark


def _closes(text: str, mark: re.Match[str]) -> bool:
    if mark[0][0] in "![]":
        return mark[0].startswith("]")
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return bool(before.strip()) and not after.isalnum()


def _without_target(mark: str) -> str:
    # The target stood in the stretch, and the stretch was to go.
    return f"]({NOWHERE})" if len(mark) > 1 and mark.startswith("]") else mark
