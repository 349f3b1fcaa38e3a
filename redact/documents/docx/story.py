"""One story of a docx (the body, a header, a note): what stays, in reading order, and what a final copy leaves out.

The elements are taken in the file's order by lxml's own iteration, runs and their formatting are never looked at.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from lxml import etree

from ..model import Place
from .blocks import SPACES, TEXT, WHOLE, Block
from .described import describe, words_about
from .found import NUMBER_FIELD, Field, Found
from .layout import Builder, Story
from .marks import CONTAINERS, DRAWN, LEAVES, MARGINS, Marks, boxes_of, loose, marks_of, not_shown, shown
from .names import (
    M_T,
    W_BR,
    W_CR,
    W_DEL_INSTR,
    W_DEL_TEXT,
    W_ENDNOTE_REF,
    W_FLD_CHAR,
    W_FLD_DATA,
    W_FLD_SIMPLE,
    W_FOOTNOTE_REF,
    W_ID,
    W_INSTR,
    W_NO_BREAK_HYPHEN,
    W_P,
    W_PTAB,
    W_R,
    W_SOFT_HYPHEN,
    W_SYM,
    W_T,
    W_TAB,
    W_TXBX,
    q,
)

_FIXED = {
    W_TAB: "\t",
    W_PTAB: "\t",
    W_BR: "\n",
    W_CR: "\n",
    W_NO_BREAK_HYPHEN: "\u2011",
}
_TAG, _SAID = attrgetter("tag"), attrgetter("text")
_LOOKED_FOR = (*LEAVES, *CONTAINERS, *MARGINS)
_OF_FIELDS = frozenset({W_INSTR, W_DEL_INSTR, W_FLD_CHAR, W_FLD_SIMPLE})
_W_CHAR, _FLD_TYPE, _W_INSTR = q("w:char"), q("w:fldCharType"), q("w:instr")


class Reader:
    """Reads one story into a builder."""

    def __init__(self, story: Story, builder: Builder, found: Found, hidden_styles: frozenset[str]) -> None:
        self.story, self.builder, self.found, self.hidden_styles = story, builder, found, hidden_styles
        self._fields: list[Field] = []
        self._here = story.place
        self._paragraph: etree._Element | None = None

    def read(self, root: etree._Element) -> None:
        """Read what is below ``root``."""
        # One way through the tree for all that is looked for in it: it takes as long as a tenth of the parsing.
        groups = [(tag, list(group)) for tag, group in groupby(root.iter(*_LOOKED_FOR), _TAG)]
        containers = (node for tag, nodes in groups if tag in CONTAINERS for node in nodes)
        marks = marks_of(root, containers, self.hidden_styles)
        self.story.joined += [p for p in root.iter(W_P) if p in marks.joined] if marks.joined else []
        boxes: list[etree._Element] = []
        made: dict[etree._Element, tuple[int, str]] = {}
        before: etree._Element | None = None
        boxed, plain = marks.boxed, not (marks.out or marks.inserted)
        for tag, every in groups:
            nodes = [node for node in every if node not in boxed] if boxed else every
            if tag == W_T and plain and not self._fields:  # nearly always, and so as little as possible
                self._words(nodes)
            elif tag == W_P:
                for node in nodes:
                    self._boxes(boxes, made)
                    self._break(marks, before, node)
                    before = node
            elif tag in MARGINS:
                self.found.margins += every
            elif tag == W_TXBX:
                boxes += [node for node in nodes if node is not root and not self._is_out(marks, node)]
            elif tag not in CONTAINERS:
                for node in nodes:
                    self._other(marks, node, tag)
        self._boxes(boxes, made)
        for left in self._fields:
            self.story.dropped += left.nodes
            self.found.hidden.add(Place.FIELD, "".join(left.instruction))
        for alternate in marks.others:
            if next(alternate.iterancestors(W_TXBX), root) is root:  # else whoever reads that box sees to it
                self._alternate(alternate, made)
        self.story.dropped += marks.hidden_runs

    def _words(self, nodes: list[etree._Element]) -> None:
        """Words that are shown as they are, in elements one after the other."""
        texts: list[str | None] = list(map(_SAID, nodes))
        if not all(texts):
            nodes = [node for node in nodes if node.text]
        if nodes:
            self.builder.add_all([text for text in texts if text], nodes, self._here)

    def _word(self, marks: Marks, node: etree._Element, text: str) -> None:
        text = text.translate(SPACES)
        if not text:
            return
        if self._fields and not all(f.shows for f in self._fields):
            self.story.dropped.append(node)
            self.found.hidden.add(Place.FIELD, text, ("field", self._fields[-1]))
        elif node in marks.out:
            self._left_out(marks, text, node)
        else:
            self.builder.add(text, node, TEXT, self._place(marks, node))

    def _place(self, marks: Marks, node: etree._Element) -> Place:
        if marks.inserted and node in marks.inserted:
            return Place.INSERTED
        return self._here

    def _left_out(self, marks: Marks, text: str, node: etree._Element) -> None:
        place = marks.out[node]
        self.found.hidden.add(place, text, (place, self._paragraph, self.builder, len(self.builder.blocks)))

    def _break(self, marks: Marks, before: etree._Element | None, node: etree._Element) -> None:
        self._paragraph = node
        table = marks.tables.get(node)
        base = self.story.place
        self._here = Place.TABLE if table is not None and base is Place.BODY else base
        if before is not None and before in marks.joined:
            return
        if before is not None and before in marks.capitals:
            self.found.capitals.append(self.builder.at)
            return
        inside = table is not None and before is not None and marks.tables.get(before) is table
        if self.builder.gap != "\n\n":
            self.builder.gap = "\n" if inside else "\n\n"

    def _boxes(self, boxes: list[etree._Element], made: dict[etree._Element, tuple[int, str]]) -> None:
        for box in boxes:
            found = replace(self.found, thin=[], capitals=[], mirrors=[])
            part = self._apart(box, self.story, found)
            self.builder.close()
            self.builder.gap = "\n\n"
            text = part.text()
            if text:
                self._append(part, box, made)
                self.found.mirrors += _moved(found.mirrors, made[box][0])
                self.found.capitals += [made[box][0] + end for end in found.capitals]
            self.builder.gap = "\n\n"
        boxes.clear()

    def _apart(self, box: etree._Element, story: Story, found: Found) -> Builder:
        """A text box read by itself."""
        part = Builder()
        inner = Reader(replace(story, place=Place.TEXT_BOX), part, found, self.hidden_styles)
        inner.read(box)
        part.close()
        return part

    def _append(self, part: Builder, box: etree._Element, made: dict[etree._Element, tuple[int, str]]) -> None:
        text, builder = part.text(), self.builder
        builder.say("", part.passages[0][2])
        start = builder.at
        made[box] = (start, text)
        builder.chunks.append(text)
        builder.at += len(text)
        builder.blocks += [block.moved(start) for block in part.blocks]
        builder.close()
        builder.passages.pop()
        builder.passages += [(a + start, b + start, place) for a, b, place in part.passages]

    def _is_out(self, marks: Marks, box: etree._Element) -> bool:
        """Whether a text box is left out; what it says is hidden then."""
        if box in marks.out:
            self.found.hidden.add(marks.out[box], "".join(leaf.text or "" for leaf in box.iter(W_T, W_DEL_TEXT)))
        return box in marks.out

    def _alternate(self, alternate: etree._Element, made: dict[etree._Element, tuple[int, str]]) -> None:
        """The branch that is not shown: a mirror where it says the same, else hidden."""
        kept = shown(alternate)
        known = [made[box] for box in boxes_of(kept) if box in made] if kept is not None else []
        for branch in not_shown(alternate):
            left = list(reversed(known))
            for copy in boxes_of(branch):
                self._mirror(copy, left, made)
            other = "".join(leaf.text or "" for leaf in loose(branch))
            said = "".join(leaf.text or "" for leaf in loose(kept)) if kept is not None else ""
            if other != said:
                self.found.hidden.add(Place.TEXT_BOX, other)
            there = _described(kept)
            for place, text in _described(branch):
                if (place, text) not in there:
                    self.found.hidden.add(place, text)

    def _mirror(
        self,
        copy: etree._Element,
        known: list[tuple[int, str]],
        made: dict[etree._Element, tuple[int, str]],
    ) -> None:
        """Compare a copy with the last of what is ``known``, which that is taken from."""
        found = Found()
        part = self._apart(copy, Story(self.story.part, copy, Place.TEXT_BOX), found)
        for place, text in found.hidden.passages:
            if place is Place.TEXT_BOX:  # other copies within it, that say something else
                self.found.hidden.add(place, text)
        if not part.text():
            return
        start, text = known.pop() if known else (0, "")
        if part.text() != text:
            self.found.hidden.add(Place.TEXT_BOX, part.text())
            return
        made[copy] = (start, text)  # there may be a copy of the copy
        self.found.mirrors += _moved([part.blocks, *found.mirrors], start)

    def _other(self, marks: Marks, node: etree._Element, tag: str) -> None:
        if tag in _FIXED or tag == W_SYM:
            self._fixed(marks, node, tag)
        elif tag in _OF_FIELDS:
            self._field(marks, node, tag)
        elif tag == W_DEL_TEXT:
            marks.out.setdefault(node, Place.DELETED)  # outside a deletion it is not shown either
            self._left_out(marks, node.text or "", node)
        elif tag in (W_T, M_T):
            self._word(marks, node, node.text or "")
        elif node in marks.out:
            self.found.hidden.add(marks.out[node], " ".join(words_about(node)))
        elif tag == W_SOFT_HYPHEN:
            self.found.thin.append((self.builder.at, node))
        elif tag in (W_FOOTNOTE_REF, W_ENDNOTE_REF):
            self.found.notes.add((tag, node.get(W_ID, "")))
        else:
            describe(node, tag, self.found)

    def _fixed(self, marks: Marks, node: etree._Element, tag: str) -> None:
        parent = node.getparent()
        if parent is None or parent.tag != W_R:
            return  # a tab stop
        text = _FIXED.get(tag) or _symbol(node)
        if node in marks.out:
            self._left_out(marks, text, node)
        elif self._fields and not all(f.shows for f in self._fields):
            self.story.dropped.append(node)
        else:
            self.builder.add(text, node, WHOLE, self._place(marks, node))

    def _field(self, marks: Marks, node: etree._Element, tag: str) -> None:
        if tag == W_FLD_SIMPLE:
            instruction = node.get(_W_INSTR, "")
            if not NUMBER_FIELD.fullmatch(instruction):
                self.found.hidden.add(Place.FIELD, instruction)
        elif node in marks.out or tag == W_DEL_INSTR:
            self.found.hidden.add(
                Place.FIELD, node.text or "", ("del", self._paragraph, self.builder, len(self.builder.blocks))
            )
        elif tag == W_INSTR:
            if self._fields:
                self._fields[-1].instruction.append(node.text or "")
                self._fields[-1].nodes.append(node)
            else:
                self.found.hidden.add(Place.FIELD, node.text or "")
                self.story.dropped.append(node)
        else:
            self._mark_of_field(node)

    def _mark_of_field(self, node: etree._Element) -> None:
        kind = node.get(_FLD_TYPE)
        if kind == "begin":
            self._fields.append(Field([node]))
            for data in node.iterchildren(W_FLD_DATA):
                describe(data, W_FLD_DATA, self.found)
        elif not self._fields:
            self.story.dropped.append(node)
        elif kind == "separate":
            self._fields[-1].shows = True
            self._fields[-1].nodes.append(node)
        else:
            ended = self._fields.pop()
            instruction = "".join(ended.instruction)
            if not NUMBER_FIELD.fullmatch(instruction):
                self.story.dropped += [*ended.nodes, node]
                self.found.hidden.add(Place.FIELD, instruction)


def _described(branch: etree._Element | None) -> list[tuple[Place, str]]:
    """What the drawings in a branch say besides their words: their names, alternative texts and tooltips."""
    found = Found()
    for node in branch.iter(*DRAWN) if branch is not None else ():
        describe(node, node.tag, found)
    return [*found.hidden.passages, *((Place.ALT_TEXT, node.get(slot, "")) for node, slot in found.alts)]


def _symbol(node: etree._Element) -> str:
    try:
        return chr(int(node.get(_W_CHAR, "25A1"), 16))
    except (ValueError, OverflowError):
        return "\u25a1"


def _moved(copies: list[list[Block]], by: int) -> list[list[Block]]:
    return [[block.moved(by) for block in copy] for copy in copies]
