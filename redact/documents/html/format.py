"""The format of web pages: text out, edits in, a final copy, and its verification."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from ...draft import Action, Edit, Span
from ..edits import apply_edits
from ..faint import Faint
from ..model import Content, Document, EmptyError, Leak, LeakKind, TooLargeError
from ..sweep import unseen
from ..verify import in_place, remaining
from .clean import clean
from .encoding import decode
from .layout import Layout, layout_of
from .looks import faint
from .splice import made, spliced
from .spoken import spoken

MAX_BYTES = 64 << 20
"""A page with its pictures inside; more than that is an archive."""
MAX_TAGS = 1_000_000
"""A book has tens of thousands; each costs memory."""
MAX_TEXT = 8 << 20
"""Characters: as many as of plain text."""


_PICTURE = re.compile(' src="data:image/[a-z]+;base64,([A-Za-z0-9+/=]+)"')
"""A picture in a final copy: drawn anew once more, it would be another."""


class HtmlFormat:
    """A :class:`~.model.Format`; the text is what a browser shows, hidden things behind it."""

    kinds: Mapping[str, str] = MappingProxyType({".html": "html", ".htm": "html"})
    max_bytes: int = MAX_BYTES

    def read(self, raw: bytes, shown: str) -> Content:
        """What the page shows, then what it says elsewhere."""
        layout = read_page(decode(raw, shown).text, shown)
        if not layout.text.strip():
            raise EmptyError("{shown}: is empty; give a draft with text in it", shown=shown)
        return content_of(layout)

    def edited(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The draft itself with ``edits`` made: every byte outside them is as it was."""
        source = decode(document.raw, document.name)
        layout = layout_of(source.text)
        return source.encoded(spliced(layout, edits))

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """A fresh page in UTF-8 with the edited text, its formatting, links and pictures."""
        layout = layout_of(decode(document.raw, document.name).text)
        return final_page(layout, edits, document.name).encode("utf-8")

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Read ``written`` as a page of its own, compare its text, then look for each stretch in its bytes."""
        original = layout_of(decode(document.raw, document.name).text)
        page = decode(written, document.name).text
        found = layout_of(page)
        if not is_final(page, found, document.name):
            return (Leak(LeakKind.CHANGED, 0),)
        return (*page_leaks(original, edits, found, kept), *unseen(document.text, edits, found.text, swept(page)))

    def swept(self, written: bytes, shown: str) -> Mapping[str, bytes]:
        """What of a final copy may hold somebody's words."""
        return swept(decode(written, shown).text)

    def faint(self, document: Document) -> Iterator[tuple[Span, Faint]]:
        """The words that nobody sees, as looks.py tells."""
        yield from faint(layout_of(decode(document.raw, document.name).text))


def read_page(source: str, shown: str) -> Layout:
    """Read a page's characters; raises :class:`TooLargeError`."""
    if len(source) > MAX_TAGS and source.count("<") > MAX_TAGS:
        raise TooLargeError(
            "{shown}: holds more than {max_tags} tags; give one draft at a time", shown=shown, max_tags=MAX_TAGS
        )
    layout = layout_of(source)
    if layout.published > MAX_TEXT:
        raise TooLargeError(
            "{shown}: holds more than {limit} million characters; give one draft at a time",
            shown=shown,
            limit=MAX_TEXT >> 20,
        )
    return layout


def content_of(layout: Layout) -> Content:
    """A page's text as every format gives it."""
    return Content(layout.text, layout.published, layout.passages, layout.unread)


def final_page(layout: Layout, edits: Sequence[Edit], shown: str) -> str:
    """The final copy of a page with ``edits`` made."""
    after = layout_of(spliced(layout, edits)) if edits else layout
    return clean(after, shown)


def is_final(page: str, layout: Layout, shown: str) -> bool:
    """Whether a page holds nothing that a final copy does not: written anew it is the same, its pictures aside."""
    plain = _PICTURE.sub(' src="picture"', page)
    return clean(layout_of(plain) if plain != page else layout, shown) == plain


def swept(page: str) -> Mapping[str, bytes]:
    """What of a page that is a final copy may hold somebody's words: its text and addresses, and its pictures."""
    # By numbers: names of parts are looked at, too, and somebody may be called Page.
    inside = (spoken(_PICTURE.sub("", page)).encode(), *pictures_in(page).values())
    return {str(number): data for number, data in enumerate(inside)}


def pictures_in(page: str) -> Mapping[str, bytes]:
    """The pictures that a page holds, as files."""
    found = _PICTURE.findall(page)
    return {f"picture-{number}": base64.b64decode(data) for number, data in enumerate(found, 1)}


def page_leaks(original: Layout, edits: Sequence[Edit], written: Layout, kept: Sequence[Span] = ()) -> tuple[Leak, ...]:
    """What a written page says that it should not, or no longer says."""
    changes = made(original, edits)
    text = original.text[: original.published]
    expected = apply_edits(text, changes)
    # Of two links that touch, the copy may have lost the target of one, by which they are two (touching.py).
    if "".join(_lines(expected)) != "".join(_lines(written.text[: written.published])):
        return (Leak(LeakKind.CHANGED, _first_difference(expected, written.text)),)
    keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
    return (
        *in_place(text, changes),
        *remaining(text, changes, expected, [span for span in keeps if span.end <= len(text)]),
    )


def _lines(text: str) -> list[str]:
    """Lines as a reader sees them: where an edit emptied one, there is none."""
    lines = (re.sub("[ \t]+", " ", line).strip(" ") for line in text.split("\n"))
    return [line for line in lines if line]


def _first_difference(expected: str, found: str) -> int:
    pairs = zip(expected.split("\n"), found.split("\n"), strict=False)
    return next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 0)
