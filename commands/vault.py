"""``bronwacht vault``: keep who the sources are, for the editors of a dossier."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..vault.errors import CardError, FingerprintError, FormError
from ..vault.files import check_fresh
from ..vault.form import MAX_BYTES, ask_form, parse_form
from ..vault.memory import default_memory
from ..vault.process import terminal
from ..vault.roster import MAX_CARD_BYTES, Card, ConfirmedCard, read_card
from ..vault.source import Source
from ..vault.vault import Listing, check_editors, create
from ..vault.words import DATA
from .unlock import confirm_words, editor_options, key_option, open_dossier, passphrase_option, unlock

STDIN = Path("-")
_vault_argument = click.argument("vault_path", metavar="VAULT", type=click.Path(path_type=Path))


@click.group()
def vault() -> None:
    """Keep who the sources are.

    A vault is one file with one dossier: its sources, and the editors who can open it. Names of sources never go on
    the command line: `add` reads a form or asks for them, and `show` prints to a terminal only.
    """


@vault.command()
@_vault_argument
@click.option("--dossier", required=True, help="What the editors call it.")
@click.option(
    "--editor",
    "editor_cards",
    multiple=True,
    type=click.Path(path_type=Path),
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
    vault_path: Path,
    dossier: str,
    editor_cards: tuple[Path, ...],
    fingerprints: tuple[str, ...],
    single_editor_i_accept_the_risk: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
) -> None:
    """Make VAULT, a new file, for yourself and at least one other editor.

    For every card, ask its owner for the eight words of their key, by telephone or in person.
    """
    check_fresh(vault_path)
    cards = [_read_card(path) for path in editor_cards]
    key = unlock(key_path, passphrase_fd)
    alone = single_editor_i_accept_the_risk
    check_editors(key.card, cards, alone=alone)
    others = _confirm(cards, fingerprints, ask=passphrase_fd is None)
    create(
        vault_path,
        dossier,
        key,
        others,
        memory=default_memory(os.environ),
        single_editor_i_accept_the_risk=alone,
    )
    click.echo(f"vault written: {vault_path}, for {1 + len(others)} editors", err=True)
    if alone and not others:
        click.echo("only one key opens it: lose it, and every source in it is lost", err=True)
    click.echo(
        "The first time that they open it, the others are asked for the words of your key:\n"
        f"    {key.card.fingerprint.words}",
        err=True,
    )


@vault.command()
@_vault_argument
@click.argument("form", required=False, type=click.Path(path_type=Path))
@editor_options
def add(
    vault_path: Path, form: Path | None, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """Keep a source, and print the codename that it goes by from now on.

    FORM is a filled-in `vault form`, or - for stdin; without one, the questions are asked on the terminal.
    """
    if form == STDIN and passphrase_fd == 0:
        raise click.UsageError("stdin cannot be both the form and the passphrase; use another descriptor")
    source = parse_form(_read_form(form)) if form else None
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    codename = opened.add(source or _asked())
    click.echo(codename)
    click.echo(f"kept; in the open, this source is called {codename}", err=True)
    if form and form != STDIN:
        click.echo(f"{form} still says who it is: destroy it, and every copy of it", err=True)


@vault.command("list")
@_vault_argument
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@editor_options
def list_(
    vault_path: Path, as_json: bool, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """List the sources by codename, and nothing of who they are."""
    listings = open_dossier(vault_path, key_path, passphrase_fd, founder).list()
    if as_json:
        click.echo(json.dumps({"schema": 1, "sources": [_listing_json(listing) for listing in listings]}))
    for listing in listings if not as_json else ():
        retain = listing.retain_until.isoformat() if listing.retain_until else ""
        click.echo("\t".join(_printable(cell) for cell in [listing.codename, retain, *listing.tags]).rstrip("\t"))
    if not listings:
        click.echo("no sources yet; add one with `bronwacht vault add`", err=True)


@vault.command()
@_vault_argument
@click.argument("codename")
@click.option("--force", is_flag=True, help="Print who it is even where the output is no terminal.")
@editor_options
def show(
    vault_path: Path, codename: str, force: bool, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """Show who CODENAME is. The reading is in the log before anything is on the screen."""
    if not force and not sys.stdout.isatty():
        raise click.UsageError("an identity is shown on a terminal only; --force prints it here all the same")
    source = open_dossier(vault_path, key_path, passphrase_fd, founder).show(codename)
    for line in _lines(source):
        click.echo(line)


@vault.command()
@_vault_argument
@editor_options
def log(vault_path: Path, key_path: Path | None, passphrase_fd: int | None, founder: str | None) -> None:
    """Print who did what and when, oldest first: time (UTC), editor, act, codename."""
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    for line in opened.log():
        click.echo(f"{line.at:%Y-%m-%dT%H:%M:%SZ}\t{line.editor}\t{line.act}\t{line.codename}".rstrip("\t"))


@vault.command()
def form() -> None:
    """Print an empty form, to fill in and give to `vault add`."""
    click.echo((DATA / "form.toml").read_text(encoding="utf-8"), nl=False)


def _read_card(path: Path) -> Card:
    try:
        with path.open("rb") as file:
            text = file.read(MAX_CARD_BYTES + 1)
    except OSError as error:
        raise CardError(f"cannot read the card {path.name}: {error.strerror or 'unreadable'}") from None
    if len(text) > MAX_CARD_BYTES:
        raise CardError(f"{path.name} is far too large to be an editor card")
    return read_card(text.decode(errors="replace"))


def _confirm(cards: Sequence[Card], fingerprints: Sequence[str], *, ask: bool) -> list[ConfirmedCard]:
    """Every card with the fingerprint that was given for it, or that a person has just compared."""
    unused = [text for text in fingerprints if not any(card.fingerprint.is_meant_by(text) for card in cards)]
    if unused:
        raise FingerprintError("a --fingerprint is that of none of the cards; do not use the card, ask for a new one")
    confirmed = []
    for card in cards:
        given = next((text for text in fingerprints if card.fingerprint.is_meant_by(text)), None)
        if given is None and ask and confirm_words(card.name, card.fingerprint.words):
            given = card.fingerprint.words
        if given is None:
            raise FingerprintError(
                f"the card of {card.name} was not confirmed; ask them for their eight words, and give them with"
                " --fingerprint"
            )
        confirmed.append(card.confirm(given))
    return confirmed


def _read_form(path: Path) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FormError(f"cannot read the form {path.name}: {error.strerror or 'unreadable'}") from None


def _asked() -> Source:
    with terminal("give a form: see `bronwacht vault form`") as there:
        return ask_form(there.ask)


def _listing_json(listing: Listing) -> dict[str, object]:
    return {
        "codename": listing.codename,
        "tags": list(listing.tags),
        "retain_until": listing.retain_until.isoformat() if listing.retain_until else None,
        "version": listing.version,
    }


def _lines(source: Source) -> list[str]:
    """What is known, a line each, without what is not."""
    rows = [
        ("codename", source.codename),
        ("name", source.name),
        *(("also", alias) for alias in source.aliases),
        *(("contact", contact) for contact in source.contacts),
        ("employer", source.employer),
        ("role", source.role),
        ("born", source.born.isoformat() if source.born else ""),
        ("relation", source.relation),
        *((f"promise {type_}", promise.value) for type_, promise in source.promise.items()),
        ("verified", _joined(source.verified.how, source.verified.by, source.verified.on) if source.verified else ""),
        *(("evidence", _joined(e.what, e.where, e.sha256)) for e in source.evidence),
        *(("published", _joined(p.what, p.on, " ".join(p.disclosed))) for p in source.publications),
        ("tags", ", ".join(source.tags)),
        ("retain until", source.retain_until.isoformat() if source.retain_until else ""),
    ]
    return [f"{label:<16} {_printable(value)}" for label, value in rows if value]


def _printable(value: str) -> str:
    """Without control characters, which another editor could have put there to rewrite the screen."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)


def _joined(*pieces: object) -> str:
    return "; ".join(str(piece) for piece in pieces if piece)
