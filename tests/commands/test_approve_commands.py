from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Done, Newsroom

MOTIVE = "the lawyer asks for it"
SECRETS = ("Quist", "Ferrodok")


@pytest.fixture
def two(stables: Newsroom) -> Newsroom:
    """A newsroom with a source that takes both editors, whose codename it has."""
    done = stables.run(
        *("vault", "add", "stables.vault", "-", "--two-person"),
        who="anna",
        stdin='name = "Piet Quist"\nemployer = "Ferrodok"\n',
    )
    assert done.code == 0, done.err
    assert "any two of these open it together: Anna, Bram\n" in done.err
    stables.codename = done.out.strip()
    assert stables.run("vault", "list", "stables.vault", "--founder", stables.words["anna"], who="bram").code == 0
    return stables


def show(newsroom: Newsroom, who: str, motive: str = "", *more: str) -> Done:
    argv = ("vault", "show", "stables.vault", newsroom.codename, "--force", *more)
    return newsroom.run(*argv, *(("--motive-fd", "0") if motive else ()), who=who, stdin=motive)


def asked(newsroom: Newsroom) -> str:
    """The id of Anna's request."""
    done = show(newsroom, "anna", f"{MOTIVE}\n")
    assert (done.code, done.out) == (4, ""), done.err
    match = re.search(r"asked: request ([0-9a-f]{8});", done.line)
    assert match
    return match[1]


def test_the_whole_way(two: Newsroom) -> None:
    request = asked(two)
    waits = show(two, "anna")
    assert (waits.code, waits.out) == (4, "") and request in waits.line
    listed = two.run("vault", "approve", "stables.vault", who="bram")
    assert listed.code == 0
    cells = listed.out.rstrip("\n").split("\t")
    assert (cells[0], cells[1], cells[2], cells[4], cells[5]) == (request, "Anna", two.codename, "-", MOTIVE)
    done = two.run("vault", "approve", "stables.vault", request, "--yes", who="bram")
    assert (done.code, done.out) == (0, ""), done.err
    assert MOTIVE in done.err and "Anna can open" in done.err
    shown = show(two, "anna")
    assert shown.code == 0 and "Piet Quist" in shown.out
    once = show(two, "anna", f"{MOTIVE}\n")
    assert (once.code, once.out) == (4, "")
    log = two.run("vault", "log", "stables.vault", who="bram").out
    acts = [line.split("\t")[1:3] for line in log.splitlines()][-4:]
    assert acts == [["Anna", "requested"], ["Bram", "approved"], ["Anna", "read"], ["Anna", "requested"]]
    for quiet in (waits, listed, done, once):
        assert not any(secret in quiet.out + quiet.err for secret in SECRETS)


def test_a_file_goes_in_by_one_and_comes_out_by_two(two: Newsroom) -> None:
    where = ("stables.vault", two.codename)
    (two.folder / "chat.txt").write_text("Quist: ja")
    attached = two.run("vault", "attach", *where, "chat.txt", who="bram")
    assert attached.code == 0, attached.err
    id_ = attached.out.strip()
    listed = two.run("vault", "evidence", *where, "--force", who="anna")
    assert (listed.code, listed.out) == (0, f"{id_}\t-\t262144\t-\tsealed; it takes two editors\n")
    extract = ("vault", "extract", *where, id_, "-o")
    refused = two.run(*extract, "out.txt", who="anna")
    assert (refused.code, refused.out) == (2, "") and "--motive-fd" in refused.line
    asks = two.run(*extract, "out.txt", "--motive-fd", "0", who="anna", stdin=f"{MOTIVE}\n")
    match = re.search(r"asked: request ([0-9a-f]{8});", asks.line)
    assert asks.code == 4 and match
    assert two.run(*extract, "out.txt", who="anna").code == 4
    assert two.run("vault", "approve", "stables.vault", match[1], "--yes", who="bram").code == 0
    named = two.run("vault", "evidence", *where, "--force", who="anna")
    assert named.code == 0 and "chat.txt" in named.out
    assert two.run(*extract, "out.txt", who="anna").code == 0
    assert (two.folder / "out.txt").read_text() == "Quist: ja"
    assert "Piet Quist" in show(two, "anna").out
    assert two.run(*extract, "-", who="anna").out == "Quist: ja"
    for quiet in (attached, listed, refused, asks):
        assert not any(word in quiet.out + quiet.err for word in (*SECRETS, "chat.txt"))
    assert sorted(path.name for path in two.folder.glob("*.txt")) == ["chat.txt", "out.txt"]


def test_at_the_terminal_the_motive_is_asked_and_shown(two: Newsroom) -> None:
    show_argv = ("vault", "show", "stables.vault", two.codename, "--key", "anna.key")
    anna = ("Passphrase of anna.key: ", two.passphrases["anna"])
    bram = ("Passphrase of bram.key: ", two.passphrases["bram"])
    first = two.type(*show_argv, answers=[anna, ("Why? ", MOTIVE)])
    assert first.code == 4
    match = re.search(r"asked: request ([0-9a-f]{8});", first.err)
    assert match
    approve = ("vault", "approve", "stables.vault", match[1], "--key", "bram.key")
    no = two.type(*approve, answers=[bram, ("Type yes: ", "no")])
    assert no.code == 2 and MOTIVE in no.err
    assert two.type(*show_argv, answers=[anna]).code == 4
    yes = two.type(*approve, answers=[bram, ("Type yes: ", "ja")])
    assert yes.code == 0, yes.err
    shown = two.type(*show_argv, answers=[anna])
    assert shown.code == 0 and "Piet Quist" in shown.err


def test_the_motive_is_on_the_disk_before_the_name_is_on_the_screen(
    two: Newsroom, wanting: Callable[[str], None]
) -> None:
    if not shutil.which("strace"):
        wanting("strace")
    request = asked(two)
    assert two.run("vault", "approve", "stables.vault", request, "--yes", who="bram").code == 0
    traced = two.run(
        *("vault", "show", "stables.vault", two.codename, "--force"),
        who="anna",
        prefix=("strace", "-f", "-y", "-s", "300", "-e", "trace=fsync,fdatasync,write,unlink", "-o", "trace"),
    )
    assert traced.code == 0, traced.err
    lines = (two.folder / "trace").read_text(errors="replace").splitlines()
    shown = next(number for number, line in enumerate(lines) if "write(1<" in line and "Quist" in line)
    gone = [number for number, line in enumerate(lines) if "unlink(" in line and "stables.vault-journal" in line]
    folder = [number for number, line in enumerate(lines) if "sync(" in line and f"{two.folder}>" in line]
    assert gone[-1] < folder[-1] < shown
    assert not any("Quist" in line for line in lines[:shown])


def test_a_misuse_is_one_line_and_changes_nothing(two: Newsroom) -> None:
    request = asked(two)
    vault = (two.folder / "stables.vault").read_bytes()
    approve = ("vault", "approve", "stables.vault")
    for done, code, says in (
        (two.run(*approve, request, "--yes", who="anna"), 2, "your own request"),
        (two.run(*approve, "00000000", "--yes", who="bram"), 2, "no such request"),
        (two.run(*approve, request, who="bram"), 2, "--yes"),
        (show(two, "bram"), 2, "--motive-fd"),
        (show(two, "bram", "because\n"), 2, "say why"),
        (show(two, "bram", "x" * 500), 2, "too long"),
        (
            two.run("vault", "show", "stables.vault", two.codename, "--force", "--motive-fd", "1", who="bram"),
            2,
            "output",
        ),
        (two.run("vault", "show", "stables.vault", two.codename, who="bram"), 2, "--force"),
    ):
        assert (done.code, done.out) == (code, ""), done.err
        assert says in done.err
        assert not any(secret in done.err for secret in SECRETS)
    assert (two.folder / "stables.vault").read_bytes() == vault


def test_a_check_says_what_it_could_not_look_for(two: Newsroom) -> None:
    (two.folder / "draft.txt").write_text("Volgens Quist van Ferrodok was het druk.\n")
    check = ("check", "draft.txt", "--dossier", "stables.vault", "--lang", "nl")
    done = two.run(*check, who="anna")
    # Nothing was found, which is not the same as nothing being there.
    assert (done.code, done.out) == (4, "")
    assert "NOT looked for: 1 source only" in done.err and two.codename in done.err and "--two-person" in done.err
    assert two.run(*check, "--two-person", who="anna").code == 4
    request = asked(two)
    assert two.run("vault", "approve", "stables.vault", request, "--yes", who="bram").code == 0
    # An approval is used only where that is asked for.
    assert two.run(*check, who="anna").code == 4
    found = two.run(*check, "--two-person", who="anna")
    assert found.code == 1
    assert [line.split("\t") for line in found.out.splitlines()] == [
        ["1:9", "surname", two.codename],
        ["1:19", "employer", two.codename],
    ]
    assert "NOT looked for" not in found.err
    assert two.run(*check, "--two-person", who="anna").code == 4
    for quiet in (done, found):
        assert not any(secret in quiet.out + quiet.err for secret in SECRETS)
    log = two.run("vault", "log", "stables.vault", who="bram").out
    assert any(line.split("\t")[1:] == ["Anna", "read", two.codename, "Bram", MOTIVE] for line in log.splitlines())


def test_a_check_with_findings_and_without_a_look_says_both(two: Newsroom) -> None:
    (two.folder / "draft.txt").write_text("Volgens Marijke Jansen was het druk.\n")
    done = two.run("check", "draft.txt", "--dossier", "stables.vault", "--lang", "nl", who="anna")
    assert done.code == 1 and "name" in done.out and "NOT looked for" in done.err
    misuse = two.run("check", "draft.txt", "--two-person")
    assert misuse.code == 2 and "--dossier" in misuse.line
