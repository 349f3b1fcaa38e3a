"""Header lines of a mail as text: encoded words decoded (RFC 2047), parameters too (RFC 2231), raw bytes as well."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value

_MIME = frozenset({"mime-version", "content-type", "content-transfer-encoding", "content-disposition"})


def text_of(value: str) -> str:
    """A header's value on one line; what is in an unknown encoding stays as it is written."""
    try:
        parts = decode_header(_repaired(value))
    except (HeaderParseError, binascii.Error, ValueError):
        return " ".join(_repaired(value).split())
    made = ""
    for part, charset in parts:
        made += part if isinstance(part, str) else _decoded(part, charset)
    return " ".join(made.split())


def subject_of(message: Message) -> str:
    """The first subject of a message, "" when it has none."""
    return next((text_of(str(value)) for name, value in message.raw_items() if name.lower() == "subject"), "")


def others_of(message: Message, *, whole: bool) -> Iterator[str]:
    """All header lines besides the subject and what tells how the part is stored; ``whole``: of a message."""
    seen = not whole
    for name, value in message.raw_items():
        if name.lower() == "subject" and not seen:
            seen = True
        elif name.lower() not in _MIME:
            yield f"{name}: {text_of(str(value))}"
        else:
            yield from _parameters(message, name, str(value))
    if message.get_unixfrom():
        yield str(message.get_unixfrom())


def name_of(message: Message) -> str:
    """The file name that a part gives itself, "" when it gives none."""
    try:
        name = message.get_filename()
    except (LookupError, ValueError, TypeError):
        return ""
    return text_of(name) if name else ""


def _parameters(message: Message, header: str, value: str) -> Iterator[str]:
    """What a header about storage says besides that: names of files, titles, and words that do not belong there."""
    try:
        parameters = message.get_params(header=header, unquote=True) or []
    except (LookupError, ValueError, TypeError):
        yield text_of(value)
        return
    for key, said in parameters[1:]:
        if key.lower() not in ("charset", "boundary", "format", "delsp", "type", "micalg", "protocol", "smime-type"):
            yield text_of(collapse_rfc2231_value(said))
    rest = re.sub(r"\([^()]*\)", lambda comment: comment[0], value)
    yield from (text_of(comment) for comment in re.findall(r"\([^()]*\)", rest))


def _repaired(value: str) -> str:
    """Bytes that no header may hold, as UTF-8 or else as Windows has them."""
    raw = value.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _decoded(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "utf-8")
    except (LookupError, ValueError):  # a name of a charset with a NUL in it, too
        return part.decode("cp1252", "replace")
