"""Somebody in documents as the programs of newsrooms write them: found there, and gone from the final copy."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from bronwacht.redact.draft import DetailType, Span
from bronwacht.redact.pipeline import analyse, open_draft, read, write
from bronwacht.redact.story import Story

from . import word
from .pdf_made import drawn, line, saved
from .zoo import BODY, FIRST, LAST, MAIL, PLANTED, SENTENCE, traces, unpacked

_PROSE = (*BODY, SENTENCE)
_CELL = "<w:tc><w:tcPr><w:tcW w:w='4000' w:type='dxa'/></w:tcPr>{}</w:tc>"
_WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def _word(body: str, *parts: word.Part) -> bytes:
    return word.made("".join(map(word.p, _PROSE)) + body, *parts)


def _control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _table(rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>{word.p('Na')}"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


_SHAPE = (
    '<wps:wsp><wps:cNvPr id="8" name="Tekst 8" descr="{}"/><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
)
_GROUP = (
    f'<w:p><w:r><mc:AlternateContent><mc:Choice xmlns:wpg="{_WPG}" Requires="wpg"><w:drawing><wp:inline>'
    '<wp:extent cx="9" cy="9"/><wp:docPr id="6" name="Groep 6"/><a:graphic>'
    f'<a:graphicData uri="{_WPG}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr/>'
    f"{_SHAPE.format(PLANTED, word.p(SENTENCE))}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    f'</mc:Choice><mc:Fallback><w:pict><v:group style="width:9pt;height:9pt" alt="{PLANTED}"><v:rect><v:textbox>'
    f"<w:txbxContent>{word.p(SENTENCE)}</w:txbxContent></v:textbox></v:rect></v:group></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
_TASKS = (
    '<t:Tasks xmlns:t="http://schemas.microsoft.com/office/tasks/2019/documenttasks"><t:Task id="1"><t:History>'
    f'<t:Event id="2"><t:Attribution userId="S::{MAIL}::1" userName="{PLANTED}"/></t:Event>'
    "</t:History></t:Task></t:Tasks>"
)
_NAMED = f"MERGEFIELD {LAST}"

DOCX: dict[str, Callable[[], bytes]] = {
    "cell in a control": lambda: _word(
        _table(f"<w:tr>{_CELL.format(word.p('Bron'))}{_control('<w:text/>', _CELL.format(word.p(SENTENCE)))}</w:tr>")
    ),
    "rows that repeat": lambda: _word(
        _table(
            _control(
                f'<w15:repeatingSection xmlns:w15="{_W15}"/>',
                _control(
                    f'<w15:repeatingSectionItem xmlns:w15="{_W15}"/>',
                    f"<w:tr>{_CELL.format(word.p('Bron'))}{_CELL.format(word.p(PLANTED))}</w:tr>",
                ),
            )
        )
    ),
    "field in a field": lambda: _word(
        f"<w:p>{_mark('begin')}{_code('IF')}{_mark('begin')}{_code(_NAMED)}{_mark('separate')}{word.r(PLANTED)}"
        f"{_mark('end')}{_code('= 1')}{_mark('separate')}{word.r('Bron: ' + PLANTED)}{_mark('end')}</w:p>"
    ),
    "field over paragraphs": lambda: _word(
        f"<w:p>{_mark('begin')}{_code(f'INCLUDETEXT C:/Users/{LAST}/x.docx')}{_mark('separate')}"
        f"{word.r('Zij is ' + PLANTED)}</w:p><w:p>{word.r('en ' + LAST + ' zegt het.')}{_mark('end')}</w:p>"
    ),
    "group of shapes": lambda: _word(_GROUP),
    "tasks": lambda: _word(
        "",
        word.Part(
            "http://schemas.microsoft.com/office/2019/05/relationships/documenttasks",
            "word/documenttasks/documenttasks1.xml",
            _TASKS,
            "application/vnd.ms-office.documenttasks+xml",
        ),
    ),
}


def _page(extra: str = "", head: str = "") -> bytes:
    text = "".join(f"<p>{each}</p>\n" for each in _PROSE)
    head = f'<head><meta charset="utf-8">{head}</head>'
    return f'<!DOCTYPE html><html lang="nl">{head}<body>{text}{extra}</body></html>'.encode()


_SLUG = f"{FIRST}-{LAST}".lower()
HTML: dict[str, Callable[[], bytes]] = {
    "wordpress": lambda: _page(
        f'<!-- wp:image {{"id":77,"alt":"{PLANTED}"}} --><figure class="wp-block-image"><img src="/uploads/{_SLUG}.jpg"'
        f' alt="{PLANTED}" srcset="/uploads/{_SLUG}-300.jpg 300w"/><figcaption>Foto: {PLANTED}</figcaption></figure>'
        f'<!-- /wp:image --><!-- wp:shortcode -->[caption caption="{PLANTED}"]x[/caption]<!-- /wp:shortcode -->'
    ),
    "ghost": lambda: _page(
        f'<!--kg-card-begin: html--><div data-x="{PLANTED}">Blok</div><!--kg-card-end: html-->'
        '<div class="kg-toggle-card">'
        '<h4>Wie?</h4><button aria-label="Expand"><svg viewBox="0 0 24 24"><path d="M23 7"></path></svg></button>'
        f"<div><p>{SENTENCE}</p></div></div>"
    ),
    "substack": lambda: _page(
        '<picture><source type="image/webp" srcset="https://cdn.example/w_424/https%3A%2F%2Fb.example%2F'
        f'{_SLUG}.jpeg 424w"><img src="https://cdn.example/w_1456/https%3A%2F%2Fb.example%2F{_SLUG}.jpeg"'
        f' data-attrs="{{&quot;alt&quot;:&quot;{PLANTED}&quot;}}" alt="{PLANTED}"></picture>'
    ),
    "state of a program": lambda: _page(
        head=f'<script id="__NEXT_DATA__" type="application/json">{{"p":"{MAIL}"}}</script>'
        f'<script>var a="{FIRST} \\u0051uistenburg", b=decodeURIComponent("{FIRST}%20{LAST}")</script>'
    ),
    "style sheet": lambda: _page(
        '<p class="x">Meer</p>', f'<style>.x::after{{content:"\\51 uistenburg"}} /* {PLANTED} */</style>'
    ),
    "number for a sign": lambda: _page(
        f'<a href="mailto:{MAIL.replace("@", "%40")}?subject=Over%20{FIRST}%20{LAST}">hier</a>'
    ),
}


def _mail(**headers: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Stuk voor morgen"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content("\n\n".join(_PROSE))
    return made


def _forwarded() -> bytes:
    inner, outer = _mail(Cc=f"{PLANTED} <{MAIL}>"), _mail()
    outer.add_attachment(inner)
    return outer.as_bytes()


def _raw(head: str, body: str) -> bytes:
    return f"Subject: Stuk\nMIME-Version: 1.0\n{head}\n\n{body}\n".replace("\n", "\r\n").encode()


def _flowed() -> bytes:
    text = "\n\n".join(re.sub(r"(.{1,60}) ", r"\1 \n", each) for each in _PROSE)
    text = text.replace(PLANTED, f"{FIRST} \n{LAST}")
    return _raw("Content-Type: text/plain; charset=utf-8; format=flowed", text)


def _invited() -> bytes:
    made = _mail()
    made.add_alternative("".join(f"<p>{each}</p>" for each in _PROSE), subtype="html")
    made.add_alternative(
        f"BEGIN:VCALENDAR\nATTENDEE;CN={FIRST} Quisten\n burg:mailto:{MAIL}\nEND:VCALENDAR\n", subtype="calendar"
    )
    return made.as_bytes()


def _attached() -> bytes:
    made = _mail(In_Reply_To=f"<{_SLUG}@post.example>", Thread_Topic=f"Gesprek met {PLANTED}")
    made.add_attachment(f"\ufeff{SENTENCE}\r\n".encode("utf-16-le"), "text", "plain", filename=f"{LAST}.txt")
    made.add_attachment(DOCX["group of shapes"](), "application", "octet-stream", filename="stuk.docx")
    return made.as_bytes()


EML: dict[str, Callable[[], bytes]] = {
    "forwarded": _forwarded,
    "flowed": _flowed,
    "invitation": _invited,
    "attached texts": _attached,
    "soft line ends": lambda: _raw(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
        "\n\n".join(_PROSE)
        .replace("=", "=3D")
        .replace("“", '"')
        .replace("”", '"')
        .replace(LAST, f"{LAST[:4]}=\n{LAST[4:]}"),
    ),
    "encoded words": lambda: _raw(
        f"From: =?iso-8859-1?Q?{FIRST}_=51uistenburg?= <{MAIL}>\n"
        f"To: =?utf-8?B?{base64.b64encode(PLANTED.encode()).decode()}?=\n"
        "Content-Type: text/plain; charset=utf-8",
        "\n\n".join(_PROSE),
    ),
}


def _drawn(more: str = "", change: Callable[[pikepdf.Pdf], None] = lambda _: None) -> bytes:
    lines = (
        text for each in _PROSE for text in re.findall(r".{1,70}(?:\s|$)", each.replace("“", '"').replace("”", '"'))
    )
    pdf = drawn("".join(line(text, 20, 380 - 16 * n) for n, text in enumerate(lines)) + more, size=(560, 420))
    change(pdf)
    return saved(pdf)


def _layered(pdf: pikepdf.Pdf) -> None:
    off = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=PLANTED))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[off], D=pikepdf.Dictionary(OFF=[off]))
    pdf.pages[0].obj.Resources.Properties = pikepdf.Dictionary(L=off)


def _turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 90
    pdf.pages[0].obj.CropBox = [10, 10, 550, 410]


PDF: dict[str, Callable[[], bytes]] = {
    "kerned": lambda: _drawn(
        f"BT /F 12 Tf 20 60 Td [(Ook {FIRST[:3]}) -20 ({FIRST[3:]}) -300 (Q) 80 ({LAST[1:]}) 0 ( zei het.)] TJ ET"
    ),
    "layer that is off": lambda: _drawn(f"/OC /L BDC {line(SENTENCE, 20, 40)} EMC", _layered),
    "other words for what is shown": lambda: _drawn(
        f"/Span <</ActualText ({PLANTED})>> BDC {line('Bron A', 20, 40)} EMC"
    ),
    "turned and cropped": lambda: _drawn(change=_turned),
}


def _animals() -> Iterator[object]:
    for suffix, makers in ((".docx", DOCX), (".html", HTML), (".eml", EML), (".pdf", PDF)):
        for name, make in makers.items():
            yield pytest.param(suffix, make, id=f"{name}{suffix}")


@pytest.mark.parametrize(("suffix", "make"), list(_animals()))
def test_whoever_is_planted_is_found_everywhere_and_gone(
    suffix: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    path, out = tmp_path / f"draft{suffix}", tmp_path / f"final{suffix}"
    path.write_bytes(make())
    _, draft = open_draft(path, Story(), whole=True)
    found = [
        d.span for d in read(draft, Story()).details if d.type in (DetailType.NAME, DetailType.CONTACT, DetailType.ID)
    ]
    places = [Span(*place.span()) for place in re.finditer(LAST, draft.text, re.IGNORECASE)]
    assert len(places) > 1
    assert not [draft.text[place.start - 20 : place.end] for place in places if not any(map(place.overlaps, found))]
    document, draft = open_draft(path, Story())
    write(document, analyse(read(draft, Story()), Story(), unread=document.unread), out)
    for part in unpacked(out.read_bytes(), suffix):
        assert not [trace for trace in traces() if trace in part]
    if suffix == ".pdf":
        with pikepdf.open(io.BytesIO(out.read_bytes())) as pdf:
            assert not any("/Font" in page.obj.get("/Resources", {}) for page in pdf.pages)
