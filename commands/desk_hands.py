"""What the desk's server has others do: keep the session, and write the final copy; with what to say when that fails.

The page is told in its own language what did not come off, the terminal why.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..errors import BronwachtError, LeakError, UsageError
from ..redact.corrections import write_corrections
from ..redact.desk.refusals import Failure, HandError
from ..redact.documents import DocumentError, Leak
from ..redact.pipeline import write
from ..said import printable, said
from .output import tell_faint_copy, tell_unread
from .sealed_session import SealedSession, TakenError

if TYPE_CHECKING:
    from ..redact.desk import Desk
    from ..redact.documents import Document
    from .dossier import DossierCheck

_Done = TypeVar("_Done")


@dataclass(frozen=True)
class DeskHands:
    """One review's: where its ``session`` and its final copy go, and which dossier the copy is held against.

    No copy is written where a second reader decides next (``out`` is None).
    """

    review: Desk
    document: Document
    out: Path | None
    session: SealedSession | None = None
    corrections_out: Path | None = None
    dossier: DossierCheck | None = None

    def save(self) -> None:
        """Keep what was decided; raises HandError."""
        if self.session:
            session, saved = self.session, self.review.saved()
            _tried(lambda: session.save(saved), Failure.DISK)

    def finish(self) -> None:
        """Write the corrections and the final copy; raises LeakError, and HandError."""
        if self.corrections_out:
            there, corrections = self.corrections_out, self.review.corrections()
            _tried(lambda: write_corrections(corrections, there), Failure.CORRECTIONS)
        if self.out:
            out = self.out
            also = self._known if self.dossier else None
            _tried(lambda: write(self.document, self.review.analysis(), out, also=also), Failure.FORMAT)
            tell_faint_copy(out, what="the final copy")
            tell_unread(self.document)

    def tell_changed(self) -> bool:
        """Say on stderr that the draft's file is not what was read any more, if so; whether it is."""
        path = self.document.path
        if path is None:
            return False
        with suppress(OSError):
            if (path.exists() and not path.is_file()) or path.read_bytes() == self.document.raw:
                return False
        click.echo(
            said(
                "{name} was changed while the desk was open: what was decided, and a copy, are of the draft as it was"
                " read; for what is new, begin anew",
                name=self.document.name,
            ),
            err=True,
        )
        return True

    def _known(self, text: str) -> tuple[Leak, ...]:
        """What the dossier knows of a written copy."""
        check = self.dossier
        return _tried(lambda: check(text), Failure.DOSSIER) if check else ()


def _tried(do: Callable[[], _Done], failure: Failure) -> _Done:
    try:
        return do()
    except (LeakError, HandError):
        raise
    except TakenError as error:
        raise _told(error, Failure.TAKEN) from None
    except BronwachtError as error:
        written = failure is Failure.FORMAT and isinstance(error, UsageError) and not isinstance(error, DocumentError)
        raise _told(error, Failure.OUTPUT if written else failure) from None


def _told(error: BronwachtError, failure: Failure) -> HandError:
    click.echo(printable(str(error)), err=True)
    return HandError(failure)
