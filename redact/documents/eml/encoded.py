"""Files that a mail has in its text, written out in letters: uuencode, of before there were attachments, and yEnc.

Mail programs still show them as attachments, and exchange servers make them of mails in plain text. Called by mail.py
for the texts of a mail: what they say is read, and no final copy is made of a mail with one.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_UU = re.compile(
    r"^(?P<quoted>[> ]{0,20}+)begin [0-7]{3,4} \S[^\n]*\n(?P<body>(?:(?P=quoted)[ -`]{1,62}\n)+)", re.MULTILINE
)
"""POSIX.1-2017, uuencode: a line of it has 61 characters at most, of which small letters are none.

An answer quotes it.
"""
_YENC = re.compile(r"^=ybegin .*\bname=", re.MULTILINE)


def files_in(text: str) -> Iterator[bytes]:
    """What each file in a text holds; nothing of one in yEnc, of which a text has lost what it held."""
    for found in _UU.finditer(text):
        yield b"".join(_lines(found["body"], len(found["quoted"])))
    yield from (b"" for _ in _YENC.finditer(text))


def _lines(body: str, skip: int) -> Iterator[bytes]:
    for line in body.splitlines():
        try:
            yield binascii.a2b_uu(line[skip:])
        except binascii.Error:  # blanks at the end of a line got lost on the way
            continue
