"""Words that a PDF draws and that are no text of its pages: stamps and fields, pages taken out, patterns, masks.

What an annotation shows is a drawing of its own (ISO 32000-1, 12.5.5), which may say what no string of the file does: a
stamp says who looked at it, and when. A page that a program took out may lie in the file still, and a drawing that no
page shows. A final copy draws none of these; whoever scans is told what they say. What fills a shape or lets it shine
through (8.7.3, 11.6.5) is seen on the page, though no reader finds letters there: no final copy is made of a file in
which it has words.
"""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Callable, Container, Iterator, Sequence, Sized

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
MAX_ABOVE = 20
"""Nodes above a page: a file of thousands has five or six."""
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do(?![^\s/<>\[\](){}%])")
_MASKS = frozenset({"/Alpha", "/Luminosity"})
_HYPHENS = str.maketrans(dict.fromkeys("\x02\ufffe", ""))
"""What PDFium gives for the hyphen at the end of a line."""
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, RuntimeError, LookupError, AttributeError)


def unshown(pdf: pikepdf.Pdf, shown: str, unread: Callable[[], None]) -> list[tuple[Place, str]]:
    """The texts of an open PDF's annotations as they are drawn, and of its pages that are none any more.

    ``unread`` is called where these cannot be read, or are too many.
    """
    lost, marks = _lost_pages(pdf), _drawings(pdf)
    drawings = [*marks, *_fills(pdf)]
    drawings += _forms(pdf, {drawing.objgen for drawing in drawings})
    if not drawings and not lost:
        return []
    if len(lost) > MAX_LOST:
        unread()
    found, room = list[tuple[Place, str]](), MAX_SAID
    try:
        for place, text in zip(_places(marks), _texts(_made(drawings, lost[:MAX_LOST]), shown), strict=False):
            room -= len(text)
            if room < 0:
                unread()
                break
            found.append((place, text))
    except (DocumentError, *_BROKEN):  # the pages of the file itself can be read, and none of this stays
        unread()
    return found


def words_in_fills(pdf: pikepdf.Pdf, shown: str) -> bool:
    """Whether a pattern or a mask of an open PDF has words; True where that cannot be told."""
    fills = _fills(pdf)
    try:
        return any(any(map(str.isalnum, text)) for text in (_texts(_made(fills, ()), shown) if fills else ()))
    except (DocumentError, *_BROKEN):
        return True


def _places(marks: Sized) -> Iterator[Place]:
    yield from itertools.repeat(Place.COMMENT, len(marks))
    yield from itertools.repeat(Place.DATA)


def _made(drawings: Sequence[pikepdf.Object], lost: Sequence[pikepdf.Object]) -> bytes:
    """A PDF of a page each."""
    made, out = pikepdf.new(), io.BytesIO()
    for drawing in drawings:
        page = made.add_blank_page(page_size=_SIZE).obj
        copy = made.copy_foreign(drawing)
        copy.Type, copy.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form  # a pattern is drawn alike
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=copy))
        page.Contents = made.make_stream(b"/X Do")
    for each in lost:
        made.pages.append(pikepdf.Page(each))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what pikepdf says of fields that lost their form is no news to who reads
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


def _fills(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The patterns and the masks that have letters, each once."""
    found: dict[tuple[int, int], pikepdf.Object] = {}
    for one in pdf.objects:
        pattern = [one] if isinstance(one, pikepdf.Stream) and one.get("/PatternType") == 1 else []
        masks = (_mask(each) for each in (one, *_resources(one, "/ExtGState")))
        for drawn in (*pattern, *(mask for mask in masks if mask is not None)):
            if len(found) < MAX_DRAWN and _has_letters(drawn):
                found[drawn.objgen] = drawn
    return list(found.values())


def _mask(state: object) -> pikepdf.Object | None:
    """What the soft mask of a graphics state is drawn of; of one that stands by itself as well."""
    mask = state.get("/SMask", state) if isinstance(state, pikepdf.Dictionary) else None
    group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) and mask.get("/S") in _MASKS else None
    return group if isinstance(group, pikepdf.Stream) else None


def _resources(one: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """What some content has names for, of a kind: ``one`` has the content, or is a table of such names."""
    for held in (one, one.get("/Resources")) if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) else ():
        names = held.get(kind) if isinstance(held, pikepdf.Dictionary | pikepdf.Stream) else None
        if isinstance(names, pikepdf.Dictionary):
            yield from names.as_dict().values()


def _forms(pdf: pikepdf.Pdf, known: Container[tuple[int, int]]) -> list[pikepdf.Object]:
    """The drawings that have letters and that no content shows, besides those ``known``."""
    shown = {each for one in pdf.objects for each in _shows(one)}
    forms = (one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form")
    lost = (one for one in forms if one.objgen not in shown and one.objgen not in known)
    return list(itertools.islice(filter(_has_letters, lost), MAX_DRAWN))


def _shows(one: pikepdf.Object) -> Iterator[tuple[int, int]]:
    """The drawings that a page or a drawing shows, as far as its content tells; else all for which it has a name."""
    page = isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Page"
    holder = one
    for _ in range(MAX_ABOVE):  # what a page does not have, those above it have for it
        if not page or "/Resources" in holder or not isinstance(above := holder.get("/Parent"), pikepdf.Dictionary):
            break
        holder = above
    names = dict[str, pikepdf.Object]()
    for held in (holder.get("/Resources"),) if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else ():
        table = held.get("/XObject") if isinstance(held, pikepdf.Dictionary) else None
        names |= table.as_dict() if isinstance(table, pikepdf.Dictionary) else {}
    if not names:
        return
    drawn = _drawn(one.get("/Contents") if page else one)
    for name, each in names.items():
        if isinstance(each, pikepdf.Stream) and (drawn is None or name[1:].encode() in drawn):
            yield each.objgen


def _drawn(content: object) -> frozenset[bytes] | None:
    """The names of what a content draws; None where that cannot be told."""
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    try:
        data = b"\n".join(each.read_bytes() for each in streams if isinstance(each, pikepdf.Stream))
    except _BROKEN:
        return None
    return None if b"#" in data or not data else frozenset(_DRAWS.findall(data))


def _has_letters(drawing: pikepdf.Object) -> bool:
    """Whether a stream has an operator that shows text, or draws another stream, which may."""
    try:
        data = drawing.read_bytes()
    except _BROKEN:
        return True
    return any(operator in data for operator in (b"Tj", b"TJ", b"'", b'"', b"Do"))


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
