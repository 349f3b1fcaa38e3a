"""Who may open a dossier: let an editor in, take one out, put a new key in the place of one's own.

Each is one write, all or nothing; after taking a key out, further writes may follow until every record that it opened
has another key. Called by commands::

    grant(vault, card.confirm("eight words that Carla has read out"))
    revoked = revoke(vault, "Bram", told=print)
    rotate(vault, new_editor("Anna"))
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from . import age
from .cards import Card, ConfirmedCard
from .deposited import with_deposited
from .dossier import Keyring
from .errors import NoSuchEditorError, RosterChangeError, TooFewEditorsError, UnfinishedError, VaultError
from .inbox import take_from
from .keys import EditorKey
from .left_behind import resealed
from .log import Act
from .rekeying import log_waits, rekey_some, waiting
from .roster import Roster, is_reserved
from .secret import Secret
from .state import Change, Did, State
from .store import Snapshot
from .two_person_lines import files_of, halves_of, not_ahead, takes_two, with_new_key, without_editor
from .vault import MIN_EDITORS, Vault, read_log

Told = Callable[[int], None]
"""Told how many records are yet to be re-keyed, after every write."""


@dataclass(frozen=True)
class Revoked:
    """What somebody who was taken out may have copied: codenames.

    ``alone`` are the records that their key opened, ``with_another`` those that took a second editor.
    """

    card: Card
    alone: tuple[str, ...]
    with_another: tuple[str, ...]


def grant(vault: Vault, confirmed: ConfirmedCard) -> None:
    """Let another editor in; raises :class:`RosterChangeError`.

    1. Refuse a key that is in, or that was taken out.
    2. Sign for having compared the fingerprint.
    3. Write the keyring, sealed to the new editor too, and the act to the log.
    """

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        _check_new(state.keyring, confirmed.card)  # 1
        roster = state.keyring.roster.admit(confirmed, vault.key, state.log.size)  # 2
        did = Did(Act.GRANTED, subject=confirmed.card.fingerprint.hex)
        return Change((did,), keyring=replace(state.keyring, roster=roster)), None

    vault.change(change)  # 3


def find_editor(roster: Roster, who: str) -> Card:
    """The present editor of that name or fingerprint (hex or words); raises :class:`NoSuchEditorError`."""
    found = [card for card in roster.cards if card.fingerprint.is_meant_by(who)]
    found = found or [card for card in roster.cards if in_one_spelling(card.name) == in_one_spelling(who.strip())]
    if len(found) > 1:
        raise NoSuchEditorError("two editors have that name; give the fingerprint: see `bronwacht vault editors`")
    if not found:
        raise NoSuchEditorError("no editor of this dossier has that name or fingerprint; see `bronwacht vault editors`")
    return found[0]


def in_one_spelling(name: str) -> str:
    """A name as it is compared: without regard to capitals, and however its accents are spelt."""
    return unicodedata.normalize("NFC", name).casefold()


def revoke(
    vault: Vault,
    who: str,
    *,
    single_editor_i_accept_the_risk: bool = False,
    told: Told = lambda left: None,
    done: Callable[[Revoked], None] = lambda revoked: None,
) -> Revoked:
    """Take an editor out, and give everything that they could open another key.

    1. Refuse to take out oneself, or so many that one accident would lose the dossier.
    2. Take in what reporters have deposited so far: its key is known to the leaver.
    3. Take the leaver out of the roster; new keys for the log and the inbox, and a new epoch.
    4. Re-key as many records as one write takes, and write all of that, sealed to those who stay.
    5. Go on until all are re-keyed; whoever is interrupted, or somebody else, goes on with :func:`finish`.

    Raises :class:`NoSuchEditorError`, :class:`RosterChangeError`, :class:`TooFewEditorsError`; :class:`UnfinishedError`
    where step 5 fails. ``done`` is told what this gives, then too: nothing else says it afterwards.
    """

    def change(state: State, snapshot: Snapshot) -> tuple[Change, tuple[Revoked, int]]:
        keyring, leaver = state.keyring, find_editor(state.keyring.roster, who)
        check_leaving(keyring, leaver, vault.key, alone=single_editor_i_accept_the_risk)  # 1
        without = replace(
            keyring,
            roster=keyring.roster.dismiss(leaver, vault.key),
            records=tuple(without_editor(record, leaver) for record in keyring.records),
        )
        did = Did(Act.REVOKED, subject=leaver.fingerprint.hex)
        made = with_new_keys(state, snapshot, without, did)  # 2, 3, 4
        return made, (_left_with(leaver, keyring), _left_to_do(made))

    revoked, left = vault.change(change)
    told(left)
    try:
        go_on(vault, told=told)  # 5
    finally:
        done(revoked)
    return revoked


def check_leaving(keyring: Keyring, leaver: Card, key: EditorKey, *, alone: bool) -> None:
    """Refuse to take out oneself, or so many that one accident would lose the dossier, which ``alone`` accepts.

    Nor may nobody at all be left who could open a record that takes two.

    Raises :class:`RosterChangeError`, :class:`TooFewEditorsError`.
    """
    if leaver == key.card:
        raise RosterChangeError("nobody takes out themself: another editor does, or `vault rotate` gives you a new key")
    staying = [member for member in keyring.people if member.card != leaver]
    if len(staying) < MIN_EDITORS and len(staying) < len(keyring.people) and not alone:
        raise TooFewEditorsError(
            "then fewer than two editors are left, and one lost key loses every source; let another in first, or accept"
            " the risk with --single-editor-i-accept-the-risk"
        )
    for record in filter(takes_two, keyring.records):
        without = without_editor(record, leaver)
        split = [halves_of(without), *(files.halves for files in files_of(without) if files.keys)]
        if any(len(halves.sealed) < MIN_EDITORS and not halves.whole for halves in split):
            raise TooFewEditorsError(
                "nobody could ever open {codename} again, or its files, which takes two editors; open it with"
                " approval first: that hands a half to whoever came since",
                codename=record.codename,
            )


def finish(vault: Vault, *, told: Told = lambda left: None) -> None:
    """Re-key what is yet to be re-keyed, a write at a time; records that take two people are left to them.

    When every editor has ratcheted, that is the log too: then no key in it opens an old copy.
    """

    def change(state: State, snapshot: Snapshot) -> tuple[Change | None, int]:
        if not (waiting(state.keyring) or log_waits(state.keyring)):
            return None, 0
        rekeyed = rekey_some(state.keyring, snapshot, used=state.keyring.places)
        made = Change((Did(Act.REKEYED),), keyring=rekeyed.keyring, renewed=rekeyed.renewed)
        return made, _left_to_do(made)

    while waiting(keyring := vault.keyring) or log_waits(keyring):
        told(vault.change(change))


def go_on(vault: Vault, *, told: Told) -> None:
    """As :func:`finish`, after the write with which what was asked for is done; raises :class:`UnfinishedError`.

    That "nothing was written" would be true of the last write alone: whoever read it would believe that a key which
    was replaced still counts.
    """
    try:
        finish(vault, told=told)
    except VaultError as error:
        raise UnfinishedError(
            "what you asked for is done, but not every record has another key yet; go on with `bronwacht vault revoke"
            " VAULT --resume` when this is mended: {error}",
            error=error,
        ) from None


def read_by(vault: Vault, card: Card) -> tuple[str, ...]:
    """The codenames of the records whose reading by ``card``'s key stands in the log, which is opened as a whole."""

    def look(state: State, snapshot: Snapshot) -> tuple[str, ...]:
        entries = read_log(state.keyring, snapshot)
        ids = {entry.record for entry in entries if entry.by == card.fingerprint.hex and entry.act == Act.READ}
        return tuple(sorted(record.codename for record in state.keyring.records if record.id in ids))

    return vault.read(look)


def let_in_by(roster: Roster, leaver: Card) -> tuple[Card, ...]:
    """Whom somebody let in, by this key or an earlier one of theirs, and who is an editor still."""
    person = roster.person(leaver.fingerprint.hex)
    came = (member for member in roster.present if roster.person(member.by) == person)
    return tuple(member.card for member in came if roster.person(member.card.fingerprint.hex) != person)


def rotate(vault: Vault, new: EditorKey, *, act: Act = Act.ROTATED, told: Told = lambda left: None) -> None:
    """Put a ``new`` key in the place of one's own; as :func:`revoke`, with the old key signing for the new one.

    The vault goes on with the new key. ``act`` says in the log why.
    """

    def change(state: State, snapshot: Snapshot) -> tuple[Change, int]:
        keyring, old = state.keyring, vault.key
        _check_new(keyring, new.card)
        roster = keyring.roster.admit(ConfirmedCard(new.card), old, state.log.size).dismiss(old.card, old)
        did = Did(act, subject=old.card.fingerprint.hex)
        records = tuple(with_new_key(record, keyring, old, new.card) for record in keyring.records)
        without = resealed(replace(keyring, roster=roster, records=records), old)
        made = with_new_keys(state, snapshot, without, did)
        return replace(made, signer=new), _left_to_do(made)

    told(vault.change(change))
    go_on(vault, told=told)


def with_new_keys(state: State, snapshot: Snapshot, without: Keyring, did: Did) -> Change:
    """The change to a keyring ``without`` somebody: new keys for the log, the inbox, and as many records as go in."""
    keyring = replace(
        without,
        log=without.log.with_new_key(),
        inbox=Secret(age.generate_identity().identity),
        epoch=without.epoch + 1,
        records=tuple(not_ahead(record, without.epoch) for record in without.records),
    )
    taken = take_from(keyring, snapshot, identity=state.keyring.inbox)
    keyring = with_deposited(keyring, ())  # what was sealed to the inbox's last key opens no more
    rekeyed = rekey_some(keyring, snapshot, used=state.keyring.places)
    return Change((did, *taken.did), taken.kept, rekeyed.keyring, {**rekeyed.renewed, **taken.renewed})


def _check_new(keyring: Keyring, card: Card) -> None:
    member = keyring.roster.member(card.fingerprint.hex)
    if member and member.left:
        raise RosterChangeError("that key was taken out once, and never comes back; its owner makes a new one")
    if member:
        raise RosterChangeError(
            "that key is one of this vault's editors already; make a new one with `bronwacht keys new`"
        )
    if is_reserved(card.name):
        raise RosterChangeError("that card bears the name of break-glass; its owner makes a key with their own name")
    if any(card.recipient == other.card.recipient for other in keyring.roster.members):
        raise RosterChangeError("that card has the recipient of another editor; its owner makes a new key")


def _left_with(leaver: Card, keyring: Keyring) -> Revoked:
    names = sorted(record.codename for record in keyring.records if not takes_two(record))
    return Revoked(leaver, tuple(names), tuple(sorted(r.codename for r in keyring.records if takes_two(r))))


def _left_to_do(change: Change) -> int:
    return len(waiting(change.keyring)) if change.keyring else 0  # what takes two is left to them
