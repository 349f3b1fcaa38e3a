"""What was agreed with a source and what was published of it, as it stands in the record's line of the index.

So that a draft can be held against a promise, and a publication be written down, without opening who anybody is, of a
record for two people too. The line has the last word: what the record itself says of the two is what it was when the
record was last sealed, and :func:`as_agreed` puts the line's in its place. No name belongs here, and a publication's
title is known to the public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..said import said
from .canonical import Fields, Json
from .index import Record
from .source import Promise, Publication, Source, publication_to_json, read_promise, read_publication

SECTION = "agreed"
"""Where it stands in a record's line."""


@dataclass(frozen=True)
class Agreed:
    """The promise by type of detail, and the publications, the oldest first."""

    promise: Mapping[str, Promise] = field(default_factory=dict)
    publications: tuple[Publication, ...] = ()


def agreed_in(record: Record) -> Agreed:
    """What a line says; nothing where it has no such section. Raises :class:`DamagedVaultError`."""
    if SECTION not in record.sections:
        return Agreed()
    fields = Fields(record.sections[SECTION], said("what was agreed with a source"))
    agreed = Agreed(read_promise(fields), fields.each("publications", read_publication))
    fields.done()
    return agreed


def with_agreed(record: Record, agreed: Agreed | Source) -> Record:
    """The line with what was agreed; without the section where that is nothing."""
    sections = {name: value for name, value in record.sections.items() if name != SECTION}
    if agreed.promise or agreed.publications:
        promise: dict[str, Json] = {type_: word.value for type_, word in agreed.promise.items()}
        publications = [publication_to_json(publication) for publication in agreed.publications]
        sections[SECTION] = {"promise": promise, "publications": publications}
    return replace(record, sections=sections)


def as_agreed(source: Source, record: Record) -> Source:
    """The source with what its line says, where that says anything."""
    if SECTION not in record.sections:
        return source
    agreed = agreed_in(record)
    return replace(source, promise=agreed.promise, publications=agreed.publications)
