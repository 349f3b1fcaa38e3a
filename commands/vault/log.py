"""``bronwacht vault log`` and ``verify``: who did what, and whether all of it is still there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...said import Remark, printable, said
from ...vault.clocks import turned_back
from ...vault.errors import DamagedVaultError
from ...vault.files import read_small
from ...vault.log import Act
from ...vault.stores import Address
from ...vault.torn import torn_log
from ...vault.verify import checkpoint_words
from ...vault.verify import verify as verify_vault
from ..misuse import Misuse
from ..paths import PATH
from ..unlock import editor_options, open_dossier
from .common import vault_argument

MAX_NOTE_BYTES = 64 * 1024
"""A checkpoint takes about 4 KB; a file that is larger is not one."""


_ACTS = {
    Act.CREATED: said("created"),
    Act.ADDED: said("added"),
    Act.READ: said("read"),
    Act.CHECKED: said("checked"),
    Act.GRANTED: said("granted"),
    Act.REVOKED: said("revoked"),
    Act.ROTATED: said("rotated"),
    Act.RATCHETED: said("ratcheted"),
    Act.REKEYED: said("re-keyed"),
    Act.RATCHET_ASKED: said("asked for a ratchet"),
    Act.SHREDDED: said("shredded"),
    Act.DEPOSITED: said("took in a deposit"),
    Act.DISCARDED: said("discarded deposits"),
    Act.EDITED: said("edited"),
    Act.ATTACHED: said("attached"),
    Act.DETACHED: said("detached"),
    Act.REQUESTED: said("requested"),
    Act.APPROVED: said("approved"),
    Act.SHARED: said("shared"),
    Act.DRILLED: said("drilled"),
    Act.RECOVERED: said("recovered"),
    Act.EXPORTED: said("exported"),
    Act.IMPORTED: said("imported"),
    Act.TRAVELLED: said("travelled"),
    Act.RETURNED: said("returned"),
    Act.PUBLISHED: said("published"),
    Act.CANARY_READ: said("OPENED A CANARY"),
    Act.ALARM_SEEN: said("acknowledged an alarm"),
    Act.RESTORED: said("RESTORED A COPY"),
    Act.RESTORE_ACCEPTED: said("accepted a copy"),
}


@click.command()
@vault_argument
@click.option("--checkpoint", is_flag=True, help="Print the signed checkpoint of the log instead.")
@click.option("--damaged", is_flag=True, help="Print what is left of a damaged log, and which acts are not.")
@editor_options
def log(
    vault_path: Address,
    checkpoint: bool,
    damaged: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Print who did what and when, oldest first: time (UTC), editor, act, codename, about whom, what was said.

    A --checkpoint stands for all of it: print it, mail it, keep it in a safe. `vault verify --against FILE` tells
    whether a vault still has the past that it had then.

    With --damaged, the acts that can still be read of a log that is otherwise refused, and the exit code is 1 where
    others cannot: look for those in a backup.
    """
    if checkpoint and damaged:
        raise Misuse("a checkpoint stands for all of the log; leave out --damaged")
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    if checkpoint:
        note = opened.keyring.log.note
        click.echo(note, nl=False)
        click.echo(
            said("in words, to compare by telephone: {words}", words=checkpoint_words(note)),
            err=True,
        )
        return
    lines, gone = torn_log(opened) if damaged else (opened.log(), ())
    for line in lines:
        cells = [
            f"{line.at:%Y-%m-%dT%H:%M:%SZ}",
            line.editor,
            str(_ACTS[Act(line.act)]),
            line.codename,
            line.subject,
            line.note,
        ]
        click.echo("\t".join(map(printable, cells)).rstrip("\t"))
    for one, other in turned_back(lines):
        click.echo(
            said(
                "the log goes from {one:%Y-%m-%dT%H:%M:%SZ} ({first}) back to {other:%Y-%m-%dT%H:%M:%SZ} ({second}):"
                " one of those two clocks was wrong; the order of the acts is right",
                one=one.at,
                first=printable(one.editor),
                other=other.at,
                second=printable(other.editor),
            ),
            err=True,
        )
    if gone:
        click.echo(
            said(
                "cannot be read: acts {numbers} of {acts}; somebody who can write to the vault destroyed them, or the"
                " disk did. A backup from before has them",
                numbers=", ".join(map(str, gone)),
                acts=len(lines) + len(gone),
            ),
            err=True,
        )
        sys.exit(1)


@click.command()
@vault_argument
@click.option("--against", type=PATH, metavar="FILE", help="A checkpoint from `vault log --checkpoint`.")
@editor_options
def verify(
    vault_path: Address, against: Path | None, key_path: Path | None, passphrase_fd: int | None, founder: str | None
) -> None:
    """Check the whole vault, every record and every act, and print its checkpoint for comparing. Shows nobody."""
    note = _read_note(against) if against else None
    found = verify_vault(open_dossier(vault_path, key_path, passphrase_fd, founder), against=note)
    records: Remark | int = found.records
    if found.for_two:
        records = said(
            "{records}, {for_two} of which take two editors and were not opened",
            records=found.records,
            for_two=found.for_two,
        )
    click.echo(said("records\t{records}", records=records))
    click.echo(said("acts\t{acts}", acts=found.acts))
    click.echo(said("checkpoint\t{words}", words=checkpoint_words(found.checkpoint)))
    if found.compared is not None:
        click.echo(said("the same past as the checkpoint of {compared} acts", compared=found.compared), err=True)
    click.echo(said("whole: everything opens, and is what it was when it was written"), err=True)


def _read_note(path: Path) -> str:
    return read_small(path, MAX_NOTE_BYTES, said("the checkpoint"), DamagedVaultError).decode(errors="replace")
