"""Bytes to characters and back: by byte order mark, by the file's own word, else UTF-8; every byte accounted for."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from ..model import BinaryError, DocumentError, EncodingError
from ..recent import Recent

_PRESCAN = 4096
"""Where a file may name its encoding; browsers look at the first 1,024 bytes, exports of Word need more."""
_DECLARED = re.compile(rb"""(?:charset|<\?xml[^>]{0,99}encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = [chr(code) for code in (*range(0x09), *range(0x0E, 0x20), 0x7F)]
_OF_FIELDS = dict.fromkeys(range(1, 9))
"""What LibreOffice writes where a field of a form begins and ends, and where a mark of an index stands: its own signs
for these, which no browser shows. A name with one in it is found whole only without it."""
# Labels as the Encoding Standard has them: who says Latin-1 means Windows-1252.
_LABELS = {
    **dict.fromkeys(["iso-8859-1", "iso8859-1", "latin1", "l1", "ascii", "us-ascii", "windows-1252"], "cp1252"),
    **dict.fromkeys(["cp1252", "x-cp1252", "ansi_x3.4-1968", "iso_8859-1"], "cp1252"),
    **dict.fromkeys(["utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be", "unicode"], "utf-8"),
    **{f"windows-125{n}": f"cp125{n}" for n in (0, 1, 3, 4, 6, 7, 8)},
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **dict.fromkeys(["iso-8859-9", "latin5"], "cp1254"),
    **dict.fromkeys(["latin2", "l2"], "iso8859-2"),
    **dict.fromkeys(["latin9", "l9"], "iso8859-15"),
    **dict.fromkeys(["macintosh", "x-mac-roman", "mac"], "mac-roman"),
    **dict.fromkeys(["koi8-r", "koi8"], "koi8-r"),
    **dict.fromkeys(["gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"], "gb18030"),
    **dict.fromkeys(["big5", "big5-hkscs", "cn-big5"], "big5hkscs"),
    **dict.fromkeys(["shift_jis", "sjis", "shift-jis", "windows-31j", "x-sjis"], "cp932"),
    **dict.fromkeys(["euc-kr", "ks_c_5601-1987", "korean", "windows-949"], "cp949"),
    **{"euc-jp": "euc-jp", "koi8-u": "koi8-u", "windows-874": "cp874", "tis-620": "cp874"},
}


@dataclass(frozen=True)
class Source:
    """The characters of a file and how they were stored."""

    text: str = field(repr=False)
    codec: str
    mark: bytes

    def encoded(self, text: str) -> bytes:
        """``text`` as the file was stored; what its encoding lacks becomes a character reference."""
        made = text.encode(self.codec, "xmlcharrefreplace")
        return self.mark + made if self.mark else made


def decode(raw: bytes, shown: str, charset: str | None = None) -> Source:
    """Decode strictly; ``charset`` is what a mail says of it. Raises :class:`EncodingError`, :class:`BinaryError`."""
    try:
        return own(raw) if charset is None else _decoded(raw, charset)
    except DocumentError as error:
        raise type(error)("{shown}: {error}", shown=shown, error=error) from None


def declares(raw: bytes) -> bool:
    """Whether a page says itself in which encoding it is."""
    return _DECLARED.search(raw, 0, _PRESCAN) is not None


def _decoded(raw: bytes, charset: str | None = None) -> Source:
    mark, codec = next(((m, c) for m, c in _MARKS if raw.startswith(m)), (b"", ""))
    if not codec:
        declared = _DECLARED.search(raw, 0, _PRESCAN)
        label = charset or (declared[1].decode("ascii") if declared else "utf-8")
        codec = _LABELS.get(label.strip().lower(), "")
        if not codec:
            raise EncodingError("is in an encoding that is not known here; save it as UTF-8 and try again")
    try:
        text = raw[len(mark) :].decode(codec)
    except UnicodeDecodeError:
        raise EncodingError("is not in the encoding that it says; save it as UTF-8 and try again") from None
    if any(char in text for char in _CONTROL):  # each in a fraction of the time of a pattern
        text = text.translate(_OF_FIELDS)
        if any(char in text for char in _CONTROL):
            raise BinaryError(
                "is not a page of text (it holds control bytes); export it again, or give the draft in the format in"
                " which it was written"
            )
    return Source(text, codec, mark)


own = Recent(_decoded)
"""A page by its own word, kept."""
