"""The lines of a keyring's index: where a source's record lies, what opens it, and what it must be.

Called by ``dossier``, which seals them. A line says nothing of who the source is.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .canonical import Fields, Json, to_json
from .secret import Secret

SECTIONS = frozenset({"two", "agreed"})
"""What other modules may keep in a record's line, by name; anything else is refused as damage."""


@dataclass(frozen=True)
class Part:
    """One slot of something attached: where it lies, and the SHA-256 of the age file in it."""

    place: int
    sealed_sha256: bytes


@dataclass(frozen=True)
class Attached:
    """Something that belongs to a record and lies beside it; every part is an age file to its own key."""

    id: str
    identity: Secret
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "id": self.id,
            "identity": self.identity.reveal_text(),
            "places": [part.place for part in self.parts],
            "sha256": [part.sealed_sha256.hex() for part in self.parts],
        }


@dataclass(frozen=True)
class Record:
    """A line of the index.

    ``id`` is random hex, ``sealed_sha256`` that of the age file; ``tags`` and ``retain_until`` repeat the record's.
    ``epoch`` is the keyring's when ``identity`` was made. An empty ``identity`` is one that takes two people to join.
    """

    id: str
    codename: str
    place: int
    identity: Secret
    version: int
    sealed_sha256: bytes
    tags: tuple[str, ...] = ()
    retain_until: datetime.date | None = None
    epoch: int = 0
    attached: tuple[Attached, ...] = ()
    sections: Mapping[str, Json] = field(default_factory=dict, repr=False)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Every slot that it takes."""
        return (self.place, *(part.place for attached in self.attached for part in attached.parts))

    @cached_property
    def line(self) -> bytes:
        """As it is stored, in JSON; kept, since a write stores thousands that have not changed."""
        return to_json(self.to_json())

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "id": self.id,
            "codename": self.codename,
            "place": self.place,
            "identity": self.identity.reveal_text(),
            "version": self.version,
            "sha256": self.sealed_sha256.hex(),
            "tags": list(self.tags),
            "retain_until": self.retain_until.isoformat() if self.retain_until else "",
            "epoch": self.epoch,
            "attached": [attached.to_json() for attached in self.attached],
            "sections": dict(self.sections),
        }


def sha256(sealed: bytes) -> bytes:
    """What the index holds of a sealed blob: its SHA-256."""
    return hashlib.sha256(sealed).digest()


def read_record_line(fields: Fields) -> Record:
    """The inverse of :meth:`Record.to_json`."""
    return Record(
        id=fields.digest("id", 16).hex(),
        codename=fields.text("codename"),
        place=fields.number("place"),
        identity=Secret(fields.text("identity")),
        version=fields.number("version"),
        sealed_sha256=fields.digest("sha256"),
        tags=fields.texts("tags"),
        retain_until=fields.date_or_none("retain_until"),
        epoch=fields.number("epoch"),
        attached=fields.each("attached", _read_attached),
        sections=read_sections(fields, SECTIONS),
    )


def read_sections(fields: Fields, known: Iterable[str]) -> Mapping[str, Json]:
    """The parts that other modules keep in an object, which they read themselves; none that is not ``known``."""
    inside, sections = fields.fields("sections"), {}
    for name in sorted(known):
        if inside.has(name):
            sections[name] = inside.value(name)
    inside.done()
    return sections


def _read_attached(fields: Fields) -> Attached:
    places, digests = fields.numbers("places"), fields.texts("sha256")
    if len(places) != len(digests) or not places:
        raise fields.wrong("something attached has no parts")
    try:
        parts = tuple(Part(place, bytes.fromhex(digest)) for place, digest in zip(places, digests, strict=True))
    except ValueError:
        raise fields.wrong("sha256 is not hex") from None
    return Attached(fields.digest("id", 16).hex(), Secret(fields.text("identity")), parts)
