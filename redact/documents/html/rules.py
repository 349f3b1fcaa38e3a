"""What is known of HTML's elements and attributes, from data/elements.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class Rules:
    """Sets of element names, all lower case; ``attributes`` are what an attribute of a final copy may say."""

    block: frozenset[str]
    table: frozenset[str]
    row: frozenset[str]
    cell: frozenset[str]
    inline: frozenset[str]
    unwrapped: frozenset[str]
    instead: Mapping[str, str]
    hidden: frozenset[str]
    media: frozenset[str]
    unseen: frozenset[str]
    fields: frozenset[str]
    void: frozenset[str]
    formatting: frozenset[str]
    scope: frozenset[str]
    special: frozenset[str]
    closes_p: frozenset[str]
    attributes: Mapping[str, re.Pattern[str]]

    def written(self, name: str) -> str | None:
        """The name under which an element is written to a final copy, None when it is not."""
        known = name in self.inline or name in self.block or name in self.table or name in self.row | self.cell
        return name if known else self.instead.get(name)

    def breaks(self, name: str) -> bool:
        """Whether an element begins a paragraph of its own."""
        return name in self.block or name in self.table or self.instead.get(name) in ("div", "pre")


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The table, read once."""
    table = tomllib.loads(files(__package__).joinpath("data/elements.toml").read_text("utf-8"))
    sets = {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str)}
    sets |= {name: frozenset(words.split()) for name, words in table["left_out"].items()}
    parsing = {name: frozenset(words.split()) for name, words in table["parsing"].items()}
    return Rules(
        **sets,
        void=parsing["void"],
        formatting=parsing["formatting"],
        scope=parsing["scope"],
        special=parsing["special"],
        closes_p=parsing["closes_p"],
        instead=MappingProxyType(table["instead"]),
        attributes=MappingProxyType(
            {name: re.compile(pattern, re.ASCII | re.IGNORECASE) for name, pattern in table["attributes"].items()}
        ),
    )


RCDATA = ("title", "textarea")
RAWTEXT = ("script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext")
"""Elements whose content is one text (13.2.5.2 and 13.2.5.3); ``noscript`` is read as where scripts do not run."""
