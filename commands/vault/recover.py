"""``bronwacht vault recover``: a quorum of share holders makes a new editor, when all are lost."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ...said import said
from ...vault.errors import ShareError, UnknownVaultError
from ...vault.memory import default_memory
from ...vault.quorum import rebuild
from ...vault.quorum_acts import founder_of, recover
from ...vault.stores import Address, check_address
from ..counted import counted
from ..misuse import Misuse
from ..paths import PATH
from ..unlock import confirm_founder, editor_options, unlock
from .common import vault_argument
from .secrets_in import read_certificate_file, shares_given, shares_option


@click.command("recover")
@vault_argument
@click.option(
    "--certificate",
    "certificate_path",
    type=PATH,
    metavar="FILE",
    help="The share certificate: it names a bad share before anything is opened, and the vault's founder.",
)
@shares_option
@editor_options
def recover_(
    vault_path: Address,
    certificate_path: Path | None,
    shares_fd: int | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Make the editor of --key one of VAULT's, with enough break-glass shares.

    The key is a new one (`bronwacht keys new`). The holders come together and each types their share, which does not
    show. It is in the log afterwards, for good.
    """
    if shares_fd is not None and shares_fd == passphrase_fd:
        raise Misuse("one descriptor cannot bring both the shares and the passphrase")
    check_address(vault_path)
    certificate = read_certificate_file(certificate_path) if certificate_path else None
    key = unlock(key_path, passphrase_fd)
    breaker = rebuild(shares_given(shares_fd, certificate), certificate)
    memory, vouched = default_memory(os.environ), founder_of(certificate, founder)
    try:
        opened = recover(vault_path, breaker, key, memory=memory, founder=vouched)
    except UnknownVaultError as unknown:
        if shares_fd is not None or not confirm_founder(unknown.founder_words):
            raise ShareError(
                "this machine has not seen this vault before: give the certificate of the shares with --certificate,"
                " or the eight words of its founder's key with --founder"
            ) from None
        opened = recover(vault_path, breaker, key, memory=memory, founder=unknown.founder_words)
    click.echo(said("recovered: {name} is an editor of this vault now, and it is in the log", name=key.name), err=True)
    click.echo(
        said(
            "{sources}. Next: admit a second editor (`bronwacht vault grant`), take away the keys that were lost"
            " (`vault revoke`), and issue new shares (`vault share issue`): those that were used here were in one room",
            sources=counted(len(opened.list()), "source"),
        ),
        err=True,
    )
