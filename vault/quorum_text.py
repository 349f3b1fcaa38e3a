"""Blocks of text that survive a mail, a chat, or a printer: shares, certificates, drills and their answers.

Used by ``quorum`` and ``quorum_drill``. A block is one JSON object in base64 between two lines that say what it is.
"""

from __future__ import annotations

import base64
import binascii
import textwrap

from ..said import Remark
from .canonical import Fields, Json, from_json, to_base64, to_json
from .errors import VaultError

LINE = 64
MAX_BLOCK = 256 * 1024
"""Characters: the longest block, a certificate for seven, has about 16,000; stops a file made to exhaust memory."""


def to_block(kind: str, body: dict[str, Json]) -> str:
    """The block of ``kind``, which its first and last line name; the inverse is :func:`read_block`."""
    data = to_base64(to_json({"bronwacht": kind, "format": 1, **body}))
    return "\n".join([_line("BEGIN", kind), *textwrap.wrap(data, LINE), _line("END", kind)]) + "\n"


def has_block(kind: str, text: str) -> bool:
    """Whether ``text`` has a block of ``kind``, sound or not."""
    return _line("BEGIN", kind) in text


def read_block(kind: str, untrusted_text: str, what: Remark, error: type[VaultError]) -> Fields:
    """The block of ``kind``, whatever stands around it; raises ``error``, which calls it ``what``."""
    _, begin, rest = untrusted_text.partition(_line("BEGIN", kind))
    inside, end, _ = rest.partition(_line("END", kind))
    if not begin or not end or len(inside) > MAX_BLOCK:
        raise error("{what} is malformed, or is cut off", what=what)
    try:
        data = base64.b64decode("".join(inside.split()), validate=True)
    except (binascii.Error, ValueError):
        raise error("{what} is damaged: it cannot be read", what=what) from None
    fields = from_json(data, what, error)
    fields.kind(kind)
    return fields


def _line(place: str, kind: str) -> str:
    return f"-----{place} BRONWACHT {kind.upper()}-----"
