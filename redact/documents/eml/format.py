"""The format of mails: text out, a final copy, and its verification."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ....said import Remark, said
from ...draft import Action, Edit, Span
from ..edits import apply_edits
from ..faint import Faint, Looks
from ..formats import format_by_suffix
from ..html import looks, splice
from ..html.format import final_page, is_final, page_leaks, swept
from ..html.layout import layout_of
from ..images import clean as clean_image
from ..model import Content, Document, EmptyError, Leak, LeakKind, Swept, UnknownPartError
from ..pieces import fitted
from ..sweep import unseen
from ..verify import remaining, stands
from .headers import name_of
from .mail import Item, Mail, mail_of, twin_edits
from .parts import Kind, Part
from .write import Entity, file_entity, joined, mail, text_entity

MAX_BYTES = 64 << 20
"""Mail servers stop at half of it."""

_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".html": "text/html",
    ".htm": "text/html",
    ".eml": "message/rfc822",
    ".pdf": "application/pdf",
}
_PICTURES = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8", "jpeg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
    (b"BM", "bmp"),
    (b"", "tiff"),
)
_CALLED = {
    "text/calendar": said("an invitation"),
    "text/vcard": said("a contact card"),
    "text/x-vcard": said("a contact card"),
    "text/directory": said("a contact card"),
    "application/ms-tnef": said("a winmail.dat"),
    "application/vnd.ms-tnef": said("a winmail.dat"),
}

_DELETED = "text/x-moz-deleted"
_EXTENSIONS = frozenset(
    "csv tsv xls xlsx ods ppt pptx odp doc rtf pages numbers key zip rar 7z gz tar ics vcf msg json xml svg heic heif"
    " avif mp3 m4a wav ogg opus aac mp4 mov avi mkv webm epub".split()
)
"""What may be said of a file's name: another extension may be somebody's surname."""

Made = Callable[[Part], Entity | None]


class EmlFormat:
    """A :class:`~.model.Format`; the text is the subject, the body, and the text of the files in the mail."""

    kinds: Mapping[str, str] = MappingProxyType({".eml": "eml"})
    max_bytes: int = MAX_BYTES

    def read(self, raw: bytes, shown: str) -> Content:
        """What the mail says, then what a final copy leaves out."""
        found = mail_of(raw, shown)
        if not found.text.strip():
            raise EmptyError("{shown}: is empty; give a draft with text in it", shown=shown)
        return Content(found.text, found.published, found.passages, found.unread)

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """A fresh mail: the subject, the body's alternatives, files and pictures made anew under new names."""
        original = mail_of(document.raw, document.name)
        if original.written_out:
            raise _unknown(document, said("a file that is written out in letters (uuencode)"))
        own = _by_item(original, edits)
        items = {id(item.part): (item, own[at]) for at, item in enumerate(original.items)}
        twins = {id(item.twin): (item, own[at]) for at, item in enumerate(original.items) if item.twin}
        names, spare = _Names(), set(map(id, _spare(original.root)))

        def made(part: Part) -> Entity | None:
            if part.kind is Kind.PLAIN:
                return text_entity("plain", _plain(part, items, twins))
            item, changes = items.get(id(part), (None, ()))
            if part.kind is Kind.PAGE:
                layout = item.layout if item and item.layout else layout_of(part.text)
                return text_entity("html", final_page(layout, changes, document.name))
            if part.kind is Kind.FILE:
                if item is None or item.file is None or item.format is None:
                    return None  # there is no text in it
                return names.file(part.suffix, item.format.final(item.file, changes))
            if part.kind is Kind.PICTURE:
                return names.picture(clean_image(part.data))
            if part.kind is Kind.SIGNATURE or id(part) in spare:
                return None
            raise _unknown(document, _called(part, original.root))

        subject = original.subject
        if original.items and original.items[0].part is None:
            subject = " ".join(apply_edits(subject, own[0]).split())
        return _written(subject, original.root, made)

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Read ``written`` as a mail of its own and compare it, part by part; then look for each stretch everywhere."""
        original, found = mail_of(document.raw, document.name), mail_of(written, document.name)
        if not _is_final(found, written, document.name):
            return (Leak(LeakKind.CHANGED, 0),)
        own = _by_item(original, edits)
        beside = _beside(original.items, own, found)
        if beside is None:
            return (Leak(LeakKind.CHANGED, 0),)
        leaks: list[Leak] = []
        made: list[Edit] = []
        for (item, changes), other in beside:
            inside = [
                Span(span.start - item.span.start, span.end - item.span.start)
                for span in kept
                if item.span.contains(span)
            ]
            leaks += _item_leaks(item, changes, other, original.text, found.text, inside)
            shift = item.span.start
            made += [replace(e, span=Span(e.span.start + shift, e.span.end + shift)) for e in _made(item, changes)]
        text = original.text[: original.published]
        keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
        leaks += remaining(text, made, apply_edits(text, made), [span for span in keeps if span.end <= len(text)])
        leaks += unseen(document.text, edits, found.text, _parts(found))
        return tuple(dict.fromkeys(leaks))

    def swept(self, written: bytes, shown: str) -> Mapping[str, bytes]:
        """What of a final copy may hold somebody's words."""
        return _parts(mail_of(written, shown))

    def faint(self, document: Document) -> Iterator[tuple[Span, Faint]]:
        """The words of pages and files in the mail that nobody sees."""
        for item in mail_of(document.raw, document.name).items:
            inner = item.format.faint(item.file) if item.file and isinstance(item.format, Looks) else iter(())
            for span, why in looks.faint(item.layout) if item.layout else inner:
                yield Span(span.start + item.span.start, span.end + item.span.start), why


def _unknown(document: Document, what: Remark) -> UnknownPartError:
    return UnknownPartError(
        "{name}: holds {what}; take it out of the mail and try again", name=document.name, what=what
    )


def _called(part: Part, root: Part) -> Remark:
    """What a part is, and which: never by its name, and by its extension only where that is a kind of file."""
    what = _CALLED.get(part.message.get_content_type(), said("a file of a kind that is not known here"))
    files = [each for each in root.walk() if each.kind in (Kind.FILE, Kind.PICTURE, Kind.UNKNOWN)]
    number = next(n for n, each in enumerate(files, 1) if each is part)
    extension = name_of(part.message).lower().rpartition(".")[2]
    counts = {"what": what, "number": number, "count": len(files)}
    if extension not in _EXTENSIONS:
        return said("{what} (file {number} of {count} in it)", **counts)
    return said("{what} (.{extension}, file {number} of {count} in it)", **counts, extension=extension)


class _Names:
    """New names for what is in a mail, by number."""

    def __init__(self) -> None:
        self._files = self._pictures = 0

    def file(self, suffix: str, data: bytes) -> Entity:
        self._files += 1
        return file_entity(_TYPES[suffix], f"attachment-{self._files}{suffix}", data)

    def picture(self, data: bytes) -> Entity:
        self._pictures += 1
        kind = next(kind for start, kind in _PICTURES if data.startswith(start))
        return file_entity(f"image/{kind}", f"picture-{self._pictures}.{kind}", data)


def _by_item(found: Mail, edits: Sequence[Edit]) -> list[tuple[Edit, ...]]:
    """The edits of each item, in terms of its own text."""
    fit = fitted(found.text, edits, found.spans())
    return [
        tuple(
            replace(edit, span=Span(edit.span.start - item.span.start, edit.span.end - item.span.start))
            for edit in fit
            if item.span.contains(edit.span)
        )
        for item in found.items
    ]


def _made(item: Item, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    return splice.made(item.layout, edits) if item.layout else tuple(edits)


def _spare(root: Part) -> Iterator[Part]:
    """Third ways of saying what a mail says, beside its text or page: an invitation for a calendar, a page for phones.

    Mail programs show one of the alternatives. What these say is read, and a final copy has the text and the page. It
    has no note of Thunderbird's that an attachment was deleted, either.
    """
    for part in root.walk():
        if part.message.get_content_type() == _DELETED:
            yield part
        shown = any(each.kind in (Kind.PLAIN, Kind.PAGE) for inside in part.inside for each in inside.walk())
        if part.alternative and shown:
            texts = (each for each in part.inside if each.message.get_content_maintype() == "text")
            yield from (each for each in texts if each.kind is Kind.UNKNOWN)


def _plain(
    part: Part,
    items: Mapping[int, tuple[Item, Sequence[Edit]]],
    twins: Mapping[int, tuple[Item, Sequence[Edit]]],
) -> str:
    if id(part) in items:
        return apply_edits(part.text, items[id(part)][1])
    if id(part) in twins:
        item, edits = twins[id(part)]
        page = item.layout.flow.text if item.layout else ""
        return apply_edits(part.text, twin_edits(page, part.text, [e for e in edits if e.span.end <= len(page)]))
    return ""


def _written(subject: str, root: Part, made: Made) -> bytes:
    entity = _entity(root, made)
    return mail(subject, entity or text_entity("plain", ""))


def _entity(part: Part, made: Made) -> Entity | None:
    if part.kind is not Kind.SEVERAL:
        return made(part)
    inside = [entity for each in part.inside if (entity := _entity(each, made))]
    if len(inside) < 2:
        return inside[0] if inside else None
    return joined(inside, alternative=part.alternative)


def _is_final(found: Mail, written: bytes, shown: str) -> bool:
    """Whether a mail is made of nothing that a final copy is not: written anew of the same parts, it is the same."""
    names = _Names()

    def same(part: Part) -> Entity | None:
        if part.kind is Kind.PLAIN:
            return text_entity("plain", part.text)
        if part.kind is Kind.PAGE:
            return text_entity("html", part.text) if is_final(part.text, layout_of(part.text), shown) else None
        if part.kind is Kind.FILE:
            return names.file(part.suffix, part.data)
        return names.picture(part.data) if part.kind is Kind.PICTURE else None

    return _written(found.subject, found.root, same) == written


def _beside(
    items: Sequence[Item], edits: Sequence[Sequence[Edit]], written: Mail
) -> list[tuple[tuple[Item, Sequence[Edit]], Item]] | None:
    """Each item beside what became of it; None where they are not the same ones. One of which all went is left out.

    A file stays one when nothing can be read in it any more: the pages of a PDF become pictures.
    """
    found, at, others = [], 0, written.items
    files = [part for part in written.root.walk() if part.kind is Kind.FILE]
    if len(files) != sum(1 for item in items if item.file):
        return None
    for item, changes in zip(items, edits, strict=True):
        other = others[at] if at < len(others) else None
        part = files.pop(0) if item.file else None
        same = other is not None and (
            other.part is item.part is None
            or (other.part is not None and item.part is not None and other.part.kind is item.part.kind)
        )
        if same and other is not None and (part is None or part is other.part):
            found.append(((item, changes), other))
            at += 1
        elif part is not None:
            found.append(((item, changes), replace(item, part=part)))
        elif not changes:
            return None
    return found if at == len(others) else None


def _item_leaks(
    item: Item, edits: Sequence[Edit], other: Item, text: str, written: str, kept: Sequence[Span]
) -> Sequence[Leak]:
    if item.layout and other.layout:
        return page_leaks(item.layout, edits, other.layout, kept)
    if item.file and item.format and other.part:
        return item.format.leaks(item.file, edits, other.part.data, kept)
    own = item.span.of(text)
    if _lines(apply_edits(own, edits)) != _lines(other.span.of(written)):
        return (Leak(LeakKind.CHANGED, 0),)
    return [Leak(LeakKind.STANDS, 0, edit.reason) for edit in edits if stands(edit.span.of(own), edit.replacement)]


def _lines(text: str) -> list[str]:
    return [line for line in (re.sub(r"\s+", " ", line).strip() for line in text.split("\n")) if line]


def _parts(found: Mail) -> Mapping[str, bytes]:
    """What of a mail that is a final copy may hold somebody's words: all but what says how its parts are stored."""
    parts = {"": found.subject.encode()}
    for at, part in enumerate(found.root.walk()):
        if part.kind is Kind.PAGE:
            inside = swept(part.text)
        elif part.kind is Kind.FILE and isinstance(kind := format_by_suffix(part.suffix), Swept):
            inside = kind.swept(part.data, "")
        else:
            inside = {"": part.text.encode() or part.data}
        parts |= {f"{at} {name}": data for name, data in inside.items()}
    return parts
