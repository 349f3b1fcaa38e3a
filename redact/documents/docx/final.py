"""The final copy of a docx: a fresh package with the stories and what their look takes, and nothing else of the file.

1. Refuse what cannot be looked into: other documents, objects, parts of unknown kinds.
2. Make the edits; take apart the hyperlinks that they touch.
3. Accept what others changed, leave out what is hidden, and every name, time and id that tells of a past.
4. Give styles, parts, pictures and relationships names of their own.
5. Write each part, and check every tag of what was written against the table of what may be there.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ...draft import Edit
from ..package import write_package
from .accepting import accept, unwrap
from .drawings import Crop, clean_drawings
from .layout import Layout
from .making import fit, make, remove
from .names import R_ID, W_ANCHOR, W_ENDNOTE, W_FOOTNOTE, W_HYPERLINK, W_TYPE, q
from .parts import target_of
from .refusing import refuse, refuse_elements
from .rules import check
from .settings import minimal_settings, nameless_lists, nameless_theme
from .styles import refer, renamed
from .writing import Writer

_REFERENCES = {q("w:headerReference"): "header", q("w:footerReference"): "footer"}
_BESIDE = ("styles", "numbering", "theme")


def final_copy(layout: Layout, edits: Sequence[Edit], shown: str) -> bytes:
    """Write the final copy; ``layout`` is used up. Raises :class:`~..model.UnknownPartError` and its kin."""
    refuse(layout.parts, shown)  # 1
    for story in layout.stories:
        refuse_elements(story.root, shown)
    made, broken = fit(layout, edits)  # 2
    make(layout, made)
    for node in [node for link in broken for node in link.nodes]:
        unwrap(node)
    return _Copy(layout, shown).write()


class _Copy:
    def __init__(self, layout: Layout, shown: str) -> None:
        self.layout, self.parts, self.shown = layout, layout.parts, shown
        self.writer = Writer(layout.parts, shown)
        self.names: dict[str, str] = {}

    def write(self) -> bytes:
        roots = self._roots()
        for name, root in list(roots.items()):  # 3
            stories = [story for story in self.layout.stories if story.part == name]
            _forget_notes(root, {story.root for story in stories})
            accept(root, stories)
            if name in self.parts.folded:
                roots[name] = self.parts.unfold(name)
                accept(roots[name], [])
        beside = self._beside()
        ids = renamed(beside["styles"]) if "styles" in beside else {}  # 4
        for root in (*roots.values(), *beside.values()):
            refer(root, ids)
        for name, root in roots.items():
            self.names[name] = self.writer.add(self._kind(name), root)
        main = self.names[self.parts.main]
        for kind, root in beside.items():
            self.writer.relate(main, kind, self.writer.add(kind, root))
        for name, root in roots.items():
            if self._kind(name) in ("footnotes", "endnotes"):
                self.writer.relate(main, self._kind(name), self.names[name])
            self._references(name, root)
        written = self.writer.package()
        for data in (data for name, data in written.items() if name.startswith("word/") and name.endswith(".xml")):
            check(data, self.shown)  # 5
        return write_package(written)

    def _roots(self) -> dict[str, etree._Element]:
        """The parts that hold stories, or separators of notes, the document first."""
        names = [self.parts.main, *(self.parts.part(kind) for kind in ("footnotes", "endnotes"))]
        names += [story.part for story in self.layout.stories]
        return {name: self.parts.root(name) for name in dict.fromkeys(names) if name is not None}

    def _kind(self, name: str) -> str:
        if name == self.parts.main:
            return "document"
        return next(rel.type for rel in self.parts.rels(self.parts.main) if rel.target == name)

    def _beside(self) -> dict[str, etree._Element]:
        held = {kind: self.parts.part(kind) for kind in _BESIDE}
        found = {kind: self.parts.root(name) for kind, name in held.items() if name is not None}
        settings = self.parts.part("settings")
        found["settings"] = minimal_settings(self.parts.root(settings) if settings else None)
        for root in found.values():
            accept(root, [])
        if "numbering" in found:
            nameless_lists(found["numbering"])
        if "theme" in found:
            nameless_theme(found["theme"])
        return found

    def _references(self, name: str, root: etree._Element) -> None:
        held, fresh = {rel.id: rel for rel in self.parts.rels(name)}, self.names[name]
        for node in list(root.iter(W_HYPERLINK)):
            rel = held.get(node.get(R_ID, ""))
            if rel is not None and rel.external and rel.type == "hyperlink":
                node.set(R_ID, self.writer.relate(fresh, "hyperlink", target_of(node, rel), external=True))
                node.attrib.pop(W_ANCHOR, "")
            else:
                unwrap(node)
        for node in list(root.iter(*_REFERENCES)):
            rel = held.get(node.get(R_ID, ""))
            if rel is not None and rel.target in self.names:
                node.set(R_ID, self.writer.relate(fresh, _REFERENCES[node.tag], self.names[rel.target]))
            else:
                remove(node)

        def image(number: str, crop: Crop | None) -> str:
            return self.writer.image(fresh, held[number].target if number in held else "", crop)

        clean_drawings(root, image, self.shown)


def _forget_notes(root: etree._Element, shown: set[etree._Element]) -> None:
    """Take out the notes of which the text has no mark any more; separators stay."""
    for note in list(root.iterchildren(W_FOOTNOTE, W_ENDNOTE)):
        if note not in shown and note.get(W_TYPE, "normal") == "normal":
            root.remove(note)
