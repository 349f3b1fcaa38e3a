"""Files of a record that takes two editors: attached by one, opened by two."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age, evidence
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import (
    AgeError,
    ConflictError,
    DamagedVaultError,
    EvidenceError,
    NeedsApprovalError,
    TooFewEditorsError,
    VaultError,
)
from bronwacht.vault.evidence import PIECE, attach, attachments, detach, extract, sealed_attachments
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.quorum import read_shares, rebuild
from bronwacht.vault.quorum_acts import issue, recover
from bronwacht.vault.secret import Secret
from bronwacht.vault.shredding import shred
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did, Kept, State
from bronwacht.vault.store import Snapshot, SqliteStore
from bronwacht.vault.two_person import hand_over, join, own_half
from bronwacht.vault.two_person_acts import add_for_two, approve, ask, keep_anew, open_approved, open_files, pending
from bronwacht.vault.two_person_lines import about_of, files_of, halves_of, requests_of, with_files
from bronwacht.vault.vault import Vault
from bronwacht.vault.verify import verify

from .test_two_person_acts import LATER, MOTIVE

if TYPE_CHECKING:
    from .conftest import Shared

CONTENT = b"beste Piet, " * 900
NAME = "mail van Piet.eml"
Vaults = tuple[Vault, Vault, str]


@pytest.fixture
def vaults(shared_vault: Shared) -> Vaults:
    """Anna's and Bram's view of the vault, and the codename of a record that takes both."""
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    return anna, bram, add_for_two(anna, Source("Piet Quist"))


def put(vault: Vault, codename: str, content: bytes = CONTENT, name: str = NAME) -> str:
    return attach(vault, codename, io.BytesIO(content), name).id


def got(vault: Vault, codename: str, id_: str) -> bytes:
    out = io.BytesIO()
    extract(vault, codename, id_, out)
    return out.getvalue()


def approved(asker: Vault, approver: Vault, codename: str) -> None:
    request = ask(asker, codename, MOTIVE)
    (seen,) = (one for one in pending(approver) if one.request == request)
    approve(approver, seen)


def test_the_whole_way(vaults: Vaults) -> None:
    anna, bram, codename = vaults
    first, second = put(anna, codename), put(bram, codename, b"x" * (PIECE + 1), "opname.wav")
    # One editor sees that there are two, and no more.
    listed = sealed_attachments(anna, codename)
    assert [(one.id, one.size, one.name, one.sealed) for one in listed] == [
        (first, PIECE, "", True),
        (second, 2 * PIECE, "", True),
    ]
    for vault in (anna, bram):
        for refused in (lambda v: attachments(v, codename), lambda v: got(v, codename, first)):
            with pytest.raises(NeedsApprovalError):
                refused(vault)
    assert [line.act for line in anna.log()].count(Act.READ) == 0
    approved(anna, bram, codename)
    assert [(one.name, one.size) for one in attachments(anna, codename)] == [(NAME, 10800), ("opname.wav", PIECE + 1)]
    assert got(anna, codename, first) == CONTENT
    # The record opens once under the same approval, and the files go on until it expires.
    assert open_approved(anna, codename).name == "Piet Quist"
    with pytest.raises(NeedsApprovalError):
        open_approved(anna, codename)
    assert got(anna, codename, second) == b"x" * (PIECE + 1)
    with pytest.raises(NeedsApprovalError):
        got(bram, codename, first)
    with pytest.raises(NeedsApprovalError):
        open_files(anna, codename, "evidence", now=LATER)
    lines = [(line.editor, line.act, line.subject, line.note) for line in bram.log() if line.act == Act.READ]
    assert lines == [
        ("Anna", Act.READ, "Bram", f"names of its evidence: {MOTIVE}"),
        ("Anna", Act.READ, "Bram", f"evidence {first[:8]}: {MOTIVE}"),
        ("Anna", Act.READ, "Bram", MOTIVE),
        ("Anna", Act.READ, "Bram", f"evidence {second[:8]}: {MOTIVE}"),
    ]
    assert verify(bram).for_two == 1


def keys_of(vault: Vault, *keys: EditorKey) -> list[Secret]:
    """What somebody with these editors' keys finds in the vault without a second editor."""
    keyring = vault.keyring
    found = [*(key.identity for key in keys), keyring.log.identity, keyring.inbox]
    for record in keyring.records:
        found += [record.identity, *(thing.identity for thing in record.attached)]
    return [key for key in found if key]


def read_with(shared: Shared, vault: Vault, keys: list[Secret], codename: str) -> bytes:
    """All that these keys open of the raw file, and of what the record's line holds sealed."""
    with SqliteStore(shared.path).snapshot() as snapshot:
        blobs = list(snapshot.slots(range(1, snapshot.last_place + 1)))
    record = vault.keyring.find(codename)
    for request in requests_of(record):
        blobs += [request.handed, *request.handed_files.values()]
    for files in files_of(record):
        blobs += [*files.keys.values(), *files.halves.sealed.values()]
    opened = b""
    for blob in filter(None, blobs):
        try:
            opened += age.decrypt(blob, identities=[key.reveal_text() for key in keys])
        except AgeError:
            continue
    return opened


def test_neither_editor_alone_opens_a_file_with_the_raw_vault(vaults: Vaults, shared_vault: Shared) -> None:
    anna, bram, codename = vaults
    put(anna, codename)
    put(anna, shared_vault.codename, b"this one takes one", "open.txt")
    for vault, other in ((anna, bram), (bram, anna)):
        ask(vault, codename, MOTIVE)
        read = read_with(shared_vault, vault, keys_of(vault, vault.key), codename)
        assert b"this one takes one" in read and b"open.txt" in read
        assert b"beste Piet" not in read and NAME.encode() not in read and b"AGE-SECRET-KEY" not in read
        # One's own half of the one key does not pass for a half of the other, nor twice for two.
        record = vault.keyring.find(codename)
        (files,), about = files_of(record), about_of(record, vault.keyring)
        mine = own_half(files.halves, about.files, vault.key)
        for handed in (
            hand_over(mine, about.files, vault.key.card),
            hand_over(own_half(halves_of(record), about, vault.key), about.files, vault.key.card),
            hand_over(mine, about, vault.key.card),
            files.halves.sealed[other.key.card.fingerprint.hex],
        ):
            with pytest.raises(DamagedVaultError):
                join(mine, handed, about.files, vault.key)


def test_an_approval_from_before_the_first_file_does_not_open_it(vaults: Vaults) -> None:
    anna, bram, codename = vaults
    approved(anna, bram, codename)
    id_ = put(bram, codename)
    with pytest.raises(NeedsApprovalError, match="files"):
        got(anna, codename, id_)
    assert open_approved(anna, codename).name == "Piet Quist"
    approved(anna, bram, codename)
    assert got(anna, codename, id_) == CONTENT


def test_what_was_handed_to_another_is_dropped_when_the_files_are_opened(vaults: Vaults) -> None:
    anna, bram, codename = vaults
    id_ = put(anna, codename)
    approved(anna, bram, codename)
    approved(bram, anna, codename)
    assert got(anna, codename, id_) == CONTENT
    with pytest.raises(NeedsApprovalError):
        got(bram, codename, id_)
    assert open_approved(bram, codename).name == "Piet Quist"


def test_an_edit_leaves_the_files_and_takes_the_approvals(vaults: Vaults) -> None:
    anna, bram, codename = vaults
    id_ = put(anna, codename)
    approved(anna, bram, codename)
    source = open_approved(anna, codename)
    keep_anew(anna, codename, replace(source, role="chauffeur"), version=anna.keyring.find(codename).version)
    with pytest.raises(NeedsApprovalError):
        got(anna, codename, id_)
    approved(anna, bram, codename)
    assert got(anna, codename, id_) == CONTENT


def test_the_halves_move_with_a_new_key(vaults: Vaults) -> None:
    anna, bram, codename = vaults
    id_ = put(anna, codename)
    rotate(anna, new_editor("Anna"))
    approved(bram, anna, codename)
    assert got(bram, codename, id_) == CONTENT


def test_a_leaver_leaves_no_half_and_the_files_are_re_keyed_when_two_open_them(
    vaults: Vaults, shared_vault: Shared, carla: EditorKey
) -> None:
    anna, bram, codename = vaults
    id_ = put(anna, codename)
    approved(anna, bram, codename)
    (old,) = open_files(anna, codename, "evidence")
    grant(anna, ConfirmedCard(carla.card))
    with pytest.raises(TooFewEditorsError, match="files"):
        revoke(anna, "Bram")
    approved(anna, bram, codename)
    assert open_approved(anna, codename).name == "Piet Quist"
    revoke(anna, "Bram")
    record = anna.keyring.find(codename)
    for halves in (halves_of(record), *(files.halves for files in files_of(record))):
        assert sorted(halves.sealed) == sorted(key.card.fingerprint.hex for key in (anna.key, carla))
    # Bram was shown the key: that still opens the file, until two open it again, and the vault says so.
    assert b"beste Piet" in read_with(shared_vault, anna, [old.identity], codename)
    assert anna.keyring.not_rekeyed == (record,)
    theirs = Vault(anna.store, carla, Memory(shared_vault.folder / "memory" / "carla"))
    theirs.meet(anna.key.card.fingerprint.words)
    approved(theirs, anna, codename)
    assert open_approved(theirs, codename).name == "Piet Quist"
    assert anna.keyring.not_rekeyed == ()
    assert b"beste Piet" not in read_with(shared_vault, anna, [old.identity], codename)
    assert got(theirs, codename, id_) == CONTENT
    verify(anna)


def test_break_glass_reaches_the_files(vaults: Vaults, shared_vault: Shared) -> None:
    anna, bram, codename = vaults
    id_, sheets = put(anna, codename), list[Secret]()
    issue(anna, ["a", "b"], 2, hand_over=lambda shares, _: sheets.extend(shares))
    approved(anna, bram, codename)
    # Two editors open both once, and give the break-glass key what it needs.
    assert got(anna, codename, id_) and open_approved(anna, codename)
    dora = new_editor("Dora")
    memory = Memory(shared_vault.folder / "memory" / "dora")
    founder = shared_vault.anna.card.fingerprint.words
    breaker = rebuild(read_shares(sheets, None), None)
    recovered = recover(shared_vault.path, breaker, dora, memory=memory, founder=founder)
    approved(recovered, anna, codename)
    assert got(recovered, codename, id_) == CONTENT


def test_a_large_file_takes_several_writes_and_no_new_key_in_between(
    vaults: Vaults, carla: EditorKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "BATCH", 1)
    anna, bram, codename = vaults
    content = b"y" * (2 * PIECE + 7)
    whole = put(anna, codename, content)
    grant(bram, ConfirmedCard(carla.card))

    def meanwhile(written: int) -> None:
        if written == PIECE:
            revoke(bram, "Carla")
            approved(anna, bram, codename)
            open_approved(anna, codename)

    with pytest.raises(ConflictError, match="nothing is attached"):
        attach(bram, codename, io.BytesIO(content), NAME, told=meanwhile)
    assert [one.id for one in sealed_attachments(anna, codename)] == [whole]
    assert got(anna, codename, whole) == content
    verify(anna)


def test_a_file_that_is_forgotten_leaves_no_key(vaults: Vaults) -> None:
    anna, _, codename = vaults
    first, second = put(anna, codename), put(anna, codename, b"two", "two")
    detach(anna, codename, first[:8])
    assert [[*files.keys] for files in files_of(anna.keyring.find(codename))] == [[second]]
    with pytest.raises(EvidenceError):
        got(anna, codename, first)
    shred(anna, codename)
    assert codename not in {listing.codename for listing in anna.list()}


def test_damaged_keys_of_files_are_named(vaults: Vaults) -> None:
    anna, _, codename = vaults
    put(anna, codename)
    record = anna.keyring.find(codename)
    section = record.sections["two"]
    assert isinstance(section, dict)
    assert isinstance(section["files"], list)
    (good,) = section["files"]
    assert isinstance(good, dict)
    for bad in (None, [], {}, {**good, "keys": {"a": "?"}}, {**good, "halves": 3}, {**good, "more": 1}, [good, good]):
        for written in (bad, [bad]):
            with pytest.raises(VaultError):
                files_of(replace(record, sections={"two": {**section, "files": written}}))
    (files,) = files_of(record)
    with pytest.raises(DamagedVaultError, match="does not open"):
        files.open(Secret(age.generate_identity().identity))


def test_files_that_say_they_have_new_keys_get_them_all_the_same(vaults: Vaults, carla: EditorKey) -> None:
    """Of an epoch to come, they would keep at the next revocation the keys that the leaver was handed."""
    anna, bram, codename = vaults
    grant(anna, ConfirmedCard(carla.card))
    put(anna, codename)
    approved(bram, anna, codename)
    open_approved(bram, codename)

    def ahead(state: State, _: Snapshot) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        line = with_files(record, [replace(files, epoch=state.keyring.epoch + 1) for files in files_of(record)])
        return Change((Did(Act.CHECKED),), (Kept(line),)), None

    bram.change(ahead)
    revoke(anna, "Bram")
    (files,) = files_of(anna.keyring.find(codename))
    assert files.epoch < anna.keyring.epoch


def test_whatever_key_stands_there_nobody_opens_alone_what_others_attach(vaults: Vaults, shared_vault: Shared) -> None:
    """An editor with a changed program puts a files' key of theirs in the place of the one that is there."""
    anna, bram, codename = vaults
    before = put(anna, codename, b"before", "before.txt")
    theirs = age.generate_identity()

    def redirect(state: State, _: Snapshot) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        line = with_files(record, [replace(files, recipient=theirs.recipient) for files in files_of(record)])
        return Change((Did(Act.CHECKED),), (Kept(line),)), None

    bram.change(redirect)
    id_ = put(anna, codename)
    read = read_with(shared_vault, bram, [*keys_of(bram, bram.key), Secret(theirs.identity)], codename)
    assert b"AGE-SECRET-KEY" not in read and b"beste Piet" not in read
    approved(anna, bram, codename)
    assert got(anna, codename, id_) == CONTENT
    assert got(anna, codename, before) == b"before"


def test_what_is_attached_after_an_approval_waits_for_the_next(vaults: Vaults) -> None:
    anna, bram, codename = vaults
    first = put(anna, codename)
    approved(anna, bram, codename)
    second = put(bram, codename, b"two", "two.txt")
    assert [(one.name, one.sealed) for one in attachments(anna, codename)] == [(NAME, False), ("", True)]
    assert got(anna, codename, first) == CONTENT
    with pytest.raises(NeedsApprovalError, match="after the approval"):
        got(anna, codename, second)
    approved(anna, bram, codename)
    assert [one.name for one in attachments(anna, codename)] == [NAME, "two.txt"]
    assert got(anna, codename, second) == b"two"
    # All that two have opened has one key again, which their next attaching leaves alone.
    assert [len(files.keys) for files in files_of(anna.keyring.find(codename))] == [2]
    put(anna, codename, b"three", "three.txt")
    assert [len(files.keys) for files in files_of(anna.keyring.find(codename))] == [2, 1]
    verify(bram)


def test_what_an_older_bronwacht_wrote_is_read(vaults: Vaults) -> None:
    """It knew of one files' key of a record, and of one half of it in a request."""
    anna, bram, codename = vaults
    id_ = put(anna, codename)
    approved(anna, bram, codename)

    def as_it_was(state: State, _: Snapshot) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        section = record.sections["two"]
        assert isinstance(section, dict)
        (files,), (request,) = section["files"], section["requests"]  # type: ignore[misc]
        (half,) = request["handed_files"].values()
        old = {**section, "files": files, "requests": [{**request, "handed_files": half}]}
        line = replace(record, sections={**record.sections, "two": old})
        return Change((Did(Act.CHECKED),), (Kept(line),)), None

    bram.change(as_it_was)
    assert got(anna, codename, id_) == CONTENT
    assert open_approved(anna, codename).name == "Piet Quist"
