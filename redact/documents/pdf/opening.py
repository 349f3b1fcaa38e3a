"""A PDF opened with suspicion, by the two libraries that read it: pikepdf for its objects, PDFium for its pages."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pypdfium2 as pdfium

from ..images import MAX_PIXELS
from ..model import DamagedError, DangerousError, EncryptedError, TooLargeError
from .expansion import Costs

# What qpdf mends is no news to who drags a file here, and its remarks may quote the file.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())
logging.getLogger("pikepdf").propagate = False

MAX_PAGES = 2_000
MAX_OBJECTS = 500_000
MAX_UNPACKED = 512 << 20
"""All compressed streams together: a file of a megabyte can hold gigabytes of zeros."""
_CHUNK = 1 << 20
_PACKING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/Crypt"})
_MAX_LZW = 512 << 10
"""A stream in the packing of the 1980s, whose output nobody can count beforehand, becomes 2,700 times as large."""
_WRONG_SUM = "incorrect data check"
"""As zlib says it."""
_HEADER_WITHIN = 1024
"""Where readers look for the mark of a PDF (ISO 32000-1, implementation note 13)."""


@contextmanager
def objects_of(raw: bytes, shown: str) -> Iterator[pikepdf.Pdf]:
    """The objects of a PDF; raises :class:`~..model.DocumentError` for what is damaged, encrypted, or a bomb."""
    if b"%PDF-" not in raw[:_HEADER_WITHIN]:
        raise _damaged(shown)
    try:
        with pikepdf.open(io.BytesIO(raw), suppress_warnings=True) as pdf:
            _check(pdf, shown)
            Costs(shown).check(pdf)
            yield pdf
    except pikepdf.PasswordError:
        raise EncryptedError("{shown}: takes a password to read; save it without one", shown=shown) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, RuntimeError, LookupError):
        raise _damaged(shown) from None


@contextmanager
def pages_of(raw: bytes, shown: str) -> Iterator[pdfium.PdfDocument]:
    """The pages of a PDF; raises as :func:`objects_of`, which must have looked at it before."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError:
        raise _damaged(shown) from None
    try:
        if not 0 < len(document) <= MAX_PAGES:
            raise TooLargeError(
                "{shown}: has no pages, or more than {max_pages}; give one draft at a time",
                shown=shown,
                max_pages=MAX_PAGES,
            )
        yield document
    except pdfium.PdfiumError:
        raise _damaged(shown) from None
    finally:
        document.close()


def _damaged(shown: str) -> DamagedError:
    return DamagedError("{shown}: is damaged, or no PDF; export it again and retry", shown=shown)


def _check(pdf: pikepdf.Pdf, shown: str) -> None:
    if len(pdf.objects) > MAX_OBJECTS:
        raise TooLargeError(
            "{shown}: holds more than {max_objects:,} objects; give one draft at a time",
            shown=shown,
            max_objects=MAX_OBJECTS,
        )
    room = MAX_UNPACKED
    drawn = set(_contents(pdf))
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            is_drawn = found.objgen in drawn or found.get("/Subtype") == "/Form"
            room -= _unpacked(found, room, shown, is_drawn=is_drawn)
            if room < 0:
                raise _bomb(shown)


def _contents(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """Which objects say what the pages show."""
    for page in pdf.pages:
        held = page.obj.get("/Contents")
        for content in held if isinstance(held, pikepdf.Array) else (held,):
            if isinstance(content, pikepdf.Stream):
                yield content.objgen


def _unpacked(stream: pikepdf.Stream, room: int, shown: str, *, is_drawn: bool) -> int:
    """How many bytes a stream becomes; counted, not kept."""
    filters = _filters(stream)
    if len(_PACKING.intersection(filters)) and len(filters) > 1 and sum(name in _PACKING for name in filters) > 1:
        raise _bomb(shown)  # packed twice over: no program does it
    if stream.get("/Subtype") == "/Image" and _points(stream) > MAX_PIXELS:
        raise TooLargeError(
            "{shown}: holds a picture of more than {limit} million points", shown=shown, limit=MAX_PIXELS // 1_000_000
        )
    data = stream.read_raw_bytes()
    if not filters or filters[0] not in _PACKING:
        return len(data)
    if filters[0] not in ("/FlateDecode", "/Fl"):
        if len(data) > _MAX_LZW:
            raise _bomb(shown)
        return len(data)
    total, is_broken = _inflated(data, room)
    if is_broken and is_drawn:
        raise DamagedError(
            "{shown}: is damaged (what a page shows cannot be read to its end); export it again and retry", shown=shown
        )
    return total


def _filters(stream: pikepdf.Stream) -> list[str]:
    names = stream.get("/Filter")
    if names is None:
        return []
    return [str(name) for name in names] if isinstance(names, pikepdf.Array) else [str(names)]


def _points(stream: pikepdf.Stream) -> int:
    return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))


def _inflated(data: bytes, room: int) -> tuple[int, bool]:
    """How many bytes that becomes, and whether it breaks off in the middle.

    Where that is, each program gives up at a place of its own: words that one shows, another has never seen. A wrong
    sum behind all of it is no matter.
    """
    machine, total, left = zlib.decompressobj(), 0, data
    try:
        while left and not machine.eof and total <= room:  # behind its end, the tail stays what it was
            total += len(machine.decompress(left, _CHUNK))
            left = machine.unconsumed_tail
    except zlib.error as error:
        return total, _WRONG_SUM not in str(error)
    return total, False


def _bomb(shown: str) -> DangerousError:
    return DangerousError("{shown}: unpacks to far more than it is; no draft does", shown=shown)
