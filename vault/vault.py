"""The vault's daily operations, each a numbered procedure: create, open, add, list, show, check, log.

This is what commands and other programs call; the rarer operations stand in modules of their own (``editors``,
``shredding``, ``inbox``, …), as functions over :meth:`Vault.change` and :meth:`Vault.read`. It prints nothing, asks
nobody, and reads no configuration. A vault holds one dossier. Every operation begins by opening the vault anew and
checking it as a whole, and those that write wait for each other::

    founder, second = new_editor("Anna"), new_editor("Bram")
    confirmed = second.card.confirm("eight words that Bram has read out")
    vault = create(path, "Stables", founder, [confirmed], memory=Memory(folder))
    codename = vault.add(Source(name="…"))
    findings = vault.check(text)
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..said import Remark, said
from . import age, canary
from .agreed import with_agreed
from .cards import Card, ConfirmedCard
from .dossier import Keyring, check_record, open_record
from .errors import EditorNameError, FormError, NeedsApprovalError, OtherVaultError, TooFewEditorsError
from .inbox_area import empty_inbox
from .index import Record
from .keys import EditorKey
from .log import Act, Entry, LogIndex, open_entry
from .matching import Finding, find_known
from .memory import Memory, written_all_the_same
from .merkle import Frontier
from .roster import found_roster, is_reserved
from .secret import Secret
from .slots import Dummies, TableLayout, new_table
from .source import Source
from .state import Change, Did, Kept, State, check_state, next_state
from .store import Head, Snapshot, Store
from .stores import Address, create_store_at, dossier_of, open_store, place_of
from .words import new_codename

MIN_EDITORS = 2
"""Editors of a dossier: two people must be able to answer for a source."""

MAX_LABEL = 60
"""Characters of a codename, a tag, or a dossier's name."""

CODENAME_TRIES = 16
"""Codenames that are drawn for a source who has one of them for a name; after so many the form has them all."""

ID_SIZE = 16
_WRITTEN = said(
    "the vault was written all the same: set that right, and see with `bronwacht vault log` what was done before you do"
    " it again"
)
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Listing:
    """What may be seen of a source without reading who it is."""

    codename: str
    tags: tuple[str, ...]
    retain_until: datetime.date | None
    version: int


@dataclass(frozen=True)
class Logged:
    """One act of the log: when (UTC), and the editor's name.

    ``codename`` is that of the source that it is about, while it is kept; ``subject`` the name of the editor whom it is
    about, ``note`` what was said.
    """

    at: datetime.datetime
    editor: str
    act: Act
    codename: str
    subject: str = ""
    note: str = field(default="", repr=False)


def create(
    address: Address,
    dossier: str,
    founder: EditorKey,
    others: Sequence[ConfirmedCard],
    *,
    memory: Memory,
    single_editor_i_accept_the_risk: bool = False,
) -> Vault:
    """Make a new vault for one dossier; raises :class:`OutputExistsError` and leaves what is there alone.

    1. Refuse a dossier that one accident would lose.
    2. The founder admits themself and everybody whose fingerprint was confirmed.
    3. Fill the slots with dummies, and put the log's first entry among them.
    4. Sign and seal the keyring.
    5. Write the file, or into the server, whole or not at all.
    6. Remember its checkpoint, and where it lies.
    """
    check_editors(founder.card, [other.card for other in others], alone=single_editor_i_accept_the_risk)  # 1
    _check_text(dossier, said("a dossier's name"))
    vault, log_identity = secrets.token_hex(ID_SIZE), Secret(age.generate_identity().identity)
    roster = found_roster(vault, founder, others)  # 2
    keyring = Keyring(vault, dossier, 0, roster, LogIndex(log_identity, (), ""), {})
    table = {**new_table(Dummies()), **empty_inbox(keyring.inbox)}  # 3
    empty = State(
        head=Head(b"", b""),
        keyring=keyring,
        log=Frontier(),
        last=b"",
        layout=TableLayout({place: len(blob) for place, blob in table.items()}),
    )
    written = next_state(empty, Change((Did(Act.CREATED),)), founder)  # 4
    slots = {**table, **written.slots}
    store = create_store_at(address, written.head, [slots[place] for place in sorted(slots)])  # 5
    with written_all_the_same(said("the vault is made all the same: set that right, and go on with it")):  # 6
        memory.remember(founder, written.state.remembered_by(founder))
        memory.place(founder, place_of(address, founder), vault)
        memory.place(founder, dossier_of(dossier, founder), vault)
    return Vault(store, founder, memory)


def open_vault(address: Address, key: EditorKey, *, memory: Memory, founder: str | None = None) -> Vault:
    """Open a vault and check it as a whole.

    A machine that has not seen it before needs the fingerprint (hex or words) of its ``founder``, or of whoever let
    this editor in or acted last, as they read it out: else :class:`UnknownVaultError`, which says whose words to ask
    for, or :class:`FingerprintError`. So does one on which another vault lay at that address when it was last opened
    there: somebody who can write to both could have put one in the place of the other, and what is added would go to
    other editors; else :class:`OtherVaultError`.
    """
    vault, place = Vault(open_store(address), key, memory), place_of(address, key)
    keyring = vault.meet(founder)
    if founder is None and memory.vault_at(key, place) not in (None, keyring.vault):
        raise OtherVaultError(vouching_for(keyring, key), keyring.dossier)
    memory.place(key, place, keyring.vault)
    memory.place(key, dossier_of(keyring.dossier, key), keyring.vault)
    return vault


def vouching_for(keyring: Keyring, key: EditorKey) -> str:
    """Whose words to ask for, to know a vault: those of whoever let ``key``'s editor in, or founded it."""
    mine = keyring.roster.member(key.card.fingerprint.hex)
    let_in = keyring.roster.member(mine.by) if mine else None
    return (let_in.card if let_in and not let_in.left else keyring.roster.founder).fingerprint.words


class Vault:
    """A vault that an editor works with; made by :func:`create` and :func:`open_vault`."""

    def __init__(self, store: Store, key: EditorKey, memory: Memory) -> None:
        self._store, self._key, self._memory = store, key, memory
        self._before: State | None = None

    @property
    def key(self) -> EditorKey:
        """The key of the editor who works with it."""
        return self._key

    @property
    def memory(self) -> Memory:
        """What this machine remembers."""
        return self._memory

    @property
    def store(self) -> Store:
        """Where its blobs lie."""
        return self._store

    def meet(self, founder: str | None) -> Keyring:
        """Open the vault, the first time on this machine if need be; see :func:`open_vault`."""
        return self.read(lambda state, _: state.keyring, founder=founder)

    @property
    def keyring(self) -> Keyring:
        """What the editors share, as it is now."""
        return self.read(lambda state, _: state.keyring)

    @property
    def dossier(self) -> str:
        """The dossier's name."""
        return self.keyring.dossier

    @property
    def editors(self) -> tuple[Card, ...]:
        """The cards of everybody who can open the dossier, in the order in which they came."""
        return self.keyring.roster.cards

    @property
    def for_two(self) -> tuple[str, ...]:
        """The codenames of the sources that no editor opens alone."""
        return tuple(record.codename for record in self.keyring.records if not len(record.identity))

    def add(self, source: Source) -> str:
        """Keep a source; the codename it goes by from now on.

        1. Open and check the vault.
        2. Choose a codename that is free, unless the source has one; neither it nor a tag may give the source away.
        3. Make the record its own key, and seal it.
        4. Write record, keyring, and log entry, all or nothing.
        """

        def change(state: State, _: Snapshot) -> tuple[Change, str]:  # 1
            kept = new_record(source, state.keyring)  # 2, 3
            return Change((Did(Act.ADDED, kept.record.id),), (kept,)), kept.record.codename

        return self.change(change)  # 4

    def list(self) -> tuple[Listing, ...]:
        """The sources, by codename; opens no record, and is not logged."""
        records = sorted(self.keyring.records, key=lambda record: record.codename.casefold())
        return tuple(Listing(r.codename, r.tags, r.retain_until, r.version) for r in records)

    def show(self, codename: str) -> Source:
        """Who a source is.

        1. Open and check the vault, and find the record.
        2. Check that its bytes are those of the index: a damaged record is not logged as read.
        3. Write the reading to the log, and wait until it is on the disk.
        4. Only then open the record.
        5. If it is a canary, write the alarm, and wait once more.
        """
        return self.open(codename)[0]

    def open(self, codename: str, note: str = "") -> tuple[Source, Record]:
        """As :meth:`show`, with the record's line as it was; ``note`` says in the log what was read, if not all."""

        def change(state: State, snapshot: Snapshot) -> tuple[Change, tuple[Keyring, Record, bytes]]:
            record = state.keyring.find(codename)  # 1
            if not len(record.identity):
                raise NeedsApprovalError(
                    "the record opens with a second editor's approval only; ask for it, and say why"
                )
            (sealed,) = snapshot.slots([record.place])
            check_record(sealed, record)  # 2
            return Change((Did(Act.READ, record.id, note=note),)), (state.keyring, record, sealed)

        keyring, record, sealed = self.change(change)  # 3
        source = open_record(sealed, record, keyring)  # 4
        if source.canary:
            self.change(lambda state, _: (canary.opened(state, record, self._key), None))  # 5
        return source, record

    def check(self, text: str) -> tuple[Finding, ...]:
        """Where ``text`` says something that is known of a source of the dossier: positions and kinds, never the name.

        Of a record that takes two editors nothing can be looked for; :attr:`for_two` says which those are.

        1. Open and check the vault, and the bytes of every record that one editor opens.
        2. Write to the log that all of them are being read by the program.
        3. Open them, and look.
        """

        def change(state: State, snapshot: Snapshot) -> tuple[Change, tuple[Keyring, list[tuple[bytes, Record]]]]:
            records = [record for record in state.keyring.records if len(record.identity)]
            sealed = list(zip(snapshot.slots(record.place for record in records), records, strict=True))  # 1
            for blob, record in sealed:
                check_record(blob, record)
            return Change((Did(Act.CHECKED),)), (state.keyring, sealed)

        keyring, sealed = self.change(change)  # 2
        sources = [open_record(blob, record, keyring) for blob, record in sealed]
        return find_known(text, sources)  # 3

    def log(self) -> tuple[Logged, ...]:
        """Everything that was done, oldest first.

        Opens every entry, and no record; it is not logged itself.
        """

        def look(state: State, snapshot: Snapshot) -> tuple[Keyring, list[Entry]]:
            return state.keyring, list(read_log(state.keyring, snapshot))

        return tuple(logged(*self.read(look, whole_log=True)))

    def read(
        self, look: Callable[[State, Snapshot], _Result], *, founder: str | None = None, whole_log: bool = False
    ) -> _Result:
        """Check the vault as it is now, let ``look`` see it, and remember its checkpoint; nothing is written.

        ``look`` must not keep the snapshot, which is closed when it returns.
        """
        # Recalled first: another process of this editor may write, and remember, in between.
        seen = self._memory.recall(self._key)
        with self._store.snapshot() as snapshot:
            state = check_state(snapshot, self._key, seen, founder=founder, before=self._before, whole_log=whole_log)
            result = look(state, snapshot)
        self._remember(state)
        return result

    def change(self, operation: Callable[[State, Snapshot], tuple[Change | None, _Result]]) -> _Result:
        """Do an operation on the present state, and write what it makes of it, while everybody else waits.

        1. Recall what this machine has seen, before the state is read.
        2. Wait for our turn, and check the vault as a whole.
        3. Let the operation read what it needs, and say what is to change, if anything is.
        4. Write the next state; leaving the turn puts it on the disk.
        5. Remember its checkpoint; under the key of whoever signs from now on. What cannot be remembered is done all
           the same, and the error says so: whoever did it again would have it twice.
        """
        seen = self._memory.recall(self._key)  # 1
        with self._store.turn() as turn:
            state = check_state(turn, self._key, seen, before=self._before)  # 2
            change, result = operation(state, turn)  # 3
            if change is not None:
                written = next_state(state, change, self._key)
                turn.write(written.head, written.slots, forget=change.forgets)  # 4
                state = written.state
        self._key = (change and change.signer) or self._key  # 5
        with written_all_the_same(_WRITTEN) if change else nullcontext():
            self._remember(state)
        return result

    def _remember(self, state: State) -> None:
        self._memory.remember(self._key, state.remembered_by(self._key))
        self._before = state


def new_record(source: Source, keyring: Keyring, *, codename: str = "") -> Kept:
    """A line for a source that is new to the keyring, with a key of its own; raises :class:`FormError`.

    Its codename is ``codename``, or the source's, or else one that is free. Neither it nor a tag may give it away.
    """
    taken = keyring.lines.by_name
    codename = codename or source.codename or _free_codename(source, taken)
    check_labels((codename, *source.tags), source)
    if codename.casefold() in taken:
        raise FormError("the codename is taken; leave it out, and a free one is chosen")
    record = Record(
        id=secrets.token_hex(ID_SIZE),
        codename=codename,
        place=0,
        identity=Secret(age.generate_identity().identity),
        version=1,
        sealed_sha256=b"",
        tags=source.tags,
        retain_until=source.retain_until,
        epoch=keyring.epoch,
    )
    return Kept(with_agreed(record, source), replace(source, codename=codename))


def _free_codename(source: Source, taken: Collection[str]) -> str:
    """A codename that nobody has and that is no part of who the source is: Merel is a first name as well."""
    tries = (new_codename(taken) for _ in range(CODENAME_TRIES))
    return next((name for name in tries if not find_known(name, [source])), "") or new_codename(taken)


def read_log(keyring: Keyring, snapshot: Snapshot) -> Iterator[Entry]:
    """Open every entry of the log, oldest first; raises :class:`DamagedVaultError` at one that is another."""
    for number, sealed in enumerate(snapshot.slots(keyring.log.places)):
        yield open_entry(sealed, number, keyring.vault, keyring.log.identity_of(number), keyring.roster.key_of)


def logged(keyring: Keyring, entries: Iterable[Entry]) -> Iterator[Logged]:
    """Acts of the log as they are shown."""
    codenames, called = {record.id: record.codename for record in keyring.records}, keyring.roster.called
    for e in entries:
        yield Logged(e.at, called(e.by), e.act, codenames.get(e.record, ""), called(e.subject), e.note)


def check_labels(labels: Sequence[str], source: Source, *, as_they_stand: bool = False) -> None:
    """Check what is listed, together, without reading who it is; raises :class:`FormError`.

    Unless ``as_they_stand``, in capitals too: a text has "vries" for other things than a name, a label has it for one.
    """
    for label in labels:
        _check_text(label, said("a codename or a tag"))
    text = "\n".join(labels)
    if find_known(text, [source]) or (not as_they_stand and find_known(text.upper(), [source])):
        raise FormError("a codename or a tag says who the source is; anybody who lists the dossier reads it")


def _check_text(text: str, what: Remark) -> None:
    if not text.isprintable() or not 0 < len(text) <= MAX_LABEL or text != text.strip():
        raise FormError("{what} has 1 to {most} characters that can be seen", what=what, most=MAX_LABEL)


def check_editors(founder: Card, others: Sequence[Card], *, alone: bool) -> None:
    """Check that there are enough editors for a dossier, and that all are somebody.

    Raises :class:`TooFewEditorsError`, :class:`EditorNameError`.
    """
    editors = {card.fingerprint for card in (founder, *others)}
    if len(editors) != 1 + len(others):
        raise TooFewEditorsError("an editor was named twice; yourself need not be named")
    if any(is_reserved(card.name) for card in (founder, *others)):
        raise EditorNameError("an editor bears the name of break-glass; make a key with their own name")
    if len(editors) < MIN_EDITORS and not alone:
        raise TooFewEditorsError(
            "a dossier needs two editors, or one lost key loses every source in it; name another with --editor CARD, or"
            " accept the risk with --single-editor-i-accept-the-risk"
        )
