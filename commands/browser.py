"""Opening an address that is a secret in the user's browser.

A browser is started with its address on its command line, which every user of the machine can read. So it is given a
file that only its owner may read, and the file leads on to the address.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_PAGE = (
    '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Bronwacht</title>'
    '<meta http-equiv="refresh" content="0; url={url}">'
)


@contextmanager
def doorway() -> Iterator[Callable[[str], None]]:
    """Something that opens an address in the browser; its file is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="bronwacht-"))  # mode 0700
    page = folder / "open.html"

    def lead(url: str) -> None:
        page.write_text(_PAGE.format(url=url), "utf-8")
        # A browser in the terminal holds up whoever started it.
        threading.Thread(target=webbrowser.open, args=[page.as_uri()], daemon=True).start()

    try:
        yield lead
    finally:
        shutil.rmtree(folder, ignore_errors=True)
