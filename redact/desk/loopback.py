"""HTTP for this machine alone, and nothing said about it: the socket, and uvicorn as the desk wants it."""

from __future__ import annotations

import logging
import socket

import uvicorn
from starlette.types import ASGIApp

from ...errors import UsageError, reason
from .security import ADDRESS

KEEP_ALIVE = 600
"""Seconds that a connection waits for the next act: one that closes under a key press would lose it."""

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


def quiet(app: ASGIApp) -> uvicorn.Server:
    """A server of ``app`` that logs nothing, trusts no header about who asks, and knows no WebSocket."""
    _hush()
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
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


def _hush() -> None:
    """Have uvicorn say nothing: a traceback of its would hold text of the draft."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        logging.getLogger(name).disabled = True
