"""Pictures and shapes of a final copy: cleaned pixels, no names, ids without a past."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from ..model import UnknownPartError
from .names import C_NV_PR, DOC_PR, NAMESPACES, R_ID, q

Crop = tuple[float, float, float, float]
Image = Callable[[str, Crop | None], str]
"""From a relationship's id and a crop to the id in the new package."""

_BLIP, _SRC_RECT = q("a:blip"), q("a:srcRect")
_PICTURED = tuple(map(q, ("v:imagedata", "v:fill", "v:stroke")))
"""What shows a picture in a drawing of the old kind."""
_EMBED, _LINK = q("r:embed"), q("r:link")
_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_OTHER_REFERENCES = tuple(map(q, ("r:pict", "r:href", "r:link", "o:relid", "o:href")))
_VML, _SHAPE = q("v:"), q("v:shape")
_NEXT_BOX = "mso-next-textbox"
_LINKED = re.compile(rf"{_NEXT_BOX}\s*:\s*#([^;\s]*)")
"""Where the text of a box goes on: another shape's id."""
_DRAWN = {NAMESPACES[prefix] for prefix in ("wp", "a", "pic", "wps", "wpg", "v")}
"""Namespaces of which a root declares one, once they were tidied, when there is a drawing below it."""


def clean_drawings(root: etree._Element, image: Image, shown: str) -> None:
    """Change every drawing below ``root`` in place."""
    if _DRAWN.isdisjoint(root.nsmap.values()):
        return
    for number, node in enumerate(root.iter(DOC_PR, *C_NV_PR), 1):
        node.set("name", f"Drawing {number}")
        if node.tag != DOC_PR:
            for slot in ("descr", "title"):
                _taken(node, slot)
    for blip in root.iter(_BLIP):
        _picture(blip, image, shown)
    for data in root.iter(*_PICTURED):
        _old_picture(data, image)
    _shape_ids(root)


def _picture(blip: etree._Element, image: Image, shown: str) -> None:
    if _taken(blip, _LINK) and not blip.get(_EMBED):
        raise UnknownPartError(
            "{shown}: holds a picture that is fetched from elsewhere; insert it, or take it out", shown=shown
        )
    parent = blip.getparent()
    area = parent.find(_SRC_RECT) if parent is not None else None
    crop = None
    if area is not None:
        sides = [_share(area.get(side, "0"), 100_000) for side in _SIDES]
        crop = _crop(sides)
        for side, value in zip(_SIDES, sides, strict=True):
            if value > 0:  # what is below nought lies outside the picture
                area.attrib.pop(side)
    if blip.get(_EMBED):
        blip.set(_EMBED, image(blip.get(_EMBED, ""), crop))


def _old_picture(data: etree._Element, image: Image) -> None:
    for name in _OTHER_REFERENCES:
        _taken(data, name)
    crop = _crop([_share(_taken(data, side) or "0", 65_536) for side in _VML_SIDES])
    if data.get(R_ID):
        data.set(R_ID, image(data.get(R_ID, ""), crop))


def _taken(node: etree._Element, name: str) -> str:
    return str(node.attrib.pop(name, ""))


def _share(value: str, whole: int) -> float:
    """A side's share: in parts of ``whole`` ("6554f", "25000"), in per cent, or as it is ("0.1")."""
    try:
        if value.endswith("%"):
            return float(value[:-1]) / 100
        return float(value) if "." in value else float(value.removesuffix("f")) / whole
    except ValueError:
        return 0.0


def _crop(sides: list[float]) -> Crop | None:
    left, top, right, bottom = (max(0.0, side) for side in sides)
    return (left, top, right, bottom) if left or top or right or bottom else None


def _shape_ids(root: etree._Element) -> None:
    ids: dict[str, str] = {}
    for node in root.iter(f"{_VML}*"):
        old = node.get("id")
        if old is not None:
            node.set("id", ids.setdefault(old, f"vml{len(ids) + 1}"))
    for node in root.iter(f"{_VML}*"):
        kind = node.get("type", "")
        if kind.startswith("#") or (kind and node.tag == _SHAPE):  # LibreOffice forgets the sign
            number = kind.removeprefix("#")
            node.set("type", f"#{ids.setdefault(number, f'vml{len(ids) + 1}')}")
        style = node.get("style", "")
        if _NEXT_BOX in style:
            node.set("style", _LINKED.sub(lambda link: f"{_NEXT_BOX}:#{ids[link[1]]}" if link[1] in ids else "", style))
