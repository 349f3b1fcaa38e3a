from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import (
    AgeError,
    ConflictError,
    DamagedVaultError,
    FormError,
    NeedsApprovalError,
    RequestError,
    StorageError,
    TooFewEditorsError,
    VaultError,
)
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did, Kept, State
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.two_person import REQUEST_LIFE, hand_over, join, own_half
from bronwacht.vault.two_person_acts import (
    add_for_two,
    approve,
    ask,
    find_pending,
    keep_anew,
    open_approved,
    open_files,
    pending,
)
from bronwacht.vault.two_person_lines import (
    about_of,
    halves_of,
    requests_of,
    takes_two,
    with_halves,
    with_new_key,
    without_editor,
)
from bronwacht.vault.vault import Vault, create

if TYPE_CHECKING:
    from .conftest import Shared

MOTIVE = "the lawyer asks for it"
LATER = datetime.datetime.now(datetime.UTC) + REQUEST_LIFE + datetime.timedelta(hours=1)


@pytest.fixture
def vaults(shared_vault: Shared) -> tuple[Vault, Vault, str]:
    """Anna's and Bram's view of the vault, and the codename of a record that takes both."""
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    return anna, bram, add_for_two(anna, Source("Piet Quist", employer="Ferrodok"))


def blobs(path: Path) -> list[bytes]:
    with SqliteStore(path).snapshot() as snapshot:
        return list(snapshot.slots(range(1, snapshot.last_place + 1)))


def test_the_whole_way(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    request = ask(anna, codename, MOTIVE)
    (seen,) = pending(bram)
    assert (seen.codename, seen.by, seen.approver, seen.request.motive) == (codename, "Anna", "", MOTIVE)
    with pytest.raises(NeedsApprovalError, match=request.id):
        open_approved(anna, codename)
    approve(bram, find_pending(bram, request.id.upper()))
    assert open_approved(anna, codename) == Source("Piet Quist", employer="Ferrodok", codename=codename)
    lines = [(line.editor, line.act, line.codename, line.note) for line in anna.log()][2:]
    assert lines == [
        ("Anna", Act.ADDED, codename, ""),
        ("Anna", Act.REQUESTED, codename, MOTIVE),
        ("Bram", Act.APPROVED, codename, MOTIVE),
        ("Anna", Act.READ, codename, MOTIVE),
    ]
    assert pending(anna) == ()


def test_an_approval_opens_once_and_only_for_who_asked(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    ask(anna, codename, MOTIVE)
    ask(bram, codename, "the editor in chief asks")
    before = anna.keyring.find(codename)
    for one in pending(bram):
        if one.by == "Anna":
            approve(bram, one)
    with pytest.raises(NeedsApprovalError):
        open_approved(bram, codename)
    open_approved(anna, codename)
    with pytest.raises(NeedsApprovalError):
        open_approved(anna, codename)
    after = anna.keyring.find(codename)
    assert (after.version, len(after.identity)) == (before.version + 1, 0)
    assert halves_of(after).sealed != halves_of(before).sealed
    # Bram's own request still stands, and Anna's approval of it opens the record as it is now.
    (his,) = pending(anna)
    approve(anna, his)
    assert open_approved(bram, codename).name == "Piet Quist"


def test_what_one_editor_was_handed_opens_nothing_after_another_opened(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    ask(anna, codename, MOTIVE)
    ask(bram, codename, MOTIVE)
    for vault in (anna, bram):
        for one in pending(vault):
            if one.by != vault.key.name:
                approve(vault, one)
    open_approved(anna, codename)
    with pytest.raises(NeedsApprovalError):
        open_approved(bram, codename)
    assert [one.approver for one in pending(bram)] == [""]


def test_neither_editor_alone_opens_it_with_the_raw_file(
    vaults: tuple[Vault, Vault, str], shared_vault: Shared
) -> None:
    """Every blob of the file and of the keyring, with every key that one editor has or finds in it."""
    anna, bram, codename = vaults
    for vault, other in ((anna, bram), (bram, anna)):
        ask(vault, codename, MOTIVE)
        record = vault.keyring.find(codename)
        keyring = vault.keyring
        held = [vault.key.identity, keyring.log.identity, keyring.inbox, *(r.identity for r in keyring.records)]
        identities = [secret.reveal_text() for secret in held if secret]
        sealed = [*blobs(shared_vault.path), *halves_of(record).sealed.values()]
        opened = []
        for blob in sealed:
            try:
                opened.append(age.decrypt(blob, identities=identities))
            except AgeError:
                continue
        assert any(b"Marijke" in text for text in opened), "the record that one editor opens is among them"
        assert not any(b"Quist" in text for text in opened)
        assert sum(b'"bronwacht":"half"' in text for text in opened) == 1
        with pytest.raises(NeedsApprovalError):
            open_approved(vault, codename)
        # A request that says it was approved, with one's own half in it, is no second half.
        about = about_of(record, keyring)
        mine = own_half(halves_of(record), about, vault.key)
        with pytest.raises(DamagedVaultError):
            join(mine, hand_over(mine, about, vault.key.card), about, vault.key)
        with pytest.raises(DamagedVaultError):
            join(mine, halves_of(record).sealed[other.key.card.fingerprint.hex], about, vault.key)


def test_no_editor_passes_for_break_glass(vaults: tuple[Vault, Vault, str], shared_vault: Shared) -> None:
    """Which is given whole what others get in halves: with a program of their own, Bram would open alone from then."""
    anna, bram, _ = vaults
    mine = bram.key.card.fingerprint.hex
    bram.change(lambda state, _: (Change((Did(Act.CHECKED),), keyring=replace(state.keyring, breaker=mine)), None))
    with pytest.raises(DamagedVaultError, match="break-glass"):
        add_for_two(anna, Source("Tobias Ravenhill"))
    with pytest.raises(DamagedVaultError, match="break-glass"):
        shared_vault.open()


def test_requests_and_approvals_expire(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    request = ask(anna, codename, MOTIVE)
    seen = find_pending(bram, request.id)
    assert pending(bram, now=LATER) == ()
    with pytest.raises(RequestError, match="no such request"):
        find_pending(bram, request.id, now=LATER)
    with pytest.raises(RequestError, match="expired"):
        approve(bram, seen, now=LATER)
    approve(bram, seen)
    with pytest.raises(NeedsApprovalError):
        open_approved(anna, codename, now=LATER)
    # The next write drops it, and the half in it.
    ask(bram, codename, MOTIVE, now=LATER)
    section = anna.keyring.find(codename).sections["two"]
    assert isinstance(section, dict) and len(section["requests"]) == 1  # type: ignore[arg-type]


def test_what_an_approver_may_not_do(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    request = ask(anna, codename, MOTIVE)
    seen = find_pending(bram, request.id)
    with pytest.raises(RequestError, match="your own"):
        approve(anna, seen)
    with pytest.raises(RequestError, match="has changed"):
        approve(bram, replace(seen, request=replace(request, motive="another motive")))
    approve(bram, seen)
    with pytest.raises(RequestError):
        approve(bram, seen)
    with pytest.raises(RequestError, match="already"):
        approve(bram, find_pending(bram, request.id))
    with pytest.raises(RequestError):
        find_pending(bram, "ffffffff")


def test_a_new_request_takes_the_place_of_the_old_one(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    first = ask(anna, codename, MOTIVE)
    second = ask(anna, codename, "the court asks for it")
    assert [one.request for one in pending(bram)] == [second]
    with pytest.raises(RequestError):
        find_pending(bram, first.id)


def test_a_record_that_one_opens_takes_no_request(vaults: tuple[Vault, Vault, str], shared_vault: Shared) -> None:
    anna, _, _ = vaults
    for act in (lambda: ask(anna, shared_vault.codename, MOTIVE), lambda: open_approved(anna, shared_vault.codename)):
        with pytest.raises(RequestError):
            act()


def test_a_motive_that_says_nothing_changes_nothing(vaults: tuple[Vault, Vault, str], shared_vault: Shared) -> None:
    anna, _, codename = vaults
    before = shared_vault.path.read_bytes()
    with pytest.raises(RequestError):
        ask(anna, codename, "because")
    assert shared_vault.path.read_bytes() == before


def test_nothing_is_shown_that_is_not_logged(
    vaults: tuple[Vault, Vault, str], shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bram, codename = vaults
    request = ask(anna, codename, MOTIVE)
    approve(bram, find_pending(bram, request.id))
    before = shared_vault.path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise StorageError("the disk is full; nothing was written, the vault is as it was")

    with monkeypatch.context() as patch:
        patch.setattr("bronwacht.vault.store._write_slots", full)
        with pytest.raises(StorageError):
            open_approved(anna, codename)
    assert shared_vault.path.read_bytes() == before
    assert open_approved(anna, codename).name == "Piet Quist"


def test_one_editor_is_no_two_people(here: Path, anna: EditorKey) -> None:
    vault = create(here / "v", "D", anna, [], memory=Memory(here / "m"), single_editor_i_accept_the_risk=True)
    before = (here / "v").read_bytes()
    with pytest.raises(TooFewEditorsError):
        add_for_two(vault, Source("Piet Quist"))
    assert (here / "v").read_bytes() == before


def test_a_leavers_half_and_requests_go(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    ask(bram, codename, MOTIVE)
    record = without_editor(anna.keyring.find(codename), bram.key.card)
    assert list(halves_of(record).sealed) == [anna.key.card.fingerprint.hex]
    assert record.sections["two"]["requests"] == []  # type: ignore[call-overload, index]
    plain = next(r for r in anna.keyring.records if not takes_two(r))
    assert without_editor(plain, bram.key.card) is plain


def test_a_half_goes_with_its_owner_to_a_new_key(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    ask(bram, codename, MOTIVE)
    keyring, record, new = anna.keyring, anna.keyring.find(codename), new_editor("Bram")
    moved = with_new_key(record, keyring, bram.key, new.card)
    about = about_of(record, keyring)
    assert own_half(halves_of(moved), about, new) == own_half(halves_of(record), about, bram.key)
    assert sorted(halves_of(moved).sealed) == sorted(k.card.fingerprint.hex for k in (anna.key, new))
    assert moved.sections["two"]["requests"] == []  # type: ignore[call-overload, index]
    assert with_new_key(moved, keyring, bram.key, new.card) == moved


def test_it_is_neither_shown_nor_checked_nor_logged_without_a_second_editor(
    vaults: tuple[Vault, Vault, str], shared_vault: Shared
) -> None:
    anna, _, codename = vaults
    before = shared_vault.path.read_bytes()
    with pytest.raises(NeedsApprovalError):
        anna.show(codename)
    assert shared_vault.path.read_bytes() == before
    assert anna.for_two == (codename,)
    assert [f.codename for f in anna.check("Marijke sprak met Quist van Ferrodok.")] == [shared_vault.codename]


def test_who_rotates_keeps_their_half(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    rotate(anna, new_editor("Anna"))
    request = ask(bram, codename, MOTIVE)
    approve(anna, find_pending(anna, request.id))
    assert open_approved(bram, codename).name == "Piet Quist"
    assert anna.keyring.not_rekeyed == ()


def test_a_leaver_leaves_no_half_and_a_newcomer_gets_one_when_it_is_opened(
    vaults: tuple[Vault, Vault, str], carla: EditorKey
) -> None:
    anna, bram, codename = vaults
    grant(anna, carla.card.confirm(carla.card.fingerprint.words))
    with pytest.raises(TooFewEditorsError):
        revoke(anna, "Bram")
    request = ask(anna, codename, MOTIVE)
    approve(bram, find_pending(bram, request.id))
    open_approved(anna, codename)
    revoke(anna, "Bram")
    record = anna.keyring.find(codename)
    assert sorted(halves_of(record).sealed) == sorted(k.card.fingerprint.hex for k in (anna.key, carla))
    # It stays on the list of what Bram's key could still help to open, until two editors have opened it.
    assert [record.codename for record in anna.keyring.not_rekeyed] == [codename]


def test_what_was_shown_can_be_kept_anew_and_takes_two_again(vaults: tuple[Vault, Vault, str]) -> None:
    anna, bram, codename = vaults
    approve(bram, find_pending(bram, ask(anna, codename, MOTIVE).id))
    source = open_approved(anna, codename)
    version = anna.keyring.find(codename).version
    keep_anew(anna, codename, replace(source, role="chauffeur", tags=("haven",)), version=version)
    with pytest.raises(ConflictError):
        keep_anew(anna, codename, source, version=version)
    with pytest.raises(FormError):
        keep_anew(anna, codename, replace(source, tags=("Quist",)), version=version + 1)
    assert anna.keyring.find(codename).tags == ("haven",)
    approve(anna, find_pending(anna, ask(bram, codename, MOTIVE).id))
    assert open_approved(bram, codename).role == "chauffeur"
    assert [line.act for line in anna.log()].count(Act.EDITED) == 1


def rewrite(vault: Vault, codename: str, **other: str) -> None:
    """What a changed program writes: the request of a record, with something else in it."""

    def change(state: State, _: object) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        requests = [replace(request, **other) for request in requests_of(record)]  # type: ignore[arg-type]
        return Change((Did(Act.CHECKED),), (Kept(with_halves(record, halves_of(record), requests)),)), None

    vault.change(change)


@pytest.mark.parametrize("what", ["by", "motive"])
def test_nobody_asks_in_anothers_name_or_words(
    vaults: tuple[Vault, Vault, str], carla: EditorKey, shared_vault: Shared, what: str
) -> None:
    anna, bram, codename = vaults
    grant(anna, ConfirmedCard(carla.card))
    ask(anna, codename, MOTIVE)
    rewrite(bram, codename, **{what: carla.card.fingerprint.hex if what == "by" else "because of Bram's motive"})
    (seen,) = pending(bram)
    before = shared_vault.path.read_bytes()
    with pytest.raises(DamagedVaultError, match="in their name"):
        approve(bram, seen)
    assert shared_vault.path.read_bytes() == before


def test_nobody_approves_in_anothers_name(
    vaults: tuple[Vault, Vault, str], carla: EditorKey, shared_vault: Shared
) -> None:
    """Whoever opened it would have the log say that somebody let them who did not."""
    anna, bram, codename = vaults
    grant(anna, ConfirmedCard(carla.card))
    ask(anna, codename, MOTIVE)
    approve(bram, pending(bram)[0])
    rewrite(bram, codename, approver=carla.card.fingerprint.hex)
    before = shared_vault.path.read_bytes()
    with pytest.raises(DamagedVaultError, match="that Carla asked or approved"):
        open_approved(anna, codename)
    with pytest.raises(NeedsApprovalError):
        open_files(anna, codename, "evidence")
    assert shared_vault.path.read_bytes() == before


def test_a_damaged_section_is_named(vaults: tuple[Vault, Vault, str]) -> None:
    anna, _, codename = vaults
    record = anna.keyring.find(codename)
    for section in (None, [], {}, {"halves": {}, "requests": 3}, {"halves": 3, "requests": []}):
        with pytest.raises(VaultError):
            halves_of(replace(record, sections={"two": section}))  # type: ignore[dict-item]
