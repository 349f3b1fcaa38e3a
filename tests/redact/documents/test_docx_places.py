"""Every place of a docx: what is planted there is read, and no final copy holds it."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import docx
from bronwacht.redact.documents import Document, Place
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.draft import Action, DetailType, Edit, Span

CANARY = "Quirijntje"
FORMAT = DocxFormat()


def read(raw: bytes) -> Document:
    return document_of(FORMAT.read(raw, "draft.docx"), raw, "docx", "draft.docx")


def without(document: Document, stretch: str = CANARY) -> list[Edit]:
    """Edits that replace every published occurrence."""
    found = re.finditer(re.escape(stretch), document.published_text)
    return [
        Edit((f"d{n}",), Span(*match.span()), Action.REPLACE, "iemand", DetailType.NAME)
        for n, match in enumerate(found)
    ]


def everywhere(parts: dict[str, bytes]) -> str:
    """All parts in every way in which words could be written down in them, their names too."""
    views = list(parts)
    for data in parts.values():
        text = data.decode("utf-8", "replace")
        views += [text, html.unescape(text), html.unescape(re.sub(r"<[^<>]*>", "", text))]
        views += [data.decode("utf-16-le", "ignore"), data[1:].decode("utf-16-le", "ignore")]
    return "\n".join(views).casefold()


def test_what_is_planted_is_read_where_it_is(hiding: Any) -> None:
    document = read(hiding.make(CANARY))
    starts = [m.start() for m in re.finditer(CANARY, document.text)]
    assert starts, "it is not read"
    assert (starts[0] < (document.published or 0)) is hiding.published
    assert document.place_of(Span(starts[0], starts[0] + len(CANARY))) == Place(hiding.place)
    for passage, following in zip(document.passages, document.passages[1:], strict=False):
        assert passage.span.end <= following.span.start
        assert not document.text[passage.span.end : following.span.start].strip()


def test_no_final_copy_holds_what_is_planted(hiding: Any, word: Any) -> None:
    document = read(hiding.make(CANARY))
    edits = without(document)
    assert bool(edits) is hiding.published
    written = FORMAT.final(document, edits)
    assert not FORMAT.leaks(document, edits, written)
    assert CANARY.casefold() not in everywhere(word.contents(written))
    assert written == FORMAT.final(read(document.raw), edits), "the same edits give other bytes"
    docx.Document(io.BytesIO(written))  # it opens
    again = read(written) if FORMAT.read(written, "x").text.strip() else None
    assert again is None or len(again.text) == again.published, "something is hidden in a final copy"
    assert not {"w:rsid", "w14:paraId", "w:author", "w:date"} & set(
        re.findall(r"[\w:]+", everywhere(word.contents(written)))
    )


def test_a_stretch_that_is_left_is_a_leak(hiding: Any) -> None:
    document = read(hiding.make(CANARY))
    if hiding.published:
        written = FORMAT.final(document, [])
        assert FORMAT.leaks(document, without(document), written)
