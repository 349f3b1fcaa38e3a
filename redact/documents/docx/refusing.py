"""Whether a final copy can be made of a docx at all: every part is of a known kind, nothing runs or is opaque."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from ....said import Remark, said
from ..model import DangerousError
from . import marks
from .names import MC_CHOICE, MC_FALLBACK, TYPES
from .parts import Parts
from .rules import holds, rules
from .sections import sections

_REMOTE = ("http:", "https:", "ftp:", "\\\\", "//", "file://///", "file:////")
"""How the address of a template begins that is fetched from another machine when the document is opened."""

_LEFT_ALONE = re.compile(r"customXml/itemProps\d+\.xml|\[trash\]/\w+\.dat|__MACOSX/.*|(?:.*/)?\.DS_Store")
"""What LibreOffice writes and forgets to lead to, of every document of Word's; what Word threw away in saving (ECMA-376
part 2, annex F); and what a Mac adds to a zip. A final copy has none of it."""


@dataclass(frozen=True)
class Kinds:
    """The table of parts."""

    kept: frozenset[str]
    left_out: frozenset[str]
    refused: Mapping[str, str]


def refuse(parts: Parts, shown: str) -> None:
    """Raise :class:`~..model.UnknownPartError` or :class:`~..model.DangerousError` where no final copy can be made."""
    known = kinds()
    seen: set[str] = set()
    waiting = [("", True)]
    while waiting:
        name, kept = waiting.pop()
        for rel in parts.rels(name):
            if rel.type == "attachedTemplate" and rel.external and rel.target.lower().startswith(_REMOTE):
                raise DangerousError(
                    "{shown}: fetches a template from another machine; detach it in Word first", shown=shown
                )
            if rel.type in known.refused:
                raise holds(Remark(known.refused[rel.type]), shown)
            if kept and rel.type not in known.kept | known.left_out:
                raise holds(said("a part of an unknown kind"), shown)
            if not rel.external and rel.target not in seen:
                seen.add(rel.target)
                waiting.append((rel.target, kept and rel.type in known.kept))
    left = (name for name in parts.package.parts if name not in seen and name != TYPES and not name.endswith(".rels"))
    if any(not _LEFT_ALONE.fullmatch(name) for name in left):
        raise holds(said("a part that nothing leads to"), shown)


def refuse_elements(root: etree._Element, shown: str) -> None:
    """Raise :class:`~..model.UnknownPartError` where a tree holds what no final copy can."""
    table = rules().refused
    found = next((node for node in root.iter(*table) if not _is_left(node)), None)
    if found is not None:
        raise holds(Remark(table[found.tag]), shown)


def _is_left(node: etree._Element) -> bool:
    """Whether an element stands in a form of a thing of which the other is kept: ink beside its picture."""
    return any(
        above is not marks.shown(parent)
        for above in node.iterancestors(MC_CHOICE, MC_FALLBACK)
        if (parent := above.getparent()) is not None
    )


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The table of ``data/parts.txt``."""
    table = sections("parts.txt")
    return Kinds(
        frozenset(" ".join(table["keep"]).split()),
        frozenset(" ".join(table["leave out"]).split()),
        dict(line.split(" ", 1) for line in table["refuse"]),
    )
