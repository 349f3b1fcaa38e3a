"""``bronwacht vault revoke``: take an editor out, when a person has said once more that it is to be that one."""

from __future__ import annotations

from pathlib import Path

import click

from ...said import printable, said
from ...vault.cards import Card
from ...vault.dossier import Keyring
from ...vault.editors import Revoked, check_leaving, find_editor, finish, in_one_spelling, let_in_by, read_by
from ...vault.editors import revoke as revoke_editor
from ...vault.errors import RosterChangeError
from ...vault.process import terminal
from ...vault.stores import Address
from ...vault.two_person_lines import left_to_shares
from ...vault.vault import Vault
from ..misuse import Misuse
from ..pending import tell_not_rekeyed
from ..unlock import editor_options, open_dossier
from .common import vault_argument


@click.command()
@vault_argument
@click.argument("editor", required=False)
@click.option("--resume", is_flag=True, help="Go on where a revocation was interrupted.")
@click.option("--yes", is_flag=True, help="Do not ask; that key never comes back.")
@click.option(
    "--single-editor-i-accept-the-risk", is_flag=True, help="Though fewer than two stay: lose a key, lose all."
)
@editor_options
def revoke(
    vault_path: Address,
    editor: str | None,
    resume: bool,
    yes: bool,
    single_editor_i_accept_the_risk: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Take EDITOR out (name, words or hex), and print the codenames of what they may have copied.

    You are asked first: a key that was taken out never comes back, its owner makes another one. Every record that it
    opened gets another key. What they have copied, no program takes back.
    """
    if (editor is None) != resume:
        raise Misuse("name an editor to take out, or --resume")
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if editor is None:
        finish(opened, told=tell_left)
    else:
        keyring = opened.keyring
        leaver = find_editor(keyring.roster, editor)
        check_leaving(keyring, leaver, opened.key, alone=single_editor_i_accept_the_risk)
        _tell_left_to_shares(keyring, leaver)
        _confirm(leaver, yes=yes)
        revoke_editor(
            opened,
            leaver.fingerprint.hex,
            single_editor_i_accept_the_risk=single_editor_i_accept_the_risk,
            told=tell_left,
            done=lambda revoked: _tell_revoked(opened, revoked),
        )
    tell_not_rekeyed(opened.keyring)


def tell_left(left: int) -> None:
    """Tell how many records are yet to get another key; nothing when none are."""
    if left:
        click.echo(said("records that still need another key: {left}", left=left), err=True)


def _tell_left_to_shares(keyring: Keyring, leaver: Card) -> None:
    """Tell what no two editors could open any more: it is too late when one of them needs it."""
    if codenames := left_to_shares(keyring, leaver):
        click.echo(
            said(
                "fewer than two of those who stay have a half of these, which only break-glass shares open then:"
                " {codenames}. Where two can still open them, do that first (`bronwacht vault show`): it hands a half"
                " to every editor",
                codenames=printable(", ".join(codenames)),
            ),
            err=True,
        )


def _confirm(leaver: Card, *, yes: bool) -> None:
    if yes:
        return
    with terminal(said("give --yes where nobody can be asked")) as there:
        there.tell(
            said(
                "{name} is taken out for good: that key never comes back. Its words: {words}",
                name=leaver.name,
                words=leaver.fingerprint.words,
            )
        )
        answer = there.ask(said("Type {name} to take them out: ", name=leaver.name))
    if in_one_spelling(answer) != in_one_spelling(leaver.name):
        raise RosterChangeError("not confirmed; nobody was taken out")


def _tell_revoked(opened: Vault, revoked: Revoked) -> None:
    leaver, roster = revoked.card, opened.keyring.roster
    read = read_by(opened, leaver)
    for names, how in (
        (revoked.alone, said("with their key")),
        (revoked.with_another, said("with a second editor")),
    ):
        for name in names:
            click.echo(f"{printable(name)}\t{how}" + (f"\t{said('read')}" if name in read else ""))
    click.echo(
        said(
            "{name} can open it no more; above, what they may have copied while they could. Reporters need a"
            " new deposit card: `bronwacht vault inbox`",
            name=printable(leaver.name),
        ),
        err=True,
    )
    for card in let_in_by(roster, leaver):
        if card != opened.key.card:
            click.echo(
                said(
                    "{name}, who is an editor still, was let in by {leaver}; the words of their key: {words}. Be sure"
                    " whose it is",
                    name=printable(card.name),
                    leaver=printable(leaver.name),
                    words=card.fingerprint.words,
                ),
                err=True,
            )
    _tell_share(opened.keyring, leaver)


def _tell_share(keyring: Keyring, leaver: Card) -> None:
    """Tell that somebody of that name holds a break-glass share: with it, they are part of a quorum still."""
    from ...vault.quorum_acts import quorum_of  # its word lists take longer to load than a revocation to begin

    quorum, breaker = quorum_of(keyring), keyring.roster.member(keyring.breaker)
    if not quorum or not breaker or breaker.left:
        return
    for holder in quorum.holders:
        if in_one_spelling(holder.name) == in_one_spelling(leaver.name):
            click.echo(
                said(
                    "{name} holds break-glass share {number}, of which any {threshold} open the vault; unless they are"
                    " to keep it, issue new ones with `bronwacht vault share issue`",
                    name=printable(holder.name),
                    number=holder.number,
                    threshold=quorum.threshold,
                ),
                err=True,
            )
