"""Undoing what a mail program or an editor did to a text's lines, without moving a character.

Some programs break lines at some eighty characters, some put hard or thin spaces between words. Detection reads
sentences, so a line that was broken within a sentence is read on, and every space is a space; every offset stays what
it was.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..former import without_former
from ..segment import with_low_marks
from .lines import MARK

LONG = 40
"""Characters of a line from which one that ends within a sentence was broken by a program."""

_GOES_ON = re.compile(r"\n(?=[a-zà-öø-ÿ‘“\"'(]*[a-zà-öø-ÿ])")
"""The end of a line before one that goes on with a small letter."""

_WITHIN = re.compile(r"[\w,;’'-] ?\Z")
"""How a line ends within a sentence."""

_OWN_LINE = re.compile(
    rf"\n(?:{MARK}|[ \t>*_]*(?:[\[(][^\])\n]{{1,30}}[\])][ \t]*)?[A-ZÀ-ÖØ-Þ][\w .’'-]{{0,24}}:[ \t*_])"
)
"""A line that begins as an item or behind a speaker's label."""

NARROWEST, WIDEST = 50, 100
"""Characters of the longest line of a block that a program broke; narrower ones are lists and verse."""

_ODD = "\r\t\v\f\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012"
"""Word's hyphen at which no line ends, and the dash as wide as a digit that typesetters put in numbers."""
_PLAIN = str.maketrans({**dict.fromkeys(_ODD, " "), **dict.fromkeys(_HYPHENS, "-")})


def unwrapped(text: str) -> str:
    """``text`` with plain spaces, hyphens and quotation marks, and spaces for breaks within sentences; as long as it.

    "(oud-)medewerkers" are read as what they are besides.

    It is ``text`` itself where that is so already: what is remembered of a text is found again at once by the same
    string, and by another one only after all of both has been compared.
    """
    plain = text.translate(_PLAIN) if any(odd in text for odd in (*_ODD, *_HYPHENS)) else text
    plain = "\n\n".join(_joined(block) if "\n" in block else block for block in plain.split("\n\n"))
    broken = [end.start() for end in _GOES_ON.finditer(plain) if _is_broken(plain, end.start())]
    for at in broken:
        plain = f"{plain[:at]} {plain[at + 1 :]}"
    plain = with_low_marks(without_former(plain))
    return text if plain == text else plain


def _is_broken(text: str, end: int) -> bool:
    """Whether the line before ``end`` is long and ends within a sentence."""
    last = _WITHIN.search(text, max(0, end - 2), end)
    if last is None:
        return False
    line = last.start() - (text.rfind("\n", 0, last.start()) + 1)
    return line >= LONG


def _joined(block: str) -> str:
    """The lines of a block as one, if each of them was broken because the next word had no room.

    The items of a list and the turns of a conversation are lines of their own, however long they are.
    """
    if _OWN_LINE.search(block):
        return block
    lines = block.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not NARROWEST <= width <= WIDEST:
        return block
    full = all(len(line.rstrip()) + 1 + len(next(iter(rest.split()), "")) > width for line, rest in pairwise(lines))
    return block.replace("\n", " ") if full else block
