"""``bronwacht vault approve``: the second editor of two; and what `add` and `show` do for a record that takes two."""

from __future__ import annotations

from pathlib import Path

import click

from ...said import printable, said
from ...vault.errors import NeedsApprovalError, RequestError
from ...vault.process import terminal
from ...vault.source import Source
from ...vault.stores import Address
from ...vault.two_person_acts import Pending, approve, ask, check_askable, find_pending, open_approved, pending
from ...vault.two_person_lines import takes_two
from ...vault.vault import Vault
from ..unlock import editor_options, open_dossier
from .common import vault_argument
from .secrets_in import read_descriptor

motive_option = click.option(
    "--motive-fd",
    type=click.IntRange(min=0),
    metavar="N",
    help="Read why, where that is logged, from this descriptor; asked for otherwise.",
)


@click.command("approve")
@vault_argument
@click.argument("request", required=False)
@click.option("--yes", is_flag=True, help="Approve without being asked once more.")
@editor_options
def approve_(
    vault_path: Address,
    request: str | None,
    yes: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Approve another editor's REQUEST to open a source that takes two; without one, list what waits.

    The list: request, who asks, codename, until when, who has approved, and why. Your approval is logged with the
    motive, lets that editor open that source once, and its files until then, and shows you nothing.
    """
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if request is None:
        for one in pending(opened):
            click.echo("\t".join(_cells(one)))
        return
    seen = find_pending(opened, request)
    click.echo(
        said(
            "{by} asks to open {codename}: {motive}",
            by=printable(seen.by),
            codename=printable(seen.codename),
            motive=printable(seen.request.motive),
        ),
        err=True,
    )
    if not yes and not _agreed():
        raise RequestError("not approved; nothing was written")
    approve(opened, seen)
    click.echo(
        said(
            "approved: {by} can open {codename} once, with `vault show`",
            by=printable(seen.by),
            codename=printable(seen.codename),
        ),
        err=True,
    )


def show_source(opened: Vault, codename: str, motive_fd: int | None) -> Source:
    """Who a source is; one that takes two is shown once approved, and asked for until then.

    Raises :class:`NeedsApprovalError` where it is asked for, or waits already.
    """
    record = opened.keyring.find(codename)
    if not takes_two(record):
        return opened.show(codename)
    try:
        return open_approved(opened, codename)
    except NeedsApprovalError as refusal:
        raise asked_for(opened, codename, motive_fd, refusal) from None


def asked_for(opened: Vault, codename: str, motive_fd: int | None, refusal: NeedsApprovalError) -> NeedsApprovalError:
    """Ask for what was refused, unless that waits already and no other motive is given; how it is refused now."""
    record = opened.keyring.find(codename)
    waits = any(one.request.record == record.id and not one.request.approver for one in _mine(opened))
    if motive_fd is None and waits:
        return refusal
    check_askable(opened, codename)  # nobody says why for nothing
    request = ask(opened, codename, _motive(motive_fd))
    return NeedsApprovalError(
        "asked: request {id}; when another editor has approved it (`bronwacht vault approve VAULT {id}`),"
        " do this again, until {expires:%Y-%m-%d %H:%M} UTC",
        id=request.id,
        expires=request.expires,
    )


def _mine(opened: Vault) -> list[Pending]:
    return [one for one in pending(opened) if one.request.by == opened.key.card.fingerprint.hex]


def _motive(motive_fd: int | None) -> str:
    if motive_fd is not None:
        return read_descriptor(motive_fd, "--motive-fd").reveal().decode(errors="replace")
    with terminal(said("give the motive with --motive-fd N")) as there:
        there.tell(
            said("This source takes a second editor, who will read why you ask, and so will the log. No names in it.")
        )
        return there.ask(said("Why? "))


def _agreed() -> bool:
    with terminal(said("approve with --yes, when you have read the motive")) as there:
        return there.ask(said("Approve? Type yes: ")).lower() in ("yes", "ja")


def _cells(one: Pending) -> list[str]:
    cells = [one.request.id, one.by, one.codename, f"{one.request.expires:%Y-%m-%dT%H:%MZ}"]
    return [printable(cell) for cell in [*cells, one.approver or "-", one.request.motive]]
