"""Going on from an older copy after a real loss: deliberately, with a motive in the log, and every editor told.

Called by ``vault restore``. An editor's machine refuses a vault that is older than what it has seen, and must: whoever
puts back an old copy undoes revocations and shreddings. When that copy is all that is left, an editor says so here, and
each of the others, at their machine, accepts it or does not. Nothing else makes a machine forget what it has seen::

    lost = look(copy, key, memory=memory).lost
    vault = restore(copy, "new.vault", key, memory=memory, motive="the server burnt", lost=lost)
    accept("new.vault", other_key, memory=other_memory, lost=2)      # each of the others
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .errors import OlderVaultError, RestoreError, StorageError, UnrememberedError
from .keys import EditorKey
from .log import Act, leaves_of, short_note, this_second
from .memory import Memory, Remembered
from .merkle import Frontier
from .restored import Restored, lost_since, restored_in, unaccepted, with_restored
from .state import Change, Did, State, check_state, next_state
from .store import Snapshot
from .stores import Address, check_address_is_fresh, create_store_at, open_store
from .two_person import check_motive
from .vault import Vault, read_log
from .verify import verify


@dataclass(frozen=True)
class Copy:
    """An older copy: how many acts it has, and how many more this machine has seen of its vault."""

    acts: int
    lost: int


def look(address: Address, key: EditorKey, *, memory: Memory, founder: str | None = None) -> Copy:
    """Check a copy down to every record, as a machine does that has seen no more of its vault; remember nothing.

    Raises what is wrong with it, :class:`UnknownVaultError` where this machine does not know its founder.
    """
    vault = Vault(open_store(address), key, _Afresh(memory, keep=False))
    vault.meet(founder)
    found, known = verify(vault), memory.recall(key).get(vault.keyring.vault)

    def look_at(state: State, snapshot: Snapshot) -> Copy:
        leaves = leaves_of(state.keyring.log, snapshot.slots(state.keyring.log.places))
        return Copy(found.acts, lost_since(known, leaves, found.acts) if known else 0)

    return vault.read(look_at)


def restore(
    address: Address,
    new: Address,
    key: EditorKey,
    *,
    memory: Memory,
    motive: str,
    lost: int,
    founder: str | None = None,
) -> Vault:
    """Go on from the copy at ``address`` in a ``new`` vault; ``lost`` is how many acts the editor knows to be lost.

    1. There is nothing at ``new``, and there is a motive.
    2. The copy is whole.
    3. As many acts are lost as the editor has said: nobody goes on from a copy that they mistake for another.
    4. Write it as it is to ``new``, whole or not at all; with the motive in the log, and in the keyring for the others.
    5. Only then does this machine forget what it has seen beyond the copy. The copy itself is left as it is.

    Raises :class:`OutputExistsError`, :class:`RequestError`, :class:`RestoreError`, or as :func:`look`.
    """
    check_address_is_fresh(new)  # 1
    motive = check_motive(motive)
    found = look(address, key, memory=memory, founder=founder)  # 2
    if found.lost != lost:  # 3
        raise RestoreError(
            "acts that this machine has seen and that are not in that copy: {lost}; what was done in them is undone,"
            " revocations and shreddings too: say that you know with --lost {lost}",
            lost=found.lost,
        )
    with open_store(address).snapshot() as snapshot:
        state = check_state(snapshot, key, _forgotten(memory.recall(key)), founder=founder)
        me = key.card.fingerprint.hex
        one = Restored(this_second(), me, motive, state.log.size, lost, (me,))
        keyring = with_restored(state.keyring, (*restored_in(state.keyring), one))
        did = Did(Act.RESTORED, note=short_note(f"{lost} acts lost: {motive}"))
        written = next_state(state, Change((did,), keyring=keyring), key)
        last = max(snapshot.last_place, *written.slots)
        there = snapshot.slots(place for place in range(1, last + 1) if place not in written.slots)
        slots = (written.slots[place] if place in written.slots else next(there) for place in range(1, last + 1))
        store = create_store_at(new, written.head, slots)  # 4
    try:
        memory.put_back(key, written.state.remembered_by(key))  # 5
    except StorageError as error:
        raise UnrememberedError(
            "{error}; the vault is put back all the same, in {new}: do not do it again, but make this machine remember"
            " it, with `bronwacht vault restore {new} --accept --lost {lost}`",
            error=error,
            new=new,
            lost=lost,
        ) from None
    return Vault(store, key, memory)


def missing(address: Address, key: EditorKey, *, memory: Memory) -> int:
    """How many acts that this machine has seen are not in a vault that was put back, by which :func:`accept` asks.

    Nothing is written, and nothing remembered. Raises :class:`RestoreError` where nobody has put it back, or this
    editor has accepted that.
    """
    known, refused = memory.recall(key), _refuses(address, key, memory)
    vault = Vault(open_store(address), key, _Afresh(memory, keep=False))
    return vault.read(lambda state, snapshot: _put_back(state, snapshot, key, known, refused=refused).missing)


def accept(address: Address, key: EditorKey, *, memory: Memory, lost: int) -> int:
    """Go on with a vault that another editor put back; how many acts this machine has seen of it that are lost.

    1. See whether this machine refuses it, as it does where it has seen what is lost.
    2. Check the vault as a whole, but for that.
    3. An editor of it has said that they put it back: to this editor, who has not accepted it yet, or in the log, where
       they have on another machine. One that this machine knew of does not say why the vault is older now.
    4. As many acts that this machine has seen are lost as the editor has said.
    5. Write the acceptance, and that to the log; then this machine remembers the vault as it is now.

    Raises :class:`RestoreError`.
    """
    known = memory.recall(key)
    refused = _refuses(address, key, memory)  # 1
    vault = Vault(open_store(address), key, _Afresh(memory, keep=True))

    def change(state: State, snapshot: Snapshot) -> tuple[Change, int]:  # 2
        found = _put_back(state, snapshot, key, known, refused=refused)  # 3
        if found.missing != lost:  # 4
            raise RestoreError(
                "acts that this machine has seen and that are not in the vault: {missing}; say that you know with"
                " --lost {missing}",
                missing=found.missing,
            )
        me = key.card.fingerprint.hex
        restored = [
            replace(one, accepted=(*one.accepted, me)) if one in found.waiting else one
            for one in restored_in(state.keyring)
        ]
        did = Did(Act.RESTORE_ACCEPTED, subject=found.by, note=f"{found.missing} acts lost")
        return Change((did,), keyring=with_restored(state.keyring, tuple(restored))), found.missing

    return vault.change(change)  # 5


@dataclass(frozen=True)
class _PutBack:
    """What an editor has said of it that this one has not accepted; who (fingerprint), and how many acts are gone."""

    waiting: tuple[Restored, ...]
    by: str
    missing: int


def _put_back(
    state: State, snapshot: Snapshot, key: EditorKey, known: Mapping[str, Remembered], *, refused: bool
) -> _PutBack:
    """Who has put it back; raises :class:`RestoreError` where nobody has, or it was accepted."""
    keyring = state.keyring
    waiting = unaccepted(keyring, key)
    said = {one.size: one.by for one in waiting}
    if refused and not waiting:
        new, entries = known[keyring.vault].restored + 1, read_log(keyring, snapshot)
        said = {e.number: e.by for e in entries if e.act is Act.RESTORED and e.number >= new}
    if not said:
        raise RestoreError("nobody has put this vault back, or you have accepted that; nothing was written")
    first = min(said) if waiting else max(said)
    leaves = leaves_of(keyring.log, snapshot.slots(keyring.log.places[:first]))
    gone = lost_since(known[keyring.vault], leaves, first) if refused else 0
    return _PutBack(waiting, said[first], gone)


def _refuses(address: Address, key: EditorKey, memory: Memory) -> bool:
    try:
        Vault(open_store(address), key, memory).meet(None)
    except OlderVaultError:
        return True
    return False


class _Afresh(Memory):
    """What a machine remembers, without any log; what is to be remembered takes the place of that, or is not kept."""

    def __init__(self, memory: Memory, *, keep: bool) -> None:
        self._memory, self._keep, self._new = memory, keep, dict[str, Remembered]()

    def recall(self, key: EditorKey) -> Mapping[str, Remembered]:
        return {**_forgotten(self._memory.recall(key)), **self._new}

    def remember(self, key: EditorKey, item: Remembered) -> None:
        self._new[item.vault] = item
        if self._keep:
            self._memory.put_back(key, item)


def _forgotten(seen: Mapping[str, Remembered]) -> Mapping[str, Remembered]:
    return {vault: replace(item, log=Frontier()) for vault, item in seen.items()}
