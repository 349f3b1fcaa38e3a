"""Pictures drawn anew: what people see stays, and nothing else does."""

from __future__ import annotations

import io
import struct
import time
import zlib
from typing import Any

import pytest
from bronwacht.redact.documents import DamagedError, DocumentError, TooLargeError, UnknownPartError
from bronwacht.redact.documents.images import clean
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, PngImagePlugin

SECRET = b"Margriet Zonderland"
KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


def scene(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    grey = Image.radial_gradient("L").resize(size)
    across = Image.linear_gradient("L").rotate(90).resize(size)
    return Image.merge("RGB", [grey, across, grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]).convert(mode)


def stored(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def difference(one: Image.Image, other: Image.Image) -> float:
    histogram = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L").histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (one.width * one.height)


MODES = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("1", "L", "RGB", "CMYK"),
    "GIF": ("1", "L", "LA", "P", "RGB", "RGBA"),
    "WEBP": ("L", "RGB", "RGBA"),
    "BMP": ("1", "L", "P", "RGB", "RGBA"),
    "TIFF": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"),
}


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind in KINDS for mode in MODES[kind]])
def test_the_picture_stays_and_its_format(kind: str, mode: str) -> None:
    image = scene(mode="I").convert("I;16") if mode == "I;16" else scene(mode=mode)
    data = stored(image, kind)
    out = clean(data)
    assert opened(out).format == kind
    assert opened(out).size == image.size
    assert difference(opened(data), opened(out)) < 6
    assert out == clean(data)


OWN = """jfif jfif_version jfif_unit jfif_density dpi compression resolution
    version background duration timestamp loop"""


def marked(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x9286] = SECRET.decode()
    options: dict[str, Any] = {
        "PNG": {"exif": exif},
        "JPEG": {"exif": exif, "comment": SECRET, "dpi": (72, 72), "xmp": b"<x>" + SECRET + b"</x>"},
        "GIF": {"comment": SECRET},
        "WEBP": {"exif": exif, "xmp": SECRET},
        "BMP": {},
        "TIFF": {"description": SECRET.decode(), "software": SECRET.decode()},
    }[kind]
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", SECRET.decode())
        info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options["pnginfo"] = info
    return stored(scene(), kind, **options)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_written_into_it_stays(kind: str) -> None:
    data = marked(kind) + SECRET
    out = clean(data)
    assert SECRET in data
    assert SECRET not in out
    assert set(opened(out).info) <= set(OWN.split())
    assert out == clean(stored(scene(), kind, **({"pnginfo": None} if kind == "PNG" else {})))


def test_a_thumbnail_goes() -> None:
    small = stored(scene((16, 16)), "JPEG")
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x1a\x00\x00\x00" + bytes(8) + small
    out = clean(stored(scene(), "JPEG", exif=exif))
    assert out.count(b"\xff\xd8\xff") == 1


def test_a_profile_becomes_its_colours() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert clean(stored(scene(), "PNG", icc_profile=srgb)) != b""
    assert "icc_profile" not in opened(clean(stored(scene(), "PNG", icc_profile=srgb))).info
    assert difference(opened(clean(stored(scene(), "PNG", icc_profile=srgb))), scene()) < 2
    for broken in (profile, b"no profile at all", b""):
        assert difference(opened(clean(stored(scene(), "JPEG", icc_profile=broken))), scene()) < 6


@pytest.mark.parametrize(("orientation", "turn"), [(3, 180), (6, 270), (8, 90)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_it_stands_upright(kind: str, orientation: int, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = opened(clean(stored(scene(), kind, exif=exif)))
    upright = scene().rotate(turn, expand=True)
    assert out.size == upright.size
    assert difference(out, upright) < 6
    assert dict(out.getexif()).get(0x0112) in (None, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cropped_is_gone(kind: str) -> None:
    image = Image.new("RGB", (100, 60), "white")
    image.paste("black", (0, 0, 20, 60))
    image.paste("black", (0, 50, 100, 60))
    out = opened(clean(stored(image, kind), (0.2, 0, 0.1, 1 / 6)))
    assert out.size == (70, 50)
    extrema = out.crop((8, 0, 70, 42)).convert("L").getextrema()  # a JPEG's blocks blur what they were cut from
    assert extrema[0] >= 250


@pytest.mark.parametrize(
    ("crop", "size"),
    [
        ((0.0, 0.0, 0.0, 0.0), (100, 60)),
        ((-0.5, -1.0, 0.0, 0.0), (100, 60)),
        ((0.001, 0.001, 0.001, 0.001), (98, 58)),
        ((1.0, 1.0, 1.0, 1.0), (1, 1)),
        ((0.7, 0.0, 0.7, 0.0), (1, 60)),
        ((5.0, 0.0, 0.0, 0.0), (1, 60)),
    ],
)
def test_the_shares_of_a_crop(crop: tuple[float, float, float, float], size: tuple[int, int]) -> None:
    assert opened(clean(stored(scene((100, 60)), "PNG"), crop)).size == size


@pytest.mark.parametrize("share", [float("nan"), float("inf")])
def test_a_share_that_is_none(share: float) -> None:
    with pytest.raises(DamagedError):
        clean(stored(scene(), "PNG"), (share, 0, 0, 0))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_what_is_transparent_has_no_colour(kind: str) -> None:
    image = scene(mode="RGBA")
    alpha = Image.new("L", image.size, 255)
    alpha.paste(0, (0, 0, 60, 80))
    image.putalpha(alpha)
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    data = stored(image, kind, **options)
    assert opened(data).convert("RGBA").crop((0, 0, 60, 80)).convert("RGB").getextrema() != ((0, 0),) * 3
    out = opened(clean(data)).convert("RGBA")
    assert out.crop((0, 0, 60, 80)).getextrema() == ((0, 0),) * 4
    assert difference(out.crop((60, 0, 120, 80)), scene().crop((60, 0, 120, 80))) < 3


def test_a_transparent_colour_of_a_palette() -> None:
    image = scene(mode="P")
    out = opened(clean(stored(image, "PNG", transparency=image.getpixel((0, 0))))).convert("RGBA")
    assert out.getpixel((0, 0)) == (0, 0, 0, 0)


def test_colours_of_a_palette_that_nothing_uses_go() -> None:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([0, 0, 0, 255, 255, 255, *b"Margriet Zonderland van de gemeente ruim"])
    data = stored(image, "GIF", optimize=False)
    assert SECRET in data
    assert SECRET not in clean(data)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_animations_move_on(kind: str) -> None:
    frames = [scene().rotate(30 * n) for n in range(4)]
    data = stored(frames[0], kind, save_all=True, append_images=frames[1:], duration=120, loop=2)
    out = opened(clean(data, (0.5, 0, 0, 0)))
    assert (out.size, getattr(out, "n_frames", 1)) == ((60, 80), 4)
    assert out.info["loop"] == 2
    out.seek(2)
    out.load()
    assert out.info["duration"] == 120
    assert difference(out, frames[2].crop((60, 0, 120, 80))) < 9


def test_further_pages_of_a_tiff_go() -> None:
    data = stored(scene(), "TIFF", save_all=True, append_images=[scene((33, 22))])
    assert getattr(opened(clean(data)), "n_frames", 1) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"tekst",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.4",
        b"\x01\x00\x00\x00" + bytes(100),  # EMF
        b"\xd7\xcd\xc6\x9a" + bytes(100),  # WMF
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"8BPS" + bytes(40),
        b"RIFF\x00\x00\x00\x00AVI ",
        b"\x00\x00\x00\x20ftypheic" + bytes(40),
    ],
)
def test_what_cannot_be_cleaned(data: bytes) -> None:
    with pytest.raises(UnknownPartError):
        clean(data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_broken(kind: str) -> None:
    data = stored(scene(), kind)
    for length in range(12, len(data) // 2, max(1, len(data) // 40)):
        with pytest.raises(DamagedError):
            clean(data[:length])


def _png(width: int, height: int, rows: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (2**31 - 1, 1), (8_001, 8_000), (12_000, 12_000)])
def test_more_points_than_a_telephone_makes(width: int, height: int) -> None:
    start = time.process_time()
    with pytest.raises(TooLargeError):
        clean(_png(width, height, zlib.compress(bytes(1000))))
    assert time.process_time() - start < 1


def test_more_frames_than_an_animation_has() -> None:
    frame = b"\x2c\x00\x00\x00\x00\xe8\x03\xe8\x03\x00\x02\x02\x44\x01\x00"
    with pytest.raises(DocumentError):
        clean(b"GIF89a\xe8\x03\xe8\x03\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * 2_000 + b";")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KINDS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_nothing_else_is_raised(kind: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(stored(scene((24, 16)), kind))
    for where, value in changes:
        data[int(where * (len(data) - 1))] = value
    try:
        clean(bytes(data))
    except DocumentError:
        return
