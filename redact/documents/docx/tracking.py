"""Tracked changes in a tree: a stretch of a run marked as deleted, new words beside it marked as inserted.

A run is split where a stretch begins and ends; every part keeps the run's formatting, and so do the new words.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from itertools import count

from lxml import etree

from .blocks import TEXT
from .making import write
from .names import (
    SPACE,
    W_AUTHOR,
    W_DATE,
    W_DEL,
    W_DEL_TEXT,
    W_ID,
    W_INS,
    W_MOVE_TO,
    W_R,
    W_RPR,
    W_T,
    q,
)

AUTHOR = "Bronwacht"
_OTHERS = frozenset({W_INS, W_MOVE_TO})
_PAST = q("w:rPrChange")


@dataclass(frozen=True)
class Stretch:
    """Characters ``start`` to ``end`` of a piece that go."""

    node: etree._Element
    slot: str
    start: int
    end: int


class Tracker:
    """Makes tracked changes with ids that are free."""

    def __init__(self, first_id: int) -> None:
        self._ids = count(first_id)

    def delete(self, stretch: Stretch, date: str) -> etree._Element:
        """Mark a stretch as deleted; returns the change."""
        gone = _cut_out(parent_of(stretch.node), stretch)
        change = self._change(W_DEL, date)
        gone.addprevious(change)
        change.append(gone)
        for text in gone.iter(W_T):
            text.tag = W_DEL_TEXT
            text.set(SPACE, "preserve")
        return change

    def insert(self, after: etree._Element, text: str, date: str) -> etree._Element:
        """Mark new words as inserted, after a deletion and as that looks; returns the change."""
        change = self._change(W_INS, date)
        run = etree.SubElement(change, W_R)
        look = after.find(f"{W_R}/{W_RPR}")
        if look is not None:
            run.append(_present(look))
        write(etree.SubElement(run, W_T), text)
        self._beside(after).addnext(change)
        return change

    def _beside(self, deletion: etree._Element) -> etree._Element:
        """After which element a change may stand: an insertion of somebody else is split, ours goes between."""
        wrapper = deletion.getparent()
        if wrapper is None or wrapper.tag not in _OTHERS:
            return deletion
        rest = list(deletion.itersiblings())
        if rest:
            second = etree.Element(wrapper.tag, {str(k): str(v) for k, v in wrapper.attrib.items()})
            second.set(W_ID, str(next(self._ids)))
            wrapper.addnext(second)
            second.extend(rest)
        return wrapper

    def _change(self, tag: str, date: str) -> etree._Element:
        return etree.Element(tag, {W_ID: str(next(self._ids)), W_AUTHOR: AUTHOR, W_DATE: date})


def _cut_out(run: etree._Element, stretch: Stretch) -> etree._Element:
    """Split a run so that a stretch has one of its own; returns that run."""
    node = stretch.node
    after = list(node.itersiblings())
    gone = _like(run)
    rest = _like(run)
    if stretch.slot == TEXT:
        text = node.text or ""
        _text(gone, node, text[stretch.start : stretch.end])
        if text[stretch.end :]:
            _text(rest, node, text[stretch.end :])
        _set(node, text[: stretch.start])
        if not text[: stretch.start]:
            run.remove(node)
    else:
        gone.append(node)
    rest.extend(after)
    run.addnext(gone)
    if any(child.tag != W_RPR for child in rest):
        gone.addnext(rest)
    if all(child.tag == W_RPR for child in run):
        parent_of(run).remove(run)
    return gone


def parent_of(node: etree._Element) -> etree._Element:
    """The parent of an element that has one."""
    parent = node.getparent()
    if parent is None:
        raise ValueError("a root has no parent")
    return parent


def _like(run: etree._Element) -> etree._Element:
    made = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    look = run.find(W_RPR)
    if look is not None:
        made.append(copy.deepcopy(look))
    return made


def _text(run: etree._Element, like: etree._Element, text: str) -> None:
    made = etree.SubElement(run, like.tag)
    _set(made, text)


def _set(node: etree._Element, text: str) -> None:
    node.text = text
    node.set(SPACE, "preserve")


def _present(look: etree._Element) -> etree._Element:
    """Formatting as it is now, without how it was before somebody changed it."""
    made = copy.deepcopy(look)
    for past in made.findall(_PAST):
        made.remove(past)
    return made
