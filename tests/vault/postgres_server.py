"""A PostgreSQL server for the tests: on a socket and on loopback, run by somebody without rights, gone afterwards."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")
PASSWORD = "een wachtwoord van de proef"
PATIENCE = 60


def find_programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``, the newest first; Debian keeps it off the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = [Path(found).parent] if (found := shutil.which("initdb")) else []
    return next((folder for folder in [*debian, *on_path] if (folder / "initdb").exists()), None)


@dataclass
class Server:
    """A running server; every address is one more vault."""

    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def address(self, name: str = "") -> str:
        """By the socket, where the server believes who one is."""
        name = name or f"v{next(self.numbers)}"
        return f"postgresql:///postgres?host={self.folder}&port={self.port}&user=tester&vault={name}"

    def address_with_password(self, name: str) -> str:
        """By loopback, where it asks for a password."""
        return f"postgresql://tester@127.0.0.1:{self.port}/postgres?vault={name}"


@contextlib.contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it."""
    folder = Path(tempfile.mkdtemp(prefix="bw-pg-", dir="/tmp"))  # a socket's path has at most 107 characters
    user = next((name for name in UNPRIVILEGED if _exists(name)), "") if os.geteuid() == 0 else ""
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        subprocess.run(
            ["setpriv", f"--reuid={user}", "--clear-groups", *command] if user else command,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
            cwd=folder,
            stdin=subprocess.DEVNULL,
        )

    data, port = folder / "data", _free_port()
    secret = folder / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    try:
        run("initdb", "-D", str(data), "-U", "tester", "--auth-local=trust", "--auth-host=scram-sha-256",
            f"--pwfile={secret}", "-E", "UTF8", "--no-locale")  # fmt: skip
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        # The log goes to a file: a pipe would stay open as long as the server runs.
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield Server(folder, port)
    finally:
        with contextlib.suppress(subprocess.SubprocessError):
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _exists(name: str) -> bool:
    return subprocess.run(["id", name], capture_output=True, check=False).returncode == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
