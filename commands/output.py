"""Writing what a command made: late, all of it or none of it, never over a file that is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError, reason
from ..late import write_late
from ..said import Remark, printable, said

if TYPE_CHECKING:
    from ..redact.documents import Document, Faint, Leak
    from ..redact.draft import Span


def write_new(outputs: Sequence[tuple[Path, str | bytes]], *, source: Path | None = None) -> None:
    """Write each text, or file, to its path, readable by the owner alone; ``-`` is stdout.

    Raises UsageError, before anything is written, when a path exists, is ``source``, stands twice, or has no folder.
    """
    files = [(path, made) for path, made in outputs if str(path) != "-"]
    check_new([path for path, _ in files], source=source)
    written: list[Path] = []
    try:
        for path, made in files:
            _write(path, made if isinstance(made, bytes) else made.encode("utf-8"))
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    for path, made in outputs:
        if str(path) == "-":
            click.echo(made, nl=isinstance(made, str) and not made.endswith("\n"))


def tell_path(path: Path) -> None:
    """Say on stdout where an output is: as it is for a program, without what would steer a terminal for a person."""
    if sys.stdout.isatty():
        click.echo(printable(str(path)))
    else:
        click.echo(os.fsencode(path))


def tell_faint(document: Document, *, what: str | Remark) -> bool:
    """Say on stderr where ``document``, called ``what``, has words that nobody sees; whether it has any."""
    from ..redact.documents import faint_in, numbered

    found: dict[Faint, list[Span]] = {}
    for span, why in faint_in(document):
        found.setdefault(why, []).append(span)
    for why, spans in found.items():
        lines = numbered((document.text.count("\n", 0, span.start) + 1, document.place_of(span)) for span in spans)
        click.echo(
            said(
                "words that nobody sees stand in {what} (line {lines} of its text), {why}: whoever selects all"
                " finds them; make them visible, or take them out",
                what=what,
                lines=lines,
                why=why.called,
            ),
            err=True,
        )
    return bool(found)


def tell_faint_copy(path: Path, *, what: str | Remark) -> bool:
    """As :func:`tell_faint`, of a copy that was written just now."""
    from ..redact.documents import EmptyError, has_looks, read_document

    if has_looks(path):
        with suppress(EmptyError):  # all was to go
            return tell_faint(read_document(path), what=what)
    return False


def tell_unread(document: Document) -> bool:
    """Say on stderr what a final copy of ``document`` shows and nobody read; whether there is any."""
    from ..redact.documents import Unread

    if Unread.SCANS in document.unread:
        click.echo(
            said("pages that are pictures were not read; look at them yourself before the copy goes out"), err=True
        )
    if Unread.LETTERS in document.unread:
        click.echo(
            said(
                "of some words the file gives the shapes and not the letters: what was read there may not be what it"
                " shows; look at the copy yourself before it goes out, or export the draft again"
            ),
            err=True,
        )
    return not {Unread.SCANS, Unread.LETTERS}.isdisjoint(document.unread)


def tell_places(leaks: Sequence[Leak], *, show_text: bool) -> None:
    """Say on stderr where in a copy that was withheld something still stood: with ``show_text`` its words too."""
    shown = sorted((leak for leak in leaks if leak.excerpt), key=lambda leak: leak.line)
    if shown and not show_text:
        click.echo(said("what stands there, and where, is shown with --show-text"), err=True)
    for leak in shown if show_text else ():
        if each := leak.excerpt:
            where = printable(f"… {each.before}[{each.words}]{each.after} …")
            click.echo(said("line {line} of the copy: {where}", line=leak.line, where=where), err=True)


def check_new(paths: Sequence[Path], *, source: Path | None = None) -> None:
    """Raise UsageError for a path that :func:`write_new` would refuse; asked early, it saves somebody the wait."""
    seen: set[Path] = set()
    for path in paths:
        try:
            _check_new(path, source, seen)
            seen.add(path.resolve())
        except OSError as error:
            raise UsageError(
                "the output cannot be written ({reason}); choose another name", reason=reason(error)
            ) from None
        except RuntimeError:  # which pathlib raises for links that lead to one another
            raise UsageError("{name}: is a link that leads nowhere; choose another name", name=path.name) from None


def check_copy(path: Path, *, source: Path | None) -> None:
    """Raise UsageError for a path that no copy of the draft at ``source`` (None: stdin) can be written to."""
    from ..redact.documents import kinds_of

    check_new([path], source=source)
    kinds = kinds_of(source)
    if kinds and path.suffix.lower() not in kinds:
        raise UsageError(
            "{name}: a copy is of its draft's format; give its name one of {choices}",
            name=path.name,
            choices=", ".join(kinds),
        )


def _check_new(path: Path, source: Path | None, seen: set[Path]) -> None:
    if source is not None and path.resolve() == source.resolve():
        raise UsageError("{name}: is the draft itself; choose another name for the output", name=path.name)
    if path.exists() or path.is_symlink():
        raise UsageError("{name}: exists already, and nothing is overwritten; choose another name", name=path.name)
    if not path.parent.is_dir():
        raise UsageError("{name}: its folder does not exist; make the folder first", name=path.name)
    if path.resolve() in seen:
        raise UsageError("{name}: is named for two outputs; give each its own name", name=path.name)


def _write(path: Path, made: bytes) -> None:
    try:
        write_late(path, made)
    except FileExistsError:
        raise UsageError(
            "{name}: exists already, and nothing is overwritten; choose another name", name=path.name
        ) from None
    except OSError as error:
        raise UsageError(
            "{name}: cannot be written ({reason}); choose another place", name=path.name, reason=reason(error)
        ) from None
