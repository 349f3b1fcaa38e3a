"""A newcomer's walk through a page of the docs: its files are written, its commands typed at a terminal, one by one.

How a page says what is to happen (everything else on it is prose):

- a fenced block ``file=NAME`` is what the reader puts into the file NAME, and is written;
- in a fenced block ``console``, a line that begins with ``$ `` is typed, and the lines after it are what the screen
  shows. Without such lines the screen is not looked at. ``…`` stands for anything in a line, and on a line of its own
  for any lines; a number for any number, a bar of the figure for any bar. A line that ends in a backslash goes on;
- ``# exit 1`` at the end of a command is its exit code, 0 without. ``# Ctrl-C`` is what ends it;
- a comment ``<!-- learn: Merel -->`` before a block: where that word stands in what its commands show, the screen may
  have another, and from there on that one is meant.

The program is the real one. A person answers its questions: with the passphrase that a key was given on the screen,
with yes, and with whatever it says to type. Key files are sealed again with a work factor that takes no second to open.
Run by itself, with the name of a page, this prints what the screen shows.
"""

from __future__ import annotations

import os
import re
import select
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bronwacht.vault.keys import open_key, read_key_file, write_key
from bronwacht.vault.secret import Secret

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds that one command may take on a busy machine."""

QUICK = 4
"""The work factor (log2) that keys are sealed with again, so that a walk of thirty unlocks does not take a minute."""

WIDTH = "100"
INTERRUPT = b"\x03"

_PIECES = re.compile(
    r"^<!-- learn: (?P<word>[^\n]+?) -->$|^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_SHOWN = re.compile(r"shown only now:\s+(\S[^\n]*\S)\s*\n")
_QUESTIONS = (
    re.compile(r"Passphrase of (?P<key>\S+): "),
    re.compile(r"Write it down, then type it (?P<generated>once): "),
    re.compile(r"Type (?P<typed>\S+)(?: to [^:\n]+)?: "),
)
_NOT_OF_THE_PAGE = re.compile(r"^(Passphrase of \S+:.*|… .*)$")
"""Lines of the screen, and of a page, that are not compared: the question that comes with every key, and progress."""


@dataclass(frozen=True)
class Command:
    """A line that the reader types, and what the page says that comes of it."""

    line: str
    shows: tuple[str, ...]
    learn: tuple[str, ...]

    @property
    def code(self) -> int:
        told = re.search(r"# exit (\d+)$", self.line)
        return int(told[1]) if told else 130 if self.interrupted else 0

    @property
    def interrupted(self) -> bool:
        return self.line.endswith("# Ctrl-C")


@dataclass(frozen=True)
class File:
    """Something that the reader puts into a file."""

    name: str
    text: str


def pieces(page: str) -> Iterator[Command | File]:
    """What is to be done, in the order of the page."""
    learn: list[str] = []
    for found in _PIECES.finditer(page):
        if found["word"]:
            learn.append(found["word"])
            continue
        named = re.search(r"\bfile=(\S+)", found["info"])
        if named:
            yield File(named[1], found["body"])
        elif found["info"].strip() == "console":
            yield from _commands(found["body"], tuple(learn))
            learn = []


def _commands(body: str, learn: tuple[str, ...]) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        lines = part.rstrip("\n").split("\n")
        typed = [lines.pop(0)]
        while typed[-1].endswith("\\"):
            typed.append(lines.pop(0))
        yield Command("\n".join(typed), tuple(_compared(lines)), learn)


def _compared(lines: list[str]) -> list[str]:
    return [line.rstrip() for line in lines if line.strip() == "…" or not _NOT_OF_THE_PAGE.match(line)]


@dataclass
class Walk:
    """A reader in an empty folder, with the checkout in ``~/bronwacht``."""

    home: Path
    name: str = "story"
    passphrases: dict[str, str] = field(default_factory=dict)
    learnt: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the page has its reader go, by a ``cd ~/NAME`` before anything is written."""
        return self.home / self.name

    def begin(self) -> None:
        """Make the reader's home, with the program on the PATH."""
        (self.home / "bin").mkdir()
        self.folder.mkdir()
        program = self.home / "bin" / "bronwacht"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m bronwacht "$@"\n')
        program.chmod(0o700)
        (self.home / "bronwacht").symlink_to(ROOT)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BRONWACHT_", "XDG_"))}
        # A browser that is nobody: nothing opens, and the desk goes on.
        told = {"HOME": self.home, "PATH": f"{self.home}/bin:{kept['PATH']}", "COLUMNS": WIDTH, "BROWSER": "true"}
        exported = {**kept, **{name: str(value) for name, value in told.items()}, "NO_COLOR": "1", "TERM": "dumb"}
        lines = (f"export {name}={shlex.quote(value)}" for name, value in exported.items() if name.isidentifier())
        self._exported.write_text("\n".join(lines))

    def put(self, file: File) -> None:
        """Write a file of the page."""
        path = self.folder / file.name
        path.write_text(self.meant(file.text), "utf-8")

    def type(self, command: Command) -> tuple[int, str]:
        """Type a command; its exit code, and what the screen shows."""
        line = self.meant(command.line)
        if gone := re.fullmatch(r"cd ~/(\w+)", line):
            self.name = gone[1]
        script = f". {self._exported}\ncd {self.folder}\n{line}\ncode=$?\nexport -p > {self._exported}\nexit $code\n"
        keys = set(self.folder.glob("*.key"))
        code, screen = self._at_a_terminal(script, interrupt=command.interrupted)
        shown = _SHOWN.search(screen)
        for path in set(self.folder.glob("*.key")) - keys:
            if shown:
                self.passphrases[path.name] = shown[1]
                _quicken(path, shown[1])
        return code, screen

    def meant(self, text: str) -> str:
        """``text`` with the words that this walk has learnt."""
        # All at once: a codename drawn by chance may be a word that the page has for another one.
        words = "|".join(map(re.escape, sorted(self.learnt, key=len, reverse=True)))
        return re.sub(words, lambda found: self.learnt[found[0]], text) if words else text

    def differs(self, command: Command, screen: str) -> str:
        """Where the screen is not what the page shows; empty where it is. Learns."""
        if not command.shows:
            return ""
        shown = "\n".join(_compared(screen.split("\n"))).strip("\n")
        new = [word for word in command.learn if word not in self.learnt and word in "\n".join(command.shows)]
        expected = re.compile(_pattern(self.meant("\n".join(command.shows)).strip("\n") + "\n", new), re.DOTALL)
        found = expected.fullmatch(f"{shown}\n")
        if not found:
            page = "\n".join(command.shows)
            return f"$ {command.line}\nthe page shows:\n{page}\n\nthe screen shows:\n{shown}"
        self.learnt.update({word: found[f"w{number}"] for number, word in enumerate(new)})
        return ""

    @property
    def _exported(self) -> Path:
        return self.home / "exported"

    def _at_a_terminal(self, script: str, *, interrupt: bool) -> tuple[int, str]:
        leader, follower = os.openpty()
        process = subprocess.Popen(
            ["setsid", "--ctty", "bash", "-c", script], stdin=follower, stdout=follower, stderr=follower
        )
        os.close(follower)
        raw, seen, shown = b"", 0, ""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if select.select([leader], [], [], 0.1)[0]:
                    raw += os.read(leader, 65536)
            except OSError:
                break
            shown = raw.decode(errors="replace").replace("\r\n", "\n")
            for question in _QUESTIONS:
                asked = question.search(shown, seen)
                if asked and not shown[asked.end() :].strip():
                    seen = asked.end()
                    os.write(leader, self._answer(asked, shown).encode() + b"\n")
            if interrupt and "http://" in shown and shown.endswith("\n"):
                os.write(leader, INTERRUPT)
                interrupt = False
        else:
            process.kill()
            raise AssertionError(f"no answer within {PATIENCE} s; the screen shows:\n{shown}")
        os.close(leader)
        return process.wait(timeout=PATIENCE), shown

    def _answer(self, asked: re.Match[str], screen: str) -> str:
        told = asked.groupdict()
        if told.get("key"):
            return self.passphrases[told["key"]]
        if told.get("generated"):
            shown = _SHOWN.findall(screen)
            return str(shown[-1])
        return told["typed"] or ""


def _pattern(text: str, learn: list[str]) -> str:
    """What a screen must look like that is to be taken for ``text``; group w0 is what stands for the first word."""
    special = re.compile("|".join([*(f"({re.escape(word)})" for word in learn), _LOOSE]))
    made, before, seen = [], 0, set[int]()
    for found in special.finditer(text):
        made.append(re.escape(text[before : found.start()]))
        number = (found.lastindex or 0) - 1
        if number >= 0:
            made.append(f"(?P=w{number})" if number in seen else rf"(?P<w{number}>[\w-]+)")
            seen.add(number)
        else:
            made.append(_loosely(found[0]))
        before = found.end()
    return "".join([*made, re.escape(text[before:])])


_BARS = "━●┊·╋╸╺"
_LOOSE = rf"(?<![^\n])…[^\S\n]*(?:\n\s*|$)|…|[{_BARS}]+|\d[\d.,]*(?<=\d)|[^\S\n]*\n\s*|[^\S\n]+"


def _loosely(part: str) -> str:
    if part[0] == "…":
        return "[^\n]*?" if part == "…" else "(?:.*?\\n\\s*)?"
    if part[0] in _BARS:
        return f"[{_BARS}]+"
    if part[0].isdigit():
        return r"\d[\d.,]*(?<=\d)"
    return r"\s*\n\s*" if "\n" in part else r"[^\S\n]+"


def _quicken(path: Path, passphrase: str) -> None:
    key = open_key(read_key_file(path), Secret(passphrase))
    path.unlink()
    write_key(path, key, Secret(passphrase), work_factor=QUICK)


def _main(page: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        walk = Walk(Path(home))
        walk.begin()
        for piece in pieces(page.read_text("utf-8")):
            if isinstance(piece, File):
                walk.put(piece)
                continue
            print(f"$ {walk.meant(piece.line)}")
            begun = time.monotonic()
            code, screen = walk.type(piece)
            print(screen.rstrip("\n"))
            differs = walk.differs(piece, screen)
            told = f"[exit {code}, {time.monotonic() - begun:.1f} s]"
            print(
                told
                + (" EXIT CODE DIFFERS" if code != piece.code else "")
                + (f" DIFFERS\n{differs}" if differs else "")
            )


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
