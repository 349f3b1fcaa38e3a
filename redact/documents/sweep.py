"""A written file searched to the last part for what was taken out of it, whatever the part is and whoever wrote it.

The text of a final copy is compared word by word by its format; this looks where a format does not: in every part as it
is stored, decoded each way that a stretch could be written down in it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from ..draft import Edit
from .model import Leak, LeakKind
from .verify import core_of, folded, identifies

_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"\s+")


def unseen(text: str, edits: Sequence[Edit], final_text: str, parts: Mapping[str, bytes]) -> tuple[Leak, ...]:
    """The stretches of ``text`` that ``edits`` took out and that stand in any of ``parts``.

    A stretch that ``final_text``, the text of the written file, still holds is not looked for: why it may be there is
    for the comparison of the texts to say.
    """
    left = folded(final_text).text
    wanted = {}
    for edit in edits:
        core = core_of(edit.span.of(text))
        if core and core not in left and identifies(edit.reason, core):
            wanted[_plain(core)] = edit
    found = {core for data in parts.values() for view in _views(data) for core in wanted if _holds(view, core)}
    return tuple(Leak(LeakKind.UNSEEN, 0, wanted[core].reason) for core in sorted(found))


def _views(data: bytes) -> Iterator[str]:
    """``data`` as text, in each encoding and each way of marking up; folded."""
    raw = data.decode("utf-8", "replace")
    yield from {_plain(change(raw)) for change in _CHANGES}
    if b"\x00" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            for offset in (0, 1):  # a string need not begin at an even byte
                yield _plain(data[offset:].decode(encoding, "ignore"))
    if not data.isascii():
        yield _plain(data.decode("latin-1"))


_CHANGES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    unquote,
    lambda text: html.unescape(_TAG.sub("", html.unescape(text))),
    lambda text: html.unescape(_TAG.sub(" ", html.unescape(text))),
)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)) if not text.isascii() else text
    return _SPACES.sub(" ", plain.casefold())


def _holds(view: str, core: str) -> bool:
    at = view.find(core)
    while at >= 0:
        if not view[at - 1 : at].isalnum() and not view[at + len(core) : at + len(core) + 1].isalnum():
            return True
        at = view.find(core, at + 1)
    return False
