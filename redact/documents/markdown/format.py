"""The format of Markdown: text out, edits in, a final copy, and its verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ...draft import Action, Edit, Span
from ..edits import apply_edits, in_order
from ..model import Content, Document, Leak, LeakKind, Passage, Place, UnknownPartError, Unread
from ..text import MAX_TEXT_BYTES, decoded, difference, expected, left, mark, not_empty
from .comments import Page, page_of
from .held import Held, shows_pictures, with_held, without_held
from .marks import keep_markup, unseen_marks
from .places import passages as places_of

_BETWEEN = "\n\n"


class MarkdownFormat:
    """A :class:`~..model.Format`; offsets count the source's characters without comments and front matter.

    A letter that stands there by number or by name counts as the letter.
    """

    kinds: Mapping[str, str] = MappingProxyType({".md": "md", ".markdown": "md"})
    max_bytes: int = MAX_TEXT_BYTES

    def read(self, raw: bytes, shown: str) -> Content:
        """The source, marks included, then what its front matter and its comments say."""
        source, held = without_held(not_empty(decoded(raw, shown), shown))
        return _content(page_of(source), held)

    def final(self, document: Document, edits: Sequence[Edit]) -> bytes:
        """The edited source without comments and front matter, encoded as the file was."""
        source = document.published_text
        page = page_of(apply_edits(source, _fitting(source, edits)))
        if page.open:
            raise UnknownPartError(
                "{name}: holds a comment that does not end (line {line} of its text); write {end} where it ends,"
                " or take it out, and try again",
                name=document.name,
                line=page.open[0],
                end=page.open[1],
            )
        held = without_held(decoded(document.raw, document.name))[1]
        return mark(document) + with_held(page.text, held, document.name).encode("utf-8")

    def marks(self, text: str) -> tuple[Span, ...]:
        """The marks of emphasis, which no reader sees."""
        return unseen_marks(text)

    def leaks(
        self, document: Document, edits: Sequence[Edit], written: bytes, kept: Sequence[Span] = ()
    ) -> tuple[Leak, ...]:
        """Walk through ``written`` beside the original without comments, then look for each stretch everywhere."""
        whole_source, held = without_held(decoded(document.raw, document.name))
        source = page_of(whole_source).text
        made = _fitting(source, edits)
        whole = expected(source.encode(), source, made).decode()
        wanted = mark(document) + with_held(page_of(whole).text, held, document.name).encode()
        at = difference(wanted, written)
        if at is not None:
            return (Leak(LeakKind.CHANGED, written.count(b"\n", 0, at) + 1),)
        keeps = [*kept, *(edit.span for edit in edits if edit.action is Action.KEEP)]
        return left(source, made, whole, [span for span in keeps if span.end <= len(source)])


def _content(page: Page, held: Sequence[Held]) -> Content:
    places, unread = places_of(page.text), set[Unread]()
    said = [words for each in held for words in each.words(lambda: unread.add(Unread.FILES))]
    if shows_pictures(page.text) or any(each.is_picture for each in held):
        unread.add(Unread.IMAGES)
    if not page.hidden and not page.front and not said:
        return Content(page.text, None, places, tuple(sorted(unread)))
    text = page.text
    passages = [*places] or ([Passage(Span(0, len(text)), Place.BODY)] if text else [])
    hidden = [*((Place.PROPERTY, words) for words in page.front), *((Place.COMMENT, words) for words in page.hidden)]
    for place, words in (*hidden, *((Place.DATA, words) for words in said)):
        text += _BETWEEN
        passages.append(Passage(Span(len(text), len(text) + len(words)), place))
        text += words
    return Content(text, len(page.text), tuple(passages), tuple(sorted(unread)))


def _fitting(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    return tuple(keep_markup(text, edit) for edit in in_order(text, edits))
