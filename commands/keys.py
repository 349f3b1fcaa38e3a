"""``bronwacht keys``: make an editor's key file, and show its public half."""

from __future__ import annotations

from pathlib import Path

import click

from ..said import said
from ..vault.cards import Card
from ..vault.files import check_fresh
from ..vault.keys import new_editor, write_key
from ..vault.process import harden, terminal
from ..vault.secret import Secret
from ..vault.words import new_passphrase
from .misuse import Misuse
from .paths import PATH
from .unlock import key_option, new_passphrase_from, passphrase_option, unlock


@click.group()
def keys() -> None:
    """Make and show an editor's key file.

    A key file opens the dossiers that its editor was given access to. It is locked with a passphrase; the card that
    these commands print is its public half, for whoever makes a vault.
    """


_TRIES = 3
"""How often somebody may mistype a passphrase that is on their paper by now: another would be other words to write."""


@keys.command()
@click.option("--name", required=True, help="The editor's own name, as colleagues know it.")
@click.option("-o", "--out", "output", required=True, type=PATH, help="The key file to make.")
@click.option("--generate", is_flag=True, help="Have a passphrase of six random words made; shown once.")
@passphrase_option
def new(name: str, output: Path, generate: bool, passphrase_fd: int | None) -> None:
    """Make a key file, and print its card.

    Let it --generate the passphrase: six words, shown once on the terminal. Write them down, learn them, burn the
    paper. Redirect the card into a file and give that to whoever makes the vault.
    """
    harden()
    if generate and passphrase_fd is not None:
        raise Misuse("--generate makes a passphrase, --passphrase-fd brings one; choose")
    check_fresh(output)
    key = new_editor(name)
    passphrase = _generated() if generate else new_passphrase_from(passphrase_fd)
    write_key(output, key, passphrase)
    passphrase.wipe()
    click.echo(said("key file written: {output}", output=output), err=True)
    _show(key.card)


@keys.command()
@click.argument("file", type=PATH, required=False)
@key_option
@passphrase_option
def show(file: Path | None, key_path: Path | None, passphrase_fd: int | None) -> None:
    """Print the card of key FILE, or of --key, and its fingerprint to read out."""
    _show(unlock(file or key_path, passphrase_fd).card)


def _generated() -> Secret:
    passphrase = new_passphrase()
    with terminal(said("a passphrase that is made is shown there; bring one with --passphrase-fd")) as there:
        there.tell(
            said(
                "The passphrase of this key, shown only now:\n\n    {passphrase}\n",
                passphrase=passphrase.reveal_text(),
            )
        )
        question = said("Write it down, then type it once: ")
        for _ in range(_TRIES):
            if there.ask_hidden(question).reveal_text().split() == passphrase.reveal_text().split():
                return passphrase
            question = said("That is not it. Once more: ")
    raise Misuse("that is not the passphrase; nothing was written, begin again")


def _show(card: Card) -> None:
    click.echo(card.to_text(), nl=False)
    click.echo(said("name         {name}", name=card.name), err=True)
    click.echo(said("fingerprint  {grouped}", grouped=card.fingerprint.grouped), err=True)
    click.echo(said("in words     {words}", words=card.fingerprint.words), err=True)
    click.echo(said("Give the card away freely; read the words out by telephone or in person."), err=True)
