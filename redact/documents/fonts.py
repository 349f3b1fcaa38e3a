"""Which names of fonts are nobody's own: those that come with word processors and systems, in ``data/fonts.txt``.

A font of one's own has the name that somebody gave it ("Handwriting of …"), so that no final copy names one: its text
is set in the font of the style around it, much as on every machine that does not have the font.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_OF_THEME = re.compile(r"\+m[jn]-(?:lt|ea|cs)")
_WEIGHT = re.compile(
    r"(?: (?:cyr|ce|greek|tur|baltic)| \((?:hebrew|arabic|vietnamese)\))?(?: (?:(?:extra|ultra|semi|demi)[ -]?)?"
    r"(?:thin|light|regular|book|medium|bold|heavy|black|italic|condensed|narrow))*\Z"
)
"""What follows a font's name: a script of which Windows makes a font of its own ("Arial CYR"), and weights."""


@lru_cache(maxsize=4096)
def is_known(name: str) -> bool:
    """Whether a font of that name comes with programs; "" names none."""
    plain = " ".join(name.strip().strip("'\"").removeprefix("@").casefold().split())
    return not plain or plain in _names() or _WEIGHT.sub("", plain) in _names() or bool(_OF_THEME.fullmatch(plain))


@lru_cache(maxsize=4096)
def known_of(names: str, mark: str) -> str:
    """A list of fonts, with ``mark`` between them, without those that are not known."""
    return mark.join(name for name in names.split(mark) if name.strip() and is_known(name))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    lines = files(__package__).joinpath("data/fonts.txt").read_text("utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))
