"""Files that a Markdown source holds in an address: ``![](data:image/png;base64,…)``, as writing programs export them.

A megabyte of letters that say nothing is no text: each such file is a number in the text, and stands behind it again in
a final copy. There a picture is drawn anew, since a camera writes into it where it was, and a program who made it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ..images import redrawn
from ..inside import words_in
from ..model import UnknownPartError

_KIND = r"[^\s,;()<>\"']{0,100}+"
_HELD = re.compile(
    rf"data:(?P<kind>{_KIND})(?:;(?! *base64,)[^;,\n]{{0,200}}+){{0,8}}+; *base64,"
    r"(?P<data>[A-Za-z0-9+/=%]++(?:\r?\n[ \t]*+[A-Za-z0-9+/=]{40,}+)*(?:\r?\n[ \t]*+[A-Za-z0-9+/=]++(?=[\"']))?)",
    re.IGNORECASE,
)
"""As the Fetch standard reads them: the kind may be left out, what is told of it quoted, base64 written large."""
_NUMBERED = re.compile(rf"data:(?P<kind>{_KIND});base64,#(?P<number>\d{{1,6}})", re.IGNORECASE)
_PICTURE = re.compile(r"image/(?:png|jpe?g|gif|webp|bmp|tiff)", re.IGNORECASE)
_DISGUISED = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{1000}")
"""A file whose address is none for us, and is for a reader's program: ``data\\:image``, ``&#100;ata:image``."""
_SHOWN = re.compile(r"!\[(?!\^)|<img\b", re.IGNORECASE)


class Held(NamedTuple):
    """A file in an address: its kind, as that says, and the file in base64."""

    kind: str
    data: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture made of pixels."""
        return bool(_PICTURE.fullmatch(self.kind))

    def words(self, unread: Callable[[], None]) -> Iterator[str]:
        """What it says, if it is no picture; ``unread`` is called where that cannot be told."""
        if self.is_picture:
            return
        try:
            data = base64.b64decode(unquote(self.data))
        except (binascii.Error, ValueError):
            unread()
            return
        yield from words_in(data, unread=unread)


def without_held(source: str) -> tuple[str, tuple[Held, ...]]:
    """``source`` with a number for each file in an address, and these files; by number, from 1."""
    found = list[Held]()

    def numbered(match: re.Match[str]) -> str:
        found.append(Held(match["kind"], match["data"]))
        return f"data:{match['kind']};base64,#{len(found)}"

    text = _HELD.sub(numbered, source) if "base64," in source.lower() else source
    return text, tuple(found)


def with_held(text: str, held: tuple[Held, ...], shown: str) -> str:
    """``text`` with its pictures, drawn anew; raises UnknownPartError for what is no picture."""

    def drawn(match: re.Match[str]) -> str:
        number = int(match["number"])
        if not 0 < number <= len(held) or held[number - 1].kind != match["kind"]:
            return match[0]
        if not held[number - 1].is_picture:
            raise UnknownPartError(
                "{shown}: holds a file within an address (data:…) that is no picture; take it out", shown=shown
            )
        return redrawn(unquote(held[number - 1].data), shown)

    if _DISGUISED.search(text):
        raise UnknownPartError("{shown}: holds a picture that cannot be read; take it out", shown=shown)
    return _NUMBERED.sub(drawn, text) if held else text


def shows_pictures(text: str) -> bool:
    """Whether a source shows pictures, its own or others."""
    return _SHOWN.search(text) is not None
