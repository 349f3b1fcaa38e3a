"""Which files of a folder are drafts: by their extension, in a fixed order, without following links."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..documents import SUFFIXES


@dataclass(frozen=True, slots=True)
class Found:
    """A draft, by its path within the folder (with ``/``); ``size`` in bytes, ``changed`` in nanoseconds.

    Both are of the draft and the story file beside it together: with another story a draft is another one.
    """

    path: str
    size: int
    changed: int


def drafts(folder: Path, out: Path) -> Iterator[Found]:
    """Every file below ``folder`` of a format that can be read, apart from what lies in ``out``.

    A folder that cannot be opened is found as well, with a ``/`` at its end and nothing else known of it, and so is a
    file that cannot be looked at: what is in them was not read, and that has to be told. A link is passed over, for it
    may lead back or out.
    """
    own = out.resolve()
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if (Path(place) / name).resolve() != own)
        for name in sorted(names):
            path = Path(place) / name
            if path.suffix.lower() in SUFFIXES:
                try:
                    own_state = path.lstat()
                except FileNotFoundError:
                    continue
                except OSError:
                    yield Found(path.relative_to(folder).as_posix(), 0, 0)
                    continue
                if stat.S_ISLNK(own_state.st_mode):
                    continue
                size, changed = own_state.st_size, own_state.st_mtime_ns
                with suppress(OSError):
                    story = path.with_suffix(".toml").stat()
                    size, changed = size + story.st_size, max(changed, story.st_mtime_ns)
                yield Found(path.relative_to(folder).as_posix(), size, changed)
    for error in closed:
        yield Found(f"{Path(error.filename).relative_to(folder).as_posix()}/", 0, 0)
