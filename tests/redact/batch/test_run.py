"""A batch through the real program: killed and resumed, nothing twice and nothing missing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bronwacht.redact.batch.journal import NAME

TEXT = (
    "De verpleegkundige, toen 31, werkt in een ziekenhuis in Utrecht. Zij wil niet met haar naam in de krant.\n\n"
    "“Ik was de enige vrouw van tien studenten”, zegt ze. “Ik durfde er met niemand over te praten.”"
    " Ze sprak in bij de raad over de paarden.\n"
)


def program(*args: str | Path) -> list[str]:
    return [sys.executable, "-m", "bronwacht", "batch", *map(str, args)]


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """With one worker where no number is given: each reads for a second and more before its first draft."""
    workers = [] if "--workers" in args else ["--workers", "1"]
    return subprocess.run(program(*args, *workers), capture_output=True, text=True, check=False)


def archive(folder: Path, count: int) -> Path:
    for n in range(count):
        path = folder / f"{n % 3}" / f"{n:03}.{'md' if n % 4 == 0 else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.replace("31", str(20 + n % 40)), "utf-8")
    (folder / "empty.txt").write_text("")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != NAME
    }


def test_killed_ten_times_it_comes_to_the_same(tmp_path: Path) -> None:
    drafts = archive(tmp_path / "in", 240)
    whole = run(drafts, "-o", tmp_path / "whole", "--job", "redact", "--workers", "2")
    assert whole.returncode == 3, whole.stderr
    chance, out = random.Random(5), tmp_path / "killed"
    kills = 0
    for _ in range(10):
        going_on = ["--resume"] if (out / NAME).exists() else []
        started = subprocess.Popen(
            [*program(drafts, "-o", out, "--job", "redact", "--workers", "2"), *going_on],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.2, 1.6))  # of the two seconds or more that the whole takes
        if started.poll() is not None:
            continue
        kills += 1
        if chance.random() < 0.5:
            started.kill()  # its workers notice that nobody is there
        else:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    assert kills
    done = run(drafts, "-o", out, "--job", "redact", "--workers", "2", *(["--resume"] if (out / NAME).exists() else []))
    assert done.returncode == 3, done.stderr
    assert outputs(out) == outputs(tmp_path / "whole")
    with sqlite3.connect(out / NAME) as database:
        assert database.execute("SELECT count(*), count(code) FROM drafts").fetchone() == (241, 241)


def test_what_is_done_is_left_alone_and_what_changed_is_done_again(tmp_path: Path) -> None:
    drafts, out = archive(tmp_path / "in", 4), tmp_path / "out"
    assert run(drafts, "-o", out).returncode == 3
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.scan.json")}
    (drafts / "1" / "001.txt").write_text(TEXT + TEXT, "utf-8")
    (drafts / "empty.txt").unlink()
    done = run(drafts, "-o", out, "--resume")
    assert done.returncode == 1, done.stderr
    changed = [path.name for path in before if path.stat().st_mtime_ns != before[path]]
    assert changed == ["001.txt.scan.json"]
    assert len((out / "summary.jsonl").read_text().splitlines()) == 4


def test_a_story_that_changed_has_its_draft_done_again(tmp_path: Path) -> None:
    drafts, out = archive(tmp_path / "in", 2), tmp_path / "out"
    (drafts / "empty.txt").unlink()
    (drafts / "1" / "001.toml").write_text("threshold = { stranger = 1 }\n")
    assert run(drafts, "-o", out, "--job", "risk").returncode == 1
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.risk.json")}
    (drafts / "1" / "001.toml").write_text("threshold = { stranger = 900000000 }\n")
    run(drafts, "-o", out, "--job", "risk", "--resume")
    assert [path.name for path in before if path.stat().st_mtime_ns != before[path]] == ["001.txt.risk.json"]
    story = tmp_path / "story.toml"
    story.write_text("threshold = { stranger = 1 }\n")
    assert run(drafts, "-o", tmp_path / "other", "--story", story).returncode == 1
    story.write_text("threshold = { stranger = 900000000 }\n")
    refused = run(drafts, "-o", tmp_path / "other", "--story", story, "--resume")
    assert refused.returncode == 2 and "has changed" in refused.stderr


def test_nothing_that_lies_in_the_output_folder_is_overwritten(tmp_path: Path) -> None:
    drafts, out = archive(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("somebody's")
    refused = run(drafts, "-o", out)
    assert refused.returncode == 2 and "not empty" in refused.stderr
    assert [path.name for path in out.iterdir()] == ["index.html"]
    assert (out / "index.html").read_text() == "somebody's"


def test_a_story_beside_a_draft_is_used(tmp_path: Path) -> None:
    drafts, out = tmp_path / "in", tmp_path / "out"
    drafts.mkdir()
    (drafts / "a.txt").write_text(TEXT, "utf-8")
    (drafts / "a.toml").write_text('[[source]]\ncodename = "Merel"\ncalled = ["de verpleegkundige"]\n')
    assert run(drafts, "-o", out, "--job", "risk").returncode == 1
    (line,) = (out / "summary.jsonl").read_text().splitlines()
    assert [source["codename"] for source in json.loads(line)["sources"]] == ["Merel"]
    assert "Merel" in (out / "index.html").read_text()


def test_no_word_of_a_draft_is_in_the_journal_or_the_page(tmp_path: Path) -> None:
    drafts, out = archive(tmp_path / "in", 3), tmp_path / "out"
    assert run(drafts, "-o", out, "--job", "risk").returncode == 3
    for name in (NAME, "index.html", "summary.jsonl"):
        told = (out / name).read_bytes().lower()
        for word in (b"utrecht", b"verpleegkundige", b"paarden"):
            assert word not in told, name


def test_words_that_nobody_sees_are_told(tmp_path: Path) -> None:
    drafts = tmp_path / "in"
    drafts.mkdir()
    page = '<html lang="nl"><p>De raad praat er volgende week over.</p><p style="color:#fff">Van Jan.</p></html>'
    (drafts / "wit.html").write_text(page)
    (drafts / "zwart.html").write_text(page.replace("#fff", "#000"))
    for job in ("redact", "risk", "scan"):
        done = run(drafts, "-o", tmp_path / job, "--job", job, "--workers", "1")
        assert done.returncode == 1, done.stderr
        lines = map(json.loads, (tmp_path / job / "summary.jsonl").read_text().splitlines())
        assert {line["path"]: line["faint"] for line in lines} == {"wit.html": [3], "zwart.html": []}
        told = (tmp_path / job / "index.html").read_text()
        assert "Woorden die niemand ziet" in told
        assert "Jan" not in told


def test_stopped_by_hand_it_says_how_to_go_on(tmp_path: Path) -> None:
    drafts, out = archive(tmp_path / "in", 60), tmp_path / "out"
    started = subprocess.Popen(program(drafts, "-o", out, "--workers", "1"), stderr=subprocess.PIPE, text=True)
    while not (out.is_dir() and any(out.rglob("*.scan.json"))):
        assert started.poll() is None
        time.sleep(0.02)
    started.send_signal(signal.SIGINT)
    _, told = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "--resume" in told
    assert told.endswith("bronwacht: stopped\n")
    assert run(drafts, "-o", out, "--resume").returncode == 3


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="has no file sizes that can be limited")
def test_a_journal_without_room_is_said_in_a_line(tmp_path: Path) -> None:
    drafts, out = archive(tmp_path / "in", 3), tmp_path / "out"
    # 10 KiB a file: SQLite fails as it does on a full disk.
    limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 20; exec "$@"', "sh", *program(drafts, "-o", out)]
    done = subprocess.run(limited, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("bronwacht: the journal of the batch cannot be written (")


def test_of_a_quotation_no_figure_is_compared(tmp_path: Path) -> None:
    drafts, out = archive(tmp_path / "in", 1), tmp_path / "out"
    run(drafts, "-o", out, "--job", "risk")
    assert "QUOTE" in (out / "0/000.md.risk.json").read_text()
    facts = [
        fact
        for line in (out / "summary.jsonl").read_text().splitlines()
        for source in json.loads(line)["sources"]
        for fact in source["facts"]
    ]
    assert facts
    assert not [fact for fact in facts if fact.startswith(("QUOTE", "NAME"))]


def test_a_name_that_steers_a_terminal_does_not_reach_the_page(tmp_path: Path) -> None:
    drafts, out = tmp_path / "in", tmp_path / "out"
    drafts.mkdir()
    (drafts / "a\x1b[31m\nb.txt").write_text("")
    assert run(drafts, "-o", out).returncode == 3
    page = (out / "index.html").read_text("utf-8")
    assert "a?[31m?b.txt" in page
    assert "\x1b" not in page


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere", "-o", "out"), "no folder"),
        (("in/0/000.md", "-o", "out"), "no folder"),
        (("in", "-o", "in"), "is the input"),
        (("in", "-o", "in/0/000.md"), "is a file"),
        (("in", "-o", "out", "--again"), "goes with --resume"),
        (("in", "-o", "out", "--workers", "2", "--dask", "tcp://127.0.0.1:1"), "leave out one"),
        (("in", "-o", "out", "--resume"), "leave out --resume"),
        (("in", "-o", "out", "--story", "nowhere.toml", "--workers", "0"), "workers"),
        (("in", "-o", "out", "--story", "nowhere.toml"), "cannot read the story file"),
        (("in", "-o", "no/such/out"), "cannot be made"),
    ],
)
def test_refusals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], words: str) -> None:
    monkeypatch.chdir(tmp_path)
    archive(Path("in"), 1)
    before = outputs(Path("in"))
    done = run(*args)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert outputs(Path("in")) == before
    shutil.rmtree("out", ignore_errors=True)
