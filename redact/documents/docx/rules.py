"""Which elements and attributes a final copy may hold, from ``data/elements.txt``; the check of what was written."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ....said import Remark, said
from ..fonts import known_of
from ..model import UnknownPartError
from .found import NUMBER_FIELD
from .names import NAMESPACES, q
from .sections import sections
from .styles import built_in

_TEXT_IN = frozenset({"w:t", "m:t", "wp:posOffset", "wp:align"})
"""The elements whose text is text; an instruction's is looked at by itself."""
ATTRIBUTE = re.compile(r'([^\s=]+)="([^"]*)"')
_OWN_PREFIX = frozenset({"w", "m", "w14"})


@dataclass(frozen=True)
class Rules:
    """The tables of the file, with names as lxml writes them where they go to lxml."""

    refused: Mapping[str, str]
    left_out: tuple[str, ...]
    unwrapped: tuple[str, ...]
    attributes_left_out: tuple[str, ...]
    settings: frozenset[str]
    kept: Mapping[str, Mapping[str, str]] = field(repr=False)
    values: Mapping[str, re.Pattern[str]] = field(repr=False)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules, read once."""
    table = sections("elements.txt")
    return Rules(
        {q(name): what for name, what in (line.split(" ", 1) for line in table["refuse"])},
        tuple(q(name) for line in table["leave out"] for name in line.split()),
        tuple(q(name) for line in table["unwrap"] for name in line.split()),
        tuple(q(name) for line in table["attributes left out"] for name in line.split()),
        frozenset(q(name) for line in table["settings"] for name in line.split()),
        _kept(table["keep"]),
        {name: re.compile(rf"(?:{pattern})\Z") for name, pattern in (line.split(" ", 1) for line in table["values"])},
    )


def _kept(lines: list[str]) -> Mapping[str, Mapping[str, str]]:
    kept: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        names, _, attributes = line.partition("|")
        for name in names.split():
            prefix = name.partition(":")[0]
            for attribute in attributes.split():
                key, _, kind = attribute.partition("=")
                kept[name][f"{prefix}:{key}" if prefix in _OWN_PREFIX and ":" not in key else key] = kind
            kept[name].update({})
    return {name: {**kept.get(f"{name.partition(':')[0]}:*", {}), **found} for name, found in kept.items()}


def check(data: bytes, shown: str) -> None:
    """Look at every distinct tag of some XML that lxml wrote; raises :class:`~..model.UnknownPartError`.

    ``data`` has its namespaces declared at the root alone, no comments, no instructions, and every ">" of its text and
    values escaped (as lxml does), so that a "<" begins a tag and the next ">" ends it.
    """
    pieces = set(data.split(b"<"))
    for piece in pieces:
        tag, closed, text = piece.partition(b">")
        if not closed or tag.startswith((b"/", b"?")):
            if text.strip() or (not closed and tag.strip()):
                raise holds(said("text outside its elements"), shown)
            continue
        known = _known(tag.rstrip(b"/").decode())
        if known is None:
            continue
        if isinstance(known, Fault):
            raise holds(known.what, shown)
        if text and not _may_hold(known, text):
            raise holds(said("text outside its elements"), shown)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a tag: names of the format, never text of the document."""

    what: Remark


@lru_cache(maxsize=4096)
def _known(tag: str) -> str | Fault | None:
    """The name of an element whose tag is as it may be."""
    name, _, rest = tag.partition(" ")
    allowed = rules().kept.get(name)
    if allowed is None:
        return Fault(said("an element of an unknown kind ({element})", element=_printable(name)))
    for attribute, value in ATTRIBUTE.findall(rest):
        fault = _fault(allowed, attribute, html.unescape(value))
        if fault:
            where = {"element": _printable(name), "attribute": _printable(attribute)}
            return Fault(said("{fault} ({element} {attribute})", fault=fault, **where))
    return name


def _fault(allowed: Mapping[str, str], attribute: str, value: str) -> Remark | None:
    if attribute.startswith("xmlns"):
        prefix = attribute.partition(":")[2]
        return None if NAMESPACES.get(prefix) == value else said("a namespace of an unknown kind")
    kind = allowed.get(attribute)
    if kind is None:
        return said("an attribute of an unknown kind")
    return None if _fits(kind, value) else said("an attribute with an unknown value")


def _fits(kind: str, value: str) -> bool:
    if kind == "stylename":
        return built_in(value)
    if kind == "font":
        return known_of(value, ";") == value
    if kind == "numberfield":
        return NUMBER_FIELD.fullmatch(value) is not None
    return rules().values[kind].match(value) is not None


def _may_hold(name: str, text: bytes) -> bool:
    if name in _TEXT_IN or not text.strip():
        return True
    return name == "w:instrText" and NUMBER_FIELD.fullmatch(text.decode()) is not None


_PLAIN_NAME = re.compile(r"(?:[A-Za-z0-9]{1,12}:)?[A-Za-z0-9]{1,40}")


def _printable(name: str) -> str | Remark:
    """An element's name as it may be shown: one that could be words of somebody is not."""
    prefix, colon, _ = name.partition(":")
    known = _PLAIN_NAME.fullmatch(name) and (not colon or prefix in NAMESPACES)
    return name if known else said("of another program")


def holds(what: Remark, shown: str) -> UnknownPartError:
    """The error of a document, ``shown`` by that name, that holds ``what``: something that no final copy may have."""
    return UnknownPartError(
        "{shown}: holds {what}; take it out, or copy the text into a new document", shown=shown, what=what
    )


def attributes_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The elements whose values may be of that kind, and those attributes of each, with names as lxml writes them."""
    return {
        q(name): found
        for name, attributes in rules().kept.items()
        if (found := tuple(q(attribute) for attribute, held in attributes.items() if held == kind))
    }


def kinds() -> Iterator[str]:
    """The kinds of values that the table of elements uses."""
    for attributes in rules().kept.values():
        yield from attributes.values()
