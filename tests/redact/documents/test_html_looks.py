"""A final copy looks as the draft did: every text's computed style, in Chromium, outside the edits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import Document
from bronwacht.redact.documents.html import HtmlFormat
from bronwacht.redact.draft import Action, DetailType, Edit, Span

PAGES = HtmlFormat()
CHROMIUM = Path("/usr/bin/chromium")

STYLES = """() => {
  const names = ['fontWeight', 'fontStyle', 'fontSize', 'fontFamily', 'color', 'backgroundColor', 'textAlign',
    'textDecorationLine', 'marginTop', 'marginBottom', 'marginLeft', 'paddingTop', 'paddingLeft', 'lineHeight',
    'textIndent', 'verticalAlign', 'borderTopWidth', 'borderTopStyle', 'letterSpacing', 'textTransform'];
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim() || ['SCRIPT', 'STYLE'].includes(node.parentElement.tagName)) continue;
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    const own = getComputedStyle(node.parentElement), around = getComputedStyle(block);
    found.push([node.data.trim().replace(/\\s+/g, ' '), names.map((name) => own[name] + ' in ' + around[name])]);
  }
  return found;
}"""

WORD = """<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta name=Generator content="Microsoft Word 15 (filtered)"><style>
<!--
 /* Font Definitions */
 @font-face
	{font-family:"Cambria Math";
	panose-1:2 4 5 3 5 4 6 3 2 4;}
 p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin-top:0cm;
	margin-bottom:8.0pt;
	line-height:107%;
	font-size:11.0pt;
	font-family:"Calibri",sans-serif;}
a:link, span.MsoHyperlink
	{color:#0563C1;
	text-decoration:underline;}
@page WordSection1
	{size:595.3pt 841.9pt;}
div.WordSection1
	{page:WordSection1;}
-->
</style></head><body lang=NL link="#0563C1" style='word-wrap:break-word'><div class=WordSection1>
<p class=MsoNormal><b><span style='font-size:14.0pt;color:#C00000'>Kop over Jan Jansen</span></b></p>
<p class=MsoNormal style='margin-left:36.0pt;text-indent:-18.0pt'><span style='font-family:Symbol'>&middot;<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Een punt met <i>nadruk</i>,
een <a href="https://x.nl/">link</a> en <b>Jan</b> <i>Jansen</i>.</p>
<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;border:none'>
 <tr><td width=302 valign=top style='width:226.55pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>
  <p class=MsoNormal style='margin-bottom:0cm;line-height:normal'>Cel</p></td></tr></table></div></body></html>"""

GOOGLE = """<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">
@import url(fonts.css);ol.lst-kix_a-0{list-style-type:none}.c5{margin-left:36pt;padding-left:0pt}ol{margin:0;padding:0}
.c1{color:#1155cc;font-weight:700;text-decoration:none;vertical-align:baseline;font-size:11pt;font-family:"Arial"}
.c0{padding-top:0pt;padding-bottom:0pt;line-height:1.15;orphans:2;widows:2;text-align:justify}.c2{font-style:italic}
.title{padding-top:0pt;color:#000000;font-size:26pt;font-family:"Arial"}li{color:#000000;font-size:11pt}p{margin:0;color:
#000000;font-size:11pt;font-family:"Arial"}</style></head><body class="c9 doc-content"><p class="c0 title" id="h.x">
<span>Titel</span></p><p class="c0"><span class="c1">Volgens Jan </span><span class="c1 c2">Jansen wel.</span></p><ol
class="c7 lst-kix_a-0 start" start="1"><li class="c0 c5 li-bullet-0"><span class="c2">Een punt</span></li></ol></body>
</html>"""

CMS = """<!DOCTYPE html><html><head><style>article p { color: rgb(10, 20, 30); margin: 0 0 1em }
h2 + p { font-weight: bold }
.intro, .lead { font-size: 1.2em !important } @media print { p { color: red } }</style></head><body><article>
<h2>Kop</h2><p>Eerst Jan Jansen.</p><p class="intro">Dan <strong>dit</strong>.</p><blockquote style="margin-left:2em">
Citaat</blockquote><ul><li>een<li>twee</ul><pre>  a\n   b</pre></article></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])


@pytest.fixture
def page(wanting: Callable[[str], None], request: pytest.FixtureRequest) -> Iterator[Any]:
    if not CHROMIUM.exists():
        wanting("Chromium")
    made = request.getfixturevalue("browser").new_page()
    yield made
    made.close()


def styles(page: Any, path: Path, raw: bytes) -> list[tuple[str, list[str]]]:
    path.write_bytes(raw)
    page.goto(path.as_uri())
    return [(text, style) for text, style in page.evaluate(STYLES)]


@pytest.mark.parametrize("source", [WORD, GOOGLE, CMS], ids=["word", "google", "cms"])
def test_a_final_copy_looks_the_same(page: Any, tmp_path: Path, source: str) -> None:
    raw = source.encode("cp1252")
    content = PAGES.read(raw, "x")
    document = Document(content.text, raw, "html", "x", None, content.published, content.passages)
    found = re.finditer("Jan Jansen", document.published_text)
    edits = [Edit(("d1",), Span(*at.span()), Action.REPLACE, "een bron", DetailType.NAME) for at in found]
    assert edits
    before = styles(page, tmp_path / "before.html", raw)
    assert styles(page, tmp_path / "final.html", PAGES.final(document, ())) == before
    # Edited, every text is as it was but those of the edits, and those have the looks of where they begin.
    after = styles(page, tmp_path / "edited.html", PAGES.final(document, edits))
    assert styles(page, tmp_path / "draft.html", PAGES.edited(document, edits)) == after
    begins = {text: style for text, style in before if "Jan" in text}
    for text, style in after:
        old = next((looks for words, looks in before if words == text), None)
        assert (
            style == old
            if old
            else any(style == looks for looks in begins.values() if "een bron" in text) or ("Jansen" not in text)
        )
    assert "Jansen" not in " ".join(text for text, _ in after)
