"""Edits made in the source itself: only the tokens that an edit touches change, every other byte stays."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ....collecting import uncollected
from ...draft import DetailType, Edit, Span
from ..edits import in_order
from ..model import Place
from ..pieces import Cut, cuts_of, fitted
from . import links
from .flow import LINE, Piece
from .layout import Layout
from .meaning import Mark
from .tokens import decoded, parse_tag, preformatted, tokens

_UNIT = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)|\r\n|.", re.DOTALL)

_ODD, _RETURN, _SPACES = re.compile(r"[\t\f\r\v]|  "), re.compile(r"\r\n?"), re.compile(r"[\t\f\r\v ]+")


def made(layout: Layout, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits as they can be made in a page, in order.

    A stretch over a paragraph's end is two edits. An address of which a part goes, goes whole: with other words in it,
    it would be the address of somebody else.
    """
    return _made(layout, edits, _touched(layout, edits))


def _made(layout: Layout, edits: Sequence[Edit], pieces: Sequence[Piece]) -> tuple[Edit, ...]:
    fit = fitted(layout.text, edits, [(piece.start, piece.end) for piece in pieces])
    first = len(layout.flow.text)
    found = [_written(edit) for edit in fit if edit.span.start < first]
    rest = [edit for edit in fit if edit.span.start >= first]
    for _, mark, span in layout.marks if rest else ():
        inside = [edit for edit in rest if span.contains(edit.span)]
        found += _in_mark(layout.text, inside, span, mark) if inside else ()
    return tuple(found)


def spliced(layout: Layout, edits: Sequence[Edit]) -> str:
    """The source with ``edits`` made in it, as :func:`made` tells."""
    with uncollected():
        return _spliced(layout, edits)


def _spliced(layout: Layout, edits: Sequence[Edit]) -> str:
    if any(edit.span.end > len(layout.flow.text) for edit in edits):  # in the text, a cut of an edit is an edit
        edits = _made(layout, edits, _touched(layout, edits))
    by_token: dict[int, list[tuple[Piece, Cut]]] = {}
    for edit in in_order(layout.text, edits):
        pieces = list(_pieces(layout, edit))
        for cut in cuts_of(edit, ((number, piece.start, piece.end) for number, piece in enumerate(pieces))):
            piece = pieces[cut.piece]
            by_token.setdefault(piece.owner, []).append((piece, cut))
            for token, length in piece.tail if cut.end == piece.end - piece.start else ():
                rest = Piece(0, 1, token, at=((0, length),))
                by_token.setdefault(token, []).append((rest, cut._replace(start=0, end=1, new="")))
    source, bounds = layout.tokens.source, layout.tokens.bounds
    out: list[str] = []
    at = 0
    for token in sorted(by_token):
        changes = by_token[token]
        new = _text_token(layout, changes) if token % 2 == 0 else _markup_token(layout, token, changes)
        out += (source[at : bounds[token]], new)
        at = bounds[token + 1]
    return "".join([*out, source[at:]])


def _touched(layout: Layout, edits: Sequence[Edit]) -> list[Piece]:
    """The pieces that edits touch, in order."""
    found = {piece.start: piece for edit in edits for piece in _pieces(layout, edit)}
    return [found[start] for start in sorted(found)]


def _pieces(layout: Layout, edit: Edit) -> Iterator[Piece]:
    """The pieces of the text and of attributes that an edit touches, at least."""
    first = len(layout.flow.text)
    if edit.span.start < first:
        yield from layout.flow.pieces(edit.span.start, edit.span.end)
    for owner, _, span in layout.marks if edit.span.end > first else ():
        if span.overlaps(edit.span):
            yield Piece(span.start, span.end, owner)


def escaped(text: str) -> str:
    """Text as it stands in a page."""
    return html.escape(text, quote=False)


def _written(edit: Edit) -> Edit:
    """An edit with a replacement as a page can say it."""
    new = _plain(edit.replacement)
    return edit if new == edit.replacement else replace(edit, replacement=new)


def _plain(text: str) -> str:
    """A replacement as a page can say it: no tabs or carriage returns, which would be spaces there."""
    return _SPACES.sub(" ", _RETURN.sub("\n", text)) if _ODD.search(text) else text


def _cut(text: str, changes: Sequence[Cut]) -> str:
    for cut in reversed(changes):
        text = text[: cut.start] + cut.new + text[cut.end :]
    return text


def _in_mark(text: str, edits: Sequence[Edit], span: Span, mark: Mark) -> list[Edit]:
    """The edits of one attribute; of an address, the rest goes too, in edits that look for nothing elsewhere."""
    plain = [replace(edit, replacement=" ".join(edit.replacement.split())) for edit in edits]
    if mark.place is not Place.LINK:
        return plain
    moved = [Cut(0, e.span.start - span.start, e.span.end - span.start, e.replacement, e) for e in plain]
    if links.local(span.of(text)) and links.from_shown(_cut(span.of(text), moved)) is not None:
        return plain
    # What is left of the address is nobody's detail: of gender, no other place is asked for (verify.identifies).
    gone = [replace(edit, replacement="") for edit in edits]
    bounds = [span.start, *(at for edit in edits for at in (edit.span.start, edit.span.end)), span.end]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        if start < end:
            gone.append(replace(edits[0], span=Span(start, end), replacement="", reason=DetailType.GENDER))
    return sorted(gone, key=lambda edit: edit.span)


def _text_token(layout: Layout, changes: Sequence[tuple[Piece, Cut]]) -> str:
    """A text token with its cuts made; line ends in what is new are breaks there, and codes until then."""
    token = changes[0][0].owner
    raw, pre = layout.tokens[token], token in layout.preformatted
    units = _units(raw, pre=pre)[-len(layout.parts[token]) :] if layout.parts.differs(token) else []
    new, said = raw, "".join(char for char, _, _ in units) or raw
    for piece, cut in reversed(changes):
        start, end = piece.within(cut.start, cut.end)
        text = _plain(cut.new)
        text = text if pre else text.replace("\n", LINE)
        new = _with_cut(new, units, start, end, escaped(text)) if units else new[:start] + escaped(text) + new[end:]
        said = said[:start] + text + said[end:]
    # What stood apart may now meet and mean something else ("&" and "lt;"): then all of the token is written anew.
    plain = "<" not in raw and "&" not in raw
    if not plain and not (len(tokens(new)) == 1 and decoded(new).endswith(said)):
        new = escaped(said)
    return new.replace(LINE, "<br>")


def _with_cut(new: str, units: Sequence[tuple[str, int, int]], start: int, end: int, text: str) -> str:
    """Replace units ``start`` to ``end``; where a character reference stands for more, what is not cut stays."""
    before = after = ""
    first, last = start, end
    while first > 0 and units[first - 1][1] == units[first][1]:
        first -= 1
        before = units[first][0] + before
    while last < len(units) and units[last][1] == units[last - 1][1]:
        after += units[last][0]
        last += 1
    return new[: units[start][1]] + escaped(before) + text + escaped(after) + new[units[end - 1][2] :]


def _units(raw: str, *, pre: bool) -> list[tuple[str, int, int]]:
    """The characters that a token says, each with the part of the source that says it."""
    found: list[tuple[str, int, int]] = []
    for match in _UNIT.finditer(raw):
        if match[0] == "\r\n" and not pre:
            found += [("\r", match.start(), match.start() + 1), ("\n", match.start() + 1, match.end())]
            continue
        text = preformatted(match[0], first=False) if pre else decoded(match[0])
        found += [(char, match.start(), match.end()) for char in text]
    return found


def _markup_token(layout: Layout, token: int, changes: Sequence[tuple[Piece, Cut]]) -> str:
    written = layout.tokens[token]
    for owner, mark, span in layout.marks:
        own = [cut for piece, cut in changes if piece.start == span.start]
        if owner == token and own:
            written = _with_value(written, mark, _cut(span.of(layout.text), own))
    return written


def _with_value(token: str, mark: Mark, value: str) -> str:
    """A tag with another value in one of its attributes; with none, it goes."""
    tag = parse_tag(token)
    attribute = next(a for a in tag.attributes if a.name == mark.attribute) if tag else None
    if attribute is None:
        return token
    if mark.place is Place.LINK:
        value = links.from_shown(value) or ""
    written = f'{attribute.name}="{html.escape(value)}"' if value else ""
    return token[: attribute.start] + written + token[attribute.end :]
