"""``bronwacht check``: what must not be in a text that goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..said import printable, said
from ..vault.errors import NeedsApprovalError
from ..vault.matching import Finding
from ..vault.stores import Address
from ..vault.two_person_acts import check_approved
from ..vault.vault import Vault
from .common import (
    FINDINGS_REMAIN,
    corrections_of,
    corrections_option,
    draft_argument,
    lang_of,
    lang_option,
    path_of,
    story_of,
    story_option,
)
from .counted import counted
from .dossier import promises_of
from .misuse import Misuse
from .unlock import editor_options, open_dossier
from .vault.common import to_address

if TYPE_CHECKING:
    from ..redact.documents import Document
    from ..redact.draft import Reading
    from ..redact.promises import Promise


NOT_ALL_LOOKED_FOR = NeedsApprovalError.exit_code
"""Nothing was found, and some of the dossier stayed locked: not 0, nobody has looked; not 1, nothing was found."""


@dataclass(frozen=True, order=True)
class _Line:
    """One finding to print: where, and what kind; never the words themselves."""

    start: int
    end: int
    kind: str
    whose: str = ""
    promised: str = ""


@click.command()
@draft_argument()
@click.option("--dossier", type=to_address, metavar="VAULT", help="Look for what this vault knows.")
@click.option(
    "--two-person",
    is_flag=True,
    help="Look for the sources that take two editors too, where another has approved; that uses the approval.",
)
@story_option
@corrections_option
@lang_option
@editor_options
@click.pass_context
def check(
    ctx: click.Context,
    file: Path,
    dossier: Address | None,
    two_person: bool,
    story_path: Path | None,
    corrections_path: Path | None,
    lang: str | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Look in FILE for what must not go out, and print where it stands and its kind: never the words.

    Without a dossier: names, addresses, contacts and numbers of people who are not public, and words that nobody sees
    (white on white, or tiny). With --dossier also all that
    the vault knows of its sources, however it is spelt, with the promise that it goes against; and, for sources that
    the story file names by codename, every other detail that is told more closely than was promised.

    Exit codes: 1 when anything was found; 4 when nothing was, but there are sources that take two editors to open and
    could not be looked for: they are named. Ask for each with `vault show`, have another editor approve it, and check
    again with --two-person.
    """
    from ..redact.pipeline import open_draft, read

    if two_person and not dossier:
        raise Misuse("--two-person goes with --dossier VAULT")
    story = story_of(story_path)
    document, draft = open_draft(path_of(file), story, lang_of(lang), whole=True)
    reading = read(draft, story, corrections=corrections_of(corrections_path, draft.text))
    found, unseen = set(_direct(reading)), tuple[str, ...]()
    if dossier:
        vault = open_dossier(dossier, key_path, passphrase_fd, founder)
        in_dossier, unseen = _check(vault, document.text, two_person=two_person)
        known = {_Line(f.start, f.end, f.kind, f.codename, f.breaks or "") for f in in_dossier}
        told = _told_too_closely(reading, promises_of(vault, (source.codename for source in story.sources)))
        known |= {line for line in told if not any(_within(line, other) for other in known)}
        # The dossier's line says whose it is as well: the same stretch needs no second one that does not.
        found = known | {line for line in found if not any(_is_told_by(line, other) for other in known)}
    found |= set(_faint(document))
    for line in sorted(found):
        promised = str(said("promised: {promised}", promised=line.promised)) if line.promised else ""
        cells = (_place(document.text, line.start), line.kind, line.whose, promised)
        click.echo("\t".join(map(printable, cells)).rstrip("\t"))
    if dossier:
        looked = said("looked for names, addresses, contacts, numbers, and what the dossier knows")
    else:
        looked = said("looked for names, addresses, contacts, numbers")
    click.echo(said("{looked}: {count} found", looked=looked, count=len(found)), err=True)
    if unseen:
        click.echo(
            said(
                "NOT looked for: {sources} only for two editors together, so that this is no clean bill: {codenames}."
                " Ask for each with `bronwacht vault show`, have another editor approve it, and check again with"
                " --two-person",
                sources=counted(len(unseen), "source"),
                codenames=", ".join(map(printable, unseen)),
            ),
            err=True,
        )
    ctx.exit(FINDINGS_REMAIN if found else NOT_ALL_LOOKED_FOR if unseen else 0)


def _check(vault: Vault, text: str, *, two_person: bool) -> tuple[list[Finding], tuple[str, ...]]:
    """What the dossier knows and the text says, and the codenames that were not looked for."""
    found, for_two = list(vault.check(text)), vault.for_two
    if not (two_person and for_two):
        return found, for_two
    more, looked_for = check_approved(vault, text)
    return [*found, *more], tuple(name for name in for_two if name not in looked_for)


def _direct(reading: Reading) -> Iterator[_Line]:
    from ..redact.draft import DIRECT_TYPES

    for detail in reading.details:
        if detail.type in DIRECT_TYPES:
            yield _Line(detail.span.start, detail.span.end, detail.type.value.lower())


def _faint(document: Document) -> Iterator[_Line]:
    """Words that the page shows and nobody sees: whoever looked at it has not read them."""
    from ..redact.documents import faint_in

    for span, why in faint_in(document):
        yield _Line(span.start, span.end, str(said("words that nobody sees, {why}", why=why.called)))


def _told_too_closely(reading: Reading, promises: Sequence[Promise]) -> Iterator[_Line]:
    """Details of sources in the story that go against what was promised to them."""
    from ..redact.agreed import breaches
    from ..redact.promises import FINEST

    words = {level: word for word, level in FINEST.items()}
    for source, detail, finest in breaches(reading, promises):
        yield _Line(detail.span.start, detail.span.end, detail.type.value.lower(), source, words[finest])


def _within(line: _Line, other: _Line) -> bool:
    return other.whose == line.whose and _covers(other, line)


def _is_told_by(line: _Line, other: _Line) -> bool:
    """Whether another line is of the same words, or of the number itself in "to be called at" a number."""
    return _covers(other, line) or (other.kind == line.kind and _covers(line, other))


def _covers(line: _Line, other: _Line) -> bool:
    return line.start <= other.start and other.end <= line.end


def _place(text: str, offset: int) -> str:
    line_start = text.rfind("\n", 0, offset) + 1
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - line_start + 1}"
