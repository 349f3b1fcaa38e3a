from __future__ import annotations

import contextlib
import multiprocessing
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age, log
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.errors import (
    DamagedVaultError,
    FingerprintError,
    FormError,
    NoSuchSourceError,
    NotAnEditorError,
    OlderVaultError,
    OutputExistsError,
    TooFewEditorsError,
    UnknownVaultError,
    VaultError,
)
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.source import Promise, Source
from bronwacht.vault.store import SqliteStore, Turn
from bronwacht.vault.vault import Vault, create, open_vault

if TYPE_CHECKING:
    from .conftest import Shared


def acts(vault: Vault) -> list[tuple[str, Act, str]]:
    return [(line.editor, line.act, line.codename) for line in vault.log()]


def test_both_editors_read_what_one_of_them_added(shared_vault: Shared, source: Source) -> None:
    kept = replace(source, codename=shared_vault.codename)
    assert shared_vault.open().show(shared_vault.codename) == kept
    assert shared_vault.open_as_bram().show(shared_vault.codename.lower()) == kept
    assert acts(shared_vault.open()) == [
        ("Anna", Act.CREATED, ""),
        ("Anna", Act.ADDED, shared_vault.codename),
        ("Anna", Act.READ, shared_vault.codename),
        ("Bram", Act.READ, shared_vault.codename),
    ]


def test_a_list_shows_labels_and_is_no_reading(shared_vault: Shared, source: Source) -> None:
    vault = shared_vault.open()
    (listing,) = vault.list()
    assert (listing.codename, listing.tags, listing.retain_until) == (
        shared_vault.codename,
        source.tags,
        source.retain_until,
    )
    assert len(vault.log()) == 2
    assert vault.dossier == "Stables"
    assert [card.name for card in vault.editors] == ["Anna", "Bram"]


def test_a_check_finds_the_source_names_nobody_and_is_logged(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    text = "Volgens Marijkes baas was het druk. De rest zweeg."
    (finding,) = vault.check(text)
    assert (text[finding.start : finding.end], finding.kind) == ("Marijkes", "given_name")
    assert finding.codename == shared_vault.codename
    assert "Marijke" not in repr(finding)
    assert vault.check("De rest zweeg.") == ()
    assert [act for _, act, _ in acts(vault)][2:] == [Act.CHECKED, Act.CHECKED]


def test_a_reading_is_on_disk_before_the_record_is_opened(
    shared_vault: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    turn, opened = SqliteStore.turn, age.decrypt

    @contextlib.contextmanager
    def note_turn(store: SqliteStore) -> Iterator[Turn]:
        with turn(store) as mine:
            yield mine
        events.append("on disk")

    def note_opened(*args: object, **kwargs: object) -> object:
        events.append("opened")
        return opened(*args, **kwargs)  # type: ignore[arg-type]

    vault = shared_vault.open()
    monkeypatch.setattr(SqliteStore, "turn", note_turn)
    monkeypatch.setattr("bronwacht.vault.dossier.age.decrypt", note_opened)
    vault.show(shared_vault.codename)
    # The keyring and the last entry are opened first; the record, after the log is on disk.
    assert events[-2:] == ["on disk", "opened"]
    assert events.count("on disk") == 1


def test_a_reading_that_cannot_be_logged_is_not_shown(
    shared_vault: Shared, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    vault = shared_vault.open()
    before = shared_vault.path.read_bytes()
    monkeypatch.setattr("bronwacht.vault.store._write_slots", full)
    for act in (lambda: vault.show(shared_vault.codename), lambda: vault.check("Marijke"), lambda: vault.add(source)):
        with pytest.raises(VaultError):
            act()
    assert shared_vault.path.read_bytes() == before
    assert len(vault.log()) == 2


def test_codenames_are_random_and_a_given_one_is_kept(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    names = {vault.add(Source("Bo")) for _ in range(3)}
    assert len(names | {shared_vault.codename}) == 4
    assert vault.add(Source("Bo", codename="Merel")) == "Merel"
    with pytest.raises(FormError, match="taken"):
        vault.add(Source("Bo", codename="MEREL"))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Jan de Vries", "jan"),
        ("Jan de Vries", "vries"),
        ("Bo Zwart", "zwart"),
        ("Mark Wit", "wit"),
        ("Li Wei", "li"),
        ("Roos Berg", "berg"),
    ],
)
def test_a_label_in_small_letters_is_a_name_all_the_same(shared_vault: Shared, name: str, label: str) -> None:
    """In a text "vries" is a verb; in a list of sources it is whoever is called so."""
    vault, before = shared_vault.open(), shared_vault.path.read_bytes()
    for source in (Source(name, tags=(label,)), Source(name, codename=label)):
        with pytest.raises(FormError, match="says who the source is"):
            vault.add(source)
    assert shared_vault.path.read_bytes() == before
    assert vault.add(Source(name, codename="IJsvogel", tags=("haven", "kunst en cultuur")))


def test_the_name_of_an_employer_in_small_letters_is_no_tag(shared_vault: Shared) -> None:
    with pytest.raises(FormError, match="says who the source is"):
        shared_vault.open().add(Source("Bo Zwart", employer="UWV", tags=("uwv",)))


def test_a_source_gets_no_codename_that_is_their_name(shared_vault: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["Merel", "merel-Fuut", "Fuut"])
    monkeypatch.setattr("bronwacht.vault.vault.new_codename", lambda _: next(drawn))
    assert shared_vault.open().add(Source("Merel Koolhaas")) == "Fuut"


@pytest.mark.parametrize(
    "source",
    [
        Source("Marijke Jansen", codename="Marijke"),
        Source("Marijke Jansen", codename="De heer Jansens"),
        Source("Marijke Jansen", tags=("jansen",)),
        Source("Marijke Jansen", employer="Waterlinie", tags=("bij Waterlinie",)),
        Source("Marijke Jansen", codename="a\tb"),
        Source("Marijke Jansen", tags=("",)),
        Source("Marijke Jansen", tags=("x" * 61,)),
    ],
    ids=str,
)
def test_a_label_that_gives_the_source_away_is_refused(shared_vault: Shared, source: Source) -> None:
    before = shared_vault.path.read_bytes()
    with pytest.raises(FormError) as refusal:
        shared_vault.open().add(source)
    assert "arijke" not in str(refusal.value)
    assert shared_vault.path.read_bytes() == before


def test_a_codename_is_found_however_a_keyboard_spells_its_accents(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    for form in ("NFC", "NFD"):
        codename = vault.add(Source("Bo", codename=unicodedata.normalize(form, f"Zeeëgel-{form}")))
        assert {vault.show(unicodedata.normalize(typed, codename)).name for typed in ("NFC", "NFD")} == {"Bo"}


def test_a_promise_to_publish_is_no_finding(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    vault.add(Source("Zoë Quist", employer="Ferrodok", promise={"EMPLOYER": Promise.PUBLISH}))
    assert vault.check("Bij Ferrodok werkt men hard.") == ()


def test_an_unknown_codename_is_said_and_not_logged(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    with pytest.raises(NoSuchSourceError):
        vault.show("Nobody")
    assert len(vault.log()) == 2


def test_nothing_of_a_source_is_in_the_file(shared_vault: Shared) -> None:
    """Four letters alone stand in megabytes of noise once in a thousand runs; in quotation marks they do not."""
    data = shared_vault.path.read_bytes()
    for word in ("Marijke", "Rooie Toos", "Waterlinie", "Stables", '"Anna"', '"Bram"', shared_vault.codename, '"raad"'):
        assert word.encode() not in data


def test_a_dossier_has_two_editors(here: Path, anna: EditorKey, bram: EditorKey) -> None:
    for others in ([], [ConfirmedCard(anna.card)], [ConfirmedCard(bram.card), ConfirmedCard(bram.card)]):
        with pytest.raises(TooFewEditorsError):
            create(here / "v", "D", anna, others, memory=Memory(here / "m"))
    assert list(here.iterdir()) == []
    vault = create(here / "v", "D", anna, [], memory=Memory(here / "m"), single_editor_i_accept_the_risk=True)
    assert len(vault.editors) == 1


def test_a_vault_overwrites_nothing(here: Path, anna: EditorKey, bram: EditorKey) -> None:
    (here / "v").write_bytes(b"theirs")
    with pytest.raises(OutputExistsError):
        create(here / "v", "D", anna, [ConfirmedCard(bram.card)], memory=Memory(here / "m"))
    assert [(path.name, path.read_bytes()) for path in here.iterdir()] == [("v", b"theirs")]


@pytest.mark.parametrize("name", ["", " x", "a\nb", "x" * 61])
def test_a_dossiers_name_can_be_seen(here: Path, anna: EditorKey, bram: EditorKey, name: str) -> None:
    with pytest.raises(FormError):
        create(here / "v", name, anna, [ConfirmedCard(bram.card)], memory=Memory(here / "m"))
    assert list(here.iterdir()) == []


def test_a_stranger_and_an_unconfirmed_founder_are_refused(
    shared_vault: Shared, anna: EditorKey, bram: EditorKey, carla: EditorKey
) -> None:
    path, memory = shared_vault.path, shared_vault.memory("bram")
    with pytest.raises(NotAnEditorError):
        open_vault(path, carla, memory=memory, founder=anna.card.fingerprint.hex)
    with pytest.raises(UnknownVaultError) as unknown:
        open_vault(path, bram, memory=memory)
    assert unknown.value.founder_words == anna.card.fingerprint.words
    with pytest.raises(FingerprintError, match="has that fingerprint"):
        open_vault(path, bram, memory=memory, founder=bram.card.fingerprint.words)
    open_vault(path, bram, memory=memory, founder=anna.card.fingerprint.grouped)
    open_vault(path, bram, memory=memory)


def test_a_vault_of_another_founder_in_its_place_is_refused(
    shared_vault: Shared, bram: EditorKey, carla: EditorKey
) -> None:
    """Carla makes a vault with Bram's public card, hoping that he will add a source to it."""
    shared_vault.open_as_bram()
    forged = shared_vault.folder / "forged"
    create(forged, "Stables", carla, [ConfirmedCard(bram.card)], memory=Memory(shared_vault.folder / "carla"))
    with pytest.raises(UnknownVaultError):
        open_vault(forged, bram, memory=shared_vault.memory("bram"))
    with pytest.raises(FingerprintError):
        shared_vault.open_as_bram(forged)


def test_every_earlier_state_is_refused_by_who_saw_a_later_one(shared_vault: Shared) -> None:
    vault, states = shared_vault.open(), []
    for _ in range(100):
        states.append(shared_vault.path.read_bytes())
        vault.show(shared_vault.codename)
    for number, state in enumerate(states):
        shared_vault.path.write_bytes(state)
        with pytest.raises(OlderVaultError, match=rf"older .* \({number + 2} acts, 102 were seen"):
            shared_vault.open()
    with pytest.raises(OlderVaultError):
        vault.add(Source("Bo"))
    assert shared_vault.path.read_bytes() == states[-1]


def test_a_fork_is_refused_by_who_saw_the_other_branch(shared_vault: Shared, tmp_path: Path) -> None:
    branch = tmp_path / "branch"
    shutil.copy(shared_vault.path, branch)
    shared_vault.open().show(shared_vault.codename)
    other = shared_vault.open_as_bram(branch)
    for _ in range(3):
        other.show(shared_vault.codename)
    with pytest.raises(OlderVaultError, match="another past"):
        shared_vault.open(branch)


def swap_blobs(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


def places(shared_vault: Shared) -> tuple[int, list[int]]:
    with SqliteStore(shared_vault.path).snapshot() as snapshot:
        from bronwacht.vault.dossier import open_keyring

        keyring = open_keyring(snapshot.head.keyring, shared_vault.anna, snapshot.slots)
    return keyring.records[0].place, list(keyring.log.places)


@pytest.mark.parametrize(
    "what", ["record", "entry", "swapped", "record with dummy", "slot gone", "slot more", "slot below", "slot beyond"]
)
def test_whatever_is_changed_behind_the_keyring_is_named(shared_vault: Shared, what: str) -> None:
    record, entries = places(shared_vault)
    dummy = next(place for place in range(65, 129) if place != record)
    swap = "CREATE TEMP TABLE t AS SELECT * FROM slots WHERE place IN ({0}, {1});" + "".join(
        f"UPDATE slots SET sealed = (SELECT sealed FROM t WHERE place = {{{1 - i}}}) WHERE place = {{{i}}};"
        for i in (0, 1)
    )
    flip = (
        "UPDATE slots SET sealed = CAST(substr(sealed, 1, 3000) || x'00' || substr(sealed, 3002) AS BLOB)"
        " WHERE place = {0};"
    )
    sql = {
        "record": flip.format(record),
        "entry": flip.format(entries[-1]),
        "swapped": swap.format(*entries),
        "record with dummy": swap.format(record, dummy),
        "slot gone": f"DELETE FROM slots WHERE place = {dummy};",
        "slot more": "INSERT INTO slots SELECT 999, sealed FROM slots WHERE place = 1;",
        "slot below": f"UPDATE slots SET place = -1 WHERE place = {dummy};",
        "slot beyond": f"UPDATE slots SET place = {2**63 - 1} WHERE place = {dummy};",
    }[what]
    swap_blobs(shared_vault.path, sql)
    with pytest.raises(DamagedVaultError):
        shared_vault.open().show(shared_vault.codename)
    with pytest.raises(DamagedVaultError):
        shared_vault.open().check("text")


def test_an_entry_of_long_ago_is_read_again_with_the_whole_log(shared_vault: Shared) -> None:
    """It was checked when this machine first saw it; what is left is that the bytes are still there."""
    _, entries = places(shared_vault)
    shared_vault.open()
    swap_blobs(shared_vault.path, f"UPDATE slots SET sealed = zeroblob(length(sealed)) WHERE place = {entries[0]};")
    vault = shared_vault.open()
    assert vault.show(shared_vault.codename)
    with pytest.raises(DamagedVaultError, match="log is damaged"):
        vault.log()
    with pytest.raises(DamagedVaultError, match="log is damaged"):
        shared_vault.open_as_bram()


def test_a_damaged_record_is_not_logged_as_read(shared_vault: Shared) -> None:
    record, _ = places(shared_vault)
    swap_blobs(shared_vault.path, f"UPDATE slots SET sealed = zeroblob(length(sealed)) WHERE place = {record};")
    with pytest.raises(DamagedVaultError, match="record was changed"):
        shared_vault.open().show(shared_vault.codename)
    assert len(shared_vault.open().log()) == 2


def test_an_older_keyring_beside_newer_slots_is_refused(shared_vault: Shared) -> None:
    with SqliteStore(shared_vault.path).snapshot() as snapshot:
        old = snapshot.head.keyring
    vault = shared_vault.open()
    for _ in range(3):
        vault.show(shared_vault.codename)
    shared_vault.open_as_bram()
    connection = sqlite3.connect(shared_vault.path)
    connection.execute("UPDATE head SET keyring = ?", (old,))
    connection.commit()
    connection.close()
    with pytest.raises(VaultError):
        shared_vault.open()
    with pytest.raises(VaultError):
        shared_vault.open_as_bram()


def test_every_act_rewrites_as_many_slots_of_each_length(shared_vault: Shared) -> None:
    vault = shared_vault.open()

    def slots() -> dict[int, bytes]:
        with SqliteStore(shared_vault.path).snapshot() as snapshot:
            places = range(1, snapshot.last_place + 1)
            return dict(zip(places, snapshot.slots(places), strict=True))

    seen = set()
    for act in (
        lambda: vault.add(Source("Bo")),
        lambda: vault.add(Source("Bo Zwart", relation="x" * 2000)),
        lambda: vault.show(shared_vault.codename),
        lambda: vault.check("text"),
    ):
        before = slots()
        act()
        changed = [len(blob) for place, blob in slots().items() if before[place] != blob]
        seen.add(tuple(sorted(changed)))
    assert len(seen) == 1
    assert len(next(iter(seen))) == 15


def test_vaults_that_differ_within_a_bucket_have_one_size(here: Path, anna: EditorKey, bram: EditorKey) -> None:
    sizes = set()
    for number, sources in enumerate(([Source("Bo")], [Source("Marijke van den Berg", relation="x" * 900)] * 5, [])):
        path = here / str(number)
        vault = create(path, "D" * (1 + number * 20), anna, [ConfirmedCard(bram.card)], memory=Memory(here / "m"))
        for source in sources:
            vault.add(source)
        sizes.add(path.stat().st_size)
    assert len(sizes) == 1


def test_the_table_grows_when_it_is_full_and_loses_nothing(
    here: Path, anna: EditorKey, bram: EditorKey, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bronwacht.vault.padding.SLOT_FLOOR", 8)
    vault = create(here / "v", "D", anna, [ConfirmedCard(bram.card)], memory=Memory(here / "m"))
    small, codename = (here / "v").stat().st_size, vault.add(source)
    for _ in range(10):
        vault.show(codename)
    assert (here / "v").stat().st_size > small
    assert len(vault.log()) == 12
    assert vault.show(codename).name == source.name


def add_many(path: Path, key: EditorKey, folder: Path, count: int) -> None:
    vault = Vault(SqliteStore(path), key, Memory(folder))
    for _ in range(count):
        vault.add(Source("Bo"))


def test_writers_at_once_lose_nothing(shared_vault: Shared) -> None:
    shared_vault.open_as_bram()
    fork = multiprocessing.get_context("fork")
    writers = [
        fork.Process(target=add_many, args=(shared_vault.path, key, shared_vault.folder / "memory" / machine, 6))
        for key, machine in ((shared_vault.anna, "anna"), (shared_vault.anna, "anna"), (shared_vault.bram, "bram"))
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    vault = shared_vault.open()
    assert len(vault.list()) == 1 + 18
    assert [act for _, act, _ in acts(vault)].count(Act.ADDED) == 19


def test_a_writer_that_is_killed_leaves_the_old_state_or_the_new(shared_vault: Shared) -> None:
    fork = multiprocessing.get_context("fork")
    before = {shared_vault.codename}
    for delay in (0.02, 0.08, 0.15, 0.3):
        memory = shared_vault.folder / "memory" / "anna"
        writer = fork.Process(target=add_many, args=(shared_vault.path, shared_vault.anna, memory, 50))
        writer.start()
        writer.join(delay)
        writer.kill()
        writer.join()
        vault = shared_vault.open()
        after = {listing.codename for listing in vault.list()}
        assert before <= after
        assert [act for _, act, _ in acts(vault)].count(Act.ADDED) == len(after)
        vault.check("text")
        before = after


def test_an_editor_who_lies_about_the_index_is_caught(shared_vault: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log entry holds the index's digest, so that a checkpoint stands for the dossier as a whole."""
    vault = shared_vault.open()
    honest = log.sign_entry
    monkeypatch.setattr(
        "bronwacht.vault.state.sign_entry", lambda entry, *rest: honest(replace(entry, state=bytes(32)), *rest)
    )
    vault.show(shared_vault.codename)
    with pytest.raises(DamagedVaultError, match="not the one that the log speaks of"):
        shared_vault.open()
