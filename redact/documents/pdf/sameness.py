"""Which pages of one revision of a PDF are those of another: a mark of all that a page is drawn from.

A program that only adds to a file writes anew what it changes, under the number that it had. So a page of an earlier
revision whose own object, and every object that it draws from, is in a later one to the byte says there what it said:
it need not be read again. What the marks do not cover makes two pages differ, which costs time and hides nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pikepdf

MAX_DRAWN = 5_000
"""Objects that one thing on a page is drawn from; where there are more, the page is read."""
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page has from those above it in the tree (ISO 32000-1, 7.7.3.4)."""
_MAX_ABOVE = 60
_NOT_DRAWN = frozenset({"/Page", "/Pages", "/Catalog", "/StructElem"})
_REFERENCE = re.compile(rb"(\d+) (\d+) R\b")
_DAMAGE = (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, RuntimeError, LookupError)
_Number = tuple[int, int]


def marks_of(pdf: pikepdf.Pdf) -> list[bytes | None]:
    """The mark of each page, in their order; None for one that is drawn from too much to tell, or from what is damaged.

    None at all where the pages cannot be told.
    """
    marks = _Marks(pdf)
    try:
        pages = [page.obj for page in pdf.pages]
    except _DAMAGE:
        return []
    return [marks.of(page) for page in pages]


class _Marks:
    """The marks of one revision's pages; what several are drawn from is looked at once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[_Number, tuple[bytes, frozenset[_Number]]] = {}
        self._reached: dict[_Number, bytes | None] = {}

    def of(self, page: pikepdf.Object) -> bytes | None:
        try:
            return self._of(page)
        except _DAMAGE:
            return None

    def _of(self, page: pikepdf.Object) -> bytes | None:
        own = b"\n".join(_own(page))
        whole = hashlib.sha256(own)
        for number in sorted(_references(own)):
            reached = self._all_from(number)
            if reached is None:
                return None
            whole.update(b"%d %d:%s" % (*number, reached))
        return whole.digest()

    def _all_from(self, number: _Number) -> bytes | None:
        """The mark of an object and of all that it draws from: what all pages of a book share is gone through once."""
        if number not in self._reached:
            self._reached[number] = None  # what is damaged is so for the next page too
            self._reached[number] = self._walked(number)
        return self._reached[number]

    def _walked(self, first: _Number) -> bytes | None:
        found: dict[_Number, bytes] = {}
        todo = {first}
        while todo:
            number = todo.pop()
            if len(found) == MAX_DRAWN:
                return None
            found[number], further = self._object(number)
            todo.update(each for each in further if each not in found)
        whole = hashlib.sha256()
        for (n, generation), digest in sorted(found.items()):
            whole.update(b"%d %d:%s" % (n, generation, digest))
        return whole.digest()

    def _object(self, number: _Number) -> tuple[bytes, frozenset[_Number]]:
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = _read(self._pdf.get_object(*number))
        return known


def _read(found: object) -> tuple[bytes, frozenset[_Number]]:
    if isinstance(found, pikepdf.Stream):
        head = found.stream_dict.unparse(resolved=True)
        return hashlib.sha256(head + found.read_raw_bytes()).digest(), frozenset(_references(head))
    if isinstance(found, pikepdf.Dictionary) and found.get("/Type") in _NOT_DRAWN:
        return b"", frozenset()
    whole = found.unparse(resolved=True) if isinstance(found, pikepdf.Object) else repr(found).encode()
    return hashlib.sha256(whole).digest(), frozenset(_references(whole))


def _own(page: pikepdf.Object) -> Iterator[bytes]:
    """What stands in a page itself, and what it has from above; where it hangs in the tree is no part of it."""
    for key in sorted(page.keys()):
        if key != "/Parent":
            yield key.encode() + _value(page[key])
    above: object = page.get("/Parent")
    for _ in range(_MAX_ABOVE):
        if not isinstance(above, pikepdf.Dictionary):
            break
        for key in _INHERITED:
            if key in above:
                yield key.encode() + _value(above[key])
        above = above.get("/Parent")


def _value(value: object) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()


def _references(text: bytes) -> set[_Number]:
    """All that looks like a reference; in a string it is none, which at worst makes a page be read."""
    return {(int(n), int(generation)) for n, generation in _REFERENCE.findall(text)}
