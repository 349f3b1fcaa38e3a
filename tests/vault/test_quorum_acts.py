from __future__ import annotations

import datetime
import itertools
import multiprocessing
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age, quorum_acts
from bronwacht.vault.editors import finish, revoke
from bronwacht.vault.errors import (
    FingerprintError,
    NoMatchError,
    NotAnEditorError,
    ShareError,
    StorageError,
    UnknownVaultError,
    VaultError,
)
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.quorum import BREAK_GLASS, Certificate, read_certificate, read_shares, rebuild
from bronwacht.vault.quorum_acts import (
    Issued,
    certificate,
    issue,
    make_drill,
    may_count,
    quorum_of,
    record_answer,
    recover,
    shares_in_force,
)
from bronwacht.vault.quorum_drill import answer_drill
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.two_person_acts import add_for_two, approve, ask, open_approved, pending
from bronwacht.vault.vault import Vault, open_vault
from bronwacht.vault.verify import verify

if TYPE_CHECKING:
    from .conftest import Shared

NAMES = ("Carla", "Daan", "Els")
KILLS = 8


@dataclass(frozen=True)
class Made:
    """An outcome, the sheets that were handed over, and the key that the quorum rebuilds from them."""

    outcome: Issued
    sheets: list[Secret]

    @property
    def known(self) -> Certificate:
        return read_certificate(self.outcome.certificate)

    @property
    def breaker(self) -> EditorKey:
        given = read_shares(self.sheets[-self.known.quorum.threshold :], self.known)
        return rebuild(given, self.known)


def issued(vault: Vault, names: tuple[str, ...] = NAMES, threshold: int = 2) -> Made:
    taken: list[Secret] = []

    def take(sheets: Sequence[Secret], text: str) -> None:
        taken.extend(sheets)
        assert read_certificate(text).quorum.threshold == threshold

    return Made(issue(vault, names, threshold, hand_over=take), taken)


def head(path: Path) -> bytes:
    with SqliteStore(path).snapshot() as snapshot:
        return snapshot.head.keyring


def test_the_quorum_recovers_when_all_editors_are_lost(shared_vault: Shared, source: Source) -> None:
    vault = shared_vault.open()
    made = issued(vault)
    known, sheets = made.known, made.sheets
    assert (known.vault, known.founder) == (vault.keyring.vault, shared_vault.anna.card.fingerprint.hex)
    for number, chosen in enumerate(itertools.combinations(sheets, 2)):
        breaker = rebuild(read_shares(chosen, known), known)
        copy = shared_vault.path.with_name(f"copy{number}")
        shutil.copy(shared_vault.path, copy)
        rescuer = new_editor("Freek")
        memory = shared_vault.memory(f"rescuer{number}")
        opened = recover(copy, breaker, rescuer, memory=memory, founder=known.founder)
        assert opened.show(shared_vault.codename).name == source.name
        assert [(line.editor, line.act, line.subject) for line in opened.log()][-3:] == [
            ("Anna", Act.SHARED, BREAK_GLASS),
            (BREAK_GLASS, Act.RECOVERED, "Freek"),
            ("Freek", Act.READ, ""),
        ]
        # A machine that has seen it goes on from there.
        assert open_vault(copy, rescuer, memory=memory).list()
    for (lone,) in itertools.combinations(sheets, 1):
        with pytest.raises(ShareError, match="too few"):
            rebuild(read_shares([lone], known), known)


def test_every_keyring_is_sealed_to_the_quorum_and_stock_age_opens_it(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    made = issued(vault)
    identity = made.breaker.identity.reveal_text()
    for act in (lambda: None, lambda: vault.add(Source("Bo")), lambda: shared_vault.open_as_bram().check("text")):
        act()
        assert b'"bronwacht":"keyring"' in age.decrypt(head(shared_vault.path), identities=[identity])
    assert [card.name for card in vault.editors] == ["Anna", "Bram", BREAK_GLASS]


def test_nothing_of_the_shares_is_in_the_keyring(shared_vault: Shared) -> None:
    made = issued(shared_vault.open())
    keyring = age.decrypt(head(shared_vault.path), identities=[shared_vault.anna.identity.reveal_text()])
    assert b"Carla" in keyring
    words = [given.share.words for given in read_shares(made.sheets, made.known)]
    for secret in (made.breaker.identity, *words):
        assert secret.reveal() not in keyring
    for seed in (made.breaker.signing.ed25519_seed, made.breaker.signing.ml_dsa_44_seed):
        assert seed.reveal().hex().encode() not in keyring


def test_shares_that_were_replaced_are_useless(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    old = issued(vault)
    backup = shared_vault.path.with_name("backup")
    shutil.copy(shared_vault.path, backup)
    new = issued(vault, ("Carla", "Freek"))
    assert quorum_of(vault.keyring) == new.outcome.quorum
    assert [card.name for card in vault.editors] == ["Anna", "Bram", BREAK_GLASS]
    identity = old.breaker.identity.reveal_text()
    with pytest.raises(NoMatchError):
        age.decrypt(head(shared_vault.path), identities=[identity])
    memory = shared_vault.memory("rescuer")
    founder = old.known.founder
    before = shared_vault.path.read_bytes()
    with pytest.raises(ShareError, match="were replaced") as refusal:
        recover(shared_vault.path, old.breaker, new_editor("Freek"), memory=memory, founder=founder)
    assert refusal.value.exit_code == 4
    assert shared_vault.path.read_bytes() == before
    # Named from the certificate alone, before anything is combined.
    with pytest.raises(ShareError, match="was replaced"):
        rebuild(read_shares(old.sheets, new.known), new.known)
    assert (old.outcome.replaced, new.outcome.replaced) == (False, True)
    # What the threat model says: a backup from before still opens with the shares from before.
    recover(backup, old.breaker, new_editor("Freek"), memory=memory, founder=founder)


def test_a_key_with_old_record_keys_opens_no_record_that_is_there_now(shared_vault: Shared) -> None:
    """Old shares, an old backup, and the new file: the keys in the backup's keyring fit nothing in the new one."""
    vault = shared_vault.open()
    old = issued(vault)
    backed_up = [record.identity.reveal_text() for record in vault.keyring.records]
    issued(vault)
    assert vault.keyring.not_rekeyed == ()
    with SqliteStore(shared_vault.path).snapshot() as snapshot:
        for blob in snapshot.slots(record.place for record in vault.keyring.records):
            with pytest.raises(NoMatchError):
                age.decrypt(blob, identities=[*backed_up, old.breaker.identity.reveal_text()])


def test_drills_are_recorded_with_their_date(shared_vault: Shared) -> None:
    vault, other = shared_vault.open(), shared_vault.open_as_bram()
    made = issued(vault)
    drill = make_drill(vault)
    now = datetime.datetime.now(datetime.UTC)
    for given, name in zip(read_shares(made.sheets, None), NAMES, strict=True):
        answer = answer_drill(drill, given)
        assert record_answer(other, answer).name == name
        before = shared_vault.path.read_bytes()
        with pytest.raises(VaultError):
            record_answer(vault, answer)
        assert shared_vault.path.read_bytes() == before
    drilled = [holder.drilled for holder in shares_in_force(vault).holders]
    assert all(at and abs(at - now) < datetime.timedelta(minutes=10) for at in drilled)
    notes = [(line.editor, line.note) for line in vault.log() if line.act == Act.DRILLED]
    assert notes == [("Bram", f"share {n}, issue {made.outcome.quorum.issue[:8]}") for n in (1, 2, 3)]


def test_a_certificate_is_had_again_and_is_signed_by_whoever_asks(shared_vault: Shared) -> None:
    bram = shared_vault.open_as_bram()
    with pytest.raises(ShareError, match="no break-glass shares"):
        certificate(bram)
    made = issued(shared_vault.open())
    again = read_certificate(certificate(bram))
    assert again.quorum == made.outcome.quorum
    assert again.issuer.name == "Bram"


def test_shares_that_could_not_be_handed_over_change_nothing(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    before = shared_vault.path.read_bytes()

    def fail(*_: object) -> None:
        raise StorageError("cannot write the output file")

    with pytest.raises(StorageError):
        issue(vault, NAMES, 2, hand_over=fail)
    with pytest.raises(ShareError):
        issue(vault, NAMES, 4, hand_over=fail)
    assert shared_vault.path.read_bytes() == before
    assert quorum_of(vault.keyring) is None


def test_shares_whose_issue_is_stopped_after_the_write_count(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Giving every record another key takes a while, in which somebody stops it, or the disk is full."""
    vault, taken = shared_vault.open(), list[str]()

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def take(_: Sequence[Secret], text: str) -> None:
        taken.append(text)

    def stop_then(_: Sequence[Secret], text: str) -> None:
        take(_, text)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        issue(vault, NAMES, 2, hand_over=stop_then)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(quorum_acts, "go_on", stop)
        issue(vault, NAMES, 2, hand_over=take)
    nowhere, now = taken
    assert not may_count(vault, nowhere) and may_count(vault, now)
    monkeypatch.setattr(Vault, "read", _unreadable)
    assert may_count(vault, nowhere)


def _unreadable(*_: object, **__: object) -> None:
    raise StorageError("the disk cannot be read or written; the vault is as it was")


def test_what_recovery_refuses(shared_vault: Shared, anna: EditorKey) -> None:
    vault = shared_vault.open()
    made = issued(vault)
    founder, rescuer = made.known.founder, new_editor("Freek")
    before = shared_vault.path.read_bytes()
    memory = shared_vault.memory("rescuer")
    with pytest.raises(UnknownVaultError):
        recover(shared_vault.path, made.breaker, rescuer, memory=memory, founder=None)
    with pytest.raises(FingerprintError):
        recover(shared_vault.path, made.breaker, rescuer, memory=memory, founder="ab" * 32)
    with pytest.raises(ShareError, match="make a new one"):
        recover(shared_vault.path, made.breaker, anna, memory=memory, founder=founder)
    with pytest.raises(ShareError, match="were replaced"):
        recover(shared_vault.path, new_editor(BREAK_GLASS), rescuer, memory=memory, founder=founder)
    with pytest.raises(ShareError, match="were replaced"):
        recover(shared_vault.path, shared_vault.bram, rescuer, memory=shared_vault.memory("bram"), founder=founder)
    assert shared_vault.path.read_bytes() == before
    with pytest.raises(NotAnEditorError):
        open_vault(shared_vault.path, rescuer, memory=memory, founder=founder)


def test_shares_whose_key_was_taken_out_are_in_force_no_more(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    issued(vault)
    revoke(vault, BREAK_GLASS)
    for act in (shares_in_force, certificate, make_drill):
        with pytest.raises(ShareError, match="no break-glass shares"):
            act(vault)
    made = issued(vault)
    recover(
        shared_vault.path, made.breaker, new_editor("F"), memory=shared_vault.memory("f"), founder=made.known.founder
    )


def test_a_re_issue_that_is_killed_leaves_the_old_shares_or_the_new_ones(shared_vault: Shared) -> None:
    """At moments from before it begins until after it ends; what was handed over, a certificate says."""
    vault = shared_vault.open()
    held = [issued(vault)]
    length = min(_killed(shared_vault, seconds=None) for _ in range(2))
    for step in range(KILLS):
        _killed(shared_vault, seconds=length * step / (KILLS - 1))
        vault = shared_vault.open()
        assert vault.show(shared_vault.codename)
        in_force = shares_in_force(vault)
        if in_force.issue != held[-1].outcome.quorum.issue:
            finish(vault)
            assert vault.keyring.not_rekeyed == ()
            held.append(issued(vault))
    verify(vault)
    last = held[-1]
    assert last.known.quorum.issue == shares_in_force(vault).issue
    copy = shared_vault.path.with_name("copy")
    shutil.copy(shared_vault.path, copy)
    recover(copy, last.breaker, new_editor("F"), memory=shared_vault.memory("f"), founder=last.known.founder)


def _killed(shared_vault: Shared, *, seconds: float | None) -> float:
    """Issue shares in a process that is killed after ``seconds``, or not at all; how long it took."""
    context = multiprocessing.get_context("fork")
    process = context.Process(target=lambda: issue(shared_vault.open(), NAMES, 2, hand_over=lambda *_: None))
    began = time.monotonic()
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return time.monotonic() - began


def test_records_for_two_are_covered_when_the_shares_were_there_first(shared_vault: Shared) -> None:
    vault, bram = shared_vault.open(), shared_vault.open_as_bram()
    early = add_for_two(vault, Source("Early Bird"))
    made = issued(vault)
    assert made.outcome.uncovered == (early,)
    late = add_for_two(vault, Source("Late Bird"))
    copy = shared_vault.path.with_name("copy")

    def rescued(machine: str) -> Vault:
        shutil.copy(shared_vault.path, copy)
        founder = shared_vault.anna.card.fingerprint.hex
        memory = shared_vault.memory(machine)
        first = recover(copy, made.breaker, new_editor("Freek"), memory=memory, founder=founder)
        second = recover(copy, made.breaker, new_editor("Gerda"), memory=memory, founder=founder)
        ask(first, late, "everybody else is gone")
        approve(second, pending(second)[0])
        assert open_approved(first, late).name == "Late Bird"
        return first

    first = rescued("one")
    with pytest.raises(VaultError, match="no half"):
        ask(first, early, "everybody else is gone")
    # Opened once by the two editors, it is covered too.
    ask(vault, early, "so that it is covered")
    approve(bram, pending(bram)[0])
    open_approved(vault, early)
    first = rescued("two")
    ask(first, early, "everybody else is gone")
