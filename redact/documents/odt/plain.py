"""The words of a part of a tree that is not laid out: of a comment, a deletion, a form."""

from __future__ import annotations

import re

from lxml import etree

from .names import BREAK, COUNT, SPACES, TAB, H, P, q

SIGNS = {BREAK: "\n", TAB: "\t", SPACES: " "}
"""What the elements stand for that are text by themselves; of spaces, each."""
_APART = {**dict.fromkeys((P, H, *map(q, ("dc:creator", "svg:title", "svg:desc"))), "\n"), **SIGNS}
_TIMES = frozenset(map(q, ("dc:date", "meta:date-string")))
"""When a comment or a change was made: no words, and nobody's number."""
MAX_SPACES = 10_000
"""Spaces in one element: a few bytes must not become gigabytes."""
_SPACES = re.compile(r"[ \t\r]+")
_LINES = re.compile(r"\s*\n\s*")


def plain(element: etree._Element) -> str:
    """All text in an element, a line for each paragraph."""
    found: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        apart = _APART.get(node.tag, "")
        if event == "start":
            found += (apart, "" if node.tag in _TIMES else node.text or "")
        else:
            found += ("\n" if apart == "\n" else "", (node.tail or "") if node is not element else "")
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(found))).strip()


def sign(element: etree._Element) -> str:
    """What an element stands for that is text by itself, "" for every other one."""
    number = element.get(COUNT) or "1"
    return SIGNS.get(str(element.tag), "") * (min(int(number), MAX_SPACES) if number.isdecimal() else 1)


def collapses(text: str) -> bool:
    """Whether white space in a text is other than single spaces."""
    return "  " in text or "\n" in text or "\t" in text or "\r" in text
