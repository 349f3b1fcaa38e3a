"""Words that a PDF draws and that stand on none of its pages: stamps and filled-in fields, pages that were taken out.

What an annotation shows is a drawing of its own (ISO 32000-1, 12.5.5), which may say what no string of the file does: a
stamp says who looked at it, and when. A page that a program took out may lie in the file still. A final copy draws
neither; whoever scans is told what they say.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator, Sequence, Sized

import pikepdf

from ..model import DocumentError, Place
from .opening import objects_of, pages_of

MAX_DRAWN = 300
"""Drawings that are looked at: a form has dozens of fields. More are as many, in an order that nobody chose."""
MAX_LOST = 300
"""Pages that were taken out, and are looked at."""
MAX_SAID = 4 << 20
"""Characters of all these; with more, what can be read of the file would be refused for them."""
_SIZE = (600, 800)
_HYPHENS = str.maketrans(dict.fromkeys("\x02\ufffe", ""))
"""What PDFium gives for the hyphen at the end of a line."""
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, RuntimeError, LookupError, AttributeError)


def unshown(pdf: pikepdf.Pdf, shown: str, unread: Callable[[], None]) -> list[tuple[Place, str]]:
    """The texts of an open PDF's annotations as they are drawn, and of its pages that are none any more.

    ``unread`` is called where these cannot be read, or are too many.
    """
    drawings, lost = _drawings(pdf), _lost_pages(pdf)
    if not drawings and not lost:
        return []
    if len(lost) > MAX_LOST:
        unread()
    found, room = list[tuple[Place, str]](), MAX_SAID
    try:
        for place, text in zip(_places(drawings), _texts(_made(drawings, lost[:MAX_LOST]), shown), strict=False):
            room -= len(text)
            if room < 0:
                unread()
                break
            found.append((place, text))
    except (DocumentError, *_BROKEN):  # the pages of the file itself can be read, and none of this stays
        unread()
    return found


def _places(drawings: Sized) -> Iterator[Place]:
    yield from itertools.repeat(Place.COMMENT, len(drawings))
    yield from itertools.repeat(Place.DATA)


def _made(drawings: Sequence[pikepdf.Object], lost: Sequence[pikepdf.Object]) -> bytes:
    """A PDF of a page each."""
    made, out = pikepdf.new(), io.BytesIO()
    for drawing in drawings:
        page = made.add_blank_page(page_size=_SIZE).obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=made.copy_foreign(drawing)))
        page.Contents = made.make_stream(b"/X Do")
    for each in lost:
        made.pages.append(pikepdf.Page(each))
    made.save(out)
    return out.getvalue()


def _drawings(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The appearances of annotations, each once."""
    found: dict[tuple[int, int], pikepdf.Object] = {}
    for one in pdf.objects:
        for annotation in (one, *_within(one)):
            looks = annotation.get("/AP") if isinstance(annotation, pikepdf.Dictionary) else None
            for look in looks.as_dict().values() if isinstance(looks, pikepdf.Dictionary) else ():
                states = look.as_dict().values() if isinstance(look, pikepdf.Dictionary) else (look,)
                drawn = (state for state in states if isinstance(state, pikepdf.Stream))
                found |= {state.objgen: state for state in drawn if len(found) < MAX_DRAWN}
    return list(found.values())


def _within(one: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The annotations that a page holds itself, and not by reference."""
    inside = one.get("/Annots") if isinstance(one, pikepdf.Dictionary) else one
    if isinstance(inside, pikepdf.Array) and len(inside) and isinstance(inside[0], pikepdf.Dictionary):
        yield from (each for each in inside if isinstance(each, pikepdf.Dictionary) and not each.is_indirect)


def _lost_pages(pdf: pikepdf.Pdf) -> Sequence[pikepdf.Object]:
    """The pages that are in the file and not among its pages."""
    kept = {page.obj.objgen for page in pdf.pages}
    pages = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Page")
    return [page for page in pages if page.objgen not in kept]


def _texts(raw: bytes, shown: str) -> Iterator[str]:
    with objects_of(raw, shown):  # what would take too long to draw, or to unpack, is refused
        pass
    with pages_of(raw, shown) as document:
        for page in document:
            words = page.get_textpage()
            yield words.get_text_range().translate(_HYPHENS)
            words.close()
            page.close()
