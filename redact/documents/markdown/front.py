"""Front matter: what a Markdown file tells the program that makes a page of it (Jekyll, Hugo, Obsidian, pandoc).

Between two lines of ``---`` in YAML, between two of ``+++`` in TOML, at the very start. No reader sees it as it stands,
as no reader sees the properties of a Word document. A text that begins with a rule and has another further on is none:
what could be prose stays in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = r"[^\r\n]*+(?>\r\n|\r|\n)"
"""Whose end is one, whatever follows: were it sometimes two, a page of lines could be read in a billion ways."""
_END = r"[ \t]*+(?>\r\n|\r|\n|\Z)"
_BLOCK = re.compile(
    rf"---{_END}(?P<yaml>(?:{_LINE})*?)(?:---|\.\.\.){_END}|\+\+\+{_END}(?P<toml>(?:{_LINE})*?)\+\+\+{_END}"
)
_KEY = r"""(?:[\w.-]+|"[^"\r\n]+"|'[^'\r\n]+')[ \t]*:(?:[ \t][^\r\n]*)?"""
_YAML = re.compile(rf"[ \t]*(?:#[^\r\n]*)?|{_KEY}|-(?:[ \t][^\r\n]*)?|[ \t]+[^\r\n]+|[\]}}][ \t]*")
"""A line of YAML: nothing or a remark, a key, an item, what goes on further in, the end of a list."""


class Matter(NamedTuple):
    """Front matter: what it says, and where in the source it ends, with the empty lines behind it."""

    said: str
    end: int


def front_matter(source: str) -> Matter | None:
    """The front matter of a source, None where it has none."""
    found = _BLOCK.match(source)
    if found is None:
        return None
    said = found["yaml"] if found["toml"] is None else found["toml"]
    lines = said.splitlines()
    if found["toml"] is None and (not said.strip() or not all(map(_YAML.fullmatch, lines))):
        return None
    behind = re.compile(r"(?:[ \t]*(?>\r\n|\r|\n))*").match(source, found.end())
    return Matter(said.strip(), behind.end() if behind else found.end())
