"""Styles that somebody named: their names and ids are words of people, so that a final copy gives them numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from lxml import etree

from .names import W_NAME, W_STYLE, W_VAL, q

_STYLE_ID = q("w:styleId")
_NUMBERED = re.compile(r"Style ?\d+")
_REFERENCES = tuple(
    q(f"w:{name}")
    for name in (
        "pStyle rStyle tblStyle basedOn next link numStyleLink styleLink clickAndTypeStyle defaultTableStyle"
    ).split()
)


def built_in(name: str) -> bool:
    """Whether a style of that name is one of a word processor's own, or was named by :func:`renamed`."""
    plain = name.casefold().removesuffix(" char")
    return plain in _own_names() or _NUMBERED.fullmatch(name) is not None


def renamed(styles: etree._Element) -> Mapping[str, str]:
    """Give every style a name and an id that say nothing, in place; returns the new id of each old one.

    A built-in style keeps its name, on which Word hangs what it does. The ids of those are derived from the names.
    """
    ids: dict[str, str] = {}
    taken: set[str] = set()
    number = 0
    for style in styles.iter(W_STYLE):
        name = style.find(W_NAME)
        if name is None or not built_in(name.get(W_VAL, "")) or _NUMBERED.fullmatch(name.get(W_VAL, "")):
            number += 1
            new, shown = f"Style{number}", f"Style {number}"
            if name is None:
                name = etree.SubElement(style, W_NAME)
                style.insert(0, name)
            name.set(W_VAL, shown)
        else:
            new = "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", name.get(W_VAL, "")))
        while new in taken:
            number += 1
            new = f"Style{number}"
        taken.add(new)
        ids[style.get(_STYLE_ID, "")] = new
        style.set(_STYLE_ID, new)
        if style.get(q("w:customStyle")) is not None and not new.startswith("Style"):
            del style.attrib[q("w:customStyle")]
    return ids


def refer(root: etree._Element, ids: Mapping[str, str]) -> None:
    """Follow a renaming, in place; a reference to a style that is not there goes."""
    changed = {old: new for old, new in ids.items() if old != new}
    for node in list(root.iter(*_REFERENCES)):
        old = node.get(W_VAL, "")
        if old in changed:
            node.set(W_VAL, changed[old])
        elif old not in ids:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)


@lru_cache(maxsize=1)
def _own_names() -> frozenset[str]:
    return frozenset(_lines())


def _lines() -> Iterator[str]:
    for line in files(__package__).joinpath("data/styles.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.casefold()
