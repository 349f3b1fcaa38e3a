"""Letters that a Markdown source writes by number or by name: ``Ren&eacute;e``, ``Mari&#101;ke``."""

from __future__ import annotations

import re
from html import unescape
from unicodedata import category

_REFERENCE = re.compile(
    # An escape goes before: "\&eacute;" is shown as it stands. CommonMark 0.31.2, 2.4 and 2.5.
    r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_BREAKS = ("Zl", "Zp", "Cc", "Cs", "Co", "Cn")


def with_letters(source: str) -> str:
    """``source`` with each letter, digit, and sign beyond ASCII as itself, as whoever opens the page sees it.

    A name that half is a number would be found by half. Signs of ASCII stay as they were written, for ``&lt;`` and
    ``&#42;`` are there so as not to be Markdown's: only an apostrophe between two letters is written as one. Code is
    not told apart: ``&eacute;`` in backticks is shown as it stands, and a final copy has the letter.
    """
    return _REFERENCE.sub(_letter, source) if "&" in source else source


def _letter(found: re.Match[str]) -> str:
    said = unescape(found[0])
    if said == found[0]:
        return said
    if all(each.isalnum() or (not each.isascii() and category(each) not in _BREAKS) for each in said):
        return said
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return said if said == "'" and len(around) == 2 and around.isalpha() else found[0]
