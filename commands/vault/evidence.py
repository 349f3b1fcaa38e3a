"""``bronwacht vault attach``, ``evidence``, ``extract``, ``detach``: the files that back what a source says."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from ...errors import reason
from ...said import printable, said
from ...vault.errors import EvidenceError, NeedsApprovalError
from ...vault.evidence import SHORT_ID, Attachment, attach, attachments, detach, extract, sealed_attachments
from ...vault.files import build_unnamed, check_fresh, open_to_read
from ...vault.process import terminal
from ...vault.stores import Address
from ...vault.vault import Vault
from ..misuse import Misuse
from ..paths import PATH
from ..pending import tell_kept_by_server, tell_unratcheted
from ..unlock import editor_options, open_dossier
from .approve import asked_for, motive_option
from .common import vault_argument
from .secrets_in import read_descriptor

_STDIN = Path("-")


@click.command("attach")
@vault_argument
@click.argument("codename")
@click.argument("file", type=PATH)
@click.option("--name-fd", type=click.IntRange(min=0), metavar="N", help="Read the name to keep from this descriptor.")
@editor_options
def attach_(
    vault_path: Address,
    codename: str,
    file: Path,
    name_fd: int | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Attach FILE to CODENAME, sealed, and print its id. Its name is kept inside, and shown to nobody else.

    To a source that takes two editors, one attaches alone; the file then takes two as well.

    Where the file's name would give the source away to whoever sees this machine's processes, give - for stdin; the
    name is then asked for, or comes by --name-fd.
    """
    if file == _STDIN and passphrase_fd == 0:
        raise Misuse("stdin cannot be both the file and the passphrase; use another descriptor")
    with _read(file) as content:
        opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
        done = attach(opened, codename, content, _name(file, name_fd))
    click.echo(done.id[:SHORT_ID])
    click.echo(said("attached: {size} bytes, SHA-256 {sha256}", size=done.size, sha256=done.sha256), err=True)
    if file != _STDIN:
        click.echo(said("the file itself still lies where it was: destroy it, and every copy of it"), err=True)


@click.command()
@vault_argument
@click.argument("codename")
@click.option("--force", is_flag=True, help="Print the names even where the output is no terminal.")
@editor_options
def evidence(
    vault_path: Address,
    codename: str,
    force: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """List the files of CODENAME: id, when, bytes, SHA-256, name. That is logged: a name can say who it is.

    Of a source that takes two editors, only the ids are listed, with the most bytes that each can have, until another
    editor has approved: ask with `vault extract` or `vault show`.
    """
    if not force and not sys.stdout.isatty():
        raise Misuse("names of files are shown on a terminal only; --force prints them here all the same")
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    found = _listed(opened, codename)
    for one in found:
        if one.sealed:
            click.echo(said("{id}\t-\t{size}\t-\tsealed; it takes two editors", id=one.id[:SHORT_ID], size=one.size))
        elif one.at is None:
            click.echo(said("{id}\tnot complete: interrupted, or still being attached", id=one.id[:SHORT_ID]))
        else:
            cells = [one.id[:SHORT_ID], f"{one.at:%Y-%m-%d}", str(one.size), one.sha256, printable(one.name)]
            click.echo("\t".join(cells))
    if not found:
        click.echo(said("no files are attached"), err=True)


@click.command("extract")
@vault_argument
@click.argument("codename")
@click.argument("id_", metavar="ID")
@click.option("-o", "--out", "output", required=True, type=PATH, help="A new file; - for stdout.")
@motive_option
@editor_options
def extract_(
    vault_path: Address,
    codename: str,
    id_: str,
    output: Path,
    motive_fd: int | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Write the attached file ID of CODENAME to a new file, whole and checked, or not at all. It is logged first.

    A source that takes two editors is asked for until another one has approved, as with `vault show`: the same approval
    opens its files, until it expires.
    """
    if motive_fd is not None and motive_fd == passphrase_fd:
        raise Misuse("one descriptor cannot bring both the motive and the passphrase")
    to_stdout = output == _STDIN
    if to_stdout and sys.stdout.isatty():
        raise Misuse("that would put a file on the screen; give -o a file, or pipe it on")
    if not to_stdout:
        check_fresh(output)
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)

    try:
        if to_stdout:
            extract(opened, codename, id_, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        build_unnamed(output, lambda file: extract(opened, codename, id_, file))
    except NeedsApprovalError as refusal:
        raise asked_for(opened, codename, motive_fd, refusal) from None
    click.echo(said("written, and the same as when it was attached; destroy it when it has been seen"), err=True)


@click.command("detach")
@vault_argument
@click.argument("codename")
@click.argument("id_", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask; nothing brings a file back.")
@editor_options
def detach_(
    vault_path: Address,
    codename: str,
    id_: str,
    yes: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Forget the attached file ID of CODENAME: its key is destroyed, and what lay in the vault is overwritten."""
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if not yes:
        with terminal(said("give --yes where nobody can be asked")) as there:
            if there.ask(said("Type {id} to forget that file, for good: ", id=id_)) != id_:
                raise Misuse("not confirmed; nothing was forgotten")
    detach(opened, codename, id_)
    click.echo(said("forgotten"), err=True)
    tell_kept_by_server(opened)
    tell_unratcheted(opened.keyring)


def _listed(opened: Vault, codename: str) -> tuple[Attachment, ...]:
    try:
        return attachments(opened, codename)
    except NeedsApprovalError:
        return sealed_attachments(opened, codename)


@contextlib.contextmanager
def _read(path: Path) -> Iterator[BinaryIO]:
    if path == _STDIN:
        yield sys.stdin.buffer
        return
    try:
        file = open_to_read(path)
    except OSError as error:
        raise EvidenceError("cannot read the file: {reason}", reason=reason(error)) from None
    with file:
        try:
            yield file
        except OSError as error:
            raise EvidenceError("cannot read the file: {reason}; nothing is attached", reason=reason(error)) from None


def _name(file: Path, name_fd: int | None) -> str:
    if name_fd is not None:
        return read_descriptor(name_fd, "--name-fd").reveal().decode(errors="replace").strip()
    if file != _STDIN:
        return file.name
    with terminal(said("give the name with --name-fd N")) as there:
        return there.ask(said("What is the file to be called? "))
