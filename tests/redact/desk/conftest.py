"""A real desk over a short draft, served by a real uvicorn on the loopback, and a browser to sit at it."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.corrections import Corrections
from bronwacht.redact.desk import Desk
from bronwacht.redact.desk.case import Case
from bronwacht.redact.desk.loopback import listen
from bronwacht.redact.desk.record import History, Record
from bronwacht.redact.desk.security import Entry
from bronwacht.redact.desk.server import Ending, Hands, Server
from bronwacht.redact.documents import Document
from bronwacht.redact.draft import Draft, Lang, Reading
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story, parse_story

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-component-update"
    " --disable-sync --disable-quic"
).split()
PATIENCE = 8_000
"""Milliseconds that anything in the browser may take before a test gives up."""

TEXT = (
    "Vijf medewerkers van de gemeente Wierhaven vertellen over hun wethouder, Rutger Velthoen.\n\n"
    "Een van hen is een beleidsadviseur van 34 uit Zwolle. Ze is de enige vrouw in een groep van zeven trainees. In mei"
    " 2019 ging ze mee op een dienstreis naar Barcelona.\n\n"
    "Een bode, een man van 58, zag wat er gebeurde. Hij woont ook in Zwolle, rijdt in een"
    " rode Volvo en werkt op het stadhuis van Zwolle. Aan zijn bureau hangt een vaantje van de ijsclub.\n"
)
STORY = parse_story(
    {
        "published": "2021-10",
        "public": [{"name": "Rutger Velthoen", "accused": True}, {"name": "Wierhaven"}],
        "source": [
            {"codename": "Merel", "called": ["een beleidsadviseur van 34"]},
            {"codename": "Specht", "called": ["Een bode"]},
        ],
    }
)


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        """What came of it; and, of an act, whether that was kept."""
        return {name: value for line in self.body.splitlines() for name, value in json.loads(line).items()}


@dataclass
class Served:
    """A desk that is being served, and what it has asked of others."""

    desk: Desk
    server: Server
    entry: Entry
    port: int
    saved: list[bytes]
    finished: list[str]
    faults: list[Exception]
    ended: list[Ending] = field(default_factory=list)
    thread: threading.Thread = field(default_factory=threading.Thread)

    @contextlib.contextmanager
    def posted(self, path: str, body: Any, *, wait: bool = True) -> Iterator[Any]:
        """The answer to a POST while it comes; without ``wait`` the socket on which it will come."""
        raw = json.dumps(body).encode()
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as sock:
            lines = [f"{name}: {value}" for name, value in self.headers("POST", raw).items()]
            sock.sendall("\r\n".join([f"POST {path} HTTP/1.1", *lines, "", ""]).encode() + raw)
            if wait:
                answer = http.client.HTTPResponse(sock, method="POST")
                answer.begin()
            yield answer if wait else sock

    def headers(self, method: str, raw: bytes) -> dict[str, str]:
        """The headers that the desk's page sends."""
        host = f"127.0.0.1:{self.port}"
        headers = {
            "host": host,
            "sec-fetch-site": "same-origin",
            "cookie": f"{self.entry.cookie_name}={self.entry._cookie}",
            "x-desk-key": self.entry.page_key,
        }
        if method == "POST":
            headers |= {"origin": f"http://{host}", "content-type": "application/json", "content-length": str(len(raw))}
        return headers

    def ask(self, method: str, path: str, body: Any = None, *, drop: str = "", **changes: str) -> Answer:
        """A request as the desk's page sends it, with headers changed or (``drop``) left out."""
        raw = b"" if method != "POST" else body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = self.headers(method, raw)
        headers |= {name.replace("_", "-"): value for name, value in changes.items()}
        return self.raw(method, path, {name: value for name, value in headers.items() if name != drop}, raw)

    def raw(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Exactly this request."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as sock:
            lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
            sock.sendall("\r\n".join([*lines, "connection: close", "", ""]).encode("latin-1"))
            with contextlib.suppress(OSError):  # refused before all was sent
                sock.sendall(body)
            answer = http.client.HTTPResponse(sock, method=method)
            answer.begin()
            return Answer(answer.status, answer.headers, answer.read())

    def act(self, **action: Any) -> Answer:
        return self.ask("POST", "/api/act", {"version": self.desk.state()["version"], "action": action})

    def leave(self, reason: str = "") -> Answer:
        return self.ask("POST", "/api/leave", {"version": self.desk.state()["version"], "reason": reason})

    def settle(self) -> None:
        """Decide on everything."""
        while queue := self.desk.state()["queue"]:
            assert self.act(act="accept", id=queue[0]).status == 200

    def wait(self) -> Ending:
        self.thread.join(timeout=10)
        assert not self.thread.is_alive()
        return self.ended[0]


@pytest.fixture(scope="session")
def reading() -> tuple[Document, Reading, Story]:
    """The draft, read once."""
    return read_text(TEXT)


def read_text(text: str) -> tuple[Document, Reading, Story]:
    """A draft of these words, read with the story."""
    document = Document(text, text.encode(), "txt", "geheime-naam.txt", Path("geheime-naam.txt"))
    return document, read(Draft(text, Lang.NL, document.name, STORY.published), STORY), STORY


_CASES: dict[tuple[str, Lang], Case] = {}
"""What is worked out of a draft, once a language; a desk never changes it."""


def started(
    reading: tuple[Document, Reading, Story],
    *,
    idle: float = 600,
    save: Callable[[], None] | None = None,
    lang: Lang = Lang.NL,
    resumed: bytes | None = None,
    reader: str | None = None,
    copies: bool = True,
) -> Served:
    document, found, story = reading
    if resumed is None:
        key = document.text, lang
        if key not in _CASES:
            _CASES[key] = Case(document, found, story, lang, corrections=Corrections())
        desk = Desk(_CASES[key], History(Record()))
    else:
        desk = Desk.resume(resumed, document, found, story, lang, reader=reader)
    sock = listen(0)
    port = sock.getsockname()[1]
    saved: list[bytes] = []
    finished: list[str] = []
    faults: list[Exception] = []

    def finish() -> None:
        if faults:
            raise faults.pop(0)
        finished.append("".join(piece["text"] for piece in desk.state()["result"]))

    entry = Entry(port)
    hands = Hands(save or (lambda: saved.append(desk.saved())), finish, idle, copies)
    served = Served(desk, Server(desk, lang, entry, hands), entry, port, saved, finished, faults)

    def run() -> None:
        with sock:
            served.ended.append(asyncio.run(served.server.run(sock)))

    served.thread = threading.Thread(target=run, daemon=True)
    served.thread.start()
    return served


@pytest.fixture(scope="module")
def leaving() -> Iterator[list[Served]]:
    """Desks that have been told to stop, which takes a moment; all have by the end of a module."""
    told: list[Served] = []
    yield told
    for served in told:
        served.thread.join(timeout=15)
        assert not served.thread.is_alive()


@pytest.fixture
def serve(reading: tuple[Document, Reading, Story], leaving: list[Served]) -> Iterator[Callable[..., Served]]:
    """Serve a fresh desk, as many as are asked for; ``text`` is another draft than the usual one."""
    running: list[Served] = []

    def start(*, text: str | None = None, **options: Any) -> Served:
        running.append(started(read_text(text) if text else reading, **options))
        return running[-1]

    yield start
    for served in running:
        served.server.stop()
    leaving += running


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    """A desk of this test's own."""
    return serve()


@pytest.fixture(scope="module")
def standing(reading: tuple[Document, Reading, Story]) -> Iterator[Served]:
    """A desk that all tests of a module may knock at; it is never finished."""
    served = started(reading)
    yield served
    served.server.stop()
    served.thread.join(timeout=15)


@pytest.fixture
def chromium(wanting: Callable[[str], None], request: pytest.FixtureRequest) -> Any:
    """A real browser, without a network of its own."""
    if not CHROMIUM.exists():
        wanting("Chromium")
    return request.getfixturevalue("launched")


@pytest.fixture(scope="module")
def launched() -> Iterator[Any]:
    # Not for the whole session: while it is there, no other test could run an event loop of its own.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Seat:
    """A reporter at the desk: the page, and what it did wrong."""

    page: Any
    errors: list[str]

    def told(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def failed(self, error: Any) -> None:
        self.errors.append(str(error))

    def leave(self, chair: Any) -> None:
        """Close all but the ``chair``, and leave nothing there."""
        if self.page is not chair:
            self.page.context.close()
            return
        for page in self.page.context.pages:
            if page is not chair:
                page.close()
        chair.remove_listener("console", self.told)
        chair.remove_listener("pageerror", self.failed)
        chair.context.clear_cookies()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def here(self) -> str:
        """The words of the suggestion that is to be decided on."""
        return self.page.locator("#card del").inner_text().rpartition("\n")[2]

    def settled(self) -> None:
        """Wait until the server has answered all that was done."""
        self.page.locator("body:not([data-busy=true])").wait_for()

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.page.locator("body[data-ready]").wait_for()


@pytest.fixture(scope="module")
def chair(launched: Any) -> Iterator[Any]:
    """A page that the tests of a module use one after the other: a browser's new renderer takes long to start."""
    context = launched.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def sit(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Seat]]:
    """Open a desk's address in a browser of one's own.

    What a page keeps is by its address, and that has another port in each test; cookies are taken away.
    """
    chair: Any = request.getfixturevalue("chair")
    seats: list[Seat] = []

    def open_at(
        url: str, *, width: int = 1440, height: int = 900, scheme: str = "light", motion: str = "reduce"
    ) -> Seat:
        page = chair
        if seats:
            page = chromium.new_context().new_page()
            page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        seat = Seat(page, [])
        page.on("console", seat.told)
        page.on("pageerror", seat.failed)
        seats.append(seat)
        seat.open(url)
        return seat

    yield open_at
    for seat in seats:
        seat.leave(chair)
