"""In which order things reach the disk and the screen, as the system sees it: strace of the real program."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from bronwacht.late import UNFINISHED

if TYPE_CHECKING:
    from .conftest import Done, Newsroom

CALLS = "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat"
SECRETS = ("Marijke", "Jansen", "brief van haar")


@pytest.fixture
def traced(stables: Newsroom, wanting: Callable[[str], None]) -> Callable[..., tuple[Done, list[str]]]:
    """Run the program under strace: what it did, and its calls in order."""
    if not shutil.which("strace"):
        wanting("strace")

    def run(*argv: str, **how: str) -> tuple[Done, list[str]]:
        prefix = ("strace", "-f", "-y", "-s", "300", "-e", CALLS, "-o", "trace")
        done = stables.run(*argv, prefix=prefix, **how)  # type: ignore[arg-type]
        assert done.code == 0, done.err
        return done, (stables.folder / "trace").read_text(errors="replace").splitlines()

    return run


def first(lines: list[str], pattern: str, after: int = -1) -> int:
    """The first call after another one that looks so."""
    return next(n for n, line in enumerate(lines) if n > after and re.search(pattern, line))


def last(lines: list[str], pattern: str) -> int:
    return max(n for n, line in enumerate(lines) if re.search(pattern, line))


def in_order(lines: list[str], *patterns: str) -> None:
    """Each pattern's call comes after the one before it."""
    at = -1
    for pattern in patterns:
        at = first(lines, pattern, at)


def test_what_is_remembered_is_written_flushed_renamed_and_its_folder_flushed(
    stables: Newsroom, traced: Callable[..., tuple[Done, list[str]]]
) -> None:
    _, lines = traced("vault", "show", "stables.vault", stables.codename, "--force", who="anna")
    folder = re.escape(str(stables.folder / "state" / "bronwacht"))
    in_order(
        lines,
        rf"write\(.*{folder}/\.part>",
        rf"sync\(.*{folder}/\.part>",
        r"rename.*\.part.*\.json",
        rf"sync\(.*{folder}>",
    )
    # Nothing is written to the file under its own name, and nothing after its flush under the other.
    assert not any(re.search(rf"write\(.*{folder}/[0-9a-f]+\.json>", line) for line in lines)
    renames = [n for n, line in enumerate(lines) if re.search(r"rename", line)]
    for renamed in renames:
        written = max(n for n in range(renamed) if re.search(rf"write\(.*{folder}/\.part>", lines[n]))
        assert any(re.search(rf"sync\(.*{folder}/\.part>", lines[n]) for n in range(written, renamed))


@pytest.mark.parametrize("argv", [("vault", "add", "stables.vault", "-"), ("keys", "show", "anna.key")])
def test_no_form_and_no_passphrase_is_read_before_core_dumps_are_off(
    stables: Newsroom, wanting: Callable[[str], None], argv: tuple[str, ...]
) -> None:
    if not shutil.which("strace"):
        wanting("strace")
    prefix = ("strace", "-f", "-y", "-e", "trace=read,prctl,setrlimit,prlimit64", "-o", "trace")
    form = stables.form.replace("Jansen", "Pietersen")
    how = {"stdin": form, "who": "anna"} if argv[0] == "vault" else {"passphrase": stables.passphrases["anna"]}
    assert stables.run(*argv, prefix=prefix, **how).code == 0  # type: ignore[arg-type]
    lines = (stables.folder / "trace").read_text(errors="replace").splitlines()
    off = (
        first(lines, r"RLIMIT_CORE, (\{rlim_cur=0|.*\{rlim_cur=0)"),
        first(lines, "prctl\\(PR_SET_DUMPABLE, SUID_DUMP_DISABLE"),
    )
    assert max(off) < first(lines, r"read\(\d+<pipe:")


@pytest.mark.parametrize(
    ("argv", "made"),
    [
        (("keys", "new", "--name", "Carla", "-o", "carla.key"), "carla.key"),
        (("vault", "init", "other", "--dossier", "D", "--single-editor-i-accept-the-risk"), "other"),
        (("vault", "backup", "stables.vault", "copy"), "copy"),
        (("vault", "extract", "stables.vault", "CODENAME", "ID", "-o", "out"), "out"),
    ],
)
def test_a_new_file_is_written_and_flushed_before_it_has_its_name(
    stables: Newsroom, traced: Callable[..., tuple[Done, list[str]]], argv: tuple[str, ...], made: str
) -> None:
    """And its folder is flushed after. It is linked, not renamed: that fails where the name is taken.

    Plaintext has no name at all until then, where the file system knows such files.
    """
    (stables.folder / "brief").write_text("brief van haar")
    id_ = stables.run("vault", "attach", "stables.vault", stables.codename, "brief", who="anna").out.strip()
    words = {"CODENAME": stables.codename, "ID": id_}
    how = {"passphrase": stables.passphrases["anna"]} if argv[0] == "keys" else {"who": "anna"}
    _, lines = traced(*(words.get(word, word) for word in argv), **how)
    folder = re.escape(str(stables.folder))
    part = rf"{folder}/(?:{re.escape(UNFINISHED)}[0-9a-f]+\.part|#\d+(?: \(deleted\))?)"
    linked = first(lines, rf'link(at)?\(.*(?:\.part|/fd/\d+)".*"[^"]*{made}"')
    written = max(n for n, line in enumerate(lines) if n < linked and re.search(rf"write(64)?\(\d+<{part}>", line))
    assert written < first(lines, rf"sync\(\d+<{part}>", written) < linked
    assert linked < first(lines, rf"sync\(\d+<{folder}>", linked)
    assert not any(re.search(rf"write(64)?\(\d+<{folder}/{made}>", line) for line in lines)


@pytest.mark.parametrize(
    "argv",
    [
        ("vault", "show", "stables.vault", "CODENAME", "--force"),
        ("vault", "edit", "stables.vault", "CODENAME", "--print", "--force"),
        ("vault", "extract", "stables.vault", "CODENAME", "ID", "-o", "-"),
        ("vault", "evidence", "stables.vault", "CODENAME", "--force"),
    ],
)
def test_nothing_of_a_source_is_written_before_the_log_is_on_the_disk(
    stables: Newsroom, traced: Callable[..., tuple[Done, list[str]]], argv: tuple[str, ...]
) -> None:
    (stables.folder / "brief van haar").write_text("brief van haar")
    attached = stables.run("vault", "attach", "stables.vault", stables.codename, "brief van haar", who="anna")
    words = {"CODENAME": stables.codename, "ID": attached.out.strip()}
    _, lines = traced(*(words.get(word, word) for word in argv), who="anna")
    shown = next(n for n, line in enumerate(lines) if "write(1<" in line and any(word in line for word in SECRETS))
    folder = re.escape(str(stables.folder))
    # The vault written and flushed, the journal gone, the folder flushed: then the act cannot be lost any more.
    written = last(lines[:shown], rf"pwrite64\(\d+<{folder}/stables\.vault>")
    synced = first(lines, rf"sync\(\d+<{folder}/stables\.vault>", written)
    gone = first(lines, r"unlink\(.*stables\.vault-journal", synced)
    assert gone < first(lines, rf"sync\(\d+<{folder}>", gone) < shown
    assert not any(word in line for line in lines[:shown] for word in SECRETS)
    assert not any("pwrite64" in line and "stables.vault" in line for line in lines[shown:])
