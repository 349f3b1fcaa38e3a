"""``bronwacht vault editors``, ``grant``, ``rotate``, ``ratchet``: who can open the dossier."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...said import printable, said
from ...vault.clocks import times
from ...vault.editors import finish
from ...vault.editors import grant as grant_editor
from ...vault.editors import rotate as rotate_key
from ...vault.files import destroy
from ...vault.keys import EditorKey, read_key_file
from ...vault.log import Act
from ...vault.shredding import ask_ratchet, unratcheted
from ...vault.stores import Address
from ...vault.vault import Vault
from ..counted import counted
from ..misuse import Misuse
from ..paths import PATH
from ..pending import tell_not_rekeyed, tell_unratcheted
from ..unlock import editor_options, open_dossier, unlock
from .cards import confirm_cards, read_card_file
from .common import vault_argument
from .revoking import tell_left

_new_key_options = (
    click.option(
        "--new-key",
        "new_path",
        type=PATH,
        help="Your new key file; see `keys new`.",
    ),
    click.option("--new-passphrase-fd", type=click.IntRange(min=0), metavar="N", help="As --passphrase-fd, for it."),
    click.option("--destroy-old", is_flag=True, help="Overwrite and remove the old key file, once the new one counts."),
)


@click.command()
@vault_argument
@editor_options
def editors(vault_path: Address, key_path: Path | None, passphrase_fd: int | None, founder: str | None) -> None:
    """List who can open the dossier: name, fingerprint, since when (UTC), by whom let in, fingerprint in words.

    Two of one name are told apart by that, such as a key that was lost and the one that came after it.
    """
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    roster = opened.keyring.roster
    since = opened.read(lambda state, snapshot: times(state, snapshot, {member.since for member in roster.present}))
    for member in roster.present:
        cells = [
            printable(member.card.name),
            member.card.fingerprint.hex,
            f"{since[member.since]:%Y-%m-%d}" if member.since in since else "-",
            printable(roster.called(member.by)),
            member.card.fingerprint.words,
        ]
        click.echo("\t".join(cells))


@click.command()
@vault_argument
@click.argument("card", type=PATH)
@click.option("--fingerprint", metavar="WORDS", help="Its fingerprint, as its owner read it out: words or hex.")
@editor_options
def grant(
    vault_path: Address,
    card: Path,
    fingerprint: str | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Let the editor in whose CARD you have compared, by telephone or in person. They can read everything."""
    given = [fingerprint] if fingerprint else []
    newcomer = read_card_file(card)
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    (confirmed,) = confirm_cards([newcomer], given, ask=passphrase_fd is None)
    grant_editor(opened, confirmed)
    click.echo(
        said(
            "{name} can open the dossier; the first time, they are asked for your words:\n    {words}",
            name=printable(newcomer.name),
            words=opened.key.card.fingerprint.words,
        ),
        err=True,
    )


@click.command()
@vault_argument
@_new_key_options[0]
@_new_key_options[1]
@_new_key_options[2]
@editor_options
def rotate(
    vault_path: Address,
    new_path: Path | None,
    new_passphrase_fd: int | None,
    destroy_old: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Put a new key in the place of yours, which signs for it; every record gets another key.

    Make it with `bronwacht keys new`. Keep the old one until it has been replaced in every vault.
    """
    if new_path is None:
        raise Misuse("which new key? make one with `bronwacht keys new`, and name it with --new-key")
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    _replace(opened, key_path, new_path, new_passphrase_fd, destroy_old=destroy_old, act=Act.ROTATED)
    tell_not_rekeyed(opened.keyring)


@click.command()
@vault_argument
@click.option("--ask", is_flag=True, help="Ask every editor for a new key, as once a year.")
@_new_key_options[0]
@_new_key_options[1]
@_new_key_options[2]
@editor_options
def ratchet(
    vault_path: Address,
    ask: bool,
    new_path: Path | None,
    new_passphrase_fd: int | None,
    destroy_old: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Replace your key, so that an old copy of the vault opens with no key of today; print whose turn it still is.

    The exit code is 1 until every editor has a new key since the last shredding, and what is kept has new keys too: the
    last editor's turn seals the log anew; a source that takes two editors gets another key when it is next opened.
    """
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if ask:
        ask_ratchet(opened)
    if new_path is not None:
        _replace(opened, key_path, new_path, new_passphrase_fd, destroy_old=destroy_old, act=Act.RATCHETED)
    else:
        finish(opened, told=tell_left)
    names, keyring = unratcheted(opened), opened.keyring
    for name in names:
        click.echo(printable(name))
    if ask or new_path is not None:  # else it was told when the vault was opened
        tell_unratcheted(keyring)
    tell_not_rekeyed(keyring)
    if names or keyring.not_rekeyed or keyring.not_resealed:
        sys.exit(1)
    click.echo(said("complete: every key is newer than the last shredding; destroy the old key files too"), err=True)


def _replace(
    opened: Vault, old_path: Path | None, new_path: Path, new_passphrase_fd: int | None, *, destroy_old: bool, act: Act
) -> None:
    old = read_key_file(old_path) if destroy_old and old_path is not None else None
    new = unlock(new_path, new_passphrase_fd)
    if destroy_old:
        _check_used_nowhere_else(opened, new)
    rotate_key(opened, new, act=act, told=tell_left)
    click.echo(said("from now on, {name} opens this vault, and the old key does not", name=new_path.name), err=True)
    if old is not None and old_path is not None:
        destroy(old_path, old)
        click.echo(said("destroyed: {name}; destroy its copies too", name=old_path.name), err=True)


def _check_used_nowhere_else(opened: Vault, new: EditorKey) -> None:
    """Raise UsageError where this machine has opened other vaults with the old key, and not yet with the new one."""
    here, memory = opened.keyring.vault, opened.memory
    others = set(memory.recall(opened.key)) - set(memory.recall(new)) - {here}
    if others:
        raise Misuse(
            "the old key opens {vaults} that this machine has seen; put the new one in its place there"
            " too, and give --destroy-old with the last, or destroy the file yourself",
            vaults=counted(len(others), "other vault"),
        )
