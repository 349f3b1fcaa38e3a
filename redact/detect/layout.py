"""Undoing what a mail program or an editor did to a text's lines, without moving a character.

Some programs break lines at some eighty characters. Detection reads sentences, so a line that was broken within a
sentence is read on; every offset stays what it was.
"""

from __future__ import annotations

import re

_BROKEN = re.compile(r"(?<=[^\n]{40}[\w,;’'-])\r?\n(?=[a-zà-öø-ÿ‘“\"'(]*[a-zà-öø-ÿ])")
"""A line of forty characters or more that ends within a sentence, before one that goes on with a small letter."""


def unwrapped(text: str) -> str:
    """``text`` with spaces for the line breaks within sentences; of the same length."""
    return _BROKEN.sub(lambda found: " " * len(found[0]), text)
