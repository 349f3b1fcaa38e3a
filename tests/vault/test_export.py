from __future__ import annotations

import datetime
import errno
import fcntl
import json
import multiprocessing
import os
import signal
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age, export_index
from bronwacht.vault import export as export_module
from bronwacht.vault.canonical import to_json
from bronwacht.vault.errors import (
    DamagedVaultError,
    ExportError,
    FingerprintError,
    FormError,
    NotAnEditorError,
    OutputExistsError,
    StorageError,
    VaultError,
)
from bronwacht.vault.export import INDEX, SCRIPT, SHEET, Exported, export
from bronwacht.vault.export_index import Index, Line, read_index
from bronwacht.vault.importing import import_export
from bronwacht.vault.index import Attached
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did, Kept, State
from bronwacht.vault.two_person_acts import add_for_two
from bronwacht.vault.vault import Vault, create, new_record

if TYPE_CHECKING:
    from .conftest import Shared

TODAY = datetime.date(2026, 11, 26)


def exported(vault: Vault, folder: Path, *, without_two_person: bool = False) -> Exported:
    return export(vault, folder, today=TODAY, without_two_person=without_two_person)


@pytest.fixture
def empty(here: Path, anna: EditorKey, carla: EditorKey) -> Vault:
    """Another vault of Anna, with other colleagues and nothing in it."""
    others = [carla.card.confirm(carla.card.fingerprint.words)]
    return create(here / "empty", "Other", anna, others, memory=Memory(here / "m"))


def attach(vault: Vault, parts: list[bytes]) -> str:
    """Keep a source with something beside it, as bytes of slots."""

    def change(state: object, _: object) -> tuple[Change, str]:
        kept = new_record(Source("Bo Zwart", relation="chef"), vault_keyring)
        pair = age.generate_identity()
        blobs = [(len(part), age.encrypt(part, recipients=[pair.recipient])) for part in parts]
        thing = Attached("ab" * 16, Secret(pair.identity), ())
        record = replace(kept.record, attached=(thing,))
        did = (Did(Act.ADDED, record.id),)
        return Change(did, (Kept(record, kept.source, attached={thing.id: blobs}),)), record.codename

    vault_keyring = vault.keyring
    return vault.change(change)  # type: ignore[arg-type]


def test_all_of_a_dossier_comes_back_in_another_vault(
    shared_vault: Shared, empty: Vault, here: Path, source: Source
) -> None:
    vault = shared_vault.open()
    parts = [b"een".ljust(4096), b"twee".ljust(16384)]
    second = attach(vault, parts)
    assert exported(vault, here / "out") == Exported(2, ())
    assert import_export(empty, here / "out") == 2
    assert empty.show(shared_vault.codename) == replace(source, codename=shared_vault.codename)
    assert empty.show(second).relation == "chef"
    (thing,) = empty.keyring.find(second).attached
    with empty.store.snapshot() as snapshot:
        sealed = list(snapshot.slots(part.place for part in thing.parts))
    assert [age.decrypt(blob, identities=[thing.identity.reveal_text()]) for blob in sealed] == parts
    assert thing.identity != vault.keyring.find(second).attached[0].identity
    assert [line.act for line in empty.log()] == [Act.CREATED, Act.IMPORTED, Act.READ, Act.READ]
    assert [line.note for line in empty.log()][1] == "2 sources, export of 2026-11-26"


def test_an_export_is_logged_before_anything_is_written(shared_vault: Shared, here: Path) -> None:
    vault = shared_vault.open()
    exported(vault, here / "out")
    assert [line.act for line in vault.log()][-1] == Act.EXPORTED


def test_an_export_that_could_not_be_begun_is_not_logged(shared_vault: Shared, here: Path) -> None:
    vault = shared_vault.open()
    before = len(vault.log())
    with pytest.raises(StorageError):
        exported(vault, here / "no" / "out")
    assert len(vault.log()) == before


def test_every_file_is_sealed_the_owners_alone_and_named_by_chance(shared_vault: Shared, here: Path) -> None:
    exported(shared_vault.open(), here / "out")
    files = {path.relative_to(here / "out"): path for path in (here / "out").rglob("*") if path.is_file()}
    assert {str(name) for name in files if len(name.parts) == 1} == {INDEX, SHEET, SCRIPT}
    assert stat.S_IMODE((here / "out").stat().st_mode) == 0o700
    for name, path in files.items():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        data = path.read_bytes()
        assert name.suffix != ".age" or data.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ")
        for word in ("Marijke", shared_vault.codename, "Stables", "Anna"):
            assert word.encode() not in data
            assert word not in str(name)
    assert not list(here.glob(".*"))


def test_every_editor_opens_the_index_and_nobody_else(
    shared_vault: Shared, here: Path, anna: EditorKey, bram: EditorKey, carla: EditorKey
) -> None:
    exported(shared_vault.open(), here / "out")
    sealed = (here / "out" / INDEX).read_bytes()
    assert len(age.sniff(sealed).stanza_types) == 8
    for key in (anna, bram):
        text = age.decrypt(sealed, identities=[key.identity.reveal_text()])
        assert shared_vault.codename in text.decode()
    with pytest.raises(age.NoMatchError):
        age.decrypt(sealed, identities=[carla.identity.reveal_text()])


def test_the_opened_index_is_an_identity_file(shared_vault: Shared, here: Path, anna: EditorKey) -> None:
    exported(shared_vault.open(), here / "out")
    text = age.decrypt((here / "out" / INDEX).read_bytes(), identities=[anna.identity.reveal_text()]).decode()
    (identity,) = [line for line in text.splitlines() if not line.startswith("#")]
    (file,) = [line.split("\t")[2] for line in text.splitlines() if line.startswith(f"#\t{shared_vault.codename}\t")]
    record = age.decrypt((here / "out" / file).read_bytes(), identities=[identity])
    assert json.loads(record)["name"] == "Marijke van den Berg-Janssens"
    assert max(map(len, text.splitlines())) < 64 * 1024  # the longest line that age reads


def test_a_source_for_two_people_is_not_exported_by_one(shared_vault: Shared, here: Path) -> None:
    vault = shared_vault.open()
    codename = add_for_two(vault, Source("Bo Zwart"))
    before = len(vault.log())
    with pytest.raises(ExportError, match="1 of the sources"):
        exported(vault, here / "out")
    assert not (here / "out").exists()
    assert len(vault.log()) == before
    assert exported(vault, here / "out", without_two_person=True) == Exported(1, (codename,))


def test_a_folder_that_is_there_is_left_alone(shared_vault: Shared, here: Path) -> None:
    (here / "out").mkdir()
    before = len(shared_vault.open().log())
    with pytest.raises(OutputExistsError):
        exported(shared_vault.open(), here / "out")
    assert list((here / "out").iterdir()) == []
    assert len(shared_vault.open().log()) == before


def test_what_a_killed_export_left_goes_when_the_next_is_written_there(shared_vault: Shared, here: Path) -> None:
    """It holds every source, and opens with the keys of its day whatever is shredded later."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def export_and_die() -> None:
        export_module._read_back = die
        exported(shared_vault.open(), here / "out")

    process = multiprocessing.get_context("fork").Process(target=export_and_die)
    process.start()
    process.join()
    (left,) = here.glob(".bronwacht-*.part")
    assert (left / INDEX).exists()
    theirs = here / ".bronwacht-fedcba9876543210.part"  # as somebody else has called a folder of ours
    theirs.mkdir()
    (theirs / "notes").write_text("of a source")
    others, link = here / ".bronwacht-0123456789abcdef.part.txt", here / ".bronwacht-0123456789abcdef.part"
    others.mkdir()
    link.symlink_to(others)
    held = os.open(left, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    exported(shared_vault.open(), here / "one")
    assert (left / INDEX).exists()  # somebody is at work on it
    os.close(held)
    exported(shared_vault.open(), here / "two")
    assert not left.exists() and others.exists() and link.is_symlink()
    assert (theirs / "notes").read_text() == "of a source"
    assert not list((here / "two").glob("unfinished"))


def test_a_failure_leaves_no_folder(shared_vault: Shared, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = shared_vault.open()

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bronwacht.vault.export._write", full)
    with pytest.raises(StorageError, match="no space left"):
        exported(vault, here / "out")
    monkeypatch.setattr("bronwacht.vault.export._write", lambda path, data: path.write_bytes(data[:-1]))
    with pytest.raises(StorageError, match="did not keep"):
        exported(vault, here / "out")
    with pytest.raises(StorageError):
        exported(vault, here / "no" / "out")
    assert {path.name for path in here.iterdir()} <= {"vaults"}


def change_file(folder: Path, how: str) -> None:
    (record,) = (folder / "records").iterdir()
    data = record.read_bytes()
    match how:
        case "record flipped":
            record.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        case "record cut":
            record.write_bytes(data[:100])
        case "record gone":
            record.unlink()
        case "record of somebody else":
            record.write_bytes(age.encrypt(b"{}", recipients=[age.generate_identity().recipient]))
        case "index flipped":
            index = (folder / INDEX).read_bytes()
            (folder / INDEX).write_bytes(index[:-1] + bytes([index[-1] ^ 1]))
        case "index cut":
            (folder / INDEX).write_bytes((folder / INDEX).read_bytes()[:50])
        case "index gone":
            (folder / INDEX).unlink()
        case "index is a folder":
            (folder / INDEX).unlink()
            (folder / INDEX).mkdir()
        case "index empty":
            (folder / INDEX).write_bytes(b"")


@pytest.mark.parametrize(
    "how",
    [
        *("record flipped", "record cut", "record gone", "record of somebody else"),
        *("index flipped", "index cut", "index gone", "index is a folder", "index empty"),
    ],
)
def test_a_damaged_export_is_named_and_nothing_is_written(
    shared_vault: Shared, empty: Vault, here: Path, how: str
) -> None:
    exported(shared_vault.open(), here / "out")
    change_file(here / "out", how)
    before = (here / "empty").read_bytes()
    with pytest.raises(ExportError):
        import_export(empty, here / "out")
    assert (here / "empty").read_bytes() == before


def test_a_forged_export_is_refused(shared_vault: Shared, here: Path, anna: EditorKey, carla: EditorKey) -> None:
    """Anybody can seal to the editors; only they can sign."""
    vault = shared_vault.open()
    exported(vault, here / "out")
    text = age.decrypt((here / "out" / INDEX).read_bytes(), identities=[anna.identity.reveal_text()])
    index, _ = read_index(text)
    for forged in (
        index.signed_by(carla),
        text.replace(b"Stables", b"Stable5"),
        text.replace(b"# signed ", b"# unsigned "),
        index.signed_by(carla).replace(
            *(json.dumps(key.card.to_json()["recipient"]).encode() for key in (carla, anna))
        ),
    ):
        (here / "out" / INDEX).write_bytes(age.encrypt(forged, recipients=[anna.card.recipient]))
        before = shared_vault.path.read_bytes()
        with pytest.raises(VaultError):
            import_export(vault, here / "out")
        assert shared_vault.path.read_bytes() == before


def test_an_export_of_strangers_needs_their_fingerprint(
    shared_vault: Shared, here: Path, anna: EditorKey, bram: EditorKey, carla: EditorKey
) -> None:
    exported(shared_vault.open_as_bram(), here / "out")
    others = [carla.card.confirm(carla.card.fingerprint.words)]
    vault = create(here / "v", "Other", anna, others, memory=Memory(here / "m"))
    with pytest.raises(FingerprintError, match="--from"):
        import_export(vault, here / "out")
    with pytest.raises(FingerprintError, match="another fingerprint"):
        import_export(vault, here / "out", maker=carla.card.fingerprint.words)
    assert import_export(vault, here / "out", maker=bram.card.fingerprint.words) == 1
    theirs = create(here / "w", "W", carla, [], memory=Memory(here / "m"), single_editor_i_accept_the_risk=True)
    with pytest.raises(NotAnEditorError, match="editors of its day"):
        import_export(theirs, here / "out")


def test_a_second_import_is_refused_as_a_whole(shared_vault: Shared, empty: Vault, here: Path) -> None:
    vault = shared_vault.open()
    exported(vault, here / "out")
    import_export(empty, here / "out")
    for again in (empty, vault):
        before = again.list()
        with pytest.raises(FormError, match="taken"):
            import_export(again, here / "out")
        assert again.list() == before


LINE = Line("Merel", f"records/{'ab' * 16}.age", "cd" * 32)


@pytest.mark.parametrize(
    "lines",
    [
        (replace(LINE, file="../../../etc/passwd"),),
        (replace(LINE, file=f"/records/{'ab' * 16}.age"),),
        (replace(LINE, file="records/../index.age"),),
        (replace(LINE, sha256="x"),),
        (LINE, LINE),
        (LINE, replace(LINE, file=f"records/{'cd' * 16}.age", codename="merel")),
        (replace(LINE, attached="ab" * 16),),
        (LINE, replace(LINE, file=f"attached/{'ef' * 16}.age", attached="not hex")),
    ],
)
def test_an_index_that_an_editor_made_wrongly_is_refused(anna: EditorKey, lines: tuple[Line, ...]) -> None:
    index = Index("ab" * 16, "Stables", TODAY, Secret(age.generate_identity().identity), lines)
    with pytest.raises((ExportError, DamagedVaultError)):
        read_index(index.signed_by(anna))


def test_nothing_in_an_export_steers_the_screen_on_which_age_prints_it(
    shared_vault: Shared, here: Path, anna: EditorKey, empty: Vault
) -> None:
    """A depositor wrote the source, and an editor with a changed program can write any codename."""
    vault, odd = shared_vault.open(), "a\x9b2Jb\u202ec\x1b[2Jd\U000e0001"
    codename = vault.add(Source("Bo", relation=odd))

    def rename(state: State, _: object) -> tuple[Change, None]:
        record = replace(state.keyring.find(shared_vault.codename), codename="x\nAGE-SECRET-KEY-PQ-1\x1b[2J")
        return Change((Did(Act.CHECKED),), keyring=state.keyring.with_record(record)), None

    exported(vault, here / "sound")
    assert import_export(empty, here / "sound") == 2
    assert empty.show(codename).relation == odd
    vault.change(rename)
    exported(vault, here / "out")
    index = age.decrypt((here / "out" / INDEX).read_bytes(), identities=[anna.identity.reveal_text()]).decode()
    assert all(char.isprintable() for char in index.replace("\n", "").replace("\t", ""))
    (identity,) = (line for line in index.split("\n") if line.startswith("AGE-SECRET-KEY-"))
    for path in (here / "out" / "records").iterdir():
        text = age.decrypt(path.read_bytes(), identities=[identity]).decode()
        assert all(char.isprintable() for char in text.replace("\n", ""))


def test_an_index_that_is_no_text_is_refused(anna: EditorKey) -> None:
    text = b"# Bronwacht export 1\n# vault \xff\n"
    signed = to_json(
        {"card": anna.card.to_json(), "signature": dict(anna.signing.sign(text, context="export").to_json())}
    )
    with pytest.raises(ExportError):
        read_index(text + b"# signed " + signed + b"\n")


def test_an_index_is_read_back(anna: EditorKey) -> None:
    lines = (LINE, replace(LINE, file=f"attached/{'ef' * 16}.age", attached="ab" * 16))
    index = Index("ab" * 16, 'De "stal"', TODAY, Secret(age.generate_identity().identity), lines)
    assert read_index(index.signed_by(anna)) == (index, anna.card)
    assert "Merel" not in repr(index)
    assert export_index.CONTEXT != "card"


def test_a_link_in_an_export_leads_nowhere_else(shared_vault: Shared, empty: Vault, here: Path) -> None:
    """What it leads to is not what the index knows."""
    exported(shared_vault.open(), here / "out")
    (record,) = (here / "out" / "records").iterdir()
    record.unlink()
    record.symlink_to("/etc/passwd")
    with pytest.raises(ExportError):
        import_export(empty, here / "out")
