"""Edits that leave Markdown's own marks whole.

Offsets are those of the source, so a stretch may cut through emphasis or a link ("Jan** said"). The half that was cut
off goes along with the replacement; nothing here changes what is said. CommonMark 0.31.2 is the reference; where its
rules are finer than these, the outcome is at worst a mark too many, never a word of the stretch.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...draft import Edit, Span
from .emphasis import emphasis
from .targets import NOWHERE, TARGET, for_label, in_label, target_at

_BLOCK = re.compile(r"[ \t]*(?:(?:#{1,6}|[-*+]|\d{1,9}[.)]|>)[ \t]+)+")
_MARK = re.compile(rf"\\.|`+|\*+|_+|~~|==|\+\+|!?\[|\](?:{TARGET}|\[[^\]]*\])?")
_NEVER_SEEN = re.compile(
    r"</?(?:abbr|b|bdi|big|cite|del|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|var)[ ]*>"
    r"|</a[ ]*>|<wbr[ ]*/?>|&shy;"
)
_RARE = ("==", "++")
"""Marks of some programs, and signs by themselves: of "C++" no other half stands anywhere."""
NEAR = 5_000
"""Characters before and behind a stretch in which the other half of such a mark is looked for."""
_BRACKETED = re.compile(r"\[[^\[\]]*\]")


def unseen_marks(text: str) -> tuple[Span, ...]:
    """The marks of emphasis in a source, Markdown's and HTML's: words in them, or cut through by them, are words.

    A sign without another that it goes with is no mark: a star behind a name may lead to a note.
    """
    return tuple(sorted((*(Span(*mark.span()) for mark in _NEVER_SEEN.finditer(text)), *emphasis(text))))


def keep_markup(text: str, edit: Edit) -> Edit:
    """``edit`` with the marks that its stretch holds half of; widened over the brackets of ``<https://…>``."""
    span, new = edit.span, edit.replacement
    if text[span.start - 1 : span.start] == "<" and text[span.end : span.end + 1] == ">":
        return replace(edit, span=Span(span.start - 1, span.end + 1))
    if in_label(text, span):
        return replace(edit, replacement=for_label(text, span, new))
    first, last = target_at(text, span.start), target_at(text, span.end)
    if first and first == last:
        return replace(edit, replacement=first.within(text, span, new))
    made, start, end = "", span.start, span.end
    if first:
        made, start = first.ended(text, start), first.end
    if last:
        end = last.start
    if start < end:
        made += _around(text, Span(start, end), new)
    else:
        made += new
    return replace(edit, replacement=_plain(text, made + (last.begun(text, span.end) if last else ""), span.end))


def _around(text: str, span: Span, new: str) -> str:
    """``new`` between the marks whose other half ``span`` does not hold."""
    line = text.rfind("\n", 0, span.start) + 1
    block = _BLOCK.match(text, span.start, span.end) if span.start == line else None
    inside = Span(block.end(), span.end) if block and block.end() < span.end else span
    # New words made of the old ones hold the halves already.
    held = [mark[0] for mark in _unpaired(new, Span(0, len(new)))] if new else []
    own = bool(held) and held == [mark[0] for mark in _unpaired(text, inside, _signs(text, inside))]
    before, after = ("", "") if own else _halves(text, inside)
    return f"{block[0] if block else ''}{before}{new}{after}"


def _plain(text: str, new: str, end: int) -> str:
    """``new``, its own brackets escaped where what follows would make them a link or its definition."""
    if _BRACKETED.fullmatch(new) and text[end : end + 1] in (":", "(", "["):
        return f"\\[{new[1:-1]}\\]"
    return new


def _halves(text: str, span: Span) -> tuple[str, str]:
    """The marks that open in ``span`` and close behind it, and those that close in it and opened before it."""
    unpaired = _unpaired(text, span, _signs(text, span))
    opening = "".join(m[0] for m in unpaired if not _closes(text, m))
    closing = "".join(_without_target(m[0]) for m in unpaired if _closes(text, m))
    return opening, closing


def _signs(text: str, span: Span) -> frozenset[int]:
    """Where in ``span`` one of the rare marks is a sign by itself."""
    found = [match.start() for each in _RARE for match in re.finditer(re.escape(each), text[span.start : span.end])]
    if not found:
        return frozenset()
    start = max(0, span.start - NEAR)
    marks = {mark.start + start for mark in emphasis(text[start : span.end + NEAR])}
    return frozenset(span.start + at for at in found) - marks


def _unpaired(text: str, span: Span, signs: frozenset[int] = frozenset()) -> list[re.Match[str]]:
    """The marks in ``span`` whose other half is not in it; where ``signs`` are, there is none."""
    unpaired: list[re.Match[str]] = []
    for mark in _MARK.finditer(text, span.start, span.end):
        if mark.start() in signs or _literal(text, mark):
            continue
        pair = next((m for m in reversed(unpaired) if _pairs(m[0], mark[0])), None)
        if pair:
            del unpaired[unpaired.index(pair) :]
        else:
            unpaired.append(mark)
    return unpaired


def _literal(text: str, mark: re.Match[str]) -> bool:
    around = text[mark.start() - 1 : mark.start()] + text[mark.end() : mark.end() + 1]
    inside_word = mark[0].startswith("_") and len(around) == 2 and around.isalnum()
    return mark[0].startswith("\\") or inside_word or (mark[0][0] in "*_=+" and not around.strip())


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
