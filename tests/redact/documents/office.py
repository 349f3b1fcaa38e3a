"""One LibreOffice without a screen for all tests, driven over UNO: accept or reject all changes, save, tell the text.

Tests use :class:`Office` through the fixture ``office`` of conftest.py. UNO's bridge belongs to the system's Python and
not to the venv's: this file is also the program that runs there and takes one order a line (JSON) on its input.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYSTEM_PYTHON = "/usr/bin/python3"
START_SECONDS = 60
FILTERS = {
    ".docx": "MS Word 2007 XML",
    ".odt": "writer8",
    ".fodt": "OpenDocument Text Flat XML",
    ".pdf": "writer_pdf_Export",
    ".txt": "Text (encoded)",
    ".html": "HTML (StarWriter)",
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
}
CHAR_PROPERTIES = (
    "CharWeight",
    "CharPosture",
    "CharUnderline",
    "CharStrikeout",
    "CharColor",
    "CharBackColor",
    "CharFontName",
    "CharHeight",
    "CharEscapement",
    "CharCaseMap",
    "CharHidden",
    "CharStyleName",
    "HyperLinkURL",
)


class OfficeError(Exception):
    """LibreOffice did not do what it was told."""


@dataclass
class Opened:
    """A document that is open in LibreOffice."""

    office: Office
    handle: int

    def accept_all(self) -> None:
        """Accept every tracked change."""
        self.office.order("dispatch", self.handle, ".uno:AcceptAllTrackedChanges")

    def reject_all(self) -> None:
        """Reject every tracked change."""
        self.office.order("dispatch", self.handle, ".uno:RejectAllTrackedChanges")

    def dispatch(self, command: str) -> None:
        """Any other command of the menus, as ``.uno:SelectAll``."""
        self.office.order("dispatch", self.handle, command)

    def changes(self) -> list[dict[str, str]]:
        """The tracked changes: ``type`` (Insert, Delete, Format...), ``author``, ``comment``."""
        found: list[dict[str, str]] = self.office.order("changes", self.handle)
        return found

    def comments(self) -> list[dict[str, str]]:
        """The comments: ``author``, ``text``."""
        found: list[dict[str, str]] = self.office.order("comments", self.handle)
        return found

    def text(self) -> str:
        """The text of the body, as LibreOffice exports it; tracked deletions are in it."""
        return str(self.office.order("text", self.handle))

    def portions(self) -> list[list[Any]]:
        """The body: for each paragraph, its style and its portions ``[text, {property: value}]``; alike ones joined."""
        found: list[list[Any]] = self.office.order("portions", self.handle)
        return found

    def save(self, path: Path) -> Path:
        """Save a copy; the extension says in which format."""
        self.office.order("save", self.handle, str(path), FILTERS[path.suffix])
        return path


class Office:
    """LibreOffice in a profile of its own; started at first use, stopped by :meth:`stop`."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._driver: subprocess.Popen[str] | None = None

    @staticmethod
    def missing() -> str | None:
        """What this machine lacks, None when nothing."""
        if shutil.which("soffice") is None:
            return "LibreOffice"
        found = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
        return "python3-uno" if found.returncode else None

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        """The document at ``path``; raises :class:`OfficeError` when it cannot be opened without repair."""
        handle: int = self.order("open", str(path))
        try:
            yield Opened(self, handle)
        finally:
            self.order("close", handle)

    def convert(self, path: Path, out: Path) -> Path:
        """Open ``path`` and save it as ``out``."""
        with self.open(path) as opened:
            return opened.save(out)

    def order(self, name: str, *values: object) -> Any:
        """Send one order to the driver and wait for its answer."""
        driver = self._started()
        assert driver.stdin is not None
        assert driver.stdout is not None
        driver.stdin.write(json.dumps([name, *values]) + "\n")
        driver.stdin.flush()
        line = driver.stdout.readline()
        if not line:
            self.stop()
            raise OfficeError("LibreOffice has ended")
        answer = json.loads(line)
        if "error" in answer:
            raise OfficeError(answer["error"])
        return answer["done"]

    def _started(self) -> subprocess.Popen[str]:
        if self._driver is None:
            self._folder = Path(tempfile.mkdtemp(prefix="bronwacht-office-"))
            self._driver = subprocess.Popen(
                [SYSTEM_PYTHON, __file__, str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._driver

    def stop(self) -> None:
        """End the driver, which ends its LibreOffice, and remove the profile."""
        if self._driver is not None:
            assert self._driver.stdin is not None
            self._driver.stdin.close()
            self._driver.wait(START_SECONDS)
            if self._driver.stdout is not None:
                self._driver.stdout.close()
            self._driver = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


class _Driver:
    """The other side, in the system's Python: one soffice, and its documents by number."""

    def __init__(self, folder: Path) -> None:
        import uno

        self._uno = uno
        pipe = f"bronwacht{folder.name.rpartition('-')[2]}"
        self._process = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
                *(f"-env:UserInstallation={(folder / 'profile').as_uri()}", f"--accept=pipe,name={pipe};urp;"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self._context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise
                time.sleep(0.1)
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self._dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        self._documents: dict[int, Any] = {}
        self._last = 0

    def end(self) -> None:
        try:
            self._desktop.terminate()
        except Exception:
            self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def open(self, path: str) -> int:
        # RepairPackage False: a zip that needs repair is an error, not a question.
        opened = self._desktop.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, self._values(Hidden=True, RepairPackage=False)
        )
        if opened is None:
            raise OfficeError("LibreOffice cannot open the file")
        self._last += 1
        self._documents[self._last] = opened
        return self._last

    def close(self, handle: int) -> None:
        self._documents.pop(handle).close(True)

    def dispatch(self, handle: int, command: str) -> None:
        frame = self._documents[handle].getCurrentController().getFrame()
        self._dispatcher.executeDispatch(frame, command, "", 0, ())

    def changes(self, handle: int) -> list[dict[str, str]]:
        every = self._documents[handle].getRedlines().createEnumeration()
        found = []
        while every.hasMoreElements():
            change = every.nextElement()
            found.append(
                {
                    "type": change.getPropertyValue("RedlineType"),
                    "author": change.getPropertyValue("RedlineAuthor"),
                    "comment": change.getPropertyValue("RedlineComment"),
                }
            )
        return found

    def comments(self, handle: int) -> list[dict[str, str]]:
        fields = self._documents[handle].getTextFields().createEnumeration()
        found = []
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.supportsService("com.sun.star.text.textfield.Annotation"):
                found.append({"author": field.Author, "text": field.Content})
        return found

    def text(self, handle: int) -> str:
        return str(self._documents[handle].getText().getString())

    def portions(self, handle: int) -> list[list[Any]]:
        return list(self._paragraphs(self._documents[handle].getText()))

    def _paragraphs(self, text: Any) -> Iterator[list[Any]]:
        every = text.createEnumeration()
        while every.hasMoreElements():
            part = every.nextElement()
            if part.supportsService("com.sun.star.text.TextTable"):
                for name in part.getCellNames():
                    yield from self._paragraphs(part.getCellByName(name))
            else:
                yield [part.ParaStyleName, self._joined(part)]

    @staticmethod
    def _joined(paragraph: Any) -> list[list[Any]]:
        portions: list[list[Any]] = []
        every = paragraph.createEnumeration()
        while every.hasMoreElements():
            portion = every.nextElement()
            if portion.TextPortionType not in ("Text", "TextField", "Footnote"):
                continue
            if not portion.getString():
                continue
            look = {name: portion.getPropertyValue(name) for name in CHAR_PROPERTIES}
            if portions and portions[-1][1] == look:
                portions[-1][0] += portion.getString()
            else:
                portions.append([portion.getString(), look])
        return portions

    def save(self, handle: int, path: str, filter_name: str) -> None:
        options = self._values(FilterName=filter_name)
        if filter_name == FILTERS[".txt"]:
            options += self._values(FilterOptions="UTF8,LF")
        self._documents[handle].storeToURL(Path(path).as_uri(), options)

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def _values(self, **named: object) -> tuple[Any, ...]:
        found = []
        for name, value in named.items():
            made = self._uno.createUnoStruct("com.sun.star.beans.PropertyValue")
            made.Name, made.Value = name, value
            found.append(made)
        return tuple(found)


def _serve(folder: Path) -> None:
    driver = _Driver(folder)
    orders = {name: getattr(driver, name) for name in dir(driver) if not name.startswith("_") and name != "end"}
    try:
        for line in sys.stdin:
            name, *values = json.loads(line)
            try:
                answer = {"done": orders[name](*values)}
            except Exception as error:
                answer = {"error": f"{name}: {type(error).__name__}: {error}"}
            print(json.dumps(answer, default=str), flush=True)
    finally:
        driver.end()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
