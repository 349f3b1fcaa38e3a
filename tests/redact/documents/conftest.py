"""One LibreOffice for all tests of documents, and makers of Word documents."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@cache
def helper(name: str) -> ModuleType:
    """A module of this folder that holds no tests: the folder is no package, so that it is loaded by its path."""
    spec = importlib.util.spec_from_file_location(f"bronwacht_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def office() -> Iterator[Any]:
    """An ``Office`` of office.py; skips where this machine has no LibreOffice."""
    made = helper("office").Office()
    lacking = made.missing()
    if lacking and os.environ.get("BRONWACHT_NO_SKIP"):
        pytest.fail(f"skipped for want of {lacking}")
    if lacking:
        pytest.skip(f"skipped for want of {lacking}")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def word() -> Any:
    """The module word.py, which makes Word documents by hand."""
    return helper("word")


@pytest.fixture(scope="session")
def word_places(word: Any) -> Any:
    """The module word_places.py, which has a document for every place of one."""
    return helper("word_places")


@pytest.fixture(scope="session")
def zoo() -> Any:
    """The module zoo.py, which has a document of every format for every place of one."""
    return helper("zoo")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``hiding`` runs for every place of a Word document."""
    if "hiding" in metafunc.fixturenames:
        helper("word")
        places = helper("word_places").PLACES
        metafunc.parametrize("hiding", places.values(), ids=places)
