"""Changing what is known of a source, and writing down what was published of it.

Called by commands. Somebody who edits was shown the record before; what another editor has changed since is not
written over. Publications go into the record's line alone, and nothing is opened for them.
"""

from __future__ import annotations

from dataclasses import replace

from .agreed import agreed_in, with_agreed
from .dossier import open_record
from .errors import ConflictError, FormError
from .index import Record
from .log import Act, short_note
from .source import Publication, Source
from .state import Change, Did, Kept, State
from .store import Snapshot
from .two_person_acts import keep_anew
from .two_person_lines import takes_two
from .vault import Vault, check_labels

MAX_TITLE = 200
"""Characters of a publication's title: it lies in the keyring, which every write rewrites."""


def stamp_of(record: Record) -> str:
    """Which state of a record somebody was shown: its version, and how many publications its line has."""
    return f"{record.version}.{len(agreed_in(record).publications)}"


def edit(vault: Vault, codename: str, source: Source, *, stamp: str) -> None:
    """Keep what an editor, who was shown the record in the state of ``stamp``, now knows of the source.

    1. Find the record; one that takes two editors is kept anew for two.
    2. Refuse where somebody has changed it since, another codename, and tags that give it away.
    3. What cannot be edited stays: whether it is a canary.
    4. Seal it to the record's key, and write it with an act in the log.

    Raises :class:`ConflictError`, :class:`FormError`.
    """
    record = vault.keyring.find(codename)
    _check_codename(source, record)
    if takes_two(record):  # 1
        _check_stamp(record, stamp)
        keep_anew(vault, codename, source, version=record.version, published=len(agreed_in(record).publications))
        return

    def change(state: State, snapshot: Snapshot) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        _check_stamp(record, stamp)  # 2
        check_labels(source.tags, source)
        (sealed,) = snapshot.slots([record.place])
        before = open_record(sealed, record, state.keyring)
        kept = replace(source, codename=record.codename, canary=before.canary)  # 3
        line = replace(record, version=record.version + 1, tags=source.tags, retain_until=source.retain_until)
        return Change((Did(Act.EDITED, record.id),), (Kept(with_agreed(line, kept), kept),)), None

    vault.change(change)  # 4


def publish(vault: Vault, codename: str, publication: Publication) -> None:
    """Write down a publication that used a source, and how closely it told what; opens nothing.

    Raises :class:`FormError` for a title that cannot stand in the keyring, or a publication that is there already.
    """
    title = publication.what
    if not title.isprintable() or not 0 < len(title) <= MAX_TITLE or title != title.strip():
        raise FormError("a title has 1 to {max_title} characters that can be seen", max_title=MAX_TITLE)

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        agreed = agreed_in(record)
        if any((other.what, other.on) == (title, publication.on) for other in agreed.publications):
            raise FormError("that publication is written down already; `bronwacht vault edit` changes it")
        line = with_agreed(record, replace(agreed, publications=(*agreed.publications, publication)))
        return Change((Did(Act.PUBLISHED, record.id, note=short_note(title)),), (Kept(line),)), None

    vault.change(change)


def _check_codename(source: Source, record: Record) -> None:
    if source.codename and source.codename.casefold() != record.codename.casefold():
        raise FormError("the form is about another codename; a codename stays what it is")


def _check_stamp(record: Record, stamp: str) -> None:
    if stamp_of(record) != stamp:
        raise ConflictError("the record has changed since it was shown to you; nothing was written, look at it again")
