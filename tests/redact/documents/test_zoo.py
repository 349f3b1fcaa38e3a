"""Every place where a file can hold text: found, and gone from the final copy, whatever the format."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.draft import DetailType, Span
from bronwacht.redact.pipeline import analyse, in_name, open_draft, read, write
from bronwacht.redact.story import Story


def _zoo() -> Any:
    spec = importlib.util.spec_from_file_location("bronwacht_zoo", Path(__file__).with_name("zoo.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


ZOO = _zoo()
ANIMALS = list(ZOO.animals())


def test_there_are_enough_of_them() -> None:
    assert len(ANIMALS) >= 60


@pytest.mark.parametrize("animal", ANIMALS, ids=str)
def test_whoever_is_planted_is_found_and_gone(animal: Any, tmp_path: Path) -> None:
    path, out = tmp_path / animal.name, tmp_path / f"final{Path(animal.name).suffix}"
    path.write_bytes(animal.raw)
    document, draft = open_draft(path, Story(), whole=True)
    found = [d for d in read(draft, Story()).details if d.type in (DetailType.NAME, DetailType.CONTACT)]
    words = (ZOO.LAST, ZOO.LAST.lower(), ZOO.MAIL)
    if animal.name != "picture-data.docx":  # pictures are not read: that is said
        places = [Span(at, at + len(word)) for word in words if (at := draft.text.find(word)) >= 0]
        assert places, "it is not even read"
        assert any(d.span.overlaps(place) for d in found for place in places), "it is read, and not found"
        kept = {document.is_published(place) for place in places}
        assert kept == {animal.kept}
    document, draft = open_draft(path, Story())
    write(document, analyse(read(draft, Story()), Story(), unread=document.unread), out)
    for part in ZOO.unpacked(out.read_bytes(), out.suffix):
        assert not [trace for trace in ZOO.traces() if trace in part]


def test_a_name_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / f"gesprek-{ZOO.FIRST}-{ZOO.LAST}.docx"
    path.write_bytes(ZOO.DOCX["properties"][1]())
    document, draft = open_draft(path, Story())
    assert in_name(document, read(draft, Story()), Story()) == (DetailType.NAME,)


def test_final_copies_open_in_libreoffice(tmp_path: Path, office: Any) -> None:
    for animal in ANIMALS:
        path, out = tmp_path / animal.name, tmp_path / f"final-{animal.name}"
        if out.suffix not in (".docx", ".odt"):
            continue
        path.write_bytes(animal.raw)
        document, draft = open_draft(path, Story())
        write(document, analyse(read(draft, Story()), Story()), out)
        with office.open(out) as opened:
            text = opened.text()
        assert ZOO.BODY[3] in text, animal.name
        assert ZOO.LAST not in text, animal.name
