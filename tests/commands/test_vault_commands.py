from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault.dossier import open_keyring
from bronwacht.vault.slots import Dummies
from bronwacht.vault.stores import open_store

if TYPE_CHECKING:
    from .conftest import Newsroom

SECRETS = ("Marijke", "Jansen", "Toos", "12345678", "Waterlinie", "1987")


def show(codename: str) -> tuple[str, ...]:
    return ("vault", "show", "stables.vault", codename, "--key", "anna.key")


def test_the_whole_way(newsroom: Newsroom) -> None:
    made = newsroom.run(
        *("vault", "init", "stables.vault", "--dossier", "Stables", "--editor", "bram.card"),
        *("--fingerprint", newsroom.words["bram"]),
        who="anna",
    )
    assert (made.code, made.out) == (0, "")
    assert "2 editors" in made.err and newsroom.words["anna"] in made.err
    codename = newsroom.add(newsroom.form)
    listed = newsroom.run("vault", "list", "stables.vault", who="anna")
    assert (listed.code, listed.out) == (0, f"{codename}\t2035-01-01\traad\n")
    as_json = newsroom.run("vault", "list", "stables.vault", "--json", who="anna")
    assert json.loads(as_json.out) == {
        "schema": 1,
        "sources": [{"codename": codename, "tags": ["raad"], "retain_until": "2035-01-01", "version": 1}],
    }
    first = newsroom.run("vault", "list", "stables.vault", who="bram")
    assert (first.code, first.out) == (4, "")
    assert "--founder" in first.line
    words = newsroom.words["anna"]
    assert newsroom.run("vault", "list", "stables.vault", "--founder", words, who="bram").code == 0
    shown = newsroom.run("vault", "show", "stables.vault", codename, "--force", who="bram")
    assert shown.code == 0, shown.err
    for secret in ("Marijke Jansen", "Toos", "06-12345678", "Waterlinie", "1987-05-03", "promise AGE"):
        assert secret in shown.out
    logged = newsroom.run("vault", "log", "stables.vault", who="anna")
    acts = [line.split("\t")[1:] for line in logged.out.splitlines()]
    assert acts == [["Anna", "created"], ["Anna", "added", codename], ["Bram", "read", codename]]
    for done in (listed, as_json, first, logged):
        assert not any(secret in done.out + done.err for secret in SECRETS)


def test_an_identity_is_shown_on_a_terminal_and_nowhere_else(stables: Newsroom) -> None:
    newsroom, codename = stables, stables.codename
    refused = newsroom.run("vault", "show", "stables.vault", codename, who="anna")
    assert (refused.code, refused.out) == (2, "")
    assert "--force" in refused.err
    asked = [("Passphrase of anna.key: ", stables.passphrases["anna"])]
    seen = newsroom.type(*show(codename.lower()), answers=asked)
    assert seen.code == 0, seen.err
    assert "Marijke Jansen" in seen.err
    assert stables.passphrases["anna"] not in seen.err
    # The refused attempt read nothing, so that there is nothing to log.
    logged = newsroom.run("vault", "log", "stables.vault", who="anna").out
    assert logged.count("\tread\t") == 1


def test_the_log_is_on_the_disk_before_the_name_is_on_the_screen(
    stables: Newsroom, wanting: Callable[[str], None]
) -> None:
    if not shutil.which("strace"):
        wanting("strace")
    newsroom, codename = stables, stables.codename
    calls = ("-e", "trace=fsync,fdatasync,write,unlink")
    traced = newsroom.run(
        *("vault", "show", "stables.vault", codename, "--force"),
        who="anna",
        prefix=("strace", "-f", "-y", "-s", "300", *calls, "-o", "trace"),
    )
    assert traced.code == 0, traced.err
    lines = (newsroom.folder / "trace").read_text(errors="replace").splitlines()
    shown = next(number for number, line in enumerate(lines) if "write(1<" in line and "Marijke" in line)
    synced = [number for number, line in enumerate(lines) if "sync(" in line and "stables.vault>" in line]
    gone = [number for number, line in enumerate(lines) if "unlink(" in line and "stables.vault-journal" in line]
    folder = [number for number, line in enumerate(lines) if "sync(" in line and f"{newsroom.folder}>" in line]
    assert synced and gone and folder
    # Written, flushed, the journal gone, the folder flushed; only then the name.
    assert synced[-1] < gone[-1] < folder[-1] < shown
    assert not any("Marijke" in line for line in lines[:shown])


def test_the_founder_is_confirmed_at_the_terminal(stables: Newsroom) -> None:
    newsroom, codename = stables, stables.codename
    argv = ("vault", "list", "stables.vault", "--key", "bram.key")
    asked = ("Passphrase of bram.key: ", stables.passphrases["bram"])
    no = newsroom.type(*argv, answers=[asked, ("Type yes: ", "no")])
    assert no.code == 4
    assert codename not in no.err
    assert newsroom.words["anna"] in no.err
    yes = newsroom.type(*argv, answers=[asked, ("Type yes: ", "yes")])
    assert yes.code == 0
    assert codename in yes.err
    again = newsroom.type(*argv, answers=[asked])
    assert again.code == 0


def test_an_editor_is_confirmed_at_the_terminal(newsroom: Newsroom) -> None:
    stables = newsroom
    argv = ("vault", "init", "v", "--dossier", "D", "--editor", "bram.card", "--key", "anna.key")
    asked = ("Passphrase of anna.key: ", stables.passphrases["anna"])
    no = newsroom.type(*argv, answers=[asked, ("Type yes: ", "")])
    assert no.code == 4
    assert not (newsroom.folder / "v").exists()
    yes = newsroom.type(*argv, answers=[asked, ("Type yes: ", "ja")])
    assert yes.code == 0, yes.err
    assert newsroom.words["bram"] in yes.err
    assert newsroom.words["anna"] in yes.err


def test_the_questions_are_asked_where_there_is_no_form(stables: Newsroom) -> None:
    newsroom = stables
    asked = "name|spellings|address|Employer|position|birth|story|established|Promised|Anything else|Tags|Destroy"
    questions = asked.split("|")
    answers = ["Piet Quist", "", "06-99", "", "", "1990-01-02", "", "", "", "", "bron", ""]
    done = newsroom.type(
        *("vault", "add", "stables.vault", "--key", "anna.key"),
        answers=[("Passphrase of anna.key: ", stables.passphrases["anna"]), *zip(questions, answers, strict=True)],
    )
    assert done.code == 0, done.err
    assert newsroom.run("vault", "list", "stables.vault", who="anna").out.count("\n") == 2


def test_the_empty_form_can_be_filled_in(stables: Newsroom) -> None:
    newsroom = stables
    form = newsroom.run("vault", "form").out
    (newsroom.folder / "form.toml").write_text(form.replace('name = ""', 'name = "Piet Quist"', 1))
    done = newsroom.run("vault", "add", "stables.vault", "form.toml", who="anna")
    assert done.code == 0, done.err
    assert "form.toml still says who it is" in done.err
    assert "Quist" not in done.out + done.err


@pytest.mark.parametrize(
    ("argv", "who", "code", "says"),
    [
        (["vault", "list", "missing"], "anna", 3, "cannot read the vault"),
        (["vault", "list", "anna.card"], "anna", 3, "anna.card is no vault"),
        (["vault", "list", "."], "anna", 3, "cannot read the vault"),
        (["vault", "list", "empty"], "anna", 3, "the file is empty"),
        (["vault", "list", "stables.vault"], "", 2, "whose key"),
        (["vault", "list", "stables.vault", "--key", "anna.key"], "", 2, "there is no terminal"),
        (["vault", "list", "stables.vault", "--key", "missing"], "", 3, "cannot read the key file"),
        (["vault", "list", "stables.vault", "--key", "."], "", 3, "cannot read the key file .:"),
        (["vault", "list", "stables.vault", "--key", "anna.card"], "", 3, "anna.card is a card"),
        (["vault", "list", "stables.vault", "--key", "empty"], "", 3, "empty is no key file"),
        (["vault", "list", "stables.vault", "--founder", "wrong words"], "anna", 4, "has that fingerprint"),
        (["vault", "show", "stables.vault", "Nobody", "--force"], "anna", 2, "no source of that codename"),
        (["vault", "add", "stables.vault", "missing"], "anna", 2, "cannot read the form"),
        (["vault", "add", "stables.vault", "-"], "anna", 2, "the form has no name"),
        (["vault", "init", "stables.vault", "--dossier", "D"], "anna", 2, "exists already"),
        (["vault", "init", "v", "--dossier", "D"], "anna", 2, "a dossier needs two editors"),
        (["vault", "init", "v", "--dossier", "D", "--editor", "anna.card"], "anna", 2, "named twice"),
        (["vault", "init", "v", "--dossier", "D", "--editor", "bram.card"], "anna", 4, "was not confirmed"),
        (["vault", "init", "v", "--dossier", "D", "--editor", "anna.key"], "anna", 3, "is a key file, which never"),
        (["vault", "init", "v", "--dossier", "D", "--editor", "empty"], "anna", 3, "no editor card"),
        (["vault", "init", "v", "--dossier", "D", "--editor", "missing"], "anna", 3, "cannot read the card"),
        (
            ["vault", "init", "v", "--dossier", "D", "--editor", "bram.card", "--fingerprint", "x y"],
            "anna",
            4,
            "none of",
        ),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else "",
)
def test_a_misuse_is_one_line_and_changes_nothing(
    stables: Newsroom, argv: list[str], who: str, code: int, says: str
) -> None:
    newsroom = stables
    (newsroom.folder / "empty").write_bytes(b"")
    before = {path.name: path.read_bytes() for path in newsroom.folder.iterdir() if path.is_file()}
    done = newsroom.run(*argv, who=who)
    assert (done.code, done.out) == (code, ""), done.err
    assert says in done.err
    assert code == 2 or done.line.startswith("bronwacht: ")
    assert "Traceback" not in done.err
    assert {path.name: path.read_bytes() for path in newsroom.folder.iterdir() if path.is_file()} == before


def test_a_wrong_passphrase_a_stranger_and_a_cut_vault_are_three_things(stables: Newsroom) -> None:
    newsroom = stables
    wrong = newsroom.type(
        *("vault", "list", "stables.vault", "--key", "anna.key"),
        answers=[("Passphrase of anna.key: ", "not the passphrase")],
    )
    assert wrong.code == 4
    assert "that is not the passphrase of anna.key" in wrong.err
    newsroom.run("vault", "init", "other", "--dossier", "D", "--single-editor-i-accept-the-risk", who="bram")
    stranger = newsroom.run("vault", "list", "other", who="anna")
    assert (stranger.code, stranger.out) == (4, "")
    assert "one of this vault's editors" in stranger.line
    data = (newsroom.folder / "stables.vault").read_bytes()
    (newsroom.folder / "cut").write_bytes(data[: len(data) // 2])
    cut = newsroom.run("vault", "list", "cut", who="anna")
    assert (cut.code, cut.out) == (3, "")
    assert "damaged" in cut.line
    (newsroom.folder / "cut.key").write_bytes((newsroom.folder / "anna.key").read_bytes()[:300])
    damaged = newsroom.run("vault", "list", "stables.vault", "--key", "cut.key", "--passphrase-fd", "0", stdin="x" * 20)
    assert (damaged.code, damaged.out) == (3, "")
    assert "damaged" in damaged.line


def test_an_old_copy_put_back_is_refused(stables: Newsroom) -> None:
    newsroom, codename = stables, stables.codename
    old = (newsroom.folder / "stables.vault").read_bytes()
    newsroom.run("vault", "show", "stables.vault", codename, "--force", who="anna")
    (newsroom.folder / "stables.vault").write_bytes(old)
    done = newsroom.run("vault", "show", "stables.vault", codename, "--force", who="anna")
    assert (done.code, done.out) == (3, "")
    assert "older than the one last seen" in done.line
    assert "a backup or a copy that was made before that" in done.line
    assert "or somebody put back an old copy" in done.line


def test_what_is_left_of_a_log_whose_past_somebody_destroyed_is_shown(stables: Newsroom) -> None:
    """It takes no key to destroy an act where it lies, and no command but these would notice."""
    assert stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna").code == 0
    assert stables.run("vault", "log", "stables.vault", "--damaged", who="anna").code == 0
    with open_store(stables.folder / "stables.vault").turn() as turn:
        place = open_keyring(turn.head.keyring, stables.keys["anna"], turn.slots).log.places[1]
        turn.write(turn.head, {place: Dummies().like(turn.length(place))})
    assert stables.run("vault", "list", "stables.vault", who="anna").code == 0
    refused = stables.run("vault", "log", "stables.vault", who="anna")
    assert (refused.code, refused.out) == (3, "")
    assert "log --damaged" in refused.line
    left = stables.run("vault", "log", "stables.vault", "--damaged", who="anna")
    assert left.code == 1
    assert [line.split("\t")[1:] for line in left.out.splitlines()] == [
        ["Anna", "created"],
        ["Anna", "read", stables.codename],
    ]
    assert "acts 2 of 3" in left.line
    misuse = stables.run("vault", "log", "stables.vault", "--damaged", "--checkpoint", who="anna")
    assert (misuse.code, misuse.out) == (2, "")


def test_a_read_only_vault_is_listed_and_not_read(stables: Newsroom, wanting: Callable[[str], None]) -> None:
    """Without the right to override permissions, as every user but root is."""
    newsroom, codename = stables, stables.codename
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            wanting("setpriv")
        prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all")
    (newsroom.folder / "stables.vault").chmod(0o400)
    before = (newsroom.folder / "stables.vault").read_bytes()

    listed = newsroom.run("vault", "list", "stables.vault", who="anna", prefix=prefix)
    assert listed.code == 0 and codename in listed.out, listed.err
    shown = newsroom.run("vault", "show", "stables.vault", codename, "--force", who="anna", prefix=prefix)
    assert (shown.code, shown.out) == (2, "")
    assert "read-only" in shown.line
    assert (newsroom.folder / "stables.vault").read_bytes() == before


def test_stdin_is_not_both_form_and_passphrase(stables: Newsroom) -> None:
    newsroom = stables
    argv = ("vault", "add", "stables.vault", "-", "--key", "anna.key", "--passphrase-fd", "0")
    done = newsroom.run(*argv, stdin=stables.form)
    assert (done.code, done.out) == (2, "")
    assert "both" in done.err


def test_a_bad_form_repeats_nothing_of_itself(stables: Newsroom) -> None:
    newsroom = stables
    for form in (
        newsroom.form + "\nMarijke = 1",
        newsroom.form.replace('"broad"', '"Marijke"'),
        newsroom.form.replace("]", "", 1),
        "Marijke",
    ):
        done = newsroom.run("vault", "add", "stables.vault", "-", who="anna", stdin=form)
        assert (done.code, done.out) == (2, "")
        assert not any(secret in done.err for secret in SECRETS)


def test_the_key_may_be_named_by_the_environment(stables: Newsroom) -> None:
    newsroom, codename = stables, stables.codename
    done = newsroom.run(
        *("vault", "list", "stables.vault", "--passphrase-fd", "0"),
        stdin=stables.passphrases["anna"],
        env={"BRONWACHT_KEY": "anna.key"},
    )
    assert (done.code, codename in done.out) == (0, True)


def test_a_record_cannot_rewrite_the_screen(stables: Newsroom) -> None:
    newsroom = stables
    codename = newsroom.add('name = "Piet\\u001b[2J Quist"')
    shown = newsroom.run("vault", "show", "stables.vault", codename, "--force", who="anna")
    assert "\x1b" not in shown.out
    assert "Quist" in shown.out


def test_nothing_of_a_source_is_left_lying_about(stables: Newsroom) -> None:
    newsroom, codename = stables, stables.codename
    newsroom.run("vault", "show", "stables.vault", codename, "--force", who="anna")
    for path in newsroom.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        # As words: a year's four digits stand in one hash of thirty by chance.
        assert not any(
            re.search(rb"(?<![0-9A-Za-z+/])%s(?![0-9A-Za-z+/])" % secret.encode(), content) or secret in path.name
            for secret in SECRETS
        )
        assert stables.passphrases["anna"].encode() not in content
    names = {path.name for path in newsroom.folder.iterdir()}
    assert names == {"anna.key", "anna.card", "bram.key", "bram.card", "stables.vault", "state"}


def test_help_lists_the_commands_and_starts_light(newsroom: Newsroom) -> None:
    done = newsroom.run("vault", "--help")
    assert done.code == 0
    for name in ("init", "add", "list", "show", "log", "form"):
        assert name in done.out
    code = (
        "import sys; from bronwacht.commands.vault import vault; from bronwacht.commands.keys import keys\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('spacy', 'presidio_analyzer', 'numpy')"
        " or m.startswith('bronwacht.redact')])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert loaded.stdout.strip() == "[]"


def test_a_second_vault_for_a_dossier_of_one_name_is_told(stables: Newsroom) -> None:
    alone = ("--single-editor-i-accept-the-risk",)
    second = stables.run("vault", "init", "second.vault", "--dossier", "STABLES", *alone, who="anna")
    assert second.code == 0 and "another vault for a dossier of that name" in second.err
    other = stables.run("vault", "init", "other.vault", "--dossier", "Harbour", *alone, who="anna")
    assert other.code == 0 and "another vault" not in other.err
    for kept in (stables.folder / "state" / "bronwacht").iterdir():
        assert b"stables" not in kept.read_bytes().lower()
