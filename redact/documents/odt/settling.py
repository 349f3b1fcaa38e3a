"""A review copy as somebody left it: what is still open of Bronwacht's suggestions is taken back, its comments go.

1. Find the tracked changes of Bronwacht's, and which suggestion each is of (reviewing.py wrote that down).
2. Where the deletion is still there, put the words back in a span of their own, and take the insertion out. An
   insertion whose deletion was accepted is accepted with it: there is nothing left that it could stand for.
3. Take out marks, regions and comments; a comment that tells what to replace is a suggestion still open (../alone.py).
4. Read the document, look up where the spans lie in its text, and take the spans out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ...draft import Action, DetailType, Edit, Span
from ..alone import Told, still_open, told_in
from .joining import join_links
from .layout import lay_out
from .names import ANNOTATION, ANNOTATION_END, CHANGES, LINK, REGION, H, P, q
from .opening import Parts
from .places import Layout, Slot, spans
from .plain import plain, sign
from .regions import AUTHOR, CREATOR, Regions
from .restoring import put_back, take_out
from .reviewing import RETARGETED
from .tracking import tracked
from .writing import dissolve, parent_of, spell

_REASON = re.compile(r"\[([A-Z]+)\]")
_NAME = q("office:name")


@dataclass
class _Open:
    """A suggestion that is still open: where its words are, and what was to stand there."""

    reason: DetailType
    holds: list[etree._Element] = field(default_factory=list)
    new: str = ""
    links: list[str] = field(default_factory=list)
    """Targets of the links in what was to stand there."""
    retargets: bool = False


def settle(parts: Parts) -> tuple[Edit, ...]:
    """Take back what is open in the trees; the edits are in terms of the text that they have then."""
    lay_out(parts, [])  # brings white space into its form, see there
    opened: list[_Open] = []
    told: list[Told] = []
    for root in (parts.content, parts.styles):
        if root is not None:
            opened += _taken_back(root)
            told += _comments_out(root)
    for paragraph in {up for one in opened for hold in one.holds for up in hold.iterancestors(P, H)}:
        join_links(paragraph)
        spell(paragraph)
    layout = lay_out(parts, [])
    found = [(span, new, one.reason) for one in opened for span, new in _changes(layout, one)]
    if told:
        found += still_open(layout.text, spans([piece for piece in layout.pieces if not tracked(piece)]), told)
    for one in opened:
        for hold in one.holds:
            dissolve(hold)
    return tuple(
        Edit((f"s{number}",), span, Action.REPLACE if new else Action.REMOVE, new, reason)
        for number, (span, new, reason) in enumerate(sorted(found, key=lambda change: change[0]), 1)
    )


def _taken_back(root: etree._Element) -> list[_Open]:
    regions = Regions(root)
    ours = [marked for marked in regions.marked() if marked.author == AUTHOR]
    opened: dict[str, _Open] = {}
    for marked in ours:  # 2: first the deletions, which say what is open
        if marked.deletes:
            one = opened.setdefault(marked.suggestion, _Open(_reason(marked.why)))
            one.retargets = marked.suggestion.endswith(f" {RETARGETED}")
            one.holds += put_back(marked, regions)
    for marked in ours:
        if not marked.deletes and marked.suggestion in opened:
            one = opened[marked.suggestion]
            new, links = take_out(marked)
            one.new, one.links = one.new + new, [*one.links, *links]
    for marked in ours:  # 3
        for mark in marked.marks:
            if mark.getparent() is not None:
                dissolve(mark)
    for region in list(root.iter(REGION)):  # also those of which somebody took the marks away
        if any(creator.text == AUTHOR for creator in region.iter(CREATOR)):
            parent_of(region).remove(region)
    for changes in [changes for changes in root.iter(CHANGES) if not len(changes)]:
        dissolve(changes)
    return list(opened.values())


def _comments_out(root: etree._Element) -> list[Told]:
    """Take Bronwacht's comments out; what those say that stand alone."""
    told: list[Told] = []
    names = set()
    for annotation in [a for a in root.iter(ANNOTATION) if a.findtext(CREATOR) == AUTHOR]:
        lines = ["".join(_words(line)) for line in annotation.findall(P)]
        told += told_in(lines[1:], _reason(lines[0] if lines else ""))
        names.add(annotation.get(_NAME))
        for child in list(annotation):
            annotation.remove(child)
        dissolve(annotation)
    for end in [end for end in root.iter(ANNOTATION_END) if end.get(_NAME) in names]:
        dissolve(end)
    return told


def _words(line: etree._Element) -> Iterator[str]:
    """The words of a comment's line, to the space."""
    for node in line.iter():
        yield from (sign(node), node.text or "", (node.tail or "") if node is not line else "")


def _changes(layout: Layout, one: _Open) -> list[tuple[Span, str]]:
    """What a suggestion replaces by what; the words of one edit that stand apart by now are an edit each."""
    inside = {node for hold in one.holds for node in hold.iter()}
    holds = set(one.holds)
    links = {link for hold in one.holds for link in hold.iter(LINK)} | {
        link for hold in one.holds if (link := _only_in(hold)) is not None
    }
    runs: list[Span] = []
    targets: list[tuple[Span, str]] = []
    for piece in layout.pieces:
        span = Span(piece.start, piece.end) if piece.start < piece.end else None
        if span is None:
            continue
        if piece.slot is Slot.TARGET:
            if one.retargets and piece.node in links and span.of(layout.text) not in one.links:
                targets.append((span, one.links[0] if one.links else ""))
        elif piece.node not in inside or (piece.slot is Slot.TAIL and piece.node in holds):
            continue
        elif runs and runs[-1].end == span.start:
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    made = [(span, "" if index else one.new) for index, span in enumerate(runs)]
    if targets and "".join(span.of(layout.text) for span in runs) == one.new:
        made = []
    return made + targets


def _only_in(hold: etree._Element) -> etree._Element | None:
    """The link of which a span is all the text."""
    link = next(hold.iterancestors(LINK), None)
    return link if link is not None and plain(link) == plain(hold) else None


def _reason(line: str) -> DetailType:
    code = _REASON.match(line)
    if code is None or code[1] not in DetailType.__members__:
        return DetailType.NAME  # the strictest: a stretch of a name may stand nowhere else
    return DetailType[code[1]]
