"""What a dossier says of the sources of a story, handed to the redaction engine: promises and earlier publications.

Plain data by codename. Nothing of who anybody is leaves the vault, and no record is opened: what was agreed stands in
the index, of sources that take two editors too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..redact.documents import Leak, LeakKind, excerpt
from ..redact.draft import Span
from ..said import said
from ..vault.agreed import agreed_in
from ..vault.errors import NoSuchSourceError
from ..vault.index import Record
from ..vault.source import Publication
from ..vault.vault import Vault
from .counted import counted
from .paths import is_file

if TYPE_CHECKING:
    from ..redact.promises import Promise


@dataclass(frozen=True)
class Earlier:
    """The publications that used sources of a story: files with their text, and those of which there is none."""

    texts: tuple[Path, ...]
    without_text: tuple[tuple[str, Publication], ...]


def promises_of(vault: Vault, codenames: Iterable[str]) -> tuple[Promise, ...]:
    """What was agreed with these sources, as the engine has it; a source that the vault does not have is left out."""
    from ..redact.promises import promise_of

    agreed = [(codename, agreed_in(record).promise) for codename, record in _records(vault, codenames)]
    return tuple(
        promise_of(codename, {type_: word.value for type_, word in promise.items()})
        for codename, promise in agreed
        if promise
    )


def earlier_of(vault: Vault, codenames: Iterable[str], folders: Sequence[Path]) -> Earlier:
    """What was published of these sources; a text is looked for by its name in ``folders``, the first one first."""
    texts: dict[Path, None] = {}
    without: list[tuple[str, Publication]] = []
    for codename, record in _records(vault, codenames):
        for publication in agreed_in(record).publications:
            places = [folder / Path(publication.text).name for folder in folders] if publication.text else []
            path = next((place for place in places if is_file(place)), None)
            if path:
                texts[path] = None
            else:
                without.append((codename, publication))
    return Earlier(tuple(texts), tuple(without))


NAMED = frozenset({"name", "alias", "contact"})
"""What stops a final copy. A surname or an employer alone may be another's, and is for a person to look at."""


class DossierCheck:
    """Looks in the text of a final copy for whom a dossier knows; ``others`` is what it found besides names."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.others = 0

    def __call__(self, text: str) -> tuple[Leak, ...]:
        """The places where somebody is named; the reading of the dossier is logged."""
        found = self._vault.check(text)
        named = [finding for finding in found if finding.kind in NAMED]
        self.others = len(found) - len(named)
        return tuple(
            Leak(
                LeakKind.KNOWN,
                text.count("\n", 0, finding.start) + 1,
                excerpt=excerpt(text, Span(finding.start, finding.end)),
            )
            for finding in named
        )

    def tell(self) -> bool:
        """Tell on stderr what a person should look at; whether there is anything."""
        if self.others:
            click.echo(
                said(
                    "the dossier knows {things} that the copy says; see with: bronwacht check",
                    things=counted(self.others, "more thing"),
                ),
                err=True,
            )
        if self._vault.for_two:
            click.echo(
                said(
                    "NOT looked for, since it takes two editors: {sources}",
                    sources=counted(len(self._vault.for_two), "source"),
                ),
                err=True,
            )
        return bool(self.others or self._vault.for_two)


def _records(vault: Vault, codenames: Iterable[str]) -> Iterator[tuple[str, Record]]:
    keyring = vault.keyring
    for codename in codenames:
        try:
            yield codename, keyring.find(codename)
        except NoSuchSourceError:
            continue
