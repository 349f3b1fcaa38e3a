"""``bronwacht vault share``: the break-glass shares, from issue to drill."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ...errors import reason
from ...said import printable, said
from ...vault import age
from ...vault.cards import ConfirmedCard
from ...vault.errors import AgeError, CertificateError, ShareError, StorageError
from ...vault.files import OWNER_ONLY_FOLDER, check_fresh, read_small
from ...vault.process import harden, terminal
from ...vault.quorum import Holder
from ...vault.quorum_acts import certificate, issue, make_drill, may_count, record_answer, shares_in_force
from ...vault.quorum_drill import answer_drill, check_drill
from ...vault.quorum_text import MAX_BLOCK
from ...vault.secret import Secret
from ...vault.stores import Address
from ...vault.vault import Vault
from ..misuse import Misuse
from ..output import write_new
from ..paths import PATH
from ..unlock import editor_options, key_option, open_dossier, passphrase_option, unlock
from .cards import confirm_cards, read_card_file
from .common import vault_argument
from .secrets_in import read_text_file, share_given, shares_option

CERTIFICATE = "certificate.txt"


@click.group()
def share() -> None:
    """Break-glass shares: K of N holders together open a vault whose editors are lost.

    No holder can open anything alone. `issue` makes them and replaces those in force, when a holder leaves too. A
    `drill` lets each holder prove that they still have theirs. `bronwacht vault recover` is for the day itself.
    """


@share.command("issue")
@vault_argument
@click.option("-k", "--threshold", required=True, type=int, metavar="K", help="How many shares open; at least 2.")
@click.option(
    "--holder",
    "cards",
    multiple=True,
    type=PATH,
    metavar="CARD",
    help="A holder with a key (`keys new`): their share is sealed to it, in a file. May be repeated.",
)
@click.option("--paper", "names", multiple=True, metavar="NAME", help="A holder on paper: their share is printed.")
@click.option("--fingerprint", "fingerprints", multiple=True, metavar="WORDS", help="Of a card; asked for otherwise.")
@click.option("-o", "--out", "output", required=True, type=PATH, help="A new folder for the files.")
@click.option("--force", is_flag=True, help="Print paper shares even where the output is no terminal.")
@click.option("--yes", is_flag=True, help="Do not ask before shares in force are replaced, which then open nothing.")
@editor_options
def issue_(
    vault_path: Address,
    threshold: int,
    cards: tuple[Path, ...],
    names: tuple[str, ...],
    fingerprints: tuple[str, ...],
    output: Path,
    force: bool,
    yes: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Make shares, any K of which open the vault, for up to 7 holders; those in force are replaced, if you say so.

    Into the folder go a sealed share for every CARD, and a certificate, which opens nothing: it tells a bad share from
    a good one. Replaced shares open the vault no more; a backup from before, they open for as long as both exist.
    """
    if names and not force and not sys.stdout.isatty():
        raise Misuse("a share is printed on a terminal only; --force prints it here all the same")
    check_fresh(output)
    read = [read_card_file(path) for path in cards]
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    confirmed = confirm_cards(read, fingerprints, ask=passphrase_fd is None)
    if not yes:
        _confirm_replacing(opened)
    made: list[str] = []

    def hand_over(sheets: Sequence[Secret], text: str) -> None:
        _make_folder(output)
        made.append(text)
        write_new([*_sealed(output, confirmed, sheets), (output / CERTIFICATE, text)])
        _print(sheets[len(confirmed) :])

    try:
        outcome = issue(opened, [*(card.name for card in read), *names], threshold, hand_over=hand_over)
    except BaseException:
        for text in made:
            _take_back(opened, output, text)
        raise
    click.echo(
        said(
            "shares issued: any {threshold} of {count} open; files in {output}",
            threshold=threshold,
            count=len(read) + len(names),
            output=output,
        ),
        err=True,
    )
    if outcome.replaced:
        click.echo(
            said("the shares before these open this vault no more, but older backups: have them destroyed"), err=True
        )
    for codename in outcome.uncovered:
        click.echo(
            said(
                "{codename}: takes two editors; they must open it once before shares do", codename=printable(codename)
            ),
            err=True,
        )


@share.command("list")
@vault_argument
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@editor_options
def list_(
    vault_path: Address, as_json: bool, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """List who holds a share, and when each last proved it: number, name, day of the last drill."""
    quorum = shares_in_force(open_dossier(vault_path, key_path, passphrase_fd, founder))
    if as_json:
        click.echo(
            json.dumps(
                {
                    "schema": 1,
                    "threshold": quorum.threshold,
                    "issued": quorum.issued.isoformat(),
                    "holders": [_holder_json(holder) for holder in quorum.holders],
                }
            )
        )
        return
    for holder in quorum.holders:
        drilled = f"{holder.drilled:%Y-%m-%d}" if holder.drilled else said("never")
        click.echo(f"{holder.number}\t{printable(holder.name)}\t{drilled}")
    click.echo(
        said(
            "any {threshold} of {count} open; issued {issued}",
            threshold=quorum.threshold,
            count=len(quorum.holders),
            issued=quorum.issued,
        ),
        err=True,
    )


@share.command("certificate")
@vault_argument
@editor_options
def certificate_(vault_path: Address, key_path: Path | None, passphrase_fd: int | None, founder: str | None) -> None:
    """Print the certificate of the shares in force, signed with your key. It opens nothing, and names the holders."""
    click.echo(certificate(open_dossier(vault_path, key_path, passphrase_fd, founder)), nl=False)


@share.command()
@vault_argument
@click.argument("answers", nargs=-1, type=PATH)
@editor_options
def drill(
    vault_path: Address,
    answers: tuple[Path, ...],
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Print a drill to send to the holders; or, with their ANSWERS, check and record them.

    A holder answers with `bronwacht vault share answer`. Neither the drill nor an answer is secret.
    """
    texts = [read_text_file(path, said("the answer")) for path in answers]
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if not texts:
        click.echo(make_drill(opened), nl=False)
        click.echo(said("send it to the holders; then: bronwacht vault share drill VAULT ANSWER…"), err=True)
    for text in texts:
        holder = record_answer(opened, text)
        click.echo(
            said("{number}\t{name}\thas the share", number=holder.number, name=printable(holder.name)), err=False
        )


@share.command()
@click.argument("drill", type=PATH)
@shares_option
def answer(drill: Path, shares_fd: int | None) -> None:
    """Answer a DRILL with your share, and print the answer. It shows that you have the share, and not what it says."""
    harden()
    if str(drill) == "-" and shares_fd == 0:
        raise Misuse("stdin cannot be both the drill and the share; use another descriptor")
    text = read_text_file(drill, said("the drill"))
    check_drill(text)
    click.echo(answer_drill(text, share_given(shares_fd)), nl=False)


@share.command("open")
@click.argument("file", type=PATH)
@click.option("--force", is_flag=True, help="Print it even where the output is no terminal.")
@key_option
@passphrase_option
def open_(file: Path, force: bool, key_path: Path | None, passphrase_fd: int | None) -> None:
    """Show the share in a sealed FILE, with the key that it was sealed to."""
    if not force and not sys.stdout.isatty():
        raise Misuse("a share is shown on a terminal only; --force prints it here all the same")
    sealed = read_small(file, MAX_BLOCK, said("the share"), CertificateError)
    key = unlock(key_path, passphrase_fd)
    try:
        sheet = age.decrypt(sealed, identities=[key.identity.reveal_text()])
    except AgeError:
        raise ShareError("{name} does not open with this key, or is damaged", name=file.name) from None
    # Anybody can seal a file to a card, and what is in it must not steer the terminal.
    for line in sheet.decode(errors="replace").splitlines():
        click.echo(printable(line))


def _confirm_replacing(opened: Vault) -> None:
    """Ask where others hold shares: these lie in safes, and open nothing from then on."""
    try:
        quorum = shares_in_force(opened)
    except ShareError:
        return
    with terminal(said("say with --yes that they are to be replaced")) as there:
        there.tell(
            said(
                "There are shares already, issued {issued}: any {threshold} of {holders}. They will open this vault no"
                " more.",
                issued=quorum.issued,
                threshold=quorum.threshold,
                holders=", ".join(holder.name for holder in quorum.holders),
            )
        )
        if there.ask(said("Replace them? Type yes: ")).lower() not in ("yes", "ja"):
            raise Misuse("not confirmed; the shares in force stay, and no others were issued")


def _print(sheets: Sequence[Secret]) -> None:
    """Print the paper shares, before they count: those in force must not be replaced by some that nobody has."""
    try:
        for sheet in sheets:
            click.echo(sheet.reveal_text() + "\f", nl=False)
        sys.stdout.flush()
    except OSError as error:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries once more as it ends
        raise StorageError(
            "the paper shares cannot be printed ({reason}); no shares were issued, and those in force stay",
            reason=reason(error),
        ) from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=OWNER_ONLY_FOLDER)
    except OSError as error:
        raise StorageError(
            "{folder}: cannot be made ({reason}); choose another with -o", folder=folder, reason=reason(error)
        ) from None


def _sealed(folder: Path, holders: Sequence[ConfirmedCard], sheets: Sequence[Secret]) -> Iterator[tuple[Path, str]]:
    """A file for each holder with a card, whose sheets come first."""
    for number, (holder, sheet) in enumerate(zip(holders, sheets, strict=False), start=1):
        sealed = age.encrypt(sheet.reveal(), recipients=[holder.card.recipient], armor=True)
        yield folder / f"share-{number}.age", sealed.decode()


def _take_back(opened: Vault, folder: Path, text: str) -> None:
    """Remove what was written, where the shares of the certificate ``text`` came to nothing; else say that it stays.

    Once they are in force, those before them open nothing: without the files, nobody would have any that do.
    """
    if may_count(opened, text):
        click.echo(
            said(
                "the files in {folder} stay, for their shares may be in force: look with `bronwacht vault share list`"
                " before you issue others",
                folder=folder,
            ),
            err=True,
        )
        return
    with contextlib.suppress(OSError):
        for path in folder.glob("*"):
            path.unlink()
        folder.rmdir()


def _holder_json(holder: Holder) -> dict[str, object]:
    return {
        "number": holder.number,
        "name": holder.name,
        "drilled": holder.drilled.isoformat() if holder.drilled else None,
    }
