"""What every command that opens a dossier says first: deposits that it took in, and what is not complete."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import click

from ..said import printable, said
from ..vault.canary import alarms_in
from ..vault.clocks import is_ahead, last_act
from ..vault.dossier import Keyring
from ..vault.errors import StorageError
from ..vault.inbox import take_in
from ..vault.inbox_area import is_free
from ..vault.keys import EditorKey
from ..vault.memory import Remembered
from ..vault.met import met_in, newcomers, returned
from ..vault.rekeying import log_waits, waiting
from ..vault.restored import unaccepted
from ..vault.roster import Member, Roster
from ..vault.slots import INBOX
from ..vault.state import State
from ..vault.store import Snapshot
from ..vault.vault import MAX_LABEL, Vault


def tell_pending(vault: Vault, seen: Mapping[str, Remembered]) -> None:
    """Take in what reporters have deposited, and tell on stderr what is left to do; nothing when nothing is.

    ``seen`` is what this machine remembered of vaults before this one was opened.
    """
    deposits, keyring, last = vault.read(_look)
    # First: whatever another editor or a reporter did must not keep this from being told.
    tell_newcomers(vault, keyring, seen.get(keyring.vault))
    if deposits:
        _take_in(vault, deposits)
    tell_clock(last)
    tell_alarms(keyring)
    tell_restored(keyring, vault.key)
    tell_not_rekeyed(keyring)
    tell_unratcheted(keyring)


def tell_newcomers(vault: Vault, keyring: Keyring, seen: Remembered | None) -> None:
    """Tell whose keys were let in by others, or are back, and remember that it was told; nothing the first time here.

    One editor lets another in, or issues break-glass shares; who that is, the others could not say without this.
    """
    roster, key = keyring.roster, vault.key
    back = returned(roster, key, seen) if seen else ()
    for member in newcomers(roster, key, seen) if seen else ():
        if member not in back:
            click.echo(
                said(
                    "new since you were last here: the key of {name}, let in by {by}; its words: {words}. If"
                    " nobody told you, ask them by telephone or in person",
                    **_names(member, roster),
                ),
                err=True,
            )
    for member in back:
        click.secho(
            said(
                "BACK: the key of {name}, let in by {by}, counts again, though it was taken out or gone when you were"
                " last here; its words: {words}. Unless a copy from before that was put back, somebody did it with a"
                " changed program: speak to the others, and take it out with `bronwacht vault revoke`",
                **_names(member, roster),
            ),
            err=True,
            bold=True,
        )
    vault.memory.meet(key, keyring.vault, met_in(roster, key, seen.met if seen else None))


def _names(member: Member, roster: Roster) -> dict[str, str]:
    called = roster.called
    return {
        "name": printable(called(member.card.fingerprint.hex)),
        "by": printable(called(member.by)),
        "words": member.card.fingerprint.words,
    }


def tell_clock(last: datetime.datetime) -> None:
    """Tell where the last act is ahead of this machine's clock: then that clock or the other one is wrong."""
    now = datetime.datetime.now(datetime.UTC)
    if is_ahead(last, now):
        click.echo(
            said(
                "the last act in the log is of {last:%Y-%m-%d %H:%M} UTC, and by this machine's clock it is"
                " {now:%Y-%m-%d %H:%M} UTC: this clock is wrong, or that of whoever did it was. Set it right before you"
                " go on: times in the log, requests, and what is past its date go by it",
                last=last,
                now=now,
            ),
            err=True,
        )


def tell_alarms(keyring: Keyring) -> None:
    """Tell, loudly, who opened a canary."""
    names = {record.id: record.codename for record in keyring.records}
    for alarm in alarms_in(keyring):
        who = printable(keyring.roster.called(alarm.by)) or said("somebody")
        what = printable(names[alarm.record]) if alarm.record in names else said("a source that is no longer there")
        click.secho(
            said(
                "ALARM: {who} opened {what}, which is a canary and nobody, on {at:%Y-%m-%d at %H:%M} UTC. If nobody"
                " meant to, somebody may be using that key: speak to them, and see `bronwacht vault alarm`",
                who=who,
                what=what,
                at=alarm.at,
            ),
            err=True,
            bold=True,
        )


def tell_restored(keyring: Keyring, key: EditorKey) -> None:
    """Tell, loudly, that another editor put the vault back from an older copy."""
    for one in unaccepted(keyring, key):
        who = printable(keyring.roster.called(one.by)) or said("somebody")
        click.secho(
            said(
                "PUT BACK: {who} went on from an older copy of this vault on {at:%Y-%m-%d at %H:%M} UTC ({motive});"
                " what was done since ({lost} acts) is undone, revocations and shreddings too. Speak to {who}, then"
                " `bronwacht vault restore VAULT --accept`",
                who=who,
                at=one.at,
                motive=one.motive,
                lost=one.lost,
            ),
            err=True,
            bold=True,
        )


def tell_unratcheted(keyring: Keyring) -> None:
    """Tell whose keys are older than the last shredding, or what is yet to be sealed anew when none are."""
    waiting_for = [member.card for member in keyring.unratcheted]
    names = ", ".join(card.name for card in waiting_for if card.fingerprint.hex != keyring.breaker)
    if names:
        click.echo(
            said(
                "shredding is not complete: old copies still open with the keys of {names}; each makes a new one"
                " (`bronwacht keys new`) and puts it in its place: `bronwacht vault ratchet VAULT --new-key FILE"
                " --destroy-old`",
                names=names,
            ),
            err=True,
        )
    if any(card.fingerprint.hex == keyring.breaker for card in waiting_for):
        click.echo(
            said(
                "shredding is not complete: old copies still open with the break-glass shares; issue new ones with"
                " `bronwacht vault share issue`, and have the old ones destroyed"
            ),
            err=True,
        )
    if log_waits(keyring):
        click.echo(
            said(
                "shredding is not complete: {acts} acts of the log still open in old copies; go on with"
                " `bronwacht vault ratchet`",
                acts=keyring.not_resealed,
            ),
            err=True,
        )


def tell_kept_by_server(vault: Vault) -> None:
    """Tell, where something was forgotten on a server, that the server has not."""
    if not vault.store.overwrites:
        click.echo(
            said(
                "the vault's server keeps what was overwritten, in its files, logs and backups, until it sees fit:"
                " what was forgotten is gone for good once all editors have ratcheted and destroyed their old keys"
            ),
            err=True,
        )


def _look(state: State, snapshot: Snapshot) -> tuple[int, Keyring, datetime.datetime]:
    deposits = sum(not is_free(blob) for blob in snapshot.slots(INBOX))
    return deposits, state.keyring, last_act(state, snapshot)


def _take_in(vault: Vault, deposits: int) -> None:
    try:
        arrived, unreadable = take_in(vault)
    except StorageError:
        click.echo(
            said(
                "deposits are waiting: {deposits}; they are taken in where the vault can be written", deposits=deposits
            ),
            err=True,
        )
        return
    for one in arrived:
        # Whoever has the card, which goes round freely, chose that name: it must neither steer nor fill the screen.
        asked = printable(one.asked[:MAX_LABEL])
        names = {"codename": printable(one.codename), "by": printable(one.by)}
        if one.asked == one.codename:
            told = said("taken in: {codename}, deposited by {by}", **names)
        else:
            told = said(
                "taken in: {codename}, deposited by {by}, who calls it {asked}: tell them its codename",
                **names,
                asked=asked,
            )
        click.echo(told, err=True)
    if unreadable:
        click.echo(
            said(
                "{unreadable} deposits do not open, or were taken in before and put back; ask the reporters, then"
                " discard them with `bronwacht vault inbox --discard`",
                unreadable=unreadable,
            ),
            err=True,
        )


def tell_not_rekeyed(keyring: Keyring) -> None:
    """Tell which records a key that was taken out still opens, and whether whoever had it may hold break-glass."""
    breaker = keyring.roster.member(keyring.breaker)
    issuer = keyring.roster.member(keyring.roster.person(breaker.by)) if breaker and not breaker.left else None
    if issuer and issuer.left:
        click.echo(
            said(
                "revocation is not complete: {name}, who was taken out, issued the break-glass shares and may have"
                " copied them all; issue new ones with `bronwacht vault share issue`",
                name=printable(issuer.card.name),
            ),
            err=True,
        )
    left = len(waiting(keyring))
    if left:
        click.echo(
            said(
                "revocation is not complete: {left} records still open with a key that was taken out; go on with"
                " `bronwacht vault revoke --resume`",
                left=left,
            ),
            err=True,
        )
    for_two = [record.codename for record in keyring.not_rekeyed if not record.identity]
    if for_two:
        click.echo(
            said(
                "not complete: these take two editors, and get another key only when they are next opened; until"
                " then old copies of them open with their old key: {codenames}",
                codenames=printable(", ".join(sorted(for_two))),
            ),
            err=True,
        )
