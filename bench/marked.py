"""Read marked drafts (corpus/README.md describes the marks) for training and measuring.

A mark is ``[[TYPE who,who|words]]``; KEEP marks stand on public names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
KEEP = "KEEP"
NEWS = ("zu", "zv")
"""Batches of news: the tagger is tuned on them when it is trained (tune.py), and nothing else was trained on them."""
_MARK = re.compile(r"\[\[([A-Z]+) ([a-z0-9,]+)\|([^\[\]]+?)\]\]")


class MarkError(ValueError):
    """A draft whose header or marks cannot be read; the message names the file and the line."""


@dataclass(frozen=True)
class Mark:
    """A marked stretch of the plain text; ``type`` is a detail type or KEEP, ``who`` are ids of the header."""

    start: int
    end: int
    type: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """One marked draft; ``people`` maps an id to its role and what the header says of it."""

    name: str
    lang: str
    text: str = field(repr=False)
    marks: tuple[Mark, ...] = field(repr=False)
    people: dict[str, tuple[str, str]] = field(repr=False)
    meta: dict[str, str] = field(repr=False)

    @property
    def published(self) -> tuple[int, int] | None:
        """Year and month of the draft, where its header says so."""
        found = re.match(r"(\d{4})-(\d{2})", self.meta.get("published", ""))
        return (int(found[1]), int(found[2])) if found else None


def read_marked(path: Path) -> Marked:
    """Read one draft; raises :class:`MarkError`."""
    head, rule, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not rule:
        raise MarkError(f"{path.name}: no line of three dashes after the header")
    people, meta = _header(head)
    text, marks, last = "", [], 0
    for mark in _MARK.finditer(body):
        text += body[last : mark.start()]
        who = tuple(mark[2].split(","))
        if unknown := set(who) - set(people):
            raise MarkError(f"{path.name}: a mark names {sorted(unknown)}, who are not in the header")
        marks.append(Mark(len(text), len(text) + len(mark[3]), mark[1], who))
        text += mark[3]
        last = mark.end()
    text += body[last:]
    if "[[" in text or "]]" in text:
        raise MarkError(f"{path.name}: a stray bracket")
    return Marked(path.stem, meta["lang"], text, tuple(marks), people, meta)


def _header(head: str) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    people, meta = {}, {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        if who := re.fullmatch(r"(?:person|org) (\w+)", key.strip()):
            role, _, about = value.partition("|")
            people[who[1]] = (role.strip(), about.strip())
        else:
            meta[key.strip()] = value.strip()
    return people, meta


def held_out(lang: str) -> frozenset[str]:
    """The names of the corpus' own test split."""
    return frozenset(tomllib.loads((CORPUS / "split.toml").read_text(encoding="utf-8"))["test"][lang])


def corpus(lang: str, *, test: bool) -> Iterator[Marked]:
    """The corpus' drafts in ``lang`` in order of their names: the test split, or all the others."""
    names = held_out(lang)
    for path in sorted((CORPUS / lang).glob("*.txt")):
        if (path.stem in names) is test:
            yield read_marked(path)


def before_news(lang: str) -> list[Marked]:
    """The drafts of a language that are not for testing, but those of NEWS."""
    return [draft for draft in corpus(lang, test=False) if not draft.name.startswith(NEWS)]
