"""What a file format is to the rest: a document, its errors, and the Protocol that each format's module fulfils.

A format never opens a file: it is given bytes and gives bytes. Files are opened in files.py alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from ...errors import InputError
from ...said import Remark, listed, said
from ..draft import DetailType, Edit, Span


class DocumentError(InputError):
    """A file cannot be read as a draft; the message names the file as the user typed it and says what to do next."""


class MissingError(DocumentError):
    """There is no such file, or it may not be opened."""


class EmptyError(DocumentError):
    """There is no text in it."""


class BinaryError(DocumentError):
    """It holds bytes that no text has."""


class TooLargeError(DocumentError):
    """It is larger than its format's limit."""


class EncodingError(DocumentError):
    """It is text, but not UTF-8."""


class UnsupportedError(DocumentError):
    """It is not of a kind that can be read: an unknown extension, a folder, a device."""


class EncryptedError(DocumentError):
    """It takes a password to read."""


class DamagedError(DocumentError):
    """It is not whole, or not what its extension says."""


class DangerousError(DocumentError):
    """It holds what no draft needs and what could harm or hide: macros, entities, more data than it admits to."""


class UnknownPartError(DocumentError):
    """A final copy cannot be made: it holds something of which nobody here knows what may be in it."""


class Place(StrEnum):
    """Where in a file a passage stands."""

    BODY = "body"
    TABLE = "table"
    TEXT_BOX = "text_box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"
    INSERTED = "inserted"  # by somebody else's tracked change
    DELETED = "deleted"
    FIELD = "field"  # the instruction, not what it shows
    LINK = "link"  # the target, not what it shows
    ALT_TEXT = "alt_text"
    CONTROL = "control"  # name, tag and choices of a content control or form field
    BOOKMARK = "bookmark"
    VARIABLE = "variable"
    PROPERTY = "property"
    TITLE = "title"
    DATA = "data"  # JSON-LD, scripts, data attributes, custom XML
    ATTACHMENT = "attachment"
    MARK = "mark"  # what stands before the items of a list
    HEADING = "heading"  # a header line of a mail

    @property
    def called(self) -> Remark:
        """What a message calls it: most of these stand nowhere on the page."""
        return _CALLED[self]


_CALLED = {
    Place.BODY: said("body"),
    Place.TABLE: said("table"),
    Place.TEXT_BOX: said("text box"),
    Place.HEADER: said("header"),
    Place.FOOTER: said("footer"),
    Place.FOOTNOTE: said("footnote"),
    Place.ENDNOTE: said("endnote"),
    Place.COMMENT: said("comment"),
    Place.INSERTED: said("inserted"),
    Place.DELETED: said("deleted"),
    Place.FIELD: said("code of a field"),
    Place.LINK: said("address of a link"),
    Place.ALT_TEXT: said("alt text"),
    Place.CONTROL: said("form field"),
    Place.BOOKMARK: said("bookmark"),
    Place.VARIABLE: said("variable"),
    Place.PROPERTY: said("document property"),
    Place.TITLE: said("title"),
    Place.DATA: said("hidden data"),
    Place.ATTACHMENT: said("attachment"),
    Place.MARK: said("mark of a list"),
    Place.HEADING: said("header line"),
}

_BESIDE = frozenset(
    {Place.HEADER, Place.FOOTER, Place.LINK, Place.ALT_TEXT, Place.TITLE, Place.DATA, Place.HEADING, Place.MARK}
)
MAX_CELL_WORDS = 6
"""A cell of a table with more words is read as prose."""


class Unread(StrEnum):
    """What a file holds besides text, which no part of the engine looks at."""

    IMAGES = "images"
    CHARTS = "charts"
    DIAGRAMS = "diagrams"
    FORMULAS = "formulas"
    MEDIA = "media"
    FILES = "files"  # files within the file that cannot be opened here, or hold more than what was found
    SCANS = "scans"  # pages without text
    LETTERS = "letters"  # words of which a file draws the letters and does not say which they are
    REVISIONS = "revisions"  # what a file was before, where that is more than is gone through


@dataclass(frozen=True)
class Passage:
    """A stretch of a document's text that stands together, and where that is."""

    span: Span
    place: Place


@dataclass(frozen=True)
class Content:
    """What a format reads out of a file's bytes.

    ``text`` begins with all that a final copy keeps, in the order in which people read it: its first ``published``
    characters (None: all). What follows (comments, deletions, properties) the final copy leaves out. ``passages`` are
    in order and do not overlap; what lies between two of them is only white space. None: one passage, the body.
    """

    text: str = field(repr=False)
    published: int | None = None
    passages: tuple[Passage, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Document:
    """A file as it was read.

    ``text`` is what the engine works on, every offset counts its characters; ``raw`` the file's bytes. ``kind`` is the
    format ("txt", "docx"), ``name`` the file's name as it may be shown, ``path`` where it stands (None: standard
    input). The other fields are those of :class:`Content`.
    """

    text: str = field(repr=False)
    raw: bytes = field(repr=False)
    kind: str
    name: str
    path: Path | None = field(default=None, repr=False)
    published: int | None = None
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    unread: tuple[Unread, ...] = ()

    @property
    def published_text(self) -> str:
        """The part of the text that a final copy keeps; its offsets are the text's."""
        return self.text[: self.published]

    @property
    def asides(self) -> tuple[Span, ...]:
        """The stretches that are not prose of the story: what a final copy leaves out, and what stands beside it."""
        beside = [passage.span for passage in self.passages if passage.place in _BESIDE]
        cells = [cell for passage in self.passages if passage.place is Place.TABLE for cell in self._cells(passage)]
        left_out = [passage.span for passage in self.passages if not self.is_published(passage.span)]
        return tuple(sorted({*beside, *cells, *left_out}))

    def _cells(self, passage: Passage) -> Iterator[Span]:
        """The lines of a table that are too short to be prose."""
        for line in re.finditer(r"[^\n]+", passage.span.of(self.text)):
            if len(line[0].split()) <= MAX_CELL_WORDS:
                yield Span(passage.span.start + line.start(), passage.span.start + line.end())

    def is_published(self, span: Span) -> bool:
        """Whether a final copy keeps the passage where a stretch stands."""
        return self.published is None or span.start < self.published

    def place_of(self, span: Span) -> Place:
        """Where a stretch stands."""
        return next((p.place for p in self.passages if p.span.overlaps(span)), Place.BODY)

    def lines(self, spans: Iterable[Span]) -> Remark:
        """The lines of the text where stretches stand, for a message, and what these are but for text of the body."""
        return numbered((self.text.count("\n", 0, span.start) + 1, self.place_of(span)) for span in spans)


def numbered(lines: Iterable[tuple[int, Place]]) -> Remark:
    """Numbers of lines for a message, in order; with what these are, where that is not the text of the body.

    Whoever looks for a line on the page would not find the address of a link there.
    """
    named = sorted(set(lines))
    return listed(
        str(line) if place is Place.BODY else said("{line} ({place})", line=line, place=place.called)
        for line, place in named
    )


class LeakKind(StrEnum):
    """What is wrong with a written file."""

    STANDS = "stands"  # the stretch still stands where it was to be replaced
    ELSEWHERE = "elsewhere"  # a stretch that identifies stands at another place
    CHANGED = "changed"  # something outside the edits is not as it was
    KNOWN = "known"  # somebody whom the newsroom's own records know is named
    UNSEEN = "unseen"  # a stretch that was to go stands where no reader sees it: a part, an attribute, a property


@dataclass(frozen=True)
class Excerpt:
    """Words of a text and a little of what stands around them, to be found again by whoever has the text."""

    before: str = field(repr=False)
    words: str = field(repr=False)
    after: str = field(repr=False)


AROUND = 40
"""Characters of a text on each side of an excerpt's words."""


def excerpt(text: str, span: Span) -> Excerpt:
    """The words at ``span`` and what stands around them on their line."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - AROUND)
    end = text.find("\n", span.end, span.end + AROUND)
    return Excerpt(text[start : span.start], span.of(text), text[span.end : span.end + AROUND if end < 0 else end])


@dataclass(frozen=True)
class Leak:
    """One thing wrong with a written file: ``line`` of its text, from 1 (0: in none); ``reason`` is the edit's.

    ``place`` is what kind of place that is, and ``excerpt`` what stands there, where these are known.
    """

    kind: LeakKind
    line: int
    reason: DetailType | None = None
    place: Place = Place.BODY
    excerpt: Excerpt | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Suggestion:
    """An edit as a review copy proposes it; ``comment`` tells the type, the reason code and what the edit buys.

    ``alone`` is what the comment says besides where no tracked change can make the edit: how it is decided on there.
    """

    edit: Edit
    comment: str = field(repr=False)
    alone: str = field(default="", repr=False)


class Format(Protocol):
    """One file format.

    ``kinds`` maps each extension (lower case, with the dot) to a document's kind; ``max_bytes`` is the largest file.
    """

    kinds: Mapping[str, str]
    max_bytes: int

    def read(self, raw: bytes, shown: str) -> Content:
        """What can be read in a file; raises :class:`DocumentError` with ``shown`` for its name."""

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The final copy: the document with ``edits`` made and nothing else of its past.

        ``edits`` lie in the published text. Raises :class:`UnknownPartError` where something in the file is not known.
        """

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """What in ``written`` is not as ``edits`` say; ``kept`` are stretches of the document that stay on purpose."""


@runtime_checkable
class Swept(Protocol):
    """A format whose own words ("page", "white", "strong") may be words of a draft, too."""

    def swept(self, written: bytes, shown: str) -> Mapping[str, bytes]:
        """What of a final copy may hold somebody's words, by part: all but the words of the format."""


@runtime_checkable
class Marked(Protocol):
    """A format whose text is its source: it holds marks that whoever looks at the page does not see."""

    def marks(self, text: str) -> tuple[Span, ...]:
        """Where in a published text marks stand within and around words, in order."""


@runtime_checkable
class Reviewable(Protocol):
    """A format with tracked changes and comments."""

    def review(self, document: Document, suggestions: Sequence[Suggestion]) -> bytes:
        """The document with every suggestion as a tracked change and a comment of Bronwacht's.

        To accept all gives the document with the edits made, to reject all the document as it was, formatting included.
        """

    def settled(self, raw: bytes, shown: str) -> tuple[bytes, tuple[Edit, ...]]:
        """A review copy as somebody left it: every suggestion still open taken back, and the edits that these were.

        The edits are in terms of the text that :meth:`Format.read` gives of the returned bytes. Raises
        :class:`DocumentError` with ``shown`` for its name.
        """
