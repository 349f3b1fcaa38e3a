"""Pages read, edited, written anew and checked: what is shown, what is hidden, and what may not be left."""

from __future__ import annotations

import base64
import contextlib
import html
import io
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from bronwacht.errors import InputError
from bronwacht.redact.documents import (
    BinaryError,
    Document,
    EmptyError,
    EncodingError,
    LeakKind,
    Place,
    TooLargeError,
    UnknownPartError,
    Unread,
    apply_edits,
    read_document,
)
from bronwacht.redact.documents.html import HtmlFormat
from bronwacht.redact.documents.html.format import MAX_TAGS
from bronwacht.redact.documents.html.tokens import tokens
from bronwacht.redact.documents.verify import remaining
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from . import odt_made

PAGES = HtmlFormat()
CANARY = "Zonnebloem"


def load(source: str | bytes, name: str = "draft.html") -> Document:
    raw = source.encode() if isinstance(source, str) else source
    content = PAGES.read(raw, name)
    return Document(content.text, raw, "html", name, None, content.published, content.passages, content.unread)


def shown(source: str | bytes) -> str:
    return load(source).published_text


def edits_of(document: Document, words: str, new: str = "een bron", kind: DetailType = DetailType.NAME) -> list[Edit]:
    found = re.finditer(re.escape(words), document.published_text)
    return [
        Edit((f"d{n}",), Span(*match.span()), Action.REPLACE if new else Action.REMOVE, new, kind)
        for n, match in enumerate(found, 1)
    ]


def holds(data: bytes, canary: str) -> bool:
    """Whether it stands anywhere, decoded in every way that a page or a program could."""
    raw = data.decode("utf-8")
    views = [raw, unquote(raw), html.unescape(raw), html.unescape(unquote(re.sub(r"<[^<>]*>", "", raw)))]
    views += [data[at:].decode(codec, "ignore") for codec in ("utf-16-le", "utf-16-be") for at in (0, 1)]
    views += [re.sub(r"\s", "", view) for view in views]
    views += [base64.b64decode(each + "==").decode("latin-1") for each in re.findall(r"base64,([A-Za-z0-9+/]+)", raw)]
    views += [re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), raw)]
    return any(canary.lower() in view.lower() for view in views)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Een</p><p>twee</p>", "Een\n\ntwee"),
        ("Een <b>b</b>ron", "Een bron"),
        ("<p>Een\n  bron </p>\n", "Een bron"),
        ("<p>a<br>b<br><br>c</p>", "a\nb\n\nc"),
        ("<ul><li>een<li>twee</ul>drie", "een\n\ntwee\n\ndrie"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><th>d</table>e", "a\n\nb\nc\n\nd\n\ne"),
        ("<pre>\n a\n  b</pre>", " a\n  b"),
        ("<p>Caf&eacute; &amp; &#8364; &lt;3</p>", "Café & € <3"),
        ("<p>a&#9;b&#12; c&#10;d</p>", "a b c d"),
        ("<p>x</p><!-- weg --><p>y", "x\n\ny"),
        ("<figure><img src=a alt=Alt><figcaption>Bij\u00adx</figcaption></figure>", "Bij\u00adx\n\nAlt\n\na"),
        ('<p><a href="https://x.nl/?utm_source=a&amp;b=c&amp;fbclid=d">l</a>', "l\n\nhttps://x.nl/?b=c"),
        ('<a href="https://www.google.com/url?q=https://x.nl/a%2520b&amp;sa=D">l</a>', "l\n\nhttps://x.nl/a b"),
        ('<a href="HTTPS://u:p@x.nl/">l</a>', "l\n\nHTTPS://x.nl/"),
        ("<form><label>Naam</label> <button>Ja</button></form>na", "Naam Ja\n\nna"),
        ("<h1>Kop</h1>\n\n<p>a</p> <p> b </p>", "Kop\n\na\n\nb"),
        ("<p>e<wbr>e<span></span>n</p>", "een"),
        ("<del>weg</del> <ins datetime=x>erbij</ins>", "weg erbij"),
    ],
)  # fmt: skip
def test_what_is_shown(source: str, text: str) -> None:
    assert shown(source) == text


HIDDEN: dict[str, tuple[str, Place]] = {
    "title": ("<title>{}</title>", Place.TITLE),
    "author": ('<meta name="author" content="{}">', Place.PROPERTY),
    "open graph": ('<meta property="og:title" content="{}">', Place.PROPERTY),
    "twitter": ('<meta name="twitter:creator" content="{}">', Place.PROPERTY),
    "json-ld": ('<script type="application/ld+json">{{"author":[{{"name":"{}"}}]}}</script>', Place.DATA),
    "script": ("<script>var a = '{}'; if (a < 1) '</p>'</script>", Place.DATA),
    "style": ("<style>.a {{ content: '{}' }}</style>", Place.DATA),
    "style comment": ("<style>/* {} */ p {{ color: red }}</style>", Place.DATA),
    "font": ("<p style=\"font-family: '{}', serif\">x</p>", Place.DATA),
    "style variable": ('<p style="--a: {}; color: red">x</p>', Place.DATA),
    "comment": ("<!-- {} -->", Place.COMMENT),
    "conditional comment": ("<!--[if gte mso 9]><xml><o:Author>{}</o:Author></xml><![endif]-->", Place.COMMENT),
    "revealed comment": ("<![if {}]>x<![endif]>", Place.COMMENT),
    "instruction": ("<?xml {}?>", Place.COMMENT),
    "doctype": ("<!DOCTYPE html SYSTEM '{}'>", Place.COMMENT),
    "end tag": ("<p>x</p {}>", Place.DATA),
    "title attribute": ('<p title="{}">x</p>', Place.ALT_TEXT),
    "aria": ('<p aria-label="{}">x</p>', Place.ALT_TEXT),
    "placeholder": ('<input placeholder="{}">', Place.CONTROL),
    "value": ('<input type="hidden" value="{}">', Place.CONTROL),
    "data": ('<p data-source="{}">x</p>', Place.DATA),
    "data name": ("<p data-{}>x</p>", Place.DATA),
    "handler": ('<p onclick="say(\'{}\')">x</p>', Place.DATA),
    "second attribute": ('<a href="https://x.nl" href="https://{}.nl">x</a>', Place.LINK),
    "id": ('<p id="{}">x</p>', Place.BOOKMARK),
    "class": ('<p class="a {} b">x</p>', Place.BOOKMARK),
    "anchor": ('<a name="{}">x</a>', Place.BOOKMARK),
    "link within": ('<a href="#{}">x</a><p id="{}">y</p>', Place.LINK),
    "javascript": ("<a href=\"javascript:say('{}')\">x</a>", Place.LINK),
    "tracking": ('<a href="https://x.nl/?utm_term={}">x</a>', Place.LINK),
    "wrapped": ('<a href="https://www.google.com/url?q=https://x.nl&amp;usg={}">x</a>', Place.LINK),
    "srcset": ('<img src="a.png" srcset="{}.png 2x">', Place.LINK),
    "source": ('<picture><source srcset="{}.png"><img src="a.png"></picture>', Place.LINK),
    "cite": ('<blockquote cite="https://{}.nl">x</blockquote>', Place.LINK),
    "hidden": ("<div hidden><p>{}</p></div>", Place.DATA),
    "display none": ('<div style="color:red; DISPLAY : none"><p>{}</p></div>', Place.DATA),
    "invisible": ('<span style="visibility:hidden">{}</span>', Place.DATA),
    "display none by class": ("<style>p.weg {{ display: none }}</style><p class=weg>{}</p>", Place.DATA),
    "template": ("<template><p>{}</p></template>", Place.DATA),
    "noscript": ("<noscript><p>{}</p></noscript>", Place.DATA),
    "noscript image": ('<noscript><img src="a.png" alt="{}"></noscript>', Place.ALT_TEXT),
    "empty iframe": ('<iframe src="https://x.nl/{}"></iframe>', Place.LINK),
    "empty object": ('<object data="{}.swf"></object>', Place.DATA),
    "drawing": ('<svg><path d="M0" data-name="{}"/></svg>', Place.DATA),
    "microdata": ('<meta itemprop="author" content="{}">', Place.PROPERTY),
    "rdfa": ('<p property="author" resource="{}">x</p>', Place.DATA),
    "link element": ('<link rel="author" href="https://x.nl/{}">', Place.LINK),
    "base": ('<base href="https://{}.nl/">', Place.LINK),
    "tracked deletion": ('<del cite="mailto:x" datetime="2020">{}</del>', Place.DELETED),
    "tracked by": ('<ins cite="mailto:{}" datetime="2020">x</ins>', Place.LINK),
    "counting picture": ('<img src="https://x.nl/{}" width=1 height="1px">', Place.LINK),
    "data address": ("<a href=\"data:text/html,<b>{}</b>\">x</a>", Place.LINK),
    "svg address": ("<img alt=x src=\"data:image/svg+xml,<svg><text>{}</text></svg>\">", Place.LINK),
    "unfinished tag": ('<p>x</p><p title="{}', Place.ALT_TEXT),
    "unfinished comment": ("<p>x</p><!-- {}", Place.COMMENT),
    "google comment": (
        '<p>x<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div class="c1"><p><a href="#cmnt_ref1" id="cmnt1">'
        "[a]</a><span>{}</span></p><p><span>meer</span></p></div>",
        Place.COMMENT,
    ),
    "word comment": ('<div style="mso-element:comment-list"><div class=msocomtxt><p>{}</p></div></div>', Place.COMMENT),
    "word comment mark": ('<p>x<span class=MsoCommentReference><a href="#x">{}</a></span></p>', Place.COMMENT),
}  # fmt: skip


@pytest.mark.parametrize("where", HIDDEN)
@pytest.mark.parametrize("spelled", ["plain", "entities", "script"])
def test_hidden_things_are_found_and_do_not_stay(where: str, spelled: str) -> None:
    template, place = HIDDEN[where]
    if where in ("data name", "end tag"):  # names of attributes have no references
        spelled = "plain"
    raw_text = any(word in where for word in ("script", "style", "comment", "instruction", "doctype", "json"))
    said = {
        "plain": CANARY,
        "entities": "".join(f"&#{ord(char)};" for char in CANARY) if not raw_text else CANARY,
        "script": "".join(f"\\u{ord(char):04x}" for char in CANARY) if where in ("json-ld", "script") else CANARY,
    }[spelled]
    document = load("<p>Een bron.</p>" + template.format(said, said))
    assert CANARY.lower() not in document.published_text.lower()
    at = [p for p in document.passages if CANARY.lower() in p.span.of(document.text).lower()]
    assert place in {passage.place for passage in at}
    assert all(passage.span.start >= (document.published or 0) for passage in at)
    final = PAGES.final(document, ())
    assert not holds(final, CANARY)
    assert b"Een bron." in final
    assert PAGES.leaks(document, (), final) == ()


PUBLISHED: dict[str, str] = {
    "paragraph": "<p>Volgens {} ging het zo.</p>",
    "split by tags": '<p>Volgens <b>{0}</b><i class="x">{1}</i> ging het.</p>',
    "split by a comment": "<p>Volgens {0}<!-- x -->{1} ging het.</p>",
    "entities": "<p>Volgens {:e} ging het.</p>",
    "heading": "<h2>{}</h2>",
    "list": "<ul><li>{}</li></ul>",
    "cell": "<table><tr><td>x</td><th>{}</th></tr></table>",
    "caption": "<figure><figcaption>Foto: {}</figcaption></figure>",
    "preformatted": "<pre>\n\n{}\n  x</pre>",
    "alt": '<img src="a.png" alt="Portret van {}">',
    "link": '<a href="https://x.nl/{}?a=b">x</a>',
    "mail": '<a href="mailto:{}@x.nl">x</a>',
    "encoded link": '<a href="https://x.nl/?q={:p}">x</a>',
    "file name": '<img src="beeld/{}.jpg" alt="x">',
    "quotation": "<blockquote><p>“{}”</p></blockquote>",
    "button": "<form><button>{}</button></form>",
    "footnote": (
        '<p>x<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a>'
        " {}</p></div>"
    ),
    "details": "<details><summary>Meer</summary>{}</details>",
    "smart tag": "<p><st1:personname>{}</st1:personname><o:p></o:p></p>",
    "no page at all": "{}",
}


def planted(template: str) -> str:
    entities = "".join(f"&#x{ord(char):x};" for char in CANARY)
    percent = "".join(f"%{ord(char):02X}" for char in CANARY)
    template = template.replace("{:e}", entities).replace("{:p}", percent)
    return template.replace("{0}", CANARY[:4]).replace("{1}", CANARY[4:]).replace("{}", CANARY)


@pytest.mark.parametrize("where", PUBLISHED)
@pytest.mark.parametrize("new", ["een bron", "", "<b>&amp;", "twee\nregels"])
def test_published_things_are_edited(where: str, new: str) -> None:
    document = load("<p>Een begin.</p>" + planted(PUBLISHED[where]) + "<p>Een <em>eind</em>.</p>")
    edits = edits_of(document, CANARY, new)
    assert edits
    edited = PAGES.edited(document, edits)
    assert not holds(edited, CANARY)
    final = PAGES.final(document, edits)
    assert not holds(final, CANARY)
    assert PAGES.leaks(document, edits, final) == ()
    found = PAGES.leaks(document, edits, PAGES.final(document, ()))
    assert found and found[0].kind is LeakKind.CHANGED


def test_places() -> None:
    document = load(
        "<p>a</p><table><tr><td>b</table><p>c</p><div title=header><p>d</p></div><div id=sdfootnote1><p>e</p></div>"
        "<div id=edn1>f</div><p>g</p><img alt=h src=i>"
    )
    found = [(passage.place.value, passage.span.of(document.text)) for passage in document.passages]
    assert found[:9] == [
        ("body", "a"), ("table", "b"), ("body", "c"), ("header", "d"), ("footnote", "e"), ("endnote", "f"),
        ("body", "g"), ("alt_text", "h"), ("link", "i"),
    ]  # fmt: skip


def test_unread() -> None:
    document = load("<p>a<img src=a.png><svg></svg><video></video><math></math>")
    assert document.unread == (Unread.FORMULAS, Unread.IMAGES, Unread.MEDIA)


WORDS = [
    "Jan ",
    "<b>",
    "</b>",
    "de ",
    "&amp;",
    "&eacute;",
    "<i>",
    "</i>",
    "\n ",
    "<p>",
    "</p>",
    "<br>",
    "x",
    "< 3",
    "a&b;",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map("".join), st.data())
@example("a & lt;", None)
@example("<pre>\r\n a\r\n  b</pre>", None)
@example("<pre>\n\n\na &lt; b</pre>", None)
@example("x&notit;y", None)
def test_edits_are_made_where_they_are(source: str, data: st.DataObject | None) -> None:
    document = load("a" + source)
    text = document.published_text
    new = "Q"
    if data is None:
        spans = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    else:
        start = data.draw(st.integers(0, len(text) - 1))
        spans = [(start, data.draw(st.integers(start + 1, len(text))))]
        new = data.draw(st.sampled_from(["Q", "", "<q>", "a\nb", " "]))
    for start, end in spans:
        if not text[start:end].strip():
            continue
        edit = Edit(("d1",), Span(start, end), Action.REPLACE, new, DetailType.AGE)
        after = shown(b"<!-- x -->" + PAGES.edited(document, [edit]))
        # Breaks within the stretch stay, empty lines go; white space is what browsers make of it.
        assert "".join(after.split()) == "".join((text[:start] + new + text[end:]).split())
        before, behind = tokens(document.raw.decode()), tokens(PAGES.edited(document, [edit]).decode())
        if "\n" not in new:
            assert before[1::2] == behind[1::2]
        final = PAGES.final(document, [edit])
        assert [leak for leak in PAGES.leaks(document, [edit], final) if leak.kind is LeakKind.CHANGED] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "<!-- c -->", "<p class=x id=y>", "\r\n", "\t"]), max_size=20).map("".join))
def test_without_edits_every_byte_stays(source: str) -> None:
    assume(source.strip())
    document = Document("x", source.encode(), "html", "x")
    assert PAGES.edited(document, ()) == source.encode()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "<style>.a{color:red}</style>", "<p class=a>", "<a href='#x'>", "<p id=x>",
    "<svg>", "<x-y>", "</x-y>", "<div hidden>", "</div>", "<table>", "<td>", "</table>", "<pre>", "</pre>", "<li>"]),
    min_size=1, max_size=20).map("".join))  # fmt: skip
def test_a_final_copy_is_its_own_final_copy(source: str) -> None:
    document = load("a" + source)
    try:
        final = PAGES.final(document, ())
    except UnknownPartError:
        return
    assert PAGES.leaks(document, (), final) == ()
    assert PAGES.final(load(final), ()) == final


GOOGLE = """<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">
@import url(https://themes.googleusercontent.com/fonts/css?kit=x);ol.lst-kix_abc-0{list-style-type:none}
.lst-kix_abc-0 > li:before{content:"" counter(lst-ctn-kix_abc-0,decimal) ". "}ol{margin:0;padding:0}
.c1{color:#000000;font-weight:700;font-family:"Arial";font-size:11pt}.c2{padding-top:0pt;text-align:left}
.c3{font-style:italic}.c9{display:none}.unused{color:red}p{margin:0}</style></head><body class="c2 doc-content">
<p class="c2"><span class="c1">Jan</span><span class="c1 c3"> Jansen zegt.</span></p><p class="c2 c7">Twee.</p>
</body></html>"""


def test_a_google_export_keeps_its_looks_under_other_names() -> None:
    document = load(GOOGLE)
    final = PAGES.final(document, edits_of(document, "Jan Jansen")).decode()
    assert "<!DOCTYPE" not in final  # it had none: browsers lay it out as they did
    assert re.search(r"<style>\n(.*)\n</style>", final, re.DOTALL)[1].split("\n") == [  # type: ignore[index]
        "ol{margin:0;padding:0}",
        ".c2{color:#000000;font-weight:700;font-family:Arial;font-size:11pt}",
        ".c1{padding-top:0pt;text-align:left}",
        ".c3{font-style:italic}",
        "p{margin:0}",
    ]
    assert '<p class="c1"><span class="c2">een bron</span><span class="c2 c3"> zegt.</span></p>' in final
    assert '<p class="c1">Twee.</p>' in final
    assert '<body class="c1">' in final


def test_links_within_a_page_still_lead_there() -> None:
    final = PAGES.final(load('<p><a href="#Jan%20J">x</a><a href="#nergens">y</a></p><h2 id="Jan J">z</h2>'), ())
    assert b'<a href="#n1">x</a><a>y</a>' in final
    assert b'<h2 id="n1">z</h2>' in final


def picture(**options: object) -> str:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "JPEG", **options)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def test_pictures_within_are_drawn_anew() -> None:
    exif = Image.Exif()
    exif[0x013B] = CANARY
    source = picture(exif=exif, comment=CANARY.encode())
    assert holds(source.encode(), CANARY)
    document = load(f'<p>a</p><img alt="b" src="{source}">')
    final = PAGES.final(document, ())
    assert b'src="data:image/jpeg;base64,' in final
    assert not holds(final, CANARY)
    assert PAGES.leaks(document, (), final) == ()
    with pytest.raises(UnknownPartError, match="picture"):
        PAGES.final(load('<p>a</p><img src="data:image/png;base64,AAAA">'), ())


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("<x-quote>Jan</x-quote>", "an element of its own making"),
        ("<iframe>Jan</iframe>", "a <iframe>"),
        ("<iframe srcdoc='Jan'></iframe>", "a <iframe>"),
        ("<object><p>Jan</p></object>", "a <object>"),
        ("<svg><text>Jan</text></svg>", "a <svg>"),
        ("<math><mi>Jan</mi></math>", "a <math>"),
        ("<canvas>Jan</canvas>", "a <canvas>"),
        ("<select><option>Jan</select>", "a <select>"),
        ("<textarea>Jan</textarea>", "a <textarea>"),
        ("<dialog open>Jan</dialog>", "a <dialog>"),
        ("<xmp>Jan</xmp>", "a <xmp>"),
    ],
)
def test_what_nobody_knows_stops_a_final_copy(source: str, what: str) -> None:
    document = load("<p>Een bron.</p>" + source)
    assert "Jan" in document.text
    with pytest.raises(UnknownPartError, match=what) as refused:
        PAGES.final(document, ())
    assert "Jan" not in str(refused.value)
    empty = re.sub(r" srcdoc='Jan'|Jan", "", source)
    assert b"Een bron." in PAGES.final(load("<p>Een bron.</p>" + empty), ())


@pytest.mark.parametrize(
    "source",
    [
        "<video controls src=x.mp4>Uw browser toont <a href=x.mp4>Jan</a> niet.</video>",
        "<audio><source src=x><p>Jan</p></audio>",
        "<dialog><p>Jan</p><button>Ja</button></dialog>",
    ],
)
def test_what_no_browser_shows_is_read_and_left_out(source: str) -> None:
    document = load("<p>Een bron.</p>" + source + "<p>Einde.</p>")
    assert document.published_text == "Een bron.\n\nEinde."
    assert "Jan" in document.text
    final = PAGES.final(document, ())
    assert b"Jan" not in final
    assert b"Einde." in final
    assert PAGES.leaks(document, (), final) == ()


@pytest.mark.parametrize(
    "source",
    [
        "<article>Een bron.<x-y><z></article></z",
        "<div><article><x-y><z></article>Een bron.</div>",  # nothing of it stands in the z
        "<div><x-y><z></div><z></z>Een bron.",
    ],
)
def test_elements_of_nobodys_without_text_do_not_stop_a_final_copy(source: str) -> None:
    document = load(source)
    final = PAGES.final(document, ())
    assert b"Een bron." in final
    assert PAGES.leaks(document, (), final) == ()


@pytest.mark.parametrize("source", ["<x-y><iframe srcdoc='Jan'></iframe></x-y>", "<x-y><iframe>Jan</iframe></x-y>"])
def test_what_stops_a_final_copy_does_so_within_another(source: str) -> None:
    with pytest.raises(UnknownPartError, match=r"<iframe>|of its own"):
        PAGES.final(load("Een bron." + source), ())


@pytest.mark.parametrize(
    ("raw", "error", "words"),
    [
        (b"", EmptyError, "is empty"),
        (b" \n<p></p>", EmptyError, "is empty"),
        (b"<p>a\x00b", BinaryError, "control bytes"),
        (b"<p>a\x1bb", BinaryError, "control bytes"),
        ("<p>één".encode("latin-1"), EncodingError, "encoding"),
        (b"<meta charset=utf-7><p>x", EncodingError, "not known"),
        (b"<meta charset=windows-1252><p>\x81", EncodingError, "not in the encoding"),
        (b"\xff\xfe<\x00p\x00>", EncodingError, "not in the encoding"),
        (b"\x00" * 100, BinaryError, "control bytes"),
    ],
)
def test_refused(raw: bytes, error: type[InputError], words: str) -> None:
    raw = raw if raw != b"\xff\xfe<\x00p\x00>" else raw + b"\x00x"
    with pytest.raises(error, match=words) as refused:
        PAGES.read(raw, "draft.html")
    assert str(refused.value).startswith("draft.html: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "raw",
    [
        "<p>één €".encode(),
        b"\xef\xbb\xbf" + "<p>één €".encode(),
        b"\xff\xfe" + "<p>één €".encode("utf-16-le"),
        b"\xfe\xff" + "<p>één €".encode("utf-16-be"),
        "<meta charset=iso-8859-1><p>één €".encode("cp1252"),
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>één €'.encode("cp1252"),
        '<?xml version="1.0" encoding="iso-8859-15"?><p>één €'.encode("iso8859-15"),
    ],
)
def test_encodings(raw: bytes) -> None:
    document = load(raw)
    assert document.published_text == "één €"
    assert PAGES.edited(document, ()) == raw
    edited = PAGES.edited(document, edits_of(document, "één", "ő"))
    assert shown(edited) == "ő €"
    assert "één".encode() in PAGES.final(document, ())


def quickly(work: Callable[[], object], seconds: float = 5.0) -> None:
    start = time.process_time()
    with contextlib.suppress(InputError):
        work()
    assert time.process_time() - start < seconds


N = 100_000


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * N + "x",
        "<b>" * N + "x",
        "<div hidden>" * N + "x",
        "<p hidden>x" * 30_000,
        "<span hidden><p>x</span>" * 20_000,
        "<li hidden><b>x" * 20_000,
        "<div>" * 30_000 + "<li hidden>x</li>" * 30_000,
        "<table>" * 30_000 + "<td>" * 30_000 + "x",
        "<p><a href='x" * 30_000,
        '<p a="' * 30_001,
        "<!--" * N + "x",
        "<script>" * N + "x",
        "<style>p{" * N + "x",
        "<style>" + ".a{" * N + "</style>x",
        "<style>" + "a,b>" * N + "{color:red}</style>x",
        "<style>p{font:" + "a " * N + "}</style>x",
        "<p style='" + "font:" + "a " * N + "'>x",
        "<p style='" + "(" * N + "'>x",
        "<" * N + "x",
        "</" * N + "x",
        "&" * N + "x",
        "&amp" * N + "x",
        "<p " + "a=b " * N + ">x",
        f"<p class='{'a ' * N}'>x",
        f"<p title='{'a' * 3_000_000}'>x",
        "<p>" + "x " * 1_000_000,
        "<pre>" * N + " \n" * N,
        "<br>" * N + "x",
        "x<br> " * N,
        "<x-y>" * N + "x",
        "<x-y>a</x-y>" * 20_000,
        "<svg>" * 20_000 + "x",
        "<a id=cmnt1>" * 20_000 + "x",
        "<div><a id=cmnt1></a>" * 20_000 + "x",
        "<div><a id=ftnt1>x</a></div>" * 20_000,
        "<div id=ftn1>x" * 20_000,
        "<script type='application/json'>" + "[" * N + "</script>x",
        "<a href='https://x.nl/?" + "a=b&" * N + "'>x</a>",
        "<a href='" + "https://www.google.com/url?q=" * 1000 + "https://x.nl'>x</a>",
        "<a href='https://x.nl/" + "%20" * N + "'>x</a>",
        "<a href='#x'><p id=x>" * 20_000,
    ],
    ids=lambda source: source[:24],
)
def test_nothing_hangs(source: str) -> None:
    def work() -> None:
        document = load(source)
        edit = Edit(("d1",), Span(0, 1), Action.REPLACE, "y", DetailType.AGE)
        edits = [edit] if document.published else []
        PAGES.edited(document, edits)
        PAGES.final(document, edits)

    quickly(work, 8.0)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Een tekst.</p>" + "<pre>\n" * 20_000 + "x",
        "<pre>x" * 20_000 + "</pre>" * 20_000,
        f"<style>{''.join(f'.c{n}{{color:#fff}}' for n in range(6_000))}</style>"
        + "".join(f"<p class=c{n}>x</p>" for n in range(6_000)),
        "<p style='color:white'>x</p>" * 20_000,
        "<b style='color:white'>x" * 2_000,
    ],
    ids=lambda source: source[:24],
)
def test_neither_the_look_at_a_copy_nor_that_for_faint_words_hangs(source: str) -> None:
    def work() -> None:
        document = load(source)
        assert PAGES.leaks(document, [], PAGES.final(document, [])) == ()
        list(PAGES.faint(document))

    quickly(work, 8.0)


def test_many_edits_of_a_long_uneven_paragraph_do_not_hang() -> None:
    def work() -> None:
        document = load("<p>" + "kapitein  e<b>n</b>\n" * 40_000)
        edits = edits_of(document, "kapitein", "iemand", DetailType.EVENT)[:200]
        written = PAGES.edited(document, edits)
        assert remaining(document.published_text, edits, shown(written))

    quickly(work, 8.0)


def test_too_large(here: Path) -> None:
    path = here / "draft.html"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    quickly(lambda: read_document(path), 1.0)
    with pytest.raises(TooLargeError, match="64 MiB"):
        read_document(path)
    with pytest.raises(TooLargeError, match="tags"):
        load("<b>" * (MAX_TAGS + 1))


@pytest.fixture
def libreoffice(tmp_path: Path, wanting: Callable[[str], None]) -> Path:
    soffice, folder = shutil.which("soffice"), tmp_path
    if soffice is None:
        wanting("LibreOffice")
    made = docx.Document()
    made.core_properties.author = CANARY
    made.core_properties.title = CANARY
    made.add_heading("Kop", 1)
    paragraph = made.add_paragraph("Volgens ")
    paragraph.add_run("Jan ").bold = True
    paragraph.add_run("Jansen").italic = True
    paragraph.add_run(" was het in Utrecht, een heel lange regel tekst zodat LibreOffice haar in het bestand afbreekt.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "cel een", "cel twee"
    made.add_comment(paragraph.runs[0], text=CANARY, author=CANARY)
    made.save(str(folder / "draft.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        str(soffice),
        "--headless",
        profile,
        "--convert-to",
        "html",
        "--outdir",
        str(folder),
        str(folder / "draft.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "draft.html"


def test_libreoffice(libreoffice: Path) -> None:
    document = read_document(libreoffice)
    assert "Volgens Jan Jansen was het in Utrecht, een heel" in document.published_text
    assert "cel een\ncel twee" in document.published_text
    assert CANARY in document.text and CANARY not in document.published_text
    edits = edits_of(document, "Jan Jansen")
    final = PAGES.final(document, edits)
    assert not holds(final, CANARY) and not holds(final, "Jansen")
    assert PAGES.leaks(document, edits, final) == ()
    assert re.search(rb"<b>een bron</b>", final)


def test_what_was_taken_out_may_stand_nowhere_else() -> None:
    document = load("<p>Jan Jansen zei het.</p><p>Ook jan jansen.</p><img alt='jan-jansen' src='jan_jansen.png'>")
    edits = edits_of(document, "Jan Jansen")
    found = PAGES.leaks(document, edits, PAGES.final(document, edits))
    assert {leak.kind for leak in found} == {LeakKind.ELSEWHERE}


@pytest.mark.parametrize(
    "more", [b"<!-- Jan -->", b"<p>Jan</p>", b"<p title=x>", b'<p class="c9">', b" ", b"<script></script>"]
)
def test_anything_more_in_a_written_file_is_noticed(more: bytes) -> None:
    document = load("<p>Een bron.</p>")
    final = PAGES.final(document, ())
    changed = final.replace(b"</body>", more + b"</body>")
    assert [leak.kind for leak in PAGES.leaks(document, (), changed)] == [LeakKind.CHANGED]


def test_texts_are_compared_line_by_line() -> None:
    document = load("<p>Een bron zei het.</p><p>Twee.</p>")
    final = PAGES.final(document, ())
    joined = final.replace(b"</p>\n<p>", b" ")
    assert PAGES.leaks(document, (), joined)
    assert apply_edits(document.published_text, ()) == "Een bron zei het.\n\nTwee."


def test_of_a_style_sheet_only_what_somebody_said_is_read() -> None:
    sheet = (
        "@page { size: 8.27in 11.69in } h1.western { font-family: 'Liberation Sans', sans-serif; orphans: 2 }"
        ".c1{color:#000000} .lst-kix_abc123-0>li:before{content:'\\25cf  '} @import url(https://fonts.gstatic.com/s?a=b);"
    )
    told = (
        ".bron-margriet { color: red } p { background: url(https://x.example/zonderland.png); --bron: Jansen }"
        "i { font-family: Handschrift van Pieters } b:before { content: 'De \\56 ries' }"
    )
    text = load(f"<style>{sheet} {told}</style><p>Tekst.</p>").text
    for word in ("page", "Liberation", "orphans", "lst-kix", "gstatic", "c1"):
        assert word not in text
    for word in ("bron-margriet", "zonderland", "Jansen", "Pieters", "De Vries"):
        assert word in text


def test_the_fields_of_libreoffice_are_text() -> None:
    page = load("<p>Door <sdfield type=AUTHOR format=NAME sdfixed>de redactie</sdfield>.</p>")
    assert page.published_text == "Door de redactie."
    assert b"<p>Door de redactie.</p>" in PAGES.final(page, ())


def test_signs_that_libreoffice_writes_for_fields_are_nothing() -> None:
    raw = b"<p>Met \x04Jan\x05 en \x07\x03Mar\x01griet\x08 erbij.</p>"
    document = load(raw)
    assert document.text == "Met Jan en Margriet erbij."
    assert not PAGES.leaks(document, [], PAGES.final(document, []))


def test_a_page_of_libreoffice_with_form_fields_is_read(tmp_path: Path, office: Any) -> None:
    path = tmp_path / "draft.odt"
    field = '<text:text-input text:description="Wie">Margriet</text:text-input>'
    path.write_bytes(odt_made.odt(f"<text:p>Met {field} erbij.</text:p>"))
    office.convert(path, tmp_path / "draft.html")
    assert "Met Margriet erbij." in read_document(tmp_path / "draft.html").published_text


@pytest.mark.parametrize("blank", ["\n ", " \n", "\t \r\n ", "\x01\n"])
def test_what_browsers_do_not_see_around_an_address_is_not_written(blank: str) -> None:
    document = load(f'<p>x</p><img src="{blank}foto{blank}">')
    assert b'src="foto"' in PAGES.final(document, [])
    assert not PAGES.leaks(document, [], PAGES.final(document, []))


TAGS = (
    '<p>Lees ook: <a class="t" href="/tag/economie">economie</a><a class="t" href="/tag/ilse-vroom">Ilse Vroom</a>'
    '<a href="javascript:void(0)">zorg</a><a href="#boven">naar boven</a></p>'
)


def test_links_that_touch_are_words_of_their_own() -> None:
    """Regression: "economieIlse Vroomzorg" was read, no name found there, and none missed in the final copy."""
    document = load(TAGS + "<p>Met Ilse Vroom sprak niemand.</p>")
    assert "Lees ook: economie\nIlse Vroom\nzorg\nnaar boven" in document.text
    edits = edits_of(document, "Ilse Vroom")
    assert len(edits) == 2
    path = edits_of(document, "ilse-vroom", "iemand")
    final = PAGES.final(document, [*edits, *path])
    assert PAGES.leaks(document, [*edits, *path], final) == ()
    assert b"Vroom" not in final
    left = PAGES.final(document, edits[1:])
    assert PAGES.leaks(document, edits[1:], left)


def test_a_space_between_links_that_the_copy_says_once_is_no_change() -> None:
    document = load('<p><a href="/a">Lees dit <svg><path d="M0 0"/></svg></a> <a href="/b">Word lid</a>, Karin.</p>')
    assert document.text.startswith("Lees dit Word lid, Karin.")
    edits = edits_of(document, "Karin")
    assert PAGES.leaks(document, edits, PAGES.final(document, edits)) == ()


@pytest.mark.parametrize(
    "source",
    [
        '<p><a href="/a">Bron</a><a href="/a"><b>wacht</b></a></p>',  # one link in pieces
        '<p>Bron<a name="a"></a><a name="b"></a>wacht</p>',
        '<p><a href="/a">Bron</a><abbr title="x">wacht</abbr></p>',
        '<p><a href="/a">Bron</a><b><a href="/b">wacht</a></b></p>',
    ],
)
def test_a_word_in_pieces_stays_one(source: str) -> None:
    assert shown(source).startswith("Bronwacht")
