"""``bronwacht vault inbox``, and ``add --deposit``: how a reporter who can read nothing adds a source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ...said import said
from ...vault.errors import CardError, FingerprintError
from ...vault.files import read_small
from ...vault.inbox import MAX_CARD_BYTES, ConfirmedDepositCard, deposit, deposit_card, discard, read_deposit_card
from ...vault.process import harden, terminal
from ...vault.source import Source
from ...vault.stores import Address, open_store
from ..unlock import confirm_deposit_words, editor_options, open_dossier
from .common import vault_argument


@click.command()
@vault_argument
@click.option("--discard", "discard_them", is_flag=True, help="Throw away deposits that do not open, or were put back.")
@editor_options
def inbox(
    vault_path: Address, discard_them: bool, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """Print the deposit card, with which a reporter adds sources and reads none; take in what is there.

    Give the card away freely, and read its words out. It changes whenever an editor leaves or gets a new key.
    """
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if discard_them:
        click.echo(said("thrown away: {count} deposits", count=discard(opened)), err=True)
        return
    card = deposit_card(opened.keyring)
    click.echo(card.to_text(), nl=False)
    click.echo(said("in words  {words}", words=card.fingerprint.words), err=True)


def deposit_source(
    vault_path: Address, card_path: Path, source: Callable[[], Source], fingerprint: str | None, by: str | None
) -> str:
    """Deposit a source, and give the codename that it is to go by; asks for what was not given.

    The card first: whoever finds that it is not the editors' must not have told who the source is for nothing.
    """
    confirmed = confirm_deposit_card(card_path, fingerprint)
    store = open_store(vault_path)
    if by is None:
        with terminal(said("say who you are, for the editors, with --by NAME")) as there:
            by = there.ask(said("Your own name, for the editors: "))
    return deposit(store, confirmed, source(), by=by)


def confirm_deposit_card(path: Path, fingerprint: str | None) -> ConfirmedDepositCard:
    """The deposit card of a file, confirmed by the given fingerprint, or by a person at the terminal."""
    harden()
    text = read_small(path, MAX_CARD_BYTES, said("the card"), CardError).decode(errors="replace")
    card = read_deposit_card(text)
    if fingerprint is None and confirm_deposit_words(card.fingerprint.words):
        fingerprint = card.fingerprint.words
    if fingerprint is None:
        raise FingerprintError("the deposit card was not confirmed; ask an editor for its eight words")
    return card.confirm(fingerprint)
