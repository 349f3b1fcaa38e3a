"""A picture drawn anew from the pixels that people see: no camera, place, comment or cropped margin comes with it.

What this cannot take away is in the picture itself: faces, words, the grain of a camera's sensor.
"""

from __future__ import annotations

import base64
import binascii
import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms, ImageOps

from .model import DamagedError, DocumentError, TooLargeError, UnknownPartError

MAX_PIXELS = 64_000_000
"""All frames together: a telephone's largest photograph; as pixels some 250 MB, whatever few bytes unpack to it."""
MAX_FRAMES = 1_000

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_MOVING = frozenset({"GIF", "PNG", "WEBP"})
"""Formats that can hold an animation. A TIFF's further pages are shown by no reader of documents, and do not stay."""
_MODES = {
    "PNG": frozenset({"1", "L", "RGB", "RGBA", "I;16"}),
    "JPEG": frozenset({"L", "RGB", "CMYK"}),
    "GIF": frozenset({"1", "L", "RGB", "RGBA"}),
    "WEBP": frozenset({"RGB", "RGBA"}),
    "BMP": frozenset({"1", "L", "RGB", "RGBA"}),
    "TIFF": frozenset({"1", "L", "RGB", "RGBA", "CMYK", "I;16"}),
}
# Of a quality of this module's own: the tables of a camera tell which one it was.
_OPTIONS: dict[str, dict[str, Any]] = {
    "PNG": {},
    "JPEG": {"quality": 92, "subsampling": "4:2:0"},
    "GIF": {"disposal": 2},
    "WEBP": {"quality": 92, "method": 2},
    "BMP": {},
    "TIFF": {"compression": "tiff_deflate"},
}
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
    ImageCms.PyCMSError,
)
"""What the readers of Pillow raise for a picture that is not whole."""


def clean(data: bytes, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """The picture in the same format, made of its pixels alone; equal pictures give equal bytes.

    It stands upright as its camera noted, in sRGB when it had a colour profile. ``crop`` are the shares (0 to 1) of
    its width and height to take off at the left, the top, the right and the bottom of the upright picture; a negative
    one takes nothing off. What is wholly transparent has no colour any more.

    Raises :class:`~.model.UnknownPartError` for what is no PNG, JPEG, GIF, WebP, BMP or TIFF,
    :class:`~.model.TooLargeError` beyond :data:`MAX_PIXELS`, :class:`~.model.DamagedError` for what is broken.
    """
    kind = _kind(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow warns of is refused or cleaned here
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                _check_size(image, kind)
                frames, pace = _frames(image, kind, crop)
                return _written(frames, kind, pace, lossless=b"VP8L" in data)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except _BROKEN:
        raise DamagedError("a picture in the file is damaged; replace it or take it out") from None


def _kind(data: bytes) -> str:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            return kind
    raise UnknownPartError(
        "a picture in the file is of a kind that cannot be cleaned (a drawing, or an unknown format); "
        "replace it by a PNG or JPEG"
    )


def _check_size(image: Image.Image, kind: str) -> None:
    frames = getattr(image, "n_frames", 1) if kind in _MOVING else 1
    if frames > MAX_FRAMES or image.width * image.height * frames > MAX_PIXELS:
        raise _too_large()


def _too_large() -> TooLargeError:
    return TooLargeError(
        "a picture in the file has more than {limit} million points; make it smaller", limit=MAX_PIXELS // 1_000_000
    )


def _frames(
    image: Image.Image, kind: str, crop: tuple[float, float, float, float] | None
) -> tuple[list[Image.Image], dict[str, Any]]:
    """Every frame as it is shown, and how fast the frames follow each other."""
    count = getattr(image, "n_frames", 1) if kind in _MOVING else 1
    frames, durations = [], []
    for shown in _shown(image, count):
        frames.append(_fresh(shown, kind, crop))
        durations.append(int(shown.info.get("duration", 0)))
    if count == 1:
        return frames, {}
    again = {"loop": int(image.info["loop"])} if "loop" in image.info else {}
    return frames, {"save_all": True, "append_images": frames[1:], "duration": durations, **again}


def _shown(image: Image.Image, count: int) -> Iterator[Image.Image]:
    for number in range(count):
        if count > 1:
            image.seek(number)
        image.load()
        yield image


def _fresh(image: Image.Image, kind: str, crop: tuple[float, float, float, float] | None) -> Image.Image:
    """The pixels of one frame that people see, in a new image that knows nothing else."""
    upright = _in_srgb(ImageOps.exif_transpose(image))
    if crop is not None:
        upright = upright.crop(_box(upright.size, crop))
    # Of a palette only what is used may stay; spelled out there is none.
    wanted = "RGBA" if upright.has_transparency_data and "RGBA" in _MODES[kind] else upright.mode
    if upright.mode != wanted or wanted not in _MODES[kind]:
        upright = upright.convert(wanted if wanted in _MODES[kind] else "RGB")
    fresh = Image.new(upright.mode, upright.size)
    if upright.mode == "RGBA":
        fresh.paste(upright, mask=upright.getchannel("A").point(lambda alpha: 255 if alpha else 0))
    else:
        fresh.paste(upright)
    return fresh


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB when it says in what colours it was made: the profile itself, with its texts, goes."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        made = ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # the picture is whole, only its profile is not
        return image
    return made or image


def _box(size: tuple[int, int], crop: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    """Rounded inward, so that no part of a hidden pixel stays; at least one pixel does."""
    if not all(map(math.isfinite, crop)):
        raise ValueError("no share")
    left, top, right, bottom = (min(max(share, 0.0), 1.0) for share in crop)
    (x0, x1), (y0, y1) = _range(size[0], left, right), _range(size[1], top, bottom)
    return x0, y0, x1, y1


def _range(length: int, before: float, behind: float) -> tuple[int, int]:
    start = min(math.ceil(length * before), length - 1)
    return start, max(math.floor(length * (1 - behind)), start + 1)


def _written(frames: list[Image.Image], kind: str, pace: dict[str, Any], *, lossless: bool) -> bytes:
    out = io.BytesIO()
    options = {**_OPTIONS[kind], **pace}
    if kind == "WEBP":
        options["lossless"] = lossless
    frames[0].save(out, kind, **options)
    return out.getvalue()


_ADDRESSED = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp"), (b"", "png"))


def redrawn(encoded: str, shown: str) -> str:
    """The address (``data:…``) of a picture that is given in base64, drawn anew; raises UnknownPartError."""
    try:
        raw = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnknownPartError("{shown}: holds a picture that cannot be read; take it out", shown=shown) from None
    try:
        fresh = clean(raw)
    except DocumentError as error:
        raise UnknownPartError("{shown}: holds a picture that cannot be made anew; take it out", shown=shown) from error
    kind = next(kind for mark, kind in _ADDRESSED if fresh.startswith(mark))
    return f"data:image/{kind};base64,{base64.b64encode(fresh).decode()}"
