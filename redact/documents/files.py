"""Drafts read from files and final copies written to them: the only place of this package that opens a file."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ...errors import LeakError, UsageError, reason
from ...late import write_late
from ...said import Remark, listed, said
from ..draft import DIRECT_TYPES, Action, Edit, Span
from .edits import apply_edits
from .formats import STDIN_KIND, SUFFIXES, format_by_kind, format_by_suffix, leaks
from .model import Content, Document, EmptyError, Leak, LeakKind, MissingError, TooLargeError, UnsupportedError
from .verify import repeated

_WHAT = {
    LeakKind.STANDS: said("a stretch that was to go still stands in its place"),
    LeakKind.ELSEWHERE: said("a stretch that was to go also stands elsewhere; edit it there too, or keep it"),
    LeakKind.KNOWN: said("the dossier knows somebody whom the copy names"),
    LeakKind.UNSEEN: said("a stretch that was to go still stands in a part of the file that no reader sees"),
    LeakKind.CHANGED: said("the file is not what was written; try again on another disk"),
}

_WRITTEN = said(". Open it in Word or LibreOffice, look whether all is there, and save it as .docx or .odt")
_SAVED_OTHERWISE = {
    (".doc", ".dot", ".dotx", ".docm", ".rtf", ".fodt", ".ott", ".sxw", ".wpd", ".wps"): _WRITTEN,
    (".pages", ".gdoc"): said(". Open it in its own program, and export it as .docx"),
    (".msg", ".pst", ".ost", ".olm", ".mbox", ".emlx"): said(
        ". Open it in the mail program, and save each mail as .eml"
    ),
    (".mht", ".mhtml", ".xhtml", ".webarchive"): said(". Open it in a browser, and save the page as .html"),
    (".ods", ".xls", ".xlsx", ".csv", ".odp", ".ppt", ".pptx"): said(
        ". Copy what is to be published into a text document"
    ),
}
"""What to do with files of kinds that people have."""

SHOWN_LINES = 5
"""How many line numbers a message about leaks holds: enough to start, and still one line."""


class WithheldError(LeakError):
    """A final copy that was written, read again, and withheld for its ``leaks``."""

    def __init__(self, leaks: Sequence[Leak]) -> None:
        super().__init__(_told(leaks))
        self.leaks = tuple(leaks)


def read_document(path: Path | None) -> Document:
    """Read the draft at ``path``, or from standard input; raises :class:`~.model.DocumentError`."""
    shown = str(said("standard input")) if path is None else printable(str(path))
    known = format_by_kind(STDIN_KIND) if path is None else format_by_suffix(path.suffix)
    if path is not None:
        _must_be_file(path, shown)
    if known is None:
        suffix = path.suffix.lower() if path else ""
        raise UnsupportedError(
            "{shown}: is of an unknown kind; give one of {choices}, or text by way of -{how}",
            shown=shown,
            choices=", ".join(SUFFIXES),
            how=next((how for kinds, how in _SAVED_OTHERWISE.items() if suffix in kinds), ""),
        )
    raw = _read(path, known.max_bytes + 1, shown)
    if len(raw) > known.max_bytes:
        raise TooLargeError(
            "{shown}: is larger than {limit} MiB; give one draft at a time", shown=shown, limit=known.max_bytes >> 20
        )
    if not raw:  # of a copy that was cut off, too: "damaged, save it again" says it less well
        raise EmptyError("{shown}: is empty; give a draft with text in it", shown=shown)
    content = known.read(raw, shown)
    kind = STDIN_KIND if path is None else known.kinds[path.suffix.lower()]
    return document_of(content, raw, kind, "-" if path is None else printable(path.name), path)


def kinds_of(path: Path | None) -> tuple[str, ...]:
    """The extensions that a copy of the draft at ``path`` (None: standard input) can have; none for an unknown one."""
    known = format_by_kind(STDIN_KIND) if path is None else format_by_suffix(path.suffix)
    return tuple(known.kinds) if known else ()


def document_of(content: Content, raw: bytes, kind: str, name: str, path: Path | None = None) -> Document:
    """The document that a format read."""
    return Document(content.text, raw, kind, name, path, content.published, content.passages, content.unread)


Check = Callable[[str], Sequence[Leak]]
"""Looks at the whole text of a written file, and finds what must not be in it."""


def write_final(
    document: Document, edits: Sequence[Edit], out: Path, *, kept: Sequence[Span] = (), also: Check | None = None
) -> None:
    """Write the final copy of ``document`` to ``out``, a path where nothing stands yet.

    1. Refuse an output that is the input or exists, whatever the spelling or link, one of another format, and one
       whose name tells what was to go.
    2. Write to a fresh file in the output's folder that only its owner may read, and bring it to the disk.
    3. Read that file again and look for everything that was to go and everything that was to stay.
    4. Move it into place without replacing what may have come there meanwhile, and bring the folder to the disk.

    Whatever happens before step 4 is complete, no file is left. Raises :class:`UsageError` (1, 2, 4),
    :class:`~.edits.EditError`, and :class:`WithheldError` (3). ``kept`` are stretches of the text that stay on purpose;
    ``also`` looks at the text of the written file in step 3, too, and at its name.
    """
    _refuse(document, out)  # 1
    _check_name(document, edits, out)
    final = format_by_kind(document.kind).final(document, edits)

    def look(written: bytes) -> None:  # 3
        found = leaks(written, edits, document, kept=kept)
        if also and not found:
            found = _known(_said(document, edits, written), out, also)
        if found:
            raise WithheldError(found)

    try:
        write_late(out, final, look=look)  # 2, 4
    except FileExistsError:
        raise UsageError("the output exists already; choose another name for the final copy") from None
    except OSError as error:
        raise UsageError(
            "cannot write the output: {reason}; nothing was written, choose another place for it", reason=reason(error)
        ) from None


def _said(document: Document, edits: Sequence[Edit], written: bytes) -> str:
    """The text of a written copy; of one that is pictures by now, the words that these were compared with."""
    try:
        return format_by_kind(document.kind).read(written, document.name).text
    except EmptyError:
        return apply_edits(document.published_text, edits)


def _known(text: str, out: Path, also: Check) -> tuple[Leak, ...]:
    """What ``also`` finds in the text; raises :class:`UsageError` where it finds anything in the name of the copy."""
    last = text.count("\n") + 1
    found = tuple(also(f"{text}\n{name_words(out)}"))  # at once: every look at a dossier is an act in its log
    if any(leak.line > last for leak in found):
        raise UsageError("the output's name says whom the dossier knows; choose another with -o")
    return found


def printable(name: str) -> str:
    """A file's name on one line, without what would steer a terminal or cannot be encoded."""
    return "".join(char if char.isprintable() else "?" for char in name)


def name_words(path: Path) -> str:
    """The words of a file's name, without its extension and its marks between words."""
    return " ".join(re.findall(r"[^\W_]+", path.stem))


def _must_be_file(path: Path, shown: str) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise MissingError("{shown}: {reason}; check the path", shown=shown, reason=reason(error)) from None
    except ValueError:  # a NUL in the name
        raise MissingError("{shown}: is not a file name; check the path", shown=shown) from None
    if stat.S_ISDIR(mode):
        raise UnsupportedError("{shown}: is a folder; give one file", shown=shown)
    if not stat.S_ISREG(mode):
        raise UnsupportedError("{shown}: is not an ordinary file; give its text by way of -", shown=shown)


def _read(path: Path | None, limit: int, shown: str) -> bytes:
    try:
        if path is None:
            return sys.stdin.buffer.read(limit)
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            raw = file.read(limit)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise MissingError("{shown}: {reason}; check the path", shown=shown, reason=reason(error)) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        # Half of a draft reads as a draft in which the rest was not found.
        raise MissingError("{shown}: is being written at this moment; try again when that is done", shown=shown)
    return raw


def _refuse(document: Document, out: Path) -> None:
    if not out.parent.is_dir():
        raise UsageError("the output's folder does not exist; make it first")
    if os.path.lexists(out):
        if document.path is not None and out.exists() and document.path.exists() and out.samefile(document.path):
            raise UsageError("the output is the input; choose another name for the final copy")
        raise UsageError("the output exists already; choose another name for the final copy")
    kinds = format_by_kind(document.kind).kinds
    if out.suffix.lower() not in kinds:
        raise UsageError(
            "a final copy is of its draft's format; give its name one of {choices}", choices=", ".join(kinds)
        )


def _check_name(document: Document, edits: Sequence[Edit], out: Path) -> None:
    gone = [edit for edit in edits if edit.action is not Action.KEEP and edit.reason in DIRECT_TYPES]
    if repeated(name_words(out), [(edit.reason, edit.span.of(document.text)) for edit in gone]):
        raise UsageError("the output's name holds what is taken out of the text; choose another with -o")


def _told(found: Sequence[Leak]) -> Remark:
    what = listed((_WHAT[kind] for kind in dict.fromkeys(leak.kind for leak in found)), between="; ")
    lines = sorted({leak.line for leak in found if leak.line})
    if not lines:
        return said("the final copy was withheld: {what}", what=what)
    shown = ", ".join(map(str, lines[:SHOWN_LINES]))
    if len(lines) <= SHOWN_LINES:
        return said("the final copy was withheld (line {lines}): {what}", lines=shown, what=what)
    return said("the final copy was withheld (line {lines} and more): {what}", lines=shown, what=what)
