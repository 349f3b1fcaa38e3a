"""How much a page becomes when everything that it draws is drawn, counted before anything is.

A form that draws ten forms that each draw ten more makes a page of a kilobyte into a program that never ends; PDFium
follows it until memory is out.
"""

from __future__ import annotations

import re
from collections import Counter

import pikepdf

from ..model import DangerousError

MAX_PAGE = 6 << 20
"""Bytes of what one page draws, forms counted as often as they are drawn: of words, these take PDFium 600 MB."""
MAX_FILE = 256 << 20
_MAX_DEPTH = 24
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]+)")


class Costs:
    """What the pages of one PDF cost to draw, in bytes of content."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._known: dict[tuple[int, int], int] = {}
        self._open: set[tuple[int, int]] = set()

    def check(self, pdf: pikepdf.Pdf) -> None:
        """Raise DangerousError for a page, or a file, that draws more than any draft does."""
        total = 0
        for page in pdf.pages:
            total += self._page(page.obj)
            if total > MAX_FILE:
                raise self._bomb()

    def _page(self, page: pikepdf.Object) -> int:
        contents = page.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        data = b"\n".join(bytes_of(one) for one in streams if isinstance(one, pikepdf.Stream))
        return self._content(data, _inherited(page), 0)

    def _content(self, data: bytes, resources: pikepdf.Object | None, depth: int) -> int:
        """Bytes of ``data`` and of all that it names, as often as it names it."""
        if depth > _MAX_DEPTH:
            raise self._bomb()
        cost = len(data)
        drawable = _drawable(resources) if resources is not None else {}
        names = Counter(_NAME.findall(data)) if drawable else Counter[bytes]()
        for name, count in names.items():
            for one in drawable.get(name, ()):
                cost += count * self._stream(one, resources, depth + 1)
        if cost > MAX_PAGE:
            raise self._bomb()
        return cost

    def _stream(self, stream: pikepdf.Stream, outer: pikepdf.Object | None, depth: int) -> int:
        key = stream.objgen
        if key in self._open:  # it draws itself: PDFium may follow it until its stack is full
            raise self._bomb()
        if key in self._known:
            return self._known[key]
        self._open.add(key)
        own = stream.get("/Resources")
        self._known[key] = self._content(bytes_of(stream), own if own is not None else outer, depth)
        self._open.discard(key)
        return self._known[key]

    def _bomb(self) -> DangerousError:
        return DangerousError(
            "{shown}: draws far more than it holds, or than a page can; export it again and retry", shown=self._shown
        )


def _drawable(resources: pikepdf.Object) -> dict[bytes, list[pikepdf.Stream]]:
    """What of ``resources`` has content of its own: forms, patterns, masks, letters that are drawings."""
    found: dict[bytes, list[pikepdf.Stream]] = {}
    for kind in ("/XObject", "/Pattern", "/ExtGState", "/Font"):
        entries = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
        for name, one in entries.items() if isinstance(entries, pikepdf.Dictionary) else ():
            streams = _streams(one)
            if streams:
                found.setdefault(name[1:].encode("utf-8", "replace"), []).extend(streams)
    return found


def _streams(one: pikepdf.Object) -> list[pikepdf.Stream]:
    if isinstance(one, pikepdf.Stream):
        return [] if one.get("/Subtype") == "/Image" else [one]
    if not isinstance(one, pikepdf.Dictionary):
        return []
    mask, letters = one.get("/SMask"), one.get("/CharProcs")
    inner = [mask.get("/G")] if isinstance(mask, pikepdf.Dictionary) else []
    inner += [letter for _, letter in letters.items()] if isinstance(letters, pikepdf.Dictionary) else []
    return [found for found in inner if isinstance(found, pikepdf.Stream)]


def _inherited(page: pikepdf.Object) -> pikepdf.Object | None:
    """The resources of a page, or of the tree above it."""
    node: pikepdf.Object | None = page
    for _ in range(_MAX_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            break
        if "/Resources" in node:
            return node["/Resources"]
        node = node.get("/Parent")
    return None


def bytes_of(stream: pikepdf.Stream) -> bytes:
    """What a stream holds, decompressed; nothing where it is damaged."""
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return b""
