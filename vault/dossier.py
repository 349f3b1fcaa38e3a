"""A dossier's keyring: index, grants, and integrity root at once.

One age file to all the dossier's editors and to nobody's dummies, so that neither their number nor that of the records
shows. It is signed inside by the editor who wrote it. Each record has its own key, which lies in a line of the index:
who can read the keyring can read the records, and a record whose SHA-256 is not the one that stands there is refused.
The lines lie in pages, each with a key and a SHA-256 that stand in the keyring (``pages``).
"""

from __future__ import annotations

import hashlib
import random
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from ..collecting import uncollected
from ..said import said
from . import age
from .agreed import as_agreed
from .canonical import Fields, Json, from_json, to_json
from .errors import DamagedVaultError, KeyTextError, NoMatchError, NoSuchSourceError, NotAnEditorError
from .index import Record, read_sections
from .keys import EditorKey
from .log import LogIndex, read_log_index
from .padding import keyring_size, pad, recipient_count, record_size, unpad
from .pages import Lines, Page, Read, read_pages
from .recipients import Recipient
from .roster import BREAK_GLASS, Member, Roster, read_roster
from .secret import Secret
from .signing import open_document, sign_document, verify_document
from .slots import INBOX
from .source import Source, read_source

KEYRING_CONTEXT, RECORD_CONTEXT = "keyring", "record"
FORMAT = 4

SECTIONS = frozenset({"quorum", "travel", "alarms", "restored", "deposits"})
"""What other modules may keep in a keyring, by name; anything else is refused as damage."""

NO_EDITOR = said(
    "your key is not, or no longer, one of this vault's editors; ask an editor to give it access. A copy of a vault"
    " opens with the keys of its day only"
)


@dataclass(frozen=True)
class Keyring:
    """All that a dossier's editors share. ``table`` counts the vault's slots by their sealed length in bytes.

    ``epoch`` counts the times that a key was taken out: a record of an earlier one is yet to be re-keyed. Whoever was
    admitted before the log's entry ``ratchet_from`` is yet to make a new key. ``inbox`` opens what reporters deposit.
    ``breaker`` is the fingerprint (hex) of the editor whom nobody is, for emergencies; empty when there is none.
    ``sections`` are what other modules keep, each under its name. ``pages`` are where ``records`` lie, or lay
    before a change that is being made.
    """

    vault: str
    dossier: str
    version: int
    roster: Roster
    log: LogIndex
    table: Mapping[int, int]
    records: tuple[Record, ...] = field(default=())
    pages: tuple[Page, ...] = field(default=(), repr=False)
    epoch: int = 0
    ratchet_from: int = 0
    inbox: Secret = field(default_factory=lambda: Secret(age.generate_identity().identity))
    breaker: str = ""
    sections: Mapping[str, Json] = field(default_factory=dict, repr=False)

    @cached_property
    def lines(self) -> Lines:
        """The records, with what is looked up in them."""
        return self.records if isinstance(self.records, Lines) else Lines(self.records)

    @cached_property
    def places(self) -> Places:
        """The slots that hold something, or may."""
        pages = frozenset(page.place for page in self.pages)
        return Places((self.lines.places, frozenset(self.log.places), pages, INBOX))

    @cached_property
    def state(self) -> bytes:
        """The digest that a log entry holds: of all but the log and the table, keys included.

        The lines are in it by the digests of their pages.
        """
        return hashlib.sha256(to_json(self._state_json())).digest()

    @property
    def people(self) -> tuple[Member, ...]:
        """The present editors who are somebody: whatever else the keyring says, nobody bears that name."""
        return tuple(member for member in self.roster.present if member.card.name != BREAK_GLASS)

    @property
    def unratcheted(self) -> tuple[Member, ...]:
        """The present editors whose keys are so old that they open a backup with something that was shredded."""
        return tuple(member for member in self.roster.present if member.since < self.ratchet_from)

    @property
    def not_resealed(self) -> int:
        """How many entries of the log still have a key that stands in copies from before the last shredding."""
        return self.log.count_stale(self.ratchet_from)

    @property
    def not_rekeyed(self) -> tuple[Record, ...]:
        """The records that a key which was taken out would still open."""
        return tuple(record for record in self.records if record.epoch < self.epoch)

    def find(self, codename: str) -> Record:
        """The record of ``codename``, in whatever case and Unicode spelling; raises :class:`NoSuchSourceError`."""
        spellings = (codename, *(unicodedata.normalize(form, codename) for form in ("NFC", "NFD")))
        record = next(filter(None, (self.lines.by_name.get(name.casefold()) for name in spellings)), None)
        if record is None:
            raise NoSuchSourceError("no source of that codename in this dossier; see `bronwacht vault list`")
        return record

    def with_record(self, record: Record) -> Keyring:
        """The keyring with ``record`` added, or in the place of the one with its id."""
        return self.with_records([record])

    def with_records(self, records: Iterable[Record]) -> Keyring:
        """The keyring with all of these added, or each in the place of the one with its id."""
        return replace(self, records=self.lines.put(records))

    def without_record(self, record: Record) -> Keyring:
        """The keyring without the record of that id."""
        return replace(self, records=tuple(other for other in self.records if other.id != record.id))

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        own: dict[str, Json] = {
            "bronwacht": "keyring",
            "format": FORMAT,
            "vault": self.vault,
            "version": self.version,
            "log": self.log.to_json(),
            "table": [[length, count] for length, count in sorted(self.table.items())],
        }
        return own | self._state_json()

    def _state_json(self) -> dict[str, Json]:
        return {
            "dossier": self.dossier,
            "roster": {"members": [member.to_json() for member in self.roster.members]},
            "epoch": self.epoch,
            "ratchet_from": self.ratchet_from,
            "inbox": self.inbox.reveal_text(),
            "breaker": self.breaker,
            "sections": dict(self.sections),
            "pages": [page.to_json() for page in self.pages],
        }


@dataclass(frozen=True)
class Places(Collection[int]):
    """Places in several sets that have none in common, as one: joining them would take longer than asking each."""

    sets: tuple[frozenset[int] | range, ...]

    def __contains__(self, place: object) -> bool:
        for places in self.sets:  # noqa: SIM110  # a generator for each of hundreds of questions takes twice as long
            if place in places:
                return True
        return False

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self.sets)

    def __len__(self) -> int:
        return sum(map(len, self.sets))


def seal_keyring(keyring: Keyring, key: EditorKey) -> bytes:
    """Sign, fill up, and seal a keyring to all editors of its roster, hidden among dummies; its pages are sealed."""
    document = sign_document(keyring.to_json(), key.signing, by=key.card.fingerprint.hex, context=KEYRING_CONTEXT)
    recipients: list[str | Recipient] = [card.recipient for card in keyring.roster.cards]
    dummies = recipient_count(len(recipients)) - len(recipients)
    recipients += [age.generate_key().recipient()] * dummies
    # In the order of the roster, the dummies would show by standing last.
    random.SystemRandom().shuffle(recipients)
    return age.encrypt(pad(document, keyring_size(len(document))), recipients=recipients)


def open_keyring(untrusted_sealed: bytes, key: EditorKey, read: Read, known: Iterable[Page] = ()) -> Keyring:
    """Open a keyring and check everything that can be checked within it.

    1. It opens with the editor's identity.
    2. Its roster is a chain of admissions that begins with its founder.
    3. The editor stands in the roster, with the very keys that they hold.
    4. It is signed by a present editor of that roster.
    5. The pages of its index, which ``read`` reads, are those that it names; ``known`` ones are not read again.
    6. Its parts make sense together.

    Whether the founder is the right one, and whether it is the newest, its caller must know. Raises
    :class:`NotAnEditorError`, :class:`DamagedVaultError`, or another :class:`VaultError`.
    """
    document = unpad(_decrypt(untrusted_sealed, key))  # 1
    with uncollected():
        return _read_keyring(document, key, read, known)


def _read_keyring(document: bytes, key: EditorKey, read: Read, known: Iterable[Page]) -> Keyring:
    """Steps 2 to 6 of :func:`open_keyring`."""
    fields = from_json(document.partition(b"\n")[0], said("the keyring"))  # not to be trusted before step 4
    fields.kind("keyring", FORMAT)
    vault, roster_fields = fields.text("vault"), fields.fields("roster")
    roster = read_roster(vault, roster_fields)  # 2
    roster_fields.done()
    if key.card.fingerprint not in [card.fingerprint for card in roster.cards]:  # 3
        raise NotAnEditorError(NO_EDITOR)
    verify_document(document, roster.present_key_of, context=KEYRING_CONTEXT, what=said("the keyring"))  # 4
    pages = read_pages(fields, vault, read, known)  # 5
    log = fields.fields("log")
    keyring = Keyring(
        vault=vault,
        dossier=fields.text("dossier"),
        version=fields.number("version"),
        roster=roster,
        log=read_log_index(log),
        table=_read_table(fields),
        records=Lines(chain.from_iterable(page.records for page in pages)),
        pages=pages,
        epoch=fields.number("epoch"),
        ratchet_from=fields.number("ratchet_from"),
        inbox=Secret(fields.text("inbox")),
        breaker=fields.text("breaker"),
        sections=read_sections(fields, SECTIONS),
    )
    log.done()
    fields.done()
    _check(keyring)  # 6
    return keyring


def seal_record(
    source: Source, record: Record, vault: str, key: EditorKey, *, identity: Secret | None = None
) -> tuple[int, bytes]:
    """Sign what is known of a source and seal it to the record's own key: the size it is filled up to, and the blob.

    ``identity`` is the key where the record's line does not hold it.
    """
    body: dict[str, Json] = {
        "bronwacht": "record",
        "format": 1,
        "vault": vault,
        "record": record.id,
        "version": record.version,
        "source": source.to_json(),
    }
    document = sign_document(body, key.signing, by=key.card.fingerprint.hex, context=RECORD_CONTEXT)
    recipient, size = age.key_of((identity or record.identity).reveal_text()).recipient(), record_size(len(document))
    return size, age.encrypt(pad(document, size), recipients=[recipient])


def open_record(untrusted_sealed: bytes, record: Record, keyring: Keyring, *, identity: Secret | None = None) -> Source:
    """The inverse of :func:`seal_record`; raises :class:`DamagedVaultError` for anything but that very record."""
    check_record(untrusted_sealed, record)
    try:
        plaintext = age.decrypt(untrusted_sealed, identities=[(identity or record.identity).reveal_text()])
    except (NoMatchError, KeyTextError):
        raise DamagedVaultError("the vault is damaged: a record does not open with its own key") from None
    fields, _ = open_document(unpad(plaintext), keyring.roster.key_of, context=RECORD_CONTEXT, what=said("a record"))
    fields.kind("record")
    found = (fields.text("vault"), fields.text("record"), fields.number("version"))
    if found != (keyring.vault, record.id, record.version):
        raise DamagedVaultError("the vault is damaged: a record stands in the place of another")
    source = read_source(fields.fields("source"))
    fields.done()
    return as_agreed(source, record)


def check_record(untrusted_sealed: bytes, record: Record) -> None:
    """Check that these are the bytes that the index knows; raises :class:`DamagedVaultError`."""
    if hashlib.sha256(untrusted_sealed).digest() != record.sealed_sha256:
        raise DamagedVaultError("the vault is damaged: a record was changed or swapped since it was written")


def _decrypt(untrusted_sealed: bytes, key: EditorKey) -> bytes:
    try:
        return age.decrypt(untrusted_sealed, identities=[key.identity.reveal_text()])
    except NoMatchError:
        raise NotAnEditorError(NO_EDITOR) from None


def _check(keyring: Keyring) -> None:
    breaker = keyring.roster.member(keyring.breaker)
    named = breaker is not None and breaker.card.name == BREAK_GLASS
    if keyring.breaker and (not named or (breaker and keyring.roster.in_its_owners_place(breaker))):
        # It is given whole what others get in halves: an editor who passed for it would open alone what takes two.
        # Nor has it an owner, who could have put it in the place of their own.
        raise DamagedVaultError("the keyring is damaged: an editor stands in it for break-glass")
    lines, log = keyring.lines, keyring.log.places
    count = len(lines), len(lines), len(INBOX) + len(log) + len(keyring.pages) + sum(len(r.places) for r in lines)
    if (len(lines.by_name), len(lines.by_id), len(set(keyring.places))) != count:
        raise DamagedVaultError("the keyring is damaged: two of its lines are about the same thing")
    # A record of an epoch to come would keep, when an editor is taken out, the key that they know.
    ahead = any(record.epoch > keyring.epoch or record.version > len(log) for record in lines)
    # Each of these is one higher after an act, at most; one that ran ahead would reach what no number can be.
    if ahead or max(keyring.version, keyring.epoch, keyring.ratchet_from) > len(log):
        raise DamagedVaultError("the keyring is damaged: it counts more than there are acts in the log")


def _read_table(fields: Fields) -> Mapping[int, int]:
    rows = fields.rows("table")
    if any(len(row) != 2 for row in rows):
        raise fields.wrong("the table of slots is malformed")
    return {row[0]: row[1] for row in rows}
