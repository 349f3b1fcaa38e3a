"""Kill an editor's process at random moments, many times, and look at what is left of the vault; prints counts.

    python tests/torture/kill.py --rounds 1000 --seed 1

Every round copies a vault, lets a process work on it, kills that process with SIGKILL at a random moment, and then
checks as another process would: the vault opens, all of it verifies, everything that was acknowledged is there, what
was not is there as a whole or not at all, nothing holds a lock, and what was interrupted can be gone on with. The exit
code is 1 when any round fails. A kill is no power cut: that the system has written what it was told to flush, no
program can show; the order of flushes is tested elsewhere.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from bronwacht.vault import evidence, rekeying
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.dossier import open_record
from bronwacht.vault.editors import finish, revoke, rotate
from bronwacht.vault.errors import NotAnEditorError
from bronwacht.vault.evidence import PIECE, attach, attachments, detach, extract
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.quorum_acts import issue
from bronwacht.vault.shredding import shred
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did, Kept
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.vault import Vault, create, open_vault
from bronwacht.vault.verify import verify

RECORDS = 8
BATCH = 3
"""So few that a revocation of this vault takes several writes, between which it can be killed."""

FILE = 2 * PIECE + 1
"""Bytes of a file that is attached: three writes."""

LOCK_SECONDS = 5.0
"""How long a write may take after a kill, on a busy machine; a lock that is stale would hold it for a minute."""

SPREAD = 1.3
"""Kills fall up to this much beyond the time that the work takes undisturbed."""

Said = Callable[[str], None]


@dataclass(frozen=True)
class Ground:
    """A folder with a vault of three editors, its memory, and the keys that may open it."""

    folder: Path
    keys: tuple[EditorKey, ...]
    leaver: EditorKey
    spare: tuple[EditorKey, ...]

    @property
    def path(self) -> Path:
        return self.folder / "v"

    @property
    def memory(self) -> Memory:
        return Memory(self.folder / "memory")

    def open(self, *keys: EditorKey) -> Vault:
        """As the first of these keys that is an editor's; the first editor's when there are none."""
        for key in keys or self.keys[:1]:
            try:
                return open_vault(self.path, key, memory=self.memory, founder=self.keys[0].card.fingerprint.hex)
            except NotAnEditorError:
                continue
        raise AssertionError("no key opens it")


def prepare(folder: Path) -> Ground:
    """The vault that every round begins with."""
    folder.mkdir()
    anna, bram, carla = (new_editor(name) for name in ("Anna", "Bram", "Carla"))
    ground = Ground(folder, (anna, bram), carla, tuple(new_editor("Anna") for _ in range(3)))
    cards = [ConfirmedCard(bram.card), ConfirmedCard(carla.card)]
    vault = create(ground.path, "D", anna, cards, memory=ground.memory)
    for number in range(RECORDS):
        vault.add(Source(f"Bron {number}", codename=f"Vogel {number}"))
    return ground


def do_add(ground: Ground, said: Said) -> None:
    vault = ground.open()
    for _ in range(4):
        said(vault.add(Source("Nieuw")))


def check_add(ground: Ground, said: list[str]) -> None:
    names = {listing.codename for listing in ground.open().list()}
    assert set(said) <= names, "an acknowledged source is gone"
    assert len(said) <= len(names) - RECORDS <= len(said) + 1, "a source that nobody added"


def do_edit(ground: Ground, said: Said) -> None:
    vault = ground.open()
    for number in range(4):

        def change(state: Any, snapshot: Any, name: str = f"Vogel {number}") -> tuple[Change, None]:
            record = state.keyring.find(name)
            (sealed,) = snapshot.slots([record.place])
            source = replace(open_record(sealed, record, state.keyring), role="x" * 5000)
            line = replace(record, version=record.version + 1)
            return Change((Did(Act.EDITED, record.id),), (Kept(line, source),)), None

        vault.change(change)
        said(f"Vogel {number}")


def check_edit(ground: Ground, said: list[str]) -> None:
    vault = ground.open()
    changed = {listing.codename for listing in vault.list() if listing.version == 2}
    assert set(said) <= changed and len(changed) <= len(said) + 1, "an acknowledged change is gone"
    for name in changed:
        assert vault.show(name).role == "x" * 5000


def do_shred(ground: Ground, said: Said) -> None:
    vault = ground.open()
    for number in range(4):
        shred(vault, f"Vogel {number}")
        said(f"Vogel {number}")


def check_shred(ground: Ground, said: list[str]) -> None:
    vault = ground.open()
    names = {listing.codename for listing in vault.list()}
    assert not set(said) & names, "what was shredded is there"
    assert RECORDS - len(said) - 1 <= len(names) <= RECORDS - len(said), "something else is gone"
    assert bool(vault.keyring.unratcheted) or len(names) == RECORDS


def do_revoke(ground: Ground, said: Said) -> None:
    revoke(ground.open(), "Carla", told=lambda left: said(str(left)))
    said("done")


def check_revoke(ground: Ground, said: list[str]) -> None:
    vault = ground.open(ground.keys[1])
    left = len(vault.keyring.not_rekeyed)
    if said:
        assert len(vault.editors) == 2, "an acknowledged revocation is gone"
        assert left <= RECORDS - BATCH * len([word for word in said if word != "done"]) or left == 0
    if len(vault.editors) == 3:
        assert left == 0
        return
    finish(vault)
    assert vault.keyring.not_rekeyed == ()
    try:
        Vault(SqliteStore(ground.path), ground.leaver, Memory(ground.folder / "carla")).list()
    except NotAnEditorError:
        return
    raise AssertionError("a revoked key opens the vault")


def do_rotate(ground: Ground, said: Said) -> None:
    vault = ground.open()
    for number, key in enumerate(ground.spare):
        rotate(vault, key)
        said(str(number))


def check_rotate(ground: Ground, said: list[str]) -> None:
    keys = (ground.keys[0], *ground.spare)
    vault = ground.open(*keys[len(said) :])
    assert vault.key in keys[len(said) : len(said) + 2], "an acknowledged key counts no longer"
    assert len(vault.editors) == 3
    finish(vault)
    for old in keys[: len(said)]:
        try:
            Vault(SqliteStore(ground.path), old, Memory(ground.folder / "old")).list()
        except NotAnEditorError:
            continue
        raise AssertionError("a key that was replaced opens the vault")


def do_share(ground: Ground, said: Said) -> None:
    vault = ground.open()
    for _ in range(2):
        issued = issue(vault, ["Dirk", "Els", "Fien"], 2, hand_over=lambda *_: None)
        said(issued.quorum.issue)


def check_share(ground: Ground, said: list[str]) -> None:
    vault = ground.open()
    breakers = [card for card in vault.editors if card.fingerprint.hex == vault.keyring.breaker]
    assert len(vault.editors) == 3 + len(breakers)
    assert not said or breakers, "acknowledged shares are gone"
    section = vault.keyring.sections.get("quorum")
    assert isinstance(section, dict) or not said
    finish(vault)


def do_attach(ground: Ground, said: Said) -> None:
    vault = ground.open()
    for number in range(2):
        attach(vault, f"Vogel {number}", BytesIO(bytes([number]) * FILE), "chat.txt", told=lambda size: None)
        said(f"Vogel {number}")


def check_attach(ground: Ground, said: list[str]) -> None:
    vault = ground.open()
    for number in range(2):
        name = f"Vogel {number}"
        found = attachments(vault, name)
        assert len(found) <= 1 and (name not in said or found[0].complete), "an acknowledged file is gone"
        for one in found:
            if not one.complete:
                detach(vault, name, one.id)
                continue
            out = BytesIO()
            extract(vault, name, one.id, out)
            assert out.getvalue() == bytes([number]) * FILE


OPERATIONS: dict[str, tuple[Callable[[Ground, Said], None], Callable[[Ground, list[str]], None]]] = {
    "add": (do_add, check_add),
    "edit": (do_edit, check_edit),
    "shred": (do_shred, check_shred),
    "revoke": (do_revoke, check_revoke),
    "rotate": (do_rotate, check_rotate),
    "share": (do_share, check_share),
    "attach": (do_attach, check_attach),
}


def work(do: Callable[[Ground, Said], None], ground: Ground, descriptor: int) -> None:
    # In the child, which ends: whatever else the parent does goes on as it is.
    rekeying.BATCH, evidence.BATCH = BATCH, 1
    do(ground, lambda word: (os.write(descriptor, word.encode() + b"\n"), None)[1])


def run(do: Callable[[Ground, Said], None], ground: Ground, seconds: float | None) -> list[str]:
    """Let a process work and kill it after so many ``seconds``, if it is not done; what it acknowledged."""
    reader, writer = os.pipe()
    process = multiprocessing.get_context("fork").Process(target=work, args=(do, ground, writer))
    process.start()
    os.close(writer)
    process.join(seconds)
    if process.is_alive() and process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    with os.fdopen(reader) as said:
        return said.read().split("\n")[:-1]


def survive(name: str, template: Ground, place: Path, seconds: float | None) -> str:
    """One round; what came of it. Raises AssertionError, or the vault's own error, when something is wrong."""
    do, check = OPERATIONS[name]
    shutil.copytree(template.folder, place)
    ground = replace(template, folder=place)
    said = run(do, ground, seconds)
    journal = (place / "v-journal").exists()
    check(ground, said)
    keys = (*ground.keys[:1], *ground.spare)
    vault = ground.open(*keys)
    verify(vault)
    began = time.monotonic()
    vault.add(Source("Later"))
    assert time.monotonic() - began < LOCK_SECONDS, "a lock was held by the dead"
    assert not (place / "v-journal").exists()
    shutil.rmtree(place)
    return "in the middle of a write" if journal else "before anything" if not said else "between writes or after"


def torture(rounds: int, seed: int, names: tuple[str, ...] = tuple(OPERATIONS)) -> Iterator[tuple[str, str]]:
    """Rounds of every operation in turn: what it was, and what came of it."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        template = prepare(Path(folder) / "template")
        takes = {}
        for name in names:
            began = time.monotonic()
            survive(name, template, Path(folder) / "first", None)
            takes[name] = time.monotonic() - began
        for number in range(rounds):
            name = names[number % len(names)]
            place = Path(folder) / f"round{number}"
            try:
                yield name, survive(name, template, place, chance.uniform(0, takes[name] * SPREAD))
            except Exception as error:
                yield name, f"FAILED: {type(error).__name__}: {error}"
                shutil.rmtree(place, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = Counter(torture(options.rounds, options.seed))
    for (name, outcome), count in sorted(counts.items()):
        print(f"{count:6}  {name:8}  {outcome}")
    failed = sum(count for (_, outcome), count in counts.items() if outcome.startswith("FAILED"))
    print(f"{sum(counts.values()):6}  kills in all, {failed} of which left something wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
