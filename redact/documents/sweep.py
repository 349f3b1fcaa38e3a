"""A written file searched to the last part for what was taken out of it, whatever the part is and whoever wrote it.

The text of a final copy is compared word by word by its format; this looks where a format does not: in every part as it
is stored, read in each way in which a stretch could be written down in it (views.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ..draft import DetailType, Edit
from .alike import folded
from .forms import slugs
from .model import Leak, LeakKind
from .verify import core_of, identifies
from .views import MIN_RUN, Noise, plain, views

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Wanted:
    """A stretch that is looked for: as it stood, its core, the words of that, and the edit that took it out."""

    stretch: str
    core: str
    words: frozenset[str]
    edit: Edit


def unseen(text: str, edits: Sequence[Edit], final_text: str, parts: Mapping[str, bytes]) -> tuple[Leak, ...]:
    """The stretches of ``text`` that ``edits`` took out and that stand in any of ``parts``, or in a part's name.

    A stretch that ``final_text``, the text of the written file, still holds is not looked for: why it may be there is
    for the comparison of the texts to say.
    """
    wanted = _wanted(text, edits, final_text)
    left = dict(wanted)
    for name, data in parts.items():
        for view in (plain(name), *views(data)) if left else ():
            for core in _found(view, left.values()):
                del left[core]
        for core in [one.core for one in left.values() if _in_bytes(data, one.stretch)]:
            del left[core]
    return tuple(Leak(LeakKind.UNSEEN, 0, wanted[core].edit.reason) for core in sorted(wanted) if core not in left)


def _wanted(text: str, edits: Sequence[Edit], final_text: str) -> dict[str, _Wanted]:
    left, wanted = folded(final_text).text if edits else "", {}
    for edit in edits:
        stretch = edit.span.of(text)
        core = core_of(stretch, edit.reason)
        if core and identifies(edit.reason, core):
            for words in slugs(core) if edit.reason is DetailType.NAME else (core,):
                if words not in left:
                    wanted[words] = _Wanted(stretch, words, frozenset(_WORD.findall(words)), edit)
    return wanted


def _found(view: str, wanted: Iterable[_Wanted]) -> list[str]:
    """The cores that stand in ``view`` as whole words.

    Most stand nowhere, and most views are long: only what has all its words among the view's is looked for.
    """
    words, least = set(_WORD.findall(view)), MIN_RUN if isinstance(view, Noise) else 0
    return [one.core for one in wanted if words >= one.words and len(one.core) >= least and _holds(view, one.core)]


def _in_bytes(data: bytes, stretch: str) -> bool:
    """Whether what is no text holds ``stretch``: a view of it has no letters beyond ASCII."""
    if stretch.isascii() or b"\x00" not in data:
        return False
    forms = {stretch, stretch.lower(), stretch.upper(), unicodedata.normalize("NFD", stretch)}
    return any(code in data for form in forms for code in _encoded(form))


def _encoded(form: str) -> Iterator[bytes]:
    """A form in the encodings that have all of its letters: what is left of it in another stands in any picture."""
    for encoding in _ENCODINGS:
        with suppress(UnicodeEncodeError):
            yield form.encode(encoding)


def _holds(view: str, core: str) -> bool:
    at = view.find(core)
    while at >= 0:
        if not view[at - 1 : at].isalnum() and not view[at + len(core) : at + len(core) + 1].isalnum():
            return True
        at = view.find(core, at + 1)
    return False
