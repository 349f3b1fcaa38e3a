"""What every test stands on: no network, the shared folder, and the switch that forbids skipping."""

from __future__ import annotations

import os
import re
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples in every CI run: what passed must not fail on the next machine by chance. Elsewhere they are new.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# Whoever runs the tests may be spoken to in Dutch: what they compare is English, where they do not ask for Dutch.
os.environ["BRONWACHT_LANG"] = "en"

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.", "::1", "localhost")


_KEY = re.compile(r"age-secret-key|age1\w{20}", re.IGNORECASE)


FIRST = (
    "docs/test_tutorials.py redact/desk/test_desk_model_properties.py redact/batch/test_run.py commands/test_apply.py"
    " redact/test_kept_promises.py redact/documents/test_zoo.py redact/desk/test_desk_browser.py"
    " redact/detect/test_nicknames.py redact/people/test_persons.py redact/detect/grammar/test_screen.py"
    " commands/test_desk.py redact/batch/test_cluster.py redact/desk/test_desk_model_speed.py"
    " redact/detect/test_engine.py redact/desk/test_desk_browser_review.py redact/documents/test_bad_documents.py"
).split()
"""The files that take longest for the tests that they have. A worker has a file to itself: what is begun last is to be
short, or the other workers wait for it."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where workers share the tests: first the longest files, then those of most tests."""
    if not hasattr(config, "workerinput"):
        return
    tests = ROOT / "tests"
    rank = {tests / name: at for at, name in enumerate(FIRST)}
    count = Counter(item.path for item in items)
    items.sort(key=lambda item: (rank.get(item.path, len(rank)), -count[item.path], item.path))


def pytest_make_parametrize_id(config: pytest.Config, val: object) -> str | None:
    """No key is part of a test's name: it is another in every process, and workers compare names."""
    return "key" if isinstance(val, str) and _KEY.search(val) else None


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Block every socket that leaves this machine, name look-ups included."""
    real_connect, real_look_up = socket.socket.connect, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> Any:
        if self.family == socket.AF_UNIX or str(address[0]).startswith(LOOPBACK):
            return real_connect(self, address)
        raise AssertionError("a test tried to reach the network")

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if str(host).startswith(LOOPBACK):
            return real_look_up(host, *rest, **named)
        return refuse()

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a test tried to look up a host name")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "gethostbyname", refuse)


def wanting(what: str) -> None:
    """Skip for want of ``what``; where BRONWACHT_NO_SKIP is set (as in CI), fail instead."""
    message = f"skipped for want of {what}"
    if os.environ.get("BRONWACHT_NO_SKIP"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(name="wanting")
def _wanting() -> Any:
    return wanting


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of drafts, vectors and articles that lies beside a checkout."""
    path = Path(os.environ.get("BRONWACHT_SHARED", ROOT.parent / "shared"))
    if not (path / "bench").is_dir():
        wanting(f"the shared folder ({path.name}); set BRONWACHT_SHARED")
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    yield tmp_path
