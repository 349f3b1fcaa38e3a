"""``bronwacht vault add``, ``list``, ``show``, ``form``: what is known of the sources."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from ...errors import reason
from ...said import Tongue, printable, said, spoken
from ...vault.asking import ask_form
from ...vault.errors import FormError
from ...vault.files import open_to_read
from ...vault.form import MAX_BYTES, parse_form
from ...vault.names import WHOLE
from ...vault.process import terminal
from ...vault.source import Publication, Source
from ...vault.stores import Address
from ...vault.two_person_acts import add_for_two
from ...vault.two_person_lines import takes_two
from ...vault.vault import Listing, Vault, check_labels
from ...vault.words import DATA
from ..misuse import Misuse
from ..paths import PATH
from ..unlock import editor_options, open_dossier
from .approve import motive_option, show_source
from .common import vault_argument
from .inbox import deposit_source

STDIN = Path("-")


@click.command()
@vault_argument
@click.argument("form", required=False, type=PATH)
@click.option("--deposit", "card", type=PATH, metavar="CARD", help="Deposit it; that takes no key.")
@click.option("--fingerprint", metavar="WORDS", help="The deposit card's, as an editor read it out: words or hex.")
@click.option("--by", metavar="NAME", help="Who deposits it, for the editors; asked for otherwise.")
@click.option("--two-person", is_flag=True, help="No editor shall open it alone: it takes a second one's approval.")
@click.option("--canary", is_flag=True, help="It is nobody: whoever opens it raises an alarm.")
@click.option("--namesake", is_flag=True, help="It is somebody else than the source of the same name.")
@editor_options
def add(
    vault_path: Address,
    form: Path | None,
    card: Path | None,
    fingerprint: str | None,
    by: str | None,
    two_person: bool,
    canary: bool,
    namesake: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Keep a source, and print the codename that it goes by from now on.

    FORM is a filled-in `vault form`, or - for stdin; without one, the questions are asked on the terminal.

    A name that is kept already is refused, unless it is a --namesake. For that the program reads the other sources,
    which is logged as a check; those that take two editors it cannot read.
    """
    if form == STDIN and passphrase_fd == 0:
        raise Misuse("stdin cannot be both the form and the passphrase; use another descriptor")
    if card is None and (fingerprint or by):
        raise Misuse("--fingerprint and --by go with --deposit")
    if card and (two_person or canary or namesake):
        raise Misuse("an editor decides that; deposit it without --two-person, --canary and --namesake")
    if canary and two_person:
        raise Misuse("a canary is for whoever opens it alone; leave out --two-person")
    source = parse_form(read_form(form)) if form else None
    if card:
        codename = deposit_source(vault_path, card, lambda: source or _asked(), fingerprint, by)
        click.echo(codename)
        click.echo(
            said("deposited; call this source {codename} unless an editor tells you another name", codename=codename),
            err=True,
        )
    else:
        opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
        source = replace(source or _asked(), canary=canary)
        if not namesake:
            _check_new(opened, source, ask=form is None)
        codename = add_for_two(opened, source) if two_person else opened.add(source)
        click.echo(codename)
        click.echo(said("kept; in the open, this source is called {codename}", codename=codename), err=True)
        tell_dates(source)
        if two_person:
            _tell_whose(opened)
    if form and form != STDIN:
        click.echo(said("{form} still says who it is: destroy it, and every copy of it", form=form), err=True)


def _tell_whose(opened: Vault) -> None:
    """Tell who opens it with whom: a key that somebody let in for themself would be among them."""
    called = opened.keyring.roster.called
    names = [printable(called(member.card.fingerprint.hex)) for member in opened.keyring.people]
    click.echo(said("any two of these open it together: {names}", names=", ".join(names)), err=True)


def check_tags(source: Source) -> None:
    """Raise FormError where a tag says who the source is."""
    check_labels(source.tags, source)


def tell_dates(source: Source) -> None:
    """Tell of dates that a slip of the pen makes: one has the source forgotten, the other looked for in vain."""
    today = datetime.date.today()
    if source.retain_until and source.retain_until < today:
        click.echo(
            said(
                "the day until which to keep this source, {day}, is past: `bronwacht vault expire --shred` forgets it;"
                " if it is another day, change it with `bronwacht vault edit`",
                day=source.retain_until,
            ),
            err=True,
        )
    if source.born and source.born > today:
        click.echo(
            said("the date of birth lies ahead of today: if it is wrong, change it with `bronwacht vault edit`"),
            err=True,
        )


def _check_new(opened: Vault, source: Source, *, ask: bool) -> None:
    """Refuse somebody who is kept already: forgotten under one codename, they would still be there under the other.

    Whoever has just answered every question is asked, and need not do it again.
    """
    if all(takes_two(record) for record in opened.keyring.records):
        return
    kept = sorted({found.codename for found in opened.check(source.name) if found.kind == WHOLE})
    if kept and not (ask and _is_somebody_else(kept)):
        raise FormError(
            "a source of that name is kept already, as {codenames}: change that one with `bronwacht vault edit`,"
            " or add it with --namesake where this is somebody else",
            codenames=", ".join(kept),
        )


def _is_somebody_else(kept: Sequence[str]) -> bool:
    with terminal(said("say with --namesake that it is somebody else")) as there:
        question = said(
            "A source of that name is kept already, as {codenames}. Is this somebody else? Type yes: ",
            codenames=", ".join(kept),
        )
        return there.ask(question).lower() in ("yes", "ja")


@click.command("list")
@vault_argument
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@editor_options
def list_(
    vault_path: Address, as_json: bool, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """List the sources by codename, and nothing of who they are."""
    listings = open_dossier(vault_path, key_path, passphrase_fd, founder).list()
    if as_json:
        click.echo(json.dumps({"schema": 1, "sources": [_listing_json(listing) for listing in listings]}))
    for listing in listings if not as_json else ():
        retain = listing.retain_until.isoformat() if listing.retain_until else ""
        click.echo("\t".join(printable(cell) for cell in [listing.codename, retain, *listing.tags]).rstrip("\t"))
    if not listings:
        click.echo(said("no sources yet; add one with `bronwacht vault add`"), err=True)


@click.command()
@vault_argument
@click.argument("codename")
@click.option("--force", is_flag=True, help="Print who it is even where the output is no terminal.")
@motive_option
@editor_options
def show(
    vault_path: Address,
    codename: str,
    force: bool,
    motive_fd: int | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Show who CODENAME is. The reading is in the log before anything is on the screen.

    A source that takes two editors is shown, once, when another has approved; until then, you are asked why.
    """
    check_shown_to_a_person(force=force)
    if motive_fd is not None and motive_fd == passphrase_fd:
        raise Misuse("one descriptor cannot bring both the motive and the passphrase")
    source = show_source(open_dossier(vault_path, key_path, passphrase_fd, founder), codename, motive_fd)
    for line in _lines(source):
        click.echo(line)


def check_shown_to_a_person(*, force: bool) -> None:
    """Raise UsageError where an identity would go anywhere but to a terminal."""
    if not force and not sys.stdout.isatty():
        raise Misuse("an identity is shown on a terminal only; --force prints it here all the same")


@click.command()
def form() -> None:
    """Print an empty form, to fill in and give to `vault add`."""
    name = "form_nl.toml" if spoken() is Tongue.NL else "form.toml"
    click.echo((DATA / name).read_text(encoding="utf-8"), nl=False)


def read_form(path: Path) -> bytes:
    """The bytes of a form, ``-`` for stdin; raises :class:`FormError`."""
    if path == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with open_to_read(path) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FormError(
            "cannot read the form {name}: {reason}; check the path", name=path.name or path, reason=reason(error)
        ) from None


def _asked() -> Source:
    with terminal(said("give a form: see `bronwacht vault form`")) as there:
        return ask_form(there.ask, check=check_tags)


def _listing_json(listing: Listing) -> dict[str, object]:
    return {
        "codename": listing.codename,
        "tags": list(listing.tags),
        "retain_until": listing.retain_until.isoformat() if listing.retain_until else None,
        "version": listing.version,
    }


def _lines(source: Source) -> list[str]:
    """What is known, a line each, without what is not."""
    verified = source.verified
    rows = [
        (said("codename"), source.codename),
        (said("name"), source.name),
        *((said("also"), alias) for alias in source.aliases),
        *((said("contact"), contact) for contact in source.contacts),
        (said("employer"), source.employer),
        (said("role"), source.role),
        (said("born"), source.born.isoformat() if source.born else ""),
        (said("relation"), source.relation),
        *((said("promise {type}", type=type_), promise.value) for type_, promise in source.promise.items()),
        (
            said("verified"),
            _joined(verified.how, verified.by, verified.on) if verified else "",
        ),
        *((said("evidence"), _joined(e.what, e.where, e.sha256)) for e in source.evidence),
        *((said("known {type}", type=fact.type), fact.what) for fact in source.facts),
        *((said("published"), _joined(p.what, p.on, _told(p), p.text)) for p in source.publications),
        (said("tags"), ", ".join(source.tags)),
        (said("retain until"), source.retain_until.isoformat() if source.retain_until else ""),
    ]
    return [f"{label!s:<16} {printable(value)}" for label, value in rows if value]


def _told(publication: Publication) -> str:
    return ", ".join(f"{type_} {told}" for type_, told in publication.disclosed.items())


def _joined(*pieces: object) -> str:
    return "; ".join(str(piece) for piece in pieces if piece)
