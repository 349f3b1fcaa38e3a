"""A review copy as it comes back: what is still open of Bronwacht's suggestions is taken back, and told as edits.

What was accepted or rejected, in Word or LibreOffice, is text like any other. Of a suggestion of which only the new
words are still open (somebody accepted the deletion alone), the new words stay. Of one that a comment tells alone, the
comment is all there is: it is open while that stands, and who deletes it rejects it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from ...draft import Action, DetailType, Edit, Span
from ..alone import Told, still_open, told_in
from ..model import DocumentError
from ..package import write_package
from .accepting import unwrap
from .commenting import lines_of, own_comments, take_marks
from .layout import Layout
from .marks import shown
from .names import (
    MC_CHOICE,
    MC_FALLBACK,
    SPACE,
    W_AUTHOR,
    W_BR,
    W_DATE,
    W_DEL,
    W_DEL_TEXT,
    W_ID,
    W_INS,
    W_T,
    W_TAB,
)
from .parts import Parts
from .reading import layout_of
from .reviewing import reason_of, untracked
from .tracking import AUTHOR

_CODE_END = "]"


def settle(parts: Parts) -> tuple[bytes, tuple[Edit, ...]]:
    """The file without what is open, and the edits that were open; ``parts`` are used up."""
    return _Settling(parts).settle()


class _Settling:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.layout = layout_of(parts)
        self.roots = {story.part: parts.root(story.part) for story in self.layout.stories}
        self.restored: dict[str, list[etree._Element]] = defaultdict(list)
        self.new: dict[str, str] = defaultdict(str)
        self.told: list[Told] = []

    def settle(self) -> tuple[bytes, tuple[Edit, ...]]:
        reasons = self._comments()
        for root in self.roots.values():
            deleted = {date for change in _own(root, W_DEL) if (date := change.get(W_DATE, ""))}
            for change in list(_own(root, W_INS)):
                self._insertion(change, deleted)
            for change in list(_own(root, W_DEL)):
                self._deletion(change)
        layout = layout_of(self.parts)
        return write_package(self._package()), tuple(self._edits(layout, reasons))

    def _comments(self) -> dict[str, DetailType]:
        """Take Bronwacht's comments out; returns the reason that each gives, by its time."""
        name = self.parts.part("comments")
        if name is None:
            return {}
        reasons: dict[str, DetailType] = {}
        root = self.parts.root(name)
        own = list(own_comments(root))
        for comment in own:
            date, lines = comment.get(W_DATE, ""), lines_of(comment)
            code = "".join(lines).partition(_CODE_END)[0].removeprefix("[")
            if code in DetailType.__members__:
                reasons[date] = DetailType(code)
            reason = reasons.get(date) or reason_of(date) or DetailType.NAME
            try:
                self.told += told_in(lines, reason)
            except DocumentError as error:
                raise type(error)("{shown}: {error}", shown=self.parts.shown, error=error) from None
            root.remove(comment)
        for story in self.roots.values():
            take_marks(story, {comment.get(W_ID, "") for comment in own})
        self.roots[name] = root
        return reasons

    def _insertion(self, change: etree._Element, deleted: set[str]) -> None:
        date = change.get(W_DATE, "")
        if date not in deleted:
            unwrap(change)
            return
        if not _mirrored(change):
            self.new[date] += "".join(_said(change))
        parent = change.getparent()
        if parent is not None:
            parent.remove(change)

    def _deletion(self, change: etree._Element) -> None:
        texts = list(change.iter(W_DEL_TEXT, W_T, W_TAB, W_BR))
        for text in texts:
            if text.tag == W_DEL_TEXT:
                text.tag = W_T
                text.set(SPACE, "preserve")
        self.restored[change.get(W_DATE, "")] += [node for node in change.iter() if node.getparent() is not None]
        unwrap(change)

    def _edits(self, layout: Layout, reasons: dict[str, DetailType]) -> Iterator[Edit]:
        where = {piece[0]: span for piece, span in zip(layout.pieces.pieces, layout.pieces.spans, strict=True)}
        found: list[tuple[Span, str, DetailType]] = []
        for date, nodes in self.restored.items():
            spans = [where[node] for node in nodes if node in where]
            if spans:
                span = Span(min(start for start, _ in spans), max(end for _, end in spans))
                reason = reasons.get(date) or reason_of(date) or DetailType.NAME
                found.append((span, self.new[date], reason))
        if self.told:
            found += still_open(layout.text, untracked(layout), self.told)
        for number, (span, new, reason) in enumerate(sorted(found, key=lambda change: change[0])):
            yield Edit((f"s{number + 1}",), span, Action.REPLACE if new else Action.REMOVE, new, reason)

    def _package(self) -> dict[str, bytes]:
        return {
            name: self.parts.serial(name) if name in self.roots else data
            for name, data in self.parts.package.parts.items()
        }


def _own(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (change for change in root.iter(tag) if change.get(W_AUTHOR) == AUTHOR)


def _said(change: etree._Element) -> Iterator[str]:
    """What an insertion says, without what somebody has deleted of it since."""
    for node in change.iter(W_T, W_TAB, W_BR):
        if next(node.iterancestors(W_DEL), None) is None:
            yield {W_TAB: "\t", W_BR: "\n"}.get(node.tag) or node.text or ""


def _mirrored(change: etree._Element) -> bool:
    """Whether a change stands in the copy of a text box that is not shown."""
    for branch in change.iterancestors(MC_CHOICE, MC_FALLBACK):
        alternate = branch.getparent()
        if alternate is not None and shown(alternate) is not branch:
            return True
    return False
