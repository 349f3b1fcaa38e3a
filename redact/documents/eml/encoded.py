"""Files that a mail has in its text, written out in letters: of before there were attachments, and still sent.

Mail programs show them as attachments, and exchange servers make them of mails in plain text. Called by mail.py for
the texts of a mail: what they say is read, and no final copy is made of a mail with one. A key of OpenPGP is one, which
has its bearer's name in it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from .signatures import said_in

_QUOTED = r"^(?P<quoted>[> ]{0,20}+)"
_UU = re.compile(
    rf"{_QUOTED}begin(?:-encoded)? [0-7]{{3,4}} \S[^\n]*\n+(?P<body>(?:(?P=quoted)[ -`]{{1,62}}\n+)+)", re.MULTILINE
)
"""POSIX.1-2017, uuencode: a line of it has 61 characters at most, of which small letters are none.

An answer quotes it; a page may have each line in a paragraph of its own.
"""
_BASE64 = re.compile(
    rf"{_QUOTED}begin-base64(?:-encoded)? [0-7]{{3,4}} \S[^\n]*\n+"
    r"(?P<body>(?:(?P=quoted)[A-Za-z0-9+/]{1,100}={0,2}[ \t]*(?:\n+|\Z))*)",
    re.MULTILINE,
)
"""The other algorithm of the same program."""
_KEY = re.compile(rf"{_QUOTED}-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP", re.MULTILINE | re.DOTALL)
_LOST = re.compile(r"^(?:=ybegin .*\bname=|[> ]*\(This file must be converted with BinHex)", re.MULTILINE)
"""yEnc and BinHex (RFC 1741), of which a text has lost what they held, or packed it."""


def files_in(text: str) -> Iterator[bytes]:
    """What each file in a text holds; nothing of one of which that cannot be told."""
    for found in _UU.finditer(text):
        yield b"".join(_lines(found["body"], len(found["quoted"])))
    for found in _BASE64.finditer(text):
        yield _decoded("".join(line[len(found["quoted"]) :] for line in found["body"].splitlines()))
    for found in _KEY.finditer(text):
        yield "\n".join(said_in(found[0].replace(found["quoted"], "").encode())).encode()
    yield from (b"" for _ in _LOST.finditer(text))


def _lines(body: str, skip: int) -> Iterator[bytes]:
    for line in filter(None, (line[skip:] for line in body.splitlines())):
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error:  # blanks at the end of a line got lost on the way
            continue


def _decoded(letters: str) -> bytes:
    try:
        return base64.b64decode(letters)
    except binascii.Error:  # a line got lost on the way
        return b""
