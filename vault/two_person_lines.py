"""The line of a record that takes two editors: its halves, its requests, its files' keys; as it was, and as it becomes.

Pure, from line to line; called by the operations in ``two_person_acts`` and by those on editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import age
from .canonical import Json
from .cards import Card
from .dossier import Keyring
from .errors import DamagedVaultError
from .index import Attached, Record
from .keys import EditorKey
from .secret import Secret
from .shares import MIN_THRESHOLD
from .state import Kept
from .two_person import (
    About,
    Halves,
    Request,
    hand_over,
    own_half,
    read_halves,
    read_requests,
    split_identity,
    whole_identity,
)
from .two_person_files import Files, new_files, read_files

SECTION = "two"
"""Where the halves and the requests stand in a record's line."""


def for_two(kept: Kept, keyring: Keyring) -> Kept:
    """The same, with a new identity that lies in the keyring in halves only; its source must be there to seal anew.

    A record whose files are yet to be re-keyed is so itself.
    """
    identity, record = Secret(age.generate_identity().identity), kept.record
    halves = _split(identity, record, keyring)
    wait = any(files.keys and files.epoch < keyring.epoch for files in files_of(record))
    epoch = record.epoch if wait else keyring.epoch
    record = with_halves(replace(record, identity=Secret(""), epoch=epoch), halves, requests_of(record))
    return replace(kept, record=record, identity=identity)


def takes_two(record: Record) -> bool:
    """Whether a record's identity is split."""
    return SECTION in record.sections


def halves_of(record: Record) -> Halves:
    """A record's halves; raises :class:`DamagedVaultError`."""
    return read_halves(_section(record).get("halves"))


def files_of(record: Record) -> tuple[Files, ...]:
    """The keys of a record's files, of one that takes two and has any; raises :class:`DamagedVaultError`."""
    return read_files(_section(record)["files"]) if takes_two(record) and "files" in _section(record) else ()


def requests_of(record: Record) -> tuple[Request, ...]:
    """Who asks to open it, expired or not; none of a record that one opens."""
    return read_requests(_section(record).get("requests")) if takes_two(record) else ()


def about_of(record: Record, keyring: Keyring) -> About:
    """What the halves of a record say that they are of."""
    return About(keyring.vault, record.id, record.codename)


def people_of(keyring: Keyring) -> tuple[list[Card], Card | None]:
    """Among whom a key is split, and the break-glass key that gets it whole."""
    breaker = keyring.roster.member(keyring.breaker)
    return [member.card for member in keyring.people], breaker.card if breaker and not breaker.left else None


def without_editor(record: Record, card: Card) -> Record:
    """The line without the half and the requests of somebody who leaves; unchanged where it takes no two."""
    if not takes_two(record):
        return record
    leaver = card.fingerprint.hex
    requests = [request for request in requests_of(record) if request.by != leaver]
    record = with_halves(record, halves_of(record).without(leaver), requests)
    return with_files(record, [replace(files, halves=files.halves.without(leaver)) for files in files_of(record)])


def left_to_shares(keyring: Keyring, leaver: Card | None = None) -> tuple[str, ...]:
    """The codenames of what fewer than two editors have a half of, but for a ``leaver``: no two of them can open it."""
    return tuple(
        sorted(
            record.codename
            for record in keyring.records
            if takes_two(record) and too_few_halves(without_editor(record, leaver) if leaver else record)
        )
    )


def too_few_halves(record: Record) -> bool:
    """Whether fewer than two editors have a half of a record."""
    return len(halves_of(record).sealed) < MIN_THRESHOLD


def with_new_key(record: Record, keyring: Keyring, old: EditorKey, new: Card) -> Record:
    """The line in which the half of ``old`` is that of its owner's ``new`` card; unchanged where there is none."""
    if not takes_two(record) or old.card.fingerprint.hex not in halves_of(record).sealed:
        return without_editor(record, old.card)
    about, without = about_of(record, keyring), without_editor(record, old.card)

    def moved(halves: Halves, rest: Halves, about: About) -> Halves:
        if old.card.fingerprint.hex not in halves.sealed:
            return rest
        handed = hand_over(own_half(halves, about, old), about, new)
        return replace(rest, sealed={**rest.sealed, new.fingerprint.hex: handed})

    line = with_halves(without, moved(halves_of(record), halves_of(without), about), requests_of(without))
    files = [
        replace(after, halves=moved(before.halves, after.halves, about.files))
        for before, after in zip(files_of(record), files_of(without), strict=True)
    ]
    return with_files(line, files)


def without_breaker(record: Record) -> Record:
    """The line without what was sealed to break-glass shares that are replaced."""
    if not takes_two(record):
        return record
    record = with_halves(record, replace(halves_of(record), whole=b""), requests_of(record))
    files = [replace(files, halves=replace(files.halves, whole=b"")) for files in files_of(record)]
    return with_files(record, files)


def with_file(record: Record, keyring: Keyring, id_: str, identity: Secret) -> Record:
    """The line with a file whose key is ``identity``, which lies there sealed for two; its parts are yet to come."""
    files, _ = new_files({id_: identity}, about_of(record, keyring), *people_of(keyring), epoch=keyring.epoch)
    line = replace(record, attached=(*record.attached, Attached(id_, Secret(""), ())))
    return with_files(line, [*files_of(record), files])


def without_file(record: Record, id_: str) -> Record:
    """The line without a file and its key; also of a record that one opens."""
    line = replace(record, attached=tuple(thing for thing in record.attached if thing.id != id_))
    left = [files.without(id_) for files in files_of(record)]
    return with_files(line, [files for files in left if files.keys])


def not_ahead(record: Record, epoch: int) -> Record:
    """The line whose files are of no later ``epoch`` than the keyring's: at the next, they would keep their keys."""
    return with_files(record, [replace(files, epoch=min(files.epoch, epoch)) for files in files_of(record)])


def resplit(record: Record, keyring: Keyring, breaker: EditorKey) -> Record:
    """The line with the same identity split anew, by break-glass, among those who are editors in ``keyring``."""
    about = about_of(record, keyring)

    def again(files: Files) -> Files:
        if not files.halves.whole:
            return files
        identity = whole_identity(files.halves, about.files, breaker)
        return replace(files, halves=split_identity(identity, about.files, *people_of(keyring)))

    line = with_halves(record, _split(whole_identity(halves_of(record), about, breaker), record, keyring), ())
    return with_files(line, [again(files) for files in files_of(record)])


def with_halves(record: Record, halves: Halves, requests: Sequence[Request]) -> Record:
    """The line with these halves and requests; its files stay as they are."""
    section: dict[str, Json] = {
        **(_section(record) if takes_two(record) else {}),
        "halves": halves.to_json(),
        "requests": [request.to_json() for request in requests],
    }
    return replace(record, sections={**record.sections, SECTION: section})


def with_files(record: Record, files: Sequence[Files]) -> Record:
    """The line with these keys of files; itself where it has them already, or none and is to have none."""
    if tuple(files) == files_of(record):
        return record
    section = {name: value for name, value in _section(record).items() if name != "files"}
    if files:
        section["files"] = [each.to_json() for each in files]
    return replace(record, sections={**record.sections, SECTION: section})


def _split(identity: Secret, record: Record, keyring: Keyring) -> Halves:
    return split_identity(identity, about_of(record, keyring), *people_of(keyring))


def _section(record: Record) -> dict[str, Json]:
    section = record.sections.get(SECTION)
    if not isinstance(section, dict) or set(section) - {"files"} != {"halves", "requests"}:
        raise DamagedVaultError("the keyring is damaged: a record for two people has no halves")
    return section
