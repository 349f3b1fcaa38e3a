"""What of a written page could be words of somebody: all but the words of the format itself.

"white" is a colour, "strong" an element and Georgia a font: a draft from which Ms White, or a state, was taken would
look as if it still held them. They are set aside only in a page that is a final copy to the letter (format.is_final):
there, classes have numbers, and styles hold what css.toml has and nothing else.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[^<>]*>")
_SAYING = re.compile(r' (?:href|src|alt)="([^"]*)"')
"""The attributes whose values are from no closed list."""
_SHEET = re.compile(r"<style>\n.*?\n</style>\n", re.DOTALL)


def spoken(page: str) -> str:
    """A page with its tags reduced to the values that somebody may have written."""
    return _TAG.sub(_said, _SHEET.sub("", page, count=1))


def _said(tag: re.Match[str]) -> str:
    values = (html.escape(html.unescape(value), quote=False) for value in _SAYING.findall(tag[0]))
    return f"<{' '.join(values)}>"
