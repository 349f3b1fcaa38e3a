"""Makes the pictures of this folder from the running program: ``python docs/pictures/make_pictures.py``.

On the invented draft of the reporter's walk. The desk is served by the real command and looked at by a real browser;
the report is its page, and the first page of its PDF. Needs Playwright and Chromium, as the tests of the desk do.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
WALK = HERE.parent / "tutorial-reporter.md"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-component-update"
    " --disable-sync --disable-quic --force-color-profile=srgb --font-render-hinting=none"
).split()
WIDTHS = {1440: 900, 390: 844}
"""Width and height, in CSS pixels, of a desk and of a telephone."""

SCHEMES = ("light", "dark")
QUALITY = 78
DPI = 110
PATIENCE = 30_000
_FILES = ("draft.txt", "story.toml", "corrections.toml")
_GIVEN = ("draft.txt", "--story", "story.toml", "--corrections", "corrections.toml")


def main() -> None:
    """Make all of them."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        write_files(folder)
        run(folder, "risk", *_GIVEN, "--html", "report.html", "--pdf", "report.pdf")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM if CHROMIUM.exists() else None, args=ARGUMENTS, timeout=PATIENCE
        )
        with desk(folder) as address:
            photograph(browser, address, "desk", decide)
        photograph(browser, (folder / "report.html").as_uri(), "report")
        browser.close()
        with pypdfium2.PdfDocument(folder / "report.pdf") as document:
            save(document[0].render(scale=DPI / 72).to_pil(), "report-page")
    for path in sorted(HERE.glob("*.webp")):
        print(f"{path.name:24} {path.stat().st_size // 1024:5} KiB")


def write_files(folder: Path) -> None:
    """The files that the walk has its reader make."""
    walk = WALK.read_text("utf-8")
    for name in _FILES:
        block = re.search(rf"^```\w+ file={re.escape(name)}\n(.*?)^```$", walk, re.MULTILINE | re.DOTALL)
        if block is None:
            raise SystemExit(f"{WALK.name} has no {name} any more")
        (folder / name).write_text(block[1], "utf-8")


def run(folder: Path, *argv: str) -> None:
    """Run the program; exit code 1, that a person must look, is as it should be."""
    command = [sys.executable, "-m", "bronwacht", *argv]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 — our own program
    if done.returncode > 1:
        raise SystemExit(done.stderr)


@contextmanager
def desk(folder: Path) -> Iterator[str]:
    """The address of a desk that is being served."""
    command = [sys.executable, "-m", "bronwacht", "desk", *_GIVEN, "-o", "desk.txt", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 — as above
        try:
            told = process.stderr or ()
            yield next(line.strip() for line in told if "http://" in line)
        finally:
            process.terminate()


def decide(page: Page) -> None:
    """What a reporter may have done by the time somebody looks over their shoulder."""
    page.get_by_role("button", name="Accept").first.wait_for(timeout=PATIENCE)
    for key in "aaar":
        page.keyboard.press(key)
        page.wait_for_timeout(400)


def photograph(browser: Browser, address: str, name: str, prepare: Callable[[Page], None] | None = None) -> None:
    """One page at every width and in every scheme, its caret and movements still."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    page.goto(address, timeout=PATIENCE)
    if prepare:
        prepare(page)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.wait_for_timeout(300)
            shot = page.screenshot(animations="disabled", caret="hide", timeout=PATIENCE)
            save(Image.open(io.BytesIO(shot)), f"{name}-{scheme}-{width}")
    context.close()


def save(image: Image.Image, name: str) -> None:
    """Write it, small and without metadata."""
    image.convert("RGB").save(HERE / f"{name}.webp", "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
