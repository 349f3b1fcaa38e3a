"""Who may speak to the desk: only the browser tab that was opened with the token of this run.

Every request passes :class:`Guard` before the desk sees it. In order:

1. No WebSocket.
2. The ``Host`` is this machine's own name for the desk: a page that rebinds its name to 127.0.0.1 sends its own.
3. No other site asked for it (fetch metadata), but for the first page, which may be opened from anywhere: without the
   token that gives nothing.
4. GET and POST alone; a POST comes from the desk's own page (``Origin``), is JSON, and is no larger than an act can be.
5. The cookie, which is given once, for the token.
6. For all that tells or does something: the page's key too. Cookies go to every port of a host, so another user of this
   machine could collect one by a server of his own; the key never leaves the tab.
7. Every answer, a refusal too, bears the headers that keep it from caches, frames and other pages.

Secrets are compared in constant time. A refusal says nothing but that it is one.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESS = "127.0.0.1"
HOSTS = (ADDRESS, "localhost")
ENTRANCE, API, KEY_HEADER = "/enter", "/api/", "x-desk-key"

MAX_BODY = 64 * 1024
"""Bytes of a request: many times the longest wording or reason that a person types; what is larger is an attack."""

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

HEADERS = {
    "content-security-policy": CSP,
    "referrer-policy": "same-origin",  # with no-referrer, Chromium posts with the origin null
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
    "x-robots-tag": "noindex",
}


class Entry:
    """The secrets of one run: a token for one use, the cookie that it is exchanged for, and the page's key."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie_name = f"bronwacht-desk-{port}"
        self._cookie, self.page_key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._token: str | None = None
        self.known: set[tuple[str, int]] = set()
        """The far ends of the connections by which the tab that was opened with the token has asked for something."""

    def __repr__(self) -> str:
        return f"Entry(port={self.port})"

    def new_url(self) -> str:
        """An address that opens the desk once; the one before it opens nothing any more."""
        self._token = secrets.token_urlsafe(32)
        return f"http://{ADDRESS}:{self.port}{ENTRANCE}?token={self._token}"

    def exchange(self, untrusted_token: str) -> str | None:
        """The ``Set-Cookie`` for a token, which counts no longer; None for one that never counted, or was used."""
        if self._token is None or not _same(untrusted_token, self._token):
            return None
        self._token = None
        # Host-only (no Domain). Not Secure: there is no TLS on the loopback, and Safari would drop it.
        return f"{self.cookie_name}={self._cookie}; Path=/; HttpOnly; SameSite=Strict"

    def knows_cookie(self, headers: Headers) -> bool:
        """Whether the request bears the cookie of this run."""
        # By hand: cookies of every other port come along, and one that is none to http.cookies would hide ours.
        pairs = (pair.strip().partition("=") for line in headers.getlist("cookie") for pair in line.split(";"))
        return any(_same(value, self._cookie) for name, _, value in pairs if name == self.cookie_name)

    def knows_key(self, headers: Headers) -> bool:
        """Whether the request comes from the tab that was opened with the token."""
        return _same(headers.get(KEY_HEADER, ""), self.page_key)


class Guard:
    """The desk's application behind the steps above."""

    def __init__(self, app: ASGIApp, entry: Entry) -> None:
        self._app, self._entry = app, entry
        self._hosts = [f"{host}:{entry.port}" for host in HOSTS]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] == "websocket":  # 1
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)  # 7
            await send(message)

        status = self._refusal(scope)
        # Not by the cookie: whoever collected that could hold all connections that are never closed for another's.
        if status is None and scope["path"].startswith(API) and scope.get("client"):
            self._entry.known.add(tuple(scope["client"]))
        answer: ASGIApp = self._app if status is None else PlainTextResponse("refused\n", status)
        await answer(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> int | None:
        """The HTTP status of a refusal; None for a request that may pass."""
        headers, path, posts = Headers(scope=scope), scope["path"], scope["method"] == "POST"
        if not own_host(headers, self._hosts):  # 2
            return 421
        if not own_site(headers, path):  # 3
            return 403
        if scope["method"] not in ("GET", "POST"):  # 4
            return 405
        if posts and not own_origin(headers):
            return 403
        if posts and not is_json(headers):
            return 415
        if posts and not fits(headers):
            return 413
        if path == ENTRANCE:
            return None
        if not self._entry.knows_cookie(headers):  # 5
            return 403
        if path.startswith(API) and not self._entry.knows_key(headers):  # 6
            return 403
        return None


def own_host(headers: Headers, hosts: Sequence[str]) -> bool:
    """Whether the request names this machine and the desk's port, and nothing else."""
    return headers.getlist("host") in [[host] for host in hosts]


def own_site(headers: Headers, path: str) -> bool:
    """Whether the browser says that the desk's page, or the person, asked; a browser that says nothing passes here."""
    if headers.get("sec-purpose"):
        return False  # a browser that looks ahead would use up the token
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return True
    opened = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    return path == ENTRANCE and opened


def own_origin(headers: Headers) -> bool:
    """Whether the desk's own page posted this."""
    return headers.getlist("origin") == [f"http://{headers['host']}"]


def is_json(headers: Headers) -> bool:
    """Whether the body is of the one kind that another site cannot send without being asked first."""
    return headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def fits(headers: Headers) -> bool:
    """Whether the body says how long it is, and no longer than :data:`MAX_BODY`; the HTTP parser keeps it to that.

    Not where it comes in chunks too: those go on for as long as they like, whatever length was said.
    """
    if "transfer-encoding" in headers:
        return False
    length = headers.get("content-length", "")
    return re.fullmatch("[0-9]{1,9}", length) is not None and int(length) <= MAX_BODY


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
