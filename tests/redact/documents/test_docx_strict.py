"""Strict Open XML: the zoo's Word documents in that variant are read, and get a final copy, as the ordinary ones."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bronwacht.redact.documents import DocumentError
from bronwacht.redact.documents.docx.format import DocxFormat
from bronwacht.redact.documents.files import document_of

from . import zoo

ANIMALS = {animal.name: animal for animal in zoo.animals() if animal.name.endswith(".docx")}
_SPACE = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/")
FORMAT = DocxFormat()


def strict(word: Any, raw: bytes) -> bytes:
    """The document as Word saves it where strict Open XML is asked for, as far as its names go."""
    files = {
        name: _SPACE.sub(rb"http://purl.oclc.org/ooxml/\1/", data)
        .replace(b"/officeDocument/extended-properties", b"/officeDocument/extendedProperties")
        .replace(b"/officeDocument/custom-properties", b"/officeDocument/customProperties")
        .replace(b"<w:document ", b'<w:document w:conformance="strict" ')
        if name.endswith((".xml", ".rels"))
        else data
        for name, data in word.contents(raw).items()
    }
    return bytes(word.zipped(files))


@pytest.mark.parametrize("name", ANIMALS)
def test_a_strict_document_is_read_as_the_ordinary_one(name: str, word: Any) -> None:
    raw = ANIMALS[name].raw
    made = strict(word, raw)
    assert made != raw
    read, other = FORMAT.read(raw, name), FORMAT.read(made, name)
    assert other == read
    try:
        copy = FORMAT.final(document_of(read, raw, "docx", name), [])
    except DocumentError as error:
        with pytest.raises(type(error)):
            FORMAT.final(document_of(other, made, "docx", name), [])
        return
    assert FORMAT.final(document_of(other, made, "docx", name), []) == copy
