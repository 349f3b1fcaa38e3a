"""``bronwacht vault alarm``: who opened a canary."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...said import said
from ...vault.canary import acknowledge, alarms_in
from ...vault.stores import Address
from ..unlock import editor_options, open_dossier
from .common import vault_argument


@click.command()
@vault_argument
@click.option("--acknowledge", "seen", is_flag=True, help="You have spoken to whoever raised it; it is shown no more.")
@editor_options
def alarm(
    vault_path: Address, seen: bool, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """Say who opened a canary, a source who is nobody; the exit code is 1 while there is an alarm.

    Every command that opens the dossier says the same, to every editor, until one who did not raise it has
    acknowledged it. The log keeps it for good. `vault add --canary` keeps such a source.
    """
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if seen:
        click.echo(said("acknowledged: {count}; it stays in the log", count=acknowledge(opened)), err=True)
    left = alarms_in(opened.keyring)
    if not left and not seen:
        click.echo(said("no alarm: the log has no opening of a canary that nobody has acknowledged"), err=True)
    sys.exit(1 if left else 0)
