"""``bronwacht desk`` as a program: its sessions, refusals, ends, and exit codes; the page is elsewhere."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from bronwacht.commands.browser import doorway
from bronwacht.commands.desk import desk as desk_command
from bronwacht.commands.sealed_session import SealedSession, SessionError, TakenError
from bronwacht.errors import BronwachtError, LockedError
from bronwacht.vault import age
from bronwacht.vault.errors import NoMatchError
from bronwacht.vault.keys import new_editor

from .. import warm

PATIENCE = 60
DRAFT = (
    "Medewerkers van de gemeente Wierhaven vertellen over hun wethouder, Rutger Velthoen.\n\n"
    "Een van hen is een beleidsadviseur uit Zwolle. Ze is de enige vrouw in een groep van zeven trainees.\n"
)
STORY = """published = 2021-10
[[public]]
name = "Rutger Velthoen"
accused = true
[[source]]
codename = "Merel"
called = ["een beleidsadviseur"]
"""


@dataclass
class Running:
    """A desk that runs, and a browser's side of it."""

    process: subprocess.Popen[str] | warm.Program
    said: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)

    def enter(self) -> None:
        with urllib.request.urlopen(self.url, timeout=10) as answer:
            found = re.search(r'desk-key" content="([\w-]+)"', answer.read().decode())
            assert found
            self.headers = {"X-Desk-Key": found[1], "Cookie": answer.headers["set-cookie"].partition(";")[0]}

    def ask(self, path: str, body: Any = None) -> tuple[int, Any]:
        base = self.url.partition("/enter")[0]
        headers = {**self.headers, "Origin": base, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(base + path, data, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, {name: value for line in answer for name, value in json.loads(line).items()}
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    @property
    def state(self) -> Any:
        return self.ask("/api/start")[1]["state"]

    def act(self, **action: Any) -> Any:
        return self.ask("/api/act", {"version": self.state["version"], "action": action})

    def settle(self, decision: str = "accept") -> None:
        while queue := self.state["queue"]:
            assert self.act(act=decision, id=queue[0])[0] == 200

    def leave(self, reason: str = "") -> tuple[int, Any]:
        return self.ask("/api/leave", {"version": self.state["version"], "reason": reason})

    def end(self) -> tuple[int, str, str]:
        """Exit code, stdout, and what else was said on stderr."""
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


Start = Callable[..., Running]


@pytest.fixture
def desk(newsroom: Any) -> Iterator[Start]:
    """Start ``bronwacht desk`` on a draft in a folder with Anna's and Bram's keys, and enter."""
    (newsroom.folder / "concept.txt").write_text(DRAFT, "utf-8")
    (newsroom.folder / "story.toml").write_text(STORY, "utf-8")
    with ExitStack() as stack:

        def start(
            *options: str,
            who: str = "",
            program: Sequence[str] = (),
            draft: str = "concept.txt",
        ) -> Running:
            told = ["desk", draft, "--story", "story.toml", "--no-browser", *options]
            argv, passed = told, []
            if who:
                reader, writer = os.pipe()
                os.write(writer, newsroom.passphrases[who].encode() + b"\n")
                os.close(writer)
                argv += ["--key", f"{who}.key", "--passphrase-fd", str(reader)]
                passed = [reader]
            begin = (
                partial(subprocess.Popen, [sys.executable, *program, *argv]) if program else partial(warm.start, argv)
            )
            process = stack.enter_context(
                begin(
                    cwd=newsroom.folder,
                    env=newsroom.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    pass_fds=passed,
                )
            )
            for descriptor in passed:
                os.close(descriptor)
            stack.callback(process.kill)
            said = ""
            assert process.stderr
            for line in process.stderr:
                said += line
                if found := re.search(r"http://\S+", line):
                    running = Running(process, said, found[0])
                    running.enter()
                    return running
            raise AssertionError(said)

        yield start


def test_review_ends_with_the_final_copy(desk: Start, newsroom: Any) -> None:
    running = desk("-o", "klaar.txt", "--save-corrections", "verbeterd.toml")
    assert "no key was named, so nothing is kept" in running.said
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/enter\?token=[\w-]{43}", running.url)
    running.settle()
    status, answer = running.leave()
    assert (status, answer["done"]) == (200, True)
    code, out, err = running.end()
    assert (code in (0, 1), out, err) == (True, "klaar.txt\n", "")
    final = (newsroom.folder / "klaar.txt").read_text("utf-8")
    assert "beleidsadviseur" not in final
    assert final == "".join(piece["text"] for piece in answer["state"]["result"])
    assert (newsroom.folder / "verbeterd.toml").exists()
    assert not list(newsroom.folder.glob("*.age"))


def test_words_of_the_copy_that_nobody_sees_are_told(desk: Start, newsroom: Any) -> None:
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in DRAFT.strip().split("\n\n"))
    page = f'{shown}<p style="color:#fff">Rustige woorden.</p>'
    (newsroom.folder / "concept.html").write_text(page, "utf-8")
    running = desk("-o", "klaar.html", draft="concept.html")
    running.settle()
    assert running.leave()[1]["done"] is True
    _, out, err = running.end()
    assert out == "klaar.html\n"
    assert "words that nobody sees stand in the final copy (line 5 of its text)" in err
    assert "Rustige" not in err


def test_leaving_with_something_open_is_exit_code_1(desk: Start, newsroom: Any) -> None:
    running = desk()
    assert running.leave()[0] == 400
    assert not (newsroom.folder / "concept.final.txt").exists()
    assert running.leave("the deadline")[1]["done"] is True
    assert running.end()[:2] == (1, "concept.final.txt\n")
    assert (newsroom.folder / "concept.final.txt").read_text("utf-8") == DRAFT


PROMISES = '[[promise]]\ncodename = "Merel"\nOCCUPATION = "never"\n'


@pytest.mark.parametrize(("decision", "code"), [("accept", 0), ("reject", 1)])
def test_a_promise_that_is_not_kept_is_exit_code_1(desk: Start, newsroom: Any, decision: str, code: int) -> None:
    (newsroom.folder / "promises.toml").write_text(PROMISES, "utf-8")
    story = f'threshold = {{ stranger = 1 }}\n{STORY}protect_from = ["stranger"]\n'
    (newsroom.folder / "story.toml").write_text(story, "utf-8")
    running = desk("--promises", "promises.toml")
    assert any("Met Merel is afgesproken" in each["why"] for each in running.state["suggestions"])
    running.settle(decision)
    running.leave()
    assert running.end()[0] == code


def test_name_of_a_draft_steers_no_terminal(desk: Start, newsroom: Any) -> None:
    """Whoever sent the draft has named it, and the session and the copy are named after it."""
    name = "a\x1b]0;title\x07"
    (newsroom.folder / f"{name}.txt").write_text(DRAFT, "utf-8")
    for _ in range(2):
        running = desk(draft=f"{name}.txt", who="anna")
        assert "a\N{REPLACEMENT CHARACTER}]0;title\N{REPLACEMENT CHARACTER}.desk.age" in running.said
        assert not {"\x1b", "\x07"} & set(running.said)
        running.settle()
        if not (newsroom.folder / f"{name}.final.txt").exists():
            (newsroom.folder / f"{name}.final.txt").write_text("taken", "utf-8")
            assert running.leave()[0] == 422
            (newsroom.folder / f"{name}.final.txt").unlink()
        running.process.send_signal(signal.SIGINT)
        assert not {"\x1b", "\x07"} & set(running.end()[2])


@pytest.mark.parametrize("how", ["edited", "gone", "same"])
def test_draft_that_was_changed_meanwhile_is_told(desk: Start, newsroom: Any, how: str) -> None:
    """Somebody goes on writing in it: the copy has nothing of that, and who publishes it should know."""
    running = desk()
    draft = newsroom.folder / "concept.txt"
    if how == "gone":
        draft.unlink()
    else:
        draft.write_text(DRAFT + ("Een zesde bron zag alles.\n" if how == "edited" else ""), "utf-8")
    running.settle()
    assert running.leave()[1]["done"]
    code, out, err = running.end()
    assert out == "concept.final.txt\n"
    assert ("concept.txt was changed while the desk was open" in err) is (how != "same")
    if how != "same":
        assert code == 1
    assert "zesde" not in (newsroom.folder / "concept.final.txt").read_text("utf-8")


def test_killed_desk_goes_on_where_it_was(desk: Start, newsroom: Any) -> None:
    running = desk(who="anna")
    assert "kept, sealed to your key, in concept.desk.age" in running.said
    first = running.state["queue"][0]
    state = running.act(act="own", id=first, text="iemand")[1]["state"]
    running.process.send_signal(signal.SIGKILL)
    running.process.wait()
    sealed = (newsroom.folder / "concept.desk.age").read_bytes()
    assert b"iemand" not in sealed
    again = desk(who="anna")
    assert "going on with concept.desk.age" in again.said
    assert "written by" not in again.said
    assert again.state == state


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopped_desk_writes_no_copy_and_keeps_the_session(desk: Start, newsroom: Any, how: signal.Signals) -> None:
    running = desk(who="anna")
    running.settle()
    running.process.send_signal(how)
    code, out, err = running.end()
    assert code == (130 if how is signal.SIGINT else -signal.SIGTERM)
    assert out == ""
    assert "Traceback" not in err
    assert not (newsroom.folder / "concept.final.txt").exists()
    assert desk(who="anna").state["open"] == 0


def test_desk_that_is_left_alone_ends(desk: Start, newsroom: Any) -> None:
    running = desk("--idle", "0.01", who="anna")
    code, out, err = running.end()
    assert (code, out) == (1, "")
    assert "go on with the same command" in err
    assert not (newsroom.folder / "concept.final.txt").exists()


def test_enter_at_the_terminal_gives_a_new_address(newsroom: Any) -> None:
    (newsroom.folder / "concept.txt").write_text(DRAFT, "utf-8")
    leader, follower = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bronwacht", "desk", "concept.txt", "--no-browser"],
        cwd=newsroom.folder,
        env=newsroom.environment,
        stdin=follower,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(follower)
    try:
        assert process.stderr
        told = (found[0] for line in process.stderr if (found := re.search(r"http://\S+", line)))
        first = next(told)
        os.write(leader, b"\n")
        second = next(told)
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(first, timeout=10)
        assert urllib.request.urlopen(second, timeout=10).status == 200
        os.close(leader)  # the terminal goes; the page stays, and the desk waits for it at rest
        threading.Thread(target=process.stderr.read, daemon=True).start()  # what it says holds nothing up
        time.sleep(0.5)
        before = busy(process.pid)
        time.sleep(1)
        assert busy(process.pid) - before < 0.5
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def busy(pid: int) -> float:
    """Processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


LEAKY = """
import sys
from bronwacht import cli
from bronwacht.commands import desk_hands
from bronwacht.redact.documents import Leak, LeakKind, WithheldError

write = desk_hands.write

def leaky(*given, **also):
    desk_hands.write = write
    raise WithheldError([Leak(LeakKind.STANDS, 3)])

desk_hands.write = leaky
cli.main(sys.argv[1:])
"""


def test_leak_is_exit_code_5(desk: Start, newsroom: Any) -> None:
    running = desk("--idle", "0.03", who="anna", program=["-c", LEAKY])
    running.settle()
    status, answer = running.leave()
    assert (status, answer["error"], answer["told"]) == (
        422,
        "leak",
        "woorden die weg moesten, staan nog op hun plaats (regel 3)",
    )
    assert answer["state"]["finished"] is None
    assert running.end()[:2] == (5, "")
    assert not (newsroom.folder / "concept.final.txt").exists()


def test_leak_that_is_mended_is_none(desk: Start, newsroom: Any) -> None:
    running = desk(program=["-c", LEAKY])
    running.settle()
    assert running.leave()[0] == 422
    assert running.leave()[1]["done"] is True
    code, out, _ = running.end()
    assert (code in (0, 1), out) == (True, "concept.final.txt\n")


def test_copy_that_names_whom_the_dossier_knows_leaves_the_review_open(desk: Start, stables: Any) -> None:
    draft = DRAFT + "\nHaar collega Marijke Jansen zag het ook.\n"
    (stables.folder / "concept.txt").write_text(draft, "utf-8")
    running = desk("--dossier", "stables.vault", who="anna")
    name = next(each["id"] for each in running.state["suggestions"] if "Marijke" in each["words"])
    running.act(act="reject", id=name)
    running.settle()
    status, answer = running.leave()
    assert (status, answer["error"], answer["done"]) == (422, "leak", False)
    assert answer["told"] == "het dossier kent iemand die in de tekst genoemd wordt (regel 5)"
    assert answer["state"]["finished"] is None
    assert not (stables.folder / "concept.final.txt").exists()
    running.act(act="accept", id=name)
    assert running.leave()[1]["done"] is True
    code, out, err = running.end()
    assert (code in (0, 1), out) == (True, "concept.final.txt\n")
    assert "Jansen" not in (stables.folder / "concept.final.txt").read_text("utf-8") + err


def test_copy_that_names_nobody_of_the_dossier_is_written(desk: Start, stables: Any) -> None:
    (stables.folder / "concept.txt").write_text(f"{DRAFT}\nVolgens directeur Piet Jansen klopt dat niet.\n", "utf-8")
    (stables.folder / "story.toml").write_text(f'{STORY}[[public]]\nname = "Piet Jansen"\n', "utf-8")
    running = desk("--dossier", "stables.vault", who="anna")
    running.settle()
    assert running.leave()[1]["done"] is True
    code, out, err = running.end()
    # A surname may be another's: it is for a person to look at.
    assert (code, out) == (1, "concept.final.txt\n")
    assert "the dossier knows 1 more" in err
    assert "Jansen" not in err


def test_why_the_copy_could_not_be_written_is_told_in_the_terminal(desk: Start, newsroom: Any) -> None:
    running = desk()
    running.settle()
    (newsroom.folder / "concept.final.txt").write_text("already here", "utf-8")
    status, answer = running.leave()
    assert (status, answer["error"]) == (422, "failed")
    assert answer["told"] == "de definitieve versie kon niet worden geschreven; in de terminal staat waarom"
    (newsroom.folder / "concept.final.txt").unlink()
    assert running.leave()[1]["done"] is True
    assert "the output exists already" in running.end()[2]


def test_session_that_another_desk_writes_is_told(desk: Start, newsroom: Any) -> None:
    running = desk(who="anna")
    (newsroom.folder / "concept.desk.age").write_bytes(b"another's")
    told = running.act(act="unsure", id=running.state["queue"][0])[1]["told"]
    assert told.startswith("een ander venster van Bronwacht schrijft ook in deze sessie")
    running.process.kill()


def test_second_reader_decides_with_a_key_of_their_own(desk: Start, newsroom: Any) -> None:
    words = newsroom.words["bram"]
    first = desk("--for", "bram.card", "--fingerprint", words, who="anna")
    assert first.ask("/api/start")[1]["copies"] is False
    first.settle()
    first.leave()
    code, out, err = first.end()
    assert (code in (0, 1), out) == (True, "")
    assert "the second reader decides now" in err
    assert not (newsroom.folder / "concept.final.txt").exists()
    second = desk("--second", who="bram")
    assert newsroom.words["anna"] in second.said
    assert second.ask("/api/start")[1]["copies"] is True
    assert second.state["reader"] == "second"
    assert {each["state"] for each in second.state["suggestions"]} == {"open"}
    second.settle("reject")
    status, answer = second.leave()
    assert (status, answer["done"]) == (200, False)
    assert answer["state"]["second"]["differ"]
    second.settle()
    assert second.leave()[1]["done"] is True
    assert second.end()[1] == "concept.final.txt\n"
    sealed = (newsroom.folder / "concept.desk.age").read_bytes()
    for key in newsroom.keys.values():
        assert age.decrypt(sealed, identities=[key.identity.reveal_text()])


REFUSED = {
    "session without a key": (["--session", "s.age"], 2, "sealed to your key"),
    "second without a key": (["--second"], 2, "sealed to your key"),
    "alone without a key": (["--alone"], 2, "sealed to your key"),
    "alone and second": (["--alone", "--second"], 2, "leave out --second"),
    "a card without a key": (["--for", "bram.card"], 2, "sealed to your key"),
    "output that exists": (["-o", "story.toml"], 2, "exists already"),
    "corrections that exist": (["--save-corrections", "story.toml"], 2, "exists already"),
    "story that is not there": (["--story", "none.toml"], 2, "story file"),
    "a dossier without a key": (["--dossier", "stables.vault"], 2, "whose key?"),
    "no time at all": (["--idle", "0"], 2, "--idle"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_misuse_is_refused_in_one_line(newsroom: Any, case: tuple[list[str], int, str]) -> None:
    options, code, words = case
    (newsroom.folder / "concept.txt").write_text(DRAFT, "utf-8")
    (newsroom.folder / "story.toml").write_text(STORY, "utf-8")
    before = sorted(newsroom.folder.iterdir())
    done = newsroom.run("desk", "concept.txt", "--no-browser", *options)
    assert done.code == code
    assert words in done.line
    assert sorted(newsroom.folder.iterdir()) == before


def test_draft_from_standard_input_needs_names(newsroom: Any) -> None:
    assert "-o FILE" in newsroom.run("desk", "-", "--no-browser", stdin=DRAFT).line
    assert "--session FILE" in newsroom.run("desk", "-", "-o", "k.txt", "--no-browser", who="anna", stdin=DRAFT).line


def test_whose_turn_it_is_goes_by_the_key_and_not_by_what_is_typed(desk: Start, newsroom: Any) -> None:
    """Whoever forgets an option sees nothing that they should not, and writes no copy that is another's to write."""
    first = desk("--for", "bram.card", "--fingerprint", newsroom.words["bram"], who="anna")
    first.act(act="reject", id=first.state["queue"][0])
    first.process.kill()
    first.process.wait()
    sealed = (newsroom.folder / "concept.desk.age").read_bytes()
    done = newsroom.run("desk", "concept.txt", "--story", "story.toml", "--no-browser", who="bram")
    assert (done.code, "decide with --second" in done.line) == (2, True)
    done = newsroom.run("desk", "concept.txt", "--story", "story.toml", "--no-browser", "--second", who="anna")
    assert (done.code, "with their own key" in done.line) == (2, True)
    # Nothing that is written is held against it: to say what was found would not be true.
    done = newsroom.run("desk", "concept.txt", "--no-browser", "--dossier", "stables.vault", who="anna")
    assert (done.code, "leave --dossier to them" in done.line) == (2, True)
    assert (newsroom.folder / "concept.desk.age").read_bytes() == sealed
    again = desk(who="anna")  # without --for
    assert "a second reader decides after you" in again.said
    assert again.ask("/api/start")[1]["copies"] is False
    again.settle()
    again.leave()
    assert again.end()[1] == ""
    assert not (newsroom.folder / "concept.final.txt").exists()
    second = desk("--second", who="bram")
    second.process.kill()
    second.process.wait()
    done = newsroom.run("desk", "concept.txt", "--story", "story.toml", "--no-browser", who="anna")
    assert (done.code, "the first one’s decisions are closed" in done.line) == (2, True)


@pytest.mark.parametrize("begun", [False, True], ids=["never came", "did not come back"])
def test_first_reader_goes_on_alone(desk: Start, newsroom: Any, begun: bool) -> None:
    first = desk("--for", "bram.card", "--fingerprint", newsroom.words["bram"], who="anna")
    first.settle()
    decided = [each["state"] for each in first.state["suggestions"]]
    first.leave()
    assert "go on with --alone" in first.end()[2]
    if begun:
        second = desk("--second", who="bram")
        second.act(act="reject", id=second.state["queue"][0])
        second.process.kill()
        second.process.wait()
    own = newsroom.run("desk", "concept.txt", "--story", "story.toml", "--no-browser", "--alone", who="bram")
    assert (own.code, "decide with --second" in own.line) == (2, True)
    again = desk("--alone", who="anna")
    assert "nobody reads after you any more" in again.said
    assert again.state["reader"] == "first"
    assert [each["state"] for each in again.state["suggestions"]] == decided
    assert again.ask("/api/start")[1]["copies"] is True
    assert again.leave()[1]["done"] is True
    assert again.end()[1] == "concept.final.txt\n"
    with pytest.raises(NoMatchError):
        age.decrypt(
            (newsroom.folder / "concept.desk.age").read_bytes(),
            identities=[newsroom.keys["bram"].identity.reveal_text()],
        )
    (newsroom.folder / "concept.final.txt").unlink()
    none = newsroom.run("desk", "concept.txt", "--story", "story.toml", "--no-browser", "--alone", who="anna")
    assert (none.code, "leave out --alone" in none.line) == (2, True)


def test_second_reader_needs_a_first(newsroom: Any) -> None:
    (newsroom.folder / "concept.txt").write_text(DRAFT, "utf-8")
    assert "no session of a first reader" in newsroom.run("desk", "concept.txt", "--second", who="anna").line


def test_session_of_somebody_else_is_locked(desk: Start, newsroom: Any) -> None:
    running = desk(who="anna")
    running.process.kill()
    running.process.wait()
    done = newsroom.run("desk", "concept.txt", "--no-browser", who="bram")
    assert (done.code, "concept.desk.age is another editor's session" in done.line) == (4, True)
    done = newsroom.run("desk", "concept.txt", "--no-browser", "--key", "anna.key", passphrase="een verkeerde zin")
    assert done.code == 4
    whole = (newsroom.folder / "concept.desk.age").read_bytes()
    for damaged in (b"age-encryption.org/v1\n", b"", whole[:-20]):
        (newsroom.folder / "concept.desk.age").write_bytes(damaged)
        done = newsroom.run("desk", "concept.txt", "--no-browser", who="anna")
        assert (done.code, "the session concept.desk.age is damaged; take" in done.line) == (3, True)


def test_session_of_another_draft_is_refused(desk: Start, newsroom: Any) -> None:
    running = desk(who="anna")
    running.process.kill()
    running.process.wait()
    (newsroom.folder / "concept.txt").write_text(DRAFT + "\nEen zin erbij over de wethouder.\n", "utf-8")
    done = newsroom.run("desk", "concept.txt", "--no-browser", who="anna")
    assert (done.code, "another draft" in done.line) == (2, True)


def test_every_option_and_key_is_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "desk.md").read_text("utf-8")
    for option in (long for param in desk_command.params for long in param.opts if long.startswith("--")):
        assert option in page or option in ("--passphrase-fd", "--out"), option
    keys = files("bronwacht.redact.desk").joinpath("data/keys.js").read_text("utf-8")
    for key in re.findall(r"\b([a-z]): \"", keys):
        assert f"`{key}`" in page, key


def test_two_desks_do_not_write_one_session(here: Path) -> None:
    key = new_editor("Anna")
    one = SealedSession.open(here / "s.age", key)
    one.save(b"one")
    other = SealedSession.open(here / "s.age", key)
    other.save(b"two")
    with pytest.raises(SessionError, match="another desk"):
        one.save(b"three")
    assert SealedSession.open(here / "s.age", key).saved == b"two"
    assert [path.name for path in here.iterdir()] == ["s.age"]


@pytest.mark.parametrize("begun", [False, True])
def test_of_two_desks_that_save_at_once_one_is_told(here: Path, begun: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    key, sealed, both = new_editor("Anna"), age.encrypt, threading.Barrier(2)
    if begun:
        SealedSession.open(here / "s.age", key).save(b"before")
    desks = [SealedSession.open(here / "s.age", key) for _ in range(2)]

    def together(body: bytes, *, recipients: Sequence[str]) -> bytes:
        both.wait(PATIENCE)  # when both have seen that nobody else wrote
        return sealed(body, recipients=recipients)

    def saved(desk: SealedSession, body: bytes) -> bytes | None:
        try:
            desk.save(body)
        except TakenError:
            return None
        return body

    monkeypatch.setattr(age, "encrypt", together)
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(saved, desks, (b"one", b"two")))
    monkeypatch.setattr(age, "encrypt", sealed)
    assert ended.count(None) == 1
    assert SealedSession.open(here / "s.age", key).saved in ended
    assert [path.name for path in here.iterdir()] == ["s.age"]


def test_file_that_is_no_session_is_refused(here: Path) -> None:
    key, stranger = new_editor("Anna"), new_editor("Bram")
    own = age.recipient_of(key.identity.reveal_text())
    for body in (b"", b"{}\nx", b'["age1wrong"]\nx', b"[1]\n", b"[" * 5000):
        (here / "s.age").write_bytes(age.encrypt(body, recipients=[own]))
        with pytest.raises(SessionError, match="no session"):
            SealedSession.open(here / "s.age", key)
    with pytest.raises(LockedError):
        SealedSession.open(here / "s.age", stranger)


def test_pipe_that_somebody_laid_there_is_no_session(here: Path) -> None:
    """Nobody ever writes into it, and to wait for them is to wait for ever."""
    os.mkfifo(here / "s.age")
    key = new_editor("Anna")

    def tried() -> None:
        with pytest.raises(BronwachtError):
            SealedSession.open(here / "s.age", key)

    opened = threading.Thread(target=tried, daemon=True)
    opened.start()
    opened.join(10)
    assert not opened.is_alive()


def test_session_that_somebody_laid_there_is_none(here: Path) -> None:
    """Whoever has an editor's card can seal to it: decisions of their own, and themselves as one who reads on."""
    key, stranger = new_editor("Anna"), new_editor("Mallory")
    own, theirs = (age.recipient_of(each.identity.reveal_text()) for each in (key, stranger))
    SealedSession.open(here / "s.age", key).save(b"what Anna decided")
    head, signed, _ = age.decrypt((here / "s.age").read_bytes(), identities=[key.identity.reveal_text()]).split(
        b"\n", 2
    )
    forged = [
        json.dumps([own, theirs]).encode() + b"\ndecisions",
        b"\n".join((head, signed, b"decisions")),
        b"\n".join((head.replace(own.encode(), theirs.encode(), 1), signed, b"what Anna decided")),
    ]
    for body in forged:
        (here / "s.age").write_bytes(age.encrypt(body, recipients=[own, theirs]))
        with pytest.raises(SessionError, match="no session"):
            SealedSession.open(here / "s.age", key)
    (here / "s.age").unlink()
    SealedSession.open(here / "s.age", stranger, [own]).save(b"decisions")
    assert SealedSession.open(here / "s.age", stranger).by is None
    laid = SealedSession.open(here / "s.age", key)
    assert laid.by == stranger.card
    laid.save(b"seen")
    again = SealedSession.open(here / "s.age", key)
    assert (again.by, again.saved) == (None, b"seen")


def test_address_is_not_on_the_browser_s_command_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    url = "http://127.0.0.1:1/enter?token=secret"
    with doorway() as lead:
        lead(url)
        (told,) = opened
        page = Path(told.removeprefix("file://"))
        assert "secret" not in told
        assert url in page.read_text("utf-8")
        assert page.parent.stat().st_mode & 0o077 == 0
    assert not page.parent.exists()
