"""The same work on more than one machine, by Dask: the extra ``dask``.

What goes over the wire are tasks and outcomes: paths, settings and figures. Every machine must see the drafts and the
output folder at the same paths (a shared disk), and have the same version of Bronwacht. Dask itself has no passwords:
give it certificates (``tls://``), for whoever reaches an open scheduler can run anything on its workers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ...errors import UsageError
from .work import Outcome, Task, do

AHEAD = 20
"""Tasks a worker is given ahead of its work, so that none waits and a million are not with the scheduler at once."""
RETRIES = 3
"""How often a draft is begun again when its worker dies; then it is told to have failed."""


def cluster(address: str, *, ca: Path | None = None, cert: Path | None = None, key: Path | None = None) -> Cluster:
    """Connect to a scheduler; raises UsageError where Dask is not installed or nobody answers."""
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError:
        raise UsageError("Dask is not installed; install bronwacht[dask], or leave out --dask") from None
    security = None
    if address.startswith("tls://"):
        if not (ca and cert and key):
            raise UsageError("tls:// takes --tls-ca, --tls-cert and --tls-key")
        security = Security(
            tls_ca_file=str(ca), tls_client_cert=str(cert), tls_client_key=str(key), require_encryption=True
        )
    try:
        client = Client(address, security=security, timeout="5s", set_as_default=False)
    except (OSError, ValueError, TypeError):
        raise UsageError("no Dask scheduler answers at that address; start one, or leave out --dask") from None
    return Cluster(client)


class Cluster:
    """A scheduler that was connected to; :meth:`run` gives outcomes as they come, in no order."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Do all tasks; each gives one outcome."""
        from distributed import as_completed

        waiting = iter(tasks)
        ahead = AHEAD * max(1, sum(self._client.nthreads().values()))
        paths: dict[str, str] = {}
        coming = as_completed(loop=self._client.loop, with_results=False)
        for task in islice(waiting, ahead):
            coming.add(self._send(task, paths))
        for future in coming:
            path = paths.pop(future.key)
            yield future.result() if future.status == "finished" else Outcome(path, 3, "its workers ended on it")
            future.release()
            following = next(waiting, None)
            if following is not None:
                coming.add(self._send(following, paths))

    def close(self) -> None:
        """Disconnect; the workers stay."""
        self._client.close()

    def _send(self, task: Task, paths: dict[str, str]) -> Any:
        # A key of its own: Dask makes one of a hash of the task otherwise, and takes two with the same for one.
        future = self._client.submit(do, task, pure=False, retries=RETRIES)
        paths[future.key] = task.path
        return future
