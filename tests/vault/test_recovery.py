"""A stranger to Bronwacht follows the sheet of an export, with the real programs and the sheet's very commands."""

from __future__ import annotations

import datetime
import json
import os
import pty
import re
import select
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault import age
from bronwacht.vault.export import SHEET, _Writer, export
from bronwacht.vault.export_index import Index
from bronwacht.vault.keys import write_key
from bronwacht.vault.secret import Secret
from bronwacht.vault.vault import Vault

if TYPE_CHECKING:
    from .conftest import Shared

PASSPHRASE = "wagen boomstam krijt lepel zomer fiets"
LOW_FACTOR = 8
PATIENCE = 60
TODAY = datetime.date(2026, 11, 26)
NAMES = {"nl": ("SLEUTEL", "BESTAND"), "en": ("KEY", "FILE")}


def commands_of(sheet: str, lang: str) -> list[str]:
    """The sheet's commands in one language: the lines that are set in."""
    dutch, _, english = sheet.partition("-" * 80)
    return re.findall(r"^ {4}(\S.*)$", dutch if lang == "nl" else english, re.MULTILINE)


def filled(command: str, lang: str, key: str, file: str) -> str:
    for name, value in zip(NAMES[lang], (key, file), strict=True):
        command = re.sub(rf"\b{name}\b", value, command)
    return command


def at_a_terminal(command: str, folder: Path) -> tuple[int, str]:
    """Run a command as a person would, answer every question for a passphrase; its exit code and what it showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvp("sh", ["sh", "-c", command])
    screen, answered, deadline = b"", 0, time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            screen += os.read(terminal, 65536)
        except OSError:
            break
        if screen.lower().count(b"passphrase") > answered and screen.endswith(b": "):
            answered = screen.lower().count(b"passphrase")
            os.write(terminal, PASSPHRASE.encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), screen.decode().replace("\r\n", "\n")


@pytest.fixture
def vault(shared_vault: Shared, here: Path) -> Vault:
    vault = shared_vault.open()
    write_key(here / "anna.key", shared_vault.anna, Secret(PASSPHRASE), work_factor=LOW_FACTOR)
    return vault


def test_the_sheet_is_one_page_in_two_languages_and_names_nobody(vault: Vault, here: Path) -> None:
    export(vault, here / "out", today=TODAY)
    sheet = (here / "out" / SHEET).read_text(encoding="utf-8")
    lines = sheet.splitlines()
    assert len(lines) <= 60 and max(map(len, lines)) <= 84
    dutch, english = commands_of(sheet, "nl"), commands_of(sheet, "en")
    assert [filled(command, "nl", "k", "f") for command in dutch] == [filled(c, "en", "k", "f") for c in english]
    assert len(dutch) == 5
    for word in ("Stables", "Anna", *(record.codename for record in vault.keyring.records)):
        assert word not in sheet


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_one_source_opens_with_npms_age(
    vault: Vault, here: Path, lang: str, node_modules: Path | None, wanting: Callable[[str], None]
) -> None:
    if node_modules is None:
        wanting("node and npm's age-encryption; set BRONWACHT_NODE_MODULES to its node_modules folder")
    assert node_modules is not None
    codename = vault.keyring.records[0].codename
    export(vault, here / "out", today=TODAY)
    install, show_index, show_record = commands_of((here / "out" / SHEET).read_text(encoding="utf-8"), lang)[2:]
    version = json.loads((node_modules / "age-encryption" / "package.json").read_text())["version"]
    assert install == f"npm install --no-save age-encryption@{version}"
    (here / "out" / "node_modules").symlink_to(node_modules)  # as that command leaves it
    code, index = at_a_terminal(filled(show_index, lang, "../anna.key", ""), here / "out")
    assert code == 0, index
    (file,) = re.findall(rf"^#\t{codename}\t(\S+)", index, re.MULTILINE)
    code, record = at_a_terminal(filled(show_record, lang, "../anna.key", file), here / "out")
    assert code == 0, record
    assert json.loads(record[record.index("{") :])["name"] == "Marijke van den Berg-Janssens"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_one_source_opens_with_debians_age(
    vault: Vault, here: Path, lang: str, wanting: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same files and commands, with keys of the kind that an age older than 1.3 knows."""
    if not shutil.which("age"):
        wanting("age")
    classic, modern = age.generate_identity(post_quantum=False), age.generate_identity
    export(vault, here / "out", today=TODAY)
    sheet = (here / "out" / SHEET).read_text(encoding="utf-8")
    (here / "old").mkdir()
    monkeypatch.setattr(age, "generate_identity", lambda: modern(post_quantum=False))
    writer = _Writer(here / "old")
    writer.add(b'{"name": "Bo Zwart"}'.ljust(4096), "Merel")
    index = Index("ab" * 16, "Stables", TODAY, writer.identity, tuple(writer.lines))
    (here / "old" / "index.age").write_bytes(age.encrypt(index.signed_by(vault.key), recipients=[classic.recipient]))
    key_file = f"# an editor\n{classic.identity}\n".encode()
    (here / "old.key").write_bytes(age.encrypt(key_file, passphrase=PASSPHRASE, armor=True, work_factor=LOW_FACTOR))
    show_index, show_record = commands_of(sheet, lang)[:2]
    code, shown = at_a_terminal(filled(show_index, lang, "../old.key", ""), here / "old")
    assert code == 0, shown
    (file,) = re.findall(r"^#\tMerel\t(\S+)", shown, re.MULTILINE)
    code, record = at_a_terminal(filled(show_record, lang, "../old.key", file), here / "old")
    assert code == 0, record
    assert '"name": "Bo Zwart"' in record
