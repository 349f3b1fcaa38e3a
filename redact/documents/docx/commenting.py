"""Bronwacht's comments in a docx: the part they stand in, and the marks in the text to which they belong."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from .making import write
from .names import (
    NAMESPACES,
    REL,
    TYPES,
    W_AUTHOR,
    W_BR,
    W_DATE,
    W_ENDNOTE_REF,
    W_FOOTNOTE_REF,
    W_ID,
    W_P,
    W_R,
    W_T,
    W_TAB,
    W_TXBX,
    q,
)
from .parts import Parts
from .tracking import AUTHOR

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENT, _START, _END, _REFERENCE = map(
    q, ("w:comment", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
)
_NO_RELATIONSHIPS = f'<Relationships xmlns="{NAMESPACES["pr"]}"/>'
_NEW_PART = "word/bronwacht-comments.xml"


class Comments:
    """The comments of a document, others' too; new ones get free ids."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.name = parts.part("comments")
        self.root = parts.root(self.name) if self.name else etree.Element(q("w:comments"), nsmap={"w": NAMESPACES["w"]})
        self._next = 1 + max(
            (int(number) for number in map(_id, self.root.iter(_COMMENT)) if number.isdigit()), default=-1
        )

    def add(self, lines: Sequence[str], date: str, first: etree._Element, last: etree._Element) -> None:
        """Add a comment of some paragraphs to what lies from ``first`` to ``last``."""
        number, self._next = str(self._next), self._next + 1
        comment = etree.SubElement(
            self.root, _COMMENT, {W_ID: number, W_AUTHOR: AUTHOR, W_DATE: date, q("w:initials"): AUTHOR[0]}
        )
        for line in lines:
            run = etree.SubElement(etree.SubElement(comment, W_P), W_R)
            write(etree.SubElement(run, W_T), line)
        first, last = _within_paragraph(first), _within_paragraph(last)
        first.addprevious(etree.Element(_START, {W_ID: number}))
        end = etree.Element(_END, {W_ID: number})
        last.addnext(end)
        run = etree.Element(W_R)
        etree.SubElement(run, _REFERENCE, {W_ID: number})
        end.addnext(run)

    def parts(self) -> Mapping[str, bytes]:
        """The parts of the package that change when there is a comment for the first time."""
        if self.name is not None:
            return {}
        types, held = self._parts.root(TYPES), self._rels() in self._parts.package.parts
        # A bare document has no such part.
        rels = self._parts.root(self._rels()) if held else etree.fromstring(_NO_RELATIONSHIPS)
        override = {"PartName": f"/{_NEW_PART}", "ContentType": _TYPE}
        return {
            TYPES: _bytes(_with(types, q("ct:Override"), override)),
            self._rels(): _bytes(_with(rels, q("pr:Relationship"), _relationship(rels))),
            _NEW_PART: _bytes(self.root),
        }

    def _rels(self) -> str:
        folder, _, base = self._parts.main.rpartition("/")
        return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def clear_notes(body: etree._Element, numbers: set[str]) -> None:
    """Move the signs of these comments, of those that stand between two notes, behind the last note.

    LibreOffice 7.4 reads all notes at the mark of the first; a comment before the last makes it mix them up, or lose
    every word of them. To what words a comment belongs its range tells, which stays.
    """
    signs = list(body.iter(W_FOOTNOTE_REF, W_ENDNOTE_REF, _REFERENCE))
    between: set[int] = set()
    for kind in (W_FOOTNOTE_REF, W_ENDNOTE_REF):
        marks = [at for at, node in enumerate(signs) if node.tag == kind]
        between.update(range(marks[0], marks[-1]) if marks else ())
    own = [signs[at] for at in sorted(between) if signs[at].tag == _REFERENCE and signs[at].get(W_ID) in numbers]
    if own:
        note = next(node for node in reversed(signs) if node.tag != _REFERENCE)
        last = _within_paragraph(next(reversed(list(note.iterancestors(W_TXBX))), note))
        for sign in reversed(own):
            run = sign.getparent()
            if run is not None:
                last.addnext(run)


def own_comments(root: etree._Element) -> Iterator[etree._Element]:
    """Bronwacht's comments."""
    return (comment for comment in root.iter(_COMMENT) if comment.get(W_AUTHOR) == AUTHOR)


def lines_of(comment: etree._Element) -> list[str]:
    """What each paragraph of a comment says."""
    signs = {W_BR: "\n", W_TAB: "\t"}
    return ["".join(signs.get(n.tag) or n.text or "" for n in p.iter(W_T, W_BR, W_TAB)) for p in comment.iter(W_P)]


def take_marks(root: etree._Element, numbers: set[str]) -> None:
    """Take the marks of comments out of a story."""
    for node in list(root.iter(_START, _END, _REFERENCE)):
        if node.get(W_ID) in numbers:
            gone = node.getparent() if node.tag == _REFERENCE else node
            parent = gone.getparent() if gone is not None else None
            if gone is not None and parent is not None:
                parent.remove(gone)


def _within_paragraph(node: etree._Element) -> etree._Element:
    """The ancestor of a node (or itself) that stands directly in a paragraph."""
    while (parent := node.getparent()) is not None and parent.tag != W_P:
        node = parent
    return node


def _id(comment: etree._Element) -> str:
    return comment.get(W_ID, "")


def _relationship(rels: etree._Element) -> dict[str, str]:
    taken = {node.get("Id") for node in rels}
    number = next(f"rId{i}" for i in range(1, len(taken) + 2) if f"rId{i}" not in taken)
    main_relative = f"/{_NEW_PART}"
    return {"Id": number, "Type": f"{REL}comments", "Target": main_relative}


def _with(root: etree._Element, tag: str, attributes: dict[str, str]) -> etree._Element:
    made = copy.deepcopy(root)
    etree.SubElement(made, tag, attributes)
    return made


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
