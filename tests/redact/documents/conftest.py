"""One LibreOffice for all tests of documents."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def office() -> Iterator[Any]:
    """An ``Office`` of office.py; skips where this machine has no LibreOffice."""
    spec = importlib.util.spec_from_file_location("bronwacht_office", Path(__file__).with_name("office.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    made = module.Office()
    lacking = made.missing()
    if lacking and os.environ.get("BRONWACHT_NO_SKIP"):
        pytest.fail(f"skipped for want of {lacking}")
    if lacking:
        pytest.skip(f"skipped for want of {lacking}")
    yield made
    made.stop()
