"""``signoff`` through the real program."""

from __future__ import annotations

import datetime
import fcntl
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.said import said
from bronwacht.vault.keys import new_editor
from bronwacht.vault.signoff import Pair, digest_of, read_signoffs
from bronwacht.vault.signoff import sign as sign_pair

if TYPE_CHECKING:
    from .conftest import Done, Newsroom

REPORT = '{"schema": 1, "file": "draft.txt", "sources": [], "plan": [], "after": []}\n'
FINAL = "Een vrouw van in de dertig sprak.\n"


@pytest.fixture
def pair(newsroom: Newsroom) -> Newsroom:
    """A newsroom with a report and a final copy."""
    (newsroom.folder / "report.json").write_text(REPORT)
    (newsroom.folder / "final.txt").write_text(FINAL)
    return newsroom


def sign(pair: Newsroom, *argv: str, who: str = "anna") -> Done:
    return pair.run("signoff", "report.json", "final.txt", *argv, who=who)


def verify(pair: Newsroom, *argv: str, signature: str = "final.txt.signoff") -> Done:
    return pair.run("signoff", "--verify", signature, "report.json", "final.txt", *argv)


def files(pair: Newsroom) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in pair.folder.iterdir() if path.is_file()}


def test_what_is_signed_is_verified_and_says_by_whom(pair: Newsroom) -> None:
    signed = sign(pair)
    assert (signed.code, signed.out) == (0, "final.txt.signoff\n"), signed.err
    assert "signed by Anna" in signed.err
    text = (pair.folder / "final.txt.signoff").read_text()
    assert "vrouw" not in text and (pair.folder / "final.txt.signoff").stat().st_mode & 0o077 == 0
    named = verify(pair, "--signers", "bram.card", "--signers", "anna.card")
    assert (named.code, named.err) == (0, "")
    (line,) = named.out.splitlines()
    assert line.endswith(f"{pair.words['anna']}  Anna")


def test_without_cards_a_valid_signature_is_by_an_unknown_key(pair: Newsroom) -> None:
    """Whoever calls a key of their own Anna gets no clean exit."""
    sign(pair)
    found = verify(pair)
    title, line = found.out.splitlines()
    assert (found.code, title) == (1, "valid signatures by unknown keys:")
    assert line.endswith(f"{pair.words['anna']}  Anna")
    assert "what the keys call themselves" in found.line and "--signers" in found.line


def test_several_sign_the_same_two_files(pair: Newsroom) -> None:
    assert sign(pair, "-o", "both").code == 0
    added = sign(pair, "--add", "both", who="bram")
    assert (added.code, added.out) == (0, "both\n"), added.err
    found = verify(pair, "--signers", "anna.card", "--signers", "bram.card", signature="both")
    assert found.code == 0 and [line.split()[-1] for line in found.out.splitlines()] == ["Anna", "Bram"]
    before = files(pair)
    again = sign(pair, "--add", "both")
    assert again.code == 2 and "signed in this file before" in again.line
    assert files(pair) == before


def test_a_signature_that_another_adds_at_the_same_moment_stays(pair: Newsroom) -> None:
    sign(pair, "-o", "both")
    path, carla = pair.folder / "both", new_editor("Carla")
    two = Pair(digest_of(pair.folder / "report.json", said("")), digest_of(pair.folder / "final.txt", said("")))
    done: list[Done] = []
    adding = threading.Thread(target=lambda: done.append(sign(pair, "--add", "both", who="bram")))
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        adding.start()
        time.sleep(1.5)
        fresh = path.with_name("fresh")
        fresh.write_bytes(path.read_bytes() + sign_pair(two, carla, datetime.datetime.now(datetime.UTC)))
        fresh.replace(path)
    adding.join()
    assert done[0].code == 0, done[0].err
    assert [each.name for each in read_signoffs(path.read_bytes())] == ["Anna", "Carla", "Bram"]


def test_a_link_to_the_signatures_stays_one(pair: Newsroom) -> None:
    sign(pair, "-o", "both")
    (pair.folder / "link").symlink_to("both")
    assert sign(pair, "--add", "link", who="bram").code == 0
    assert (pair.folder / "link").is_symlink()
    assert len(read_signoffs((pair.folder / "both").read_bytes())) == 2


def test_a_pipe_which_gives_what_it_holds_once_is_not_signed(pair: Newsroom) -> None:
    """Its sign-off would be of an empty file."""
    argv = ("signoff", "report.json", "/dev/stdin", "-o", "signed")
    done = pair.run(*argv, who="anna", stdin=FINAL)
    assert (done.code, done.out) == (2, "")
    assert "nothing was signed" in done.line
    assert not (pair.folder / "signed").exists()


@pytest.mark.parametrize("argv", [("pipe", "final.txt"), ("report.json", "pipe"), ("--verify", "pipe", "pipe", "pipe")])
def test_nobody_waits_for_a_pipe(pair: Newsroom, argv: tuple[str, ...]) -> None:
    os.mkfifo(pair.folder / "pipe")
    done = pair.run("signoff", *argv, who="" if "--verify" in argv else "anna", prefix=("timeout", "30"))
    assert done.code in (2, 3) and done.out == "", done.err
    assert not list(pair.folder.glob("*.signoff"))


@pytest.mark.parametrize("name", ["report.json", "final.txt"])
def test_one_other_byte_in_either_file_does_not_hold(pair: Newsroom, name: str) -> None:
    sign(pair)
    changed = bytearray((pair.folder / name).read_bytes())
    changed[-2] ^= 1
    (pair.folder / name).write_bytes(changed)
    found = verify(pair)
    what = "the report" if name == "report.json" else "the final copy"
    assert found.code == 1 and f"{what} is not what was signed" in found.line and found.out == ""


def test_one_other_byte_in_the_signature_does_not_hold(pair: Newsroom) -> None:
    sign(pair)
    path = pair.folder / "final.txt.signoff"
    whole = path.read_bytes()
    codes = set()
    for at in (3, 60, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found = verify(pair)
        codes.add(found.code)
        assert found.line and found.out == ""
    assert codes <= {1, 3} and 1 in codes


def test_swapped_files_are_told(pair: Newsroom) -> None:
    sign(pair)
    found = pair.run("signoff", "--verify", "final.txt.signoff", "final.txt", "report.json")
    assert found.code == 1 and "other way round" in found.line
    refused = pair.run("signoff", "final.txt", "report.json", "-o", "x", who="anna")
    assert refused.code == 2 and "no report of risk" in refused.line


def test_somebody_who_may_not_sign_is_told(pair: Newsroom) -> None:
    sign(pair)
    found = verify(pair, "--signers", "bram.card")
    assert found.code == 4 and "whose card is not among" in found.line and found.out == ""


def test_a_wrong_passphrase_writes_nothing(pair: Newsroom) -> None:
    before = files(pair)
    done = pair.run("signoff", "report.json", "final.txt", "--key", "anna.key", passphrase="not at all the words of it")
    assert done.code == 4 and done.line
    assert files(pair) == before


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["report.json"], 2, "give REPORT and FINAL"),
        (["report.json", "final.txt", "more"], 2, "give REPORT and FINAL"),
        (["--verify", "report.json", "final.txt"], 2, "give SIGNATURE, REPORT and FINAL"),
        (["none.json", "final.txt"], 3, "cannot read the report"),
        (["report.json", "none.txt"], 3, "cannot read the final copy"),
        (["report.json", "final.txt", "-o", "taken"], 2, "exists already"),
        (["report.json", "final.txt", "-o", "x", "--add", "taken"], 2, "choose"),
        (["report.json", "final.txt", "--add", "none"], 3, "cannot read the sign-off file"),
        (["report.json", "final.txt", "--add", "taken"], 3, "no sign-off file"),
        (["report.json", "final.txt", "--signers", "anna.card"], 2, "goes with --verify"),
        (["other.json", "final.txt"], 2, "no report of risk"),
        (["--verify", "taken", "report.json", "final.txt"], 3, "no sign-off file"),
        (["--verify", "none", "report.json", "final.txt"], 3, "cannot read the sign-off file"),
        (["--verify", "taken", "report.json", "final.txt", "-o", "x"], 2, "writes nothing"),
        (["--verify", "taken", "report.json", "final.txt", "--signers", "taken"], 3, "no editor card"),
        (["report.json", "final.txt", "-o", "nowhere/x"], 2, "its folder does not exist"),
    ],
)
def test_refused_in_one_line_and_nothing_written(pair: Newsroom, argv: list[str], code: int, says: str) -> None:
    (pair.folder / "taken").write_text("mine")
    (pair.folder / "other.json").write_text('{"schema": 1}')
    before = files(pair)
    asks = argv[0] != "--verify" and code != 2 and "nowhere/x" in argv
    done = pair.run("signoff", *argv, who="anna") if asks else pair.run("signoff", *argv)
    assert (done.code, done.out) == (code, "") and says in done.line
    assert files(pair) == before


def test_signing_what_was_signed_before_it_changed_is_refused(pair: Newsroom) -> None:
    sign(pair)
    (pair.folder / "final.txt").write_text(FINAL + "Nog een zin.\n")
    before = files(pair)
    done = sign(pair, "--add", "final.txt.signoff", who="bram")
    assert (
        done.code == 2 and "the final copy is not what was signed" in done.line and "nothing was written" in done.line
    )
    assert files(pair) == before


def test_a_full_disk_leaves_the_signatures_that_were_there(pair: Newsroom) -> None:
    sign(pair, "-o", "both")
    before = files(pair)
    # A limit on the size of files stops the write as a full disk does.
    limited = ("prlimit", "--fsize=8000", "--")
    done = pair.run("signoff", "report.json", "final.txt", "--add", "both", who="bram", prefix=limited)
    assert done.code != 0
    assert files(pair) == before


def test_a_pdf_is_a_report_too(pair: Newsroom) -> None:
    (pair.folder / "report.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(100))
    done = pair.run("signoff", "report.pdf", "final.txt", who="anna")
    assert done.code == 0, done.err
    held = pair.run("signoff", "--verify", "final.txt.signoff", "report.pdf", "final.txt", "--signers", "anna.card")
    assert held.code == 0, held.err


def test_the_passphrase_is_asked_at_the_terminal(pair: Newsroom) -> None:
    done = pair.type(
        "signoff", "report.json", "final.txt", "--key", "anna.key",
        answers=[("Passphrase of anna.key: ", pair.passphrases["anna"])],
    )  # fmt: skip
    assert done.code == 0 and pair.passphrases["anna"] not in done.err
    assert Path(pair.folder / "final.txt.signoff").is_file()
