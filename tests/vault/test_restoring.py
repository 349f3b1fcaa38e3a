from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.commands.pending import tell_pending
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.dossier import open_keyring
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import (
    DamagedVaultError,
    NotAnEditorError,
    OlderVaultError,
    OutputExistsError,
    RequestError,
    RestoredVaultError,
    RestoreError,
    StorageError,
    UnknownVaultError,
    VaultError,
)
from bronwacht.vault.evidence import PIECE, attach, extract
from bronwacht.vault.keys import new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.restored import restored_in, unaccepted, with_restored
from bronwacht.vault.restoring import accept, look, restore
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did, State
from bronwacht.vault.store import Snapshot
from bronwacht.vault.stores import open_store
from bronwacht.vault.vault import Vault, open_vault
from bronwacht.vault.verify import verify

if TYPE_CHECKING:
    from .conftest import Shared
    from .postgres_server import Server

MOTIVE = "the server burnt, this is the copy from the safe"


@pytest.fixture
def copy(shared_vault: Shared) -> Path:
    """A copy that both machines have seen three acts beyond, and the only one that is left."""
    path = shared_vault.folder / "copy"
    shutil.copy(shared_vault.path, path)
    vault = shared_vault.open()
    for _ in range(3):
        vault.check("x")
    shared_vault.open_as_bram()
    shared_vault.path.unlink()
    return path


def put_back(shared: Shared, copy: Path, lost: int = 3) -> Vault:
    return restore(copy, shared.path, shared.anna, memory=shared.memory(), motive=MOTIVE, lost=lost)


def as_bram(shared: Shared) -> Vault:
    return open_vault(shared.path, shared.bram, memory=shared.memory("bram"))


def test_an_editor_goes_on_and_the_other_accepts(shared_vault: Shared, copy: Path, source: Source) -> None:
    before = copy.read_bytes()
    with pytest.raises(OlderVaultError, match="vault restore"):
        shared_vault.open(copy)
    assert look(copy, shared_vault.anna, memory=shared_vault.memory()).lost == 3
    vault = put_back(shared_vault, copy)
    assert copy.read_bytes() == before
    assert vault.show(shared_vault.codename) == replace(source, codename=shared_vault.codename)
    logged = [(line.editor, line.act, line.note) for line in vault.log()]
    assert logged[2] == ("Anna", Act.RESTORED, f"3 acts lost: {MOTIVE}")
    verify(vault)
    # The other machine refuses it, says who did it and why, and goes on when it is told to.
    with pytest.raises(RestoredVaultError) as refusal:
        as_bram(shared_vault)
    said = str(refusal.value)
    assert all(words in said for words in ("Anna", MOTIVE, "not in it: 3", "--accept --lost 3")) and "\n" not in said
    assert refusal.value.exit_code == 3
    (told,) = restored_in(vault.keyring)
    assert (told.motive, told.size, told.lost) == (MOTIVE, 2, 3)
    assert accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=3) == 3
    assert as_bram(shared_vault).log()[-1].act == Act.RESTORE_ACCEPTED
    # When all have accepted, only the log speaks of it.
    assert restored_in(vault.keyring) == ()
    assert shared_vault.open().add(Source("Bo"))


def test_after_it_a_rollback_is_noticed_as_before(shared_vault: Shared, copy: Path) -> None:
    vault = put_back(shared_vault, copy)
    state = shared_vault.path.read_bytes()
    vault.check("y")
    with pytest.raises(OlderVaultError):
        shared_vault.open(copy)
    shared_vault.path.write_bytes(state)
    with pytest.raises(OlderVaultError):
        shared_vault.open()
    with pytest.raises(OlderVaultError) as refusal:
        shared_vault.open()
    # Who has accepted it is not told that a rollback to it was somebody's wish.
    assert not isinstance(refusal.value, RestoredVaultError)


def test_whoever_has_seen_nothing_newer_is_told_and_not_refused(shared_vault: Shared, copy: Path) -> None:
    vault = put_back(shared_vault, copy)
    elsewhere = Memory(shared_vault.folder / "memory" / "another machine")
    words = shared_vault.anna.card.fingerprint.words
    theirs = open_vault(shared_vault.path, shared_vault.bram, memory=elsewhere, founder=words)
    (told,) = unaccepted(theirs.keyring, shared_vault.bram)
    assert (told.motive, told.lost) == (MOTIVE, 3)
    assert unaccepted(theirs.keyring, shared_vault.anna) == ()
    accept(shared_vault.path, shared_vault.bram, memory=elsewhere, lost=0)
    assert unaccepted(theirs.keyring, shared_vault.bram) == ()
    # Not so on the machine that has: it refuses still, for it has seen what the other has not.
    for lost in (0, 3):
        with pytest.raises(OlderVaultError):
            as_bram(shared_vault)
        if not lost:
            with pytest.raises(RestoreError, match="--lost 3"):
                accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=lost)
    assert accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=3) == 3
    assert as_bram(shared_vault).list() == vault.list()


@pytest.mark.parametrize("lost", [0, 2, 4])
def test_another_number_of_lost_acts_changes_nothing(shared_vault: Shared, copy: Path, lost: int) -> None:
    with pytest.raises(RestoreError, match="--lost 3"):
        put_back(shared_vault, copy, lost)
    assert not shared_vault.path.exists()
    put_back(shared_vault, copy)
    before = shared_vault.path.read_bytes()
    with pytest.raises(RestoreError, match="--lost 3"):
        accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=lost)
    assert shared_vault.path.read_bytes() == before
    with pytest.raises(RestoredVaultError):
        as_bram(shared_vault)


def test_nothing_is_accepted_that_nobody_put_back(shared_vault: Shared, copy: Path) -> None:
    for path in (copy, shared_vault.path):
        shutil.copy(copy, path) if path != copy else None
        with pytest.raises(RestoreError, match="nobody"):
            accept(path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=3)
        with pytest.raises(OlderVaultError):
            as_bram(replace(shared_vault, path=path))
    shared_vault.path.unlink()
    put_back(shared_vault, copy)
    with pytest.raises(RestoreError, match="accepted"):
        accept(shared_vault.path, shared_vault.anna, memory=shared_vault.memory(), lost=0)


REFUSED: dict[str, tuple[Callable[[Shared, Path], object], type[VaultError]]] = {
    "over a file": (lambda shared, copy: restored_over(shared, copy), OutputExistsError),
    "without a motive": (
        lambda shared, copy: restore(copy, shared.path, shared.anna, memory=shared.memory(), motive="oops", lost=3),
        RequestError,
    ),
    "by a stranger": (
        lambda shared, copy: restore(
            copy, shared.path, new_editor("Eva"), memory=shared.memory(), motive=MOTIVE, lost=0
        ),
        NotAnEditorError,
    ),
    "on a machine that does not know it": (
        lambda shared, copy: restore(
            copy, shared.path, shared.bram, memory=shared.memory("new"), motive=MOTIVE, lost=0
        ),
        UnknownVaultError,
    ),
}


def restored_over(shared: Shared, copy: Path) -> None:
    restore(copy, copy, shared.anna, memory=shared.memory(), motive=MOTIVE, lost=3)


@pytest.mark.parametrize("why", list(REFUSED))
def test_what_is_refused_leaves_nothing(shared_vault: Shared, copy: Path, why: str) -> None:
    act, error = REFUSED[why]
    before = copy.read_bytes()
    with pytest.raises(error):
        act(shared_vault, copy)
    assert copy.read_bytes() == before and not shared_vault.path.exists()
    with pytest.raises(OlderVaultError):
        shared_vault.open(copy)


def test_a_damaged_copy_is_refused(shared_vault: Shared, copy: Path) -> None:
    """Down to the records that the editor did not open."""
    with open_store(copy).turn() as turn:
        place = open_keyring(turn.head.keyring, shared_vault.anna, turn.slots).records[0].place
        (blob,) = turn.slots([place])
        turn.write(turn.head, {place: blob[:-1] + bytes([blob[-1] ^ 1])})
    with pytest.raises(DamagedVaultError):
        put_back(shared_vault, copy)
    assert not shared_vault.path.exists()


def test_a_disk_that_is_full_leaves_nothing_and_forgets_nothing(
    shared_vault: Shared, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("the disk is full; nothing was written, the vault is as it was")

    with monkeypatch.context() as patch:
        patch.setattr("bronwacht.vault.store._write_slots", full)
        with pytest.raises(StorageError):
            put_back(shared_vault, copy)
    assert sorted(path.name for path in shared_vault.path.parent.iterdir()) == ["copy", "memory"]
    with pytest.raises(OlderVaultError):
        shared_vault.open(copy)
    put_back(shared_vault, copy)


def test_whoever_is_killed_before_their_machine_knows_of_it_accepts_it(
    shared_vault: Shared, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Memory, "put_back", killed)
        with pytest.raises(KeyboardInterrupt):
            put_back(shared_vault, copy)
    with pytest.raises(RestoredVaultError, match=r"you put this vault back .* --accept --lost 3"):
        shared_vault.open()
    with pytest.raises(RestoreError, match="--lost 3"):
        accept(shared_vault.path, shared_vault.anna, memory=shared_vault.memory(), lost=0)
    assert accept(shared_vault.path, shared_vault.anna, memory=shared_vault.memory(), lost=3) == 3
    assert shared_vault.open().list()


def test_where_the_machine_cannot_remember_it_the_vault_is_there_and_that_is_said(
    shared_vault: Shared, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("cannot write the memory: no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Memory, "put_back", full)
        with pytest.raises(StorageError, match=r"put back all the same, in .* --accept --lost 3"):
            put_back(shared_vault, copy)
    assert accept(shared_vault.path, shared_vault.anna, memory=shared_vault.memory(), lost=3) == 3


def test_whoever_put_a_copy_back_is_not_told_so_of_a_later_rollback(shared_vault: Shared, copy: Path) -> None:
    """Bram has not accepted it, so that it stands in the vault still; nobody has put back the older state."""
    vault = put_back(shared_vault, copy)
    older = shared_vault.path.read_bytes()
    vault.check("x")
    shared_vault.path.write_bytes(older)
    with pytest.raises(OlderVaultError) as refusal:
        shared_vault.open()
    assert not isinstance(refusal.value, RestoredVaultError)


def test_it_can_happen_twice_and_who_has_another_key_is_not_told_again(shared_vault: Shared, copy: Path) -> None:
    vault = put_back(shared_vault, copy)
    second = shared_vault.folder / "second"
    shutil.copy(shared_vault.path, second)
    vault.check("x")
    shared_vault.path.unlink()
    again = put_back(shared_vault, second, lost=1)
    assert [one.lost for one in restored_in(again.keyring)] == [3, 1]
    rotate(again, new_editor("Anna"))
    assert unaccepted(again.keyring, again.key) == ()
    with pytest.raises(RestoredVaultError, match="--lost 3"):
        as_bram(shared_vault)
    assert accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=3) == 3
    assert restored_in(again.keyring) == ()


def test_nobody_accepts_it_for_a_colleague_of_the_same_name(shared_vault: Shared, copy: Path) -> None:
    vault, other = put_back(shared_vault, copy), new_editor("Bram")
    grant(vault, ConfirmedCard(other.card))
    (one,) = restored_in(vault.keyring)
    accepted = replace(one, accepted=(*one.accepted, other.card.fingerprint.hex))
    keyring = with_restored(vault.keyring, (accepted,))
    assert unaccepted(keyring, other) == ()
    assert unaccepted(keyring, shared_vault.bram) == (accepted,)


def test_whoever_was_taken_out_since_cannot_pass_it_off_unseen(shared_vault: Shared) -> None:
    """Carla, who left, puts back a copy from when she was in: nobody's machine takes it without being told so."""
    carla, machine = new_editor("Carla"), Memory(shared_vault.folder / "memory" / "carla")
    vault = shared_vault.open()
    grant(vault, ConfirmedCard(carla.card))
    open_vault(shared_vault.path, carla, memory=machine, founder=shared_vault.anna.card.fingerprint.words)
    copy = shared_vault.folder / "copy"
    shutil.copy(shared_vault.path, copy)
    revoke(vault, "Carla")
    shared_vault.path.unlink()
    restore(copy, shared_vault.path, carla, memory=machine, motive=MOTIVE, lost=0)
    with pytest.raises(RestoredVaultError, match="Carla put this vault back"):
        shared_vault.open()


def test_acts_that_were_added_to_an_old_copy_hide_none_that_are_lost(shared_vault: Shared) -> None:
    """Carla adds to hers until it has as many acts as the vault: it has another past all the same."""
    carla, machine = new_editor("Carla"), Memory(shared_vault.folder / "memory" / "carla")
    vault = shared_vault.open()
    grant(vault, ConfirmedCard(carla.card))
    copy = shared_vault.folder / "copy"
    shutil.copy(shared_vault.path, copy)
    revoke(vault, "Carla")
    vault.check("x")
    theirs = open_vault(copy, carla, memory=machine, founder=shared_vault.anna.card.fingerprint.words)
    for _ in range(9):
        theirs.check("x")
    lost = look(copy, shared_vault.anna, memory=shared_vault.memory()).lost
    assert lost >= 2
    with pytest.raises(RestoreError, match=f"--lost {lost}"):
        restore(
            copy, shared_vault.folder / "new", shared_vault.anna, memory=shared_vault.memory(), motive=MOTIVE, lost=0
        )
    shared_vault.path.unlink()
    restore(copy, shared_vault.path, carla, memory=machine, motive=MOTIVE, lost=0)
    with pytest.raises(RestoredVaultError, match=f"--lost {lost}"):
        shared_vault.open()
    with pytest.raises(RestoreError, match=f"--lost {lost}"):
        accept(shared_vault.path, shared_vault.anna, memory=shared_vault.memory(), lost=0)


def test_a_copy_of_a_server_goes_back_to_a_server(shared_vault: Shared, copy: Path, server: Server) -> None:
    address = server.address()
    vault = restore(copy, address, shared_vault.anna, memory=shared_vault.memory(), motive=MOTIVE, lost=3)
    assert vault.show(shared_vault.codename).aliases == ("Rooie Toos",)
    with pytest.raises(OutputExistsError):
        restore(copy, address, shared_vault.anna, memory=shared_vault.memory(), motive=MOTIVE, lost=3)
    assert accept(address, shared_vault.bram, memory=shared_vault.memory("bram"), lost=3) == 3


def test_a_large_copy_is_put_back_whole(shared_vault: Shared) -> None:
    vault, content = shared_vault.open(), b"z" * (3 * PIECE + 1)
    id_ = attach(vault, shared_vault.codename, io.BytesIO(content), "f").id
    copy = shared_vault.folder / "copy"
    shutil.copy(shared_vault.path, copy)
    vault.check("x")
    again = restore(
        copy, shared_vault.folder / "new", shared_vault.anna, memory=shared_vault.memory(), motive=MOTIVE, lost=1
    )
    out = io.BytesIO()
    extract(again, shared_vault.codename, id_, out)
    assert out.getvalue() == content
    verify(again)


def test_nobody_puts_a_copy_back_in_anothers_name(shared_vault: Shared, copy: Path) -> None:
    put_back(shared_vault, copy)
    memory, words = Memory(shared_vault.folder / "new"), shared_vault.anna.card.fingerprint.words
    bram = open_vault(shared_vault.path, shared_vault.bram, memory=memory, founder=words)

    def blame(state: State, _: Snapshot) -> tuple[Change, None]:
        (one,) = restored_in(state.keyring)
        other = replace(one, by=shared_vault.bram.card.fingerprint.hex)
        return Change((Did(Act.CHECKED),), keyring=with_restored(state.keyring, (other,))), None

    bram.change(blame)
    with pytest.raises(DamagedVaultError, match="has not signed"):
        shared_vault.open()


def test_whoever_was_let_in_before_it_is_accepted_is_told_of_after(
    shared_vault: Shared, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault, carla = put_back(shared_vault, copy), new_editor("Carla")
    grant(vault, ConfirmedCard(carla.card))
    accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=3)
    tell_pending(as_bram(shared_vault), shared_vault.memory("bram").recall(shared_vault.bram))
    assert "the key of Carla, let in by Anna" in capsys.readouterr().err


def test_a_vault_that_was_put_back_once_is_not_rolled_back_by_that(shared_vault: Shared, copy: Path) -> None:
    """Somebody who can write to it lays an older state there; nobody has said so this time."""
    vault = put_back(shared_vault, copy)
    accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=3)
    older = shared_vault.path.read_bytes()
    for _ in range(4):
        vault.check("x")
    as_bram(shared_vault)
    shared_vault.path.write_bytes(older)
    for lost in range(12):
        with pytest.raises(RestoreError, match="nobody has put"):
            accept(shared_vault.path, shared_vault.bram, memory=shared_vault.memory("bram"), lost=lost)
