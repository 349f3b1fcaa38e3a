"""Shares as a person gives them: typed at the terminal, where nothing shows, or through a descriptor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from ...vault.errors import CertificateError, PromptError, ShareError
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
    return read_certificate(read_text_file(path, "the share certificate"))


def read_text_file(path: Path, what: str) -> str:
    """A small file of text, ``-`` for stdin; raises :class:`CertificateError`."""
    try:
        with click.open_file(str(path), "rb") as file:
            data: bytes = file.read(MAX_BLOCK + 1)
    except OSError as error:
        raise CertificateError(f"cannot read {what} {path.name}: {error.strerror or 'unreadable'}") from None
    if len(data) > MAX_BLOCK:
        raise CertificateError(f"{path.name} is far too large for {what}")
    return data.decode(errors="replace")


def shares_given(shares_fd: int | None, certificate: Certificate | None) -> tuple[Given, ...]:
    """As many shares as it takes; each is checked when it is given, and at the terminal asked for again."""
    if shares_fd is not None:
        return read_shares(list(_split(read_descriptor(shares_fd, "--shares-fd"))), certificate)
    with terminal("give the shares with --shares-fd N") as there:
        return tuple(_asked(there, certificate))


def share_given(shares_fd: int | None) -> Given:
    """One share; raises :class:`ShareError`."""
    if shares_fd is None:
        with terminal("give the share with --shares-fd N") as there:
            text = there.ask_hidden("Your share, its 33 words on one line (they do not show): ")
        return read_shares([text], None)[0]
    given = read_shares(list(_split(read_descriptor(shares_fd, "--shares-fd"))), None)
    if len(given) != 1:
        raise ShareError(f"{len(given)} shares were given, and it takes one")
    return given[0]


def _asked(there: Terminal, certificate: Certificate | None) -> Iterator[Given]:
    needed, seen = certificate.quorum.threshold if certificate else 0, set[int]()
    while not needed or len(seen) < needed:
        of = f" of {needed}" if needed else ""
        text = there.ask_hidden(f"Share {len(seen) + 1}{of}, its 33 words on one line (they do not show): ")
        if not len(text):
            raise ShareError("too few shares; nothing was written")
        try:
            (given,) = read_shares([text], certificate)
            holder = certificate.check(given).name if certificate else f"share {given.share.number}"
        except ShareError as error:
            there.tell(f"{error}\nGive it again, or another; an empty line stops.")
            continue
        if given.share.number in seen:
            there.tell(f"{holder}: given already")
            continue
        needed = needed or given.share.threshold
        seen.add(given.share.number)
        there.tell(f"{holder}: sound" if certificate else f"{holder}: can be read")
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
        raise PromptError(f"{option} is a descriptor to read from; 1 and 2 are for output")
    buffer = bytearray()
    try:
        while len(buffer) <= MAX_BLOCK and (piece := os.read(descriptor, 65536)):
            buffer += piece
        if descriptor:
            os.close(descriptor)
    except (OSError, OverflowError):
        raise PromptError(f"{option} is not an open descriptor; give it as in 3<pipe") from None
    if not 0 < len(buffer) <= MAX_BLOCK:
        raise PromptError(f"nothing came by {option}, or far too much")
    data = Secret(buffer)
    buffer[:] = bytes(len(buffer))
    return data
