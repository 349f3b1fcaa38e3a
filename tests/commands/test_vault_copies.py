"""``bronwacht vault export``, ``import`` and ``backup``, through the real program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Newsroom

SECRETS = ("Marijke", "Jansen", "Toos", "12345678", "Waterlinie", "1987")


def acts(newsroom: Newsroom, vault: str = "stables.vault") -> list[str]:
    done = newsroom.run("vault", "log", vault, who="anna")
    return [line.split("\t")[2] for line in done.out.splitlines()]


def test_an_export_prints_its_sheet_and_comes_back_in_another_vault(stables: Newsroom) -> None:
    done = stables.run("vault", "export", "stables.vault", "out", who="anna")
    assert done.code == 0, done.err
    assert done.out == (stables.folder / "out" / "RECOVERY.txt").read_text(encoding="utf-8")
    assert "1 source\n" in done.err and "safe" in done.err
    assert not any(secret in done.out + done.err for secret in SECRETS)
    assert acts(stables) == ["created", "added", "exported"]
    alone = "--single-editor-i-accept-the-risk"
    assert stables.run("vault", "init", "new.vault", "--dossier", "New", alone, who="anna").code == 0
    taken = stables.run("vault", "import", "new.vault", "out", who="anna")
    assert (taken.code, taken.out) == (0, "")
    shown = stables.run("vault", "show", "new.vault", stables.codename, "--force", who="anna")
    assert "Marijke Jansen" in shown.out
    again = stables.run("vault", "import", "new.vault", "out", who="anna")
    assert (again.code, again.out) == (2, "")
    assert "taken" in again.line


def test_an_export_over_something_is_refused_before_a_passphrase_is_asked(stables: Newsroom) -> None:
    (stables.folder / "out").mkdir()
    done = stables.run("vault", "export", "stables.vault", "out", "--key", "anna.key")
    assert (done.code, done.out) == (2, "")
    assert "exists" in done.line
    assert list((stables.folder / "out").iterdir()) == []


def test_an_export_of_somebody_else_is_asked_for_by_fingerprint(stables: Newsroom) -> None:
    words = stables.words["anna"]
    done = stables.run("vault", "export", "stables.vault", "out", "--founder", words, who="bram")
    assert done.code == 0, done.err
    alone = "--single-editor-i-accept-the-risk"
    assert stables.run("vault", "init", "new.vault", "--dossier", "New", alone, who="anna").code == 0
    refused = stables.run("vault", "import", "new.vault", "out", who="anna")
    assert (refused.code, refused.out) == (4, "")
    assert "--from" in refused.line
    assert acts(stables, "new.vault") == ["created"]
    taken = stables.run("vault", "import", "new.vault", "out", "--from", stables.words["bram"], who="anna")
    assert taken.code == 0, taken.err


def spoil(folder: Path, how: str) -> None:
    (record,) = (folder / "records").iterdir()
    match how:
        case "flipped":
            data = record.read_bytes()
            record.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        case "gone":
            record.unlink()
        case "no index":
            (folder / "index.age").unlink()
        case "half an index":
            (folder / "index.age").write_bytes((folder / "index.age").read_bytes()[:5000])


@pytest.mark.parametrize("how", ["flipped", "gone", "no index", "half an index"])
def test_a_spoilt_export_is_named_in_one_line_and_nothing_is_written(stables: Newsroom, how: str) -> None:
    assert stables.run("vault", "export", "stables.vault", "out", who="anna").code == 0
    alone = "--single-editor-i-accept-the-risk"
    assert stables.run("vault", "init", "new.vault", "--dossier", "New", alone, who="anna").code == 0
    spoil(stables.folder / "out", how)
    before = (stables.folder / "new.vault").read_bytes()
    done = stables.run("vault", "import", "new.vault", "out", who="anna")
    assert (done.code, done.out) == (3, "")
    assert "export" in done.line
    assert (stables.folder / "new.vault").read_bytes() == before


def test_a_backup_is_verified_and_is_a_vault(stables: Newsroom) -> None:
    done = stables.run("vault", "backup", "stables.vault", "copy.vault", who="anna")
    assert (done.code, done.out) == (0, "")
    assert "verified" in done.err and "1 source," in done.err
    shown = stables.run("vault", "show", "copy.vault", stables.codename, "--force", who="anna")
    assert "Marijke Jansen" in shown.out
    again = stables.run("vault", "backup", "stables.vault", "copy.vault", who="anna")
    assert (again.code, again.out) == (2, "")
    assert "exists" in again.line


def test_a_backup_without_a_key_says_what_it_is_not(stables: Newsroom) -> None:
    done = stables.run("vault", "backup", "stables.vault", "copy.vault", "--without-key")
    assert (done.code, done.out) == (0, "")
    assert "nobody has seen that it opens" in done.line
    assert stables.run("vault", "list", "copy.vault", who="anna").out.startswith(stables.codename)


def test_an_older_backup_is_not_taken_for_the_vault(stables: Newsroom) -> None:
    assert stables.run("vault", "backup", "stables.vault", "copy.vault", who="anna").code == 0
    stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna")
    done = stables.run("vault", "list", "copy.vault", who="anna")
    assert (done.code, done.out) == (3, "")
    assert "older" in done.line


@pytest.mark.parametrize(
    "address",
    ["postgresql://anna:geheim@127.0.0.1/newsroom", "postgresql://127.0.0.1/newsroom?password=geheim"],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(stables: Newsroom, address: str) -> None:
    pytest.importorskip("psycopg")
    for argv in (("list", address), ("init", address, "--dossier", "D"), ("backup", address, "copy.vault")):
        done = stables.run("vault", *argv, "--key", "anna.key")
        assert (done.code, done.out) == (2, "")
        assert ".pgpass" in done.line
        assert "geheim" not in done.err


MOTIVE = "the server burnt, this is the copy from the safe\n"


def test_after_a_loss_an_editor_goes_on_from_an_older_copy_and_the_other_is_told(stables: Newsroom) -> None:
    words = stables.words["anna"]
    issue = ("vault", "share", "issue", "stables.vault", "-k", "2", "--paper", "Dirk", "--paper", "Els", "--force")
    assert stables.run(*issue, "-o", "shares", who="anna").code == 0
    shutil.copy(stables.folder / "stables.vault", stables.folder / "copy")
    for who in ("anna", "bram"):
        argv = ("vault", "show", "stables.vault", stables.codename, "--force", "--founder", words)
        assert stables.run(*argv, who=who).code == 0
    (stables.folder / "stables.vault").unlink()
    old = stables.run("vault", "list", "copy", who="anna")
    assert (old.code, old.out) == (3, "") and "vault restore" in old.line
    restore = ("vault", "restore", "copy", "new.vault")
    before = (stables.folder / "copy").read_bytes()
    for argv, says in (
        ((*restore, "--motive-fd", "0"), "--lost 1"),
        ((*restore, "--motive-fd", "0", "--lost", "2"), "--lost 1"),
        ((*restore, "--lost", "1"), "--motive-fd"),
        (("vault", "restore", "copy", "copy", "--lost", "1", "--motive-fd", "0"), "exists already"),
        (("vault", "restore", "copy"), "--accept"),
        ((*restore, "--accept"), "--accept"),
    ):
        refused = stables.run(*argv, who="anna", stdin=MOTIVE)
        assert (refused.code, refused.out) == (2, "") and says in refused.err.splitlines()[-1], refused.err
        assert not (stables.folder / "new.vault").exists()
    done = stables.run(*restore, "--lost", "1", "--motive-fd", "0", who="anna", stdin=MOTIVE)
    assert (done.code, done.out) == (0, "") and "accept it: Bram\n" in done.err, done.err
    assert (stables.folder / "copy").read_bytes() == before
    assert stables.run("vault", "list", "new.vault", who="anna").code == 0
    told = stables.run("vault", "list", "new.vault", who="bram")
    assert (told.code, told.out) == (3, "")
    assert "Anna put this vault back" in told.line and MOTIVE.strip() in told.line and "--lost 2" in told.line
    blind = stables.run("vault", "restore", "new.vault", "--accept", who="bram")
    assert (blind.code, blind.out) == (2, "") and "--lost 2" in blind.line
    asked = ("vault", "restore", "new.vault", "--accept", "--key", "bram.key")
    unlocked = ("Passphrase of bram.key: ", stables.passphrases["bram"])
    no = stables.type(*asked, answers=[unlocked, ("go on from this copy: ", "1")])
    assert no.code == 2 and "nothing was written" in no.err
    yes = stables.type(*asked, answers=[unlocked, ("go on from this copy: ", "2")])
    assert yes.code == 0 and "are not in the vault: 2" in yes.err, yes.err
    assert stables.run("vault", "list", "new.vault", who="bram").code == 0
    log = stables.run("vault", "log", "new.vault", who="bram").out
    assert f"Anna\tRESTORED A COPY\t\t\t1 acts lost: {MOTIVE.strip()}\n" in log and "Bram\taccepted a copy" in log


def test_who_had_seen_nothing_newer_is_told_at_every_command(stables: Newsroom) -> None:
    restore = ("vault", "restore", "stables.vault", "new.vault", "--lost", "0", "--motive-fd", "0")
    assert stables.run(*restore, who="anna", stdin=MOTIVE).code == 0
    for _ in range(2):
        told = stables.run("vault", "list", "new.vault", "--founder", stables.words["anna"], who="bram")
        assert told.code == 0 and "PUT BACK: Anna" in told.err and MOTIVE.strip() in told.err
    assert "PUT BACK" not in stables.run("vault", "list", "new.vault", who="anna").err
    assert stables.run("vault", "restore", "new.vault", "--accept", who="bram").code == 0
    assert "PUT BACK" not in stables.run("vault", "list", "new.vault", who="bram").err


def test_at_the_terminal_it_is_asked_how_much_is_lost_and_why(stables: Newsroom) -> None:
    shutil.copy(stables.folder / "stables.vault", stables.folder / "copy")
    assert stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna").code == 0
    argv = ("vault", "restore", "copy", "new.vault", "--key", "anna.key")
    anna = ("Passphrase of anna.key: ", stables.passphrases["anna"])
    no = stables.type(*argv, answers=[anna, ("go on from this copy: ", "")])
    assert no.code == 2 and "not confirmed" in no.err and not (stables.folder / "new.vault").exists()
    yes = stables.type(*argv, answers=[anna, ("go on from this copy: ", "1"), ("What happened? ", MOTIVE.strip())])
    assert yes.code == 0, yes.err
    assert stables.run("vault", "list", "new.vault", who="anna").code == 0


def test_a_source_does_not_go_into_a_vault_that_was_put_in_the_place_of_another(stables: Newsroom) -> None:
    alone = ("--dossier", "Harbour", "--single-editor-i-accept-the-risk")
    assert stables.run("vault", "init", "harbour.vault", *alone, who="anna").code == 0
    assert stables.run("vault", "list", "stables.vault", who="anna").code == 0
    stables_vault, harbour = (stables.folder / f"{name}.vault" for name in ("stables", "harbour"))
    before = harbour.read_bytes()
    stables_vault.rename(stables.folder / "away")
    harbour.rename(stables_vault)
    refused = stables.run("vault", "add", "stables.vault", "-", who="anna", stdin=stables.form)
    assert (refused.code, refused.out) == (4, "")
    assert "the dossier Harbour" in refused.line
    assert stables_vault.read_bytes() == before
    asked = ("vault", "list", "stables.vault", "--key", "anna.key")
    passphrase = ("Passphrase of anna.key: ", stables.passphrases["anna"])
    shown = stables.type(*asked, answers=[passphrase, ("Type yes: ", "no")])
    assert shown.code == 4
    assert "This one is the dossier Harbour" in shown.err
    assert stables.type(*asked, answers=[passphrase, ("Type yes: ", "yes")]).code == 0
    assert stables.run("vault", "list", "stables.vault", who="anna").code == 0
