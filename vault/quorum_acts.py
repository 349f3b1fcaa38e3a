"""The operations on break-glass shares: issue, list, certify, drill, and recover.

Called by commands; the numbered steps are the specification. What a share and a certificate are, ``quorum`` says.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..said import said
from .canonical import Fields
from .cards import ConfirmedCard
from .dossier import Keyring
from .editors import Told, go_on, with_new_keys
from .errors import NotAnEditorError, ShareError, VaultError
from .index import Record
from .keys import EditorKey
from .log import Act, this_second
from .memory import Memory
from .quorum import Certificate, Holder, Quorum, certify, new_issue, read_certificate, read_quorum, share_sheet
from .quorum_drill import check_answer, new_drill
from .roster import BREAK_GLASS
from .secret import Secret
from .state import Change, Did, Kept, State
from .store import Snapshot
from .stores import Address
from .two_person_lines import halves_of, resplit, takes_two, without_breaker
from .vault import Vault, open_vault

SECTION = "quorum"
"""Where the quorum stands in a keyring."""


@dataclass(frozen=True)
class Issued:
    """What came of an issue: ``certificate`` is its text, ``uncovered`` the codenames that break-glass cannot open yet.

    A record for two people was split before these shares were there, and is covered once two editors have opened it.
    ``replaced`` says whether there were others, which with a backup from before still open that, until either is gone.
    """

    quorum: Quorum
    certificate: str
    uncovered: tuple[str, ...]
    replaced: bool


def quorum_of(keyring: Keyring) -> Quorum | None:
    """The shares that are in force; None where there are none. Raises :class:`DamagedVaultError`."""
    if SECTION not in keyring.sections:
        return None
    fields = Fields(keyring.sections[SECTION], said("the quorum"))
    quorum = read_quorum(fields)
    fields.done()
    return quorum


def issue(
    vault: Vault,
    names: Sequence[str],
    threshold: int,
    *,
    hand_over: Callable[[Sequence[Secret], str], None],
    today: datetime.date | None = None,
    told: Told = lambda left: None,
) -> Issued:
    """Make break-glass shares for holders of these ``names``, in place of those in force, if there are any.

    1. Make the key, split it, and commit to each share.
    2. The key becomes an editor's; the one that it replaces counts no longer, and what was sealed to it is dropped.
    3. ``hand_over`` the sheets, in the order of the names, and the certificate before anything is written: what it
       raises leaves the vault as it was, and a share that was handed over for nothing opens nothing.
    4. Write it, all or nothing. The key is forgotten with the shares.
    5. Give every record another key, since whoever can rebuild the replaced key may know them from a backup; whoever is
       interrupted goes on with :func:`finish`. Where it fails, :class:`UnfinishedError` says so.
    """
    made = new_issue(names, threshold, today=today or this_second().date())  # 1

    def change(state: State, snapshot: Snapshot) -> tuple[Change, Issued]:
        breaker = made.breaker.card
        note = f"{threshold} of {len(names)}, issue {made.quorum.issue[:8]}"
        did = Did(Act.SHARED, subject=breaker.fingerprint.hex, note=note)
        keyring = replace(  # 2
            state.keyring,
            roster=state.keyring.roster.admit(ConfirmedCard(breaker), vault.key, state.log.size),
            breaker=breaker.fingerprint.hex,
            sections={**state.keyring.sections, SECTION: made.quorum.to_json()},
        )
        uncovered = tuple(record.codename for record in keyring.records if takes_two(record))
        before = state.keyring.roster.member(state.keyring.breaker)
        replaced = before is not None
        issued = Issued(made.quorum, _certified(keyring, made.quorum, vault.key), uncovered, replaced=replaced)
        hand_over([share_sheet(share, made.quorum, keyring.vault) for share in made.shares], issued.certificate)  # 3
        # By its name: a keyring that says nothing of break-glass may have such an editor all the same.
        old = [member.card for member in state.keyring.roster.present if member.card.name == BREAK_GLASS]
        if not old:
            return Change((did,), keyring=keyring), issued
        roster = keyring.roster
        for card in old:
            roster = roster.dismiss(card, vault.key)
        without = replace(
            keyring,
            roster=roster,
            records=tuple(map(without_breaker, keyring.records)),
        )
        return with_new_keys(state, snapshot, without, did), issued

    issued = vault.change(change)  # 4
    go_on(vault, told=told)  # 5
    return issued


def may_count(vault: Vault, made: str) -> bool:
    """Whether the shares of the certificate ``made`` are in force, or whether nobody can say that they are not.

    For whoever made some and was stopped: :func:`issue` goes on after the write with which they count.
    """
    try:
        quorum = quorum_of(vault.keyring)
    except VaultError:
        return True
    return quorum is not None and quorum.issue == read_certificate(made).quorum.issue


def certificate(vault: Vault) -> str:
    """The certificate of the shares in force, signed by whoever asks for it; raises :class:`ShareError`."""
    keyring = vault.keyring
    return _certified(keyring, _in_force(keyring), vault.key)


def shares_in_force(vault: Vault) -> Quorum:
    """Who holds which share, and when they last answered a drill; raises :class:`ShareError` where there are none."""
    return _in_force(vault.keyring)


def make_drill(vault: Vault, *, now: datetime.datetime | None = None) -> str:
    """A drill for all holders to answer; nothing is written."""
    keyring = vault.keyring
    return new_drill(keyring.vault, _in_force(keyring), vault.key, now=now or this_second())


def record_answer(vault: Vault, untrusted_answer: str, *, now: datetime.datetime | None = None) -> Holder:
    """Check a holder's answer to a drill, and write to keyring and log that they have their share."""
    now = now or this_second()

    def change(state: State, _: Snapshot) -> tuple[Change, Holder]:
        keyring, quorum = state.keyring, _in_force(state.keyring)
        holder = check_answer(untrusted_answer, keyring.vault, quorum, keyring.roster.present_key_of, now=now)
        sections = {**keyring.sections, SECTION: quorum.with_drill(holder.number, now).to_json()}
        note = f"share {holder.number}, issue {quorum.issue[:8]}"
        return Change((Did(Act.DRILLED, note=note),), keyring=replace(keyring, sections=sections)), holder

    return vault.change(change)


def recover(
    address: Address,
    breaker: EditorKey,
    key: EditorKey,
    *,
    memory: Memory,
    founder: str | None,
) -> Vault:
    """Make ``key`` an editor by the break-glass key that a quorum has rebuilt, and open the vault with it.

    ``founder`` is the founder's fingerprint, which the share certificate holds; a machine that has not seen the vault
    needs it.

    1. Open the vault with the break-glass key, and check it as a whole.
    2. The key is of the shares in force, and ``key`` is new to the vault.
    3. Admit ``key``; the break-glass key signs for it.
    4. Records for two people are split anew, so that the new editor has a half; opened, they are not.
    5. Write it, and the recovery to the log, all or nothing.
    """
    try:
        opened = open_vault(address, breaker, memory=memory, founder=founder)  # 1
    except NotAnEditorError:
        raise ShareError(
            "the shares do not open this vault: they are of another, or were replaced; ask for the newest ones"
        ) from None

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        keyring, mine = state.keyring, key.card.fingerprint.hex
        if keyring.breaker != breaker.card.fingerprint.hex:  # 2
            raise ShareError("the shares were replaced; ask for the newest ones")
        if keyring.roster.member(mine):
            raise ShareError("that key is or was an editor's of this vault; make a new one with `bronwacht keys new`")
        roster = keyring.roster.admit(ConfirmedCard(key.card), breaker, state.log.size)  # 3
        keyring = replace(keyring, roster=roster)
        kept = tuple(Kept(resplit(record, keyring, breaker)) for record in keyring.records if _covered(record))  # 4
        return Change((Did(Act.RECOVERED, subject=mine),), kept, keyring), None

    opened.change(change)  # 5
    return open_vault(address, key, memory=memory, founder=breaker.card.fingerprint.hex)


def founder_of(certificate: Certificate | None, given: str | None) -> str | None:
    """The founder's fingerprint: as it was given, or as the certificate says."""
    return given or (certificate.founder if certificate else None)


def _covered(record: Record) -> bool:
    return takes_two(record) and bool(halves_of(record).whole)


def _certified(keyring: Keyring, quorum: Quorum, key: EditorKey) -> str:
    return certify(keyring.vault, keyring.roster.founder.fingerprint.hex, quorum, key)


def _in_force(keyring: Keyring) -> Quorum:
    quorum, breaker = quorum_of(keyring), keyring.roster.member(keyring.breaker)
    if quorum is None or breaker is None or breaker.left:
        raise ShareError("the vault has no break-glass shares; `bronwacht vault share issue` makes them")
    return quorum
