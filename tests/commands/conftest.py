"""The real program, run as an editor would: in a process of its own, with a terminal or without one."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from bronwacht.vault.form import parse_form
from bronwacht.vault.keys import EditorKey, new_editor, write_key
from bronwacht.vault.memory import Memory
from bronwacht.vault.secret import Secret
from bronwacht.vault.vault import create

from .. import warm

PASSPHRASES = {"anna": "wagen boomstam krijt lepel zomer fiets", "bram": "kast motregen vlinder zadel hooi kelder"}
QUICK = 4
PATIENCE = 60
FORM = """
name = "Marijke Jansen"
aliases = ["Toos"]
contacts = ["06-12345678"]
employer = "Waterlinie"
born = 1987-05-03
tags = ["raad"]
retain_until = 2035-01-01
[promise]
AGE = "broad"
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line of an error; a test fails where there are more."""
        (line,) = self.err.splitlines()
        return line


@dataclass
class Newsroom:
    """A folder with the key files and cards of Anna and Bram; perhaps with their ``stables.vault``."""

    folder: Path
    keys: dict[str, EditorKey]
    codename: str = ""
    form: str = FORM
    passphrases = PASSPHRASES

    def run(
        self,
        *argv: str,
        who: str = "",
        passphrase: str | None = None,
        stdin: str = "",
        env: dict[str, str] | None = None,
        prefix: tuple[str, ...] = (),
    ) -> Done:
        """Run ``bronwacht``, with no terminal; ``who`` unlocks, or a ``passphrase`` comes, by a descriptor."""
        reader = -1
        extra = ["--key", f"{who}.key"] if who else []
        if who or passphrase is not None:
            reader, writer = os.pipe()
            os.write(writer, (PASSPHRASES[who] if passphrase is None else passphrase).encode() + b"\n")
            os.close(writer)
            extra += ["--passphrase-fd", str(reader)]
        try:
            passed = [reader] if reader >= 0 else []
            environment = self.environment | (env or {})
            if prefix or warm.starts_otherwise(environment):
                done = subprocess.run(
                    [*prefix, sys.executable, "-m", "bronwacht", *argv, *extra],
                    input=stdin,
                    capture_output=True,
                    text=True,
                    check=False,
                    cwd=self.folder,
                    env=environment,
                    pass_fds=passed,
                    start_new_session=True,
                    timeout=PATIENCE,
                )
            else:
                done = warm.run(
                    [*argv, *extra],
                    input=stdin,
                    text=True,
                    cwd=self.folder,
                    env=environment,
                    pass_fds=passed,
                    alone=True,
                    timeout=PATIENCE,
                )
        finally:
            if reader >= 0:
                os.close(reader)
        return Done(done.returncode, done.stdout, done.stderr)

    def type(self, *argv: str, answers: list[tuple[str, str]], stdin: str | None = None) -> Done:
        """Run ``bronwacht`` at a terminal, and answer its questions; what the screen showed is in ``err``."""
        leader, follower = os.openpty()
        process = warm.start(
            argv,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            cwd=self.folder,
            env=self.environment,
            terminal=True,
        )
        os.close(follower)
        screen, told = "", list(answers)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if select.select([leader], [], [], 0.1)[0]:
                    screen += os.read(leader, 65536).decode(errors="replace")
            except OSError:
                break
            if told and told[0][0] in screen:
                answer = told.pop(0)[1]
                # So that the next question must be a new one.
                screen = screen.replace(answers[len(answers) - len(told) - 1][0], "", 1)
                os.write(leader, answer.encode() + b"\n")
        os.close(leader)
        return Done(process.wait(timeout=PATIENCE), "", screen.replace("\r\n", "\n"))

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BRONWACHT_KEY")}
        return {**kept, "XDG_STATE_HOME": str(self.folder / "state")}

    @property
    def words(self) -> dict[str, str]:
        return {who: key.card.fingerprint.words for who, key in self.keys.items()}

    def add(self, form: str) -> str:
        done = self.run("vault", "add", "stables.vault", "-", who="anna", stdin=form)
        assert done.code == 0, done.err
        return done.out.strip()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Made once by the vault's own operations; the commands that make it have tests of their own."""
    folder = tmp_path_factory.mktemp("newsroom")
    keys = {who: new_editor(who.capitalize()) for who in PASSPHRASES}
    for who, key in keys.items():
        write_key(folder / f"{who}.key", key, Secret(PASSPHRASES[who]), work_factor=QUICK)
        (folder / f"{who}.card").write_text(key.card.to_text())
    second = keys["bram"].card
    memory = Memory(folder / "state" / "bronwacht")
    vault = create(
        folder / "stables.vault", "Stables", keys["anna"], [second.confirm(second.fingerprint.words)], memory=memory
    )
    return Newsroom(folder, keys, vault.add(parse_form(FORM.encode())))


@pytest.fixture
def newsroom(here: Path, template: Newsroom) -> Newsroom:
    """Keys and cards, and no vault yet."""
    for name in ("anna.key", "anna.card", "bram.key", "bram.card"):
        shutil.copy(template.folder / name, here / name)
    return Newsroom(here, template.keys)


@pytest.fixture
def stables(newsroom: Newsroom, template: Newsroom) -> Newsroom:
    """A newsroom with a vault that Anna has made for herself and Bram, and one source in it."""
    shutil.copy(template.folder / "stables.vault", newsroom.folder / "stables.vault")
    shutil.copytree(template.folder / "state", newsroom.folder / "state")
    newsroom.codename = template.codename
    return newsroom
