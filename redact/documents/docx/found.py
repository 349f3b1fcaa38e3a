"""What the reading of stories gathers besides the text that stays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ..model import Place
from .blocks import Block, Piece

NUMBER_FIELD = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)(?:\s+\\\*\s*(?:MERGEFORMAT|Arabic|ArabicDash|roman|ROMAN|alphabetic|ALPHABETIC))*\s*"
)
"""Instructions that stay in a final copy: what they show is another on every page, and they say nothing else."""


@dataclass(eq=False)
class Field:
    """A field that has begun and not ended; it equals no other."""

    nodes: list[etree._Element] = field(default_factory=list)
    instruction: list[str] = field(default_factory=list)
    shows: bool = False


@dataclass
class Hidden:
    """What a final copy leaves out, in order; stretches of one kind with nothing kept between them are one."""

    passages: list[tuple[Place, str]] = field(default_factory=list)
    _key: object = None

    def add(self, place: Place, text: str, key: object = None) -> None:
        """Add words; ``key`` (not None) says with which stretch before they go together."""
        if key is not None and key == self._key and self.passages:
            self.passages[-1] = (place, self.passages[-1][1] + text)
        elif text := text.lstrip():  # however it is cut into pieces, of which one may be all spaces
            self.passages.append((place, text))
            self._key = key


@dataclass
class Found:
    """What the reading of stories gathers besides text."""

    hidden: Hidden = field(default_factory=Hidden)
    alts: list[Piece] = field(default_factory=list)
    links: list[etree._Element] = field(default_factory=list)
    margins: list[etree._Element] = field(default_factory=list)
    """The references to headers and footers."""
    notes: set[tuple[str, str]] = field(default_factory=set)
    thin: list[tuple[int, etree._Element]] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)
    """Where dropped capitals end, in the text."""
    mirrors: list[list[Block]] = field(default_factory=list)
    """The second copies, each with the places of its text; of a copy within a copy there are more than one."""
