"""``bronwacht vault restore``: an older copy is all that is left, and an editor goes on from it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ...said import Remark, printable, said
from ...vault.errors import RestoreError
from ...vault.keys import EditorKey
from ...vault.memory import Memory, default_memory
from ...vault.process import terminal
from ...vault.restoring import accept, look, missing, restore
from ...vault.stores import Address, check_address, check_address_is_fresh
from ..counted import counted
from ..misuse import Misuse
from ..unlock import editor_options, unlock
from .approve import motive_option
from .common import to_address, vault_argument
from .secrets_in import read_descriptor


@click.command("restore")
@vault_argument
@click.argument("new", required=False, type=to_address)
@click.option("--accept", "accept_it", is_flag=True, help="Go on with a VAULT that another editor put back.")
@click.option(
    "--lost",
    type=click.IntRange(min=0),
    metavar="N",
    help="You know that so many acts, which this machine has seen, are lost; asked for otherwise.",
)
@motive_option
@editor_options
def restore_(
    vault_path: Address,
    new: Address | None,
    accept_it: bool,
    lost: int | None,
    motive_fd: int | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """After a real loss: go on from VAULT, an older copy, in NEW, though this machine has seen a newer state.

    Only when nothing newer is left. Whatever was done since that copy is undone, revocations, shreddings and ratchets
    too. Your motive stands in the log for good; every other editor is told, and accepts it at their own machine with
    --accept, when they have spoken to you.
    """
    if (new is None) != accept_it:
        raise Misuse("give NEW, where the vault is to be from now on, or --accept for one that was put back")
    if motive_fd is not None and motive_fd == passphrase_fd:
        raise Misuse("one descriptor cannot bring both the motive and the passphrase")
    check_address(vault_path)
    memory = default_memory(os.environ)
    if new is None:
        _accept(vault_path, unlock(key_path, passphrase_fd), memory, lost)
        return
    check_address_is_fresh(new)
    key = unlock(key_path, passphrase_fd)
    found = look(vault_path, key, memory=memory, founder=founder)
    click.echo(
        said(
            "whole: {acts}; those that this machine has seen and that are not in it: {lost}",
            acts=counted(found.acts, "act"),
            lost=found.lost,
        ),
        err=True,
    )
    given = _confirmed(found.lost) if lost is None else lost
    opened = restore(vault_path, new, key, memory=memory, motive=_motive(motive_fd), lost=given, founder=founder)
    others = [member.card.name for member in opened.keyring.people if member.card != key.card]
    click.echo(
        said("put back: {new}; use it from now on, and keep {vault_path} as it is", new=new, vault_path=vault_path),
        err=True,
    )
    if others:
        click.echo(
            said(
                "tell the others, whose machines refuse it until they accept it: {names}",
                names=printable(", ".join(others)),
            ),
            err=True,
        )
    click.echo(said("then do again what was undone: who was taken out since, and what was shredded?"), err=True)


def _accept(vault_path: Address, key: EditorKey, memory: Memory, lost: int | None) -> None:
    gone = missing(vault_path, key, memory=memory)
    if gone and lost is None:
        told = said("acts that this machine has seen and that are not in the vault: {gone}", gone=gone)
        lost = _confirmed(gone, told)
    accept(vault_path, key, memory=memory, lost=lost or 0)
    click.echo(
        said("accepted; acts that this machine had seen and that are lost: {gone}. That is in the log", gone=gone),
        err=True,
    )


def _confirmed(lost: int, told: Remark | None = None) -> int:
    with terminal(said("say that you know with --lost {lost}", lost=lost)) as there:
        if told:
            there.tell(told)
        there.tell(
            said(
                "Whatever was done in those is undone, revocations and shreddings too. Is nothing newer left anywhere?"
            )
        )
        answer = there.ask(said("Type {lost} to go on from this copy: ", lost=lost))
    if answer != str(lost):
        raise RestoreError("not confirmed; nothing was written")
    return lost


def _motive(motive_fd: int | None) -> str:
    if motive_fd is not None:
        return read_descriptor(motive_fd, "--motive-fd").reveal().decode(errors="replace")
    with terminal(said("give the motive with --motive-fd N")) as there:
        return there.ask(said("What happened? It stands in the log for good; no names of sources in it: "))
