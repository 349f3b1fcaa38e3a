"""A mail written anew: a subject, what tells how the parts are stored, and the parts. Equal parts give equal bytes."""

from __future__ import annotations

import base64
import hashlib
import quopri
from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header

_LINE = "\r\n"
BOUNDARY = 24
"""Characters of a boundary: enough that no two are the same."""


@dataclass(frozen=True)
class Entity:
    """One part as it is written: header lines (without line ends) and a body in ASCII."""

    headers: tuple[str, ...]
    body: bytes


def text_entity(kind: str, text: str) -> Entity:
    """A text of a kind ("plain", "html")."""
    body = quopri.encodestring(text.replace("\r\n", "\n").encode("utf-8"))
    return Entity(
        (f'Content-Type: text/{kind}; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable"),
        body.replace(b"\n", _LINE.encode()),
    )


def file_entity(kind: str, name: str, data: bytes) -> Entity:
    """A file of a MIME type under a name."""
    headers = [f"Content-Type: {kind}", f'Content-Disposition: attachment; filename="{name}"']
    if kind == "message/rfc822":  # may not be encoded, and what is written here has no need of it
        lines = data.replace(b"\r\n", b"\n").replace(b"\n", _LINE.encode())
        return Entity((*headers, "Content-Transfer-Encoding: 7bit"), lines)
    body = base64.encodebytes(data).replace(b"\n", _LINE.encode())
    return Entity((*headers, "Content-Transfer-Encoding: base64"), body)


def joined(entities: Sequence[Entity], *, alternative: bool) -> Entity:
    """Several parts as one."""
    kind = "alternative" if alternative else "mixed"
    parts = [f"{_LINE.join(entity.headers)}{_LINE}{_LINE}".encode("ascii") + entity.body for entity in entities]
    # Neither base64 nor quoted-printable can hold "=_", and what holds other boundaries has other content.
    boundary = f"=_{hashlib.sha256(b''.join(parts)).hexdigest()[:BOUNDARY]}"
    body = b"".join(f"--{boundary}{_LINE}".encode() + part + _LINE.encode() for part in parts)
    return Entity((f'Content-Type: multipart/{kind}; boundary="{boundary}"',), body + f"--{boundary}--{_LINE}".encode())


def mail(subject: str, entity: Entity) -> bytes:
    """A message."""
    # "=?" would be read as the start of an encoded word.
    charset = "ascii" if subject.isascii() and "=?" not in subject else "utf-8"
    head = [f"Subject: {Header(subject, charset, header_name='Subject').encode(linesep=_LINE)}"] if subject else []
    lines = [*head, "MIME-Version: 1.0", *entity.headers]
    return f"{_LINE.join(lines)}{_LINE}{_LINE}".encode("ascii") + entity.body
