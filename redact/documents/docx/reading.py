"""A whole docx read: its stories, alternative texts and link targets, and then all that is not published."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from ...draft import Span
from ..model import DamagedError, EmptyError, Passage, Place
from ..package import is_bare
from .aside import besides
from .blocks import LINK, layered
from .found import Found
from .hidden import hidden
from .layout import Builder, Layout, Link, Story
from .marks import MARGINS, hidden_styles
from .names import R_ID, W_ENDNOTE, W_ENDNOTE_REF, W_FOOTNOTE, W_FOOTNOTE_REF, W_ID, W_TYPE, W_VAL, q
from .parts import Parts, open_parts, target_of
from .story import Reader

_NOTES = (
    ("footnotes", W_FOOTNOTE, W_FOOTNOTE_REF, Place.FOOTNOTE),
    ("endnotes", W_ENDNOTE, W_ENDNOTE_REF, Place.ENDNOTE),
)
_MARGINS = (("header", MARGINS[0], Place.HEADER), ("footer", MARGINS[1], Place.FOOTER))
_WORDS, _LEVEL = re.compile(r"\w{2}"), re.compile(r"%\d")


def read_layout(raw: bytes, shown: str, *, folded: bool = True) -> Layout:
    """Everything in a docx; raises :class:`~..model.DocumentError`. ``folded``: see folding.py."""
    parts = open_parts(raw, shown)
    if folded and not _hidden_styles(parts):
        parts.fold(parts.main)
    return layout_of(parts)


def layout_of(parts: Parts) -> Layout:
    """Everything in a docx that has been opened, as its trees are now; raises :class:`~..model.DocumentError`."""
    layout = Layout(parts)
    builder, found = Builder(), Found()
    _Whole(layout, builder, found).read()
    builder.close()
    layout.published = builder.at
    layout.blocks = builder.blocks
    layout.mirrors = layered(found.mirrors)
    layout.thin = found.thin
    layout.capitals = sorted(found.capitals)
    passages = list(builder.passages)
    for place, text in [*found.hidden.passages, *hidden(layout)]:
        if not text.strip():
            continue
        builder.gap = "\n\n"
        start = builder.at + (2 if builder.at else 0)
        builder.say(text, place)
        builder.close()
        passages.append((start, builder.at, place))
    layout.passages = [Passage(Span(start, end), place) for start, end, place in passages]
    layout.text = builder.text()
    if not layout.text.strip():
        raise EmptyError("{shown}: is empty; give a draft with text in it", shown=parts.shown)
    return layout


def _hidden_styles(parts: Parts) -> frozenset[str]:
    styles = parts.part("styles")
    return hidden_styles(parts.root(styles) if styles else None)


class _Whole:
    def __init__(self, layout: Layout, builder: Builder, found: Found) -> None:
        self.layout, self.parts, self.builder, self.found = layout, layout.parts, builder, found
        self.hidden_styles = _hidden_styles(self.parts)
        self._links: dict[str, list[etree._Element]] = defaultdict(list)
        self._alts: list[tuple[etree._Element, str]] = []
        self._referred: tuple[etree._Element, ...] = ()

    def read(self) -> None:
        main = self.parts.main
        body = self.parts.root(main)
        if body.find(q("w:body")) is None:
            raise DamagedError(
                "{shown}: is damaged (it has no body of text); save it again and retry", shown=self.parts.shown
            )
        self._story(Story(main, body, Place.BODY), body)
        self._referred = tuple(self.found.margins)  # of the body: what a note refers to is shown nowhere
        for kind, tag, reference, place in _NOTES:
            self._notes(kind, tag, reference, place)
        for kind, reference, place in _MARGINS:
            for name in self._margins(kind, reference):
                self._apart()
                self._story(Story(name, self.parts.root(name), place), self.parts.root(name))
        self._remarks()
        self._alternatives()
        self._numbering()
        self._targets()

    def _story(self, story: Story, root: etree._Element) -> None:
        self.layout.stories.append(story)
        Reader(story, self.builder, self.found, self.hidden_styles).read(root)
        self._alts += self.found.alts
        self._links[story.part] += self.found.links
        self.found.alts.clear()
        self.found.links.clear()

    def _remarks(self) -> None:
        """Comments of XML itself, which no word processor shows."""
        for name in dict.fromkeys(story.part for story in self.layout.stories):
            if name in self.parts.folded or is_bare(self.parts.package.parts[name]):
                continue
            root, kinds = self.parts.root(name), (etree.Comment, etree.ProcessingInstruction)
            beside = (*root.itersiblings(*kinds, preceding=True), *root.itersiblings(*kinds))
            for remark in (*beside, *root.iter(*kinds)):
                self.found.hidden.add(Place.DATA, remark.text or "")

    def _apart(self) -> None:
        self.builder.close()
        self.builder.gap = "\n\n"

    def _notes(self, kind: str, tag: str, reference: str, place: Place) -> None:
        name = self.parts.part(kind)
        if name is None:
            return
        referred = {number for ref, number in self.found.notes if ref == reference}
        for note in self.parts.root(name).iter(tag):
            if note.get(W_ID, "") in referred or note.get(W_TYPE, "normal") != "normal":  # a separator may hold words
                self._apart()
                self._story(Story(name, note, place), note)
            else:
                self.found.hidden.add(place, "".join(t.text or "" for t in note.iter(q("w:t"), q("w:delText"))))
                self._besides(name, note)

    def _margins(self, kind: str, reference: str) -> Iterator[str]:
        held = {rel.id: rel.target for rel in self.parts.rels(self.parts.main) if rel.type == kind}
        numbers = (node.get(R_ID, "") for node in self._referred if node.tag == reference)
        referred = dict.fromkeys(held[number] for number in numbers if number in held)
        for name in referred:
            yield name
        for name in held.values():
            if name not in referred and name in self.parts.package.parts:
                words = ("".join(t.text or "" for t in p.iter(q("w:t"))) for p in self.parts.root(name).iter(q("w:p")))
                self.found.hidden.add(Place.DATA, "\n".join(words))
                self._besides(name, self.parts.root(name))

    def _besides(self, name: str, root: etree._Element) -> None:
        for place, text in besides(name, root):
            self.found.hidden.add(place, text)

    def _alternatives(self) -> None:
        for node, slot in self._alts:
            self._apart()
            self.builder.add(node.get(slot, ""), node, slot, Place.ALT_TEXT)

    def _numbering(self) -> None:
        """What lists put before their items, where it is words."""
        name = self.parts.part("numbering")
        if name is not None:
            for node in self.parts.root(name).iter(q("w:lvlText")):
                if not bare(node.get(W_VAL, "")):
                    self._apart()
                    self.builder.add(node.get(W_VAL, ""), node, W_VAL, Place.MARK)

    def _targets(self) -> None:
        links: dict[str, Link] = {}
        for part, nodes in self._links.items():
            outside = {rel.id: rel for rel in self.parts.rels(part) if rel.external and rel.type == "hyperlink"}
            for node in nodes:
                rel = outside.get(node.get(R_ID, ""))
                if rel is None or not rel.target.strip():
                    continue
                target = target_of(node, rel)
                if target not in links:
                    self._apart()
                    self.builder.add(target, node, LINK, Place.LINK)
                    links[target] = Link(self.builder.at - len(target), self.builder.at)
                links[target].nodes.append(node)
                links[target].rels.add((part, rel.id))
        self.layout.links = list(links.values())


def bare(mark: str) -> bool:
    """Whether what stands before the items of a list is no word: a bullet, or the numbers of levels ("%1.%2")."""
    return _WORDS.search(_LEVEL.sub("", mark)) is None
