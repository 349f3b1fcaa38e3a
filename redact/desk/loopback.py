"""HTTP for this machine alone, and nothing said about it: the socket, and uvicorn as the desk wants it."""

from __future__ import annotations

import asyncio
import logging
import socket
from itertools import count

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from ...errors import UsageError, reason
from .security import ADDRESS, HEADERS

KEEP_ALIVE = 600
"""Seconds that a connection waits for the next act: one that closes under a key press would lose it."""

MAX_CONNECTIONS = 64
"""At once: a browser has some six. Each is an open file, of which a process has a thousand for all that it does."""

Peers = set[tuple[str, int]]
"""The far ends of connections, each an address and a port."""

GRACE = 5
"""Seconds that the last answers get to reach the page."""


def listen(port: int) -> socket.socket:
    """A socket on the loopback, at ``port`` or (0) any free one; raises UsageError when it is taken."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.bind((ADDRESS, port))
        sock.listen(64)
    except OSError as error:
        sock.close()
        raise UsageError(
            "cannot listen on port {port} of this machine ({reason}); leave out --port", port=port, reason=reason(error)
        ) from None
    return sock


def quiet(app: ASGIApp, known: Peers) -> uvicorn.Server:
    """A server of ``app`` that logs nothing, trusts no header about who asks, and knows no WebSocket.

    ``known`` are the connections that have shown to be the desk's own; where there are too many, others are closed.
    """
    _hush()
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=_protocol(known),
        backlog=MAX_CONNECTIONS,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def _protocol(known: Peers) -> type[H11Protocol]:
    """HTTP for a few: another user of this machine must not take all connections, and with them the desk's files."""
    numbers = count()

    class Few(H11Protocol):
        number = 0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.number = next(numbers)
            strangers = [each for each in self.connections if isinstance(each, Few) and each.client not in known]
            if len(self.connections) > MAX_CONNECTIONS and strangers:
                oldest = min(strangers, key=lambda each: each.number)
                self.connections.discard(oldest)  # now: many may come before it is told that it is lost
                oldest.transport.abort()

        def connection_lost(self, exc: Exception | None) -> None:
            if self.client:
                known.discard(self.client)
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:
            # As uvicorn's, which does not bear the headers that every other answer bears.
            headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close"), *HEADERS.items()]
            for event in (
                h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
                h11.Data(data=b"refused\n"),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
            self.transport.close()

    return Few


def _hush() -> None:
    """Have uvicorn say nothing, nor asyncio: a traceback of theirs could hold text of the draft."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "asyncio"):
        logging.getLogger(name).disabled = True
