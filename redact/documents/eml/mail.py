"""The text of a mail: its subject, its body, the text of the files in it; then what a final copy leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...draft import Edit, Span
from ..formats import format_by_suffix
from ..html.format import read_page
from ..html.layout import Layout
from ..inside import words_in
from ..model import Document, EmptyError, Format, Passage, Place, TooLargeError, Unread
from .encoded import files_in
from .headers import name_of, others_of, subject_of
from .parts import Kind, Part, deep, take_apart, too_deep
from .signatures import said_in

PARAGRAPH = "\n\n"
_SHOWN = {"image": Unread.IMAGES, "audio": Unread.MEDIA, "video": Unread.MEDIA}


@dataclass(frozen=True)
class Item:
    """A part of which the text is published: ``span`` is where; ``part`` is None for the subject.

    ``layout`` is a page's; ``file`` what a file was read as, by ``format``. ``twin`` is the plain alternative of a
    page that says the same: it is edited alike.
    """

    span: Span
    part: Part | None
    layout: Layout | None = field(default=None, repr=False)
    file: Document | None = None
    format: Format | None = None
    twin: Part | None = None


@dataclass(frozen=True)
class Mail:
    """A mail, read."""

    root: Part
    subject: str = field(repr=False)
    items: tuple[Item, ...]
    text: str = field(repr=False)
    published: int
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...]
    written_out: bool = False
    """Whether a file is written out in letters in any of its texts."""

    def spans(self) -> list[tuple[int, int]]:
        """Where the items are in the text."""
        return [(item.span.start, item.span.end) for item in self.items]


@lru_cache(maxsize=2)  # the draft that is worked on, and the copy that is compared with it
def mail_of(raw: bytes, shown: str) -> Mail:
    """Read a mail; raises :class:`~..model.DocumentError`."""
    root = take_apart(raw, shown)
    try:
        return _Reader(root, shown).mail()
    except RecursionError:  # mails in mails, each stored in a way that hides the next
        raise too_deep(shown) from None


def squeezed(text: str) -> str:
    """A text without white space: equal for two parts that say the same."""
    return "".join(text.split())


def twin_edits(page: str, plain: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits of a page's text in terms of a plain text that says the same."""
    from_page = [at for at, char in enumerate(page) if not char.isspace()]
    from_plain = [at for at, char in enumerate(plain) if not char.isspace()]
    number = {at: index for index, at in enumerate(from_page)}
    found = []
    for edit in edits:
        inside = [number[at] for at in range(edit.span.start, edit.span.end) if at in number]
        if inside:
            span = Span(from_plain[inside[0]], from_plain[inside[-1]] + 1)
            found.append(Edit(edit.details, span, edit.action, edit.replacement, edit.reason))
    return tuple(found)


class _Reader:
    def __init__(self, root: Part, shown: str) -> None:
        self._root = root
        self._shown = shown
        self._texts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []
        self._items: list[Item] = []
        self._hidden: list[tuple[Place, str]] = []
        self._unread: set[Unread] = set()
        self._files = 0
        self._is_written_out = False

    def mail(self) -> Mail:
        subject = subject_of(self._root.message)
        if subject:
            self._items.append(Item(self._append(subject, Place.HEADING), None))
        parts = list(self._root.walk())
        twins = {id(page): plain for page, plain in _twins(self._root)}
        same = {id(plain) for plain in twins.values()}
        for part in parts:
            if part.kind is Kind.PLAIN and id(part) not in same and part.text.strip():
                self._items.append(Item(self._append(part.text, Place.BODY), part))
            elif part.kind is Kind.PAGE:
                self._page(part, twins.get(id(part)))
        for part in parts:
            if part.kind is Kind.FILE:
                self._file(part)
        published = self._length
        self._behind(parts)
        for place, text in self._hidden:
            if text.strip():
                self._append(text.strip(), place)
        return Mail(
            self._root,
            subject,
            tuple(self._items),
            "".join(self._texts),
            published,
            tuple(self._passages),
            tuple(sorted(self._unread)),
            self._is_written_out,
        )

    def _append(self, text: str, place: Place) -> Span:
        if self._length:
            self._texts.append(PARAGRAPH)
            self._length += len(PARAGRAPH)
        span = Span(self._length, self._length + len(text))
        self._texts.append(text)
        self._length = span.end
        self._passages.append(Passage(span, place))
        return span

    def _published(self, text: str, passages: Sequence[Passage]) -> Span:
        """A text of several passages."""
        span = self._append(text, Place.BODY)
        self._passages.pop()
        for passage in passages:
            if passage.span.end <= len(text):
                moved = Span(passage.span.start + span.start, passage.span.end + span.start)
                self._passages.append(Passage(moved, passage.place))
        return span

    def _page(self, part: Part, twin: Part | None) -> None:
        layout = read_page(part.text, self._shown)
        self._unread.update(layout.unread)
        self._written_out(layout.flow.text)
        if layout.published:
            span = self._published(layout.text[: layout.published], layout.passages)
            self._items.append(Item(span, part, layout, twin=twin))
        for passage in layout.passages:
            if passage.span.start >= layout.published:
                self._hidden.append((passage.place, passage.span.of(layout.text)))

    def _file(self, part: Part) -> None:
        self._files += 1
        shown = f"{self._shown} (attachment {self._files})"
        if part.suffix == ".eml" and deep(part.data):
            raise too_deep(shown)
        found = format_by_suffix(part.suffix)
        if found is None:
            raise KeyError(part.suffix)
        if len(part.data) > found.max_bytes:
            raise TooLargeError(
                "{shown}: is larger than {limit} MiB; give it as a draft of its own",
                shown=shown,
                limit=found.max_bytes >> 20,
            )
        try:
            content = found.read(part.data, shown)
        except EmptyError:
            if part.suffix == ".pdf":
                self._unread.add(Unread.SCANS)
            return
        kind = found.kinds[part.suffix]
        document = Document(
            content.text, part.data, kind, shown, None, content.published, content.passages, content.unread
        )
        self._unread.update(content.unread)
        self._written_out(content.text)
        if text := document.published_text:
            self._items.append(Item(self._append(text, Place.ATTACHMENT), part, None, document, found))
        if content.published is not None:
            self._hidden.append((Place.ATTACHMENT, content.text[content.published :]))

    def _behind(self, parts: Sequence[Part]) -> None:
        """What the final copy leaves out: the other header lines, names of files, text around and in parts."""
        for part in parts:
            message = part.message
            names = [name_of(message)] if name_of(message) else []
            self._hidden += [(Place.ATTACHMENT, name) for name in names]
            for line in others_of(message, whole=part is self._root):
                if line not in names:
                    self._hidden.append((Place.HEADING, line))
            self._hidden += [(Place.DATA, text) for text in (message.preamble, message.epilogue) if text]
            if part.kind is Kind.UNKNOWN:
                self._hidden += [(Place.ATTACHMENT, text) for text in self._unknown(part)]
            elif part.kind is Kind.PLAIN:
                self._written_out(part.text)
            elif part.kind is Kind.SIGNATURE:
                self._hidden += [(Place.PROPERTY, text) for text in said_in(part.data)]
            elif part.kind is Kind.PICTURE:
                self._unread.add(Unread.IMAGES)

    def _unknown(self, part: Part) -> Iterator[str]:
        """The words of a file of a kind that no format here reads."""
        if kind := _SHOWN.get(part.message.get_content_maintype()):
            self._unread.add(kind)
        if part.text:
            yield part.text
        else:
            yield from words_in(part.data, unread=self._left_unread)

    def _written_out(self, text: str) -> None:
        """Take in what files say that are written out in a text."""
        for data in files_in(text):
            self._is_written_out = True
            if not data:
                self._left_unread()
            self._hidden += [(Place.ATTACHMENT, words) for words in words_in(data, unread=self._left_unread)]

    def _left_unread(self) -> None:
        self._unread.add(Unread.FILES)


def _twins(root: Part) -> Iterator[tuple[Part, Part]]:
    """Pages beside the plain texts that say the same, alternatives of each other."""
    for part in root.walk():
        if part.alternative:
            plain = [each for each in part.inside if each.kind is Kind.PLAIN]
            pages = [each for inside in part.inside for each in inside.walk() if each.kind is Kind.PAGE]
            if len(plain) == 1 and len(pages) == 1:
                layout = read_page(pages[0].text, "")
                if squeezed(layout.flow.text) == squeezed(plain[0].text):
                    yield pages[0], plain[0]
