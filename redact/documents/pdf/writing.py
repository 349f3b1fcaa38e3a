"""A PDF that is nothing but pictures of pages: no text, no properties, no marks of time or program."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pikepdf
from PIL import Image

from .drawing import Pixels

MAX_EXACT = 1_500_000
"""Bytes of a page kept to the pixel; a page of photographs takes more, and becomes a JPEG."""
JPEG_QUALITY = 88


@dataclass(frozen=True)
class Picture:
    """The picture of a page, as it is stored; ``width`` and ``height`` in pixels, ``size`` of the page in points."""

    data: bytes
    exact: bool
    grey: bool
    width: int
    height: int
    size: tuple[float, float]

    def pixels(self) -> Pixels:
        """Its pixels, red-green-blue; raises ValueError, OSError or zlib.error when it is not whole."""
        file = io.BytesIO(_png(self) if self.exact else self.data)
        with Image.open(file, formats=["PNG" if self.exact else "JPEG"]) as image:
            if image.size != (self.width, self.height):
                raise ValueError("not of the size that it says")
            return np.asarray(image.convert("RGB"))


def picture_of(pixels: Pixels, size: tuple[float, float]) -> Picture:
    """``pixels`` as they are stored: to the pixel, unless that takes too much room."""
    grey = bool((pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 1] == pixels[..., 2]).all())
    image = Image.fromarray(pixels[..., 0] if grey else pixels)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=4)
    data = b"".join(_chunks(out.getvalue(), b"IDAT"))
    exact = len(data) <= MAX_EXACT
    if not exact:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4")
        data = out.getvalue()
    return Picture(data, exact, grey, image.width, image.height, size)


def written(pictures: Iterable[Picture]) -> bytes:
    """The file; equal pictures give equal bytes."""
    kids, objects = [], []
    for number, picture in enumerate(pictures):
        first = 3 + 3 * number
        kids.append(f"{first} 0 R")
        objects += _page(picture, first)
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    pages = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return assembled([catalog, pages, *objects])


def pictures_in(data: bytes) -> list[Picture]:
    """The pictures of a file that :func:`written` made; raises ValueError where it holds anything else."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [_picture(page.obj) for page in pdf.pages]
    if written(found) != data:
        raise ValueError("holds more than pictures of pages")
    return found


def assembled(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()


def stream(entries: str, data: bytes) -> bytes:
    """A stream object with these entries in its dictionary."""
    return f"<< {entries}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _page(picture: Picture, first: int) -> list[bytes]:
    width, height = (f"{side:.2f}" for side in picture.size)
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {first + 1} 0 R "
        f"/Resources << /XObject << /P {first + 2} 0 R >> >> >>"
    ).encode()
    content = stream("", f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode())
    colours = "/DeviceGray" if picture.grey else "/DeviceRGB"
    packing = "/DCTDecode"
    if picture.exact:
        packing = (
            f"/FlateDecode /DecodeParms << /Predictor 15 /Colors {1 if picture.grey else 3} /Columns {picture.width} >>"
        )
    entries = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace {colours} "
        f"/BitsPerComponent 8 /Filter {packing} "
    )
    return [page, content, stream(entries, picture.data)]


def _picture(page: pikepdf.Object) -> Picture:
    image = page.Resources.XObject.P
    box = [float(side) for side in page.MediaBox]
    return Picture(
        image.read_raw_bytes(),
        str(image.Filter) == "/FlateDecode",
        str(image.ColorSpace) == "/DeviceGray",
        int(image.Width),
        int(image.Height),
        (box[2], box[3]),
    )


# A PNG's compressed rows are what PDF calls Flate with predictor 15 (ISO 32000-1, 7.4.4.4).


def _chunks(png: bytes, kind: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == kind:
            found.append(png[at + 8 : at + 8 + length])
        at += 12 + length
    return found


def _png(picture: Picture) -> bytes:
    header = picture.width.to_bytes(4, "big") + picture.height.to_bytes(4, "big")
    header += bytes([8, 0 if picture.grey else 2, 0, 0, 0])
    parts = [(b"IHDR", header), (b"IDAT", picture.data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in parts
    )
