"""The pages of a dossier's index: its lines by the hundred, each page an age file in a slot of its own.

Called by ``dossier`` and ``state``. The keyring holds each page's place, key, and SHA-256, so that its signature covers
every line, and a write seals anew only the pages that it changes: a keyring of ten thousand records would take a tenth
of a second and sixteen megabytes of writing for every reading that is logged. A page that changes gets another key and
another place, as a record does, and lies among slots that look the same and are renewed with every write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from ..said import said
from . import age
from .canonical import Fields, Json, from_json, join_list, join_object, to_json
from .errors import AgeError, DamagedVaultError
from .index import Record, read_record_line, sha256
from .padding import RECORD_SIZES, pad, record_size, unpad
from .secret import Secret

PAGE_SIZE = RECORD_SIZES[2]
"""Bytes that a page is filled up to: some 140 lines. One long line, of a source with large files, may take more."""

ROOM = PAGE_SIZE // 8
"""Bytes that new lines leave free in a page, for those that are there to grow."""

KIND = "index page"
_AROUND = 128
"""Bytes of a page besides its lines, and more."""

Read = Callable[[Iterable[int]], Iterator[bytes]]
"""Reads the slots of these places, in this order."""


class Lines(tuple[Record, ...]):
    """All lines of an index. What is looked up in them is kept, since most writes change none of them."""

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Each by its id."""
        return {record.id: record for record in self}

    @cached_property
    def by_name(self) -> Mapping[str, Record]:
        """Each by its codename in one case."""
        return {record.codename.casefold(): record for record in self}

    @cached_property
    def places(self) -> frozenset[int]:
        """The slots of all."""
        return frozenset(chain.from_iterable(record.places for record in self))

    def put(self, records: Iterable[Record]) -> Lines:
        """These added, or each in the place of the one with its id, and then last; itself where there are none."""
        if not (records := tuple(records)):
            return self
        lines, places = dict(self.by_id), set(self.places)
        for record in records:
            if before := lines.pop(record.id, None):
                places.difference_update(before.places)
        for record in records:
            lines[record.id] = record
            places.update(record.places)
        new = Lines(lines.values())
        # Found out already: looking through ten thousand lines again would take as long as the rest of a write.
        new.__dict__.update(by_id=lines, places=frozenset(places))
        return new


@dataclass(frozen=True)
class Page:
    """Some lines, and where they lie sealed: the slot's place, the key, the SHA-256 of the age file."""

    place: int
    identity: Secret
    sealed_sha256: bytes
    records: tuple[Record, ...] = field(repr=False)

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines as the very objects that they are, which is quicker to compare than what is in them."""
        return frozenset(map(id, self.records))

    @cached_property
    def length(self) -> int:
        """Bytes that it holds."""
        return length_of(self.records)

    def to_json(self) -> dict[str, Json]:
        """As it stands in the keyring."""
        return {"place": self.place, "identity": self.identity.reveal_text(), "sha256": self.sealed_sha256.hex()}


@dataclass(frozen=True)
class Packing:
    """How lines lie in pages: in pages that stay as they are, and together in ``fresh`` ones that are to be sealed."""

    kept: tuple[Page, ...]
    fresh: tuple[tuple[Record, ...], ...]

    @property
    def sizes(self) -> list[int]:
        """What the fresh ones are to be filled up to."""
        return [max(PAGE_SIZE, record_size(length_of(records))) for records in self.fresh]


def repack(pages: Sequence[Page], lines: Lines, *, anew: bool) -> Packing:
    """Find pages for ``lines``, and change as few of those there are as can be; all of them where ``anew``.

    1. A page whose lines are all still there stays as it is.
    2. What is left of the others stays together, where it fits.
    3. What is new goes to the first of them that has room; else to the emptiest of all; else to new ones.
    """
    now = set(map(id, lines))
    kept, groups = list[Page](), list[_Group]()
    for page in pages:
        if page.lines <= now and not anew:  # 1
            kept.append(page)
        elif left := [record for record in page.records if id(record) in now]:
            groups.append(_Group(left))  # 2
    came = now.difference(*(page.lines for page in pages))
    if came and kept and not groups:
        emptiest = min(range(len(kept)), key=lambda number: kept[number].length)
        groups.append(_Group(list(kept.pop(emptiest).records)))
    for record in lines if came else ():
        if id(record) in came:
            _put(record, groups)  # 3
    return Packing(tuple(kept), tuple(tuple(group.records) for group in groups))


class _Group:
    """Lines that are to share a page; those that have outgrown it are handed on."""

    def __init__(self, records: list[Record]) -> None:
        self.records, self.length = records, length_of(records)

    def has_room_for(self, length: int) -> bool:
        return not self.records or self.length + length <= PAGE_SIZE - ROOM

    def add(self, record: Record, length: int) -> None:
        self.records.append(record)
        self.length += length


def _put(record: Record, groups: list[_Group]) -> None:
    length = len(record.line) + 1
    # Lines come by the thousand, and the last group is the one with room.
    group = next((group for group in reversed(groups) if group.has_room_for(length)), None)
    if group is None:
        groups.append(group := _Group([]))
    group.add(record, length)


def length_of(records: Iterable[Record]) -> int:
    """Bytes of a page with these lines, at most."""
    return _AROUND + sum(len(record.line) + 1 for record in records)


def seal_page(records: Sequence[Record], vault: str, size: int) -> tuple[Secret, bytes]:
    """A key for a page with these lines, and the page sealed to it, filled up to ``size`` bytes."""
    key = age.generate_key()
    body: dict[str, Json] = {"bronwacht": KIND, "format": 1, "vault": vault}
    parts = {name: to_json(value) for name, value in body.items()}
    document = join_object(parts | {"records": join_list(record.line for record in records)})
    return Secret(key.text()), age.encrypt(pad(document, size), recipients=[key.recipient()])


def read_pages(fields: Fields, vault: str, read: Read, known: Iterable[Page] = ()) -> tuple[Page, ...]:
    """Open the pages that a keyring names; those that are ``known`` already, by place and SHA-256, are not read again.

    Raises :class:`DamagedVaultError`.
    """
    before = {(page.place, page.sealed_sha256): page for page in known}
    named = fields.each("pages", _read_named)
    there = [before.get((page.place, page.sealed_sha256)) for page in named]
    blobs = read(page.place for page, old in zip(named, there, strict=True) if not old)
    return tuple(old or _open_page(page, vault, next(blobs)) for page, old in zip(named, there, strict=True))


def check_page(untrusted_sealed: bytes, page: Page) -> None:
    """Check that these are the bytes that the keyring knows; raises :class:`DamagedVaultError`."""
    if sha256(untrusted_sealed) != page.sealed_sha256:
        raise DamagedVaultError("the vault is damaged: a page of its index was changed or swapped")


def _read_named(fields: Fields) -> Page:
    return Page(fields.number("place"), Secret(fields.text("identity")), fields.digest("sha256"), ())


def _open_page(page: Page, vault: str, untrusted_sealed: bytes) -> Page:
    check_page(untrusted_sealed, page)
    try:
        document = unpad(age.decrypt(untrusted_sealed, identities=[page.identity.reveal_text()]))
    except AgeError:
        raise DamagedVaultError("the vault is damaged: a page of its index does not open with its own key") from None
    fields = from_json(document, said("a page of the index"))
    fields.kind(KIND)
    if fields.text("vault") != vault:
        raise DamagedVaultError("the vault is damaged: a page of its index is that of another vault")
    records = fields.each("records", read_record_line)
    fields.done()
    return Page(page.place, page.identity, page.sealed_sha256, records)
