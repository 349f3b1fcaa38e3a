"""The HTML report in a real browser: on a telephone nothing of it lies beside the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Lang
from bronwacht.redact.report import to_html

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run".split()
ADDRESS = "willemijn.van.der.meulen-hoekstra.onderzoeksredactie@noordoostpolder.example"


@pytest.mark.parametrize("lang", list(Lang))
def test_a_long_mail_address_does_not_push_the_page_aside(
    analyse: Callable[..., Analysis], lang: Lang, tmp_path: Path, wanting: Callable[[str], None]
) -> None:
    if not CHROMIUM.exists():
        wanting("Chromium")
    from playwright.sync_api import sync_playwright

    html = to_html(analyse(lang))
    assert "Facebook" in html
    page_file = tmp_path / "report.html"
    page_file.write_text(html.replace("Facebook", ADDRESS), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(page_file.as_uri())
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        browser.close()
