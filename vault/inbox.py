"""Deposits: a reporter puts a source into a dossier that they cannot read, and an editor's next command takes it in.

The reporter holds a deposit card, the inbox's public key, whose fingerprint they compared with an editor. The deposit
is sealed to it and written into a free place of the vault's inbox; the key that opens it lies in the keyring. Whoever
can write to the vault can fill the inbox, and no more than that: what was taken in before is not taken in again. A
deposit is not signed: an editor who takes it in vouches for nothing but that it was there, and sees in the log whose it
says it is.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..said import said
from . import age
from .canonical import Json, from_json, to_json
from .cards import POST_QUANTUM_PREFIX, Fingerprint, check_name
from .deposited import deposit_digest, deposited_in, with_deposited
from .dossier import Keyring
from .errors import CardError, DepositError, FingerprintError, FormError, KeyTextError, VaultError
from .folding import fold
from .inbox_area import free_place, is_free
from .log import Act, short_note
from .padding import pad, unpad
from .quorum_text import read_block, to_block
from .secret import Secret
from .slots import INBOX, INBOX_SIZE
from .source import DETAIL_TYPES, Source, read_source, types_of
from .state import Change, Did, Kept, State
from .store import Snapshot, Store
from .vault import Vault, check_labels, new_record
from .words import word_list

KIND = "deposit card"
MAX_CARD_BYTES = 8 * 1024
"""A card takes about 2.5 KB; a file that is larger is not one."""

MAX_TAGS, MAX_THINGS = 8, 64
"""Tags of a deposit, and everything else of which there can be many, in all. Each tag is held against all that the
source is called, while every editor waits: one deposit with thousands of both took an hour."""


@dataclass(frozen=True)
class DepositCard:
    """The public half of a dossier's inbox."""

    vault: str
    recipient: str

    @property
    def fingerprint(self) -> Fingerprint:
        """What a reporter and an editor compare."""
        return Fingerprint(hashlib.sha256(to_json({"inbox": self.recipient, "vault": self.vault})).digest())

    def to_text(self) -> str:
        """A block of text that survives a mail or a chat; the inverse is :func:`read_deposit_card`."""
        return to_block(KIND, {"vault": self.vault, "recipient": self.recipient})

    def confirm(self, fingerprint: str) -> ConfirmedDepositCard:
        """Accept the card; ``fingerprint`` (hex or words) is what an editor said it is; raises otherwise."""
        if not self.fingerprint.is_meant_by(fingerprint):
            raise FingerprintError("the fingerprint is not that of the deposit card; ask an editor for a new one")
        return ConfirmedDepositCard(self)


@dataclass(frozen=True)
class ConfirmedDepositCard:
    """A deposit card whose fingerprint was compared out of band; made by :meth:`DepositCard.confirm`."""

    card: DepositCard


def deposit_card(keyring: Keyring) -> DepositCard:
    """The card of a dossier's inbox; it changes with every key that is taken out."""
    return DepositCard(keyring.vault, age.recipient_of(keyring.inbox.reveal_text()))


def read_deposit_card(untrusted_text: str) -> DepositCard:
    """Read a card, with whatever a mail put around it; raises :class:`CardError`."""
    fields = read_block(KIND, untrusted_text, said("the deposit card"), CardError)
    card = DepositCard(fields.text("vault"), fields.text("recipient"))
    fields.done()
    try:
        if card.recipient.startswith(POST_QUANTUM_PREFIX):
            age.encrypt(b"", recipients=[card.recipient])
            return card
    except KeyTextError:
        pass
    raise CardError("the deposit card has a malformed key; ask an editor for a new card")


def deposit(store: Store, confirmed: ConfirmedDepositCard, source: Source, *, by: str) -> str:
    """Put a source into the inbox, as ``by`` says they are called; the codename that it is to go by.

    1. Refuse labels that give it away; choose a codename that hardly anybody else has chosen.
    2. Fill it up, and seal it to the inbox's key.
    3. Wait for our turn, and find a free place that is of this very inbox.
    4. Write it there; leaving the turn puts it on the disk.

    Raises :class:`DepositError`, :class:`FormError`, :class:`EditorNameError`.
    """
    codename = source.codename or "-".join(secrets.choice(word_list("codenames")) for _ in range(2))
    if len(source.tags) > MAX_TAGS or _things(source) > MAX_THINGS:
        raise FormError(
            "a deposit has room for {tags} tags, and {things} names, contacts, facts and publications; shorten the"
            " form, an editor can add to it later",
            tags=MAX_TAGS,
            things=MAX_THINGS,
        )
    check_labels((codename, *source.tags), source)  # 1
    sealed = _seal(confirmed.card, replace(source, codename=codename), check_name(by))  # 2
    free = free_place(confirmed.card.recipient)
    with store.turn() as turn:
        there = dict(zip(INBOX, turn.slots(INBOX), strict=True))
        place = next((place for place, blob in there.items() if blob == free), None)  # 3
        if place is None:
            raise _refusal(list(there.values()))
        turn.write(turn.head, {place: sealed})  # 4
    return codename


@dataclass(frozen=True)
class Arrived:
    """A deposit that was taken in: its codename now, the one it came with, and who says they deposited it."""

    codename: str
    asked: str
    by: str = field(repr=False)


@dataclass(frozen=True)
class Taken:
    """What was in the inbox: lines for the index, acts for the log, places to be written, places that do not open.

    ``digests`` are of what was taken in, now and before (``deposited``).
    """

    kept: tuple[Kept, ...]
    did: tuple[Did, ...]
    renewed: dict[int, bytes]
    arrived: tuple[Arrived, ...]
    unreadable: tuple[int, ...]
    digests: frozenset[str]


def take_in(vault: Vault) -> tuple[tuple[Arrived, ...], int]:
    """Keep what reporters have deposited, each with an act in the log; and how many deposits do not open.

    Those stay, until an editor discards them: they may be for another vault, or damaged, or noise; or were taken in
    before, and somebody put them back.
    """

    def change(state: State, snapshot: Snapshot) -> tuple[Change | None, tuple[tuple[Arrived, ...], int]]:
        taken = take_from(state.keyring, snapshot, identity=state.keyring.inbox)
        keyring = with_deposited(state.keyring, taken.digests)
        made = Change(taken.did, taken.kept, keyring, taken.renewed) if taken.did else None
        return made, (taken.arrived, len(taken.unreadable))

    return vault.change(change)


def discard(vault: Vault) -> int:
    """Empty the places of the inbox that hold what does not open; how many."""

    def change(state: State, snapshot: Snapshot) -> tuple[Change | None, int]:
        taken = take_from(state.keyring, snapshot, identity=state.keyring.inbox)
        if not taken.unreadable:
            return None, 0
        free = free_place(deposit_card(state.keyring).recipient)
        renewed = dict.fromkeys(taken.unreadable, free)
        return Change((Did(Act.DISCARDED),), renewed=renewed), len(taken.unreadable)

    return vault.change(change)


def take_from(keyring: Keyring, snapshot: Snapshot, *, identity: Secret) -> Taken:
    """Open what is in the inbox with its key, ``identity``, to be put into ``keyring``, whose inbox may be another.

    1. A place that is free stays so, or becomes so under the keyring's own inbox key.
    2. What was taken in before, does not open, is no deposit for this vault, or is none that could be kept, is left
       where it is.
    3. A deposit becomes a new line; a codename that is taken or gives it away is replaced, such a tag left out.
    """
    taken = Taken((), (), {}, (), (), deposited_in(keyring))
    free = free_place(deposit_card(keyring).recipient)
    for place, blob in zip(INBOX, snapshot.slots(INBOX), strict=True):
        if is_free(blob):
            taken.renewed.update({} if blob == free else {place: free})  # 1
            continue
        digest = deposit_digest(blob)
        try:
            if digest in taken.digests:
                raise DepositError("it was taken in before")
            source, by = _open(blob, keyring.vault, identity)
            kept = new_record(_with_good_labels(source, keyring), keyring)  # 3
        except VaultError:
            # Whoever has the card chose what is in it: nothing of it may keep an editor from the vault.
            taken = replace(taken, unreadable=(*taken.unreadable, place))  # 2
            continue
        keyring = keyring.with_record(kept.record)
        taken = replace(
            taken,
            kept=(*taken.kept, kept),
            did=(*taken.did, Did(Act.DEPOSITED, kept.record.id, note=short_note(by))),
            renewed={**taken.renewed, place: free},
            arrived=(*taken.arrived, Arrived(kept.record.codename, source.codename, by)),
            digests=taken.digests | {digest},
        )
    return taken


def _seal(card: DepositCard, source: Source, by: str) -> bytes:
    body: dict[str, Json] = {
        "bronwacht": "deposit",
        "format": 1,
        "vault": card.vault,
        "by": by,
        "source": source.to_json(),
    }
    document = to_json(body)
    if len(document) > INBOX_SIZE:
        raise FormError(
            "a deposit has room for {inbox_size} bytes; shorten the form, an editor can add to it later",
            inbox_size=INBOX_SIZE,
        )
    return age.encrypt(pad(document, INBOX_SIZE), recipients=[card.recipient])


def _open(untrusted_sealed: bytes, vault: str, identity: Secret) -> tuple[Source, str]:
    """What was deposited, and by whom, as they say; raises :class:`VaultError`."""
    plaintext = age.decrypt(untrusted_sealed, identities=[identity.reveal_text()])
    fields = from_json(unpad(plaintext), said("a deposit"))
    fields.kind("deposit")
    if fields.text("vault") != vault:
        raise fields.wrong("it is for another vault")
    by, source = check_name(fields.text("by")), read_source(fields.fields("source"))
    fields.done()
    # No form has another: it would stop every check of a draft that is about this source.
    if not types_of(source) <= set(DETAIL_TYPES):
        raise fields.wrong("it is about a type of detail that there is not")
    if _things(source) > MAX_THINGS:
        raise fields.wrong("it says more than a form has room for")
    return source, by


def _things(source: Source) -> int:
    return sum(map(len, (source.aliases, source.contacts, source.facts, source.evidence, source.publications)))


def _with_good_labels(source: Source, keyring: Keyring) -> Source:
    taken = {_as_read(record.codename) for record in keyring.records}  # one with a letter that looks alike, too
    good = _are_labels([source.codename], source) and _as_read(source.codename) not in taken
    codename = source.codename if good and not source.codename.startswith("-") else ""
    tags: list[str] = []
    for tag in source.tags[:MAX_TAGS]:
        # Together too: "anne" and "marie" beside each other are Annemarie.
        if _are_labels([*filter(None, [codename]), *tags, tag], source):
            tags.append(tag)
    return replace(source, codename=codename, tags=tuple(tags), canary=False)


@lru_cache(maxsize=1 << 14)
def _as_read(codename: str) -> str:
    return fold(codename).text


def _are_labels(texts: Sequence[str], source: Source) -> bool:
    try:
        check_labels(texts, source)
    except FormError:
        return False
    return True


def _refusal(blobs: Sequence[bytes]) -> DepositError:
    if any(map(is_free, blobs)):
        return DepositError("the deposit card is not, or no longer, that of this vault; ask an editor for a new one")
    return DepositError("the inbox is full; ask an editor to open the vault, which empties it")
