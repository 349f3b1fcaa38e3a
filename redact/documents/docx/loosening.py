"""Replaces the fields and content controls around a suggestion in a review copy by the text that they show.

Word and LibreOffice write what a field or a control shows anew whenever they like: Word from the data that a control is
bound to or when fields are updated, LibreOffice as soon as it opens a file. A tracked change in it is then words that
were neither there nor suggested. A final copy has none of these, so that nothing is lost that it would have kept; what
no suggestion touches stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .accepting import unwrap
from .making import remove
from .names import (
    W_AUTHOR,
    W_BR,
    W_DEL,
    W_DEL_INSTR,
    W_FLD_CHAR,
    W_FLD_SIMPLE,
    W_INS,
    W_INSTR,
    W_SDT_PR,
    W_SYM,
    W_T,
    W_TAB,
    q,
)
from .tracking import AUTHOR

_SDT, _CONTENT, _END_PR = q("w:sdt"), q("w:sdtContent"), q("w:sdtEndPr")
_KIND, _PROTECTION = q("w:fldCharType"), q("w:documentProtection")
_KEPT = re.compile(
    r"\s*(?:HYPERLINK|TOC|TOA|INDEX|BIBLIOGRAPHY|QUOTE|INCLUDETEXT|INCLUDEPICTURE|FORMTEXT|NOTEREF|STYLEREF|ADDIN|LINK"
    r"|DDE|DDEAUTO|EQ|AUTOTEXT|GOTOBUTTON|RD|XE|ADDRESSBLOCK|GREETINGLINE)\b",
    re.IGNORECASE,
)
"""Fields of which what they show is text like any other to LibreOffice 7.4, tried one by one."""
_LOOKED_AT = (W_FLD_CHAR, W_INSTR, W_DEL_INSTR, W_INS, W_DEL, W_T, W_TAB, W_BR, W_SYM)


@dataclass(eq=False)
class _Field:
    """A field that has begun: its marks and what stands before what it shows, and whether a suggestion is in that."""

    nodes: list[etree._Element] = field(default_factory=list)
    code: str = ""
    shows: bool = False
    touched: bool = False


def loosen(root: etree._Element) -> None:
    """Make the fields and controls of a story in which Bronwacht's changes stand what they show, in place."""
    own = {change for change in root.iter(W_INS, W_DEL) if change.get(W_AUTHOR) == AUTHOR}
    if not own:
        return
    for ended in list(_fields(root, own)):
        for node in ended.nodes:
            remove(node)
    around = dict.fromkeys(above for change in own for above in change.iterancestors(_SDT, W_FLD_SIMPLE))
    for above in around:
        for child in list(above):
            if child.tag in (W_SDT_PR, _END_PR):
                above.remove(child)
            elif child.tag == _CONTENT:
                unwrap(child)
        unwrap(above)


def unprotected(settings: etree._Element) -> bool:
    """Take the protection off that lets nobody decide on a tracked change, in place; whether there was any."""
    found = list(settings.iter(_PROTECTION))
    for node in found:
        settings.remove(node)
    return bool(found)


def _fields(root: etree._Element, own: set[etree._Element]) -> Iterator[_Field]:
    """The fields, of those that show something else as soon as they are looked at, in which changes stand."""
    open_: list[_Field] = []
    for node in root.iter(*_LOOKED_AT):
        if node.tag == W_FLD_CHAR and node.get(_KIND) == "begin":
            open_.append(_Field())
        if not open_:
            continue
        if node.tag in (W_INS, W_DEL):
            for each in open_ if node in own else ():
                each.touched = True
            continue
        if node.tag in (W_INSTR, W_DEL_INSTR):
            open_[-1].code += node.text or ""
        if node.tag == W_FLD_CHAR or not open_[-1].shows:
            open_[-1].nodes.append(node)
        for outer in open_[:-1]:
            if not outer.shows:  # a field within what another looks up
                outer.nodes.append(node)
        if node.tag == W_FLD_CHAR and node.get(_KIND) == "separate":
            open_[-1].shows = True
        elif node.tag == W_FLD_CHAR and node.get(_KIND) == "end":
            ended = open_.pop()
            if ended.touched and not _KEPT.match(ended.code):
                yield ended
