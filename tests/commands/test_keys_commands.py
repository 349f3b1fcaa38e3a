from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault.cards import read_card
from bronwacht.vault.keys import open_key, read_key_file
from bronwacht.vault.secret import Secret
from bronwacht.vault.words import word_list

if TYPE_CHECKING:
    from .conftest import Done, Newsroom


PASSPHRASE = "wagen boomstam krijt lepel zomer fiets"


def new(newsroom: Newsroom, *argv: str, passphrase: str = PASSPHRASE) -> Done:
    return newsroom.run("keys", "new", *argv, passphrase=passphrase)


def test_a_key_is_made_and_its_card_shown_again(newsroom: Newsroom) -> None:
    made = new(newsroom, "--name", "Anna de Wit", "-o", "new.key")
    assert made.code == 0, made.err
    card = read_card(made.out)
    assert card.name == "Anna de Wit"
    assert card.fingerprint.words in made.err
    assert card.fingerprint.grouped in made.err
    key = open_key(read_key_file(newsroom.folder / "new.key"), Secret(PASSPHRASE))
    assert key.card.fingerprint == card.fingerprint
    for secret in (PASSPHRASE, key.identity.reveal_text()):
        assert secret not in made.out + made.err


def test_show_prints_the_card_of_a_key(newsroom: Newsroom) -> None:
    done = newsroom.type("keys", "show", "anna.key", answers=[("Passphrase of anna.key: ", PASSPHRASE)])
    assert done.code == 0, done.err
    assert read_card(done.err).fingerprint == newsroom.keys["anna"].card.fingerprint
    assert newsroom.words["anna"] in done.err
    assert PASSPHRASE not in done.err


def test_show_takes_the_key_that_every_command_takes(newsroom: Newsroom) -> None:
    for argv, env in ((("--key", "anna.key"), {}), ((), {"BRONWACHT_KEY": "anna.key"})):
        done = newsroom.run("keys", "show", *argv, env=env, passphrase=newsroom.passphrases["anna"])
        assert read_card(done.out).fingerprint == newsroom.keys["anna"].card.fingerprint, done.err
    none = newsroom.run("keys", "show")
    assert none.code == 2 and "--key" in none.line


def test_a_generated_passphrase_is_shown_on_the_terminal_alone(newsroom: Newsroom) -> None:
    """It is typed back once; the test reads it off the screen as a person would."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [
            "setsid",
            "--ctty",
            sys.executable,
            "-m",
            "bronwacht",
            "keys",
            "new",
            "--name",
            "C",
            "-o",
            "c.key",
            "--generate",
        ],
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=newsroom.folder,
    )
    os.close(follower)
    screen = ""
    while "type it once: " not in screen:
        screen += os.read(leader, 1000).decode()
    words = re.search(r"\n {4}([a-z -]+)\r\n", screen)
    assert words
    os.write(leader, words[1].encode() + b"\n")
    out, err = process.communicate(timeout=60)
    os.close(leader)
    assert process.returncode == 0, err
    assert len(words[1].split()) == 6 and set(words[1].split()) <= set(word_list("diceware"))
    assert words[1].encode() not in out + err
    assert open_key(read_key_file(newsroom.folder / "c.key"), Secret(words[1])).name == "C"


NEVER_RIGHT = [("type it once: ", "not the words"), ("Once more: ", "nor these"), ("Once more: ", "")]


def test_a_passphrase_that_was_not_written_down_makes_no_key(newsroom: Newsroom) -> None:
    done = newsroom.type(*("keys", "new", "--name", "C", "-o", "c.key", "--generate"), answers=NEVER_RIGHT)
    assert done.code == 2
    assert "nothing was written" in done.err
    assert not (newsroom.folder / "c.key").exists()


def test_two_passphrases_that_differ_make_no_key(newsroom: Newsroom) -> None:
    done = newsroom.type(
        *("keys", "new", "--name", "C", "-o", "c.key"),
        answers=[("New passphrase: ", PASSPHRASE), ("Once more: ", "kast motregen vlinder zadel hooi")],
    )
    assert done.code == 2
    assert "differ" in done.err
    assert not (newsroom.folder / "c.key").exists()


@pytest.mark.parametrize(
    ("argv", "passphrase", "code", "says"),
    [
        (["--name", "A", "-o", "c.key"], "kort", 2, "too weak"),
        (["--name", "A", "-o", "c.key"], "", 2, "passphrase is empty"),
        (["--name", "A", "-o", "c.key"], f"\ufeff{PASSPHRASE}", 2, "cannot be seen or typed"),
        (["--name", "", "-o", "c.key"], PASSPHRASE, 2, "editor's name"),
        (["--name", "A\u202eB", "-o", "c.key"], PASSPHRASE, 2, "cannot be seen"),
        (["--name", "A", "-o", "anna.key"], PASSPHRASE, 2, "exists already"),
        (
            ["--name", "A", "-o", "no/such/c.key"],
            PASSPHRASE,
            2,
            "c.key: its folder does not exist",
        ),
        (["--name", "A", "-o", "c.key", "--generate"], PASSPHRASE, 2, "choose"),
    ],
)
def test_a_misuse_makes_no_key(newsroom: Newsroom, argv: list[str], passphrase: str, code: int, says: str) -> None:
    before = {path.name: path.read_bytes() for path in newsroom.folder.iterdir()}
    done = new(newsroom, *argv, passphrase=passphrase)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert "Traceback" not in done.err
    assert {path.name: path.read_bytes() for path in newsroom.folder.iterdir()} == before


@pytest.mark.parametrize("argv", [["new", "--name", "A", "-o", "c.key"], ["show", "anna.key"]])
def test_without_a_terminal_stdin_is_never_the_passphrase(newsroom: Newsroom, argv: list[str]) -> None:
    done = newsroom.run("keys", *argv, stdin=f"{PASSPHRASE}\n" * 2)
    assert done.code == 2
    assert "--passphrase-fd" in done.line
    assert not (newsroom.folder / "c.key").exists()


def test_what_is_no_key_file_is_said_before_anything_is_asked(newsroom: Newsroom) -> None:
    for name in ("anna.card", "missing", "."):
        done = newsroom.run("keys", "show", name)
        assert (done.code, done.out) == (3, "")
        assert "key file" in done.line


def test_help_says_what_to_do(newsroom: Newsroom) -> None:
    for argv in (["keys", "--help"], ["keys", "new", "--help"], ["keys", "show", "--help"]):
        done = newsroom.run(*argv)
        assert done.code == 0
        assert "card" in done.out


def test_the_key_file_is_for_its_owner_alone(newsroom: Newsroom) -> None:
    made = new(newsroom, "--name", "A", "-o", "c.key")
    assert made.code == 0
    assert (newsroom.folder / "c.key").stat().st_mode & 0o077 == 0
