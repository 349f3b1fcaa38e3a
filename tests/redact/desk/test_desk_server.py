"""The desk against those who should get nothing: each attack fails, and succeeds when its one defence is taken out."""

from __future__ import annotations

import contextlib
import http.client
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from bronwacht.errors import UsageError
from bronwacht.redact.desk import security
from bronwacht.redact.desk.loopback import MAX_CONNECTIONS, listen
from bronwacht.redact.desk.page import page_words, shell, statics
from bronwacht.redact.desk.refusals import Failure, HandError
from bronwacht.redact.desk.security import CSP, HEADERS, MAX_BODY, Entry
from bronwacht.redact.desk.server import Ending
from bronwacht.redact.documents import Leak, LeakKind, WithheldError
from bronwacht.redact.draft import Lang

SECRET = "beleidsadviseur"
CROSS = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "cors", "sec_fetch_dest": "empty"}


@dataclass(frozen=True)
class Attack:
    """A request that is right but for one thing; ``defence`` is the function that refuses it."""

    defence: str
    changes: dict[str, str] = field(default_factory=dict)
    drop: str = ""
    method: str = "POST"
    size: int = 0


ATTACKS = {
    "a page that rebinds its name to this machine": Attack(
        "own_host", {"host": "evil.example:{port}", "origin": "http://evil.example:{port}"}
    ),
    "the right name at another port": Attack("own_host", {"host": "127.0.0.1:1"}, method="GET"),
    "an address without its port": Attack("own_host", {"host": "127.0.0.1"}, method="GET"),
    "the wildcard address": Attack("own_host", {"host": "0.0.0.0:{port}"}, method="GET"),
    "another page that reads": Attack("own_site", CROSS, method="GET"),
    "another page that acts": Attack("own_site", CROSS),
    "a page of another port of this machine": Attack("own_site", {**CROSS, "sec_fetch_site": "same-site"}),
    "a frame on another page": Attack(
        "own_site", {**CROSS, "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"}, method="GET"
    ),
    "a browser that looks ahead": Attack("own_site", {"sec_purpose": "prefetch"}, method="GET"),
    "a post from another origin": Attack("own_origin", {"origin": "https://evil.example"}),
    "a post from another port of this machine": Attack("own_origin", {"origin": "http://127.0.0.1:1"}),
    "a post from a sandboxed frame": Attack("own_origin", {"origin": "null"}),
    "a post that does not say where from": Attack("own_origin", drop="origin"),
    "a form of another page": Attack("is_json", {"content_type": "text/plain"}),
    "a form with a file": Attack("is_json", {"content_type": "multipart/form-data; boundary=x"}),
    "a huge body": Attack("fits", size=MAX_BODY),
    "another user of this machine": Attack("knows_cookie", drop="cookie", method="GET"),
    "another user who acts": Attack("knows_cookie", drop="cookie"),
    "a cookie of an earlier run": Attack("knows_cookie", {"cookie": "bronwacht-desk-{port}=old"}, method="GET"),
    "a cookie under another name": Attack("knows_cookie", {"cookie": "session={cookie}"}, method="GET"),
    "a cookie that a server on another port collected": Attack("knows_key", drop="x-desk-key", method="GET"),
    "a cookie and a guessed key": Attack("knows_key", {"x_desk_key": "guess"}),
}


def attempt(served: Any, attack: Attack) -> Any:
    filled = {
        name: value.format(port=served.port, cookie=served.entry._cookie) for name, value in attack.changes.items()
    }
    if attack.method == "GET":
        return served.ask("GET", "/api/start", drop=attack.drop, **filled)
    action = {"act": "unsure", "id": served.desk.state()["queue"][0], "padding": "x" * attack.size}
    body = {"version": served.desk.state()["version"], "action": action}
    return served.ask("POST", "/api/act", body, drop=attack.drop, **filled)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack_gets_nothing(standing: Any, attack: Attack) -> None:
    before = standing.desk.state()["version"]
    answer = attempt(standing, attack)
    assert answer.status in (403, 405, 411, 413, 415, 421)
    assert answer.body == b"refused\n"
    assert standing.desk.state()["version"] == before
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack_succeeds_without_its_defence(standing: Any, attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    where: Any = Entry if hasattr(Entry, attack.defence) else security
    monkeypatch.setattr(where, attack.defence, lambda *_: True)
    answer = attempt(standing, attack)
    assert answer.status == 200
    assert SECRET in answer.body.decode()


def test_own_page_is_let_through(standing: Any) -> None:
    assert SECRET in standing.ask("GET", "/api/start").body.decode()
    assert standing.ask("GET", "/api/start", host=f"localhost:{standing.port}").status == 200
    # a browser that has no fetch metadata
    assert standing.ask("GET", "/api/start", drop="sec-fetch-site").status == 200


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/api/start", "/favicon.ico", "/nothing"])
def test_stranger_gets_the_same_refusal_everywhere(standing: Any, path: str) -> None:
    answer = standing.raw("GET", path, {"host": f"127.0.0.1:{standing.port}"})
    assert (answer.status, answer.body) == (403, b"refused\n")


def token(served: Any) -> str:
    return served.entry.new_url().removeprefix(f"http://127.0.0.1:{served.port}")


def test_token_is_exchanged_once(standing: Any) -> None:
    path = token(standing)
    host = {"host": f"127.0.0.1:{standing.port}"}
    answer = standing.raw("GET", path, host)
    assert answer.status == 200
    cookie = answer.headers["set-cookie"]
    assert re.fullmatch(rf"bronwacht-desk-{standing.port}=[\w-]{{43}}; Path=/; HttpOnly; SameSite=Strict", cookie)
    assert standing.entry.page_key in answer.body.decode()
    again = standing.raw("GET", path, host)
    assert (again.status, "set-cookie" in again.headers) == (403, False)
    assert again.body.decode().startswith("Dit adres is al gebruikt")
    assert standing.entry.page_key not in again.body.decode()


@pytest.mark.parametrize(
    "path", ["/enter", "/enter?token=", "/enter?token=guess", "/enter?token=%ff", "/enter?token=Ā"]
)
def test_wrong_token_gets_nothing_and_uses_nothing_up(standing: Any, path: str) -> None:
    right = token(standing)
    host = {"host": f"127.0.0.1:{standing.port}"}
    answer = standing.raw("GET", path.encode().decode("latin-1"), host)
    assert answer.status in (400, 403)
    assert "set-cookie" not in answer.headers
    assert standing.raw("GET", right, host).status == 200


def test_new_address_ends_the_one_before(standing: Any) -> None:
    old, new = token(standing), token(standing)
    host = {"host": f"127.0.0.1:{standing.port}"}
    assert standing.raw("GET", old, host).status == 403
    assert standing.raw("GET", new, host).status == 200


def test_no_token_counts_before_an_address_was_made(served: Any) -> None:
    assert served.raw("GET", "/enter?token=None", {"host": f"127.0.0.1:{served.port}"}).status == 403


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender"])
def test_looking_ahead_does_not_use_up_the_token(standing: Any, purpose: str) -> None:
    path, host = token(standing), {"host": f"127.0.0.1:{standing.port}"}
    assert standing.raw("GET", path, {**host, "sec-purpose": purpose}).status == 403
    opened = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert standing.raw("GET", path, {**host, **opened}).status == 200


def test_token_cannot_be_used_from_within_another_page(standing: Any) -> None:
    path, host = token(standing), {"host": f"127.0.0.1:{standing.port}"}
    for dest in ("iframe", "image", "empty", "script"):
        mode = "navigate" if dest == "iframe" else "no-cors"
        headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode, "sec-fetch-dest": dest}
        assert standing.raw("GET", path, {**host, **headers}).status == 403
    assert standing.raw("GET", path, host).status == 200


def test_secrets_differ_by_run_and_are_long() -> None:
    one, other = Entry(1), Entry(1)
    for pair in ((one._cookie, other._cookie), (one.page_key, other.page_key), (one.new_url(), other.new_url())):
        assert pair[0] != pair[1]
    assert len({one._cookie, one.page_key, one.new_url().partition("=")[2]}) == 3
    assert one._cookie not in repr(one)


@pytest.mark.parametrize("action", ["accept", "reject", "finish", "undo"])
def test_get_changes_nothing(standing: Any, action: str) -> None:
    before = standing.desk.state()["version"]
    first = standing.desk.state()["queue"][0]
    for path in (f"/api/act?act={action}&id={first}&version=0", "/api/leave?version=0", f"/api/start?act={action}"):
        answer = standing.ask("GET", path)
        assert answer.status == (200 if "start" in path else 405)
    assert standing.desk.state()["version"] == before
    assert standing.finished == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
def test_other_methods_are_refused(standing: Any, method: str) -> None:
    assert standing.ask(method, "/api/act").status == 405


def test_every_answer_bears_the_headers(standing: Any) -> None:
    host = {"host": f"127.0.0.1:{standing.port}"}
    answers = [
        standing.raw("GET", token(standing), host),
        standing.ask("GET", "/"),
        standing.ask("GET", "/static/main.js"),
        standing.ask("GET", "/static/none.js"),
        standing.ask("GET", "/api/start"),
        standing.ask("GET", "/nowhere"),
        standing.ask("POST", "/api/act", b"{"),
        standing.ask("DELETE", "/"),
        standing.raw("GET", "/", host),
        standing.raw("GET", "/", {"host": "evil.example"}),
    ]
    assert sorted({answer.status for answer in answers}) == [200, 400, 403, 404, 405, 421]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert not {"server", "etag", "last-modified", "access-control-allow-origin"} & {
            *map(str.lower, answer.headers)
        }


def test_policy_allows_this_page_and_nothing_else() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in CSP.split(";"))
    assert rules["default-src"] == "'none'"
    assert {rules[name] for name in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert {rules[name] for name in ("form-action", "frame-ancestors", "base-uri")} == {"'none'"}
    assert "unsafe" not in CSP
    assert HEADERS["cache-control"] == "no-store"
    assert HEADERS["referrer-policy"] == "same-origin"


def test_page_holds_nothing_of_the_draft(standing: Any) -> None:
    page = standing.ask("GET", "/").body.decode()
    assert "<title>Bronwacht: nakijken</title>" in page
    for words in (SECRET, "geheime-naam", "Merel", "Velthoen", standing.entry.page_key):
        assert words not in page
    assert not re.search(r"<script(?![^>]*src=)|style=|\son\w+=|https?://", page)


def test_page_never_reassures() -> None:
    for lang in Lang:
        said = shell(lang) + repr({key: list(table.values()) for key, table in page_words(lang).items()})
        said += "".join(text for text, _ in statics().values())
        assert not re.search(r"\b(safe|low[ -]risk|veilig\w*|laag risico)\b", said, re.IGNORECASE)


def test_page_and_scripts_know_their_words() -> None:
    sources = "".join(text for text, _ in statics().values())
    sources += files("bronwacht.redact.desk").joinpath("data/desk.html.jinja").read_text("utf-8")
    words = page_words(Lang.EN)
    asked = set(re.findall(r"""\b(?:t|counted)\(["']([a-z_]+\.[a-z_]+)["']""", sources))
    assert len(asked) > 60
    assert [key for key in asked if key.partition(".")[2] not in words[key.partition(".")[0]]] == []


def test_both_languages_have_the_same_words() -> None:
    dutch, english = (
        {(section, name) for section, table in page_words(lang).items() for name in table} for lang in Lang
    )
    assert dutch == english


@pytest.mark.parametrize(
    "name",
    ["../page.py", "..%2fpage.py", "%2e%2e/page.py", "desk_nl.toml", "desk.html.jinja", "/etc/passwd", "main.js%00"],
)
def test_only_the_page_s_own_files_are_served(standing: Any, name: str) -> None:
    answer = standing.ask("GET", f"/static/{name}")
    assert answer.status in (400, 404)
    assert b"import" not in answer.body


def test_no_websocket(standing: Any) -> None:
    answer = standing.ask(
        "GET",
        "/api/start",
        connection="Upgrade",
        upgrade="websocket",
        sec_websocket_key="dGhlIHNhbXBsZSBub25jZQ==",
        sec_websocket_version="13",
    )
    assert answer.status != 101


def test_body_without_a_length_is_refused(standing: Any) -> None:
    assert standing.ask("POST", "/api/act", b"", drop="content-length", transfer_encoding="chunked").status == 413
    assert standing.ask("POST", "/api/act", b"", content_length="1e3").status in (400, 413)
    # as long as it is in the chunks, whatever length is said beside them
    assert standing.ask("POST", "/api/act", b"2\r\n{}\r\n0\r\n\r\n", transfer_encoding="chunked").status == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b'{"version":0}',
        b'{"action":{}}',
        b"[" * 5000,
        b"\xff",
        b'{"version":VERSION,"action":1}',
    ],
)
def test_nonsense_is_refused_and_changes_nothing(standing: Any, body: bytes) -> None:
    before = standing.desk.state()["version"]
    body = body.replace(b"VERSION", str(before).encode())
    answer = standing.ask("POST", "/api/act", body)
    assert answer.status == 400
    assert standing.desk.state()["version"] == before


@pytest.mark.parametrize("version", [999, -1, "0", None, True, 0.0])
def test_act_on_another_version_is_refused_with_the_state(standing: Any, version: Any) -> None:
    before, first = standing.desk.state()["version"], standing.desk.state()["queue"][0]
    answer = standing.ask("POST", "/api/act", {"version": version, "action": {"act": "accept", "id": first}})
    assert (answer.status, answer.json["error"], answer.json["state"]["version"]) == (409, "version", before)


def test_act_is_kept_before_it_is_acknowledged(serve: Callable[..., Any]) -> None:
    disk = threading.Event()
    served = serve(save=lambda: disk.wait(10))
    first, second = served.desk.state()["queue"][:2]
    body = {"version": 0, "action": {"act": "accept", "id": first}}
    with served.posted("/api/act", body) as answer:
        # What has come of it is told while the disk works; nothing more is done before it has.
        assert json.loads(answer.readline())["state"]["version"] == 1
        with served.posted("/api/act", {"version": 1, "action": {"act": "reject", "id": second}}, wait=False) as other:
            other.settimeout(0.3)
            with pytest.raises(TimeoutError):
                other.recv(1)
        assert served.desk.state()["version"] == 1
        disk.set()
        assert json.loads(answer.readline()) == {"error": "", "told": ""}


def test_each_act_is_kept(served: Any) -> None:
    first, second = served.desk.state()["queue"][:2]
    assert served.act(act="accept", id=first).json["state"]["version"] == 1
    assert len(served.saved) == 1
    assert served.act(act="reject", id=second).status == 200
    assert served.saved[-1] == served.desk.saved()


def test_act_is_kept_though_the_page_has_gone(serve: Callable[..., Any]) -> None:
    kept: list[int] = []
    served = serve(save=lambda: (time.sleep(0.4), kept.append(1)))
    body = {"version": 0, "action": {"act": "accept", "id": served.desk.state()["queue"][0]}}
    with served.posted("/api/act", body) as answer:
        answer.readline()
    served.server.stop()
    served.wait()
    assert kept == [1]


def test_impossible_act_changes_nothing(served: Any) -> None:
    answer = served.act(act="accept", id="s999")
    told = "dat voorstel is er niet meer; kijk opnieuw naar het concept"
    assert (answer.status, answer.json["error"], answer.json["told"]) == (400, "act", told)
    assert served.act(act="finish", reason="because").status == 400
    assert served.act(act="undo").status == 400
    assert served.saved == []


def test_act_that_is_not_saved_is_told(serve: Callable[..., Any]) -> None:
    def fail() -> None:
        raise HandError(Failure.DISK)

    served = serve(save=fail)
    answer = served.act(act="accept", id=served.desk.state()["queue"][0])
    told = HandError(Failure.DISK).words(Lang.NL)
    assert (answer.status, answer.json["error"], answer.json["told"]) == (200, "failed", told)
    assert answer.json["state"]["version"] == 1


def test_fault_is_told_by_its_place_alone(
    served: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Any) -> Any:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(served.desk, "act", fail)
    with caplog.at_level(logging.DEBUG):
        answer = served.act(act="accept", id="s1")
    assert (answer.status, answer.json["error"]) == (500, "internal")
    assert SECRET not in answer.json["told"]
    assert "RuntimeError" in answer.json["told"]
    seen = capfd.readouterr()
    assert SECRET not in seen.out + seen.err + caplog.text


def test_nothing_is_logged(served: Any, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="uvicorn"):
        served.act(act="accept", id=served.desk.state()["queue"][0])
        served.raw("GET", token(served), {"host": "evil.example"})
    seen = capfd.readouterr()
    assert seen.out + seen.err == ""
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []


def test_leaving_is_blocked_while_something_is_open(served: Any) -> None:
    answer = served.leave()
    assert (answer.status, answer.json["error"], answer.json["done"]) == (400, "act", False)
    assert served.finished == []
    answer = served.leave("the deadline")
    assert (answer.status, answer.json["done"]) == (200, True)
    assert served.wait() is Ending.LEFT
    assert len(served.finished) == 1
    assert b"the deadline" in served.saved[-1]


def test_leaving_ends_the_desk(served: Any) -> None:
    served.settle()
    assert served.leave().json["done"] is True
    assert served.wait() is Ending.LEFT
    assert SECRET not in served.finished[0]
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", served.port), timeout=1)


def test_leak_leaves_the_review_open(served: Any) -> None:
    served.settle()
    served.faults.append(WithheldError([Leak(LeakKind.STANDS, 3)]))
    answer = served.leave()
    assert (answer.status, answer.json["error"], answer.json["done"]) == (422, "leak", False)
    assert answer.json["told"] == "woorden die weg moesten, staan nog op hun plaats (regel 3)"
    assert answer.json["state"]["finished"] is None
    assert served.server.leaked
    # Nor is it kept as finished: whoever goes on tomorrow goes on deciding.
    assert served.saved[-1] == served.desk.saved()
    assert served.leave().json["done"] is True
    assert not served.server.leaked
    assert served.wait() is Ending.LEFT


def test_output_that_cannot_be_written_leaves_the_review_open(served: Any) -> None:
    served.settle()
    served.faults.append(HandError(Failure.OUTPUT))
    answer = served.leave()
    assert (answer.status, answer.json["error"], answer.json["told"]) == (
        422,
        "failed",
        HandError(Failure.OUTPUT).words(Lang.NL),
    )
    assert not served.server.leaked
    assert served.leave().json["done"] is True


def test_no_copy_is_written_that_would_not_be_kept_as_finished(serve: Callable[..., Any]) -> None:
    faults: list[HandError] = []

    def save() -> None:
        if faults:
            raise faults.pop()

    served = serve(save=save)
    served.settle()
    faults.append(HandError(Failure.DISK))
    answer = served.leave()
    assert (answer.status, answer.json["error"], answer.json["done"]) == (422, "failed", False)
    assert answer.json["state"]["finished"] is None
    assert served.finished == []
    assert served.leave().json["done"] is True
    assert len(served.finished) == 1


def test_desk_that_is_left_alone_ends(serve: Callable[..., Any]) -> None:
    served = serve(idle=0.6)
    for _ in range(4):
        time.sleep(0.25)
        assert served.ask("GET", "/api/start").status == 200
    assert served.wait() is Ending.IDLE


def test_another_user_cannot_take_all_connections(served: Any, capfd: pytest.CaptureFixture[str]) -> None:
    """Each is an open file of the desk, which needs some to keep what is decided."""
    browser = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    headers = {
        "cookie": f"{served.entry.cookie_name}={served.entry._cookie}",
        "x-desk-key": served.entry.page_key,
    }

    def asks() -> int:
        browser.request("GET", "/api/start", headers=headers)
        answer = browser.getresponse()
        answer.read()
        return answer.status

    assert asks() == 200
    connection = browser.sock
    before = len(list(Path("/proc/self/fd").iterdir()))
    with contextlib.ExitStack() as stack:
        for _ in range(5 * MAX_CONNECTIONS):
            stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=10))
        assert asks() == 200
        assert browser.sock is connection  # which was not closed
        assert served.ask("GET", "/api/start").status == 200
        # of the far ends, which this very process has too, all are open
        assert len(list(Path("/proc/self/fd").iterdir())) - before - 5 * MAX_CONNECTIONS <= MAX_CONNECTIONS + 1
    seen = capfd.readouterr()
    assert seen.out + seen.err == ""


def test_cookie_alone_does_not_take_all_connections(served: Any) -> None:
    """A server on another port can collect the cookie; the connections that it opens are a stranger's all the same."""
    headers = served.headers("GET", b"")
    asked = f"GET / HTTP/1.1\r\nhost: {headers['host']}\r\ncookie: {headers['cookie']}\r\n\r\n".encode()
    with contextlib.ExitStack() as stack:
        for _ in range(MAX_CONNECTIONS + 8):
            sock = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=10))
            with contextlib.suppress(OSError):
                sock.sendall(asked)
                assert sock.recv(4096)
        assert served.ask("GET", "/api/start").status == 200


@pytest.mark.parametrize(
    "other", ['a={"x":1}', "flag", "a=b c", "path/x=1", 'a="', "a[0]=\xe9", "bronwacht-desk-{port}=laid"]
)
def test_cookies_of_other_ports_do_not_shut_the_page_out(standing: Any, other: str) -> None:
    """Every server of this machine may have set some, and not all are what a library of Python calls a cookie."""
    other, own = other.format(port=standing.port) if "{port" in other else other, standing.headers("GET", b"")["cookie"]
    for cookies in (f"{other}; {own}", f"{own}; {other}"):
        assert standing.ask("GET", "/api/start", cookie=cookies).status == 200
    assert standing.ask("GET", "/api/start", cookie=other).status == 403


@pytest.mark.parametrize("nonsense", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"])
def test_what_is_no_http_is_refused_as_all_else_is(standing: Any, nonsense: bytes) -> None:
    with socket.create_connection(("127.0.0.1", standing.port), timeout=10) as stranger:
        stranger.sendall(nonsense)
        answer = b"".join(iter(lambda: stranger.recv(4096), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert body == b"refused\n"
    for name, value in HEADERS.items():
        assert f"{name}: {value}".encode() in head


def test_it_listens_on_the_loopback_alone() -> None:
    with listen(0) as sock:
        assert sock.getsockname()[0] == "127.0.0.1"


def test_port_that_is_taken_is_told() -> None:
    with listen(0) as sock, pytest.raises(UsageError, match="cannot listen on port"):
        listen(sock.getsockname()[1])
