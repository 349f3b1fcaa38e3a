"""A story made as it is shown: tracked changes accepted, fields and controls become what they show, history gone."""

from __future__ import annotations

from lxml import etree

from ..fonts import known_of
from .found import NUMBER_FIELD
from .layout import Story
from .making import remove
from .marks import ignorable, next_paragraph, shown
from .names import (
    MC_AC,
    MC_CHOICE,
    MC_FALLBACK,
    NAMESPACES,
    W_DEL,
    W_FLD_SIMPLE,
    W_INSTR,
    W_PPR,
    W_TR,
    W_TR_PR,
    q,
)
from .rules import attributes_of, rules

_IN_RUNS = tuple(q(f"w:{name}") for name in "commentReference annotationRef lastRenderedPageBreak".split())


_REMARKS = (etree.Comment, etree.ProcessingInstruction)


def accept(root: etree._Element, stories: list[Story]) -> None:
    """Change the root of a part, in place; ``stories`` are those that were read from it."""
    spare = ignorable(root)
    etree.cleanup_namespaces(root, top_nsmap=dict(NAMESPACES))
    if next(root.iter(*_REMARKS), None) is not None:
        etree.strip_elements(root, *_REMARKS, with_tail=False)
    for story in stories:
        for node in story.dropped:
            remove(node)
    for row in [_above(node) for node in root.iter(W_DEL) if _parent_is(node, W_TR_PR)]:
        if row is not None and row.tag == W_TR:
            _remove_row(row)
    for node in list(root.iter(*_IN_RUNS)):
        remove(node)
    known = rules()
    _strip(root, known.left_out)
    for story in stories:
        for paragraph in story.joined:
            _join(paragraph)
    _choose(root)
    _flatten(root)
    _strip(root, known.unwrapped, unwrap=True)
    etree.strip_attributes(root, *known.attributes_left_out)
    _forget_fonts(root)
    _forget_extensions(root, spare)


def _strip(root: etree._Element, tags: tuple[str, ...], *, unwrap: bool = False) -> None:
    """Take elements out (or what is around their content); only of those that are there, which is far quicker."""
    held = {node.tag for node in root.iter(*tags)}
    if held and unwrap:
        etree.strip_tags(root, *held)
    elif held:
        etree.strip_elements(root, *held, with_tail=False)


def unwrap(node: etree._Element) -> None:
    """Put what is in an element in its place."""
    parent = node.getparent()
    if parent is not None:
        at = parent.index(node)
        parent[at : at + 1] = list(node)


def _remove_row(row: etree._Element) -> None:
    """Take a row out, and its table when that was the last: Word opens none without rows."""
    table = row.getparent()
    remove(row)
    if table is not None and next(table.iter(W_TR), None) is None:
        remove(table)


def _above(node: etree._Element) -> etree._Element | None:
    parent = node.getparent()
    return parent.getparent() if parent is not None else None


def _parent_is(node: etree._Element, tag: str) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == tag


def _join(paragraph: etree._Element) -> None:
    """Put what is in a paragraph at the beginning of the next, as Word does when the end between them goes."""
    following = next_paragraph(paragraph)
    parent = paragraph.getparent()
    if following is None or parent is None:
        return
    at = 1 if len(following) and following[0].tag == W_PPR else 0
    following[at:at] = [child for child in paragraph if child.tag != W_PPR]
    parent.remove(paragraph)


def _choose(root: etree._Element) -> None:
    for alternate in list(root.iter(MC_AC)):
        kept = shown(alternate)
        for child in list(alternate):
            if child is not kept:
                alternate.remove(child)
        if kept is None:
            remove(alternate)
        elif kept.tag == MC_FALLBACK:
            etree.strip_tags(alternate, MC_FALLBACK)
            unwrap(alternate)
        else:
            kept.tag = MC_CHOICE


def _flatten(root: etree._Element) -> None:
    for node in list(root.iter(W_FLD_SIMPLE)):
        if not NUMBER_FIELD.fullmatch(node.get(q("w:instr"), "")):
            unwrap(node)
    for node in list(root.iter(W_INSTR)):
        node.text = (node.text or "").strip()


def _forget_fonts(root: etree._Element) -> None:
    """Take out the names of fonts that somebody may have named; a theme has an empty one where it has none."""
    named = attributes_of("font")
    for node in list(root.iter(*named)):
        for attribute in named[node.tag]:
            value = node.get(attribute, "")
            if known_of(value, ";") == value:
                continue
            if node.tag == q("a:font"):
                remove(node)
            elif known := known_of(value, ";") or _FONTS.get(node.tag):
                node.set(attribute, known)
            elif node.tag in _MAY_BE_EMPTY:
                node.set(attribute, "")
            else:
                del node.attrib[attribute]


_FONTS = {q("m:mathFont"): "Cambria Math", q("w:sym"): "Symbol"}
_MAY_BE_EMPTY = frozenset(map(q, ("a:latin", "a:ea", "a:cs")))
"""Elements that must name a font, or none."""


def _forget_extensions(root: etree._Element, spare: frozenset[str]) -> None:
    """Take out what later versions of Word added and earlier ones leave unread; what has words in it stays."""
    foreign = {uri for uri in _namespaces(root) if uri not in _KNOWN and uri.startswith(_MICROSOFT)} | spare
    for uri in foreign:
        etree.strip_attributes(root, f"{{{uri}}}*")
        for node in list(root.iter(f"{{{uri}}}*")):
            if (
                not "".join(map(str, node.itertext())).strip()
                and node.getparent() is not None
                and not node.xpath(".//@r:*", namespaces=_R)
            ):
                remove(node)


_MICROSOFT = "http://schemas.microsoft.com/office/"
_R = {"r": q("r:")[1:-1]}
_KNOWN = frozenset(q(f"{prefix}:")[1:-1] for prefix in ("w14", "wps", "wpg", "wp14"))


def _namespaces(root: etree._Element) -> set[str]:
    return set(root.nsmap.values())
