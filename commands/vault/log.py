"""``bronwacht vault log``: who did what."""

from __future__ import annotations

from pathlib import Path

import click

from ...vault.stores import Address
from ..unlock import editor_options, open_dossier
from .common import vault_argument


@click.command()
@vault_argument
@editor_options
def log(vault_path: Address, key_path: Path | None, passphrase_fd: int | None, founder: str | None) -> None:
    """Print who did what and when, oldest first: time (UTC), editor, act, codename."""
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    for line in opened.log():
        click.echo(f"{line.at:%Y-%m-%dT%H:%M:%SZ}\t{line.editor}\t{line.act}\t{line.codename}".rstrip("\t"))
