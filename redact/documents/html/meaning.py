"""What a token of markup means to a reader, learned once for all tokens that are equal, and what it hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ..model import Place, Unread
from . import css, links
from .flow import BLOCK, CELL, LINE, ROW, TABLE_BEGINS, TABLE_ENDS
from .hidden import Hidden
from .rules import rules
from .tokens import Tag, parse_tag


class Note(Enum):
    """What begins at a token, as the programs that export notes and comments mark it."""

    COMMENT = auto()
    FOOTNOTE = auto()
    ENDNOTE = auto()
    HEADER = auto()
    FOOTER = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A published attribute of a tag: its name, what it says as text, and where that stands."""

    attribute: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Meaning:
    """A tag that means more than a break. ``leaves``: what begins here is not shown as text, and is that.

    ``refused``: there is no final copy if what begins here has text. ``pre``: white space counts in it.
    """

    closing: bool
    leaves: Place | None
    refused: bool
    marks: tuple[Mark, ...]
    note: Note | None
    pre: bool


_NOTES = (
    (re.compile(r"cmnt\d+"), Note.COMMENT),
    (re.compile(r"ftnt\d+|_?ftn\d+|sdfootnote\d+"), Note.FOOTNOTE),
    (re.compile(r"_?edn\d+|sdendnote\d+"), Note.ENDNOTE),
)
PREFORMATTED = frozenset({"pre", "listing"})
_COMMENT_CLASSES = frozenset({"msocomtxt", "msocomanchor", "msocommentreference", "msocommenttext", "msocomoff"})
_TITLED = {"header": Note.HEADER, "footer": Note.FOOTER}
_UNREAD = {
    **dict.fromkeys(["img", "svg", "canvas", "picture"], Unread.IMAGES),
    **dict.fromkeys(["video", "audio", "iframe", "object", "embed", "applet", "bgsound"], Unread.MEDIA),
    "math": Unread.FORMULAS,
}


class Meanings(dict[str, str]):
    """What each token of markup is in the flow of the text (see :mod:`.flow`), by its characters.

    Those that mean more have a :class:`Meaning` in ``special``. What they hide is added to ``hidden``.
    """

    def __init__(self, hiding: tuple[css.Hiding, ...] = ()) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.special: dict[str, Meaning] = {}
        self.hidden = Hidden()
        self.unread: set[Unread] = set()
        self._hiding = hiding
        self._tags: dict[str, Tag | None] = {}

    def __missing__(self, token: str) -> str:
        tag = self.tag(token)
        if tag is None:
            self.hidden.comment(token)
        elif tag.closing:
            self.hidden.of_tag(tag, {})
            if tag.name in PREFORMATTED:
                self.special[token] = Meaning(True, None, False, (), None, True)
        else:
            self._start(token, tag)
        code = self[token] = _code(tag) if tag else ""
        return code

    def tag(self, token: str) -> Tag | None:
        """The tag that a token is, None for a comment and what is like it."""
        if token not in self._tags:
            self._tags[token] = parse_tag(token)
        return self._tags[token]

    def _start(self, token: str, tag: Tag) -> None:
        marks = tuple(_marks(tag))
        self.hidden.of_tag(tag, {mark.attribute: mark.text for mark in marks})
        if css.is_sheet(tag):
            self.sheets.append(tag.content)
        if tag.name in _UNREAD:
            self.unread.add(_UNREAD[tag.name])
        leaves, note, pre = self._leaves(tag), _note(tag), tag.name in PREFORMATTED
        refused = tag.name not in rules().hidden and not _shown(tag.name) and not _unseen(tag)
        if leaves or marks or note or pre or refused:
            self.special[token] = Meaning(False, leaves, refused, marks, note, pre)

    def _leaves(self, tag: Tag) -> Place | None:
        known = rules()
        if tag.name in known.hidden or tag.name in known.media or tag.name in known.fields:
            return Place.CONTROL if tag.name in known.fields else Place.DATA
        names = (tag.get("class") or "").lower().split()
        style = tag.get("style") or ""
        if not _COMMENT_CLASSES.isdisjoint(names) or "mso-element:comment" in style.replace(" ", ""):
            return Place.COMMENT
        if re.fullmatch(r"cmnt_ref\d+", tag.get("id") or "") and tag.name == "a":
            return Place.COMMENT
        if tag.name == "del" and (tag.get("datetime") is not None or tag.get("cite") is not None):
            return Place.DELETED
        if tag.name == "img" and _counts(tag):
            return Place.DATA
        if tag.get("hidden") is not None or css.hides(style) or any(h.hits(tag.name, names) for h in self._hiding):
            return Place.DATA
        return None


def _shown(name: str) -> bool:
    """Whether an element's text is text of the page: of the known ones, and of those that Word puts around words."""
    known = rules()
    return known.written(name) is not None or name in known.unwrapped or name == "o:p" or name.startswith("st1:")


def _unseen(tag: Tag) -> bool:
    """Whether no browser shows the text in an element: of a dialog only where it is open (4.11.4)."""
    return tag.name in rules().unseen or (tag.name == "dialog" and tag.get("open") is None)


def _code(tag: Tag) -> str:
    known, name = rules(), tag.name
    if name == "br":
        return LINE
    if name in known.cell:
        return CELL
    if name == "table":
        return ROW + (TABLE_ENDS if tag.closing else TABLE_BEGINS)
    if name in known.row:
        return ROW
    return BLOCK if known.breaks(name) else ""


def _marks(tag: Tag) -> Iterator[Mark]:
    wanted = {"a": ("href",), "img": ("alt", "src")}.get(tag.name, ())
    for name in wanted:
        value = tag.get(name)
        if not value:
            continue
        if name == "alt":
            if text := " ".join(value.split()):
                yield Mark(name, text, Place.ALT_TEXT)
        elif target := links.kept(value):
            yield Mark(name, links.shown(target), Place.LINK)


def _counts(tag: Tag) -> bool:
    """Whether a picture is one that nobody sees, there to tell somebody that the page was opened."""
    return all((tag.get(side) or "").strip().removesuffix("px") in ("0", "1") for side in ("width", "height"))


def _note(tag: Tag) -> Note | None:
    if tag.name == "div" and (tag.get("title") or "") in _TITLED:
        return _TITLED[tag.get("title") or ""]
    if tag.name in ("a", "div"):
        for name in (tag.get("id"), tag.get("name")):
            for pattern, note in _NOTES:
                if name and pattern.fullmatch(name):
                    return note
    return None
