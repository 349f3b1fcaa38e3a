from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault.keys import new_editor, write_key
from bronwacht.vault.secret import Secret

if TYPE_CHECKING:
    from .conftest import Done, Newsroom

QUICK = 4
HOLDERS = ("Carla", "Daan", "Els")


def words_of(sheet: str) -> str:
    """The 33 words of a printed sheet, as somebody would type them."""
    rows = [line for line in sheet.splitlines() if line[:2].strip().isdigit()]
    return " ".join(word for line in rows for word in line.split() if not word.isdigit())


def issued(newsroom: Newsroom, *more: str) -> tuple[Done, list[str]]:
    """Paper shares for all holders, any two of whom open: what the command said, and the sheets it printed."""
    papers = [option for name in HOLDERS for option in ("--paper", name)]
    done = newsroom.run(
        *("vault", "share", "issue", "stables.vault", "-k", "2", "-o", "shares", "--force", "--yes", *papers, *more),
        who="anna",
    )
    assert done.code == 0, done.err
    return done, done.out.split("\f")[:-1]


@pytest.fixture
def rescuer(stables: Newsroom) -> Newsroom:
    """A new key for somebody who is no editor yet, with Bram's passphrase."""
    write_key(stables.folder / "freek.key", new_editor("Freek"), Secret(stables.passphrases["bram"]), work_factor=QUICK)
    return stables


def recover(newsroom: Newsroom, shares: str, *more: str) -> Done:
    argv = ("vault", "recover", "stables.vault", "--shares-fd", "0", "--key", "freek.key", *more)
    return newsroom.run(*argv, passphrase=newsroom.passphrases["bram"], stdin=shares)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Neighbouring words: one word of a share may stand in a message by chance ("share" is one), two may not."""
    words = text.split()
    return set(pairwise(words))


def test_the_whole_way_with_every_editor_lost(rescuer: Newsroom) -> None:
    newsroom = rescuer
    done, sheets = issued(newsroom)
    assert len(sheets) == 3 and all("SHARE" in sheet for sheet in sheets)
    assert "any 2 of 3" in done.err
    (newsroom.folder / "anna.key").unlink()
    (newsroom.folder / "bram.key").unlink()
    mixed = f"{sheets[0]}\n{words_of(sheets[2])}\n"
    back = recover(newsroom, mixed, "--certificate", "shares/certificate.txt")
    assert (back.code, back.out) == (0, ""), back.err
    assert "Freek is an editor" in back.err and "1 source." in back.err
    shown = newsroom.run(
        *("vault", "show", "stables.vault", newsroom.codename, "--force", "--key", "freek.key"),
        passphrase=newsroom.passphrases["bram"],
    )
    assert shown.code == 0 and "Marijke Jansen" in shown.out


def test_words_alone_recover_without_a_certificate_but_with_the_founders_words(rescuer: Newsroom) -> None:
    _, sheets = issued(rescuer)
    lines = "\n".join(map(words_of, sheets[1:]))
    no = recover(rescuer, lines)
    assert (no.code, no.out) == (4, "") and "--certificate" in no.line and "--founder" in no.line
    assert recover(rescuer, lines, "--founder", rescuer.words["anna"]).code == 0


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_without_a_certificate_the_founder_is_asked_for_at_the_terminal(rescuer: Newsroom, answer: str) -> None:
    """The certificate may be lost with the editors: what was typed of the shares must not be for nothing."""
    _, sheets = issued(rescuer)
    before = (rescuer.folder / "stables.vault").read_bytes()
    done = rescuer.type(
        *("vault", "recover", "stables.vault", "--key", "freek.key"),
        answers=[
            ("Passphrase of freek.key: ", rescuer.passphrases["bram"]),
            ("Share 1, its 33 words", words_of(sheets[0])),
            ("Share 2 of 2", words_of(sheets[1])),
            ("Type yes: ", answer),
        ],
    )
    assert rescuer.words["anna"] in done.err
    assert done.code == (0 if answer == "yes" else 4), done.err
    assert ("Freek is an editor" in done.err) == (answer == "yes")
    assert ((rescuer.folder / "stables.vault").read_bytes() == before) == (answer == "no")


def test_a_bad_share_is_one_line_and_changes_nothing(rescuer: Newsroom) -> None:
    newsroom = rescuer
    _, old = issued(newsroom)
    (newsroom.folder / "shares").rename(newsroom.folder / "old")
    _, sheets = issued(newsroom)
    before = (newsroom.folder / "stables.vault").read_bytes()
    words = [words_of(sheet) for sheet in sheets]
    spoiled = words[1].split()
    spoiled[9] = "academic" if spoiled[9] != "academic" else "acid"
    cases = {
        "Daan's by its number, is spoiled": f"{words[0]}\n{' '.join(spoiled)}\n",
        "has 32 words, and a share has 33": f"{words[0]}\n{words[1].rpartition(' ')[0]}\n",
        "too few shares: 1 were given": f"{words[2]}\n",
        "the share of Els was given twice": f"{words[2]}\n{words[2]}\n",
        "was replaced": f"{words[0]}\n{old[1]}\n",
        "share 1 of those given is malformed, or is cut off": sheets[0][: len(sheets[0]) * 3 // 4],
        "has 3 words": "one two three\n",
    }
    for says, shares in cases.items():
        done = recover(newsroom, shares, "--certificate", "shares/certificate.txt")
        assert (done.code, done.out) == (4, ""), done.err
        assert says in done.line
        assert not _pairs(done.err) & _pairs(words[0])
    with_the_old = recover(newsroom, "\n".join(words[:2]), "--certificate", "old/certificate.txt")
    assert (with_the_old.code, "look at the date on the sheet, and take" in with_the_old.line) == (4, True)
    empty = recover(newsroom, "", "--certificate", "shares/certificate.txt")
    assert empty.code == 2
    wrong = recover(newsroom, "\n".join(words[:2]), "--certificate", "anna.card")
    assert wrong.code == 3
    assert (newsroom.folder / "stables.vault").read_bytes() == before


def test_a_share_is_typed_at_the_terminal_and_does_not_show(rescuer: Newsroom) -> None:
    newsroom = rescuer
    _, sheets = issued(newsroom)
    words = [words_of(sheet) for sheet in sheets]
    spoiled = " ".join(["acid", *words[1].split()[1:]])
    done = newsroom.type(
        *("vault", "recover", "stables.vault", "--certificate", "shares/certificate.txt", "--key", "freek.key"),
        answers=[
            ("Passphrase of freek.key: ", newsroom.passphrases["bram"]),
            ("Share 1 of 2", words[0]),
            ("Share 2 of 2", spoiled),
            ("Share 2 of 2", words[0]),
            ("Share 2 of 2", words[1]),
        ],
    )
    assert done.code == 0, done.err
    assert "Carla: sound" in done.err and "Carla: given already" in done.err and "Daan: sound" in done.err
    assert not _pairs(done.err) & _pairs(words[1])


def test_sealed_shares_open_with_their_holders_key(stables: Newsroom) -> None:
    newsroom = stables
    done = newsroom.run(
        *("vault", "share", "issue", "stables.vault", "-k", "2", "-o", "shares", "--holder", "bram.card"),
        *("--holder", "anna.card", "--fingerprint", newsroom.words["bram"], "--fingerprint", newsroom.words["anna"]),
        who="anna",
    )
    assert (done.code, done.out) == (0, ""), done.err
    names = sorted(path.name for path in (newsroom.folder / "shares").iterdir())
    assert names == ["certificate.txt", "share-1.age", "share-2.age"]
    assert all(path.stat().st_mode & 0o77 == 0 for path in (newsroom.folder / "shares").iterdir())
    opened = newsroom.run("vault", "share", "open", "shares/share-1.age", "--force", who="bram")
    assert opened.code == 0 and "holder  Bram" in opened.out
    other = newsroom.run("vault", "share", "open", "shares/share-1.age", "--force", who="anna")
    assert (other.code, other.out) == (4, "")
    hidden = newsroom.run("vault", "share", "open", "shares/share-1.age", who="bram")
    assert (hidden.code, hidden.out) == (2, "")
    assert newsroom.run("vault", "share", "open", "missing", "--force", who="bram").code == 3


def test_a_drill_goes_round(stables: Newsroom) -> None:
    newsroom = stables
    _, sheets = issued(newsroom)
    asked = newsroom.run("vault", "share", "drill", "stables.vault", who="anna")
    assert asked.code == 0 and "DRILL" in asked.out
    (newsroom.folder / "drill.txt").write_text(asked.out)
    for number, sheet in enumerate(sheets, start=1):
        answer = newsroom.run("vault", "share", "answer", "drill.txt", "--shares-fd", "0", stdin=words_of(sheet))
        assert answer.code == 0, answer.err
        assert not set(answer.out.split()) & set(words_of(sheet).split())
        (newsroom.folder / f"answer{number}").write_text(answer.out)
    done = newsroom.run("vault", "share", "drill", "stables.vault", "answer1", "answer3", who="anna")
    assert (done.code, done.out) == (0, "1\tCarla\thas the share\n3\tEls\thas the share\n")
    again = newsroom.run("vault", "share", "drill", "stables.vault", "answer1", who="anna")
    assert (again.code, again.out) == (3, "") and "Carla has answered" in again.line
    listed = newsroom.run("vault", "share", "list", "stables.vault", "--json", who="anna")
    holders = json.loads(listed.out)["holders"]
    assert [(holder["name"], bool(holder["drilled"])) for holder in holders] == [
        ("Carla", True),
        ("Daan", False),
        ("Els", True),
    ]
    plain = newsroom.run("vault", "share", "list", "stables.vault", who="anna")
    assert "2\tDaan\tnever\n" in plain.out
    certificate = newsroom.run("vault", "share", "certificate", "stables.vault", who="anna")
    assert "CERTIFICATE" in certificate.out
    log = newsroom.run("vault", "log", "stables.vault", who="anna").out
    assert log.count("\tdrilled") == 2


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["share", "issue", "stables.vault", "-k", "2", "-o", "s", "--paper", "A", "--paper", "B"], 2, "--force"),
        (["share", "issue", "stables.vault", "-k", "2", "-o", "anna.key"], 2, "exists already"),
        (
            ["share", "issue", "stables.vault", "-k", "3", "-o", "s", "--paper", "A", "--paper", "B", "--force"],
            4,
            "hold",
        ),
        (
            ["share", "issue", "stables.vault", "-k", "2", "-o", "s/t", "--paper", "A", "--paper", "B", "--force"],
            2,
            "t: its folder does not exist; make the folder first",
        ),
        (["share", "issue", "stables.vault", "-k", "2", "-o", "s", "--holder", "bram.card"], 4, "was not confirmed"),
        (["share", "list", "stables.vault"], 4, "no break-glass shares"),
        (["share", "drill", "stables.vault"], 4, "no break-glass shares"),
        (["share", "drill", "stables.vault", "missing"], 3, "cannot read the answer"),
        (["share", "certificate", "stables.vault"], 4, "no break-glass shares"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_misuse_is_one_line_and_writes_nothing(stables: Newsroom, argv: list[str], code: int, says: str) -> None:
    before = {path: path.read_bytes() for path in stables.folder.rglob("*") if path.is_file()}
    done = stables.run("vault", *argv, who="anna")
    assert (done.code, done.out) == (code, ""), done.err
    assert says in done.err and "Traceback" not in done.err
    after = {path: path.read_bytes() for path in stables.folder.rglob("*") if path.is_file()}
    state = stables.folder / "state"
    assert {p: b for p, b in after.items() if state not in p.parents} == {
        p: b for p, b in before.items() if state not in p.parents
    }
    assert not (stables.folder / "s").exists()


def test_whoever_issued_the_shares_and_was_taken_out_still_counts(stables: Newsroom) -> None:
    """They could have kept all of them, and be an editor again by themself."""
    argv = ("vault", "share", "issue", "stables.vault", "-k", "2", "--paper", "Els", "--paper", "Finn", "--force", "-o")
    founder = ("--founder", stables.words["anna"])
    assert stables.run(*argv, "one", *founder, who="bram").code == 0
    alone = ("--single-editor-i-accept-the-risk", "--yes")
    revoked = stables.run("vault", "revoke", "stables.vault", "Bram", *alone, who="anna")
    assert revoked.code == 0
    for told in (revoked, stables.run("vault", "list", "stables.vault", who="anna")):
        assert "Bram, who was taken out, issued the break-glass shares" in told.err
    assert stables.run(*argv, "two", "--yes", who="anna").code == 0
    assert "break-glass" not in stables.run("vault", "list", "stables.vault", who="anna").err


def test_shares_in_force_are_not_replaced_unasked(stables: Newsroom) -> None:
    """They lie in safes, and whoever only tries the command would make them worthless."""
    issued(stables)
    before = (stables.folder / "stables.vault").read_bytes()
    argv = ("vault", "share", "issue", "stables.vault", "-k", "2", "--paper", "Els", "--paper", "Finn", "-o", "new")
    scripted = stables.run(*argv, "--force", who="anna")
    assert (scripted.code, scripted.out) == (2, "") and "--yes" in scripted.line
    unlocked = ("Passphrase of anna.key: ", stables.passphrases["anna"])
    no = stables.type(*argv, "--key", "anna.key", answers=[unlocked, ("Replace them? Type yes: ", "no")])
    assert no.code == 2 and "any 2 of Carla, Daan, Els." in no.err and "BREAK-GLASS" not in no.err
    assert (stables.folder / "stables.vault").read_bytes() == before
    assert not (stables.folder / "new").exists()
    yes = stables.type(*argv, "--key", "anna.key", answers=[unlocked, ("Replace them? Type yes: ", "yes")])
    assert yes.code == 0 and "shares issued: any 2 of 2" in yes.err, yes.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_shares_that_cannot_be_printed_do_not_count(stables: Newsroom) -> None:
    """Those in force would be replaced by some that nobody has."""
    before = (stables.folder / "stables.vault").read_bytes()
    argv = ("vault", "share", "issue", "stables.vault", "-k", "2", "--paper", "Els", "--paper", "Finn", "-o", "shares")
    full = ("sh", "-c", 'exec "$@" >/dev/full', "sh")
    done = stables.run(*argv, "--force", who="anna", prefix=full)
    assert done.code == 2
    assert "no shares were issued" in done.line
    assert not (stables.folder / "shares").exists()
    assert (stables.folder / "stables.vault").read_bytes() == before


def test_shares_that_count_are_kept_where_this_machine_cannot_remember_it(rescuer: Newsroom) -> None:
    """Those before them open nothing any more: without the files nobody would have any that do."""
    newsroom = rescuer
    issued(newsroom)
    assert newsroom.run("vault", "list", "stables.vault", who="anna").code == 0
    unwritable = newsroom.folder / "state" / "bronwacht" / ".part"
    unwritable.mkdir()
    papers = ("--paper", "Els", "--paper", "Finn", "--force", "--yes")
    done = newsroom.run("vault", "share", "issue", "stables.vault", "-k", "2", "-o", "new", *papers, who="anna")
    unwritable.rmdir()
    assert done.code == 3 and "the vault was written all the same" in done.err
    assert "the files in new stay" in done.err
    certificate = newsroom.folder / "new" / "certificate.txt"
    words = "\n".join(map(words_of, done.out.split("\f")[:-1]))
    recovered = recover(newsroom, words, "--certificate", str(certificate))
    assert recovered.code == 0, recovered.err


def test_a_drill_cannot_be_answered_with_what_is_no_share(stables: Newsroom) -> None:
    _, sheets = issued(stables)
    asked = stables.run("vault", "share", "drill", "stables.vault", who="anna")
    (stables.folder / "drill.txt").write_text(asked.out)
    os.mkfifo(stables.folder / "pipe")
    answer = ("vault", "share", "answer")
    for argv, stdin, code in (
        (("drill.txt", "--shares-fd", "0"), "one two\n", 4),
        (("drill.txt", "--shares-fd", "0"), "\n".join(map(words_of, sheets)), 4),
        (("drill.txt", "--shares-fd", "1"), "", 2),
        (("drill.txt", "--shares-fd", "99"), "", 2),
        (("missing", "--shares-fd", "0"), words_of(sheets[0]), 3),
        (("-", "--shares-fd", "0"), words_of(sheets[0]), 2),
        (("pipe", "--shares-fd", "0"), words_of(sheets[0]), 3),
        (("drill.txt",), "", 2),
        (("anna.card",), "", 3),  # no drill: said before anybody is asked for 33 words
    ):
        done = stables.run(*answer, *argv, stdin=stdin, prefix=("timeout", "30"))
        assert (done.code, done.out) == (code, ""), done.err


def test_after_a_shredding_the_shares_are_asked_for_anew(stables: Newsroom) -> None:
    issued(stables)
    shredded = stables.run("vault", "shred", "stables.vault", stables.codename, "--yes", who="anna")
    assert shredded.code == 0
    assert "keys of Anna, Bram;" in shredded.err and "`bronwacht vault share issue`" in shredded.err
    (stables.folder / "shares").rename(stables.folder / "old")
    issued(stables)
    assert "share issue" not in stables.run("vault", "list", "stables.vault", who="anna").err
