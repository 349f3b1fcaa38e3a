"""PDF as a :class:`~..model.Format`: its final copy is flat, pictures of its pages that hold no text at all."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType

import numpy as np
import pikepdf

from ....said import said
from ...draft import Action, Edit, Span
from ..edits import apply_edits, in_order
from ..model import (
    Content,
    DamagedError,
    Document,
    EmptyError,
    Leak,
    LeakKind,
    Passage,
    Place,
    TooLargeError,
    UnknownPartError,
    Unread,
)
from ..verify import remaining, stands
from .drawing import Pixels
from .fitting import fit_fonts
from .hidden import has_pictures, hidden_texts
from .opening import objects_of, pages_of
from .painting import Patch, paint, painted
from .reading import Reading, read_pages
from .revisions import earlier
from .unshown import unshown, words_in_fills
from .writing import Picture, picture_of, pictures_in
from .writing import written as written_as

MAX_PDF_BYTES = 64 << 20
MAX_TEXT = 8 << 20
"""Characters: as much as a text file may hold."""
MAX_JPEG_ERROR = 8.0
"""Of 255, on average: what a JPEG makes of its picture; another picture differs by 20 or more."""


_NO_TEXT = said(
    "holds no text (its pages may be pictures); give a draft with text in it, or have a program recognise the text"
)
_OWN = said(
    "is made as a final copy of Bronwacht is: its pages are pictures on purpose, so that no text stays behind in the "
    "file, and there is none to look at. When a copy is written, every page is compared with its draft's, and what was "
    "taken out is looked for in the words that are left and in the file; to look again, give the draft, or the same "
    "text as txt, docx or html"
)


class PdfFormat:
    """A :class:`~..model.Format`. What stands on the pages is published; what is only in the file is not."""

    kinds: Mapping[str, str] = MappingProxyType({".pdf": "pdf"})
    max_bytes: int = MAX_PDF_BYTES

    def read(self, raw: bytes, shown: str) -> Content:
        """The text of the pages in reading order, and then whatever else the file holds."""
        closed = set[Unread]()
        with objects_of(raw, shown) as pdf:
            unread_files = partial(closed.add, Unread.FILES)
            extra = hidden_texts(pdf, shown, unread_files)
            pictures = has_pictures(pdf)
            drawn = unshown(pdf, shown, unread_files)
        pages = _pages(raw, shown)
        text, passages = pages.text, list(pages.passages)
        besides = [*((Place.DATA, unseen_words) for unseen_words in pages.hidden), *extra]
        said = _solid(" ".join([text, *(words for _, words in besides)]))
        besides += dict.fromkeys((place, words.strip()) for place, words in drawn if _solid(words) not in said)
        now = " ".join([text, *(words for _, words in besides)])
        before = earlier(raw, now, frozenset(besides), shown)
        besides += before.texts
        for place, more in besides:
            start = len(text) + 2 if text else 0
            text = f"{text}\n\n{more}" if text else more
            passages.append(Passage(Span(start, len(text)), place))
        if len(text) > MAX_TEXT:
            raise TooLargeError(
                "{shown}: holds more than {limit} million characters; give one draft at a time",
                shown=shown,
                limit=MAX_TEXT >> 20,
            )
        # A scanner writes a title into its pictures: nothing of what they show is in it.
        if not text.strip() or (pages.scanned and not pages.text.strip()):
            raise EmptyError("{shown}: {what}", shown=shown, what=_OWN if _is_own(raw) else _NO_TEXT)
        unread = [Unread.IMAGES] * pictures + [Unread.SCANS] * pages.scanned + [Unread.LETTERS] * pages.guessed
        unread += [Unread.REVISIONS] * before.unread
        return Content(text, len(pages.text), tuple(passages), (*unread, *closed))

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """Every page drawn, the stretches painted out, the new words set in their place, and nothing else.

        Raises :class:`~..model.UnknownPartError` where words are seen that no reader finds on the pages.
        """
        with objects_of(document.raw, document.name) as pdf:
            if words_in_fills(pdf, document.name):
                raise UnknownPartError(
                    "{shown}: has words in a pattern or in a mask, where nothing can be painted out; make the final"
                    " copy from the text's own document",
                    shown=document.name,
                )
        return written_as(_pictures(document, _made(document, edits)))

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Compare the pictures in ``written`` with the pages pixel by pixel, and its words as a reader reads them.

        1. The file holds pictures and nothing else: made again of them, it is the same to the byte. So there is
           nothing to look for in what is left of it: "Page" and "Root" are words of every PDF, and surnames.
        2. Outside what was painted, every page looks as it did; inside, there is one colour and the new words.
        3. No stretch that identifies stands elsewhere on the pages.
        """
        made, text = _made(document, edits), document.published_text
        try:
            pictures = pictures_in(written)  # 1
            found = list(_compared(document, made, pictures))  # 2
        except _NOT_OWN:
            return (Leak(LeakKind.CHANGED, 0),)
        found += [Leak(LeakKind.STANDS, 0, e.reason) for e in made if stands(e.span.of(text), e.replacement)]
        keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
        shown = apply_edits(text, made)  # 3
        return (*found, *remaining(text, made, shown, keeps))

    def swept(self, written: bytes, shown: str) -> Mapping[str, bytes]:
        """What of a final copy may hold somebody's words: nothing of one that is made of pictures to the byte."""
        try:
            pictures_in(written)
        except _NOT_OWN:
            return {shown: written}
        return {}


def _solid(text: str) -> str:
    return "".join(filter(str.isalnum, text))


_NOT_OWN = (ValueError, OSError, LookupError, AttributeError, TypeError, zlib.error, pikepdf.PdfError)


def _is_own(raw: bytes) -> bool:
    """Whether a file is to the byte what this format writes: no mark in it says so, and none is needed."""
    try:
        return bool(pictures_in(raw))
    except _NOT_OWN:
        return False


@lru_cache(maxsize=1)  # the same draft is read, written, and checked one after the other
def _pages(raw: bytes, shown: str) -> Reading:
    with pages_of(raw, shown) as document:
        return read_pages(document, shown)


def _made(document: Document, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    return in_order(document.published_text, edits)


def _pictures(document: Document, edits: Sequence[Edit]) -> Iterator[Picture]:
    fit_fonts(document.raw, document.name)  # now: whatever was opened since it was read may have changed the fit
    with pages_of(document.raw, document.name) as pages:
        reading = _read_again(document)
        for raster, patches, size in painted(pages, reading, edits, document.name):
            for patch in patches:
                paint(raster.pixels, patch)
            yield picture_of(raster.pixels, size)


def _read_again(document: Document) -> Reading:
    reading = _pages(document.raw, document.name)
    if reading.text != document.published_text:
        raise DamagedError("{name}: does not read twice as the same; export it again and retry", name=document.name)
    return reading


def _compared(document: Document, edits: Sequence[Edit], pictures: Sequence[Picture]) -> Iterator[Leak]:
    count = 0
    with pages_of(document.raw, document.name) as pages:
        reading = _read_again(document)
        for number, (raster, patches, _) in enumerate(painted(pages, reading, edits, document.name)):
            if number >= len(pictures):
                break
            yield from _page_leaks(raster.pixels, patches, pictures[number])
            count += 1
    if count != len(pictures) or count != len(reading.covered):
        yield Leak(LeakKind.CHANGED, 0)


def _page_leaks(original: Pixels, patches: Sequence[Patch], picture: Picture) -> Iterator[Leak]:
    there = picture.pixels()
    if there.shape != original.shape:
        yield Leak(LeakKind.CHANGED, 0)
        return
    wanted = original.copy()
    for patch in patches:
        paint(wanted, patch)
    for patch in patches:
        left, top, right, bottom = patch.rect
        area = (slice(top, bottom), slice(left, right))
        if _differs(there[area], wanted[area], picture):
            yield Leak(LeakKind.STANDS, 0, patch.edit.reason)
    if _differs(there, wanted, picture):
        yield Leak(LeakKind.CHANGED, 0)


def _differs(there: Pixels, wanted: Pixels, picture: Picture) -> bool:
    if picture.exact:
        return not np.array_equal(there, wanted)
    return float(np.abs(there.astype(np.int16) - wanted).mean()) > MAX_JPEG_ERROR
