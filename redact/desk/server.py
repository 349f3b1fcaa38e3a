"""The desk over HTTP, for one browser on this machine: the page, its data, one act at a time, and the end.

Knows nothing of files, keys or prompts: ``commands/desk.py`` hands in what saves the session and what writes the final
copy. Nothing is logged, for a log would hold what a person decided about whom.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ...errors import BronwachtError, LeakError
from ..documents import WithheldError
from ..draft import Json, Lang
from .loopback import quiet
from .page import desk_words, page_words, shell, statics
from .refusals import ActError, Failure, HandError, Refusal, leak_places, leak_words
from .security import API, ENTRANCE, Entry, Guard

IDLE_CHECK = 1.0
"""Seconds between two looks at whether anybody is still there."""

State = Mapping[str, Any]


class Reviewed(Protocol):
    """What the server asks of a desk; see the package's ``Desk``."""

    def state(self) -> dict[str, Any]:
        """All that the page shows."""

    def act(self, action: Mapping[str, Any], /) -> dict[str, Any]:
        """Perform one act and give the new state; raises :class:`ActError`, and then nothing has changed."""


class Ending(StrEnum):
    """How the desk came to its end."""

    LEFT = "left"  # by the person, with a final copy
    IDLE = "idle"  # nobody was there
    STOPPED = "stopped"  # by a signal


@dataclass(frozen=True)
class Hands:
    """What others do for the server.

    ``save`` is called after each act, before that is acknowledged and the next one is done; ``finish`` writes the final
    copy, and raises :class:`WithheldError` where that holds what had to go. Both raise :class:`HandError` where they
    cannot. ``idle`` is how many seconds without an act end it. ``copies`` is False where leaving writes no copy, for a
    second reader decides next: the page says so.
    """

    save: Callable[[], None]
    finish: Callable[[], None]
    idle: float
    copies: bool = True


class TwoLines(Response):
    """JSON of what has come of an act, then of whether the disk has it; a page that has gone stops nothing.

    Not Starlette's own stream: what that imports when it first answers takes as long as some ten acts.
    """

    media_type = JSONResponse.media_type

    def __init__(self, first: bytes | memoryview, keeping: asyncio.Task[Mapping[str, str]]) -> None:
        self.status_code, self.background = 200, None
        self._first, self._keeping = bytes(first) + b"\n", keeping
        self.init_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._first, "more_body": True})
        last = json.dumps(await asyncio.shield(self._keeping)).encode() + b"\n"
        await send({"type": "http.response.body", "body": last})


class Server:
    """One run of the desk: its routes, and when it ends."""

    def __init__(self, desk: Reviewed, lang: Lang, entry: Entry, hands: Hands) -> None:
        self.entry, self.leaked = entry, False
        self._desk, self._lang, self._hands = desk, lang, hands
        self._state: State = desk.state()
        self._lock = asyncio.Lock()
        self._ending: Ending | None = None
        self._finished = False
        self._seen = time.monotonic()
        self._uvicorn: uvicorn.Server | None = None
        self._keeping: asyncio.Task[Mapping[str, str]] | None = None

    @property
    def app(self) -> ASGIApp:
        """The guarded application."""
        routes = [
            Route(ENTRANCE, self._enter),
            Route("/", self._page),
            Route("/static/{name}", self._static),
            Route(f"{API}start", self._start),
            Route(f"{API}act", self._act, methods=["POST"]),
            Route(f"{API}leave", self._leave, methods=["POST"]),
        ]
        return Guard(Starlette(routes=routes), self.entry)

    async def run(self, sock: socket.socket) -> Ending:
        """Serve until the desk is left, nobody is there, or a signal comes; what was being done is done first."""
        self._uvicorn = quiet(self.app, self.entry.known)
        watch = asyncio.create_task(self._watch())
        try:
            await self._uvicorn.serve(sockets=[sock])
        finally:
            watch.cancel()
            if self._keeping:
                await asyncio.wait([self._keeping])
        return self._ending or Ending.STOPPED

    def stop(self) -> None:
        """Have :meth:`run` come to its end; callable from any thread."""
        if self._uvicorn is not None:
            self._uvicorn.should_exit = True

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(min(IDLE_CHECK, self._hands.idle))
            if time.monotonic() - self._seen > self._hands.idle and not self._lock.locked():
                await self._end(Ending.IDLE)

    async def _end(self, how: Ending) -> None:
        self._ending = self._ending or how
        self.stop()

    async def _enter(self, request: Request) -> Response:
        cookie = self.entry.exchange(request.query_params.get("token", ""))
        if cookie is None:
            return PlainTextResponse(desk_words(self._lang)("error.used") + "\n", 403)
        return HTMLResponse(shell(self._lang, page_key=self.entry.page_key), headers={"set-cookie": cookie})

    async def _page(self, _: Request) -> Response:
        return HTMLResponse(shell(self._lang))

    async def _static(self, request: Request) -> Response:
        found = statics().get(request.path_params["name"])
        return Response(found[0], media_type=found[1]) if found else PlainTextResponse("refused\n", 404)

    async def _start(self, _: Request) -> Response:
        self._seen = time.monotonic()
        async with self._lock:
            shown = {"words": page_words(self._lang), "state": self._state, "copies": self._hands.copies}
            return JSONResponse(shown)

    async def _act(self, request: Request) -> Response:
        """Do one act: at once what comes of it, and when that is kept a second line that says so."""
        asked = await self._asked(request, "action")
        await self._lock.acquire()
        try:
            refusal = await self._tried(asked, self._perform)
        except BaseException:
            self._lock.release()
            raise
        if refusal:
            self._lock.release()
            return refusal
        self._keeping = asyncio.create_task(self._kept())
        return TwoLines(self._answer(200).body, self._keeping)

    async def _leave(self, request: Request) -> Response:
        asked = await self._asked(request, "reason")
        async with self._lock:
            answer = await self._tried(asked, self._finish) or self._answer(200)
        if self._finished:
            answer.background = BackgroundTask(self._end, Ending.LEFT)
        return answer

    async def _asked(self, request: Request, key: str) -> tuple[Any, Any] | None:
        """The version that the page has seen, and what it asks for; None for nonsense."""
        self._seen = time.monotonic()
        try:
            asked = json.loads(await request.body())
            return asked["version"], asked[key]
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    async def _tried(self, asked: tuple[Any, Any] | None, perform: Callable[[Any], State]) -> Response | None:
        """Do what is asked, for a page that has seen all that was done before; the answer where that cannot be."""
        if asked is None:
            return self._answer(400, "unknown")
        if type(asked[0]) is not int or asked[0] != self._state["version"]:
            return self._answer(409, "version")
        try:
            self._state = await asyncio.to_thread(perform, asked[1])
        except Exception as error:
            self.leaked = self.leaked or isinstance(error, LeakError)
            places = leak_places(error.leaks, self._lang) if isinstance(error, WithheldError) else []
            return self._answer(*refused(error, self._lang), places)
        self._seen = time.monotonic()
        return None

    async def _kept(self) -> Mapping[str, str]:
        """Whether all that was decided is kept; nothing else is done before."""
        try:
            await asyncio.to_thread(self._hands.save)
        except Exception as fault:
            _, error, told = refused(fault, self._lang)
            return {"error": error, "told": told}
        finally:
            self._lock.release()
        return {"error": "", "told": ""}

    def _answer(self, status: int, error: str = "", told: str = "", places: Sequence[Json] = ()) -> Response:
        answer = {"error": error, "told": told, "places": places, "done": self._finished, "state": self._state}
        return JSONResponse(answer, status)

    def _perform(self, action: Any) -> State:
        if not isinstance(action, dict) or action.get("act") == "finish":
            raise ActError(Refusal.MALFORMED)
        return self._desk.act(action)

    def _finish(self, reason: Any) -> State:
        """Close the review and write the final copy; where that cannot be, the review is open again.

        A second reader who finishes meets what differs first, and finishes once more.
        """
        if self._finished:
            raise ActError(Refusal.FINISHED)
        state = self._desk.act({"act": "finish"} | ({"reason": reason} if isinstance(reason, str) and reason else {}))
        if state["may_leave"]:
            try:
                self._hands.save()  # first: a copy that is there cannot be written once more
                self._hands.finish()
            except BaseException:
                self._reopen()
                raise
            self._finished, self.leaked = True, False
        else:
            self._state = state
            self._hands.save()
        return state

    def _reopen(self) -> None:
        self._state = self._desk.act({"act": "undo"})
        # What kept it from being kept is told already.
        with contextlib.suppress(HandError):
            self._hands.save()


def refused(error: Exception, lang: Lang) -> tuple[int, str, str]:
    """The HTTP status of an error, what the page calls it, and what is told of it in ``lang``."""
    if isinstance(error, ActError):
        return 400, "act", error.words(lang)
    if isinstance(error, WithheldError):
        return 422, "leak", leak_words(error.leaks, lang)
    if isinstance(error, HandError):
        return 422, "failed", error.words(lang)
    if isinstance(error, BronwachtError):
        return 422, "failed", HandError(Failure.OTHER).words(lang)
    return 500, "internal", _place(error)


def _place(fault: BaseException) -> str:
    """The kind of a fault and where it arose; never its message."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{type(fault).__name__}, {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else ""
