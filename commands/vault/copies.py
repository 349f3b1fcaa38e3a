"""``bronwacht vault export``, ``import``, ``backup``: a dossier outside its vault, and back."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from ...said import printable, said
from ...vault.backup import backup as back_up
from ...vault.backup import backup_blind
from ...vault.export import SHEET, sheets
from ...vault.export import export as write_export
from ...vault.files import check_fresh
from ...vault.importing import import_export
from ...vault.stores import Address, open_store
from ..counted import counted
from ..paths import PATH
from ..unlock import editor_options, open_dossier
from .common import vault_argument


@click.command()
@vault_argument
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--without-two-person", is_flag=True, help="Leave out the sources that take two people to open.")
@editor_options
def export(
    vault_path: Address,
    folder: Path,
    without_two_person: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Write all sources to DIR, a new folder of age files that the editors open without Bronwacht.

    Prints the sheet that says how; the same lies in DIR as RECOVERY.txt. The export is logged. What is in it stays
    readable with today's keys, whatever is revoked or shredded later: keep it in a safe, on paper and medium together.
    """
    check_fresh(folder)
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    done = write_export(
        opened, folder, today=datetime.datetime.now(datetime.UTC).date(), without_two_person=without_two_person
    )
    click.echo(sheets()[SHEET].decode(), nl=False)
    click.echo(
        said(
            "export written and read back: {folder}, {sources}", folder=folder, sources=counted(done.sources, "source")
        ),
        err=True,
    )
    for codename in done.left_out:
        click.echo(said("not in it, since it takes two people: {codename}", codename=printable(codename)), err=True)
    click.echo(
        said("it stays readable with today's keys, whatever is shredded in the vault: keep it in a safe"), err=True
    )


@click.command("import")
@vault_argument
@click.argument("folder", metavar="DIR", type=PATH)
@click.option(
    "--from", "maker", metavar="WORDS", help="The fingerprint of who made the export, where it is no editor of VAULT."
)
@editor_options
def import_(
    vault_path: Address,
    folder: Path,
    maker: str | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Put all sources of DIR, an export, into VAULT; all of them or none."""
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    count = import_export(opened, folder, maker=maker)
    click.echo(
        said(
            "{sources} taken in; what they had in the log of their vault stays there", sources=counted(count, "source")
        ),
        err=True,
    )


@click.command()
@vault_argument
@click.argument("file", type=PATH)
@click.option("--without-key", is_flag=True, help="Copy only, as whoever keeps the server may: nobody sees it open.")
@editor_options
def backup(
    vault_path: Address,
    file: Path,
    without_key: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Copy VAULT to FILE, a new vault file, read it back, and check it down to every record.

    Others may go on working. A backup of a PostgreSQL vault is a file as well.
    """
    check_fresh(file)
    if without_key:
        backup_blind(open_store(vault_path), file)
        click.echo(
            said("copied: {file}; nobody has seen that it opens, so have an editor verify it", file=file), err=True
        )
        return
    done = back_up(open_dossier(vault_path, key_path, passphrase_fd, founder), file)
    click.echo(
        said(
            "backup written and verified: {file}, {sources}, {acts}",
            file=file,
            sources=counted(done.records, "source"),
            acts=counted(done.acts, "act"),
        ),
        err=True,
    )
    click.echo(said("until all editors have ratcheted, it opens what is shredded from now on"), err=True)
