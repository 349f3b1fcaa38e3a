"""The desk in real Chromium where there is little room, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SMALL = {"200 %": (720, 450), "150 % of a laptop": (853, 480), "a phone on its side": (844, 390)}


@pytest.mark.parametrize("size", SMALL)
def test_zoomed_in_one_still_sees_what_one_decides(served: Any, sit: Callable[..., Any], size: str) -> None:
    width, height = SMALL[size]
    seat = sit(served.entry.new_url(), width=width, height=height)
    assert seat.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    above = seat.page.locator("#card > .decide").bounding_box()["y"]
    shown = ("#card-title", "#card del", "#card ins", ".pane .here", '[data-act="leave"]', "#crowds .here .numbers b")
    for target in shown:
        box = seat.page.locator(target).first.bounding_box()
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width, target
        assert 0 <= box["y"] <= box["y"] + box["height"] <= (above if target.startswith("#card") else height), target
    for key in ("accept", "reject", "unsure", "wording", "own", "keep"):
        box = seat.page.locator(f'#card [data-act="{key}"]').bounding_box()
        assert box["y"] + box["height"] <= height
    assert seat.page.locator("#draft").bounding_box()["height"] > 0.4 * height
    seat.page.locator(".tabs [data-view=queue]").click()
    assert seat.page.locator("#queue [aria-current]").is_visible()


def test_at_400_percent_the_page_scrolls(served: Any, sit: Callable[..., Any]) -> None:
    seat = sit(served.entry.new_url(), width=320, height=256)
    assert seat.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    for act in ("accept", "own"):
        button = seat.page.locator(f'#card [data-act="{act}"]')
        button.scroll_into_view_if_needed()
        assert button.bounding_box()["y"] + button.bounding_box()["height"] <= 256


def test_keys_are_told_where_there_is_little_room(served: Any, sit: Callable[..., Any]) -> None:
    """A narrow window, or one at 400 %, has a keyboard all the same."""
    seat = sit(served.entry.new_url(), width=390, height=844)
    seat.press("?")
    assert seat.page.locator("#dialog kbd", has_text="a").first.is_visible()


def test_paper_has_the_whole_result(serve: Callable[..., Any], sit: Callable[..., Any]) -> None:
    from pypdfium2 import PdfDocument

    lines = [f"Alinea {n} gaat over de begroting van de gemeente en over niemand in het bijzonder." for n in range(90)]
    served = serve(text="Een bode van 58 zag het gebeuren.\n\n" + "\n\n".join(lines) + "\n")
    seat = sit(served.entry.new_url())
    pages = [*PdfDocument(seat.page.pdf())]
    told = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert len(pages) > 1
    assert [line for line in lines if line not in told] == []
    assert "te beslissen" in told
    assert "Aannemen" not in told
    seat.page.emulate_media(media="print")
    seat.page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
    told = "[...document.querySelectorAll('.crowds thead th')].filter((th) => th.offsetWidth)"
    assert seat.page.evaluate(f"{told}.every((th) => th.scrollWidth <= th.clientWidth && th.innerText)")
    seat.page.emulate_media(media="screen")
