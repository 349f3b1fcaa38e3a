"""``bronwacht vault edit`` and ``publish``: what is known of a source changes, and what was published of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from ...said import printable, said
from ...vault.agreed import agreed_in
from ...vault.asking import ask_changes
from ...vault.editing import edit, publish, stamp_of
from ...vault.form import parse_edited, read_disclosed
from ...vault.form_text import form_of
from ...vault.process import terminal
from ...vault.source import Promise, Publication, Source, Told
from ...vault.stores import Address
from ...vault.two_person_lines import takes_two
from ...vault.vault import Vault
from ..misuse import Misuse
from ..paths import DAY, PATH
from ..unlock import editor_options, open_dossier
from .approve import motive_option, show_source
from .common import vault_argument
from .sources import STDIN, check_shown_to_a_person, check_tags, read_form, tell_dates

_FINENESS = (Promise.PUBLISH, Promise.NO_FINER_THAN_NEAR, Promise.NO_FINER_THAN_BROAD, Promise.NO_FINER_THAN_VAGUE)
"""What each of the levels of :class:`Told` would have needed, in the same order."""


@click.command("edit")
@vault_argument
@click.argument("codename")
@click.argument("form", required=False, type=PATH)
@click.option("--print", "print_it", is_flag=True, help="Print the filled-in form, and change nothing.")
@click.option("--force", is_flag=True, help="Print it even where the output is no terminal.")
@motive_option
@editor_options
def edit_(
    vault_path: Address,
    codename: str,
    form: Path | None,
    print_it: bool,
    force: bool,
    motive_fd: int | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Change what is known of CODENAME: on the terminal, a question for each thing; or with a form, and no file.

    With --print, the filled-in form; FORM, or - for stdin, takes it back, and is refused where another editor has
    changed the source since. A source that takes two editors is shown once approved, as with `vault show`.
    """
    if form == STDIN and passphrase_fd == 0:
        raise Misuse("stdin cannot be both the form and the passphrase; use another descriptor")
    if motive_fd is not None and motive_fd == passphrase_fd:
        raise Misuse("one descriptor cannot bring both the motive and the passphrase")
    if form and print_it:
        raise Misuse("a form is given back, or printed; leave out one of the two")
    if print_it:
        check_shown_to_a_person(force=force)
    edited = parse_edited(read_form(form)) if form else None
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if edited is None:
        source, stamp = _shown(opened, codename, motive_fd)
        if print_it:
            click.echo(form_of(source, stamp=stamp), nl=False)
            return
        with terminal(said("print the form with --print, and give it back with -")) as there:
            edited = ask_changes(there.ask, source, check=check_tags), stamp
    changed, stamp = edited
    edit(opened, codename, changed, stamp=stamp)
    click.echo(said("changed: {codename}", codename=printable(opened.keyring.find(codename).codename)), err=True)
    tell_dates(changed)
    if form and form != STDIN:
        click.echo(said("{form} still says who it is: destroy it, and every copy of it", form=form), err=True)


@click.command("publish")
@vault_argument
@click.argument("codename")
@click.option("--title", required=True, help="The publication's title, as it was published.")
@click.option("--date", "on", required=True, type=DAY, help="When.")
@click.option(
    "--disclosed",
    multiple=True,
    metavar="TYPE[=LEVEL]",
    help="A type of detail that it told of the source, such as AGE or AGE=broad; may be repeated.",
)
@click.option("--text", metavar="NAME", default="", help="The name of the file with its text, for `risk --dossier`.")
@editor_options
def publish_(
    vault_path: Address,
    codename: str,
    title: str,
    on: datetime.date,
    disclosed: tuple[str, ...],
    text: str,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Write down that a publication used CODENAME, and how closely it told what; opens nothing.

    Levels: exact, near, broad, vague; without one, exact. It is the title that is kept, and the name of the file.
    """
    told = read_disclosed([one.replace("=", " ", 1) for one in disclosed])
    if text != Path(text).name:
        raise Misuse("--text is the name of a file, without its folder: it is looked for beside the draft")
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    publish(opened, codename, Publication(title, on, told, text))
    click.echo(said("written down: {title}", title=printable(title)), err=True)
    promise = agreed_in(opened.keyring.find(codename)).promise
    for type_ in (type_ for type_, level in told.items() if _is_closer(level, promise.get(type_))):
        click.echo(
            said(
                "closer than was promised: {type}, {told} ({promise})",
                type=type_,
                told=told[type_],
                promise=promise[type_],
            ),
            err=True,
        )


def _is_closer(told: Told, promise: Promise | None) -> bool:
    if promise is None:
        return False
    return promise is Promise.NEVER or list(Told).index(told) < _FINENESS.index(promise)


def _shown(opened: Vault, codename: str, motive_fd: int | None) -> tuple[Source, str]:
    """Who it is, and the state that was shown: what somebody else does right after must not pass for it."""
    record = opened.keyring.find(codename)
    if not takes_two(record):
        source, record = opened.open(codename)
        return source, stamp_of(record)
    source = show_source(opened, codename, motive_fd)
    # Opening it for two has given it another version.
    return source, f"{record.version + 1}.{len(source.publications)}"
