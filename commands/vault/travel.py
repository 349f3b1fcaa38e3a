"""``bronwacht vault travel``: a key that is not on the machine cannot be taken from it."""

from __future__ import annotations

from pathlib import Path

import click

from ...said import printable, said
from ...vault.files import check_fresh, destroy, write_fresh
from ...vault.keys import read_key_file
from ...vault.process import terminal
from ...vault.stores import Address
from ...vault.travel import drop, leave, take_back
from ..misuse import Misuse
from ..paths import PATH
from ..unlock import editor_options, open_dossier
from .common import vault_argument


@click.command()
@vault_argument
@click.option("--back", "who", metavar="EDITOR", help="Give this editor's key back, as another editor.")
@click.option("-o", "--out", "output", type=PATH, help="With --back: a new file for the key.")
@click.option("--yes", is_flag=True, help="Do not ask before the key file is wiped.")
@editor_options
def travel(
    vault_path: Address,
    who: str | None,
    output: Path | None,
    yes: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Leave your key file in VAULT, sealed to the other editors, and wipe it here: then nobody can open it from here.

    Another editor gives it back with --back and -o. It is still under its passphrase, which that editor does not know:
    it takes you both. Copies of the key elsewhere, and what a flash disk keeps of wiped files, are for you to see to.
    """
    if (who is None) != (output is None):
        raise Misuse("--back EDITOR and -o FILE go together")
    if output:
        check_fresh(output)
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if who and output:
        write_fresh(output, take_back(opened, who))
        drop(opened, who)
        click.echo(
            said(
                "written: {output}, still under its passphrase; hand it over, and destroy other copies", output=output
            ),
            err=True,
        )
        return
    if key_path is None:
        raise Misuse("whose key? name your key file with --key FILE")
    sealed = read_key_file(key_path)
    if not yes:
        with terminal(said("give --yes where nobody can be asked")) as there:
            there.tell(
                said("{key_path} will be wiped. Whoever gives it back needs you, and you need them.", key_path=key_path)
            )
            if there.ask(said("Is the passphrase in your head or in a safe? Type yes: ")).lower() not in ("yes", "ja"):
                raise Misuse("not confirmed; nothing was written, and the key is where it was")
    names = leave(opened, sealed)
    destroy(key_path, sealed)
    click.echo(
        said(
            "wiped: {key_path}; to have it back, ask {names}",
            key_path=key_path,
            names=printable(f" {said('or')} ".join(names)),
        ),
        err=True,
    )
