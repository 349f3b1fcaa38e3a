"""Shares as a person gives them: typed at the terminal, where nothing shows, or through a descriptor."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click

from ...errors import reason
from ...said import Remark, said
from ...vault.errors import CertificateError, PromptError, ShareError
from ...vault.files import open_to_read
from ...vault.process import Terminal, terminal
from ...vault.quorum import Certificate, Given, read_certificate, read_shares
from ...vault.quorum_text import MAX_BLOCK
from ...vault.secret import Secret

shares_option = click.option(
    "--shares-fd",
    type=click.IntRange(min=0),
    metavar="N",
    help="Read the shares from this descriptor: a line of words each, or whole sheets.",
)

_BEGIN, _END = b"-----BEGIN BRONWACHT SHARE-----", b"-----END BRONWACHT SHARE-----"


def read_certificate_file(path: Path) -> Certificate:
    """A share certificate from a file; raises :class:`CertificateError`."""
    return read_certificate(read_text_file(path, said("the share certificate")))


def read_text_file(path: Path, what: Remark) -> str:
    """A small file of text, ``-`` for stdin; raises :class:`CertificateError`."""
    try:
        with nullcontext(sys.stdin.buffer) if path == Path("-") else open_to_read(path) as file:
            data = file.read(MAX_BLOCK + 1)
    except OSError as error:
        raise CertificateError(
            "cannot read {what} {name}: {reason}; check the path",
            what=what,
            name=path.name or path,
            reason=reason(error),
        ) from None
    if len(data) > MAX_BLOCK:
        raise CertificateError("{name} is far too large for {what}; name another file", name=path.name, what=what)
    return data.decode(errors="replace")


def shares_given(shares_fd: int | None, certificate: Certificate | None) -> tuple[Given, ...]:
    """As many shares as it takes; each is checked when it is given, and at the terminal asked for again."""
    if shares_fd is not None:
        return read_shares(list(_split(read_descriptor(shares_fd, "--shares-fd"))), certificate)
    with terminal(said("give the shares with --shares-fd N")) as there:
        return tuple(_asked(there, certificate))


def share_given(shares_fd: int | None) -> Given:
    """One share; raises :class:`ShareError`."""
    if shares_fd is None:
        with terminal(said("give the share with --shares-fd N")) as there:
            text = there.ask_hidden(said("Your share, its 33 words on one line (they do not show): "))
        return read_shares([text], None)[0]
    given = read_shares(list(_split(read_descriptor(shares_fd, "--shares-fd"))), None)
    if len(given) != 1:
        raise ShareError(
            "{count} shares were given, and it takes one; give the one that is asked for", count=len(given)
        )
    return given[0]


def _asked(there: Terminal, certificate: Certificate | None) -> Iterator[Given]:
    needed, seen = certificate.quorum.threshold if certificate else 0, set[int]()
    while not needed or len(seen) < needed:
        number = len(seen) + 1
        text = there.ask_hidden(
            said(
                "Share {number} of {needed}, its 33 words on one line (they do not show): ",
                number=number,
                needed=needed,
            )
            if needed
            else said("Share {number}, its 33 words on one line (they do not show): ", number=number)
        )
        if not len(text):
            raise ShareError("too few shares; nothing was written")
        try:
            (given,) = read_shares([text], certificate)
            holder = certificate.check(given).name if certificate else said("share {number}", number=given.share.number)
        except ShareError as error:
            there.tell(said("{error}\nGive it again, or another; an empty line stops.", error=error))
            continue
        if given.share.number in seen:
            there.tell(said("{holder}: given already", holder=holder))
            continue
        needed = needed or given.share.threshold
        seen.add(given.share.number)
        there.tell(
            said("{holder}: sound", holder=holder) if certificate else said("{holder}: can be read", holder=holder)
        )
        yield given


def _split(data: Secret) -> Iterator[Secret]:
    """The shares of one stream: every block with the sheet that it ends, and every line of words beside them."""
    rest = data.reveal()
    while _BEGIN in rest:
        sheet, end, rest = rest.partition(_END)
        yield Secret(sheet[sheet.rindex(_BEGIN) :] + end if _BEGIN in sheet else sheet)
    yield from (Secret(line) for line in rest.splitlines() if line.strip())


def read_descriptor(descriptor: int, option: str) -> Secret:
    """All that an open descriptor gives, which is closed then; raises :class:`PromptError`, which names ``option``."""
    if descriptor in (1, 2):
        raise PromptError("{option} is a descriptor to read from; 1 and 2 are for output", option=option)
    buffer = bytearray()
    try:
        while len(buffer) <= MAX_BLOCK and (piece := os.read(descriptor, 65536)):
            buffer += piece
        if descriptor:
            os.close(descriptor)
    except (OSError, OverflowError):
        raise PromptError("{option} is not an open descriptor; give it as in 3<pipe", option=option) from None
    if not 0 < len(buffer) <= MAX_BLOCK:
        raise PromptError(
            "nothing came by {option}, or far too much; send what is asked for, and nothing else", option=option
        )
    data = Secret(buffer)
    buffer[:] = bytes(len(buffer))
    return data
