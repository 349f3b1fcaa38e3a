"""Letting editors in and taking them out, forgetting sources, deposits, and checkpoints, through the real program."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault.keys import EditorKey, new_editor, write_key
from bronwacht.vault.secret import Secret

from .. import warm

if TYPE_CHECKING:
    from .conftest import Done, Newsroom

QUICK = 4
PASSPHRASE = "nieuwe sleutel zomer vlinder fiets hooi"


def make_key(newsroom: Newsroom, name: str, called: str = "") -> EditorKey:
    key = new_editor(called or name.capitalize())
    write_key(newsroom.folder / f"{name}.key", key, Secret(PASSPHRASE), work_factor=QUICK)
    (newsroom.folder / f"{name}.card").write_text(key.card.to_text())
    return key


def as_carla(newsroom: Newsroom, *argv: str) -> Done:
    return newsroom.run(*argv, "--key", "carla.key", passphrase=PASSPHRASE)


def in_file(newsroom: Newsroom, who: str) -> Path:
    """The passphrase of ``who``'s present key, for a second descriptor."""
    path = newsroom.folder / f"{who}.passphrase"
    path.write_text(PASSPHRASE + "\n")
    return path


def test_an_editor_comes_and_goes(stables: Newsroom) -> None:
    carla = make_key(stables, "carla")
    unconfirmed = stables.run("vault", "grant", "stables.vault", "carla.card", who="anna")
    assert (unconfirmed.code, unconfirmed.out) == (4, "")
    words = carla.card.fingerprint.words
    granted = stables.run("vault", "grant", "stables.vault", "carla.card", "--fingerprint", words, who="anna")
    assert granted.code == 0 and stables.words["anna"] in granted.err, granted.err
    listed = stables.run("vault", "editors", "stables.vault", who="anna")
    rows = [line.split("\t") for line in listed.out.splitlines()]
    assert [row[0] for row in rows] == ["Anna", "Bram", "Carla"]
    today = datetime.datetime.now(datetime.UTC).date()
    assert (rows[2][1], rows[2][3:]) == (carla.card.fingerprint.hex, ["Anna", words])
    assert 0 <= (today - datetime.date.fromisoformat(rows[2][2])).days <= 1
    founder = ("--founder", stables.words["anna"])
    shown = as_carla(stables, "vault", "show", "stables.vault", stables.codename, "--force", *founder)
    assert "Marijke Jansen" in shown.out
    second = stables.add('name = "Piet Quist"')
    revoked = stables.run("vault", "revoke", "stables.vault", "Carla", "--yes", who="anna")
    assert revoked.code == 0, revoked.err
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in revoked.out.splitlines()}
    assert rows == {stables.codename: ["with their key", "read"], second: ["with their key"]}
    refused = as_carla(stables, "vault", "list", "stables.vault")
    assert (refused.code, refused.out) == (4, "")
    assert "no longer" in refused.line
    logged = stables.run("vault", "log", "stables.vault", who="anna").out.splitlines()
    assert [line.split("\t")[2:] for line in logged if "\trevoked" in line] == [["revoked", "", "Carla"]]
    assert stables.run("vault", "revoke", "stables.vault", "--resume", who="anna").code == 0


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["revoke", "stables.vault", "Bram"], 2, "fewer than two"),
        (["revoke", "stables.vault", "Anna"], 2, "nobody takes out themself"),
        (["revoke", "stables.vault", "Nobody"], 2, "no editor of this dossier"),
        (["revoke", "stables.vault"], 2, "--resume"),
        (["grant", "stables.vault", "bram.card", "--fingerprint", "WORDS"], 2, "already"),
        (["grant", "stables.vault", "missing"], 3, "cannot read the card"),
        (["rotate", "stables.vault"], 2, "--new-key"),
        (["shred", "stables.vault", "Nobody", "--yes"], 2, "no source"),
        (["shred", "stables.vault", "CODENAME"], 2, "--yes"),
        (["verify", "stables.vault", "--against", "missing"], 3, "cannot read the checkpoint"),
        (["verify", "stables.vault", "--against", "anna.card"], 3, "the checkpoint is damaged"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_misuse_is_one_line_and_changes_nothing(stables: Newsroom, argv: list[str], code: int, says: str) -> None:
    before = (stables.folder / "stables.vault").read_bytes()
    words = {"WORDS": stables.words["bram"], "CODENAME": stables.codename}
    done = stables.run("vault", *(words.get(word, word) for word in argv), who="anna")
    assert (done.code, done.out) == (code, ""), done.err
    assert says in done.line
    assert (stables.folder / "stables.vault").read_bytes() == before


def test_a_shredding_and_the_ratchet_that_completes_it(stables: Newsroom) -> None:
    shutil.copy(stables.folder / "stables.vault", stables.folder / "backup")
    done = stables.run("vault", "ratchet", "stables.vault", who="anna")
    assert (done.code, done.out) == (0, "")
    shredded = stables.run("vault", "shred", "stables.vault", stables.codename, "--yes", who="anna")
    assert shredded.code == 0 and "not complete" in shredded.err and "Anna, Bram" in shredded.err
    assert "not complete" in stables.run("vault", "list", "stables.vault", who="anna").err
    for who, left in (("anna", ["Bram"]), ("bram", [])):
        make_key(stables, f"{who}2")
        first = ["--founder", stables.words["anna"]] if who == "bram" else []
        with in_file(stables, who).open("rb") as passphrase:
            descriptor = passphrase.fileno()
            ratcheted = run_with(
                stables,
                descriptor,
                *("vault", "ratchet", "stables.vault", "--new-key", f"{who}2.key", "--destroy-old", *first),
                *("--new-passphrase-fd", str(descriptor)),
                who=who,
            )
        assert (ratcheted.code, ratcheted.out.split()) == (1 if left else 0, left), ratcheted.err
        assert not (stables.folder / f"{who}.key").exists()
    assert "complete" in ratcheted.err
    old = stables.run("vault", "list", "backup", "--key", "bram2.key", passphrase=PASSPHRASE)
    assert (old.code, old.out) == (4, "")
    asked = stables.run("vault", "ratchet", "stables.vault", "--ask", "--key", "bram2.key", passphrase=PASSPHRASE)
    assert (asked.code, asked.out.split()) == (1, ["Anna2", "Bram2"])


def test_an_old_key_that_another_vault_needs_is_not_destroyed(stables: Newsroom) -> None:
    """At eleven at night, the second vault is forgotten: its sources would be lost with the key."""
    alone = ("--dossier", "Other", "--single-editor-i-accept-the-risk")
    assert stables.run("vault", "init", "other.vault", *alone, who="anna").code == 0
    make_key(stables, "anna2")

    def ratchet(vault: str) -> Done:
        with in_file(stables, "anna").open("rb") as passphrase:
            new = ("--new-key", "anna2.key", "--new-passphrase-fd", str(passphrase.fileno()), "--destroy-old")
            return run_with(stables, passphrase.fileno(), "vault", "rotate", vault, *new, who="anna")

    before = (stables.folder / "stables.vault").read_bytes()
    refused = ratchet("stables.vault")
    assert (refused.code, refused.out) == (2, "")
    assert "1 other vault" in refused.line
    assert (stables.folder / "anna.key").exists()
    assert (stables.folder / "stables.vault").read_bytes() == before
    with in_file(stables, "anna").open("rb") as passphrase:
        new = ("--new-key", "anna2.key", "--new-passphrase-fd", str(passphrase.fileno()))
        kept = run_with(stables, passphrase.fileno(), "vault", "rotate", "other.vault", *new, who="anna")
    assert kept.code == 0, kept.err
    done = ratchet("stables.vault")
    assert done.code == 0, done.err
    assert not (stables.folder / "anna.key").exists()


def test_nobody_is_taken_out_unasked(stables: Newsroom) -> None:
    make_key(stables, "carla")
    words = stables.words["bram"]
    argv = ("vault", "revoke", "stables.vault", "Bram")
    alone = ("--single-editor-i-accept-the-risk",)
    before = (stables.folder / "stables.vault").read_bytes()
    scripted = stables.run(*argv, *alone, who="anna")
    assert (scripted.code, scripted.out) == (2, "") and "--yes" in scripted.line
    unlocked = ("Passphrase of anna.key: ", stables.passphrases["anna"])
    no = stables.type(*argv, *alone, "--key", "anna.key", answers=[unlocked, ("take them out: ", "yes")])
    assert no.code == 2 and "nobody was taken out" in no.err
    assert words in no.err and "never comes back" in no.err
    assert (stables.folder / "stables.vault").read_bytes() == before
    few = stables.type(*argv, "--key", "anna.key", answers=[unlocked])  # what is refused anyhow is not asked
    assert few.code == 2 and "fewer than two" in few.err and "take them out" not in few.err
    yes = stables.type(*argv, *alone, "--key", "anna.key", answers=[unlocked, ("take them out: ", "bram")])
    assert yes.code == 0, yes.err


def test_a_leaver_who_holds_a_share_is_named(stables: Newsroom) -> None:
    issue = ("vault", "share", "issue", "stables.vault", "-k", "2", "--paper", "bram", "--paper", "Els", "--force")
    assert stables.run(*issue, "-o", "shares", who="anna").code == 0
    alone = ("--single-editor-i-accept-the-risk", "--yes")
    revoked = stables.run("vault", "revoke", "stables.vault", "Bram", *alone, who="anna")
    assert revoked.code == 0, revoked.err
    assert "bram holds break-glass share 1, of which any 2 open the vault" in revoked.err
    assert "Els holds" not in revoked.err


def test_what_no_two_could_open_any_more_is_told_first(stables: Newsroom) -> None:
    """Anna and Bram have halves, Carla came since: without Bram, only break-glass opens it."""
    issue = ("vault", "share", "issue", "stables.vault", "-k", "2", "--paper", "Dirk", "--paper", "Els", "--force")
    assert stables.run(*issue, "-o", "shares", who="anna").code == 0
    for_two = stables.run("vault", "add", "stables.vault", "-", "--two-person", who="anna", stdin='name = "Piet Quist"')
    codename = for_two.out.strip()
    words = make_key(stables, "carla").card.fingerprint.words
    grant = ("vault", "grant", "stables.vault", "carla.card", "--fingerprint", words)
    assert stables.run(*grant, who="anna").code == 0
    unasked = stables.run("vault", "revoke", "stables.vault", "Bram", who="anna")
    assert unasked.code == 2 and f"which only break-glass shares open then: {codename}." in unasked.err
    revoked = stables.run("vault", "revoke", "stables.vault", "Bram", "--yes", who="anna")
    assert revoked.code == 0 and f"open then: {codename}." in revoked.err, revoked.err
    assert "records that still need another key" not in revoked.err  # no further write could give it one
    asked = stables.run("vault", "show", "stables.vault", codename, "--force", who="anna")
    assert asked.code == 4 and "vault recover" in asked.err and "--motive-fd" not in asked.err


def test_whose_turn_it_is_comes_with_what_to_do(stables: Newsroom) -> None:
    asked = stables.run("vault", "ratchet", "stables.vault", "--ask", who="anna")
    assert (asked.code, asked.out) == (1, "Anna\nBram\n")
    for told in (asked, stables.run("vault", "ratchet", "stables.vault", who="anna")):
        assert "`bronwacht vault ratchet VAULT --new-key FILE --destroy-old`" in told.line


@pytest.fixture
def wrong_clock(tmp_path: Path, stables: Newsroom) -> dict[str, str]:
    """An environment in which it is a year later, by every clock."""
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "sitecustomize.py").write_text(
        "import datetime\n"
        "class Time(datetime.datetime):\n"
        "    @classmethod\n"
        "    def now(cls, tz=None):\n"
        "        return super().now(tz) + datetime.timedelta(days=365)\n"
        "datetime.datetime = Time\n"
    )
    paths = [str(tmp_path / "wrong"), *filter(None, [stables.environment.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}


def test_a_clock_that_was_wrong_is_told(stables: Newsroom, wrong_clock: dict[str, str]) -> None:
    show = ("vault", "show", "stables.vault", stables.codename, "--force")
    listed = stables.run("vault", "list", "stables.vault", who="anna")
    assert listed.err == ""
    assert stables.run(*show, who="anna", env=wrong_clock).err == ""  # nobody can tell yet
    told = stables.run("vault", "list", "stables.vault", who="anna")
    assert "this clock is wrong, or that of whoever did it was" in told.line
    assert told.out == listed.out
    assert stables.run(*show, who="anna").code == 0
    assert stables.run("vault", "list", "stables.vault", who="anna").err == ""  # the last act is of now
    log = stables.run("vault", "log", "stables.vault", who="anna")
    assert log.line.startswith("the log goes from ") and "(Anna)" in log.line
    assert len(log.out.splitlines()) == 4


def test_every_other_editor_is_told_once_who_was_let_in(stables: Newsroom) -> None:
    bram = ("--founder", stables.words["anna"])
    assert stables.run("vault", "list", "stables.vault", *bram, who="bram").code == 0
    carla = make_key(stables, "carla")
    words = carla.card.fingerprint.words
    granted = stables.run("vault", "grant", "stables.vault", "carla.card", "--fingerprint", words, who="anna")
    assert granted.code == 0
    assert "new since" not in stables.run("vault", "list", "stables.vault", who="anna").err
    told = stables.run("vault", "list", "stables.vault", who="bram")
    assert told.line.startswith("new since you were last here: the key of Carla, let in by Anna;")
    assert words in told.line
    assert stables.run("vault", "list", "stables.vault", who="bram").err == ""
    assert "new since" not in as_carla(stables, "vault", "list", "stables.vault", *bram).err


def test_whom_a_leaver_let_in_is_told_when_they_are_taken_out(stables: Newsroom) -> None:
    carla = make_key(stables, "carla")
    words = carla.card.fingerprint.words
    founder = ("--founder", stables.words["anna"])
    grant = ("vault", "grant", "stables.vault", "carla.card", "--fingerprint", words, *founder)
    assert stables.run(*grant, who="bram").code == 0
    revoked = stables.run("vault", "revoke", "stables.vault", "Bram", "--yes", who="anna")
    assert revoked.code == 0, revoked.err
    assert f"Carla, who is an editor still, was let in by Bram; the words of their key: {words}." in revoked.err
    assert "Anna, who is" not in revoked.err


def test_a_key_that_follows_its_owners_last_is_no_newcomer(stables: Newsroom) -> None:
    assert stables.run("vault", "list", "stables.vault", "--founder", stables.words["anna"], who="bram").code == 0
    make_key(stables, "anna2", "Anna")
    with in_file(stables, "anna").open("rb") as passphrase:
        new = ("--new-key", "anna2.key", "--new-passphrase-fd", str(passphrase.fileno()))
        assert run_with(stables, passphrase.fileno(), "vault", "rotate", "stables.vault", *new, who="anna").code == 0
    assert stables.run("vault", "list", "stables.vault", who="bram").err == ""


def test_a_ratchet_is_not_complete_while_a_source_for_two_has_its_old_key(stables: Newsroom) -> None:
    for_two = stables.run(
        "vault", "add", "stables.vault", "-", "--two-person", who="anna", stdin='name = "Piet Quist"\n'
    )
    codename = for_two.out.strip()
    assert stables.run("vault", "shred", "stables.vault", stables.codename, "--yes", who="anna").code == 0
    for who in ("anna", "bram"):
        make_key(stables, f"{who}2")
        first = ["--founder", stables.words["anna"]] if who == "bram" else []
        with in_file(stables, who).open("rb") as passphrase:
            argv = ("vault", "ratchet", "stables.vault", "--new-key", f"{who}2.key", *first, "--new-passphrase-fd")
            done = run_with(stables, passphrase.fileno(), *argv, str(passphrase.fileno()), who=who)
        assert done.code == 1
    assert (
        done.out == ""
        and f"only when they are next opened; until then old copies of them open with their old key: {codename}"
        in done.err
    )

    def run(who: str, *argv: str, stdin: str = "") -> Done:
        return stables.run("vault", *argv, "--key", f"{who}2.key", passphrase=PASSPHRASE, stdin=stdin)

    show = ("show", "stables.vault", codename, "--force")
    asked = run("anna", *show, "--motive-fd", "0", stdin="so that it gets another key\n")
    assert asked.code == 4
    request = asked.err.partition("request ")[2][:8]
    assert run("bram", "approve", "stables.vault", request, "--yes").code == 0
    assert run("anna", *show).code == 0
    complete = run("bram", "ratchet", "stables.vault")
    assert (complete.code, complete.out) == (0, "") and "complete" in complete.err


def run_with(newsroom: Newsroom, descriptor: int, *argv: str, who: str) -> Done:
    """Run with a second descriptor that the program inherits."""
    from .conftest import Done

    reader, writer = os.pipe()
    os.write(writer, newsroom.passphrases[who].encode() + b"\n")
    os.close(writer)
    done = warm.run(
        [*argv, "--key", f"{who}.key", "--passphrase-fd", str(reader)],
        text=True,
        cwd=newsroom.folder,
        env=newsroom.environment,
        pass_fds=[reader, descriptor],
        alone=True,
    )
    os.close(reader)
    return Done(done.returncode, done.stdout, done.stderr)


def test_what_is_past_its_date_is_listed_then_forgotten(stables: Newsroom) -> None:
    codename = stables.add('name = "Piet Quist"\nretain_until = 2020-01-01')
    listed = stables.run("vault", "expire", "stables.vault", who="anna")
    assert (listed.code, listed.out) == (1, f"{codename}\t2020-01-01\n")
    gone = stables.run("vault", "expire", "stables.vault", "--shred", "--yes", who="anna")
    assert (gone.code, gone.out) == (0, f"{codename}\t2020-01-01\n"), gone.err
    none = stables.run("vault", "expire", "stables.vault", who="anna")
    assert (none.code, none.out) == (0, "") and "no source is past its date" in none.err
    assert codename not in stables.run("vault", "list", "stables.vault", who="anna").out


@pytest.fixture
def ahead(stables: Newsroom, tmp_path: Path) -> dict[str, str]:
    """An environment in which the day is ten years later."""
    (tmp_path / "ahead").mkdir()
    (tmp_path / "ahead" / "sitecustomize.py").write_text(
        "import datetime\n"
        "real = datetime.datetime\n"
        "class Date(datetime.date):\n"
        "    today = classmethod(lambda _: real.now().date() + datetime.timedelta(days=3653))\n"
        "datetime.date = Date\n"
    )
    paths = [str(tmp_path / "ahead"), *filter(None, [stables.environment.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}


def test_a_clock_that_runs_ahead_does_not_have_sources_forgotten(stables: Newsroom, ahead: dict[str, str]) -> None:
    argv = ("vault", "expire", "stables.vault", "--shred")
    refused = stables.run(*argv, "--yes", who="anna", env=ahead)
    assert (refused.code, refused.out) == (2, "")
    assert "nothing was done in the vault since" in refused.line
    listed = stables.run("vault", "expire", "stables.vault", who="anna", env=ahead)
    assert (listed.code, listed.out) == (1, f"{stables.codename}\t2035-01-01\n")
    today = datetime.datetime.now().date()  # as the program has it
    wrong = stables.run(*argv, "--yes", "--today", today.isoformat(), who="anna", env=ahead)
    assert (wrong.code, wrong.out) == (2, "")
    sure = (today + datetime.timedelta(days=3653)).isoformat()
    done = stables.run(*argv, "--yes", "--today", sure, who="anna", env=ahead)
    assert (done.code, done.out) == (0, f"{stables.codename}\t2035-01-01\n"), done.err


def test_a_shredding_is_confirmed_at_the_terminal(stables: Newsroom) -> None:
    argv = ("vault", "shred", "stables.vault", stables.codename, "--key", "anna.key")
    asked = ("Passphrase of anna.key: ", stables.passphrases["anna"])
    no = stables.type(*argv, answers=[asked, ("for good: ", "no")])
    assert no.code == 2 and "nothing was forgotten" in no.err
    assert stables.codename in stables.run("vault", "list", "stables.vault", who="anna").out
    yes = stables.type(*argv, answers=[asked, ("for good: ", stables.codename)])
    assert yes.code == 0, yes.err


def test_a_reporter_deposits_and_reads_nothing(stables: Newsroom) -> None:
    card = stables.run("vault", "inbox", "stables.vault", who="bram", passphrase=None)
    assert card.code == 4  # Bram's machine has not seen it yet
    card = stables.run("vault", "inbox", "stables.vault", who="anna")
    words = card.err.split("in words")[1].strip()
    (stables.folder / "stables.inbox").write_text(card.out)
    deposit = ("vault", "add", "stables.vault", "-", "--deposit", "stables.inbox", "--by", "Rik")
    refused = stables.run(*deposit, "--fingerprint", stables.words["anna"], stdin='name = "Piet Quist"')
    assert (refused.code, refused.out) == (4, "")
    done = stables.run(*deposit, "--fingerprint", words, stdin='name = "Piet Quist"')
    assert done.code == 0, done.err
    codename = done.out.strip()
    assert "Quist" not in done.out + done.err
    listed = stables.run("vault", "list", "stables.vault", who="anna")
    assert codename in listed.out
    assert f"taken in: {codename}, deposited by Rik" in listed.err
    assert "Piet Quist" in stables.run("vault", "show", "stables.vault", codename, "--force", who="anna").out
    misuse = stables.run("vault", "add", "stables.vault", "-", "--by", "Rik", stdin='name = "x"')
    assert misuse.code == 2


def test_a_reporter_compares_the_words_of_the_card_before_a_name_is_typed(stables: Newsroom) -> None:
    """Nobody answers twelve questions to be refused, nor is sent for the words of an editor's own key."""
    card = stables.run("vault", "inbox", "stables.vault", who="anna")
    (stables.folder / "stables.inbox").write_text(card.out)
    argv = ("vault", "add", "stables.vault", "--deposit", "stables.inbox")
    no = stables.type(*argv, answers=[("Type yes: ", "no")])
    assert no.code == 4 and "Full name" not in no.err
    assert card.err.split("in words")[1].strip() in no.err
    assert "deposit card (`bronwacht vault inbox`)" in no.err and "keys show" not in no.err


def test_a_checkpoint_is_printed_and_compared(stables: Newsroom) -> None:
    printed = stables.run("vault", "log", "stables.vault", "--checkpoint", who="anna")
    assert printed.code == 0
    assert printed.out.startswith("bronwacht/vault/")
    (stables.folder / "point").write_text(printed.out)
    stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna")
    verified = stables.run("vault", "verify", "stables.vault", "--against", "point", who="anna")
    assert verified.code == 0, verified.err
    assert "same past as the checkpoint of 2 acts" in verified.err
    assert verified.out.startswith("records\t1\nacts\t3\ncheckpoint\t")
    (stables.folder / "point").write_text(printed.out.replace("\n2\n", "\n9\n", 1))
    forged = stables.run("vault", "verify", "stables.vault", "--against", "point", who="anna")
    assert (forged.code, forged.out) == (3, "")
