"""The walls of the house: what is packaged, who may import whom, what a light command loads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .conftest import FIRST

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {"tests", "corpus", "bench", "docs", "keys", "build", "dist", "demo-out"}
WALLED = ("detect", "risk", "wording", "documents")


def modules() -> list[Path]:
    return [p for p in ROOT.rglob("*.py") if not {p.relative_to(ROOT).parts[0]} & OUTSIDE and ".venv" not in p.parts]


def imported(path: Path) -> set[str]:
    """Absolute names (without ``bronwacht.``) of everything of the package that the module imports."""
    package = path.relative_to(ROOT).parts[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            names.add(".".join([*base, *([node.module] if node.module else [])]))
            names.update(".".join([*base, *([node.module] if node.module else []), a.name]) for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("bronwacht"), f"{path}: imports the package by its own name"
    return names


def test_packages_are_the_folders() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {"bronwacht"} | {
        ".".join(["bronwacht", *path.parent.relative_to(ROOT).parts])
        for path in modules()
        if path.name == "__init__.py"
    }
    assert set(config["tool"]["setuptools"]["packages"]) == folders
    assert {path.parent for path in modules()} == {ROOT.joinpath(*name.split(".")[1:]) for name in folders}, (
        "a folder with modules has no __init__.py"
    )


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_walls(path: Path) -> None:
    inside = path.relative_to(ROOT).parts
    for name in imported(path):
        parts = tuple(name.split("."))
        if inside[0] in ("redact", "vault"):
            assert parts[0] != ({"redact", "vault"} - {inside[0]}).pop(), f"{inside} imports {name}"
            assert parts[0] not in ("cli", "commands"), f"{inside} imports {name}"
        if inside[0] == "redact" and len(inside) > 2 and inside[1] in WALLED and parts[:1] == ("redact",):
            others = set(WALLED) - {inside[1]} | {"pipeline", "plan", "report", "desk", "batch"}
            assert len(parts) < 2 or parts[1] not in others, f"{inside} imports {name}"


@pytest.mark.parametrize(("module", "may"), [("said", set()), ("errors", {"said"})])
def test_what_everybody_imports_imports_nobody(module: str, may: set[str]) -> None:
    """Both halves of the house say things: what they say it with must know neither."""
    assert {name.split(".")[0] for name in imported(ROOT / f"{module}.py") if name} <= may


def loaded_by(*argv: str) -> set[str]:
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['bronwacht', *{list(argv)!r}]\n"
        "try: runpy.run_module('bronwacht', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.split()} | set(done.stderr.split())


@pytest.mark.parametrize(
    "argv",
    [
        ["--help"],
        ["vault", "--help"],
        ["vault", "list", "no-such-vault"],
        ["keys", "new", "--help"],
        ["signoff", "--verify", "a", "b", "c"],
    ],
)
def test_light_things_start_light(argv: list[str]) -> None:
    modules = loaded_by(*argv)
    assert "bronwacht.cli" in modules
    for heavy in (
        "spacy",
        "presidio_analyzer",
        "presidio_anonymizer",
        "numpy",
        "pycrfsuite",
        "typst",
        "bronwacht.redact.detect",
    ):
        assert heavy not in modules, heavy


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_tracked_names_a_registry_or_this_machine() -> None:
    hosts = re.compile(r"py[p]i\.org|pythonhos[t]ed|n[p]mjs|deb[i]an\.org/deb[i]an|(?<![A-Za-z0-9_.])/(w[o]rk|r[o]ot)/")
    for path in tracked():
        if path.suffix in (".crfsuite", ".npz", ".gz"):
            continue
        found = hosts.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


def test_lock_has_a_hash_for_every_package() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+==\S+)(.*(?:\n    .*)*)", lock, re.MULTILINE)
    assert len(entries) > 30
    assert all("--hash=sha256:" in rest for _, rest in entries)
    assert "://" not in lock


def test_the_files_that_are_begun_first_are_there() -> None:
    assert [name for name in FIRST if not (ROOT / "tests" / name).is_file()] == []
