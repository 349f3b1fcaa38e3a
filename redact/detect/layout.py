"""Undoing what a mail program or an editor did to a text's lines, without moving a character.

Some programs break lines at some eighty characters, some put hard or thin spaces between words. Detection reads
sentences, so a line that was broken within a sentence is read on, and every space is a space; every offset stays what
it was.
"""

from __future__ import annotations

import re

_BROKEN = re.compile(r"(?<=[^\n]{40}[\w,;’'-]) ?\n(?=[a-zà-öø-ÿ‘“\"'(]*[a-zà-öø-ÿ])")
"""A line of forty characters or more that ends within a sentence, before one that goes on with a small letter."""


_SPACES = str.maketrans(dict.fromkeys("\r\t\v\f\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "))


def unwrapped(text: str) -> str:
    """``text`` with plain spaces for all others and for line breaks within sentences; of the same length."""
    return _BROKEN.sub(lambda found: " " * len(found[0]), text.translate(_SPACES))
