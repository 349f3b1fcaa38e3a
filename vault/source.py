"""What is known of a source: who they are, what was promised to them, and what was published of it.

Held in memory only while a command needs it; no ``repr`` shows more than the codename. Detail types and levels are the
words of design.md, written out here because the vault never imports the redaction engine.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .canonical import Fields, Json

DETAIL_TYPES = tuple(
    "NAME CONTACT ADDRESS ID AGE GENDER ORIGIN HEALTH FAMILY OCCUPATION EMPLOYER EDUCATION PLACE TRIP DATE EVENT GROUP"
    " QUOTE CHANNEL TRAIT".split()
)
"""What a promise can be about."""


class Promise(StrEnum):
    """What may be published of one type of detail: all, no finer than a level, or nothing."""

    PUBLISH = "publish"
    NO_FINER_THAN_NEAR = "near"
    NO_FINER_THAN_BROAD = "broad"
    NO_FINER_THAN_VAGUE = "vague"
    NEVER = "never"


class Told(StrEnum):
    """How closely a publication told a detail."""

    EXACT = "exact"
    NEAR = "near"
    BROAD = "broad"
    VAGUE = "vague"


@dataclass(frozen=True)
class Verification:
    """How and by whom the identity was established, and when."""

    how: str = field(repr=False)
    by: str = field(repr=False)
    on: datetime.date | None = None


@dataclass(frozen=True)
class Evidence:
    """Something that backs the source's story: what it is, where it is kept, its SHA-256 in hex where known."""

    what: str = field(repr=False)
    where: str = field(default="", repr=False)
    sha256: str = field(default="", repr=False)


@dataclass(frozen=True)
class Publication:
    """A publication that used the source, and how closely it told which types of detail.

    ``text`` is the name of the file with what was published, where there is one; no more of it is kept.
    """

    what: str = field(repr=False)
    on: datetime.date | None
    disclosed: Mapping[str, Told] = field(default_factory=dict)
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class KnownFact:
    """Something else that is known of the source and would give them away, such as a place; a type of detail."""

    type: str
    what: str = field(repr=False)


@dataclass(frozen=True)
class Source:
    """One source; ``codename`` is given by the vault when it is empty. Only the name is required.

    A ``canary`` is nobody: opening it raises an alarm (``canary``). Nothing that is shown of it says so.
    """

    name: str = field(repr=False)
    codename: str = ""
    aliases: tuple[str, ...] = field(default=(), repr=False)
    contacts: tuple[str, ...] = field(default=(), repr=False)
    employer: str = field(default="", repr=False)
    role: str = field(default="", repr=False)
    born: datetime.date | None = field(default=None, repr=False)
    relation: str = field(default="", repr=False)
    verified: Verification | None = field(default=None, repr=False)
    promise: Mapping[str, Promise] = field(default_factory=dict, repr=False)
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)
    publications: tuple[Publication, ...] = field(default=(), repr=False)
    facts: tuple[KnownFact, ...] = field(default=(), repr=False)
    tags: tuple[str, ...] = field(default=(), repr=False)
    retain_until: datetime.date | None = field(default=None, repr=False)
    canary: bool = field(default=False, repr=False)

    def to_json(self) -> dict[str, Json]:
        """As it is stored; the inverse is :func:`read_source`."""
        return {
            "name": self.name,
            "codename": self.codename,
            "aliases": list(self.aliases),
            "contacts": list(self.contacts),
            "employer": self.employer,
            "role": self.role,
            "born": _date_text(self.born),
            "relation": self.relation,
            "verified": [_verification_to_json(self.verified)] if self.verified else [],
            "promise": {type_: promise.value for type_, promise in self.promise.items()},
            "evidence": [{"what": e.what, "where": e.where, "sha256": e.sha256} for e in self.evidence],
            "publications": [publication_to_json(publication) for publication in self.publications],
            "facts": [{"type": fact.type, "what": fact.what} for fact in self.facts],
            "tags": list(self.tags),
            "retain_until": _date_text(self.retain_until),
            "canary": "yes" if self.canary else "",
        }


def read_source(fields: Fields) -> Source:
    """Read what :meth:`Source.to_json` wrote; raises the error of ``fields``."""
    source = Source(
        name=fields.text("name"),
        codename=fields.text("codename"),
        aliases=fields.texts("aliases"),
        contacts=fields.texts("contacts"),
        employer=fields.text("employer"),
        role=fields.text("role"),
        born=fields.date_or_none("born"),
        relation=fields.text("relation"),
        verified=next(iter(fields.each("verified", _read_verification)), None),
        promise=read_promise(fields),
        evidence=fields.each("evidence", lambda f: Evidence(f.text("what"), f.text("where"), f.text("sha256"))),
        publications=fields.each("publications", read_publication),
        facts=fields.each("facts", lambda f: KnownFact(f.text("type"), f.text("what"))),
        tags=fields.texts("tags"),
        retain_until=fields.date_or_none("retain_until"),
        canary=bool(fields.text("canary")),
    )
    fields.done()
    return source


def types_of(source: Source) -> set[str]:
    """Every type of detail that something is said about."""
    told = (type_ for publication in source.publications for type_ in publication.disclosed)
    return {*source.promise, *told, *(fact.type for fact in source.facts)}


def _verification_to_json(verified: Verification) -> Json:
    return {"how": verified.how, "by": verified.by, "on": _date_text(verified.on)}


def _read_verification(fields: Fields) -> Verification:
    return Verification(fields.text("how"), fields.text("by"), fields.date_or_none("on"))


def publication_to_json(publication: Publication) -> Json:
    """As it is stored."""
    return {
        "what": publication.what,
        "on": _date_text(publication.on),
        "disclosed": {type_: told.value for type_, told in publication.disclosed.items()},
        "text": publication.text,
    }


def read_publication(fields: Fields) -> Publication:
    """The inverse of :func:`publication_to_json`."""
    try:
        disclosed = {type_: Told(word) for type_, word in fields.mapping("disclosed").items()}
    except ValueError:
        raise fields.wrong("what a publication disclosed is not a level") from None
    return Publication(fields.text("what"), fields.date_or_none("on"), disclosed, fields.text("text"))


def read_promise(fields: Fields) -> Mapping[str, Promise]:
    """The promise by type of detail, from the field of that name."""
    try:
        return {type_: Promise(word) for type_, word in fields.mapping("promise").items()}
    except ValueError:
        raise fields.wrong("a promise is malformed") from None


def _date_text(date: datetime.date | None) -> str:
    return date.isoformat() if date else ""
