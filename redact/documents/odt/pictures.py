"""The pictures of a document for its final copy: cleaned, cropped to what is seen, under names that say nothing."""

from __future__ import annotations

import io
import re

from lxml import etree
from PIL import Image

from .. import images
from ..model import DamagedError, UnknownPartError
from .names import HREF, q
from .opening import Parts

_IMAGE, _DRAW_STYLE, _CLIP = q("draw:image"), q("draw:style-name"), q("fo:clip")
_STYLE, _NAME, _PARENT, _GRAPHIC = (
    q("style:style"),
    q("style:name"),
    q("style:parent-style-name"),
    q("style:graphic-properties"),
)
_SIDES = re.compile(r"rect\(\s*([^,\s]+)[,\s]+([^,\s]+)[,\s]+([^,\s]+)[,\s]+([^,\s)]+)\s*\)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(cm|mm|in|pt|pc)")
_INCHES = {"cm": 1 / 2.54, "mm": 1 / 25.4, "in": 1.0, "pt": 1 / 72, "pc": 1 / 6}
_USUAL_DPI = 96.0
"""Pixels of an inch where a picture does not say: LibreOffice takes the screen's, which is this."""
_KINDS = (
    (b"\x89PNG", "png", "image/png"),
    (b"\xff\xd8", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"RIFF", "webp", "image/webp"),
    (b"BM", "bmp", "image/bmp"),
    (b"II", "tif", "image/tiff"),
    (b"MM", "tif", "image/tiff"),
)


class Pictures:
    """Takes the pictures that a final copy shows out of a package, one by one."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts.package.parts
        self._styles: dict[str, etree._Element] = {}
        for root in (parts.content, parts.styles):
            for style in () if root is None else root.iter(_STYLE):
                if style.get(q("style:family")) == "graphic":
                    self._styles.setdefault(style.get(_NAME, ""), style)
        self._made: dict[tuple[str, tuple[float, ...] | None], str] = {}
        self.parts: dict[str, bytes] = {}
        self.media_types: dict[str, str] = {}

    def picture(self, element: etree._Element) -> str | None:
        """The new target of an element's picture; None where the frame has another picture that can be cleaned.

        Raises :class:`~..model.DocumentError` for a picture that cannot be cleaned or is not in the file.
        """
        alternatives = self._alternatives(element)
        for index, other in enumerate(alternatives):
            try:
                made = self._cleaned(other)
            except UnknownPartError:
                if index == len(alternatives) - 1:
                    raise
                continue
            return made if other is element else None
        return None

    @staticmethod
    def _alternatives(element: etree._Element) -> list[etree._Element]:
        parent = element.getparent()
        return [element] if element.tag != _IMAGE or parent is None else parent.findall(_IMAGE)

    def _cleaned(self, element: etree._Element) -> str:
        name = element.get(HREF, "").removeprefix("./")
        data = self._parts.get(name)
        if data is None:
            raise UnknownPartError("shows a picture that is not in the file; put it in, or take it out")
        crop = self._crop(element, data)
        if (name, crop) not in self._made:
            self._made[name, crop] = self._add(images.clean(data, crop))
        return self._made[name, crop]

    def _add(self, data: bytes) -> str:
        for start, extension, media_type in _KINDS:
            if data.startswith(start):
                name = f"Pictures/{len(self.parts) + 1}.{extension}"
                self.parts[name], self.media_types[name] = data, media_type
                return name
        raise UnknownPartError("holds a picture of an unknown kind; replace it by a PNG or JPEG")

    def _crop(self, element: etree._Element, data: bytes) -> tuple[float, float, float, float] | None:
        frame = element.getparent()
        if element.tag != _IMAGE or frame is None:
            return None
        sides = self._clip(frame.get(_DRAW_STYLE, ""))
        if sides is None or not any(sides):
            return None
        width, height = _inches(data)
        top, right, bottom, left = sides
        return (left / width, top / height, right / width, bottom / height)

    def _clip(self, name: str) -> tuple[float, ...] | None:
        passed: set[str] = set()
        while name in self._styles and name not in passed:
            passed.add(name)
            properties = self._styles[name].find(_GRAPHIC)
            clip = None if properties is None else properties.get(_CLIP)
            if clip is not None:
                return _sides(clip)
            name = self._styles[name].get(_PARENT, "")
        return None


def _sides(clip: str) -> tuple[float, ...] | None:
    """Top, right, bottom, left in inches."""
    if clip == "auto":
        return None
    found = _SIDES.fullmatch(clip.strip())
    if found is None:
        raise UnknownPartError("shows a picture cut in an unknown way; cut it in another program, or take it out")
    return tuple(_length(side) for side in found.groups())


def _length(side: str) -> float:
    found = _LENGTH.fullmatch(side)
    return float(found[1]) * _INCHES[found[2]] if found else 0.0


def _inches(data: bytes) -> tuple[float, float]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            across, down = image.info.get("dpi", (_USUAL_DPI, _USUAL_DPI))
            return image.width / (float(across) or _USUAL_DPI), image.height / (float(down) or _USUAL_DPI)
    except (OSError, ValueError, TypeError, Image.DecompressionBombError):
        raise DamagedError("a picture in the file is damaged; replace it or take it out") from None
