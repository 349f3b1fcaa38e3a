"""A mail taken apart: which of its parts are text of the mail, which are files in it, and what the others are.

The parser is the standard library's in its older manner (``compat32``): the newer one parses header lines by grammars
that some real mails crash.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError, NoBoundaryInMultipartDefect, StartBoundaryNotFoundDefect
from email.message import Message
from enum import Enum, auto

from ..formats import SUFFIXES
from ..html.encoding import declares, decode
from ..model import DamagedError, DangerousError, DocumentError, EncodingError, EncryptedError
from .headers import name_of

MAX_PARTS = 500
"""Of all depths together; a mail thread with its attachments has dozens."""
MAX_CONTAINERS = 100
"""Counted before parsing: the parser looks for the boundary of each of them in every line."""
MAX_DEPTH = 30
"""Forwarded mails lie ten deep; the parser itself gives up, by recursion, at some hundreds."""

MAX_HEADER = 256 << 10
"""Bytes of one header line: a thousand recipients. The standard library needs seconds for a megabyte."""

_MESSAGE = re.compile(rb"content-type[ \t]*:\s*message/", re.IGNORECASE)
_CONTAINER = re.compile(rb"content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE)
_PGP = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*$", re.MULTILINE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]*")
_NOT_QUOTED = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n)")
_ENCRYPTED = frozenset(
    {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted", "application/pgp-encrypted"}
)
_SIGNATURES = frozenset(
    f"application/{kind}" for kind in ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-keys")
)
"""And the keys by which these are checked, which some programs add to every mail."""
_PICTURES = frozenset({"image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp", "image/tiff"})
_MAY_BE_PICTURES = frozenset({"application/octet-stream", "image/pjpeg", "image/x-png", "image/x-citrix-jpeg"})
_PICTURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\x00|MM\x00\*", re.DOTALL)
"""How pictures begin, of which a mail may not say that they are any."""
_MISSPELT = {
    **dict.fromkeys(["", "7-bit", "7bits", "7 bit", "7bit;", "us-ascii", "plain"], "7bit"),
    **dict.fromkeys(["8-bit", "8bits", "8 bit", "8bit;"], "8bit"),
    **dict.fromkeys(
        ["quoted printable", "quoted-printable;", "quotedprintable", "quoted_printable"], "quoted-printable"
    ),
    **dict.fromkeys(["base64;", "base-64", "base 64"], "base64"),
}
"""How programs misspell the ways in which a part is stored; every mail program reads them."""
_FILES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "text/markdown": ".md",
}
_SILENT = (None, "us-ascii", "ascii")
"""What says of letters beyond ASCII nothing at all."""
_PAGES = frozenset({".html", ".htm"})
_TEXTS = _PAGES | {".txt", ".text", ".md", ".markdown"}

_WRITTEN = policy.compat32.clone(mangle_from_=False, max_line_length=None)


class Kind(Enum):
    """What a part is to a reader."""

    SEVERAL = auto()
    PLAIN = auto()
    PAGE = auto()
    FILE = auto()
    PICTURE = auto()
    SIGNATURE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Part:
    """One part: ``data`` as it was before it was stored for the way; ``text`` of what is text.

    ``suffix`` is a file's, with its dot; ``inside`` are the parts of a container, alternatives to each other or not.
    """

    kind: Kind
    message: Message = field(repr=False)
    data: bytes = field(default=b"", repr=False)
    text: str = field(default="", repr=False)
    suffix: str = ""
    inside: tuple[Part, ...] = ()
    alternative: bool = False

    def walk(self) -> Iterator[Part]:
        """The part itself and all in it, in order."""
        yield self
        for part in self.inside:
            yield from part.walk()


def take_apart(raw: bytes, shown: str) -> Part:
    """The parts of a mail; raises :class:`~..model.DocumentError` for one that is damaged, encrypted or too deep."""
    if len(_CONTAINER.findall(raw)) > MAX_CONTAINERS:
        raise too_deep(shown)
    try:
        message = message_from_bytes(raw.removeprefix(codecs.BOM_UTF8), policy=policy.compat32)
    except RecursionError:
        raise too_deep(shown) from None
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        raise _damaged(shown) from None
    if not list(message.raw_items()):
        raise DamagedError("{shown}: is no mail (it begins with no header lines); save it again as .eml", shown=shown)
    part = _part(message, shown, 0)
    if sum(1 for _ in part.walk()) > MAX_PARTS:
        raise too_deep(shown)
    return part


def _part(message: Message, shown: str, depth: int) -> Part:
    if depth > MAX_DEPTH or any(len(str(value)) > MAX_HEADER for _, value in message.raw_items()):
        raise too_deep(shown)
    kind = message.get_content_type()
    if kind in _ENCRYPTED:
        raise EncryptedError(
            "{shown}: is encrypted; open it in the mail program and save it without encryption", shown=shown
        )
    broken = (NoBoundaryInMultipartDefect, StartBoundaryNotFoundDefect)
    if any(isinstance(defect, broken) for defect in message.defects):
        raise _damaged(shown)
    if kind.startswith("multipart/"):
        inside = message.get_payload()
        parts = inside if isinstance(inside, list) else []
        made = tuple(_part(each, shown, depth + 1) for each in parts if isinstance(each, Message))
        return Part(Kind.SEVERAL, message, inside=made, alternative=kind == "multipart/alternative")
    return _leaf(message, kind, shown)


def _leaf(message: Message, kind: str, shown: str) -> Part:
    suffix = _suffix(message, kind)
    data = _data(message, shown)
    if kind in _SIGNATURES:
        return Part(Kind.SIGNATURE, message, data)
    attached = message.get_content_disposition() == "attachment" or (suffix and kind not in ("text/plain", "text/html"))
    if kind == "text/plain" and not attached:
        text = _plain(message, data, shown)
        if _PGP.search(text):
            raise EncryptedError("{shown}: is encrypted; open it in the mail program and save its text", shown=shown)
        return Part(Kind.PLAIN, message, data, text)
    if kind == "text/html" and not attached:
        return Part(Kind.PAGE, message, data, _decoded(message, data, shown).replace("\r\n", "\n"))
    if suffix in SUFFIXES:
        return Part(Kind.FILE, message, _in_utf8(message, data, suffix), suffix=suffix)
    if kind in _PICTURES or (kind in _MAY_BE_PICTURES and _PICTURE.match(data)):
        return Part(Kind.PICTURE, message, data)
    text = data.decode("utf-8", "replace") if kind.startswith(("text/", "message/")) else ""
    return Part(Kind.UNKNOWN, message, data, re.sub(r"\r?\n[ \t]", "", text))  # calendars and cards fold their lines


def _in_utf8(message: Message, data: bytes, suffix: str) -> bytes:
    """An attached text or page in UTF-8, of which the mail or a mark at its start says in which encoding it is.

    Whoever saves a draft can choose; whoever gets a mail cannot. What says nothing is what telephones and Word write.
    """
    if suffix not in _TEXTS:
        return data
    try:
        if suffix in _PAGES:
            decode(data, "")
            return data
        return (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"") + decode(data, "", "utf-8").text.encode()
    except DocumentError:
        charset = message.get_content_charset() or "windows-1252"
        with suppress(DocumentError):  # then its format says what is wrong with it
            return codecs.BOM_UTF8 + decode(data, "", charset).text.encode()
    return data


def _suffix(message: Message, kind: str) -> str:
    """The extension of a file in a mail: what its name says, where the mail does not say better."""
    name = name_of(message).lower()
    said = f".{name.rpartition('.')[2]}" if "." in name else ""
    if kind in _FILES:
        return _FILES[kind]
    if said in SUFFIXES:
        return said
    given = message.get_content_disposition() == "attachment"
    return {"text/plain": ".txt", "text/html": ".html"}.get(kind, "") if given else ""


def _data(message: Message, shown: str) -> bytes:
    if message.get_content_type().startswith("message/"):
        inside = message.get_payload()
        messages = [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []
        try:
            return _unwrapped(message, b"\n".join(each.as_bytes(policy=_WRITTEN) for each in messages))
        except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
            raise _damaged(shown) from None
    stored = str(message.get("content-transfer-encoding", "7bit")).strip().lower()
    if stored in _MISSPELT:
        stored = _MISSPELT[stored]
        message.replace_header("content-transfer-encoding", stored)  # the parser goes by it
    if stored not in ("7bit", "8bit", "binary", "quoted-printable", "base64"):
        raise DamagedError("{shown}: holds a part that is stored in an unknown way; save the mail again", shown=shown)
    try:
        payload = message.get_payload(decode=False)
        raw = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
        data = message.get_payload(decode=True)
    except (ValueError, LookupError):  # a name of a charset with a NUL in it, half a character of UTF-7
        raise _damaged(shown) from None
    if stored == "base64" and not _BASE64.fullmatch(raw):
        raise _damaged(shown)
    return data if isinstance(data, bytes) else b""


def _unwrapped(outer: Message, raw: bytes) -> bytes:
    """A mail in a mail, also one that is stored as none may be (RFC 2046, 5.2.1) and some servers do.

    Where every equals sign in it is one of quoted-printable, it is: in a mail's own header lines they are not.
    """
    stored = str(outer.get("content-transfer-encoding", "")).strip().lower()
    stored = _MISSPELT.get(stored, stored)
    if stored == "quoted-printable" and not _NOT_QUOTED.search(raw):
        raw = quopri.decodestring(raw)
    elif stored == "base64" and _BASE64.fullmatch(raw):
        with suppress(binascii.Error):  # then it is no mail, and said to be none
            raw = base64.b64decode(raw)
    return re.sub(rb"\r?\n", b"\r\n", raw)


def _decoded(message: Message, data: bytes, shown: str) -> str:
    charset = message.get_content_charset()
    is_silent = charset in _SILENT
    if is_silent and message.get_content_type() == "text/plain":
        charset = "utf-8"  # what programs that say nothing write
    try:
        return decode(data, shown, charset).text
    except EncodingError:
        # Older ones wrote the letters of Windows. Where some letters are of UTF-8, others were lost: that stays damage.
        if not is_silent or declares(data) or not data.decode("utf-8", "ignore").isascii():
            raise
    return decode(data, shown, "windows-1252").text


def _plain(message: Message, data: bytes, shown: str) -> str:
    text = re.sub(r"\r\n?", "\n", _decoded(message, data, shown)).rstrip("\n")
    text = text.lstrip("\n\ufeff")  # at the head of a copy that would be the mark of its encoding, and gone
    if str(message.get_param("format", "")).lower() == "flowed":
        return _unflowed(text, delete=str(message.get_param("delsp", "")).lower() == "yes")
    return text


def _unflowed(text: str, *, delete: bool) -> str:
    """Lines that a program broke, whole again (RFC 3676)."""
    made: list[str] = []
    soft = False
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        before = len(made[-1]) - len(made[-1].lstrip(">")) if made else 0
        said = line[marks:].removeprefix(" ") if marks or line.startswith(" ") else line
        if soft and marks == before and line.rstrip("> ") != "--":
            made[-1] += said
        else:
            made.append(line[:marks] + (" " if marks and said else "") + said)
        soft = line.endswith(" ") and line[marks:].strip() != "--"
        if soft and delete:
            made[-1] = made[-1][:-1]
    return "\n".join(line.rstrip(" ") for line in made)


def deep(message: bytes) -> bool:
    """Whether a mail within a mail holds more mails, each in the other or not, than are looked into."""
    return len(_MESSAGE.findall(message)) > MAX_DEPTH


def too_deep(shown: str) -> DangerousError:
    """The error for a mail that nobody wrote."""
    return DangerousError(
        "{shown}: holds more or longer parts, or deeper ones, than a mail does; save what you need of it", shown=shown
    )


def _damaged(shown: str) -> DamagedError:
    return DamagedError("{shown}: is damaged (a part of it is not as it says); save it again and retry", shown=shown)
