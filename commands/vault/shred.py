"""``bronwacht vault shred`` and ``expire``: forgetting sources."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from ...said import Remark, printable, said
from ...vault.process import terminal
from ...vault.shredding import expired, last_quiet_day, shred_expired
from ...vault.shredding import shred as shred_source
from ...vault.stores import Address
from ...vault.vault import Listing
from ..misuse import Misuse
from ..paths import DAY
from ..pending import tell_kept_by_server, tell_unratcheted
from ..unlock import editor_options, open_dossier
from .common import vault_argument

MAX_QUIET = datetime.timedelta(days=31)
"""Between the last act and a day on which sources are forgotten: after so long, somebody should look at the clock."""

_yes_option = click.option("--yes", is_flag=True, help="Do not ask; nothing brings a source back.")


@click.command()
@vault_argument
@click.argument("codename")
@_yes_option
@editor_options
def shred(
    vault_path: Address, codename: str, yes: bool, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """Forget CODENAME: its key is destroyed, and what lay in the vault is overwritten. Nothing brings it back."""
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    listing = opened.keyring.find(codename)
    _confirm(
        said("Type {codename} to forget who it is, for good: ", codename=listing.codename), listing.codename, yes=yes
    )
    shred_source(opened, listing.codename)
    click.echo(said("forgotten: {codename}", codename=printable(listing.codename)), err=True)
    tell_kept_by_server(opened)
    tell_unratcheted(opened.keyring)


@click.command()
@vault_argument
@click.option("--shred", "shred_them", is_flag=True, help="Forget them.")
@_yes_option
@click.option("--today", "said_today", type=DAY, help="With --yes: the day that it is; must be so here.")
@editor_options
def expire(
    vault_path: Address,
    shred_them: bool,
    yes: bool,
    said_today: datetime.date | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """List the sources past their retention date; the exit code is 1 while there are any.

    What is past its date, this machine's clock says. Where nothing was done in the vault for a month before, --yes
    forgets nothing unless --today says the same day: a clock that ran ahead would have all of it forgotten.
    """
    today = datetime.date.today()
    if said_today and said_today != today:
        raise Misuse("this machine's clock says another day than --today; nothing was forgotten")
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    found = expired(opened, today)
    if shred_them and found:
        _check_clock(last_quiet_day(opened, today), today, sure=said_today is not None, yes=yes)
        _confirm(said("Type {count} to forget so many sources, for good: ", count=len(found)), str(len(found)), yes=yes)
        _print(shred_expired(opened, today))
        click.echo(said("forgotten: the sources above"), err=True)
        tell_kept_by_server(opened)
        tell_unratcheted(opened.keyring)
        return
    _print(found)
    if not found:
        click.echo(said("no source is past its date, by this machine's clock: {today}", today=today), err=True)
    sys.exit(1 if found else 0)


def _check_clock(last: datetime.date, today: datetime.date, *, sure: bool, yes: bool) -> None:
    """Nothing brings back what a clock that runs ahead has forgotten; the log says how late it is at least."""
    if sure or today - last <= MAX_QUIET:
        return
    if yes:
        raise Misuse(
            "by this machine's clock it is {today}, and nothing was done in the vault since {last}: if the clock is"
            " right, say so with --today {today}; nothing was forgotten",
            today=today,
            last=last,
        )
    click.echo(
        said(
            "by this machine's clock it is {today}, and nothing was done in the vault since {last}: be sure that the"
            " clock is right",
            today=today,
            last=last,
        ),
        err=True,
    )


def _print(listings: tuple[Listing, ...]) -> None:
    for listing in listings:
        click.echo(f"{printable(listing.codename)}\t{listing.retain_until}")


def _confirm(question: Remark, answer: str, *, yes: bool) -> None:
    if yes:
        return
    with terminal(said("give --yes where nobody can be asked")) as there:
        if there.ask(question).casefold() != answer.casefold():
            raise Misuse("not confirmed; nothing was forgotten")
