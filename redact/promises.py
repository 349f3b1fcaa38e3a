"""What was agreed with the sources: which kinds of detail may be published, and how coarse.

Plain data by codename. The commands hand it over from a vault or from a file of promises; ``agreed`` compares it with a
draft. No name belongs here: a codename that the story file does not have is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ..errors import UsageError
from ..said import Remark, said
from .draft import DetailType, Level
from .settings import Kind, Table

FINEST: Mapping[str, Level] = {
    "publish": Level.EXACT,
    "near": Level.NEAR,
    "broad": Level.BROAD,
    "vague": Level.VAGUE,
    "never": Level.ABSENT,
}
"""The words of a promise, as the vault has them, and the finest level at which each lets a detail be told."""


class PromisesError(UsageError):
    """The promises cannot be read, say something that means nothing, or are of nobody in the story file."""


_KIND = Kind(said("promises file"), PromisesError)


@dataclass(frozen=True)
class Promise:
    """What was agreed with one source: for each kind of detail the finest level at which it may be published.

    A kind that is not in ``rules`` was not spoken of; ``Level.EXACT`` lets it stand, ``Level.ABSENT`` forbids it.
    """

    codename: str
    rules: Mapping[DetailType, Level] = field(repr=False)


class Hindrance(StrEnum):
    """Why the plan does not keep a promise."""

    MUST_KEEP = "must_keep"  # the editor will not give up a stretch that tells it
    SAYS_NOTHING = "says_nothing"  # the words say nothing by themselves, so that they stay whatever is decided
    NO_WORDING = "no_wording"  # there is no wording as wide as was agreed in its sentence
    BESIDE_OTHERS = "beside_others"  # there is one, and it does not fit beside the other edits


@dataclass(frozen=True)
class BrokenPromise:
    """A detail (by id) that the draft tells more closely than was agreed with ``source``, a codename.

    ``finest`` is the level that was agreed for its ``type``; ``mended`` whether the plan's edits keep to it, and
    ``hindrance`` what is in the way where they do not.
    """

    source: str
    detail: str
    type: DetailType
    finest: Level
    mended: bool = False
    hindrance: Hindrance | None = None


def promise_of(codename: str, words: Mapping[str, str]) -> Promise:
    """A promise from its words by detail type, as a vault has them: ``{"AGE": "broad", "EMPLOYER": "never"}``.

    Raises :class:`PromisesError` for a type or a word that means nothing.
    """
    types = {type.value: type for type in DetailType}
    for type, word in words.items():
        if type not in types:
            raise PromisesError("a promise is about a kind of detail; choose from {choices}", choices=", ".join(types))
        if word not in FINEST:
            raise PromisesError(
                "unknown word for {type} in a promise; choose from {choices}", type=type, choices=", ".join(FINEST)
            )
    return Promise(codename, {types[type]: FINEST[word] for type, word in words.items()})


def read_promises(path: Path, codenames: Iterable[str]) -> tuple[Promise, ...]:
    """Read the promises file at ``path``, whose promises must be to sources of these ``codenames``.

    Raises :class:`PromisesError`, which quotes nothing but kinds of detail: what stands in place of a codename could be
    a name.
    """
    return _KIND.read(path, lambda top: _promises(top, codenames))


def _promises(top: Table, codenames: Iterable[str]) -> tuple[Promise, ...]:
    rows = top.tables("promise")
    _no_more(top, said("only [[promise]] tables belong in the promises file"))
    known = {codename.casefold(): codename for codename in codenames}
    if not known:
        raise PromisesError("promises go by codename, and no story file says who is who; give one with --story")
    promises = tuple(_promise(n, row, known) for n, row in enumerate(rows, 1))
    if not promises:
        raise PromisesError("the promises file holds no promise; write a [[promise]] with a codename, or leave it out")
    if len({promise.codename for promise in promises}) < len(promises):
        raise PromisesError("one codename has two promises; put them together")
    return promises


def _promise(number: int, row: Table, known: Mapping[str, str]) -> Promise:
    codename = known.get(row.need_text("codename").casefold())
    if codename is None:
        raise PromisesError(
            "promise {number} is to nobody of the story file; use a codename that stands there, never a name",
            number=number,
        )
    words = dict(_words(row))
    _no_more(
        row,
        said(
            "promise {number} has a key that is neither codename nor a kind of detail ({types})",
            number=number,
            types=", ".join(DetailType),
        ),
    )
    if not words:
        raise PromisesError(
            'promise {number} says nothing; name a kind of detail, such as AGE = "broad"', number=number
        )
    return promise_of(codename, words)


def _words(row: Table) -> Iterator[tuple[str, str]]:
    return ((type.value, row.need_text(type.value)) for type in DetailType if row.has(type.value))


def _no_more(table: Table, message: Remark) -> None:
    """Raise for an unknown key without quoting it: it could be a name."""
    try:
        table.done()
    except PromisesError:
        raise PromisesError(message) from None
