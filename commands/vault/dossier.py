"""``bronwacht vault init``: a new dossier."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ...said import said
from ...vault.memory import default_memory
from ...vault.stores import Address, check_address_is_fresh, dossier_of
from ...vault.vault import check_editors, create
from ..counted import counted
from ..paths import PATH
from ..unlock import key_option, passphrase_option, unlock
from .cards import confirm_cards, read_card_file
from .common import vault_argument


@click.command()
@vault_argument
@click.option("--dossier", required=True, help="What the editors call it.")
@click.option(
    "--editor",
    "editor_cards",
    multiple=True,
    type=PATH,
    metavar="CARD",
    help="The card of another editor; may be repeated.",
)
@click.option(
    "--fingerprint",
    "fingerprints",
    multiple=True,
    metavar="WORDS",
    help="The fingerprint of an editor, as they read it out: words or hex; may be repeated. Asked for otherwise.",
)
@click.option(
    "--single-editor-i-accept-the-risk", is_flag=True, help="Make it for yourself alone: lose your key, lose all."
)
@key_option
@passphrase_option
def init(
    vault_path: Address,
    dossier: str,
    editor_cards: tuple[Path, ...],
    fingerprints: tuple[str, ...],
    single_editor_i_accept_the_risk: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
) -> None:
    """Make VAULT, a new file, for yourself and at least one other editor.

    VAULT may also be on a PostgreSQL server that keeps the sealed bytes and can read none of them:
    postgresql://HOST/DATABASE?vault=NAME. Its password stands in ~/.pgpass or a service file, never here.

    For every card, ask its owner for the eight words of their key, by telephone or in person.
    """
    check_address_is_fresh(vault_path)
    cards = [read_card_file(path) for path in editor_cards]
    key = unlock(key_path, passphrase_fd)
    alone = single_editor_i_accept_the_risk
    check_editors(key.card, cards, alone=alone)
    others = confirm_cards(cards, fingerprints, ask=passphrase_fd is None)
    memory = default_memory(os.environ)
    before = memory.vault_at(key, dossier_of(dossier, key))
    made = create(
        vault_path,
        dossier,
        key,
        others,
        memory=memory,
        single_editor_i_accept_the_risk=alone,
    )
    click.echo(
        said(
            "vault written: {vault_path}, for {editors}",
            vault_path=vault_path,
            editors=counted(1 + len(others), "editor"),
        ),
        err=True,
    )
    if before:
        click.echo(
            said(
                "this machine has seen another vault for a dossier of that name: who is kept in the one is not looked"
                " for in the other. If you meant that one, delete this one and open it"
            ),
            err=True,
        )
    if not made.store.overwrites:
        click.echo(
            said("a server keeps what was overwritten: what is shredded there is gone once all editors have ratcheted"),
            err=True,
        )
    if alone and not others:
        click.echo(said("only one key opens it: lose it, and every source in it is lost"), err=True)
        return
    click.echo(
        said(
            "The first time that they open it, the others are asked for the words of your key:\n    {words}",
            words=key.card.fingerprint.words,
        ),
        err=True,
    )
