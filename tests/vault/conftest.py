"""Editors, and a vault that two of them share, ready to be copied."""

from __future__ import annotations

import datetime
import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.memory import Memory
from bronwacht.vault.source import Evidence, Promise, Publication, Source, Told, Verification
from bronwacht.vault.vault import Vault, create, open_vault

from .postgres_server import Server, find_programs, running

SOURCE = Source(
    name="Marijke van den Berg-Janssens",
    aliases=("Rooie Toos",),
    contacts=("marijke.vdberg@example.org", "06-12 34 56 78"),
    employer="Stichting Waterlinie",
    role="beleidsmedewerker water",
    born=datetime.date(1987, 5, 3),
    relation="sprak met de wethouder",
    verified=Verification("paspoort gezien", "Anna", datetime.date(2024, 3, 1)),
    promise={"AGE": Promise.NO_FINER_THAN_BROAD, "NAME": Promise.NEVER},
    evidence=(Evidence("berichten", "kluis", "ab" * 32),),
    publications=(Publication("stuk van 9 maart", datetime.date(2024, 3, 9), {"AGE": Told.EXACT}),),
    tags=("raad",),
    retain_until=datetime.date(2035, 1, 1),
)


@dataclass(frozen=True)
class Shared:
    """A vault of Anna and Bram, with one source in it, and a folder for what each one's machine remembers."""

    path: Path
    folder: Path
    anna: EditorKey
    bram: EditorKey
    codename: str

    def memory(self, machine: str = "anna") -> Memory:
        return Memory(self.folder / "memory" / machine)

    def open(self, path: Path | None = None) -> Vault:
        """As Anna, who founded it, on the machine where she did."""
        return open_vault(path or self.path, self.anna, memory=self.memory())

    def open_as_bram(self, path: Path | None = None) -> Vault:
        words = self.anna.card.fingerprint.words
        return open_vault(path or self.path, self.bram, memory=self.memory("bram"), founder=words)


@pytest.fixture(scope="session")
def source() -> Source:
    return SOURCE


@pytest.fixture(scope="session")
def anna() -> EditorKey:
    return new_editor("Anna")


@pytest.fixture(scope="session")
def bram() -> EditorKey:
    return new_editor("Bram")


@pytest.fixture(scope="session")
def carla() -> EditorKey:
    return new_editor("Carla")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, anna: EditorKey, bram: EditorKey) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("template")
    others = [bram.card.confirm(bram.card.fingerprint.words)]
    vault = create(folder / "stables.vault", "Stables", anna, others, memory=Memory(folder / "memory" / "anna"))
    return folder, vault.add(SOURCE)


@pytest.fixture
def shared_vault(tmp_path: Path, template: tuple[Path, str], anna: EditorKey, bram: EditorKey) -> Shared:
    folder = tmp_path / "vaults"
    shutil.copytree(template[0], folder)
    return Shared(folder / "stables.vault", folder, anna, bram, template[1])


@pytest.fixture(scope="session")
def node_modules() -> Path | None:
    """The node_modules folder that holds npm's age-encryption, if there is one and a node to run it."""
    told = [os.environ.get("BRONWACHT_NODE_MODULES"), *os.environ.get("NODE_PATH", "").split(os.pathsep)]
    searched = [*(Path(folder) for folder in told if folder), Path.home() / ".cache" / "bronwacht" / "node_modules"]
    found = (folder for folder in searched if (folder / "age-encryption").is_dir())
    return next(found, None) if shutil.which("node") else None


@pytest.fixture(scope="session")
def _server() -> Iterator[Server | None]:
    programs = find_programs()
    if programs is None:
        yield None
        return
    with running(programs) as server:
        yield server


@pytest.fixture
def driver(wanting: Callable[[str], None]) -> ModuleType:
    """The module psycopg."""
    try:
        return importlib.import_module("psycopg")
    except ImportError:
        wanting("psycopg; install the extra: postgres")
        raise


@pytest.fixture
def server(driver: ModuleType, _server: Server | None, wanting: Callable[[str], None]) -> Server:
    """A PostgreSQL server, one for all tests."""
    if _server is None:
        wanting("PostgreSQL's initdb and pg_ctl (Debian: postgresql)")
    assert _server is not None
    return _server
